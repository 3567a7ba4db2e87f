//! Identities of SECO targets: names, births, nationalities, documents, addresses.

use hilf_entity::{Entity, FuzzyDate, Value, country};

use super::registry::{Place, Registry};
use super::{first_of, names};
use crate::alias::one_line;
use crate::format::assembly::{
    Address, Listing, add_iso_date, is_passport, joined, note_rest, rest,
};
use crate::format::calendar;
use crate::xml::Node;

const KNOWN: &[&str] = &[
    "ssid",
    "main",
    "name",
    "nationality",
    "day-month-year",
    "place-of-birth",
    "address",
    "identification-document",
];

/// Adds all that one identity says.
pub(super) fn add_identity(listing: &mut Listing, identity: &Node, registry: &Registry) {
    let main = identity.attribute("main") == "true";
    for name in identity.children("name") {
        names::add_name(&mut listing.entity, name, main);
    }
    for nationality in identity.children("nationality") {
        let entity = &mut listing.entity;
        add_country(entity, "nationality", "Nationality", nationality.child("country"));
        note_rest(entity, nationality, &["ssid", "country"]);
    }
    for date in identity.children("day-month-year") {
        add_birth_date(&mut listing.entity, date);
    }
    for birth in identity.children("place-of-birth") {
        add_birth_place(&mut listing.entity, birth, registry);
    }
    for address in identity.children("address") {
        add_address(listing, address, registry);
    }
    for document in identity.children("identification-document") {
        add_document(listing, document, registry);
    }
    note_rest(&mut listing.entity, identity, KNOWN);
}

fn add_country(entity: &mut Entity, property: &str, label: &str, node: Option<&Node>) {
    let Some(node) = node else { return };
    let (code, name) = (node.attribute("iso-code"), node.text());
    match country::code(code).or_else(|| country::code(name)) {
        Some(code) => entity.add(property, Value::new(code).with_original(name)),
        None => entity.note(label, &joined(&[code, name])),
    }
}

fn add_birth_date(entity: &mut Entity, node: &Node) {
    let of = |name| node.attribute(name);
    let from = first_of(&[of("from-year"), of("year-from")]);
    let to = first_of(&[of("to-year"), of("year-to")]);
    let written: Vec<&str> =
        ["day", "month", "year"].map(of).into_iter().filter(|p| !p.is_empty()).collect();
    let wording = joined(&[&written.join("."), from, to, calendar_name(of("calendar"))]);
    let low = of("quality") == "low";
    let property =
        if entity.schema().name() == "Person" { "birthDate" } else { "incorporationDate" };
    match birth_date(node, from, to) {
        Some(date) => {
            let date = if low { date.about() } else { date };
            let plain = !low && calendar_name(of("calendar")).is_empty() && from.is_empty();
            entity.add_date(property, &date, if plain { "" } else { &wording });
        }
        None => entity.note("Date of birth", &wording),
    }
    let known = ["ssid", "day", "month", "year", "calendar", "quality"];
    let ranges = ["from-year", "to-year", "year-from", "year-to"];
    note_rest(entity, node, &[&known[..], &ranges].concat());
}

fn calendar_name(calendar: &str) -> &str {
    if calendar.eq_ignore_ascii_case("gregorian") { "" } else { calendar }
}

fn birth_date(node: &Node, from: &str, to: &str) -> Option<FuzzyDate> {
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n > 0);
    let of = |name| number(node.attribute(name));
    let calendar = node.attribute("calendar").to_lowercase();
    let lunar = calendar.contains("islam") || calendar.contains("hijri");
    let at = |year: i64, month: Option<i64>, day: Option<i64>| {
        if lunar {
            return calendar::islamic(year, month, day);
        }
        let year = i16::try_from(year).ok().filter(|_| calendar_name(&calendar).is_empty())?;
        let small = |n: i64| i8::try_from(n).ok();
        match (month, day) {
            (Some(m), Some(d)) => FuzzyDate::day(year, small(m)?, small(d)?),
            (Some(m), None) => FuzzyDate::month(year, small(m)?),
            (None, _) => FuzzyDate::year(year),
        }
    };
    if let Some(year) = of("year") {
        return at(year, of("month"), of("day"));
    }
    let from = at(number(from)?, None, None)?;
    Some(number(to).and_then(|y| at(y, None, None)).map_or(from, |to| FuzzyDate::between(from, to)))
}

