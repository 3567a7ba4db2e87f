//! Switzerland's list (SECO, SESAM), XML (`swiss-sanctions-list`).
//!
//! Entity ids are `ch-<ssid>` of the target. Programmes and places stand apart from the targets and
//! are named by number, so the file is read twice: once for them and for what kind of thing each
//! target is, once for the targets.
//!
//! A target whose last modification is `de-listed` stays in the file: it gets no topic, and its
//! listing the status `delisted`. A list of type `amendment` holds only what changed and is marked
//! as partial in [`ListInfo::remarks`].
//!
//! Not kept: what stands inside `modification` (`added`, `removed`), copies of a target's earlier
//! states (the dates and kinds of the modifications are kept); the kind of a spelling variant; the
//! publisher's row numbers (`ssid`) of details.

mod identity;
mod names;
mod registry;
mod relation;

use std::cmp::Reverse;

use hilf_entity::{Entity, FuzzyDate, Value};

use super::assembly::{Intake, Listing, add_iso_date, iso_date, note_rest};
use super::xml_file::XmlFile;
use crate::alias::one_line;
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source};
use registry::Registry;

const DATASET: &str = "ch";
const AUTHORITY: &str = "State Secretariat for Economic Affairs";
const SOURCE_URL: &str = "https://www.sesam.search.admin.ch/sesam-search-web/pages/downloadXmlGesamtliste.xhtml?lang=en&action=downloadXmlGesamtlisteAction";
const ROOT: &str = "swiss-sanctions-list";
const KNOWN: &[&str] = &[
    "ssid",
    "sanctions-set-id",
    "foreign-identifier",
    "modification",
    "individual",
    "entity",
    "object",
    "relation",
];
/// What can stand in an individual, an entity or an object.
const SUBJECT: &[&str] = &[
    "sex",
    "ssid",
    "object-type",
    "identity",
    "justification",
    "relation",
    "other-information",
    "generic-attribute",
];
const MODIFICATION: &[&str] = &[
    "modification-type",
    "publication-date",
    "effective-date",
    "enactment-date",
    "ssid",
    "added",
    "removed",
];

/// Reads the list.
pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let registry = Registry::read(source)?;
    let (mut file, root) = XmlFile::open(source, ROOT, false)?;
    let mut intake = Intake::new(DATASET, file.name(), sink);
    while let Some(node) = file.next_within(&[])? {
        match node.name.as_str() {
            "target" => read_target(&node, &registry, &mut intake),
            "sanctions-program" | "place" => {}
            _ => intake.hold_unknown(&node),
        }
    }
    let mut remarks = intake.finish()?;
    let kind = root.attribute("list-type");
    if kind.starts_with("amendment") || kind.starts_with("partial") {
        remarks.push(format!(
            "The file is of type \"{kind}\": it holds only what changed and must not replace the \
             whole list."
        ));
    }
    Ok(ListInfo {
        dataset: DATASET.into(),
        publisher: AUTHORITY.into(),
        published: Some(root.attribute("date").to_owned()).filter(|d| !d.is_empty()),
        remarks,
        ..ListInfo::default()
    })
}

fn read_target(node: &Node, registry: &Registry, intake: &mut Intake<'_>) {
    let ssid = node.attribute("ssid");
    if ssid.is_empty() {
        return intake.hold(node.line, "", "the target has no ssid");
    }
    let Some(subject) = registry::subject(node) else {
        return intake.hold(node.line, ssid, "the target is no individual, entity or object");
    };
    let mut listing = intake.begin(node, ssid, registry.schema(ssid));
    for identity in subject.children("identity") {
        identity::add_identity(&mut listing, identity, registry);
    }
    names::settle(&mut listing.entity);
    if listing.entity.first("name").is_none() {
        return intake.hold(node.line, ssid, "the target has no name");
    }
    add_listings(&mut listing, node, subject, registry);
    add_subject(&mut listing.entity, subject);
    for relation in subject.children("relation").chain(node.children("relation")) {
        relation::add_relation(&mut listing, relation, registry);
    }
    note_rest(&mut listing.entity, node, KNOWN);
    note_rest(&mut listing.entity, subject, SUBJECT);
    intake.deliver(listing);
}

fn add_subject(entity: &mut Entity, subject: &Node) {
    match subject.attribute("sex").to_lowercase().as_str() {
        "" => {}
        sex @ ("male" | "female") => entity.add("gender", sex),
        other => entity.note("Sex", other),
    }
    let kind = subject.attribute("object-type");
    if entity.schema().property("type").is_some() {
        entity.add("type", kind);
    } else {
        entity.note("Object type", kind);
    }
    for information in subject.children("other-information") {
        let text = information.text();
        match text.split_once(':').filter(|(label, _)| label.len() <= LABEL_BYTES_MAX) {
            Some((label, value)) => add_labelled(entity, label.trim(), value.trim(), text),
            None => entity.note("", text),
        }
        note_rest(entity, information, &["ssid"]);
    }
    for attribute in subject.children("generic-attribute") {
        let name = attribute.attribute("name");
        add_labelled(entity, name, attribute.text(), &format!("{name}: {}", attribute.text()));
        note_rest(entity, attribute, &["ssid", "name"]);
    }
}

/// Labels in `other-information` and names of generic attributes → the property that means the
/// same.
const LABELS: &[(&str, &str)] = &[
    ("e-mail", "email"),
    ("email", "email"),
    ("tel.", "phone"),
    ("telephone", "phone"),
    ("phone", "phone"),
    ("website", "website"),
    ("imo number", "imoNumber"),
    ("registration number", "registrationNumber"),
    ("taxpayer identification number", "taxNumber"),
    ("tax registration number", "taxNumber"),
    ("type of entity", "legalForm"),
];
/// A longer text before a colon is no label.
const LABEL_BYTES_MAX: usize = 40;

