//! What changed materially between two versions of a subject or a listed entity.

use std::collections::BTreeSet;

use hilf_entity::Entity;
use serde::{Deserialize, Serialize};

/// A field whose change may turn "not the same" into "the same".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Name, alias, weak alias or a part of a name.
    Name,
    /// Date of birth or of incorporation.
    Birth,
    /// A number of a document, a tax or a registration number.
    Identifier,
    /// Nationality, country or jurisdiction.
    Country,
    /// Gender.
    Gender,
    /// What the entity is listed for.
    Listing,
}

const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "name",
            "alias",
            "weakAlias",
            "previousName",
            "abbreviation",
            "firstName",
            "secondName",
            "middleName",
            "fatherName",
            "motherName",
            "lastName",
        ],
    ),
    (Field::Birth, &["birthDate", "incorporationDate"]),
    (
        Field::Identifier,
        &[
            "idNumber",
            "passportNumber",
            "socialSecurityNumber",
            "taxNumber",
            "registrationNumber",
            "leiCode",
            "innCode",
            "imoNumber",
            "mmsi",
            "swiftBic",
        ],
    ),
    (Field::Country, &["nationality", "citizenship", "country", "jurisdiction"]),
    (Field::Gender, &["gender"]),
    (Field::Listing, &["topics", "programId"]),
];

/// Properties of the listing itself, which hangs on the entity.
const LISTING: &[&str] = &[
    "program",
    "programId",
    "authority",
    "authorityId",
    "unscId",
    "status",
    "provisions",
    "listingDate",
    "startDate",
    "endDate",
];

impl Field {
    /// The field's name in English.
    pub fn english(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Birth => "date of birth",
            Field::Identifier => "identifier",
            Field::Country => "country",
            Field::Gender => "gender",
            Field::Listing => "listing",
        }
    }

    /// The field's name in Arabic.
    pub fn arabic(self) -> &'static str {
        match self {
            Field::Name => "الاسم",
            Field::Birth => "تاريخ الميلاد",
            Field::Identifier => "رقم الهوية أو الوثيقة",
            Field::Country => "البلد",
            Field::Gender => "الجنس",
            Field::Listing => "الإدراج",
        }
    }
}

/// One field's values before and after, sorted; only values that differ are named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// Values that are no longer there.
    pub before: Vec<String>,
    /// Values that are new.
    pub after: Vec<String>,
}

impl Change {
    /// The change in one English line.
    pub fn english(&self) -> String {
        let (before, after) = (told(&self.before, "; "), told(&self.after, "; "));
        format!("{} changed: {before} → {after}", self.field.english())
    }

    /// The change in one Arabic line.
    pub fn arabic(&self) -> String {
        let (before, after) = (told(&self.before, "؛ "), told(&self.after, "؛ "));
        format!("تغير {}: من {before} إلى {after}", self.field.arabic())
    }
}

fn told(values: &[String], between: &str) -> String {
    if values.is_empty() { "∅".to_owned() } else { values.join(between) }
}

/// Material changes between two versions of a subject or a listed entity, in the order of
/// [`Field`]. Each version is the entity first and then those that hang on it: its listings
/// (`Sanction`) and documents (`Passport`, `Identification`). Remarks, addresses and the order of
/// values are not material.
pub fn changes(before: &[Entity], after: &[Entity]) -> Vec<Change> {
    let compare = |(field, properties): &(Field, &[&str])| {
        let (old, new) = (values(before, *field, properties), values(after, *field, properties));
        (old != new).then(|| Change {
            field: *field,
            before: old.difference(&new).cloned().collect(),
            after: new.difference(&old).cloned().collect(),
        })
    };
    FIELDS.iter().filter_map(compare).collect()
}

fn values(version: &[Entity], field: Field, properties: &[&str]) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    let mut collect = |entity: &Entity, properties: &[&str]| {
        let texts = properties.iter().flat_map(|property| entity.texts(property));
        values.extend(texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")));
    };
    let Some((entity, related)) = version.split_first() else {
        return values;
    };
    collect(entity, properties);
    for other in related {
        match (field, other.schema().name()) {
            (Field::Listing, "Sanction") => collect(other, LISTING),
            (Field::Identifier, "Passport" | "Identification") => collect(other, &["number"]),
            _ => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    fn entity(id: &str, schema: &str, properties: &[(&str, &str)]) -> Entity {
        let mut entity = Entity::new(id, Schema::named(schema).unwrap());
        for (property, value) in properties {
            entity.add(property, *value);
        }
        entity
    }

    #[test]
    fn a_new_date_of_birth_is_told_in_both_languages() {
        let before = [entity("x-1", "Person", &[("name", "Salim Nasr"), ("birthDate", "1970")])];
        let after = [entity("x-1", "Person", &[("name", "Salim  Nasr"), ("birthDate", "1971")])];
        let found = changes(&before, &after);
        assert_eq!(found.len(), 1, "spaces are no change of name: {found:?}");
        assert_eq!(found[0].english(), "date of birth changed: 1970 → 1971");
        assert_eq!(found[0].arabic(), "تغير تاريخ الميلاد: من 1970 إلى 1971");
    }

    #[test]
    fn listings_and_documents_that_hang_on_the_entity_count() {
        let person = entity("x-1", "Person", &[("name", "Salim Nasr")]);
        let first = entity("x-1-s", "Sanction", &[("program", "A")]);
        let second = entity("x-1-s", "Sanction", &[("program", "B")]);
        let passport = entity("x-1-p", "Passport", &[("number", "P1")]);
        let before = [person.clone(), first];
        let after = [person.clone(), second, passport];
        let fields: Vec<Field> = changes(&before, &after).iter().map(|c| c.field).collect();
        assert_eq!(fields, [Field::Identifier, Field::Listing]);
        let delisted = changes(&before, &[person]);
        assert_eq!(delisted[0].field, Field::Listing);
        assert_eq!(delisted[0].english(), "listing changed: A → ∅");
    }

    #[test]
    fn remarks_and_order_are_not_material() {
        let before = [entity("x", "Person", &[("name", "A B"), ("name", "C D")])];
        let after = [entity("x", "Person", &[("name", "C D"), ("name", "A B"), ("notes", "n")])];
        assert_eq!(changes(&before, &after), []);
    }
}
