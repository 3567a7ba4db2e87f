//! The names of many subjects, kept as they are read, so that it can be asked at any time who of
//! them may be one of a few listed entities. It is the index turned round: a list that changes
//! asks for its subjects.

mod ask;

use std::collections::HashMap;
use std::sync::Arc;

use hilf_entity::Schema;
use hilf_name::{Element, Head, Name, Runs, Slot, Spelling, parse};
use rayon::prelude::*;

use super::layout::{cut_key, run_key};
use crate::evidence::keys_of_subject;
use crate::hash::of_name;
use crate::screen::NAMES_MAX;
use crate::subject::Subject;

/// Names of subjects, each under a key of the caller's own.
#[derive(Default)]
pub struct Roll {
    words: Words,
    subjects: Vec<Enrolled>,
    names: Vec<EnrolledName>,
    elements: Vec<EnrolledElement>,
    /// Words of the elements, by their numbers.
    readings: Vec<u32>,
    /// Keys of the runs of words that a listed name may write as one, or cut otherwise.
    runs: Vec<u32>,
    identifiers: Vec<(u64, u32)>,
    struck: usize,
}

/// A subject.
struct Enrolled {
    key: i64,
    is_struck: bool,
    schema: Option<Schema>,
    /// Whether anything besides names is known of it.
    has_facts: bool,
}

/// A name of a subject. Its parts end where those of the next begin.
struct EnrolledName {
    subject: u32,
    first_element: u32,
    first_run: u32,
    /// Low half of the key of the whole name; 0 where it has none.
    whole: u32,
}

/// An element of a name.
struct EnrolledElement {
    /// As it is weighed in a query, of a word that carries all information.
    slot: Slot,
    first_reading: u32,
    readings: u8,
    /// Least likeness of a word that answers to it.
    least: f32,
}

/// Every spelling once.
#[derive(Default)]
struct Words {
    numbers: HashMap<Arc<Spelling>, u32>,
    all: Vec<Arc<Spelling>>,
}

impl Words {
    fn number(&mut self, spelling: &Spelling) -> u32 {
        if let Some(known) = self.numbers.get(spelling) {
            return *known;
        }
        let (spelling, number) = (Arc::new(spelling.clone()), self.all.len() as u32);
        self.all.push(Arc::clone(&spelling));
        self.numbers.insert(spelling, number);
        number
    }
}

/// What is read of a name before it is enrolled.
struct ReadName {
    name: Name,
    whole: u32,
    runs: Vec<u32>,
}

impl Roll {
    /// A roll of nobody.
    pub fn new() -> Roll {
        Roll::default()
    }

    /// Number of subjects.
    pub fn len(&self) -> usize {
        self.subjects.len() - self.struck
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Enrols subjects, each under a key that is greater than all before it.
    pub fn add(&mut self, subjects: &[(i64, Subject)]) {
        let read = |(_, subject): &(i64, Subject)| {
            subject.names().iter().take(NAMES_MAX).map(|text| read(text)).collect()
        };
        let all: Vec<Vec<ReadName>> = subjects.par_iter().map(read).collect();
        for ((key, subject), names) in subjects.iter().zip(all) {
            let number = self.subjects.len() as u32;
            let schema = subject.is_schema_known().then(|| subject.entity().schema());
            let has_facts = subject.has_facts();
            self.subjects.push(Enrolled { key: *key, is_struck: false, schema, has_facts });
            self.identifiers.extend(keys_of_subject(subject.entity()).map(|key| (key, number)));
            names.into_iter().for_each(|name| self.enrol(number, name));
        }
    }

    /// Strikes a subject off.
    pub fn strike(&mut self, key: i64) {
        let place = self.subjects.binary_search_by_key(&key, |subject| subject.key);
        if let Some(subject) = place.ok().and_then(|place| self.subjects.get_mut(place)) {
            self.struck += usize::from(!subject.is_struck);
            subject.is_struck = true;
        }
    }

    fn enrol(&mut self, subject: u32, read: ReadName) {
        self.names.push(EnrolledName {
            subject,
            first_element: self.elements.len() as u32,
            first_run: self.runs.len() as u32,
            whole: read.whole,
        });
        self.runs.extend(read.runs);
        for element in &read.name.elements {
            let first_reading = self.readings.len() as u32;
            let own = std::iter::once(&element.spelling).chain(&element.alternatives);
            for spelling in own {
                self.readings.push(self.words.number(spelling));
            }
            self.elements.push(EnrolledElement {
                slot: Slot::of(element, 1.0),
                first_reading,
                readings: u8::try_from(1 + element.alternatives.len()).unwrap_or(u8::MAX),
                least: Element::least_similarity(element),
            });
        }
    }

    /// The elements of a name.
    fn elements_of(&self, name: usize) -> &[EnrolledElement] {
        let first = self.names[name].first_element as usize;
        let end =
            self.names.get(name + 1).map_or(self.elements.len(), |n| n.first_element as usize);
        self.elements.get(first..end).unwrap_or(&[])
    }

    /// The keys of the runs of a name.
    fn runs_of(&self, name: usize) -> &[u32] {
        let first = self.names[name].first_run as usize;
        let end = self.names.get(name + 1).map_or(self.runs.len(), |n| n.first_run as usize);
        self.runs.get(first..end).unwrap_or(&[])
    }

    /// The words of an element, the one it is written with first.
    fn readings_of(&self, element: &EnrolledElement) -> &[u32] {
        let first = element.first_reading as usize;
        self.readings.get(first..first + usize::from(element.readings)).unwrap_or(&[])
    }

    fn head_of(&self, element: &EnrolledElement) -> Option<Head> {
        let word = self.readings_of(element).first()?;
        Some(Head::of(self.words.all.get(*word as usize)?))
    }
}

/// Reads a name; its runs are under the keys by which listed names are looked for.
fn read(text: &str) -> ReadName {
    let name = parse(text);
    let own = Runs::of(&name);
    let cut = own.whole().map(|run| cut_key(run.key));
    let runs = own.iter().map(|run| run_key(run.place, run.key) ^ 1).chain(cut).collect();
    ReadName { whole: of_name(&name.original).map_or(0, low), runs, name }
}

/// The low half of a key, never 0.
fn low(key: u64) -> u32 {
    (key as u32).max(1)
}
