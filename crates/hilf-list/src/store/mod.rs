//! The lists of a node: which are live, where they come from, what was refused and why.
//!
//! A folder holds the snapshots, `registry.json` with what is live, and `journal.jsonl`, to which
//! a line is added for everything that happens to a list. The registry is replaced as a whole, so
//! that a reader sees the old or the new one; one writer at a time holds a lock.

mod import;
mod journal;

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::guard::{Refusal, check};
use crate::snapshot::{Snapshot, SnapshotError};
use crate::{Format, ListError, ReadOptions, Source};

pub use import::import;
pub use journal::{Event, Happened};

const REGISTRY: &str = "registry.json";
const JOURNAL: &str = "journal.jsonl";
const LOCK: &str = "lock";
const SNAPSHOTS: &str = "snapshots";

/// Why something could not be done with the lists of a node.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The list cannot be read.
    #[error(transparent)]
    List(#[from] ListError),
    /// A snapshot cannot be used.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The update must not go live. The old snapshot, if there is one, still is.
    #[error("`{name}` is not updated: {refusal}")]
    Refused {
        /// The list.
        name: String,
        /// Why not.
        refusal: Refusal,
    },
    /// There is no list of this name.
    #[error("there is no list `{0}`; see hilf lists show")]
    Unknown(String),
    /// There is a list of this name already.
    #[error("there is a list `{0}` already; update it, or add this one under another --name")]
    Taken(String),
    /// Without it there would be nothing to screen against.
    #[error("`{0}` is the only list; take another up before this one is taken off")]
    Last(String),
    /// A name that cannot be one.
    #[error("`{0}` cannot be the name of a list: take lower-case letters, digits and dashes")]
    Name(String),
    /// Somebody else is changing the lists.
    #[error("another process is changing the lists in {}; try again when it is done", .0.display())]
    Locked(PathBuf),
    /// The file system failed.
    #[error("cannot read or write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The registry is not what was written.
    #[error("{} is damaged ({reason}); restore it from a backup", path.display())]
    Registry {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
}

/// Where a list comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A file, folder or archive.
    Path(PathBuf),
    /// A place on the network, with what the server said of the version that is live.
    Url {
        /// The address.
        url: String,
        /// `ETag` of the live version.
        etag: Option<String>,
        /// `Last-Modified` of the live version.
        last_modified: Option<String>,
    },
}

/// One version of a list that is or was live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The snapshot.
    pub snapshot: String,
    /// When it went live, ISO 8601 in UTC.
    pub since: String,
    /// When its publisher says it is of.
    pub published: Option<String>,
    /// Number of records.
    pub records: u64,
    /// Number of held records.
    pub held: u64,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where it comes from.
    pub origin: Origin,
    /// Its format.
    pub format: Format,
    /// Its publisher.
    pub publisher: String,
    /// What the operator says of it.
    pub options: ReadOptions,
    /// Its versions, the live one last.
    pub versions: Vec<Version>,
}

impl Entry {
    /// The live version.
    pub fn live(&self) -> Option<&Version> {
        self.versions.last()
    }
}

/// What an import led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The list is new, or its new version is live.
    Live(Version),
    /// The content is the one that is live.
    Unchanged(Version),
}

/// The lists of a node.
pub struct ListStore {
    folder: PathBuf,
    entries: BTreeMap<String, Entry>,
}

