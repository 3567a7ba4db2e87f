//! A designation as FollowTheMoney entities.

use hilf_entity::{Entity, Value};

use super::columns::Column;
use super::designation::{Designation, Name};
use super::{List, prose};
use crate::format::fields::{
    self, DateOrder, add_address, add_countries, add_dates, child_id, countries_in, decode_html,
    enumerated, is_weak_by_form, language_code,
};
use crate::{Held, Item, Position, Record};

const ORDER: DateOrder = DateOrder::DayFirst;

/// The record of a complete designation; held if it has no name in any script.
pub(super) fn into_item(list: &List, designation: Designation, file: &str) -> Item {
    let position = Position { file: file.to_owned(), line: designation.line, field: None };
    if designation.names.is_empty() && designation.scripts.is_empty() {
        return Item::Held(Held {
            position,
            reference: Some(designation.id),
            reason: "the designation has no name".into(),
        });
    }
    let schema = schema_of(&designation);
    let mut entity = fields::entity(format!("{}-{}", list.dataset, designation.id), schema);
    let mut related = vec![listing(list, &entity, &designation)];
    add_names(&mut entity, &designation, schema == "Person");
    add_values(&mut entity, &designation);
    for parts in &designation.addresses {
        let lines = parts.iter().take(6).map(|line| ("street", line.as_str()));
        let mut named: Vec<(&str, &str)> = lines.collect();
        named.push(("postalCode", &parts[6]));
        let address = add_address(&mut entity, &named, &parts[7]);
        // The same text may be split into lines in several ways.
        related.extend(address.filter(|a| related.iter().all(|r: &Entity| r.id() != a.id())));
    }
    add_births(&mut entity, &designation);
    related.extend(documents(&mut entity, &designation));
    related.extend(links(&mut entity, &designation));
    entity.add("topics", "sanction");
    for part in std::iter::once(&mut entity).chain(&mut related) {
        part.datasets = vec![list.dataset.into()];
    }
    Item::Record(Box::new(Record { position, entity, related }))
}

fn schema_of(designation: &Designation) -> &'static str {
    let kind = designation.values(Column::Kind).first().map(|k| k.to_lowercase());
    match kind.as_deref() {
        Some("individual") => "Person",
        Some("ship") => "Vessel",
        Some("entity") => "Organization",
        _ => "LegalEntity",
    }
}

fn listing(list: &List, entity: &Entity, designation: &Designation) -> Entity {
    let mut sanction = fields::sanction(entity, list.publisher, "gb");
    sanction.add("authorityId", &designation.id);
    sanction.add("sourceUrl", list.url);
    sanction.add_all("unscId", designation.values(Column::UnReference));
    sanction.add_all("program", designation.values(Column::Regime));
    for reason in designation.values(Column::Reasons) {
        sanction.add("reason", decode_html(reason).as_ref());
    }
    for measures in designation.values(Column::Sanctions) {
        sanction.add_all("provisions", measures.split('|'));
    }
    for sources in designation.values(Column::Source) {
        sanction.note("Designation source", &sources.replace('|', ", "));
    }
    for text in designation.values(Column::Designated) {
        add_dates(&mut sanction, "listingDate", "Date Designated", text, ORDER);
        add_dates(&mut sanction, "startDate", "Date Designated", text, ORDER);
    }
    for text in designation.values(Column::UkListDesignated) {
        add_dates(&mut sanction, "startDate", "UK Sanctions List Date Designated", text, ORDER);
    }
    for text in designation.values(Column::LastUpdated) {
        add_dates(&mut sanction, "modifiedAt", "Last Updated", text, ORDER);
    }
    sanction
}

