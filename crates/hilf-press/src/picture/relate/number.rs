//! Numbers beside numbers.

use super::{At, Verdict};
use crate::claim::{ClaimKind, Comparator};
use crate::date::Interval;
use crate::model::Document;
use crate::picture::RelationKind;
use crate::register::{self, Check};

/// Two numbers of different reports that measure the same, if they can be set side by side.
pub(super) fn between(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    let (x, y) = (a.claim, b.claim);
    if x.kind != y.kind || x.value.is_none() || y.value.is_none() || x.participant.is_some() {
        return None;
    }
    match x.kind {
        ClaimKind::Attendance => attendance(a, b),
        ClaimKind::Membership => membership(a, b, documents),
        ClaimKind::Ordinal => ordinal(a, b),
        ClaimKind::Quantity => quantity(a, b),
        ClaimKind::First => None,
    }
}

fn attendance(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    if a.cluster.is_none() || b.cluster.is_none() {
        return None;
    }
    if a.claim.measures != b.claim.measures {
        return None;
    }
    if a.cluster != b.cluster {
        return Some(other_time(a, b));
    }
    compare(a, b)
}

fn ordinal(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let same = a.claim.measures == b.claim.measures && a.cluster.is_some();
    (same && a.cluster == b.cluster).then(|| compare(a, b)).flatten()
}

/// Other numbers are set side by side within one event only.
fn quantity(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let same = a.claim.measures == b.claim.measures && a.cluster.is_some();
    (same && a.cluster == b.cluster).then(|| compare(a, b)).flatten()
}

fn membership(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    let period = |at: At<'_>| {
        let published = &documents[at.document].published;
        let latest = published.latest.as_ref().or(published.earliest.as_ref())?;
        let earliest = published.earliest.as_ref().unwrap_or(latest);
        Some(Interval { earliest: earliest.parse().ok()?, latest: latest.parse().ok()? })
    };
    let (x, y) = (a.claim.value?, b.claim.value?);
    if x == y {
        return compare(a, b);
    }
    let held = |number: f64| match register::check(
        number as u32,
        Interval { earliest: jiff::civil::date(1900, 1, 1), latest: jiff::civil::date(2200, 1, 1) },
    ) {
        Check::Holds => first_day(number as u32),
        Check::HeldAt(from, _) => Some(from),
        Check::Never => None,
    };
    if let (Some(first), Some(second)) = (held(x), held(y)) {
        return Some((
            RelationKind::DifferTime,
            format!(
                "{x} was the public count from {first}, {y} from {second}: two dates, not a contradiction"
            ),
            format!(
                "كان العدد المعلن {x} ابتداء من {first} و{y} ابتداء من {second}: تاريخان مختلفان لا تناقض"
            ),
        ));
    }
    let apart = period(a).zip(period(b)).is_some_and(|(a, b)| !a.overlaps(b));
    if apart { Some(other_time(a, b)) } else { compare(a, b) }
}

fn first_day(number: u32) -> Option<jiff::civil::Date> {
    let never = Interval::day(jiff::civil::date(1900, 1, 1));
    match register::check(number, never) {
        Check::HeldAt(from, _) => Some(from),
        Check::Holds | Check::Never => None,
    }
}

fn other_time(a: At<'_>, b: At<'_>) -> Verdict {
    let day = |at: At<'_>| {
        at.event.and_then(|event| event.earliest.clone()).unwrap_or_else(|| "?".to_owned())
    };
    let (x, y) = (day(a), day(b));
    (
        RelationKind::DifferTime,
        format!("the numbers belong to different events or times ({x}, {y})"),
        format!("يخص الرقمان حدثين أو زمنين مختلفين ({x}، {y})"),
    )
}

fn said(at: At<'_>) -> String {
    let sign = match at.claim.comparator {
        Comparator::Eq => "",
        Comparator::Gt => "> ",
        Comparator::Ge => "≥ ",
        Comparator::Lt => "< ",
        Comparator::Le => "≤ ",
        Comparator::Approx => "≈ ",
        Comparator::Between => "",
    };
    let to = at.claim.value_to.map_or(String::new(), |to| format!("–{to}"));
    format!("{sign}{}{to}", at.claim.value.unwrap_or_default())
}

