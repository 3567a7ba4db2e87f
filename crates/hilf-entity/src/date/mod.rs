//! Dates as lists give them: a day, a month, a year, about a year, between two years.

pub mod calendar;
mod months;
mod parse;

use std::fmt;

use jiff::civil::{Date, date};
use thiserror::Error;

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// One calendar day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
    /// Some day between two bounds.
    Between,
}

/// Why a text is no date.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[error("`{0}` is not a date")]
pub struct DateError(pub String);

/// Which number comes first where a date is written in numbers alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// 31/12/1970.
    #[default]
    DayFirst,
    /// 12/31/1970.
    MonthFirst,
}

/// A date with its precision: the interval of days that it can mean, and whether it is "about".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FuzzyDate {
    earliest: Date,
    latest: Date,
    precision: Precision,
    circa: bool,
}

impl FuzzyDate {
    /// A calendar day; `None` if there is no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<FuzzyDate> {
        let d = Date::new(year, month, day).ok()?;
        Some(FuzzyDate { earliest: d, latest: d, precision: Precision::Day, circa: false })
    }

    /// A month; `None` if there is no such month.
    pub fn month(year: i16, month: i8) -> Option<FuzzyDate> {
        let first = Date::new(year, month, 1).ok()?;
        let latest = first.last_of_month();
        Some(FuzzyDate { earliest: first, latest, precision: Precision::Month, circa: false })
    }

    /// A year; `None` outside 1 to 9999.
    pub fn year(year: i16) -> Option<FuzzyDate> {
        let earliest = Date::new(year, 1, 1).ok().filter(|_| year > 0)?;
        let latest = date(year, 12, 31);
        Some(FuzzyDate { earliest, latest, precision: Precision::Year, circa: false })
    }

    /// Any day from the beginning of one date to the end of another.
    pub fn between(from: FuzzyDate, to: FuzzyDate) -> FuzzyDate {
        let (from, to) = if from.earliest <= to.earliest { (from, to) } else { (to, from) };
        if from == to {
            return from;
        }
        FuzzyDate {
            earliest: from.earliest,
            latest: to.latest,
            precision: Precision::Between,
            circa: from.circa || to.circa,
        }
    }

    /// The same date, only approximately.
    #[must_use]
    pub fn about(mut self) -> FuzzyDate {
        self.circa = true;
        self
    }

    /// First day it can mean.
    pub fn earliest(self) -> Date {
        self.earliest
    }

    /// Last day it can mean.
    pub fn latest(self) -> Date {
        self.latest
    }

    /// How exactly it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Whether the source says "circa".
    pub fn is_circa(self) -> bool {
        self.circa
    }

    /// ISO 8601 prefixes as FollowTheMoney writes dates; both ends of an interval.
    pub fn to_ftm(self) -> Vec<String> {
        match self.precision {
            Precision::Day => vec![self.earliest.to_string()],
            Precision::Month => vec![self.earliest.strftime("%Y-%m").to_string()],
            Precision::Year => vec![self.earliest.strftime("%Y").to_string()],
            Precision::Between => {
                let ends =
                    [low_end(self.earliest, self.latest), high_end(self.earliest, self.latest)];
                ends.into()
            }
        }
    }

    /// Extended Date/Time Format (ISO 8601-2:2019 level 1): `1971-04-21`, `1971~`, `1960/1965`.
    pub fn to_edtf(self) -> String {
        let body = self.to_ftm().join("/");
        if self.circa { body + "~" } else { body }
    }

    /// Reads a date as lists and customers' files write it, in numbers or with month names of
    /// seven languages; day first where the date does not tell (see [`FuzzyDate::parse_in`]).
    ///
    /// Understood are `1971-04-21`, `21/4/1971`, `21.04.1971`, `05 Jul 1975`, `April 3, 1970`,
    /// `3 كانون الثاني ١٩٧٠`, `avril 1970`, `04/1970`, `19710421`, parts left open (`00/00/1980`,
    /// `dd/mm/1980`), `circa 1962`, `1960 to 1965`, `between Aug. and Sep. 1977`, `1970s`, a time
    /// of day behind the date, and Islamic dates (`24/6/1402 هـ`, `1402 AH`) as the span of days
    /// that they can mean.
    ///
    /// # Errors
    /// When anything in the text is not understood, when there is no such day, and when the year
    /// is not certain: two digits, or a year before 1800 that is not marked as Islamic (such years
    /// may be of the lunar or of the solar calendar, forty years apart).
    ///
    /// ```
    /// use hilf_entity::FuzzyDate;
    /// assert_eq!(FuzzyDate::parse("c. 1962")?.to_edtf(), "1962~");
    /// assert_eq!(FuzzyDate::parse("between 1960 and 1965")?.to_edtf(), "1960/1965");
    /// # Ok::<(), hilf_entity::DateError>(())
    /// ```
    pub fn parse(text: &str) -> Result<FuzzyDate, DateError> {
        FuzzyDate::parse_in(text, DateOrder::DayFirst)
    }

    /// As [`FuzzyDate::parse`], with the order of day and month of the source.
    ///
    /// Where only the other order gives a date (`12/31/1970`), that is taken. Where both do
    /// (`03/04/1970`), the given order is taken and the date counts as exact: whoever compares
    /// dates must know that the other one is the usual mistake, because a span from one to the
    /// other would agree with days that nobody meant.
    ///
    /// # Errors
    /// As [`FuzzyDate::parse`].
    pub fn parse_in(text: &str, order: DateOrder) -> Result<FuzzyDate, DateError> {
        parse::parse(text, order).ok_or_else(|| DateError(text.to_owned()))
    }

    /// Reads Extended Date/Time Format, and so every FollowTheMoney date.
    ///
    /// # Errors
    /// When the text is not of the form `Y`, `Y-M`, `Y-M-D` or `A/B`, with an optional `~` or `?`.
    pub fn from_edtf(text: &str) -> Result<FuzzyDate, DateError> {
        let bad = || DateError(text.to_owned());
        let body = text.trim();
        let (body, circa) = match body.strip_suffix(['~', '?', '%']) {
            Some(body) => (body, true),
            None => (body, false),
        };
        let parsed = match body.split_once('/') {
            Some((from, to)) => FuzzyDate::between(
                iso_prefix(from).ok_or_else(bad)?,
                iso_prefix(to).ok_or_else(bad)?,
            ),
            None => iso_prefix(body).ok_or_else(bad)?,
        };
        Ok(if circa { parsed.about() } else { parsed })
    }
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_edtf())
    }
}

