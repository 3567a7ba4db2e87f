//! Reports kept in the data of a node: the originals by what is in them, and a journal of what came
//! in when and under which name.
//!
//! `<data>/press/originals/ab/abcd…` holds the bytes of a file under its SHA-256;
//! `<data>/press/journal.jsonl` gets a line for every file taken in, after its bytes are on disk. A
//! run that was cut off is run again: what is there is not taken in twice. Several processes may
//! take in reports at once. `<data>/press/notes.jsonl` holds what analysts noted before the store of
//! a node kept it; it is taken over from here.

mod former;
mod journal;

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use thiserror::Error;

use crate::date::Interval;
use crate::reports::{Input, Reports};
use crate::source::sha256;
pub use former::{FormerNote, FormerNotes};
use journal::{Journal, sync_folder};

/// Why the reports of a node cannot be read or kept.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ShelfError {
    /// The file system failed.
    #[error("cannot read or write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
}

impl ShelfError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            ShelfError::Io { path, source } => {
                format!("تعذرت قراءة الملف أو كتابته: {}: {source}", path.display())
            }
        }
    }

    fn io(path: &Path) -> impl FnOnce(std::io::Error) -> ShelfError {
        let path = path.to_path_buf();
        |source| ShelfError::Io { path, source }
    }
}

/// The reports of a node.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    journal: Journal,
    known: HashSet<String>,
    entries: Vec<Entry>,
}

/// A file that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// The name under which it came.
    pub name: String,
    /// Day of publication, where it was given.
    pub published: Option<Interval>,
    /// When it was taken in (RFC 3339, UTC).
    pub ingested: String,
}

impl Shelf {
    /// Opens the reports in the data folder of a node; none where nothing was taken in yet. Nothing
    /// is written.
    ///
    /// # Errors
    /// When the journal is there and cannot be read.
    pub fn open(data: &Path) -> Result<Shelf, ShelfError> {
        let folder = data.join("press");
        let mut shelf = Shelf {
            journal: Journal::new(folder.join("journal.jsonl")),
            folder,
            known: HashSet::new(),
            entries: Vec::new(),
        };
        shelf.refresh()?;
        Ok(shelf)
    }

    /// Takes notice of what others took in since.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn refresh(&mut self) -> Result<(), ShelfError> {
        for (line, value) in self.journal.news()? {
            match entry(&value) {
                Some(entry) if self.known.insert(entry.sha256.clone()) => self.entries.push(entry),
                Some(_) => {}
                None => self.journal.hold(line),
            }
        }
        Ok(())
    }

    /// What was taken in, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Lines of the journal that cannot be read, counted from 1.
    pub fn held(&self) -> Vec<usize> {
        self.journal.held().collect()
    }

    /// The notes that a former version kept in a journal; `None` where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn former_notes(&self) -> Result<Option<FormerNotes>, ShelfError> {
        FormerNotes::read(&self.folder.join("notes.jsonl"))
    }

    /// Whether these bytes were taken in.
    pub fn holds(&self, sha256: &str) -> bool {
        self.known.contains(sha256)
    }

    /// Where the bytes of a report lie.
    pub fn original(&self, sha256: &str) -> PathBuf {
        self.folder.join("originals").join(sha256.get(..2).unwrap_or_default()).join(sha256)
    }

    /// Every report, read from its original. `published` stands for the days the entries name.
    pub fn reports(&self, published: Option<Interval>) -> Reports {
        Reports::open(self.inputs(published))
    }

    /// The files of every report, as [`Reports::open`] takes them.
    pub fn inputs(&self, published: Option<Interval>) -> impl Iterator<Item = Input> {
        self.entries.iter().map(move |entry| Input {
            path: self.original(&entry.sha256),
            name: entry.name.clone(),
            published: published.or(entry.published),
        })
    }

    /// Takes a file in: its bytes first, then the line of the journal. Gives whether it is new.
    ///
    /// # Errors
    /// When it cannot be written; what was taken in before stays.
    pub fn take(
        &mut self,
        bytes: &[u8],
        name: &str,
        published: Option<Interval>,
    ) -> Result<bool, ShelfError> {
        let sha256 = sha256(bytes);
        if self.holds(&sha256) {
            return Ok(false);
        }
        self.keep(&sha256, bytes)?;
        let _lock = self.journal.lock()?;
        self.refresh()?;
        if self.holds(&sha256) {
            return Ok(false);
        }
        let entry = Entry {
            sha256,
            name: name.to_owned(),
            published,
            ingested: jiff::Timestamp::now().to_string(),
        };
        self.journal.add(&line(&entry))?;
        self.refresh()?;
        Ok(true)
    }

    /// Puts the bytes of a file under their hash, whole or not at all.
    fn keep(&self, sha256: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        let original = self.original(sha256);
        let parent = original.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(ShelfError::io(parent))?;
        let mut file = tempfile::NamedTempFile::new_in(parent).map_err(ShelfError::io(parent))?;
        file.write_all(bytes)
            .and_then(|()| file.as_file().sync_all())
            .map_err(ShelfError::io(&original))?;
        file.persist(&original).map_err(|error| ShelfError::io(&original)(error.error))?;
        sync_folder(&original);
        Ok(())
    }
}