/// Two numbers of the same thing at the same time.
fn compare(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let (x, y) = (a.claim, b.claim);
    let (left, right) = (said(a), said(b));
    let units = (x.unit.as_deref().unwrap_or(""), y.unit.as_deref().unwrap_or(""));
    let joined = |unit: &str| unit.contains(" or ");
    if units.0 != units.1
        && !(joined(units.0) && units.0.starts_with(units.1))
        && !(joined(units.1) && units.1.starts_with(units.0))
    {
        return Some((
            RelationKind::UnitMismatch,
            format!(
                "{left} counts \"{}\", {right} counts \"{}\": different things",
                units.0, units.1
            ),
            format!("{left} يعد «{}» و{right} يعد «{}»: شيئان مختلفان", units.0, units.1),
        ));
    }
    let (p, q) = (range(a), range(b));
    if p == q && x.comparator == y.comparator {
        return Some((
            RelationKind::Agree,
            format!("both reports give {left}"),
            format!("يعطي التقريران الرقم نفسه {left}"),
        ));
    }
    if p.0 <= q.1 && q.0 <= p.1 {
        return Some((
            RelationKind::Refines,
            format!("{left} and {right} can both hold; the narrower one is more exact"),
            format!("يصح {left} و{right} معا، والأضيق أدق"),
        ));
    }
    if x.planned != y.planned {
        let (left, right) = if x.planned { (left, right) } else { (right, left) };
        return Some((
            RelationKind::SupersededPlan,
            format!(
                "one report announced {left}, the other reports {right}: a plan, not a contradiction"
            ),
            format!("رقم معلن قبل الحدث {left} وآخر بعده {right}: خطة لا تناقض"),
        ));
    }
    Some((
        RelationKind::Contradict,
        format!("{left} and {right} cannot both hold"),
        format!("لا يصح {left} و{right} معا"),
    ))
}

/// Share by which "about" may miss.
const ABOUT: f64 = 0.1;

/// The numbers a claim allows.
fn range(at: At<'_>) -> (f64, f64) {
    let value = at.claim.value.unwrap_or_default();
    let mut range = (value, at.claim.value_to.unwrap_or(value));
    for comparator in &at.claim.comparators {
        match comparator {
            Comparator::Gt | Comparator::Ge => range.1 = f64::INFINITY,
            Comparator::Lt | Comparator::Le => range.0 = 0.0,
            Comparator::Approx => range = (range.0 * (1.0 - ABOUT), range.1 * (1.0 + ABOUT)),
            Comparator::Eq | Comparator::Between => {}
        }
    }
    range
}

/// A part, its whole and the share in one sentence: `5226 هجوما، 48 في المئة منها`.
pub(super) fn arithmetic(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let (x, y) = (a.claim, b.claim);
    let counted = x.unit.as_deref() != Some("%") && x.unit == y.unit;
    let shares = ["%", "٪", "المئة", "المائة", "percent"];
    if !counted || !shares.iter().any(|mark| x.sentence.contains(mark)) {
        return None;
    }
    let share = sentence_share(&x.sentence, x.value?, y.value?)?;
    let (part, whole) =
        if x.value? < y.value? { (x.value?, y.value?) } else { (y.value?, x.value?) };
    let real = (part / whole * 1000.0).round() / 10.0;
    let holds = (real - share).abs() <= 1.0;
    let kind = if holds { RelationKind::ArithmeticOk } else { RelationKind::ArithmeticFailed };
    Some((
        kind,
        format!("{part} of {whole} is {real} %, the sentence says {share} %"),
        format!("{part} من {whole} تساوي {real} ٪، والجملة تقول {share} ٪"),
    ))
}

/// The percentage a sentence gives beside two other numbers.
fn sentence_share(sentence: &str, x: f64, y: f64) -> Option<f64> {
    let tokens = crate::token::tokens(sentence);
    let found = crate::quantity::quantities(&tokens, &[]);
    let share = found.iter().find(|q| q.measure.as_ref().is_some_and(|m| m.unit == "%"))?;
    (share.value != x && share.value != y && x > 0.0 && y > 0.0).then_some(share.value)
}
