//! All words of the lists as trees of units, searched with the costs of the full comparison.
//!
//! The search misses nothing: it proposes every word whose similarity reaches the least that counts;
//! comparing the two words directly decides.

mod profile;
mod walk;

use hilf_name::{Costs, DISTANCE_MAX, UNITS_MAX, Unit, weight};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

pub(crate) use walk::{Query, Rows, Trees, candidates, nearest};

/// The words that begin alike, or one word. Nodes that follow one node stand side by side, so that
/// they are judged without going where they lead.
///
/// The first [`UNITS_MAX`] + 1 nodes are the roots: of the words of so many units each. Words of one
/// length stand in a tree of their own, because the allowance grows with the length and what is
/// still to come is known.
#[derive(Debug, Clone, Copy, Default, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Node {
    /// Units that the words below have from here on, a bit each.
    rest: U64,
    /// Units that each of the words below has from here on.
    every: U64,
    /// First of the nodes that follow; of a leaf the word itself.
    first: U32,
    /// Greatest weight of a word below in steps of [`WEIGHT_STEP`], rounded up, for the writings
    /// Voweled and Abjad of the searching word.
    weight_max: [u8; 2],
    /// The unit, [`LEAF`] and [`LAST`].
    unit: u8,
    /// Number of units that the words below have from here on.
    units: u8,
}

/// Step in which weights are kept. What is heavier than fits in then has the greatest allowance
/// anyway.
const WEIGHT_STEP: u16 = 5;
/// Mark of a node that stands for one word: its other units are not in the tree.
const LEAF: u8 = 0x40;
/// Mark of the last of the nodes that stand side by side.
const LAST: u8 = 0x80;
/// Units of the words below a node up to which it is worth asking which they are.
const NARROW: u8 = 10;
/// Where a node leads that nothing follows.
const NOWHERE: u32 = u32::MAX;

impl Node {
    fn unit(&self) -> Unit {
        Unit(self.unit & 63)
    }

    fn is_leaf(&self) -> bool {
        self.unit & LEAF != 0
    }

    fn is_last(&self) -> bool {
        self.unit & LAST != 0
    }

    /// Whether so few units are to come that it tells something which.
    fn is_narrow(&self) -> bool {
        self.units <= NARROW
    }

    fn weight(&self, writing: usize) -> u16 {
        WEIGHT_STEP * u16::from(self.weight_max[writing])
    }
}

/// Builds the trees of words that are different and not empty, from their ends.
pub(crate) fn build_backward(words: &[&[Unit]], first_term: u32, costs: [&Costs; 2]) -> Vec<Node> {
    Builder::build(numbered(words, first_term, |word| word.iter().rev().copied().collect()), costs)
}

/// Builds the trees of words that are different and not empty.
pub(crate) fn build(words: &[&[Unit]], first_term: u32, costs: [&Costs; 2]) -> Vec<Node> {
    Builder::build(numbered(words, first_term, <[Unit]>::to_vec), costs)
}

/// A word as a tree sees it, with its weights.
struct Word {
    units: Vec<Unit>,
    term: u32,
    weights: [u8; 2],
}

/// The words with their numbers, by length and then in order.
fn numbered(
    words: &[&[Unit]],
    first_term: u32,
    turn: impl Fn(&[Unit]) -> Vec<Unit>,
) -> Vec<(Vec<Unit>, u32)> {
    let turned = |(word, term): (&&[Unit], u32)| (turn(&word[..word.len().min(UNITS_MAX)]), term);
    let mut numbered: Vec<(Vec<Unit>, u32)> = words.iter().zip(first_term..).map(turned).collect();
    numbered.sort_unstable_by(|a, b| (a.0.len(), a).cmp(&(b.0.len(), b)));
    numbered
}

struct Builder {
    nodes: Vec<Node>,
}

impl Builder {
    fn build(words: Vec<(Vec<Unit>, u32)>, costs: [&Costs; 2]) -> Vec<Node> {
        let in_steps = |weight: u16| u8::try_from(weight.div_ceil(WEIGHT_STEP)).unwrap_or(u8::MAX);
        let word = |(units, term): (Vec<Unit>, u32)| Word {
            weights: costs.map(|costs| in_steps(weight(&units, costs))),
            units,
            term,
        };
        let words: Vec<Word> = words.into_iter().map(word).collect();
        let root = Node { first: NOWHERE.into(), ..Node::default() };
        let mut builder = Builder { nodes: vec![root; UNITS_MAX + 1] };
        for of_length in words.chunk_by(|a, b| a.units.len() == b.units.len()) {
            let length = of_length[0].units.len();
            builder.nodes[length] = summary(of_length, 0);
            builder.nodes[length].first = builder.follow(of_length, 0).into();
        }
        builder.nodes
    }

