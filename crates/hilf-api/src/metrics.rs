//! What is counted, in OpenMetrics 1.0, which Prometheus reads.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hilf_match::MATCHER;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::{Context, Problem};

/// Seconds, around the 20 ms in which a question should be answered.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];

/// Counters of everything that is served together.
#[derive(Clone)]
pub struct Metrics(Arc<Counted>);

struct Counted {
    registry: Registry,
    requests: Family<Request, Counter>,
    seconds: Family<Route, Histogram>,
    queries: Family<Part, Counter>,
    rate_limited: Counter,
    records: Family<List, Gauge>,
    live_since: Family<List, Gauge>,
    checked: Family<List, Gauge>,
    failing: Family<List, Gauge>,
    due: Family<List, Gauge>,
    exchanges: Gauge,
    exchange_failures: Gauge,
    working: Gauge,
    waiting: Gauge,
    refused: Gauge,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Request {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Part {
    part: &'static str,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct List {
    list: String,
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

impl Metrics {
    /// Counters at zero.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("hilf");
        let mut counted = Counted {
            registry: Registry::default(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            queries: Family::default(),
            rate_limited: Counter::default(),
            records: Family::default(),
            live_since: Family::default(),
            checked: Family::default(),
            failing: Family::default(),
            due: Family::default(),
            exchanges: Gauge::default(),
            exchange_failures: Gauge::default(),
            working: Gauge::default(),
            waiting: Gauge::default(),
            refused: Gauge::default(),
        };
        let build = vec![("version", env!("CARGO_PKG_VERSION")), ("matcher", MATCHER)];
        registry.register("build", "The program", Info::new(build));
        macro_rules! register {
            ($($name:literal, $help:literal, $field:ident;)*) => {
                $(registry.register($name, $help, counted.$field.clone());)*
            };
        }
        register! {
            "http_requests", "Requests that were answered", requests;
            "http_request_seconds", "Time until an answer began", seconds;
            "queries", "Questions, each of a batch for itself", queries;
            "rate_limited", "Requests refused because a client sent too many", rate_limited;
            "records", "Listed subjects that are live", records;
            "list_live_since_timestamp_seconds", "When the live version went live", live_since;
            "list_checked_timestamp_seconds", "When the list was last looked for", checked;
            "list_failing", "Whether the last update of a list failed", failing;
            "list_due_timestamp_seconds", "When the list is to be looked for next", due;
            "list_exchanges_total", "How often the live lists were exchanged", exchanges;
            "list_exchange_failures_total", "How often they could not be", exchange_failures;
            "work_running", "Pieces of computing work being done", working;
            "work_waiting", "Pieces of computing work waiting for their turn", waiting;
            "work_refused_total", "Pieces of computing work that waited too long", refused;
        }
        counted.registry = registry;
        Metrics(Arc::new(counted))
    }

    /// Questions to a part of the service.
    pub(crate) fn queries(&self, part: &'static str, queries: u64) {
        self.0.queries.get_or_create(&Part { part }).inc_by(queries);
    }

    pub(crate) fn rate_limited(&self) {
        self.0.rate_limited.inc();
    }

    /// A request that was answered; `route` is its pattern, not its path.
    pub(crate) fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let (method, own) = (method.to_owned(), route.to_owned());
        self.0.requests.get_or_create(&Request { method, route: own, status }).inc();
        let route = Route { route: route.to_owned() };
        self.0.seconds.get_or_create(&route).observe(took.as_secs_f64());
    }

    /// Takes up how the node is now.
    fn look_at(&self, context: &Context) {
        let (node, own) = (&context.node, &self.0);
        let gauge = |gauge: &Gauge, number: u64| {
            gauge.set(i64::try_from(number).unwrap_or(i64::MAX));
        };
        let (exchanges, failures) = node.exchanges();
        gauge(&own.exchanges, exchanges);
        gauge(&own.exchange_failures, failures);
        let load = node.work().load();
        gauge(&own.working, load.running);
        gauge(&own.waiting, load.waiting);
        gauge(&own.refused, load.refused);
        let lists = node.states();
        // A list that was taken away must not be told any more.
        for family in [&own.records, &own.live_since, &own.checked, &own.failing, &own.due] {
            family.clear();
        }
        for state in lists {
            let list = List { list: state.name };
            if let Some(version) = &state.live {
                gauge(&own.records.get_or_create(&list), version.records);
                let since = unix(&version.since);
                since.into_iter().for_each(|t| {
                    own.live_since.get_or_create(&list).set(t);
                });
            }
            if let Some(checked) = state.checked.as_deref().and_then(unix) {
                own.checked.get_or_create(&list).set(checked);
            }
            if let Some(due) = state.due.as_deref().and_then(unix) {
                own.due.get_or_create(&list).set(due);
            }
            own.failing.get_or_create(&list).set(i64::from(state.failure.is_some()));
        }
    }
}

/// Seconds since 1970 of an ISO 8601 time in UTC.
fn unix(time: &str) -> Option<i64> {
    Some(time.parse::<jiff::Timestamp>().ok()?.as_second())
}

/// Counters for Prometheus
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "System information",
    responses(
        (status = 200, description = "OpenMetrics 1.0", body = String,
         content_type = "application/openmetrics-text"),
    ),
)]
pub(crate) async fn metrics(State(context): State<Context>) -> Result<Response, Problem> {
    context.metrics.look_at(&context);
    let mut out = String::new();
    text::encode(&mut out, &context.metrics.0.registry).map_err(|_| Problem::internal())?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], out).into_response())
}
