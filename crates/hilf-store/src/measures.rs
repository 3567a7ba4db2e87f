//! What follows from a true match: freezes, and exemptions from them.

use hilf_case::{Exemption, Terms};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::StoreError;
use crate::act::{Act, json, time};
use crate::sql::{Row, values};

/// Any number that nobody else locks.
const LOCK: i64 = 0x6869_6c66_0003;

/// A freeze of a customer's assets; it is kept after it is lifted.
#[derive(Clone, Debug, PartialEq)]
pub struct Freeze {
    /// The alert whose decision it follows.
    pub alert: String,
    /// Id of the customer.
    pub customer: String,
    /// Id of the listed entity.
    pub entity: String,
    /// When.
    pub frozen_at: Timestamp,
    /// By whom.
    pub frozen_by: String,
    /// What was frozen, in the words of who froze it.
    pub assets: Json,
    /// Reference under which it was reported to the authority.
    pub report: Option<String>,
    /// When it was reported.
    pub reported_at: Option<Timestamp>,
    /// Who lifted it, approved by whom, and why.
    pub lift: Option<Json>,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
}

/// An exemption, from its proposal on.
#[derive(Clone, Debug, PartialEq)]
pub struct ExemptionRow {
    /// Its id.
    pub id: String,
    /// What was proposed.
    pub terms: Terms,
    /// By whom.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// As a second person granted it; `None` until then.
    pub granted: Option<Exemption>,
    /// When it was ended before its time, or its proposal turned down.
    pub ended_at: Option<Timestamp>,
}

macro_rules! freeze {
    ($rest:literal) => {
        concat!(
            "SELECT alert, customer, entity, frozen_at, frozen_by, assets, lift, lifted_at, \
             report, reported_at FROM frozen ",
            $rest
        )
    };
}

macro_rules! exemption {
    ($rest:literal) => {
        concat!(
            "SELECT id, terms, proposed_by, proposed_at, granted, ended_at FROM exemption ",
            $rest
        )
    };
}

fn freeze(row: &Row) -> Result<Freeze, StoreError> {
    Ok(Freeze {
        alert: row.text(0)?,
        customer: row.text(1)?,
        entity: row.text(2)?,
        frozen_at: time(row.int(3)?)?,
        frozen_by: row.text(4)?,
        assets: json(&row.text(5)?)?,
        lift: row.maybe_text(6)?.as_deref().map(json).transpose()?,
        lifted_at: row.maybe_int(7)?.map(time).transpose()?,
        report: row.maybe_text(8)?,
        reported_at: row.maybe_int(9)?.map(time).transpose()?,
    })
}

fn exemption(row: &Row) -> Result<ExemptionRow, StoreError> {
    let damaged = |error| StoreError::damaged("an exemption", error);
    let granted = row.maybe_text(4)?;
    Ok(ExemptionRow {
        id: row.text(0)?,
        terms: serde_json::from_str(&row.text(1)?).map_err(damaged)?,
        proposed_by: row.text(2)?,
        proposed_at: time(row.int(3)?)?,
        granted: granted.as_deref().map(serde_json::from_str).transpose().map_err(damaged)?,
        ended_at: row.maybe_int(5)?.map(time).transpose()?,
    })
}

fn written<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::damaged("an exemption", error))
}

