//! A query by example: from JSON to the subject that is screened.

use hilf_entity::{Entity, FuzzyDate, PropertyType, Schema, country, gender};
use hilf_match::Subject;
use serde_json::{Value, json};

use crate::Problem;

/// A query, and how it is told back.
pub(crate) struct Example {
    pub(crate) subject: Subject,
    pub(crate) echo: Value,
}

pub(crate) fn read(key: &str, json: &Value) -> Result<Example, Problem> {
    let missing = |field: &str| {
        Problem::invalid(&["body", "queries", key, field], "Field required", "missing")
    };
    let name = json.get("schema").and_then(Value::as_str).ok_or_else(|| missing("schema"))?;
    let properties =
        json.get("properties").and_then(Value::as_object).ok_or_else(|| missing("properties"))?;
    let schema = Schema::named(name).ok_or_else(|| {
        Problem::bad(format!("Cannot parse example entity: No such schema: {name}"))
    })?;
    if !schema.is_matchable() && name != "Thing" {
        return Err(Problem::bad(format!("Schema cannot be matched: {name}")));
    }
    // The caller's id is only echoed: one that is also a listed id must change nothing.
    let mut entity = Entity::new("query", schema);
    for (property, values) in properties {
        let Some(definition) = schema.property(property) else { continue };
        for text in texts(values) {
            add(&mut entity, definition.name, definition.kind, text.trim());
        }
    }
    let told: serde_json::Map<String, Value> = entity
        .properties()
        .map(|(name, values)| {
            let texts: Vec<&str> = values.iter().map(hilf_entity::Value::text).collect();
            (name.to_owned(), json!(texts))
        })
        .collect();
    let echo = json!({ "id": json.get("id"), "schema": name, "properties": told });
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

fn texts(json: &Value) -> Vec<String> {
    match json {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
