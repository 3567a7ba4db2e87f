//! `POST /match/{dataset}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use hilf_match::{Explanation, Hit, MATCHER, Profile};
use hilf_node::Live;
use hilf_node::search::Scope;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::answer::live;
use crate::model::{EntityView, ErrorView, InvalidView, Total};
use crate::query::Parameters;
use crate::search::scope;
use crate::subject::{self, EchoView, Example, MatchBody};
use crate::{Context, Problem};

/// Our algorithm's name.
pub(crate) const ALGORITHM: &str = "hilf-1";
/// Queries of one batch.
pub(crate) const BATCH_MAX: usize = 100;
/// Scores below are not looked for: the search would hold every name against every other.
const LEAST_SCORE: f32 = 0.5;
/// Ids that a request may exclude.
const EXCLUDED_MAX: usize = 50;

/// How a batch is matched.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct MatchQuery {
    /// Results of one query.
    #[param(minimum = 0, maximum = 500, default = 5)]
    limit: Option<usize>,
    /// Least score of a match; without it that of the profile in force. Scores below 0.5 are not
    /// looked for.
    #[param(minimum = 0, maximum = 1)]
    threshold: Option<f64>,
    /// Least score of a result, where it is lower than the threshold.
    #[param(minimum = 0, maximum = 1, default = 0.7)]
    #[deprecated]
    cutoff: Option<f64>,
    /// `best` or `hilf-1`.
    #[param(example = "best")]
    algorithm: Option<String>,
    /// Only in one of these datasets.
    include_dataset: Option<Vec<String>>,
    /// Not in these datasets.
    exclude_dataset: Option<Vec<String>>,
    /// Not of these schemata.
    exclude_schema: Option<Vec<String>>,
    /// Only with one of these topics.
    topics: Option<Vec<String>>,
    /// Only changed after this date or time.
    #[param(pattern = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$")]
    changed_since: Option<String>,
    /// Not under these ids, present or former.
    #[param(max_items = 50)]
    exclude_entity_ids: Option<Vec<String>>,
    /// Accepted for old clients; names are always compared by sound.
    #[deprecated]
    fuzzy: Option<String>,
}

/// The answers to a batch.
#[derive(Serialize, ToSchema)]
pub(crate) struct MatchResponse {
    /// By the keys of the queries, in their order.
    #[serde(serialize_with = "in_order")]
    #[schema(value_type = BTreeMap<String, Matches>)]
    responses: Vec<(String, Matches)>,
    limit: usize,
    /// Addition of Hilf: the lists that were searched.
    snapshot: String,
    /// Addition of Hilf: the version of the matcher.
    #[schema(example = "hilf-match-0.1.0")]
    matcher: &'static str,
    /// Addition of Hilf: the profile in force, with what the request changed in it.
    profile: Option<String>,
}

/// The answer to one query.
#[derive(Serialize, ToSchema)]
struct Matches {
    #[schema(example = 200)]
    status: u16,
    results: Vec<ScoredView>,
    /// How many reach the threshold.
    total: Total,
    query: EchoView,
}

/// An entity that the subject may be.
#[derive(Serialize, ToSchema)]
pub(crate) struct ScoredView {
    #[serde(flatten)]
    pub(crate) entity: EntityView,
    /// 0 to 1, in thousandths.
    pub(crate) score: f64,
    /// Whether the score reaches the threshold.
    pub(crate) r#match: bool,
    /// What contributed, by feature.
    explanations: BTreeMap<String, Feature>,
    /// Addition of Hilf: rows in Arabic and English; 1 and their effects add up to the score.
    #[schema(value_type = Object)]
    explanation: Explanation,
    /// Addition of Hilf: `strong`, `probable`, `possible`.
    band: Option<String>,
}

/// What one feature contributed.
#[derive(Debug, Serialize, ToSchema)]
struct Feature {
    detail: String,
    score: f64,
    query: Option<String>,
    candidate: Option<String>,
}

impl ScoredView {
    /// Features with what each contributed.
    pub(crate) fn features(&self) -> Vec<(String, f64)> {
        self.explanations.iter().map(|(name, feature)| (name.clone(), feature.score)).collect()
    }
}

/// How queries are screened, for `/match` and for `/reconcile`.
pub(crate) struct Screening {
    limit: usize,
    threshold: f32,
    /// The profile at the threshold, then one at the lower cutoff if there is one.
    profiles: Vec<Profile>,
    scope: Scope,
}

