//! `/api/v1`: the node's own interface to the desk. Whoever calls has entered with a password and
//! holds the cookie of a session, or holds a token; what they may do is decided by the desk.

mod alerts;
mod cases;
mod customers;
mod document;
mod given;
mod guard;
mod lists;
mod measures;
mod overview;
mod people;
mod press;
mod problem;
mod profiles;
mod retention;
mod told;
mod visitor;

use std::sync::Arc;

use axum::Router;
use hilf_desk::Desk;
use tokio::sync::mpsc::Sender;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::UpdateOrder;

pub use guard::lookups_only;
pub use visitor::{COOKIE, session_cookie, session_secret};

/// What every handler of the desk has.
#[derive(Clone)]
pub(crate) struct Office {
    desk: Desk,
    /// Where updates of lists are ordered.
    updates: Option<Sender<UpdateOrder>>,
    /// Whether the cookie is sent over TLS only.
    is_secure: bool,
}

/// What the document says of the interface as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Hilf desk",
        description = "Customers, screening runs, alerts and their decisions by two people, \
                       freezes, exemptions, profiles, press reports, accounts and the audit log.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    security(("token" = []), ("session" = [])),
    modifiers(&Entry),
)]
struct Document;

struct Entry;

impl utoipa::Modify for Entry {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let parts = document.components.get_or_insert_with(Default::default);
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        parts.add_security_scheme("token", SecurityScheme::Http(token));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(COOKIE));
        parts.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    }
}

fn described() -> OpenApiRouter<Office> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(people::set_up))
        .routes(routes!(people::log_in))
        .routes(routes!(people::log_out))
        .routes(routes!(people::me))
        .routes(routes!(people::codes))
        .routes(routes!(people::password))
        .routes(routes!(people::tokens, people::make_token))
        .routes(routes!(people::revoke_token))
        .routes(routes!(people::accounts, people::put_account))
        .routes(routes!(people::close_account))
        .routes(routes!(people::open_account))
        .routes(routes!(people::reset_codes))
        .routes(routes!(profiles::all))
        .routes(routes!(profiles::begin))
        .routes(routes!(profiles::preview))
        .routes(routes!(profiles::propose))
        .routes(routes!(profiles::one))
        .routes(routes!(profiles::approve))
        .routes(routes!(profiles::refuse))
        .routes(routes!(customers::list, customers::register))
        .routes(routes!(customers::one, customers::erase))
        .routes(routes!(customers::look_up))
        .routes(routes!(customers::rescreen))
        .routes(routes!(customers::last_run))
        .routes(routes!(alerts::list))
        .routes(routes!(alerts::one))
        .routes(routes!(alerts::assign))
        .routes(routes!(alerts::start))
        .routes(routes!(alerts::note))
        .routes(routes!(alerts::attach))
        .routes(routes!(alerts::attachment))
        .routes(routes!(alerts::propose))
        .routes(routes!(alerts::give_back))
        .routes(routes!(alerts::approve))
        .routes(routes!(alerts::file))
        .routes(routes!(alerts::paper))
        .routes(routes!(alerts::replay))
        .routes(routes!(cases::list))
        .routes(routes!(cases::one))
        .routes(routes!(measures::freezes))
        .routes(routes!(measures::freeze, measures::lift))
        .routes(routes!(measures::report))
        .routes(routes!(measures::exemptions, measures::propose))
        .routes(routes!(measures::grant))
        .routes(routes!(measures::end))
        .routes(routes!(measures::withdraw))
        .routes(routes!(alerts::together))
        .routes(routes!(measures::use_up))
        .routes(routes!(overview::statistics))
        .routes(routes!(overview::standings))
        .routes(routes!(overview::audit))
        .routes(routes!(overview::policy))
        .routes(routes!(lists::all, lists::take_up))
        .routes(routes!(lists::one))
        .routes(routes!(lists::changes))
        .routes(routes!(lists::propose_removal))
        .routes(routes!(lists::approve_removal))
        .routes(routes!(lists::refuse_removal))
        .routes(routes!(lists::refused))
        .routes(routes!(lists::update))
        .routes(routes!(lists::preview))
        .routes(routes!(lists::copies, lists::back_up))
        .routes(routes!(press::picture))
        .routes(routes!(press::notes, press::add))
        .routes(routes!(press::withdraw))
        .routes(routes!(retention::show))
        .routes(routes!(retention::purge))
}

/// The description of the routes as OpenAPI 3.1.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = described().into_openapi();
    document::complete(&mut document);
    document
}

/// The routes of the desk, and their description under `/api/v1/openapi.json`.
///
/// `updates` is where updates of the lists are ordered.
pub fn router(desk: Desk, updates: Option<Sender<UpdateOrder>>, is_secure: bool) -> Router {
    let office = Office { desk, updates, is_secure };
    let (router, _) = described().split_for_parts();
    let text: Arc<str> = openapi().to_json().unwrap_or_default().into();
    let kind = [(axum::http::header::CONTENT_TYPE, "application/json")];
    let document = move || std::future::ready((kind, text.to_string()));
    let wrong = async || {
        let (en, ar) = ("there is no such method here", "لا توجد هنا طريقة كهذه");
        problem::Fault::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, en, ar)
    };
    router
        .route("/api/v1/openapi.json", axum::routing::get(document))
        .method_not_allowed_fallback(wrong)
        .with_state(office)
}