/// A labelled fact: to its property, if it is one word or a legal form, else to the notes.
fn add_labelled(entity: &mut Entity, label: &str, value: &str, whole: &str) {
    let lower = label.to_lowercase();
    let found = LABELS.iter().find(|(known, _)| lower.starts_with(known)).map(|(_, p)| *p);
    let value = value.trim_end_matches('.');
    let single = !value.contains(' ') || matches!(found, Some("legalForm" | "phone"));
    match found.filter(|p| single && entity.schema().property(p).is_some()) {
        None => entity.note("", whole),
        Some(property) => entity.add(property, Value::new(value).with_original(whole)),
    }
}

/// One listing per sanctions set; a target without one is listed all the same.
fn add_listings(listing: &mut Listing, node: &Node, subject: &Node, registry: &Registry) {
    let history = History::of(node);
    let mut sets: Vec<&str> = node.children("sanctions-set-id").map(Node::text).collect();
    if sets.is_empty() {
        sets.push(node.attribute("sanctions-set-id"));
    }
    for set in sets {
        let mut sanction = listing.sanction(AUTHORITY, node.attribute("ssid"));
        sanction.add("country", "ch");
        sanction.add("sourceUrl", SOURCE_URL);
        sanction.add("recordId", node.attribute("ssid"));
        registry.add_programme(&mut sanction, set);
        history.add_to(&mut sanction);
        for reason in subject.children("justification") {
            sanction.add("reason", reason.text());
        }
        for identifier in node.children("foreign-identifier") {
            let text = one_line(identifier.text());
            let property = if is_un_reference(&text) { "unscId" } else { "authorityId" };
            sanction.add(property, text);
            note_rest(&mut sanction, identifier, &["ssid"]);
        }
        listing.attach(sanction);
    }
    if !history.delisted {
        listing.entity.add("topics", "sanction");
    }
    listing.modified(&history.dates);
}

/// A permanent reference of the UN list, such as `QDi.299`.
fn is_un_reference(text: &str) -> bool {
    text.split_once('.').is_some_and(|(head, number)| {
        head.len() == 3
            && head.ends_with(['i', 'e'])
            && head.bytes().all(|b| b.is_ascii_alphabetic())
            && number.bytes().all(|b| b.is_ascii_digit())
    })
}

/// What happened to a target.
struct History<'a> {
    events: Vec<&'a Node>,
    dates: Vec<FuzzyDate>,
    delisted: bool,
}

impl<'a> History<'a> {
    fn of(node: &'a Node) -> History<'a> {
        let events: Vec<&Node> = node.children("modification").collect();
        let dates = events.iter().filter_map(|e| date_of(e)).collect();
        // The file writes the latest modification first; among several of one day the first counts.
        let last = events
            .iter()
            .enumerate()
            .max_by_key(|(at, event)| (date_of(event).map(FuzzyDate::earliest), Reverse(*at)));
        let delisted = last.is_some_and(|(_, event)| is_delisting(event));
        History { events, dates, delisted }
    }

    fn add_to(&self, sanction: &mut Entity) {
        sanction.add("status", if self.delisted { "delisted" } else { "active" });
        for event in &self.events {
            let of = |name| event.attribute(name);
            let kind = of("modification-type");
            let property = match kind {
                "listed" => {
                    add_iso_date(sanction, "listingDate", "Published", of("publication-date"));
                    "startDate"
                }
                _ if is_delisting(event) && self.delisted => "endDate",
                _ => "modifiedAt",
            };
            if let Some(date) = date_of(event) {
                sanction.add_date(property, &date, "");
            }
            let dates = DATES.iter().map(|name| (name, of(name))).filter(|(_, d)| !d.is_empty());
            let dates: Vec<String> = dates.map(|(name, date)| format!("{name} {date}")).collect();
            match dates.is_empty() {
                true => sanction.note("Modification", kind),
                false => sanction.note(&format!("Modification {kind}"), &dates.join(", ")),
            }
            note_rest(sanction, event, MODIFICATION);
        }
    }
}

/// Dates of a modification, the most telling first.
const DATES: [&str; 3] = ["effective-date", "enactment-date", "publication-date"];

fn is_delisting(event: &Node) -> bool {
    let kind = event.attribute("modification-type");
    kind.starts_with("de-listed") || kind.starts_with("delisted")
}

fn date_of(event: &Node) -> Option<FuzzyDate> {
    DATES.iter().find_map(|name| iso_date(event.attribute(name)))
}

fn first_of<'t>(texts: &[&'t str]) -> &'t str {
    texts.iter().copied().find(|t| !t.is_empty()).unwrap_or("")
}

/// A value in a language given as ISO 639-2 (`eng`, `ger`); the four national languages and
/// English get their two letters, others stay.
fn in_language(text: &str, lang: &str) -> Value {
    let lang = lang.to_lowercase();
    let lang = match lang.as_str() {
        "eng" => "en",
        "ger" | "deu" => "de",
        "fre" | "fra" => "fr",
        "ita" => "it",
        "roh" => "rm",
        "ara" => "ar",
        "rus" => "ru",
        "per" | "fas" => "fa",
        "pus" => "ps",
        "urd" => "ur",
        "ukr" => "uk",
        "bel" => "be",
        other => other,
    };
    Value::new(text).with_lang(lang)
}

#[cfg(test)]
mod tests;
