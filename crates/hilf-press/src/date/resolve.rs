//! From what a date says to the days it means.

use jiff::civil::{Date, Weekday, date};
use jiff::{Span, ToSpan};

use icu_calendar::cal::Hijri;

use super::names::{Part, Unit};
use super::{Interval, Mention, Reading};

/// Whether the sentence of a date looks back or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    /// Reports what happened.
    Past,
    /// Announces what is planned.
    Future,
}

/// What comparing the weekday with the day gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeekdayCheck {
    /// The day is that weekday.
    Agrees,
    /// It is not.
    Disagrees,
    /// The year was missing; the weekday found it.
    GaveYear,
}

impl WeekdayCheck {
    /// The name used in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            WeekdayCheck::Agrees => "agrees",
            WeekdayCheck::Disagrees => "disagrees",
            WeekdayCheck::GaveYear => "gave_year",
        }
    }
}

/// The days a date means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// `None`: the text alone does not tell.
    pub(crate) days: Option<Interval>,
    /// Grain: day, week, month, year, decade, interval, present.
    pub(crate) precision: &'static str,
    /// Check of the weekday, where one is named.
    pub(crate) weekday: Option<WeekdayCheck>,
    /// Whether the day of publication was needed.
    pub(crate) anchored: bool,
}

/// What a date is read against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// When the report was published, as far as known.
    pub(crate) published: Option<Interval>,
    /// No report of this kind is older: what it names did not exist before.
    pub(crate) since: Option<Date>,
    /// Whether it is about the Coalition, whose meetings are known.
    pub(crate) meetings: bool,
}

/// Longest uncertainty about publication that a relative date may carry on, in days.
pub(crate) const MAX_SPREAD: i32 = 45;

/// Resolves a date. A relative one is read from both ends of the interval of publication; where
/// the two lie too far apart it stays unresolved.
pub(crate) fn resolve(mention: &Mention, tense: Tense, frame: Frame) -> Resolved {
    let precision = grain(mention.reading);
    let open = Resolved { days: None, precision, weekday: None, anchored: true };
    if let Some(days) = absolute(mention.reading) {
        return Resolved {
            days: Some(days),
            weekday: check(mention, days),
            anchored: false,
            ..open
        };
    }
    if let (Reading::Days { year: None, month, first, last }, Some(weekday)) =
        (mention.reading, mention.weekday)
    {
        let year = year_by_weekday(month, first, weekday, tense, frame);
        let days = year.and_then(|year| days_in(year, month, first, last));
        let weekday = days.map(|_| WeekdayCheck::GaveYear);
        return Resolved { days, weekday, anchored: false, ..open };
    }
    let Some(published) = frame.published else { return open };
    let at = |anchor: Date| relative(mention.reading, mention.weekday, anchor, tense);
    let (Some(early), Some(late)) = (at(published.earliest), at(published.latest)) else {
        return open;
    };
    let days = Interval {
        earliest: early.earliest.min(late.earliest),
        latest: early.latest.max(late.latest),
    };
    let own = length(early).max(length(late));
    if length(days) - own > MAX_SPREAD {
        return open;
    }
    let precision = if early == late { precision } else { "interval" };
    Resolved { days: Some(days), precision, weekday: check(mention, days), anchored: true }
}

fn length(days: Interval) -> i32 {
    days.earliest.until(days.latest).map_or(i32::MAX, |span| span.get_days())
}

fn grain(reading: Reading) -> &'static str {
    match reading {
        Reading::Days { first, last, .. } if first < last => "interval",
        Reading::Days { .. }
        | Reading::Weekday { .. }
        | Reading::LastOf { .. }
        | Reading::Easter { .. } => "day",
        Reading::Hijri { day: Some(_), .. } => "day",
        Reading::Of { last: 0, .. } => "month",
        Reading::Of { .. } => "day",
        Reading::Weekdays { .. } => "interval",
        Reading::Month { part: None, .. } | Reading::Hijri { .. } => "month",
        Reading::Years { first, last, part: None } if first == last => "year",
        Reading::Month { .. } | Reading::Years { .. } => "interval",
        Reading::Whole { part: Some(_), .. } => "interval",
        Reading::Offset { unit, .. } | Reading::Whole { unit, .. } => match unit {
            Unit::Day => "day",
            Unit::Week if matches!(reading, Reading::Offset { .. }) => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
            Unit::Decade => "decade",
        },
        Reading::Decade { .. } => "decade",
        Reading::Present => "present",
    }
}

