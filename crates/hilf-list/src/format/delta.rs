//! The OpenSanctions delta feed: `{"op":"ADD"|"MOD"|"DEL","entity":{…}}`, one a line.
//!
//! `MOD` carries the whole new entity, `DEL` its id alone. Every entity is handed on by itself:
//! what it hangs on may be in the version the delta is against.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::fields::only_member;
use super::ftm::{entities, for_each, held, info, record};
use crate::{Item, ListError, ListInfo, ReadOptions, Source};

/// Reads the feed.
pub(super) fn read(
    source: &Source,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let mut datasets = HashSet::new();
    for_each(member, &mut |line, json| {
        let id = json.as_ref().ok().and_then(id_of).map(str::to_owned);
        match json.and_then(|json| change(&json)) {
            Ok(Change::Removed(id)) => sink(Item::Deleted { id }),
            Ok(Change::Given(found)) => {
                for entity in found {
                    datasets.extend(entity.datasets.iter().cloned());
                    sink(record(member, line, entity, Vec::new()));
                }
            }
            Err(reason) => sink(held(member, line, id, reason)),
        }
    })?;
    Ok(info(options, datasets))
}

enum Change {
    Removed(String),
    Given(Vec<hilf_entity::Entity>),
}

fn id_of(json: &Json) -> Option<&str> {
    json.get("entity")?.get("id")?.as_str()
}

fn change(json: &Json) -> Result<Change, String> {
    let entity = json.get("entity").ok_or("the line has no `entity`")?;
    match json.get("op").and_then(Json::as_str) {
        Some("DEL") => match id_of(json) {
            Some(id) => Ok(Change::Removed(id.to_owned())),
            None => Err("the deleted entity has no `id`".into()),
        },
        Some("ADD" | "MOD") => entities(entity).map(Change::Given),
        other => Err(format!("`op` is `{}` and not ADD, MOD or DEL", other.unwrap_or("absent"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_handed_on_in_order_and_unknown_ones_are_held() {
        let text = concat!(
            r#"{"op":"ADD","entity":{"id":"a","schema":"Person","properties":{"name":["A"]}}}"#,
            "\n",
            r#"{"op":"DEL","entity":{"id":"b"}}"#,
            "\n",
            r#"{"op":"PUT","entity":{"id":"c","schema":"Person"}}"#,
        );
        let source = Source::embedded("x.delta.json", text.as_bytes());
        let mut seen = Vec::new();
        read(&source, &ReadOptions::default(), &mut |item| {
            seen.push(match item {
                Item::Record(record) => record.entity.id().to_owned(),
                Item::Deleted { id } => format!("-{id}"),
                Item::Held(held) => format!("!{} {}", held.position.line, held.reason),
            });
        })
        .unwrap();
        assert_eq!(seen, ["a", "-b", "!3 `op` is `PUT` and not ADD, MOD or DEL"]);
    }
}
