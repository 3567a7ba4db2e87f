//! Finding dates among tokens.

use super::names::{self, Unit};
use super::{Mention, Reading};
use crate::number::{numeral_at, ordinal_at};
use crate::token::{Kind, Token};

/// Every date of a text, in order, none inside another.
pub(crate) fn dates(tokens: &[Token]) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match mention(tokens, at) {
            Some(found) => {
                at = found.tokens.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

/// A reading and the tokens it takes up.
type Read = (usize, Reading);

fn mention(tokens: &[Token], at: usize) -> Option<Mention> {
    if !matches!(tokens[at].kind, Kind::Word | Kind::Number) {
        return None;
    }
    let found = |len: usize, reading: Reading, weekday: Option<i8>| {
        Some(Mention { tokens: at..at + len, reading, weekday })
    };
    if let Some(feast) = feast(tokens, at) {
        return found(feast.0, feast.1, None);
    }
    if let Some((len, reading)) = last_of(tokens, at) {
        return found(len, reading, None);
    }
    if let Some((len, reading, weekday)) = with_weekday(tokens, at) {
        return found(len, reading, Some(weekday));
    }
    if let Some((len, reading, weekday)) = relative_day(tokens, at) {
        return found(len, reading, weekday);
    }
    let (len, reading) = numeric(tokens, at)
        .or_else(|| days_of_month(tokens, at))
        .or_else(|| month(tokens, at))
        .or_else(|| years(tokens, at))
        .or_else(|| offset(tokens, at))
        .or_else(|| whole(tokens, at))
        .or_else(|| decade(tokens, at))?;
    found(len, reading, None)
}

fn is_word(token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|token| token.has_form(words))
}

fn exact(token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|token| token.kind == Kind::Word && words.contains(&token.form.as_str()))
}

fn mark(token: Option<&Token>, marks: &[&str]) -> bool {
    token.is_some_and(|token| token.kind == Kind::Mark && marks.contains(&token.form.as_str()))
}

fn whole_number(token: Option<&Token>) -> Option<i64> {
    let token = token.filter(|token| token.kind == Kind::Number)?;
    token.form.parse().ok()
}

fn year_of(token: Option<&Token>) -> Option<i16> {
    let token = token.filter(|token| token.kind == Kind::Number && token.form.len() == 4)?;
    token.form.parse().ok().filter(|year| (1300..=2199).contains(year))
}

/// A year after a date: `2022`, `عام 2022`, `من عام 2022`, `، 2022`, `سنة 2022 م`.
fn year_after(tokens: &[Token], at: usize) -> Option<(usize, i16, bool)> {
    let mut used = 0;
    if mark(tokens.get(at), &[","]) {
        used += 1;
    }
    if exact(tokens.get(at + used), &["من", "of"]) {
        used += 1;
    }
    if exact(tokens.get(at + used), &["عام", "سنه", "العام", "السنه", "لعام", "لسنه"])
    {
        used += 1;
    }
    let bracket = mark(tokens.get(at + used), &["("]) && mark(tokens.get(at + used + 2), &[")"]);
    let year = year_of(tokens.get(at + used + usize::from(bracket)))?;
    used += 1 + 2 * usize::from(bracket);
    let hijri = exact(tokens.get(at + used), &["ه", "هجري", "هجريه", "للهجره"]);
    let marked = hijri || exact(tokens.get(at + used), &["م", "ميلادي", "ميلاديه"]);
    Some((used + usize::from(marked), year, hijri || year < 1700))
}

/// A month with its other name and the word شهر: `آب/أغسطس`, `شهر آذار (مارس)`, `شهر عشرة`.
fn month_name(tokens: &[Token], at: usize) -> Option<(usize, names::Month, bool)> {
    let said = usize::from(is_word(tokens.get(at), &["شهر"]));
    let here = at + said;
    let Some(found) = names::months().at(tokens, here) else {
        let numeral = numeral_at(tokens, here).filter(|_| said == 1)?;
        let number = (1..=12).find(|n| f64::from(*n) == numeral.value)?;
        let month = names::Month { number, hijri: false, doubtful: false };
        return Some((said + numeral.len, month, true));
    };
    let mut used = said + found.len;
    let open = mark(tokens.get(at + used), &["/", "(", "-"]);
    if open
        && let Some(other) = names::months().at(tokens, at + used + 1)
        && other.value.number == found.value.number
    {
        let close = mark(tokens.get(at + used + 1 + other.len), &[")"]);
        used += 1 + other.len + usize::from(close);
    }
    Some((used, *found.value, said == 1))
}

