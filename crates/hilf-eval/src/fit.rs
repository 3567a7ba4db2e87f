//! Fitting the scale that names are weighed with to labelled queries and pairs.
//!
//! The alignments are made once; a trial weighs them anew with another scale. The loss asks of
//! every group of queries its wanted recall and of the negatives their rate of false alarms, and
//! counts a score near the threshold in part, so that nothing hangs on single rows.

use std::collections::BTreeMap;

use hilf_entity::Entity;
use hilf_list::{ListError, Position, Record};
use hilf_match::{Index, IndexBuilder, NameHit, NameKind, Profile, Records, Search, Subject};
use hilf_name::{Alignment, Scale, Slot, parse, weigh};
use rayon::prelude::*;

use crate::cases::{Pair, ScreeningCase};

/// Score down to which alignments are kept.
const KEPT: f32 = 0.5;
/// Alignments kept of one query.
const KEPT_MAX: usize = 24;
/// Width of the zone about the threshold in which a score counts in part.
const ZONE: f32 = 0.012;

/// What a group of queries is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Name of the group.
    pub group: &'static str,
    /// Wanted recall, or greatest share of false alarms.
    pub share: f32,
    /// Weight of falling short.
    pub weight: f32,
    /// Whether the share is one of false alarms.
    pub is_alarm: bool,
}

struct Seen {
    is_right: bool,
    is_weak: bool,
    is_exact: bool,
    alignment: Alignment,
    query: Vec<Slot>,
    listed: Vec<Slot>,
}

/// Labelled queries with their alignments.
pub struct Labelled {
    cases: Vec<(String, Vec<Seen>)>,
}

impl Labelled {
    /// Aligns every query with the listed names it may be.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn of_queries(
        index: &Index,
        records: &dyn Records,
        cases: &[ScreeningCase],
        group: impl Fn(&ScreeningCase) -> Option<String> + Sync,
    ) -> Result<Labelled, ListError> {
        let cases: Result<Vec<_>, ListError> = cases
            .par_iter()
            .filter_map(|case| Some((case, group(case)?)))
            .map_init(
                || Search::new(index),
                |search, (case, group)| {
                    let mut entity = Entity::new("", case.schema);
                    entity.add("name", case.query.as_str());
                    let hits = names(index, search, &Subject::of(entity), KEPT);
                    let mut seen = Vec::with_capacity(hits.len());
                    for hit in hits {
                        let Some((ordinal, schema)) = index.entity(hit.entity) else { continue };
                        if !case.schema.can_match(schema) {
                            continue;
                        }
                        let record = records.record(ordinal)?;
                        let is_right =
                            crate::screening::is_id_of(record.entity.id(), &case.expected);
                        seen.push(Seen::of(hit, is_right));
                    }
                    Ok((group, kept(seen)))
                },
            )
            .collect();
        Ok(Labelled { cases: cases? })
    }

    /// Aligns the two of every pair.
    pub fn of_pairs(pairs: &[Pair], label: &str) -> Labelled {
        let case = |pair: &Pair| {
            let listed = Record {
                position: Position::default(),
                entity: pair.listed.clone(),
                related: Vec::new(),
            };
            let mut builder = IndexBuilder::new();
            builder.add(&[(0, listed)]);
            let index = Index::open(std::sync::Arc::new(builder.finish())).ok()?;
            let subject = Subject::open(pair.query.clone());
            let hits = names(&index, &mut Search::new(&index), &subject, 0.3);
            let side = if pair.is_match { "same" } else { "other" };
            let seen = hits.into_iter().map(|hit| Seen::of(hit, pair.is_match)).collect();
            Some((format!("{label} {side}"), kept(seen)))
        };
        Labelled { cases: pairs.par_iter().filter_map(case).collect() }
    }

    /// All of both.
    pub fn and(mut self, other: Labelled) -> Labelled {
        self.cases.extend(other.cases);
        self
    }

    /// Share of each group that alerts, softly: of queries with what is right, of the others with
    /// anything.
    pub fn shares(&self, scale: &Scale, profile: &Profile) -> BTreeMap<String, f32> {
        let alerts: Vec<f32> =
            self.cases.par_iter().map(|(group, seen)| alert(group, seen, scale, profile)).collect();
        let mut sums: BTreeMap<&str, (f32, f32)> = BTreeMap::new();
        for ((group, _), alert) in self.cases.iter().zip(alerts) {
            let sum = sums.entry(group).or_default();
            *sum = (sum.0 + alert, sum.1 + 1.0);
        }
        sums.into_iter().map(|(group, (sum, count))| (group.to_owned(), sum / count)).collect()
    }
}