fn low_end(from: Date, to: Date) -> String {
    interval_end(
        from,
        from.day() == 1 && to == to.last_of_month(),
        from.month() == 1 && to.month() == 12,
    )
}

fn high_end(from: Date, to: Date) -> String {
    interval_end(
        to,
        from.day() == 1 && to == to.last_of_month(),
        from.month() == 1 && to.month() == 12,
    )
}

fn interval_end(end: Date, whole_months: bool, whole_years: bool) -> String {
    match (whole_months, whole_years) {
        (true, true) => end.strftime("%Y").to_string(),
        (true, false) => end.strftime("%Y-%m").to_string(),
        _ => end.to_string(),
    }
}

fn iso_prefix(text: &str) -> Option<FuzzyDate> {
    let day = text.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split('-').collect();
    let small = |text| number(text, 2).and_then(|n| i8::try_from(n).ok());
    match parts[..] {
        [year] => FuzzyDate::year(number(year, 4)?),
        [year, month] => FuzzyDate::month(number(year, 4)?, small(month)?),
        [year, month, day] => FuzzyDate::day(number(year, 4)?, small(month)?, small(day)?),
        _ => None,
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    let fits = text.len() <= digits && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_survives_edtf() {
        for text in [
            "1971",
            "1971-04",
            "1971-04-21",
            "1971~",
            "1960/1965",
            "1960-03/1960-05",
            "1960-01-02/1960-01-05~",
        ] {
            assert_eq!(FuzzyDate::from_edtf(text).unwrap().to_edtf(), text);
        }
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in ["", "1971-13", "1971-02-30", "0000", "71x", "1971-1-1-1x", "abc/1970"] {
            let parsed = FuzzyDate::from_edtf(text);
            assert!(parsed.is_err(), "{text}: {parsed:?}");
        }
    }
}