fn day_number(tokens: &[Token], at: usize) -> Option<(usize, i8)> {
    if let Some(day) = whole_number(tokens.get(at)) {
        let form = &tokens[at].form;
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && form.len() <= 2)?;
        return Some((1, day));
    }
    let ordinal = ordinal_at(tokens, at).filter(|o| (1..=31).contains(&o.value))?;
    Some((ordinal.len, i8::try_from(ordinal.value).ok()?))
}

/// `3 ديسمبر 2014`, `الثالث من ديسمبر`, `3 و4 ديسمبر`, `من 3 إلى 5 ديسمبر`, `May 11, 2022`.
fn days_of_month(tokens: &[Token], at: usize) -> Option<Read> {
    if let Some(read) = month_first(tokens, at) {
        return Some(read);
    }
    let ranged = ["من", "بين", "يومي", "ايام", "from"];
    let from = usize::from(exact(tokens.get(at), &ranged));
    let (len, first) = day_number(tokens, at + from)?;
    let mut used = from + len;
    let mut last = first;
    let joined = mark(tokens.get(at + used), &["-", "/"])
        || exact(tokens.get(at + used), &["و", "الي", "حتي", "to", "and"]);
    if joined
        && let Some((len, day)) = day_number(tokens, at + used + 1)
        && day > first
    {
        last = day;
        used += 1 + len;
    } else if from == 1 {
        return days_of_month(tokens, at + 1)
            .map(|(len, reading)| (len + 1, reading))
            .filter(|_| exact(tokens.get(at), &["يومي"]));
    }
    if exact(tokens.get(at + used), &["من", "of"]) {
        used += 1;
    }
    let (len, month, _) = month_name(tokens, at + used)?;
    if tokens[at + from].kind == Kind::Word && from + 1 == used && month.doubtful {
        return None;
    }
    used += len;
    let year = year_after(tokens, at + used);
    used += year.map_or(0, |(len, _, _)| len);
    Some((used, in_month(month, year.map(|(_, y, h)| (y, h)), Some((first, last)))?))
}

/// English puts the month first.
fn month_first(tokens: &[Token], at: usize) -> Option<Read> {
    let first = tokens.get(at)?.form.as_bytes().first()?;
    let found = names::months().at(tokens, at).filter(|_| first.is_ascii_alphabetic())?;
    let (len, day) = day_number(tokens, at + found.len)?;
    let used = found.len + len;
    let year = year_after(tokens, at + used);
    let used = used + year.map_or(0, |(len, _, _)| len);
    Some((used, in_month(*found.value, year.map(|(_, y, h)| (y, h)), Some((day, day)))?))
}

fn in_month(
    month: names::Month,
    year: Option<(i16, bool)>,
    days: Option<(i8, i8)>,
) -> Option<Reading> {
    if month.hijri {
        let (own, other) = match year {
            Some((year, true)) => (Some(year), None),
            Some((year, false)) => (None, Some(year)),
            None => (None, None),
        };
        return Some(Reading::Hijri {
            year: own,
            gregorian: other,
            month: month.number,
            day: days.map(|(first, _)| first),
        });
    }
    let year = year.map(|(year, _)| year);
    let long = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    match days {
        Some((first, last)) => (last <= long[month.number as usize - 1]).then_some(Reading::Days {
            year,
            month: month.number,
            first,
            last,
        }),
        None => Some(Reading::Month { year, month: month.number, part: None, shift: None }),
    }
}

/// `يناير 2022`, `مطلع شهر مايو`, `يونيو الماضي`, `شهر آذار`.
fn month(tokens: &[Token], at: usize) -> Option<Read> {
    let part = names::parts().at(tokens, at);
    let before = part.as_ref().map_or(0, |found| found.len);
    let (len, name, said) = month_name(tokens, at + before)?;
    let mut used = before + len;
    let year = year_after(tokens, at + used);
    used += year.map_or(0, |(len, _, _)| len);
    let shift = names::shifts().at(tokens, at + used).filter(|_| year.is_none());
    used += shift.as_ref().map_or(0, |found| found.len);
    let preposition =
        at > 0 && exact(tokens.get(at - 1), &["في", "منذ", "خلال", "حتي", "in", "since", "until"]);
    let sure =
        year.is_some() || shift.is_some() || said || before > 0 || (preposition && !name.doubtful);
    if !sure || (name.doubtful && year.is_none() && shift.is_none() && !said) {
        return None;
    }
    let reading = match in_month(name, year.map(|(_, y, h)| (y, h)), None)? {
        Reading::Month { year, month, .. } => Reading::Month {
            year,
            month,
            part: part.map(|p| *p.value),
            shift: shift.map(|s| *s.value),
        },
        other => other,
    };
    Some((used, reading))
}

