//! The journal of notes of former versions.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ShelfError;
use crate::note::Said;
use crate::source::sha256;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FormerNote {
    /// Line, counted from 1: the number by which withdrawals name it.
    #[serde(skip)]
    pub line: u64,
    /// When it was made (RFC 3339).
    pub at: String,
    /// Who made it, as they called themselves.
    pub by: String,
    /// What it says.
    #[serde(flatten)]
    pub said: Said,
}

/// The notes of a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerNotes {
    path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What can be read, in order.
    pub notes: Vec<FormerNote>,
    /// Lines that cannot be read, counted from 1.
    pub held: Vec<usize>,
}

impl FormerNotes {
    pub(super) fn read(path: &Path) -> Result<Option<FormerNotes>, ShelfError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ShelfError::io(path)(error)),
        };
        let (mut notes, mut held) = (Vec::new(), Vec::new());
        for (place, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<FormerNote>(line) {
                Ok(note) => notes.push(FormerNote { line: place as u64 + 1, ..note }),
                Err(_) => held.push(place + 1),
            }
        }
        Ok(Some(FormerNotes { path: path.to_path_buf(), sha256: sha256(&bytes), notes, held }))
    }

    /// Where the journal lies once its notes are taken over; lines that were held stay readable there.
    pub fn put_away(&self) -> PathBuf {
        self.path.with_extension("taken-over.jsonl")
    }

    /// Puts the journal away.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn close(&self) -> Result<(), ShelfError> {
        fs::rename(&self.path, self.put_away()).map_err(ShelfError::io(&self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Act;

    #[test]
    fn a_journal_is_read_with_its_lines_and_what_is_torn_is_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.jsonl");
        assert_eq!(FormerNotes::read(&path).unwrap(), None);
        let first =
            r#"{"at":"2026-11-01T08:00:00Z","by":"أمل","act":"evidence","about":[],"text":"x"}"#;
        let back =
            r#"{"at":"2026-11-02T08:00:00Z","by":"b","act":{"withdraw":1},"about":[],"text":"y"}"#;
        fs::write(&path, format!("{first}\n[]\n{back}\n{{\"at\"")).unwrap();
        let former = FormerNotes::read(&path).unwrap().unwrap();
        assert_eq!(former.held, [2, 4]);
        let told: Vec<_> = former.notes.iter().map(|n| (n.line, &*n.by, &n.said.act)).collect();
        assert_eq!(told, [(1, "أمل", &Act::Evidence), (3, "b", &Act::Withdraw(1))]);
        former.close().unwrap();
        assert!(!path.exists() && former.put_away().exists());
    }
}
