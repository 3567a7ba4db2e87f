//! Numbers beside numbers.

use super::scope::{Places, Units, apart, limit_of_one, places, units};
use super::{At, Verdict, alone, wording};
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
    let one = a.shares_event(b) || wording::one_statement(a, b);
    match x.kind {
        ClaimKind::Membership => membership(a, b, documents),
        ClaimKind::First => None,
        ClaimKind::Quantity if one && both_shares(a, b) => share(a, b, documents),
        _ if one => compare(a, b, documents),
        ClaimKind::Attendance => Some(other_time(a, b)),
        _ => None,
    }
}

fn membership(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    let (x, y) = (a.claim.value?, b.claim.value?);
    if x == y {
        return compare(a, b, documents);
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
    let days = published(a, documents).zip(published(b, documents));
    match days {
        Some((a_days, b_days)) if !a_days.overlaps(b_days) => Some(other_time(a, b)),
        _ => compare(a, b, documents),
    }
}

fn published(at: At<'_>, documents: &[Document]) -> Option<Interval> {
    let published = &documents[at.document].published;
    let latest = published.latest.as_ref().or(published.earliest.as_ref())?;
    let earliest = published.earliest.as_ref().unwrap_or(latest);
    Some(Interval { earliest: earliest.parse().ok()?, latest: latest.parse().ok()? })
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
        let time = at.claim.time.as_ref().map(|time| time.earliest.clone());
        let event = at.event.and_then(|event| event.earliest.clone());
        event.or(time).unwrap_or_else(|| "?".to_owned())
    };
    let (x, y) = (day(a), day(b));
    (
        RelationKind::DifferTime,
        format!("the numbers belong to different events or times ({x}, {y})"),
        format!("يخص الرقمان حدثين أو زمنين مختلفين ({x}، {y})"),
    )
}

/// A number with its sign, as reasons write it.
pub(super) fn said(at: At<'_>) -> String {
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

fn both_shares(a: At<'_>, b: At<'_>) -> bool {
    let share = |at: At<'_>| at.claim.unit.as_deref() == Some("%");
    share(a) && share(b)
}

/// Two shares: of one whole they are compared, of two wholes they are not.
fn share(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    let named = |at: At<'_>| alone::names_whole(&at.claim.sentence);
    let (left, right) = (said(a), said(b));
    if named(a) == named(b) && one_whole(&a.claim.measures, &b.claim.measures) {
        return compare(a, b, documents);
    }
    if !named(a) || !named(b) {
        return Some((
            RelationKind::AmbiguousDenominator,
            format!("{left} % and {right} %: one of the shares does not say of what"),
            format!("{left} ٪ و{right} ٪: إحدى النسبتين لا تذكر الكل الذي تنسب إليه"),
        ));
    }
    let (x, y) = (&a.claim.measures, &b.claim.measures);
    Some((
        RelationKind::DifferScope,
        format!("{left} % of \"{x}\" and {right} % of \"{y}\": shares of different wholes"),
        format!("{left} ٪ من «{x}» و{right} ٪ من «{y}»: نسبتان من كلين مختلفين"),
    ))
}

/// Whether two wholes are one, told at different length: "of women", "of women in the north".
fn one_whole(a: &str, b: &str) -> bool {
    let (mut short, mut long) = (a.split_whitespace(), b.split_whitespace());
    if a.len() > b.len() {
        std::mem::swap(&mut short, &mut long);
    }
    short.zip(long).all(|(x, y)| x == y)
}

/// Two numbers of one event or statement.
fn compare(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    let (left, right) = (said(a), said(b));
    let names = (a.claim.unit.as_deref().unwrap_or(""), b.claim.unit.as_deref().unwrap_or(""));
    match units(a, b) {
        Units::Other if told_in_both(a, b, documents) => None,
        Units::Other => Some((
            RelationKind::UnitMismatch,
            format!(
                "{left} counts \"{}\", {right} counts \"{}\": different things",
                names.0, names.1
            ),
            format!("{left} يعد «{}» و{right} يعد «{}»: شيئان مختلفان", names.0, names.1),
        )),
        Units::Part => Some(part_and_whole(a, b)),
        Units::Whole => Some(part_and_whole(b, a)),
        Units::Same => Some(same_unit(a, b, documents)),
    }
}

/// Whether one of the sentences counts both: its own number is the one to compare.
fn told_in_both(a: At<'_>, b: At<'_>, documents: &[Document]) -> bool {
    let counts = |at: At<'_>, unit: &Option<String>| {
        documents[at.document].claims.iter().any(|claim| {
            claim.sentence_span == at.claim.sentence_span
                && claim.unit == *unit
                && claim.kind == at.claim.kind
        })
    };
    counts(a, &b.claim.unit) || counts(b, &a.claim.unit)
}