fn add_names(entity: &mut Entity, designation: &Designation, is_person: bool) {
    let primary_words = designation
        .names
        .iter()
        .find(|name| is_primary(name))
        .map_or(0, |name| name.full().split(' ').count());
    for name in &designation.names {
        let full = name.full();
        let property = property_of(name, &full, is_person, primary_words);
        if property == "name" && is_person {
            add_parts(entity, name);
        }
        entity.add(property, full);
    }
    for script in &designation.scripts {
        let is_weak = is_low(&script.strength);
        let value = Value::new(&script.text).with_lang(language_code(&script.language));
        entity.add(if is_weak { "weakAlias" } else { "alias" }, value);
        if language_code(&script.language).is_empty() {
            entity.note("Non-latin script language", &script.language);
        }
    }
    if entity.get("name").is_empty() {
        let best = ["alias", "previousName", "weakAlias"].iter().find_map(|p| {
            let value = entity.get(p).first()?;
            Some(value.clone())
        });
        entity.set("name", best);
    }
}

fn is_primary(name: &Name) -> bool {
    matches!(name.kind.to_lowercase().as_str(), "primary name" | "prime alias")
}

fn is_low(strength: &str) -> bool {
    strength.to_lowercase().contains("low")
}

/// Where a name belongs. Names without a stated strength are judged by their form, see
/// [`is_weak_by_form`]; a one-word variation is only weak beside a longer primary name.
fn property_of(name: &Name, full: &str, is_person: bool, primary_words: usize) -> &'static str {
    let kind = name.kind.to_lowercase();
    if is_primary(name) {
        return "name";
    }
    if kind.contains("previous")
        || kind.contains("former")
        || kind.contains("f.k.a")
        || kind == "fka"
    {
        return "previousName";
    }
    let is_variation = kind.contains("variation");
    let may_be_weak = !is_variation || primary_words > 1;
    let is_stated = !name.strength.is_empty();
    let is_weak =
        is_low(&name.strength) || (!is_stated && may_be_weak && is_weak_by_form(full, is_person));
    if is_weak { "weakAlias" } else { "alias" }
}

fn add_parts(entity: &mut Entity, name: &Name) {
    let [first, second, middle @ .., last] = &name.parts;
    entity.add("firstName", first);
    entity.add("secondName", second);
    entity.add_all("middleName", middle);
    // A name that stands in Name 6 alone is a whole name, not a family name.
    if name.parts.iter().take(5).any(|part| !part.is_empty()) {
        entity.add("lastName", last);
    }
}

/// Properties that take a column's texts as they are.
const PLAIN: &[(Column, &str)] = &[
    (Column::Title, "title"),
    (Column::Position, "position"),
    (Column::Phone, "phone"),
    (Column::Website, "website"),
    (Column::Email, "email"),
    (Column::EntityType, "legalForm"),
    (Column::Registration, "registrationNumber"),
    (Column::Imo, "imoNumber"),
    (Column::Mmsi, "mmsi"),
    (Column::ShipType, "type"),
    (Column::Tonnage, "tonnage"),
];

/// Columns that no property fits, with the label of their note.
const NOTED: &[(Column, &str)] = &[
    (Column::OfsiGroupId, "OFSI Group ID"),
    (Column::Length, "Length of ship"),
    (Column::Hull, "Hull identification number (HIN)"),
];

fn add_values(entity: &mut Entity, designation: &Designation) {
    for (column, property) in PLAIN {
        for text in designation.values(*column) {
            entity.add_all(property, enumerated(text));
        }
    }
    for (column, label) in NOTED {
        designation.values(*column).iter().for_each(|text| entity.note(label, text));
    }
    for (column, property, label) in [
        (Column::Nationality, "nationality", "Nationality"),
        (Column::Flag, "flag", "Current believed flag of ship"),
        (Column::PreviousFlag, "pastFlags", "Previous flags"),
    ] {
        for text in designation.values(column) {
            add_countries(entity, property, label, text);
        }
    }
    for (column, property, label) in [
        (Column::BirthDate, "birthDate", "D.O.B"),
        (Column::YearBuilt, "buildDate", "Year Built"),
        (Column::LastUpdated, "modifiedAt", "Last Updated"),
    ] {
        for text in designation.values(column) {
            add_dates(entity, property, label, text, ORDER);
        }
    }
    for text in designation.values(Column::Gender) {
        fields::add_gender(entity, text);
    }
    for text in designation.values(Column::OtherInformation) {
        entity.note("", &decode_html(text));
    }
    for (heading, text) in &designation.unknown {
        entity.note(heading, text);
    }
    // The closed OFSI consolidated list carried the same designations under this number.
    for group in designation.values(Column::OfsiGroupId) {
        entity.referents.push(format!("hmt-{group}"));
    }
    for id in designation.values(Column::UkListId) {
        entity.referents.push(format!("uk-{id}"));
    }
}

