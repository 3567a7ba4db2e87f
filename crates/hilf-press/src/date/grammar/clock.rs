//! Times of day, which are no dates and no quantities.

use super::{exact, is_word, mark, whole_number};
use crate::number::{numeral_at, ordinal_at};
use crate::token::{Kind, Token};

/// Tokens of a time of day: `الساعة 3 صباحا`, `12:30`. No date, but no quantity either.
pub(crate) fn time_of_day_at(tokens: &[Token], at: usize) -> Option<usize> {
    let halves = [
        "صباحا",
        "مساء",
        "ظهرا",
        "عصرا",
        "فجرا",
        "ليلا",
        "الصبح",
        "العصر",
        "الفجر",
        "gmt",
        "am",
        "pm",
    ];
    let clock = |at: usize| {
        whole_number(tokens.get(at)).filter(|hour| (0..=24).contains(hour))?;
        let minutes = mark(tokens.get(at + 1), &[":"])
            && tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Number && t.form.len() == 2);
        Some(if minutes { 3 } else { 1 })
    };
    if is_word(tokens.get(at), &["الساعه"]) {
        let len = clock(at + 1)
            .or_else(|| numeral_at(tokens, at + 1).map(|n| n.len))
            .or_else(|| ordinal_at(tokens, at + 1).map(|o| o.len))?;
        let half = exact(tokens.get(at + 1 + len), &halves);
        return Some(1 + len + usize::from(half));
    }
    let len = clock(at)?;
    let half = exact(tokens.get(at + len), &halves);
    (len == 3 || half).then_some(len + usize::from(half))
}
