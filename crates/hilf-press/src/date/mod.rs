//! Dates as reports write them: absolute, partial and relative, with what is known of each.

mod grammar;
mod names;
mod resolve;

use std::ops::Range;

pub(crate) use grammar::{dates, time_of_day_at};
use names::Part;
pub(crate) use names::Unit;
pub(crate) use resolve::{Frame, MAX_SPREAD, Resolved, Tense, against, resolve};

use jiff::civil::Date;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Interval {
        Interval { earliest: day, latest: day }
    }

    /// Whether two stretches share a day.
    pub fn overlaps(self, other: Interval) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }

    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        self.earliest == self.latest
    }
}

/// What a date in a text says, before anything outside the words is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Days of a month; the year may be missing.
    Days { year: Option<i16>, month: i8, first: i8, last: i8 },
    /// A month, or a part of one.
    Month { year: Option<i16>, month: i8, part: Option<Part>, shift: Option<i64> },
    /// Years, or a part of one.
    Years { first: i16, last: i16, part: Option<Part> },
    /// A date of the Islamic calendar; `gregorian` names the year of the other calendar it lies in.
    Hijri { year: Option<i16>, gregorian: Option<i16>, month: i8, day: Option<i8> },
    /// Days of a month, or a whole one (`last` 0), counted from the month or year of publication:
    /// `الثالث من الشهر الجاري`, `نوفمبر من العام الماضي`.
    Of { unit: Unit, shift: i64, month: i8, first: i8, last: i8 },
    /// Two weekdays running, likewise before, around or after: `يومي الثلاثاء والأربعاء المقبلين`.
    Weekdays { shift: i64, last: i8 },
    /// A weekday before (-1), around (0) or after (1) the day of publication.
    Weekday { shift: i64 },
    /// So many units from the day of publication.
    Offset { unit: Unit, count: i64 },
    /// The unit that lies so many units away: last week, this year.
    Whole { unit: Unit, shift: i64, part: Option<Part> },
    /// The last weekday, or day, of a month.
    LastOf { weekday: Option<i8>, year: Option<i16>, month: Option<i8>, shift: i64 },
    /// Easter Sunday of the western churches.
    Easter { year: Option<i16> },
    /// A decade.
    Decade { start: i16 },
    /// No date but "now".
    Present,
}

/// A date in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it says.
    pub(crate) reading: Reading,
    /// The weekday beside it, Monday 1 to Sunday 7.
    pub(crate) weekday: Option<i8>,
    /// Days from the day of publication, where a word for the day stands beside a whole date: `أمس
    /// الأربعاء 11 مايو 2022`.
    pub(crate) from_today: Option<i64>,
}

/// The days a text that is one date means, read on a given day.
///
/// ```
/// let read = hilf_press::parse_date("الثلاثاء القادم", "2013-02-12".parse().unwrap()).unwrap();
/// assert_eq!(read.earliest.to_string(), "2013-02-19");
/// ```
pub fn parse_date(text: &str, today: Date) -> Option<Interval> {
    let all = crate::token::tokens(text.trim());
    let mention = dates(&all).into_iter().next()?;
    against(&mention, Tense::Future, today)
}
