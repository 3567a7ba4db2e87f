//! How the lists are: what is live of each, when it was last looked for, and whether that failed.

use hilf_list::store::{Happened, ListStore, StoreError, Version};

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
}

/// Reads the states from the registry and the journal.
pub(crate) fn read(store: &ListStore) -> Result<Vec<ListState>, StoreError> {
    let mut states: Vec<ListState> = store
        .entries()
        .iter()
        .map(|(name, entry)| ListState {
            name: name.clone(),
            live: entry.live().cloned(),
            checked: None,
            failure: None,
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
    Ok(states)
}
