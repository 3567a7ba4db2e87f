//! What a country's law leaves time for, as data: duties, their limits, and the calendar they are
//! counted by.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Calendar, LimitError, Rule};

const BUILT_IN: [&str; 3] = [
    include_str!("../jurisdictions/un.json"),
    include_str!("../jurisdictions/ae.json"),
    include_str!("../jurisdictions/us.json"),
];

/// What must be done about an alert, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Somebody looks at it and two people decide.
    Review,
    /// Assets are frozen after a true match.
    Freeze,
    /// The freeze is reported.
    Report,
    /// The freeze is lifted after the listing ended.
    Unfreeze,
}

impl Duty {
    /// Its name in profiles and records.
    pub fn name(self) -> &'static str {
        match self {
            Duty::Review => "review",
            Duty::Freeze => "freeze",
            Duty::Report => "report",
            Duty::Unfreeze => "unfreeze",
        }
    }
}

/// A jurisdiction's duties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// Name: an ISO 3166 code in lower case, or `un`.
    pub name: String,
    /// Version; changes with every change of a rule or holiday.
    pub version: String,
    /// What people call it.
    pub title: String,
    /// The same in Arabic.
    pub title_ar: String,
    /// To whom freezes are reported.
    pub authority: String,
    /// The same in Arabic.
    pub authority_ar: String,
    /// Days that count.
    pub calendar: Calendar,
    /// Duties with their limits.
    pub rules: Vec<Rule>,
}

/// Why a jurisdiction cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JurisdictionError {
    /// Not the JSON of a jurisdiction.
    #[error("this is no jurisdiction: {0}")]
    Json(#[from] serde_json::Error),
    /// A duty without a rule.
    #[error("jurisdiction `{name}` has no rule for the duty `{duty}`; add one")]
    NoRule {
        /// Its name.
        name: String,
        /// The duty.
        duty: &'static str,
    },
}

impl Jurisdiction {
    /// A built-in jurisdiction by name: `un`, `ae`, `us`.
    pub fn named(name: &str) -> Option<Jurisdiction> {
        let all = BUILT_IN.iter().map(|text| Jurisdiction::read(text));
        all.flatten().find(|known| known.name == name)
    }

    /// Reads a jurisdiction from JSON.
    ///
    /// # Errors
    /// When it is none, or leaves out a duty.
    pub fn read(text: &str) -> Result<Jurisdiction, JurisdictionError> {
        let read: Jurisdiction = serde_json::from_str(text)?;
        for duty in [Duty::Review, Duty::Freeze, Duty::Report, Duty::Unfreeze] {
            if read.rule(duty).is_none() {
                return Err(JurisdictionError::NoRule { name: read.name, duty: duty.name() });
            }
        }
        Ok(read)
    }

    /// The rule for a duty.
    pub fn rule(&self, duty: Duty) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.duty == duty.name())
    }

    /// When a duty that began at `start` is due.
    ///
    /// # Errors
    /// [`LimitError`]: a deadline is never guessed from a calendar that does not reach so far.
    pub fn due(&self, duty: Duty, start: Timestamp) -> Result<Timestamp, LimitError> {
        let rule = self.rule(duty).ok_or(LimitError::Range)?;
        self.calendar.due(start, rule.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_jurisdictions_are_whole_and_known_by_their_names() {
        for text in BUILT_IN {
            let read = Jurisdiction::read(text).unwrap();
            assert_eq!(Jurisdiction::named(&read.name), Some(read));
        }
        assert_eq!(Jurisdiction::named("zz"), None);
    }

    #[test]
    fn a_report_is_due_after_business_days_and_a_freeze_after_hours() {
        let ae = Jurisdiction::named("ae").unwrap();
        // Thursday, 26 November 2026, local time; 2 and 3 December are days off.
        let start: Timestamp = "2026-11-26T08:00:00Z".parse().unwrap();
        let due = |duty| ae.due(duty, start).unwrap().to_string();
        assert_eq!(due(Duty::Freeze), "2026-11-27T08:00:00Z");
        assert_eq!(due(Duty::Report), "2026-12-07T20:00:00Z");
    }

    #[test]
    fn a_duty_left_out_is_told() {
        let mut short = Jurisdiction::named("un").unwrap();
        short.rules.retain(|rule| rule.duty != "report");
        let text = serde_json::to_string(&short).unwrap();
        let error = Jurisdiction::read(&text).unwrap_err();
        assert!(error.to_string().contains("report"), "{error}");
    }
}
