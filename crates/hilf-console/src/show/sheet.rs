//! What a list says of an entity, put in the order in which people look for it.

use hilf_entity::{Entity, PropertyType};
use hilf_list::Record;
use hilf_node::Live;

use super::{Html, NameRow, Ui, names, shown_name};
use crate::say::field;

/// Identifiers that documents and entities carry, in the order in which they are shown.
const IDENTIFIERS: &[&str] = &[
    "passportNumber",
    "idNumber",
    "taxNumber",
    "registrationNumber",
    "imoNumber",
    "mmsi",
    "callSign",
    "swiftBic",
    "leiCode",
    "innCode",
    "ogrnCode",
    "publicKey",
];

/// An act of listing.
#[derive(Default)]
pub(crate) struct Listing {
    pub(crate) authority: Html,
    pub(crate) program: Option<Html>,
    pub(crate) measures: Option<Html>,
    pub(crate) reference: Option<Html>,
    pub(crate) since: Option<Html>,
    pub(crate) until: Option<Html>,
    pub(crate) reason: Option<Html>,
    pub(crate) status: Option<Html>,
}

/// A label and what stands under it.
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) values: Vec<Html>,
}

/// What a list says of an entity.
pub(crate) struct Sheet {
    pub(crate) id: String,
    pub(crate) caption: Html,
    /// The list's own first name, where the caption is another.
    pub(crate) second: Option<Html>,
    pub(crate) schema: String,
    pub(crate) topics: Vec<Html>,
    /// Name of the list on this node.
    pub(crate) list: String,
    /// Who publishes it.
    pub(crate) publisher: String,
    pub(crate) names: Vec<NameRow>,
    pub(crate) births: Vec<Html>,
    pub(crate) countries: Vec<Html>,
    pub(crate) identifiers: Vec<Fact>,
    pub(crate) listings: Vec<Listing>,
}

impl Sheet {
    /// The sheet of a record.
    pub(crate) fn of(ui: &Ui, live: &Live, ordinal: u32, record: &Record) -> Sheet {
        let entity = &record.entity;
        let (caption, second) = ui.caption(entity);
        let list = live.list_of(ordinal);
        let births = ["birthDate", "incorporationDate"].into_iter().flat_map(|p| entity.dates(p));
        Sheet {
            id: entity.id().to_owned(),
            caption,
            second,
            schema: ui.schema(entity.schema()),
            topics: entity.get("topics").iter().map(|v| ui.value(entity, "topics", v)).collect(),
            list: list.map(|list| list.name.clone()).unwrap_or_default(),
            publisher: list.map(|list| list.publisher.clone()).unwrap_or_default(),
            names: names(entity),
            births: births.map(|date| ui.fuzzy(date)).collect(),
            countries: countries(ui, entity),
            identifiers: identifiers(ui, record),
            listings: listings(ui, record),
        }
    }
}

fn countries(ui: &Ui, entity: &Entity) -> Vec<Html> {
    let properties = ["nationality", "citizenship", "country", "jurisdiction", "flag"];
    let mut seen = Vec::new();
    let mut shown = Vec::new();
    for property in properties {
        for value in entity.get(property) {
            if !seen.contains(&value.text()) {
                seen.push(value.text());
                shown.push(ui.value(entity, property, value));
            }
        }
    }
    shown
}

fn identifiers(ui: &Ui, record: &Record) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let related = record
        .related
        .iter()
        .filter(|e| matches!(e.schema().name(), "Passport" | "Identification"));
    for entity in std::iter::once(&record.entity).chain(related) {
        for property in IDENTIFIERS {
            let values = entity.get(property);
            if values.is_empty() {
                continue;
            }
            let label = ui.field(entity.schema(), property);
            let place = facts.iter().position(|fact| fact.label == label);
            let place = place.unwrap_or_else(|| {
                facts.push(Fact { label, values: Vec::new() });
                facts.len() - 1
            });
            for value in values.iter().map(|value| shown_name(value.text(), None)) {
                if !facts[place].values.contains(&value) {
                    facts[place].values.push(value);
                }
            }
        }
    }
    facts
}

fn listings(ui: &Ui, record: &Record) -> Vec<Listing> {
    let sanctions = record.related.iter().filter(|e| e.schema().name() == "Sanction");
    sanctions
        .map(|sanction| {
            let all = |property: &str| -> Option<Html> {
                let mut html = Html::default();
                for (number, value) in sanction.get(property).iter().enumerate() {
                    if number > 0 {
                        html.markup(" · ");
                    }
                    html.add(&ui.value(sanction, property, value));
                }
                Some(html).filter(|html| !html.is_empty())
            };
            Listing {
                authority: all("authority").unwrap_or_default(),
                program: all("program"),
                measures: all("provisions"),
                reference: all("authorityId").or_else(|| all("unscId")),
                since: all("startDate").or_else(|| all("listingDate")),
                until: all("endDate"),
                reason: all("reason"),
                status: all("status"),
            }
        })
        .collect()
}

impl Ui {
    /// A value as people read it: a country by its name, a date in words, somebody's words
    /// isolated.
    pub(crate) fn value(
        &self,
        entity: &Entity,
        property: &str,
        value: &hilf_entity::Value,
    ) -> Html {
        let kind = entity.schema().property(property).map(|p| p.kind);
        if let Some(text) = field::of_value(property, value.text()) {
            return Html::text(self.t(text));
        }
        match kind {
            Some(PropertyType::Country) => {
                Html::element("bdi", &[], &Html::text(&self.country(value.text())))
            }
            Some(PropertyType::Date) => self.date(value.edtf().unwrap_or(value.text())),
            _ => shown_name(value.text(), value.lang()),
        }
    }
}

/// Where a record stands: list, version, file, line.
pub(crate) struct Source {
    pub(crate) list: String,
    pub(crate) publisher: String,
    pub(crate) published: Option<Html>,
    pub(crate) since: Option<Html>,
    pub(crate) snapshot: String,
    pub(crate) file: String,
    pub(crate) line: Option<String>,
}

impl Source {
    /// The source of a record.
    pub(crate) fn of(ui: &Ui, live: &Live, ordinal: u32, record: &Record) -> Source {
        let list = live.list_of(ordinal);
        let version = list.map(|list| &list.version);
        Source {
            list: list.map(|list| list.name.clone()).unwrap_or_default(),
            publisher: list.map(|list| list.publisher.clone()).unwrap_or_default(),
            published: version.and_then(|v| v.published.as_deref()).map(|at| ui.date(at)),
            since: version.map(|v| ui.time(&v.since)),
            snapshot: version.map(|v| v.snapshot.clone()).unwrap_or_default(),
            file: record.position.file.clone(),
            line: (record.position.line > 0).then(|| ui.number(record.position.line)),
        }
    }
}
