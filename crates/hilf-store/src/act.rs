//! An act: its audit entry and what it does, in one transaction.

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

/// An act under way. What is not committed did not happen and leaves no entry.
pub struct Act {
    pub(crate) tx: Tx,
    by: String,
    at: Timestamp,
}

impl Store {
    /// Begins an act by writing its audit entry.
    ///
    /// # Errors
    /// [`StoreError::AuditRefused`] when the entry cannot be written: there is no act then.
    pub async fn act(&self, deed: Deed) -> Result<Act, StoreError> {
        if deed.by.trim().is_empty() {
            return Err(StoreError::Nobody);
        }
        let tx = self.pool.begin().await?;
        let mut act = Act { tx, by: deed.by.clone(), at: now() };
        act.note(deed.act, &deed.object, deed.details).await?;
        Ok(act)
    }
}

/// The present in microseconds: what both databases keep.
pub(crate) fn now() -> Timestamp {
    let micros = Timestamp::now().as_microsecond();
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Act {
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
        const SQL: &str =
            "INSERT INTO audit_in (at, act, object, body, salt) VALUES ($1, $2, $3, $4, $5)";
        let body = json!({ "by": self.by, "object": object, "details": details }).to_string();
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt)
            .map_err(|error| StoreError::io("no random numbers")(error.into()))?;
        let row = values![self.at.as_microsecond(), act, object, body, &salt[..]];
        self.tx.run(SQL, row).await.map_err(StoreError::AuditRefused)?;
        Ok(())
    }

    /// Makes the act and its entry durable; only then did it happen.
    ///
    /// # Errors
    /// When the database cannot write; nothing happened then.
    pub async fn commit(self) -> Result<(), StoreError> {
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
