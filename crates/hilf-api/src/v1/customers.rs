//! Customers, look-ups and screening runs.

use axum::Json;
use axum::extract::State;
use hilf_desk::{Described, Screened};
use hilf_entity::Entity;
use hilf_store::{Customer, Run};
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::{IntoParams, ToSchema};

use super::Office;
use super::given::{Asked, At, Given, within};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// Customers of one request.
const MOST: usize = 1_000;

fn described(json: &Json_) -> Result<Described, Fault> {
    let entity = Entity::from_json_value(json).map_err(|error| {
        let id = json["id"].as_str().unwrap_or("");
        Fault::bad(
            format!("customer `{id}`: {error}"),
            format!("تعذرت قراءة العميل `{id}`: {error}"),
        )
    })?;
    let is_schema_known = entity.schema().name() != "LegalEntity";
    Ok(Described { entity, is_schema_known })
}

fn customer(customer: &Customer) -> Json_ {
    json!({
        "id": customer.id, "entity": customer.entity,
        "registered_at": customer.registered_at, "changed_at": customer.changed_at,
    })
}

pub(crate) fn run(run: &Run) -> Json_ {
    json!({
        "id": run.id, "kind": run.kind.name(), "snapshot": run.snapshot,
        "matcher": run.matcher, "profile": run.profile,
        "started_at": run.started_at, "finished_at": run.finished_at,
        "screened": run.progress.screened, "customers": run.customers,
        "held": run.progress.held, "hits": run.progress.hits,
        "alerts_opened": run.progress.opened, "alerts_reopened": run.progress.reopened,
    })
}

/// Customers to register.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Registration {
    /// FollowTheMoney entities with an id of the caller's own; `LegalEntity` where it is not known
    /// what somebody is.
    #[schema(value_type = Vec<Object>)]
    customers: Vec<Json_>,
}

/// Register customers, or change them, and screen them: all or none. Done twice it changes nothing.
#[utoipa::path(post, path = "/api/v1/customers", tag = "Customers", request_body = Registration,
    responses((status = 200, body = told::Registered), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn register(
    State(office): State<Office>,
    visitor: Visitor,
    Given(given): Given<Registration>,
) -> Answer {
    if given.customers.len() > MOST {
        let en = format!("at most {MOST} customers at once");
        return Err(Fault::bad(en, format!("{MOST} عميل على الأكثر في المرة الواحدة")));
    }
    let customers: Result<Vec<Described>, Fault> = given.customers.iter().map(described).collect();
    let outcome = office.desk.register(&visitor.person, customers?).await?;
    Ok(Json(json!({
        "new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged,
        "screened": outcome.progress.screened, "held": outcome.progress.held,
        "hits": outcome.progress.hits, "alerts_opened": outcome.progress.opened,
        "alerts_reopened": outcome.progress.reopened, "snapshot": outcome.snapshot,
    })))
}

/// A page of customers.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// Ids after this one.
    #[serde(default)]
    after: String,
    /// How many.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 1000)]
    limit: u32,
}

fn usual() -> u32 {
    100
}

/// Customers by their ids.
#[utoipa::path(get, path = "/api/v1/customers", tag = "Customers", params(Page),
    responses((status = 200, body = told::Customers), (status = 403, body = Refused)))]
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(page): Asked<Page>,
) -> Answer {
    let customers =
        office.desk.customers(&visitor.person, &page.after, within(page.limit, 1000)?).await?;
    let told: Vec<Json_> = customers.iter().map(customer).collect();
    let next = customers.last().map(|last| &last.id);
    Ok(Json(json!({ "customers": told, "next": next })))
}

/// A customer.
#[utoipa::path(get, path = "/api/v1/customers/{id}", tag = "Customers",
    params(("id" = String, Path)),
    responses((status = 200, body = told::Customer), (status = 404, body = Refused)))]
pub(crate) async fn one(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    Ok(Json(customer(&office.desk.customer(&visitor.person, &id).await?)))
}

/// Why.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Because {
    /// Recorded in the audit log.
    reason: String,
}

/// Erase a customer with its alerts; the audit log stays valid.
#[utoipa::path(delete, path = "/api/v1/customers/{id}", tag = "Customers",
    params(("id" = String, Path), Because),
    responses((status = 200), (status = 404, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn erase(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
    Asked(because): Asked<Because>,
) -> Answer {
    office.desk.erase(&visitor.person, &id, &because.reason).await?;
    Ok(Json(json!({ "erased": true })))
}

/// Somebody to look up.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LookUp {
    /// A FollowTheMoney entity.
    #[schema(value_type = Object)]
    subject: serde_json::Map<String, Json_>,
    /// Why; recorded before anything is searched.
    purpose: String,
}

/// Look somebody up who is no customer.
#[utoipa::path(post, path = "/api/v1/lookup", tag = "Customers", request_body = LookUp,
    responses((status = 200, body = told::LookedUp), (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn look_up(
    State(office): State<Office>,
    visitor: Visitor,
    Given(mut given): Given<LookUp>,
) -> Answer {
    let id = given.subject.get("id").and_then(Json_::as_str);
    if id.is_none_or(str::is_empty) {
        given.subject.insert("id".to_owned(), "query".into());
    }
    let person = visitor.person.because(&given.purpose);
    let subject = described(&given.subject.into())?;
    let (live, hits) = office.desk.look_up(&person, subject).await?;
    let told = hits.iter().map(|hit| {
        json!({
            "score": (f64::from(hit.score) * 1000.0).round() / 1000.0, "band": hit.band,
            "entity": hit.record.entity, "related": hit.record.related,
            "explanation": hit.explanation,
        })
    });
    let hits: Vec<Json_> = told.collect();
    let profile = office.desk.profile().id();
    Ok(Json(json!({ "hits": hits, "snapshot": live.snapshot(), "profile": profile })))
}

/// Whom to screen again.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RunOrder {
    /// Everybody, even if nothing changed.
    #[serde(default)]
    everybody: bool,
}

/// Screen customers again; broken off, it goes on where it stopped.
#[utoipa::path(post, path = "/api/v1/runs", tag = "Customers", request_body = RunOrder,
    responses((status = 200, body = told::RunEnded), (status = 403, body = Refused), (status = 503, body = Refused)))]
pub(crate) async fn rescreen(
    State(office): State<Office>,
    visitor: Visitor,
    Given(order): Given<RunOrder>,
) -> Answer {
    let mut silent = |_: &Run| {};
    let screened = office.desk.rescreen(&visitor.person, order.everybody, &mut silent).await?;
    let result = match &screened {
        Screened::All(_) => "ended",
        Screened::Nothing(_) => "nothing_to_do",
        Screened::Overtaken(_) => "overtaken",
    };
    Ok(Json(json!({ "result": result, "run": run(screened.run()) })))
}

/// The last run that ended: the proof that nobody was left out.
#[utoipa::path(get, path = "/api/v1/runs/last", tag = "Customers",
    responses((status = 200, body = told::LastRun), (status = 403, body = Refused)))]
pub(crate) async fn last_run(State(office): State<Office>, visitor: Visitor) -> Answer {
    let last = office.desk.last_run(&visitor.person).await?;
    Ok(Json(json!({ "run": last.as_ref().map(run) })))
}
