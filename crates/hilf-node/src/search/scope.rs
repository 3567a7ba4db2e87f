//! Which listed subjects a question is about.

use hilf_entity::Schema;

use super::directory::Facet;
use crate::Live;

/// What a subject must be and must not be, by what is known of it without reading its record.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The dataset asked in: `default` for all lists, the name of a list, or a dataset.
    pub dataset: String,
    /// Only in one of these, if any are named.
    pub include: Vec<String>,
    /// Not for the sake of one of these: who stands in another one too is still found.
    pub exclude: Vec<String>,
    /// Names of schemata that are left out; descendants are not.
    pub exclude_schema: Vec<String>,
    /// Only with one of these topics, if any are named.
    pub topics: Vec<String>,
    /// Only changed after this time, ISO seconds without zone.
    pub changed_since: Option<String>,
    /// Not under one of these ids, present or former.
    pub exclude_ids: Vec<String>,
}

impl Scope {
    /// Everything in a dataset.
    pub fn of(dataset: impl Into<String>) -> Scope {
        Scope { dataset: dataset.into(), ..Scope::default() }
    }

    /// Whether the subject of an ordinal is within.
    pub fn lets(&self, live: &Live, ordinal: u32) -> bool {
        let directory = live.directory();
        let Some(card) = directory.card(ordinal) else { return false };
        let list = live.lists().get(usize::from(card.list)).map_or("", |list| list.name.as_str());
        self.lets_dataset(list, &directory.values(card, Facet::Datasets))
            && !self.exclude_schema.iter().any(|name| name == card.schema.name())
            && (self.topics.is_empty()
                || directory.values(card, Facet::Topics).iter().any(|own| is_in(&self.topics, own)))
            && self.changed_since.as_ref().is_none_or(|since| {
                card.last_change().is_some_and(|change| change > since.as_str())
            })
            && !self.is_excluded(live, &card.id)
    }

    /// An entity is published under the datasets it names; its list is one name for all of them.
    fn lets_dataset(&self, list: &str, datasets: &[&str]) -> bool {
        if is_in(&self.exclude, list) {
            return false;
        }
        let own = if datasets.is_empty() { &[list] } else { datasets };
        own.iter().any(|dataset| {
            let is = |name: &str| name == "default" || name == list || name == *dataset;
            is(&self.dataset)
                && (self.include.is_empty() || self.include.iter().any(|name| is(name)))
                && !is_in(&self.exclude, dataset)
        })
    }

    fn is_excluded(&self, live: &Live, id: &str) -> bool {
        self.exclude_ids.iter().any(|known| known == id || live.merged_into(known) == Some(id))
    }
}

/// Whether a subject of a schema is one that a search for another is about: yente searches the
/// whole family of a schema that can be matched, a `LegalEntity` for every `Person` too.
pub(crate) fn is_of(own: Schema, wanted: Schema) -> bool {
    own.is_a(wanted) || own.can_match(wanted)
}

fn is_in(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(dataset: &str, include: &[&str], exclude: &[&str]) -> Scope {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Scope { include: owned(include), exclude: owned(exclude), ..Scope::of(dataset) }
    }

    #[test]
    fn whoever_stands_in_another_dataset_too_is_still_found() {
        let both = ["us_sdn", "eu_fsf"];
        assert!(scope("default", &[], &["us_sdn"]).lets_dataset("os", &both));
        assert!(!scope("default", &[], &["us_sdn", "eu_fsf"]).lets_dataset("os", &both));
        assert!(!scope("default", &[], &["os"]).lets_dataset("os", &both));
        assert!(scope("default", &["eu_fsf"], &["us_sdn"]).lets_dataset("os", &both));
        assert!(!scope("default", &["us_sdn"], &["us_sdn"]).lets_dataset("os", &both));
        assert!(scope("us_sdn", &["default"], &[]).lets_dataset("os", &both));
        assert!(!scope("un", &[], &[]).lets_dataset("os", &both));
        assert!(scope("os", &[], &[]).lets_dataset("os", &[]));
    }

    #[test]
    fn a_schema_stands_for_its_family() {
        let named = |name| Schema::named(name).unwrap();
        assert!(is_of(named("Person"), named("Thing")));
        assert!(is_of(named("LegalEntity"), named("Person")), "it may be a person");
        assert!(!is_of(named("Company"), named("Person")));
        assert!(is_of(named("Company"), named("Organization")));
    }
}
