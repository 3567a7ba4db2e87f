//! Cases: the alerts of one customer, looked at together and decided each for itself.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::act::{Act, count, time};
use crate::sql::{Row, Value, values};
use crate::{AlertRow, StoreError};

/// Any number that nobody else locks.
const LOCK: i64 = 0x6869_6c66_0004;

/// A case: all alerts of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its number; people say `case-17`.
    pub number: i64,
    /// Id of the customer.
    pub customer: String,
    /// When its first alert was opened.
    pub opened_at: Timestamp,
    /// Whether an alert of it is undecided.
    pub is_open: bool,
    /// The highest priority of its undecided alerts.
    pub priority: i64,
    /// When what is due first is due.
    pub due_at: Option<Timestamp>,
    /// Number of its alerts.
    pub alerts: u64,
    /// Number of those that are undecided.
    pub undecided: u64,
}

/// Which cases are asked for.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// Only those with undecided alerts, or only those without.
    pub is_open: Option<bool>,
    /// Only those after this place in the order of the queue: priority and number.
    pub after: Option<(i64, i64)>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT number, customer, opened_at, is_open, priority, due_at, alerts, undecided \
             FROM matter ",
            $rest
        )
    };
}

fn case(row: &Row) -> Result<Case, StoreError> {
    Ok(Case {
        number: row.int(0)?,
        customer: row.text(1)?,
        opened_at: time(row.int(2)?)?,
        is_open: row.int(3)? != 0,
        priority: row.int(4)?,
        due_at: row.maybe_int(5)?.map(time).transpose()?,
        alerts: count(row.int(6)?),
        undecided: count(row.int(7)?),
    })
}

impl Case {
    /// The number as people say it.
    pub fn id(&self) -> String {
        format!("case-{}", self.number)
    }

    /// The number of an id as [`Case::id`] gives it.
    pub fn number_of(id: &str) -> Option<i64> {
        id.strip_prefix("case-")?.parse().ok().filter(|number| *number > 0)
    }
}

impl Act {
    /// Cases in the order of the queue: the highest priority first, then by number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases(&mut self, filter: &CaseFilter, most: u32) -> Result<Vec<Case>, StoreError> {
        const ALL: &str = select!(
            "WHERE (priority < $1 OR (priority = $1 AND number > $2)) \
             ORDER BY priority DESC, number LIMIT $3"
        );
        const SOME: &str = select!(
            "WHERE is_open = $4 AND (priority < $1 OR (priority = $1 AND number > $2)) \
             ORDER BY priority DESC, number LIMIT $3"
        );
        let (priority, number) = filter.after.unwrap_or((i64::MAX, 0));
        let mut place = values![priority, number, i64::from(most)];
        let sql = match filter.is_open {
            None => ALL,
            Some(is_open) => {
                place.push(i64::from(is_open).into());
                SOME
            }
        };
        self.tx.rows(sql, place).await?.iter().map(case).collect()
    }

    /// The case of a number and its alerts, the most urgent first.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn case(&mut self, number: i64) -> Result<(Case, Vec<AlertRow>), StoreError> {
        let row = self.tx.row(select!("WHERE number = $1"), values![number]).await?;
        let unknown = || StoreError::Unknown { what: "case", id: format!("case-{number}") };
        let case = case(&row.ok_or_else(unknown)?)?;
        let alerts = self.alerts_of(&[&case.customer]).await?.remove(&case.customer);
        let mut alerts = alerts.unwrap_or_default();
        alerts.sort_by(|a, b| b.priority.cmp(&a.priority).then_with(|| a.id.cmp(&b.id)));
        Ok((case, alerts))
    }

    /// The case of a customer; `None` of one without alerts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_of(&mut self, customer: &str) -> Result<Option<Case>, StoreError> {
        let row = self.tx.row(select!("WHERE customer = $1"), values![customer]).await?;
        row.as_ref().map(case).transpose()
    }

    /// Brings cases and counts in line with what this act wrote. It is the
    /// last that an act does, so that nobody who holds an alert waits for somebody who holds a case.
    pub(crate) async fn gather(&mut self) -> Result<(), StoreError> {
        const CUSTOMERS: &str = "SELECT DISTINCT customer FROM alert WHERE id IN";
        const UPDATE: &str = "UPDATE matter SET is_open = a.is_open, priority = a.priority, \
            due_at = a.due_at, alerts = a.alerts, undecided = a.undecided FROM (SELECT customer, \
            max(CASE WHEN state = 'decided' THEN 0 ELSE 1 END) AS is_open, \
            max(CASE WHEN state = 'decided' THEN 0 ELSE priority END) AS priority, \
            min(due_at) AS due_at, count(*) AS alerts, \
            sum(CASE WHEN state = 'decided' THEN 0 ELSE 1 END) AS undecided \
            FROM alert WHERE customer IN";
        const INSERT: &str = "INSERT INTO matter \
            (customer, opened_at, is_open, priority, due_at, alerts, undecided) \
            SELECT customer, min(opened_at), max(CASE WHEN state = 'decided' THEN 0 ELSE 1 END), \
            max(CASE WHEN state = 'decided' THEN 0 ELSE priority END), min(due_at), count(*), \
            sum(CASE WHEN state = 'decided' THEN 0 ELSE 1 END) FROM alert \
            WHERE NOT EXISTS (SELECT 1 FROM matter m WHERE m.customer = alert.customer) \
            AND customer IN";
        let alerts: Vec<Value> =
            std::mem::take(&mut self.written).into_iter().map(Value::from).collect();
        if alerts.is_empty() && self.moved.is_empty() && self.screened == 0 {
            return Ok(());
        }
        self.tx.lock(LOCK).await?;
        self.write_standings().await?;
        self.write_screened().await?;
        let rows = self.tx.rows_of(CUSTOMERS, alerts, "").await?;
        let customers = rows.iter().map(|row| row.text(0)).collect::<Result<BTreeSet<_>, _>>()?;
        let keys: Vec<Value> = customers.into_iter().map(Value::from).collect();
        let tail = "GROUP BY customer) AS a WHERE matter.customer = a.customer";
        self.tx.run_of(UPDATE, keys.clone(), tail).await?;
        self.tx.run_of(INSERT, keys, "GROUP BY customer ORDER BY min(opened_at)").await?;
        Ok(())
    }
}
