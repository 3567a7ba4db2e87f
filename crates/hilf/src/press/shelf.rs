//! Reports kept in the data of a node: the originals by what is in them, and a journal of what came
//! in when and under which name.
//!
//! `<data>/press/originals/ab/abcd…` holds the bytes of a file under its SHA-256;
//! `<data>/press/journal.jsonl` gets a line for every file taken in, after its bytes are on disk. A
//! run that was cut off is run again: what is there is not taken in twice.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// The reports of a node.
#[derive(Debug)]
pub(super) struct Shelf {
    folder: PathBuf,
    known: HashSet<String>,
    entries: Vec<Entry>,
    /// Whether the journal ends within a line, cut off by a crash.
    is_torn: bool,
    /// Lines of the journal that cannot be read.
    pub(super) held: Vec<usize>,
}

/// A file that was taken in.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) sha256: String,
    pub(super) name: String,
    /// Day of publication, where it was given (YYYY-MM-DD).
    pub(super) published: Option<String>,
}

impl Shelf {
    /// Opens the reports of a node; none where nothing was taken in yet.
    pub(super) fn open(data: &Path) -> Result<Shelf, Fault> {
        let folder = data.join("press");
        let journal = folder.join("journal.jsonl");
        let text = match fs::read(&journal) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(Fault::io(journal.display())(error)),
        };
        let mut shelf = Shelf {
            folder,
            known: HashSet::new(),
            entries: Vec::new(),
            is_torn: false,
            held: Vec::new(),
        };
        shelf.is_torn = !text.is_empty() && !text.ends_with('\n');
        for (i, line) in text.lines().enumerate() {
            match entry(line) {
                Some(entry) if shelf.known.insert(entry.sha256.clone()) => {
                    shelf.entries.push(entry)
                }
                Some(_) => {}
                None => shelf.held.push(i + 1),
            }
        }
        Ok(shelf)
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn holds(&self, sha256: &str) -> bool {
        self.known.contains(sha256)
    }

    /// Where the bytes of a report lie.
    pub(super) fn original(&self, sha256: &str) -> PathBuf {
        self.folder.join("originals").join(sha256.get(..2).unwrap_or_default()).join(sha256)
    }

    /// Takes a file in: its bytes first, then the line of the journal.
    pub(super) fn take(&mut self, bytes: &[u8], entry: Entry) -> Result<(), Fault> {
        let original = self.original(&entry.sha256);
        let parent = original.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(Fault::io(parent.display()))?;
        let mut file =
            tempfile::NamedTempFile::new_in(parent).map_err(Fault::io(parent.display()))?;
        file.write_all(bytes)
            .and_then(|()| file.as_file().sync_all())
            .map_err(Fault::io(original.display()))?;
        file.persist(&original).map_err(|error| Fault::io(original.display())(error.error))?;
        let journal = self.folder.join("journal.jsonl");
        let line = json!({
            "sha256": entry.sha256,
            "name": entry.name,
            "published": entry.published,
            "ingested": jiff::Timestamp::now().to_string(),
        });
        // A line that was cut off is closed first, so that it takes no other with it.
        let line = format!("{}{line}\n", if self.is_torn { "\n" } else { "" });
        fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(&journal)
            .and_then(|mut file| file.write_all(line.as_bytes()))
            .map_err(Fault::io(journal.display()))?;
        self.is_torn = false;
        self.known.insert(entry.sha256.clone());
        self.entries.push(entry);
        Ok(())
    }
}

/// SHA-256 of bytes, hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn entry(line: &str) -> Option<Entry> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let sha256 = text("sha256")
        .filter(|hash| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Some(Entry { sha256, name: text("name")?, published: text("published") })
}
