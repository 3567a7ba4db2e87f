//! From named fields, as a table row, a JSON line or the command line give them, to a subject.

use hilf_entity::{Entity, FuzzyDate, Schema, country};
use hilf_list::columns::{self, Column, NamePart};
use hilf_match::Subject;

/// Spellings of "not known" that people put into cells.
const EMPTY: &[&str] = &[
    "",
    "-",
    "--",
    "n/a",
    "na",
    "none",
    "null",
    "unknown",
    "nil",
    "غير معروف",
    "لا يوجد",
    "inconnu",
];

/// A subject being put together from fields.
#[derive(Default)]
pub(crate) struct Draft {
    /// The row's own reference.
    pub(crate) id: Option<String>,
    /// What is wrong with fields that could not be read, one sentence each.
    pub(crate) faults: Vec<String>,
    /// Fields that mean nothing here, echoed.
    pub(crate) extra: Vec<(String, String)>,
    schema: Option<Schema>,
    parts: Vec<(NamePart, String)>,
    values: Vec<(&'static str, String)>,
}

impl Draft {
    /// Takes one field by its heading.
    pub(crate) fn field(&mut self, heading: &str, text: &str) {
        match columns::resolve(heading) {
            Some(column) => self.column(column, heading, text),
            None => self.extra.push((heading.to_owned(), text.to_owned())),
        }
    }

    /// Takes one field by its meaning.
    pub(crate) fn column(&mut self, column: Column, heading: &str, text: &str) {
        let text = text.trim();
        if is_empty(text) {
            return;
        }
        match column {
            Column::Id => self.id = Some(text.to_owned()),
            Column::Schema => match columns::schema_of(text) {
                Some(schema) => self.schema = Some(schema),
                None => self.fault(heading, text, "is no kind of entity that is known here"),
            },
            Column::Part(part) => self.parts.push((part, text.to_owned())),
            Column::Property(property) => self.values.push((property, text.to_owned())),
            _ => self.extra.push((heading.to_owned(), text.to_owned())),
        }
    }

    /// Takes one property by its FollowTheMoney name.
    pub(crate) fn property(&mut self, property: &'static str, text: &str) {
        self.column(Column::Property(property), property, text);
    }

    pub(crate) fn set_schema(&mut self, schema: Schema) {
        self.schema = Some(schema);
    }

    /// The subject and the name it is shown by; `None` if there is no name and no identifier to
    /// search by.
    pub(crate) fn subject(&mut self) -> Option<(Subject, String)> {
        let schema = self.schema.unwrap_or_else(|| self.fitting_schema());
        let mut entity = Entity::new(self.id.clone().unwrap_or_default(), schema);
        for (part, text) in &self.parts {
            if schema.property(part.property()).is_some() {
                entity.add(part.property(), text.as_str());
            }
        }
        let values = std::mem::take(&mut self.values);
        for (property, text) in &values {
            self.add(&mut entity, property, text);
        }
        if entity.first("name").is_none() && !self.parts.is_empty() {
            self.parts.sort_by_key(|(part, _)| *part);
            let whole: Vec<&str> = self.parts.iter().map(|(_, text)| text.as_str()).collect();
            entity.add("name", whole.join(" "));
        }
        self.values = values;
        let subject = match self.schema {
            Some(_) => Subject::of(entity),
            None => Subject::open(entity),
        };
        let name = subject.names().first().cloned();
        let known = name.is_some() || subject.has_identifier();
        known.then(|| (subject, name.unwrap_or_default()))
    }

    /// The schema that has room for what is known: who was born is a person.
    fn fitting_schema(&self) -> Schema {
        let has = |schema: Schema| self.values.iter().all(|(p, _)| schema.property(p).is_some());
        let candidates = ["LegalEntity", "Person", "Company", "Vessel", "Airplane"];
        let mut schemata = candidates.iter().filter_map(|name| Schema::named(name));
        let person = if self.parts.is_empty() { None } else { Schema::named("Person") };
        person
            .or_else(|| schemata.find(|s| has(*s)))
            .or_else(|| Schema::named("Person"))
            .unwrap_or_else(|| unreachable!("Person is in the model"))
    }

    fn add(&mut self, entity: &mut Entity, property: &'static str, text: &str) {
        let schema = entity.schema();
        let Some(definition) = schema.property(property) else {
            self.extra.push((property.to_owned(), text.to_owned()));
            return;
        };
        use hilf_entity::PropertyType as Kind;
        match definition.kind {
            Kind::Date => match FuzzyDate::from_edtf(text) {
                Ok(date) => entity.add_date(property, &date, text),
                Err(_) => self.fault(property, text, "cannot be read as a date"),
            },
            Kind::Country => {
                for one in text.split([';', ',', '/', '،']).map(str::trim) {
                    match country::code(one) {
                        Some(code) => entity.add(property, code),
                        None if is_empty(one) => {}
                        None => self.fault(property, one, "is no country that is known here"),
                    }
                }
            }
            Kind::Gender => match gender_of(text) {
                Some(gender) => entity.add(property, gender),
                None => self.fault(property, text, "is no gender that is known here"),
            },
            _ => {
                for one in text.split(';').map(str::trim).filter(|t| !is_empty(t)) {
                    entity.add(property, one);
                }
            }
        }
    }

    fn fault(&mut self, field: &str, text: &str, what: &str) {
        let sentence = format!("{field}: `{text}` {what}; screened without it");
        if !self.faults.contains(&sentence) {
            self.faults.push(sentence);
        }
    }
}

fn gender_of(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "m" | "male" | "man" | "ذكر" => Some("male"),
        "f" | "female" | "woman" | "أنثى" => Some("female"),
        _ => None,
    }
}

fn is_empty(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    EMPTY.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(fields: &[(&str, &str)]) -> Draft {
        let mut draft = Draft::default();
        for (heading, text) in fields {
            draft.field(heading, text);
        }
        draft
    }

    #[test]
    fn parts_make_a_name_and_a_person() {
        let mut draft =
            draft(&[("lastName", "Sabri"), ("fatherName", "Munir"), ("firstName", "Talib")]);
        let (subject, name) = draft.subject().unwrap();
        assert_eq!(name, "Talib Munir Sabri");
        assert_eq!(subject.entity().schema().name(), "Person");
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_kept() {
        let mut draft = draft(&[
            ("Name", "Talib"),
            ("Date of birth", "soon"),
            ("الجنسية", "Atlantis"),
            ("shoe size", "44"),
            ("passport", "n/a"),
        ]);
        let (subject, _) = draft.subject().unwrap();
        assert_eq!(subject.entity().first("birthDate"), None);
        assert_eq!(draft.faults.len(), 2);
        assert!(draft.faults[0].contains("soon"), "{:?}", draft.faults);
        assert_eq!(draft.extra, [("shoe size".to_owned(), "44".to_owned())]);
    }

    #[test]
    fn a_row_without_name_or_number_is_no_subject() {
        assert!(draft(&[("country", "iq")]).subject().is_none());
        assert!(draft(&[("passport number", "N77812")]).subject().is_some());
    }
}
