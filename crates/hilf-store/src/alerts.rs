//! Alerts with their events: what is kept is what happened; where an alert stands follows from it.

use std::collections::HashMap;

use hilf_case::{Alert, ContentHash, Event, Outcome, Recorded, State};
use jiff::Timestamp;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::act::{Act, json, time};
use crate::audit::hex;
use crate::figures::Counted;
use crate::sql::{Row, Value, values};
use crate::standings::name_of;

/// A hit that somebody must look at.
#[derive(Clone, Debug)]
pub struct NewAlert {
    /// Id of the customer.
    pub customer: String,
    /// Id of the listed entity.
    pub entity: String,
    /// Score in thousandths.
    pub score: i64,
    /// Hash of the evidence.
    pub evidence: ContentHash,
    /// The evidence and all that is needed to find it again.
    pub content: Json,
    /// What comes first in the queue; more is earlier.
    pub priority: i64,
    /// When somebody must have looked at it.
    pub due_at: Option<Timestamp>,
}

/// An alert as it is kept.
#[derive(Clone, Debug)]
pub struct AlertRow {
    /// Its id, made from the pair, so that a pair has one alert however often it is found.
    pub id: String,
    /// Id of the customer.
    pub customer: String,
    /// Id of the listed entity.
    pub entity: String,
    /// Score in thousandths.
    pub score: i64,
    /// The evidence that lies before people now.
    pub content: Json,
    /// What comes first in the queue; more is earlier.
    pub priority: i64,
    /// When what is due next is due.
    pub due_at: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Whether the pair is a hit now: `hit`, `no_longer_hit`, `delisted`,
    /// `list_removed`. Of a decided alert the evidence may be of before.
    pub standing: String,
    /// Where it stands.
    pub alert: Alert,
    /// What happened to it.
    pub events: Vec<Recorded>,
}

/// Which alerts are asked for.
#[derive(Clone, Debug, Default)]
pub struct AlertFilter {
    /// Only those that stand here.
    pub state: Option<State>,
    /// Only those of a customer.
    pub customer: Option<String>,
    /// Only those on a listed entity.
    pub entity: Option<String>,
    /// Only those given to a person.
    pub assignee: Option<String>,
    /// Only those decided so.
    pub outcome: Option<Outcome>,
    /// Only those after this place in the order of the queue: priority and id.
    pub after: Option<(i64, String)>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, customer, entity, score, content, opened_at, opening, priority, due_at, \
             standing FROM alert ",
            $rest
        )
    };
}

/// The id of the alert on a pair.
fn id_of(customer: &str, entity: &str) -> String {
    let mut digest = Sha256::new();
    digest.update((customer.len() as u64).to_be_bytes());
    digest.update(customer);
    digest.update(entity);
    hex(&digest.finalize()[..8])
}

/// How a pair stands that is a hit.
const HIT: &str = "hit";

/// The name of an outcome in records.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::TrueMatch => "true_match",
        Outcome::FalsePositive => "false_positive",
        Outcome::CannotTell => "cannot_tell",
    }
}

impl Act {
    /// Opens alerts on pairs that have none; gives their ids in the same order.
    ///
    /// # Errors
    /// When a pair has one already, or the database fails.
    pub async fn open_alerts(&mut self, new: &[NewAlert]) -> Result<Vec<String>, StoreError> {
        const HEAD: &str = "INSERT INTO alert (id, customer, entity, state, score, opening, \
                            content, opened_at, changed_at, priority, due_at) VALUES";
        let now = self.at().as_microsecond();
        let ids: Vec<String> = new.iter().map(|new| id_of(&new.customer, &new.entity)).collect();
        let row = |(new, id): (&NewAlert, &String)| {
            values![
                id.as_str(),
                new.customer.as_str(),
                new.entity.as_str(),
                name_of(State::New),
                new.score,
                new.evidence.as_str(),
                new.content.to_string(),
                now,
                now,
                new.priority,
                new.due_at.map(Timestamp::as_microsecond),
            ]
        };
        self.tx.put(HEAD, new.iter().zip(&ids).map(row).collect(), "").await?;
        self.written.extend(ids.iter().cloned());
        self.stand(name_of(State::New), i64::try_from(ids.len()).unwrap_or(i64::MAX));
        Ok(ids)
    }

