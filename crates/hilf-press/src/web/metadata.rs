//! Title, outlet, author and day as a page gives them: JSON-LD (schema.org), OpenGraph, meta, time.

use jiff::civil::Date;
use serde_json::Value as Json;

use super::mapped::Mapped;
use super::tree::Tree;

/// What a page says about its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Outlet,
    Author,
    Day,
}

impl Field {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Outlet => "outlet",
            Field::Author => "author",
            Field::Day => "published",
        }
    }
}

/// One value with where it was found.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) field: Field,
    pub(super) source: &'static str,
    pub(super) text: Mapped,
}

/// Keys of `meta`, in the order in which they are believed.
const KEYS: &[(&str, Field, &str)] = &[
    ("og:title", Field::Title, "opengraph"),
    ("twitter:title", Field::Title, "meta"),
    ("title", Field::Title, "title-element"),
    ("og:site_name", Field::Outlet, "opengraph"),
    ("application-name", Field::Outlet, "meta"),
    ("article:published_time", Field::Day, "opengraph"),
    ("datepublished", Field::Day, "microdata"),
    ("publishdate", Field::Day, "meta"),
    ("pubdate", Field::Day, "meta"),
    ("date", Field::Day, "meta"),
    ("dc.date", Field::Day, "meta"),
    ("dc.date.issued", Field::Day, "meta"),
    ("time", Field::Day, "time-element"),
    ("author", Field::Author, "meta"),
    ("article:author", Field::Author, "opengraph"),
    ("dc.creator", Field::Author, "meta"),
    ("publisher", Field::Outlet, "meta"),
];

/// Everything a page says about its article, the most trusted first.
pub(super) fn metadata(html: &str, tree: &Tree) -> Vec<Given> {
    let mut out = Vec::new();
    for script in &tree.linked_data {
        let raw = &html[script.clone()];
        if let Ok(data) = serde_json::from_str::<Json>(raw.trim()) {
            linked(&data, raw, script.start, &mut out);
        }
    }
    for (key, field, source) in KEYS {
        for value in tree.values.iter().filter(|value| value.key == *key) {
            let address = value.text.text.starts_with("http");
            if address || (*field == Field::Day && day_of(&value.text.text).is_none()) {
                continue;
            }
            out.push(Given { field: *field, source, text: value.text.clone() });
        }
    }
    out
}

/// `NewsArticle` and its kin (schema.org), also within `@graph` or a list.
fn linked(data: &Json, raw: &str, from: usize, out: &mut Vec<Given>) {
    match data {
        Json::Array(items) => items.iter().for_each(|item| linked(item, raw, from, out)),
        Json::Object(fields) => {
            let kind = fields.get("@type").map(Json::to_string).unwrap_or_default();
            if let Some(graph) = fields.get("@graph") {
                linked(graph, raw, from, out);
            }
            if !kind.contains("Article") && !kind.contains("Posting") {
                return;
            }
            let mut give = |field, value: Option<&Json>| {
                let value = value.and_then(name_of).filter(|value| !value.trim().is_empty());
                if let Some(value) = value
                    && (field != Field::Day || day_of(value).is_some())
                {
                    let text = placed(value, raw, from);
                    out.push(Given { field, source: "json-ld", text });
                }
            };
            give(Field::Title, fields.get("headline"));
            give(Field::Outlet, fields.get("publisher"));
            give(Field::Author, fields.get("author"));
            give(Field::Day, fields.get("datePublished"));
        }
        _ => {}
    }
}

fn name_of(value: &Json) -> Option<&str> {
    match value {
        Json::String(text) => Some(text),
        Json::Object(fields) => fields.get("name").and_then(Json::as_str),
        Json::Array(items) => items.first().and_then(name_of),
        _ => None,
    }
}

/// A value of a script with its place; a value written with escapes stands for the whole script.
fn placed(value: &str, raw: &str, from: usize) -> Mapped {
    if let Some(at) = raw.find(value) {
        return Mapped::verbatim(value, from + at);
    }
    let mut out = Mapped::default();
    value.chars().for_each(|c| out.push(c, from, from + raw.len()));
    out
}

/// The day of a timestamp of a page or feed: ISO 8601 or RFC 2822, as the outlet's clock shows it.
pub(crate) fn day_of(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).and_then(|day| day.parse().ok());
    iso.or_else(|| Some(jiff::fmt::rfc2822::parse(text).ok()?.date()))
}
