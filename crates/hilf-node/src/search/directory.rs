//! What is known of every listed subject besides its names, laid out for filtering, counting and
//! ordering without reading its record.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use hilf_entity::{Entity, PropertyType, Schema};
use hilf_list::Record;

/// What subjects are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Datasets they are published under.
    Datasets,
    /// Their schemata.
    Schema,
    /// Countries of any of their properties, as FollowTheMoney codes.
    Countries,
    /// Their identifiers, those of their documents included.
    Identifiers,
    /// Their topics.
    Topics,
    /// Their genders.
    Genders,
}

impl Facet {
    /// All of them.
    pub const ALL: [Facet; 6] = [
        Facet::Datasets,
        Facet::Schema,
        Facet::Countries,
        Facet::Identifiers,
        Facet::Topics,
        Facet::Genders,
    ];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Datasets => "datasets",
            Facet::Schema => "schema",
            Facet::Countries => "countries",
            Facet::Identifiers => "identifiers",
            Facet::Topics => "topics",
            Facet::Genders => "genders",
        }
    }

    /// The facet of a name.
    pub fn named(name: &str) -> Option<Facet> {
        Facet::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

/// What subjects are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// How well they answer to the search.
    Relevance,
    /// Their id.
    Id,
    /// Their caption.
    Caption,
    /// Their schema's name.
    Schema,
    /// Their first date of birth or foundation.
    BirthDate,
    /// When the dataset first held them.
    FirstSeen,
    /// When the dataset last held them.
    LastSeen,
    /// When they last changed.
    LastChange,
}

impl Order {
    /// Names in the API.
    pub const NAMES: [&str; 9] = [
        "_score",
        "id",
        "entity_id",
        "caption",
        "schema",
        "properties.birthDate",
        "first_seen",
        "last_seen",
        "last_change",
    ];

    /// The order of a name.
    pub fn named(name: &str) -> Option<Order> {
        Some(match name {
            "_score" => Order::Relevance,
            "id" | "entity_id" => Order::Id,
            "caption" => Order::Caption,
            "schema" => Order::Schema,
            "properties.birthDate" => Order::BirthDate,
            "first_seen" => Order::FirstSeen,
            "last_seen" => Order::LastSeen,
            "last_change" => Order::LastChange,
            _ => return None,
        })
    }
}

/// One subject.
pub(crate) struct Card {
    pub(crate) id: Box<str>,
    pub(crate) caption: Box<str>,
    pub(crate) schema: Schema,
    /// Place of its list among the live ones.
    pub(crate) list: u16,
    /// Interned values of the facets except the schema.
    values: [Box<[u32]>; 5],
    birth_date: Option<Box<str>>,
    first_seen: Option<Box<str>>,
    last_seen: Option<Box<str>>,
    last_change: Option<Box<str>>,
}

impl Card {
    /// When it last changed, ISO seconds without zone.
    pub(crate) fn last_change(&self) -> Option<&str> {
        self.last_change.as_deref()
    }
}

/// All subjects by ordinal.
#[derive(Default)]
pub(crate) struct Directory {
    cards: Vec<Card>,
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    /// Keys of fields with values, and who has them; in order once all are added.
    keys: Vec<(u64, u32)>,
}

impl Directory {
    /// Adds the next record.
    pub(crate) fn add(&mut self, list: u16, record: &Record) {
        let entity = &record.entity;
        let ordinal = self.cards.len() as u32;
        let mut identifiers = values_of(entity, PropertyType::Identifier);
        identifiers
            .extend(record.related.iter().flat_map(|e| values_of(e, PropertyType::Identifier)));
        let values = [
            entity.datasets.iter().map(String::as_str).collect(),
            values_of(entity, PropertyType::Country),
            identifiers,
            values_of(entity, PropertyType::Topic),
            values_of(entity, PropertyType::Gender),
        ]
        .map(|values| self.intern(values));
        let boxed = |text: &Option<String>| text.as_deref().map(|t| seconds(t).into());
        let born = ["birthDate", "incorporationDate"].into_iter().find_map(|p| entity.first(p));
        self.cards.push(Card {
            id: entity.id().into(),
            caption: entity.caption().into(),
            schema: entity.schema(),
            list,
            values,
            birth_date: born.map(Into::into),
            first_seen: boxed(&entity.first_seen),
            last_seen: boxed(&entity.last_seen),
            last_change: boxed(&entity.last_change),
        });
        self.add_keys(ordinal, record);
    }

