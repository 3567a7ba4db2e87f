//! Lists that are to be taken off the node: proposed by one person, decided by another.

use jiff::Timestamp;
use serde::Serialize;

use crate::StoreError;
use crate::act::{Act, time};
use crate::sql::{Row, values};

/// A proposal that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListRemoval {
    /// Its number.
    pub n: i64,
    /// Name of the list.
    pub list: String,
    /// Why it is to go.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
}

fn removal(row: &Row) -> Result<ListRemoval, StoreError> {
    Ok(ListRemoval {
        n: row.int(0)?,
        list: row.text(1)?,
        reason: row.text(2)?,
        proposed_by: row.text(3)?,
        proposed_at: time(row.int(4)?)?,
    })
}

impl Act {
    /// Proposes to take a list off; gives the proposal's number, `None` if another waits already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn propose_removal(
        &mut self,
        list: &str,
        reason: &str,
    ) -> Result<Option<i64>, StoreError> {
        const SQL: &str = "INSERT INTO list_removal (list, reason, proposed_by, proposed_at) \
                           VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING n";
        let row = values![list, reason, self.by().to_owned(), self.at().as_microsecond()];
        Ok(self.tx.row(SQL, row).await?.map(|row| row.int(0)).transpose()?)
    }

    /// The proposal about a list that waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_removal(&mut self, list: &str) -> Result<Option<ListRemoval>, StoreError> {
        const SQL: &str = "SELECT n, list, reason, proposed_by, proposed_at FROM list_removal \
                           WHERE list = $1 AND outcome IS NULL";
        self.tx.row(SQL, values![list]).await?.as_ref().map(removal).transpose()
    }

    /// Decides a proposal that waits.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if it waits no more, or when the database fails.
    pub async fn decide_removal(
        &mut self,
        n: i64,
        is_approved: bool,
        remark: &str,
    ) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE list_removal SET outcome = $2, decided_by = $3, \
                           decided_at = $4, remark = $5 WHERE n = $1 AND outcome IS NULL";
        let outcome = if is_approved { "approved" } else { "refused" };
        let (by, at) = (self.by().to_owned(), self.at().as_microsecond());
        match self.tx.run(SQL, values![n, outcome, by, at, remark]).await? {
            0 => Err(StoreError::Unknown { what: "open removal of a list", id: n.to_string() }),
            _ => Ok(()),
        }
    }

    /// Lets a proposal wait again, because the list could not be taken off after all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reopen_removal(&mut self, n: i64) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE list_removal SET outcome = NULL, decided_by = NULL, \
                           decided_at = NULL, remark = NULL WHERE n = $1";
        self.tx.run(SQL, values![n]).await?;
        Ok(())
    }
}
