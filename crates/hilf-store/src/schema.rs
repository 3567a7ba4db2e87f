//! The schema, forward only.

use crate::sql::{Tx, values};
use crate::{StoreError, figures};

/// Every migration in its order; the schema's version is how many were made.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/001.sql"),
    include_str!("../migrations/002-profile-changes.sql"),
    include_str!("../migrations/003-figures-and-cases.sql"),
    include_str!("../migrations/004-press-notes.sql"),
    include_str!("../migrations/005-standings-and-volume.sql"),
    include_str!("../migrations/006-list-removals.sql"),
];

/// Any number that nobody else locks.
const LOCK: i64 = 0x6869_6c66_0001;

/// The version from which on events carry what is counted of them.
const FIGURES: i64 = 3;

/// The newest version known here.
pub(crate) const KNOWN: i64 = MIGRATIONS.len() as i64;

/// Brings the schema up to [`KNOWN`], all or nothing.
pub(crate) async fn migrate(mut tx: Tx) -> Result<(), StoreError> {
    tx.lock(LOCK).await?;
    tx.define("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)").await?;
    let found = version(&mut tx).await?;
    if found > KNOWN {
        return Err(StoreError::Newer { found, known: KNOWN });
    }
    for migration in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        tx.define(migration).await?;
    }
    if (1..FIGURES).contains(&found) {
        figures::fill_in(&mut tx).await?;
    }
    if found < KNOWN {
        tx.run("DELETE FROM schema_version", values![]).await?;
        tx.run("INSERT INTO schema_version (version) VALUES ($1)", values![KNOWN]).await?;
    }
    Ok(tx.commit().await?)
}

async fn version(tx: &mut Tx) -> Result<i64, StoreError> {
    let row = tx.row("SELECT version FROM schema_version", values![]).await?;
    Ok(row.map(|row| row.int(0)).transpose()?.unwrap_or(0))
}
