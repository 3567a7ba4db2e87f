//! Dates that count from a day: weekdays, "yesterday", "two days ago", "last week".

use super::absolute::{days_of_month, numeric, of_period};
use super::{Read, exact, is_word, mark, year_of};
use crate::date::Reading;
use crate::date::names::{self, Unit};
use crate::number::numeral_at;
use crate::token::Token;

/// `يومي الثلاثاء والأربعاء المقبلين`.
pub(super) fn two_weekdays(tokens: &[Token], at: usize) -> Option<(usize, Reading, i8)> {
    let lead = usize::from(exact(tokens.get(at), &["يومي", "ايام", "ليلتي"]));
    let night = usize::from(lead == 0 && exact(tokens.get(at), &["ليل", "ليله"]));
    let first = names::weekdays().at(tokens, at + lead + night).filter(|_| lead + night > 0)?;
    let mut used = lead + night + first.len;
    let joined =
        usize::from(exact(tokens.get(at + used), &["و"]) || mark(tokens.get(at + used), &["-"]));
    let second = names::weekdays().at(tokens, at + used + joined)?;
    if !(second.clitic.and || joined == 1 || night == 1) {
        return None;
    }
    used += joined + second.len;
    let shift = names::shifts().at(tokens, at + used);
    used += shift.as_ref().map_or(0, |shift| shift.len);
    let shift = shift.map_or(0, |shift| *shift.value);
    Some((used, Reading::Weekdays { shift, last: *second.value }, *first.value))
}

/// A weekday with what stands beside it: a day and month, a shift, a word for the day, or nothing.
pub(super) fn with_weekday(tokens: &[Token], at: usize) -> Option<(usize, Reading, i8)> {
    let said =
        usize::from(is_word(tokens.get(at), &["يوم", "مساء", "صباح", "ليله", "on", "on the"]));
    if let Some(shift) = names::shifts().at(tokens, at).filter(|_| tokens[at].form.is_ascii())
        && let Some(day) = names::weekdays().at(tokens, at + shift.len)
    {
        let reading = Reading::Weekday { shift: *shift.value };
        return Some((shift.len + day.len, reading, *day.value));
    }
    let found = names::weekdays().at(tokens, at + said)?;
    let weekday = *found.value;
    // "الأحد عشر" is eleven, "الأربعاء" alone a day.
    if exact(tokens.get(at + said + found.len), &["عشر", "عشره"]) {
        return None;
    }
    let mut used = said + found.len;
    if let Some(shift) = names::shifts().at(tokens, at + used) {
        used += shift.len;
        let dated = after_comma(tokens, at + used);
        if let Some((len, reading)) = dated {
            return Some((used + len, reading, weekday));
        }
        return Some((used, Reading::Weekday { shift: *shift.value }, weekday));
    }
    if let Some((len, reading)) = after_comma(tokens, at + used) {
        return Some((used + len, reading, weekday));
    }
    let day_word =
        names::days().at(tokens, at + used).filter(|day| *day.value <= 1 && !day.clitic.and);
    if let Some(day) = day_word {
        used += day.len;
        return Some((used, Reading::Offset { unit: Unit::Day, count: *day.value }, weekday));
    }
    let first = tokens[at].form.as_bytes()[0];
    let lead = at.checked_sub(1).and_then(|at| tokens.get(at));
    // Without a preposition or "day" before it, السبت may be a name and الأحد "the one".
    // "Thursday's attack"
    let owns = mark(tokens.get(at + used), &["'"]) && exact(tokens.get(at + used + 1), &["s"]);
    let plain = said == 1 || !first.is_ascii() || owns || exact(lead, &["on", "في"]);
    plain.then_some((used, Reading::Weekday { shift: 0 }, weekday))
}

/// A day of a month after `،`, `الموافق` or a bracket.
fn after_comma(tokens: &[Token], at: usize) -> Option<Read> {
    let mut used = 0;
    while used < 2
        && (mark(tokens.get(at + used), &[",", "("])
            || exact(tokens.get(at + used), &["الموافق", "بتاريخ", "يوم", "الموافق ل"]))
    {
        used += 1;
    }
    let (len, reading) = numeric(tokens, at + used)
        .or_else(|| of_period(tokens, at + used))
        .or_else(|| days_of_month(tokens, at + used))
        .filter(|_| at + used < tokens.len())?;
    Some((used + len, reading))
}

/// A word for a day with what stands beside it.
pub(super) struct RelativeDay {
    pub(super) len: usize,
    pub(super) reading: Reading,
    pub(super) weekday: Option<i8>,
    /// Days from the day of publication.
    pub(super) from_today: i64,
}

