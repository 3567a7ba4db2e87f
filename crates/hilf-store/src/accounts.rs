//! People who may act: accounts, sessions and tokens. Secrets are kept as hashes only.

use jiff::Timestamp;

use crate::act::{Act, now, time};
use crate::sql::{Row, Tx, values};
use crate::{Store, StoreError};

/// A person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name it is entered with; it stands in the audit log.
    pub id: String,
    /// The person's name.
    pub name: String,
    /// Names of the roles.
    pub roles: Vec<String>,
    /// Hash of the password in the PHC string format; `None` until one is set.
    pub password: Option<String>,
    /// Secret of the one-time passwords (RFC 6238).
    pub totp: Option<Vec<u8>>,
    /// Last time step whose one-time password was used; none is good twice.
    pub totp_step: i64,
    /// Wrong passwords since the last right one.
    pub failures: i64,
    /// Until when nobody can enter.
    pub locked_until: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was closed.
    pub disabled_at: Option<Timestamp>,
}

/// Somebody who has entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub account: String,
    /// What every form of the session carries, so that no other site can send it.
    pub form_key: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token for a program, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, by which it is revoked.
    pub id: String,
    /// The account it acts for.
    pub account: String,
    /// What it is for, in its owner's words.
    pub name: String,
    /// Names of what it may do; a part of what its account may.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

macro_rules! account {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, roles, password, totp, totp_step, failures, locked_until, \
             created_at, disabled_at FROM account ",
            $rest
        )
    };
}

macro_rules! token {
    ($rest:literal) => {
        concat!(
            "SELECT id, account, name, scopes, created_at, expires_at, revoked_at FROM token ",
            $rest
        )
    };
}

fn names(text: &str) -> Result<Vec<String>, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::damaged("a list of names", error))
}

fn account(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.text(0)?,
        name: row.text(1)?,
        roles: names(&row.text(2)?)?,
        password: row.maybe_text(3)?,
        totp: row.maybe_bytes(4)?,
        totp_step: row.int(5)?,
        failures: row.int(6)?,
        locked_until: time(row.int(7)?)?,
        created_at: time(row.int(8)?)?,
        disabled_at: row.maybe_int(9)?.map(time).transpose()?,
    })
}

fn token(row: &Row) -> Result<Token, StoreError> {
    Ok(Token {
        id: row.text(0)?,
        account: row.text(1)?,
        name: row.text(2)?,
        scopes: names(&row.text(3)?)?,
        created_at: time(row.int(4)?)?,
        expires_at: row.maybe_int(5)?.map(time).transpose()?,
        revoked_at: row.maybe_int(6)?.map(time).transpose()?,
    })
}

async fn find(tx: &mut Tx, id: &str) -> Result<Option<Account>, StoreError> {
    tx.row(account!("WHERE id = $1"), values![id]).await?.as_ref().map(account).transpose()
}

/// Entry is looked up with every request and writes no audit entry of its own; what somebody who
/// entered then does, does.
impl Store {
    /// The account of an id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        find(&mut self.pool.begin().await?, id).await
    }

    /// Number of accounts that can enter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts_open(&self) -> Result<u64, StoreError> {
        const SQL: &str = "SELECT count(*) FROM account WHERE disabled_at IS NULL";
        let row = self.pool.begin().await?.row(SQL, values![]).await?;
        let number = row.map(|row| row.int(0)).transpose()?.unwrap_or(0);
        Ok(u64::try_from(number).unwrap_or(0))
    }

    /// Remembers a wrong password, and until when nobody can enter.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_failure(&self, id: &str, locked_until: Timestamp) -> Result<(), StoreError> {
        const SQL: &str =
            "UPDATE account SET failures = failures + 1, locked_until = $2 WHERE id = $1";
        let mut tx = self.pool.begin().await?;
        tx.run(SQL, values![id, locked_until.as_microsecond()]).await?;
        Ok(tx.commit().await?)
    }

    /// The session whose secret has this hash, if it has not ended and its account is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, hash: &str) -> Result<Option<(Account, Session)>, StoreError> {
        const SQL: &str =
            "SELECT account, form_key, expires_at FROM session WHERE hash = $1 AND expires_at > $2";
        let mut tx = self.pool.begin().await?;
        let row = tx.row(SQL, values![hash, now().as_microsecond()]).await?;
        let Some(row) = row else { return Ok(None) };
        let session = Session {
            account: row.text(0)?,
            form_key: row.text(1)?,
            expires_at: time(row.int(2)?)?,
        };
        let owner = find(&mut tx, &session.account).await?;
        Ok(owner.filter(|owner| owner.disabled_at.is_none()).map(|owner| (owner, session)))
    }

    /// The token whose secret has this hash, if it is good and its account is open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn token(&self, hash: &str) -> Result<Option<(Account, Token)>, StoreError> {
        let sql = token!(
            "WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)"
        );
        let mut tx = self.pool.begin().await?;
        let row = tx.row(sql, values![hash, now().as_microsecond()]).await?;
        let Some(token) = row.as_ref().map(token).transpose()? else { return Ok(None) };
        let owner = find(&mut tx, &token.account).await?;
        Ok(owner.filter(|owner| owner.disabled_at.is_none()).map(|owner| (owner, token)))
    }
}

