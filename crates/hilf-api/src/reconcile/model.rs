//! Shapes of the Reconciliation API 0.2.

use std::collections::BTreeMap;

use hilf_entity::{PropertyDef, Schema};
use serde::Serialize;
use utoipa::ToSchema;

/// A schema as a type of the API.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TypeView {
    #[schema(example = "Person")]
    id: String,
    #[schema(example = "People")]
    name: String,
    description: String,
}

impl From<Schema> for TypeView {
    fn from(schema: Schema) -> TypeView {
        TypeView {
            id: schema.name().to_owned(),
            name: schema.plural().to_owned(),
            description: schema.label().to_owned(),
        }
    }
}

/// What the service is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Manifest {
    pub(super) versions: [&'static str; 1],
    pub(super) name: String,
    pub(super) identifier_space: String,
    pub(super) schema_space: String,
    pub(super) documentation: String,
    pub(super) batch_size: usize,
    pub(super) view: View,
    pub(super) preview: PreviewPlace,
    pub(super) suggest: Suggest,
    pub(super) extend: Extend,
    pub(super) default_types: Vec<TypeView>,
}

/// Where a person looks at an entity.
#[derive(Serialize, ToSchema)]
pub(crate) struct View {
    pub(super) url: String,
}

/// Where a small page about an entity is.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewPlace {
    pub(super) url: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Where suggestions come from.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggest {
    pub(super) entity: Service,
    pub(super) r#type: Service,
    pub(super) property: Service,
}

/// A place of the service.
#[derive(Serialize, ToSchema)]
pub(crate) struct Service {
    pub(super) service_url: String,
    pub(super) service_path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) flyout_service_path: Option<String>,
}

/// How tables are extended with properties.
#[derive(Serialize, ToSchema)]
pub(crate) struct Extend {
    pub(super) propose_properties: Service,
    pub(super) propose_settings: Vec<Setting>,
}

/// A setting of a property that a table is extended with.
#[derive(Serialize, ToSchema)]
pub(crate) struct Setting {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) r#type: &'static str,
    pub(super) default: serde_json::Value,
    pub(super) help_text: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// A choice of a setting.
#[derive(Serialize, ToSchema)]
pub(crate) struct Choice {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

/// A form of queries.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct Batch {
    /// `{"q0": {"query": "name", "type": "Person", "limit": 5, "properties": [{"pid": …, "v": …}]}}`
    queries: Option<String>,
    /// `{"ids": […], "properties": [{"id": "birthDate", "settings": {"limit": 0}}]}`
    extend: Option<String>,
}

/// The answer to one query.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reconciled {
    pub(super) result: Vec<Candidate>,
}

/// What a form is answered with.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what is written by key")]
pub(crate) enum Answers {
    /// To `queries`, by key.
    Reconciled(BTreeMap<String, Reconciled>),
    /// To `extend`.
    Extended(Extended),
}

/// What the address of the service is answered with.
#[derive(ToSchema)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant, reason = "it describes what is written by key")]
pub(crate) enum Described {
    /// Without queries.
    Manifest(Manifest),
    /// To `queries`, by key.
    Reconciled(BTreeMap<String, Reconciled>),
    /// To `extend`.
    Extended(Extended),
}

/// Properties of entities.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what is written by key")]
pub(crate) struct Extended {
    meta: Vec<ProposedProperty>,
    /// By entity, by property.
    rows: BTreeMap<String, BTreeMap<String, Vec<Cell>>>,
}

/// A value of a property.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what is written by key")]
pub(crate) struct Cell {
    str: String,
}

/// An entity that the text may mean.
#[derive(Serialize, ToSchema)]
pub(crate) struct Candidate {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) r#type: Vec<TypeView>,
    /// 0 to 1.
    pub(super) score: f64,
    /// Whether it is the only one that reaches the threshold.
    pub(super) r#match: bool,
    /// What the score is made of.
    pub(super) features: Vec<Feature>,
}

/// What one feature contributed to a score.
#[derive(Serialize, ToSchema)]
pub(crate) struct Feature {
    pub(super) id: String,
    pub(super) value: f64,
}

/// Suggestions.
#[derive(Serialize, ToSchema)]
pub(crate) struct Suggestions<T: ToSchema> {
    #[schema(example = "/api/status/ok")]
    code: &'static str,
    #[schema(example = "200 OK")]
    status: &'static str,
    prefix: String,
    result: Vec<T>,
}

impl<T: ToSchema> Suggestions<T> {
    pub(super) fn new(prefix: &str, result: Vec<T>) -> Suggestions<T> {
        let prefix = prefix.to_owned();
        Suggestions { code: "/api/status/ok", status: "200 OK", prefix, result }
    }
}

/// An entity that is suggested.
#[derive(Serialize, ToSchema)]
pub(crate) struct EntityHint {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: String,
    pub(super) r#type: Vec<TypeView>,
    /// `type` once more, under the name that the specification has for it here.
    pub(super) notable: Vec<TypeView>,
}

/// A property that is suggested.
#[derive(Serialize, ToSchema)]
pub(crate) struct PropertyHint {
    #[schema(example = "Person:birthDate")]
    pub(super) id: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
}

/// Properties that a table can be extended with.
#[derive(Serialize, ToSchema)]
pub(crate) struct Proposal {
    pub(super) limit: usize,
    pub(super) r#type: String,
    pub(super) properties: Vec<ProposedProperty>,
}

/// One of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposedProperty {
    pub(super) id: String,
    pub(super) name: String,
}

impl From<&PropertyDef> for ProposedProperty {
    fn from(property: &PropertyDef) -> ProposedProperty {
        ProposedProperty { id: property.name.to_owned(), name: property.label.to_owned() }
    }
}

/// A few lines of HTML about an entity.
#[derive(Serialize, ToSchema)]
pub(crate) struct Flyout {
    pub(super) id: String,
    pub(super) html: String,
}
