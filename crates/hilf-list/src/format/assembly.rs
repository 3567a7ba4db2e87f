//! What the XML readers share: putting a record together from a subject and the entities that hang
//! on it.

use std::collections::HashMap;

use hilf_entity::{Entity, FuzzyDate, Schema, Value, country};
use sha2::{Digest, Sha256};

use crate::xml::Node;
use crate::{Held, Item, ListError, Position, Record};

/// Characters of a content hash in an id: 48 bits, far more than one record's parts can collide in.
const HASH_CHARS: usize = 12;
/// Repeated references that are told one by one.
const REPEATED_TOLD: usize = 20;

/// Where finished and held records go; sees to it that no id is given twice.
pub(super) struct Intake<'a> {
    dataset: &'static str,
    file: String,
    sink: &'a mut dyn FnMut(Item),
    references: HashMap<String, Uses>,
    repeated: Vec<String>,
    items: u64,
}

struct Uses {
    line: u64,
    count: u64,
}

impl<'a> Intake<'a> {
    /// An intake for records of one file.
    pub(super) fn new(
        dataset: &'static str,
        file: &str,
        sink: &'a mut dyn FnMut(Item),
    ) -> Intake<'a> {
        let (references, repeated) = (HashMap::new(), Vec::new());
        Intake { dataset, file: file.to_owned(), sink, references, repeated, items: 0 }
    }

    /// Begins a record whose entity gets the id `<dataset>-<reference>`. A reference that was used
    /// before gets `-2`, `-3` …, and the operator is told: both records must be screened, and
    /// which of them is right only the publisher knows.
    pub(super) fn begin(&mut self, node: &Node, reference: &str, schema: &str) -> Listing {
        self.begin_at(node.line, reference, schema)
    }

    /// As [`Intake::begin`], for a record that begins on a line.
    pub(super) fn begin_at(&mut self, line: u64, reference: &str, schema: &str) -> Listing {
        let uses = self.references.entry(reference.to_owned()).or_insert(Uses { line, count: 0 });
        uses.count += 1;
        if uses.count == 1 {
            return Listing::new(self.dataset, &self.file, line, reference, schema);
        }
        let numbered = format!("{reference}-{}", uses.count);
        self.repeated.push(format!(
            "The reference {reference} of line {} stands again on line {line}; that record was \
             read as {}-{numbered}.",
            uses.line, self.dataset
        ));
        Listing::new(self.dataset, &self.file, line, &numbered, schema)
    }

    /// Hands over a finished record.
    pub(super) fn deliver(&mut self, listing: Listing) {
        let Listing { position, entity, related, .. } = listing;
        self.items += 1;
        (self.sink)(Item::Record(Box::new(Record { position, entity, related })));
    }

    /// Holds what could not be read.
    pub(super) fn hold(&mut self, line: u64, reference: &str, reason: impl Into<String>) {
        self.items += 1;
        (self.sink)(Item::Held(Held {
            position: Position { file: self.file.clone(), line, field: None },
            reference: Some(reference.to_owned()).filter(|r| !r.is_empty()),
            reason: reason.into(),
        }));
    }

    /// Holds an element that is no record of this format.
    pub(super) fn hold_unknown(&mut self, node: &Node) {
        self.hold(node.line, "", format!("the element <{}> is unknown in this format", node.name));
    }

    /// Ends the intake and gives what the operator should know about it.
    ///
    /// # Errors
    /// When nothing at all was in the list: no honest list is empty.
    pub(super) fn finish(mut self) -> Result<Vec<String>, ListError> {
        if self.items == 0 {
            return Err(ListError::Damaged {
                name: self.file,
                line: 0,
                reason: "the list holds no record at all; fetch it again".into(),
            });
        }
        let repeated = self.repeated.len();
        if repeated > REPEATED_TOLD {
            self.repeated.truncate(REPEATED_TOLD);
            let more = repeated - REPEATED_TOLD;
            self.repeated.push(format!("{more} more references stand more than once."));
        }
        Ok(self.repeated)
    }
}

