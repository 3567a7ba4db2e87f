//! RSS 2.0 and Atom (RFC 4287) feeds: each item an article with its place in the file.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::mapped::{Mapped, resolve};
use super::metadata::{Field, Given, day_of};
use super::tree::{Tree, tree};
use super::{Page, lay_out};
use crate::zone::{Zone, page_rule};

/// The articles of a feed, and what broke it off, if anything did.
#[derive(Debug, Default)]
pub struct Feed {
    /// The articles in the order of the feed.
    pub items: Vec<Page>,
    /// Why the rest could not be read.
    pub broken: Option<String>,
}

#[derive(Default)]
struct Item {
    title: Option<Range<usize>>,
    texts: Vec<(Range<usize>, bool)>,
    author: Option<Range<usize>>,
    day: Option<Range<usize>>,
}

/// Reads a feed. Items before a place where its XML breaks are kept.
pub fn read_feed(xml: &str) -> Feed {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut feed = Feed::default();
    let mut outlet: Option<Range<usize>> = None;
    let mut item: Option<Item> = None;
    let mut open: Option<(String, usize, bool)> = None;
    loop {
        let before = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if matches!(name.as_str(), "item" | "entry") {
                    item = Some(Item::default());
                    open = None;
                } else if open.is_none() && is_read(&name) {
                    let markup = tag.attributes().flatten().any(|attribute| {
                        attribute.key.as_ref() == "type" && attribute.value.as_ref() == "xhtml"
                    });
                    open = Some((name, position(&reader), markup));
                }
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if open.as_ref().is_some_and(|(opened, ..)| *opened == name)
                    && let Some((_, from, markup)) = open.take()
                {
                    take(item.as_mut(), &mut outlet, &name, from..before, markup);
                } else if matches!(name.as_str(), "item" | "entry")
                    && let Some(done) = item.take()
                {
                    feed.items.push(article(xml, &done, outlet.clone()));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                feed.broken = Some(error.to_string());
                break;
            }
        }
    }
    if item.is_some() && feed.broken.is_none() {
        feed.broken = Some("the feed ends within an item".to_owned());
    }
    feed
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn is_read(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "description"
            | "content:encoded"
            | "content"
            | "summary"
            | "pubDate"
            | "published"
            | "updated"
            | "dc:date"
            | "dc:creator"
            | "name"
    )
}

fn take(
    item: Option<&mut Item>,
    outlet: &mut Option<Range<usize>>,
    name: &str,
    span: Range<usize>,
    markup: bool,
) {
    let Some(item) = item else {
        if name == "title" && outlet.is_none() {
            *outlet = Some(span);
        }
        return;
    };
    match name {
        "title" => item.title = item.title.take().or(Some(span)),
        "pubDate" | "published" | "dc:date" => item.day = Some(span),
        "updated" => item.day = item.day.take().or(Some(span)),
        "dc:creator" | "name" => item.author = item.author.take().or(Some(span)),
        _ => item.texts.push((span, markup)),
    }
}

/// The text of an element, CDATA sections and entities resolved.
fn content(xml: &str, span: &Range<usize>, markup: bool) -> Mapped {
    let raw = xml.get(span.clone()).unwrap_or_default();
    if markup {
        return Mapped::verbatim(raw, span.start);
    }
    let mut out = Mapped::default();
    let mut at = 0;
    while let Some(open) = raw[at..].find("<![CDATA[") {
        out.append(&resolve(&raw[at..at + open], span.start + at));
        let from = at + open + "<![CDATA[".len();
        let len = raw[from..].find("]]>").unwrap_or(raw.len() - from);
        out.append(&Mapped::verbatim(&raw[from..from + len], span.start + from));
        at = (from + len + "]]>".len()).min(raw.len());
    }
    out.append(&resolve(&raw[at..], span.start + at));
    out
}

fn article(xml: &str, item: &Item, outlet: Option<Range<usize>>) -> Page {
    let mut blocks = Vec::new();
    if let Some(title) = &item.title {
        for line in lines(content(xml, title, false)) {
            blocks.push((line.0, (Zone::Title, "feed-title")));
        }
    }
    // The whole text and its summary: the longer one is the article.
    let texts = item.texts.iter().map(|(span, markup)| content(xml, span, *markup));
    if let Some(text) = texts.max_by_key(|text| text.text.len()) {
        for (line, outside, heading) in lines(text) {
            let zone = match outside.or_else(|| page_rule(&line.text)) {
                Some(rule) => (Zone::Boilerplate, rule),
                None if heading => (Zone::Subheading, "feed-item"),
                None => (Zone::Body, "feed-item"),
            };
            blocks.push((line, zone));
        }
    }
    let given = [
        (Field::Outlet, outlet),
        (Field::Author, item.author.clone()),
        (Field::Day, item.day.clone()),
    ];
    let given = given.into_iter().filter_map(|(field, span)| {
        let text = content(xml, &span?, false);
        let usable = field != Field::Day || day_of(&text.text).is_some();
        usable.then_some(Given { field, source: "feed", text })
    });
    lay_out(blocks, given.collect())
}

/// The lines of markup, with the rule by which one is no article and whether it is a heading.
fn lines(markup: Mapped) -> Vec<(Mapped, Option<&'static str>, bool)> {
    let Tree { blocks, .. } = tree(&markup.text);
    let blocks = blocks.into_iter().map(|block| {
        let heading = block.element.starts_with('h') && block.element.len() == 2;
        (block.text.within(&markup), block.outside, heading)
    });
    blocks.collect()
}
