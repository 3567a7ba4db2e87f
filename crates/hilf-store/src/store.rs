//! Opening the store.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::sql::{Pool, values};
use crate::{StoreError, schema};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 8;

/// Where a store is.
#[derive(Clone, Debug)]
pub struct Place {
    /// Folder of the node's data: `hilf.db` of SQLite, and `audit/` of every store.
    pub folder: PathBuf,
    /// `postgres://…`; without it SQLite.
    pub address: Option<String>,
}

impl Place {
    /// SQLite in a folder.
    pub fn sqlite(folder: &Path) -> Place {
        Place { folder: folder.to_path_buf(), address: None }
    }

    /// The file of SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder.join("hilf.db")
    }

    /// The folder of the audit log.
    pub fn audit(&self) -> PathBuf {
        self.folder.join("audit")
    }
}

/// What a node keeps.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: Pool,
    pub(crate) place: Place,
}

/// How much there is; no personal data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Customers.
    pub customers: u64,
    /// Alerts in any state.
    pub alerts: u64,
    /// Acts, sequenced or waiting.
    pub acts: u64,
}

impl Store {
    /// Opens the store, makes it if there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or was written by a newer program.
    pub async fn open(place: &Place) -> Result<Store, StoreError> {
        let pool = match &place.address {
            None => Pool::Sqlite(sqlite(place).await?),
            Some(address) => Pool::Postgres(postgres(address).await?),
        };
        let store = Store { pool, place: place.clone() };
        schema::migrate(store.pool.begin().await?).await?;
        Ok(store)
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How much there is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self) -> Result<Counts, StoreError> {
        // No entry of the log is ever taken out, so the last place tells how many there are.
        const SQL: &str = "SELECT (SELECT value FROM counter WHERE name = 'customers'), \
                           (SELECT CAST(coalesce(sum(value), 0) AS BIGINT) FROM counter \
                            WHERE name LIKE 'alerts.%'), \
                           (SELECT coalesce(max(n), -1) + 1 FROM audit) \
                           + (SELECT count(*) FROM audit_in)";
        let mut tx = self.pool.begin().await?;
        let row = tx.row(SQL, values![]).await?;
        let row = row.ok_or_else(|| StoreError::damaged("counts", "none given"))?;
        let count = |column| Ok::<_, StoreError>(u64::try_from(row.int(column)?).unwrap_or(0));
        Ok(Counts { customers: count(0)?, alerts: count(1)?, acts: count(2)? })
    }
}

/// One connection: every access writes its audit entry, and SQLite has one writer.
async fn sqlite(place: &Place) -> Result<sqlx::SqlitePool, StoreError> {
    let folder = &place.folder;
    let what = format!("cannot make the folder {}", folder.display());
    std::fs::create_dir_all(folder).map_err(StoreError::io(what))?;
    let options = SqliteConnectOptions::new()
        .filename(place.file())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        // In kB: the keys of a million customers are met in no order.
        .pragma("cache_size", "-65536")
        // In pages of 4 kB: what is written again and again is copied once.
        .pragma("wal_autocheckpoint", "8000");
    let pool = SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
    Ok(pool.connect_with(options).await?)
}

async fn postgres(address: &str) -> Result<sqlx::PgPool, StoreError> {
    let known = address.starts_with("postgres://") || address.starts_with("postgresql://");
    if !known {
        return Err(StoreError::Address(address.to_owned()));
    }
    let options: PgConnectOptions = address.parse()?;
    let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
    Ok(pool.connect_with(options).await?)
}
