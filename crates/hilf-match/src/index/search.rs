//! Searching the index for one name.
//!
//! Every listed name whose alignment scores at least the wanted score is found: words are
//! searched exactly, and a name is passed over only if an upper bound of its score is lower.

use std::collections::HashMap;
use std::sync::Arc;

use hilf_name::{
    Alignment, Bond, Class, Costs, Element, Link, Name, OTHER_READING, Run, SIMILARITY_MIN, Slot,
    Spelling, Tail, Weight, Writing, align, compound_factor, initial_agrees, merged_links, runs,
    runs_of, share, whole, whole_key, whole_link, written_as_one,
};

use super::layout::{SlotRecord, cut_key, run_key};
use super::{Index, trie};
use crate::hash::of_name;
use crate::names::NameKind;

/// Words whose neighbours are remembered between searches.
const CACHE_MAX: usize = 100_000;
/// Information of a query word that no listed word resembles.
const INFO_UNKNOWN: f32 = 0.85;
/// Most that an initial can add to what is matched.
const INITIAL_MAX: f32 = 0.25;

/// A listed name that answers to a query.
#[derive(Debug, Clone)]
pub struct NameHit {
    /// The entity, as the index numbers it.
    pub entity: u32,
    /// Which of the entity's names it is, in the order of [`crate::names_of`].
    pub ordinal: u16,
    /// Its kind.
    pub kind: NameKind,
    /// How the names answer to each other.
    pub alignment: Alignment,
    /// The query's elements, as they were weighed.
    pub query: Vec<Slot>,
    /// The listed name's elements, as they were weighed.
    pub listed: Vec<Slot>,
    /// Whether the names are equal after folding: same parts, nothing left over.
    pub exact: bool,
}

#[derive(Clone, Copy, Default)]
struct Bound {
    matched: f32,
    doubt: f32,
    answered: f32,
}

type Neighbours = Arc<[(u32, f32)]>;

/// Room to search in; one for each thread, reused between searches.
pub struct Search {
    rows: trie::Rows,
    proposed: Vec<u32>,
    cache: HashMap<Spelling, Neighbours>,
    /// By name: upper bound of what is matched, lower bound of the doubt in it, and what the query
    /// elements that it answers would cost if they were left over.
    bounds: Vec<Bound>,
    current: Vec<(f32, f32)>,
    touched: Vec<u32>,
    /// By term: place in `similarities`, from 1.
    term_row: Vec<u32>,
    similarities: Vec<[f32; hilf_name::ELEMENTS_MAX]>,
    terms_used: Vec<u32>,
    element_names: Vec<u32>,
    links: Vec<Link>,
    within: bool,
}

impl Search {
    /// Room for searches in an index.
    pub fn new(index: &Index) -> Search {
        let names = index.names();
        Search {
            rows: trie::Rows::default(),
            proposed: Vec::new(),
            cache: HashMap::new(),
            bounds: vec![Bound::default(); names],
            current: vec![(0.0, 0.0); names],
            touched: Vec::new(),
            term_row: vec![0; index.terms()],
            similarities: Vec::new(),
            terms_used: Vec::new(),
            element_names: Vec::new(),
            links: Vec::new(),
            within: false,
        }
    }

    /// Whether queries are texts in which a name may stand among other words.
    pub fn set_within(&mut self, within: bool) {
        self.within = within;
    }

    /// Every listed name that scores at least `least` against the query, in index order.
    pub fn names(&mut self, index: &Index, query: &Name, least: f32) -> Vec<NameHit> {
        let slots = self.gather(index, query);
        let query_runs = runs_of(query);
        let mut candidates = self.bounded(index, &slots, least);
        let mut merging = merge_candidates(index, &query_runs);
        merging.sort_unstable();
        merging.dedup();
        candidates.extend(&merging);
        let wholes = whole_names(index, query);
        candidates.extend(&wholes);
        candidates.sort_unstable();
        candidates.dedup();
        let mut hits = Vec::new();
        for name in candidates {
            let least = if wholes.contains(&name) { 0.0 } else { least };
            let can_merge = merging.binary_search(&name).is_ok();
            let runs: &[Run] = if can_merge { &query_runs } else { &[] };
            if let Some(hit) = self.score(index, query, &slots, runs, name, least) {
                let exact = hit.exact || wholes.contains(&name);
                hits.push(NameHit { exact, ..hit });
            }
        }
        self.clear();
        hits
    }

