//! Figures without personal data, counted by the database.

use std::collections::BTreeMap;

use hilf_case::{Event, Recorded};
use jiff::Timestamp;

use crate::StoreError;
use crate::act::{Act, count, time};
use crate::alerts::outcome_name;
use crate::sql::{Tx, Value, values};

/// What happened in a period, and what is overdue now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Alerts opened.
    pub opened: u64,
    /// Alerts reopened.
    pub reopened: u64,
    /// Decisions by outcome: `true_match`, `false_positive`, `cannot_tell`; none where there are
    /// none.
    pub decided: BTreeMap<String, u64>,
    /// Middle of the microseconds from opening, or the last reopening, to the decision.
    pub median_wait: Option<i64>,
    /// Alerts of which something is overdue.
    pub overdue: u64,
}

impl Act {
    /// Figures of the time from the first moment up to the last, which is not in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(
        &mut self,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Figures, StoreError> {
        const OPENED: &str = "SELECT count(*) FROM alert WHERE opened_at >= $1 AND opened_at < $2";
        const REOPENED: &str = "SELECT count(*) FROM alert_event \
                                WHERE kind = 'reopened' AND at >= $1 AND at < $2";
        const DECIDED: &str = "SELECT outcome, count(*) FROM alert_event \
            WHERE kind = 'approved' AND at >= $1 AND at < $2 GROUP BY outcome ORDER BY outcome";
        const MIDDLE: &str = "SELECT waited FROM alert_event \
            WHERE kind = 'approved' AND at >= $1 AND at < $2 ORDER BY waited LIMIT 1 OFFSET $3";
        const OVERDUE: &str = "SELECT count(*) FROM alert WHERE due_at IS NOT NULL AND due_at < $1";
        let period = || values![from.as_microsecond(), until.as_microsecond()];
        let mut decided = BTreeMap::new();
        for row in self.tx.rows(DECIDED, period()).await? {
            decided.insert(row.text(0)?, count(row.int(1)?));
        }
        let number: u64 = decided.values().sum();
        let mut middle = period();
        middle.push(i64::try_from(number / 2).unwrap_or(0).into());
        let median_wait = self.tx.row(MIDDLE, middle).await?;
        let now = values![self.at().as_microsecond()];
        Ok(Figures {
            opened: self.number(OPENED, period()).await?,
            reopened: self.number(REOPENED, period()).await?,
            decided,
            median_wait: median_wait.map(|row| row.int(0)).transpose()?,
            overdue: self.number(OVERDUE, now).await?,
        })
    }

    /// The one number a query gives.
    pub(crate) async fn number(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        let row = self.tx.row(sql, values).await?;
        Ok(row.map(|row| row.int(0)).transpose()?.map_or(0, count))
    }
}

/// What is counted of an event: its kind, when it happened, the outcome of a decision and how long
/// the alert had waited for it.
pub(crate) struct Counted {
    kind: &'static str,
    at: i64,
    outcome: Option<String>,
    waited: Option<i64>,
}

impl Counted {
    /// Of an event of an alert that was opened at some time, after other events.
    pub(crate) fn of(event: &Recorded, opened_at: Timestamp, before: &[Recorded]) -> Counted {
        let (kind, outcome) = match &event.event {
            Event::Reopened { .. } => ("reopened", None),
            Event::Approved { outcome, .. } => {
                ("approved", Some(outcome_name(*outcome).to_owned()))
            }
            _ => ("other", None),
        };
        let reopened = |event: &&Recorded| matches!(event.event, Event::Reopened { .. });
        let began = before.iter().rev().find(reopened).map_or(opened_at, |event| event.at);
        let waited = event.at.as_microsecond() - began.as_microsecond();
        let waited = outcome.is_some().then_some(waited);
        Counted { kind, at: event.at.as_microsecond(), outcome, waited }
    }

    /// Kind, time, outcome and wait as parameters.
    pub(crate) fn values(self) -> Vec<Value> {
        values![self.kind, self.at, self.outcome, self.waited]
    }
}

/// Fills in what is counted of events, and which documents they added, where they were kept before
/// that was.
pub(crate) async fn fill_in(tx: &mut Tx) -> Result<(), StoreError> {
    const EVENTS: &str = "SELECT e.alert, e.n, e.event, a.opened_at FROM alert_event e \
                          JOIN alert a ON a.id = e.alert \
                          WHERE e.alert > $1 ORDER BY e.alert, e.n LIMIT $2";
    const OF_ONE: &str = "SELECT event FROM alert_event WHERE alert = $1 ORDER BY n";
    const FILL: &str = "UPDATE alert_event SET kind = $3, at = $4, outcome = $5, waited = $6 \
                        WHERE alert = $1 AND n = $2";
    let mut after = String::new();
    loop {
        let first = tx.row(EVENTS, values![after.as_str(), 1]).await?;
        let Some(first) = first else { return Ok(()) };
        after = first.text(0)?;
        let opened_at = time(first.int(3)?)?;
        let mut before: Vec<Recorded> = Vec::new();
        for (row, n) in tx.rows(OF_ONE, values![after.as_str()]).await?.iter().zip(0_i64..) {
            let event: Recorded = serde_json::from_str(&row.text(0)?)
                .map_err(|error| StoreError::damaged(format!("an event of {after}"), error))?;
            let mut filled = values![after.as_str(), n];
            filled.append(&mut Counted::of(&event, opened_at, &before).values());
            tx.run(FILL, filled).await?;
            if let Event::Attached { sha256, .. } = &event.event {
                const DOCUMENT: &str = "INSERT INTO alert_attachment (alert, sha256) \
                    VALUES ($1, $2) ON CONFLICT (alert, sha256) DO NOTHING";
                tx.run(DOCUMENT, values![after.as_str(), sha256.as_str()]).await?;
            }
            before.push(event);
        }
    }
}
