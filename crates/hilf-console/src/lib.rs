//! The web console: where people look, compare and decide, in Arabic and in English.
//!
//! Pages are made by the node and work without a script. Whatever a list, a partner or an article
//! says is inert on them: escaped, isolated, with hidden controls shown.

mod answer;
mod asset;
mod batch;
mod fields;
mod frame;
mod inquiry;
mod page;
mod preference;
mod say;
mod session;
mod show;
mod upload;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get, post};
use hilf_desk::Desk;
use hilf_node::Node;

/// Bytes of a request's body: a file of customers or a list.
const BODY_MAX: usize = 32 * 1024 * 1024;

/// What every page has.
#[derive(Clone)]
pub(crate) struct Console {
    desk: Desk,
    node: Arc<Node>,
    is_secure: bool,
    differences: Arc<page::lists::Differences>,
    jobs: Arc<batch::Jobs>,
}

/// The console of a node, under `/console/`; `is_secure` says that browsers reach the node over TLS
/// only.
pub fn router(desk: Desk, is_secure: bool) -> Router {
    let console = Console {
        node: desk.node().clone(),
        desk,
        is_secure,
        differences: Arc::default(),
        jobs: Arc::default(),
    };
    Router::new()
        .route("/", get(frame::welcome))
        .route("/console", get(frame::welcome))
        .route("/console/", get(frame::welcome))
        .route("/console/assets/{version}/{name}", get(asset::get))
        .route("/console/{lang}", get(frame::begin))
        .route("/console/{lang}/", get(frame::begin))
        .route("/console/{lang}/preferences", post(preference::set))
        .route("/console/{lang}/login", get(page::door::login).post(page::door::enter))
        .route("/console/{lang}/logout", post(page::door::leave))
        .route("/console/{lang}/setup", get(page::door::setup).post(page::door::set_up))
        .route("/console/{lang}/search", get(page::search::show))
        .route("/console/{lang}/compare", get(page::compare::show))
        .route("/console/{lang}/entity/{id}", get(page::entity::show))
        .route("/console/{lang}/batch", get(page::batch::form).post(page::batch::take))
        .route("/console/{lang}/batch/{id}", get(page::batch::show).post(page::batch::start))
        .route("/console/{lang}/batch/{id}/{file}", get(page::batch::download))
        .route("/console/{lang}/queue", get(page::queue::show).post(page::queue::together))
        .route("/console/{lang}/queue-next", get(page::queue::next))
        .route("/console/{lang}/case/{id}", get(page::case::show).post(page::case::act))
        .route("/console/{lang}/case/{id}/documents", post(page::case::attach))
        .route("/console/{lang}/case/{id}/documents/{sha256}", get(page::case::document))
        .route("/console/{lang}/customers", get(page::customers::all))
        .route("/console/{lang}/customers/{id}", get(page::customers::one))
        .route("/console/{lang}/audit", get(page::audit::show).post(page::audit::check))
        .route("/console/{lang}/picture", get(page::picture::show).post(page::picture::note))
        .route(
            "/console/{lang}/picture/{what}/{n}",
            get(page::articles::show).post(page::articles::note),
        )
        .route("/console/{lang}/account", get(page::account::show).post(page::account::change))
        .route("/console/{lang}/people", get(page::people::all).post(page::people::make))
        .route("/console/{lang}/people/{id}", get(page::people::one).post(page::people::change))
        .route("/console/{lang}/profiles", get(page::profiles::show).post(page::profiles::preview))
        .route(
            "/console/{lang}/profiles/previews/{id}",
            get(page::profiles::previewed).post(page::profiles::propose),
        )
        .route(
            "/console/{lang}/profiles/changes/{n}",
            get(page::profiles::change).post(page::profiles::decide),
        )
        .route("/console/{lang}/overview", get(page::overview::show))
        .route("/console/{lang}/lists", get(page::lists::all))
        .route("/console/{lang}/lists/{name}", get(page::lists::one).post(page::list_removal::act))
        .route("/console/{lang}/lists-new", get(page::own_list::form).post(page::own_list::preview))
        .route("/console/{lang}/lists-live", post(page::own_list::go_live))
        .route("/console/{lang}/{*rest}", any(frame::missing))
        .layer(from_fn_with_state(console.clone(), frame::around))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(console)
}
