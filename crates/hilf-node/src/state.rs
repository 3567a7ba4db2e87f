//! How the lists are: what is live of each, when it was last looked for, and whether that failed.

use hilf_list::store::{Happened, ListStore, StoreError, Version};

use crate::Schedule;

/// How a list is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListState {
    /// Its name on this node.
    pub name: String,
    /// The version that is live in the registry.
    pub live: Option<Version>,
    /// When it was last looked for, ISO 8601 in UTC.
    pub checked: Option<String>,
    /// Why the last update failed; `None` if it did not.
    pub failure: Option<String>,
    /// When it is to be looked for next, ISO 8601 in UTC; `None` if nobody will.
    pub due: Option<String>,
}

/// Reads the states from the registry and the journal.
pub(crate) fn read(store: &ListStore, schedule: &Schedule) -> Result<Vec<ListState>, StoreError> {
    let mut states: Vec<ListState> = store
        .entries()
        .iter()
        .map(|(name, entry)| ListState {
            name: name.clone(),
            live: entry.live().cloned(),
            checked: None,
            failure: None,
            due: None,
        })
        .collect();
    for event in store.journal()? {
        let Some(state) = states.iter_mut().find(|state| state.name == event.list) else {
            continue;
        };
        state.checked = Some(event.at);
        state.failure = match event.event {
            Happened::Refused => Some(event.reason.unwrap_or_default()),
            _ => None,
        };
    }
    for state in &mut states {
        state.due = schedule.due(state).map(|due| due.to_string());
    }
    Ok(states)
}
