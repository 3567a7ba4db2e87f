//! What analysts note on press reports.

use jiff::Timestamp;
use serde_json::Value as Json;

use crate::StoreError;
use crate::act::{Act, json, time};
use crate::sql::{Row, values};

/// A note that is to be kept.
#[derive(Clone, Debug)]
pub struct NewPressNote {
    /// Who made it and when, where a journal of a former version says so; else who acts, now.
    pub made: Option<(String, Timestamp)>,
    /// What it is about and says.
    pub body: Json,
    /// The note it takes back.
    pub withdraws: Option<i64>,
}

/// A note as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct PressNote {
    /// Its number; numbers grow, and may have gaps.
    pub n: i64,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it is about and says.
    pub body: Json,
    /// The note it takes back.
    pub withdraws: Option<i64>,
}

fn note(row: &Row) -> Result<PressNote, StoreError> {
    Ok(PressNote {
        n: row.int(0)?,
        at: time(row.int(1)?)?,
        by: row.text(2)?,
        body: json(&row.text(3)?)?,
        withdraws: row.maybe_int(4)?,
    })
}

impl Act {
    /// Keeps a note; gives its number.
    ///
    /// # Errors
    /// [`StoreError::TakenBack`] when somebody else took the same note back first; else when the
    /// database fails, also because the note it takes back is not there.
    pub async fn add_press_note(&mut self, new: NewPressNote) -> Result<i64, StoreError> {
        const SQL: &str = "INSERT INTO press_note (at, made_by, body, withdraws) \
                           VALUES ($1, $2, $3, $4) \
                           ON CONFLICT (withdraws) DO NOTHING RETURNING n";
        let (by, at) = new.made.unwrap_or_else(|| (self.by().to_owned(), self.at()));
        let row = values![at.as_microsecond(), by, new.body.to_string(), new.withdraws];
        let taken_back = StoreError::TakenBack(new.withdraws.unwrap_or_default());
        Ok(self.tx.row(SQL, row).await?.ok_or(taken_back)?.int(0)?)
    }

    /// Every note, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn press_notes(&mut self) -> Result<Vec<PressNote>, StoreError> {
        const SQL: &str = "SELECT n, at, made_by, body, withdraws FROM press_note ORDER BY n";
        self.tx.rows(SQL, values![]).await?.iter().map(note).collect()
    }

    /// Remembers that the notes of a journal are taken over; false if they were before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_press_journal(&mut self, sha256: &str) -> Result<bool, StoreError> {
        const SQL: &str = "INSERT INTO press_journal (sha256, taken_at) VALUES ($1, $2) \
                           ON CONFLICT (sha256) DO NOTHING";
        let row = values![sha256, self.at().as_microsecond()];
        Ok(self.tx.run(SQL, row).await? > 0)
    }
}
