//! Who of a roll may be one of a few listed entities.
//!
//! The answer holds everybody whom screening would find to be one of them, and some whom it would
//! not: it is to be screened by the index itself. Words are searched exactly as there. What a
//! subject's word tells depends on all listed words, so it is not known here but between bounds,
//! and a name is passed over only where it is below the least score at either bound.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use hilf_list::Record;
use hilf_name::{
    Balance, Bond, ELEMENTS_MAX, Heard, INITIAL_SIMILARITY, Link, OTHER_READING, SIMILARITY_MIN,
    Slot, Spelling, Weight, compound_factor, initial_agrees, judge, likeness,
};
use rayon::prelude::*;

use super::{EnrolledElement, Roll, low};
use crate::index::layout::SlotRecord;
use crate::index::neighbours::Finder;
use crate::index::slots::slot;
use crate::index::{Index, IndexBuilder, IndexError, info};
use crate::profile::Profile;

/// Listed words that answer to a word, with their likeness.
type Answers = Box<[(u32, f32)]>;

/// The listed entities that are asked for, as an index of their own, weighed as in the whole one.
struct Asked<'a> {
    whole: &'a Index,
    own: Index,
    /// What each word of `own` tells among all that are listed.
    infos: Vec<u8>,
    wholes: HashSet<u32>,
    runs: HashSet<u32>,
    /// Names in which an initial stands: any word may answer to it.
    initials: Vec<u32>,
    /// Words of the roll that a listed word answers to.
    answers: Vec<Option<Answers>>,
}

impl Roll {
    /// Keys of the subjects that may be one of some listed entities, in order. `index` is that of
    /// everything that is listed, them included.
    ///
    /// # Errors
    /// When the entities cannot be indexed.
    pub fn ask(
        &self,
        index: &Index,
        listed: &[(u32, Record)],
        profile: &Profile,
    ) -> Result<Vec<i64>, IndexError> {
        let asked = Asked::of(self, index, listed)?;
        let mut found: Vec<u32> = (0..self.names.len())
            .into_par_iter()
            .filter(|name| {
                let subject = &self.subjects[self.names[*name].subject as usize];
                !subject.is_struck && asked.may_be(self, *name, profile, subject.has_facts)
            })
            .map(|name| self.names[name].subject)
            .collect();
        let identifiers: HashSet<u64> =
            asked.own.tables.identifiers.get().iter().map(|record| record.key.get()).collect();
        let shares = self.identifiers.iter().filter(|(key, _)| identifiers.contains(key));
        found.extend(shares.map(|(_, subject)| *subject));
        let schemas: Vec<_> = listed.iter().map(|(_, record)| record.entity.schema()).collect();
        let of = |number: u32| {
            let subject = self.subjects.get(number as usize)?;
            let own = subject.schema;
            let can_be = schemas.iter().any(|listed| own.is_none_or(|own| own.can_match(*listed)));
            (can_be && !subject.is_struck).then_some(subject.key)
        };
        let keys: BTreeSet<i64> = found.into_iter().filter_map(of).collect();
        Ok(keys.into_iter().collect())
    }
}

impl<'a> Asked<'a> {
    fn of(roll: &Roll, whole: &'a Index, listed: &[(u32, Record)]) -> Result<Self, IndexError> {
        let mut builder = IndexBuilder::new();
        builder.add(listed);
        let own = Index::open(Arc::new(builder.finish()))?;
        let terms = 0..own.terms() as u32;
        let info = |term| {
            let known = whole.term_of(&own.term_spelling(term));
            let infos = whole.tables.term_info.get();
            known.and_then(|term| infos.get(term as usize)).copied().unwrap_or(u8::MAX)
        };
        let wholes = own.tables.wholes.get().iter().map(|record| low(record.key.get()));
        let runs = own.tables.runs.get().iter().map(|record| record.key.get());
        let has_initial = |name: &u32| {
            let mut slots = own.listed().slots_of(*name).iter();
            slots.any(|slot| slot.weight == Weight::Initial as u8)
        };
        let listed: Vec<Spelling> = terms.clone().map(|term| own.term_spelling(term)).collect();
        let answers = match listed.len() <= DIRECTLY_MAX {
            true => compared(roll, whole, &listed),
            false => found(roll, whole, &own),
        };
        Ok(Asked {
            whole,
            infos: terms.map(info).collect(),
            wholes: wholes.collect(),
            runs: runs.collect(),
            initials: (0..own.names() as u32).filter(has_initial).collect(),
            answers,
            own,
        })
    }