fn line(entry: &Entry) -> Value {
    let days = entry.published.map(|days| {
        if days.is_day() {
            days.earliest.to_string()
        } else {
            format!("{}/{}", days.earliest, days.latest)
        }
    });
    json!({
        "sha256": entry.sha256,
        "name": entry.name,
        "published": days,
        "ingested": entry.ingested,
    })
}

fn entry(value: &Value) -> Option<Entry> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let sha256 = text("sha256")
        .filter(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let published = match text("published") {
        Some(days) => {
            let (from, to) = days.split_once('/').unwrap_or((&days, &days));
            Some(Interval { earliest: from.parse().ok()?, latest: to.parse().ok()? })
        }
        None => None,
    };
    let ingested = text("ingested").unwrap_or_default();
    Some(Entry { sha256, name: text("name")?, published, ingested })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_in_is_there_for_others_and_once() {
        let data = tempfile::tempdir().unwrap();
        let mut first = Shelf::open(data.path()).unwrap();
        let mut second = Shelf::open(data.path()).unwrap();
        let day = Some(Interval::day(jiff::civil::date(2022, 5, 12)));
        assert!(first.take(b"one", "a.txt", day).unwrap());
        assert!(second.take(b"two", "b.txt", None).unwrap());
        assert!(!second.take(b"one", "c.txt", None).unwrap(), "the other one took it in");
        first.refresh().unwrap();
        let names: Vec<&str> = first.entries().iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert_eq!(first.entries()[0].published, day);
        assert_eq!(fs::read(first.original(&first.entries()[1].sha256)).unwrap(), b"two");
        assert_eq!(first.entries(), Shelf::open(data.path()).unwrap().entries());
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let data = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let folder = data.path();
                scope.spawn(move || {
                    let mut shelf = Shelf::open(folder).unwrap();
                    for report in 0..8 {
                        // Every report is taken in by two of them.
                        let text = format!("{} {report}", writer / 2);
                        shelf.take(text.as_bytes(), &text, None).unwrap();
                    }
                });
            }
        });
        let shelf = Shelf::open(data.path()).unwrap();
        assert_eq!((shelf.entries().len(), shelf.held()), (16, Vec::new()));
    }

    #[test]
    fn a_line_cut_off_is_shown_and_takes_no_other_with_it() {
        let data = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::open(data.path()).unwrap();
        shelf.take(b"one", "a.txt", None).unwrap();
        let path = data.path().join("press/journal.jsonl");
        let mut text = fs::read_to_string(&path).unwrap();
        text.push_str("[]\n{\"sha256\": \"ab");
        fs::write(&path, text).unwrap();
        let mut shelf = Shelf::open(data.path()).unwrap();
        assert_eq!((shelf.entries().len(), shelf.held()), (1, vec![2, 3]));
        shelf.take(b"two", "b.txt", None).unwrap();
        let mut held = Shelf::open(data.path()).unwrap().held();
        held.sort_unstable();
        assert_eq!((shelf.entries().len(), held), (2, vec![2, 3]));
    }
}
