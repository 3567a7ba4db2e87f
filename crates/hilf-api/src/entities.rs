//! `GET /entities/{id}` and what is next to an entity.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_entity::Entity;
use hilf_list::ListError;
use hilf_node::Live;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::answer::live;
use crate::model::{EntityView, ErrorView, InvalidView, PropertyValue, Total};
use crate::query::Parameters;
use crate::{Context, Problem};

/// Edges from the entity asked for to those nested deepest.
const DEPTH_MAX: usize = 2;

/// A page of adjacent entities.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "it describes what is read by name")]
pub(crate) struct PageQuery {
    /// Entities of one property.
    #[param(minimum = 0, maximum = 500, default = 10)]
    limit: Option<usize>,
    /// Entities before the page.
    #[param(minimum = 0, maximum = 9499, default = 0)]
    offset: Option<usize>,
    /// `field`, `field:asc` or `field:desc`; fields: `id`, `caption`, `schema`, `first_seen`,
    /// `last_seen`, `last_change`, `properties.` with a property.
    sort: Option<Vec<String>>,
}

/// A page of entities.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdjacentPage {
    limit: usize,
    offset: usize,
    total: Total,
    results: Vec<EntityView>,
}

/// An entity and those next to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Adjacent {
    entity: EntityView,
    /// By property: its own that hold entities, and the reverse ones of those that refer to it.
    adjacent: BTreeMap<String, AdjacentPage>,
}