/// `أمس`, `اليوم الأربعاء`, `أمس، الأربعاء`, `بعد غد`.
pub(super) fn relative_day(tokens: &[Token], at: usize) -> Option<RelativeDay> {
    let said = usize::from(exact(tokens.get(at), &["يوم"]));
    let behind = names::days().at(tokens, at + said).map(|found| (said, found));
    let (said, found) = behind.or_else(|| Some((0, names::days().at(tokens, at)?)))?;
    let from_today = *found.value;
    let mut used = said + found.len;
    let mut next = at + used;
    if mark(tokens.get(next), &[",", "(", "/"]) {
        next += 1;
    }
    let day = names::weekdays().at(tokens, next).filter(|day| !day.clitic.and);
    let weekday = day.as_ref().map(|day| *day.value);
    if let Some(day) = day {
        used = next + day.len - at;
        if let Some((len, reading)) = after_comma(tokens, at + used) {
            return Some(RelativeDay { len: used + len, reading, weekday, from_today });
        }
    } else if let Some((len, reading)) = after_comma(tokens, at + used) {
        return Some(RelativeDay { len: used + len, reading, weekday: None, from_today });
    }
    // "في اليوم نفسه": the day told before, not today.
    let same = exact(tokens.get(at + used), &["نفسه", "ذاته", "عينه"]);
    if *found.value == 0 && weekday.is_none() && same {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let general = ["اصبح", "اصبحت", "بات", "باتت", "حتي", "عالم", "يعيش", "تعيش"];
    if *found.value == 0 && weekday.is_none() && exact(before, &general) {
        return Some(RelativeDay {
            len: used,
            reading: Reading::Present,
            weekday: None,
            from_today,
        });
    }
    let reading = Reading::Offset { unit: Unit::Day, count: from_today };
    Some(RelativeDay { len: used, reading, weekday, from_today })
}

/// `قبل يومين`, `منذ ثلاثة أشهر`, `بعد أسبوع`, `خلال الأسبوعين الماضيين`, `two days ago`.
pub(super) fn offset(tokens: &[Token], at: usize) -> Option<Read> {
    let back = exact(tokens.get(at), &["قبل", "منذ", "من"]);
    let forward = exact(tokens.get(at), &["بعد"]);
    let sign = if back { -1 } else { 1 };
    if back || forward {
        // "قبل نحو خمسة أعوام"
        let about = usize::from(exact(tokens.get(at + 1), &["نحو", "حوالي", "قرابه", "زهاء"]));
        let (len, unit, count) = counted(tokens, at + 1 + about)?;
        let len = len + about;
        if unit == Unit::Year && year_of(tokens.get(at + 1 + len)).is_some() {
            return None;
        }
        let end = at + 1 + len;
        let of = exact(tokens.get(end), &["من", "علي"])
            && !exact(tokens.get(end + 1), &["الان", "اليوم"]);
        if of && !exact(tokens.get(at), &["من", "منذ"]) {
            // "This comes two days after a meeting" counts back to it; "two days after the attack" counts
            // from a day the words do not give.
            let comes = (at.saturating_sub(3)..at)
                .any(|i| is_word(tokens.get(i), &["ياتي", "تاتي", "جاء", "جاءت"]));
            return (forward && comes)
                .then_some((1 + len, Reading::Offset { unit, count: -count }));
        }
        let than = at > 0 && exact(tokens.get(at - 1), &["اقل", "اكثر", "ازيد"]);
        if than && exact(tokens.get(at), &["من"]) {
            return None;
        }
        // "من يوم" counts only for weeks and more: "from a day" is mostly no time at all.
        let bare_from = exact(tokens.get(at), &["من"]) && (len > 1 || unit == Unit::Day);
        return (!bare_from).then_some((1 + len, Reading::Offset { unit, count: sign * count }));
    }
    let (len, unit, count) = counted(tokens, at)?;
    exact(tokens.get(at + len), &["ago"])
        .then_some((len + 1, Reading::Offset { unit, count: -count }))
}

fn counted(tokens: &[Token], at: usize) -> Option<(usize, Unit, i64)> {
    if let Some(found) = names::units().at(tokens, at) {
        let (unit, count) = *found.value;
        let definite = tokens[at].form.starts_with("ال");
        // "بعد أيام" does not say how many.
        let many = exact(
            tokens.get(at),
            &[
                "ايام",
                "اسابيع",
                "اشهر",
                "شهور",
                "سنوات",
                "اعوام",
                "سنين",
                "عقود",
                "days",
                "weeks",
                "months",
                "years",
                "decades",
            ],
        );
        return (!definite && !many).then_some((found.len, unit, count));
    }
    let numeral =
        numeral_at(tokens, at).filter(|n| n.value.fract() == 0.0 && n.value < 10_000.0)?;
    let found = names::units().at(tokens, at + numeral.len)?;
    Some((numeral.len + found.len, found.value.0, numeral.value as i64 * found.value.1))
}

/// `الأسبوع الماضي`, `هذا العام`, `نهاية الشهر الجاري`.
pub(super) fn whole(tokens: &[Token], at: usize) -> Option<Read> {
    let part = names::parts().at(tokens, at);
    let before = part.as_ref().map_or(0, |found| found.len);
    let this = usize::from(is_word(tokens.get(at + before), &["هذا", "هذه"]));
    let english =
        names::shifts().at(tokens, at + before).filter(|_| tokens[at + before].form.is_ascii());
    let lead = this + english.as_ref().map_or(0, |shift| shift.len);
    let found = names::units().at(tokens, at + before + lead)?;
    let (unit, 1) = *found.value else { return None };
    let definite = tokens[at + before + lead].form.contains("ال");
    let mut used = before + lead + found.len;
    if unit == Unit::Day {
        return None;
    }
    let part = part.map(|part| *part.value);
    if let Some(shift) = english {
        return Some((used, Reading::Whole { unit, shift: *shift.value, part }));
    }
    let after = names::shifts().at(tokens, at + used).filter(|_| definite);
    used += after.as_ref().map_or(0, |shift| shift.len);
    // "The end of the year" is that of this one.
    let current =
        definite && (this == 1 || (part.is_some() && year_of(tokens.get(at + used)).is_none()));
    let shift = after.map(|shift| *shift.value).or_else(|| current.then_some(0))?;
    Some((used, Reading::Whole { unit, shift, part }))
}
