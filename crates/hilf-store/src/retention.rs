//! What is purged after its time, class by class. Nothing that runs is ever purged: no undecided
//! alert, no customer's alert while another is undecided, nothing with assets frozen, and no decision
//! on a pair that is still a hit, because it keeps the pair from being asked about again.

use jiff::Timestamp;
use serde_json::json;

use crate::sql::{Row, values};
use crate::{Act, Note, StoreError};

/// What is kept for a time of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Alerts decided "not the same" whose pair is no hit any more.
    FalsePositives,
    /// Alerts of which nobody could tell, whose pair is no hit any more.
    CannotTell,
    /// True matches that ended: delisted or no hit any more, nothing frozen.
    TrueMatches,
    /// Proofs of screening runs, but for the last.
    Runs,
    /// What the audit log says of acts; the log itself stays and stays valid.
    Audit,
    /// Sessions that ended and tokens that were revoked or ran out.
    Sessions,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 6] = [
        Class::FalsePositives,
        Class::CannotTell,
        Class::TrueMatches,
        Class::Runs,
        Class::Audit,
        Class::Sessions,
    ];

    /// Its name in records and configurations.
    pub fn name(self) -> &'static str {
        match self {
            Class::FalsePositives => "false_positives",
            Class::CannotTell => "cannot_tell",
            Class::TrueMatches => "true_matches",
            Class::Runs => "runs",
            Class::Audit => "audit",
            Class::Sessions => "sessions",
        }
    }

    /// The class of a name.
    pub fn named(name: &str) -> Option<Class> {
        Class::ALL.into_iter().find(|class| class.name() == name)
    }

    fn outcome(self) -> Option<&'static str> {
        match self {
            Class::FalsePositives => Some("false_positive"),
            Class::CannotTell => Some("cannot_tell"),
            Class::TrueMatches => Some("true_match"),
            _ => None,
        }
    }
}

/// What the log says of an alert that was purged, so that the erasure of its customer finds its
/// words.
pub(crate) const ALERT_PURGED: &str = "alert.purged";

/// Rows of one purge of a class at once.
const AT_ONCE: i64 = 1_000;

macro_rules! ended {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM alert a WHERE a.state = 'decided' AND a.standing <> 'hit' AND a.outcome = $1 \
             AND a.changed_at < $2 \
             AND NOT EXISTS (SELECT 1 FROM alert o WHERE o.customer = a.customer \
                             AND o.state <> 'decided') \
             AND NOT EXISTS (SELECT 1 FROM frozen f WHERE f.customer = a.customer \
                             AND f.lifted_at IS NULL) ",
            $rest
        )
    };
}

macro_rules! old_runs {
    ($what:literal) => {
        concat!(
            $what,
            " FROM run WHERE coalesce(finished_at, abandoned_at) < $1 AND id <> coalesce(\
             (SELECT l.id FROM run l WHERE l.finished_at IS NOT NULL AND l.kind <> 'listings' \
              ORDER BY l.finished_at DESC LIMIT 1), '')"
        )
    };
}

