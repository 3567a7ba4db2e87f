//! What is purged after its time.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde_json::{Value as Json_, json};

use super::Office;
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// How long what is kept, and how much is older.
#[utoipa::path(get, path = "/api/v1/retention", tag = "Overview",
    responses((status = 200, body = told::Classes), (status = 403, body = Refused)))]
pub(crate) async fn show(State(office): State<Office>, visitor: Visitor) -> Answer {
    let classes = office.desk.purgeable(&visitor.person, Timestamp::now()).await?;
    Ok(Json(json!({ "classes": classes })))
}

/// Purge what is older; nothing that runs is purged.
#[utoipa::path(post, path = "/api/v1/retention/purge", tag = "Overview",
    responses((status = 200, body = told::Classes), (status = 403, body = Refused)))]
pub(crate) async fn purge(State(office): State<Office>, visitor: Visitor) -> Answer {
    let classes = office.desk.purge(&visitor.person, Timestamp::now()).await?;
    Ok(Json(json!({ "classes": classes })))
}
