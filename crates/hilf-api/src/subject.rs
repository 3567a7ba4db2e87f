//! A query by example: from JSON to the subject that is screened.

use std::collections::BTreeMap;

use hilf_entity::{Entity, FuzzyDate, PropertyType, Schema, country, gender};
use hilf_match::Subject;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Problem;
use crate::matching::BATCH_MAX;

/// A query, and how it is told back.
pub(crate) struct Example {
    pub(crate) subject: Subject,
    pub(crate) echo: EchoView,
}

/// A batch of subjects.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct MatchBody {
    /// Subjects under keys of the caller's choice, at most 100; `null` is passed over.
    #[schema(value_type = BTreeMap<String, ExampleBody>)]
    queries: BTreeMap<String, Option<ExampleBody>>,
    /// Weights of the profile that this batch changes; `/algorithms` names them.
    weights: Option<BTreeMap<String, f64>>,
    /// Settings of the profile that this batch changes; `/algorithms` names them.
    config: Option<BTreeMap<String, bool>>,
}

/// A subject described by example.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what is read by name")]
struct ExampleBody {
    /// The caller's own id, told back and nothing else.
    id: Option<String>,
    /// FollowTheMoney schema that can be matched, or `Thing`.
    #[schema(example = "Person")]
    schema: String,
    /// Values by FollowTheMoney property; unknown properties are passed over.
    #[schema(example = json!({"name": ["Ayman al-Zawahiri"], "birthDate": "1951-06-19"}))]
    properties: BTreeMap<String, Values>,
}

/// One value or several.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what is read by name")]
enum Values {
    Text(String),
    Number(f64),
    Truth(bool),
    #[schema(value_type = Vec<Option<One>>)]
    Several(Vec<Option<One>>),
}

/// One value.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what is read by name")]
enum One {
    Text(String),
    Number(f64),
    Truth(bool),
}

/// A query as it was understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EchoView {
    id: Option<String>,
    schema: String,
    properties: BTreeMap<String, Vec<String>>,
}

/// The subjects of a batch.
pub(crate) fn examples(body: &Value) -> Result<Vec<(String, Example)>, Problem> {
    let queries = body
        .get("queries")
        .and_then(Value::as_object)
        .ok_or_else(|| Problem::invalid(&["body", "queries"], "Field required", "missing"))?;
    if queries.len() > BATCH_MAX {
        let text = format!("Too many queries in one batch (limit: {BATCH_MAX})");
        return Err(Problem::bad(text));
    }
    let given = queries.iter().filter(|(_, query)| !query.is_null());
    let examples: Vec<(String, Example)> = given
        .map(|(key, query)| Ok((key.clone(), read(key, query)?)))
        .collect::<Result<_, Problem>>()?;
    if examples.is_empty() { Err(Problem::bad("No queries provided.")) } else { Ok(examples) }
}

fn read(key: &str, json: &Value) -> Result<Example, Problem> {
    let missing = |field: &str| {
        Problem::invalid(&["body", "queries", key, field], "Field required", "missing")
    };
    let name = json.get("schema").and_then(Value::as_str).ok_or_else(|| missing("schema"))?;
    let properties =
        json.get("properties").and_then(Value::as_object).ok_or_else(|| missing("properties"))?;
    let id = match json.get("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(id.clone()),
        Some(_) => {
            let message = "Input should be a valid string";
            let place = ["body", "queries", key, "id"];
            return Err(Problem::invalid(&place, message, "string_type"));
        }
    };
    let mut given = Vec::with_capacity(properties.len());
    for (name, values) in properties {
        given.push((name.as_str(), plain(&["body", "queries", key, "properties", name], values)?));
    }
    example(id, name, given.into_iter())
}

/// The values of a property; what is neither text nor number nor a list of them cannot be compared.
fn plain(place: &[&str], json: &Value) -> Result<Vec<String>, Problem> {
    let is_plain = |json: &Value| !json.is_object() && !json.is_array();
    let all_plain = match json {
        Value::Null => false,
        Value::Array(list) => list.iter().all(is_plain),
        _ => is_plain(json),
    };
    if all_plain {
        return Ok(texts(json));
    }
    let message = "Input should be a string, a number, or a list of them";
    Err(Problem::invalid(place, message, "string_type"))
}

/// A subject of a schema with values by property.
pub(crate) fn example<'p>(
    id: Option<String>,
    name: &str,
    properties: impl Iterator<Item = (&'p str, Vec<String>)>,
) -> Result<Example, Problem> {
    let schema = Schema::named(name).ok_or_else(|| {
        Problem::bad(format!("Cannot parse example entity: No such schema: {name}"))
    })?;
    if !schema.is_matchable() && name != "Thing" {
        return Err(Problem::bad(format!("Schema cannot be matched: {name}")));
    }
    // The caller's id is only echoed: one that is also a listed id must change nothing.
    let mut entity = Entity::new("query", schema);
    for (property, texts) in properties {
        let Some(definition) = schema.property(property) else { continue };
        for text in texts {
            add(&mut entity, definition.name, definition.kind, text.trim());
        }
    }
    let properties = entity
        .properties()
        .map(|(name, values)| {
            let texts = values.iter().map(|value| value.text().to_owned()).collect();
            (name.to_owned(), texts)
        })
        .collect();
    let echo = EchoView { id, schema: name.to_owned(), properties };
    let subject = if name == "Thing" { Subject::open(entity) } else { Subject::of(entity) };
    Ok(Example { subject, echo })
}

fn add(entity: &mut Entity, property: &'static str, kind: PropertyType, text: &str) {
    match kind {
        _ if text.is_empty() => {}
        PropertyType::Country => entity.add(property, country::code(text).unwrap_or(text)),
        PropertyType::Gender => entity.add(property, gender::normalise(text).unwrap_or(text)),
        PropertyType::Date => match FuzzyDate::parse(text) {
            Ok(date) => entity.add_date(property, &date, text),
            Err(_) => entity.add(property, text),
        },
        _ => entity.add(property, text),
    }
}

/// Texts and numbers of a value, however deep they stand.
pub(crate) fn texts(json: &Value) -> Vec<String> {
    match json {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![truth.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
