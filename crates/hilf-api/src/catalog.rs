//! What the node has, can do, and how it is.

use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_match::{MATCHER, Profile};
use serde_json::{Map, Value, json};

use crate::answer::live;
use crate::matching::ALGORITHM;
use crate::matching::seconds;
use crate::{Context, Problem};

pub(crate) async fn health() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

pub(crate) async fn ready(State(context): State<Context>) -> Result<Json<Value>, Problem> {
    live(&context).map(|live| Json(json!({ "status": "ok", "snapshot": live.snapshot() })))
}

pub(crate) async fn version() -> Json<Value> {
    Json(json!({ "version": env!("CARGO_PKG_VERSION"), "matcher": MATCHER }))
}

pub(crate) async fn algorithms() -> Json<Value> {
    let description = "Names compared by sound across scripts, with the other facts weighed.";
    let weights = json!(Profile::kyc().evidence);
    let features: Map<String, Value> = weights
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, weight)| {
            let told = format!("Weight of {}", name.replace('_', " "));
            (name.clone(), json!({ "description": told, "coefficient": weight, "url": null }))
        })
        .collect();
    let config = json!({
        "weak_alias_alone": { "type": "boolean", "default": false,
            "description": "Whether a weak alias alone can make a hit" },
        "names_in_text": { "type": "boolean", "default": false,
            "description": "Whether a name may stand within a longer text" },
    });
    let docs = json!({ "name": ALGORITHM, "description": description, "config": config,
        "features": features });
    let own = json!({ "name": ALGORITHM, "description": description, "features": features,
        "docs": docs });
    Json(json!({ "algorithms": [own], "default": "best", "best": ALGORITHM }))
}

pub(crate) async fn catalog(
    State(context): State<Context>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let live = live(&context)?;
    let tag = format!("\"{}\"", live.snapshot());
    let caching =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "public, max-age=300".into())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let dataset = |name: &str, title: &str, since: &str, snapshot: &str, children: &[&str]| {
        let digits: String = since.chars().filter(char::is_ascii_digit).take(14).collect();
        let version = format!("{digits}-{}", snapshot.get(..3).unwrap_or("hlf"));
        json!({ "name": name, "title": title, "version": version, "index_version": version,
            "index_current": true, "load": true, "children": children, "tags": [],
            "updated_at": seconds(since), "snapshot": snapshot })
    };
    let names: Vec<&str> = live.lists().iter().map(|list| list.name.as_str()).collect();
    let latest = live.lists().iter().map(|list| list.version.since.as_str()).max().unwrap_or("");
    let mut datasets = vec![dataset("default", "All lists", latest, live.snapshot(), &names)];
    datasets.extend(live.lists().iter().map(|list| {
        dataset(&list.name, &list.publisher, &list.version.since, &list.version.snapshot, &[])
    }));
    let mut current = vec!["default"];
    current.extend(names);
    let json = json!({ "datasets": datasets, "current": current, "outdated": [],
        "index_stale": false });
    Ok((caching, Json(json)).into_response())
}

/// Prometheus' text format 0.0.4.
pub(crate) async fn metrics(State(context): State<Context>) -> Response {
    let (exchanges, refusals) = context.node.exchanges();
    let records = context.node.live().map_or(0, |live| live.records());
    let rows = [
        ("hilf_match_queries_total", "counter", context.queries.load(Ordering::Relaxed)),
        ("hilf_list_exchanges_total", "counter", exchanges),
        ("hilf_list_exchange_failures_total", "counter", refusals),
        ("hilf_records", "gauge", u64::from(records)),
    ];
    let text: String =
        rows.iter().map(|(name, kind, n)| format!("# TYPE {name} {kind}\n{name} {n}\n")).collect();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
