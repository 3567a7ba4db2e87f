//! From acts that wait to the signed log, and back to what people read of it.

use jiff::Timestamp;
use serde_json::Value as Json;
use tokio::sync::mpsc;

use crate::act::{json, time};
use crate::audit::{AuditError, KeptEntry, Leaf, Log, PublicKey, Verdict, body_hash, verify_with};
use crate::retention::ALERT_PURGED;
use crate::sql::{Row, Tx, values};
use crate::{Act, Deed, Store, StoreError};

/// Acts that are given their place in one transaction.
const AT_ONCE: i64 = 10_000;
/// Entries of the log that are verified at once.
const PAGE: u32 = 2_000;
/// Any number that nobody else locks.
const LOCK: i64 = 0x6869_6c66_0002;
/// Name of the log of a node that has been given none.
const ORIGIN: &str = "hilf.local/audit";

/// What sealing did.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// Acts that were given their place.
    pub placed: u64,
    /// Entries of the log now.
    pub size: u64,
    /// The key that verifies it.
    pub key: PublicKey,
}

/// An act as the log shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditRow {
    /// Its place.
    pub n: u64,
    /// When.
    pub at: Timestamp,
    /// What.
    pub act: String,
    /// Who, to what, with which details; `None` where it was erased.
    pub body: Option<Json>,
}

fn kept(row: &Row) -> Result<KeptEntry, StoreError> {
    let (body, salt) = (row.maybe_text(4)?, row.maybe_bytes(5)?);
    Ok(KeptEntry {
        n: u64::try_from(row.int(0)?).unwrap_or(u64::MAX),
        at: row.int(1)?,
        act: row.text(2)?,
        object: row.maybe_text(3)?,
        body: body.map(|body| (body, salt.unwrap_or_default())),
        leaf: row.text(6)?,
    })
}

impl Store {
    /// Gives every waiting act its place in the log, writes the tiles and signs a checkpoint.
    /// What was placed but not yet written when a node stopped is written now.
    ///
    /// # Errors
    /// When the database or the files cannot be written, or are not what they must be. The acts
    /// are durable all the same and wait for the next time.
    pub async fn seal(&self) -> Result<Sealed, StoreError> {
        self.sealed_log().await.map(|(_, sealed)| sealed)
    }

    /// As [`Store::seal`]; the log stays locked until it is dropped.
    pub(crate) async fn sealed_log(&self) -> Result<(Log, Sealed), StoreError> {
        let folder = self.place.audit();
        let open = tokio::task::spawn_blocking(move || Log::open(&folder, ORIGIN));
        let mut log = joined(open.await)??;
        let mut placed = 0;
        loop {
            let (count, head) = self.place_waiting().await?;
            placed += count;
            if head < log.checkpoint().size {
                let size = log.checkpoint().size;
                return Err(AuditError::Behind { log: size, database: head }.into());
            }
            log = self.write_tiles(log, head).await?;
            if count == 0 {
                break;
            }
        }
        let sealed = Sealed { placed, size: log.checkpoint().size, key: log.public() };
        Ok((log, sealed))
    }

    /// Gives the acts that wait their places; gives how many, and the number of all.
    async fn place_waiting(&self) -> Result<(u64, u64), StoreError> {
        let mut tx = self.pool.begin().await?;
        tx.lock(LOCK).await?;
        let (placed, head) = place_some(&mut tx).await?;
        if placed > 0 {
            tx.commit().await?;
        }
        Ok((placed, head))
    }

    /// Begins an act in which everything that was ever done has its place in the log, and beside
    /// which nobody else writes into it: what erases must reach every word.
    ///
    /// # Errors
    /// As [`Store::act`].
    pub async fn erasure(&self, deed: Deed) -> Result<Erasure, StoreError> {
        let mut tx = self.pool.begin().await?;
        // In the order in which sealing takes them: the places, then who waits.
        tx.lock(LOCK).await?;
        tx.lock_out("audit_in").await?;
        Ok(Erasure(Act::begin(tx, deed).await?))
    }