    /// The alert of an id.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn alert(&mut self, id: &str) -> Result<AlertRow, StoreError> {
        let row = self.tx.row(select!("WHERE id = $1"), values![id]).await?;
        let unknown = || StoreError::Unknown { what: "alert", id: id.to_owned() };
        let row = row.ok_or_else(unknown)?;
        self.read(vec![row]).await?.pop().ok_or_else(unknown)
    }

    /// The alerts of customers, by customer and then by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts_of(
        &mut self,
        customers: &[&str],
    ) -> Result<HashMap<String, Vec<AlertRow>>, StoreError> {
        let ids = customers.iter().map(|id| (*id).into()).collect();
        let rows = self.tx.rows_of(select!("WHERE customer IN"), ids, "ORDER BY id").await?;
        let mut found: HashMap<String, Vec<AlertRow>> = HashMap::new();
        for alert in self.read(rows).await? {
            found.entry(alert.customer.clone()).or_default().push(alert);
        }
        Ok(found)
    }

    /// The alert on a pair, if it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alert_on(
        &mut self,
        customer: &str,
        entity: &str,
    ) -> Result<Option<AlertRow>, StoreError> {
        let id = id_of(customer, entity);
        let rows = self.tx.rows(select!("WHERE id = $1"), values![id]).await?;
        Ok(self.read(rows).await?.pop())
    }

    /// Alerts on a listed entity, the highest priority first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts_on(
        &mut self,
        entity: &str,
        most: u32,
    ) -> Result<Vec<AlertRow>, StoreError> {
        let filter = AlertFilter { entity: Some(entity.to_owned()), ..AlertFilter::default() };
        self.alerts(&filter, most).await
    }

    /// Alerts in the order of the queue: the highest priority first, then by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alerts(
        &mut self,
        filter: &AlertFilter,
        most: u32,
    ) -> Result<Vec<AlertRow>, StoreError> {
        let (sql, values) = filter.statement(most);
        let rows = self.tx.rows_by(sql, values).await?;
        self.read(rows).await
    }

    /// Keeps an event that was applied to `alert`.
    ///
    /// # Errors
    /// When another event came between, or the database fails.
    pub async fn record(
        &mut self,
        alert: &mut AlertRow,
        event: Recorded,
    ) -> Result<(), StoreError> {
        const EVENT: &str = "INSERT INTO alert_event (alert, n, event, kind, at, outcome, waited) \
                             VALUES ($1, $2, $3, $4, $5, $6, $7)";
        const STATE: &str = "UPDATE alert SET state = $2, changed_at = $3, assignee = $4, \
                             outcome = $5 WHERE id = $1";
        let n = i64::try_from(alert.events.len()).unwrap_or(i64::MAX);
        let text = serde_json::to_string(&event)
            .map_err(|error| StoreError::damaged("an event", error))?;
        let mut row = values![alert.id.as_str(), n, text];
        row.append(&mut Counted::of(&event, alert.opened_at, &alert.events).values());
        self.tx.run(EVENT, row).await?;
        let now = self.at().as_microsecond();
        let state = name_of(alert.alert.state());
        // Nobody else can have added an event in between, so this is the state before this one.
        let before = self.tx.row("SELECT state FROM alert WHERE id = $1", values![&alert.id[..]]);
        if let Some(before) = before.await? {
            self.stand(&before.text(0)?, -1);
            self.stand(state, 1);
        }
        let assignee = alert.alert.assignee().map(str::to_owned);
        let decided =
            alert.alert.decisions().last().filter(|_| alert.alert.state() == State::Decided);
        let outcome = decided.map(|d| outcome_name(d.proposal.outcome).to_owned());
        let row = values![alert.id.as_str(), state, now, assignee, outcome];
        self.tx.run(STATE, row).await?;
        if let Event::Attached { sha256, .. } = &event.event {
            const DOCUMENT: &str = "INSERT INTO alert_attachment (alert, sha256) VALUES ($1, $2) \
                                    ON CONFLICT (alert, sha256) DO NOTHING";
            self.tx.run(DOCUMENT, values![alert.id.as_str(), sha256.as_str()]).await?;
        }
        self.written.insert(alert.id.clone());
        alert.events.push(event);
        Ok(())
    }

    /// Lays other evidence before people.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_content(
        &mut self,
        id: &str,
        score: i64,
        priority: i64,
        content: &Json,
    ) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE alert SET score = $2, priority = $3, content = $4, \
                           standing = $5 WHERE id = $1";
        let standing = content["standing"].as_str().unwrap_or(HIT);
        self.tx.run(SQL, values![id, score, priority, content.to_string(), standing]).await?;
        self.written.insert(id.to_owned());
        Ok(())
    }

    /// Notes whether the pair of an alert is a hit, without laying that before people: `hit`, or
    /// what became of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_standing(&mut self, id: &str, standing: &str) -> Result<(), StoreError> {
        const SQL: &str = "UPDATE alert SET standing = $2 WHERE id = $1";
        self.tx.run(SQL, values![id, standing]).await?;
        Ok(())
    }

    /// Says when what is due next on an alert is due.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_due(&mut self, id: &str, due: Option<Timestamp>) -> Result<(), StoreError> {
        let due = due.map(Timestamp::as_microsecond);
        self.tx.run("UPDATE alert SET due_at = $2 WHERE id = $1", values![id, due]).await?;
        self.written.insert(id.to_owned());
        Ok(())
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database fails.
    pub async fn attachment(&mut self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        const SQL: &str = "SELECT bytes FROM attachment WHERE sha256 = $1";
        let row = self.tx.row(SQL, values![sha256]).await?;
        let bytes = row.map(|row| row.maybe_bytes(0)).transpose()?.flatten();
        bytes.ok_or_else(|| StoreError::Unknown { what: "attachment", id: sha256.to_owned() })
    }

    /// Keeps a document and gives its hash; the same bytes are kept once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attach(&mut self, bytes: &[u8]) -> Result<String, StoreError> {
        const SQL: &str = "INSERT INTO attachment (sha256, bytes) VALUES ($1, $2) \
                           ON CONFLICT (sha256) DO NOTHING";
        let hash = hex(&Sha256::digest(bytes));
        self.tx.run(SQL, values![hash.as_str(), bytes]).await?;
        Ok(hash)
    }

    /// Alerts as they stand after their events, in the order of their rows.
    async fn read(&mut self, rows: Vec<Row>) -> Result<Vec<AlertRow>, StoreError> {
        const EVENTS: &str = "SELECT alert, event FROM alert_event WHERE alert IN";
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            ids.push(row.text(0)?.into());
        }
        let mut events: HashMap<String, Vec<Recorded>> = HashMap::new();
        for row in self.tx.rows_of(EVENTS, ids, "ORDER BY alert, n").await? {
            let id = row.text(0)?;
            let event: Recorded = serde_json::from_str(&row.text(1)?)
                .map_err(|error| StoreError::damaged(format!("an event of alert {id}"), error))?;
            events.entry(id).or_default().push(event);
        }
        rows.iter().map(|row| alert(row, &mut events)).collect()
    }
}

