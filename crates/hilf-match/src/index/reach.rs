//! Which listed names a query can reach at all: the postings that must be walked so that no name
//! at or above the least score is missed, and no more of them than that takes.

use hilf_name::{Balance, Class, Element, Slot, Tail, Weight, initial_agrees};

use super::Index;

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
        for &(term, similarity) in neighbours {
            words.push((term, balance.by_word(slot, index.term_info(term), similarity)));
        }
        let by_initial = balance.by_initial(slot);
        for (term, class) in index.initials() {
            let spelling = index.term_spelling(term);
            if initial_agrees((&element.spelling, slot), (&spelling, &initial_of(class))) {
                words.push((term, by_initial));
            }
        }
        let most = words.iter().map(|(_, adds)| *adds).fold(0.0, f32::max);
        let postings = words.iter().map(|(term, _)| index.postings(*term).len()).sum();
        Reach { words, most, left, postings }
    }
}

fn initial_of(class: Class) -> Slot {
    Slot {
        info: 0.0,
        class,
        tail: Tail::None,
        weight: Weight::Initial,
        nasab: false,
        bracketed: false,
        article: false,
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
    reaches.sort_by_key(|reach| reach.postings);
    let mut rest: f32 = reaches.iter().map(|reach| reach.most).sum();
    let mut taken = 0.0;
    for reach in &reaches {
        rest -= reach.most;
        // A name that is found here first left all the parts before unanswered.
        let wanted = taken - free - rest - ROUNDING;
        for (term, adds) in &reach.words {
            if *adds >= wanted {
                index.postings(*term).iter().for_each(|name| found(name.get()));
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