    async fn write_tiles(&self, mut log: Log, head: u64) -> Result<Log, StoreError> {
        const LEAVES: &str = "SELECT leaf FROM audit WHERE n >= $1 ORDER BY n LIMIT $2";
        while log.checkpoint().size < head {
            let size = i64::try_from(log.checkpoint().size).unwrap_or(i64::MAX);
            let mut tx = self.pool.begin().await?;
            let rows = tx.rows(LEAVES, values![size, AT_ONCE]).await?;
            let leaves: Result<Vec<String>, _> = rows.iter().map(|row| row.text(0)).collect();
            let leaves = leaves?;
            if leaves.is_empty() {
                return Err(
                    AuditError::Behind { log: log.checkpoint().size, database: head }.into()
                );
            }
            let written = tokio::task::spawn_blocking(move || log.append(&leaves).map(|()| log));
            log = joined(written.await)??;
        }
        Ok(log)
    }

    /// Puts a new key in the place of the one that signs, and says so in the log itself.
    ///
    /// # Errors
    /// When the act or the key cannot be written.
    pub async fn rotate_key(&self, by: &str) -> Result<PublicKey, StoreError> {
        let (mut log, sealed) = self.sealed_log().await?;
        let deed = Deed::new(by, "audit.rotate_key", format!("key:{}", sealed.key));
        let act = self.act(deed).await?;
        let key = log.rotate()?;
        act.commit().await?;
        Ok(key)
    }

    /// Placed entries as the database keeps them, from a place on, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kept_entries(&self, from: u64, most: u32) -> Result<Vec<KeptEntry>, StoreError> {
        const SQL: &str = "SELECT n, at, act, object, body, salt, leaf FROM audit \
                           WHERE n >= $1 ORDER BY n LIMIT $2";
        let Ok(from) = i64::try_from(from) else { return Ok(Vec::new()) };
        let mut tx = self.pool.begin().await?;
        tx.rows(SQL, values![from, i64::from(most)]).await?.iter().map(kept).collect()
    }

    /// Verifies the log: its files, with a public key, and what the database keeps of it; without a
    /// key, with the one that lies beside the log.
    ///
    /// # Errors
    /// When the database fails, or there is no log yet.
    pub async fn verify_audit(&self, key: Option<PublicKey>) -> Result<Verdict, StoreError> {
        let folder = self.place.audit();
        let key = match key {
            Some(key) => key,
            None => {
                let path = folder.join("key.pub");
                let text = std::fs::read_to_string(&path)
                    .map_err(StoreError::io("there is no audit log yet"))?;
                PublicKey::read(&text).map_err(|reason| AuditError::Note { path, reason })?
            }
        };
        // Entries are read while those before are compared; no more than a few pages are held, and
        // nobody who writes waits for the end.
        let (pages, mut taken) = mpsc::channel::<Vec<KeptEntry>>(1);
        let kept = std::iter::from_fn(move || taken.blocking_recv()).flatten();
        let verdict = tokio::task::spawn_blocking(move || verify_with(&folder, &key, kept));
        let mut from = 0;
        loop {
            let page = self.kept_entries(from, PAGE).await?;
            let Some(last) = page.last() else { break };
            from = last.n.saturating_add(1);
            // Whoever compares has ended early: the checkpoint cannot be trusted.
            if pages.send(page).await.is_err() {
                break;
            }
        }
        drop(pages);
        joined(verdict.await)
    }
}

fn joined<T>(result: Result<T, tokio::task::JoinError>) -> Result<T, StoreError> {
    result.map_err(|error| StoreError::damaged("the audit log", error))
}

