//! Profiles: those anybody was screened with, and the changes that two people decide.

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::act::{Act, json, time};
use crate::sql::{Row, Tx, values};
use crate::{Store, StoreError};

/// A change that is to be proposed.
#[derive(Clone, Debug)]
pub struct NewProfileChange {
    /// Id of the new profile.
    pub profile: String,
    /// The profile as JSON.
    pub body: String,
    /// Id of the profile it is to replace.
    pub replaces: String,
    /// Why.
    pub reason: String,
    /// What it would change, as it was computed before it was proposed.
    pub impact: Json,
    /// Hash of all of the above: what an approval is bound to.
    pub hash: String,
}

/// A proposed change with what became of it.
#[derive(Clone, Debug)]
pub struct ProfileChange {
    /// Its number.
    pub n: i64,
    /// What is proposed.
    pub what: NewProfileChange,
    /// By whom.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// What was decided; `None` while nobody has.
    pub decision: Option<ProfileDecision>,
}

/// What somebody decided about a proposed change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileDecision {
    /// Whether it went into force.
    pub is_approved: bool,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub remark: String,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT n, profile, body, replaces, reason, impact, hash, proposed_by, proposed_at, \
             outcome, decided_by, decided_at, remark FROM profile_change ",
            $rest
        )
    };
}

fn change(row: &Row) -> Result<ProfileChange, StoreError> {
    let decision = match row.maybe_text(9)? {
        None => None,
        Some(outcome) => Some(ProfileDecision {
            is_approved: outcome == "approved",
            by: row.text(10)?,
            at: time(row.int(11)?)?,
            remark: row.text(12)?,
        }),
    };
    Ok(ProfileChange {
        n: row.int(0)?,
        what: NewProfileChange {
            profile: row.text(1)?,
            body: row.text(2)?,
            replaces: row.text(3)?,
            reason: row.text(4)?,
            impact: json(&row.text(5)?)?,
            hash: row.text(6)?,
        },
        proposed_by: row.text(7)?,
        proposed_at: time(row.int(8)?)?,
        decision,
    })
}

async fn in_force(tx: &mut Tx) -> Result<Option<(String, String)>, StoreError> {
    const SQL: &str = "SELECT profile, body FROM profile_change WHERE place IS NOT NULL \
                       ORDER BY place DESC LIMIT 1";
    let row = tx.row(SQL, values![]).await?;
    row.map(|row| Ok((row.text(0)?, row.text(1)?))).transpose()
}

impl Store {
    /// Id and JSON of the profile that was approved last; `None` while none was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn profile_in_force(&self) -> Result<Option<(String, String)>, StoreError> {
        in_force(&mut self.pool.begin().await?).await
    }
}

impl Act {
    /// Id and JSON of the profile that was approved last; `None` while none was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn profile_in_force(&mut self) -> Result<Option<(String, String)>, StoreError> {
        in_force(&mut self.tx).await
    }

    /// Lays a change before a second person; gives its number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn propose_profile(&mut self, new: &NewProfileChange) -> Result<i64, StoreError> {
        const SQL: &str = "INSERT INTO profile_change (profile, body, replaces, reason, impact, \
            hash, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING n";
        let row = values![
            new.profile.as_str(),
            new.body.as_str(),
            new.replaces.as_str(),
            new.reason.as_str(),
            new.impact.to_string(),
            new.hash.as_str(),
            self.by().to_owned(),
            self.at().as_microsecond(),
        ];
        let row = self.tx.row(SQL, row).await?;
        let row = row.ok_or_else(|| StoreError::damaged("a change of profile", "no number"))?;
        Ok(row.int(0)?)
    }

    /// The change of a number.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn profile_change(&mut self, n: i64) -> Result<ProfileChange, StoreError> {
        let row = self.tx.row(select!("WHERE n = $1"), values![n]).await?;
        let unknown = || StoreError::Unknown { what: "change of profile", id: n.to_string() };
        change(&row.ok_or_else(unknown)?)
    }

    /// Changes, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn profile_changes(&mut self, most: u32) -> Result<Vec<ProfileChange>, StoreError> {
        let sql = select!("ORDER BY n DESC LIMIT $1");
        self.tx.rows(sql, values![i64::from(most)]).await?.iter().map(change).collect()
    }

    /// Decides a change that nobody has decided; an approved one is in force from then on.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if there is no undecided one, or when the database fails, also
    /// because another change went into force at the same moment.
    pub async fn decide_profile(
        &mut self,
        n: i64,
        is_approved: bool,
        remark: &str,
    ) -> Result<(), StoreError> {
        const APPROVE: &str = "UPDATE profile_change SET outcome = 'approved', decided_by = $2, \
            decided_at = $3, remark = $4, \
            place = (SELECT coalesce(max(place), 0) + 1 FROM profile_change) \
            WHERE n = $1 AND outcome IS NULL";
        const REFUSE: &str = "UPDATE profile_change SET outcome = 'refused', decided_by = $2, \
            decided_at = $3, remark = $4 WHERE n = $1 AND outcome IS NULL";
        let row = values![n, self.by().to_owned(), self.at().as_microsecond(), remark];
        let sql = if is_approved { APPROVE } else { REFUSE };
        match self.tx.run(sql, row).await? {
            0 => {
                Err(StoreError::Unknown { what: "undecided change of profile", id: n.to_string() })
            }
            _ => Ok(()),
        }
    }
}