/// `2022/5/11`, `11-05-2022`, `11.05.2022`.
fn numeric(tokens: &[Token], at: usize) -> Option<Read> {
    let dotted: Vec<&str> = tokens.get(at)?.form.split('.').collect();
    if tokens[at].kind == Kind::Number && dotted.len() == 3 {
        return Some((1, from_parts(dotted[0], dotted[1], dotted[2])?));
    }
    let [a, first, b, second, c, ..] = tokens.get(at..)? else { return None };
    let numbers = [a, b, c].iter().all(|token| token.kind == Kind::Number);
    let same = first.form == second.form && (first.is("/") || first.is("-"));
    (numbers && same)
        .then(|| from_parts(&a.form, &b.form, &c.form))
        .flatten()
        .map(|reading| (5, reading))
}

fn from_parts(a: &str, b: &str, c: &str) -> Option<Reading> {
    let number = |s: &str| s.parse::<i16>().ok();
    let (year, month, day) = match (a.len(), c.len()) {
        (4, 1..=2) => (number(a)?, number(b)?, number(c)?),
        (1..=2, 4) => (number(c)?, number(b)?, number(a)?),
        _ => return None,
    };
    // A first number above twelve in the month's place can only be the American order.
    let (month, day) = if month > 12 && day <= 12 { (day, month) } else { (month, day) };
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let fits =
        (1900..=2199).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some(Reading::Days { year: Some(year), month, first: day, last: day })
}

/// `عام 2014`, `في 2014`, `بين عامي 2014 و2017`, `نهاية عام 2021`, `(2014)`.
fn years(tokens: &[Token], at: usize) -> Option<Read> {
    let part = names::parts().at(tokens, at);
    let before = part.as_ref().map_or(0, |found| found.len);
    let said =
        is_word(tokens.get(at + before), &["عام", "سنه", "العام", "السنه", "عامي", "سنتي", "year"]);
    let mut used = before + usize::from(said);
    let first = year_of(tokens.get(at + used)).filter(|year| (1800..=2199).contains(year))?;
    used += 1;
    let joined =
        exact(tokens.get(at + used), &["و", "الي", "حتي"]) || mark(tokens.get(at + used), &["-"]);
    let second = year_of(tokens.get(at + used + 1)).filter(|year| joined && *year > first);
    if second.is_some() {
        used += 2;
    }
    let lead = at.checked_sub(1).and_then(|at| tokens.get(at));
    let led =
        exact(lead, &["في", "منذ", "خلال", "حتي", "لعام", "in", "since", "by", "during", "until"])
            || (mark(lead, &["("]) && mark(tokens.get(at + used), &[")"]));
    let counted = tokens
        .get(at + used)
        .is_some_and(|next| next.kind == Kind::Word && numeral_at(tokens, at + used).is_some());
    (said || before > 0 || (led && !counted)).then_some((
        used,
        Reading::Years { first, last: second.unwrap_or(first), part: part.map(|p| *p.value) },
    ))
}

/// A weekday with what stands beside it: a day and month, a shift, a word for the day, or nothing.
fn with_weekday(tokens: &[Token], at: usize) -> Option<(usize, Reading, i8)> {
    let said =
        usize::from(is_word(tokens.get(at), &["يوم", "مساء", "صباح", "ليله", "on", "on the"]));
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
    let plain = said == 1 || !first.is_ascii() || exact(lead, &["on", "في"]);
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
        .or_else(|| days_of_month(tokens, at + used))
        .filter(|_| at + used < tokens.len())?;
    Some((used + len, reading))
}

