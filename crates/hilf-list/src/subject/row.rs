//! Reading the cells of a row.

use hilf_entity::{Entity, PropertyType, Schema, Value};

use super::{CellFault, Mapping, Subject, dates};
use crate::columns::{self, Column, NamePart};
use crate::format::fields::{add_gender, countries_in, entity, enumerated};
use crate::table::{Cell, CellKind, Row};

/// Texts that say that there is no value, in lower case.
const EMPTY: &[&str] = &[
    "n/a",
    "#n/a",
    "null",
    "nil",
    "none",
    "unknown",
    "not known",
    "not available",
    "inconnu",
    "inconnue",
    "néant",
    "sans",
    "لا يوجد",
    "لايوجد",
    "غير معروف",
    "غير متوفر",
    "مجهول",
];
/// Words of a father's or grandfather's name above which it is his whole name.
const NAME_PART_WORDS_MAX: usize = 2;
/// Schemata a row may be of when it does not say so, in order of preference.
const GUESSES: &[&str] =
    &["LegalEntity", "Person", "Company", "Vessel", "Airplane", "CryptoWallet"];
/// Where a fact goes when its schema has no property for the column it stands in: customer files
/// have one column for a person's birth and a company's founding.
const INSTEAD: &[(&str, &[&str])] = &[
    ("birthDate", &["incorporationDate", "buildDate"]),
    ("birthCountry", &["jurisdiction", "country"]),
    ("nationality", &["jurisdiction", "country"]),
    ("citizenship", &["jurisdiction", "country"]),
    ("flag", &["country"]),
    ("jurisdiction", &["country"]),
    ("passportNumber", &["registrationNumber", "idNumber"]),
    ("idNumber", &["registrationNumber"]),
];

/// Type of a property's values, in whichever of the schemata of a row has it.
pub(super) fn kind_of(property: &str) -> Option<PropertyType> {
    let schemata = GUESSES.iter().filter_map(|name| Schema::named(name));
    schemata.into_iter().find_map(|schema| schema.property(property)).map(|p| p.kind)
}

/// Whether a property holds names by which a subject is found.
pub(super) fn is_name(property: &str) -> bool {
    matches!(property, "name" | "alias" | "weakAlias" | "previousName")
}

pub(super) fn read(mapping: &Mapping, row: &Row) -> Result<Subject, CellFault> {
    let filled: Vec<(usize, &str, Option<Column>)> = mapping
        .columns()
        .enumerate()
        .map(|(index, (heading, column))| (index, heading, column))
        .filter(|(index, _, column)| !is_empty(row.text(*index), *column))
        .collect();
    let mut subject = Subject {
        line: row.line,
        id: None,
        entity: entity("", "LegalEntity"),
        is_schema_known: false,
        document: Vec::new(),
        listing: Vec::new(),
        unknown: Vec::new(),
        remarks: Vec::new(),
    };
    let mut cells = Vec::new();
    for (index, heading, column) in filled {
        check(heading, column, row.cells.get(index))?;
        let text = match column {
            Some(column) if super::is_date(column) => row.date_text(index),
            _ => row.text(index).into(),
        };
        match column {
            Some(Column::Id) => subject.id = Some(text.into_owned()),
            // It says nothing of the row, whose line is known.
            Some(Column::Serial) => {}
            Some(column) => cells.push(Filled { heading, column, text: text.into_owned() }),
            None => subject.unknown.push((heading_or_place(heading, index), text.into_owned())),
        }
    }
    let named = named_schema(mapping, &cells);
    subject.is_schema_known = named.is_some();
    let schema = named.unwrap_or_else(|| fitting_schema(&cells));
    subject.entity = Entity::new(subject.id.clone().unwrap_or_default(), schema);
    for cell in &cells {
        add(mapping, &mut subject, cell);
    }
    add_assembled_names(&mut subject.entity, &cells);
    Ok(subject)
}

struct Filled<'a> {
    heading: &'a str,
    column: Column,
    text: String,
}

fn heading_or_place(heading: &str, index: usize) -> String {
    if heading.is_empty() { format!("column {}", index + 1) } else { heading.to_owned() }
}

