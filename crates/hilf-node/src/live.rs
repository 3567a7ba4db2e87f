//! The lists that are live, as one immutable whole.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use hilf_entity::{Entity, PropertyType};
use hilf_list::snapshot::{Snapshot, SnapshotError};
use hilf_list::store::{Entry, Version};
use hilf_list::{ListError, Record};
use hilf_match::{
    Collection, Hit, IndexError, Lookup, Profile, Records, Roll, Screener, Screening, Search,
    Subject,
};

use crate::search::{Directory, Scope};

/// A list and the version of it that is live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedIn {
    /// The list's name on this node.
    pub name: String,
    /// Its publisher.
    pub publisher: String,
    /// The live version.
    pub version: Version,
}

impl ListedIn {
    pub(crate) fn new(name: &str, entry: &Entry, version: &Version) -> ListedIn {
        let publisher = entry.publisher.clone();
        ListedIn { name: name.to_owned(), publisher, version: version.clone() }
    }
}

/// Where an entity stands: its record, and its place among the record's related entities.
#[derive(Clone, Copy)]
struct Place {
    ordinal: u32,
    related: Option<u32>,
}

/// What is live: snapshots, their index, and the ways between their entities.
pub struct Live {
    collection: Collection,
    lists: Vec<ListedIn>,
    directory: Directory,
    places: HashMap<String, Place>,
    merged: HashMap<String, String>,
    /// By the id of the entity referred to: reverse property, id of the entity that refers.
    referred: HashMap<String, Vec<(&'static str, String)>>,
    searches: Mutex<Vec<Search>>,
}

impl Live {
    pub(crate) fn new(collection: Collection, lists: Vec<ListedIn>) -> Result<Live, SnapshotError> {
        let mut live = Live {
            directory: Directory::default(),
            places: HashMap::new(),
            merged: HashMap::new(),
            referred: HashMap::new(),
            searches: Mutex::new(Vec::new()),
            lists,
            collection,
        };
        let mut ordinal = 0_u32;
        for (list, snapshot) in (0..).zip(live.collection.snapshots()) {
            for record in snapshot.records() {
                let record = record?;
                live.directory.add(list, &record);
                let own = std::iter::once((None, &record.entity));
                for (related, entity) in own.chain((0..).map(Some).zip(&record.related)) {
                    let place = Place { ordinal, related };
                    live.places.entry(entity.id().to_owned()).or_insert(place);
                    for referent in entity.referents.iter().filter(|id| *id != entity.id()) {
                        live.merged.insert(referent.clone(), entity.id().to_owned());
                    }
                    for (property, id) in entity.references() {
                        let reverse = entity.schema().property(property).and_then(|p| p.reverse);
                        if let Some(reverse) = reverse {
                            let known = live.referred.entry(id.to_owned()).or_default();
                            known.push((reverse, entity.id().to_owned()));
                        }
                    }
                }
                ordinal += 1;
            }
        }
        live.directory.close();
        Ok(live)
    }

    /// What answers name.
    pub fn snapshot(&self) -> &str {
        self.collection.id()
    }

    /// The lists, in the order of their names.
    pub fn lists(&self) -> &[ListedIn] {
        &self.lists
    }

    /// The snapshots, in the order of the lists.
    pub fn snapshots(&self) -> &[Snapshot] {
        self.collection.snapshots()
    }

    /// Keys of those on a roll who may be one of some of the live records: everybody whom
    /// [`Live::screen`] finds to be one of them is among them.
    ///
    /// # Errors
    /// When the records cannot be indexed.
    pub fn ask(
        &self,
        roll: &Roll,
        listed: &[(u32, Record)],
        profile: &Profile,
    ) -> Result<Vec<i64>, IndexError> {
        roll.ask(self.collection.index(), listed, profile)
    }

    /// Number of listed subjects.
    pub fn records(&self) -> u32 {
        self.directory.len()
    }

    pub(crate) fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Ordinals of the records with the words of a text in their names, and their relevance.
    pub(crate) fn named(&self, text: &str, lookup: Lookup) -> Vec<(u32, f32)> {
        self.collection.index().with_words(&hilf_name::parse(text), lookup)
    }

    /// A record by its ordinal.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError> {
        self.collection.record(ordinal)
    }

