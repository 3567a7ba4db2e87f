//! Screening runs: what was screened against what, and the proof that nobody was left out.

use jiff::Timestamp;

use crate::StoreError;
use crate::act::{Act, count, time};
use crate::sql::{Row, values};

/// Whom a run screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// Every customer.
    All,
    /// Customers that changed since the last run on the same basis.
    Changed,
    /// Customers who may be somebody whose listing changed, before everybody is screened.
    Listings,
}

impl RunKind {
    /// Its name in records.
    pub fn name(self) -> &'static str {
        match self {
            RunKind::All => "all",
            RunKind::Changed => "changed",
            RunKind::Listings => "listings",
        }
    }
}

/// What a run has done, or what a part of it adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Customers screened.
    pub screened: u64,
    /// Hits found.
    pub hits: u64,
    /// Alerts opened.
    pub opened: u64,
    /// Decided alerts reopened.
    pub reopened: u64,
    /// Customers without a name or identifier to search by.
    pub held: u64,
}

impl std::ops::AddAssign for Progress {
    fn add_assign(&mut self, other: Progress) {
        self.screened += other.screened;
        self.hits += other.hits;
        self.opened += other.opened;
        self.reopened += other.reopened;
        self.held += other.held;
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// Whom it screens.
    pub kind: RunKind,
    /// Snapshot, matcher and profile as one text; two runs with the same find the same.
    pub basis: String,
    /// What was screened against.
    pub snapshot: String,
    /// The program's matcher.
    pub matcher: String,
    /// The profile's id.
    pub profile: String,
    /// Ids of the snapshots behind `snapshot`.
    pub lists: Vec<String>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Serial after which it began.
    pub first: i64,
    /// Serial up to which everybody is screened.
    pub cursor: i64,
    /// What it has done.
    pub progress: Progress,
    /// Number of customers when it ended.
    pub customers: Option<u64>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, basis, snapshot, matcher, profile, lists, started_at, finished_at, \
             first, cursor, screened, hits, opened, reopened, held, customers FROM run ",
            $rest
        )
    };
}

fn run(row: &Row) -> Result<Run, StoreError> {
    let lists = serde_json::from_str(&row.text(6)?)
        .map_err(|error| StoreError::damaged("the lists of a run", error))?;
    Ok(Run {
        id: row.text(0)?,
        kind: match row.text(1)?.as_str() {
            "all" => RunKind::All,
            "listings" => RunKind::Listings,
            _ => RunKind::Changed,
        },
        basis: row.text(2)?,
        snapshot: row.text(3)?,
        matcher: row.text(4)?,
        profile: row.text(5)?,
        lists,
        started_at: time(row.int(7)?)?,
        finished_at: row.maybe_int(8)?.map(time).transpose()?,
        first: row.int(9)?,
        cursor: row.int(10)?,
        progress: Progress {
            screened: count(row.int(11)?),
            hits: count(row.int(12)?),
            opened: count(row.int(13)?),
            reopened: count(row.int(14)?),
            held: count(row.int(15)?),
        },
        customers: row.maybe_int(16)?.map(count),
    })
}

