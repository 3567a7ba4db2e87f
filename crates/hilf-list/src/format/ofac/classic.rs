//! `SDN.XML` and `CONSOLIDATED.XML` (`sdnList`). The namespace changed over the years, so local
//! names count.
//!
//! Source: OFAC, sdn.xsd and consolidated.xsd.

use hilf_entity::Entity;

use super::super::assembly::{Address, Intake, Listing, note_rest};
use super::super::xml_file::XmlFile;
use super::fact::{Fact, add as add_fact};
use super::name::{Name, add as add_name};
use super::{DATASET, info, remarks, sanction, schema_of};
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source};

const KNOWN: &[&str] = &[
    "uid",
    "firstName",
    "lastName",
    "title",
    "sdnType",
    "remarks",
    "programList",
    "idList",
    "akaList",
    "addressList",
    "nationalityList",
    "citizenshipList",
    "dateOfBirthList",
    "placeOfBirthList",
    "vesselInfo",
];

/// Reads the list.
pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let (mut file, _) = XmlFile::open(source, "sdnList", false)?;
    let name = file.name().to_owned();
    let mut intake = Intake::new(DATASET, &name, sink);
    let (mut published, mut declared, mut entries) = (None, None, 0);
    while let Some(node) = file.next_within(&[])? {
        match node.name.as_str() {
            // The misspelling is OFAC's.
            "publshInformation" => {
                published = us_date(node.child_text("Publish_Date"));
                declared = node.child_text("Record_Count").parse().ok();
            }
            "sdnEntry" => {
                entries += 1;
                read_entry(&node, &mut intake);
            }
            _ => intake.hold_unknown(&node),
        }
    }
    let remarks = intake.finish()?;
    if let Some(declared) = declared.filter(|d| *d != entries) {
        return Err(ListError::Damaged {
            name,
            line: 0,
            reason: format!(
                "it declares {declared} records and holds {entries}; it is incomplete, so fetch \
                 it again"
            ),
        });
    }
    Ok(info(published, declared, remarks))
}

/// `03/28/2025` as ISO 8601.
fn us_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.trim().split('/').collect();
    match parts[..] {
        [month, day, year] if year.len() == 4 => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        _ => None,
    }
}

fn read_entry(node: &Node, intake: &mut Intake<'_>) {
    let uid = node.child_text("uid");
    if uid.is_empty() {
        return intake.hold(node.line, "", "the record has no uid");
    }
    let kind = node.child_text("sdnType");
    let Some(schema) = schema_of(kind) else {
        return intake.hold(node.line, uid, format!("the type `{kind}` is unknown"));
    };
    let name = name_of(node);
    if name.is_empty() {
        return intake.hold(node.line, uid, "the record has no name");
    }
    let mut listing = intake.begin(node, uid, schema);
    let mut sanction = sanction(&mut listing, uid);
    add_name(&mut listing.entity, &Name { text: &name, is_primary: true, ..Name::default() });
    for alias in node.at(&["akaList", "aka"]) {
        add_alias(&mut listing.entity, alias);
    }
    for program in node.at(&["programList", "program"]) {
        sanction.add("program", program.text());
    }
    let title = node.child_text("title");
    let property = if schema == "Person" { "position" } else { "notes" };
    listing.entity.add(property, title);
    add_facts(&mut listing, &mut sanction, node);
    remarks::read(&mut listing, &mut sanction, node.child_text("remarks"));
    for address in node.at(&["addressList", "address"]) {
        add_address(&mut listing, address);
    }
    note_rest(&mut listing.entity, node, KNOWN);
    listing.attach(sanction);
    intake.deliver(listing);
}

/// `FAMILY, Given`, as the other formats write it.
fn name_of(node: &Node) -> String {
    let (family, given) = (node.child_text("lastName"), node.child_text("firstName"));
    match (family, given) {
        (family, "") => family.to_owned(),
        ("", given) => given.to_owned(),
        (family, given) => format!("{family}, {given}"),
    }
}

fn add_alias(entity: &mut Entity, node: &Node) {
    let text = name_of(node);
    let name = Name {
        text: &text,
        is_weak: node.child_text("category").eq_ignore_ascii_case("weak"),
        is_former: node.child_text("type").starts_with('f'),
        ..Name::default()
    };
    add_name(entity, &name);
}

fn add_facts(listing: &mut Listing, sanction: &mut Entity, node: &Node) {
    let mut fact = |label: &str, value: &str| {
        if !value.is_empty() {
            add_fact(listing, sanction, &Fact { label, value, ..Fact::default() });
        }
    };
    for (list, item, text, label) in [
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
    ] {
        for item in node.at(&[list, item]) {
            fact(label, item.child_text(text));
        }
    }
    if let Some(vessel) = node.child("vesselInfo") {
        for child in &vessel.children {
            let label = match child.name.as_str() {
                "callSign" => "Vessel Call Sign",
                "vesselType" => "Vessel Type",
                "vesselFlag" => "Vessel Flag",
                "vesselOwner" => "Vessel owner",
                "tonnage" => "Vessel Tonnage",
                "grossRegisteredTonnage" => "Vessel Gross Registered Tonnage",
                other => other,
            };
            fact(label, child.text());
        }
    }
    for id in node.at(&["idList", "id"]) {
        let fact = Fact {
            label: id.child_text("idType"),
            value: id.child_text("idNumber"),
            country: id.child_text("idCountry"),
            issued: id.child_text("issueDate"),
            expires: id.child_text("expirationDate"),
            ..Fact::default()
        };
        add_fact(listing, sanction, &fact);
    }
}

fn add_address(listing: &mut Listing, node: &Node) {
    let lines: Vec<&str> = ["address1", "address2", "address3"]
        .iter()
        .map(|line| node.child_text(line))
        .filter(|line| !line.is_empty())
        .collect();
    listing.address(&Address {
        street: &lines.join(", "),
        city: node.child_text("city"),
        state: node.child_text("stateOrProvince"),
        postal_code: node.child_text("postalCode"),
        country: node.child_text("country"),
        ..Address::default()
    });
}
