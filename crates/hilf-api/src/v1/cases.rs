//! Cases: the alerts of one customer, together.

use axum::Json;
use axum::extract::State;
use hilf_desk::Desk;
use hilf_store::{Case, CaseFilter};
use serde::Deserialize;
use serde_json::{Value as Json_, json};
use utoipa::IntoParams;

use super::Office;
use super::given::{Asked, At, within};
use super::problem::{Fault, Refused};
use super::told;
use super::visitor::Visitor;

type Answer = Result<Json<Json_>, Fault>;

/// A page of cases.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// Only those with undecided alerts (`true`), or only those without (`false`).
    open: Option<bool>,
    /// The `next` of the page before.
    after: Option<String>,
    /// How many.
    #[serde(default = "usual")]
    #[param(minimum = 1, maximum = 1000)]
    limit: u32,
}

fn usual() -> u32 {
    100
}

fn unknown(id: &str) -> Fault {
    Fault::not_found(format!("there is no case `{id}`"), format!("لا توجد قضية `{id}`"))
}

/// Cases, the most urgent first.
#[utoipa::path(get, path = "/api/v1/cases", tag = "Alerts", params(Page),
    responses((status = 200, body = told::Cases), (status = 400, body = Refused), (status = 403, body = Refused)))]
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    Asked(page): Asked<Page>,
) -> Answer {
    let after = page.after.as_deref().map(|after| {
        let (priority, number) = after.split_once(':')?;
        Some((priority.parse().ok()?, number.parse().ok()?))
    });
    if after == Some(None) {
        let (en, ar) = ("`after` is the `next` of another page", "قيمة `after` غير صالحة");
        return Err(Fault::bad(en, ar));
    }
    let filter = CaseFilter { is_open: page.open, after: after.flatten() };
    let limit = within(page.limit, 1000)?;
    let cases = office.desk.cases(&visitor.person, &filter, limit).await?;
    let last = cases.last().filter(|_| cases.len() == limit as usize);
    let next = last.map(|last| format!("{}:{}", last.priority, last.number));
    let told: Vec<Json_> = cases.iter().map(|case| Desk::case_json(case, None)).collect();
    Ok(Json(json!({ "cases": told, "next": next })))
}

/// A case with its alerts. Each alert is decided for itself, by two people.
#[utoipa::path(get, path = "/api/v1/cases/{id}", tag = "Alerts",
    params(("id" = String, Path, description = "`case-17`")),
    responses((status = 200, body = told::CaseTold), (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn one(
    State(office): State<Office>,
    visitor: Visitor,
    At(id): At<String>,
) -> Answer {
    // Whoever may not see cases is not told which there are.
    let number = Case::number_of(&id).unwrap_or(0);
    let (case, alerts) = match office.desk.case(&visitor.person, number).await {
        Err(error) if number == 0 && Fault::is_unknown(&error) => return Err(unknown(&id)),
        found => found?,
    };
    Ok(Json(Desk::case_json(&case, Some(&alerts))))
}
