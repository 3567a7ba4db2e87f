//! Where a test keeps its store.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use hilf_store::Place;
use sqlx::{AssertSqlSafe, Connection as _};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// SQLite in a folder; a PostgreSQL database of its own where `HILF_TEST_STORE` is `postgres`, on the
/// server that `HILF_TEST_POSTGRES` names.
#[allow(dead_code, reason = "tests that meet both at once choose themselves")]
pub(crate) async fn place(folder: &Path) -> Place {
    let mut place = Place::sqlite(folder);
    if std::env::var("HILF_TEST_STORE").is_ok_and(|store| store == "postgres") {
        let server = std::env::var("HILF_TEST_POSTGRES").expect("scripts/with-postgres names one");
        place.address = Some(database(&server).await);
    }
    place
}

/// Address of a new, empty database on a server.
pub(crate) async fn database(server: &str) -> String {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("hilf_{}_{number}", std::process::id());
    let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
    let sql = AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::raw_sql(sql).execute(&mut admin).await.unwrap();
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let base = base.rsplit_once('/').unwrap().0;
    format!("{base}/{name}?{query}")
}
