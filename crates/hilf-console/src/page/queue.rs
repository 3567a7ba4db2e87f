//! The queue: alerts by priority and deadline.

use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use hilf_entity::Entity;
use hilf_store::{AlertFilter, AlertRow};
use jiff::Timestamp;

use super::hit::band_class;
use crate::answer::{Answer, page};
use crate::fields::{Fields, query, segment};
use crate::say::{Text, desk as words, search};
use crate::session::Visitor;
use crate::show::{Html, Ui, filters, shown_name};
use crate::{Console, asset, frame, say};

/// Alerts of a page.
const PAGE: u32 = 50;

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    ui: Ui,
    state: String,
    is_mine: bool,
    entity: String,
    rows: Vec<QueueRow>,
    next: Option<String>,
}

/// An alert in a table.
pub(crate) struct QueueRow {
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
}

/// A deadline as a clock.
pub(crate) struct Due {
    pub(crate) text: Html,
    pub(crate) is_over: bool,
}

impl Due {
    /// When what is due next is due.
    pub(crate) fn of(ui: &Ui, due: Option<Timestamp>) -> Due {
        let Some(due) = due else {
            return Due { text: Html::text(ui.t(words::NO_DUE)), is_over: false };
        };
        let is_over = due < Timestamp::now();
        let word = if is_over { words::OVERDUE } else { words::DUE_AT };
        Due { text: ui.fill_html(word, &[("date", &ui.time(&due.to_string()))]), is_over }
    }
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
    /// An alert of the queue.
    pub(crate) fn of(ui: &Ui, alert: &AlertRow) -> QueueRow {
        let caption = |key: &str, id: &str| match kept(alert, key).first() {
            Some(entity) => ui.caption(entity).0,
            None => shown_name(id, None),
        };
        let band = alert.content["band"].as_str();
        QueueRow {
            path: ui.path(&format!("/case/{}", segment(&alert.id))),
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
    let wanted = words::STATES.iter().find(|(name, ..)| *name == fields.get("state"));
    let is_mine = fields.get("who") == "me";
    let after = fields.get("after").split_once(':');
    let after = after.and_then(|(priority, id)| Some((priority.parse().ok()?, id.to_owned())));
    let filter = AlertFilter {
        state: wanted.map(|(_, state, _)| *state),
        assignee: is_mine.then(|| visitor.person.id.clone()),
        entity: Some(fields.get("entity").to_owned()).filter(|entity| !entity.is_empty()),
        after,
        ..AlertFilter::default()
    };
    let alerts = console.desk.alerts(&visitor.person, &filter, PAGE).await?;
    let last = alerts.last().filter(|_| alerts.len() == PAGE as usize);
    let next = last.map(|alert| {
        let after = format!("{}:{}", alert.priority, alert.id);
        let who = if is_mine { "me" } else { "" };
        ui.path(&format!(
            "/queue{}",
            query(&[
                ("state", fields.get("state")),
                ("who", who),
                ("entity", fields.get("entity")),
                ("after", &after)
            ])
        ))
    });
    let rows = alerts.iter().map(|alert| QueueRow::of(&ui, alert)).collect();
    let state = wanted.map_or("", |(name, ..)| *name).to_owned();
    page(
        StatusCode::OK,
        &QueuePage { ui, state, is_mine, entity: fields.get("entity").to_owned(), rows, next },
    )
}