    /// Adds the nodes that follow words alike up to `depth`; where they begin.
    fn follow(&mut self, words: &[Word], depth: usize) -> u32 {
        let first = self.nodes.len();
        let is_end = |word: &Word| depth + 1 == word.units.len();
        // Very long words may be alike as far as trees go.
        let alike = |a: &Word, b: &Word| a.units[depth] == b.units[depth] && !is_end(a);
        for group in words.chunk_by(alike) {
            let mut node = summary(group, depth);
            node.unit = group[0].units[depth].0 & 63;
            if let [word] = group {
                node.unit |= LEAF;
                node.first = word.term.into();
            }
            self.nodes.push(node);
        }
        if let Some(last) = self.nodes.last_mut() {
            last.unit |= LAST;
        }
        for (at, group) in (first..).zip(words.chunk_by(alike)) {
            if group.len() > 1 {
                self.nodes[at].first = self.follow(group, depth + 1).into();
            }
        }
        first as u32
    }
}

/// What is known of words alike up to `depth`.
fn summary(words: &[Word], depth: usize) -> Node {
    let units = |word: &Word| {
        word.units[depth..].iter().fold(0_u64, |units, unit| units | 1 << (unit.0 & 63))
    };
    let rest = words.iter().map(units).fold(0, |all, units| all | units);
    let mut node = Node {
        rest: rest.into(),
        every: words.iter().map(units).fold(rest, |all, units| all & units).into(),
        units: rest.count_ones() as u8,
        ..Node::default()
    };
    for word in words {
        for (most, weight) in node.weight_max.iter_mut().zip(word.weights) {
            *most = weight.max(*most);
        }
    }
    node
}

/// How far apart words may be and still count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Share of the longer word's weight, in hundredths, rounded up.
    percent: u32,
    /// Most, in hundredths of a consonant.
    most: u16,
}

impl Allowance {
    /// The allowance of words that are at least so much alike, 0 to 1. It is all of the greatest
    /// distance for the heaviest words that nodes tell apart.
    pub(crate) const fn of_likeness(least: f32) -> Allowance {
        let percent = ((1.0 - least) * 100.0) as u32 + 1;
        assert!(percent * WEIGHT_STEP as u32 * u8::MAX as u32 / 100 >= DISTANCE_MAX as u32);
        Allowance { percent, most: DISTANCE_MAX }
    }

    /// The allowance of words that are at most so far apart, however long they are.
    pub(crate) const fn of_distance(most: u16) -> Allowance {
        Allowance { percent: 100, most }
    }

    /// Greatest distance where the longer word has this weight, rounded up.
    fn of(self, longest: u16) -> u16 {
        let share = u32::from(longest) * self.percent / 100 + 2;
        u16::try_from(share).unwrap_or(self.most).min(self.most)
    }
}

#[cfg(test)]
mod tests {
    use hilf_name::{SIMILARITY_MIN, Spelling, Writing, similarity, spell};
    use proptest::prelude::*;

    use super::*;
    use crate::index::words::Words;

    fn spelt(units: Vec<Unit>) -> Spelling {
        Spelling { writing: Writing::Voweled, units }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn the_search_finds_what_comparing_every_word_finds(
            words in prop::collection::btree_set("[abdehikmstuz]{1,9}|[bdkm][abdehikmstuz]{9,16}", 1..40),
            query in "[abdehikmstuz]{1,12}",
            edited in any::<prop::sample::Index>(),
            wide in any::<bool>(),
        ) {
            // Half of the queries are a word of the list with letters in front of it.
            let word = edited.get(&words.iter().collect::<Vec<_>>()).to_string();
            let query = if wide { query } else { format!("{}{word}", &query[..query.len().min(2)]) };
            let least = if wide { SIMILARITY_MIN } else { hilf_name::near::KNOWN_MIN };
            let mut spellings: Vec<Vec<Unit>> = words.iter().map(|w| spell(w).units).collect();
            spellings.retain(|u| !u.is_empty());
            spellings.sort();
            spellings.dedup();
            let costs = Costs::between(Writing::Voweled, Writing::Voweled);
            let slices: Vec<&[Unit]> = spellings.iter().map(Vec::as_slice).collect();
            let forward = build(&slices, 0, [costs, costs]);
            let backward = build_backward(&slices, 0, [costs, costs]);
            let units: Vec<u8> = spellings.iter().flatten().map(|unit| unit.0).collect();
            let ends: Vec<U32> = spellings
                .iter()
                .scan(0, |end, word| {
                    *end += word.len() as u32;
                    Some(U32::new(*end))
                })
                .collect();
            let words = Words { ends: &ends, units: &units };
            let trees = Trees { forward: &forward, backward: &backward, words };
            let query = spell(&query);
            let mut found = Vec::new();
            let query_of_trees = Query {
                units: &query.units,
                writings: (Writing::Voweled, Writing::Voweled),
                allowance: |_| Allowance::of_likeness(least),
            };
            candidates(&trees, &query_of_trees, &mut Rows::default(), &mut found);
            for (number, units) in spellings.iter().enumerate() {
                let alike = similarity(&query, &spelt(units.clone()));
                if alike >= least {
                    prop_assert!(found.contains(&(number as u32)), "{} {alike}", number);
                }
            }
        }
    }
}
