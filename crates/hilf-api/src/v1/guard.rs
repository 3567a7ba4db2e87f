//! The contract of yente behind tokens, where the node is reached by others than its own machine.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use hilf_desk::{Desk, DeskError, Right};

use super::problem::Fault;
use super::visitor::{person_of, with_key_of};

/// Answered to anybody: they tell nothing of anybody.
const FREE: &[&str] = &["/healthz", "/readyz", "/version", "/openapi.json"];

/// Lets only those through who may look somebody up, and writes each look into the audit log
/// before it is answered.
pub fn lookups_only(router: Router, desk: Desk) -> Router {
    router.layer(from_fn_with_state(desk, check))
}

async fn check(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if FREE.contains(&path) {
        return next.run(request).await;
    }
    let what = path.split('/').nth(1).unwrap_or("").to_owned();
    let headers = with_key_of(request.uri().query(), request.headers());
    match allowed(&desk, &headers, &what).await {
        Ok(()) => next.run(request).await,
        Err(fault) => fault.into_response(),
    }
}

async fn allowed(desk: &Desk, headers: &HeaderMap, what: &str) -> Result<(), Fault> {
    let person = person_of(desk, headers).await?.ok_or_else(Fault::nobody)?;
    if !person.may(Right::Lookup) {
        let right = Right::Lookup;
        return Err(DeskError::NotAllowed { who: person.id, right }.into());
    }
    Ok(desk.witness(&person, Right::Lookup, what).await?)
}
