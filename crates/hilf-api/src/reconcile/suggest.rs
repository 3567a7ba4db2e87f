//! Suggestions while somebody types.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use hilf_entity::{PropertyDef, PropertyType, Schema};
use hilf_node::Live;
use hilf_node::search::{Question, Scope, read_simple};
use utoipa::IntoParams;

use super::describe;
use super::model::{
    EntityHint, Flyout, PropertyHint, Proposal, ProposedProperty, Suggestions, TypeView,
};
use super::preview;
use crate::answer::live;
use crate::model::{ErrorView, InvalidView};
use crate::query::Parameters;
use crate::{Context, Problem};

/// Types and properties that are suggested at once.
const HINTS_MAX: usize = 20;

/// What was typed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct SuggestQuery {
    /// The beginning of what is looked for.
    prefix: Option<String>,
    /// Suggestions.
    #[param(minimum = 0, maximum = 500, default = 10)]
    limit: Option<usize>,
    /// Suggestions before the first.
    #[param(minimum = 0, maximum = 9499, default = 0)]
    cursor: Option<usize>,
}

fn known(context: &Context, dataset: &str) -> Result<std::sync::Arc<Live>, Problem> {
    let live = live(context)?;
    if live.has_dataset(dataset) { Ok(live) } else { Err(Problem::no_dataset()) }
}

