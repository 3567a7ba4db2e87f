//! Bounds around everything that is served, and a socket to serve it on until it is told to end.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hilf_node::Work;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;

use crate::limit::Limiter;
use crate::{Metrics, Problem, Rate};

/// Bytes of a request's body.
const BODY_MAX: usize = 8 * 1024 * 1024;
/// Bytes of a request's address, as in yente.
const ADDRESS_MAX: usize = 60_000;
/// Bytes of an answer from which it is compressed, as in yente.
const COMPRESSED_MIN: u16 = 500;
/// Requests of which a run or an update is the answer: nothing gives way to itself.
const NOT_WAITED_FOR: [&str; 3] = ["/api/v1/runs", "/api/v1/lists-update", "/updatez"];
/// What watches over the node must hear of it however busy its neighbour is.
const UNLIMITED: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Bounds of everything that is served together.
#[derive(Clone)]
pub struct Guard {
    /// A request that takes longer is given up with 503.
    pub patience: Duration,
    /// How many requests one client may send; all of them without it.
    pub rate: Option<Rate>,
    /// Proxies that say truly in `X-Forwarded-For` whom they ask for.
    pub proxies: Vec<IpAddr>,
    /// Where requests are counted.
    pub metrics: Metrics,
    /// What gives way to requests.
    pub work: Work,
}

struct Watch {
    limiter: Option<Limiter>,
    proxies: Vec<IpAddr>,
    metrics: Metrics,
    work: Work,
}

/// Puts the bounds around a router: sizes, time, rates, compression, and counting by route.
pub fn guard(router: Router, guard: Guard) -> Router {
    let limiter = guard.rate.map(Limiter::new);
    let Guard { patience, proxies, metrics, work, .. } = guard;
    let watching = Watch { limiter, proxies, metrics, work };
    router
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
        .layer(CompressionLayer::new().gzip(true).compress_when(SizeAbove::new(COMPRESSED_MIN)))
        .layer(CorsLayer::permissive())
        .layer(middleware::from_fn_with_state(Arc::new(watching), watch))
}

/// Refuses what is too long or too much, counts and logs everything.
async fn watch(
    State(watch): State<Arc<Watch>>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = path.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let is_waited_for = !UNLIMITED.contains(&&*route) && !NOT_WAITED_FOR.contains(&&*route);
    let _asked = is_waited_for.then(|| watch.work.asked());
    let refused = watch.refusal(&request, &route, begun);
    let answer = match refused {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    let (status, took) = (answer.status().as_u16(), begun.elapsed());
    watch.metrics.answered(method.as_str(), &route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    // The address may hold names of people: it is never written down, only the route is.
    tracing::debug!(event = "answered", %method, route, status, ms);
    answer
}

impl Watch {
    fn refusal(&self, request: &Request, route: &str, now: Instant) -> Option<Response> {
        let address = request.uri().path_and_query().map_or(0, |whole| whole.as_str().len());
        if address > ADDRESS_MAX {
            let text = format!("The address is longer than {ADDRESS_MAX} bytes.");
            return Some(Problem::new(StatusCode::URI_TOO_LONG, text).into_response());
        }
        let limiter = self.limiter.as_ref().filter(|_| !UNLIMITED.contains(&route))?;
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip();
        let wait = limiter.take(self.client(peer, request.headers()), now).err()?;
        self.metrics.rate_limited();
        let seconds = wait.as_secs_f64().ceil();
        let text = format!("Too many requests; try again in {seconds} s.");
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, text);
        Some(([(header::RETRY_AFTER, seconds.to_string())], problem).into_response())
    }

    /// Who asks: the last address that a trusted proxy was asked by and that is none itself.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let is_proxy = |address: &IpAddr| self.proxies.contains(&address.to_canonical());
        if !is_proxy(&peer) {
            return peer;
        }
        let values = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
        let named: Vec<IpAddr> = values
            .flat_map(|value| value.split(','))
            .map_while(|address| address.trim().parse().ok())
            .collect();
        named.into_iter().rev().find(|address| !is_proxy(address)).unwrap_or(peer)
    }
}

/// Where the certificate for TLS lies.
#[derive(Debug, Clone)]
pub struct Tls {
    /// The chain of certificates, PEM.
    pub certificates: PathBuf,
    /// The key, PEM.
    pub key: PathBuf,
}

/// Answers on an address until `end` comes, then finishes what was begun, no longer than
/// `patience`. `bound` is told the address before the first answer: port 0 takes a free one.
///
/// # Errors
/// When the address cannot be had, the certificate cannot be used, or the socket fails.
pub async fn serve(
    router: Router,
    listen: SocketAddr,
    tls: Option<&Tls>,
    patience: Duration,
    bound: impl FnOnce(SocketAddr),
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let tls = match tls {
        Some(tls) => Some(RustlsConfig::from_pem_file(&tls.certificates, &tls.key).await?),
        None => None,
    };
    let listener = TcpListener::bind(listen).await?.into_std()?;
    bound(listener.local_addr()?);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    tokio::spawn({
        let handle = handle.clone();
        async move {
            end.await;
            handle.graceful_shutdown(Some(patience));
        }
    });
    match tls {
        Some(tls) => {
            axum_server::from_tcp_rustls(listener, tls)?.handle(handle).serve(service).await
        }
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let proxies = vec![address("10.0.0.1"), address("10.0.0.2")];
        let work = Work::new(1, Duration::from_secs(1));
        let watch = Watch { limiter: None, proxies, metrics: Metrics::new(), work };
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "198.51.100.7, 192.0.2.9, 10.0.0.2".parse().unwrap());
        let client = |peer: &str| watch.client(address(peer), &headers).to_string();
        assert_eq!(client("10.0.0.1"), "192.0.2.9", "what stands before it anybody can write");
        assert_eq!(client("203.0.113.5"), "203.0.113.5");
    }
}
