//! Dates of calendars other than the Gregorian, and day numbers.

use std::time::Duration;

use super::FuzzyDate;

const DAY_SECONDS: u64 = 24 * 60 * 60;
/// Days from the civil epoch of the tabular Islamic calendar (16 July 622, Julian) to 1 January
/// 1970.
const ISLAMIC_TO_UNIX: i64 = 2_440_588 - 1_948_440;
/// Days by which a month that begins with the sighted moon may differ from its table.
const SIGHTING_DAYS: i64 = 1;

/// A spreadsheet's day number, 1900 system: day 1 is 1 January 1900 and 29 February 1900 is
/// counted though it never was, so that later days count from 30 December 1899.
pub fn excel(serial: u32) -> Option<FuzzyDate> {
    after(FuzzyDate::day(1899, 12, 30)?, i64::from(serial))
}

/// A date of the lunar Islamic calendar by its tabular rule (30-year cycle with leap years 2, 5,
/// 7, 10, 13, 16, 18, 21, 24, 26, 29), as the span of days that it can mean: announced months may
/// begin a day earlier or later than their table. Without a month: the Gregorian years it lies in.
///
/// `None` for a year outside 1 to 1600. A month or day that cannot be counts as not given.
pub fn islamic(year: i64, month: Option<i64>, day: Option<i64>) -> Option<FuzzyDate> {
    if !(1..=1600).contains(&year) {
        return None;
    }
    let start = |y: i64, m: i64| (y - 1) * 354 + (3 + 11 * y) / 30 + (59 * (m - 1) + 1) / 2;
    let on = |days: i64| after(FuzzyDate::day(1970, 1, 1)?, days - ISLAMIC_TO_UNIX);
    let span = |from: i64, to: i64| {
        Some(FuzzyDate::between(on(from - SIGHTING_DAYS)?, on(to + SIGHTING_DAYS)?))
    };
    let month = month.filter(|m| (1..=12).contains(m));
    match (month, day.filter(|d| (1..=30).contains(d))) {
        (Some(m), Some(d)) => span(start(year, m) + d - 1, start(year, m) + d - 1),
        (Some(m), None) => {
            let next = if m == 12 { start(year + 1, 1) } else { start(year, m + 1) };
            span(start(year, m), next - 1)
        }
        (None, _) => {
            let (from, to) = (on(start(year, 1))?, on(start(year + 1, 1) - 1)?);
            Some(FuzzyDate::between(year_of(from)?, year_of(to)?))
        }
    }
}

/// A year of a calendar whose years begin within the Gregorian year `year + offset` and end in
/// the one after, such as the solar Islamic calendar (offset 621).
pub fn straddling(year: i64, offset: i64) -> Option<FuzzyDate> {
    let first = i16::try_from(year.checked_add(offset)?).ok()?;
    Some(FuzzyDate::between(FuzzyDate::year(first)?, FuzzyDate::year(first.checked_add(1)?)?))
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
        let edtf = |y, m, d| islamic(y, m, d).unwrap().to_edtf();
        assert_eq!(edtf(1402, Some(6), Some(24)), "1982-04-18/1982-04-20");
        assert_eq!(edtf(1446, Some(1), Some(1)), "2024-07-07/2024-07-09");
        assert_eq!(edtf(1402, None, None), "1981/1982");
        assert_eq!(edtf(1402, Some(6), None), "1982-03-26/1982-04-25");
        assert_eq!(islamic(0, None, None), None);
        assert_eq!(straddling(1343, 621).unwrap().to_edtf(), "1964/1965");
        assert_eq!(straddling(i64::MAX, 621), None);
    }
}
