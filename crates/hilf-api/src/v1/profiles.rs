//! The profile customers are screened with, and how two people change it.

use axum::Json;
use axum::extract::State;
use hilf_desk::{Desk, PreviewState};
use hilf_match::Profile;
use hilf_store::ProfileChange;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::ToSchema;

use super::Office;
use super::given::{At, Given};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

fn told(change: &ProfileChange) -> Json_ {
    let what = &change.what;
    let profile: Json_ = serde_json::from_str(&what.body).unwrap_or_default();
    json!({
        "n": change.n, "profile": profile, "id": what.profile, "replaces": what.replaces,
        "reason": what.reason, "impact": what.impact, "hash": what.hash,
        "proposed_by": change.proposed_by, "proposed_at": change.proposed_at,
        "decision": change.decision.as_ref().map(|decision| json!({
            "is_approved": decision.is_approved, "by": decision.by, "at": decision.at,
            "remark": decision.remark,
        })),
    })
}

/// The profile in force, and the changes that were proposed, the newest first.
#[utoipa::path(get, path = "/api/v1/profiles", tag = "Profiles",
    responses((status = 200, body = told::Profiles), (status = 403, body = Refused)))]
pub(crate) async fn all(State(office): State<Office>, visitor: Visitor) -> Answer {
    let changes = office.desk.profile_changes(&visitor.person).await?;
    let profile = office.desk.profile_in_force().await?;
    Ok(Json(json!({
        "in_force": Desk::profile_json(&profile), "id": profile.id(),
        "changes": changes.iter().map(told).collect::<Vec<Json_>>(),
    })))
}

/// A profile to preview.
#[derive(Deserialize, ToSchema)]
pub(crate) struct PreviewOrder {
    /// The profile, of the form of `in_force`; its version is made from its content.
    #[schema(value_type = Object)]
    profile: Json_,
    /// Most customers to screen for it; without it all of them.
    most: Option<u64>,
}

/// Begin to compute what a profile would do to the alerts.
#[utoipa::path(post, path = "/api/v1/profiles/previews", tag = "Profiles",
    request_body = PreviewOrder,
    responses((status = 200), (status = 400, body = Refused), (status = 403, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn begin(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<PreviewOrder>,
) -> Answer {
    let profile: Profile = serde_json::from_value(order.profile).map_err(|error| {
        Fault::bad(format!("this is no profile: {error}"), format!("ليس هذا ملف ضبط: {error}"))
    })?;
    let id = office.desk.begin_preview(&visitor.person, profile, order.most).await?;
    Ok(Json(json!({ "id": id })))
}

/// How far a preview is, and what it found.
#[utoipa::path(get, path = "/api/v1/profiles/previews/{id}", tag = "Profiles",
    params(("id" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn preview(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    let preview = office.desk.preview(&visitor.person, &id).await?;
    let state = match preview.state() {
        PreviewState::Running { done, of } => json!({ "state": "running", "done": done, "of": of }),
        PreviewState::Done(impact) => json!({ "state": "done", "impact": impact }),
        PreviewState::Failed { en, ar } => {
            json!({ "state": "failed", "error": en, "error_ar": ar })
        }
    };
    Ok(Json(json!({ "id": id, "profile": Desk::profile_json(&preview.draft), "progress": state })))
}

/// A finished preview to propose.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Proposal {
    /// Id of the preview.
    preview: String,
    /// Why.
    reason: String,
}

/// Lay the profile of a finished preview before a second person.
#[utoipa::path(post, path = "/api/v1/profiles/changes", tag = "Profiles", request_body = Proposal,
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn propose(
    State(office): State<Office>,
    visitor: Visitor,
    Given(given): Given<Proposal>,
) -> Answer {
    let desk = &office.desk;
    let n = desk.propose_profile(&visitor.person, &given.preview, &given.reason).await?;
    Ok(Json(json!({ "n": n })))
}

/// A proposed change.
#[utoipa::path(get, path = "/api/v1/profiles/changes/{n}", tag = "Profiles",
    params(("n" = i64, Path)),
    responses((status = 200, body = told::ChangeTold), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn one(State(office): State<Office>, visitor: Visitor, At(n): At<i64>) -> Answer {
    Ok(Json(told(&office.desk.profile_change(&visitor.person, n).await?)))
}

/// What is approved.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Approval {
    /// The hash of the change as it was read.
    hash: String,
    /// A remark.
    #[serde(default)]
    remark: String,
}

/// Approve what somebody else proposed; it is in force from then on.
#[utoipa::path(post, path = "/api/v1/profiles/changes/{n}/approve", tag = "Profiles",
    request_body = Approval, params(("n" = i64, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn approve(
    State(office): State<Office>,
    visitor: Visitor,
    At(n): At<i64>,
    Given(given): Given<Approval>,
) -> Answer {
    office.desk.approve_profile(&visitor.person, n, &given.hash, &given.remark).await?;
    Ok(Json(json!({ "n": n, "approved": true })))
}

/// Why a change is turned down.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Turned {
    /// Why.
    reason: String,
}

/// Turn a proposed change down, or take one's own back.
#[utoipa::path(post, path = "/api/v1/profiles/changes/{n}/refuse", tag = "Profiles",
    request_body = Turned, params(("n" = i64, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn refuse(
    State(office): State<Office>,
    visitor: Visitor,
    At(n): At<i64>,
    Given(given): Given<Turned>,
) -> Answer {
    office.desk.refuse_profile(&visitor.person, n, &given.reason).await?;
    Ok(Json(json!({ "n": n, "approved": false })))
}