    /// Whether a name of the roll may score enough with any of the listed names.
    fn may_be(&self, roll: &Roll, name: usize, profile: &Profile, has_facts: bool) -> bool {
        if self.wholes.contains(&roll.names[name].whole)
            || roll.runs_of(name).iter().any(|key| self.runs.contains(key))
        {
            return true;
        }
        let elements = roll.elements_of(name);
        let elements = elements.get(..elements.len().min(ELEMENTS_MAX)).unwrap_or(elements);
        let mut met: Vec<u32> = self.initials.clone();
        let mut answers: Vec<(u32, u8, f32)> = Vec::new();
        for (place, element) in elements.iter().enumerate() {
            for (term, similarity) in self.answers_to(roll, element) {
                answers.push((term, place as u8, similarity));
                met.extend(self.own.postings().of(term).iter().map(|name| name.get()));
            }
        }
        let wanted = profile.least_by_name(has_facts);
        let balance = Balance::new(wanted, profile.names_in_text);
        if answers.is_empty() && (met.is_empty() || balance.needs_a_word()) {
            return false;
        }
        met.sort_unstable();
        met.dedup();
        let query = Unweighed::of(self.whole, roll, elements, balance);
        met.into_iter().any(|listed| query.may_be(self, listed, &answers))
    }

    /// Listed words that answer to an element; none of them to an initial.
    fn answers_to<'r>(
        &'r self,
        roll: &'r Roll,
        element: &'r EnrolledElement,
    ) -> impl Iterator<Item = (u32, f32)> + 'r {
        let readings = roll.readings_of(element).iter().zip(0..);
        let readings = readings.filter(|_| element.slot.weight != Weight::Initial);
        readings.flat_map(move |(word, place)| {
            let factor = if place == 0 { 1.0 } else { OTHER_READING };
            let answers = self.answers.get(*word as usize).and_then(Option::as_deref);
            let answers = answers.unwrap_or(&[]).iter().map(move |(term, s)| (*term, s * factor));
            answers.filter(|(_, similarity)| *similarity >= element.least)
        })
    }
}

/// A name of which it is not known what its words tell, but between which bounds.
struct Unweighed<'r> {
    roll: &'r Roll,
    elements: &'r [EnrolledElement],
    least: Vec<Slot>,
    most: Vec<Slot>,
    /// What each element takes at least if nothing answers to it.
    left: Vec<f32>,
    balance: Balance,
    needs_two: bool,
    initials: u32,
}

impl<'r> Unweighed<'r> {
    fn of(
        index: &Index,
        roll: &'r Roll,
        elements: &'r [EnrolledElement],
        balance: Balance,
    ) -> Unweighed<'r> {
        let weighed = |element: &EnrolledElement, info: f32| Slot {
            info: element.slot.info * info,
            ..element.slot
        };
        // A listed word is nearest to itself, so it tells no more than itself.
        let most = |element: &EnrolledElement| {
            let word = roll.readings_of(element).first();
            let word = word.and_then(|word| roll.words.all.get(*word as usize));
            let term = word.and_then(|word| index.term_of(word));
            weighed(element, term.map_or(1.0, |term| index.term_info(term)))
        };
        let least: Vec<Slot> = elements.iter().map(|e| weighed(e, info::LEAST)).collect();
        let bit = |(place, slot): (usize, &Slot)| match slot.weight {
            Weight::Initial => 1_u32 << place,
            _ => 0,
        };
        Unweighed {
            roll,
            elements,
            most: elements.iter().map(most).collect(),
            left: balance.query_left(&least),
            needs_two: balance.needs_two(&least),
            initials: least.iter().enumerate().map(bit).sum(),
            balance,
            least,
        }
    }

    /// Whether it may score enough with a listed name.
    fn may_be(&self, asked: &Asked<'_>, name: u32, answers: &[(u32, u8, f32)]) -> bool {
        let records = asked.own.listed().slots_of(name);
        let listed: Vec<Slot> =
            records.iter().map(|record| weighed(record, &asked.infos)).collect();
        let mut links: Vec<Link> = Vec::new();
        let (mut answered, mut has_initial) = (self.initials, false);
        for ((record, slot), j) in records.iter().zip(&listed).zip(0_u8..) {
            has_initial |= slot.weight == Weight::Initial;
            for (element, i) in self.elements.iter().zip(0_u8..) {
                let similarity = similarity(record, i, answers);
                answered |= u32::from(similarity > 0.0) << i;
                if let Some(similarity) = self.link(asked, (element, similarity), (record, slot)) {
                    let bond = Bond::Pair;
                    links.push(Link { query: (i, 1), listed: (j, 1), similarity, bond });
                }
            }
        }
        if self.needs_two && !has_initial && answered.count_ones() < 2 {
            return false;
        }
        let query = (&self.least[..], &self.most[..]);
        self.balance.allows_between(query, &self.left, &listed, &links)
    }

    /// How like an element and a listed one are; `None` if they do not answer to each other.
    fn link(
        &self,
        asked: &Asked<'_>,
        (element, similarity): (&EnrolledElement, f32),
        (record, listed): (&SlotRecord, &Slot),
    ) -> Option<f32> {
        let query = &element.slot;
        if query.weight == Weight::Initial || listed.weight == Weight::Initial {
            let head = asked.own.head(asked.own.words(), record.term.get());
            let own = self.roll.head_of(element)?;
            let agrees = initial_agrees((own, query), (head, listed));
            let both = query.weight == listed.weight;
            return agrees.then_some(if both { 1.0 } else { INITIAL_SIMILARITY });
        }
        if query.weight == Weight::Number || listed.weight == Weight::Number {
            return (query.weight == listed.weight && similarity >= 1.0).then_some(1.0);
        }
        let similarity = similarity * compound_factor(query, listed);
        (similarity >= SIMILARITY_MIN).then_some(similarity)
    }
}

