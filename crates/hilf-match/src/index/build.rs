//! Building the index of a set of entities.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hilf_list::Record;
use hilf_name::{
    Class, Element, Ending, Name, Runs, SHORT_UNITS, Spelling, Tail, Weight, Writing, is_own_name,
    listed_slip_keys, parse, skeleton,
};
use rayon::prelude::*;
use zerocopy::IntoBytes;
use zerocopy::little_endian::{U32, U64};

use super::kin::Skeletons;
use super::layout::{
    EntityRecord, IdentifierRecord, NameRecord, RunRecord, SlipRecord, SlotRecord, WholeRecord,
    assemble, cut_key, initial_key, run_key,
};
use super::scan::Built;
use super::{info, kin};
use crate::hash::of_name;
use crate::names::{NameKind, names_of};

/// Collects entities and writes their index.
#[derive(Default)]
pub struct IndexBuilder {
    entities: Vec<EntityRecord>,
    ids: Vec<String>,
    names: Vec<ParsedName>,
    identifiers: Vec<IdentifierRecord>,
}

struct ParsedName {
    entity: u32,
    ordinal: u16,
    kind: NameKind,
    name: Name,
    whole: Option<u64>,
}

impl IndexBuilder {
    /// A builder without entities.
    pub fn new() -> IndexBuilder {
        IndexBuilder::default()
    }

    /// Adds records with their ordinals in the snapshot. Only matchable ones are indexed. Names
    /// are read in parallel; the result does not depend on the number of threads.
    pub fn add(&mut self, records: &[(u32, Record)]) {
        let parsed: Vec<_> = records
            .par_iter()
            .filter(|(_, record)| record.entity.schema().is_matchable())
            .map(|(ordinal, record)| {
                let entity = &record.entity;
                let read = |(text, kind): (String, NameKind)| (parse(&text), kind, of_name(&text));
                let names: Vec<_> = names_of(entity).into_iter().map(read).collect();
                (*ordinal, entity, names, crate::evidence::keys_of(record))
            })
            .collect();
        for (ordinal, entity, names, identifiers) in parsed {
            let number = self.entities.len() as u32;
            let schema = entity.schema().ordinal();
            self.entities.push(EntityRecord { ordinal: ordinal.into(), rank: 0.into(), schema });
            self.ids.push(entity.id().to_owned());
            for (position, (name, kind, whole)) in names.into_iter().enumerate() {
                if !name.elements.is_empty() || whole.is_some() {
                    let ordinal = u16::try_from(position).unwrap_or(u16::MAX);
                    self.names.push(ParsedName { entity: number, ordinal, kind, name, whole });
                }
            }
            for key in identifiers {
                let key: U64 = key.into();
                self.identifiers.push(IdentifierRecord { key, entity: number.into() });
            }
        }
    }

