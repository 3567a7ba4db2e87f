//! What is told of the desk's work: the file of a case, and figures without personal data.

use std::collections::BTreeMap;

use hilf_store::audit::Verdict;
use hilf_store::{AlertRow, AuditRow, ExemptionRow, Figures, Freeze, Run};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::alerts::object;
use crate::{Desk, DeskError, Person, Right};

/// A week.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Entries of the log that belong to one file.
const ENTRIES: u32 = 1_000;

/// All that is known of an alert.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// The alert with its events.
    pub alert: AlertRow,
    /// The freeze that followed.
    pub freeze: Option<Freeze>,
    /// Exemptions on the listed entity.
    pub exemptions: Vec<ExemptionRow>,
    /// What the audit log says of it.
    pub audit: Vec<AuditRow>,
}

impl CaseFile {
    /// As JSON.
    pub fn json(&self) -> Json {
        let exemption = |row: &ExemptionRow| {
            json!({
                "id": row.id, "terms": row.terms, "proposed_by": row.proposed_by,
                "proposed_at": row.proposed_at, "granted": row.granted, "ended_at": row.ended_at,
            })
        };
        let entry =
            |row: &AuditRow| json!({ "n": row.n, "at": row.at, "act": row.act, "body": row.body });
        json!({
            "alert": alert_json(&self.alert),
            "freeze": self.freeze.as_ref().map(freeze_json),
            "exemptions": self.exemptions.iter().map(exemption).collect::<Vec<Json>>(),
            "audit": self.audit.iter().map(entry).collect::<Vec<Json>>(),
        })
    }
}

/// An alert as JSON.
pub(crate) fn alert_json(alert: &AlertRow) -> Json {
    json!({
        "id": alert.id,
        "customer": alert.customer,
        "entity": alert.entity,
        "score": alert.score as f64 / 1000.0,
        "priority": alert.priority,
        "state": alert.alert.state(),
        "assignee": alert.alert.assignee(),
        "evidence": alert.alert.evidence(),
        "proposal": alert.alert.proposal(),
        "decisions": alert.alert.decisions(),
        "changes": alert.alert.changes(),
        "opened_at": alert.opened_at,
        "due_at": alert.due_at,
        "content": alert.content,
        "events": alert.events,
    })
}

/// A freeze as JSON.
pub(crate) fn freeze_json(freeze: &Freeze) -> Json {
    json!({
        "alert": freeze.alert,
        "customer": freeze.customer,
        "entity": freeze.entity,
        "frozen_at": freeze.frozen_at,
        "frozen_by": freeze.frozen_by,
        "assets": freeze.assets["text"],
        "report": freeze.report,
        "reported_at": freeze.reported_at,
        "lift": freeze.lift,
        "lifted_at": freeze.lifted_at,
    })
}

/// Figures of a period. Alerts count where they were opened, decisions where they were approved.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Statistics {
    /// First moment of the period.
    pub from: Timestamp,
    /// First moment after it.
    pub until: Timestamp,
    /// Customers now.
    pub customers: u64,
    /// Screenings of customers, at registration and in runs.
    pub screened: u64,
    /// Alerts opened.
    pub opened: u64,
    /// Alerts reopened because something material changed.
    pub reopened: u64,
    /// Decisions by outcome: `true_match`, `false_positive`, `cannot_tell`.
    pub decided: BTreeMap<String, u64>,
    /// Decided "not the same" of all decided; `None` without decisions.
    pub false_alarm_rate: Option<f64>,
    /// Middle of the hours from opening to decision; `None` without decisions.
    pub median_hours_to_decision: Option<f64>,
    /// Alerts that stand open now, by state.
    pub standing: BTreeMap<&'static str, u64>,
    /// Open alerts whose time is over.
    pub overdue: u64,
    /// Freezes in force now.
    pub freezes: u64,
    /// The last screening run that ended: how many customers, of how many, against what.
    pub last_run: Option<RunProof>,
}

/// The proof of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunProof {
    /// Its id.
    pub id: String,
    /// Whom: `all` or `changed`.
    pub kind: &'static str,
    /// What was screened against.
    pub snapshot: String,
    /// The matcher.
    pub matcher: String,
    /// The profile.
    pub profile: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Screenings.
    pub screened: u64,
    /// Customers when it ended.
    pub customers: Option<u64>,
    /// Customers without a name or identifier to search by.
    pub held: u64,
    /// Hits found.
    pub hits: u64,
    /// Alerts opened.
    pub opened: u64,
    /// Alerts reopened.
    pub reopened: u64,
}

