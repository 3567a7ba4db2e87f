//! Customers: who is screened again whenever they or the lists change.

use std::collections::HashMap;

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
    /// Registers a customer under the id of its entity, or changes the one of that id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn register(
        &mut self,
        entity: &Entity,
        is_schema_known: bool,
    ) -> Result<Registered, StoreError> {
        let text = text_of(entity)?;
        let hash = hash_of(&text, is_schema_known);
        let known = self
            .tx
            .row("SELECT hash FROM customer WHERE id = $1", values![entity.id()])
            .await?
            .map(|row| row.text(0))
            .transpose()?;
        if known.as_deref() == Some(&hash) {
            return Ok(Registered::Unchanged);
        }
        const NEXT: &str =
            "UPDATE counter SET value = value + 1 WHERE name = 'customer' RETURNING value";
        let next = self.tx.row(NEXT, values![]).await?;
        let serial = next.ok_or_else(|| StoreError::damaged("a counter", "it is not there"))?;
        const PUT: &str = "INSERT INTO customer \
            (id, serial, entity, is_schema_known, hash, registered_at, changed_at) \
            VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (id) DO UPDATE SET \
            serial = $2, entity = $3, is_schema_known = $4, hash = $5, changed_at = $6";
        let now = self.at().as_microsecond();
        let row = values![entity.id(), serial.int(0)?, text, i64::from(is_schema_known), hash, now];
        self.tx.run(PUT, row).await?;
        Ok(if known.is_some() { Registered::Changed } else { Registered::New })
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

    /// Erases a customer with its alerts, and whatever the audit log says of them in the clear;
    /// the log stays valid because its leaves hold salted hashes only.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn erase(&mut self, id: &str) -> Result<(), StoreError> {
        let gone = self.tx.run("DELETE FROM customer WHERE id = $1", values![id]).await?;
        if gone == 0 {
            return Err(StoreError::Unknown { what: "customer", id: id.to_owned() });
        }
        let alerts = self.tx.rows("SELECT id FROM alert WHERE customer = $1", values![id]).await?;
        let alerts: Result<Vec<String>, _> = alerts.iter().map(|row| row.text(0)).collect();
        let objects = alerts?.into_iter().map(|alert| format!("alert:{alert}"));
        for object in objects.chain([format!("customer:{id}")]) {
            const SQL: &str =
                "UPDATE audit SET object = NULL, body = NULL, salt = NULL WHERE object = $1";
            self.tx.run(SQL, values![object]).await?;
        }
        self.tx.run("DELETE FROM alert WHERE customer = $1", values![id]).await?;
        Ok(())
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
