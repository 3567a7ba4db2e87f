//! Answers that are no success, in yente's shapes.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hilf_list::ListError;
use hilf_node::{Live, Overloaded};
use serde_json::{Value, json};

use crate::Context;

/// An answer that is no success.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    body: Value,
}

impl Problem {
    /// `{"detail": "text"}`.
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, body: json!({ "detail": detail.into() }) }
    }

    /// 400.
    pub(crate) fn bad(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 422, naming the place of what is wrong.
    pub(crate) fn invalid(place: &[&str], message: impl Into<String>, kind: &str) -> Problem {
        let body = json!({ "detail": [{ "loc": place, "msg": message.into(), "type": kind }] });
        Problem { status: StatusCode::UNPROCESSABLE_ENTITY, body }
    }

    pub(crate) fn no_dataset() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "No such dataset.")
    }

    pub(crate) fn no_entity() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "No such entity!")
    }

    /// 500, which says nothing of the inside.
    pub(crate) fn internal() -> Problem {
        let body = json!({ "status": "error" });
        Problem { status: StatusCode::INTERNAL_SERVER_ERROR, body }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

impl From<Overloaded> for Problem {
    fn from(error: Overloaded) -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string())
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Problem {
        tracing::error!(%error, "a record cannot be read");
        Problem::internal()
    }
}

/// What is live, or 503.
pub(crate) fn live(context: &Context) -> Result<Arc<Live>, Problem> {
    let missing = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "Index not ready.");
    context.node.live().ok_or_else(missing)
}
