//! People and bodies of a report beside listed entities. A name that resembles a listed one is shown
//! with score and reasons; nothing follows from it until a person decides.

use std::collections::HashMap;

use hilf_entity::{Entity, Schema};
use hilf_list::ListError;
use hilf_match::{Explanation, Hit, Screener, Search, Subject};
use serde::{Serialize, Serializer};

use crate::gazetteer;
use crate::model::{Document, EntityFound, Passage};
use crate::picture::{Picture, member_of};

/// A listed entity whose name a mention resembles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resemblance {
    /// Id of the listed entity: `un-QDi.299`.
    pub id: String,
    /// Its name.
    pub caption: String,
    /// Its schema.
    pub schema: String,
    /// Who lists it, under what and since when, as far as the list says.
    pub listings: Vec<Listing>,
    /// Score of the matcher, 0 to 1, in thousandths.
    pub score: f64,
    /// The band the score falls in.
    pub band: Option<String>,
    /// Always `resembles`: whether they are one, a person decides.
    pub status: &'static str,
    /// Why the score is what it is.
    #[serde(serialize_with = "as_written")]
    pub explanation: Explanation,
}

/// Numbers of an explanation as they are written, not with the digits that a wider type adds.
fn as_written<S: Serializer>(explanation: &Explanation, to: S) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(explanation).map_err(serde::ser::Error::custom)?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(serde::ser::Error::custom)?;
    value.serialize(to)
}

/// The act of listing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// Authority.
    pub authority: Option<String>,
    /// Programme.
    pub programme: Option<String>,
    /// Reference of the authority.
    pub reference: Option<String>,
    /// Day of listing.
    pub since: Option<String>,
}

/// A listed entity that somebody told of in an event resembles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ListedInEvent {
    /// The entity of a report: `1:group:daesh`.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// The listed entity.
    pub listed: String,
    /// Its name.
    pub caption: String,
    /// Score of the matcher, 0 to 1, in thousandths.
    pub score: f64,
}

/// Names that were searched for before are remembered, up to this many.
const REMEMBERED: usize = 20_000;
/// Listed entities shown of one name.
const SHOWN: usize = 3;

/// What the lists were asked: schema, names, country.
type Asked = (&'static str, Vec<String>, Option<String>);

/// Recognises listed names; one for each thread.
pub struct Recogniser<'a> {
    screener: Screener<'a>,
    search: Search,
    seen: HashMap<Asked, Vec<Resemblance>>,
}

impl<'a> Recogniser<'a> {
    /// A recogniser over the lists of a screener. Its profile's threshold decides what is shown.
    pub fn new(screener: Screener<'a>) -> Recogniser<'a> {
        Recogniser { search: screener.search(), screener, seen: HashMap::new() }
    }

    /// Marks the entities of a report that resemble listed ones. A name no table knows becomes an
    /// entity of the report where it resembles one.
    ///
    /// # Errors
    /// When a record of a list cannot be read.
    pub fn mark(&mut self, document: &mut Document) -> Result<(), ListError> {
        for entity in &mut document.entities {
            let schema = match entity.kind {
                "PER" => "Person",
                "ORG" => "Organization",
                _ => continue,
            };
            let country = entity.country.map(str::to_lowercase);
            entity.listed = self.resembling(schema, names_of(entity), country)?;
        }
        for (kind, passage) in std::mem::take(&mut document.candidates) {
            let schema = if kind == "PER" { "Person" } else { "Organization" };
            let listed = self.resembling(schema, beginnings(&passage.text), None)?;
            if !listed.is_empty() {
                add(document, kind, passage, listed);
            }
        }
        document.entities.sort_by_key(|e| e.mentions.first().map(|m| m.span.bytes[0]));
        Ok(())
    }

    fn resembling(
        &mut self,
        schema: &'static str,
        names: Vec<String>,
        country: Option<String>,
    ) -> Result<Vec<Resemblance>, ListError> {
        let key = (schema, names, country);
        if let Some(known) = self.seen.get(&key) {
            return Ok(known.clone());
        }
        let Some(known) = Schema::named(schema) else { return Ok(Vec::new()) };
        let mut subject = Entity::new("", known);
        key.1.iter().for_each(|name| subject.add("name", name.as_str()));
        key.2.iter().for_each(|country| subject.add("country", country.as_str()));
        let found = self.screener.best(&mut self.search, &Subject::of(subject), SHOWN)?;
        let listed: Vec<Resemblance> = found.hits.iter().map(resemblance).collect();
        if self.seen.len() >= REMEMBERED {
            self.seen.clear();
        }
        self.seen.insert(key, listed.clone());
        Ok(listed)
    }
}

impl Picture {
    /// Marks what resembles listed entities in every report and event.
    ///
    /// # Errors
    /// When a record of a list cannot be read.
    pub fn recognise(&mut self, recogniser: &mut Recogniser<'_>) -> Result<(), ListError> {
        for document in &mut self.documents {
            recogniser.mark(document)?;
        }
        for cluster in &mut self.event_clusters {
            let members = cluster.members.iter().filter_map(|id| {
                let (place, event) = member_of(id)?;
                Some((place, self.documents.get(place)?, event))
            });
            let mut listed: Vec<ListedInEvent> = Vec::new();
            for (place, document, event) in members {
                for found in told_of(place, document, event) {
                    let known = |other: &ListedInEvent| {
                        other.name == found.name && other.listed == found.listed
                    };
                    if !listed.iter().any(known) {
                        listed.push(found);
                    }
                }
            }
            cluster.listed = listed;
        }
        Ok(())
    }
}

/// What an event's sentences name that resembles listed entities: the best of each.
fn told_of<'d>(
    place: usize,
    document: &'d Document,
    event: &str,
) -> impl Iterator<Item = ListedInEvent> + 'd {
    let event = document.events.iter().find(|found| found.id == event);
    let evidence = event.map(|event| event.evidence.as_slice()).unwrap_or_default();
    document.entities.iter().filter_map(move |entity| {
        let best = entity.listed.first()?;
        let within = |mention: &Passage| {
            let at = mention.span.bytes[0];
            evidence.iter().any(|span| (span.bytes[0]..span.bytes[1]).contains(&at))
        };
        entity.mentions.iter().any(within).then(|| ListedInEvent {
            entity: format!("{}:{}", place + 1, entity.id),
            name: entity.canonical.clone(),
            listed: best.id.clone(),
            caption: best.caption.clone(),
            score: best.score,
        })
    })
}

