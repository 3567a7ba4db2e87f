//! HTTP over a node: the contract of yente, for clients written for OpenSanctions. What Hilf says besides stands in keys of its own.

mod answer;
mod catalog;
mod entities;
mod matching;
mod query;
mod serve;
mod subject;
pub mod v1;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{get, post};
use hilf_node::Node;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;

pub use answer::Problem;
pub use axum::Router;
pub use serve::serve;

/// Bytes of a request's body.
const BODY_MAX: usize = 8 * 1024 * 1024;

/// What every handler has.
#[derive(Clone)]
pub(crate) struct Context {
    node: Arc<Node>,
    queries: Arc<AtomicU64>,
}

impl Context {
    fn count(&self, queries: usize) {
        self.queries.fetch_add(queries as u64, Ordering::Relaxed);
    }
}

/// The routes of a node. A request that takes longer than `patience` is given up with 503.
pub fn router(node: Arc<Node>, patience: Duration) -> Router {
    let context = Context { node, queries: Arc::new(AtomicU64::new(0)) };
    Router::new()
        .route("/match/{dataset}", post(matching::run))
        .route("/entities/{id}", get(entities::one))
        .route("/entities/{id}/adjacent", get(entities::adjacent))
        .route("/entities/{id}/adjacent/{property}", get(entities::adjacent_by))
        .route("/algorithms", get(catalog::algorithms))
        .route("/catalog", get(catalog::catalog))
        .route("/manifest", get(catalog::catalog))
        .route("/healthz", get(catalog::health))
        .route("/readyz", get(catalog::ready))
        .route("/version", get(catalog::version))
        .route("/metrics", get(catalog::metrics))
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "Not Found"))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
        .layer(CorsLayer::permissive())
        .with_state(context)
}
