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
    /// Listed words that answer to it, with the most that each adds to the balance.
    words: Vec<(u32, f32)>,
    /// The most that any of them adds.
    most: f32,
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
        let most = words.iter().map(|(_, adds)| *adds).fold(0.0, f32::max);
        let lists = index.postings();
        let postings = words.iter().map(|(term, _)| lists.of(*term).len()).sum();
        Reach { part, words, most, left, postings }
    }
}

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
            postings += reach.walked(wanted).map(|term| lists.of(term).len()).sum::<usize>();
            walked.push(wanted);
            taken += reach.left;
            if taken - free - rest - ROUNDING > 0.0 {
                break;
            }
        }
        Plan { reaches, walked, postings }
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
                for (term, _) in &reach.words {
                    lists.of(*term).iter().for_each(|name| marks.set(reach.part, name.get()));
                }
            }
        }
    }

    /// Calls `found` with every name that is walked past, some of them more than once: with every
    /// name that can reach the balance, unless it does by words that are written as one.
    pub(super) fn names(&self, index: &Index, mut found: impl FnMut(u32)) {
        let lists = index.postings();
        for (reach, wanted) in self.reaches.iter().zip(&self.walked) {
            for term in reach.walked(*wanted) {
                lists.of(term).iter().for_each(|name| found(name.get()));
            }
        }
    }
}

impl Reach {
    /// The words that add at least so much.
    fn walked(&self, wanted: f32) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().filter(move |(_, adds)| *adds >= wanted).map(|(term, _)| *term)
    }
}

/// Room for the rounding of single precision.
const ROUNDING: f32 = 1e-3;
