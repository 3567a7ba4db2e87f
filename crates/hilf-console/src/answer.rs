//! Answers: pages, and what went wrong.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_desk::DeskError;
use hilf_list::ListError;
use hilf_list::store::StoreError as Lists;
use hilf_match::Lang;
use hilf_node::Overloaded;
use hilf_press::note::NoteError;
use hilf_store::StoreError;
use serde_json::json;

use crate::say::{Text, batch, fault};
use crate::show::Ui;

/// What a handler gives.
pub(crate) type Answer = Result<Response, Problem>;

/// Why a request was not carried out. The frame makes a page of it in the reader's language.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    what: Words,
    hint: Text,
}

/// A sentence of ours, or one of the desk's in both languages.
#[derive(Debug, Clone)]
enum Words {
    Own(Text),
    Desk { ar: String, en: String },
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
        Problem { status, what: Words::Own(what), hint }
    }

    /// What the desk refuses, in its words.
    pub(crate) fn desk(error: &DeskError) -> Problem {
        let status = match error {
            DeskError::NotAllowed { .. } | DeskError::WrongSecret => StatusCode::FORBIDDEN,
            DeskError::Store(StoreError::Unknown { .. }) | DeskError::Lists(Lists::Unknown(_)) => {
                StatusCode::NOT_FOUND
            }
            DeskError::Lists(Lists::Last(_) | Lists::Taken(_) | Lists::Locked(_)) => {
                StatusCode::CONFLICT
            }
            DeskError::Refused(_) | DeskError::Exemption(_) | DeskError::Apart(_) => {
                StatusCode::CONFLICT
            }
            DeskError::Note(NoteError::Unknown(_) | NoteError::NoNote(_)) => StatusCode::NOT_FOUND,
            DeskError::Note(NoteError::TakenBack(_)) => StatusCode::CONFLICT,
            DeskError::Note(_) | DeskError::Missing(_) | DeskError::Profile(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            DeskError::NoEntry => StatusCode::UNAUTHORIZED,
            DeskError::Busy(_) | DeskError::NoLists | DeskError::Unsteady => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            log(&error.to_string());
        }
        let what = Words::Desk { ar: error.arabic(), en: error.to_string() };
        Problem { status, what, hint: fault::DESK_HINT }
    }

    /// What went wrong, in the reader's language.
    pub(crate) fn what(&self, ui: &Ui) -> &str {
        match (&self.what, ui.lang) {
            (Words::Own(text), _) => ui.t(*text),
            (Words::Desk { ar, .. }, Lang::Arabic) => ar,
            (Words::Desk { en, .. }, Lang::English) => en,
        }
    }

    /// What to do.
    pub(crate) fn hint(&self, ui: &Ui) -> &'static str {
        ui.t(self.hint)
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

/// A page with a form, which cannot be processed as it was filled in if something is bad in it.
pub(crate) fn form_page(is_bad: bool, template: &impl Template) -> Answer {
    page(if is_bad { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }, template)
}

/// A page that asks for itself again while something is running: without a script too, a reader
/// follows the progress.
pub(crate) fn following(is_running: bool, answer: Answer) -> Answer {
    let mut response = answer?;
    if is_running {
        response.headers_mut().insert("refresh", HeaderValue::from_static("1"));
    }
    Ok(response)
}
