//! The Reconciliation API 0.2 (W3C Community Group report of 10 April 2023), with which OpenRefine
//! and others match the cells of a table. Suggestions are made as in yente.

mod describe;
mod extend;
mod model;
mod preview;
mod suggest;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use hilf_entity::Schema;
use serde_json::Value;

use crate::answer::live;
use crate::matching::{BATCH_MAX, ScoredView, Screening};
use crate::model::{ErrorView, InvalidView};
use crate::query::Parameters;
use crate::subject::{Example, example, texts};
use crate::{Context, Problem};

pub(crate) use preview::__path_preview;
pub(crate) use preview::preview;
pub(crate) use suggest::{__path_extend_property, __path_flyout, extend_property};
pub(crate) use suggest::{
    __path_suggest_entity, __path_suggest_property, __path_suggest_type, flyout, suggest_entity,
    suggest_property, suggest_type,
};

use model::{Answers, Batch, Candidate, Described, Feature, Reconciled, TypeView};

/// Results of one query where it does not say how many.
const USUAL_LIMIT: usize = 5;
/// Most results of one query.
const LIMIT_MAX: usize = 500;

/// One reconciliation query.
struct Query {
    key: String,
    example: Example,
    limit: usize,
}

/// Reconciliation manifest, or queries
///
/// Without `queries` what the service is; with them the answers. With `callback` the answer is
/// JSONP, which old versions of OpenRefine ask for.
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}",
    tag = "Reconciliation",
    params(
        ("dataset" = String, Path, description = "`default`, a list, or a dataset"),
        ("queries" = Option<String>, Query, description = "Queries as JSON"),
        ("extend" = Option<String>, Query, description = "A request for properties as JSON"),
        ("callback" = Option<String>, Query, description = "Name of a JSONP function",
         pattern = r"^[A-Za-z_$][A-Za-z0-9_$.]{0,99}$"),
    ),
    responses(
        (status = 200, description = "The manifest, or the answers",
         content((Described = "application/json"), (String = "application/javascript"))),
        (status = 400, description = "The queries cannot be understood", body = ErrorView),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn get(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let parameters = Parameters::read(query.as_deref());
    let callback = callback(&parameters)?;
    let live = live(&context)?;
    if !live.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let has = |name: &str| parameters.last(name).is_some_and(|text| !text.trim().is_empty());
    let answer = if has("queries") || has("extend") {
        answer(&context, dataset, &parameters, &parameters).await?
    } else {
        let place = describe::place(&context, &headers, &dataset);
        describe::manifest(&live, &dataset, &place, &parameters)
    };
    Ok(respond(&answer, callback.as_deref()))
}

/// Reconciliation queries
///
/// A form with `queries` or with `extend`.
#[utoipa::path(
    post,
    path = "/reconcile/{dataset}",
    tag = "Reconciliation",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset")),
    request_body(content = Batch, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The answers", body = Answers),
        (status = 400, description = "The queries cannot be understood", body = ErrorView),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 413, description = "The body is larger than 8 MiB"),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn post(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> Result<Response, Problem> {
    if !live(&context)?.has_dataset(&dataset) {
        return Err(Problem::no_dataset());
    }
    let text = std::str::from_utf8(&body).map_err(|_| Problem::bad("The form is not UTF-8."))?;
    let (form, parameters) = (Parameters::read(Some(text)), Parameters::read(query.as_deref()));
    let answer = answer(&context, dataset, &form, &parameters).await?;
    Ok(respond(&answer, None))
}

async fn answer(
    context: &Context,
    dataset: String,
    form: &Parameters,
    parameters: &Parameters,
) -> Result<Value, Problem> {
    let live = live(context)?;
    if let Some(text) = form.last("extend").filter(|text| !text.trim().is_empty()) {
        let wanted = extend::read(text)?;
        context.count("reconcile");
        return context.node.work().run(move || extend::answer(&live, &wanted)).await?;
    }
    let text = form.last("queries").filter(|text| !text.trim().is_empty());
    let text = text.ok_or_else(|| Problem::bad("The form holds neither queries nor extend."))?;
    let queries = read(text)?;
    let screening = Screening::usual(&context.desk.profile(), parameters, dataset)?;
    context.count_queries("reconcile", queries.len());
    let mut answers = serde_json::Map::new();
    for Query { key, example, limit } in queries {
        let (live, screening) = (live.clone(), screening.with_limit(limit));
        let piece = move || {
            let (results, total) = screening.run(&live, &example)?;
            let result = results.into_iter().map(|hit| candidate(hit, total == 1)).collect();
            serde_json::to_value(Reconciled { result }).map_err(|_| Problem::internal())
        };
        answers.insert(key, context.node.work().run(piece).await??);
    }
    Ok(Value::Object(answers))
}

/// Clients take `match` for certain and never show it again, so only the one result that reaches
/// the threshold may say it.
fn candidate(hit: ScoredView, is_only: bool) -> Candidate {
    let schema = Schema::named(&hit.entity.schema);
    let features = hit.features();
    Candidate {
        id: hit.entity.id,
        name: hit.entity.caption,
        description: schema.map(|schema| schema.label().to_owned()),
        r#type: schema.map(TypeView::from).into_iter().collect(),
        score: hit.score,
        r#match: hit.r#match && is_only,
        features: features.into_iter().map(|(id, value)| Feature { id, value }).collect(),
    }
}

fn read(text: &str) -> Result<Vec<Query>, Problem> {
    let json: Value = serde_json::from_str(text)
        .map_err(|error| Problem::bad(format!("The queries are no JSON: {error}")))?;
    let queries = json.as_object().ok_or_else(|| {
        Problem::bad("The queries must be a JSON object with a query under every key.")
    })?;
    if queries.len() > BATCH_MAX {
        let text = format!("Too many queries in one batch (limit: {BATCH_MAX})");
        return Err(Problem::bad(text));
    }
    queries.iter().map(|(key, query)| read_one(key, query)).collect()
}

fn read_one(key: &str, json: &Value) -> Result<Query, Problem> {
    // A bare text is allowed by the first versions of the API.
    let text = json.as_str().or_else(|| json.get("query")?.as_str());
    if !json.is_object() && !json.is_string() {
        return Err(Problem::bad(format!("The query `{key}` is no JSON object.")));
    }
    let schema = json.get("type").map(texts).unwrap_or_default().into_iter().next();
    let limit = match json.get("limit") {
        None | Some(Value::Null) => USUAL_LIMIT,
        Some(limit) => {
            let limit = limit.as_u64().and_then(|limit| usize::try_from(limit).ok());
            limit.filter(|limit| (1..=LIMIT_MAX).contains(limit)).ok_or_else(|| {
                Problem::bad(format!("The limit of `{key}` is no number from 1 to {LIMIT_MAX}."))
            })?
        }
    };
    let named = text.map(|text| ("name", vec![text.to_owned()]));
    let given = json.get("properties").and_then(Value::as_array).into_iter().flatten();
    let given = given.filter_map(|property| {
        let name = property.get("pid")?.as_str()?;
        Some((name.rsplit(':').next()?, values(property.get("v")?)))
    });
    let schema = schema.filter(|name| !name.is_empty()).unwrap_or_else(|| "Thing".to_owned());
    let example = example(None, &schema, named.into_iter().chain(given))?;
    Ok(Query { key: key.to_owned(), example, limit })
}

/// Texts of a property's values; a value that is itself reconciled stands as its id and name.
fn values(json: &Value) -> Vec<String> {
    match json {
        Value::Array(items) => items.iter().flat_map(values).collect(),
        Value::Object(item) => {
            let name = item.get("name").or_else(|| item.get("id"));
            name.map(texts).unwrap_or_default()
        }
        _ => texts(json),
    }
}

fn callback(parameters: &Parameters) -> Result<Option<String>, Problem> {
    let Some(name) = parameters.last("callback") else { return Ok(None) };
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    let sound = name.len() <= 100
        && name.starts_with(is_start)
        && name.chars().all(|c| is_start(c) || c.is_ascii_digit() || c == '.');
    if sound {
        return Ok(Some(name.to_owned()));
    }
    let message = "Input should be the name of a function";
    Err(Problem::invalid(&["query", "callback"], message, "string_pattern_mismatch"))
}

/// JSON, or a call of the function with it. The comment keeps a browser from taking the answer for
/// a file of another kind that begins with the name.
fn respond(answer: &Value, callback: Option<&str>) -> Response {
    let Some(callback) = callback else { return axum::Json(answer).into_response() };
    // JSON is JavaScript except for two line separators.
    let json = answer.to_string().replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let kind = [
        (header::CONTENT_TYPE, "application/javascript; charset=utf-8"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (kind, format!("/**/{callback}({json});")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_is_the_name_of_a_function_and_nothing_else() {
        let callback = |name: &str| {
            let query = format!("callback={name}");
            super::callback(&Parameters::read(Some(&query)))
        };
        assert!(matches!(callback("jQuery1_2.done"), Ok(Some(_))));
        assert!(callback("alert(1)//").is_err());
        assert!(callback("1a").is_err());
    }

    #[test]
    fn queries_are_read_as_clients_write_them() {
        let text = r#"{"q0":{"query":"A B","type":["Person"],"limit":3,"properties":[
            {"pid":"Person:birthDate","v":1970},{"pid":"nationality","v":[{"id":"iq"},"sy"]},
            {"pid":"Person:shoeSize","v":"44"}]},"q1":"Only a name"}"#;
        let queries = read(text).unwrap();
        let entity = queries[0].example.subject.entity();
        assert_eq!((entity.schema().name(), queries[0].limit), ("Person", 3));
        assert_eq!(entity.texts("nationality").collect::<Vec<_>>(), ["iq", "sy"]);
        assert_eq!(entity.first("birthDate"), Some("1970"));
        assert_eq!(queries[1].example.subject.names(), ["Only a name"]);
        for bad in ["[", "[]", r#"{"a":1}"#, r#"{"a":{"query":"x","limit":0}}"#] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
