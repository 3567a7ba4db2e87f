//! One profile of a party and what belongs to it.

use hilf_entity::Entity;

use super::super::super::assembly::{Address, Intake, Listing, note_rest};
use super::super::fact::{Fact, add as add_fact};
use super::super::name::{Name, add as add_name};
use super::super::relation::{self, Relation};
use super::super::{sanction, schema_of};
use super::tables::{Place, Tables, period};
use crate::xml::Node;

const KNOWN: &[&str] = &[
    "ID",
    "PartySubTypeID",
    "FixedRef",
    "Identity",
    "Feature",
    "SanctionsEntryReference",
    "DeltaAction",
    "ProfileRelationshipReference",
];
/// Parts of a person's name that stand before the comma in `FAMILY, Given`.
const FAMILY_PARTS: &[&str] = &["Last Name", "Maiden Name"];

/// Reads a profile and hands it on.
pub(super) fn read(profile: &Node, party: &Node, tables: &Tables, intake: &mut Intake<'_>) {
    let id = profile.attribute("ID");
    let kind = tables.references.party_type(profile.attribute("PartySubTypeID"));
    let Some(schema) = schema_of(kind).filter(|_| !id.is_empty() && !kind.is_empty()) else {
        return intake.hold(
            profile.line,
            id,
            format!("it has no id or an unknown type (`{kind}`)"),
        );
    };
    let mut listing = intake.begin(profile, id, schema);
    for identity in profile.children("Identity") {
        add_names(&mut listing.entity, identity, tables);
    }
    if listing.entity.get("name").is_empty() {
        return intake.hold(profile.line, id, "the record has no name");
    }
    let mut sanction = sanction(&mut listing, id);
    add_entries(&mut sanction, tables, id);
    for feature in profile.children("Feature") {
        add_feature(&mut listing, &mut sanction, feature, tables);
    }
    for identity in profile.children("Identity") {
        add_documents(&mut listing, &mut sanction, tables, identity.attribute("ID"));
    }
    for one in tables.relations(id) {
        let relation = Relation { kind: &one.kind, to: &one.to, name: "", remark: &one.remark };
        relation::add(&mut listing, &relation);
    }
    listing.entity.note("", party.child_text("Comment"));
    note_rest(&mut listing.entity, profile, KNOWN);
    listing.attach(sanction);
    intake.deliver(listing);
}

fn add_names(entity: &mut Entity, identity: &Node, tables: &Tables) {
    let groups = identity.at(&["NamePartGroups", "MasterNamePartGroup", "NamePartGroup"]);
    let kind_of = |group: &str| {
        let found = groups.iter().find(|g| g.attribute("ID") == group);
        let id = found.map_or("", |g| g.attribute("NamePartTypeID"));
        tables.references.text("NamePartType", id)
    };
    for alias in identity.children("Alias") {
        let kind = tables.references.text("AliasType", alias.attribute("AliasTypeID"));
        for documented in alias.children("DocumentedName") {
            let parts: Vec<(&str, &str, &str)> = documented
                .at(&["DocumentedNamePart", "NamePartValue"])
                .into_iter()
                .map(|v| {
                    let script = tables.references.text("Script", v.attribute("ScriptID"));
                    (kind_of(v.attribute("NamePartGroupID")), v.text(), script)
                })
                .collect();
            let script = parts.first().map_or("", |(_, _, script)| script);
            let name = Name {
                text: &written(&parts),
                is_primary: alias.attribute("Primary") == "true" && script == "Latin",
                is_weak: alias.attribute("LowQuality") == "true",
                is_former: kind.starts_with('F'),
                lang: if script.starts_with("Chinese") { "zho" } else { "" },
            };
            add_name(entity, &name);
        }
    }
}

/// `FAMILY, Given` where both are there, else the parts in their order.
fn written(parts: &[(&str, &str, &str)]) -> String {
    let is_family = |kind: &str| FAMILY_PARTS.contains(&kind);
    let join = |family: Option<bool>| {
        let chosen = parts.iter().filter(|(kind, ..)| family.is_none_or(|f| is_family(kind) == f));
        chosen.map(|(_, text, _)| *text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let (family, given) = (join(Some(true)), join(Some(false)));
    if family.is_empty() || given.is_empty() {
        return join(None);
    }
    format!("{family}, {given}")
}

fn add_entries(sanction: &mut Entity, tables: &Tables, profile: &str) {
    for entry in tables.entries(profile) {
        sanction.add("status", entry.list.as_str());
        for date in &entry.dates {
            sanction.add_date("listingDate", date, "");
        }
        sanction.add_all("reason", entry.legal_bases.iter().map(String::as_str));
        sanction.add_all("program", entry.programs.iter().map(String::as_str));
        sanction.add_all("provisions", entry.measures.iter().map(String::as_str));
    }
}

fn add_feature(listing: &mut Listing, sanction: &mut Entity, node: &Node, tables: &Tables) {
    let label = tables.references.text("FeatureType", node.attribute("FeatureTypeID"));
    for version in node.children("FeatureVersion") {
        let comment = version.child_text("Comment");
        for place in version.children("VersionLocation") {
            if let Some(place) = tables.place(place.attribute("LocationID")) {
                add_place(listing, sanction, label, place);
            }
        }
        for date in version.children("DatePeriod").filter_map(period) {
            let value = date.to_edtf();
            let fact = Fact { label, value: &value, date: Some(date), comment, ..Fact::default() };
            add_fact(listing, sanction, &fact);
        }
        for detail in version.children("VersionDetail") {
            let id = detail.attribute("DetailReferenceID");
            let value = match detail.text() {
                "" => tables.references.text("DetailReference", id),
                text => text,
            };
            if !value.is_empty() {
                let fact = Fact { label, value, comment, ..Fact::default() };
                add_fact(listing, sanction, &fact);
            }
        }
    }
}

fn add_place(listing: &mut Listing, sanction: &mut Entity, label: &str, place: &Place) {
    if label != "Location" {
        let value = place.text();
        return add_fact(listing, sanction, &Fact { label, value: &value, ..Fact::default() });
    }
    let lines: Vec<&str> = ["ADDRESS1", "ADDRESS2", "ADDRESS3"]
        .iter()
        .map(|line| place.part(line))
        .filter(|line| !line.is_empty())
        .collect();
    listing.address(&Address {
        street: &lines.join(", "),
        city: place.part("CITY"),
        state: place.part("STATE/PROVINCE"),
        region: place.part("REGION"),
        postal_code: place.part("POSTAL CODE"),
        country: &place.country,
        ..Address::default()
    });
}

fn add_documents(listing: &mut Listing, sanction: &mut Entity, tables: &Tables, identity: &str) {
    for document in tables.documents(identity) {
        let comment = match document.is_invalid {
            true => format!("The list says that it is not valid. {}", document.comment),
            false => document.comment.clone(),
        };
        let fact = Fact {
            label: &document.kind,
            value: &document.number,
            country: &document.country,
            issued: &document.issued,
            expires: &document.expires,
            authority: &document.authority,
            comment: comment.trim(),
            date: None,
        };
        add_fact(listing, sanction, &fact);
    }
}
