//! The days of a row, as exactly as the dataset knows them.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::date::Interval;

/// How exactly a row knows its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    Day,
    Week,
    Month,
}

/// The days of a date in one field (`2021-02-22 00:00:00.000`, `22 February 2021`, `22-Feb-21`), or in
/// three, of which month and day may be 0 where they are not known.
pub(super) fn days(fields: &[&str]) -> Option<Interval> {
    match fields {
        [year, month, day] => parts(number(year)?, number(month)?, number(day)?),
        [one] => {
            let head = one.get(..10).and_then(|head| head.parse().ok());
            let whole = head.map(Interval::day).or_else(|| {
                let read = crate::parse_date(one, jiff::civil::date(2000, 1, 1))?;
                (read.is_day() && one.len() > 6).then_some(read)
            });
            whole.or_else(|| abbreviated(one))
        }
        _ => None,
    }
}

/// `22-Feb-21`, as spreadsheets save days: two digits of a year are of 1969 to 2068 (POSIX).
fn abbreviated(text: &str) -> Option<Interval> {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = text.split(['-', ' ', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let month = month.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year = match (year.len(), number(year)?) {
        (2, year) => year + if year < 69 { 2000 } else { 1900 },
        (4, year) => year,
        _ => return None,
    };
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(number(day)?).ok()?).ok()?;
    parts.next().is_none().then(|| Interval::day(day))
}

/// A spreadsheet writes whole numbers with a fraction of nothing now and then.
fn number(text: &str) -> Option<i16> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

fn parts(year: i16, month: i16, day: i16) -> Option<Interval> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    match (month, day) {
        (0, _) => Some(Interval {
            earliest: Date::new(year, 1, 1).ok()?,
            latest: Date::new(year, 12, 31).ok()?,
        }),
        (_, 0) => Some(month_of(Date::new(year, month, 1).ok()?)),
        _ => Some(Interval::day(Date::new(year, month, day).ok()?)),
    }
}

fn month_of(day: Date) -> Interval {
    Interval { earliest: day.first_of_month(), latest: day.last_of_month() }
}

/// The days an event may have been on: the one it is dated by, as far around it as the dataset says that
/// the day is not known. Of a week it is not known where the day stands in it.
pub(super) fn widened(days: Interval, grain: Grain) -> Interval {
    match grain {
        Grain::Day => days,
        Grain::Week => Interval {
            earliest: days.earliest.checked_sub(6.days()).unwrap_or(days.earliest),
            latest: days.latest.checked_add(6.days()).unwrap_or(days.latest),
        },
        Grain::Month => Interval {
            earliest: days.earliest.first_of_month(),
            latest: days.latest.last_of_month(),
        },
    }
}
