//! Numbers of one sentence that are to add up: a part, its whole and the share; parts and their sum;
//! a change in percent.

use std::collections::BTreeMap;

use super::scope::{Units, units};
use super::{At, Verdict};
use crate::picture::RelationKind;
use crate::quantity::quantities;
use crate::token::{Token, tokens};

/// Words that tell of a change.
const CHANGE: &[&str] = &[
    "ارتفع",
    "ارتفعت",
    "ارتفاع",
    "زاد",
    "زادت",
    "زياده",
    "ازداد",
    "ازدادت",
    "نما",
    "نمو",
    "انخفض",
    "انخفضت",
    "انخفاض",
    "تراجع",
    "تراجعت",
    "هبط",
    "هبطت",
    "تقلص",
    "rose",
    "fell",
    "increased",
    "decreased",
    "up",
    "down",
];
/// Words behind which parts of a number follow.
const AMONG: &[&str] = &["بينهم", "بينها", "منهم", "منها", "ضمنهم", "including"];

/// Relations within the sentences of each report.
pub(super) fn within_sentences(all: &[At<'_>]) -> Vec<(usize, usize, Verdict)> {
    let mut sentences: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (i, at) in all.iter().enumerate().filter(|(_, at)| at.claim.value.is_some()) {
        if at.claim.participant.is_none() {
            let key = (at.document, at.claim.sentence_span.bytes[0]);
            sentences.entry(key).or_default().push(i);
        }
    }
    let told = sentences.into_values().filter(|claims| claims.len() > 1);
    told.flat_map(|claims| sentence(all, &claims)).collect()
}

fn sentence(all: &[At<'_>], claims: &[usize]) -> Vec<(usize, usize, Verdict)> {
    let words = tokens(&all[claims[0]].claim.sentence);
    let counted: Vec<usize> =
        claims.iter().copied().filter(|i| all[*i].claim.unit.as_deref() != Some("%")).collect();
    let mut out = Vec::new();
    if let Some(share) = share_of(&words) {
        let changes = words.iter().any(|word| word.has_form(CHANGE));
        for (place, i) in counted.iter().enumerate() {
            for j in &counted[place + 1..] {
                let found = if changes {
                    change(all[*i], all[*j], share)
                } else {
                    part_of_whole(all[*i], all[*j], share)
                };
                out.extend(found.map(|verdict| (*i, *j, verdict)));
            }
        }
    }
    out.extend(sum(all, &counted, &words));
    out
}

/// The only percentage of a sentence.
fn share_of(words: &[Token]) -> Option<f64> {
    let found = quantities(words, &[]);
    let mut shares = found.iter().filter(|q| q.measure.as_ref().is_some_and(|m| m.unit == "%"));
    let share = shares.next()?.value;
    shares.next().is_none().then_some(share)
}

fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 10.0
}

/// Percentage points by which a rounded share may miss.
const ROUNDED: f64 = 1.0;

/// `5226 هجوما، 2508 منها في إفريقيا، أي 48 في المئة`.
fn part_of_whole(a: At<'_>, b: At<'_>, share: f64) -> Option<Verdict> {
    let (x, y) = (a.claim.value?, b.claim.value?);
    if a.claim.unit != b.claim.unit || x <= 0.0 || y <= 0.0 {
        return None;
    }
    let (part, whole) = if x < y { (x, y) } else { (y, x) };
    let real = rounded(part / whole);
    let holds = (real - share).abs() <= ROUNDED;
    let kind = if holds { RelationKind::ArithmeticOk } else { RelationKind::ArithmeticFailed };
    Some((
        kind,
        format!("{part} of {whole} is {real} %, the sentence says {share} %"),
        format!("{part} من {whole} تساوي {real} ٪، والجملة تقول {share} ٪"),
    ))
}

/// `ارتفع من 100 هجوم إلى 150، بزيادة 50 في المئة`.
fn change(a: At<'_>, b: At<'_>, share: f64) -> Option<Verdict> {
    let (x, y) = (a.claim.value?, b.claim.value?);
    let bounded = !a.claim.comparators.is_empty() || !b.claim.comparators.is_empty();
    if a.claim.unit != b.claim.unit || x <= 0.0 || y <= 0.0 || bounded {
        return None;
    }
    let matters = |real: f64| (real.abs() - share).abs() <= ROUNDED;
    let (from, to) = if matters(rounded(y / x - 1.0)) || !matters(rounded(x / y - 1.0)) {
        (x, y)
    } else {
        (y, x)
    };
    let real = rounded(to / from - 1.0);
    let kind =
        if matters(real) { RelationKind::ArithmeticOk } else { RelationKind::ArithmeticFailed };
    Some((
        kind,
        format!("from {from} to {to} is a change of {real} %, the sentence says {share} %"),
        format!("من {from} إلى {to} تغير قدره {real} ٪، والجملة تقول {share} ٪"),
    ))
}

/// `20 قتيلا: 12 مدنيا و8 جنود`, `20 قتيلا بينهم 12 مدنيا و9 جنود`.
fn sum(all: &[At<'_>], counted: &[usize], words: &[Token]) -> Option<(usize, usize, Verdict)> {
    let (whole, parts) = counted.split_first()?;
    let exact =
        |i: &usize| all[*i].claim.comparators.is_empty() && all[*i].claim.value_to.is_none();
    let of_whole = |i: &&usize| {
        let (part, whole) = (all[**i], all[*whole]);
        part.claim.rule == "part-of-number-before" || units(part, whole) == Units::Part
    };
    let parts: Vec<usize> = parts.iter().take_while(of_whole).copied().collect();
    if parts.len() < 2 || !exact(whole) || !parts.iter().all(exact) {
        return None;
    }
    let among = words.iter().any(|word| word.has_form(AMONG));
    let listed = words.iter().any(|word| word.is(":"));
    if !(among || listed) {
        return None;
    }
    let total = all[*whole].claim.value?;
    let sum: f64 = parts.iter().filter_map(|i| all[*i].claim.value).sum();
    let kind = match sum == total {
        true => RelationKind::ArithmeticOk,
        // "Among them" may leave some out.
        false if among && sum < total => return None,
        false => RelationKind::ArithmeticFailed,
    };
    let verdict = (
        kind,
        format!("the parts add up to {sum}, the sentence gives {total}"),
        format!("مجموع الأجزاء {sum}، والجملة تذكر {total}"),
    );
    Some((*whole, parts[0], verdict))
}
