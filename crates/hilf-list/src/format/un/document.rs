//! Identity documents of UN records.

use hilf_entity::Value;

use crate::alias::{self, one_line};
use crate::format::assembly::{Listing, add_country, add_iso_date, is_passport, joined, rest};
use crate::format::prose;
use crate::xml::Node;

const PARTS: &[&str] = &[
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NUMBER",
    "COUNTRY_OF_ISSUE",
    "ISSUING_COUNTRY",
    "CITY_OF_ISSUE",
    "DATE_OF_ISSUE",
    "NOTE",
];

/// Adds a document as an entity, and its number to the person. Half the elements are empty.
pub(super) fn add_document(listing: &mut Listing, node: &Node) {
    let text = |name: &str| one_line(node.child_text(name));
    let (broad, kind, field) =
        (text("TYPE_OF_DOCUMENT"), text("TYPE_OF_DOCUMENT2"), text("NUMBER"));
    let kind = if kind.is_empty() { broad.clone() } else { kind };
    let note = text("NOTE");
    // A number that stands in another field by mistake is taken from there.
    let field = if field.is_empty() && has_number(&kind) { &kind } else { &field };
    let number = match prose::number(field) {
        Some(number) => Value::new(number).with_original(field),
        None if field.is_empty() => Value::new(prose::number_in_note(&note).unwrap_or("")),
        None => Value::new(field),
    };
    let others = rest(node, PARTS);
    if number.text().is_empty() && kind.is_empty() && note.is_empty() && others.is_empty() {
        return;
    }
    let property = number_property(&kind, field);
    let mut document = listing.document(&kind, &number, property == "passportNumber");
    document.add("type", broad.as_str());
    listing.entity.add(property, number);
    let issuer = [text("ISSUING_COUNTRY"), text("COUNTRY_OF_ISSUE")];
    for country in &issuer {
        add_country(&mut document, "country", "Country", country);
    }
    document.add("authority", joined(&[&text("CITY_OF_ISSUE"), &issuer[1]]));
    add_iso_date(&mut document, "startDate", "Date of issue", &text("DATE_OF_ISSUE"));
    for prose in [&note, field] {
        if let Some(date) = prose::expiry(prose) {
            document.add_date("endDate", &date, "");
        }
    }
    document.add("summary", note.as_str());
    for (label, text) in others {
        document.note(&label, &text);
    }
    listing.attach(document);
    let name = prose::issued_name(&note).map(Value::new);
    let listed = name.into_iter().chain(alias::in_note(&note));
    listing.entity.add_all("alias", listed.map(|n| n.with_original(&note)));
}

fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// The person's property for a number of a kind of document.
fn number_property(kind: &str, field: &str) -> &'static str {
    let words = format!("{kind} {field}").to_lowercase();
    if is_passport(&words) {
        "passportNumber"
    } else if words.contains("social security") {
        "socialSecurityNumber"
    } else if words.contains("fiscal code") || words.contains("tax") {
        "taxNumber"
    } else {
        "idNumber"
    }
}