fn add_birth_place(entity: &mut Entity, node: &Node, registry: &Registry) {
    let Some(place) = registry.place(node.attribute("place-id")) else {
        return entity.note("Place of birth, place", node.attribute("place-id"));
    };
    entity.add("birthPlace", place.full());
    if let Some(code) = code_of(place) {
        entity.add("birthCountry", Value::new(code).with_original(&place.country));
    }
    for (label, text) in &place.rest {
        entity.note(&format!("Place of birth, {label}"), text);
    }
    note_rest(entity, node, &["ssid", "place-id", "quality"]);
}

fn code_of(place: &Place) -> Option<&'static str> {
    country::code(&place.country_code).or_else(|| country::code(&place.country))
}

fn add_address(listing: &mut Listing, node: &Node, registry: &Registry) {
    const PARTS: &[&str] = &[
        "ssid",
        "place-id",
        "main",
        "quality",
        "address-details",
        "p-o-box",
        "zip-code",
        "c-o",
        "remark",
    ];
    let nowhere = Place::default();
    let id = node.attribute("place-id");
    let place = registry.place(id).unwrap_or(&nowhere);
    let street = joined(&[node.child_text("c-o"), node.child_text("address-details")]);
    let mut remarks: Vec<String> = node.children("remark").map(|r| r.text().to_owned()).collect();
    if !id.is_empty() && registry.place(id).is_none() {
        remarks.push(format!("place {id} is not in the file"));
    }
    let others = rest(node, PARTS).into_iter().chain(place.rest.clone());
    remarks.extend(others.map(|(label, text)| format!("{label}: {text}")));
    listing.address(&Address {
        street: &street,
        post_office_box: node.child_text("p-o-box"),
        postal_code: node.child_text("zip-code"),
        remarks: &remarks.join("; "),
        ..place.address()
    });
}

fn add_document(listing: &mut Listing, node: &Node, registry: &Registry) {
    const PARTS: &[&str] = &[
        "ssid",
        "document-type",
        "number",
        "issuer",
        "date-of-issue",
        "expiry-date",
        "remark",
        "place-of-issue",
    ];
    let kind = node.attribute("document-type");
    let number = one_line(node.child_text("number"));
    let passport = is_passport(kind);
    let mut document = listing.document(kind, &Value::new(&number), passport);
    let property = if passport { "passportNumber" } else { "idNumber" };
    if listing.entity.schema().property(property).is_some() {
        listing.entity.add(property, number.as_str());
    }
    add_issuer(&mut document, node, registry);
    for (element, property) in [("date-of-issue", "startDate"), ("expiry-date", "endDate")] {
        add_iso_date(&mut document, property, element, node.child_text(element));
    }
    for remark in node.children("remark") {
        document.add("summary", remark.text());
    }
    note_rest(&mut document, node, PARTS);
    listing.attach(document);
}

fn add_issuer(document: &mut Entity, node: &Node, registry: &Registry) {
    for issuer in node.children("issuer") {
        add_country(
            document,
            "country",
            "Country",
            Some(issuer).filter(|i| !i.attribute("iso-code").is_empty() || !i.text().is_empty()),
        );
        document.add("authority", issuer.text());
        note_rest(document, issuer, &["ssid", "code", "iso-code"]);
        document.note("Issuer", issuer.attribute("code"));
    }
    for place in node.children("place-of-issue") {
        let found = registry.place(place.attribute("place-id"));
        let text = found.map(Place::full).unwrap_or_default();
        document.note("Place of issue", first_of(&[&text, place.attribute("place-id")]));
    }
}