fn add_births(entity: &mut Entity, designation: &Designation) {
    for (town, country) in &designation.births {
        entity.add_all("birthPlace", enumerated(town));
        if !country.is_empty() {
            add_countries(entity, "birthCountry", "Country of birth", country);
        }
    }
}

fn documents(entity: &mut Entity, designation: &Designation) -> Vec<Entity> {
    let mut documents = Vec::new();
    for (schema, property, entries) in [
        ("Passport", "passportNumber", &designation.passports),
        ("Identification", "idNumber", &designation.national_ids),
    ] {
        for (numbers, note) in entries {
            let parts = enumerated(numbers);
            let parts = if parts.is_empty() { vec![""] } else { parts };
            for part in parts {
                documents.push(document(entity, schema, property, part, note));
            }
        }
    }
    documents
}

/// A document from its number, which may stand in a sentence, and what is said about it.
fn document(holder: &mut Entity, schema: &str, property: &str, text: &str, note: &str) -> Entity {
    let kind = schema.to_lowercase();
    let mut document = fields::entity(child_id(holder, &kind, &[text, note]), schema);
    document.add("holder", holder.id());
    let numbers = prose::document_numbers(text);
    for number in &numbers {
        holder.add(property, number);
        document.add("number", number);
        if schema == "Passport" {
            document.add("passportNumber", number);
        }
    }
    if numbers.iter().all(|number| number != text) {
        document.add("summary", text);
    }
    document.add("summary", note);
    for said in [text, note] {
        for code in countries_in(said) {
            document.add("country", Value::new(code).with_original(said));
        }
    }
    document
}

/// Owners, subsidiaries and operators that the list names: entities of their own where the text
/// is a name, else notes.
fn links(entity: &mut Entity, designation: &Designation) -> Vec<Entity> {
    let mut related = Vec::new();
    for (column, label) in [
        (Column::Parent, "Parent company"),
        (Column::Subsidiary, "Subsidiaries"),
        (Column::Owner, "Current owner/operator"),
        (Column::PreviousOwner, "Previous owner/operator"),
    ] {
        let texts = designation.values(column).iter().flat_map(|text| enumerated(text));
        for text in texts {
            if is_name(text) {
                related.extend(link(entity, column, label, text));
            } else {
                entity.note(label, text);
            }
        }
    }
    related
}

fn link(entity: &Entity, column: Column, label: &str, name: &str) -> [Entity; 2] {
    let mut other = fields::entity(child_id(entity, "named", &[name]), "LegalEntity");
    other.add("name", name);
    let id = child_id(entity, "link", &[label, name]);
    let mut edge = match column {
        Column::Parent | Column::Subsidiary => fields::entity(id, "Ownership"),
        // "Owner/operator" does not say which of the two.
        _ => fields::entity(id, "UnknownLink"),
    };
    let (from, to) = match column {
        Column::Parent => (other.id(), entity.id()),
        Column::Subsidiary => (entity.id(), other.id()),
        _ => (other.id(), entity.id()),
    };
    if let Some((source, target)) = edge.schema().edge() {
        edge.add(source, from);
        edge.add(target, to);
    }
    edge.add("role", label);
    [other, edge]
}

