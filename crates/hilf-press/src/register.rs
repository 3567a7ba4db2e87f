//! The register of the Global Coalition: members over time and meetings, each row with its grade of
//! evidence.

use jiff::civil::Date;

use crate::date::Interval;
use crate::lexicon::rows;

/// A meeting of the Coalition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// Id: `meeting:2022-05-11`.
    pub id: &'static str,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Id of the place.
    pub place: &'static str,
    /// ISO 3166-1 code of the host.
    pub country: &'static str,
    /// English and Arabic name.
    pub name: (&'static str, &'static str),
    /// published or unverified.
    pub grade: &'static str,
}

/// Meetings of the Coalition, oldest first.
pub fn meetings() -> impl Iterator<Item = Meeting> {
    rows(include_str!("../data/meetings.tsv")).filter_map(|row| {
        Some(Meeting {
            id: row[0],
            first: row[1].parse().ok()?,
            last: row[2].parse().ok()?,
            place: row[3],
            country: row[4],
            name: (row[5], row[6]),
            grade: row[7],
        })
    })
}

/// A member of the Coalition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// English name.
    pub name_en: String,
    /// Arabic name; may be empty.
    pub name_ar: String,
    /// ISO 3166-1 code, or `ORG:…`; empty for a member not named.
    pub code: String,
    /// state or organisation.
    pub kind: String,
    /// Days between which it joined.
    pub joined: Option<Interval>,
    /// How exact that is.
    pub precision: String,
    /// Place in the order of accession, as published.
    pub ordinal: String,
    /// Grade of the evidence.
    pub evidence: String,
    /// Source.
    pub source: String,
}

/// Members, in the order of the file.
pub fn members() -> Vec<Member> {
    let mut reader = csv::Reader::from_reader(include_bytes!("../data/members.csv").as_slice());
    let rows = reader.records().filter_map(Result::ok);
    rows.map(|row| {
        let field = |place: usize| row.get(place).unwrap_or_default().to_owned();
        Member {
            name_en: field(0),
            code: field(1),
            kind: field(2),
            name_ar: field(3),
            joined: joined(row.get(4).unwrap_or_default()),
            precision: field(5),
            ordinal: field(6),
            evidence: field(7),
            source: field(8),
        }
    })
    .collect()
}

/// `2017`, `2017-05`, `2022-05-11` or two of them with a slash.
fn joined(text: &str) -> Option<Interval> {
    let ends = |part: &str| -> Option<Interval> {
        let numbers: Vec<i16> = part.split('-').filter_map(|n| n.parse().ok()).collect();
        let small = |n: i16| i8::try_from(n).ok();
        match numbers[..] {
            [year] => Some(Interval {
                earliest: Date::new(year, 1, 1).ok()?,
                latest: Date::new(year, 12, 31).ok()?,
            }),
            [year, month] => {
                let first = Date::new(year, small(month)?, 1).ok()?;
                Some(Interval { earliest: first, latest: first.last_of_month() })
            }
            [year, month, day] => {
                Some(Interval::day(Date::new(year, small(month)?, small(day)?).ok()?))
            }
            _ => None,
        }
    };
    let (from, to) = text.split_once('/').unwrap_or((text, text));
    Some(Interval { earliest: ends(from)?.earliest, latest: ends(to)?.latest })
}

/// Public statements of how many members the Coalition had, with the day of each.
///
/// Source: joint statements and announcements of the Coalition and its host governments.
const CHECKPOINTS: &[(i16, i8, i8, u32)] = &[
    (2014, 12, 3, 60),
    (2015, 12, 1, 65),
    (2016, 8, 24, 66),
    (2017, 3, 22, 68),
    (2018, 2, 13, 75),
    (2019, 2, 6, 79),
    (2019, 6, 25, 80),
    (2020, 11, 10, 83),
    (2021, 12, 2, 84),
    (2022, 5, 11, 85),
    (2023, 6, 8, 86),
    (2024, 9, 30, 87),
    (2025, 11, 10, 90),
];

/// What the register knows about a number of members on some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// A public count of these days is this number.
    Holds,
    /// It was the count at another time: from a day, until the day before another.
    HeldAt(Date, Option<Date>),
    /// No public count was ever this number.
    Never,
}

/// Checks a number of members against the public counts.
pub fn check(number: u32, days: Interval) -> Check {
    let day = |(y, m, d, _): &(i16, i8, i8, u32)| Date::new(*y, *m, *d).ok();
    let place = CHECKPOINTS.iter().position(|row| row.3 == number);
    let Some((place, from)) = place.and_then(|place| Some((place, day(&CHECKPOINTS[place])?)))
    else {
        return Check::Never;
    };
    let until = CHECKPOINTS.get(place + 1).and_then(day);
    let holds = days.latest >= from && until.is_none_or(|until| days.earliest <= until);
    if holds { Check::Holds } else { Check::HeldAt(from, until) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn counts_hold_on_their_dates_only() {
        assert_eq!(check(84, Interval::day(date(2022, 5, 1))), Check::Holds);
        let early = check(84, Interval::day(date(2019, 3, 1)));
        assert_eq!(early, Check::HeldAt(date(2021, 12, 2), Some(date(2022, 5, 11))));
        assert_eq!(check(79, Interval::day(date(2019, 3, 1))), Check::Holds);
        assert_eq!(check(77, Interval::day(date(2019, 3, 1))), Check::Never);
    }

    #[test]
    fn the_shipped_register_reads_whole() {
        let all = members();
        assert_eq!(all.len(), 90);
        assert!(
            all.iter().all(|member| member.joined.is_some()),
            "every row has a day or interval"
        );
        assert_eq!(all.iter().filter(|member| member.kind == "organisation").count(), 5);
        assert!(meetings().all(|meeting| crate::gazetteer::known(meeting.place).is_some()));
    }
}
