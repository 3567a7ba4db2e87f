//! Queries against lists: recall by group, false alarms, calibration, the worst of both.

use std::collections::BTreeMap;

use hilf_entity::{Entity, FuzzyDate};
use hilf_list::ListError;
use hilf_match::{Hit, Index, Profile, Records, Screener, Search, Subject};
use rayon::prelude::*;
use serde::Serialize;

use crate::cases::ScreeningCase;
use crate::report::Share;

/// Kinds of negatives that imitate a listed name.
pub(crate) const NEAR: &[&str] = &["neg_same", "neg_recombined"];
/// Group of names inside free text, which is for the payment profile.
const CONTEXT: &str = "context";
/// Group of listed names with facts that contradict them.
const POLICY: &str = "policy";
/// Score down to which misses are looked for, to say by how much they missed.
const MISS_LEAST: f32 = 0.55;

/// What screening is measured against.
pub struct Bench<'a> {
    /// The index.
    pub index: &'a Index,
    /// The records behind it.
    pub records: &'a dyn Records,
    /// Profile for all but names inside text.
    pub profile: &'a Profile,
    /// Profile for names inside text.
    pub payment: &'a Profile,
    /// Whether date of birth and country of the cases are used.
    pub with_facts: bool,
}

/// The measures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ScreeningReport {
    /// Recall by group.
    pub groups: BTreeMap<String, Share>,
    /// Recall by kind of manipulation.
    pub kinds: BTreeMap<String, Share>,
    /// Alerts on names that imitate no listed one.
    pub false_alarms_far: Share,
    /// Alerts on near misses.
    pub false_alarms_near: Share,
    /// Alerts on negatives by kind.
    pub false_alarms: BTreeMap<String, Share>,
    /// Policy rows that score below the same name with a fitting date.
    pub policy: Share,
    /// Share of hits that are right, by score in steps of five hundredths; of lists that name the same
    /// person, the one that the case is of.
    pub calibration: BTreeMap<String, Share>,
    /// Share of queries whose best hit is right, by its score in steps of five hundredths.
    pub best_calibration: BTreeMap<String, Share>,
    /// Misses: kind, query, expected, its score (0 below 0.55).
    pub misses: Vec<(String, String, String, f32)>,
    /// False alarms: kind, query, id, listed name, score.
    pub alarms: Vec<(String, String, String, String, f32)>,
}

struct Outcome {
    is_found: bool,
    is_alert: bool,
    hits: Vec<(f32, bool)>,
    top: Option<(String, String, f32)>,
    missed_at: f32,
    /// Of a policy row: whether it scores below the same name with a fitting date.
    is_lower: Option<bool>,
}

/// Screens every case.
///
/// # Errors
/// When a record cannot be read.
pub fn evaluate_screening(
    bench: &Bench<'_>,
    cases: &[ScreeningCase],
) -> Result<ScreeningReport, ListError> {
    let outcomes: Result<Vec<Outcome>, ListError> = cases
        .par_iter()
        .map_init(|| Search::new(bench.index), |search, case| outcome(bench, search, case))
        .collect();
    let mut report = ScreeningReport::default();
    for (case, outcome) in cases.iter().zip(outcomes?) {
        add(&mut report, case, outcome);
    }
    report.misses.sort_by(|a, b| a.3.total_cmp(&b.3));
    report.alarms.sort_by(|a, b| b.4.total_cmp(&a.4));
    Ok(report)
}

fn outcome(
    bench: &Bench<'_>,
    search: &mut Search,
    case: &ScreeningCase,
) -> Result<Outcome, ListError> {
    let profile = if case.group == CONTEXT { bench.payment } else { bench.profile };
    let with_facts = bench.with_facts || case.group == POLICY;
    let own = if with_facts { case.birth_date } else { None };
    let country = case.country.filter(|_| with_facts);
    let hits = screen(bench, search, case, profile, (own, country))?;
    let is_right = |hit: &Hit| is_one_of(hit, &case.expected);
    let is_found = hits.iter().any(is_right);
    let missed_at = if is_found || case.expected.is_empty() {
        0.0
    } else {
        let lenient = Profile { threshold: MISS_LEAST, ..profile.clone() };
        let lower = screen(bench, search, case, &lenient, (own, country))?;
        lower.iter().find(|hit| is_right(hit)).map_or(0.0, |hit| hit.score)
    };
    let is_lower = match case.group == POLICY {
        true => Some(is_lower_than_fitting(bench, search, case, profile, &hits)?),
        false => None,
    };
    Ok(Outcome {
        is_found,
        is_alert: !hits.is_empty(),
        hits: of_one_list(&hits, is_right).map(|hit| (hit.score, is_right(hit))).collect(),
        top: hits.first().map(|hit| {
            (hit.record.entity.id().to_owned(), hit.explanation.listed.clone(), hit.score)
        }),
        missed_at,
        is_lower,
    })
}