/// The names an entity is searched by: those of the table it stands in, and those of the report.
fn names_of(entity: &EntityFound) -> Vec<String> {
    let mut names = vec![entity.canonical.clone()];
    names.extend(entity.canonical_en.clone());
    match gazetteer::spellings_of(&entity.id) {
        Some(spellings) => names.extend(spellings.map(str::to_owned)),
        None => names.extend(entity.mentions.iter().map(|m| m.text.clone())),
    }
    // A family name repeated alone, or the short form of a body, names too many.
    let first = names[0].clone();
    names.retain(|name| *name == first || name.split_whitespace().count() >= 2);
    names.sort();
    names.dedup();
    names
}

/// A candidate can hold a word too many at its end.
fn beginnings(text: &str) -> Vec<String> {
    let quotes = ['"', '“', '”', '«', '»', '„'];
    let words: Vec<&str> = text.split([' ', '\u{a0}']).map(|w| w.trim_matches(quotes)).collect();
    let ends = (2..=words.len()).rev().take(3);
    ends.map(|end| words[..end].join(" ")).collect()
}

fn add(document: &mut Document, kind: &'static str, passage: Passage, listed: Vec<Resemblance>) {
    let prefix = if kind == "PER" { "person" } else { "group" };
    let form = crate::token::form_of(&listed[0].explanation.query).replace(' ', "-");
    let id = format!("{prefix}:{form}");
    match document.entities.iter_mut().find(|entity| entity.id == id) {
        Some(entity) => entity.mentions.push(passage),
        None => document.entities.push(EntityFound {
            id,
            kind,
            canonical: listed[0].explanation.query.clone(),
            canonical_en: None,
            role: None,
            country: None,
            mentions: vec![passage],
            listed,
        }),
    }
}

fn resemblance(hit: &Hit) -> Resemblance {
    let entity = &hit.record.entity;
    let sanctions = hit.record.related.iter().filter(|e| e.schema().name() == "Sanction");
    let listings = sanctions.map(|sanction| {
        let text = |property: &str| sanction.first(property).map(str::to_owned);
        Listing {
            authority: text("authority"),
            programme: text("program"),
            reference: text("authorityId").or_else(|| text("unscId")),
            since: text("listingDate"),
        }
    });
    Resemblance {
        id: entity.id().to_owned(),
        caption: entity.caption().to_owned(),
        schema: entity.schema().name().to_owned(),
        listings: listings.collect(),
        score: (f64::from(hit.score) * 1000.0).round() / 1000.0,
        band: hit.band.clone(),
        status: "resembles",
        explanation: hit.explanation.clone(),
    }
}
