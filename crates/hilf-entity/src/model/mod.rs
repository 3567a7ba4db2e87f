//! The FollowTheMoney schema model: schemata, their properties and inheritance.
//!
//! Source: FollowTheMoney 4.11.2 (MIT), vendored under `model/` and turned into a static table.

#[rustfmt::skip]
mod table;

use std::fmt;
use std::sync::OnceLock;

/// Type of a property's values (FollowTheMoney property types).
#[allow(missing_docs, reason = "the variants are FollowTheMoney's own type names")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PropertyType {
    Address,
    Checksum,
    Country,
    Date,
    Email,
    Entity,
    Gender,
    Html,
    Identifier,
    Ip,
    Json,
    Language,
    Mimetype,
    Name,
    Number,
    Phone,
    String,
    Text,
    Topic,
    Url,
}

/// One property as a schema declares it.
#[derive(Debug)]
pub struct PropertyDef {
    /// FollowTheMoney property name, such as `birthDate`.
    pub name: &'static str,
    /// English label.
    pub label: &'static str,
    /// Type of the values.
    pub kind: PropertyType,
    /// The model's own statement whether values may be matched; `None` where it is silent.
    pub matchable: Option<bool>,
    /// For entity-typed properties: the schema its values must have.
    pub range: Option<&'static str>,
    /// For entity-typed properties: the name under which the other end sees this one.
    pub reverse: Option<&'static str>,
}

/// One schema as the model declares it, without what it inherits.
#[derive(Debug)]
pub(crate) struct SchemaDef {
    name: &'static str,
    label: &'static str,
    plural: &'static str,
    extends: &'static [&'static str],
    matchable: bool,
    is_abstract: bool,
    caption: &'static [&'static str],
    edge: Option<(&'static str, &'static str)>,
    properties: &'static [PropertyDef],
}

/// Everything about a schema that follows from inheritance, worked out once.
struct Resolved {
    /// The schema itself, then its ancestors, nearest first.
    lineage: Vec<u8>,
    /// Own and inherited properties, sorted by name; the nearest declaration wins.
    properties: Vec<&'static PropertyDef>,
}

/// Handle to a schema of the model; `Copy`, compared and ordered by its place in the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schema(u8);

impl Schema {
    /// The schema of this name.
    ///
    /// ```
    /// use hilf_entity::Schema;
    /// assert!(Schema::named("Person").is_some());
    /// assert!(Schema::named("Unicorn").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Schema> {
        let index = table::SCHEMATA.binary_search_by(|s| s.name.cmp(name)).ok()?;
        u8::try_from(index).ok().map(Schema)
    }

    /// All schemata of the model, by name.
    pub fn all() -> impl Iterator<Item = Schema> {
        (0..table::SCHEMATA.len() as u8).map(Schema)
    }

    /// Place in the model's table; the inverse of [`Schema::at`]. Stable only within one version
    /// of the model.
    pub fn ordinal(self) -> u8 {
        self.0
    }

    /// The schema at a place in the model's table.
    pub fn at(ordinal: u8) -> Option<Schema> {
        (usize::from(ordinal) < table::SCHEMATA.len()).then_some(Schema(ordinal))
    }

    /// FollowTheMoney name, such as `Person`.
    pub fn name(self) -> &'static str {
        self.def().name
    }

    /// English label, such as `Legal entity`.
    pub fn label(self) -> &'static str {
        self.def().label
    }

    /// English plural label.
    pub fn plural(self) -> &'static str {
        self.def().plural
    }

    /// Whether entities of this schema are screened for (Sanction, Passport and the like are not).
    pub fn is_matchable(self) -> bool {
        self.def().matchable
    }

    /// Whether the schema only groups others and has no entities of its own.
    pub fn is_abstract(self) -> bool {
        self.def().is_abstract
    }

    /// Property names that make an edge of this schema (source, target), such as owner and asset.
    pub fn edge(self) -> Option<(&'static str, &'static str)> {
        self.lineage().find_map(|s| s.def().edge)
    }

    /// Property names a caption is taken from, best first.
    pub fn caption_properties(self) -> &'static [&'static str] {
        self.lineage().map(|s| s.def().caption).find(|c| !c.is_empty()).unwrap_or(&[])
    }

    /// Whether this schema is `other` or descends from it.
    pub fn is_a(self, other: Schema) -> bool {
        self.lineage().any(|s| s == other)
    }

    /// Whether entities of the two schemata can be one and the same thing: both matchable and
    /// one descends from the other (a `LegalEntity` may be a `Person`; a `Person` no `Vessel`).
    pub fn can_match(self, other: Schema) -> bool {
        self.is_matchable() && other.is_matchable() && (self.is_a(other) || other.is_a(self))
    }

    /// The property of this name, own or inherited.
    pub fn property(self, name: &str) -> Option<&'static PropertyDef> {
        let properties = &self.resolved().properties;
        properties.binary_search_by(|p| p.name.cmp(name)).ok().map(|i| properties[i])
    }

    /// Own and inherited properties, by name.
    pub fn properties(self) -> &'static [&'static PropertyDef] {
        &self.resolved().properties
    }

    fn lineage(self) -> impl Iterator<Item = Schema> {
        self.resolved().lineage.iter().map(|&i| Schema(i))
    }

    fn def(self) -> &'static SchemaDef {
        &table::SCHEMATA[self.0 as usize]
    }

    fn resolved(self) -> &'static Resolved {
        static ALL: OnceLock<Vec<Resolved>> = OnceLock::new();
        &ALL.get_or_init(|| Schema::all().map(resolve).collect())[self.0 as usize]
    }
}

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn resolve(schema: Schema) -> Resolved {
    let mut lineage = vec![schema.0];
    let mut next = 0;
    while let Some(&index) = lineage.get(next) {
        for parent in
            table::SCHEMATA[index as usize].extends.iter().filter_map(|n| Schema::named(n))
        {
            if !lineage.contains(&parent.0) {
                lineage.push(parent.0);
            }
        }
        next += 1;
    }
    let mut properties: Vec<&'static PropertyDef> = Vec::new();
    for &index in &lineage {
        for property in table::SCHEMATA[index as usize].properties {
            if !properties.iter().any(|p| p.name == property.name) {
                properties.push(property);
            }
        }
    }
    properties.sort_by_key(|p| p.name);
    Resolved { lineage, properties }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(name: &str) -> Schema {
        Schema::named(name).unwrap()
    }

    #[test]
    fn the_table_is_sorted_so_that_names_are_found() {
        assert_eq!(Schema::all().count(), 71);
        for s in Schema::all() {
            assert_eq!(Schema::named(s.name()), Some(s));
        }
    }

    #[test]
    fn inheritance_reaches_the_root() {
        assert!(schema("Company").is_a(schema("Thing")));
        assert!(schema("Passport").is_a(schema("Interval")));
        assert!(schema("Person").property("weakAlias").is_some_and(|p| p.matchable == Some(false)));
        assert_eq!(schema("Ownership").edge(), Some(("owner", "asset")));
        assert_eq!(schema("Company").caption_properties().first(), Some(&"name"));
    }

    #[test]
    fn a_legal_entity_can_be_a_person_but_a_person_is_no_vessel() {
        assert!(schema("LegalEntity").can_match(schema("Person")));
        assert!(!schema("Person").can_match(schema("Vessel")));
        assert!(!schema("Sanction").can_match(schema("Sanction")));
    }
}
