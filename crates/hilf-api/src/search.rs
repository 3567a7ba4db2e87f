//! `GET /search/{dataset}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use hilf_entity::{Schema, country, topic};
use hilf_node::Live;
use hilf_node::search::{Facet, Order, Question, Scope, SearchError, read, read_simple};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::answer::live;
use crate::model::{EntityView, ErrorView, InvalidView, Total};
use crate::query::Parameters;
use crate::{Context, Problem};

/// Results that paging reaches, as in yente.
const WINDOW: usize = 9_999;

/// How a search is asked.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct SearchQuery {
    /// Words in names, in any script, or an id, a reference or a document number; `"a phrase"`,
    /// `begin*`, `like~`, `field:value`, `-not`, `a OR b`, brackets. Empty finds everything.
    q: Option<String>,
    /// Kind of subject, with its family.
    #[param(example = "Person")]
    schema: Option<String>,
    /// Only in one of these datasets.
    include_dataset: Option<Vec<String>>,
    /// Not in these datasets.
    exclude_dataset: Option<Vec<String>>,
    /// Not of these schemata.
    exclude_schema: Option<Vec<String>>,
    /// Only changed after this date or time.
    #[param(pattern = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$")]
    changed_since: Option<String>,
    /// Country codes.
    countries: Option<Vec<String>>,
    /// Topics.
    topics: Option<Vec<String>>,
    /// Datasets, as counted by the facet.
    datasets: Option<Vec<String>>,
    /// `field:value`, for example `programId:EU-UKR` or `properties.birthDate:1951`.
    filter: Option<Vec<String>>,
    /// Whether several values of one field are alternatives or all wanted.
    #[param(inline)]
    filter_op: Option<Operator>,
    /// Results of a page.
    #[param(minimum = 0, maximum = 500, default = 10)]
    limit: Option<usize>,
    /// Results before the page.
    #[param(minimum = 0, maximum = 9499, default = 0)]
    offset: Option<usize>,
    /// `field`, `field:asc` or `field:desc`; fields: `_score`, `id`, `caption`, `schema`,
    /// `properties.birthDate`, `first_seen`, `last_seen`, `last_change`.
    sort: Option<Vec<String>>,
    /// Only with a risk topic, or only without; name topics instead.
    #[deprecated]
    target: Option<bool>,
    /// Whether words count that are only like the listed ones.
    fuzzy: Option<bool>,
    /// For boxes that people type into: words, phrases, `begin*`, `|`, `-`, and never an error.
    simple: Option<bool>,
    /// What results are counted by.
    #[param(inline)]
    facets: Option<Vec<FacetName>>,
}

/// How several values of one field are joined.
#[derive(ToSchema)]
#[allow(dead_code, clippy::upper_case_acronyms, reason = "the contract's words")]
enum Operator {
    OR,
    AND,
}