/// A record being put together.
pub(super) struct Listing {
    position: Position,
    dataset: &'static str,
    /// The listed subject.
    pub(super) entity: Entity,
    related: Vec<Entity>,
}

impl Listing {
    fn new(dataset: &'static str, file: &str, line: u64, reference: &str, schema: &str) -> Listing {
        let mut entity = Entity::new(format!("{dataset}-{reference}"), named(schema));
        entity.datasets.push(dataset.to_owned());
        let position = Position { file: file.to_owned(), line, field: None };
        Listing { position, dataset, entity, related: Vec::new() }
    }

    /// A new entity that hangs on this one, with the id `<id>-<suffix>`, made unique by a counter.
    /// It belongs to the record once [`Listing::attach`] has it.
    pub(super) fn satellite(&self, suffix: &str, schema: &str) -> Entity {
        let base = format!("{}-{suffix}", self.entity.id());
        let mut id = base.clone();
        let mut count = 1;
        while self.related.iter().any(|r| r.id() == id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        let mut satellite = Entity::new(id, named(schema));
        satellite.datasets.push(self.dataset.to_owned());
        satellite
    }

    /// Makes an entity part of the record.
    pub(super) fn attach(&mut self, satellite: Entity) {
        self.related.push(satellite);
    }

    /// The act of listing, pointing to the subject.
    pub(super) fn sanction(&self, authority: &str, reference: &str) -> Entity {
        let mut sanction = self.satellite("sanction", "Sanction");
        sanction.add("entity", self.entity.id());
        sanction.add("authority", authority);
        sanction.add("authorityId", reference);
        sanction
    }

    /// Adds an address, as an entity and as text on the subject.
    pub(super) fn address(&mut self, parts: &Address<'_>) {
        let full = parts.full();
        if full.is_empty() {
            self.entity.note("Address", parts.remarks);
            return;
        }
        self.entity.add("address", full.as_str());
        let suffix = format!("addr-{}", hash(&full));
        let id = format!("{}-{suffix}", self.entity.id());
        if let Some(same) = self.related.iter_mut().find(|r| r.id() == id) {
            same.add("remarks", parts.remarks);
            return;
        }
        let mut address = self.satellite(&suffix, "Address");
        for (property, text) in [
            ("full", full.as_str()),
            ("postOfficeBox", parts.post_office_box),
            ("street", parts.street),
            ("city", parts.city),
            ("state", parts.state),
            ("region", parts.region),
            ("postalCode", parts.postal_code),
            ("remarks", parts.remarks),
        ] {
            address.add(property, text);
        }
        let mut countries = country_values(parts.country);
        if countries.is_empty() {
            address.note("Country", parts.country);
            countries.extend(country_value(parts.country_code));
        }
        self.entity.add_all("country", countries.iter().cloned());
        address.add_all("country", countries);
        self.entity.add("addressEntity", address.id());
        self.attach(address);
    }

    /// A document entity with its number, a `Passport` or an `Identification`.
    pub(super) fn document(&self, kind: &str, number: &Value, passport: bool) -> Entity {
        let key = slug(number.text());
        let key = if key.is_empty() { hash(kind) } else { key };
        let prefix = if passport { "passport" } else { "id" };
        let schema = if passport { "Passport" } else { "Identification" };
        let mut document = self.satellite(&format!("{prefix}-{key}"), schema);
        document.add("holder", self.entity.id());
        document.add("type", kind);
        document.add("number", number.clone());
        if passport {
            document.add("passportNumber", number.clone());
        }
        document
    }

    /// Sets `modifiedAt` to the latest of the dates.
    pub(super) fn modified(&mut self, dates: &[FuzzyDate]) {
        if let Some(latest) = dates.iter().max_by_key(|d| d.latest()) {
            self.entity.add_date("modifiedAt", latest, "");
        }
    }
}

/// The parts of an address; empty ones are left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Address<'a> {
    pub(super) post_office_box: &'a str,
    pub(super) street: &'a str,
    pub(super) city: &'a str,
    pub(super) postal_code: &'a str,
    pub(super) region: &'a str,
    pub(super) state: &'a str,
    /// Country as the source names it.
    pub(super) country: &'a str,
    /// Country code, where the source has one.
    pub(super) country_code: &'a str,
    pub(super) remarks: &'a str,
}

