//! All that a list says of an entity, property by property, with the source's own wording.

use hilf_entity::{Entity, PropertyType, Value};
use hilf_list::Record;

use super::{Fact, Html, Ui, shown_name};
use crate::say::compare;

/// An entity of a record: the listed one, a listing, a document, an address.
pub(crate) struct Block {
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
}

/// Properties that come first; the others follow by name.
const FIRST: &[&str] = &[
    "name",
    "alias",
    "previousName",
    "weakAlias",
    "abbreviation",
    "birthDate",
    "birthPlace",
    "birthCountry",
    "nationality",
    "citizenship",
    "country",
    "authority",
    "authorityId",
    "program",
    "startDate",
    "listingDate",
    "endDate",
    "provisions",
    "reason",
    "number",
];

/// The blocks of a record, the listed entity first.
pub(crate) fn blocks(ui: &Ui, record: &Record) -> Vec<Block> {
    let own_ids = |id: &str| {
        id == record.entity.id() || record.related.iter().any(|entity| entity.id() == id)
    };
    std::iter::once(&record.entity)
        .chain(&record.related)
        .map(|entity| Block {
            title: ui.schema(entity.schema()),
            facts: facts(ui, entity, &own_ids),
        })
        .filter(|block| !block.facts.is_empty())
        .collect()
}

fn facts(ui: &Ui, entity: &Entity, own_ids: &dyn Fn(&str) -> bool) -> Vec<Fact> {
    let place = |name: &str| FIRST.iter().position(|first| *first == name).unwrap_or(FIRST.len());
    let mut properties: Vec<(&'static str, &[Value])> = entity.properties().collect();
    properties.sort_by_key(|(name, _)| place(name));
    let told = properties.into_iter().map(|(name, values)| {
        let is_reference =
            entity.schema().property(name).is_some_and(|p| p.kind == PropertyType::Entity);
        let kept = values.iter().filter(|v| !(is_reference && own_ids(v.text())));
        Fact {
            label: ui.field(entity.schema(), name),
            values: kept.map(|value| with_original(ui, entity, name, value)).collect(),
        }
    });
    told.filter(|fact| !fact.values.is_empty()).collect()
}

fn with_original(ui: &Ui, entity: &Entity, property: &str, value: &Value) -> Html {
    let mut html = ui.value(entity, property, value);
    if let Some(original) = value.original().filter(|original| *original != html.plain()) {
        let wording =
            ui.fill_html(compare::ORIGINAL, &[("text", &shown_name(original, value.lang()))]);
        html.markup(" ");
        html.add(&Html::element("small", &[("class", "original")], &wording));
    }
    html
}
