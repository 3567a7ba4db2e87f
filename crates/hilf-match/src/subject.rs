//! What is screened.

use hilf_entity::{Entity, FuzzyDate, Schema};

/// Somebody or something to screen, described by example: names and what else is known.
#[derive(Debug, Clone)]
pub struct Subject {
    entity: Entity,
    names: Vec<String>,
    schema: Option<Schema>,
}

impl Subject {
    /// A subject described as a FollowTheMoney entity, and found only among entities that can be
    /// of its schema.
    pub fn of(entity: Entity) -> Subject {
        let schema = Some(entity.schema());
        Subject { schema, ..Subject::open(entity) }
    }

    /// A subject of which it is not known whether it is a person, an organisation or a ship.
    pub fn open(entity: Entity) -> Subject {
        let names = crate::names_of(&entity).into_iter().map(|(text, _)| text).collect();
        Subject { entity, names, schema: None }
    }

    /// Its description.
    pub fn entity(&self) -> &Entity {
        &self.entity
    }

    /// The names it is searched by.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it is known of what schema it is.
    pub fn is_schema_known(&self) -> bool {
        self.schema.is_some()
    }

    /// Whether a listed entity of this schema can be the subject.
    pub(crate) fn can_be(&self, listed: Schema) -> bool {
        self.schema.is_none_or(|own| own.can_match(listed))
    }

    /// Whether it bears an identifier that can be searched for.
    pub fn has_identifier(&self) -> bool {
        crate::evidence::keys_of_subject(&self.entity).next().is_some()
    }

    /// Whether anything besides its names is known.
    pub(crate) fn has_facts(&self) -> bool {
        let names =
            ["name", "alias", "previousName", "weakAlias", "abbreviation", "firstName", "lastName"];
        self.entity.properties().any(|(property, _)| !names.contains(&property))
    }

    /// Dates of birth, or of foundation.
    pub(crate) fn birth_dates(&self) -> Vec<FuzzyDate> {
        let mut dates = self.entity.dates("birthDate");
        dates.extend(self.entity.dates("incorporationDate"));
        dates
    }
}
