//! HTTP over a node: the contract of yente, for clients written for OpenSanctions. What Hilf says besides stands in keys of its own.

mod answer;
mod catalog;
mod entities;
mod limit;
mod matching;
mod metrics;
mod model;
mod query;
mod reconcile;
mod search;
mod serve;
mod subject;
mod update;
pub mod v1;

use std::sync::Arc;

use axum::http::{StatusCode, header};
use axum::routing::get;
use hilf_desk::Desk;
use hilf_node::Node;
use tokio::sync::mpsc;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use answer::Problem;
pub use axum::Router;
pub use limit::Rate;
pub use metrics::Metrics;
pub use serve::{Guard, Tls, guard, serve};
pub use update::UpdateOrder;

/// What the operator says of the service.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Address under which clients reach the node, where it is not the one they ask under.
    pub public_url: Option<String>,
    /// Secret with which `/updatez` orders an update; without one it is refused.
    pub update_token: Option<String>,
    /// Where orders to update the lists go; without it `/updatez` is refused.
    pub updates: Option<mpsc::Sender<UpdateOrder>>,
}

/// What every handler has.
#[derive(Clone)]
pub(crate) struct Context {
    node: Arc<Node>,
    desk: Desk,
    settings: Arc<Settings>,
    metrics: Metrics,
}

impl Context {
    /// One question to a part of the service.
    fn count(&self, part: &'static str) {
        self.metrics.queries(part, 1);
    }

    /// A batch of them.
    fn count_queries(&self, part: &'static str, queries: usize) {
        self.metrics.queries(part, queries as u64);
    }
}

/// What the document says of the service as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Hilf",
        description = "Screening against official lists, with a reason for every hit: the contract \
                       of yente, and what Hilf says besides in keys of its own.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "Matching", description = "Who a subject may be"),
        (name = "Data access", description = "Lists and their entities"),
        (name = "Reconciliation", description = "Reconciliation API 0.2, for OpenRefine"),
        (name = "System information", description = "How the node is"),
    ),
)]
struct Document;

/// The routes, and their description as OpenAPI 3.1.
fn described() -> OpenApiRouter<Context> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(matching::run))
        .routes(routes!(search::search))
        .routes(routes!(entities::one))
        .routes(routes!(entities::adjacent))
        .routes(routes!(entities::adjacent_by))
        .routes(routes!(reconcile::get, reconcile::post))
        .routes(routes!(reconcile::suggest_entity))
        .routes(routes!(reconcile::suggest_property))
        .routes(routes!(reconcile::suggest_type))
        .routes(routes!(reconcile::flyout))
        .routes(routes!(reconcile::preview))
        .routes(routes!(reconcile::extend_property))
        .routes(routes!(catalog::algorithms))
        .routes(routes!(catalog::catalog))
        .routes(routes!(catalog::manifest))
        .routes(routes!(update::update))
        .routes(routes!(catalog::health))
        .routes(routes!(catalog::ready))
        .routes(routes!(catalog::version))
        .routes(routes!(metrics::metrics))
}

/// The description of the routes as OpenAPI 3.1, for those who join it with others.
pub fn openapi() -> utoipa::openapi::OpenApi {
    described().into_openapi()
}

/// The routes over the lists of a desk's node, `/openapi.json` among them; bounds are put around it
/// by [`guard`], once for all routers that are served together. What is asked is matched with the
/// profile in force as the desk last read it ([`Desk::profile`]).
pub fn router(desk: Desk, settings: Settings, metrics: Metrics) -> Router {
    let node = Arc::clone(desk.node());
    let context = Context { node, desk, settings: Arc::new(settings), metrics };
    let (router, document) = described().split_for_parts();
    let text: Arc<str> = document.to_json().unwrap_or_default().into();
    let kind = [(header::CONTENT_TYPE, "application/json")];
    let document = move || std::future::ready((kind, text.to_string()));
    let wrong = async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
    router
        .route("/openapi.json", get(document))
        .method_not_allowed_fallback(wrong)
        .with_state(context)
}

/// What is answered where there is no route.
pub async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "Not Found")
}