/// Match subjects against the lists
///
/// A batch of subjects, each described by example; of each the listed entities it may be, best
/// first, with the reasons. A score never decides: it is for people to look at.
#[utoipa::path(
    post,
    path = "/match/{dataset}",
    tag = "Matching",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset"), MatchQuery),
    request_body = MatchBody,
    responses(
        (status = 200, description = "Answers by key", body = MatchResponse,
         headers(("x-batch-size" = usize, description = "Number of queries"))),
        (status = 400, description = "A query cannot be understood", body = ErrorView),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 413, description = "The body is larger than 8 MiB"),
        (status = 422, description = "A parameter or a part of the body is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn run(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<(HeaderMap, Json<MatchResponse>), Problem> {
    let live = live(&context)?;
    if !live.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let body: Value = serde_json::from_slice(&body).map_err(|e| {
        Problem::invalid(&["body"], format!("JSON decode error: {e}"), "json_invalid")
    })?;
    let own = context.desk.profile();
    let screening = Screening::read(&own, &Parameters::read(query.as_deref()), dataset, &body)?;
    let examples = subject::examples(&body)?;
    context.count_queries("match", examples.len());
    let mut headers = HeaderMap::new();
    headers.insert("x-batch-size", examples.len().into());
    let answer = answer(&context, live, screening, examples).await?;
    Ok((headers, Json(answer)))
}

