//! Which listed names a query can reach at all: the postings that must be walked so that no name
//! at or above the least score is missed, and no more of them than that takes.

use hilf_name::{Balance, Slot};

use super::initials::Agreed;
use super::marks::Marks;
use super::{Index, info_of};

/// What one query part can find.
pub(super) struct Reach {
    /// Its place in the query.
    part: usize,
    /// Listed words that answer to it, with the most that each adds to the balance, those that add most
    /// first.
    words: Vec<(u32, f32)>,
    /// The most that any of them adds.
    most: f32,
    /// How many of the words are strong: they add nearly as much as the first.
    strong: usize,
    /// What the part takes if nothing answers to it.
    left: f32,
    /// Postings of all of them together.
    postings: usize,
}

impl Reach {
    /// The reach of a part, given the listed words like it.
    pub(super) fn of(
        index: &Index,
        balance: &Balance,
        agreed: &Agreed,
        (part, slot, left): (usize, &Slot, f32),
        neighbours: &[(u32, f32)],
    ) -> Reach {
        let mut words: Vec<(u32, f32)> = Vec::with_capacity(neighbours.len());
        let infos = index.tables.term_info.get();
        for &(term, similarity) in neighbours {
            words.push((term, balance.by_word(slot, info_of(infos, term), similarity)));
        }
        let by_initial = balance.by_initial(slot);
        for initials in &index.initials {
            if agreed.with(initials) >> part & 1 == 1 {
                words.extend(initials.terms.iter().map(|term| (*term, by_initial)));
            }
        }
        words.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = words.first().map_or(0.0, |(_, adds)| *adds);
        let strong = words.partition_point(|(_, adds)| *adds >= STRONG * most);
        let lists = index.postings();
        let postings = words.iter().map(|(term, _)| lists.of(*term).len()).sum();
        Reach { part, words, most, strong, left, postings }
    }

    /// The part, and the most that a word adds, and one that is not strong.
    fn adds(&self) -> (usize, (f32, f32)) {
        (self.part, (self.most, self.words.get(self.strong).map_or(0.0, |(_, adds)| *adds)))
    }
}

/// Share of what the first word of a part adds from which on another is strong.
const STRONG: f32 = 0.75;

/// What of the postings is walked for a query.
pub(super) struct Plan<'r> {
    /// Parts, those of few postings first.
    reaches: Vec<&'r Reach>,
    /// Of the first of them, the least that a word adds whose postings are walked.
    walked: Vec<f32>,
    /// Postings that are walked.
    postings: usize,
}

/// Times as many postings as are walked from which on a part is not marked: to mark a name takes much
/// less than to look at it.
const WORTH_MARKING: usize = 100;
/// Names that are sooner looked at than marked.
const FEW: usize = 16;

impl<'r> Plan<'r> {
    /// The plan for the parts of a query. `free` is what the parts add that stand for any word,
    /// without their own reach.
    ///
    /// The parts are taken in the order of their postings, short ones first. A name that no part so
    /// far has found must make up the balance with the rest; where the rest cannot, the walk ends,
    /// and of the part before it only the words that add enough are walked (after MaxScore: Turtle
    /// and Flood, "Query evaluation: strategies and optimizations", 1995).
    pub(super) fn of(index: &Index, free: f32, reaches: &'r [Reach]) -> Plan<'r> {
        let mut reaches: Vec<&Reach> = reaches.iter().collect();
        reaches.sort_by_key(|reach| reach.postings);
        let lists = index.postings();
        let mut rest: f32 = reaches.iter().map(|reach| reach.most).sum();
        let (mut taken, mut walked, mut postings) = (0.0, Vec::new(), 0);
        for reach in &reaches {
            rest -= reach.most;
            // A name that is found here first left all the parts before unanswered.
            let wanted = taken - free - rest - ROUNDING;
            postings += reach.walked(wanted).map(|(term, _)| lists.of(term).len()).sum::<usize>();
            walked.push(wanted);
            taken += reach.left;
            if taken - free - rest - ROUNDING > 0.0 {
                break;
            }
        }
        Plan { reaches, walked, postings }
    }

    /// Of each part the most that a word adds, and one that is not strong.
    pub(super) fn adds(&self) -> impl Iterator<Item = (usize, (f32, f32))> + '_ {
        self.reaches.iter().map(|reach| reach.adds())
    }

    /// Postings that are walked.
    pub(super) fn postings(&self) -> usize {
        self.postings
    }

    /// Marks the names that answer to each part, where that is worth it; `others` are names that
    /// are looked at besides.
    pub(super) fn mark(&self, index: &Index, others: usize, marks: &mut Marks) {
        let looked_at = self.postings + others;
        if looked_at <= FEW {
            return;
        }
        let lists = index.postings();
        for reach in &self.reaches {
            if reach.postings <= WORTH_MARKING * looked_at {
                marks.ask(reach.part);
                for (at, (term, _)) in reach.words.iter().enumerate() {
                    let is_strong = at < reach.strong;
                    let names = lists.of(*term).iter();
                    names.for_each(|name| marks.set(reach.part, name.get(), is_strong));
                }
            }
        }
    }

    /// Calls `found` with every name that is walked past, some of them more than once: with every
    /// name that can reach the balance, unless it does by words that are written as one. With the name
    /// comes a part and the most that the part adds, because a name is met by the strongest of its words.
    pub(super) fn names(&self, index: &Index, mut found: impl FnMut(u32, (usize, f32))) {
        let lists = index.postings();
        for (reach, wanted) in self.reaches.iter().zip(&self.walked) {
            for (term, adds) in reach.walked(*wanted) {
                lists.of(term).iter().for_each(|name| found(name.get(), (reach.part, adds)));
            }
        }
    }
}

impl Reach {
    /// The words that add at least so much.
    fn walked(&self, wanted: f32) -> impl Iterator<Item = (u32, f32)> + '_ {
        self.words.iter().copied().take_while(move |(_, adds)| *adds >= wanted)
    }
}

/// Room for the rounding of single precision.
const ROUNDING: f32 = 1e-3;