/// Suggest entities
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/suggest/entity",
    tag = "Reconciliation",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset"), SuggestQuery),
    responses(
        (status = 200, description = "Entities with such names", body = Suggestions<EntityHint>),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn suggest_entity(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Suggestions<EntityHint>>, Problem> {
    let live = known(&context, &dataset)?;
    let query = Parameters::read(query.as_deref());
    let prefix = query.last("prefix").unwrap_or("").to_owned();
    let (limit, cursor) = (query.count("limit", 10, 500)?, query.count("cursor", 0, 9499)?);
    context.count("suggest");
    let piece = move || {
        let hints = entities(&live, &dataset, &prefix, cursor, limit)?;
        Ok::<_, Problem>(Json(Suggestions::new(&prefix, hints)))
    };
    context.node.work().run(piece).await?
}

fn entities(
    live: &Live,
    dataset: &str,
    prefix: &str,
    cursor: usize,
    limit: usize,
) -> Result<Vec<EntityHint>, Problem> {
    let Some(thing) = Schema::named("Thing").filter(|_| !prefix.trim().is_empty()) else {
        return Ok(Vec::new());
    };
    let question = Question::new(read_simple(prefix), thing, Scope::of(dataset));
    let found = live.search(&Question { goes_on: true, ..question })?;
    let mut hints = Vec::new();
    for ordinal in found.ordinals.into_iter().skip(cursor).take(limit) {
        let record = live.record(ordinal)?;
        let types = vec![TypeView::from(record.entity.schema())];
        hints.push(EntityHint {
            id: record.entity.id().to_owned(),
            name: record.entity.caption().to_owned(),
            description: record.entity.schema().label().to_owned(),
            notable: types.clone(),
            r#type: types,
        });
    }
    Ok(hints)
}

/// Suggest properties
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/suggest/property",
    tag = "Reconciliation",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset"), SuggestQuery),
    responses(
        (status = 200, description = "Properties with such names",
         body = Suggestions<PropertyHint>),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn suggest_property(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Suggestions<PropertyHint>>, Problem> {
    let live = known(&context, &dataset)?;
    let query = Parameters::read(query.as_deref());
    let (prefix, cursor, limit) = typed(&query)?;
    let schemata = describe::schemata(&live, &dataset);
    let hints = properties(&schemata)
        .into_iter()
        .filter(|(_, property)| begins(&prefix, &[property.name, property.label]))
        .map(|(schema, property)| PropertyHint {
            id: format!("{schema}:{}", property.name),
            name: property.label.to_owned(),
            description: None,
        });
    Ok(Json(Suggestions::new(&prefix, hints.skip(cursor).take(limit).collect())))
}

/// Suggest types
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/suggest/type",
    tag = "Reconciliation",
    params(("dataset" = String, Path, description = "`default`, a list, or a dataset"), SuggestQuery),
    responses(
        (status = 200, description = "Schemata with such names", body = Suggestions<TypeView>),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn suggest_type(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Suggestions<TypeView>>, Problem> {
    let live = known(&context, &dataset)?;
    let query = Parameters::read(query.as_deref());
    let (prefix, cursor, limit) = typed(&query)?;
    let hints = describe::schemata(&live, &dataset)
        .into_iter()
        .filter(|schema| begins(&prefix, &[schema.name(), schema.label(), schema.plural()]))
        .map(TypeView::from);
    Ok(Json(Suggestions::new(&prefix, hints.skip(cursor).take(limit).collect())))
}

/// A few lines about an entity
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/flyout/entity",
    tag = "Reconciliation",
    params(
        ("dataset" = String, Path, description = "`default`, a list, or a dataset"),
        ("id" = String, Query, description = "Id of the entity"),
    ),
    responses(
        (status = 200, description = "The lines as HTML", body = Flyout),
        (status = 404, description = "No such dataset, or no such entity", body = ErrorView),
        (status = 422, description = "The id is missing", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn flyout(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Flyout>, Problem> {
    let live = known(&context, &dataset)?;
    let id = preview::wanted(&Parameters::read(query.as_deref()))?;
    let piece = move || {
        let html = preview::lines(&preview::entity(&live, &id)?);
        Ok::<_, Problem>(Json(Flyout { id, html }))
    };
    context.node.work().run(piece).await?
}

/// Propose properties
///
/// The properties of a type that a table can be extended with.
#[utoipa::path(
    get,
    path = "/reconcile/{dataset}/extend/property",
    tag = "Reconciliation",
    params(
        ("dataset" = String, Path, description = "`default`, a list, or a dataset"),
        ("type" = Option<String>, Query, description = "FollowTheMoney schema, `Thing` by default"),
        ("limit" = Option<usize>, Query, minimum = 0, maximum = 500,
         description = "Properties; 0 for all"),
    ),
    responses(
        (status = 200, description = "The properties", body = Proposal),
        (status = 400, description = "No such type", body = ErrorView),
        (status = 404, description = "No such dataset", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live", body = ErrorView),
    ),
)]
pub(crate) async fn extend_property(
    State(context): State<Context>,
    Path(dataset): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Proposal>, Problem> {
    known(&context, &dataset)?;
    let query = Parameters::read(query.as_deref());
    let limit = query.count("limit", 0, 500)?;
    let name = query.last("type").filter(|name| !name.is_empty()).unwrap_or("Thing");
    let schema =
        Schema::named(name).ok_or_else(|| Problem::bad(format!("Invalid type: {name}")))?;
    let of_values = schema.properties().iter().filter(|p| p.kind != PropertyType::Entity);
    let mut properties: Vec<ProposedProperty> =
        of_values.map(|property| ProposedProperty::from(*property)).collect();
    properties.sort_by(|a, b| a.name.cmp(&b.name));
    properties.truncate(if limit == 0 { usize::MAX } else { limit });
    Ok(Json(Proposal { limit, r#type: schema.name().to_owned(), properties }))
}

fn typed(query: &Parameters) -> Result<(String, usize, usize), Problem> {
    let prefix = query.last("prefix").unwrap_or("").to_owned();
    Ok((prefix, query.count("cursor", 0, 9499)?, query.count("limit", HINTS_MAX, 500)?))
}

/// Whether a name or a word of it begins with what was typed.
fn begins(prefix: &str, names: &[&str]) -> bool {
    let prefix = prefix.trim().to_lowercase();
    names.iter().map(|name| name.to_lowercase()).any(|name| {
        name.starts_with(&prefix) || name.split_whitespace().any(|word| word.starts_with(&prefix))
    })
}

/// The properties of schemata that hold values, each once, with the schema that declares it.
fn properties(schemata: &[Schema]) -> Vec<(Schema, &'static PropertyDef)> {
    let mut found: Vec<(Schema, &'static PropertyDef)> = Vec::new();
    for property in schemata.iter().flat_map(|schema| schema.properties()) {
        let is_new = !found.iter().any(|(_, known)| std::ptr::eq(*known, *property));
        if is_new && property.kind != PropertyType::Entity {
            found.extend(declaring(property).map(|schema| (schema, *property)));
        }
    }
    found
}

fn declaring(property: &PropertyDef) -> Option<Schema> {
    let has = |schema: &Schema| {
        schema.property(property.name).is_some_and(|own| std::ptr::eq(own, property))
    };
    let all: Vec<Schema> = Schema::all().filter(has).collect();
    all.iter().copied().find(|schema| all.iter().all(|other| other.is_a(*schema)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_stands_under_the_schema_that_declares_it() {
        let schemata = [Schema::named("Person").unwrap(), Schema::named("Company").unwrap()];
        let all = properties(&schemata);
        let id = |name: &str| {
            let of: Vec<String> = all
                .iter()
                .filter(|(_, property)| property.name == name)
                .map(|(schema, _)| schema.to_string())
                .collect();
            of
        };
        assert_eq!(id("birthDate"), ["Person"]);
        assert_eq!(id("name"), ["Thing"]);
        assert!(id("ownershipOwner").is_empty());
    }

    #[test]
    fn what_is_typed_begins_a_word_of_a_label() {
        assert!(begins("birth", &["birthDate", "Birth date"]));
        assert!(begins("DATE", &["birthDate", "Birth date"]));
        assert!(!begins("irth", &["birthDate", "Birth date"]));
    }
}