    /// To be called when all records are added.
    pub(crate) fn close(&mut self) {
        self.keys.sort_unstable();
        self.keys.dedup();
        self.keys.shrink_to_fit();
        self.cards.shrink_to_fit();
    }

    pub(crate) fn len(&self) -> u32 {
        self.cards.len() as u32
    }

    pub(crate) fn card(&self, ordinal: u32) -> Option<&Card> {
        self.cards.get(ordinal as usize)
    }

    /// The values of a subject by which it is counted.
    pub(crate) fn values<'d>(&'d self, card: &'d Card, facet: Facet) -> Vec<&'d str> {
        let place = match facet {
            Facet::Schema => return vec![card.schema.name()],
            Facet::Datasets => 0,
            Facet::Countries => 1,
            Facet::Identifiers => 2,
            Facet::Topics => 3,
            Facet::Genders => 4,
        };
        let name = |number: &u32| self.names.get(*number as usize).map(|name| &**name);
        card.values[place].iter().filter_map(name).collect()
    }

    /// What a subject is ordered by; `None` stands last.
    pub(crate) fn ordered_by<'d>(&self, card: &'d Card, order: Order) -> Option<&'d str> {
        match order {
            Order::Relevance => None,
            Order::Id => Some(&card.id),
            Order::Caption => Some(&card.caption),
            Order::Schema => Some(card.schema.name()),
            Order::BirthDate => card.birth_date.as_deref(),
            Order::FirstSeen => card.first_seen.as_deref(),
            Order::LastSeen => card.last_seen.as_deref(),
            Order::LastChange => card.last_change.as_deref(),
        }
    }

    /// The subjects with a value in a field: `properties.birthDate`, a group of properties such as
    /// `countries`, or `id`, `referents`, `schema`, `datasets`. Case does not count; a date is
    /// found by its year and by its month too.
    pub(crate) fn with_value(&self, field: &str, value: &str) -> Vec<u32> {
        self.with_key(key(field, &value.trim().to_lowercase()))
    }

    /// The subjects that are known under an id, a reference or an identifier, however it is set.
    pub(crate) fn known_as(&self, text: &str) -> Vec<u32> {
        let reference = reference(text);
        if reference.is_empty() { Vec::new() } else { self.with_key(key(REFERENCE, &reference)) }
    }

    fn with_key(&self, key: u64) -> Vec<u32> {
        let first = self.keys.partition_point(|(known, _)| *known < key);
        self.keys[first..].iter().take_while(|(k, _)| *k == key).map(|(_, o)| *o).collect()
    }

    fn add_keys(&mut self, ordinal: u32, record: &Record) {
        let mut add = |field: &str, value: &str| {
            self.keys.push((key(field, &value.trim().to_lowercase()), ordinal));
        };
        let entity = &record.entity;
        for field in ["id", "entity_id"] {
            add(field, entity.id());
        }
        add("schema", entity.schema().name());
        add("target", if entity.is_target() { "true" } else { "false" });
        entity.referents.iter().for_each(|id| add("referents", id));
        entity.datasets.iter().for_each(|dataset| add("datasets", dataset));
        for (name, kind, value) in properties(entity) {
            for value in beginnings(kind, value) {
                add(&format!("properties.{name}"), value);
                group(kind).into_iter().for_each(|group| add(group, value));
            }
        }
        for (name, kind, value) in record.related.iter().flat_map(properties) {
            match kind {
                PropertyType::Identifier => add("identifiers", value),
                _ if name == "programId" => add("properties.programId", value),
                _ => {}
            }
        }
        let related = record.related.iter().flat_map(properties);
        let numbers = properties(entity)
            .chain(related)
            .filter(|(name, kind, _)| is_reference(name, *kind))
            .map(|(_, _, value)| value);
        let ids = std::iter::once(entity.id()).chain(entity.referents.iter().map(String::as_str));
        for text in ids.chain(numbers) {
            let reference = reference(text);
            if !reference.is_empty() {
                self.keys.push((key(REFERENCE, &reference), ordinal));
            }
        }
    }

    fn intern(&mut self, values: Vec<&str>) -> Box<[u32]> {
        let mut numbers: Vec<u32> = values.into_iter().map(|value| self.number(value)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }

    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(value.into());
        self.numbers.insert(value.into(), number);
        number
    }
}