impl From<&Run> for RunProof {
    fn from(run: &Run) -> RunProof {
        RunProof {
            id: run.id.clone(),
            kind: run.kind.name(),
            snapshot: run.snapshot.clone(),
            matcher: run.matcher.clone(),
            profile: run.profile.clone(),
            started_at: run.started_at,
            finished_at: run.finished_at,
            screened: run.progress.screened,
            customers: run.customers,
            held: run.progress.held,
            hits: run.progress.hits,
            opened: run.progress.opened,
            reopened: run.progress.reopened,
        }
    }
}

impl Desk {
    /// The file of a case. Entries of the log are those that have their place already.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn case_file(&self, person: &Person, alert: &str) -> Result<CaseFile, DeskError> {
        let mut act = self.enter(person, Right::AlertView, object(alert), Json::Null).await?;
        let row = act.alert(alert).await?;
        let file = CaseFile {
            freeze: act.freeze(alert).await?,
            exemptions: act.exemptions(Some(&row.entity)).await?,
            audit: act.audit(Some(&object(alert)), ENTRIES).await?,
            alert: row,
        };
        act.commit().await?;
        Ok(file)
    }

    /// An alert as JSON, as the file and the programming interface give it.
    pub fn alert_json(alert: &AlertRow) -> Json {
        alert_json(alert)
    }

    /// A freeze as JSON.
    pub fn freeze_json(freeze: &Freeze) -> Json {
        freeze_json(freeze)
    }

    /// The newest acts of the audit log, on one object or all.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn audit(
        &self,
        person: &Person,
        object: Option<&str>,
        most: u32,
    ) -> Result<Vec<AuditRow>, DeskError> {
        let details = json!({ "object": object, "most": most });
        let mut act = self.enter(person, Right::AuditView, "audit", details).await?;
        let rows = act.audit(object, most).await?;
        act.commit().await?;
        Ok(rows)
    }

    /// Verifies the audit log with the key beside it, every act so far in its place; that it was
    /// verified is an act too.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn verify_audit(&self, person: &Person) -> Result<Verdict, DeskError> {
        self.witness(person, Right::AuditView, "audit").await?;
        self.store.seal().await?;
        Ok(self.store.verify_audit(None).await?)
    }

    /// Figures of a period.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn statistics(
        &self,
        person: &Person,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Statistics, DeskError> {
        let details = json!({ "from": from, "until": until });
        let mut found = self.periods(person, &[(from, until)], details).await?;
        Ok(found.pop().unwrap_or_default())
    }

    /// Figures of the time up to now that a page shows, and of the last weeks, the oldest first; the
    /// last of them is under way. All of it is one act.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn overview(
        &self,
        person: &Person,
        period: SignedDuration,
        weeks: u16,
    ) -> Result<(Statistics, Vec<Statistics>), DeskError> {
        let now = Timestamp::now();
        let ends = (0..i32::from(weeks)).rev().map(|back| now - WEEK * back);
        let mut periods: Vec<_> = ends.map(|until| (until - WEEK, until)).collect();
        let from = periods.first().map_or(now, |(from, _)| *from).min(now - period);
        periods.push((now - period, now));
        let details = json!({ "from": from, "until": now, "weeks": weeks });
        let mut found = self.periods(person, &periods, details).await?;
        let whole = found.pop().unwrap_or_default();
        Ok((whole, found))
    }

    /// Figures of several periods in one act; how things stand now is asked for once.
    async fn periods(
        &self,
        person: &Person,
        periods: &[(Timestamp, Timestamp)],
        details: Json,
    ) -> Result<Vec<Statistics>, DeskError> {
        let mut act = self.enter(person, Right::Statistics, "statistics", details).await?;
        let now = Statistics {
            customers: act.customer_count().await?,
            standing: act.standings().await?,
            freezes: act.freeze_count().await?,
            last_run: act.last_run().await?.as_ref().map(RunProof::from),
            ..Statistics::default()
        };
        let counted = act.figures(periods).await?;
        act.commit().await?;
        let found = periods.iter().zip(counted);
        Ok(found.map(|(period, figures)| now.clone().of(*period, figures)).collect())
    }
}

impl Statistics {
    /// How things stand, with what happened in a period.
    fn of(self, (from, until): (Timestamp, Timestamp), figures: Figures) -> Statistics {
        let decided: u64 = figures.decided.values().sum();
        let wrong = figures.decided.get("false_positive").copied().unwrap_or(0);
        let hours = |wait: i64| (wait as f64 / 360_000_000.0).round() / 10.0;
        Statistics {
            from,
            until,
            screened: figures.screened,
            opened: figures.opened,
            reopened: figures.reopened,
            false_alarm_rate: (decided > 0).then(|| wrong as f64 / decided as f64),
            median_hours_to_decision: figures.median_wait.map(hours),
            decided: figures.decided,
            overdue: figures.overdue,
            ..self
        }
    }
}
