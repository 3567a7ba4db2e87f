//! Identity documents and registrations of EU subjects.

use hilf_entity::Value;

use super::{DETAIL, add_country};
use crate::alias::one_line;
use crate::format::assembly::{Listing, add_iso_date, rest};
use crate::xml::Node;

const PARTS: &[&str] = &[
    "diplomatic",
    "knownExpired",
    "knownFalse",
    "reportedLost",
    "revokedByIssuer",
    "issueDate",
    "issuedBy",
    "latinNumber",
    "nameOnDocument",
    "number",
    "validFrom",
    "validTo",
    "identificationTypeCode",
    "identificationTypeDescription",
    "region",
    "countryIso2Code",
    "countryDescription",
];
/// Flags of a document and what they mean.
const FLAGS: &[(&str, &str)] = &[
    ("diplomatic", "diplomatic document"),
    ("knownExpired", "known to be expired"),
    ("knownFalse", "known to be false"),
    ("reportedLost", "reported lost"),
    ("revokedByIssuer", "revoked by the issuer"),
];

/// Adds a document as an entity, and its number to the subject. A document known to be false is
/// evidence like any other: its number is kept and the flag stands in `summary`.
pub(super) fn add_document(listing: &mut Listing, node: &Node) {
    let of = |name| one_line(node.attribute(name));
    let (number, latin) = (of("number"), of("latinNumber"));
    let main = if number.is_empty() { &latin } else { &number };
    let code = of("identificationTypeCode");
    let kind = of("identificationTypeDescription");
    let kind = if kind.is_empty() { code.clone() } else { kind };
    let mut document = listing.document(&kind, &Value::new(main), code == "passport");
    for number in [&number, &latin] {
        document.add("number", number.as_str());
        listing.entity.add(number_property(&code), number.as_str());
    }
    add_country(&mut document, "country", "Country", node);
    document.note("Region", &of("region"));
    document.add("authority", of("issuedBy"));
    add_iso_date(&mut document, "startDate", "Date of issue", &of("issueDate"));
    add_iso_date(&mut document, "startDate", "Valid from", &of("validFrom"));
    add_iso_date(&mut document, "endDate", "Valid to", &of("validTo"));
    for (flag, meaning) in FLAGS {
        if of(flag) == "true" {
            document.add("summary", *meaning);
        }
    }
    let name = of("nameOnDocument");
    if !name.is_empty() {
        document.add("summary", format!("name on the document: {name}"));
        listing.entity.add("alias", name);
    }
    for remark in node.children("remark") {
        document.add("summary", remark.text());
    }
    let known: Vec<&str> = PARTS.iter().chain(DETAIL).copied().collect();
    for (name, text) in rest(node, &known) {
        document.note(&name, &text);
    }
    listing.attach(document);
}

/// The subject's property for a number of a kind of document (the file's type codes).
fn number_property(code: &str) -> &'static str {
    match code {
        "passport" => "passportNumber",
        "ssn" => "socialSecurityNumber",
        "fiscalcode" | "taxid" => "taxNumber",
        "euvat" => "vatCode",
        "regnumber" => "registrationNumber",
        "tradelic" => "licenseNumber",
        "swiftbic" => "swiftBic",
        "imo" => "imoNumber",
        "lei" => "leiCode",
        _ => "idNumber",
    }
}