/// A number of some of what the other number counts.
fn part_and_whole(part: At<'_>, whole: At<'_>) -> Verdict {
    let (small, large) = (said(part), said(whole));
    if range(part).0 > range(whole).1 {
        return (
            RelationKind::Contradict,
            format!("{small} is a part of what {large} counts and larger: both cannot hold"),
            format!("{small} جزء مما يعده {large} وأكبر منه: لا يصحان معا"),
        );
    }
    let (few, many) =
        (part.claim.unit.as_deref().unwrap_or(""), whole.claim.unit.as_deref().unwrap_or(""));
    (
        RelationKind::DifferScope,
        format!("{small} counts only \"{few}\", {large} counts \"{many}\": a part and a whole"),
        format!("{small} يعد «{few}» فقط و{large} يعد «{many}»: جزء وكل"),
    )
}

fn same_unit(a: At<'_>, b: At<'_>, documents: &[Document]) -> Verdict {
    let (x, y) = (a.claim, b.claim);
    let (left, right) = (said(a), said(b));
    let (p, q) = (range(a), range(b));
    let scopes = (x.scope.as_ref(), y.scope.as_ref());
    let place = places(scopes.0, scopes.1);
    if place == Places::Apart {
        return other_place(a, b);
    }
    if apart(x.time.as_ref(), y.time.as_ref()) && !x.planned && !y.planned {
        return other_time(a, b);
    }
    if p == q && x.comparator == y.comparator && !a.shares_event(b) {
        return (
            RelationKind::Agree,
            format!(
                "both reports give {left} in nearly the same words; the words may still differ in what they tell"
            ),
            format!("يعطي التقريران الرقم نفسه {left} بألفاظ متقاربة، وقد تختلف الألفاظ فيما ترويه"),
        );
    }
    if p == q && x.comparator == y.comparator {
        return (
            RelationKind::Agree,
            format!("both reports give {left}"),
            format!("يعطي التقريران الرقم نفسه {left}"),
        );
    }
    if p.0 <= q.1 && q.0 <= p.1 {
        return (
            RelationKind::Refines,
            format!("{left} and {right} can both hold; the narrower one is more exact"),
            format!("يصح {left} و{right} معا، والأضيق أدق"),
        );
    }
    if (place == Places::Inside && p.0 <= q.1) || (place == Places::Around && q.0 <= p.1) {
        return other_place(a, b);
    }
    if x.planned != y.planned {
        let (left, right) = if x.planned { (left, right) } else { (right, left) };
        return (
            RelationKind::SupersededPlan,
            format!(
                "one report announced {left}, the other reports {right}: a plan, not a contradiction"
            ),
            format!("رقم معلن قبل الحدث {left} وآخر بعده {right}: خطة لا تناقض"),
        );
    }
    if let Some(verdict) = later_count(a, b, documents) {
        return verdict;
    }
    if let Some((en, ar)) = limit_of_one(&x.sentence, &y.sentence) {
        return (
            RelationKind::ApparentContradiction,
            format!("{left} and {right} differ; both hold if one of them is {en}"),
            format!("يختلف {left} و{right}، ويصحان معا إذا كان أحدهما {ar}"),
        );
    }
    (
        RelationKind::Contradict,
        format!("{left} and {right} cannot both hold"),
        format!("لا يصح {left} و{right} معا"),
    )
}

fn other_place(a: At<'_>, b: At<'_>) -> Verdict {
    fn name<'d>(at: At<'d>) -> &'d str {
        at.claim.scope.as_ref().map_or("?", |scope| &scope.name)
    }
    let (left, right) = (said(a), said(b));
    (
        RelationKind::DifferScope,
        format!("{left} is about {}, {right} about {}: different places", name(a), name(b)),
        format!("{left} يخص {} و{right} يخص {}: مكانان مختلفان", name(a), name(b)),
    )
}

/// Measures whose count rises in the hours and days after an event.
const RISING: &[&str] =
    &["killed", "wounded", "displaced", "arrested", "displaced person", "detainee"];

/// A toll counted later and higher is another count, not a contradiction.
fn later_count(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    if !RISING.contains(&a.claim.measures.as_str()) {
        return None;
    }
    let (first, second) = (published(a, documents)?, published(b, documents)?);
    let (early, late) = if first.latest < second.earliest {
        ((a, first), (b, second))
    } else if second.latest < first.earliest {
        ((b, second), (a, first))
    } else {
        return None;
    };
    let rises = late.0.claim.value? > early.0.claim.value?;
    let (old, new) = (said(early.0), said(late.0));
    let (then, now) = (early.1.latest, late.1.earliest);
    rises.then(|| {
        (
            RelationKind::DifferTime,
            format!("{old} was counted by {then}, {new} from {now} on: a toll that rose"),
            format!("حُصر {old} حتى {then} و{new} ابتداء من {now}: حصيلة ارتفعت"),
        )
    })
}

/// Share by which "about" may miss.
const ABOUT: f64 = 0.1;

/// Times its lower bound up to which a class of numbers reaches: dozens are no thousands.
const CLASS: f64 = 50.0;

/// The numbers a claim allows.
pub(super) fn range(at: At<'_>) -> (f64, f64) {
    let value = at.claim.value.unwrap_or_default();
    if at.claim.indefinite {
        return (value, value * CLASS);
    }
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