impl Act {
    /// How much of a class is older than a moment and may be purged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purgeable(&mut self, class: Class, before: Timestamp) -> Result<u64, StoreError> {
        const ALERTS: &str = ended!("count(*)", "");
        const AUDIT: &str = "SELECT count(*) FROM audit WHERE body IS NOT NULL AND at < $1";
        const SESSIONS: &str = "SELECT (SELECT count(*) FROM session WHERE expires_at < $1) + \
            (SELECT count(*) FROM token WHERE revoked_at < $1 OR expires_at < $1)";
        let before = before.as_microsecond();
        match (class, class.outcome()) {
            (_, Some(outcome)) => self.number(ALERTS, values![outcome, before]).await,
            (Class::Runs, _) => self.number(old_runs!("SELECT count(*)"), values![before]).await,
            (Class::Audit, _) => self.number(AUDIT, values![before]).await,
            _ => self.number(SESSIONS, values![before]).await,
        }
    }

    /// Purges a part of what [`Act::purgeable`] counts; gives how much. Nothing is left when it
    /// gives 0.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn purge(&mut self, class: Class, before: Timestamp) -> Result<u64, StoreError> {
        const ALERTS: &str = ended!("a.id, a.customer", "ORDER BY a.changed_at LIMIT $3");
        const AUDIT: &str = "UPDATE audit SET object = NULL, body = NULL, salt = NULL WHERE n IN \
            (SELECT n FROM audit WHERE body IS NOT NULL AND at < $1 ORDER BY at LIMIT $2)";
        const SESSIONS: &str = "DELETE FROM session WHERE expires_at < $1";
        const TOKENS: &str = "DELETE FROM token WHERE revoked_at < $1 OR expires_at < $1";
        let before = before.as_microsecond();
        match (class, class.outcome()) {
            (_, Some(outcome)) => {
                let rows = self.tx.rows(ALERTS, values![outcome, before, AT_ONCE]).await?;
                let ids = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>, _>>()?;
                let note = |(row, id): (&Row, &String)| -> Result<Note, StoreError> {
                    let object = format!("customer:{}", row.text(1)?);
                    Ok(Note { act: ALERT_PURGED, object, details: json!({ "alert": id }) })
                };
                let notes: Result<Vec<Note>, StoreError> =
                    rows.iter().zip(&ids).map(note).collect();
                self.notes(notes?).await?;
                self.remove_alerts(&ids).await?;
                Ok(ids.len() as u64)
            }
            (Class::Runs, _) => Ok(self.tx.run(old_runs!("DELETE"), values![before]).await?),
            (Class::Audit, _) => {
                // What this very act says of itself is younger.
                Ok(self.tx.run(AUDIT, values![before, 10 * AT_ONCE]).await?)
            }
            _ => {
                let sessions = self.tx.run(SESSIONS, values![before]).await?;
                Ok(sessions + self.tx.run(TOKENS, values![before]).await?)
            }
        }
    }

    /// Removes alerts with their events, freezes that were lifted, and the documents that no other
    /// alert has.
    pub(crate) async fn remove_alerts(&mut self, ids: &[String]) -> Result<(), StoreError> {
        const CUSTOMERS: &str = "SELECT DISTINCT customer FROM alert WHERE id IN";
        const DOCUMENTS: &str = "SELECT DISTINCT sha256 FROM alert_attachment WHERE alert IN";
        const ORPHANS: &str = "DELETE FROM attachment WHERE NOT EXISTS (SELECT 1 FROM \
            alert_attachment l WHERE l.sha256 = attachment.sha256) AND sha256 IN";
        const EMPTY: &str = "DELETE FROM matter WHERE NOT EXISTS (SELECT 1 FROM alert a \
            WHERE a.customer = matter.customer) AND customer IN";
        const LEFT: &str = "SELECT id FROM alert WHERE customer IN";
        let keys = || ids.iter().map(|id| id.as_str().into()).collect::<Vec<_>>();
        let texts =
            |rows: Vec<Row>| rows.iter().map(|row| row.text(0)).collect::<Result<Vec<String>, _>>();
        let customers = texts(self.tx.rows_of(CUSTOMERS, keys(), "").await?)?;
        let documents = texts(self.tx.rows_of(DOCUMENTS, keys(), "").await?)?;
        for gone in
            self.tx.rows_of("DELETE FROM alert WHERE id IN", keys(), "RETURNING state").await?
        {
            self.stand(&gone.text(0)?, -1);
        }
        let documents = documents.into_iter().map(Into::into).collect();
        self.tx.run_of(ORPHANS, documents, "").await?;
        let customers: Vec<crate::sql::Value> = customers.into_iter().map(Into::into).collect();
        self.tx.run_of(EMPTY, customers.clone(), "").await?;
        // Cases of which alerts are left are counted anew.
        let left = texts(self.tx.rows_of(LEFT, customers, "").await?)?;
        self.written.extend(left);
        Ok(())
    }
}