/// Gives some of the acts that wait their places; gives how many, and the number of all.
async fn place_some(tx: &mut Tx) -> Result<(u64, u64), StoreError> {
    const WAITING: &str =
        "SELECT id, at, act, object, body, salt FROM audit_in ORDER BY id LIMIT $1";
    const PLACE: &str = "INSERT INTO audit (n, at, act, object, body, salt, leaf) VALUES";
    const PLACED: &str = "DELETE FROM audit_in WHERE id IN";
    let head = tx.row("SELECT coalesce(max(n), -1) + 1 FROM audit", values![]).await?;
    let mut next = head.map(|row| row.int(0)).transpose()?.unwrap_or(0);
    let waiting = tx.rows(WAITING, values![AT_ONCE]).await?;
    let (mut entries, mut placed) = (Vec::new(), Vec::new());
    for row in &waiting {
        let (at, act, body) = (row.int(1)?, row.text(2)?, row.text(4)?);
        let salt = row.maybe_bytes(5)?.unwrap_or_default();
        let n = u64::try_from(next).unwrap_or(0);
        let hash = body_hash(&salt, &body);
        let leaf = Leaf { v: 1, n, at: time(at)?, act: act.clone(), body: hash };
        let leaf = serde_json::to_string(&leaf)
            .map_err(|error| StoreError::damaged("an audit entry", error))?;
        entries.push(values![next, at, act, row.text(3)?, body, &salt[..], leaf]);
        placed.push(row.int(0)?.into());
        next += 1;
    }
    tx.put(PLACE, entries, "").await.map_err(StoreError::AuditRefused)?;
    tx.run_of(PLACED, placed, "").await?;
    Ok((waiting.len() as u64, u64::try_from(next).unwrap_or(0)))
}

/// An act that erases; see [`Store::erasure`].
pub struct Erasure(Act);

impl std::ops::Deref for Erasure {
    type Target = Act;

    fn deref(&self) -> &Act {
        &self.0
    }
}

impl std::ops::DerefMut for Erasure {
    fn deref_mut(&mut self) -> &mut Act {
        &mut self.0
    }
}

impl Erasure {
    /// Erases a customer with its alerts, and whatever the audit log says of them in the clear, of
    /// alerts that were purged before too; the log stays valid because its leaves hold salted hashes
    /// only.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn erase(&mut self, id: &str) -> Result<(), StoreError> {
        const PURGED: &str = "SELECT body FROM audit WHERE object = $1 AND act = $2";
        const WORDS: &str =
            "UPDATE audit SET object = NULL, body = NULL, salt = NULL WHERE object = $1";
        let mut alerts = self.0.remove_customer(id).await?;
        while place_some(&mut self.0.tx).await?.0 > 0 {}
        let own = format!("customer:{id}");
        for row in self.0.tx.rows(PURGED, values![&own[..], ALERT_PURGED]).await? {
            if let Some(body) = row.maybe_text(0)? {
                alerts.extend(json(&body)?["details"]["alert"].as_str().map(str::to_owned));
            }
        }
        let objects = alerts.iter().map(|alert| format!("alert:{alert}"));
        for object in objects.chain([own]) {
            self.0.tx.run(WORDS, values![object]).await?;
        }
        Ok(())
    }

    /// As [`Act::commit`].
    ///
    /// # Errors
    /// When the database cannot write; nothing happened then.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.commit().await
    }
}

impl Act {
    /// The newest acts of the log, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit(
        &mut self,
        object: Option<&str>,
        most: u32,
    ) -> Result<Vec<AuditRow>, StoreError> {
        const ALL: &str = "SELECT n, at, act, object, body, salt, leaf FROM audit \
                           ORDER BY n DESC LIMIT $1";
        const OF_ONE: &str = "SELECT n, at, act, object, body, salt, leaf FROM audit \
                              WHERE object = $2 ORDER BY n DESC LIMIT $1";
        let most = i64::from(most);
        let rows = match object {
            None => self.tx.rows(ALL, values![most]).await?,
            Some(object) => self.tx.rows(OF_ONE, values![most, object]).await?,
        };
        rows.iter()
            .map(|row| {
                let entry = kept(row)?;
                let body = entry.body.map(|(body, _)| json(&body)).transpose()?;
                Ok(AuditRow { n: entry.n, at: time(entry.at)?, act: entry.act, body })
            })
            .collect()
    }
}
