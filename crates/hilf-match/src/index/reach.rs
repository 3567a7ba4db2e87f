//! Which listed names a query can reach at all: the postings that must be walked so that no name
//! at or above the least score is missed, and no more of them than that takes.

use hilf_name::{Balance, Element, Slot};

use super::{Index, info_of};

/// What one query part can find.
pub(super) struct Reach {
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
        (element, slot, left): (&Element, &Slot, f32),
        neighbours: &[(u32, f32)],
    ) -> Reach {
        let mut words: Vec<(u32, f32)> = Vec::with_capacity(neighbours.len());
        let infos = index.tables.term_info.get();
        for &(term, similarity) in neighbours {
            words.push((term, balance.by_word(slot, info_of(infos, term), similarity)));
        }
        let by_initial = balance.by_initial(slot);
        for initials in &index.initials {
            if initials.agree_with(element, slot) {
                words.extend(initials.terms.iter().map(|term| (*term, by_initial)));
            }
        }
        let most = words.iter().map(|(_, adds)| *adds).fold(0.0, f32::max);
        let lists = index.postings();
        let postings = words.iter().map(|(term, _)| lists.of(*term).len()).sum();
        Reach { words, most, left, postings }
    }
}

/// Calls `found` with every name that can reach the balance, some of them more than once. `free` is
/// what the parts add that stand for any word, without their own reach.
///
/// The parts are taken in the order of their postings, short ones first. A name that no part so
/// far has found must make up the balance with the rest; where the rest cannot, the walk ends, and
/// of the part before it only the words that add enough are walked (after MaxScore: Turtle and
/// Flood, "Query evaluation: strategies and optimizations", 1995).
pub(super) fn names(index: &Index, free: f32, mut reaches: Vec<Reach>, found: &mut dyn FnMut(u32)) {
    let postings = index.postings();
    reaches.sort_by_key(|reach| reach.postings);
    let mut rest: f32 = reaches.iter().map(|reach| reach.most).sum();
    let mut taken = 0.0;
    for reach in &reaches {
        rest -= reach.most;
        // A name that is found here first left all the parts before unanswered.
        let wanted = taken - free - rest - ROUNDING;
        for (term, adds) in &reach.words {
            if *adds >= wanted {
                postings.of(*term).iter().for_each(|name| found(name.get()));
            }
        }
        taken += reach.left;
        if taken - free - rest - ROUNDING > 0.0 {
            break;
        }
    }
}

/// Room for the rounding of single precision.
const ROUNDING: f32 = 1e-3;