    /// The index as bytes, the same for the same entities in the same order.
    pub fn finish(mut self) -> Vec<u8> {
        let vocabulary = Vocabulary::of(&self.names);
        let frequency = self.frequencies();
        let entity_count = self.entities.len();
        let term_info: Vec<u8> = vocabulary
            .terms
            .par_iter()
            .map(|t| info::of_spelling(t, &frequency, entity_count))
            .collect();
        let mut names = Vec::with_capacity(self.names.len());
        let mut slots = Vec::new();
        let mut postings: Vec<Vec<U32>> = vec![Vec::new(); vocabulary.len()];
        for (number, parsed) in self.names.iter().enumerate() {
            let first = slots.len();
            for element in &parsed.name.elements {
                let record = slot_record(element, &vocabulary, &term_info);
                for term in
                    [record.term.get(), record.alternatives[0].get(), record.alternatives[1].get()]
                {
                    if let Some(list) = postings.get_mut(term as usize) {
                        list.push((number as u32).into());
                    }
                }
                slots.push(record);
            }
            names.push(name_record(parsed, first, slots.len()));
        }
        let mut posting_ends: Vec<U32> = Vec::with_capacity(postings.len());
        let mut all_postings: Vec<U32> = Vec::new();
        for mut list in postings {
            list.dedup();
            all_postings.append(&mut list);
            posting_ends.push((all_postings.len() as u32).into());
        }
        self.rank_entities();
        self.identifiers.sort_by_key(|r| (r.key.get(), r.entity.get()));
        let run_records = self.run_records();
        let skeletons = Skeletons::of(&vocabulary.terms);
        let blocks = vocabulary.blocks();
        // Rows come first, where they lie on lines of the processor's cache.
        assemble([
            blocks.rows.as_bytes(),
            skeletons.blocks.rows.as_bytes(),
            blocks.heads.as_bytes(),
            blocks.lanes.as_bytes(),
            vocabulary.ends().as_bytes(),
            vocabulary.units().as_bytes(),
            posting_ends.as_bytes(),
            all_postings.as_bytes(),
            names.as_bytes(),
            slots.as_bytes(),
            run_records.as_bytes(),
            self.entities.as_bytes(),
            self.identifiers.as_bytes(),
            [U32::new(vocabulary.voweled as u32)].as_bytes(),
            &term_info,
            self.whole_records().as_bytes(),
            self.initials(&vocabulary).as_bytes(),
            vocabulary.slips().as_bytes(),
            kin::records(&vocabulary.terms).as_bytes(),
            skeletons.blocks.heads.as_bytes(),
            skeletons.blocks.lanes.as_bytes(),
            skeletons.term_ends.as_bytes(),
            skeletons.terms.as_bytes(),
        ])
    }

    fn rank_entities(&mut self) {
        let mut order: Vec<usize> = (0..self.ids.len()).collect();
        order.par_sort_by(|a, b| self.ids[*a].cmp(&self.ids[*b]).then(a.cmp(b)));
        for (rank, entity) in (0_u32..).zip(order) {
            self.entities[entity].rank = rank.into();
        }
    }

    /// In how many entities each skeleton occurs.
    fn frequencies(&self) -> HashMap<u64, u32> {
        let mut last_seen: HashMap<u64, u32> = HashMap::new();
        let mut counts: HashMap<u64, u32> = HashMap::new();
        for parsed in &self.names {
            for element in &parsed.name.elements {
                let key = skeleton(&[&element.spelling]);
                if last_seen.insert(key, parsed.entity) != Some(parsed.entity) {
                    *counts.entry(key).or_default() += 1;
                }
            }
        }
        counts
    }

    fn initials(&self, vocabulary: &Vocabulary) -> Vec<U32> {
        let elements = self.names.iter().flat_map(|name| &name.name.elements);
        let initials = elements.filter(|element| element.weight == Weight::Initial);
        let key = |e: &Element| initial_key(vocabulary.term(&e.spelling), class_number(e.class));
        let keys: BTreeSet<u32> = initials.map(key).collect();
        keys.into_iter().map(U32::new).collect()
    }

    fn whole_records(&self) -> Vec<WholeRecord> {
        let wholes =
            self.names.iter().zip(0..).filter_map(|(name, number)| Some((name.whole?, number)));
        let mut records: Vec<(u64, u32)> = wholes.collect();
        records.par_sort_unstable();
        let record = |(key, name): (u64, u32)| WholeRecord { key: key.into(), name: name.into() };
        records.into_iter().map(record).collect()
    }

    fn run_records(&self) -> Vec<RunRecord> {
        let of_name = |(parsed, number): (&ParsedName, u32)| {
            let runs = Runs::of(&parsed.name);
            let keys = runs.iter().map(|run| (run_key(run.place, run.key), run.place));
            let cut = runs.whole().map(|run| (cut_key(run.key), run.place));
            let keyed: Vec<_> = keys.chain(cut).collect();
            keyed.into_iter().map(move |(key, place)| (key, number, place))
        };
        let numbered = self.names.par_iter().zip(0_u32..self.names.len() as u32);
        let mut records: Vec<(u32, u32, (u8, u8))> = numbered.flat_map_iter(of_name).collect();
        records.par_sort_unstable();
        records.dedup();
        let record = |(key, name, (first, count)): (u32, u32, (u8, u8))| RunRecord {
            key: key.into(),
            name: name.into(),
            first,
            count,
        };
        records.into_par_iter().map(record).collect()
    }
}