impl Act {
    /// Makes an account, or changes all of it but the time it was made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO account (id, name, roles, password, totp, totp_step, \
            failures, locked_until, created_at, disabled_at) \
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET \
            name = $2, roles = $3, password = $4, totp = $5, totp_step = $6, failures = $7, \
            locked_until = $8, disabled_at = $10";
        let roles = serde_json::Value::from(account.roles.clone()).to_string();
        let row = values![
            account.id.as_str(),
            account.name.as_str(),
            roles,
            account.password.clone(),
            account.totp.clone(),
            account.totp_step,
            account.failures,
            account.locked_until.as_microsecond(),
            account.created_at.as_microsecond(),
            account.disabled_at.map(Timestamp::as_microsecond),
        ];
        self.tx.run(SQL, row).await?;
        if account.disabled_at.is_some() {
            let owner = values![account.id.as_str()];
            self.tx.run("DELETE FROM session WHERE account = $1", owner).await?;
        }
        Ok(())
    }

    /// Every account, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        self.tx.rows(account!("ORDER BY id"), values![]).await?.iter().map(account).collect()
    }

    /// Begins a session; those that have ended are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_session(&mut self, hash: &str, session: &Session) -> Result<(), StoreError> {
        let ended = values![self.at().as_microsecond()];
        self.tx.run("DELETE FROM session WHERE expires_at <= $1", ended).await?;
        const SQL: &str =
            "INSERT INTO session (hash, account, form_key, expires_at) VALUES ($1, $2, $3, $4)";
        let (account, key) = (session.account.as_str(), session.form_key.as_str());
        let row = values![hash, account, key, session.expires_at.as_microsecond()];
        self.tx.run(SQL, row).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&mut self, hash: &str) -> Result<(), StoreError> {
        self.tx.run("DELETE FROM session WHERE hash = $1", values![hash]).await?;
        Ok(())
    }

    /// Ends every session of an account but the one of a hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions(&mut self, account: &str, but: &str) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM session WHERE account = $1 AND hash <> $2";
        self.tx.run(SQL, values![account, but]).await?;
        Ok(())
    }

    /// Keeps a token under the hash of its secret.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_token(&mut self, hash: &str, token: &Token) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO token (hash, id, account, name, scopes, created_at, \
                           expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let scopes = serde_json::Value::from(token.scopes.clone()).to_string();
        let row = values![
            hash,
            token.id.as_str(),
            token.account.as_str(),
            token.name.as_str(),
            scopes,
            token.created_at.as_microsecond(),
            token.expires_at.map(Timestamp::as_microsecond),
        ];
        self.tx.run(SQL, row).await?;
        Ok(())
    }

    /// The tokens of an account, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tokens(&mut self, account: &str) -> Result<Vec<Token>, StoreError> {
        let sql = token!("WHERE account = $1 ORDER BY id");
        self.tx.rows(sql, values![account]).await?.iter().map(token).collect()
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn revoke_token(&mut self, account: &str, id: &str) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE token SET revoked_at = $3 WHERE account = $1 AND id = $2 \
                           AND revoked_at IS NULL";
        let row = values![account, id, self.at().as_microsecond()];
        match self.tx.run(SQL, row).await? {
            0 => Err(StoreError::Unknown { what: "token", id: id.to_owned() }),
            _ => Ok(()),
        }
    }
}
