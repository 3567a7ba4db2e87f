//! Figures, the audit log, and who may do what.

use axum::Json;
use axum::extract::State;
use hilf_desk::policy_table;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::IntoParams;

use super::Office;
use super::given::{Asked, within};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// A period; without it, the last thirty days.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Period {
    /// First moment.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// First moment after it.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// Figures of a period, without personal data.
#[utoipa::path(get, path = "/api/v1/statistics", tag = "Overview", params(Period),
    responses((status = 200, body = told::Figures), (status = 403, body = Refused)))]
pub(crate) async fn statistics(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(period): Asked<Period>,
) -> Answer {
    let until = period.until.unwrap_or_else(Timestamp::now);
    let month = SignedDuration::from_hours(30 * 24);
    let from = period.from.or_else(|| until.checked_sub(month).ok()).unwrap_or(until);
    Ok(Json(json!(office.desk.statistics(&visitor.person, from, until).await?)))
}

/// How many alerts stand where.
#[utoipa::path(get, path = "/api/v1/standings", tag = "Overview",
    responses((status = 200), (status = 403, body = Refused)))]
pub(crate) async fn standings(State(office): State<Office>, visitor: Visitor) -> Answer {
    Ok(Json(json!(office.desk.standings(&visitor.person).await?)))
}

/// Which acts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// On what: `customer:ID`, `alert:ID`, `run:ID`, `account:ID`.
    object: Option<String>,
    /// How many.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 1000)]
    limit: u32,
}

fn usual() -> u32 {
    100
}

/// The newest acts of the audit log; reading it is an act too.
#[utoipa::path(get, path = "/api/v1/audit", tag = "Overview", params(Which),
    responses((status = 200, body = told::Acts), (status = 403, body = Refused)))]
pub(crate) async fn audit(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(which): Asked<Which>,
) -> Answer {
    let limit = within(which.limit, 1000)?;
    let rows = office.desk.audit(&visitor.person, which.object.as_deref(), limit).await?;
    let told = rows
        .iter()
        .map(|row| json!({ "n": row.n, "at": row.at, "act": row.act, "body": row.body }));
    Ok(Json(json!({ "acts": told.collect::<Vec<Json_>>() })))
}

/// Who may do what, as text.
#[utoipa::path(get, path = "/api/v1/policy", tag = "Overview",
    responses((status = 200, content_type = "text/plain"), (status = 401, body = Refused)))]
pub(crate) async fn policy(_visitor: Visitor) -> String {
    policy_table()
}
