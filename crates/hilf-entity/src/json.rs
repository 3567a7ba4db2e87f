//! FollowTheMoney JSON: reading and writing entities.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use thiserror::Error;

use crate::{Entity, Schema, Value};

/// Why a JSON object is not an entity.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// The text is not JSON at all; carries the parser's message.
    #[error("not valid JSON: {0}")]
    Syntax(String),
    /// The JSON value is not an object.
    #[error("an entity must be a JSON object")]
    NotAnObject,
    /// A required key is missing or not a string.
    #[error("the entity has no text in `{0}`")]
    Missing(&'static str),
    /// The schema is not in the FollowTheMoney model.
    #[error("unknown schema `{0}`")]
    UnknownSchema(String),
}

impl Entity {
    /// Reads one entity from FollowTheMoney JSON text.
    ///
    /// # Errors
    /// When the text is no JSON object with `id`, `schema` and a known schema. Unknown properties
    /// are no error: they are kept as notes.
    pub fn from_json(text: &str) -> Result<Entity, JsonError> {
        let json = serde_json::from_str(text).map_err(|e| JsonError::Syntax(e.to_string()))?;
        Entity::from_json_value(&json)
    }

    /// Reads one entity from parsed FollowTheMoney JSON.
    ///
    /// # Errors
    /// As [`Entity::from_json`].
    pub fn from_json_value(json: &Json) -> Result<Entity, JsonError> {
        let object = json.as_object().ok_or(JsonError::NotAnObject)?;
        let text = |key: &'static str| object.get(key).and_then(Json::as_str);
        let id = text("id").filter(|s| !s.is_empty()).ok_or(JsonError::Missing("id"))?;
        let schema = text("schema").ok_or(JsonError::Missing("schema"))?;
        let schema =
            Schema::named(schema).ok_or_else(|| JsonError::UnknownSchema(schema.to_owned()))?;
        let mut entity = Entity::new(id, schema);
        if let Some(properties) = object.get("properties").and_then(Json::as_object) {
            for (name, values) in properties {
                read_property(&mut entity, name, values, object.get("qualifiers"));
            }
        }
        entity.datasets = strings(object.get("datasets"));
        entity.referents = strings(object.get("referents"));
        entity.first_seen = text("first_seen").map(str::to_owned);
        entity.last_seen = text("last_seen").map(str::to_owned);
        entity.last_change = text("last_change").map(str::to_owned);
        Ok(entity)
    }
}

fn read_property(entity: &mut Entity, name: &str, values: &Json, qualifiers: Option<&Json>) {
    let qualifiers = qualifiers.and_then(|q| q.get(name)).and_then(Json::as_array);
    let mut used = 0;
    for text in scalars(values) {
        let mut value = Value::new(&text);
        let rest = qualifiers.map(|q| &q[used.min(q.len())..]).unwrap_or(&[]);
        let found = rest.iter().position(|q| q.get("value").and_then(Json::as_str) == Some(&text));
        if let Some(offset) = found {
            let qualifier = &rest[offset];
            used += offset + 1;
            let part = |key: &str| qualifier.get(key).and_then(Json::as_str);
            value = part("lang").map_or(value.clone(), |l| value.with_lang(l));
            value = part("edtf").map_or(value.clone(), |e| value.with_edtf(e));
            value = part("original").map_or(value.clone(), |o| value.with_original(o));
        }
        entity.add(name, value);
    }
}

/// Strings, numbers and booleans of a JSON value; of a nested entity its id.
fn scalars(json: &Json) -> Vec<String> {
    match json {
        Json::Null => Vec::new(),
        Json::String(s) => vec![s.clone()],
        Json::Array(items) => items.iter().flat_map(scalars).collect(),
        Json::Object(nested) => {
            nested.get("id").and_then(Json::as_str).map(str::to_owned).into_iter().collect()
        }
        other => vec![other.to_string()],
    }
}

fn strings(json: Option<&Json>) -> Vec<String> {
    json.map(scalars).unwrap_or_default()
}

impl Serialize for Entity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let qualified = self.properties().any(|(_, values)| values.iter().any(Value::is_qualified));
        let mut out = serializer.serialize_struct("Entity", 11)?;
        out.serialize_field("id", self.id())?;
        out.serialize_field("caption", self.caption())?;
        out.serialize_field("schema", self.schema().name())?;
        out.serialize_field("properties", &Properties(self))?;
        out.serialize_field("datasets", &self.datasets)?;
        out.serialize_field("referents", &self.referents)?;
        out.serialize_field("target", &self.is_target())?;
        for (key, time) in [
            ("first_seen", &self.first_seen),
            ("last_seen", &self.last_seen),
            ("last_change", &self.last_change),
        ] {
            if let Some(time) = time {
                out.serialize_field(key, time)?;
            }
        }
        if qualified {
            out.serialize_field("qualifiers", &Qualifiers(self))?;
        }
        out.end()
    }
}

struct Properties<'a>(&'a Entity);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let texts =
            |values: &[Value]| values.iter().map(|v| v.text().to_owned()).collect::<Vec<_>>();
        serializer.collect_map(self.0.properties().map(|(name, values)| (name, texts(values))))
    }
}

struct Qualifiers<'a>(&'a Entity);

impl Serialize for Qualifiers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, values) in self.0.properties() {
            let qualified: Vec<QualifierJson<'_>> = values
                .iter()
                .filter(|v| v.is_qualified())
                .map(|v| QualifierJson {
                    value: v.text(),
                    lang: v.lang(),
                    edtf: v.edtf(),
                    original: v.original(),
                })
                .collect();
            if !qualified.is_empty() {
                map.serialize_entry(name, &qualified)?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct QualifierJson<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FuzzyDate;

    #[test]
    fn an_entity_survives_writing_and_reading() {
        let mut entity = Entity::new("un-X", Schema::named("Person").unwrap());
        entity.add("name", "A");
        entity.add("alias", Value::new("أ").with_lang("ara"));
        entity.add_date("birthDate", &FuzzyDate::from_edtf("1960/1965").unwrap(), "1960 to 1965");
        entity.add_date("birthDate", &FuzzyDate::from_edtf("1960~").unwrap(), "circa 1960");
        entity.add("topics", "sanction");
        entity.datasets = vec!["un".into()];
        entity.last_change = Some("2026-02-27T00:00:00".into());
        let text = serde_json::to_string(&entity).unwrap();
        assert_eq!(Entity::from_json(&text).unwrap(), entity, "{text}");
    }

    #[test]
    fn nested_entities_become_references_and_scalars_become_text() {
        let text = r#"{"id":"a","schema":"Ownership","properties":{"owner":[{"id":"b"}],"percentage":50}}"#;
        let entity = Entity::from_json(text).unwrap();
        assert_eq!(entity.references().collect::<Vec<_>>(), [("owner", "b")]);
        assert_eq!(entity.first("percentage"), Some("50"));
    }

    #[test]
    fn what_is_no_entity_is_refused_with_the_reason() {
        assert_eq!(Entity::from_json("[]"), Err(JsonError::NotAnObject));
        assert_eq!(Entity::from_json("{}"), Err(JsonError::Missing("id")));
        let unicorn = r#"{"id":"a","schema":"Unicorn"}"#;
        assert_eq!(Entity::from_json(unicorn), Err(JsonError::UnknownSchema("Unicorn".into())));
        assert!(matches!(Entity::from_json("{"), Err(JsonError::Syntax(_))));
    }
}