fn check(mention: &Mention, days: Interval) -> Option<WeekdayCheck> {
    let wanted = mention.weekday?;
    if !days.is_day() {
        return None;
    }
    let agrees = days.earliest.weekday().to_monday_one_offset() == wanted;
    Some(if agrees { WeekdayCheck::Agrees } else { WeekdayCheck::Disagrees })
}

/// Readings that need no day of publication.
fn absolute(reading: Reading) -> Option<Interval> {
    match reading {
        Reading::Days { year: Some(year), month, first, last } => days_in(year, month, first, last),
        Reading::Month { year: Some(year), month, part, .. } => month_part(year, month, part),
        Reading::Years { first, last, part } => year_part(first, last, part),
        Reading::Hijri { year: Some(year), month, day, .. } => hijri(year, month, day),
        Reading::Hijri { gregorian: Some(year), month, day, .. } => hijri_in(year, month, day),
        Reading::LastOf { weekday, year: Some(year), month: Some(month), .. } => {
            last_of(year, month, weekday)
        }
        Reading::Easter { year: Some(year) } => easter(year),
        Reading::Decade { start } => year_part(start, start + 9, None),
        _ => None,
    }
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn days_in(year: i16, month: i8, first: i8, last: i8) -> Option<Interval> {
    Some(Interval { earliest: day(year, month, first)?, latest: day(year, month, last)? })
}

/// Thirds of a month: 1 to 10, 11 to 20, 21 to the end.
fn month_part(year: i16, month: i8, part: Option<Part>) -> Option<Interval> {
    let end = day(year, month, 1)?.last_of_month();
    let (from, to) = match part {
        None => (1, end.day()),
        Some(Part::Early) => (1, 10),
        Some(Part::Middle) => (11, 20),
        Some(Part::Late) => (21, end.day()),
        Some(Part::Half(1)) => (1, 15),
        Some(Part::Half(_)) => (16, end.day()),
        // A month has no quarters that anybody means by days.
        Some(Part::Quarter(_) | Part::Season(_)) => return None,
    };
    days_in(year, month, from, to)
}

/// Thirds of a year: four months each.
fn year_part(first: i16, last: i16, part: Option<Part>) -> Option<Interval> {
    let (from, to) = match part {
        None => (1, 12),
        Some(Part::Early) => (1, 4),
        Some(Part::Middle) => (5, 8),
        Some(Part::Late) => (9, 12),
        Some(Part::Half(half)) => (6 * half - 5, 6 * half),
        Some(Part::Quarter(quarter)) => (3 * quarter - 2, 3 * quarter),
        Some(Part::Season(first)) => (first, first + 2),
    };
    Some(Interval { earliest: day(first, from, 1)?, latest: day(last, to, 1)?.last_of_month() })
}

/// A date of the Islamic calendar, by the Umm al-Qura table; the moon seen may be a day off.
fn hijri(year: i16, month: i8, day: Option<i8>) -> Option<Interval> {
    let on = |year: i16, month: u8, day: u8| {
        let calendar = Hijri::new_umm_al_qura();
        let found =
            icu_calendar::Date::try_new_hijri_with_calendar(year.into(), month, day, calendar);
        let iso = found.ok()?.to_calendar(icu_calendar::Iso);
        Date::new(
            i16::try_from(iso.year().extended_year()).ok()?,
            i8::try_from(iso.month().ordinal).ok()?,
            i8::try_from(iso.day_of_month().0).ok()?,
        )
        .ok()
    };
    let month = u8::try_from(month).ok()?;
    match day {
        Some(day) => Some(Interval::day(on(year, month, u8::try_from(day).ok()?)?)),
        None => {
            let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let latest = on(next_year, next, 1)?.yesterday().ok()?;
            Some(Interval { earliest: on(year, month, 1)?, latest })
        }
    }
}

/// The first such date of the Islamic calendar that begins in a Gregorian year.
fn hijri_in(gregorian: i16, month: i8, day: Option<i8>) -> Option<Interval> {
    let near = i32::from(gregorian - 622) * 33 / 32;
    (near - 1..=near + 3).find_map(|year| {
        hijri(i16::try_from(year).ok()?, month, day)
            .filter(|days| days.earliest.year() == gregorian)
    })
}

fn last_of(year: i16, month: i8, weekday: Option<i8>) -> Option<Interval> {
    let mut last = day(year, month, 1)?.last_of_month();
    while weekday.is_some_and(|wanted| last.weekday().to_monday_one_offset() != wanted) {
        last = last.yesterday().ok()?;
    }
    Some(Interval::day(last))
}

/// Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
fn easter(year: i16) -> Option<Interval> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let on = (h + l - 7 * m + 33 * month + 19) % 32;
    Some(Interval::day(day(year, i8::try_from(month).ok()?, i8::try_from(on).ok()?)?))
}

