//! What the node has, can do, and how it is.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_match::MATCHER;
use hilf_node::search::seconds;
use hilf_node::{ListState, Live};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::answer::live;
use crate::matching::ALGORITHM;
use crate::model::{ErrorView, Status};
use crate::{Context, Problem};

/// The node is ready, and how its lists are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ready {
    #[schema(example = "ok")]
    status: &'static str,
    /// Addition of Hilf: the lists that are searched.
    snapshot: String,
    /// Addition of Hilf: how each list is.
    lists: Vec<ListView>,
}

/// How a list is.
#[derive(Serialize, ToSchema)]
struct ListView {
    name: String,
    snapshot: Option<String>,
    /// When its publisher says it is of.
    published: Option<String>,
    /// When this version went live.
    live_since: Option<String>,
    records: u64,
    /// Records that could not be read and are held.
    held: u64,
    /// When it was last looked for.
    checked: Option<String>,
    /// Why the last update failed, if it did; the old version stays live.
    failure: Option<String>,
    /// When it is to be looked for next.
    due: Option<String>,
}

impl From<ListState> for ListView {
    fn from(state: ListState) -> ListView {
        let live = state.live;
        let of = |read: fn(&hilf_list::store::Version) -> u64| live.as_ref().map_or(0, read);
        ListView {
            name: state.name,
            records: of(|version| version.records),
            held: of(|version| version.held),
            published: live.as_ref().and_then(|version| version.published.clone()),
            live_since: live.as_ref().map(|version| version.since.clone()),
            snapshot: live.map(|version| version.snapshot),
            checked: state.checked,
            failure: state.failure,
            due: state.due,
        }
    }
}

/// The program.
#[derive(Serialize, ToSchema)]
pub(crate) struct Version {
    version: &'static str,
    matcher: &'static str,
}

/// What can be matched with.
#[derive(Serialize, ToSchema)]
pub(crate) struct Algorithms {
    algorithms: Vec<Algorithm>,
    #[schema(example = "best")]
    default: &'static str,
    #[schema(example = "hilf-1")]
    best: &'static str,
}

/// An algorithm.
#[derive(Serialize, ToSchema)]
struct Algorithm {
    name: &'static str,
    description: &'static str,
    #[deprecated]
    features: BTreeMap<String, FeatureDocs>,
    docs: AlgorithmDocs,
}

/// What an algorithm looks at and what can be set.
#[derive(Serialize, ToSchema)]
struct AlgorithmDocs {
    name: &'static str,
    description: &'static str,
    config: BTreeMap<&'static str, SettingDocs>,
    features: BTreeMap<String, FeatureDocs>,
}

/// What a feature is worth.
#[derive(Clone, Serialize, ToSchema)]
struct FeatureDocs {
    description: String,
    coefficient: f64,
    url: Option<String>,
}

/// What can be set.
#[derive(Serialize, ToSchema)]
struct SettingDocs {
    #[schema(example = "boolean")]
    r#type: &'static str,
    description: &'static str,
    default: bool,
}

/// The lists of the node.
#[derive(Serialize, ToSchema)]
pub(crate) struct Catalog {
    datasets: Vec<Dataset>,
    current: Vec<String>,
    outdated: Vec<String>,
    index_stale: bool,
}

/// A list, or all of them as `default`.
#[derive(Serialize, ToSchema)]
struct Dataset {
    name: String,
    title: String,
    /// `YYYYMMDDHHMMSS-xxx`.
    version: String,
    index_version: String,
    index_current: bool,
    load: bool,
    children: Vec<String>,
    tags: Vec<String>,
    /// ISO seconds without zone.
    updated_at: String,
    entity_count: u64,
    /// Addition of Hilf: the snapshot that is live.
    snapshot: String,
}

/// Whether the program runs
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "System information",
    responses((status = 200, description = "It does", body = Status)),
)]
pub(crate) async fn health() -> Json<Status> {
    Json(Status::OK)
}

/// Whether lists are live
///
/// And how each list is: which version, how old, and whether its last update failed.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "System information",
    responses(
        (status = 200, description = "They are", body = Ready),
        (status = 503, description = "None are", body = ErrorView),
    ),
)]
pub(crate) async fn ready(State(context): State<Context>) -> Result<Json<Ready>, Problem> {
    let snapshot = live(&context)?.snapshot().to_owned();
    let lists = context.node.states().into_iter().map(ListView::from).collect();
    Ok(Json(Ready { status: "ok", snapshot, lists }))
}

/// The version of the program
#[utoipa::path(
    get,
    path = "/version",
    tag = "System information",
    responses((status = 200, description = "The version", body = Version)),
)]
pub(crate) async fn version() -> Json<Version> {
    Json(Version { version: env!("CARGO_PKG_VERSION"), matcher: MATCHER })
}

