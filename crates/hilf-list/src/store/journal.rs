//! What happened to the lists, one JSON object a line, never changed.

use std::fs::OpenOptions;
use std::io::{self, BufReader, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::StoreError;
use crate::lines::JsonLines;

/// One thing that happened to a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When, ISO 8601 in UTC.
    pub at: String,
    /// The list.
    pub list: String,
    /// What.
    pub event: Happened,
    /// The snapshot that went live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<String>,
    /// Its records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<u64>,
    /// Its held records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<u64>,
    /// Why it was refused or taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// A person's reason for a smaller list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_shrink: Option<String>,
}

/// What can happen to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was taken up.
    Added,
    /// A new version went live.
    Updated,
    /// The publisher has nothing new.
    Unchanged,
    /// An update did not go live.
    Refused,
    /// It was taken off.
    Removed,
}

impl Event {
    /// Something that happens now.
    pub(super) fn new(list: &str, event: Happened) -> Event {
        Event {
            at: now(),
            list: list.to_owned(),
            event,
            snapshot: None,
            records: None,
            held: None,
            reason: None,
            accepted_shrink: None,
        }
    }
}

/// The time, to the second.
pub(super) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

pub(super) fn append(path: &Path, event: &Event) -> Result<(), StoreError> {
    let write = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        file.write_all(&line)?;
        file.sync_all()
    };
    write().map_err(|source| StoreError::Io { path: path.to_path_buf(), source })
}

pub(super) fn read(path: &Path) -> Result<Vec<Event>, StoreError> {
    let fail = |source| StoreError::Io { path: path.to_path_buf(), source };
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(fail(source)),
    };
    let mut lines = JsonLines::new(Box::new(BufReader::new(file)));
    let mut events = Vec::new();
    while let Some(line) = lines.next_line().map_err(fail)? {
        let event = line
            .object
            .and_then(|json| serde_json::from_value(json).map_err(|error| error.to_string()));
        events.push(event.map_err(|reason| StoreError::Registry {
            path: path.to_path_buf(),
            reason: format!("line {}: {reason}", line.line),
        })?);
    }
    Ok(events)
}
