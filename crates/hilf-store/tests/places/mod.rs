//! Stores to test on: SQLite always, PostgreSQL where `HILF_TEST_POSTGRES` names a server.

mod fresh;

use hilf_store::{Place, Store};
use sqlx::{AssertSqlSafe, Connection as _};
use tempfile::TempDir;

/// A store of its own, and a way to reach into its database from outside.
pub(crate) struct Stand {
    _folder: TempDir,
    pub(crate) place: Place,
    pub(crate) store: Store,
}

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
        place.address = Some(fresh::database(server).await);
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

    /// The number that a query behind the store's back gives.
    #[allow(dead_code, reason = "not every test asks")]
    pub(crate) async fn count(&self, sql: &str) -> u64 {
        let sql = AssertSqlSafe(sql.to_owned());
        let count: i64 = match &self.place.address {
            Some(address) => {
                let mut connection = sqlx::PgConnection::connect(address).await.unwrap();
                sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap()
            }
            None => {
                let address = format!("sqlite://{}", self.place.file().display());
                let mut connection = sqlx::SqliteConnection::connect(&address).await.unwrap();
                let count = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
                connection.close().await.unwrap();
                count
            }
        };
        count.unsigned_abs()
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
