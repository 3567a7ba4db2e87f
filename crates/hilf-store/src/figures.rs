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
    /// Screenings of customers, by the hours that began in the period.
    pub screened: u64,
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

/// A time between two neighbouring bounds of periods, and what happened in it.
struct Stretch {
    from: i64,
    until: i64,
    screened: u64,
    opened: u64,
    reopened: u64,
    decided: Vec<(String, u64)>,
}

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// A period in microseconds.
type Period = (i64, i64);

/// The times between the bounds of all periods that lie in one of them, in their order: periods may
/// overlap or follow each other, and what happened is looked at once all the same.
fn stretches(periods: &[Period]) -> Vec<Period> {
    let mut bounds: Vec<i64> = periods.iter().flat_map(|(from, until)| [*from, *until]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let lies_in = |(from, until): &Period| periods.iter().any(|(f, u)| f <= from && until <= u);
    bounds.windows(2).map(|pair| (pair[0], pair[1])).filter(lies_in).collect()
}

impl Act {
    /// Figures of periods, each from its first moment up to the last, which is not in it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(
        &mut self,
        periods: &[(Timestamp, Timestamp)],
    ) -> Result<Vec<Figures>, StoreError> {
        const OVERDUE: &str = "SELECT count(*) FROM alert WHERE due_at IS NOT NULL AND due_at < $1";
        let micros = |at: &Timestamp| at.as_microsecond();
        let periods: Vec<Period> = periods.iter().map(|(f, u)| (micros(f), micros(u))).collect();
        let mut happened = Vec::new();
        for stretch in stretches(&periods) {
            happened.push(self.happened(stretch).await?);
        }
        let overdue = self.number(OVERDUE, values![self.at().as_microsecond()]).await?;
        let mut all = Vec::with_capacity(periods.len());
        for (from, until) in periods {
            let mut figures = Figures { overdue, ..Figures::default() };
            for own in happened.iter().filter(|own| from <= own.from && own.until <= until) {
                figures.screened += own.screened;
                figures.opened += own.opened;
                figures.reopened += own.reopened;
                for (outcome, number) in &own.decided {
                    *figures.decided.entry(outcome.clone()).or_default() += number;
                }
            }
            figures.median_wait = self.median_wait((from, until), &figures).await?;
            all.push(figures);
        }
        Ok(all)
    }

    /// Notes that so many customers were screened.
    pub fn count_screened(&mut self, number: u64) {
        self.screened += i64::try_from(number).unwrap_or(i64::MAX);
    }

    /// Writes what was noted. Whoever does so keeps others out until the act ends, so it comes last.
    pub(crate) async fn write_screened(&mut self) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO screened (hour, number) VALUES ($1, $2) ON CONFLICT (hour) \
                           DO UPDATE SET number = screened.number + excluded.number";
        let number = std::mem::take(&mut self.screened);
        if number > 0 {
            let at = self.at().as_microsecond();
            self.tx.run(SQL, values![at - at.rem_euclid(HOUR), number]).await?;
        }
        Ok(())
    }

    async fn happened(&mut self, (from, until): Period) -> Result<Stretch, StoreError> {
        const OPENED: &str = "SELECT count(*) FROM alert WHERE opened_at >= $1 AND opened_at < $2";
        const REOPENED: &str = "SELECT count(*) FROM alert_event \
                                WHERE kind = 'reopened' AND at >= $1 AND at < $2";
        const DECIDED: &str = "SELECT outcome, count(*) FROM alert_event \
            WHERE kind = 'approved' AND at >= $1 AND at < $2 GROUP BY outcome ORDER BY outcome";
        const SCREENED: &str = "SELECT CAST(coalesce(sum(number), 0) AS BIGINT) FROM screened \
                                WHERE hour >= $1 AND hour < $2";
        let mut decided = Vec::new();
        for row in self.tx.rows(DECIDED, values![from, until]).await? {
            decided.push((row.text(0)?, count(row.int(1)?)));
        }
        Ok(Stretch {
            from,
            until,
            screened: self.number(SCREENED, values![from, until]).await?,
            opened: self.number(OPENED, values![from, until]).await?,
            reopened: self.number(REOPENED, values![from, until]).await?,
            decided,
        })
    }

    /// The middle wait for the decisions of a period. Middles of parts give none of the whole.
    async fn median_wait(
        &mut self,
        (from, until): Period,
        figures: &Figures,
    ) -> Result<Option<i64>, StoreError> {
        const MIDDLE: &str = "SELECT waited FROM alert_event \
            WHERE kind = 'approved' AND at >= $1 AND at < $2 ORDER BY waited LIMIT 1 OFFSET $3";
        let number: u64 = figures.decided.values().sum();
        if number == 0 {
            return Ok(None);
        }
        let middle = i64::try_from(number / 2).unwrap_or(0);
        let row = self.tx.row(MIDDLE, values![from, until, middle]).await?;
        Ok(row.map(|row| row.int(0)).transpose()?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_periods_are_cut_where_they_begin_and_end() {
        assert_eq!(
            stretches(&[(0, 30), (20, 40), (50, 60)]),
            [(0, 20), (20, 30), (30, 40), (50, 60)]
        );
        assert_eq!(stretches(&[(5, 5), (9, 3)]), []);
    }
}
