//! What two numbers are limited to: units, places, days, wholes.

use super::At;
use super::first::in_africa;
use crate::model::{PartOf, Period, Scope};

/// How two units stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    Same,
    /// The first counts some of what the second counts.
    Part,
    /// The second counts some of what the first counts.
    Whole,
    Other,
}

/// Units that count some of what another counts.
const PARTS: &[(&str, &[&str])] = &[
    (
        "person",
        &[
            "child",
            "civilian",
            "fighter",
            "soldier",
            "officer",
            "police officer",
            "student",
            "detainee",
            "displaced person",
            "hostage",
            "participant",
            "representative",
            "minister",
        ],
    ),
    (
        "killed",
        &["child", "civilian", "fighter", "soldier", "officer", "police officer", "student"],
    ),
    (
        "wounded",
        &["child", "civilian", "fighter", "soldier", "officer", "police officer", "student"],
    ),
    ("civilian", &["child"]),
    ("attack", &["strike"]),
    ("participant", &["representative", "minister"]),
];

pub(super) fn units(a: At<'_>, b: At<'_>) -> Units {
    let (x, y) = (a.claim.unit.as_deref().unwrap_or(""), b.claim.unit.as_deref().unwrap_or(""));
    let part = |part: &str, whole: &str| {
        let listed = PARTS.iter().any(|(unit, parts)| *unit == whole && parts.contains(&part));
        // "country or organisation" counts both together.
        listed || (whole.contains(" or ") && whole.split(" or ").any(|unit| unit == part))
    };
    // "12 persons were killed" and "12 dead" measure the same in another unit.
    let killed = x == "person" && a.claim.measures == y || y == "person" && b.claim.measures == x;
    if x == y || x.is_empty() || y.is_empty() || killed {
        Units::Same
    } else if part(x, y) {
        Units::Part
    } else if part(y, x) {
        Units::Whole
    } else {
        Units::Other
    }
}

/// How two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Places {
    /// The same, or at least one not named.
    Same,
    /// The first lies inside the second.
    Inside,
    /// The second lies inside the first.
    Around,
    Apart,
}

pub(super) fn places(a: Option<&Scope>, b: Option<&Scope>) -> Places {
    let (Some(a), Some(b)) = (a, b) else { return Places::Same };
    if a.id == b.id {
        Places::Same
    } else if inside(a, b) {
        Places::Inside
    } else if inside(b, a) {
        Places::Around
    } else {
        Places::Apart
    }
}

fn inside(inner: &Scope, outer: &Scope) -> bool {
    let part = inner.part.as_ref().is_some_and(|part| {
        // The north-east lies in the north.
        let narrower = |other: &PartOf| part.meets(other) && part.direction.len() > 5;
        part.of == outer.id || outer.part.as_ref().is_some_and(narrower)
    });
    let Some(country) = inner.country.as_deref().filter(|_| !part) else { return part };
    outer.id == format!("country:{country}") && inner.id != outer.id
        || outer.id == "region:africa" && in_africa(country)
}

/// Whether two stretches of days share none.
pub(super) fn apart(a: Option<&Period>, b: Option<&Period>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.latest < b.earliest || b.latest < a.earliest)
}

/// Words that limit a number without naming a place or day, in Arabic and English, with what they
/// limit it to.
const LIMITS: &[(&[&str], &str, &str)] = &[
    (
        &["المستوى الوزاري", "مستوى وزاري", "ministerial level"],
        "ministers only",
        "المستوى الوزاري فقط",
    ),
    (
        &["حصيلة أولية", "حصيلة اولية", "أولية", "مؤقتة", "preliminary", "provisional"],
        "a provisional count",
        "حصيلة أولية",
    ),
    (&["بينهم", "من ضمنهم", "among them"], "a part of a larger number", "جزءا من عدد أكبر"),
    (&["على الأقل", "at least"], "a lower bound", "حدا أدنى"),
];

/// A limit one of two sentences puts on its number and the other does not.
pub(super) fn limit_of_one(a: &str, b: &str) -> Option<(&'static str, &'static str)> {
    let holds = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let row = LIMITS.iter().find(|(words, ..)| holds(a, words) != holds(b, words))?;
    Some((row.1, row.2))
}