/// Whether a text is one name rather than an account of things.
fn is_name(text: &str) -> bool {
    text.chars().count() <= 120 && text.split_whitespace().count() <= 14 && !text.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::uk::designation::Designation;

    fn record(rows: &[&[(Column, &str)]]) -> Record {
        let mut designation = Designation::new("TST0001", 3);
        for row in rows {
            designation.add_row(row.iter().copied());
        }
        match into_item(&super::super::UK, designation, "t") {
            Item::Record(record) => *record,
            other => panic!("{other:?}"),
        }
    }

    fn texts(entity: &Entity, property: &str) -> Vec<String> {
        entity.texts(property).map(str::to_owned).collect()
    }

    const PERSON: (Column, &str) = (Column::Kind, "Individual");

    #[test]
    fn names_go_where_their_type_and_strength_say() {
        let name = |full: &'static str, kind: &'static str, strength: &'static str| {
            [
                (Column::NamePart(5), full),
                (Column::NameType, kind),
                (Column::AliasStrength, strength),
            ]
        };
        let rows = [
            name("Adam Tester", "Primary name", ""),
            name("Adem Tester", "Primary Name Variation", ""),
            name("Adem", "Primary name variation", ""),
            name("Hamza", "ALias", ""),
            name("Abu Hamza", "Alias", ""),
            name("Said", "Alias", "Good quality a.k.a"),
            name("Long Name Low", "Alias", "Low quality a.k.a"),
            name("Old Name", "Previous name", ""),
        ];
        let mut all: Vec<&[(Column, &str)]> = rows.iter().map(|r| &r[..]).collect();
        let kind = [PERSON];
        all.push(&kind);
        let person = record(&all).entity;
        assert_eq!(texts(&person, "name"), ["Adam Tester"]);
        assert_eq!(texts(&person, "alias"), ["Adem Tester", "Abu Hamza", "Said"]);
        assert_eq!(texts(&person, "weakAlias"), ["Adem", "Hamza", "Long Name Low"]);
        assert_eq!(texts(&person, "previousName"), ["Old Name"]);
        assert!(person.get("lastName").is_empty());
    }

    #[test]
    fn a_name_in_its_own_script_alone_is_a_name() {
        let person = record(&[&[PERSON, (Column::Script, "آدم")]]).entity;
        assert_eq!((person.first("name"), person.first("alias")), (Some("آدم"), Some("آدم")));
    }

    #[test]
    fn owners_are_linked_and_accounts_noted() {
        let long = "It is owned by many persons. Their names are not known.";
        let record = record(&[
            &[(Column::Kind, "Entity"), (Column::NamePart(5), "Testco")],
            &[(Column::Parent, "1) Upper Test Ltd 2) Higher Test Ltd"), (Column::Subsidiary, long)],
        ]);
        let edges: Vec<&Entity> =
            record.related.iter().filter(|e| e.schema().name() == "Ownership").collect();
        assert_eq!(edges.len(), 2);
        assert_eq!(edges[0].first("asset"), Some("uk-TST0001"));
        assert!(texts(&record.entity, "notes").contains(&format!("Subsidiaries: {long}")));
    }

    #[test]
    fn documents_keep_number_and_remark() {
        let record = record(&[&[
            PERSON,
            (Column::NamePart(5), "A B"),
            (Column::Passport, "P1"),
            (Column::PassportNote, "issued in Testland"),
            (Column::NationalId, "N1"),
        ]]);
        let passport = record.related.iter().find(|e| e.schema().name() == "Passport").unwrap();
        assert_eq!(passport.first("passportNumber"), Some("P1"));
        assert_eq!(passport.first("summary"), Some("issued in Testland"));
        assert_eq!(passport.first("holder"), Some("uk-TST0001"));
        assert_eq!(record.entity.first("idNumber"), Some("N1"));
    }
}
