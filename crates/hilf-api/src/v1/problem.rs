//! Answers that are no success: one sentence in each language.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hilf_desk::DeskError;
use hilf_list::store::StoreError as Lists;
use hilf_press::note::NoteError;
use hilf_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

/// Why it was not done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refused {
    /// In English.
    error: String,
    /// In Arabic.
    error_ar: String,
}

/// An answer that is no success.
#[derive(Debug)]
pub(crate) struct Fault {
    status: StatusCode,
    said: Refused,
}

impl Fault {
    pub(crate) fn new(status: StatusCode, en: impl Into<String>, ar: impl Into<String>) -> Fault {
        Fault { status, said: Refused { error: en.into(), error_ar: ar.into() } }
    }

    /// 400.
    pub(crate) fn bad(en: impl Into<String>, ar: impl Into<String>) -> Fault {
        Fault::new(StatusCode::BAD_REQUEST, en, ar)
    }

    /// 404.
    pub(crate) fn not_found(en: impl Into<String>, ar: impl Into<String>) -> Fault {
        Fault::new(StatusCode::NOT_FOUND, en, ar)
    }

    /// Whether what was asked for is not there.
    pub(crate) fn is_unknown(error: &DeskError) -> bool {
        matches!(error, DeskError::Store(StoreError::Unknown { .. }))
    }

    /// 401.
    pub(crate) fn nobody() -> Fault {
        let en = "enter first, or send a token: `Authorization: Bearer hilf_…`";
        let ar = "سجل الدخول أولا، أو أرسل رمزا: ‎`Authorization: Bearer hilf_…`";
        Fault::new(StatusCode::UNAUTHORIZED, en, ar)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        (self.status, Json(self.said)).into_response()
    }
}

impl From<DeskError> for Fault {
    fn from(error: DeskError) -> Fault {
        let status = match &error {
            DeskError::NotAllowed { .. } | DeskError::WrongSecret => StatusCode::FORBIDDEN,
            DeskError::NoEntry => StatusCode::UNAUTHORIZED,
            DeskError::Store(StoreError::Unknown { .. }) | DeskError::Lists(Lists::Unknown(_)) => {
                StatusCode::NOT_FOUND
            }
            DeskError::Note(NoteError::Unknown(_) | NoteError::NoNote(_)) => StatusCode::NOT_FOUND,
            DeskError::Note(NoteError::TakenBack(_)) => StatusCode::CONFLICT,
            DeskError::Note(_) => StatusCode::BAD_REQUEST,
            DeskError::List(_) | DeskError::Lists(Lists::List(_) | Lists::Name(_)) => {
                StatusCode::BAD_REQUEST
            }
            DeskError::Lists(
                Lists::Taken(_) | Lists::Last(_) | Lists::Refused { .. } | Lists::Locked(_),
            ) => StatusCode::CONFLICT,
            DeskError::Refused(_)
            | DeskError::Exemption(_)
            | DeskError::Apart(_)
            | DeskError::Profile(_)
            | DeskError::Missing(_) => StatusCode::CONFLICT,
            DeskError::Busy(_)
            | DeskError::Deadline(_)
            | DeskError::NoLists
            | DeskError::Unsteady
            | DeskError::Store(StoreError::AuditRefused(_) | StoreError::Audit(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        // What the database says of itself is nobody's business outside.
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            eprintln!("{}", serde_json::json!({ "level": "error", "event": error.to_string() }));
            return Fault::new(
                status,
                "the node failed; nothing was changed",
                "تعذر التنفيذ؛ لم يتغير شيء",
            );
        }
        let ar = error.arabic();
        Fault::new(status, error.to_string(), ar)
    }
}
