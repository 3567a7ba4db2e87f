//! Every listed name, screened as it stands in the list, must find its own entity.

use hilf_entity::Entity;
use hilf_list::ListError;
use hilf_match::{NameKind, Records, Screener, Search, Subject, names_of};
use rayon::prelude::*;
use serde::Serialize;

use crate::report::Share;

/// How many listed names find their own entity.
#[derive(Debug, Clone, Serialize)]
pub struct NamesReport {
    /// Primary names, good aliases and former names.
    pub names: Share,
    /// Names that did not find their entity: name and id.
    pub missed: Vec<(String, String)>,
}

/// A name, its entity's id, and whether it found it.
type Found = (String, String, bool);

/// The names of an entity as its list writes them, but the weak ones.
pub(crate) fn good_names(listed: &Entity) -> Vec<(String, NameKind)> {
    let is_own =
        |name: &str, kind: NameKind| listed.texts(kind.property()).any(|text| text == name);
    let names = names_of(listed).into_iter();
    names.filter(|(name, kind)| *kind != NameKind::Weak && is_own(name, *kind)).collect()
}

/// Whether an entity is among the hits of a name.
pub(crate) fn finds(
    screener: &Screener<'_>,
    search: &mut Search,
    name: &str,
    wanted: &Entity,
) -> Result<bool, ListError> {
    let mut query = Entity::new("", wanted.schema());
    query.add("name", name);
    let hits = screener.screen(search, &Subject::of(query))?;
    Ok(hits.iter().any(|hit| hit.record.entity.id() == wanted.id()))
}

/// Screens every name but the weak ones of `count` records.
///
/// # Errors
/// When a record cannot be read.
pub fn evaluate_names(
    screener: &Screener<'_>,
    records: &dyn Records,
    count: u32,
) -> Result<NamesReport, ListError> {
    let found: Result<Vec<Vec<Found>>, ListError> = (0..count)
        .into_par_iter()
        .map_init(
            || screener.search(),
            |search, ordinal| {
                let record = records.record(ordinal)?;
                let listed = &record.entity;
                if !listed.schema().is_matchable() {
                    return Ok(Vec::new());
                }
                let results = good_names(listed).into_iter().map(|(name, _)| {
                    let is_found = finds(screener, search, &name, listed)?;
                    Ok((name, listed.id().to_owned(), is_found))
                });
                results.collect()
            },
        )
        .collect();
    let mut report = NamesReport { names: Share::default(), missed: Vec::new() };
    for (name, id, is_found) in found?.into_iter().flatten() {
        report.names.add(is_found);
        if !is_found {
            report.missed.push((name, id));
        }
    }
    Ok(report)
}
