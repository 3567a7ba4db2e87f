//! What a reader gives: records, and what it had to hold back.

use hilf_entity::Entity;
use serde::{Deserialize, Serialize};

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// File within the source (its name without folder).
    pub file: String,
    /// Line of the record's beginning, from 1; 0 where the format has no lines.
    pub line: u64,
    /// Field or element within the record, where one is to blame.
    pub field: Option<String>,
}

/// One listed subject: its entity and the entities that hang on it (listing, documents,
/// addresses, relations), which refer to it by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Where the record begins.
    pub position: Position,
    /// The listed subject.
    pub entity: Entity,
    /// Sanction, Passport, Address, Ownership … entities that belong to it.
    pub related: Vec<Entity>,
}

/// A record that could not be read. It is shown, counted and can be retried; never dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Where it stands.
    pub position: Position,
    /// Its reference in the source, where that much could be read.
    pub reference: Option<String>,
    /// What was wrong, in one sentence.
    pub reason: String,
}

/// What a reader hands to its consumer, in source order.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A record that was read.
    Record(Box<Record>),
    /// A record that was not.
    Held(Held),
    /// Delta feeds only: the entity of this id is no longer listed.
    Deleted {
        /// Id of the entity.
        id: String,
    },
}

/// What a source says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInfo {
    /// Dataset name, the prefix of its entity ids: `un`, `ofac`, `eu` …
    pub dataset: String,
    /// Publisher's name in English.
    pub publisher: String,
    /// Publication date or time as ISO 8601, where the source gives one.
    pub published: Option<String>,
    /// Number of records the source claims to hold, where it says so.
    pub declared_records: Option<u64>,
    /// Anything the operator should know about the reading as a whole (a declared repair, a
    /// partial list), each one sentence.
    pub remarks: Vec<String>,
}