/// Listed words up to which it is quicker to compare each with all of the roll than to look up the
/// words of the roll among them.
const DIRECTLY_MAX: usize = 64;

/// What answers to each word of the roll, by comparing all with all.
fn compared(roll: &Roll, whole: &Index, listed: &[Spelling]) -> Vec<Option<Answers>> {
    let heard = || listed.iter().map(Heard::of).collect::<Vec<_>>();
    let answers = |listed: &mut Vec<Heard<'_>>, word: &Arc<Spelling>| {
        let own = Heard::of(word);
        let mut is_known = None;
        let mut answers: Vec<(u32, f32)> = Vec::new();
        for (term, other) in (0..).zip(&*listed) {
            let alike = likeness(&own, other);
            if alike > 0.0 {
                let is_known =
                    *is_known.get_or_insert_with(|| own.is_known() || whole.has_term(word));
                let judged = judge(&own, is_known, other, alike);
                answers.extend((judged >= SIMILARITY_MIN).then_some((term, judged)));
            }
        }
        (!answers.is_empty()).then(|| answers.into_boxed_slice())
    };
    roll.words.all.par_iter().map_init(heard, answers).collect()
}

/// What answers to each word of the roll, by looking it up among the listed ones.
fn found(roll: &Roll, whole: &Index, own: &Index) -> Vec<Option<Answers>> {
    let answers = |finder: &mut Finder, word: &Arc<Spelling>| {
        let is_known = hilf_name::is_known(word) || whole.has_term(word);
        let found = finder.find_as(own, word, is_known);
        (!found.is_empty()).then(|| found.to_vec().into_boxed_slice())
    };
    roll.words.all.par_iter().map_init(Finder::default, answers).collect()
}

/// A listed element as the whole index weighs it.
fn weighed(record: &SlotRecord, infos: &[u8]) -> Slot {
    let info = infos.get(record.term.get() as usize).copied().unwrap_or(u8::MAX);
    slot(&SlotRecord { info, ..*record })
}

/// Likeness of the best readings of the element at a place and a listed one; 0 if they do not
/// count as alike.
fn similarity(record: &SlotRecord, place: u8, answers: &[(u32, u8, f32)]) -> f32 {
    let [first, second] = record.alternatives;
    let readings = [(record.term, 1.0), (first, OTHER_READING), (second, OTHER_READING)];
    let mut best = 0.0_f32;
    for (term, factor) in readings {
        let own = answers.iter().filter(|(t, i, _)| *t == term.get() && *i == place);
        best = own.map(|(_, _, similarity)| similarity * factor).fold(best, f32::max);
    }
    if best >= SIMILARITY_MIN { best } else { 0.0 }
}
