//! Invented reports whose day of publication is known, set side by side.

#![allow(clippy::unwrap_used)]

use hilf_press::{Interval, Known, Picture, Relation, RelationKind, picture};

/// The picture of reports, each with the day it was published.
pub(crate) fn published(reports: &[(&str, &str)]) -> Picture {
    let given: Vec<(Known, &str)> = reports
        .iter()
        .map(|(day, text)| {
            let published = Some(Interval::day(day.parse().unwrap()));
            (Known { published, ..Known::default() }, *text)
        })
        .collect();
    picture(&given)
}

/// Relations of numbers between reports, without those told by one report only.
#[allow(
    dead_code,
    reason = "each test takes this module in whole; not all set relations side by side"
)]
pub(crate) fn relations(picture: &Picture) -> Vec<&Relation> {
    let shown = |relation: &&Relation| relation.relation != RelationKind::SingleSource;
    picture.claim_relations.iter().filter(shown).collect()
}
