//! `POST /updatez`: an order to look for new versions of the lists.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use tokio::sync::oneshot;

use crate::model::{ErrorView, InvalidView, Status};
use crate::query::Parameters;
use crate::{Context, Problem};

/// An order to update all lists.
#[derive(Debug)]
pub struct UpdateOrder {
    /// Told when it is done, whatever came of it.
    pub done: oneshot::Sender<()>,
}

/// Update the lists
///
/// Looks for new versions at once. Needs the token that the operator has set.
#[utoipa::path(
    post,
    path = "/updatez",
    tag = "System information",
    params(
        ("token" = Option<String>, Query, description = "The operator's token"),
        ("sync" = Option<bool>, Query, description = "Whether to wait until it is done"),
    ),
    responses(
        (status = 200, description = "It is done, or begun", body = Status),
        (status = 403, description = "The token is not the operator's, or there is none",
         body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "An update is going on already", body = ErrorView),
    ),
)]
pub(crate) async fn update(
    State(context): State<Context>,
    RawQuery(query): RawQuery,
) -> Result<Json<Status>, Problem> {
    let query = Parameters::read(query.as_deref());
    let forbidden = || Problem::new(StatusCode::FORBIDDEN, "Invalid token.");
    let known = context.settings.update_token.as_deref().filter(|token| !token.is_empty());
    let given = query.last("token").unwrap_or("");
    if !known.is_some_and(|known| is_same(known, given)) {
        return Err(forbidden());
    }
    let waits = query.flag("sync")?;
    let updates = context.settings.updates.as_ref().ok_or_else(forbidden)?;
    let (done, end) = oneshot::channel();
    let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "An update is going on already.");
    updates.try_send(UpdateOrder { done }).map_err(busy)?;
    if waits {
        // An update that broke off is done too; the lists say themselves how they are.
        let _ = end.await;
    }
    Ok(Json(Status::OK))
}

/// Compares without telling by the time it takes how much of the secret was right.
fn is_same(known: &str, given: &str) -> bool {
    let differences = known.bytes().zip(given.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    known.len() == given.len() && differences == 0
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_whole_secret_is_the_same() {
        assert!(super::is_same("abc", "abc"));
        assert!(!super::is_same("abc", "abd"));
        assert!(!super::is_same("abc", "ab"));
        assert!(!super::is_same("abc", ""));
    }
}
