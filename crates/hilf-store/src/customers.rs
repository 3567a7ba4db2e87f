//! Customers: who is screened again whenever they or the lists change.

use std::collections::{HashMap, HashSet};

use hilf_entity::Entity;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::act::{Act, entity, time};
use crate::audit::hex;
use crate::sql::{Row, values};

/// A customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    /// The id its owner knows it by.
    pub id: String,
    /// Grows with every change of any customer.
    pub serial: i64,
    /// The description.
    pub entity: Entity,
    /// Whether it is known of what schema it is; if not it may be anybody.
    pub is_schema_known: bool,
    /// When it was first registered.
    pub registered_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// What a registration led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// There was none of this id.
    New,
    /// The description differs from the known one.
    Changed,
    /// Nothing differs; nothing was written.
    Unchanged,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, serial, entity, is_schema_known, registered_at, changed_at FROM customer ",
            $rest
        )
    };
}

fn customer(row: &Row) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: row.text(0)?,
        serial: row.int(1)?,
        entity: entity(&row.text(2)?)?,
        is_schema_known: row.int(3)? != 0,
        registered_at: time(row.int(4)?)?,
        changed_at: time(row.int(5)?)?,
    })
}

impl Act {
    /// Registers customers under the ids of their entities, or changes those of these ids; `true`
    /// where it is known of what schema the customer is. Gives what that led to, in the order of
    /// the customers, and their serials. Of one id that comes twice the last counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(
        &mut self,
        customers: &[(&Entity, bool)],
    ) -> Result<Vec<(Registered, i64)>, StoreError> {
        let mut done = Vec::with_capacity(customers.len());
        let mut rest = customers;
        while !rest.is_empty() {
            let mut ids = HashSet::new();
            let twice = rest.iter().position(|(entity, _)| !ids.insert(entity.id()));
            let (some, others) = rest.split_at(twice.unwrap_or(rest.len()));
            done.append(&mut self.register_each_once(some).await?);
            rest = others;
        }
        Ok(done)
    }

    async fn register_each_once(
        &mut self,
        customers: &[(&Entity, bool)],
    ) -> Result<Vec<(Registered, i64)>, StoreError> {
        const KNOWN: &str = "SELECT id, hash, serial FROM customer WHERE id IN";
        let ids = customers.iter().map(|(entity, _)| entity.id().into()).collect();
        let mut known: HashMap<String, (String, i64)> = HashMap::new();
        for row in self.tx.rows_of(KNOWN, ids, "").await? {
            known.insert(row.text(0)?, (row.text(1)?, row.int(2)?));
        }
        let mut done = Vec::with_capacity(customers.len());
        let mut written = Vec::new();
        for (entity, is_schema_known) in customers {
            let text = text_of(entity)?;
            let hash = hash_of(&text, *is_schema_known);
            done.push(match known.get(entity.id()) {
                Some((known, serial)) if *known == hash => (Registered::Unchanged, *serial),
                Some(_) => (Registered::Changed, 0),
                None => (Registered::New, 0),
            });
            written.push((text, hash));
        }
        let is_new =
            |(registered, _): &&mut (Registered, i64)| *registered != Registered::Unchanged;
        let number = done.iter_mut().filter(is_new).count();
        if number == 0 {
            return Ok(done);
        }
        const NEXT: &str =
            "UPDATE counter SET value = value + $1 WHERE name = 'customer' RETURNING value";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let last = self.tx.row(NEXT, values![number]).await?;
        let last = last.ok_or_else(|| StoreError::damaged("a counter", "it is not there"))?;
        let first = last.int(0)? - number + 1;
        for ((_, serial), next) in done.iter_mut().filter(is_new).zip(first..) {
            *serial = next;
        }
        const HEAD: &str = "INSERT INTO customer (id, serial, entity, is_schema_known, hash, \
            registered_at, changed_at) VALUES";
        const TAIL: &str = "ON CONFLICT (id) DO UPDATE SET serial = excluded.serial, \
            entity = excluded.entity, is_schema_known = excluded.is_schema_known, \
            hash = excluded.hash, changed_at = excluded.changed_at";
        let new = done.iter().filter(|(registered, _)| *registered == Registered::New).count();
        self.count_customers(i64::try_from(new).unwrap_or(i64::MAX)).await?;
        let now = self.at().as_microsecond();
        let changed = customers.iter().zip(&done).zip(written);
        let changed = changed.filter(|((_, done), _)| done.0 != Registered::Unchanged);
        let row = |((customer, done), (text, hash)): ((&(&Entity, bool), &(_, i64)), _)| {
            let is_schema_known = i64::from(customer.1);
            values![customer.0.id(), done.1, text, is_schema_known, hash, now, now]
        };
        let rows = changed.map(row).collect();
        self.tx.put(HEAD, rows, TAIL).await?;
        Ok(done)
    }

    /// Notes that there are so many customers more.
    async fn count_customers(&mut self, more: i64) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE counter SET value = value + $1 WHERE name = 'customers'";
        self.tx.run(SQL, values![more]).await?;
        Ok(())
    }

    /// How many customers there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn customer_count(&mut self) -> Result<u64, StoreError> {
        self.number("SELECT value FROM counter WHERE name = 'customers'", values![]).await
    }

    /// The customer of an id.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn customer(&mut self, id: &str) -> Result<Customer, StoreError> {
        let row = self.tx.row(select!("WHERE id = $1"), values![id]).await?;
        let unknown = || StoreError::Unknown { what: "customer", id: id.to_owned() };
        customer(&row.ok_or_else(unknown)?)
    }

    /// Customers whose id comes after one, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn customers(&mut self, after: &str, most: u32) -> Result<Vec<Customer>, StoreError> {
        let sql = select!("WHERE id > $1 ORDER BY id LIMIT $2");
        let rows = self.tx.rows(sql, values![after, i64::from(most)]).await?;
        rows.iter().map(customer).collect()
    }

    /// Customers whose serial comes after one, by serial: those a run has not met yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changed_after(
        &mut self,
        serial: i64,
        most: u32,
    ) -> Result<Vec<Customer>, StoreError> {
        let sql = select!("WHERE serial > $1 ORDER BY serial LIMIT $2");
        let rows = self.tx.rows(sql, values![serial, i64::from(most)]).await?;
        rows.iter().map(customer).collect()
    }

    /// The customers of serials, by serial; of a serial that is no longer anybody's there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn customers_of(&mut self, serials: &[i64]) -> Result<Vec<Customer>, StoreError> {
        let keys = serials.iter().map(|serial| (*serial).into()).collect();
        let rows = self.tx.rows_of(select!("WHERE serial IN"), keys, "").await?;
        let mut found = rows.iter().map(customer).collect::<Result<Vec<Customer>, _>>()?;
        found.sort_by_key(|customer| customer.serial);
        Ok(found)
    }

    /// Serials of the customers who have alerts on listed entities, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn serials_on(&mut self, entities: &[String]) -> Result<Vec<i64>, StoreError> {
        const SQL: &str = "SELECT DISTINCT c.serial FROM alert a \
                           JOIN customer c ON c.id = a.customer WHERE a.entity IN";
        let keys = entities.iter().map(|id| id.as_str().into()).collect();
        let rows = self.tx.rows_of(SQL, keys, "").await?;
        let mut serials = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<i64>, _>>()?;
        serials.sort_unstable();
        serials.dedup();
        Ok(serials)
    }

    /// Ids and serials of the customers of [`Act::changed_after`], without their descriptions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn serials_after(
        &mut self,
        serial: i64,
        most: u32,
    ) -> Result<HashMap<String, i64>, StoreError> {
        const SQL: &str =
            "SELECT id, serial FROM customer WHERE serial > $1 ORDER BY serial LIMIT $2";
        let rows = self.tx.rows(SQL, values![serial, i64::from(most)]).await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    }

    /// Removes a customer with its alerts; gives their ids.
    pub(crate) async fn remove_customer(&mut self, id: &str) -> Result<Vec<String>, StoreError> {
        let gone = self.tx.run("DELETE FROM customer WHERE id = $1", values![id]).await?;
        if gone == 0 {
            return Err(StoreError::Unknown { what: "customer", id: id.to_owned() });
        }
        self.count_customers(-1).await?;
        let alerts = self.tx.rows("SELECT id FROM alert WHERE customer = $1", values![id]).await?;
        let alerts = alerts.iter().map(|row| row.text(0)).collect::<Result<Vec<String>, _>>()?;
        self.remove_alerts(&alerts).await?;
        self.tx.run("DELETE FROM matter WHERE customer = $1", values![id]).await?;
        Ok(alerts)
    }
}

fn text_of(entity: &Entity) -> Result<String, StoreError> {
    serde_json::to_string(entity).map_err(|error| StoreError::damaged("a customer", error))
}

fn hash_of(text: &str, is_schema_known: bool) -> String {
    let mut digest = Sha256::new();
    digest.update([u8::from(is_schema_known)]);
    digest.update(text);
    hex(&digest.finalize())
}