impl Act {
    /// The run over everybody, or everybody who changed, that is under way, if any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_under_way(&mut self) -> Result<Option<Run>, StoreError> {
        let sql = select!(
            "WHERE finished_at IS NULL AND abandoned_at IS NULL AND kind <> 'listings' \
             ORDER BY started_at DESC LIMIT 1"
        );
        self.tx.row(sql, values![]).await?.as_ref().map(run).transpose()
    }

    /// The last run that ended and after which everybody was screened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_run(&mut self) -> Result<Option<Run>, StoreError> {
        let sql = select!(
            "WHERE finished_at IS NOT NULL AND kind <> 'listings' \
             ORDER BY finished_at DESC LIMIT 1"
        );
        self.tx.row(sql, values![]).await?.as_ref().map(run).transpose()
    }

    /// The run over changed listings that ended on a basis, if there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn listings_run(&mut self, basis: &str) -> Result<Option<Run>, StoreError> {
        let sql = select!(
            "WHERE finished_at IS NOT NULL AND kind = 'listings' AND basis = $1 \
             ORDER BY finished_at DESC LIMIT 1"
        );
        self.tx.row(sql, values![basis]).await?.as_ref().map(run).transpose()
    }

    /// Ends a run over changed listings; `customers` were asked for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish_listings(&mut self, id: &str, customers: u64) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE run SET finished_at = $2, customers = $3 WHERE id = $1";
        let customers = i64::try_from(customers).unwrap_or(i64::MAX);
        self.tx.run(SQL, values![id, self.at().as_microsecond(), customers]).await?;
        Ok(())
    }

    /// Begins a run; of `new` the times and the progress are not looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_run(&mut self, new: &Run) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO run (id, kind, basis, snapshot, matcher, profile, lists, \
                           started_at, first, cursor) \
                           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
        let lists = serde_json::Value::from(new.lists.clone()).to_string();
        let texts = values![
            new.id.as_str(),
            new.kind.name(),
            new.basis.as_str(),
            new.snapshot.as_str(),
            new.matcher.as_str(),
            new.profile.as_str(),
            lists,
            self.at().as_microsecond(),
            new.first,
        ];
        self.tx.run(SQL, texts).await?;
        Ok(())
    }

    /// Notes that everybody up to `cursor` is screened, and what that part added.
    ///
    /// # Errors
    /// When somebody else moved the run on, or the database fails.
    pub async fn advance_run(
        &mut self,
        run: &Run,
        cursor: i64,
        added: Progress,
    ) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE run SET cursor = $3, screened = screened + $4, \
            hits = hits + $5, opened = opened + $6, reopened = reopened + $7, held = held + $8 \
            WHERE id = $1 AND cursor = $2 AND finished_at IS NULL AND abandoned_at IS NULL";
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let row = values![
            run.id.as_str(),
            run.cursor,
            cursor,
            number(added.screened),
            number(added.hits),
            number(added.opened),
            number(added.reopened),
            number(added.held),
        ];
        if self.tx.run(SQL, row).await? == 1 {
            return Ok(());
        }
        Err(StoreError::damaged(format!("run {}", run.id), "somebody else moved it on"))
    }

    /// Ends a run if nobody is left whom it has not met. Gives whether it ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish_run(&mut self, id: &str) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE run SET finished_at = $2, \
            customers = (SELECT count(*) FROM customer) WHERE id = $1 AND finished_at IS NULL \
            AND NOT EXISTS (SELECT 1 FROM customer WHERE serial > run.cursor)";
        // Registrations that have their serial but are not yet durable end first and are seen.
        const WAIT: &str = "UPDATE counter SET value = value WHERE name = 'customer'";
        self.tx.run(WAIT, values![]).await?;
        let now = self.at().as_microsecond();
        Ok(self.tx.run(SQL, values![id, now]).await? == 1)
    }

    /// Gives a run up because the lists it was begun with are no longer live.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn abandon_run(&mut self, id: &str) -> Result<(), StoreError> {
        let now = self.at().as_microsecond();
        const SQL: &str = "UPDATE run SET abandoned_at = $2 WHERE id = $1";
        self.tx.run(SQL, values![id, now]).await?;
        Ok(())
    }

    /// Keeps a profile by its id; a profile that is kept never changes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_profile(&mut self, id: &str, body: &str) -> Result<(), StoreError> {
        const SQL: &str =
            "INSERT INTO profile (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
        self.tx.run(SQL, values![id, body]).await?;
        Ok(())
    }

    /// The profile of an id.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn profile(&mut self, id: &str) -> Result<String, StoreError> {
        let row = self.tx.row("SELECT body FROM profile WHERE id = $1", values![id]).await?;
        let unknown = || StoreError::Unknown { what: "profile", id: id.to_owned() };
        Ok(row.ok_or_else(unknown)?.text(0)?)
    }

    /// The run of an id.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn run(&mut self, id: &str) -> Result<Run, StoreError> {
        let row = self.tx.row(select!("WHERE id = $1"), values![id]).await?;
        let unknown = || StoreError::Unknown { what: "run", id: id.to_owned() };
        run(&row.ok_or_else(unknown)?)
    }
}