/// `أمس`, `اليوم الأربعاء`, `أمس، الأربعاء`, `بعد غد`.
fn relative_day(tokens: &[Token], at: usize) -> Option<(usize, Reading, Option<i8>)> {
    let said = usize::from(exact(tokens.get(at), &["يوم"]));
    let behind = names::days().at(tokens, at + said).map(|found| (said, found));
    let (said, found) = behind.or_else(|| Some((0, names::days().at(tokens, at)?)))?;
    let mut used = said + found.len;
    let mut next = at + used;
    if mark(tokens.get(next), &[",", "("]) {
        next += 1;
    }
    let day = names::weekdays().at(tokens, next).filter(|day| !day.clitic.and);
    let weekday = day.as_ref().map(|day| *day.value);
    if let Some(day) = day {
        used = next + day.len - at;
        if let Some((len, reading)) = after_comma(tokens, at + used) {
            return Some((used + len, reading, weekday));
        }
    } else if let Some((len, reading)) = after_comma(tokens, at + used) {
        return Some((used + len, reading, None));
    }
    let before = at.checked_sub(1).and_then(|at| tokens.get(at));
    let general = ["اصبح", "اصبحت", "بات", "باتت", "حتي", "عالم", "يعيش", "تعيش"];
    if *found.value == 0 && weekday.is_none() && exact(before, &general) {
        return Some((used, Reading::Present, None));
    }
    Some((used, Reading::Offset { unit: Unit::Day, count: *found.value }, weekday))
}

