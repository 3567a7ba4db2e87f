//! How long what is kept, and the purge of what is older.

use std::collections::BTreeMap;

use hilf_store::Class;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::{Desk, DeskError, Person, Right};

/// Why times of keeping cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetentionError {
    /// There is no such class.
    #[error(
        "`{0}` is nothing that is kept for a time of its own; known are false_positives, \
         cannot_tell, true_matches, runs, audit, sessions"
    )]
    Class(String),
    /// The time cannot be read or is not positive.
    #[error("`{0}` is no time: write 5y, 6mo, 90d, or never")]
    Time(String),
}

/// How long each class is kept.
#[derive(Clone, Debug)]
pub struct Retention(BTreeMap<Class, Option<Span>>);

impl Default for Retention {
    /// Five years for alerts that were not the person and for the log's words (what supervisors of
    /// several countries ask for at least), ten for true matches (31 CFR 501.601), a day for
    /// sessions that ended.
    fn default() -> Retention {
        let years = |class| match class {
            Class::TrueMatches | Class::Audit => Span::new().years(10),
            Class::Sessions => Span::new().days(1),
            _ => Span::new().years(5),
        };
        Retention(Class::ALL.into_iter().map(|class| (class, Some(years(class)))).collect())
    }
}

impl Retention {
    /// The usual times, but for those given by class: `5y`, `6mo`, `90d`, `never`.
    ///
    /// # Errors
    /// [`RetentionError`], naming what cannot be used.
    pub fn read(given: &BTreeMap<String, String>) -> Result<Retention, RetentionError> {
        let mut retention = Retention::default();
        let now = Timestamp::now();
        for (name, text) in given {
            let class = Class::named(name).ok_or_else(|| RetentionError::Class(name.clone()))?;
            let time = || RetentionError::Time(text.clone());
            let span = match text.as_str() {
                "never" => None,
                text => Some(text.parse::<Span>().map_err(|_| time())?),
            };
            let ends = span.map(|span| before(now, span));
            if ends.is_some_and(|ends| ends.is_none_or(|ends| ends >= now)) {
                return Err(time());
            }
            retention.0.insert(class, span);
        }
        Ok(retention)
    }

    /// How long a class is kept; `None` for ever.
    pub fn of(&self, class: Class) -> Option<Span> {
        self.0.get(&class).copied().flatten()
    }
}

/// The moment so long before another; `None` if there is none.
fn before(at: Timestamp, span: Span) -> Option<Timestamp> {
    let day = Offset::UTC.to_datetime(at).checked_sub(span).ok()?;
    Offset::UTC.to_timestamp(day).ok()
}

/// What a purge did to a class, or would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Purged {
    /// The class.
    pub class: &'static str,
    /// How long it is kept; `None` for ever.
    pub kept_for: Option<String>,
    /// What is older is purged.
    pub before: Option<Timestamp>,
    /// How many records.
    pub number: u64,
}

impl Desk {
    /// The same desk with other times of keeping.
    #[must_use]
    pub fn with_retention(mut self, retention: Retention) -> Desk {
        self.retention = std::sync::Arc::new(retention);
        self
    }

    /// Counts what a purge would take at a moment.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn purgeable(
        &self,
        person: &Person,
        at: Timestamp,
    ) -> Result<Vec<Purged>, DeskError> {
        let mut act = self.enter(person, Right::Statistics, "retention", json!(null)).await?;
        let mut all = Vec::new();
        for class in Class::ALL {
            let mut purged = self.due_for_purge(class, at);
            if let Some(before) = purged.before {
                purged.number = act.purgeable(class, before).await?;
            }
            all.push(purged);
        }
        act.commit().await?;
        Ok(all)
    }

    /// Purges what is older at a moment than its class is kept, part by part, each part with its
    /// entry in the log. Nothing that runs is purged: see [`Class`].
    ///
    /// # Errors
    /// [`DeskError`]; what was purged before is gone.
    pub async fn purge(&self, person: &Person, at: Timestamp) -> Result<Vec<Purged>, DeskError> {
        self.allow(person, Right::Purge, "retention").await?;
        // What the log says of acts is erased where it stands in its place.
        self.store.seal().await?;
        let mut all = Vec::new();
        for class in Class::ALL {
            let mut purged = self.due_for_purge(class, at);
            while let Some(before) = purged.before {
                let details = json!({ "class": class.name(), "before": before });
                let mut act = self.enter(person, Right::Purge, "retention", details).await?;
                let number = act.purge(class, before).await?;
                if number == 0 {
                    break;
                }
                let details = json!({ "class": class.name(), "number": number });
                act.note("retention.purged", "retention", details).await?;
                act.commit().await?;
                purged.number += number;
            }
            all.push(purged);
        }
        Ok(all)
    }

    fn due_for_purge(&self, class: Class, at: Timestamp) -> Purged {
        let span = self.retention.of(class);
        Purged {
            class: class.name(),
            kept_for: span.map(|span| format!("{span:#}")),
            before: span.and_then(|span| before(at, span)),
            number: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(class: &str, time: &str) -> Result<Retention, RetentionError> {
        Retention::read(&BTreeMap::from([(class.to_owned(), time.to_owned())]))
    }

    #[test]
    fn times_are_read_by_class_and_nonsense_is_refused_by_name() {
        let retention = given("audit", "18mo").unwrap();
        let at: Timestamp = "2026-11-30T00:00:00Z".parse().unwrap();
        let before = |class| before(at, retention.of(class).unwrap()).unwrap().to_string();
        assert_eq!(before(Class::Audit), "2025-05-30T00:00:00Z");
        assert_eq!(before(Class::TrueMatches), "2016-11-30T00:00:00Z");
        assert!(given("runs", "never").unwrap().of(Class::Runs).is_none());
        assert_eq!(given("cats", "5y").unwrap_err(), RetentionError::Class("cats".into()));
        for time in ["soon", "-5y", "0d", ""] {
            assert_eq!(given("runs", time).unwrap_err(), RetentionError::Time(time.into()));
        }
    }
}
