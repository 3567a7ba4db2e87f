//! `POST /match/{dataset}`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use hilf_entity::{Entity, Schema};
use hilf_match::{Hit, MATCHER, Profile};
use hilf_node::Live;
use serde_json::{Map, Value, json};

use crate::answer::live;
use crate::entities::plain;
use crate::query::Parameters;
use crate::subject::{self, Example};
use crate::{Context, Problem};

/// Our algorithm's name.
pub(crate) const ALGORITHM: &str = "hilf-1";
/// Queries of one batch.
const BATCH_MAX: usize = 100;
/// Scores below are not looked for: the search would hold every name against every other.
const LEAST_SCORE: f32 = 0.5;

struct Request {
    limit: usize,
    threshold: f32,
    /// The profile at the threshold, then one at the lower cutoff if there is one.
    profiles: Vec<Profile>,
    filter: Filter,
}

struct Filter {
    dataset: String,
    include: Vec<String>,
    exclude: Vec<String>,
    schemata: Vec<String>,
    topics: Vec<String>,
    since: Option<String>,
    ids: Vec<String>,
}

pub(crate) async fn run(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<(HeaderMap, Json<Value>), Problem> {
    let live = live(&context)?;
    if !live.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let body: Value = serde_json::from_slice(&body).map_err(|e| {
        Problem::invalid(&["body"], format!("JSON decode error: {e}"), "json_invalid")
    })?;
    let request = Request::read(&Parameters::read(query.as_deref()), dataset, &body)?;
    let examples = examples(&body)?;
    context.count(examples.len());
    let mut headers = HeaderMap::new();
    headers.insert("x-batch-size", examples.len().into());
    let answer = context.node.work().run(move || answer(&live, &request, &examples)).await??;
    Ok((headers, Json(answer)))
}

fn examples(body: &Value) -> Result<Vec<(String, Example)>, Problem> {
    let queries = body
        .get("queries")
        .and_then(Value::as_object)
        .ok_or_else(|| Problem::invalid(&["body", "queries"], "Field required", "missing"))?;
    if queries.len() > BATCH_MAX {
        let text = format!("Too many queries in one batch (limit: {BATCH_MAX})");
        return Err(Problem::bad(text));
    }
    if queries.is_empty() {
        return Err(Problem::bad("No queries provided."));
    }
    let given = queries.iter().filter(|(_, query)| !query.is_null());
    given.map(|(key, query)| Ok((key.clone(), subject::read(key, query)?))).collect()
}

impl Request {
    fn read(query: &Parameters, dataset: String, body: &Value) -> Result<Request, Problem> {
        let algorithm = query.last("algorithm").unwrap_or("best");
        if !["best", ALGORITHM].iter().any(|own| own.eq_ignore_ascii_case(algorithm)) {
            return Err(Problem::bad(format!("Invalid algorithm: {algorithm}")));
        }
        let threshold = query.score("threshold", 0.7)?;
        let cutoff = query.score("cutoff", 0.7)?.min(threshold);
        let ids = query.all("exclude_entity_ids");
        if ids.len() > 50 {
            let message = "List should have at most 50 items";
            return Err(Problem::invalid(&["query", "exclude_entity_ids"], message, "too_long"));
        }
        let mut scores = vec![threshold.max(LEAST_SCORE)];
        if cutoff.max(LEAST_SCORE) < scores[0] {
            scores.push(cutoff.max(LEAST_SCORE));
        }
        let profiles: Result<Vec<Profile>, Problem> =
            scores.into_iter().map(|score| profile(score, body)).collect();
        Ok(Request {
            limit: query.count("limit", 5, 500)?,
            threshold,
            profiles: profiles?,
            filter: Filter {
                dataset,
                include: query.all("include_dataset"),
                exclude: query.all("exclude_dataset"),
                schemata: query.all("exclude_schema"),
                topics: query.all("topics"),
                since: query.time("changed_since")?,
                ids,
            },
        })
    }
}

/// The built-in profile with a request's threshold, weights and settings.
fn profile(threshold: f32, body: &Value) -> Result<Profile, Problem> {
    let mut profile = Profile::kyc();
    profile.threshold = threshold;
    profile.version += &format!("+threshold={threshold}");
    let mut own = json!(profile);
    let mut changed = false;
    for (key, value) in body.get("weights").and_then(Value::as_object).into_iter().flatten() {
        let known = own["evidence"].get_mut(key);
        *known.ok_or_else(|| unknown(key))? = value.clone();
        changed = true;
    }
    for (key, value) in body.get("config").and_then(Value::as_object).into_iter().flatten() {
        if !["weak_alias_alone", "names_in_text"].contains(&key.as_str()) {
            return Err(unknown(key));
        }
        own[key] = value.clone();
        changed = true;
    }
    if changed {
        own["version"] = format!("{}+changed", profile.version).into();
    }
    Profile::read(&own.to_string()).map_err(|error| Problem::bad(error.to_string()))
}

fn unknown(key: &str) -> Problem {
    Problem::bad(format!("Invalid configuration parameter: {key} for algorithm {ALGORITHM}"))
}

impl Filter {
    fn lets(&self, live: &Live, hit: &Hit) -> bool {
        let entity: &Entity = &hit.record.entity;
        let is_in = |dataset: &String| live.is_in(hit.ordinal, entity, dataset);
        let is = |name: &String| Schema::named(name).is_some_and(|s| entity.schema().is_a(s));
        let is_id = |id: &String| entity.id() == id || entity.referents.contains(id);
        is_in(&self.dataset)
            && (self.include.is_empty() || self.include.iter().any(is_in))
            && !self.exclude.iter().any(is_in)
            && !self.schemata.iter().any(is)
            && (self.topics.is_empty()
                || entity.texts("topics").any(|own| self.topics.iter().any(|t| t == own)))
            && self.since.as_ref().is_none_or(|since| {
                entity.last_change.as_ref().is_some_and(|change| seconds(change) > *since)
            })
            && !self.ids.iter().any(is_id)
    }
}

/// A time as clients parse it: to the second, without a zone.
pub(crate) fn seconds(time: &str) -> String {
    let own = time.get(..19).unwrap_or(time);
    if own.len() == 10 { format!("{own}T00:00:00") } else { own.to_owned() }
}

fn answer(
    live: &Arc<Live>,
    request: &Request,
    examples: &[(String, Example)],
) -> Result<Value, Problem> {
    let mut responses = Map::new();
    for (key, example) in examples {
        let mut hits: Vec<Hit> = Vec::new();
        for profile in &request.profiles {
            for mut hit in live.screen(profile, &example.subject)? {
                // The second profile goes deeper and finds again what the first has found.
                if hits.iter().all(|known| known.ordinal != hit.ordinal) {
                    hit.is_match = hit.score >= request.threshold;
                    hits.push(hit);
                }
            }
        }
        hits.retain(|hit| request.filter.lets(live, hit));
        hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        let total = hits.iter().filter(|hit| hit.is_match).count();
        let results: Vec<Value> = hits.iter().take(request.limit).map(result).collect();
        let response = json!({
            "status": 200,
            "results": results,
            "total": { "value": total, "relation": "eq" },
            "query": example.echo,
        });
        responses.insert(key.clone(), response);
    }
    Ok(json!({
        "responses": responses,
        "limit": request.limit,
        "snapshot": live.snapshot(),
        "matcher": MATCHER,
        "profile": request.profiles.first().map(Profile::id),
    }))
}

fn result(hit: &Hit) -> Value {
    let mut json = plain(&hit.record.entity);
    let mut features: Map<String, Value> = Map::new();
    for row in &hit.explanation.rows {
        let name = json!(row.rule).as_str().unwrap_or("").replace('-', "_");
        let effect = thousandths(row.effect);
        match features.get_mut(&name) {
            Some(known) => {
                let sum = known["score"].as_f64().unwrap_or(0.0) + effect;
                known["score"] = json!((sum * 1000.0).round() / 1000.0);
                known["detail"] = format!("{}; {}", text(&known["detail"]), row.en).into();
            }
            None => {
                let feature = json!({ "detail": row.en, "score": effect,
                    "query": row.query, "candidate": row.listed });
                features.insert(name, feature);
            }
        }
    }
    json["score"] = thousandths(hit.score).into();
    json["match"] = hit.is_match.into();
    json["explanations"] = features.into();
    json["explanation"] = json!(hit.explanation);
    json["band"] = json!(hit.band);
    json
}

fn text(json: &Value) -> &str {
    json.as_str().unwrap_or("")
}

fn thousandths(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
