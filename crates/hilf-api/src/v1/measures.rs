//! Freezes and exemptions.

use axum::Json;
use axum::extract::State;
use hilf_case::{Basis, Terms};
use hilf_desk::Desk;
use hilf_store::ExemptionRow;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::{IntoParams, ToSchema};

use super::Office;
use super::given::{Asked, At, Given};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// Freezes in force, the oldest first.
#[utoipa::path(get, path = "/api/v1/freezes", tag = "Measures",
    responses((status = 200, body = told::Freezes), (status = 403, body = Refused)))]
pub(crate) async fn freezes(State(office): State<Office>, visitor: Visitor) -> Answer {
    let freezes = office.desk.freezes(&visitor.person).await?;
    let told: Vec<Json_> = freezes.iter().map(Desk::freeze_json).collect();
    Ok(Json(json!({ "freezes": told })))
}

/// What was frozen.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Frozen {
    /// Accounts and amounts, in words.
    assets: String,
}

/// Record that assets were frozen after a true match.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/freeze", tag = "Measures", request_body = Frozen,
    params(("id" = String, Path)),
    responses((status = 200, body = told::FreezeTold), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn freeze(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Frozen>,
) -> Answer {
    let freeze = office.desk.freeze(&visitor.person, &id, &given.assets).await?;
    Ok(Json(Desk::freeze_json(&freeze)))
}

/// Why.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Because {
    /// Recorded.
    reason: String,
}

/// Record that the freeze was lifted.
#[utoipa::path(delete, path = "/api/v1/alerts/{id}/freeze", tag = "Measures",
    params(("id" = String, Path), Because),
    responses((status = 200), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn lift(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Asked(because): Asked<Because>,
) -> Answer {
    office.desk.lift_freeze(&visitor.person, &id, &because.reason).await?;
    Ok(Json(json!({ "lifted": true })))
}

/// Under which reference.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Reference {
    /// The authority's or one's own.
    reference: String,
}

/// Record that the freeze was reported to the authority.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/freeze/report", tag = "Measures",
    request_body = Reference, params(("id" = String, Path)),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn report(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Reference>,
) -> Answer {
    office.desk.report_freeze(&visitor.person, &id, &given.reference).await?;
    Ok(Json(json!({ "reported": true })))
}

fn exemption(row: &ExemptionRow) -> Json_ {
    json!({
        "id": row.id, "terms": row.terms, "proposed_by": row.proposed_by,
        "proposed_at": row.proposed_at, "granted": row.granted, "ended_at": row.ended_at,
    })
}

/// Which exemptions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct On {
    /// Id of a listed entity.
    entity: Option<String>,
}

/// Exemptions, the newest first.
#[utoipa::path(get, path = "/api/v1/exemptions", tag = "Measures", params(On),
    responses((status = 200, body = told::Exemptions), (status = 403, body = Refused)))]
pub(crate) async fn exemptions(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(on): Asked<On>,
) -> Answer {
    let rows = office.desk.exemptions(&visitor.person, on.entity.as_deref()).await?;
    Ok(Json(json!({ "exemptions": rows.iter().map(exemption).collect::<Vec<Json_>>() })))
}

/// Terms of an exemption: humanitarian (UNSCR 2664) with provider and project, or a licence with
/// authority and number.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TermsOrder {
    /// Humanitarian: the kind of provider named in the resolution, and what shows it.
    provider: Option<String>,
    /// Humanitarian: project or appeal.
    project: Option<String>,
    /// Licence: who gave it.
    authority: Option<String>,
    /// Licence: its number.
    number: Option<String>,
    /// Id of the listed entity concerned.
    entity: String,
    /// Ids of the customers it covers.
    customers: Vec<String>,
    /// ISO 4217.
    currency: String,
    /// Most that may move, in the smallest unit of the currency.
    ceiling: u64,
    /// Valid from.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// No longer valid at.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
}

/// Lay an exemption before a second person.
#[utoipa::path(post, path = "/api/v1/exemptions", tag = "Measures", request_body = TermsOrder,
    responses((status = 200), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn propose(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<TermsOrder>,
) -> Answer {
    let basis = match (order.provider, order.project, order.authority, order.number) {
        (Some(provider), Some(project), None, None) => Basis::Humanitarian { provider, project },
        (None, None, Some(authority), Some(number)) => Basis::Licence { authority, number },
        _ => {
            return Err(Fault::bad(
                "give provider and project, or authority and number",
                "اذكر مقدم المساعدة والمشروع، أو الجهة ورقم الترخيص",
            ));
        }
    };
    let terms = Terms {
        basis,
        entity: order.entity,
        subjects: order.customers,
        currency: order.currency,
        ceiling: order.ceiling,
        from: order.from,
        until: order.until,
    };
    let id = office.desk.propose_exemption(&visitor.person, terms).await?;
    Ok(Json(json!({ "id": id })))
}

/// Grant an exemption somebody else proposed.
#[utoipa::path(post, path = "/api/v1/exemptions/{id}/grant", tag = "Measures",
    params(("id" = String, Path)),
    responses((status = 200, body = told::ExemptionTold), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn grant(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    Ok(Json(exemption(&office.desk.grant_exemption(&visitor.person, &id).await?)))
}

/// Take one's own proposal back, before it is granted.
#[utoipa::path(post, path = "/api/v1/exemptions/{id}/withdraw", tag = "Measures",
    params(("id" = String, Path), Because),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn withdraw(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Asked(because): Asked<Because>,
) -> Answer {
    office.desk.withdraw_exemption(&visitor.person, &id, &because.reason).await?;
    Ok(Json(json!({ "id": id, "withdrawn": true })))
}

/// Turn a proposal down, or end an exemption before its time.
#[utoipa::path(post, path = "/api/v1/exemptions/{id}/end", tag = "Measures",
    params(("id" = String, Path), Because),
    responses((status = 200), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn end(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Asked(because): Asked<Because>,
) -> Answer {
    office.desk.end_exemption(&visitor.person, &id, &because.reason).await?;
    Ok(Json(json!({ "ended": true })))
}

/// Money about to move.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Payment {
    /// Id of the customer.
    customer: String,
    /// In the smallest unit of the currency.
    amount: u64,
    /// ISO 4217.
    currency: String,
}

/// Count a payment against an exemption.
#[utoipa::path(post, path = "/api/v1/exemptions/{id}/use", tag = "Measures", request_body = Payment,
    params(("id" = String, Path)),
    responses((status = 200, body = told::Left), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn use_up(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Given(given): Given<Payment>,
) -> Answer {
    let moved = (given.amount, given.currency.as_str());
    let left = office.desk.use_exemption(&visitor.person, &id, &given.customer, moved).await?;
    Ok(Json(json!({ "left": left, "currency": given.currency })))
}
