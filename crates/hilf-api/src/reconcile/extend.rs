//! Extending a table with properties of the entities its cells were matched with.

use hilf_entity::{Entity, PropertyDef, PropertyType, country, topic};
use hilf_node::Live;
use serde_json::{Map, Value, json};

use crate::Problem;
use crate::matching::BATCH_MAX;

/// What is wanted of which entities.
pub(super) struct Wanted {
    ids: Vec<String>,
    properties: Vec<Column>,
}

struct Column {
    id: String,
    /// Values of a cell; 0 for all.
    limit: usize,
    is_raw: bool,
}

pub(super) fn read(text: &str) -> Result<Wanted, Problem> {
    let json: Value =
        serde_json::from_str(text).map_err(|_| Problem::bad("Cannot decode extension request"))?;
    let list = |name: &str| {
        let list = json.get(name).and_then(Value::as_array);
        list.ok_or_else(|| Problem::bad(format!("The extension request has no list `{name}`.")))
    };
    let ids: Option<Vec<String>> =
        list("ids")?.iter().map(|id| id.as_str().map(str::to_owned)).collect();
    let ids = ids.ok_or_else(|| Problem::bad("An id of the extension request is no text."))?;
    if ids.len() > BATCH_MAX {
        let text = format!("Too many queries in one batch (limit: {BATCH_MAX})");
        return Err(Problem::bad(text));
    }
    let properties: Option<Vec<Column>> = list("properties")?.iter().map(column).collect();
    let properties = properties.ok_or_else(|| {
        Problem::bad("A property of the extension request has no id, or settings that are none.")
    })?;
    Ok(Wanted { ids, properties })
}

fn column(json: &Value) -> Option<Column> {
    let id = json.get("id")?.as_str()?.to_owned();
    let setting = |name: &str| json.get("settings").and_then(|settings| settings.get(name));
    let limit = match setting("limit") {
        None | Some(Value::Null) => 0,
        // OpenRefine sends what was typed into the form.
        Some(Value::String(text)) => text.trim().parse().ok()?,
        Some(limit) => usize::try_from(limit.as_u64()?).ok()?,
    };
    let is_raw = match setting("render").and_then(Value::as_str) {
        None | Some("caption") => false,
        Some("raw") => true,
        Some(_) => return None,
    };
    Some(Column { id, limit, is_raw })
}

pub(super) fn answer(live: &Live, wanted: &Wanted) -> Result<Value, Problem> {
    let mut labels: Map<String, Value> = Map::new();
    let mut rows = Map::new();
    for id in &wanted.ids {
        if live.merged_into(id).is_some() {
            let text = "Please specify the canonical entity ID, not a referent";
            return Err(Problem::bad(text));
        }
        let mut row = Map::new();
        if let Some(entity) = live.entity(id)? {
            for column in &wanted.properties {
                let name = column.id.rsplit(':').next().unwrap_or(&column.id);
                let Some(property) = entity.schema().property(name) else { continue };
                labels.insert(column.id.clone(), property.label.into());
                row.insert(column.id.clone(), cell(&entity, property, column));
            }
        }
        rows.insert(id.clone(), row.into());
    }
    let meta: Vec<Value> =
        labels.into_iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
    Ok(json!({ "meta": meta, "rows": rows }))
}

fn cell(entity: &Entity, property: &PropertyDef, column: &Column) -> Value {
    let most = if column.limit == 0 { usize::MAX } else { column.limit };
    let shown = |value: &str| {
        let shown = if column.is_raw { None } else { caption(property.kind, value) };
        json!({ "str": shown.unwrap_or(value) })
    };
    entity.texts(property.name).take(most).map(shown).collect()
}

/// A value as people read it.
pub(super) fn caption(kind: PropertyType, value: &str) -> Option<&'static str> {
    match kind {
        PropertyType::Country => country::english_name(value),
        PropertyType::Topic => topic::label(value),
        _ => None,
    }
}
