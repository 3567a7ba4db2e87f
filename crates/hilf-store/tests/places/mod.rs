//! Stores to test on: SQLite always, PostgreSQL where `HILF_TEST_POSTGRES` names a server.

use std::sync::atomic::{AtomicU32, Ordering};

use hilf_store::{Place, Store};
use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// A store of its own, and a way to reach into its database from outside.
pub(crate) struct Stand {
    _folder: TempDir,
    pub(crate) place: Place,
    pub(crate) store: Store,
}

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// One stand for each kind of database.
pub(crate) async fn stands() -> Vec<Stand> {
    let mut stands = vec![stand(None).await];
    match std::env::var("HILF_TEST_POSTGRES") {
        Ok(server) => stands.push(stand(Some(&server)).await),
        Err(_) => eprintln!("SKIPPED: PostgreSQL; scripts/test starts one"),
    }
    stands
}

async fn stand(server: Option<&str>) -> Stand {
    let folder = tempfile::tempdir().unwrap();
    let mut place = Place::sqlite(folder.path());
    if let Some(server) = server {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("hilf_{}_{number}", std::process::id());
        let mut admin = sqlx::PgConnection::connect(server).await.unwrap();
        let sql = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(sql).execute(&mut admin).await.unwrap();
        let (base, query) = server.split_once('?').unwrap_or((server, ""));
        let base = base.rsplit_once('/').unwrap().0;
        place.address = Some(format!("{base}/{name}?{query}"));
    }
    let store = Store::open(&place).await.unwrap();
    Stand { _folder: folder, place, store }
}

impl Stand {
    /// Runs a statement behind the store's back.
    pub(crate) async fn meddle(&self, sql: &str) -> Result<(), sqlx::Error> {
        let sql = AssertSqlSafe(sql.to_owned());
        match &self.place.address {
            Some(address) => {
                let mut connection = sqlx::PgConnection::connect(address).await?;
                sqlx::raw_sql(sql).execute(&mut connection).await?;
            }
            None => {
                let address = format!("sqlite://{}", self.place.file().display());
                let mut connection = sqlx::SqliteConnection::connect(&address).await?;
                sqlx::raw_sql(sql).execute(&mut connection).await?;
                connection.close().await?;
            }
        }
        Ok(())
    }

    #[allow(dead_code, reason = "not every test closes it")]
    /// Makes every new audit entry fail.
    pub(crate) async fn close_audit(&self) {
        let sql = match self.place.address {
            None => {
                "CREATE TRIGGER closed BEFORE INSERT ON audit_in \
                 BEGIN SELECT RAISE(ABORT, 'closed'); END"
            }
            Some(_) => {
                "CREATE FUNCTION closed() RETURNS trigger AS $$ BEGIN RAISE 'closed'; END $$ \
                 LANGUAGE plpgsql; CREATE TRIGGER closed BEFORE INSERT ON audit_in \
                 EXECUTE FUNCTION closed()"
            }
        };
        self.meddle(sql).await.unwrap();
    }
}
