//! What changed between two versions of a list: by id, property by property.

use std::collections::{BTreeMap, BTreeSet};

use hilf_entity::{Entity, PropertyType};
use serde::Serialize;

use crate::Record;

/// Properties whose change can change whom a listing means or what it demands. With them changes a
/// decision that was made about the entity must be looked at again.
const MATERIAL: &[&str] = &[
    "name",
    "alias",
    "weakAlias",
    "previousName",
    "birthDate",
    "nationality",
    "citizenship",
    "Sanction.program",
    "Sanction.status",
    "Sanction.provisions",
];

/// The difference between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// Entities of the new version only, in its order.
    pub added: Vec<Named>,
    /// Entities of the old version only, by id.
    pub removed: Vec<Named>,
    /// Entities of both that differ, in the order of the new version.
    pub changed: Vec<Changed>,
    /// Number of entities that are the same in both.
    pub unchanged: u64,
    /// Number of changed entities to which the publisher gave a new record number. By that number
    /// they would count as removed and added.
    pub renumbered: u64,
}

/// An entity by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its schema.
    pub schema: &'static str,
    /// What it is called.
    pub caption: String,
}

/// An entity that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// The entity, as the new version has it.
    #[serde(flatten)]
    pub entity: Named,
    /// Whether a property changed that decides whom the listing means or what it demands.
    pub is_material: bool,
    /// What differs, by property.
    pub properties: Vec<PropertyChange>,
}

/// Values of one property that are in one version only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PropertyChange {
    /// Its name; of what hangs on the entity with its schema before it, as `Sanction.program`.
    pub property: String,
    /// Values of the old version only.
    pub removed: Vec<String>,
    /// Values of the new version only.
    pub added: Vec<String>,
}

type Facts = BTreeMap<String, BTreeSet<String>>;

/// The difference between two versions of a list.
///
/// # Errors
/// The first error of either side.
pub fn diff<E>(
    old: impl IntoIterator<Item = Result<Record, E>>,
    new: impl IntoIterator<Item = Result<Record, E>>,
) -> Result<Diff, E> {
    let mut before: BTreeMap<String, (Named, Facts)> = BTreeMap::new();
    for record in old {
        let record = record?;
        before.insert(record.entity.id().to_owned(), (named(&record.entity), facts(&record)));
    }
    let mut diff = Diff::default();
    for record in new {
        let record = record?;
        let entity = named(&record.entity);
        let Some((_, old_facts)) = before.remove(record.entity.id()) else {
            diff.added.push(entity);
            continue;
        };
        let properties = changes(&old_facts, &facts(&record));
        if properties.is_empty() {
            diff.unchanged += 1;
        } else {
            let renumbered = properties.iter().any(|p| p.property == "Sanction.recordId");
            diff.renumbered += u64::from(renumbered);
            let is_material = properties.iter().any(|p| is_material(&record.entity, &p.property));
            diff.changed.push(Changed { entity, is_material, properties });
        }
    }
    diff.removed = before.into_values().map(|(named, _)| named).collect();
    Ok(diff)
}

fn named(entity: &Entity) -> Named {
    Named {
        id: entity.id().to_owned(),
        schema: entity.schema().name(),
        caption: entity.caption().to_owned(),
    }
}

/// All that a record says, without the ids that only join its parts.
fn facts(record: &Record) -> Facts {
    let mut facts = Facts::new();
    facts.entry("schema".into()).or_default().insert(record.entity.schema().name().to_owned());
    add_facts(&mut facts, "", &record.entity, record);
    for related in &record.related {
        add_facts(&mut facts, related.schema().name(), related, record);
    }
    facts
}

fn add_facts(facts: &mut Facts, prefix: &str, entity: &Entity, record: &Record) {
    let own_ids = |id: &str| {
        id == record.entity.id() || record.related.iter().any(|related| related.id() == id)
    };
    for (name, values) in entity.properties() {
        let kind = entity.schema().property(name).map(|p| p.kind);
        let property = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        for value in values {
            if kind == Some(PropertyType::Entity) && own_ids(value.text()) {
                continue;
            }
            let text = value.edtf().unwrap_or(value.text()).to_owned();
            facts.entry(property.clone()).or_default().insert(text);
        }
    }
}

fn changes(old: &Facts, new: &Facts) -> Vec<PropertyChange> {
    let empty = BTreeSet::new();
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |name: &String| {
        let (before, after) = (old.get(name).unwrap_or(&empty), new.get(name).unwrap_or(&empty));
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            one.difference(other).cloned().collect::<Vec<_>>()
        };
        let (removed, added) = (only(before, after), only(after, before));
        let differs = !(removed.is_empty() && added.is_empty());
        differs.then(|| PropertyChange { property: name.clone(), removed, added })
    };
    names.into_iter().filter_map(change).collect()
}

fn is_material(entity: &Entity, property: &str) -> bool {
    let kind = entity.schema().property(property).map(|p| p.kind);
    MATERIAL.contains(&property)
        || property == "schema"
        || kind == Some(PropertyType::Identifier)
        || property.ends_with("umber")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Position;
    use hilf_entity::Schema;

    fn record(id: &str, name: &str, program: &str) -> Result<Record, ()> {
        let mut entity = Entity::new(id, Schema::named("Person").unwrap());
        entity.add("name", name);
        let mut sanction = Entity::new(format!("{id}-s"), Schema::named("Sanction").unwrap());
        sanction.add("entity", id);
        sanction.add("program", program);
        sanction.add("summary", if program.is_empty() { "x" } else { "y" });
        Ok(Record { position: Position::default(), entity, related: vec![sanction] })
    }

    #[test]
    fn what_came_went_and_changed_is_named_with_its_property() {
        let old = [record("a", "A", "P"), record("b", "B", "P"), record("c", "C", "P")];
        let new = [record("b", "B", "Q"), record("c", "C", "P"), record("d", "D", "P")];
        let diff = diff(old, new).unwrap();
        assert_eq!(diff.added.iter().map(|n| n.id.as_str()).collect::<Vec<_>>(), ["d"]);
        assert_eq!(diff.removed.iter().map(|n| n.caption.as_str()).collect::<Vec<_>>(), ["A"]);
        assert_eq!(diff.unchanged, 1);
        let changed = &diff.changed[0];
        assert!(changed.is_material && changed.entity.id == "b");
        assert_eq!(changed.properties[0].property, "Sanction.program");
        assert_eq!(
            (&changed.properties[0].removed[..], &changed.properties[0].added[..]),
            (&["P".to_owned()][..], &["Q".to_owned()][..])
        );
    }

    #[test]
    fn a_remark_is_no_material_change() {
        let mut other = record("a", "A", "P").unwrap();
        other.entity.add("notes", "new remark");
        let diff = diff([record("a", "A", "P")], [Ok(other)]).unwrap();
        assert!(!diff.changed[0].is_material);
        assert_eq!(diff.changed[0].properties[0].added, ["new remark"]);
    }
}
