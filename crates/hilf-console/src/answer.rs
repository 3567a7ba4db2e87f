//! Answers: pages, and what went wrong.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_list::ListError;
use hilf_node::Overloaded;
use serde_json::json;

use crate::say::{Text, batch, fault};
use crate::visitor::Unwitnessed;

/// What a handler gives.
pub(crate) type Answer = Result<Response, Problem>;

/// Why a request was not carried out. The frame makes a page of it in the reader's language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) what: Text,
    pub(crate) hint: Text,
}

impl Problem {
    pub(crate) const NOT_FOUND: Problem =
        Problem::new(StatusCode::NOT_FOUND, fault::NOT_FOUND, fault::NOT_FOUND_HINT);
    pub(crate) const NO_ENTITY: Problem =
        Problem::new(StatusCode::NOT_FOUND, fault::NO_ENTITY, fault::NO_ENTITY_HINT);
    pub(crate) const NO_BATCH: Problem =
        Problem::new(StatusCode::NOT_FOUND, batch::GONE, batch::GONE_HINT);
    pub(crate) const NO_LIVE: Problem =
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, fault::NO_LIVE, fault::NO_LIVE_HINT);
    pub(crate) const BUSY: Problem =
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, fault::BUSY, fault::BUSY_HINT);
    pub(crate) const UNWITNESSED: Problem =
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, fault::UNWITNESSED, fault::UNWITNESSED_HINT);
    pub(crate) const INTERNAL: Problem =
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, fault::INTERNAL, fault::INTERNAL_HINT);
    pub(crate) const FOREIGN_FORM: Problem =
        Problem::new(StatusCode::FORBIDDEN, fault::FOREIGN_FORM, fault::FOREIGN_FORM_HINT);
    pub(crate) const TOO_LARGE: Problem =
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, fault::TOO_LARGE, fault::TOO_LARGE_HINT);
    pub(crate) const BAD_FORM: Problem =
        Problem::new(StatusCode::BAD_REQUEST, fault::BAD_FORM, fault::BAD_FORM_HINT);
    pub(crate) const NO_METHOD: Problem =
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, fault::NO_METHOD, fault::NO_METHOD_HINT);

    const fn new(status: StatusCode, what: Text, hint: Text) -> Problem {
        Problem { status, what, hint }
    }

    /// The problem that a status without a page of its own stands for.
    pub(crate) fn of_status(status: StatusCode) -> Problem {
        match status {
            StatusCode::NOT_FOUND => Problem::NOT_FOUND,
            StatusCode::METHOD_NOT_ALLOWED => Problem::NO_METHOD,
            StatusCode::PAYLOAD_TOO_LARGE => Problem::TOO_LARGE,
            status if status.is_client_error() => Problem { status, ..Problem::BAD_FORM },
            status => Problem { status, ..Problem::INTERNAL },
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Overloaded> for Problem {
    fn from(_: Overloaded) -> Problem {
        Problem::BUSY
    }
}

impl From<ListError> for Problem {
    fn from(error: ListError) -> Problem {
        log(&error.to_string());
        Problem::INTERNAL
    }
}

impl From<Unwitnessed> for Problem {
    fn from(error: Unwitnessed) -> Problem {
        log(&error.to_string());
        Problem::UNWITNESSED
    }
}

/// One line of JSON to the standard error, where it is handled; JSON escapes control characters.
pub(crate) fn log(what: &str) {
    let at = jiff::Timestamp::now().to_string();
    eprintln!("{}", json!({ "at": at, "level": "error", "event": "console", "detail": what }));
}

/// A page.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render().map_err(|error| {
        log(&error.to_string());
        Problem::INTERNAL
    })?;
    let kind = (header::CONTENT_TYPE, "text/html; charset=utf-8");
    Ok((status, [kind], html).into_response())
}
