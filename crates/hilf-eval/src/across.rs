//! Names in another script than Latin, searched among the Latin names of the same lists: whether a listed
//! person is found by the name in their own letters.

use std::collections::BTreeMap;
use std::sync::Arc;

use hilf_entity::Entity;
use hilf_list::{ListError, Position, Record};
use hilf_match::{Index, IndexBuilder, IndexError, Profile, Records, Screener};
use hilf_text::{Script, script_of};
use rayon::prelude::*;
use serde::Serialize;
use thiserror::Error;

use crate::names::{finds, good_names};
use crate::report::Share;

/// How many names find their entity by its Latin names alone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AcrossReport {
    /// By script, of people and of others, whose names are translated more often than spelt.
    pub scripts: BTreeMap<String, Share>,
    /// Names that did not: name, its entity's first Latin name, and id. Many are other names of the
    /// same person, which no sound can tell.
    pub missed: Vec<(String, String, String)>,
}

/// Why it cannot be measured.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AcrossError {
    /// A record cannot be read.
    #[error(transparent)]
    List(#[from] ListError),
    /// The Latin names cannot be indexed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Screens the names in other scripts of `count` records against their Latin names. Weak names are
/// left out on both sides.
///
/// # Errors
/// When a record cannot be read or the Latin names cannot be indexed.
pub fn evaluate_across(
    records: &dyn Records,
    count: u32,
    profile: &Profile,
) -> Result<AcrossReport, AcrossError> {
    let mut queries: Vec<(String, Script, u32)> = Vec::new();
    let mut latin: Vec<Record> = Vec::new();
    for ordinal in 0..count {
        let record = records.record(ordinal)?;
        let (own, others) = by_script(&record.entity);
        if own.caption().is_empty() || !own.schema().is_matchable() {
            continue;
        }
        let number = latin.len() as u32;
        queries.extend(others.into_iter().map(|(name, script)| (name, script, number)));
        latin.push(Record { position: Position::default(), entity: own, related: Vec::new() });
    }
    let numbered: Vec<(u32, Record)> = (0..).zip(latin).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(Arc::new(builder.finish()))?;
    let latin: Vec<Record> = numbered.into_iter().map(|(_, record)| record).collect();
    let screener = Screener::new(&index, &latin, profile);
    let found: Result<Vec<bool>, ListError> = queries
        .par_iter()
        .map_init(
            || screener.search(),
            |search, (name, _, number)| {
                finds(&screener, search, name, &latin[*number as usize].entity)
            },
        )
        .collect();
    let mut report = AcrossReport::default();
    for ((name, script, number), is_found) in queries.into_iter().zip(found?) {
        let entity = &latin[number as usize].entity;
        let whose = if entity.schema().name() == "Person" { "people" } else { "others" };
        report.scripts.entry(format!("{script:?}, {whose}")).or_default().add(is_found);
        if !is_found {
            report.missed.push((name, entity.caption().to_owned(), entity.id().to_owned()));
        }
    }
    Ok(report)
}

/// An entity with its Latin names alone, and its names in other scripts.
fn by_script(entity: &Entity) -> (Entity, Vec<(String, Script)>) {
    let mut latin = Entity::new(entity.id(), entity.schema());
    let mut others = Vec::new();
    for (name, kind) in good_names(entity) {
        match name.chars().find_map(script_of) {
            Some(Script::Latin) => latin.add(kind.property(), name.as_str()),
            Some(script) => others.push((name, script)),
            None => {}
        }
    }
    (latin, others)
}
