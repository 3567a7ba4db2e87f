//! The shapes of the contract: what answers are made of, and what their description is made from.

use std::collections::BTreeMap;

use hilf_entity::{Entity, Value};
use hilf_node::search::seconds;
use serde::Serialize;
use utoipa::ToSchema;

/// A FollowTheMoney entity.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct EntityView {
    /// Unique within the node.
    #[schema(example = "un-QDi.006")]
    pub(crate) id: String,
    /// What to call it.
    pub(crate) caption: String,
    /// FollowTheMoney schema.
    #[schema(example = "Person")]
    pub(crate) schema: String,
    /// Values by property; an entity-typed property holds ids, or entities where they are nested.
    pub(crate) properties: BTreeMap<String, Vec<PropertyValue>>,
    /// Datasets it is published under.
    pub(crate) datasets: Vec<String>,
    /// Other ids of the same thing.
    pub(crate) referents: Vec<String>,
    /// Whether it bears a risk topic.
    pub(crate) target: bool,
    /// ISO seconds without zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_seen: Option<String>,
    /// ISO seconds without zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_seen: Option<String>,
    /// ISO seconds without zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_change: Option<String>,
    /// Addition of Hilf: precision, language and the source's own wording of values.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) qualifiers: BTreeMap<String, Vec<Qualifier>>,
}

/// A value of a property.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum PropertyValue {
    /// A text, a date, a code, or the id of an entity.
    Text(String),
    /// An entity in place of its id.
    #[schema(no_recursion)]
    Nested(Box<EntityView>),
}

/// What a source says of a value beside the value.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Qualifier {
    value: String,
    /// ISO 639-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    /// Extended Date/Time Format (ISO 8601-2).
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    /// As the source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    original: Option<String>,
}

impl From<&Value> for Qualifier {
    fn from(value: &Value) -> Qualifier {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Qualifier {
            value: value.text().to_owned(),
            lang: owned(value.lang()),
            edtf: owned(value.edtf()),
            original: owned(value.original()),
        }
    }
}

impl From<&Entity> for EntityView {
    fn from(entity: &Entity) -> EntityView {
        let mut properties = BTreeMap::new();
        let mut qualifiers = BTreeMap::new();
        for (name, values) in entity.properties() {
            let texts = values.iter().map(|v| PropertyValue::Text(v.text().to_owned())).collect();
            properties.insert(name.to_owned(), texts);
            let qualified: Vec<Qualifier> =
                values.iter().filter(|v| v.is_qualified()).map(Qualifier::from).collect();
            if !qualified.is_empty() {
                qualifiers.insert(name.to_owned(), qualified);
            }
        }
        let time = |time: &Option<String>| time.as_deref().map(seconds);
        EntityView {
            id: entity.id().to_owned(),
            caption: entity.caption().to_owned(),
            schema: entity.schema().name().to_owned(),
            properties,
            datasets: entity.datasets.clone(),
            referents: entity.referents.clone(),
            target: entity.is_target(),
            first_seen: time(&entity.first_seen),
            last_seen: time(&entity.last_seen),
            last_change: time(&entity.last_change),
            qualifiers,
        }
    }
}

/// How many there are.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub(crate) struct Total {
    pub(crate) value: usize,
    /// Always `eq`: nothing is estimated.
    pub(crate) relation: &'static str,
}

impl Total {
    pub(crate) fn of(value: usize) -> Total {
        Total { value, relation: "eq" }
    }
}

/// Why there is no answer.
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "it describes what is written by hand")]
pub(crate) struct ErrorView {
    /// One sentence.
    detail: String,
}

/// What is wrong with which parameters.
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "it describes what is written by hand")]
pub(crate) struct InvalidView {
    detail: Vec<InvalidPlace>,
}

/// What is wrong with a parameter.
#[derive(Debug, Serialize, ToSchema)]
#[allow(dead_code, reason = "it describes what is written by hand")]
pub(crate) struct InvalidPlace {
    /// The way to it: `["query", "limit"]`.
    loc: Vec<String>,
    msg: String,
    r#type: String,
}

/// The node is well.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Status {
    #[schema(example = "ok")]
    pub(crate) status: &'static str,
}

impl Status {
    pub(crate) const OK: Status = Status { status: "ok" };
}
