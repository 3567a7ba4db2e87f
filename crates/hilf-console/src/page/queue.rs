//! The queue: alerts by priority and deadline, one after the other, and several together where
//! policy allows.

use std::collections::HashMap;

use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, RawQuery, State};
use axum::http::StatusCode;
use hilf_case::{ContentHash, State as Standing};
use hilf_desk::{DeskError, Right, Together, may_go_together};
use hilf_entity::Entity;
use hilf_store::{AlertFilter, AlertRow};
use jiff::Timestamp;

use super::door::{fields, see};
use super::hit::band_class;
use crate::answer::{Answer, Problem, page};
use crate::fields::{Fields, query, segment};
use crate::say::{Text, desk as words, exemption, search};
use crate::session::Visitor;
pub(crate) use crate::show::Due;
use crate::show::{Html, Ui, filters, shown_name};
use crate::{Console, asset, say};

/// Alerts of a page.
const PAGE: u32 = 50;
/// Proposals of one's own that are passed over in search of the next alert.
const PASSED_MAX: u32 = 50;

/// Which alerts of the queue somebody works on; it goes along from alert to alert.
#[derive(Clone, Debug, Default)]
pub(crate) struct Which {
    state: Option<(&'static str, Standing)>,
    is_mine: bool,
    entity: String,
}

impl Which {
    /// Reads the fields of an address.
    pub(crate) fn read(fields: &Fields) -> Which {
        let wanted = words::STATES.iter().find(|(name, ..)| *name == fields.get("state"));
        Which {
            state: wanted.map(|(name, state, _)| (*name, *state)),
            is_mine: fields.get("who") == "me",
            entity: fields.get("entity").to_owned(),
        }
    }

    /// The query string of an address, with more fields.
    pub(crate) fn query(&self, more: &[(&str, &str)]) -> String {
        let mut all = vec![
            ("state", self.state.map_or("", |(name, _)| name)),
            ("who", if self.is_mine { "me" } else { "" }),
            ("entity", self.entity.as_str()),
        ];
        all.extend(more);
        query(&all)
    }

    /// Whether only alerts of a state are wanted.
    fn is_in(&self, state: &str) -> bool {
        self.state.is_some_and(|(name, _)| name == state)
    }

    /// The path to the next alert after one.
    pub(crate) fn after(&self, ui: &Ui, alert: &AlertRow) -> String {
        let after = format!("{}:{}", alert.priority, alert.id);
        ui.path(&format!("/queue-next{}", self.query(&[("after", &after)])))
    }