fn alert(row: &Row, events: &mut HashMap<String, Vec<Recorded>>) -> Result<AlertRow, StoreError> {
    let id = row.text(0)?;
    let events = events.remove(&id).unwrap_or_default();
    let opening: ContentHash = serde_json::from_value(Json::from(row.text(6)?))
        .map_err(|error| StoreError::damaged(format!("alert {id}"), error))?;
    let alert = Alert::replay(opening, &events).map_err(|(place, refusal)| {
        StoreError::damaged(format!("event {place} of alert {id}"), refusal)
    })?;
    Ok(AlertRow {
        customer: row.text(1)?,
        entity: row.text(2)?,
        score: row.int(3)?,
        content: json(&row.text(4)?)?,
        opened_at: time(row.int(5)?)?,
        priority: row.int(7)?,
        due_at: row.maybe_int(8)?.map(time).transpose()?,
        standing: row.text(9)?,
        id,
        alert,
        events,
    })
}

impl AlertFilter {
    /// The statement that gives the alerts, and its parameters. It names only what is asked for, and
    /// only the narrowest of it in a form that an index answers: a database that is asked by state
    /// and by customer would else walk through the queue of the state.
    fn statement(&self, most: u32) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = Vec::new();
        let mut conditions = Vec::new();
        let mut add = |column: &str, value: &str| {
            values.push(value.into());
            conditions.push(format!("{column} = ${}", values.len()));
        };
        let columns = [
            ("customer", self.customer.as_deref()),
            ("entity", self.entity.as_deref()),
            ("assignee", self.assignee.as_deref()),
            ("outcome", self.outcome.map(outcome_name)),
        ];
        let mut given = columns.iter().filter_map(|(column, value)| Some((*column, (*value)?)));
        let narrowest = given.next();
        if let Some((column, value)) = narrowest {
            add(column, value);
        }
        for (column, value) in given {
            add(&format!("coalesce({column}, '')"), value);
        }
        if let Some(state) = self.state {
            add(if narrowest.is_some() { "coalesce(state, '')" } else { "state" }, name_of(state));
        }
        // Few alerts are on one customer or entity; they are put in order when they are found.
        let is_few = narrowest.is_some_and(|(column, _)| matches!(column, "customer" | "entity"));
        let priority = if is_few { "(priority + 0)" } else { "priority" };
        if let Some((after, id)) = &self.after {
            values.extend(values![*after, id.as_str()]);
            let (own, other) = (values.len() - 1, values.len());
            conditions
                .push(format!("({priority} < ${own} OR ({priority} = ${own} AND id > ${other}))"));
        }
        let conditions = match conditions.is_empty() {
            true => String::new(),
            false => format!("WHERE {} ", conditions.join(" AND ")),
        };
        values.push(i64::from(most).into());
        let last = values.len();
        let select = select!("");
        (format!("{select}{conditions}ORDER BY {priority} DESC, id LIMIT ${last}"), values)
    }
}

impl AlertRow {
    /// Lets an event happen to the alert in memory; [`Act::record`] keeps it.
    ///
    /// # Errors
    /// What the state machine refuses; the alert is then as it was.
    pub fn apply(
        &mut self,
        by: &str,
        at: Timestamp,
        event: Event,
    ) -> Result<Recorded, hilf_case::Refusal> {
        let recorded = Recorded { by: by.to_owned(), at, event };
        self.alert.apply(&recorded)?;
        Ok(recorded)
    }
}
