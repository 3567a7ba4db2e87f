//! What SECO's targets refer to by number: sanctions sets, places, other targets.

use std::collections::{HashMap, HashSet};

use hilf_entity::Entity;

use super::{ROOT, in_language};
use crate::format::assembly::{Address, joined, note_rest, rest};
use crate::format::xml_file::XmlFile;
use crate::xml::Node;
use crate::{ListError, Source};

/// A programme with the sanctions sets that belong to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Programme {
    node: Node,
}

/// A place.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) location: String,
    pub(super) area: String,
    pub(super) country: String,
    pub(super) country_code: String,
    pub(super) rest: Vec<(String, String)>,
}

/// Everything that is referred to.
#[derive(Debug, Default)]
pub(super) struct Registry {
    programmes: HashMap<String, Programme>,
    places: HashMap<String, Place>,
    schemata: HashMap<String, &'static str>,
}

/// The individual, entity or object of a target.
pub(super) fn subject(target: &Node) -> Option<&Node> {
    ["individual", "entity", "object"].iter().find_map(|name| target.child(name))
}

impl Registry {
    /// Reads what a file defines.
    pub(super) fn read(source: &Source) -> Result<Registry, ListError> {
        let (mut file, _) = XmlFile::open(source, ROOT, false)?;
        let mut registry = Registry::default();
        let mut owned = HashSet::new();
        while let Some(node) = file.next_within(&[])? {
            match node.name.as_str() {
                "sanctions-program" => registry.add_sets(&node),
                "place" => registry.add_place(&node),
                "target" => registry.add_target(&node, &mut owned),
                _ => {}
            }
        }
        // Only companies can be owned in FollowTheMoney.
        for ssid in owned {
            if let Some(schema) = registry.schemata.get_mut(&ssid)
                && *schema == "Organization"
            {
                *schema = "Company";
            }
        }
        Ok(registry)
    }

    /// What a target is; a target of another file is some legal entity.
    pub(super) fn schema(&self, ssid: &str) -> &'static str {
        self.schemata.get(ssid).copied().unwrap_or("LegalEntity")
    }

    /// Whether a target stands in this file.
    pub(super) fn holds(&self, ssid: &str) -> bool {
        self.schemata.contains_key(ssid)
    }

    /// A place by number.
    pub(super) fn place(&self, ssid: &str) -> Option<&Place> {
        self.places.get(ssid)
    }

    /// Adds the programme and the measure of a sanctions set to a listing.
    pub(super) fn add_programme(&self, sanction: &mut Entity, set: &str) {
        let Some(programme) = self.programmes.get(set) else {
            return sanction.note("Sanctions set", set);
        };
        let node = &programme.node;
        for name in english_first(node.children("program-name")) {
            sanction.add("program", in_language(name.text(), name.attribute("lang")));
        }
        for key in english_first(node.children("program-key")) {
            sanction.add("programId", key.text());
        }
        let of_set = node.children("sanctions-set").filter(|s| s.attribute("ssid") == set);
        for measure in english_first(of_set) {
            sanction.add("provisions", in_language(measure.text(), measure.attribute("lang")));
        }
        for origin in node.children("origin") {
            sanction.note("Origin", origin.text());
        }
        let known = ["program-name", "program-key", "sanctions-set", "origin", "ssid"];
        note_rest(
            sanction,
            node,
            &[&known[..], &["version-date", "predecessor-version-date"]].concat(),
        );
    }

    fn add_sets(&mut self, node: &Node) {
        for set in node.children("sanctions-set") {
            let entry = self.programmes.entry(set.attribute("ssid").to_owned()).or_default();
            entry.node = node.clone();
        }
    }

    fn add_place(&mut self, node: &Node) {
        let country = node.child("country");
        let place = Place {
            location: node.child_text("location").to_owned(),
            area: node.child_text("area").to_owned(),
            country: country.map(|c| c.text().to_owned()).unwrap_or_default(),
            country_code: country.map(|c| c.attribute("iso-code").to_owned()).unwrap_or_default(),
            rest: rest(node, &["ssid", "location", "area", "country"]),
        };
        self.places.insert(node.attribute("ssid").to_owned(), place);
    }

    fn add_target(&mut self, node: &Node, owned: &mut HashSet<String>) {
        let ssid = node.attribute("ssid").to_owned();
        let Some(subject) = subject(node) else { return };
        let schema = match (subject.name.as_str(), subject.attribute("object-type")) {
            ("individual", _) => "Person",
            ("entity", _) => "Organization",
            (_, kind) if kind.contains("aircraft") => "Airplane",
            (_, kind) if kind.contains("vessel") => "Vessel",
            _ => "LegalEntity",
        };
        for relation in subject.children("relation").chain(node.children("relation")) {
            owned.extend(super::relation::owned(relation, &ssid).map(str::to_owned));
        }
        self.schemata.insert(ssid, schema);
    }
}

impl Place {
    /// The place on one line.
    pub(super) fn full(&self) -> String {
        joined(&[&self.location, &self.area, &self.country])
    }

    /// The parts of an address that a place gives.
    pub(super) fn address(&self) -> Address<'_> {
        Address {
            city: &self.location,
            state: &self.area,
            country: &self.country,
            country_code: &self.country_code,
            ..Address::default()
        }
    }
}

/// The English texts, or all where there is none in English.
fn english_first<'a>(nodes: impl Iterator<Item = &'a Node>) -> Vec<&'a Node> {
    let all: Vec<&Node> = nodes.collect();
    let english: Vec<&Node> =
        all.iter().copied().filter(|n| matches!(n.attribute("lang"), "eng" | "en" | "")).collect();
    if english.is_empty() { all } else { english }
}