/// A time to the second, without a zone, as clients of OpenSanctions parse it.
pub fn seconds(time: &str) -> String {
    let own = time.get(..19).unwrap_or(time);
    if own.len() == 10 { format!("{own}T00:00:00") } else { own.to_owned() }
}

/// Whether values of this field can be asked for: one that nobody has is no mistake, one that
/// does not exist is.
pub(crate) fn is_field(field: &str) -> bool {
    const OWN: [&str; 6] = ["id", "entity_id", "schema", "target", "referents", "datasets"];
    let of_property = |name: &str| {
        Schema::all().any(|s| s.property(name).is_some_and(|p| p.kind != PropertyType::Text))
    };
    OWN.contains(&field)
        || GROUPS.iter().any(|(_, group)| *group == field)
        || field.strip_prefix("properties.").is_some_and(of_property)
}

/// Under which the ids and numbers of a subject stand together.
const REFERENCE: &str = "\0reference";

/// FollowTheMoney's groups of properties by type.
const GROUPS: &[(PropertyType, &str)] = &[
    (PropertyType::Address, "addresses"),
    (PropertyType::Checksum, "checksums"),
    (PropertyType::Country, "countries"),
    (PropertyType::Date, "dates"),
    (PropertyType::Email, "emails"),
    (PropertyType::Entity, "entities"),
    (PropertyType::Gender, "genders"),
    (PropertyType::Identifier, "identifiers"),
    (PropertyType::Ip, "ips"),
    (PropertyType::Language, "languages"),
    (PropertyType::Mimetype, "mimetypes"),
    (PropertyType::Name, "names"),
    (PropertyType::Phone, "phones"),
    (PropertyType::Topic, "topics"),
    (PropertyType::Url, "urls"),
];

fn group(kind: PropertyType) -> Option<&'static str> {
    GROUPS.iter().find(|(known, _)| *known == kind).map(|(_, group)| *group)
}

/// The properties of an entity that have values short enough to be asked for.
fn properties(entity: &Entity) -> impl Iterator<Item = (&'static str, PropertyType, &str)> {
    entity.properties().flat_map(|(name, values)| {
        let kind = entity.schema().property(name).map_or(PropertyType::Text, |p| p.kind);
        let values = values.iter().map(hilf_entity::Value::text);
        values.filter(move |_| kind != PropertyType::Text).map(move |value| (name, kind, value))
    })
}

fn values_of(entity: &Entity, kind: PropertyType) -> Vec<&str> {
    properties(entity).filter(|(_, own, _)| *own == kind).map(|(_, _, value)| value).collect()
}

/// A value, and of a date its year and its month.
fn beginnings(kind: PropertyType, value: &str) -> impl Iterator<Item = &str> {
    let lengths: &[usize] = if kind == PropertyType::Date { &[4, 7] } else { &[] };
    let shorter = lengths.iter().filter(|at| **at < value.len()).filter_map(|at| value.get(..*at));
    std::iter::once(value).chain(shorter)
}

fn is_reference(property: &str, kind: PropertyType) -> bool {
    const REFERENCES: [&str; 4] = ["authorityId", "unscId", "recordId", "listingId"];
    kind == PropertyType::Identifier || REFERENCES.contains(&property)
}

/// Letters and digits alone, so that `QDi.006`, `qdi 006` and `QDI006` are one.
fn reference(text: &str) -> String {
    hilf_text::fold(text).text().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Key of a value in a field. Two of some millions meet by chance in 64 bits about never.
fn key(field: &str, value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (field, value).hash(&mut hasher);
    hasher.finish()
}
