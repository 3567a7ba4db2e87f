//! What parties refer to: places, documents, relations and listings.

use std::collections::HashMap;

use hilf_entity::FuzzyDate;

use super::super::reference::{References, span};
use crate::xml::Node;

/// Elements that are taken from the file before the parties are.
pub(super) const ELEMENTS: &[&str] = &[
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
    "Comment",
];
/// The list that stands with every entry beside a list that says more.
const GENERIC_LIST: &str = "Consolidated List";

/// The tables of a file.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Date of issue as ISO 8601.
    pub(super) published: Option<String>,
    /// Values by number.
    pub(super) references: References,
    places: HashMap<String, Place>,
    documents: HashMap<String, Vec<Document>>,
    relations: HashMap<String, Vec<Relation>>,
    entries: HashMap<String, Vec<Entry>>,
}

/// A place, with its parts by the list's own names for them.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) country: String,
    parts: Vec<(String, String)>,
}

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) kind: String,
    pub(super) number: String,
    pub(super) country: String,
    pub(super) authority: String,
    pub(super) issued: String,
    pub(super) expires: String,
    pub(super) comment: String,
    pub(super) is_invalid: bool,
}

/// A relation that leads to another profile.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) to: String,
    pub(super) kind: String,
    pub(super) remark: String,
}

/// A listing.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: u64,
    pub(super) profile: String,
    pub(super) list: String,
    pub(super) dates: Vec<FuzzyDate>,
    pub(super) legal_bases: Vec<String>,
    pub(super) programs: Vec<String>,
    pub(super) measures: Vec<String>,
}

impl Place {
    /// The part of a name; empty if there is none.
    pub(super) fn part(&self, name: &str) -> &str {
        let found = self.parts.iter().find(|(kind, _)| kind == name);
        found.map_or("", |(_, text)| text)
    }

    /// The parts and the country on one line.
    pub(super) fn text(&self) -> String {
        let parts = self.parts.iter().map(|(_, text)| text.as_str());
        let all: Vec<&str> =
            parts.chain([self.country.as_str()]).filter(|t| !t.is_empty()).collect();
        all.join(", ")
    }
}

impl Tables {
    /// Takes an element, if it is one of a table.
    pub(super) fn add(&mut self, node: &Node) {
        match node.name.as_str() {
            "DateOfIssue" => self.published = point(node).map(|date| date.to_edtf()),
            "ReferenceValueSets" => self.references.add(node),
            "Location" => self.add_place(node),
            "IDRegDocument" => self.add_document(node),
            "ProfileRelationship" => self.add_relation(node),
            "SanctionsEntry" => self.add_entry(node),
            _ => {}
        }
    }

    /// A place by its number.
    pub(super) fn place(&self, id: &str) -> Option<&Place> {
        self.places.get(id)
    }

    /// The documents of an identity.
    pub(super) fn documents(&self, identity: &str) -> &[Document] {
        self.documents.get(identity).map_or(&[], Vec::as_slice)
    }

    /// The relations that lead from a profile.
    pub(super) fn relations(&self, profile: &str) -> &[Relation] {
        self.relations.get(profile).map_or(&[], Vec::as_slice)
    }

    /// The listings of a profile.
    pub(super) fn entries(&self, profile: &str) -> &[Entry] {
        self.entries.get(profile).map_or(&[], Vec::as_slice)
    }

    /// The listings of profiles that are not known, in file order.
    pub(super) fn entries_without(&self, is_known: impl Fn(&str) -> bool) -> Vec<&Entry> {
        let mut left: Vec<&Entry> =
            self.entries.values().flatten().filter(|entry| !is_known(&entry.profile)).collect();
        left.sort_by_key(|entry| entry.line);
        left
    }

    fn country(&self, id: &str) -> String {
        self.references.text("Country", id).to_owned()
    }

    fn add_place(&mut self, node: &Node) {
        let country =
            node.children("LocationCountry").map(|c| self.country(c.attribute("CountryID")));
        let country = country.filter(|c| !c.is_empty()).collect::<Vec<_>>().join("; ");
        let mut place = Place { country, parts: Vec::new() };
        for part in node.children("LocationPart") {
            let kind = self.references.text("LocPartType", part.attribute("LocPartTypeID"));
            let values = part.children("LocationPartValue").map(|v| v.child_text("Value"));
            for text in values.filter(|text| !text.is_empty()) {
                place.parts.push((kind.to_owned(), text.to_owned()));
            }
        }
        self.places.insert(node.attribute("ID").to_owned(), place);
    }

