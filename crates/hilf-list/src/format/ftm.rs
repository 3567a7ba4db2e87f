//! FollowTheMoney entities, one JSON object a line, flat or nested.
//!
//! Entities refer to each other by id in any order, so the file is read twice: once for what hangs
//! on others (listings, documents, addresses, relations), once for the subjects, which are handed
//! on with all that hangs on them. Ids are kept as they are.

use std::collections::{HashMap, HashSet};

use hilf_entity::{Entity, Schema};
use serde_json::Value as Json;

use super::fields::only_member;
use crate::lines::JsonLines;
use crate::{Held, Item, ListError, ListInfo, Member, Position, ReadOptions, Record, Source};

const PUBLISHER: &str = "FollowTheMoney entities";

/// Reads the file.
pub(super) fn read(
    source: &Source,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let mut satellites = Satellites::default();
    for_each(member, &mut |_, json| {
        if let Ok(found) = json.and_then(|json| entities(&json)) {
            found.into_iter().for_each(|entity| satellites.survey(entity));
        }
    })?;
    let mut attached = satellites.attach();
    let mut datasets = HashSet::new();
    let mut count = 0;
    for_each(member, &mut |line, json| {
        count += 1;
        let found = json.clone().and_then(|json| entities(&json));
        let main = match found.map(|mut found| found.remove(0)) {
            Ok(main) => main,
            Err(reason) => {
                let id = json.ok().and_then(|j| Some(j.get("id")?.as_str()?.to_owned()));
                return sink(held(member, line, id, reason));
            }
        };
        datasets.extend(main.datasets.iter().cloned());
        let is_attached = attached.elsewhere.contains(main.id());
        if !is_attached {
            let related = attached.to.remove(main.id()).unwrap_or_default();
            sink(record(member, line, main, related));
        }
    })?;
    if count == 0 {
        return Err(ListError::Damaged {
            name: member.name().to_owned(),
            line: 0,
            reason: "the list holds no record at all; fetch it again".into(),
        });
    }
    Ok(info(options, datasets))
}

/// What the file says of itself: its name is the operator's, or that of the one dataset in it.
pub(super) fn info(options: &ReadOptions, datasets: HashSet<String>) -> ListInfo {
    let mut names = datasets.into_iter();
    let only = match (names.next(), names.next()) {
        (Some(name), None) => Some(name),
        _ => None,
    };
    ListInfo {
        dataset: options.dataset.clone().or(only).unwrap_or_else(|| "ftm".into()),
        publisher: PUBLISHER.into(),
        ..ListInfo::default()
    }
}

pub(super) fn record(member: &Member, line: u64, entity: Entity, related: Vec<Entity>) -> Item {
    let position = Position { file: member.name().to_owned(), line, field: None };
    Item::Record(Box::new(Record { position, entity, related }))
}

pub(super) fn held(member: &Member, line: u64, reference: Option<String>, reason: String) -> Item {
    let position = Position { file: member.name().to_owned(), line, field: None };
    Item::Held(Held { position, reference, reason })
}

/// Hands every line of a member to `take`.
pub(super) fn for_each(
    member: &Member,
    take: &mut dyn FnMut(u64, Result<Json, String>),
) -> Result<(), ListError> {
    let fail = |source| ListError::Io { path: member.name().into(), source };
    let mut lines = JsonLines::new(member.open()?);
    while let Some(line) = lines.next_line().map_err(fail)? {
        take(line.line, line.object);
    }
    Ok(())
}

/// The entity of a line and, after it, those nested in it.
pub(super) fn entities(json: &Json) -> Result<Vec<Entity>, String> {
    let main = Entity::from_json_value(json).map_err(|e| format!("it is no entity: {e}"))?;
    let mut found = vec![main];
    let nested = json.get("properties").and_then(Json::as_object).into_iter().flatten();
    let nested = nested.flat_map(|(_, values)| values.as_array().into_iter().flatten());
    for inner in nested.filter(|value| value.get("schema").is_some()) {
        found.extend(entities(inner)?);
    }
    Ok(found)
}