fn screen(
    bench: &Bench<'_>,
    search: &mut Search,
    case: &ScreeningCase,
    profile: &Profile,
    (birth, country): (Option<FuzzyDate>, Option<&str>),
) -> Result<Vec<Hit>, ListError> {
    let mut entity = Entity::new("", case.schema);
    entity.add("name", case.query.as_str());
    if let Some(date) = birth.filter(|_| case.schema.property("birthDate").is_some()) {
        entity.add_date("birthDate", &date, "");
    }
    entity.add_all("country", country);
    Screener::new(bench.index, bench.records, profile).screen(search, &Subject::of(entity))
}

/// Compares with the same name and the listed date of the entity imitated.
fn is_lower_than_fitting(
    bench: &Bench<'_>,
    search: &mut Search,
    case: &ScreeningCase,
    profile: &Profile,
    hits: &[Hit],
) -> Result<bool, ListError> {
    let of_base = |hits: &[Hit]| {
        let base = std::slice::from_ref(&case.base);
        hits.iter().find(|hit| is_one_of(hit, base)).map(|h| (h.score, h.record.clone()))
    };
    let bare = screen(bench, search, case, profile, (None, None))?;
    let Some((bare_score, record)) = of_base(&bare) else { return Ok(true) };
    let listed = record.entity.dates("birthDate").first().copied();
    let fitting = match listed {
        Some(date) => screen(bench, search, case, profile, (Some(date), None))?,
        None => bare,
    };
    let best = of_base(&fitting).map_or(bare_score, |(score, _)| score);
    Ok(of_base(hits).is_none_or(|(score, _)| score < best))
}

fn is_one_of(hit: &Hit, references: &[String]) -> bool {
    is_id_of(hit.record.entity.id(), references)
}

/// Whether an id is one of these, with or without the name of its list before it.
pub(crate) fn is_id_of(id: &str, references: &[String]) -> bool {
    let bare = id.split_once('-').map_or(id, |(_, reference)| reference);
    references.iter().any(|reference| reference == id || reference == bare)
}

fn add(report: &mut ScreeningReport, case: &ScreeningCase, outcome: Outcome) {
    if let Some(is_lower) = outcome.is_lower {
        report.policy.add(is_lower);
        return;
    }
    for (score, is_right) in &outcome.hits {
        report.calibration.entry(step(*score)).or_default().add(*is_right);
    }
    if let Some((best, _)) = outcome.hits.first() {
        let is_right = outcome.hits.iter().any(|(score, right)| score == best && *right);
        report.best_calibration.entry(step(*best)).or_default().add(is_right);
    }
    if case.expected.is_empty() {
        let is_near = NEAR.iter().any(|kind| case.kind.starts_with(kind));
        let side =
            if is_near { &mut report.false_alarms_near } else { &mut report.false_alarms_far };
        side.add(outcome.is_alert);
        report.false_alarms.entry(case.kind.clone()).or_default().add(outcome.is_alert);
        if let Some((id, listed, score)) = outcome.top {
            report.alarms.push((case.kind.clone(), case.query.clone(), id, listed, score));
        }
        return;
    }
    report.groups.entry(group_of(case)).or_default().add(outcome.is_found);
    report.kinds.entry(format!("{}/{}", case.group, case.kind)).or_default().add(outcome.is_found);
    if !outcome.is_found {
        let expected = case.expected.join("|");
        let miss = (case.kind.clone(), case.query.clone(), expected, outcome.missed_at);
        report.misses.push(miss);
    }
}

/// The hits of the list that the right one stands in, or all where none is right: other lists may
/// name the same person, whose id the set does not know.
fn of_one_list(hits: &[Hit], is_right: impl Fn(&Hit) -> bool) -> impl Iterator<Item = &Hit> {
    let list = |hit: &Hit| hit.record.entity.id().split_once('-').map(|(list, _)| list.to_owned());
    let wanted = hits.iter().find(|hit| is_right(hit)).map(list);
    hits.iter().filter(move |hit| wanted.as_ref().is_none_or(|wanted| list(hit) == *wanted))
}

/// The step of a curve that a score falls in.
fn step(score: f32) -> String {
    format!("{:.2}", (score * 20.0).floor() / 20.0)
}

/// Weak names and two edits are reported apart from their groups.
pub(crate) fn group_of(case: &ScreeningCase) -> String {
    match case.kind.as_str() {
        "typo_two" | "typo_and_reorder" => "typo (two edits)".to_owned(),
        "exact_alias_low" | "exact_alias_aka" if case.group == "alias" => "alias (low)".to_owned(),
        _ => case.group.clone(),
    }
}

/// The group a case is fitted in: that of its recall, or of its false alarm.
pub fn screening_group(case: &ScreeningCase) -> String {
    if !case.expected.is_empty() {
        return group_of(case);
    }
    let is_near = NEAR.iter().any(|kind| case.kind.starts_with(kind));
    if is_near { "alarm near".to_owned() } else { "alarm far".to_owned() }
}
