//! Searching the index for one name.
//!
//! Every listed name whose alignment scores at least the wanted score is found: words are
//! searched exactly, and a name is passed over only if an upper bound of its score is lower.

use hilf_name::{
    Alignment, Balance, Bond, Class, ELEMENTS_MAX, Element, Head, INITIAL_SIMILARITY, Link, Name,
    OTHER_READING, Run, SIMILARITY_MIN, Slot, Spelling, Tail, Weight, align, compound_factor,
    initial_agrees, merged_links, runs_of, share, whole_link,
};

use super::layout::SlotRecord;
use super::neighbours::{Finder, Neighbours};
use super::reach::{self, Reach};
use super::{Index, merge};
use crate::hash::of_name;
use crate::names::NameKind;

/// Information of a query word that no listed word resembles.
const INFO_UNKNOWN: f32 = 0.85;

/// A listed name that answers to a query.
#[derive(Debug, Clone)]
pub struct NameHit {
    /// The name, as the index numbers it.
    pub name: u32,
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

/// Room to search in; one for each thread, reused between searches.
pub struct Search {
    finder: Finder,
    /// By name: the last search that met it.
    met: Vec<u32>,
    searches: u32,
    /// By term: place in `similarities`, from 1.
    term_row: Vec<u32>,
    similarities: Vec<[f32; ELEMENTS_MAX]>,
    /// Beside `similarities`: the query elements that the term answers to, as bits.
    answers: Vec<u32>,
    terms_used: Vec<u32>,
    candidates: Vec<u32>,
    /// What the words of a listed name answer to.
    found: Vec<Answer>,
    listed: Vec<Slot>,
    links: Vec<Link>,
    within: bool,
}

/// What a word of a listed name answers to in the query.
#[derive(Clone, Copy, Default)]
struct Answer {
    /// Places in `similarities` of its readings, from 1; 0 for one that answers to nothing.
    rows: [u32; 3],
    /// The query elements, as bits.
    elements: u32,
}

/// A query as the index sees it.
struct Query<'q> {
    name: &'q Name,
    slots: Vec<Slot>,
    runs: Vec<Run>,
    balance: Balance,
    /// What each element takes from the balance if nothing answers to it.
    left: Vec<f32>,
    /// The most that each element adds, by the best of all words.
    most: Vec<f32>,
    /// Elements that initials stand for, as bits: any word may answer to them.
    initials: u32,
    needs_two: bool,
    least: f32,
}