/// Puts together again what belongs together, in the order of the subjects.
pub(crate) fn group(entities: Vec<(Position, Entity)>) -> Vec<Record> {
    let mut satellites = Satellites::default();
    entities.iter().for_each(|(_, entity)| satellites.survey(entity.clone()));
    let mut attached = satellites.attach();
    let is_main = |entity: &Entity, elsewhere: &HashSet<String>| !elsewhere.contains(entity.id());
    entities
        .into_iter()
        .filter(|(_, entity)| is_main(entity, &attached.elsewhere))
        .map(|(position, entity)| {
            let related = attached.to.remove(entity.id()).unwrap_or_default();
            Record { position, entity, related }
        })
        .collect()
}

/// What hangs on others, gathered in the first reading.
#[derive(Default)]
struct Satellites {
    subjects: HashSet<String>,
    /// The subjects that point to a place or thing, by its id.
    pointers: HashMap<String, String>,
    entities: Vec<Entity>,
}

/// What hangs on others, by the one it hangs on.
#[derive(Default)]
struct Attached {
    to: HashMap<String, Vec<Entity>>,
    elsewhere: HashSet<String>,
}

impl Satellites {
    fn survey(&mut self, entity: Entity) {
        if is_subject(entity.schema()) {
            self.subjects.insert(entity.id().to_owned());
            for (_, id) in entity.references() {
                let owner = || entity.id().to_owned();
                self.pointers.entry(id.to_owned()).or_insert_with(owner);
            }
        } else {
            self.entities.push(entity);
        }
    }

    fn attach(mut self) -> Attached {
        let mut attached = Attached::default();
        for entity in std::mem::take(&mut self.entities) {
            let pointed = self.pointers.get(entity.id()).map(String::as_str);
            let Some(owner) = self.owner(&entity).or(pointed).map(str::to_owned) else { continue };
            attached.elsewhere.insert(entity.id().to_owned());
            attached.to.entry(owner).or_default().push(entity);
        }
        attached
    }

    /// The subject an entity hangs on: of an edge its source, else the first it refers to.
    fn owner<'a>(&'a self, entity: &'a Entity) -> Option<&'a str> {
        let known = |id: &&str| self.subjects.contains(*id);
        let edge = entity.schema().edge();
        let source = edge.and_then(|(source, _)| entity.texts(source).find(known));
        source.or_else(|| entity.references().map(|(_, id)| id).find(known))
    }
}

/// Whether an entity of a schema stands for itself: somebody or something that can be looked for.
fn is_subject(schema: Schema) -> bool {
    schema.is_matchable() && schema.name() != "Address"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &'static str) -> (Vec<Record>, Vec<Held>) {
        let source = Source::embedded("x.ftm.json", text.as_bytes());
        let (mut records, mut held) = (Vec::new(), Vec::new());
        read(&source, &ReadOptions::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(one) => held.push(one),
            Item::Deleted { .. } => {}
        })
        .unwrap();
        (records, held)
    }

    #[test]
    fn what_refers_to_a_subject_hangs_on_it_in_any_order() {
        let (records, held) = read_text(concat!(
            r#"{"id":"s","schema":"Sanction","properties":{"entity":["p"],"authority":["T"]}}"#,
            "\n",
            r#"{"id":"p","schema":"Person","properties":{"name":["Adam"],"addressEntity":["a"]}}"#,
            "\n",
            r#"{"id":"a","schema":"Address","properties":{"full":["1 Road"]}}"#,
            "\n",
            r#"{"id":"o","schema":"Sanction","properties":{"entity":["elsewhere"]}}"#,
            "\n{broken\n",
            r#"{"id":"u","schema":"Unicorn","properties":{}}"#,
        ));
        let ids: Vec<&str> = records.iter().map(|r| r.entity.id()).collect();
        assert_eq!(ids, ["p", "o"]);
        let related: Vec<&str> = records[0].related.iter().map(Entity::id).collect();
        assert_eq!(related, ["s", "a"]);
        assert_eq!(held.iter().map(|h| h.position.line).collect::<Vec<_>>(), [5, 6]);
        assert_eq!(held[1].reference.as_deref(), Some("u"));
    }

    #[test]
    fn nested_entities_are_taken_out() {
        let (records, _) = read_text(concat!(
            r#"{"id":"p","schema":"Person","properties":{"name":["Adam"],"addressEntity":"#,
            r#"[{"id":"a","schema":"Address","properties":{"full":["1 Road"]}}]}}"#,
        ));
        assert_eq!(records[0].entity.first("addressEntity"), Some("a"));
        assert_eq!(records[0].related[0].first("full"), Some("1 Road"));
    }
}