/// An entity by its id
///
/// With those next to it in place of their ids, two edges deep.
#[utoipa::path(
    get,
    path = "/entities/{id}",
    tag = "Data access",
    params(
        ("id" = String, Path, description = "Id of the entity"),
        ("nested" = Option<bool>, Query, description = "Whether adjacent entities are included"),
    ),
    responses(
        (status = 200, description = "The entity", body = EntityView),
        (status = 308, description = "It is merged into another one"),
        (status = 404, description = "No such entity", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let live = live(&context)?;
    if let Some(moved) = moved(&live, &id, "", query.as_deref()) {
        return Ok(moved);
    }
    let query = Parameters::read(query.as_deref());
    let nested = query.last("nested").is_none() || query.flag("nested")?;
    context.count("entities");
    let piece = move || {
        let entity = live.entity(&id)?.ok_or_else(Problem::no_entity)?;
        Ok::<_, Problem>(Json(if nested {
            nest(&live, &entity, &mut Vec::new())?
        } else {
            EntityView::from(&entity)
        }))
    };
    Ok(context.node.work().run(piece).await??.into_response())
}

/// Where a merged entity is now; `rest` follows its id.
fn moved(live: &Live, id: &str, rest: &str, query: Option<&str>) -> Option<Response> {
    let now = live.merged_into(id)?;
    let place = format!("/entities/{}{rest}", segment(now));
    let place = query.map_or(place.clone(), |query| format!("{place}?{query}"));
    Some((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response())
}

/// A text as one segment of a path.
fn segment(text: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    escaped.replace('+', "%20")
}

/// An entity with those next to it in place of their ids; `path` are the ids on the way to it.
fn nest(live: &Live, entity: &Entity, path: &mut Vec<String>) -> Result<EntityView, ListError> {
    let mut view = EntityView::from(entity);
    if path.len() == DEPTH_MAX {
        return Ok(view);
    }
    let is_root = path.is_empty();
    path.push(entity.id().to_owned());
    for (property, ids) in live.adjacent(entity) {
        let is_own = !entity.get(property).is_empty();
        // Backwards only from the entity asked for: a country's address is everybody's.
        if !is_own && !is_root {
            continue;
        }
        let mut nested = Vec::new();
        for id in &ids {
            if path.contains(id) {
                continue;
            }
            if let Some(next) = live.entity(id)? {
                let next = nest(live, &next, path)?;
                nested.push(PropertyValue::Nested(Box::new(next)));
            }
        }
        if !nested.is_empty() {
            view.properties.insert(property.to_owned(), nested);
        }
    }
    path.pop();
    Ok(view)
}

/// Entities next to an entity
///
/// By property, each with a page of its own.
#[utoipa::path(
    get,
    path = "/entities/{id}/adjacent",
    tag = "Data access",
    params(("id" = String, Path, description = "Id of the entity"), PageQuery),
    responses(
        (status = 200, description = "The entity and those next to it", body = Adjacent),
        (status = 308, description = "It is merged into another one"),
        (status = 400, description = "A field to sort by is none", body = ErrorView),
        (status = 404, description = "No such entity", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn adjacent(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (live, page) = (live(&context)?, Page::read(query.as_deref())?);
    if let Some(moved) = moved(&live, &id, "/adjacent", query.as_deref()) {
        return Ok(moved);
    }
    context.count("adjacent");
    let piece = move || {
        let entity = live.entity(&id)?.ok_or_else(Problem::no_entity)?;
        let mut next = BTreeMap::new();
        for (property, ids) in live.adjacent(&entity) {
            next.insert(property.to_owned(), page.of(&live, &ids)?);
        }
        Ok::<_, Problem>(Json(Adjacent { entity: EntityView::from(&entity), adjacent: next }))
    };
    Ok(context.node.work().run(piece).await??.into_response())
}

/// Entities next to an entity by one property
#[utoipa::path(
    get,
    path = "/entities/{id}/adjacent/{property}",
    tag = "Data access",
    params(
        ("id" = String, Path, description = "Id of the entity"),
        ("property" = String, Path, description = "Its property, or a reverse one"),
        PageQuery,
    ),
    responses(
        (status = 200, description = "Those next to it", body = AdjacentPage),
        (status = 308, description = "It is merged into another one"),
        (status = 400, description = "A field to sort by is none", body = ErrorView),
        (status = 404, description = "No such entity, or no such property", body = ErrorView),
        (status = 422, description = "A parameter is none", body = InvalidView),
        (status = 503, description = "No lists are live, or the node is busy", body = ErrorView),
    ),
)]
pub(crate) async fn adjacent_by(
    State(context): State<Context>,
    Path((id, property)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (live, page) = (live(&context)?, Page::read(query.as_deref())?);
    let rest = format!("/adjacent/{}", segment(&property));
    if let Some(moved) = moved(&live, &id, &rest, query.as_deref()) {
        return Ok(moved);
    }
    context.count("adjacent");
    let piece = move || {
        let entity = live.entity(&id)?.ok_or_else(Problem::no_entity)?;
        if !Live::leads_on(&entity, &property) {
            return Err(Problem::new(StatusCode::NOT_FOUND, "No such property!"));
        }
        let ids = live.adjacent(&entity).remove(property.as_str()).unwrap_or_default();
        Ok(Json(page.of(&live, &ids)?))
    };
    Ok(context.node.work().run(piece).await??.into_response())
}

struct Page {
    limit: usize,
    offset: usize,
    order: Vec<(Field, bool)>,
}

/// What entities are ordered by.
enum Field {
    Id,
    Caption,
    Schema,
    FirstSeen,
    LastSeen,
    LastChange,
    Property(String),
}

impl Field {
    fn read(name: &str) -> Option<Field> {
        Some(match name {
            "id" | "entity_id" => Field::Id,
            "caption" => Field::Caption,
            "schema" => Field::Schema,
            "first_seen" => Field::FirstSeen,
            "last_seen" => Field::LastSeen,
            "last_change" => Field::LastChange,
            _ => Field::Property(name.strip_prefix("properties.")?.to_owned()),
        })
    }

    fn of<'e>(&self, entity: &'e Entity) -> Option<&'e str> {
        match self {
            Field::Id => Some(entity.id()),
            Field::Caption => Some(entity.caption()),
            Field::Schema => Some(entity.schema().name()),
            Field::FirstSeen => entity.first_seen.as_deref(),
            Field::LastSeen => entity.last_seen.as_deref(),
            Field::LastChange => entity.last_change.as_deref(),
            Field::Property(name) => entity.first(name),
        }
    }
}

impl Page {
    fn read(query: Option<&str>) -> Result<Page, Problem> {
        let query = Parameters::read(query);
        let order = query.all("sort").into_iter().map(|sort| {
            let (field, way) = sort.rsplit_once(':').unwrap_or((&sort, "asc"));
            let field = Field::read(field).ok_or_else(|| {
                Problem::bad(format!("Adjacent entities cannot be sorted by `{field}`."))
            });
            Ok((field?, way == "desc"))
        });
        Ok(Page {
            limit: query.count("limit", 10, 500)?,
            offset: query.count("offset", 0, 9499)?,
            order: order.collect::<Result<_, Problem>>()?,
        })
    }

    fn of(&self, live: &Live, ids: &[String]) -> Result<AdjacentPage, ListError> {
        let results = if self.order.is_empty() {
            let page = ids.iter().skip(self.offset).take(self.limit);
            page.filter_map(|id| live.entity(id).transpose()).collect::<Result<Vec<_>, _>>()?
        } else {
            let all = ids.iter().filter_map(|id| live.entity(id).transpose());
            let mut all = all.collect::<Result<Vec<_>, _>>()?;
            all.sort_by(|a, b| self.compare(a, b));
            all.into_iter().skip(self.offset).take(self.limit).collect()
        };
        Ok(AdjacentPage {
            limit: self.limit,
            offset: self.offset,
            total: Total::of(ids.len()),
            results: results.iter().map(EntityView::from).collect(),
        })
    }

    fn compare(&self, a: &Entity, b: &Entity) -> Ordering {
        let by = |(field, is_down): &(Field, bool)| match (field.of(a), field.of(b)) {
            (Some(a), Some(b)) if *is_down => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            // Who has none stands last, whichever way the rest is ordered.
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        self.order.iter().map(by).find(|o| o.is_ne()).unwrap_or_else(|| a.id().cmp(b.id()))
    }
}