impl<'q> Query<'q> {
    fn new(name: &'q Name, slots: Vec<Slot>, balance: Balance, least: f32) -> Query<'q> {
        let bit = |(i, slot): (usize, &Slot)| u32::from(slot.weight == Weight::Initial) << i;
        Query {
            name,
            runs: runs_of(name),
            balance,
            left: balance.query_left(&slots),
            most: slots.iter().map(|slot| balance.by_word(slot, slot.info, 1.0)).collect(),
            initials: slots.iter().enumerate().map(bit).sum(),
            needs_two: balance.needs_two(&slots),
            least,
            slots,
        }
    }

    /// Whether a name can reach the balance that answers to no more than these elements, as bits,
    /// whatever else it has.
    fn allows(&self, answered: u32) -> bool {
        let mut balance = 0.0;
        for (i, (most, left)) in self.most.iter().zip(&self.left).enumerate() {
            balance += if answered >> i & 1 == 1 { *most } else { -left };
        }
        self.balance.is_reached(balance)
    }

    /// What the parts add that stand for any word.
    fn free(&self) -> f32 {
        let initials = self.slots.iter().filter(|slot| slot.weight == Weight::Initial);
        initials.map(|slot| self.balance.initial(slot)).sum()
    }
}

impl Search {
    /// Room for searches in an index.
    pub fn new(index: &Index) -> Search {
        Search {
            finder: Finder::default(),
            met: vec![0; index.names()],
            searches: 0,
            term_row: vec![0; index.terms()],
            similarities: Vec::new(),
            answers: Vec::new(),
            terms_used: Vec::new(),
            candidates: Vec::new(),
            found: Vec::new(),
            listed: Vec::new(),
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
        let balance = Balance::new(least, self.within);
        let (slots, neighbours) = self.gather(index, query);
        let query = Query::new(query, slots, balance, least);
        let reaches = reaches(index, &query, &neighbours);
        let merging = merge::names(index, &query.runs);
        let wholes = whole_names(index, query.name);
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        self.begin();
        let mut meet = |name: u32| {
            let met = &mut self.met[name as usize];
            if *met != self.searches {
                *met = self.searches;
                candidates.push(name);
            }
        };
        merging.iter().chain(&wholes).for_each(|name| meet(*name));
        reach::names(index, query.free(), reaches, &mut meet);
        let mut hits = Vec::new();
        let listed = index.listed();
        for &name in &candidates {
            let is_whole = wholes.contains(&name);
            let can_merge = merging.binary_search(&name).is_ok();
            let records = listed.slots_of(name);
            hits.extend(self.score(index, &query, records, (name, can_merge, is_whole)));
        }
        hits.sort_by_key(|hit| hit.name);
        self.candidates = candidates;
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
        let slots = self.gather(index, query).0;
        self.compare_every_word(index, query);
        let balance = Balance::new(0.0, true);
        let query = Query::new(query, slots, balance, least);
        let wholes = whole_names(index, query.name);
        let hits = (0..index.names() as u32)
            .filter_map(|name| {
                let records = index.listed().slots_of(name);
                self.score(index, &query, records, (name, true, wholes.contains(&name)))
            })
            .collect();
        self.clear();
        hits
    }

    /// Compares every query element with every listed word directly, without the trees.
    fn compare_every_word(&mut self, index: &Index, query: &Name) {
        for (i, element) in query.elements.iter().enumerate() {
            for (spelling, factor) in readings(element) {
                for (term, similarity) in compared(index, spelling) {
                    if similarity * factor >= element.least_similarity() {
                        self.remember(term, i, similarity * factor);
                    }
                }
            }
        }
    }

    fn begin(&mut self) {
        self.searches = self.searches.wrapping_add(1);
        if self.searches == 0 {
            self.met.fill(0);
            self.searches = 1;
        }
    }

    /// Looks up the neighbours of every query element, and what each weighs by them.
    fn gather(&mut self, index: &Index, query: &Name) -> (Vec<Slot>, Vec<Vec<(u32, f32)>>) {
        let mut slots = Vec::with_capacity(query.elements.len());
        let mut all = Vec::with_capacity(query.elements.len());
        for (i, element) in query.elements.iter().enumerate() {
            let neighbours = self.neighbours_of(index, element);
            for &(term, similarity) in &neighbours {
                self.remember(term, i, similarity);
            }
            slots.push(Slot::of(element, info_of(index, &neighbours)));
            all.push(neighbours);
        }
        (slots, all)
    }

    fn remember(&mut self, term: u32, element: usize, similarity: f32) {
        let row = &mut self.term_row[term as usize];
        if *row == 0 {
            self.similarities.push([0.0; ELEMENTS_MAX]);
            self.answers.push(0);
            self.terms_used.push(term);
            *row = self.similarities.len() as u32;
        }
        let row = *row as usize - 1;
        self.answers[row] |= 1 << element;
        let cell = &mut self.similarities[row][element];
        *cell = cell.max(similarity);
    }

    fn neighbours_of(&mut self, index: &Index, element: &Element) -> Vec<(u32, f32)> {
        let least = element.least_similarity();
        let mut best = Vec::new();
        for (spelling, factor) in readings(element) {
            let found = self.neighbours(index, spelling);
            best.extend(found.iter().map(|(t, s)| (*t, s * factor)).filter(|(_, s)| *s >= least));
        }
        best
    }

    fn neighbours(&mut self, index: &Index, spelling: &Spelling) -> Neighbours {
        index.neighbours.of(spelling, || self.finder.find(index, spelling))
    }

    /// The hit of a name, if it scores enough. Only names that are known to merge words are looked
    /// at for that.
    fn score(
        &mut self,
        index: &Index,
        query: &Query<'_>,
        records: &[SlotRecord],
        (name, can_merge, is_whole): (u32, bool, bool),
    ) -> Option<NameHit> {
        let mut answers = std::mem::take(&mut self.found);
        answers.clear();
        answers.extend(records.iter().map(|record| self.answer(record)));
        let hit = self.score_found(index, query, (records, &answers), (name, can_merge, is_whole));
        self.found = answers;
        hit
    }

    /// As `score`, with what each of the words answers to.
    fn score_found(
        &mut self,
        index: &Index,
        query: &Query<'_>,
        (records, answers): (&[SlotRecord], &[Answer]),
        (name, can_merge, is_whole): (u32, bool, bool),
    ) -> Option<NameHit> {
        let initials = records.iter().any(|record| record.weight == Weight::Initial as u8);
        let answered = answers.iter().fold(query.initials, |all, answer| all | answer.elements);
        let two = initials || answered.count_ones() >= 2;
        let is_sure = can_merge || is_whole;
        if !is_sure && (query.needs_two && !two || !initials && !query.allows(answered)) {
            return None;
        }
        let mut listed = std::mem::take(&mut self.listed);
        let mut links = std::mem::take(&mut self.links);
        listed.clear();
        listed.extend(records.iter().map(slot));
        links.clear();
        for (j, (l, answer)) in listed.iter().zip(answers).enumerate() {
            let all = l.weight == Weight::Initial;
            for (i, q) in query.slots.iter().enumerate() {
                if all || (answer.elements | query.initials) >> i & 1 == 1 {
                    let element = &query.name.elements[i];
                    if let Some(link) = self.link(index, (i, element), q, (&records[j], answer), l)
                    {
                        links.push(Link { query: (i as u8, 1), listed: (j as u8, 1), ..link });
                    }
                }
            }
        }
        let promising =
            is_sure || query.balance.allows((&query.slots, &query.left), &listed, &links);
        let hit = match promising {
            true => self.weigh(index, query, name, (can_merge, is_whole), &listed, &mut links),
            false => None,
        };
        (self.listed, self.links) = (listed, links);
        hit
    }

    /// What a listed word answers to.
    #[inline]
    fn answer(&self, record: &SlotRecord) -> Answer {
        let [first, second] = record.alternatives;
        let row = |term: u32| self.term_row.get(term as usize).copied().unwrap_or(0);
        let rows = [record.term.get(), first.get(), second.get()].map(row);
        let elements = |row: u32| match (row as usize).checked_sub(1) {
            Some(row) => self.answers[row],
            None => 0,
        };
        Answer { rows, elements: rows.map(elements).iter().fold(0, |all, some| all | some) }
    }

    fn weigh(
        &self,
        index: &Index,
        query: &Query<'_>,
        name: u32,
        (can_merge, is_whole): (bool, bool),
        listed: &[Slot],
        links: &mut Vec<Link>,
    ) -> Option<NameHit> {
        if can_merge && !query.runs.is_empty() && (query.slots.len() != 1 || listed.len() != 1) {
            let listed_runs = merge::listed_runs(index, index.listed().slots_of(name));
            merged_links(&query.runs, &listed_runs, links);
            whole_link(&query.runs, &listed_runs, links);
        }
        let alignment = align(&query.slots, listed, links, self.within);
        let record = index.tables.names.get().get(name as usize)?;
        let exact = is_exact(&alignment, &query.slots, listed);
        (is_whole || exact || alignment.score >= query.least).then(|| NameHit {
            name,
            entity: record.entity.get(),
            ordinal: record.ordinal.get(),
            kind: NameKind::of(record.kind),
            alignment,
            query: query.slots.clone(),
            listed: listed.to_vec(),
            exact: exact || is_whole,
        })
    }

    /// How the query element at `place` answers to a listed element.
    fn link(
        &self,
        index: &Index,
        (place, element): (usize, &Element),
        query: &Slot,
        (record, answer): (&SlotRecord, &Answer),
        listed: &Slot,
    ) -> Option<Link> {
        let link = |similarity, bond| Link { query: (0, 1), listed: (0, 1), similarity, bond };
        if query.weight == Weight::Initial || listed.weight == Weight::Initial {
            let head = index.head(index.words(), record.term.get());
            let agrees = initial_agrees((Head::of(&element.spelling), query), (head, listed));
            let both = query.weight == listed.weight;
            let (similarity, bond) =
                if both { (1.0, Bond::Pair) } else { (INITIAL_SIMILARITY, Bond::Initial) };
            return agrees.then(|| link(similarity, bond));
        }
        let similarity = self.similarity(place, answer);
        if query.weight == Weight::Number || listed.weight == Weight::Number {
            let equal = query.weight == listed.weight && similarity >= 1.0;
            return equal.then(|| link(1.0, Bond::Pair));
        }
        let similarity = similarity * compound_factor(query, listed);
        (similarity >= SIMILARITY_MIN).then(|| link(similarity, Bond::Pair))
    }

    /// Similarity of the best readings of a query element and a listed one; 0 if they do not
    /// count as alike.
    fn similarity(&self, place: usize, answer: &Answer) -> f32 {
        let of = |row: u32| match (row as usize).checked_sub(1) {
            Some(row) => self.similarities[row][place],
            None => 0.0,
        };
        let [best, others @ ..] = answer.rows.map(of);
        let best = others.iter().map(|other| OTHER_READING * other).fold(best, f32::max);
        if best >= SIMILARITY_MIN { best } else { 0.0 }
    }

    fn clear(&mut self) {
        for &term in &self.terms_used {
            self.term_row[term as usize] = 0;
        }
        self.terms_used.clear();
        self.similarities.clear();
        self.answers.clear();
    }
}

/// What every query element can find, initials left out.
fn reaches(index: &Index, query: &Query<'_>, neighbours: &[Vec<(u32, f32)>]) -> Vec<Reach> {
    let elements = query.name.elements.iter().zip(&query.slots).zip(&query.left).zip(neighbours);
    elements
        .filter(|(((_, slot), _), _)| slot.weight != Weight::Initial)
        .map(|(((element, slot), left), neighbours)| {
            Reach::of(index, &query.balance, (element, slot, *left), neighbours)
        })
        .collect()
}

/// The spellings that a query element is searched by, with what each is worth; none of an initial.
fn readings(element: &Element) -> impl Iterator<Item = (&Spelling, f32)> {
    let others = element.alternatives.iter().map(|other| (other, OTHER_READING));
    let all = std::iter::once((&element.spelling, 1.0)).chain(others);
    all.filter(|_| element.weight != Weight::Initial)
}

/// Every listed word that is like a query's, by comparing it with each.
fn compared(index: &Index, spelling: &Spelling) -> Vec<(u32, f32)> {
    let terms = 0..index.terms() as u32;
    let known = hilf_name::is_known(spelling)
        || terms.clone().any(|term| index.term_spelling(term) == *spelling);
    let judged = |term: u32| {
        let listed = index.term_spelling(term);
        let alike = hilf_name::likeness(spelling, &listed);
        (term, hilf_name::judge(spelling, known, &listed, alike))
    };
    terms.map(judged).filter(|(_, similarity)| *similarity >= SIMILARITY_MIN).collect()
}

fn slot(record: &SlotRecord) -> Slot {
    let weight = weight_of(record.weight);
    Slot {
        info: f32::from(record.info) / 255.0 * share(weight, record.flags & 8 == 8),
        class: class_of(record.compound & 15),
        tail: tail_of(record.compound >> 4),
        weight,
        nasab: record.flags & 1 == 1,
        bracketed: record.flags & 2 == 2,
        article: record.flags & 4 == 4,
    }
}

pub(super) fn class_of(number: u8) -> Class {
    [Class::Plain, Class::Abd, Class::Abu, Class::Umm]
        .into_iter()
        .nth(number.into())
        .unwrap_or_default()
}

pub(super) fn tail_of(number: u8) -> Tail {
    [Tail::None, Tail::Din, Tail::Allah].into_iter().nth(number.into()).unwrap_or_default()
}

pub(super) fn weight_of(number: u8) -> Weight {
    use Weight::*;
    [Name, Initial, TitleOrName, Generic, LegalForm, Filler, Number, Truncated]
        .into_iter()
        .nth(number.into())
        .unwrap_or(Name)
}

/// Information of a query word: that of the listed word most like it.
fn info_of(index: &Index, neighbours: &[(u32, f32)]) -> f32 {
    let nearest = neighbours.iter().map(|(_, s)| *s).fold(0.0, f32::max);
    if nearest < 0.8 {
        return INFO_UNKNOWN;
    }
    let equals = neighbours.iter().filter(|(_, s)| *s >= nearest);
    equals.map(|(term, _)| index.term_info(*term)).fold(1.0, f32::min)
}

/// Names that are the query word for word, whatever their sound tells: some names of short words
/// have no sound that could be compared.
pub(super) fn whole_names(index: &Index, query: &Name) -> Vec<u32> {
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
