//! Dates and places of birth of UN records.

use hilf_entity::{Entity, FuzzyDate};

use crate::format::assembly::{country_values, iso_date, joined, rest};
use crate::format::prose;
use crate::xml::Node;

const DATE_PARTS: &[&str] = &["TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE"];
const PLACE_PARTS: &[&str] = &["STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"];

/// All dates and places of birth of a record.
pub(super) fn add_births(entity: &mut Entity, node: &Node) {
    for date in node.children("INDIVIDUAL_DATE_OF_BIRTH") {
        add_date(entity, date);
    }
    for place in node.children("INDIVIDUAL_PLACE_OF_BIRTH") {
        let text = |name| place.child_text(name);
        let full = joined(&[text("STREET"), text("CITY"), text("STATE_PROVINCE"), text("COUNTRY")]);
        entity.add("birthPlace", full);
        entity.add_all("birthCountry", country_values(text("COUNTRY")));
        entity.note("Place of birth", text("NOTE"));
        for (label, text) in rest(place, PLACE_PARTS) {
            entity.note(&format!("Place of birth, {label}"), &text);
        }
    }
}

/// A birth that belongs to an alias, so perhaps to a false identity: it counts as a further
/// possibility and is noted with the alias.
pub(super) fn add_alias_birth(entity: &mut Entity, node: &Node, label: &str) {
    let date = node.child_text("DATE_OF_BIRTH");
    let place = joined(&[node.child_text("CITY_OF_BIRTH"), node.child_text("COUNTRY_OF_BIRTH")]);
    if let Some(date) = iso_date(date).or_else(|| prose::date(date)) {
        entity.add_date("birthDate", &date, "");
    }
    entity.add("birthPlace", place.as_str());
    entity.add_all("birthCountry", country_values(node.child_text("COUNTRY_OF_BIRTH")));
    entity.note(&format!("{label}, born"), &joined(&[date, &place]));
}

fn add_date(entity: &mut Entity, node: &Node) {
    let text = |name| node.child_text(name);
    let kind = text("TYPE_OF_DATE");
    let note = text("NOTE");
    let about = [kind, note].iter().any(|t| {
        let t = t.to_lowercase();
        t.starts_with("approx") || t.starts_with("circa")
    });
    let between =
        || Some(FuzzyDate::between(iso_date(text("FROM_YEAR"))?, iso_date(text("TO_YEAR"))?));
    let stated = iso_date(text("DATE")).or_else(|| iso_date(text("YEAR"))).or_else(between);
    let from_note = if stated.is_none() { prose::date(note) } else { None };
    let wording = joined(&[
        if about && !kind.is_empty() { kind } else { "" },
        text("DATE"),
        text("YEAR"),
        text("FROM_YEAR"),
        text("TO_YEAR"),
        note,
    ]);
    match stated.or(from_note) {
        Some(date) => {
            let date = if about { date.about() } else { date };
            entity.add_date("birthDate", &date, &wording);
            let said = from_note.is_some() || note.is_empty() || note.len() < 15 && about;
            if !said {
                entity.note("Date of birth", &wording);
            }
        }
        None => entity.note("Date of birth", &wording),
    }
    for (label, text) in rest(node, DATE_PARTS) {
        entity.note(&format!("Date of birth, {label}"), &text);
    }
}