impl Address<'_> {
    fn full(&self) -> String {
        let parts = [
            self.post_office_box,
            self.street,
            self.city,
            self.postal_code,
            self.region,
            self.state,
            self.country,
        ];
        joined(&parts)
    }
}

/// What no reader asks for by name: `(label, text)` of every child element and attribute that is
/// not among the known ones, so that an element a publisher adds one day is not lost.
pub(super) fn rest(node: &Node, known: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, value) in &node.attributes {
        if !known.contains(&name.as_str()) && !value.trim().is_empty() {
            found.push((name.clone(), value.trim().to_owned()));
        }
    }
    for child in node.children.iter().filter(|c| !known.contains(&c.name.as_str())) {
        collect(child, &child.name, &mut found);
    }
    found
}

/// Adds what is left of an element to an entity as labelled notes.
pub(super) fn note_rest(entity: &mut Entity, node: &Node, known: &[&str]) {
    for (label, text) in rest(node, known) {
        entity.note(&label, &text);
    }
}

fn collect(node: &Node, label: &str, found: &mut Vec<(String, String)>) {
    if !node.text().is_empty() {
        found.push((label.to_owned(), node.text().to_owned()));
    }
    for (name, value) in node.attributes.iter().filter(|(_, v)| !v.trim().is_empty()) {
        found.push((format!("{label} {name}"), value.trim().to_owned()));
    }
    for child in &node.children {
        let name = if child.name == "VALUE" { String::new() } else { format!(" {}", child.name) };
        collect(child, &format!("{label}{name}"), found);
    }
}

/// A country as a value: its code, with the source's wording. `None` if it names none for certain.
pub(super) fn country_value(text: &str) -> Option<Value> {
    country::code(text.trim()).map(|code| Value::new(code).with_original(text))
}

/// Adds every country a text mentions to a property, each with the source's wording; a text that
/// mentions none becomes a note.
pub(super) fn add_country(entity: &mut Entity, property: &str, label: &str, text: &str) {
    let values = country_values(text);
    if values.is_empty() {
        entity.note(label, text);
    }
    entity.add_all(property, values);
}

/// The countries a text mentions (`USSR (until 1991)`, `Pakistani; possibly Afghan`), each with
/// the source's wording.
pub(super) fn country_values(text: &str) -> Vec<Value> {
    let text = text.trim();
    let codes = country::codes_in(text).into_iter().map(|(code, _)| code);
    codes.map(|code| Value::new(code).with_original(text)).collect()
}

/// Non-empty parts joined with commas.
pub(super) fn joined(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
    crate::alias::one_line(&parts.join(", "))
}