/// The year in which a day of a month is a given weekday: the nearest to publication, or else
/// the first after what the report names came into being.
fn year_by_weekday(month: i8, on: i8, weekday: i8, tense: Tense, frame: Frame) -> Option<i16> {
    let fits = |year: i16| {
        day(year, month, on).filter(|day| day.weekday().to_monday_one_offset() == weekday)
    };
    if let Some(published) = frame.published {
        let middle = published.earliest;
        let around = middle.year() - 11..=middle.year() + 11;
        let far = |day: Date| {
            let days = middle.until(day).map_or(i32::MAX, |span| span.get_days());
            let against = match tense {
                Tense::Past => days > 0,
                Tense::Future => days < 0,
            };
            // A plan before, or a report after, its day costs as much as half a year.
            days.unsigned_abs() + if against { 180 } else { 0 }
        };
        return around.filter_map(fits).min_by_key(|day| far(*day)).map(|day| day.year());
    }
    // A meeting of the Coalition on that very day says which year is meant.
    let since = frame.since?;
    let meeting = frame.meetings.then(crate::register::meetings).into_iter().flatten();
    let held = meeting.map(|meeting| meeting.first).find(|held| {
        *held >= since
            && (held.month(), held.day()) == (month, on)
            && held.weekday().to_monday_one_offset() == weekday
    });
    if let Some(held) = held {
        return Some(held.year());
    }
    (since.year()..since.year() + 12)
        .filter_map(fits)
        .find(|day| *day >= since)
        .map(|day| day.year())
}

fn relative(reading: Reading, weekday: Option<i8>, anchor: Date, tense: Tense) -> Option<Interval> {
    match reading {
        Reading::Days { year: None, month, first, last } => {
            let year = year_near(anchor, tense, |year| day(year, month, first))?;
            days_in(year, month, first, last)
        }
        Reading::Month { year: None, month, part, shift } => {
            let tense = match shift {
                Some(-1) => Tense::Past,
                Some(1) => Tense::Future,
                _ => tense,
            };
            let year = year_near(anchor, tense, |year| day(year, month, 1))?;
            month_part(year, month, part)
        }
        Reading::Of { unit, shift, month, first, last } => {
            let at = anchor.checked_add(span_of(unit, shift)?).ok()?;
            let month = if month == 0 { at.month() } else { month };
            match last {
                0 => month_part(at.year(), month, None),
                last => days_in(at.year(), month, first, last),
            }
        }
        Reading::Weekdays { shift, last } => {
            let first = weekday_near(anchor, weekday?, shift, tense)?;
            Some(Interval { earliest: first, latest: weekday_near(first, last, 1, tense)? })
        }
        Reading::Weekday { shift } => {
            Some(Interval::day(weekday_near(anchor, weekday?, shift, tense)?))
        }
        Reading::Offset { unit, count } => {
            let at = anchor.checked_add(span_of(unit, count)?).ok()?;
            match unit {
                Unit::Day | Unit::Week => Some(Interval::day(at)),
                Unit::Month => month_part(at.year(), at.month(), None),
                Unit::Year => year_part(at.year(), at.year(), None),
                Unit::Decade => year_part(at.year(), anchor.year(), None),
            }
        }
        Reading::Whole { unit, shift, part } => whole(unit, shift, part, anchor),
        Reading::LastOf { weekday, year: None, month, shift } => {
            let at = match month {
                Some(month) if shift == 0 => {
                    let year = year_near(anchor, Tense::Future, |year| day(year, month, 28))?;
                    day(year, month, 1)?
                }
                Some(month) => day(anchor.year() + i16::try_from(shift).ok()?, month, 1)?,
                None => anchor.first_of_month().checked_add(shift.months()).ok()?,
            };
            last_of(at.year(), at.month(), weekday)
        }
        Reading::Hijri { year: None, gregorian: None, month, day } => {
            hijri_in(anchor.year(), month, day)
        }
        Reading::Easter { year: None } => easter(anchor.year()),
        _ => None,
    }
}

