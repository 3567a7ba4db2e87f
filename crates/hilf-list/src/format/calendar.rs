//! Dates of calendars other than the Gregorian, and day numbers.

use std::time::Duration;

use hilf_entity::FuzzyDate;

const DAY_SECONDS: u64 = 24 * 60 * 60;
/// Days from the civil epoch of the tabular Islamic calendar (16 July 622, Julian) to 1 January
/// 1970.
const ISLAMIC_TO_UNIX: i64 = 2_440_588 - 1_948_440;

/// A spreadsheet's day number, 1900 system: day 1 is 1 January 1900 and 29 February 1900 is
/// counted though it never was, so that later days count from 30 December 1899.
pub(super) fn excel(serial: u32) -> Option<FuzzyDate> {
    after(FuzzyDate::day(1899, 12, 30)?, i64::from(serial))
}

/// A date of the lunar Islamic calendar by its tabular rule (30-year cycle with leap years 2, 5,
/// 7, 10, 13, 16, 18, 21, 24, 26, 29); announced months may begin a day earlier or later, so a day
/// is "about". Without a day or month: the span it can mean.
pub(super) fn islamic(year: i64, month: Option<i64>, day: Option<i64>) -> Option<FuzzyDate> {
    if !(1..=1600).contains(&year) {
        return None;
    }
    let start = |y: i64, m: i64| (y - 1) * 354 + (3 + 11 * y) / 30 + (59 * (m - 1) + 1) / 2;
    let on = |days: i64| after(FuzzyDate::day(1970, 1, 1)?, days - ISLAMIC_TO_UNIX);
    let month = month.filter(|m| (1..=12).contains(m));
    match (month, day.filter(|d| (1..=30).contains(d))) {
        (Some(m), Some(d)) => Some(on(start(year, m) + d - 1)?.about()),
        (Some(m), None) => {
            let end = if m == 12 { start(year + 1, 1) } else { start(year, m + 1) };
            Some(FuzzyDate::between(on(start(year, m))?, on(end - 1)?).about())
        }
        (None, _) => {
            let (from, to) = (on(start(year, 1))?, on(start(year + 1, 1) - 1)?);
            Some(FuzzyDate::between(year_of(from)?, year_of(to)?))
        }
    }
}

/// A year of a calendar whose years begin within the Gregorian year `year + offset` and end in
/// the one after.
pub(super) fn straddling(year: i64, offset: i64) -> Option<FuzzyDate> {
    let first = i16::try_from(year + offset).ok()?;
    Some(FuzzyDate::between(FuzzyDate::year(first)?, FuzzyDate::year(first + 1)?))
}

fn year_of(date: FuzzyDate) -> Option<FuzzyDate> {
    FuzzyDate::year(date.earliest().year())
}

fn after(origin: FuzzyDate, days: i64) -> Option<FuzzyDate> {
    let span = Duration::from_secs(days.unsigned_abs().checked_mul(DAY_SECONDS)?);
    let origin = origin.earliest();
    let date = if days < 0 { origin.checked_sub(span) } else { origin.checked_add(span) }.ok()?;
    FuzzyDate::day(date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_of_spreadsheets() {
        assert_eq!(excel(31_801).unwrap().to_edtf(), "1987-01-24");
        assert_eq!(excel(25_569).unwrap().to_edtf(), "1970-01-01");
        assert_eq!(excel(u32::MAX), None);
    }

    #[test]
    fn islamic_dates() {
        // 24 Jumada II 1402 was 19 April 1982, 1 Muharram 1446 was 7 or 8 July 2024.
        assert_eq!(islamic(1402, Some(6), Some(24)).unwrap().to_edtf(), "1982-04-19~");
        assert_eq!(islamic(1446, Some(1), Some(1)).unwrap().to_edtf(), "2024-07-08~");
        assert_eq!(islamic(1402, None, None).unwrap().to_edtf(), "1981/1982");
        assert_eq!(islamic(1402, Some(6), None).unwrap().to_edtf(), "1982-03-27/1982-04-24~");
        assert_eq!(islamic(0, None, None), None);
        assert_eq!(straddling(1343, 621).unwrap().to_edtf(), "1964/1965");
    }
}
