//! Who looks, and the record that somebody looked.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};
use thiserror::Error;

/// Whoever uses the console. A layer before the console may put one into the extensions of a
/// request; without it the visitor is nobody in particular.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// What the record calls them.
    pub id: String,
    /// What the page calls them.
    pub name: String,
}

impl Default for Visitor {
    fn default() -> Visitor {
        Visitor { id: "anonymous".to_owned(), name: String::new() }
    }
}

/// What somebody looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewed {
    /// The result of an ad-hoc look-up: what was searched for, and the ids that were shown.
    Search {
        /// What was entered, by field.
        subject: Value,
        /// Ids of the entities shown.
        shown: Vec<String>,
    },
    /// A subject beside a listed entity.
    Compare {
        /// What was entered, by field.
        subject: Value,
        /// The entity's id.
        entity: String,
    },
    /// All that the lists say of an entity.
    Entity {
        /// Its id.
        id: String,
    },
    /// A batch of subjects.
    Batch {
        /// SHA-256 of the file in hexadecimal.
        sha256: String,
        /// Number of its rows.
        rows: u64,
    },
}

/// A look that is to be recorded before its result is shown.
#[derive(Debug, Clone)]
pub struct Viewing<'a> {
    /// Who.
    pub who: &'a Visitor,
    /// What.
    pub what: Viewed,
    /// For which purpose, and under which reference of theirs.
    pub purpose: &'a str,
    /// Reference of a case or request, if one was given.
    pub reference: &'a str,
    /// The snapshot it was answered from.
    pub snapshot: &'a str,
}

/// The look could not be recorded.
#[derive(Debug, Error)]
#[error("the look-up could not be recorded: {0}")]
pub struct Unwitnessed(pub String);

/// Keeps the record of who looked at what and why (Directive (EU) 2016/680, article 25:
/// consultation is logged with its justification). What it refuses is not shown.
pub trait Witness: Send + Sync {
    /// Records a look.
    ///
    /// # Errors
    /// When it cannot be recorded.
    fn viewed(&self, viewing: &Viewing<'_>) -> Result<(), Unwitnessed>;
}

/// A witness that appends a line of JSON to a file for every look and waits until it is on disk.
#[derive(Debug, Clone)]
pub struct FileWitness {
    path: PathBuf,
}

impl FileWitness {
    /// A witness that writes to a file; it is created at the first look.
    pub fn new(path: PathBuf) -> FileWitness {
        FileWitness { path }
    }

    fn append(&self, line: &Value) -> std::io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        // One write, so that lines of several requests do not mix.
        file.write_all(format!("{line}\n").as_bytes())?;
        file.sync_data()
    }
}

impl Witness for FileWitness {
    fn viewed(&self, viewing: &Viewing<'_>) -> Result<(), Unwitnessed> {
        let what = match &viewing.what {
            Viewed::Search { subject, shown } => {
                json!({ "kind": "search", "subject": subject, "shown": shown })
            }
            Viewed::Compare { subject, entity } => {
                json!({ "kind": "compare", "subject": subject, "entity": entity })
            }
            Viewed::Entity { id } => json!({ "kind": "entity", "entity": id }),
            Viewed::Batch { sha256, rows } => {
                json!({ "kind": "batch", "sha256": sha256, "rows": rows })
            }
        };
        let line = json!({
            "at": jiff::Timestamp::now().to_string(),
            "who": viewing.who.id,
            "what": what,
            "purpose": viewing.purpose,
            "reference": viewing.reference,
            "snapshot": viewing.snapshot,
        });
        let told = |error| Unwitnessed(format!("{}: {error}", self.path.display()));
        self.append(&line).map_err(told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(witness: &FileWitness) -> Result<(), Unwitnessed> {
        witness.viewed(&Viewing {
            who: &Visitor::default(),
            what: Viewed::Entity { id: "t-1\n".into() },
            purpose: "kyc",
            reference: "7",
            snapshot: "s",
        })
    }

    #[test]
    fn every_look_is_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("views/views.jsonl");
        let witness = FileWitness::new(path.clone());
        look(&witness).unwrap();
        look(&witness).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["what"]["entity"], "t-1\n");
    }

    #[test]
    fn what_cannot_be_written_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let witness = FileWitness::new(folder.path().to_path_buf());
        assert!(look(&witness).is_err());
    }
}
