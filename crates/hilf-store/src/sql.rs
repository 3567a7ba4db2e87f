//! One way to speak to both databases. Columns are whole numbers, texts or bytes and nothing else,
//! so a statement means the same in both.

use sqlx::postgres::{PgPool, PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqlitePool, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _, SqlSafeStr, Transaction};

/// Rows or keys of one statement at most. Fewer are taken in powers of two, so that few different
/// statements must be kept ready.
const AT_ONCE: usize = 128;

/// How many of so many the next statement takes.
fn piece(left: usize) -> usize {
    match left >= AT_ONCE {
        true => AT_ONCE,
        false => 1 << left.max(1).ilog2(),
    }
}

impl Tx {
    /// `(?, ?, ?)` or `($4, $5, $6)`: so many places after those before. SQLite looks a numbered place
    /// up among all others of a statement, each time one is filled.
    fn places(&self, before: usize, count: usize) -> String {
        let place = |number: usize| match self {
            Tx::Sqlite(_) => "?".to_owned(),
            Tx::Postgres(_) => format!("${number}"),
        };
        let all: Vec<String> = (before + 1..=before + count).map(place).collect();
        format!("({})", all.join(", "))
    }
}

/// A parameter of a statement.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Value {
        Value::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(Some(value))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Value {
        Value::Text(value)
    }
}

impl From<Option<Vec<u8>>> for Value {
    fn from(value: Option<Vec<u8>>) -> Value {
        Value::Bytes(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Value {
        Value::Bytes(Some(value.to_vec()))
    }
}

/// The parameters of a statement, in the order of `$1`, `$2` …
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Value::from($value)),*] };
}
pub(crate) use values;

/// A row of a result.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

macro_rules! column {
    ($name:ident, $kind:ty) => {
        pub(crate) fn $name(&self, column: usize) -> Result<$kind, sqlx::Error> {
            match self {
                Row::Sqlite(row) => row.try_get(column),
                Row::Postgres(row) => row.try_get(column),
            }
        }
    };
}

impl Row {
    column!(int, i64);
    column!(maybe_int, Option<i64>);
    column!(text, String);
    column!(maybe_text, Option<String>);
    column!(maybe_bytes, Option<Vec<u8>>);
}

/// Connections to a database.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// An open transaction; it is undone unless it is committed.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Pool {
    /// Begins a transaction that may write. SQLite takes its one write lock here and not in the
    /// middle, where a busy database could only answer by undoing the whole.
    pub(crate) async fn begin(&self) -> Result<Tx, sqlx::Error> {
        Ok(match self {
            Pool::Sqlite(pool) => Tx::Sqlite(pool.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Tx {
    /// Runs a statement; gives the number of rows it touched.
    pub(crate) async fn run(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, sqlx::Error> {
        Ok(match self {
            Tx::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            Tx::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// The rows of a query.
    pub(crate) async fn rows(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, sqlx::Error> {
        self.fetch(AssertSqlSafe(sql), values).await
    }

    /// The rows of a query that was put together of parts of the program's own.
    pub(crate) async fn rows_by(
        &mut self,
        sql: String,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, sqlx::Error> {
        self.fetch(AssertSqlSafe(sql), values).await
    }

    async fn fetch<S: SqlSafeStr>(
        &mut self,
        sql: S,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, sqlx::Error> {
        Ok(match self {
            Tx::Sqlite(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Tx::Postgres(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Puts many rows by few statements: `head` ends with `VALUES`, `tail` follows the rows.
    pub(crate) async fn put(
        &mut self,
        head: &'static str,
        rows: Vec<Vec<Value>>,
        tail: &'static str,
    ) -> Result<(), sqlx::Error> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let count = piece(rows.len());
            let some: Vec<Vec<Value>> = rows.by_ref().take(count).collect();
            let width = some.first().map_or(0, Vec::len);
            let places = (0..count).map(|row| self.places(row * width, width));
            let places = places.collect::<Vec<_>>().join(", ");
            let sql = AssertSqlSafe(format!("{head} {places} {tail}"));
            let values = some.into_iter().flatten();
            match self {
                Tx::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
                Tx::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await?.rows_affected(),
            };
        }
        Ok(())
    }

    /// The rows of a query asked for many keys; `head` ends with `IN`, `tail` follows the keys.
    pub(crate) async fn rows_of(
        &mut self,
        head: &'static str,
        keys: Vec<Value>,
        tail: &'static str,
    ) -> Result<Vec<Row>, sqlx::Error> {
        let mut found = Vec::new();
        let mut keys = keys.into_iter();
        while keys.len() > 0 {
            let count = piece(keys.len());
            let some: Vec<Value> = keys.by_ref().take(count).collect();
            let sql = AssertSqlSafe(format!("{head} {} {tail}", self.places(0, count)));
            found.append(&mut self.fetch(sql, some).await?);
        }
        Ok(found)
    }

    /// Runs a statement for many keys; `head` ends with `IN`, `tail` follows the keys.
    pub(crate) async fn run_of(
        &mut self,
        head: &'static str,
        keys: Vec<Value>,
        tail: &'static str,
    ) -> Result<(), sqlx::Error> {
        self.rows_of(head, keys, tail).await.map(|_| ())
    }

    /// The first row of a query.
    pub(crate) async fn row(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>, sqlx::Error> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Runs statements of the schema, written for both databases: `{bytes}` and `{serial}` stand
    /// for what each calls them.
    pub(crate) async fn define(&mut self, statements: &str) -> Result<(), sqlx::Error> {
        let (bytes, serial) = match self {
            Tx::Sqlite(_) => ("BLOB", "INTEGER PRIMARY KEY AUTOINCREMENT"),
            Tx::Postgres(_) => ("BYTEA", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
        };
        let sql = statements.replace("{bytes}", bytes).replace("{serial}", serial);
        match self {
            Tx::Sqlite(tx) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await?.rows_affected()
            }
            Tx::Postgres(tx) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await?.rows_affected()
            }
        };
        Ok(())
    }

    /// Keeps others out of what `key` stands for until the transaction ends. SQLite has one writer
    /// at a time already.
    pub(crate) async fn lock(&mut self, key: i64) -> Result<(), sqlx::Error> {
        if let Tx::Postgres(_) = self {
            self.rows("SELECT 1::BIGINT FROM pg_advisory_xact_lock($1)", values![key]).await?;
        }
        Ok(())
    }

    /// Waits for those who write into a table and keeps others from it until the transaction ends.
    /// SQLite has one writer at a time already.
    pub(crate) async fn lock_out(&mut self, table: &'static str) -> Result<(), sqlx::Error> {
        if let Tx::Postgres(tx) = self {
            let sql = AssertSqlSafe(format!("LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"));
            sqlx::raw_sql(sql).execute(&mut **tx).await?;
        }
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await,
            Tx::Postgres(tx) => tx.commit().await,
        }
    }
}
