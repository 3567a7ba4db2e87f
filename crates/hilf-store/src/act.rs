//! An act: its audit entry and what it does, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use hilf_entity::Entity;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use crate::sql::{Tx, values};
use crate::{Store, StoreError};

/// Who does what to what, as it is written into the audit log.
#[derive(Clone, Debug)]
pub struct Deed {
    /// The person.
    pub by: String,
    /// What is done: `alert.propose`, `customer.view`. No personal data: it is in the clear in the
    /// log.
    pub act: &'static str,
    /// What it is done to: `customer:7`. Salted and hashed in the log.
    pub object: String,
    /// All else that must be known of it later. Salted and hashed in the log.
    pub details: Json,
}

impl Deed {
    /// A deed without details.
    pub fn new(by: &str, act: &'static str, object: impl Into<String>) -> Deed {
        Deed { by: by.to_owned(), act, object: object.into(), details: Json::Null }
    }

    /// With details.
    #[must_use]
    pub fn with(mut self, details: Json) -> Deed {
        self.details = details;
        self
    }
}

/// A further audit entry of an act; see [`Deed`].
#[derive(Clone, Debug)]
pub struct Note {
    /// What is done.
    pub act: &'static str,
    /// What it is done to.
    pub object: String,
    /// All else that must be known of it later.
    pub details: Json,
}

/// Bytes of salt of an entry.
const SALT: usize = 16;

/// An act under way. What is not committed did not happen and leaves no entry.
pub struct Act {
    pub(crate) tx: Tx,
    /// Ids of alerts that were written, until their cases are brought in line.
    pub(crate) written: BTreeSet<String>,
    /// By state: how many alerts more stand in it since the act began.
    pub(crate) moved: BTreeMap<&'static str, i64>,
    /// Screenings since the act began.
    pub(crate) screened: i64,
    by: String,
    at: Timestamp,
}

impl Store {
    /// Begins an act by writing its audit entry.
    ///
    /// # Errors
    /// [`StoreError::AuditRefused`] when the entry cannot be written: there is no act then.
    pub async fn act(&self, deed: Deed) -> Result<Act, StoreError> {
        Act::begin(self.pool.begin().await?, deed).await
    }
}

/// The present in microseconds: what both databases keep.
pub(crate) fn now() -> Timestamp {
    let micros = Timestamp::now().as_microsecond();
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Act {
    pub(crate) async fn begin(tx: Tx, deed: Deed) -> Result<Act, StoreError> {
        if deed.by.trim().is_empty() {
            return Err(StoreError::Nobody);
        }
        let (written, moved) = (BTreeSet::new(), BTreeMap::new());
        let mut act = Act { tx, written, moved, screened: 0, by: deed.by, at: now() };
        act.note(deed.act, &deed.object, deed.details).await?;
        Ok(act)
    }

    /// Who acts.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// When the act began.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Writes a further audit entry within the act.
    ///
    /// # Errors
    /// [`StoreError::AuditRefused`]; the act must then be given up.
    pub async fn note(
        &mut self,
        act: &'static str,
        object: &str,
        details: Json,
    ) -> Result<(), StoreError> {
        self.notes(vec![Note { act, object: object.to_owned(), details }]).await
    }

    /// Writes further audit entries within the act, in their order.
    ///
    /// # Errors
    /// [`StoreError::AuditRefused`]; the act must then be given up.
    pub async fn notes(&mut self, notes: Vec<Note>) -> Result<(), StoreError> {
        const HEAD: &str = "INSERT INTO audit_in (at, act, object, body, salt) VALUES";
        let mut salts = vec![0_u8; notes.len() * SALT];
        getrandom::fill(&mut salts)
            .map_err(|error| StoreError::io("no random numbers")(error.into()))?;
        let row = |(note, salt): (Note, &[u8])| {
            let Note { act, object, details } = note;
            let body = json!({ "by": self.by, "object": object, "details": details }).to_string();
            values![self.at.as_microsecond(), act, object, body, salt]
        };
        let rows = notes.into_iter().zip(salts.chunks_exact(SALT)).map(row).collect();
        self.tx.put(HEAD, rows, "").await.map_err(StoreError::AuditRefused)
    }

    /// Makes the act and its entry durable; only then did it happen.
    ///
    /// # Errors
    /// When the database cannot write; nothing happened then.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.gather().await?;
        Ok(self.tx.commit().await?)
    }
}

pub(crate) fn time(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|error| StoreError::damaged("a time", error))
}

pub(crate) fn entity(text: &str) -> Result<Entity, StoreError> {
    Entity::from_json(text).map_err(|error| StoreError::damaged("an entity", error))
}

pub(crate) fn json(text: &str) -> Result<Json, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::damaged("a record", error))
}

pub(crate) fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}
