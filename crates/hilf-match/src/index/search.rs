//! Searching the index for one name.
//!
//! Every listed name whose alignment scores at least the wanted score is found: words are
//! searched exactly, and a name is passed over only if an upper bound of its score is lower.

mod brute;

use hilf_name::{
    Alignment, Balance, Bond, Element, Head, INITIAL_SIMILARITY, Link, Name, OTHER_READING,
    SIMILARITY_MIN, Slot, Spelling, Tally, Weight, align, compound_factor, initial_agrees,
    merged_links, whole_link,
};

use zerocopy::little_endian::U32;

use super::Index;
use super::direct::Direct;
use super::exact::{is_exact, whole_names};
use super::layout::SlotRecord;
use super::likenesses::{Likenesses, Row};
use super::marks::Marks;
use super::merge::{self, Proposal};
use super::neighbours::{Finder, Neighbours};
use super::query::{Query, Verdicts};
use super::reach::{Plan, Reach};
use super::slots::{listed, slot};
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
    likenesses: Likenesses,
    marks: Marks,
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
    /// Its readings.
    rows: [Row; 3],
    /// The query elements, as bits; of an initial those that it can stand for.
    elements: u32,
}

impl Search {
    /// Room for searches in an index.
    pub fn new(index: &Index) -> Search {
        Search {
            finder: Finder::default(),
            met: vec![0; index.names()],
            searches: 0,
            likenesses: Likenesses::new(index.terms()),
            marks: Marks::new(index.names()),
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
        self.likenesses.begin(query.elements.len(), balance);
        let (slots, found) = self.gather(index, query);
        let query = Query::new(index, query, slots, (balance, least));
        let wholes = whole_names(index, query.name);
        self.begin();
        let (reaches, direct) = self.reaches(index, &query, found);
        let plan = Plan::of(index, query.free() + query.most_of(direct), &reaches);
        let mut direct = Direct::of(&query, direct);
        let merging = self.propose(index, &query, &plan, &wholes);
        let candidates = std::mem::take(&mut self.candidates);
        let mut hits = Vec::new();
        let listed = index.listed();
        for (at, &name) in candidates.iter().enumerate() {
            if at % AHEAD == 0 {
                listed.fetch(&candidates[at..(at + AHEAD).min(candidates.len())]);
            }
            let is_whole = wholes.contains(&name);
            let can_merge = merging.binary_search(&name).is_ok();
            let records = listed.slots_of(name);
            let is_sure = can_merge || is_whole;
            if direct.bits != 0 {
                if !is_sure && !self.may_answer(index, &query, records, direct.bits) {
                    continue;
                }
                direct.compare(index, records, &mut self.likenesses);
            }
            if !is_sure && !self.may_reach(index, &query, records) {
                continue;
            }
            hits.extend(self.score(index, &query, records, (name, can_merge, is_whole)));
        }
        hits.sort_by_key(|hit| hit.name);
        self.candidates = candidates;
        hits
    }

    /// Collects the names that can reach the balance, and which of them have words that are written
    /// as one, in their order.
    fn propose(
        &mut self,
        index: &Index,
        query: &Query<'_>,
        plan: &Plan<'_>,
        wholes: &[u32],
    ) -> Vec<u32> {
        let merges = merge::proposals(index, &query.runs);
        let marks = &mut self.marks;
        if !query.allows_all() {
            plan.mark(index, merges.iter().map(Proposal::len).sum(), marks);
            merges.iter().for_each(|proposal| proposal.mark(marks));
        }
        let marks = &self.marks;
        let mut verdicts = Verdicts::of(query, plan.adds());
        let mut merging = Vec::new();
        for proposal in &merges {
            let may = |name| query.allows(marks.of(name).any | query.initials);
            proposal.names(index, may, |name| merging.push(name));
        }
        merging.sort_unstable();
        merging.dedup();
        self.candidates.clear();
        let (met, candidates) = (&mut self.met, &mut self.candidates);
        let mut meet = |name: u32, may: &mut dyn FnMut() -> bool| {
            if let Some(met) = met.get_mut(name as usize)
                && *met != self.searches
                && may()
            {
                *met = self.searches;
                candidates.push(name);
            }
        };
        merging.iter().chain(wholes).for_each(|name| meet(*name, &mut || true));
        plan.names(index, |name, by| {
            meet(name, &mut || verdicts.allows_apart(marks.of(name), by));
        });
        self.marks.clear();
        merging
    }

    fn begin(&mut self) {
        self.searches = self.searches.wrapping_add(1);
        if self.searches == 0 {
            self.met.fill(0);
            self.searches = 1;
        }
    }

    /// What each query element weighs, and the listed words like it, as far as they are known or the
    /// weight cannot be told without them.
    fn gather(&mut self, index: &Index, query: &Name) -> (Vec<Slot>, Vec<Found>) {
        let mut slots = Vec::with_capacity(query.elements.len());
        let mut all = Vec::with_capacity(query.elements.len());
        let can_wait = query.elements.len() > 1;
        for element in &query.elements {
            let waiting = match can_wait && !self.is_remembered(index, element) {
                true => self.finder.info_of_listed(index, element),
                false => None,
            };
            let (info, found) = match waiting {
                Some(info) => (info, None),
                None => {
                    let found = self.neighbours_of(index, element);
                    (info_of(index, &found), Some(found))
                }
            };
            slots.push(Slot::of(element, info));
            all.push(found);
        }
        (slots, all)
    }

    /// Whether all words like an element were found before.
    fn is_remembered(&self, index: &Index, element: &Element) -> bool {
        readings(element).all(|(spelling, _)| index.neighbours.holds(spelling))
    }

    /// What the elements find that names are found by, and the elements, as bits, that are compared
    /// with the names that the others find. Elements are looked up, those that say most first, until
    /// what they find is all there is and not too much to compare.
    fn reaches(
        &mut self,
        index: &Index,
        query: &Query<'_>,
        found: Vec<Found>,
    ) -> (Vec<Reach>, u32) {
        let mut waiting = 0_u32;
        let mut reaches = Vec::with_capacity(found.len());
        for (at, found) in found.into_iter().enumerate() {
            match found {
                Some(found) => reaches.extend(self.reach(index, query, at, &found)),
                None => waiting |= 1 << at,
            }
        }
        while waiting != 0 {
            if !query.may_reach(waiting | query.initials) {
                let plan = Plan::of(index, query.free() + query.most_of(waiting), &reaches);
                if plan.postings() * waiting.count_ones() as usize <= COMPARISONS_MAX {
                    break;
                }
            }
            let info = |at: &usize| query.slots[*at].info;
            let waits = (0..query.slots.len()).filter(|at| waiting >> at & 1 == 1);
            let Some(next) = waits.max_by(|a, b| info(a).total_cmp(&info(b)).then(b.cmp(a))) else {
                break;
            };
            let found = self.neighbours_of(index, &query.name.elements[next]);
            reaches.extend(self.reach(index, query, next, &found));
            waiting &= !(1 << next);
        }
        (reaches, waiting)
    }

    /// What an element finds; nothing for an initial.
    fn reach(
        &mut self,
        index: &Index,
        query: &Query<'_>,
        at: usize,
        found: &[(u32, f32)],
    ) -> Option<Reach> {
        for &(term, similarity) in found {
            self.likenesses.keep(term, at, similarity);
        }
        let (slot, left) = (&query.slots[at], query.left[at]);
        (slot.weight != Weight::Initial)
            .then(|| Reach::of(index, &query.balance, &query.agreed, (at, slot, left), found))
    }

    /// Whether a listed name may reach the balance if all elements of `direct`, as bits, answer to it.
    fn may_answer(
        &self,
        index: &Index,
        query: &Query<'_>,
        records: &[SlotRecord],
        direct: u32,
    ) -> bool {
        let answered = records.iter().fold(query.initials | direct, |all, record| {
            all | self.answer(index, query, record).elements
        });
        query.may_reach(answered)
    }

    /// Whether a listed name may reach the balance, before its parts are weighed as they are.
    fn may_reach(&self, index: &Index, query: &Query<'_>, records: &[SlotRecord]) -> bool {
        let mut tally = Tally::new(&query.balance);
        for part in (0..query.slots.len()).filter(|part| query.initials >> part & 1 == 1) {
            tally.answer(part, query.balance.initial(&query.slots[part]));
        }
        for record in records {
            let part = listed(record);
            let mut answers = query.initials;
            let mut answer = |at: usize, rate: f32| {
                answers |= 1 << at;
                tally.answer(at, rate * part.info.min(query.slots[at].info));
            };
            if record.weight == Weight::Initial as u8 {
                let rate = query.balance.rate(INITIAL_SIMILARITY);
                let agreed = query.agreed.with_record(index, record);
                (0..query.slots.len())
                    .filter(|at| agreed >> at & 1 == 1)
                    .for_each(|at| answer(at, rate));
            } else {
                let [first, second] = record.alternatives;
                for term in [record.term, first, second] {
                    self.likenesses.rates(self.likenesses.row(term.get()), &mut answer);
                }
            }
            tally.listed(&part, answers != 0);
        }
        tally.is_reached(&query.slots, &query.left)
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
        answers.extend(records.iter().map(|record| self.answer(index, query, record)));
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
        let is_sure = can_merge || is_whole;
        let answered = answers.iter().fold(query.initials, |all, answer| all | answer.elements);
        if !is_sure && !query.may_reach(answered) {
            return None;
        }
        let mut listed = std::mem::take(&mut self.listed);
        let mut links = std::mem::take(&mut self.links);
        listed.clear();
        listed.extend(records.iter().map(slot));
        links.clear();
        for (j, (l, answer)) in listed.iter().zip(answers).enumerate() {
            let record = &records[j];
            let answered = answer.elements | query.initials;
            for i in (0..query.slots.len()).filter(|i| answered >> i & 1 == 1) {
                if let Some(link) = self.link(index, (query, i), (record, answer), l) {
                    links.push(Link { query: (i as u8, 1), listed: (j as u8, 1), ..link });
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
    fn answer(&self, index: &Index, query: &Query<'_>, record: &SlotRecord) -> Answer {
        let row = |term: U32| self.likenesses.row(term.get());
        let [first, second] = record.alternatives;
        let rows = [row(record.term), row(first), row(second)];
        let answers = |place: usize| self.likenesses.answers(rows[place]);
        let elements = match record.weight == Weight::Initial as u8 {
            true => query.agreed.with_record(index, record),
            false => answers(0) | answers(1) | answers(2),
        };
        Answer { rows, elements }
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
        (query, place): (&Query<'_>, usize),
        (record, answer): (&SlotRecord, &Answer),
        listed: &Slot,
    ) -> Option<Link> {
        let link = |similarity, bond| Link { query: (0, 1), listed: (0, 1), similarity, bond };
        let (element, query) = (&query.name.elements[place], &query.slots[place]);
        if query.weight == Weight::Initial {
            let head = index.head(index.words(), record.term.get());
            let agrees = initial_agrees((Head::of(&element.spelling), query), (head, listed));
            let both = query.weight == listed.weight;
            let (similarity, bond) =
                if both { (1.0, Bond::Pair) } else { (INITIAL_SIMILARITY, Bond::Initial) };
            return agrees.then(|| link(similarity, bond));
        }
        if listed.weight == Weight::Initial {
            return Some(link(INITIAL_SIMILARITY, Bond::Initial));
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
        let of = |row: Row| self.likenesses.of(row, place);
        let [plain, first, second] = answer.rows;
        let best = of(plain).max(OTHER_READING * of(first)).max(OTHER_READING * of(second));
        if best >= SIMILARITY_MIN { best } else { 0.0 }
    }
}

/// Listed words like a query element, with their likeness; `None` where they were not looked up.
type Found = Option<Vec<(u32, f32)>>;

/// Names whose words are fetched from memory together.
const AHEAD: usize = 32;

/// Comparisons of names with elements up to which it is not worth looking an element up.
const COMPARISONS_MAX: usize = 600;

/// The spellings that a query element is searched by, with what each is worth; none of an initial.
pub(super) fn readings(element: &Element) -> impl Iterator<Item = (&Spelling, f32)> {
    let others = element.alternatives.iter().map(|other| (other, OTHER_READING));
    let all = std::iter::once((&element.spelling, 1.0)).chain(others);
    all.filter(|_| element.weight != Weight::Initial)
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