    /// Scores every listed name, without the index's short cuts: the yardstick of its recall.
    pub fn names_by_brute_force(
        &mut self,
        index: &Index,
        query: &Name,
        least: f32,
    ) -> Vec<NameHit> {
        let slots = self.gather(index, query);
        let query_runs = runs_of(query);
        let wholes = whole_names(index, query);
        let hits = (0..index.names() as u32)
            .filter_map(|name| {
                let is_whole = wholes.contains(&name);
                let least = if is_whole { 0.0 } else { least };
                let hit = self.score(index, query, &slots, &query_runs, name, least)?;
                Some(NameHit { exact: hit.exact || is_whole, ..hit })
            })
            .collect();
        self.clear();
        hits
    }

    /// Looks up the neighbours of every query element and adds up, name by name, what they can
    /// match at most.
    fn gather(&mut self, index: &Index, query: &Name) -> Vec<Slot> {
        let neighbours: Vec<Vec<(u32, f32)>> =
            query.elements.iter().map(|element| self.neighbours_of(index, element)).collect();
        let slot =
            |(element, near): (&Element, &Vec<(u32, f32)>)| Slot::of(element, info_of(index, near));
        let slots: Vec<Slot> = query.elements.iter().zip(&neighbours).map(slot).collect();
        for (i, near) in neighbours.iter().enumerate() {
            self.count(index, (i, near), &slots);
        }
        slots
    }

    /// Adds what one query element can match to the bounds of every name that answers it.
    fn count(&mut self, index: &Index, (i, near): (usize, &[(u32, f32)]), slots: &[Slot]) {
        let left_over = hilf_name::unmatched(i as u8, slots);
        let mut hit_names = std::mem::take(&mut self.element_names);
        hit_names.clear();
        for &(term, similarity) in near {
            self.remember(term, i, similarity);
            let info = term_info(index, term).min(slots[i].info);
            let (gain, doubt) = (similarity * info, (1.0 - similarity) * info);
            for name in index.postings(term) {
                let name = name.get();
                let current = &mut self.current[name as usize];
                if current.0 == 0.0 {
                    hit_names.push(name);
                    *current = (gain, doubt);
                } else {
                    *current = (current.0.max(gain), current.1.min(doubt));
                }
            }
        }
        for &name in &hit_names {
            let (gain, doubt) = std::mem::take(&mut self.current[name as usize]);
            let bound = &mut self.bounds[name as usize];
            if bound.matched == 0.0 {
                self.touched.push(name);
            }
            bound.matched += gain;
            bound.doubt += doubt;
            bound.answered += left_over;
        }
        self.element_names = hit_names;
    }

    fn remember(&mut self, term: u32, element: usize, similarity: f32) {
        let row = &mut self.term_row[term as usize];
        if *row == 0 {
            self.similarities.push([0.0; hilf_name::ELEMENTS_MAX]);
            self.terms_used.push(term);
            *row = self.similarities.len() as u32;
        }
        let cell = &mut self.similarities[*row as usize - 1][element];
        *cell = cell.max(similarity);
    }

    fn neighbours_of(&mut self, index: &Index, element: &Element) -> Vec<(u32, f32)> {
        if element.weight == Weight::Initial {
            return Vec::new();
        }
        let mut best: Vec<(u32, f32)> = self.neighbours(index, &element.spelling).to_vec();
        for other in &element.alternatives {
            let more = self.neighbours(index, other);
            best.extend(more.iter().map(|(t, s)| (*t, s * OTHER_READING)));
        }
        let least = element.least_similarity();
        best.retain(|(_, s)| *s >= least);
        best
    }

    fn neighbours(&mut self, index: &Index, spelling: &Spelling) -> Neighbours {
        if let Some(known) = self.cache.get(spelling) {
            return Arc::clone(known);
        }
        let own = usize::from(spelling.writing == Writing::Abjad);
        let known = hilf_name::is_known(spelling) || index.has_term(spelling);
        let mut found: Vec<(u32, f32)> = Vec::new();
        for (number, writing) in [Writing::Voweled, Writing::Abjad].into_iter().enumerate() {
            let costs = Costs::between(spelling.writing, writing);
            let trees = trie::Trees {
                forward: index.tables.tries[number].get(),
                backward: index.tables.backward[number].get(),
            };
            self.proposed.clear();
            let sides = (own, writing == spelling.writing);
            let units = &spelling.units;
            trie::candidates(&trees, units, costs, sides, &mut self.rows, &mut self.proposed);
            for &term in &self.proposed {
                let listed = index.term_spelling(term);
                let alike = hilf_name::likeness(spelling, &listed);
                let judged = hilf_name::judge(spelling, known, &listed, alike);
                found.push((term, judged));
            }
        }
        found.retain(|(_, s)| *s >= SIMILARITY_MIN);
        let found: Neighbours = found.into();
        if self.cache.len() < CACHE_MAX {
            self.cache.insert(spelling.clone(), Arc::clone(&found));
        }
        found
    }

