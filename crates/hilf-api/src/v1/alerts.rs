//! Alerts: the queue, and what people do to one.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hilf_case::{ContentHash, Outcome, State as Standing};
use hilf_desk::{Desk, Language, Step, Together, case_file_html, freeze_report_html, letter_html};
use hilf_store::AlertFilter;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::{IntoParams, ToSchema};

use super::Office;
use super::given::{Asked, At, Given, Whole, within};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// Which alerts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// `new`, `in_review`, `proposed`, `decided` or `reopened`.
    #[param(value_type = Option<String>)]
    state: Option<Standing>,
    /// Id of a customer.
    customer: Option<String>,
    /// Id of a listed entity.
    entity: Option<String>,
    /// Account of a person.
    assignee: Option<String>,
    /// `true_match`, `false_positive` or `cannot_tell`.
    #[param(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// `next` of the page before.
    after: Option<String>,
    /// How many.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 500)]
    limit: u32,
}

fn usual() -> u32 {
    50
}

/// A place in the queue: `priority_id`.
fn place(text: &str) -> Result<(i64, String), Fault> {
    let parts = text.split_once('_').and_then(|(p, id)| Some((p.parse().ok()?, id.to_owned())));
    parts.ok_or_else(|| Fault::bad("`after` is none of our pages", "قيمة `after` ليست من صفحاتنا"))
}

/// Alerts, the most urgent first.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "Alerts", params(Which),
    responses((status = 200, body = told::Alerts), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(which): Asked<Which>,
) -> Answer {
    let filter = AlertFilter {
        state: which.state,
        customer: which.customer,
        entity: which.entity,
        assignee: which.assignee,
        outcome: which.outcome,
        after: which.after.as_deref().map(place).transpose()?,
    };
    let alerts = office.desk.alerts(&visitor.person, &filter, within(which.limit, 500)?).await?;
    let next = alerts.last().map(|last| format!("{}_{}", last.priority, last.id));
    let told: Vec<Json_> = alerts.iter().map(Desk::alert_json).collect();
    Ok(Json(json!({ "alerts": told, "next": next })))
}

/// An alert with its evidence and history.
#[utoipa::path(get, path = "/api/v1/alerts/{id}", tag = "Alerts", params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused)))]
pub(crate) async fn one(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    Ok(Json(Desk::alert_json(&office.desk.alert(&visitor.person, &id).await?)))
}

async fn work(office: &Office, visitor: &Visitor, id: &str, step: Step) -> Answer {
    Ok(Json(Desk::alert_json(&office.desk.work(&visitor.person, id, step).await?)))
}

/// To whom.
#[derive(Deserialize, ToSchema)]
pub(crate) struct To {
    /// Account of the person.
    to: String,
}

/// Give an alert to somebody.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/assign", tag = "Alerts", request_body = To,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn assign(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<To>,
) -> Answer {
    work(&office, &visitor, &id, Step::Assign { to: given.to }).await
}

/// An alert with the evidence that was seen.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Seen {
    /// The alert.
    id: String,
    /// Hash of the evidence that was seen.
    #[schema(value_type = String)]
    evidence: ContentHash,
}

/// One thing for several alerts.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TogetherOrder {
    /// `assign`, with `to`; or `not_the_same`, with `reason`, where policy allows.
    step: String,
    /// To whom.
    #[serde(default)]
    to: String,
    /// Why.
    #[serde(default)]
    reason: String,
    /// At most 50.
    alerts: Vec<Seen>,
}

/// Do one thing to several alerts; what cannot be done to one is told and keeps no other back.
#[utoipa::path(post, path = "/api/v1/alerts/together", tag = "Alerts",
    request_body = TogetherOrder,
    responses((status = 200, body = told::DoneTogether), (status = 400, body = Refused), (status = 403, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn together(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<TogetherOrder>,
) -> Answer {
    let what = match order.step.as_str() {
        "assign" => Together::Assign { to: order.to },
        "not_the_same" => Together::NotTheSame { reason: order.reason },
        _ => {
            return Err(Fault::bad(
                "`step` is `assign` or `not_the_same`",
                "قيمة `step` إما `assign` أو `not_the_same`",
            ));
        }
    };
    let alerts: Vec<(String, ContentHash)> =
        order.alerts.into_iter().map(|seen| (seen.id, seen.evidence)).collect();
    let done = office.desk.work_together(&visitor.person, &alerts, &what).await?;
    let told = done.into_iter().map(|(id, outcome)| match outcome {
        Ok(()) => json!({ "id": id, "done": true }),
        Err(error) => {
            json!({ "id": id, "done": false, "error": error.to_string(),
                "error_ar": error.arabic() })
        }
    });
    Ok(Json(json!({ "alerts": told.collect::<Vec<Json_>>() })))
}

/// Begin to look.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/start", tag = "Alerts",
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn start(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    work(&office, &visitor, &id, Step::Start).await
}

/// A remark.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Remark {
    /// The remark.
    text: String,
}

/// Leave a remark.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/note", tag = "Alerts", request_body = Remark,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn note(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Remark>,
) -> Answer {
    work(&office, &visitor, &id, Step::Note { text: given.text }).await
}

