//! When lists are to be looked for again.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::ListState;

/// How soon a list that could not be updated is looked for again, if its own turn is not sooner.
const RETRY: Duration = Duration::from_secs(60 * 60);

/// How often each list is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Lists that are not named below; `None` for never.
    pub every: Option<Duration>,
    /// By list; `None` for never.
    pub lists: BTreeMap<String, Option<Duration>>,
}

impl Schedule {
    /// How often a list is looked for.
    pub fn interval(&self, list: &str) -> Option<Duration> {
        self.lists.get(list).copied().unwrap_or(self.every)
    }

    /// When a list is to be looked for next: what was never looked for, at once.
    pub fn due(&self, state: &ListState) -> Option<Timestamp> {
        let interval = self.interval(&state.name)?;
        let wait = if state.failure.is_some() { interval.min(RETRY) } else { interval };
        let checked = state.checked.as_deref().and_then(|time| time.parse::<Timestamp>().ok());
        let due = checked.map(|checked| checked.checked_add(wait).unwrap_or(Timestamp::MAX));
        Some(due.unwrap_or(Timestamp::UNIX_EPOCH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(failure: Option<&str>) -> ListState {
        ListState {
            name: "un".into(),
            live: None,
            checked: Some("2026-01-01T00:00:00Z".into()),
            failure: failure.map(str::to_owned),
            due: None,
        }
    }

    #[test]
    fn a_list_has_its_own_turn_and_failures_are_tried_again_sooner() {
        let day = Some(Duration::from_secs(24 * 60 * 60));
        let mut schedule = Schedule { every: day, lists: BTreeMap::new() };
        let due =
            |schedule: &Schedule, state: &ListState| schedule.due(state).map(|t| t.to_string());
        assert_eq!(due(&schedule, &state(None)), Some("2026-01-02T00:00:00Z".into()));
        assert_eq!(due(&schedule, &state(Some("torn"))), Some("2026-01-01T01:00:00Z".into()));
        let never = ListState { checked: None, ..state(None) };
        assert_eq!(schedule.due(&never), Some(Timestamp::UNIX_EPOCH));
        schedule.lists.insert("un".into(), None);
        assert_eq!(schedule.due(&state(None)), None);
        schedule.lists.insert("un".into(), Some(Duration::from_secs(60)));
        assert_eq!(due(&schedule, &state(Some("torn"))), Some("2026-01-01T00:01:00Z".into()));
    }
}
