//! Pairs of descriptions: the same or not.

use std::collections::BTreeMap;
use std::sync::Arc;

use hilf_list::{Position, Record};
use hilf_match::{Index, IndexBuilder, Profile, Screener, Subject};
use rayon::prelude::*;
use serde::Serialize;

use crate::cases::Pair;
use crate::report::Tally;

/// Score below which pairs are not told apart.
const LEAST: f32 = 0.3;

/// Precision and recall on pairs.
#[derive(Debug, Clone, Serialize)]
pub struct PairsReport {
    /// All pairs.
    pub all: Tally,
    /// By group.
    pub groups: BTreeMap<String, Tally>,
    /// By how certain the label is.
    pub qualities: BTreeMap<String, Tally>,
    /// What was judged wrongly, worst first: score, whether they are the same, and both names.
    pub wrong: Vec<(f32, bool, String, String)>,
}

/// Screens the one of each pair against a list that holds the other alone.
pub fn evaluate_pairs(pairs: &[Pair], profile: &Profile) -> PairsReport {
    let scores: Vec<f32> = pairs.par_iter().map(|pair| score(pair, profile)).collect();
    let mut report = PairsReport {
        all: Tally::default(),
        groups: BTreeMap::new(),
        qualities: BTreeMap::new(),
        wrong: Vec::new(),
    };
    for (pair, score) in pairs.iter().zip(scores) {
        let said = score >= profile.threshold;
        report.all.add(said, pair.is_match);
        report.groups.entry(pair.group.clone()).or_default().add(said, pair.is_match);
        if !pair.quality.is_empty() && pair.quality.len() < 10 {
            report.qualities.entry(pair.quality.clone()).or_default().add(said, pair.is_match);
        }
        if said != pair.is_match {
            let (query, listed) = (pair.query.caption(), pair.listed.caption());
            report.wrong.push((score, pair.is_match, query.to_owned(), listed.to_owned()));
        }
    }
    let distance = |(score, ..): &(f32, bool, String, String)| (score - profile.threshold).abs();
    report.wrong.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
    report
}

fn score(pair: &Pair, profile: &Profile) -> f32 {
    let record =
        Record { position: Position::default(), entity: pair.listed.clone(), related: Vec::new() };
    let mut builder = IndexBuilder::new();
    let numbered = [(0, record)];
    builder.add(&numbered);
    let Ok(index) = Index::open(Arc::new(builder.finish())) else { return 0.0 };
    let records = numbered.map(|(_, record)| record).to_vec();
    let subject = match pair.is_schema_known {
        true => Subject::of(pair.query.clone()),
        false => Subject::open(pair.query.clone()),
    };
    let best = |profile: &Profile| {
        let screener = Screener::new(&index, &records, profile);
        let hits = screener.screen(&mut screener.search(), &subject).unwrap_or_default();
        hits.first().map(|hit| hit.score)
    };
    // The threshold takes part in some rules, so it is lowered only to see how far a miss is off.
    let lenient = Profile { threshold: LEAST, ..profile.clone() };
    best(profile)
        .or_else(|| best(&lenient).map(|s| s.min(profile.threshold - 0.001)))
        .unwrap_or(0.0)
}
