//! Every listed name, screened as it stands in the list, must find its own entity.

use hilf_entity::Entity;
use hilf_list::ListError;
use hilf_match::{NameKind, Records, Screener, Subject, names_of};
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
                let mut results = Vec::new();
                for (name, kind) in names_of(listed) {
                    let is_own = listed.texts(kind.property()).any(|text| text == name);
                    if kind == NameKind::Weak || !is_own {
                        continue;
                    }
                    let mut query = Entity::new("", listed.schema());
                    query.add("name", name.as_str());
                    let hits = screener.screen(search, &Subject::of(query))?;
                    let is_found = hits.iter().any(|h| h.record.entity.id() == listed.id());
                    results.push((name, listed.id().to_owned(), is_found));
                }
                Ok(results)
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