/// Whether a cell has no value. `NA` stays where it can mean Namibia or be a name.
fn is_empty(text: &str, column: Option<Column>) -> bool {
    let text = text.trim().to_lowercase();
    let is_marks = text.chars().all(|c| "-–—_.*/?\\ ".contains(c));
    let may_be_na = match column {
        Some(Column::Property(property)) => {
            is_name(property) || kind_of(property) == Some(PropertyType::Country)
        }
        Some(Column::Part(_) | Column::Id | Column::Document("country")) | None => true,
        Some(_) => false,
    };
    text.is_empty() || is_marks || EMPTY.contains(&&*text) || (text == "na" && !may_be_na)
}

/// Refuses an identifier of which a spreadsheet has kept an approximation only.
fn check(heading: &str, column: Option<Column>, cell: Option<&Cell>) -> Result<(), CellFault> {
    let is_identifier = match column {
        Some(Column::Id) => true,
        Some(Column::Property(p)) => kind_of(p) == Some(PropertyType::Identifier),
        _ => false,
    };
    let Some(cell) = cell.filter(|_| is_identifier) else { return Ok(()) };
    let is_fraction = cell.kind == CellKind::Number && cell.text.contains('.');
    if cell.lost_digits() || is_fraction {
        return Err(CellFault {
            heading: heading.to_owned(),
            reason: format!(
                "the number `{}` has lost digits in a spreadsheet; format the column as text and \
                 enter the number again",
                cell.text
            ),
        });
    }
    Ok(())
}

/// The schema that the row, or the operator, names.
fn named_schema(mapping: &Mapping, cells: &[Filled]) -> Option<Schema> {
    let named = cells.iter().filter(|c| c.column == Column::Schema);
    named.filter_map(|c| columns::schema_of(&c.text)).next().or(mapping.default_schema)
}

/// The first schema that has all the properties a row gives.
fn fitting_schema(cells: &[Filled]) -> Schema {
    let has_gender = cells.iter().any(|c| c.column == Column::Schema && is_gender(&c.text));
    let needed: Vec<&str> = cells
        .iter()
        .filter_map(|c| match c.column {
            Column::Property(property) => Some(property),
            Column::Part(part) => Some(part.property()),
            _ => None,
        })
        .chain(has_gender.then_some("gender"))
        .collect();
    let guesses = GUESSES.iter().filter_map(|name| Schema::named(name));
    let lacking = |schema: &Schema| needed.iter().filter(|p| schema.property(p).is_none()).count();
    // The first of those that lack least.
    let best = guesses.min_by_key(lacking);
    best.unwrap_or_else(|| entity("", "LegalEntity").schema())
}

fn add(mapping: &Mapping, subject: &mut Subject, cell: &Filled) {
    match cell.column {
        Column::Id | Column::Serial => {}
        Column::Schema => add_kind(subject, cell),
        Column::Property(property) => add_property(mapping, subject, property, cell),
        Column::Part(part) => {
            if subject.entity.schema().property(part.property()).is_some() {
                subject.entity.add_all(part.property(), parts_of(&cell.text));
            }
        }
        Column::Document(property) | Column::Listing(property) => {
            let is_date = super::is_date(cell.column);
            let date = dates::read(&cell.text, mapping.order).filter(|_| is_date);
            let text = match date {
                Some((date, None)) => date.to_edtf(),
                _ => cell.text.clone(),
            };
            let list = match cell.column {
                Column::Document(_) => &mut subject.document,
                _ => &mut subject.listing,
            };
            list.push((property, text));
        }
    }
}

/// What the row is; `النوع` heads columns of gender too.
fn add_kind(subject: &mut Subject, cell: &Filled) {
    if columns::schema_of(&cell.text).is_some() {
        return;
    }
    if is_gender(&cell.text) {
        return add_gender(&mut subject.entity, &cell.text);
    }
    subject.entity.note(cell.heading, &cell.text);
    let Filled { heading, text, .. } = cell;
    subject.remarks.push(format!(
        "`{text}` in column `{heading}` is no kind that is known here; the row was taken for a {}",
        subject.entity.schema()
    ));
}

fn is_gender(text: &str) -> bool {
    let mut probe = entity("", "Person");
    add_gender(&mut probe, text);
    !probe.get("gender").is_empty()
}