impl Seen {
    fn of(hit: NameHit, is_right: bool) -> Seen {
        Seen {
            is_right,
            is_weak: hit.kind == NameKind::Weak,
            is_exact: hit.exact,
            alignment: hit.alignment,
            query: hit.query,
            listed: hit.listed,
        }
    }
}

/// The right ones and the best of the others.
fn kept(mut seen: Vec<Seen>) -> Vec<Seen> {
    seen.sort_by(|a, b| {
        b.is_right.cmp(&a.is_right).then(b.alignment.score.total_cmp(&a.alignment.score))
    });
    seen.truncate(KEPT_MAX);
    seen
}

fn names(index: &Index, search: &mut Search, subject: &Subject, least: f32) -> Vec<NameHit> {
    subject.names().iter().flat_map(|text| search.names(index, &parse(text), least)).collect()
}

/// Whether a case alerts, softly.
fn alert(group: &str, seen: &[Seen], scale: &Scale, profile: &Profile) -> f32 {
    let negative = group.starts_with("alarm") || group.ends_with("other");
    let best = seen
        .iter()
        .filter(|seen| negative || seen.is_right)
        .map(|seen| score(seen, scale, profile))
        .fold(0.0, f32::max);
    1.0 / (1.0 + (-(best - profile.threshold + 0.0005) / ZONE).exp())
}

/// The score of a name alone, as screening gives it.
fn score(seen: &Seen, scale: &Scale, profile: &Profile) -> f32 {
    let alone = weigh(&seen.alignment, &seen.query, &seen.listed, scale, &mut |_, _| ());
    if seen.is_weak {
        let full = alone >= 0.9
            && seen.alignment.links.len() >= 2
            && seen.alignment.query_left.is_empty()
            && seen.alignment.listed_left.is_empty();
        return if full { alone } else { alone.min(profile.threshold - 0.02) };
    }
    if seen.is_exact { 1.0 } else { alone }
}

/// How far a scale falls short of what is wanted, and what it gives.
pub fn loss(
    labelled: &Labelled,
    wanted: &[Wanted],
    scale: &Scale,
    profile: &Profile,
) -> (f32, BTreeMap<String, f32>) {
    let shares = labelled.shares(scale, profile);
    let short = |want: &Wanted| {
        let share = shares.get(want.group).copied().unwrap_or(want.share);
        let by = if want.is_alarm { share - want.share } else { want.share - share };
        // What is reached already is worth a little more of.
        want.weight * if by > 0.0 { by } else { 0.08 * by }
    };
    let sum = wanted.iter().map(short).sum();
    (sum, shares)
}

/// Seeks a better scale: one number at a time by turns, in steps that shrink; then again from
/// where three numbers at a time were moved at random, the same way every time.
pub fn fit(
    labelled: &Labelled,
    wanted: &[Wanted],
    start: Scale,
    profile: &Profile,
    kicks: usize,
    tell: &mut dyn FnMut(usize, f32),
) -> Scale {
    let of = |scale: &Scale| loss(labelled, wanted, scale, profile).0;
    let mut best = descend(start, 0.25, &of);
    let mut least = of(&best);
    tell(0, least);
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for kick in 1..=kicks {
        let mut trial = best;
        let count = trial.fields().len();
        for _ in 0..3 {
            random = random.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            let place = (random >> 33) as usize % count;
            let factor = 0.6 + 1.2 * ((random >> 20) & 0xfff) as f32 / 4096.0;
            if let Some((_, value, (low, high))) = trial.fields().into_iter().nth(place) {
                *value = (*value * factor).clamp(low, high);
            }
        }
        let trial = descend(trial, 0.1, &of);
        let loss = of(&trial);
        if loss < least - 1e-5 {
            (least, best) = (loss, trial);
        }
        tell(kick, least);
    }
    best
}

/// Moves one number at a time as long as that helps.
fn descend(start: Scale, first_step: f32, of: &dyn Fn(&Scale) -> f32) -> Scale {
    let mut best = start;
    let mut least = of(&best);
    let mut step = first_step;
    while step >= 0.02 {
        let before = least;
        for number in 0..best.fields().len() {
            for direction in [1.0 + step, 1.0 / (1.0 + step)] {
                let mut trial = best;
                let fields = trial.fields();
                let Some((_, value, (low, high))) = fields.into_iter().nth(number) else {
                    continue;
                };
                let moved = (*value * direction).clamp(low, high);
                if moved == *value {
                    continue;
                }
                *value = moved;
                let loss = of(&trial);
                if loss < least - 1e-5 {
                    (least, best) = (loss, trial);
                    break;
                }
            }
        }
        if before - least < 0.003 {
            step *= 0.5;
        }
    }
    best
}