/// A text as part of an id: lower-case letters and digits of any script, other characters as one
/// dash; dots between digits stay, because `1.1` is not `11`.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let in_number = out.ends_with(|d: char| d.is_ascii_digit())
            && chars.peek().is_some_and(char::is_ascii_digit);
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if c == '.' && in_number {
            out.push('.');
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// A short hash of a text's letters and digits, stable across runs and machines.
pub(super) fn hash(text: &str) -> String {
    let digest = Sha256::digest(slug(text).as_bytes());
    let mut hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    hex.truncate(HASH_CHARS);
    hex
}

/// An ISO date with whatever follows its day (a time, a zone) left out.
pub(super) fn iso_date(text: &str) -> Option<FuzzyDate> {
    let text = text.trim();
    // A number of fewer digits is a day, a month or an age, not a year.
    text.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?;
    let day = text.get(..10).filter(|d| FuzzyDate::from_edtf(d).is_ok());
    FuzzyDate::from_edtf(day.unwrap_or(text)).ok()
}

/// Adds a date, or a labelled note where the text is none.
pub(super) fn add_iso_date(entity: &mut Entity, property: &str, label: &str, text: &str) {
    match iso_date(text) {
        Some(date) => entity.add_date(property, &date, text),
        None => entity.note(label, text),
    }
}

/// Whether a document type speaks of a passport, in the languages lists use.
pub(super) fn is_passport(kind: &str) -> bool {
    let kind = kind.to_lowercase();
    ["passport", "passeport", "pasaporte", "reisepass"].iter().any(|p| kind.contains(p))
}

fn named(schema: &str) -> Schema {
    // The names are constants of this crate; the test below holds each against the model.
    Schema::named(schema).unwrap_or_else(|| unreachable!("no schema {schema} in the model"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing() -> Listing {
        Listing::new("un", "x.xml", 3, "TEi.001", "Person")
    }

    #[test]
    fn every_schema_the_readers_name_is_in_the_model() {
        for name in [
            "Person",
            "Organization",
            "Company",
            "Vessel",
            "Sanction",
            "Passport",
            "Identification",
            "Address",
            "Family",
            "Ownership",
            "Directorship",
            "Employment",
            "Membership",
            "Representation",
            "Succession",
            "Associate",
            "UnknownLink",
            "LegalEntity",
            "Airplane",
        ] {
            assert_eq!(named(name).name(), name);
        }
    }

    #[test]
    fn ids_of_satellites_follow_from_the_record_and_never_repeat() {
        let mut listing = listing();
        for expected in ["un-TEi.001-sanction", "un-TEi.001-sanction-2"] {
            let sanction = listing.sanction("Test Council", "TEi.001");
            assert_eq!(sanction.id(), expected);
            listing.attach(sanction);
        }
        let passport = listing.document("Passport", &Value::new("AB 12/3"), true);
        assert_eq!(passport.id(), "un-TEi.001-passport-ab-12-3");
        assert_eq!(passport.first("passportNumber"), Some("AB 12/3"));
    }

    #[test]
    fn an_address_given_twice_is_one_with_both_remarks() {
        let mut listing = listing();
        for remarks in ["home", "office"] {
            listing.address(&Address { city: "Testville", remarks, ..Address::default() });
        }
        assert_eq!(listing.related.len(), 1);
        assert_eq!(listing.related[0].texts("remarks").collect::<Vec<_>>(), ["home", "office"]);
        assert_eq!(listing.entity.first("addressEntity"), Some(listing.related[0].id()));
        assert_eq!(listing.entity.get("addressEntity").len(), 1);
        listing.address(&Address { remarks: "unknown", ..Address::default() });
        assert_eq!(listing.entity.first("notes"), Some("Address: unknown"));
    }

    #[test]
    fn a_text_of_several_countries_gives_each_with_its_wording() {
        let mut entity = Entity::new("t-1", named("Person"));
        add_country(&mut entity, "nationality", "Nationality", "Testish; possibly Afghan, Iraqi");
        assert_eq!(entity.texts("nationality").collect::<Vec<_>>(), ["af", "iq"]);
        let original = entity.get("nationality")[1].original();
        assert_eq!(original, Some("Testish; possibly Afghan, Iraqi"));
        add_country(&mut entity, "nationality", "Nationality", "Testish");
        assert_eq!(entity.first("notes"), Some("Nationality: Testish"));
    }

    #[test]
    fn slugs_keep_what_tells_numbers_apart() {
        assert_eq!(slug("1, Part 1.1"), "1-part-1.1");
        assert_eq!(slug(" Haïti / (x) "), "haïti-x");
        assert_ne!(slug("1.1"), slug("11"));
    }

    #[test]
    fn a_zone_behind_a_date_is_no_obstacle() {
        assert_eq!(iso_date("2015-07-01-04:00").unwrap().to_edtf(), "2015-07-01");
        assert_eq!(iso_date("2015").unwrap().to_edtf(), "2015");
        assert_eq!(iso_date("2015-02-31"), None);
        assert_eq!(iso_date("15"), None);
    }
}