/// What results can be counted by.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[allow(dead_code, reason = "it describes Facet")]
enum FacetName {
    Datasets,
    Schema,
    Countries,
    Identifiers,
    Topics,
    Genders,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchResponse {
    limit: usize,
    offset: usize,
    total: Total,
    results: Vec<EntityView>,
    facets: BTreeMap<&'static str, FacetView>,
    /// Addition of Hilf: the snapshot that was searched.
    snapshot: String,
}

/// How many results have which values.
#[derive(Serialize, ToSchema)]
struct FacetView {
    #[schema(example = "Countries")]
    label: &'static str,
    values: Vec<FacetValue>,
}

/// How many results have a value.
#[derive(Serialize, ToSchema)]
struct FacetValue {
    #[schema(example = "iq")]
    name: String,
    #[schema(example = "Iraq")]
    label: String,
    /// Addition of Hilf: the label in Arabic, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    label_ar: Option<String>,
    count: u32,
}

struct Request {
    question: Question,
    limit: usize,
    offset: usize,
}

/// Search by words, fields and filters
///
/// For people who look somebody up and for clients that browse. Whether somebody is listed is a
/// question for `/match`, which weighs whole names and other facts.
#[utoipa::path(
    get,
    path = "/search/{dataset}",
    tag = "Matching",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset"), SearchQuery),
    responses(
        (status = 200, description = "What was found", body = SearchResponse),
        (status = 400, description = "The search cannot be understood", body = ErrorView),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn search(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<SearchResponse>, Problem> {
    let live = live(&context)?;
    if !live.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let request = Request::read(&Parameters::read(query.as_deref()), dataset)?;
    context.count("search");
    Ok(Json(context.node.work().run(move || request.answer(&live)).await??))
}

impl Request {
    fn read(query: &Parameters, dataset: String) -> Result<Request, Problem> {
        let text = query.last("q").unwrap_or("");
        let expression = match query.flag("simple")? {
            true => read_simple(text),
            false => read(text).map_err(|error| Problem::bad(error.to_string()))?,
        };
        let name = query.last("schema").unwrap_or("Thing");
        let schema = Schema::named(name).ok_or_else(|| Problem::bad("Invalid schema"))?;
        let question = Question {
            fuzzy: query.flag("fuzzy")?,
            filters: filters(query)?,
            all_values: query.one_of("filter_op", &["OR", "AND"])? == Some("AND"),
            order: order(query)?,
            facets: facets(query)?,
            ..Question::new(expression, schema, scope(query, dataset)?)
        };
        let limit = query.count("limit", 10, 500)?;
        let offset = query.count("offset", 0, 9499)?;
        Ok(Request { question, limit: limit.min(WINDOW - offset), offset })
    }

    fn answer(&self, live: &Live) -> Result<SearchResponse, Problem> {
        let found = live.search(&self.question)?;
        let mut results = Vec::new();
        for ordinal in found.ordinals.iter().skip(self.offset).take(self.limit) {
            results.push(EntityView::from(&live.record(*ordinal)?.entity));
        }
        let facets = found.counts.into_iter().map(|(facet, counts)| {
            let values = counts.into_iter().map(|(name, n)| value(live, facet, name, n)).collect();
            (facet.name(), FacetView { label: label(facet), values })
        });
        Ok(SearchResponse {
            limit: self.limit,
            offset: self.offset,
            total: Total::of(found.ordinals.len()),
            results,
            facets: facets.collect(),
            snapshot: live.snapshot().to_owned(),
        })
    }
}

/// The scope that `/match` and `/search` share.
pub(crate) fn scope(query: &Parameters, dataset: String) -> Result<Scope, Problem> {
    Ok(Scope {
        include: query.all("include_dataset"),
        exclude: query.all("exclude_dataset"),
        exclude_schema: query.all("exclude_schema"),
        changed_since: query.time("changed_since")?,
        ..Scope::of(dataset)
    })
}

fn filters(query: &Parameters) -> Result<Vec<(String, String)>, Problem> {
    let mut filters: Vec<(String, String)> = Vec::new();
    for field in ["countries", "topics", "datasets"] {
        filters.extend(query.all(field).into_iter().map(|value| (field.to_owned(), value)));
    }
    for filter in query.all("filter") {
        let (field, value) = filter
            .split_once(':')
            .ok_or_else(|| Problem::bad(format!("Invalid filter: '{filter}'")))?;
        filters.push((field.to_owned(), value.to_owned()));
    }
    if query.last("target").is_some() {
        filters.push(("target".to_owned(), query.flag("target")?.to_string()));
    }
    Ok(filters)
}

/// `field`, `field:asc`, `field:desc`; another direction is `asc`, as in yente.
fn order(query: &Parameters) -> Result<Vec<(Order, bool)>, Problem> {
    let read = |sort: String| {
        let (field, way) = sort.rsplit_once(':').unwrap_or((&sort, "asc"));
        let order = Order::named(field).ok_or_else(|| {
            let known = Order::NAMES.join(", ");
            Problem::bad(format!("Results cannot be sorted by `{field}`, but by {known}"))
        });
        Ok((order?, way == "desc"))
    };
    query.all("sort").into_iter().map(read).collect()
}

fn facets(query: &Parameters) -> Result<Vec<Facet>, Problem> {
    let names = query.all("facets");
    if names.is_empty() {
        return Ok(vec![Facet::Countries, Facet::Topics, Facet::Datasets]);
    }
    let mut facets = Vec::new();
    for name in names {
        let facet = Facet::named(&name).ok_or_else(|| {
            let known = Facet::ALL.map(|facet| format!("'{}'", facet.name())).join(", ");
            let message = format!("Input should be one of {known}");
            Problem::invalid(&["query", "facets"], message, "enum")
        })?;
        if !facets.contains(&facet) {
            facets.push(facet);
        }
    }
    Ok(facets)
}

fn label(facet: Facet) -> &'static str {
    match facet {
        Facet::Datasets => "Data sources",
        Facet::Schema => "Entity types",
        Facet::Countries => "Countries",
        Facet::Identifiers => "Identifiers",
        Facet::Topics => "Topics",
        Facet::Genders => "Genders",
    }
}

fn value(live: &Live, facet: Facet, name: String, count: u32) -> FacetValue {
    let title = || live.lists().iter().find(|l| l.name == name).map(|l| l.publisher.as_str());
    let label = match facet {
        Facet::Datasets => title(),
        Facet::Schema => Schema::named(&name).map(Schema::plural),
        Facet::Countries => country::english_name(&name),
        Facet::Topics => topic::label(&name),
        Facet::Identifiers | Facet::Genders => None,
    };
    let label = label.unwrap_or(&name).to_owned();
    let arabic = (facet == Facet::Countries).then(|| country::arabic_name(&name)).flatten();
    FacetValue { label_ar: arabic.map(str::to_owned), label, name, count }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Problem {
        Problem::bad(error.to_string())
    }
}