fn name_record(parsed: &ParsedName, first: usize, end: usize) -> NameRecord {
    let initials = parsed.name.elements.iter().any(|e| e.weight == Weight::Initial);
    NameRecord {
        entity: parsed.entity.into(),
        first_slot: (first as u32).into(),
        slots: (end - first) as u8,
        kind: parsed.kind as u8,
        ordinal: parsed.ordinal.into(),
        flags: u8::from(initials),
    }
}

fn slot_record(element: &Element, vocabulary: &Vocabulary, term_info: &[u8]) -> SlotRecord {
    let mut alternatives = [U32::new(u32::MAX); 2];
    for (slot, spelling) in alternatives.iter_mut().zip(&element.alternatives) {
        *slot = vocabulary.term(spelling).into();
    }
    let term = vocabulary.term(&element.spelling);
    SlotRecord {
        term: term.into(),
        alternatives,
        info: term_info.get(term as usize).copied().unwrap_or(u8::MAX),
        compound: class_number(element.class) | (tail_number(element.tail) << 4),
        weight: element.weight as u8,
        flags: (Ending::of(&element.spelling) as u8) << 4
            | (u8::from(is_own_name(&element.spelling)) << 6)
            | u8::from(element.nasab)
            | (u8::from(element.bracketed) << 1)
            | (u8::from(element.article) << 2)
            | (u8::from(element.spelling.units.len() <= SHORT_UNITS) << 3),
    }
}

fn class_number(class: Class) -> u8 {
    class as u8
}

fn tail_number(tail: Tail) -> u8 {
    tail as u8
}

/// Every spelling of a core, numbered: the voweled ones first, each writing in order.
struct Vocabulary {
    terms: Vec<Spelling>,
    numbers: BTreeMap<Spelling, u32>,
    voweled: usize,
}

impl Vocabulary {
    fn of(names: &[ParsedName]) -> Vocabulary {
        let mut terms: Vec<Spelling> = names
            .par_iter()
            .flat_map_iter(|n| &n.name.elements)
            .flat_map_iter(|e| std::iter::once(&e.spelling).chain(e.alternatives.iter().take(2)))
            .filter(|s| !s.units.is_empty())
            .cloned()
            .collect();
        terms.par_sort_unstable();
        terms.dedup();
        let voweled = terms.partition_point(|t| t.writing == Writing::Voweled);
        let numbers = terms.iter().cloned().zip(0..).collect();
        Vocabulary { terms, numbers, voweled }
    }

    fn len(&self) -> usize {
        self.terms.len()
    }

    fn term(&self, spelling: &Spelling) -> u32 {
        self.numbers.get(spelling).copied().unwrap_or(u32::MAX)
    }

    fn blocks(&self) -> Built {
        let numbered = self.terms.iter().zip(0..);
        Built::of(numbered.map(|(term, number)| (term.writing, &term.units[..], number)))
    }

    fn slips(&self) -> Vec<SlipRecord> {
        let keys = |(spelling, term): (&Spelling, u32)| {
            listed_slip_keys(spelling).into_iter().map(move |key| (key, term))
        };
        let numbered = self.terms.par_iter().zip(0_u32..self.terms.len() as u32);
        let mut records: Vec<(u32, u32)> = numbered.flat_map_iter(keys).collect();
        records.par_sort_unstable();
        let record = |(key, term): (u32, u32)| SlipRecord { key: key.into(), term: term.into() };
        records.into_par_iter().map(record).collect()
    }

    fn ends(&self) -> Vec<U32> {
        kin::ends(self.terms.iter().map(|term| term.units.len()))
    }

    fn units(&self) -> Vec<u8> {
        self.terms.iter().flat_map(|t| t.units.iter().map(|u| u.0)).collect()
    }
}