    fn filter(
        &self,
        visitor: &Visitor,
        state: Option<Standing>,
        after: Option<(i64, String)>,
    ) -> AlertFilter {
        AlertFilter {
            state,
            assignee: self.is_mine.then(|| visitor.person.id.clone()),
            entity: Some(self.entity.clone()).filter(|entity| !entity.is_empty()),
            after,
            ..AlertFilter::default()
        }
    }
}

/// A place in the queue: `priority:id`.
fn place(fields: &Fields) -> Option<(i64, String)> {
    let (priority, id) = fields.get("after").split_once(':')?;
    Some((priority.parse().ok()?, id.to_owned()))
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    ui: Ui,
    which: Which,
    rows: Vec<QueueRow>,
    next: Option<String>,
    begin: String,
    can_together: bool,
    report: Option<Report>,
    reason: String,
}

/// What became of work on several alerts.
struct Report {
    done: Html,
    apart: Vec<(String, Html, Html)>,
    status: StatusCode,
}

/// What was filled in to work on several alerts.
#[derive(Default)]
struct Filled {
    reason: String,
    /// Alerts with their evidence, as they are named in the form.
    chosen: Vec<String>,
}

/// An alert in a table.
pub(crate) struct QueueRow {
    pub(crate) id: String,
    pub(crate) evidence: String,
    pub(crate) path: String,
    pub(crate) customer: Html,
    pub(crate) listed: Html,
    pub(crate) list: String,
    pub(crate) score: String,
    pub(crate) band: Text,
    pub(crate) band_class: &'static str,
    pub(crate) state: Text,
    pub(crate) assignee: Option<String>,
    pub(crate) due: Due,
    pub(crate) opened: Html,
    /// Until when payments are exempt.
    pub(crate) exempt: Option<Html>,
    pub(crate) is_open: bool,
    /// Whether policy allows to propose it together with others.
    pub(crate) goes_together: bool,
    /// Whether it was ticked in a form that could not be carried out.
    pub(crate) is_chosen: bool,
}

/// The entities that are kept with an alert under a key, the listed one first.
pub(crate) fn kept(alert: &AlertRow, key: &str) -> Vec<Entity> {
    let all = match &alert.content[key] {
        serde_json::Value::Array(values) => values.clone(),
        serde_json::Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    all.into_iter().filter_map(|json| Entity::from_json_value(&json).ok()).collect()
}

impl QueueRow {
    /// An alert of the queue, with the moment until which its payments are exempt.
    pub(crate) fn of(
        ui: &Ui,
        alert: &AlertRow,
        which: &Which,
        exempt: Option<Timestamp>,
    ) -> QueueRow {
        let caption = |key: &str, id: &str| match kept(alert, key).first() {
            Some(entity) => ui.caption(entity).0,
            None => shown_name(id, None),
        };
        let band = alert.content["band"].as_str();
        let until =
            |at: Timestamp| ui.fill_html(exemption::MARK, &[("date", &ui.time(&at.to_string()))]);
        QueueRow {
            id: alert.id.clone(),
            evidence: alert.alert.evidence().as_str().to_owned(),
            path: ui.path(&format!("/case/{}{}", segment(&alert.id), which.query(&[]))),
            customer: caption("subject", &alert.customer),
            listed: caption("listed", &alert.entity),
            list: kept(alert, "listed").first().map(|e| e.datasets.join(" ")).unwrap_or_default(),
            score: ui.score(alert.score as f32 / 1000.0),
            band: search::band(band),
            band_class: band_class(band),
            state: words::state(alert.alert.state()),
            assignee: alert.alert.assignee().map(str::to_owned),
            due: Due::of(ui, alert.due_at),
            opened: ui.time(&alert.opened_at.to_string()),
            exempt: exempt.map(until),
            is_open: alert.alert.state() != Standing::Decided,
            goes_together: may_go_together(alert).is_ok(),
            is_chosen: false,
        }
    }
}

/// `GET queue`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
) -> Answer {
    let fields = Fields::read(&text.unwrap_or_default());
    queue_page(&console, ui, &visitor, &fields, None).await
}

async fn queue_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    fields: &Fields,
    report: Option<(Report, Filled)>,
) -> Answer {
    let which = Which::read(fields);
    let filter = which.filter(visitor, which.state.map(|(_, state)| state), place(fields));
    let alerts = console.desk.alerts(&visitor.person, &filter, PAGE).await?;
    let exempt = console.desk.exempt_pairs(&visitor.person).await?;
    let last = alerts.last().filter(|_| alerts.len() == PAGE as usize);
    let next = last.map(|alert| {
        let after = format!("{}:{}", alert.priority, alert.id);
        ui.path(&format!("/queue{}", which.query(&[("after", &after)])))
    });
    let (report, filled) = report.unzip();
    let Filled { reason, chosen } = filled.unwrap_or_default();
    let row = |alert: &AlertRow| {
        let row = QueueRow::of(&ui, alert, &which, exempt_of(&exempt, alert));
        let own = format!("{}:{}", row.id, row.evidence);
        QueueRow { is_chosen: chosen.contains(&own), ..row }
    };
    let status = report.as_ref().map_or(StatusCode::OK, |report: &Report| report.status);
    let shown = QueuePage {
        rows: alerts.iter().map(row).collect(),
        next,
        begin: ui.path(&format!("/queue-next{}", which.query(&[]))),
        can_together: visitor.person.may(Right::AlertTogether),
        report,
        reason,
        which,
        ui,
    };
    page(status, &shown)
}

