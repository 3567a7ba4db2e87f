//! The entity itself: an id, a schema and multi-valued properties.

use std::collections::BTreeMap;

use crate::{FuzzyDate, PropertyType, Schema, Value, topic};

/// A FollowTheMoney entity.
///
/// Properties are multi-valued sets kept in the order in which the source gave the values.
/// Only properties of the schema can be held; what has none is kept as a labelled note, so that
/// nothing a source says is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    id: String,
    schema: Schema,
    properties: BTreeMap<&'static str, Vec<Value>>,
    /// Datasets the entity was read from.
    pub datasets: Vec<String>,
    /// Other ids under which the same thing is known.
    pub referents: Vec<String>,
    /// When the dataset first held the entity: ISO seconds without zone.
    pub first_seen: Option<String>,
    /// When the dataset last held the entity: ISO seconds without zone.
    pub last_seen: Option<String>,
    /// When the entity last changed: ISO seconds without zone.
    pub last_change: Option<String>,
}

impl Entity {
    /// An entity without properties.
    pub fn new(id: impl Into<String>, schema: Schema) -> Entity {
        Entity {
            id: id.into(),
            schema,
            properties: BTreeMap::new(),
            datasets: Vec::new(),
            referents: Vec::new(),
            first_seen: None,
            last_seen: None,
            last_change: None,
        }
    }

    /// The id, unique within a snapshot.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Gives the entity another id.
    pub fn set_id(&mut self, id: impl Into<String>) {
        self.id = id.into();
    }

    /// The schema.
    pub fn schema(&self) -> Schema {
        self.schema
    }

    /// Makes the entity one of another schema; values the new schema has no property for become
    /// labelled notes.
    pub fn set_schema(&mut self, schema: Schema) {
        self.schema = schema;
        let homeless: Vec<&'static str> =
            self.properties.keys().copied().filter(|p| schema.property(p).is_none()).collect();
        for property in homeless {
            for value in self.properties.remove(property).unwrap_or_default() {
                self.note(property, value.text());
            }
        }
    }

    /// Adds a value; an empty one is ignored, one already there is not repeated.
    ///
    /// A property the schema does not have becomes a note `property: value`.
    pub fn add(&mut self, property: &str, value: impl Into<Value>) {
        let value = value.into();
        if value.text().is_empty() {
            return;
        }
        match self.schema.property(property) {
            Some(definition) => self.push(definition.name, value),
            None => self.note(property, value.text()),
        }
    }

    /// Adds each of several values.
    pub fn add_all<V: Into<Value>>(&mut self, property: &str, values: impl IntoIterator<Item = V>) {
        for value in values {
            self.add(property, value);
        }
    }

    /// Adds a date in FollowTheMoney form (ISO prefixes), qualified with its precision and with
    /// the source's wording. An interval stands as both its ends.
    pub fn add_date(&mut self, property: &str, date: &FuzzyDate, original: &str) {
        let edtf = date.to_edtf();
        for text in date.to_ftm() {
            self.add(property, Value::new(&text).with_edtf(&edtf).with_original(original));
        }
    }

    /// Keeps what the source says and no property can hold: a note `label: value` in `notes`
    /// (or `description`, where the schema has no `notes`).
    pub fn note(&mut self, label: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let text = if label.is_empty() { value.to_owned() } else { format!("{label}: {value}") };
        let home = ["notes", "description", "summary", "remarks"]
            .into_iter()
            .find_map(|p| self.schema.property(p));
        if let Some(home) = home {
            self.push(home.name, Value::new(&text));
        }
    }

    /// Replaces all values of a property.
    pub fn set(&mut self, property: &str, values: impl IntoIterator<Item = Value>) {
        if let Some(definition) = self.schema.property(property) {
            self.properties.remove(definition.name);
            self.add_all(definition.name, values);
        }
    }

    /// The values of a property, in source order.
    pub fn get(&self, property: &str) -> &[Value] {
        self.properties.get(property).map(Vec::as_slice).unwrap_or(&[])
    }

    /// The texts of a property's values.
    pub fn texts<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> {
        self.get(property).iter().map(Value::text)
    }

    /// The first value's text.
    pub fn first(&self, property: &str) -> Option<&str> {
        self.get(property).first().map(Value::text)
    }

    /// The dates of a property with their full precision, each once.
    pub fn dates(&self, property: &str) -> Vec<FuzzyDate> {
        let mut dates: Vec<FuzzyDate> = Vec::new();
        for value in self.get(property) {
            let text = value.edtf().unwrap_or(value.text());
            if let Ok(date) = FuzzyDate::from_edtf(text)
                && !dates.contains(&date)
            {
                dates.push(date);
            }
        }
        dates
    }

    /// All properties that have values, by name.
    pub fn properties(&self) -> impl Iterator<Item = (&'static str, &[Value])> {
        self.properties.iter().map(|(name, values)| (*name, values.as_slice()))
    }

    /// Ids of the entities this one points to, with the property that points.
    pub fn references(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.properties
            .iter()
            .filter(|(name, _)| {
                self.schema.property(name).is_some_and(|p| p.kind == PropertyType::Entity)
            })
            .flat_map(|(name, values)| values.iter().map(|v| (*name, v.text())))
    }

    /// What to call the entity: its first caption property, else its id.
    pub fn caption(&self) -> &str {
        let properties = self.schema.caption_properties();
        properties.iter().find_map(|p| self.first(p)).unwrap_or(&self.id)
    }

    /// Whether the entity carries at least one risk topic (OpenSanctions' `target`).
    pub fn is_target(&self) -> bool {
        self.texts("topics").any(topic::is_risk)
    }

    fn push(&mut self, property: &'static str, value: Value) {
        let values = self.properties.entry(property).or_default();
        if !values.iter().any(|v| v.text() == value.text() && v.edtf() == value.edtf()) {
            values.push(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> Entity {
        Entity::new("t-1", Schema::named("Person").unwrap())
    }

    #[test]
    fn a_value_without_a_property_becomes_a_labelled_note() {
        let mut p = person();
        p.add("shoeSize", "43");
        p.add("name", "");
        assert_eq!(p.first("notes"), Some("shoeSize: 43"));
        assert!(p.get("name").is_empty());
    }

    #[test]
    fn values_are_a_set_in_source_order() {
        let mut p = person();
        p.add_all("alias", ["b", "a", "b "]);
        assert_eq!(p.texts("alias").collect::<Vec<_>>(), ["b", "a"]);
    }

    #[test]
    fn another_schema_keeps_homeless_values_as_notes() {
        let mut p = person();
        p.add("birthDate", "1971");
        p.set_schema(Schema::named("Vessel").unwrap());
        assert_eq!(p.first("notes"), Some("birthDate: 1971"));
    }

    #[test]
    fn the_caption_is_the_first_name_and_else_the_id() {
        let mut p = person();
        assert_eq!(p.caption(), "t-1");
        p.add("name", "Test Person");
        assert_eq!(p.caption(), "Test Person");
        assert!(!p.is_target());
        p.add("topics", "sanction");
        assert!(p.is_target());
    }

    #[test]
    fn an_interval_is_one_date_again_when_read_back() {
        let mut p = person();
        p.add_date("birthDate", &FuzzyDate::from_edtf("1960/1965").unwrap(), "1960 to 1965");
        assert_eq!(p.texts("birthDate").collect::<Vec<_>>(), ["1960", "1965"]);
        assert_eq!(p.dates("birthDate"), [FuzzyDate::from_edtf("1960/1965").unwrap()]);
    }
}
