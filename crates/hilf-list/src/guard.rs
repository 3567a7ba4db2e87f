//! Which update of a list may go live. Until the new one is proven the old one stays.

use thiserror::Error;

use crate::snapshot::Description;

/// Part of its records by which a list may shrink without a person's word.
const SHRINK_MAX: f64 = 0.05;
/// Part of its records that may be held, and the number that always may.
const HELD_MAX: f64 = 0.02;
const HELD_ALWAYS: u64 = 5;

/// Why an update does not go live.
#[derive(Debug, Error, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is another list.
    #[error("it is the list `{found}`, not `{expected}`")]
    OtherList {
        /// Dataset of the live snapshot.
        expected: String,
        /// Dataset of the update.
        found: String,
    },
    /// It holds nothing.
    #[error("it holds no record at all")]
    Empty,
    /// It is much smaller than the live one.
    #[error(
        "it holds {new} {what} where the live one holds {old}, {percent:.1} % fewer; if the \
         publisher confirms that, repeat with --accept-shrink and the reason"
    )]
    Shrunken {
        /// What shrank: `records`, or a schema.
        what: String,
        /// Number in the live snapshot.
        old: u64,
        /// Number in the update.
        new: u64,
        /// Loss in percent.
        percent: f64,
    },
    /// It was published before the live one.
    #[error("it is of {new}, and the live one of {old}")]
    Older {
        /// Date of the live snapshot.
        old: String,
        /// Date of the update.
        new: String,
    },
    /// Too much of it cannot be read.
    #[error(
        "{held} of its records cannot be read (the first: {first}); its format may have changed"
    )]
    Unreadable {
        /// Number of held records.
        held: u64,
        /// The first of them.
        first: String,
    },
}

/// Whether a list may go live in place of `live`, if there is one. `accept_shrink` is a person's
/// word that it is smaller for a reason.
///
/// # Errors
/// Why not.
pub fn check(
    live: Option<&Description>,
    new: &Description,
    accept_shrink: bool,
) -> Result<(), Refusal> {
    if new.records == 0 {
        return Err(Refusal::Empty);
    }
    check_readable(live, new)?;
    let Some(live) = live else { return Ok(()) };
    let (expected, found) = (&live.info.dataset, &new.info.dataset);
    if expected != found {
        return Err(Refusal::OtherList { expected: expected.clone(), found: found.clone() });
    }
    if let (Some(old), Some(new)) = (&live.info.published, &new.info.published)
        && is_before(new, old)
    {
        return Err(Refusal::Older { old: old.clone(), new: new.clone() });
    }
    if accept_shrink { Ok(()) } else { check_size(live, new) }
}

fn check_readable(live: Option<&Description>, new: &Description) -> Result<(), Refusal> {
    let held = new.held.len() as u64;
    let known = live.map_or(0, |live| live.held.len() as u64);
    let most = ((new.records as f64 * HELD_MAX) as u64).max(HELD_ALWAYS).max(known);
    match new.held.first().filter(|_| held > most) {
        None => Ok(()),
        Some(first) => Err(Refusal::Unreadable {
            held,
            first: format!(
                "{}, line {}: {}",
                first.position.file, first.position.line, first.reason
            ),
        }),
    }
}

/// Compares the whole and every large part: that all ships are gone must not hide behind new
/// persons.
fn check_size(live: &Description, new: &Description) -> Result<(), Refusal> {
    let count = |of: &Description, schema: &str| {
        of.schemata.iter().find(|(name, _)| name == schema).map_or(0, |(_, count)| *count)
    };
    let whole = [("records".to_owned(), live.records, new.records)];
    let parts = live
        .schemata
        .iter()
        .map(|(schema, old)| (format!("records of schema {schema}"), *old, count(new, schema)));
    // A small part may go for an ordinary reason.
    let large = |(_, old, _): &(String, u64, u64)| *old >= 100;
    for (what, old, new) in whole.into_iter().chain(parts.filter(large)) {
        let loss = (old as f64 - new as f64) / old.max(1) as f64;
        if loss > SHRINK_MAX {
            return Err(Refusal::Shrunken { what, old, new, percent: loss * 100.0 });
        }
    }
    Ok(())
}

/// Whether an ISO date or time lies before another, as far as both say.
fn is_before(one: &str, other: &str) -> bool {
    let length = one.len().min(other.len());
    match (one.get(..length), other.get(..length)) {
        (Some(one), Some(other)) => one < other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Held, ListInfo, Position};

    fn list(persons: u64, ships: u64, published: &str) -> Description {
        let info = ListInfo {
            dataset: "t".into(),
            published: Some(published.into()),
            ..ListInfo::default()
        };
        Description {
            info,
            format: Format::UnXml,
            reader: String::new(),
            source_sha256: String::new(),
            records: persons + ships,
            schemata: vec![("Person".into(), persons), ("Vessel".into(), ships)],
            held: Vec::new(),
        }
    }

    #[test]
    fn five_percent_is_the_most_a_list_loses_without_a_word() {
        let live = list(1_000, 0, "2026-01-01");
        let check = |persons, accept| check(Some(&live), &list(persons, 0, "2026-01-02"), accept);
        assert_eq!(check(950, false), Ok(()));
        let refusal = check(949, false).unwrap_err();
        assert!(refusal.to_string().contains("949 records where the live one holds 1000, 5.1 %"));
        assert_eq!(check(949, true), Ok(()));
        assert_eq!(check(0, true), Err(Refusal::Empty));
    }

    #[test]
    fn what_is_lost_in_one_part_does_not_hide_behind_another() {
        let live = list(5_000, 200, "2026-01-01");
        let refusal = check(Some(&live), &list(5_400, 0, "2026-01-02"), false).unwrap_err();
        assert!(matches!(refusal, Refusal::Shrunken { ref what, .. } if what.contains("Vessel")));
    }

    #[test]
    fn older_and_other_lists_are_refused() {
        let live = list(10, 0, "2026-01-02T10:00:00");
        let older = check(Some(&live), &list(10, 0, "2026-01-01"), false);
        assert!(matches!(older, Err(Refusal::Older { .. })));
        // A date without a time says nothing against a time of that day.
        assert_eq!(check(Some(&live), &list(10, 0, "2026-01-02"), false), Ok(()));
        let mut other = list(10, 0, "2026-01-03");
        other.info.dataset = "u".into();
        assert!(matches!(check(Some(&live), &other, true), Err(Refusal::OtherList { .. })));
    }

    #[test]
    fn a_list_that_can_hardly_be_read_is_refused_even_at_first() {
        let mut new = list(100, 0, "2026-01-01");
        let held = Held { position: Position::default(), reference: None, reason: "r".into() };
        new.held = vec![held.clone(); 5];
        assert_eq!(check(None, &new, false), Ok(()));
        new.held = vec![held; 6];
        assert!(matches!(check(None, &new, false), Err(Refusal::Unreadable { held: 6, .. })));
    }
}
