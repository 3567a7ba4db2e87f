//! One designation, gathered from the rows (CSV) or element groups (XML) that speak of it.

use std::collections::BTreeMap;

use super::columns::{ADDRESS_PARTS, Column};

/// What the list says about one designated person, entity or ship; every set in source order.
#[derive(Debug, Default)]
pub(super) struct Designation {
    /// Line of its first row, from 1.
    pub(super) line: u64,
    pub(super) id: String,
    pub(super) names: Vec<Name>,
    pub(super) scripts: Vec<Script>,
    pub(super) addresses: Vec<[String; ADDRESS_PARTS]>,
    /// Town and country.
    pub(super) births: Vec<(String, String)>,
    /// Number and further information.
    pub(super) passports: Vec<(String, String)>,
    /// Number and further information.
    pub(super) national_ids: Vec<(String, String)>,
    /// Everything that stands on its own.
    pub(super) values: BTreeMap<Column, Vec<String>>,
    /// Columns unknown to this program, by heading.
    pub(super) unknown: Vec<(String, String)>,
}

/// One name in its six parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) parts: [String; 6],
    pub(super) kind: String,
    pub(super) strength: String,
}

/// One name in its original script.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    pub(super) text: String,
    pub(super) script: String,
    pub(super) language: String,
    pub(super) strength: String,
}

impl Name {
    /// The whole name: Name 1 to 5, then Name 6, which is the family name or a whole one.
    pub(super) fn full(&self) -> String {
        let parts = self.parts.iter().flat_map(|part| part.split_whitespace());
        parts.collect::<Vec<_>>().join(" ")
    }
}

impl Designation {
    pub(super) fn new(id: &str, line: u64) -> Designation {
        Designation { line, id: id.to_owned(), ..Designation::default() }
    }

    /// The values of a column.
    pub(super) fn values(&self, column: Column) -> &[String] {
        self.values.get(&column).map(Vec::as_slice).unwrap_or(&[])
    }

    /// Takes one row: texts that belong together, with the column each stands in.
    pub(super) fn add_row<'a>(&mut self, row: impl IntoIterator<Item = (Column, &'a str)>) {
        let mut name = Name::default();
        let mut script = Script::default();
        let mut address: [String; ADDRESS_PARTS] = Default::default();
        let mut birth = (String::new(), String::new());
        let mut passport = (String::new(), String::new());
        let mut national = (String::new(), String::new());
        for (column, text) in row {
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let slot = match column {
                Column::NamePart(part) => name.parts.get_mut(part),
                Column::NameType => Some(&mut name.kind),
                Column::AliasStrength => {
                    script.strength = text.to_owned();
                    Some(&mut name.strength)
                }
                Column::Script => Some(&mut script.text),
                Column::ScriptType => Some(&mut script.script),
                Column::ScriptLanguage => Some(&mut script.language),
                Column::AddressPart(part) => address.get_mut(part),
                Column::BirthTown => Some(&mut birth.0),
                Column::BirthCountry => Some(&mut birth.1),
                Column::Passport => Some(&mut passport.0),
                Column::PassportNote => Some(&mut passport.1),
                Column::NationalId => Some(&mut national.0),
                Column::NationalIdNote => Some(&mut national.1),
                other => {
                    insert(self.values.entry(other).or_default(), text.to_owned());
                    None
                }
            };
            if let Some(slot) = slot {
                text.clone_into(slot);
            }
        }
        if !name.full().is_empty() {
            insert(&mut self.names, name);
        }
        if !script.text.is_empty() {
            insert(&mut self.scripts, script);
        }
        if address.iter().any(|part| !part.is_empty()) {
            insert(&mut self.addresses, address);
        }
        for (pair, list) in [
            (birth, &mut self.births),
            (passport, &mut self.passports),
            (national, &mut self.national_ids),
        ] {
            if !pair.0.is_empty() || !pair.1.is_empty() {
                insert(list, pair);
            }
        }
    }

    /// Takes a text of a column that is unknown here.
    pub(super) fn add_unknown(&mut self, heading: &str, text: &str) {
        if !text.trim().is_empty() {
            insert(&mut self.unknown, (heading.to_owned(), text.trim().to_owned()));
        }
    }
}

fn insert<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
