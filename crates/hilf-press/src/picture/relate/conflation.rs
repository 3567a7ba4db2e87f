//! One report that merges two figures: a number that another report divides, or that belongs to
//! another count while a second report of the same event gives another.

use std::collections::{BTreeMap, HashMap};

use super::number::range;
use super::scope::{Units, units};
use super::{At, Verdict};
use crate::claim::ClaimKind;
use crate::picture::RelationKind;

/// Days between two events of one series whose figures can be mistaken for each other.
const NEAR_DAYS: i32 = 60;

/// Figures that merge two others; with each whether it is the sum of the two of one sentence.
pub(super) fn relations(all: &[At<'_>]) -> Vec<(usize, usize, Verdict, bool)> {
    let sums = sums(all).into_iter().map(|(i, j, verdict)| (i, j, verdict, true));
    let borrowed = borrowed(all).into_iter().map(|(i, j, verdict)| (i, j, verdict, false));
    sums.chain(borrowed).collect()
}

/// `84 دولة` in one report where another tells `79 دولة و5 منظمات` of the same event.
fn sums(all: &[At<'_>]) -> Vec<(usize, usize, Verdict)> {
    let mut events: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (i, at) in all.iter().enumerate().filter(|(_, at)| is_exact(at)) {
        if let Some(cluster) = at.cluster {
            events.entry((cluster, &at.claim.measures)).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for claims in events.values() {
        let mut sentences: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for i in claims {
            let key = (all[*i].document, all[*i].claim.sentence_span.bytes[0]);
            sentences.entry(key).or_default().push(*i);
        }
        for pair in sentences.values().filter(|pair| pair.len() == 2) {
            let (a, b) = (all[pair[0]], all[pair[1]]);
            if units(a, b) != Units::Other {
                continue;
            }
            let (Some(x), Some(y)) = (a.claim.value, b.claim.value) else { continue };
            let merged = claims.iter().find(|i| {
                let other = all[**i];
                other.document != a.document
                    && other.claim.value == Some(x + y)
                    && (other.claim.unit == a.claim.unit || other.claim.unit == b.claim.unit)
            });
            out.extend(merged.map(|i| (*i, pair[0], merged_sum(all[*i], a, b))));
        }
    }
    out
}

fn merged_sum(whole: At<'_>, a: At<'_>, b: At<'_>) -> Verdict {
    let unit = |at: At<'_>| at.claim.unit.clone().unwrap_or_default();
    let value = |at: At<'_>| at.claim.value.unwrap_or_default();
    let (sum, x, y) = (value(whole), value(a), value(b));
    let (own, first, second) = (unit(whole), unit(a), unit(b));
    (
        RelationKind::Conflation,
        format!(
            "{sum} \"{own}\" is {x} \"{first}\" and {y} \"{second}\" taken together: one report merges two figures"
        ),
        format!("{sum} «{own}» هو مجموع {x} «{first}» و{y} «{second}»: تقرير يدمج رقمين"),
    )
}

/// A count of those present that a second report of the event denies and that is the count of members,
/// or of those present at another meeting of the series, told of the same weeks.
fn borrowed(all: &[At<'_>]) -> Vec<(usize, usize, Verdict)> {
    let mut by_value: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut by_event: HashMap<usize, Vec<usize>> = HashMap::new();
    for (i, at) in all.iter().enumerate().filter(|(_, at)| is_exact(at)) {
        let counts = matches!(at.claim.kind, ClaimKind::Attendance | ClaimKind::Membership);
        if let Some(value) = at.claim.value.filter(|_| counts) {
            by_value.entry(value.to_bits()).or_default().push(i);
        }
    }
    for (i, at) in all.iter().enumerate() {
        let counts = at.claim.kind == ClaimKind::Attendance && at.claim.value.is_some();
        if let Some(cluster) = at.cluster.filter(|_| counts) {
            by_event.entry(cluster).or_default().push(i);
        }
    }
    let mut out = Vec::new();
    for (i, at) in all.iter().enumerate() {
        let own = is_exact(at) && at.claim.kind == ClaimKind::Attendance;
        let (Some(cluster), true) = (at.cluster, own) else { continue };
        let denied = by_event[&cluster].iter().find(|other| {
            let other = all[**other];
            let (p, q) = (range(*at), range(other));
            other.document != at.document
                && units(*at, other) == Units::Same
                && other.claim.planned == at.claim.planned
                && (p.1 < q.0 || q.1 < p.0)
        });
        let Some(denied) = denied else { continue };
        let value = at.claim.value.map_or(0, f64::to_bits);
        let lender = by_value.get(&value).into_iter().flatten().find(|other| {
            let other = all[**other];
            other.cluster != at.cluster && units(*at, other) != Units::Other && near(*at, other)
        });
        out.extend(lender.map(|j| (i, *j, borrowed_from(*at, all[*j], all[*denied]))));
    }
    out
}

fn near(a: At<'_>, b: At<'_>) -> bool {
    if b.claim.kind == ClaimKind::Membership {
        return true;
    }
    let day =
        |at: At<'_>| -> Option<jiff::civil::Date> { at.event?.earliest.as_ref()?.parse().ok() };
    let series = |at: At<'_>| at.event.and_then(|event| event.series.clone());
    let close = day(a)
        .zip(day(b))
        .and_then(|(a, b)| a.until(b).ok())
        .is_some_and(|span| span.get_days().abs() <= NEAR_DAYS);
    close && series(a).is_some() && series(a) == series(b)
}

fn borrowed_from(at: At<'_>, lender: At<'_>, denied: At<'_>) -> Verdict {
    let value = at.claim.value.unwrap_or_default();
    let other = super::number::said(denied);
    let (en, ar) = match lender.claim.kind {
        ClaimKind::Membership => ("the number of members", "عدد الأعضاء"),
        _ => ("the number present at another meeting", "عدد الحاضرين في اجتماع آخر"),
    };
    (
        RelationKind::Conflation,
        format!(
            "{value} is also {en}, while another report of this event gives {other}: one report may merge two figures"
        ),
        format!(
            "{value} هو أيضا {ar}، ويذكر تقرير آخر عن الحدث نفسه {other}: قد يكون أحد التقارير دمج رقمين"
        ),
    )
}

fn is_exact(at: &At<'_>) -> bool {
    let claim = at.claim;
    claim.participant.is_none()
        && claim.value.is_some()
        && claim.value_to.is_none()
        && claim.comparators.is_empty()
        && !claim.indefinite
}
