//! How many alerts stand where: kept as numbers that change with the alerts, in the same act.
//! Counting a hundred thousand alerts anew takes longer than a page may.

use std::collections::BTreeMap;

use hilf_case::State;

use crate::StoreError;
use crate::act::{Act, count};
use crate::sql::values;

/// How many alerts stand where, by the names of the states.
pub type Standings = BTreeMap<&'static str, u64>;

const STATES: [State; 5] =
    [State::New, State::InReview, State::Proposed, State::Decided, State::Reopened];

/// The name of a state in records.
pub(crate) fn name_of(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::InReview => "in_review",
        State::Proposed => "proposed",
        State::Decided => "decided",
        State::Reopened => "reopened",
    }
}

/// The state of a name, as the name.
fn known(name: &str) -> Option<&'static str> {
    STATES.into_iter().map(name_of).find(|known| *known == name)
}

impl Act {
    /// How many alerts stand where, by the names of the states.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standings(&mut self) -> Result<Standings, StoreError> {
        const SQL: &str = "SELECT name, value FROM counter";
        let mut standings: BTreeMap<&'static str, i64> =
            STATES.iter().map(|state| (name_of(*state), 0)).collect();
        for row in self.tx.rows(SQL, values![]).await? {
            if let Some(state) = row.text(0)?.strip_prefix("alerts.").and_then(known) {
                *standings.entry(state).or_default() += row.int(1)?;
            }
        }
        // What this act did itself is written when it ends.
        for (state, more) in &self.moved {
            *standings.entry(*state).or_default() += more;
        }
        Ok(standings.into_iter().map(|(state, number)| (state, count(number))).collect())
    }

    /// Notes that so many alerts more, or fewer, stand in a state.
    pub(crate) fn stand(&mut self, state: &str, more: i64) {
        if let Some(state) = known(state) {
            *self.moved.entry(state).or_default() += more;
        }
    }

    /// Writes what was noted. Whoever does so keeps others out until the act ends, so it comes last.
    pub(crate) async fn write_standings(&mut self) -> Result<(), StoreError> {
        const SQL: &str = "INSERT INTO counter (name, value) VALUES ($1, $2) \
                           ON CONFLICT (name) DO UPDATE SET value = counter.value + excluded.value";
        for (state, more) in std::mem::take(&mut self.moved) {
            if more != 0 {
                self.tx.run(SQL, values![format!("alerts.{state}"), more]).await?;
            }
        }
        Ok(())
    }
}