    fn add_document(&mut self, node: &Node) {
        let date = |kind: &str| {
            let found = node.children("DocumentDate").find(|d| {
                let id = d.attribute("IDRegDocDateTypeID");
                self.references.text("IDRegDocDateType", id).starts_with(kind)
            });
            let period = found.and_then(|d| d.child("DatePeriod")).and_then(period);
            period.map(|date| date.to_edtf()).unwrap_or_default()
        };
        let validity = self.references.text("Validity", node.attribute("ValidityID"));
        let document = Document {
            kind: self.references.text("IDRegDocType", node.attribute("IDRegDocTypeID")).to_owned(),
            number: node.child_text("IDRegistrationNo").to_owned(),
            country: self.country(node.attribute("IssuedBy-CountryID")),
            authority: node.child_text("IssuingAuthority").to_owned(),
            issued: date("Issue"),
            expires: date("Expir"),
            comment: node.child_text("Comment").to_owned(),
            is_invalid: matches!(validity, "Fraudulent" | "Invalid" | "Not valid"),
        };
        self.documents.entry(node.attribute("IdentityID").to_owned()).or_default().push(document);
    }

    fn add_relation(&mut self, node: &Node) {
        let mut remark = node.child_text("Comment").to_owned();
        if node.attribute("Former") == "true" {
            remark = format!("Former. {remark}").trim().to_owned();
        }
        let kind =
            self.references.text("RelationType", node.attribute("RelationTypeID")).to_owned();
        let relation = Relation { to: node.attribute("To-ProfileID").to_owned(), kind, remark };
        self.relations
            .entry(node.attribute("From-ProfileID").to_owned())
            .or_default()
            .push(relation);
    }

    fn add_entry(&mut self, node: &Node) {
        let list = self.references.text("List", node.attribute("ListID"));
        let mut entry = Entry {
            line: node.line,
            profile: node.attribute("ProfileID").to_owned(),
            list: if list == GENERIC_LIST { String::new() } else { list.to_owned() },
            dates: Vec::new(),
            legal_bases: Vec::new(),
            programs: Vec::new(),
            measures: Vec::new(),
        };
        for event in node.children("EntryEvent") {
            entry.dates.extend(event.child("Date").and_then(point));
            let basis = self.references.text("LegalBasis", event.attribute("LegalBasisID"));
            entry.legal_bases.push(basis.to_owned());
        }
        for measure in node.children("SanctionsMeasure") {
            let kind = self.references.text("SanctionsType", measure.attribute("SanctionsTypeID"));
            let comment = measure.child_text("Comment");
            match kind {
                "Program" => entry.programs.push(comment.to_owned()),
                _ => entry.measures.push([kind, comment].join(" ").trim().to_owned()),
            }
        }
        self.entries.entry(entry.profile.clone()).or_default().push(entry);
    }
}

/// A `Year`, `Month` and `Day`.
fn point(node: &Node) -> Option<FuzzyDate> {
    let year = node.child_text("Year").parse().ok()?;
    let number = |name: &str| node.child_text(name).parse::<i8>().ok();
    match (number("Month"), number("Day")) {
        (Some(month), Some(day)) => FuzzyDate::day(year, month, day),
        (Some(month), None) => FuzzyDate::month(year, month),
        (None, _) => FuzzyDate::year(year),
    }
}

/// A `DatePeriod`: the span between the beginning of its start and the end of its end.
pub(super) fn period(node: &Node) -> Option<FuzzyDate> {
    let bound = |name: &str, side: &str| point(node.child(name)?.child(side)?);
    let from = bound("Start", "From")?;
    let to = bound("End", "To").or_else(|| bound("Start", "To")).unwrap_or(from);
    let is_about =
        |name: &str| node.child(name).is_some_and(|bound| bound.attribute("Approximate") == "true");
    let date = span(from, to);
    Some(if is_about("Start") || is_about("End") { date.about() } else { date })
}