/// What a document is called.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Called {
    /// Its name.
    name: String,
}

/// Add a document: its bytes are the body.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/attachments", tag = "Alerts",
    params(("id" = String, Path), Called), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn attach(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Asked(called): Asked<Called>,
    Whole(body): Whole,
) -> Answer {
    let step = Step::Attach { name: called.name, bytes: body.to_vec() };
    work(&office, &visitor, &id, step).await
}

/// A document of an alert; always a download, never shown in the browser.
#[utoipa::path(get, path = "/api/v1/alerts/{id}/attachments/{sha256}", tag = "Alerts",
    params(("id" = String, Path), ("sha256" = String, Path)),
    responses((status = 200), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn attachment(
    State(office): State<Office>,
    visitor: Visitor,
    At((id, sha256)): At<(String, String)>,
) -> Result<Response, Fault> {
    let (name, bytes) = office.desk.attachment(&visitor.person, &id, &sha256).await?;
    let name: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let name = name.replace('+', "%20");
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")),
    ];
    Ok((headers, bytes).into_response())
}

/// An outcome to lay before a second person.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Proposal {
    /// `true_match`, `false_positive` or `cannot_tell`.
    #[schema(value_type = String)]
    outcome: Outcome,
    /// Why.
    reason: String,
    /// `evidence` of the alert as the caller saw it.
    #[schema(value_type = String)]
    evidence: ContentHash,
}

/// Propose an outcome on the evidence seen.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/propose", tag = "Alerts", request_body = Proposal,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn propose(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Proposal>,
) -> Answer {
    let Proposal { outcome, reason, evidence } = given;
    work(&office, &visitor, &id, Step::Propose { outcome, reason, evidence }).await
}

/// Why not.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Objection {
    /// The reason.
    reason: String,
}

/// Do not agree with what was proposed.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/return", tag = "Alerts", request_body = Objection,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn give_back(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Objection>,
) -> Answer {
    work(&office, &visitor, &id, Step::Return { reason: given.reason }).await
}

/// Agree with what somebody else proposed: outcome, reason and evidence are those the caller saw.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/approve", tag = "Alerts", request_body = Proposal,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Alert), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn approve(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Proposal>,
) -> Answer {
    let Proposal { outcome, reason, evidence } = given;
    work(&office, &visitor, &id, Step::Approve { outcome, reason, evidence }).await
}

/// The file of the case.
#[utoipa::path(get, path = "/api/v1/alerts/{id}/file", tag = "Alerts",
    params(("id" = String, Path)),
    responses((status = 200, body = told::CaseFile), (status = 404, body = Refused)))]
pub(crate) async fn file(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    Ok(Json(office.desk.case_file(&visitor.person, &id).await?.json()))
}

/// A page to print: `file`, `report`, `letter-ar` or `letter-en`.
#[utoipa::path(get, path = "/api/v1/alerts/{id}/papers/{paper}", tag = "Alerts",
    params(("id" = String, Path), ("paper" = String, Path)),
    responses((status = 200, content_type = "text/html"), (status = 404, body = Refused)))]
pub(crate) async fn paper(
    State(office): State<Office>,
    visitor: Visitor,
    At((id, paper)): At<(String, String)>,
) -> Result<Response, Fault> {
    let file = office.desk.case_file(&visitor.person, &id).await?;
    let own = office.desk.jurisdiction();
    let page = match paper.as_str() {
        "file" => Some(case_file_html(&file)),
        "report" => freeze_report_html(&file, (&own.authority_ar, &own.authority)),
        "letter-ar" => letter_html(&file, Language::Arabic),
        "letter-en" => letter_html(&file, Language::English),
        _ => None,
    };
    let page = page.ok_or_else(|| {
        Fault::new(
            axum::http::StatusCode::NOT_FOUND,
            "there is no such paper for this alert, or not yet",
            "لا توجد ورقة كهذه لهذا التنبيه، أو لم يحن وقتها",
        )
    })?;
    Ok(([(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response())
}

/// Compute the evidence anew from the recorded snapshot, matcher and profile.
#[utoipa::path(get, path = "/api/v1/alerts/{id}/replay", tag = "Alerts",
    params(("id" = String, Path)),
    responses((status = 200), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn replay(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    Ok(Json(json!(office.desk.replay(&visitor.person, &id).await?)))
}
