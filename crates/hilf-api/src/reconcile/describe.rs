//! What the service says of itself.

use std::collections::BTreeSet;

use axum::http::{HeaderMap, header};
use hilf_entity::Schema;
use hilf_node::Live;
use hilf_node::search::{Expression, Facet, Question, Scope};
use serde_json::{Value, json};

use super::model::{
    Choice, Extend, Manifest, PreviewPlace, Service, Setting, Suggest, TypeView, View,
};
use crate::Context;
use crate::query::Parameters;

/// FollowTheMoney's description of the schemata.
const SCHEMA_SPACE: &str = "https://followthemoney.tech/explorer/";
/// Queries that a client should send together.
const BATCH_SIZE: usize = 10;

/// The address of the service for a dataset: the operator's, else the one it was asked under.
pub(super) fn place(context: &Context, headers: &HeaderMap, dataset: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(dataset.as_bytes()).collect();
    let base = match &context.settings.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{}", host(headers).unwrap_or("localhost")),
    };
    format!("{base}/reconcile/{}", escaped.replace('+', "%20"))
}

/// The host the client named, if it can be one: it comes back in addresses.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let sound =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    (!host.is_empty() && host.chars().all(sound)).then_some(host)
}

pub(super) fn manifest(live: &Live, dataset: &str, place: &str, query: &Parameters) -> Value {
    // Keys that clients carry in the query string go on to the places that are named.
    let carried = query.without(&["callback", "queries", "extend"]);
    let carried = if carried.is_empty() { carried } else { format!("?{carried}") };
    let service = |path: &str, flyout: Option<&str>| Service {
        service_url: place.to_owned(),
        service_path: format!("{path}{carried}"),
        flyout_service_path: flyout.map(str::to_owned),
    };
    let page = format!("{place}/preview?id={{{{id}}}}");
    let list = live.lists().iter().find(|list| list.name == dataset);
    let title = list.map_or("All lists", |list| list.publisher.as_str());
    let manifest = Manifest {
        versions: ["0.2"],
        name: format!("{title} (Hilf)"),
        identifier_space: format!("{place}#id"),
        schema_space: SCHEMA_SPACE.to_owned(),
        documentation: "https://reconciliation-api.github.io/specs/0.2/".to_owned(),
        batch_size: BATCH_SIZE,
        view: View { url: page.clone() },
        preview: PreviewPlace { url: page, width: 430, height: 300 },
        suggest: Suggest {
            entity: service("/suggest/entity", Some("/flyout/entity?id=${id}")),
            r#type: service("/suggest/type", None),
            property: service("/suggest/property", None),
        },
        extend: Extend {
            propose_properties: service("/extend/property", None),
            propose_settings: settings(),
        },
        default_types: schemata(live, dataset).into_iter().map(TypeView::from).collect(),
    };
    json!(manifest)
}

fn settings() -> Vec<Setting> {
    vec![
        Setting {
            name: "limit",
            label: "Limit",
            r#type: "number",
            default: json!(0),
            help_text: "Maximum number of values to return per row (0 for no limit).",
            choices: Vec::new(),
        },
        Setting {
            name: "render",
            label: "Value rendering",
            r#type: "select",
            default: json!("caption"),
            help_text: "Return readable value (e.g. 'Iraq') instead of raw value ('iq').",
            choices: vec![
                Choice { id: "caption", name: "User-readable value" },
                Choice { id: "raw", name: "Machine-readable value" },
            ],
        },
    ]
}

/// The schemata that a cell can be matched with: those of the listed subjects and what they are
/// kinds of.
pub(super) fn schemata(live: &Live, dataset: &str) -> Vec<Schema> {
    let Some(thing) = Schema::named("Thing") else { return Vec::new() };
    let facets = vec![Facet::Schema];
    let question = Question { facets, ..Question::new(Expression::All, thing, Scope::of(dataset)) };
    let counts = live.search(&question).map(|found| found.counts).unwrap_or_default();
    let present: Vec<Schema> = counts
        .iter()
        .flat_map(|(_, values)| values)
        .filter_map(|(name, _)| Schema::named(name))
        .collect();
    let fits = |schema: &Schema| schema.is_matchable() && present.iter().any(|p| p.is_a(*schema));
    let all: BTreeSet<Schema> = Schema::all().filter(fits).collect();
    all.into_iter().collect()
}