/// The year that puts a date next to the anchor in the direction of the tense.
fn year_near(anchor: Date, tense: Tense, on: impl Fn(i16) -> Option<Date>) -> Option<i16> {
    let year = anchor.year();
    let candidates = (year - 4..=year + 4).filter_map(on);
    match tense {
        Tense::Past => candidates.filter(|day| *day <= anchor).max(),
        Tense::Future => candidates.filter(|day| *day >= anchor).min(),
    }
    .map(|day| day.year())
}

fn weekday_near(anchor: Date, weekday: i8, shift: i64, tense: Tense) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday).ok()?;
    if shift == 0 && anchor.weekday() == wanted {
        return Some(anchor);
    }
    let back = shift < 0 || (shift == 0 && tense == Tense::Past);
    anchor.nth_weekday(if back { -1 } else { 1 }, wanted).ok()
}

fn span_of(unit: Unit, count: i64) -> Option<Span> {
    let span = Span::new();
    match unit {
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
        Unit::Decade => span.try_years(count.checked_mul(10)?),
    }
    .ok()
}

fn whole(unit: Unit, shift: i64, part: Option<Part>, anchor: Date) -> Option<Interval> {
    let at = anchor.checked_add(span_of(unit, shift)?).ok()?;
    match unit {
        Unit::Day => Some(Interval::day(at)),
        Unit::Week => {
            let monday =
                at.checked_sub((i64::from(at.weekday().to_monday_one_offset()) - 1).days()).ok()?;
            Some(Interval { earliest: monday, latest: monday.checked_add(6.days()).ok()? })
        }
        Unit::Month => month_part(at.year(), at.month(), part),
        Unit::Year => year_part(at.year(), at.year(), part),
        Unit::Decade => year_part(at.year() / 10 * 10, at.year() / 10 * 10 + 9, None),
    }
}

/// The day of a date read against one day of publication, for evaluation.
pub(crate) fn against(mention: &Mention, tense: Tense, published: Date) -> Option<Interval> {
    let frame = Frame {
        published: Some(Interval::day(published)),
        since: Some(date(2000, 1, 1)),
        meetings: false,
    };
    resolve(mention, tense, frame).days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;
    use crate::token::tokens;

    fn on(text: &str, tense: Tense, frame: Frame) -> (String, Option<WeekdayCheck>) {
        let found = resolve(&dates(&tokens(text))[0], tense, frame);
        let days =
            found.days.map_or("-".to_owned(), |days| format!("{}/{}", days.earliest, days.latest));
        (days, found.weekday)
    }

    fn published(day: Date) -> Frame {
        Frame { published: Some(Interval::day(day)), since: None, meetings: false }
    }

    #[test]
    fn the_weekday_finds_the_year() {
        let frame = Frame { published: None, since: Some(date(2014, 9, 10)), meetings: false };
        let found = on("الاثنين 15 ديسمبر", Tense::Future, frame);
        assert_eq!(found, ("2014-12-15/2014-12-15".to_owned(), Some(WeekdayCheck::GaveYear)));
        let near = on("الاثنين 15 ديسمبر", Tense::Future, published(date(2025, 12, 1)));
        assert_eq!(near.0, "2025-12-15/2025-12-15");
    }

    #[test]
    fn a_weekday_that_is_wrong_is_flagged() {
        let found = on("الثلاثاء 11 مايو 2022", Tense::Past, published(date(2022, 5, 12)));
        assert_eq!(found.1, Some(WeekdayCheck::Disagrees));
    }

    #[test]
    fn relative_dates_need_a_day_to_start_from() {
        let none = Frame { published: None, since: None, meetings: false };
        assert_eq!(on("أمس، الأربعاء", Tense::Past, none).0, "-");
        let found = on("أمس، الأربعاء", Tense::Past, published(date(2022, 5, 12)));
        assert_eq!(found, ("2022-05-11/2022-05-11".to_owned(), Some(WeekdayCheck::Agrees)));
        let week = Frame {
            published: Some(Interval { earliest: date(2014, 12, 8), latest: date(2014, 12, 14) }),
            since: None,
            meetings: false,
        };
        assert_eq!(on("الإثنين المقبل", Tense::Future, week).0, "2014-12-15/2014-12-15");
        assert_eq!(on("25 غشت", Tense::Past, week).0, "2014-08-25/2014-08-25");
    }

    #[test]
    fn the_islamic_calendar_and_feasts() {
        let none = Frame { published: None, since: None, meetings: false };
        assert_eq!(on("10 شوال 1443 هـ", Tense::Past, none).0, "2022-05-11/2022-05-11");
        assert_eq!(on("عيد الفصح 2013", Tense::Past, none).0, "2013-03-31/2013-03-31");
    }
}
