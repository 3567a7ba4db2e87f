//! Bounds around everything that is served, and a socket to serve it on until it is told to end.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;

use crate::{Metrics, Problem};

/// Bytes of a request's body.
const BODY_MAX: usize = 8 * 1024 * 1024;
/// Bytes of a request's address, as in yente.
const ADDRESS_MAX: usize = 60_000;
/// Bytes of an answer from which it is compressed, as in yente.
const COMPRESSED_MIN: u16 = 500;

/// Bounds of everything that is served together.
#[derive(Clone)]
pub struct Guard {
    /// A request that takes longer is given up with 503.
    pub patience: Duration,
    /// Where requests are counted.
    pub metrics: Metrics,
}

/// Puts the bounds around a router: sizes, time, compression, and counting by route.
pub fn guard(router: Router, guard: Guard) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, guard.patience))
        .layer(CompressionLayer::new().gzip(true).compress_when(SizeAbove::new(COMPRESSED_MIN)))
        .layer(CorsLayer::permissive())
        .layer(middleware::from_fn_with_state(guard, watch))
}

/// Refuses what is too long, counts and logs the rest.
async fn watch(
    State(guard): State<Guard>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let address = request.uri().path_and_query().map_or(0, |whole| whole.as_str().len());
    let answer = if address > ADDRESS_MAX {
        let text = format!("The address is longer than {ADDRESS_MAX} bytes.");
        Problem::new(StatusCode::URI_TOO_LONG, text).into_response()
    } else {
        next.run(request).await
    };
    let (status, took) = (answer.status().as_u16(), begun.elapsed());
    guard.metrics.answered(method.as_str(), &route, status, took);
    // The address may hold names of people: it is never written down, only the route is.
    tracing::debug!(%method, route, status, ms = took.as_millis() as u64, "answered");
    answer
}

/// Answers on an address until `end` comes, then finishes what was begun. `bound` is told the
/// address before the first answer: port 0 takes a free one.
///
/// # Errors
/// When the address cannot be had or the socket fails.
pub async fn serve(
    router: Router,
    listen: SocketAddr,
    bound: impl FnOnce(SocketAddr),
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = TcpListener::bind(listen).await?;
    bound(listener.local_addr()?);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(end).await
}
