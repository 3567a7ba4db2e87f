//! Dates of birth for and against.

use hilf_entity::{Entity, FuzzyDate, Precision};
use jiff::civil::Date;

use super::{Evidence, Fact};
use crate::subject::Subject;

/// Years by which "about" may miss.
const CIRCA_YEARS: i16 = 2;

/// The most favourable relation of any of the subject's dates to any of the listed ones: lists
/// give several dates where they do not know.
pub(super) fn compare(subject: &Subject, listed: &Entity) -> Option<Evidence> {
    let mut best: Option<(u8, Evidence)> = None;
    let theirs = dates(listed);
    for own in subject.birth_dates() {
        for other in &theirs {
            let fact = relation(own, *other);
            let rank = rank(fact);
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                let (query, listed) = (own.to_edtf(), other.to_edtf());
                best = Some((rank, Evidence { fact, query, listed }));
            }
        }
    }
    best.map(|(_, evidence)| evidence)
}

fn dates(entity: &Entity) -> Vec<FuzzyDate> {
    let mut dates = entity.dates("birthDate");
    dates.extend(entity.dates("incorporationDate"));
    dates
}

fn rank(fact: Fact) -> u8 {
    match fact {
        Fact::BirthDateEqual => 0,
        Fact::BirthDateAgrees => 1,
        Fact::BirthDateSwapped => 2,
        Fact::BirthDateNear => 3,
        _ => 4,
    }
}

fn relation(own: FuzzyDate, other: FuzzyDate) -> Fact {
    let exact = |d: FuzzyDate| d.precision() == Precision::Day && !d.is_circa();
    if exact(own) && exact(other) {
        return days(own.earliest(), other.earliest());
    }
    let (a, b) = (widened(own), widened(other));
    if a.0 <= b.1 && b.0 <= a.1 {
        return Fact::BirthDateAgrees;
    }
    let years = if a.1 < b.0 { b.0.year() - a.1.year() } else { a.0.year() - b.1.year() };
    if years <= 1 { Fact::BirthDateNear } else { Fact::BirthDateDiffers }
}

fn widened(date: FuzzyDate) -> (Date, Date) {
    let (first, last) = (date.earliest(), date.latest());
    if !date.is_circa() {
        return (first, last);
    }
    let year = |d: Date, by: i16| Date::new(d.year() + by, d.month(), d.day().min(28)).unwrap_or(d);
    (year(first, -CIRCA_YEARS), year(last, CIRCA_YEARS))
}

fn days(own: Date, other: Date) -> Fact {
    if own == other {
        Fact::BirthDateEqual
    } else if own.year() == other.year() && own.month() == other.day() && own.day() == other.month()
    {
        Fact::BirthDateSwapped
    } else if own.year() == other.year() || one_part_differs(own, other) {
        Fact::BirthDateNear
    } else {
        Fact::BirthDateDiffers
    }
}

/// The same day and month a year apart, or with one digit of the year mistyped.
fn one_part_differs(own: Date, other: Date) -> bool {
    let digits = |d: Date| format!("{:04}", d.year());
    let wrong = digits(own).chars().zip(digits(other).chars()).filter(|(a, b)| a != b).count();
    own.month() == other.month()
        && own.day() == other.day()
        && (wrong == 1 || (own.year() - other.year()).abs() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(a: &str, b: &str) -> Fact {
        relation(FuzzyDate::from_edtf(a).unwrap(), FuzzyDate::from_edtf(b).unwrap())
    }

    #[test]
    fn dates_relate_as_far_as_they_are_known() {
        assert_eq!(fact("1971-04-21", "1971-04-21"), Fact::BirthDateEqual);
        assert_eq!(fact("1971-04-21", "1971"), Fact::BirthDateAgrees);
        assert_eq!(fact("1971-04", "1971-04-03"), Fact::BirthDateAgrees);
        assert_eq!(fact("1973", "1971~"), Fact::BirthDateAgrees);
        assert_eq!(fact("1974-06-01", "1971~"), Fact::BirthDateNear);
        assert_eq!(fact("1975", "1971~"), Fact::BirthDateDiffers);
        assert_eq!(fact("1962-05-01", "1960/1965"), Fact::BirthDateAgrees);
        assert_eq!(fact("1971-04-05", "1971-05-04"), Fact::BirthDateSwapped);
        assert_eq!(fact("1971-04-05", "1971-04-15"), Fact::BirthDateNear);
        assert_eq!(fact("1971-04-05", "1917-04-05"), Fact::BirthDateDiffers);
        assert_eq!(fact("1971-04-05", "1981-04-05"), Fact::BirthDateNear);
        assert_eq!(fact("1972", "1971"), Fact::BirthDateNear);
        assert_eq!(fact("1990", "1971"), Fact::BirthDateDiffers);
    }
}