/// `GET queue-next`: to the next alert the reader can do something about, or back to the queue.
pub(crate) async fn next(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
) -> Answer {
    let fields = Fields::read(&text.unwrap_or_default());
    let which = Which::read(&fields);
    let person = &visitor.person;
    let states: Vec<Standing> = match which.state {
        Some((_, state)) => vec![state],
        None => {
            let own = [Standing::New, Standing::InReview, Standing::Reopened];
            let own = own.into_iter().filter(|_| person.may(Right::AlertWork));
            let others = Some(Standing::Proposed).filter(|_| person.may(Right::AlertDecide));
            own.chain(others).collect()
        }
    };
    let mut found: Option<AlertRow> = None;
    for state in states {
        let filter = which.filter(&visitor, Some(state), place(&fields));
        let most = if state == Standing::Proposed { PASSED_MAX } else { 1 };
        let alerts = console.desk.alerts(person, &filter, most).await?;
        // One's own proposal waits for somebody else.
        let is_own = |alert: &AlertRow| {
            alert.alert.proposal().is_some_and(|proposal| proposal.by == person.id)
        };
        let first = alerts.into_iter().find(|alert| !is_own(alert));
        let order = |alert: &AlertRow| (std::cmp::Reverse(alert.priority), alert.id.clone());
        found = [found, first].into_iter().flatten().min_by_key(order);
    }
    let path = match found {
        Some(alert) => ui.path(&format!("/case/{}{}", segment(&alert.id), which.query(&[]))),
        None => ui.path(&format!("/queue{}", which.query(&[]))),
    };
    Ok(see(&path, None))
}

/// `POST queue`: does one thing to several alerts.
pub(crate) async fn together(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let reason = form.get("reason").to_owned();
    let what = match form.get("step") {
        "assign" => Together::Assign { to: visitor.person.id.clone() },
        "not_the_same" => Together::NotTheSame { reason: reason.clone() },
        _ => return Err(Problem::BAD_FORM),
    };
    let seen = |text: &str| -> Option<(String, ContentHash)> {
        let (id, evidence) = text.split_once(':')?;
        Some((id.to_owned(), serde_json::from_value(evidence.into()).ok()?))
    };
    let alerts: Option<Vec<_>> = form.all("alert").map(seen).collect();
    let alerts = alerts.ok_or(Problem::BAD_FORM)?;
    let done = console.desk.work_together(&visitor.person, &alerts, &what).await;
    let report = match done {
        Ok(done) => report(&ui, &done),
        Err(error @ DeskError::Missing(_)) => {
            let problem = Problem::desk(&error);
            let done = Html::text(problem.what(&ui));
            Report { done, apart: Vec::new(), status: problem.status }
        }
        Err(error) => return Err(error.into()),
    };
    let fields = Fields::read(&text.unwrap_or_default());
    // What was not carried out is filled in again, so that it need not be once more.
    let filled = match report.apart.is_empty() && report.status.is_success() {
        true => Filled::default(),
        false => Filled { reason, chosen: form.all("alert").map(str::to_owned).collect() },
    };
    queue_page(&console, ui, &visitor, &fields, Some((report, filled))).await
}

fn report(ui: &Ui, done: &[(String, Result<(), DeskError>)]) -> Report {
    let number = done.iter().filter(|(_, outcome)| outcome.is_ok()).count() as u64;
    let apart = done.iter().filter_map(|(id, outcome)| {
        let problem = Problem::desk(outcome.as_ref().err()?);
        let path = ui.path(&format!("/case/{}", segment(id)));
        Some((path, shown_name(id, None), Html::text(problem.what(ui))))
    });
    let done = ui.count(words::DONE_TOGETHER, number);
    Report { done, apart: apart.collect(), status: StatusCode::OK }
}

/// The moment until which payments of an alert's customer are exempt.
pub(crate) fn exempt_of(
    exempt: &HashMap<(String, String), Timestamp>,
    alert: &AlertRow,
) -> Option<Timestamp> {
    exempt.get(&(alert.customer.clone(), alert.entity.clone())).copied()
}