    fn bounded(&self, index: &Index, slots: &[Slot], least: f32) -> Vec<u32> {
        let initials = slots.iter().filter(|s| s.weight == Weight::Initial).count() as f32;
        let spelt = (0..slots.len()).filter(|i| slots[*i].weight != Weight::Initial);
        let all: f32 = spelt.map(|i| hilf_name::unmatched(i as u8, slots)).sum();
        let names = index.tables.names.get();
        let promising = |name: &u32| {
            let bound = &self.bounds[*name as usize];
            let listed_initials = names.get(*name as usize).is_some_and(|n| n.flags & 1 == 1);
            let open = if listed_initials || self.within { 0.0 } else { all - bound.answered };
            let matched = bound.matched + initials * INITIAL_MAX;
            hilf_name::most(matched, bound.doubt, open) >= least - 1e-3
        };
        self.touched.iter().copied().filter(promising).collect()
    }

    fn score(
        &mut self,
        index: &Index,
        query: &Name,
        query_slots: &[Slot],
        query_runs: &[Run],
        name: u32,
        least: f32,
    ) -> Option<NameHit> {
        let records = index.slots_of(name);
        let listed_slots: Vec<Slot> =
            records.iter().map(|r| slot(r, index.term_units(r.term.get()).len())).collect();
        let mut links = std::mem::take(&mut self.links);
        links.clear();
        for (i, q) in query_slots.iter().enumerate() {
            for (j, l) in listed_slots.iter().enumerate() {
                if let Some(link) = self.link(index, (i, &query.elements[i]), q, &records[j], l) {
                    links.push(Link { query: (i as u8, 1), listed: (j as u8, 1), ..link });
                }
            }
        }
        if !query_runs.is_empty() && (query_slots.len() != 1 || listed_slots.len() != 1) {
            let listed_runs = listed_runs(index, records);
            merged_links(query_runs, &listed_runs, &mut links);
            whole_link(query_runs, &listed_runs, &mut links);
        }
        let alignment = align(query_slots, &listed_slots, &mut links, self.within);
        self.links = links;
        let record = index.tables.names.get().get(name as usize)?;
        let exact = is_exact(&alignment, query_slots, &listed_slots);
        (alignment.score >= least || exact).then(|| NameHit {
            entity: record.entity.get(),
            ordinal: record.ordinal.get(),
            kind: NameKind::of(record.kind),
            alignment,
            query: query_slots.to_vec(),
            listed: listed_slots.clone(),
            exact,
        })
    }

    /// How the query element at `place` answers to a listed element.
    fn link(
        &self,
        index: &Index,
        (place, element): (usize, &Element),
        query: &Slot,
        record: &SlotRecord,
        listed: &Slot,
    ) -> Option<Link> {
        let link = |similarity, bond| Link { query: (0, 1), listed: (0, 1), similarity, bond };
        if query.weight == Weight::Initial || listed.weight == Weight::Initial {
            let spelling = index.term_spelling(record.term.get());
            let agrees = initial_agrees((&element.spelling, query), (&spelling, listed));
            let both = query.weight == listed.weight;
            let (similarity, bond) = if both { (1.0, Bond::Pair) } else { (0.9, Bond::Initial) };
            return agrees.then(|| link(similarity, bond));
        }
        let similarity = self.similarity(place, record);
        if query.weight == Weight::Number || listed.weight == Weight::Number {
            let equal = query.weight == listed.weight && similarity >= 1.0;
            return equal.then(|| link(1.0, Bond::Pair));
        }
        let similarity = similarity * compound_factor(query, listed);
        (similarity >= SIMILARITY_MIN).then(|| link(similarity, Bond::Pair))
    }

    /// Similarity of the best readings of a query element and a listed one; 0 if they do not
    /// count as alike.
    fn similarity(&self, place: usize, record: &SlotRecord) -> f32 {
        let of_term = |term: u32| -> f32 {
            let row = self.term_row.get(term as usize).copied().unwrap_or(0);
            let Some(row) = (row as usize).checked_sub(1) else { return 0.0 };
            self.similarities[row][place]
        };
        let best = of_term(record.term.get());
        let others = record.alternatives.iter().map(|t| OTHER_READING * of_term(t.get()));
        let best = others.fold(best, f32::max);
        if best >= SIMILARITY_MIN { best } else { 0.0 }
    }