impl Act {
    /// Records a freeze.
    ///
    /// # Errors
    /// When the alert has one already, or the database fails.
    pub async fn put_freeze(&mut self, freeze: &Freeze) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO frozen (alert, customer, entity, frozen_at, frozen_by, \
                           assets) VALUES ($1, $2, $3, $4, $5, $6)";
        let row = values![
            freeze.alert.as_str(),
            freeze.customer.as_str(),
            freeze.entity.as_str(),
            freeze.frozen_at.as_microsecond(),
            freeze.frozen_by.as_str(),
            freeze.assets.to_string(),
        ];
        self.tx.run(SQL, row).await?;
        Ok(())
    }

    /// Records that a freeze was reported to the authority, and under which reference.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if there is none that is unreported, or when the database fails.
    pub async fn report_freeze(&mut self, alert: &str, report: &str) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE frozen SET report = $2, reported_at = $3 WHERE alert = $1 \
                           AND reported_at IS NULL";
        match self.tx.run(SQL, values![alert, report, self.at().as_microsecond()]).await? {
            0 => Err(StoreError::Unknown { what: "unreported freeze", id: alert.to_owned() }),
            _ => Ok(()),
        }
    }

    /// Records that a freeze was lifted, by whom and why.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if there is none in force, or when the database fails.
    pub async fn lift_freeze(&mut self, alert: &str, lift: &Json) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE frozen SET lift = $2, lifted_at = $3 WHERE alert = $1 \
                           AND lifted_at IS NULL";
        let row = values![alert, lift.to_string(), self.at().as_microsecond()];
        match self.tx.run(SQL, row).await? {
            0 => Err(StoreError::Unknown { what: "freeze of alert", id: alert.to_owned() }),
            _ => Ok(()),
        }
    }

    /// The freeze that follows an alert's decision, in force or lifted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn freeze(&mut self, alert: &str) -> Result<Option<Freeze>, StoreError> {
        let row = self.tx.row(freeze!("WHERE alert = $1"), values![alert]).await?;
        row.as_ref().map(freeze).transpose()
    }

    /// Freezes in force, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn freezes_in_force(&mut self) -> Result<Vec<Freeze>, StoreError> {
        let sql = freeze!("WHERE lifted_at IS NULL ORDER BY frozen_at, alert");
        self.tx.rows(sql, values![]).await?.iter().map(freeze).collect()
    }

    /// How many freezes are in force.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn freeze_count(&mut self) -> Result<u64, StoreError> {
        self.number("SELECT count(*) FROM frozen WHERE lifted_at IS NULL", values![]).await
    }

    /// Keeps an exemption as it is now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_exemption(&mut self, row: &ExemptionRow) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO exemption (id, entity, terms, proposed_by, proposed_at, \
            granted, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
            ON CONFLICT (id) DO UPDATE SET granted = $6, ended_at = $7";
        let values = values![
            row.id.as_str(),
            row.terms.entity.as_str(),
            written(&row.terms)?,
            row.proposed_by.as_str(),
            row.proposed_at.as_microsecond(),
            row.granted.as_ref().map(written).transpose()?,
            row.ended_at.map(Timestamp::as_microsecond),
        ];
        self.tx.run(SQL, values).await?;
        Ok(())
    }

    /// The exemption of an id.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn exemption(&mut self, id: &str) -> Result<ExemptionRow, StoreError> {
        // Two payments must not both be counted against the same rest.
        self.tx.lock(LOCK).await?;
        let row = self.tx.row(exemption!("WHERE id = $1"), values![id]).await?;
        let unknown = || StoreError::Unknown { what: "exemption", id: id.to_owned() };
        exemption(&row.ok_or_else(unknown)?)
    }

    /// Exemptions that were granted and not ended, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exemptions_granted(&mut self) -> Result<Vec<ExemptionRow>, StoreError> {
        let sql = exemption!(
            "WHERE granted IS NOT NULL AND ended_at IS NULL ORDER BY proposed_at DESC, id"
        );
        self.tx.rows(sql, values![]).await?.iter().map(exemption).collect()
    }

    /// Exemptions, the newest first; those on one listed entity, or all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn exemptions(
        &mut self,
        entity: Option<&str>,
    ) -> Result<Vec<ExemptionRow>, StoreError> {
        let sql = exemption!("WHERE entity = $1 OR $1 = '' ORDER BY proposed_at DESC, id");
        let rows = self.tx.rows(sql, values![entity.unwrap_or_default()]).await?;
        rows.iter().map(exemption).collect()
    }
}