/// The right to change the lists, as long as it lives.
struct Lock(#[allow(dead_code, reason = "held for its lock")] File);

impl ListStore {
    /// Opens the lists in a folder, which need not exist yet.
    ///
    /// # Errors
    /// When the registry cannot be read.
    pub fn open(folder: &Path) -> Result<ListStore, StoreError> {
        let folder = folder.to_path_buf();
        let entries = read_registry(&folder)?;
        Ok(ListStore { folder, entries })
    }

    /// The lists by name.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.entries
    }

    /// A list.
    ///
    /// # Errors
    /// When there is none of this name.
    pub fn entry(&self, name: &str) -> Result<&Entry, StoreError> {
        self.entries.get(name).ok_or_else(|| StoreError::Unknown(name.to_owned()))
    }

    /// The folder in which others may keep what they derive from snapshots.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The snapshot of an id.
    ///
    /// # Errors
    /// When it is not there or is damaged.
    pub fn snapshot(&self, id: &str) -> Result<Snapshot, StoreError> {
        let path = self.folder.join(SNAPSHOTS).join(format!("{id}.hilfsn"));
        Ok(Snapshot::open(&path)?)
    }

    /// The live snapshots in the order of the lists' names.
    ///
    /// # Errors
    /// When one is not there or is damaged.
    pub fn live(&self) -> Result<Vec<(String, Snapshot)>, StoreError> {
        let live = self.entries.iter().filter_map(|(name, entry)| Some((name, entry.live()?)));
        live.map(|(name, version)| Ok((name.clone(), self.snapshot(&version.snapshot)?))).collect()
    }

    /// Takes up a list.
    ///
    /// # Errors
    /// When there is one of this name, when it cannot be read, or when it must not go live.
    pub fn add(
        &mut self,
        name: &str,
        source: &Source,
        origin: Origin,
        options: &ReadOptions,
    ) -> Result<Outcome, StoreError> {
        check_name(name)?;
        let _lock = self.lock()?;
        if self.entries.contains_key(name) {
            return Err(StoreError::Taken(name.to_owned()));
        }
        self.put(name, source, origin, options, None)
    }

    /// Reads a list again from a source and lets it go live unless that must not be.
    /// `accept_shrink` is a person's reason why it is smaller; it goes into the journal.
    ///
    /// # Errors
    /// When the list cannot be read or must not go live; the old version stays live then.
    pub fn update(
        &mut self,
        name: &str,
        source: &Source,
        origin: Origin,
        accept_shrink: Option<&str>,
    ) -> Result<Outcome, StoreError> {
        let _lock = self.lock()?;
        let options = self.entry(name)?.options.clone();
        self.put(name, source, origin, &options, accept_shrink)
    }

    /// Takes a list off, for a reason that goes into the journal. Its snapshots stay, so that what
    /// was decided on them can be computed anew.
    ///
    /// # Errors
    /// When there is none of this name, or no other.
    pub fn remove(&mut self, name: &str, reason: &str) -> Result<(), StoreError> {
        let _lock = self.lock()?;
        let live = self.entry(name)?.live().map(|version| version.snapshot.clone());
        if self.entries.len() == 1 {
            return Err(StoreError::Last(name.to_owned()));
        }
        self.note(Event {
            snapshot: live,
            reason: Some(reason.to_owned()),
            ..Event::new(name, Happened::Removed)
        })?;
        let mut entries = self.entries.clone();
        entries.remove(name);
        self.replace(entries)
    }

    /// Notes that the publisher has nothing new.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn note_unchanged(&self, name: &str) -> Result<(), StoreError> {
        self.note(Event::new(name, Happened::Unchanged))
    }

    /// Notes that a list could not be fetched.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn note_failure(&self, name: &str, reason: &str) -> Result<(), StoreError> {
        self.note(Event { reason: Some(reason.to_owned()), ..Event::new(name, Happened::Refused) })
    }

    /// What happened to the lists, oldest first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn journal(&self) -> Result<Vec<Event>, StoreError> {
        journal::read(&self.folder.join(JOURNAL))
    }

    fn put(
        &mut self,
        name: &str,
        source: &Source,
        origin: Origin,
        options: &ReadOptions,
        accept_shrink: Option<&str>,
    ) -> Result<Outcome, StoreError> {
        let live = self.entries.get(name).and_then(Entry::live).cloned();
        let base = live.as_ref().map(|v| self.snapshot(&v.snapshot)).transpose()?;
        let folder = self.folder.join(SNAPSHOTS);
        let result = import(source, options, base.as_ref(), &folder);
        let new = match result {
            Ok(new) => new,
            Err(error) => {
                self.note_failure(name, &error.to_string())?;
                return Err(error);
            }
        };
        if let Some(live) = live.filter(|live| live.snapshot == new.id()) {
            self.note_unchanged(name)?;
            self.set_origin(name, origin)?;
            return Ok(Outcome::Unchanged(live));
        }
        let description = base.as_ref().map(Snapshot::description);
        if let Err(refusal) = check(description, new.description(), accept_shrink.is_some()) {
            self.note_failure(name, &refusal.to_string())?;
            return Err(StoreError::Refused { name: name.to_owned(), refusal });
        }
        self.go_live(name, &new, origin, options, accept_shrink)
    }

    fn go_live(
        &mut self,
        name: &str,
        new: &Snapshot,
        origin: Origin,
        options: &ReadOptions,
        accept_shrink: Option<&str>,
    ) -> Result<Outcome, StoreError> {
        let description = new.description();
        let version = Version {
            snapshot: new.id(),
            since: journal::now(),
            published: description.info.published.clone(),
            records: description.records,
            held: description.held.len() as u64,
        };
        let happened =
            if self.entries.contains_key(name) { Happened::Updated } else { Happened::Added };
        // The journal first: what is live without a line in it would be unexplained.
        self.note(Event {
            snapshot: Some(version.snapshot.clone()),
            records: Some(version.records),
            held: Some(version.held),
            accepted_shrink: accept_shrink.map(str::to_owned),
            ..Event::new(name, happened)
        })?;
        let mut entries = self.entries.clone();
        let entry = entries.entry(name.to_owned()).or_insert_with(|| Entry {
            origin: origin.clone(),
            format: description.format,
            publisher: description.info.publisher.clone(),
            options: options.clone(),
            versions: Vec::new(),
        });
        entry.origin = origin;
        entry.versions.push(version.clone());
        self.replace(entries)?;
        Ok(Outcome::Live(version))
    }

    fn set_origin(&mut self, name: &str, origin: Origin) -> Result<(), StoreError> {
        let mut entries = self.entries.clone();
        if let Some(entry) = entries.get_mut(name) {
            entry.origin = origin;
        }
        self.replace(entries)
    }

    fn replace(&mut self, entries: BTreeMap<String, Entry>) -> Result<(), StoreError> {
        let path = self.folder.join(REGISTRY);
        let temporary = self.folder.join(".registry.tmp");
        let write = || -> io::Result<()> {
            let file = File::create(&temporary)?;
            serde_json::to_writer_pretty(&file, &entries)?;
            file.sync_all()?;
            std::fs::rename(&temporary, &path)
        };
        write().map_err(|source| StoreError::Io { path: path.clone(), source })?;
        self.entries = entries;
        Ok(())
    }

    fn note(&self, event: Event) -> Result<(), StoreError> {
        journal::append(&self.folder.join(JOURNAL), &event)
    }

    /// Waits for nobody: two updates at once are a mistake to be told.
    fn lock(&mut self) -> Result<Lock, StoreError> {
        let path = self.folder.join(LOCK);
        let fail = |source| StoreError::Io { path: path.clone(), source };
        std::fs::create_dir_all(&self.folder).map_err(fail)?;
        let file = File::create(&path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked(self.folder.clone())),
            Err(TryLockError::Error(source)) => return Err(fail(source)),
        }
        self.entries = read_registry(&self.folder)?;
        Ok(Lock(file))
    }
}

fn check_name(name: &str) -> Result<(), StoreError> {
    let sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 64 || !name.chars().all(sound) {
        return Err(StoreError::Name(name.to_owned()));
    }
    Ok(())
}

fn read_registry(folder: &Path) -> Result<BTreeMap<String, Entry>, StoreError> {
    let path = folder.join(REGISTRY);
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(source) => return Err(StoreError::Io { path, source }),
    };
    serde_json::from_slice(&text)
        .map_err(|error| StoreError::Registry { path, reason: error.to_string() })
}

#[cfg(test)]
mod tests;
