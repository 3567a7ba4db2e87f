//! Dates that name a month, a year or a feast.

use super::relative::whole;
use super::{Read, exact, is_word, mark, whole_number, year_of};
use crate::date::Reading;
use crate::date::names::{self, Unit};
use crate::number::{numeral_at, ordinal_at};
use crate::token::{Kind, Token};

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
    // The two names stand beside each other with or without a mark between them.
    let open = usize::from(mark(tokens.get(at + used), &["/", "(", "-"]));
    if let Some(other) = names::months().at(tokens, at + used + open)
        && other.value.number == found.value.number
        && other.value.hijri == found.value.hijri
    {
        let close = open == 1 && mark(tokens.get(at + used + 1 + other.len), &[")"]);
        used += open + other.len + usize::from(close);
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

/// `2020-2022`: years that run.
pub(super) fn year_range(tokens: &[Token], at: usize) -> Option<Read> {
    let year = |at: usize| year_of(tokens.get(at)).filter(|year| (1900..=2100).contains(year));
    let (first, last) = (year(at)?, year(at + 2)?);
    let joined = mark(tokens.get(at + 1), &["-", "/"]) && !mark(tokens.get(at + 3), &["-", "/"]);
    let reading = Reading::Years { first, last, part: None };
    (joined && first < last && last - first < 60).then_some((3, reading))
}

/// `3 من الشهر الجاري`, `نوفمبر من العام الماضي`: a day or month of a month or year that is counted
/// from publication.
pub(super) fn of_period(tokens: &[Token], at: usize) -> Option<Read> {
    let said = usize::from(exact(tokens.get(at), &["يوم", "في"]));
    let (day_len, day) = day_number(tokens, at + said).unwrap_or((0, 0));
    let between = usize::from(day_len > 0 && exact(tokens.get(at + said + day_len), &["من"]));
    let here = at + said + day_len + between;
    let shifted = |at: usize, units: &[&str]| {
        let unit = exact(tokens.get(at), units);
        names::shifts()
            .at(tokens, at + 1)
            .filter(|_| unit)
            .map(|shift| (1 + shift.len, *shift.value))
    };
    if let Some((len, shift)) = shifted(here, &["الشهر", "شهر"])
        && day_len > 0
    {
        let reading = Reading::Of { unit: Unit::Month, shift, month: 0, first: day, last: day };
        return Some((here + len - at, reading));
    }
    let month = names::months().at(tokens, here).filter(|month| !month.value.hijri)?;
    let of = here + month.len;
    if !exact(tokens.get(of), &["من"]) || said + day_len > 0 && day_len == 0 {
        return None;
    }
    let (len, shift) = shifted(of + 1, &["العام", "السنه"])?;
    let reading = Reading::Of {
        unit: Unit::Year,
        shift,
        month: month.value.number,
        first: day.max(1),
        last: day,
    };
    Some((of + 1 + len - at, reading))
}

/// `3 ديسمبر 2014`, `الثالث من ديسمبر`, `3 و4 ديسمبر`, `من 3 إلى 5 ديسمبر`, `May 11, 2022`.
pub(super) fn days_of_month(tokens: &[Token], at: usize) -> Option<Read> {
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
    // "3 June of the current year": the nearest one, as without the word.
    let current = names::shifts().at(tokens, at + used).filter(|_| year.is_none());
    used += current.filter(|shift| *shift.value == 0).map_or(0, |shift| shift.len);
    Some((used, in_month(month, year.map(|(_, y, h)| (y, h)), Some((first, last)))?))
}

/// English puts the month first.
fn month_first(tokens: &[Token], at: usize) -> Option<Read> {
    let first = tokens.get(at)?.form.as_bytes().first()?;
    let found = names::months().at(tokens, at).filter(|_| first.is_ascii_alphabetic())?;
    // "Oct. 20"
    let short = usize::from(tokens[at].form.len() <= 4 && mark(tokens.get(at + found.len), &["."]));
    let (len, day) = day_number(tokens, at + found.len + short)?;
    let used = found.len + short + len;
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
pub(super) fn month(tokens: &[Token], at: usize) -> Option<Read> {
    // "last May": English puts the shift first.
    if let Some(shift) = names::shifts().at(tokens, at).filter(|_| tokens[at].form.is_ascii())
        && let Some(name) = names::months().at(tokens, at + shift.len).filter(|m| !m.value.hijri)
        && year_of(tokens.get(at + shift.len + name.len)).is_none()
        && tokens.get(at + shift.len + name.len).is_none_or(|next| next.kind != Kind::Number)
    {
        let month = name.value.number;
        let shift_by = Some(*shift.value);
        let reading = Reading::Month { year: None, month, part: None, shift: shift_by };
        return Some((shift.len + name.len, reading));
    }
    let part = names::parts().at(tokens, at);
    let before = part.as_ref().map_or(0, |found| found.len);
    let (len, name, said) = month_name(tokens, at + before)?;
    let mut used = before + len;
    let year = year_after(tokens, at + used);
    used += year.map_or(0, |(len, _, _)| len);
    let shift = names::shifts().at(tokens, at + used).filter(|_| year.is_none());
    used += shift.as_ref().map_or(0, |found| found.len);
    let preposition =
        at > 0 && is_word(tokens.get(at - 1), &["في", "منذ", "خلال", "حتي", "in", "since", "until"]);
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
pub(super) fn numeric(tokens: &[Token], at: usize) -> Option<Read> {
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
pub(super) fn years(tokens: &[Token], at: usize) -> Option<Read> {
    let part = names::parts().at(tokens, at);
    let before = part.as_ref().map_or(0, |found| found.len);
    let said =
        is_word(tokens.get(at + before), &["عام", "سنه", "العام", "السنه", "عامي", "سنتي", "year"]);
    let mut used = before + usize::from(said);
    let first = year_of(tokens.get(at + used)).filter(|year| (1800..=2199).contains(year))?;
    used += 1;
    let joined = exact(tokens.get(at + used), &["و", "الي", "حتي", "and", "to"])
        || mark(tokens.get(at + used), &["-"]);
    let second = year_of(tokens.get(at + used + 1)).filter(|year| joined && *year > first);
    if second.is_some() {
        used += 2;
    }
    let lead = at.checked_sub(1).and_then(|at| tokens.get(at));
    let led = exact(
        lead,
        &[
            "في",
            "منذ",
            "خلال",
            "حتي",
            "بحلول",
            "وفي",
            "ومنذ",
            "وخلال",
            "وبحلول",
            "لعام",
            "in",
            "since",
            "by",
            "during",
            "until",
        ],
    ) || (mark(lead, &["("]) && mark(tokens.get(at + used), &[")"]));
    let compared = at > 1
        && exact(lead, &["with", "to", "ب"])
        && is_word(tokens.get(at - 2), &["compared", "مقارنه", "بالمقارنه"]);
    let ranged = exact(lead, &["بين", "between", "من", "from"])
        && (second.is_some() || until_year(tokens, at + used));
    let led = led || compared || ranged;
    let counted = tokens
        .get(at + used)
        .is_some_and(|next| next.kind == Kind::Word && numeral_at(tokens, at + used).is_some());
    (said || before > 0 || (led && !counted)).then_some((
        used,
        Reading::Years { first, last: second.unwrap_or(first), part: part.map(|p| *p.value) },
    ))
}

/// Whether a later year ends the range: `و2022`, `ومتم سنة 2022`, `to the end of 2022`.
fn until_year(tokens: &[Token], at: usize) -> bool {
    let joined = exact(tokens.get(at), &["الي", "و", "حتي", "and", "to"])
        || tokens
            .get(at)
            .is_some_and(|t| t.form.starts_with('و') && t.stems.iter().any(|s| s.clitic.and));
    joined && (at + 1..at + 5).any(|i| year_of(tokens.get(i)).is_some())
}

/// `آخر اثنين من شهر آذار`, `اليوم الأخير من شهر عشرة سنة 2015`.
pub(super) fn last_of(tokens: &[Token], at: usize) -> Option<Read> {
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

pub(super) fn feast(tokens: &[Token], at: usize) -> Option<Read> {
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

pub(super) fn decade(tokens: &[Token], at: usize) -> Option<Read> {
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
