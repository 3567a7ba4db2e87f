//! The enhanced format (`sanctionsData`), in which every value stands in words beside its code.
//!
//! Source: OFAC, ENHANCED_XML.xsd.

use hilf_entity::{Entity, FuzzyDate};

use super::super::assembly::{Address, Intake, Listing, note_rest};
use super::super::xml_file::XmlFile;
use super::fact::{Fact, add as add_fact};
use super::name::{Name, add as add_name};
use super::relation::{self, Relation};
use super::{DATASET, info, remarks, sanction, schema_of};
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source};

const KNOWN: &[&str] = &[
    "id",
    "generalInfo",
    "sanctionsLists",
    "sanctionsPrograms",
    "sanctionsTypes",
    "legalAuthorities",
    "names",
    "addresses",
    "features",
    "identityDocuments",
    "relationships",
];
/// The list that stands with every entry beside a list that says more.
const GENERIC_LIST: &str = "Consolidated List";

/// Reads the list.
pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let (mut file, _) = XmlFile::open(source, "sanctionsData", false)?;
    let name = file.name().to_owned();
    let mut intake = Intake::new(DATASET, &name, sink);
    let mut published = None;
    while let Some(node) = file.next_within(&["entities"])? {
        match node.name.as_str() {
            "publicationInfo" => {
                published = Some(node.child_text("dataAsOf").to_owned()).filter(|d| !d.is_empty());
            }
            // Its words stand with every value.
            "referenceValues" | "featureTypes" => {}
            "entity" => read_entity(&node, &mut intake),
            _ => intake.hold_unknown(&node),
        }
    }
    Ok(info(published, None, intake.finish()?))
}

fn read_entity(node: &Node, intake: &mut Intake<'_>) {
    let id = node.attribute("id");
    let general = node.child("generalInfo");
    let kind = general.map_or("", |g| g.child_text("entityType"));
    let Some(schema) = schema_of(kind).filter(|_| !id.is_empty()) else {
        return intake.hold(node.line, id, format!("it has no id or an unknown type (`{kind}`)"));
    };
    let mut listing = intake.begin(node, id, schema);
    for name in node.at(&["names", "name"]) {
        add_names(&mut listing.entity, name);
    }
    if listing.entity.get("name").is_empty() {
        return intake.hold(node.line, id, "the record has no name");
    }
    let mut sanction = sanction(&mut listing, id);
    add_listing(&mut sanction, node);
    for feature in node.at(&["features", "feature"]) {
        add_feature(&mut listing, &mut sanction, feature);
    }
    for document in node.at(&["identityDocuments", "identityDocument"]) {
        add_document(&mut listing, &mut sanction, document);
    }
    for address in node.at(&["addresses", "address"]) {
        add_address(&mut listing, address);
    }
    for one in node.at(&["relationships", "relationship"]) {
        let other = one.child("relatedEntity");
        let relation = Relation {
            kind: one.child_text("type"),
            to: other.map_or("", |o| o.attribute("entityId")),
            name: other.map_or("", Node::text),
            remark: one.child_text("comments"),
        };
        relation::add(&mut listing, &relation);
    }
    if let Some(general) = general {
        remarks::read(&mut listing, &mut sanction, general.child_text("remarks"));
        let title = general.child_text("title");
        listing.entity.add("position", title);
        note_rest(&mut listing.entity, general, &["identityId", "entityType", "remarks", "title"]);
    }
    note_rest(&mut listing.entity, node, KNOWN);
    listing.attach(sanction);
    intake.deliver(listing);
}

fn add_names(entity: &mut Entity, node: &Node) {
    let is = |child: &str| node.child_text(child) == "true";
    for translation in node.at(&["translations", "translation"]) {
        let script = translation.child_text("script");
        let is_latin = script.is_empty() || script == "Latin";
        let name = Name {
            text: translation.child_text("formattedFullName"),
            is_primary: is("isPrimary") && is_latin,
            is_weak: is("isLowQuality"),
            is_former: node.child_text("aliasType").starts_with('F'),
            lang: lang_of(script),
        };
        add_name(entity, &name);
    }
}

/// The language that a script tells for certain.
fn lang_of(script: &str) -> &'static str {
    if script.starts_with("Chinese") { "zho" } else { "" }
}

fn add_listing(sanction: &mut Entity, node: &Node) {
    for list in node.at(&["sanctionsLists", "sanctionsList"]) {
        if list.text() == GENERIC_LIST {
            continue;
        }
        sanction.add("status", list.text());
        if let Ok(date) = FuzzyDate::parse(list.attribute("datePublished")) {
            sanction.add_date("listingDate", &date, "");
        }
    }
    for (group, item, property) in [
        ("sanctionsPrograms", "sanctionsProgram", "program"),
        ("sanctionsTypes", "sanctionsType", "provisions"),
        ("legalAuthorities", "legalAuthority", "reason"),
    ] {
        sanction.add_all(property, node.at(&[group, item]).into_iter().map(Node::text));
    }
}

fn add_feature(listing: &mut Listing, sanction: &mut Entity, node: &Node) {
    let fact = Fact {
        label: node.child_text("type"),
        value: node.child_text("value"),
        date: node.child("valueDate").and_then(date_of),
        comment: node.child_text("comments"),
        ..Fact::default()
    };
    add_fact(listing, sanction, &fact);
}

/// The span between the earliest beginning and the latest end; a whole year or month is one.
fn date_of(node: &Node) -> Option<FuzzyDate> {
    let from = FuzzyDate::parse(node.child_text("fromDateBegin")).ok()?;
    let to = FuzzyDate::parse(node.child_text("toDateEnd")).unwrap_or(from);
    let date = super::reference::span(from, to);
    Some(if node.child_text("isApproximate") == "true" { date.about() } else { date })
}

fn add_document(listing: &mut Listing, sanction: &mut Entity, node: &Node) {
    let place = node.child_text("issuingLocation");
    let country = node.child_text("issuingCountry");
    let fact = Fact {
        label: node.child_text("type"),
        value: node.child_text("documentNumber"),
        country: if country.is_empty() { place } else { country },
        issued: node.child_text("issueDate"),
        expires: node.child_text("expirationDate"),
        authority: node.child_text("issuingAuthority"),
        comment: match node.child_text("isValid") {
            "false" => "The list says that it is not valid.",
            _ => node.child_text("comments"),
        },
        ..Fact::default()
    };
    add_fact(listing, sanction, &fact);
}

fn add_address(listing: &mut Listing, node: &Node) {
    let translations = node.at(&["translations", "translation"]);
    let has_parts = |t: &&Node| !t.at(&["addressParts", "addressPart"]).is_empty();
    let mut written: Vec<&Node> = translations.iter().copied().filter(has_parts).collect();
    if written.is_empty() {
        written.extend(translations.first());
    }
    for translation in written {
        let part = |name: &str| {
            let parts = translation.at(&["addressParts", "addressPart"]);
            let found = parts.iter().find(|p| p.child_text("type") == name);
            found.map_or("", |p| p.child_text("value"))
        };
        let lines: Vec<&str> = ["ADDRESS1", "ADDRESS2", "ADDRESS3"]
            .iter()
            .map(|line| part(line))
            .filter(|line| !line.is_empty())
            .collect();
        listing.address(&Address {
            street: &lines.join(", "),
            city: part("CITY"),
            state: part("STATE/PROVINCE"),
            region: part("REGION"),
            postal_code: part("POSTAL CODE"),
            country: node.child_text("country"),
            ..Address::default()
        });
    }
}