    fn clear(&mut self) {
        for &name in &self.touched {
            self.bounds[name as usize] = Bound::default();
        }
        self.touched.clear();
        for &term in &self.terms_used {
            self.term_row[term as usize] = 0;
        }
        self.terms_used.clear();
        self.similarities.clear();
    }
}

pub(crate) fn slot(record: &SlotRecord, units: usize) -> Slot {
    let weight = weight_of(record.weight);
    Slot {
        info: f32::from(record.info) / 255.0 * share(weight, units),
        class: class_of(record.compound & 15),
        tail: tail_of(record.compound >> 4),
        weight,
        nasab: record.flags & 1 == 1,
        bracketed: record.flags & 2 == 2,
        article: record.flags & 4 == 4,
    }
}

fn class_of(number: u8) -> Class {
    [Class::Plain, Class::Abd, Class::Abu, Class::Umm]
        .into_iter()
        .nth(number.into())
        .unwrap_or_default()
}

fn tail_of(number: u8) -> Tail {
    [Tail::None, Tail::Din, Tail::Allah].into_iter().nth(number.into()).unwrap_or_default()
}

fn weight_of(number: u8) -> Weight {
    use Weight::*;
    [Name, Initial, TitleOrName, Generic, LegalForm, Filler, Number, Truncated]
        .into_iter()
        .nth(number.into())
        .unwrap_or(Name)
}

fn term_info(index: &Index, term: u32) -> f32 {
    let info = index.tables.term_info.get().get(term as usize).copied().unwrap_or(u8::MAX);
    f32::from(info) / 255.0
}

/// Information of a query word: that of the listed word most like it.
fn info_of(index: &Index, neighbours: &[(u32, f32)]) -> f32 {
    let nearest = neighbours.iter().map(|(_, s)| *s).fold(0.0, f32::max);
    if nearest < 0.8 {
        return INFO_UNKNOWN;
    }
    let equals = neighbours.iter().filter(|(_, s)| *s >= nearest);
    equals.map(|(term, _)| term_info(index, *term)).fold(1.0, f32::min)
}

fn listed_runs(index: &Index, records: &[SlotRecord]) -> Vec<Run> {
    let words: Vec<(Spelling, bool)> = records
        .iter()
        .map(|r| {
            let core = index.term_spelling(r.term.get());
            let (class, tail) = (class_of(r.compound & 15), tail_of(r.compound >> 4));
            let is_initial = weight_of(r.weight) == Weight::Initial;
            (written_as_one(&core, class, tail), is_initial)
        })
        .collect();
    runs(&words)
}

/// Names that hold a run of words with the skeleton of one of the query's.
fn merge_candidates(index: &Index, query_runs: &[Run]) -> Vec<u32> {
    let records = index.tables.runs.get();
    let mut names = Vec::new();
    let cut = whole(query_runs).map(|run| cut_key(whole_key(&run.2)));
    let keys = query_runs.iter().map(|(place, key, _)| run_key(*place, *key) ^ 1);
    for key in keys.chain(cut) {
        let first = records.partition_point(|r| r.key.get() < key);
        let same = records[first..].iter().take_while(|r| r.key.get() == key);
        names.extend(same.map(|r| r.name.get()));
    }
    names
}

/// Names that are the query word for word, whatever their sound tells: some names of short words
/// have no sound that could be compared.
fn whole_names(index: &Index, query: &Name) -> Vec<u32> {
    let Some(key) = of_name(&query.original) else { return Vec::new() };
    let records = index.tables.wholes.get();
    let first = records.partition_point(|r| r.key.get() < key);
    records[first..].iter().take_while(|r| r.key.get() == key).map(|r| r.name.get()).collect()
}

/// Equal after folding: every part answers to its like, wholly, and nothing is left over.
fn is_exact(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> bool {
    let light = |left: &[u8], slots: &[Slot]| {
        left.iter().all(|i| slots[usize::from(*i)].weight == Weight::Filler)
    };
    !alignment.swapped
        && alignment.is_in_order()
        && !alignment.links.is_empty()
        && alignment.links.iter().all(|l| l.similarity >= 0.999 && l.bond != Bond::Initial)
        && light(&alignment.query_left, query)
        && light(&alignment.listed_left, listed)
}