fn add_property(mapping: &Mapping, subject: &mut Subject, property: &str, cell: &Filled) {
    let schema = subject.entity.schema();
    let home = home_of(schema, property);
    let Filled { heading, text, .. } = cell;
    if columns::is_prose(property) {
        return subject.entity.add(home, text);
    }
    match schema.property(home).map(|p| p.kind) {
        Some(PropertyType::Country) => {
            for part in parts_of(text).into_iter().flat_map(enumerated) {
                add_countries(subject, home, heading, part);
            }
        }
        Some(PropertyType::Date) => {
            for part in parts_of(text).into_iter().flat_map(enumerated) {
                add_date(mapping, subject, home, heading, part);
            }
        }
        Some(PropertyType::Gender) => add_gender(&mut subject.entity, text),
        Some(PropertyType::Address) => {
            subject.entity.add_all(home, text.split([';', '؛']));
        }
        Some(_) => subject.entity.add_all(home, parts_of(text)),
        None => subject.entity.note(heading, text),
    }
}

fn home_of(schema: Schema, property: &str) -> &str {
    if schema.property(property).is_some() {
        return property;
    }
    let others = INSTEAD.iter().find(|(name, _)| *name == property).map_or(&[][..], |(_, o)| o);
    others.iter().find(|other| schema.property(other).is_some()).copied().unwrap_or(property)
}

fn add_countries(subject: &mut Subject, property: &str, heading: &str, text: &str) {
    let codes = countries_in(text);
    if codes.is_empty() {
        subject.entity.note(heading, text);
        subject.remarks.push(format!("`{text}` in column `{heading}` is no country known here"));
    }
    for code in codes {
        subject.entity.add(property, Value::new(code).with_original(text));
    }
}

fn add_date(mapping: &Mapping, subject: &mut Subject, property: &str, heading: &str, text: &str) {
    let Some((date, place)) = dates::read(text, mapping.order) else {
        subject.entity.note(heading, text);
        let remark = format!("`{text}` in column `{heading}` is no date that can be read");
        return subject.remarks.push(remark);
    };
    subject.entity.add_date(property, &date, text);
    match place {
        Some(place) if property == "birthDate" => subject.entity.add("birthPlace", place),
        Some(_) => subject.entity.note(heading, text),
        None => {}
    }
}

/// Joins the parts of names: one name for each script that the parts are written in, with the
/// names a row gives whole before it.
fn add_assembled_names(entity: &mut Entity, cells: &[Filled]) {
    for is_arabic in [false, true] {
        let mut parts: Vec<(NamePart, &str)> = cells
            .iter()
            .filter_map(|cell| match cell.column {
                Column::Part(part) => Some((part, *parts_of(&cell.text).first()?)),
                _ => None,
            })
            .filter(|(_, text)| has_arabic(text) == is_arabic)
            .filter(|(part, text)| !is_ancestors_whole_name(*part, text))
            .collect();
        parts.sort_by_key(|(part, _)| *part);
        let words: Vec<&str> = parts.iter().flat_map(|(_, text)| text.split_whitespace()).collect();
        let name = words.join(" ");
        let is_new = is_new_name(entity, &name);
        let has_name = entity.texts("name").any(|n| has_arabic(n) == is_arabic);
        if is_new {
            entity.add(if has_name { "alias" } else { "name" }, name);
        }
    }
    if entity.get("name").is_empty() {
        let first = ["alias", "previousName", "weakAlias"]
            .iter()
            .find_map(|property| entity.get(property).first().cloned());
        entity.set("name", first);
    }
}

/// Whether no whole name has the same words.
fn is_new_name(entity: &Entity, name: &str) -> bool {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.sort();
        words
    };
    let own = words(name);
    !own.is_empty() && entity.texts("name").all(|other| words(other) != own)
}

fn is_ancestors_whole_name(part: NamePart, text: &str) -> bool {
    matches!(part, NamePart::Father | NamePart::Grandfather)
        && text.split_whitespace().count() > NAME_PART_WORDS_MAX
}

fn has_arabic(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
    })
}

/// The values of a cell that holds several.
fn parts_of(text: &str) -> Vec<&str> {
    let parts = text.split([';', '؛', '|', '\n', '\r']).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}