/// What can be matched with
#[utoipa::path(
    get,
    path = "/algorithms",
    tag = "System information",
    responses((status = 200, description = "Algorithms, their weights and settings",
               body = Algorithms)),
)]
pub(crate) async fn algorithms(State(context): State<Context>) -> Json<Algorithms> {
    let description = "Names compared by sound across scripts, with the other facts weighed.";
    let profile = context.desk.profile();
    let weights = json!(profile.evidence);
    let features: BTreeMap<String, FeatureDocs> = weights
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, weight)| {
            let description = format!("Weight of {}", name.replace('_', " "));
            // Weights are single precision; their shortest decimal is what was written.
            let coefficient = weight.to_string().parse().unwrap_or_default();
            (name.clone(), FeatureDocs { description, coefficient, url: None })
        })
        .collect();
    let setting = |description, default| SettingDocs { r#type: "boolean", description, default };
    let alone = setting("Whether a weak alias alone can make a hit", profile.weak_alias_alone);
    let within = setting("Whether a name may stand within a longer text", profile.names_in_text);
    let config = BTreeMap::from([("weak_alias_alone", alone), ("names_in_text", within)]);
    let docs = AlgorithmDocs { name: ALGORITHM, description, config, features: features.clone() };
    #[allow(deprecated, reason = "clients of the first versions read it")]
    let own = Algorithm { name: ALGORITHM, description, features, docs };
    Json(Algorithms { algorithms: vec![own], default: "best", best: ALGORITHM })
}

/// The lists of the node
#[utoipa::path(
    get,
    path = "/catalog",
    tag = "Data access",
    responses(
        (status = 200, description = "The lists", body = Catalog),
        (status = 304, description = "The ones that the client knows"),
        (status = 503, description = "No lists are live", body = ErrorView),
    ),
)]
pub(crate) async fn catalog(
    State(context): State<Context>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let live = live(&context)?;
    let failing = failing(&context.node.states());
    let mut tag = format!("\"{}", live.snapshot());
    failing.iter().for_each(|name| tag.push_str(&format!("-{name}")));
    tag.push('"');
    let caching =
        [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "public, max-age=300".into())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((caching, Json(list_all(&live, failing))).into_response())
}

/// The lists of the node, under the name it had before
#[utoipa::path(
    get,
    path = "/manifest",
    tag = "Data access",
    responses(
        (status = 200, description = "The lists", body = Catalog),
        (status = 304, description = "The ones that the client knows"),
        (status = 503, description = "No lists are live", body = ErrorView),
    ),
)]
pub(crate) async fn manifest(
    context: State<Context>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    catalog(context, headers).await
}

/// Lists whose last update failed: there may be a newer version than the live one.
fn failing(states: &[ListState]) -> Vec<String> {
    let failing = states.iter().filter(|state| state.failure.is_some());
    failing.map(|state| state.name.clone()).collect()
}

fn list_all(live: &Live, outdated: Vec<String>) -> Catalog {
    let lists = live.lists();
    let is_current = |name: &str| !outdated.iter().any(|known| known == name);
    let names: Vec<String> = lists.iter().map(|list| list.name.clone()).collect();
    let latest = lists.iter().map(|list| list.version.since.as_str()).max().unwrap_or("");
    let all = Dataset {
        index_current: outdated.is_empty(),
        children: names.clone(),
        entity_count: u64::from(live.records()),
        ..dataset("default", "All lists", latest, live.snapshot())
    };
    let mut datasets = vec![all];
    datasets.extend(lists.iter().map(|list| Dataset {
        index_current: is_current(&list.name),
        entity_count: list.version.records,
        ..dataset(&list.name, &list.publisher, &list.version.since, &list.version.snapshot)
    }));
    let current = names.into_iter().filter(|name| is_current(name));
    let current = std::iter::once("default".to_owned()).chain(current).collect();
    Catalog { datasets, current, index_stale: !outdated.is_empty(), outdated }
}

fn dataset(name: &str, title: &str, since: &str, snapshot: &str) -> Dataset {
    let digits: String = since.chars().filter(char::is_ascii_digit).take(14).collect();
    let version = format!("{digits}-{}", snapshot.get(..3).unwrap_or("hlf"));
    Dataset {
        name: name.to_owned(),
        title: title.to_owned(),
        index_version: version.clone(),
        version,
        index_current: true,
        load: true,
        children: Vec::new(),
        tags: Vec::new(),
        updated_at: seconds(since),
        entity_count: 0,
        snapshot: snapshot.to_owned(),
    }
}
