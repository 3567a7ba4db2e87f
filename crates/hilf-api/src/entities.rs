//! `GET /entities/{id}` and what is next to an entity.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_entity::Entity;
use hilf_list::ListError;
use hilf_node::Live;
use serde_json::{Map, Value, json};

use crate::answer::live;
use crate::matching::seconds;
use crate::query::Parameters;
use crate::{Context, Problem};

/// Edges from the entity asked for to those nested deepest.
const DEPTH_MAX: usize = 2;

pub(crate) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let live = live(&context)?;
    if let Some(now) = live.merged_into(&id) {
        let escaped: String = form_urlencoded::byte_serialize(now.as_bytes()).collect();
        let place = format!("/entities/{}", escaped.replace('+', "%20"));
        return Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response());
    }
    let nested = Parameters::read(query.as_deref()).last("nested") != Some("false");
    let json = context.node.work().run(move || {
        let entity = live.entity(&id)?.ok_or_else(missing)?;
        Ok::<_, Problem>(if nested {
            nest(&live, &entity, &mut Vec::new())?
        } else {
            plain(&entity)
        })
    });
    Ok(Json(json.await??).into_response())
}

fn missing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "No such entity!")
}

/// An entity as FollowTheMoney JSON, its times as clients parse them.
pub(crate) fn plain(entity: &Entity) -> Value {
    let mut json = json!(entity);
    for key in ["first_seen", "last_seen", "last_change"] {
        if let Some(time) = json[key].as_str().map(seconds) {
            json[key] = time.into();
        } else if let Some(object) = json.as_object_mut() {
            object.remove(key);
        }
    }
    json
}

/// An entity with those next to it in place of their ids; `path` are the ids on the way to it.
fn nest(live: &Live, entity: &Entity, path: &mut Vec<String>) -> Result<Value, ListError> {
    let mut json = plain(entity);
    if path.len() == DEPTH_MAX {
        return Ok(json);
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
                nested.push(nest(live, &next, path)?);
            }
        }
        if !nested.is_empty() {
            json["properties"][property] = nested.into();
        }
    }
    path.pop();
    Ok(json)
}

struct Page {
    limit: usize,
    offset: usize,
}

impl Page {
    fn read(query: Option<&str>) -> Result<Page, Problem> {
        let query = Parameters::read(query);
        Ok(Page { limit: query.count("limit", 10, 500)?, offset: query.count("offset", 0, 9499)? })
    }

    fn of(&self, live: &Live, ids: &[String]) -> Result<Value, ListError> {
        let mut results = Vec::new();
        for id in ids.iter().skip(self.offset).take(self.limit) {
            results.extend(live.entity(id)?.as_ref().map(plain));
        }
        Ok(json!({
            "limit": self.limit,
            "offset": self.offset,
            "total": { "value": ids.len(), "relation": "eq" },
            "results": results,
        }))
    }
}

pub(crate) async fn adjacent(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let (live, page) = (live(&context)?, Page::read(query.as_deref())?);
    let json = context.node.work().run(move || {
        let entity = live.entity(&id)?.ok_or_else(missing)?;
        let mut next = Map::new();
        for (property, ids) in live.adjacent(&entity) {
            next.insert(property.to_owned(), page.of(&live, &ids)?);
        }
        Ok::<_, Problem>(json!({ "entity": plain(&entity), "adjacent": next }))
    });
    Ok(Json(json.await??))
}

pub(crate) async fn adjacent_by(
    State(context): State<Context>,
    Path((id, property)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let (live, page) = (live(&context)?, Page::read(query.as_deref())?);
    let json = context.node.work().run(move || {
        let entity = live.entity(&id)?.ok_or_else(missing)?;
        if !Live::leads_on(&entity, &property) {
            return Err(Problem::new(StatusCode::NOT_FOUND, "No such property!"));
        }
        let ids = live.adjacent(&entity).remove(property.as_str()).unwrap_or_default();
        Ok(page.of(&live, &ids)?)
    });
    Ok(Json(json.await??))
}