/// `قبل يومين`, `منذ ثلاثة أشهر`, `بعد أسبوع`, `خلال الأسبوعين الماضيين`, `two days ago`.
fn offset(tokens: &[Token], at: usize) -> Option<Read> {
    let back = exact(tokens.get(at), &["قبل", "منذ", "من"]);
    let forward = exact(tokens.get(at), &["بعد"]);
    let sign = if back { -1 } else { 1 };
    if back || forward {
        let (len, unit, count) = counted(tokens, at + 1)?;
        if unit == Unit::Year && year_of(tokens.get(at + 1 + len)).is_some() {
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
        return (!definite).then_some((found.len, unit, count));
    }
    let numeral =
        numeral_at(tokens, at).filter(|n| n.value.fract() == 0.0 && n.value < 10_000.0)?;
    let found = names::units().at(tokens, at + numeral.len)?;
    Some((numeral.len + found.len, found.value.0, numeral.value as i64 * found.value.1))
}

/// `الأسبوع الماضي`, `هذا العام`, `نهاية الشهر الجاري`.
fn whole(tokens: &[Token], at: usize) -> Option<Read> {
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
    let shift = after.map(|shift| *shift.value).or_else(|| (this == 1 && definite).then_some(0))?;
    Some((used, Reading::Whole { unit, shift, part }))
}

/// `آخر اثنين من شهر آذار`, `اليوم الأخير من شهر عشرة سنة 2015`.
fn last_of(tokens: &[Token], at: usize) -> Option<Read> {
    let day_names: [&[&str]; 7] = [
        &["اثنين", "الاثنين"],
        &["ثلاثاء", "الثلاثاء"],
        &["اربعاء", "الاربعاء"],
        &["خميس", "الخميس"],
        &["جمعه", "الجمعه"],
        &["سبت", "السبت"],
        &["احد", "الاحد"],
    ];
    let last = |token: Option<&Token>| exact(token, &["اخر", "الاخير", "الاخيره", "last"]);
    let day = if last(tokens.get(at)) { at + 1 } else { at };
    let weekday =
        (1i8..).zip(day_names).find(|(_, names)| exact(tokens.get(day), names)).map(|(n, _)| n);
    if weekday.is_none() && !exact(tokens.get(day), &["يوم", "اليوم"]) {
        return None;
    }
    if !last(tokens.get(at)) && !last(tokens.get(at + 1)) {
        return None;
    }
    let mut used = 2;
    used += usize::from(exact(tokens.get(at + used), &["من", "في"]));
    if let Some((len, Reading::Whole { unit: Unit::Month, shift, .. })) = whole(tokens, at + used) {
        return Some((used + len, Reading::LastOf { weekday, year: None, month: None, shift }));
    }
    let (len, month, _) = month_name(tokens, at + used)?;
    used += len;
    if let Some((len, year, _)) = year_after(tokens, at + used) {
        return Some((
            used + len,
            Reading::LastOf { weekday, year: Some(year), month: Some(month.number), shift: 0 },
        ));
    }
    let shifted = whole(tokens, at + used);
    let (len, shift) = match shifted {
        Some((len, Reading::Whole { unit: Unit::Year, shift, .. })) => (len, shift),
        _ => (0, 0),
    };
    Some((used + len, Reading::LastOf { weekday, year: None, month: Some(month.number), shift }))
}

fn feast(tokens: &[Token], at: usize) -> Option<Read> {
    if exact(tokens.get(at), &["عيد"]) && exact(tokens.get(at + 1), &["الفصح"]) {
        let year = year_after(tokens, at + 2);
        let len = 2 + year.map_or(0, |(len, _, _)| len);
        return Some((len, Reading::Easter { year: year.map(|(_, year, _)| year) }));
    }
    let found = names::feasts().at(tokens, at)?;
    let (month, day, hijri) = *found.value;
    let year = year_after(tokens, at + found.len);
    let len = found.len + year.map_or(0, |(len, _, _)| len);
    let name = names::Month { number: month, hijri, doubtful: false };
    Some((len, in_month(name, year.map(|(_, y, h)| (y, h)), Some((day, day)))?))
}

fn decade(tokens: &[Token], at: usize) -> Option<Read> {
    const TENS: [(&str, i16); 7] = [
        ("ثلاثينيات", 1930),
        ("اربعينيات", 1940),
        ("خمسينيات", 1950),
        ("ستينيات", 1960),
        ("سبعينيات", 1970),
        ("ثمانينيات", 1980),
        ("تسعينيات", 1990),
    ];
    let token = tokens.get(at)?;
    let start = token.stems.iter().find_map(|stem| {
        let bare = stem.form.strip_prefix("ال").unwrap_or(&stem.form).replace("نات", "نيات");
        TENS.iter().find(|(name, _)| bare == *name).map(|(_, start)| *start)
    })?;
    let century = exact(tokens.get(at + 1), &["القرن"]);
    Some((1 + if century { 2 } else { 0 }, Reading::Decade { start }))
        .filter(|(len, _)| at + len <= tokens.len())
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn read(text: &str) -> Vec<(String, Reading, Option<i8>)> {
        let all = tokens(text);
        dates(&all)
            .into_iter()
            .map(|m| {
                let range = all[m.tokens.start].range.start..all[m.tokens.end - 1].range.end;
                (text[range].to_owned(), m.reading, m.weekday)
            })
            .collect()
    }

    #[test]
    fn whole_dates_in_their_many_orders() {
        let day = |first, last| Reading::Days { year: Some(2014), month: 12, first, last };
        for text in [
            "3 ديسمبر 2014",
            "٣ دجنبر 2014",
            "2014/12/3",
            "03-12-2014",
            "الثالث من كانون الأول 2014",
            "December 3, 2014",
            "3 كانون الأول/ديسمبر 2014",
        ] {
            assert_eq!(read(text), [(text.to_owned(), day(3, 3), None)], "{text}");
        }
        assert_eq!(read("يومي 3 و4 ديسمبر 2014")[0].1, day(3, 4));
        assert_eq!(read("من 3 إلى 5 ديسمبر 2014")[0].1, day(3, 5));
        assert_eq!(
            read("الأربعاء الموافق 3 ديسمبر 2014")[0],
            ("الأربعاء الموافق 3 ديسمبر 2014".to_owned(), day(3, 3), Some(3))
        );
    }

    #[test]
    fn partial_and_relative_dates() {
        let one = |text: &str| {
            read(text).into_iter().next().map(|(_, reading, weekday)| (reading, weekday))
        };
        let yesterday = Reading::Offset { unit: Unit::Day, count: -1 };
        assert_eq!(one("اجتمعوا أمس، الأربعاء، في"), Some((yesterday, Some(3))));
        assert_eq!(one("يوم الإثنين المقبل"), Some((Reading::Weekday { shift: 1 }, Some(1))));
        assert_eq!(
            one("الاثنين 15 ديسمبر"),
            Some((Reading::Days { year: None, month: 12, first: 15, last: 15 }, Some(1)))
        );
        assert_eq!(one("قبل يومين"), Some((Reading::Offset { unit: Unit::Day, count: -2 }, None)));
        assert_eq!(
            one("منذ ثلاثة أشهر"),
            Some((Reading::Offset { unit: Unit::Month, count: -3 }, None))
        );
        assert_eq!(
            one("عام 2014"),
            Some((Reading::Years { first: 2014, last: 2014, part: None }, None))
        );
        assert_eq!(
            one("العام الماضي"),
            Some((Reading::Whole { unit: Unit::Year, shift: -1, part: None }, None))
        );
        assert_eq!(one("أصبحت اليوم أكبر قوة"), Some((Reading::Present, None)));
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "مارس الرياضة",
            "القرار رقم 2254",
            "2022 شخصا",
            "مجموعة 5",
            "الأحد عشر لاعبا",
            "آب الرجل",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