fn in_order<S: Serializer>(
    responses: &[(String, Matches)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(responses.iter().map(|(key, matches)| (key, matches)))
}

/// Every query is a piece of work for itself: who asks for one does not wait for a whole batch.
async fn answer(
    context: &Context,
    live: Arc<Live>,
    screening: Screening,
    examples: Vec<(String, Example)>,
) -> Result<MatchResponse, Problem> {
    let screening = Arc::new(screening);
    let mut responses = Vec::with_capacity(examples.len());
    for (key, example) in examples {
        let (live, screening) = (live.clone(), screening.clone());
        let piece = move || {
            let (results, total) = screening.run(&live, &example)?;
            let total = Total::of(total);
            Ok::<_, Problem>(Matches { status: 200, results, total, query: example.echo })
        };
        responses.push((key, context.node.work().run(piece).await??));
    }
    Ok(MatchResponse {
        responses,
        limit: screening.limit,
        snapshot: live.snapshot().to_owned(),
        matcher: MATCHER,
        profile: screening.profiles.first().map(Profile::id),
    })
}

impl Screening {
    fn read(
        own: &Profile,
        query: &Parameters,
        dataset: String,
        body: &Value,
    ) -> Result<Screening, Problem> {
        check_algorithm(query)?;
        let threshold = query.score("threshold", own.threshold)?;
        let cutoff = query.score("cutoff", 0.7)?.min(threshold);
        let exclude_ids = query.all("exclude_entity_ids");
        if exclude_ids.len() > EXCLUDED_MAX {
            let message = format!("List should have at most {EXCLUDED_MAX} items");
            return Err(Problem::invalid(&["query", "exclude_entity_ids"], message, "too_long"));
        }
        let mut scores = vec![threshold.max(LEAST_SCORE)];
        if cutoff.max(LEAST_SCORE) < scores[0] {
            scores.push(cutoff.max(LEAST_SCORE));
        }
        let profiles: Result<Vec<Profile>, Problem> =
            scores.into_iter().map(|score| profile(own, score, body)).collect();
        let topics = query.all("topics");
        let scope = Scope { topics, exclude_ids, ..scope(query, dataset)? };
        let limit = query.count("limit", 5, 500)?;
        Ok(Screening { limit, threshold, profiles: profiles?, scope })
    }

    /// At the usual threshold, with results down to the least score that is looked for.
    pub(crate) fn usual(
        own: &Profile,
        query: &Parameters,
        dataset: String,
    ) -> Result<Screening, Problem> {
        check_algorithm(query)?;
        let threshold = own.threshold;
        let profiles: Result<Vec<Profile>, Problem> = [threshold, LEAST_SCORE]
            .map(|score| profile(own, score, &Value::Null))
            .into_iter()
            .collect();
        Ok(Screening { limit: 5, threshold, profiles: profiles?, scope: scope(query, dataset)? })
    }

    /// The same for another number of results.
    pub(crate) fn with_limit(&self, limit: usize) -> Screening {
        let (profiles, scope) = (self.profiles.clone(), self.scope.clone());
        Screening { limit, threshold: self.threshold, profiles, scope }
    }

    /// The results for one subject, and how many reach the threshold.
    pub(crate) fn run(
        &self,
        live: &Live,
        example: &Example,
    ) -> Result<(Vec<ScoredView>, usize), Problem> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut total = 0;
        for (number, profile) in self.profiles.iter().enumerate() {
            if number > 0 && hits.len() >= self.limit {
                break;
            }
            // Zero would mean all of them.
            let found = live.best(profile, &example.subject, self.limit.max(1), &self.scope)?;
            if number == 0 {
                total = found.total;
            }
            for hit in found.hits {
                // The second profile goes deeper and finds again what the first has found.
                if hits.iter().all(|known| known.ordinal != hit.ordinal) {
                    hits.push(hit);
                }
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        hits.truncate(self.limit);
        let results: Vec<ScoredView> =
            hits.into_iter().map(|hit| scored(hit, self.threshold)).collect();
        // A threshold below the least score that is looked for counts what was found.
        Ok((results, total))
    }
}

pub(crate) fn check_algorithm(query: &Parameters) -> Result<(), Problem> {
    let algorithm = query.last("algorithm").unwrap_or("best");
    if ["best", ALGORITHM].iter().any(|own| own.eq_ignore_ascii_case(algorithm.trim())) {
        return Ok(());
    }
    Err(Problem::bad(format!("Invalid algorithm: {algorithm}")))
}

/// The profile in force with a request's threshold, weights and settings; what differs stands in its
/// version.
fn profile(own: &Profile, threshold: f32, body: &Value) -> Result<Profile, Problem> {
    let mut profile = own.clone();
    if threshold != own.threshold {
        profile.threshold = threshold;
        profile.version += &format!("+threshold={threshold}");
    }
    let (weights, config) = (settings(body, "weights")?, settings(body, "config")?);
    if weights.is_empty() && config.is_empty() {
        return Ok(profile);
    }
    let mut own = json!(profile);
    for (key, value) in weights {
        if !value.is_number() {
            let message = "Input should be a valid number";
            return Err(Problem::invalid(&["body", "weights", key], message, "float_type"));
        }
        let known = own["evidence"].get_mut(key);
        *known.ok_or_else(|| unknown(key))? = value.clone();
    }
    for (key, value) in config {
        if !["weak_alias_alone", "names_in_text"].contains(&key.as_str()) {
            return Err(unknown(key));
        }
        own[key] = value.clone();
    }
    own["version"] = format!("{}+changed", profile.version).into();
    Profile::read(&own.to_string()).map_err(|error| Problem::bad(error.to_string()))
}

fn settings<'b>(body: &'b Value, name: &str) -> Result<Vec<(&'b String, &'b Value)>, Problem> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(settings)) => Ok(settings.iter().collect()),
        Some(_) => {
            let message = "Input should be a valid dictionary";
            Err(Problem::invalid(&["body", name], message, "dict_type"))
        }
    }
}

fn unknown(key: &str) -> Problem {
    Problem::bad(format!("Invalid configuration parameter: {key} for algorithm {ALGORITHM}"))
}

fn scored(hit: Hit, threshold: f32) -> ScoredView {
    let mut explanations: BTreeMap<String, Feature> = BTreeMap::new();
    for row in &hit.explanation.rows {
        let name = json!(row.rule).as_str().unwrap_or("").replace('-', "_");
        let effect = thousandths(row.effect);
        match explanations.get_mut(&name) {
            Some(known) => {
                known.score = ((known.score + effect) * 1000.0).round() / 1000.0;
                known.detail = format!("{}; {}", known.detail, row.en);
            }
            None => {
                let (query, candidate) = (row.query.clone(), row.listed.clone());
                let feature = Feature { detail: row.en.clone(), score: effect, query, candidate };
                explanations.insert(name, feature);
            }
        }
    }
    ScoredView {
        entity: EntityView::from(&hit.record.entity),
        score: thousandths(hit.score),
        r#match: hit.score >= threshold,
        explanations,
        explanation: hit.explanation,
        band: hit.band,
    }
}

fn thousandths(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
