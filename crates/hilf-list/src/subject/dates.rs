//! Dates in the cells of people's own tables.

use hilf_entity::{DateOrder, FuzzyDate};

/// What stands between a date and a place.
const BEFORE_PLACE: &[&str] = &[" à ", " au ", " في ", " at ", " in "];

/// A date, and what the cell says after it (`16/04/1972 à Tunis`).
pub(super) fn read(text: &str, order: DateOrder) -> Option<(FuzzyDate, Option<String>)> {
    if let Ok(date) = FuzzyDate::parse_in(text, order) {
        return Some((date, None));
    }
    BEFORE_PLACE.iter().find_map(|word| {
        let (before, place) = text.split_once(word)?;
        let place = Some(place.trim().to_owned()).filter(|p| !p.is_empty());
        Some((FuzzyDate::parse_in(before, order).ok()?, place))
    })
}

/// Which order of day and month a date can only have: `31/12/1970` tells, `03/04/1970` does not.
pub(super) fn telling(text: &str) -> Option<DateOrder> {
    let ascii: String = text.chars().map(|c| hilf_text::ascii_digit(c).unwrap_or(c)).collect();
    let parts: Vec<&str> = ascii.trim().split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return None };
    let (first, second) = (first.parse().ok()?, second.parse().ok()?);
    match (first, second, year.len()) {
        (13..=31, 1..=12, 4) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31, 4) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}