    /// Whether there is a dataset of this name; `default` is all of them.
    pub fn has_dataset(&self, name: &str) -> bool {
        name == "default"
            || self.lists.iter().any(|list| list.name == name)
            || self.collection.snapshots().iter().any(|s| s.description().info.dataset == name)
    }

    /// The list a record belongs to.
    pub fn list_of(&self, ordinal: u32) -> Option<&ListedIn> {
        self.lists.get(usize::from(self.directory.card(ordinal)?.list))
    }

    /// The record that holds an entity, listed or hanging on a listed one, and its ordinal.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn record_of(&self, id: &str) -> Result<Option<(u32, Arc<Record>)>, ListError> {
        let place = self.places.get(id);
        place.map(|p| Ok((p.ordinal, self.collection.record(p.ordinal)?))).transpose()
    }

    /// Every listed entity that scores at least the profile's threshold.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn screen(&self, profile: &Profile, subject: &Subject) -> Result<Vec<Hit>, ListError> {
        Ok(self.best(profile, subject, 0, &Scope::of("default"))?.hits)
    }

    /// As [`Live::screen`] with a profile and with another, in one search where that can be.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn screen_with_both(
        &self,
        profile: &Profile,
        other: &Profile,
        subject: &Subject,
    ) -> Result<(Vec<Hit>, Vec<Hit>), ListError> {
        let screener = Screener::new(self.collection.index(), &self.collection, profile);
        self.searching(&screener, |search| screener.screen_with_both(search, subject, other))
    }

    /// The best listed entities of a scope that score at least the profile's threshold, at most
    /// `limit`, 0 for all.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn best(
        &self,
        profile: &Profile,
        subject: &Subject,
        limit: usize,
        scope: &Scope,
    ) -> Result<Screening, ListError> {
        let screener = Screener::new(self.collection.index(), &self.collection, profile);
        let lets = |ordinal| scope.lets(self, ordinal);
        self.searching(&screener, |search| screener.best_among(search, subject, limit, &lets))
    }

    /// Does something with room to search in, which is kept for the next.
    fn searching<T>(&self, screener: &Screener, what: impl FnOnce(&mut Search) -> T) -> T {
        let kept = self.searches.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut search = kept.unwrap_or_else(|| screener.search());
        let found = what(&mut search);
        self.searches.lock().unwrap_or_else(PoisonError::into_inner).push(search);
        found
    }

    /// The id under which a merged entity is now known.
    pub fn merged_into(&self, id: &str) -> Option<&str> {
        self.merged.get(id).filter(|_| !self.places.contains_key(id)).map(String::as_str)
    }

    /// An entity of any kind: a listed subject, a sanction, an address.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn entity(&self, id: &str) -> Result<Option<Entity>, ListError> {
        let Some(place) = self.places.get(id) else { return Ok(None) };
        let mut record = Arc::unwrap_or_clone(self.collection.record(place.ordinal)?);
        Ok(match place.related {
            None => Some(record.entity),
            Some(at) if (at as usize) < record.related.len() => {
                Some(record.related.swap_remove(at as usize))
            }
            Some(_) => None,
        })
    }

    /// Ids of the entities next to one, by property: those it refers to under its own properties,
    /// those that refer to it under the reverse ones.
    pub fn adjacent(&self, entity: &Entity) -> BTreeMap<&'static str, Vec<String>> {
        let mut next: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let own = entity.references().map(|(property, id)| (property, id.to_owned()));
        let back = self.referred.get(entity.id()).into_iter().flatten().cloned();
        for (property, id) in own.chain(back) {
            let ids = next.entry(property).or_default();
            if self.places.contains_key(&id) && !ids.contains(&id) {
                ids.push(id);
            }
        }
        next.retain(|_, ids| !ids.is_empty());
        next
    }

    /// Whether a property leads from an entity to others, forwards or backwards.
    pub fn leads_on(entity: &Entity, property: &str) -> bool {
        let own = entity.schema().property(property);
        own.is_some_and(|p| p.kind == PropertyType::Entity)
            || hilf_entity::Schema::all().any(|schema| {
                schema.properties().iter().any(|p| {
                    let range = p.range.and_then(hilf_entity::Schema::named);
                    p.reverse == Some(property)
                        && range.is_some_and(|range| entity.schema().is_a(range))
                })
            })
    }
}
