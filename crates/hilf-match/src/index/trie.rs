//! All words of the lists as a tree of units, searched with the costs of the full comparison.
//!
//! The search is exact: it returns every word whose similarity reaches the least that counts, or
//! that is one slip of the pen away, and the same similarity that comparing the two words directly
//! gives.

use hilf_name::{Costs, DISTANCE_MAX, SIMILARITY_MIN, SLIP_DISTANCE_MAX, UNITS_MAX, Unit, weight};
use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// A node: the word beginnings that share `depth` units stand together, parents first.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Node {
    /// Where the nodes that do not begin like this one go on.
    skip: U32,
    /// The word that ends here; `u32::MAX` if none does.
    term: U32,
    /// Greatest weight of a word below, in hundredths, for the writings Voweled and Abjad of the
    /// searching word.
    weight_max: [U16; 2],
    unit: u8,
    depth: u8,
}

/// No word ends at the node.
const NO_TERM: u32 = u32::MAX;

/// Builds the tree of words that are sorted, different and not empty.
pub(crate) fn build(words: &[&[Unit]], first_term: u32, costs: [&Costs; 2]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut previous: &[Unit] = &[];
    for (index, word) in words.iter().enumerate() {
        let word = &word[..word.len().min(UNITS_MAX)];
        let shared = previous.iter().zip(word.iter()).take_while(|(a, b)| a == b).count();
        close(&mut nodes, &mut path, shared);
        for (depth, unit) in word.iter().enumerate().skip(shared) {
            path.push(nodes.len());
            nodes.push(Node {
                skip: 0.into(),
                term: NO_TERM.into(),
                weight_max: [0.into(); 2],
                unit: unit.0,
                depth: depth as u8,
            });
        }
        if let Some(&last) = path.last() {
            nodes[last].term = (first_term + index as u32).into();
        }
        let weights = costs.map(|c| weight(word, c));
        for &node in &path {
            for (slot, weight) in nodes[node].weight_max.iter_mut().zip(weights) {
                *slot = slot.get().max(weight).into();
            }
        }
        previous = word;
    }
    close(&mut nodes, &mut path, 0);
    nodes
}

fn close(nodes: &mut [Node], path: &mut Vec<usize>, depth: usize) {
    let end = nodes.len() as u32;
    for node in path.drain(depth.min(path.len())..) {
        nodes[node].skip = end.into();
    }
}

/// Rows of the comparison table, one for each depth; reused between searches.
pub(crate) struct Rows(Vec<[u16; UNITS_MAX + 1]>);

impl Default for Rows {
    fn default() -> Rows {
        Rows(vec![[0; UNITS_MAX + 1]; UNITS_MAX + 2])
    }
}

/// Finds every word that is similar enough to `query` to count; calls `found` with the word and
/// the similarity.
pub(crate) fn search(
    nodes: &[Node],
    query: &[Unit],
    costs: &Costs,
    query_writing: usize,
    rows: &mut Rows,
    found: &mut dyn FnMut(u32, f32),
) {
    let query = &query[..query.len().min(UNITS_MAX)];
    let own = weight(query, costs);
    if own == 0 {
        return;
    }
    let rows = &mut rows.0;
    hilf_name::first_row(query, costs, &mut rows[0]);
    let mut path = [Unit(0); UNITS_MAX];
    let mut weights = [0_u16; UNITS_MAX + 1];
    // The least cost in the row of each depth; the first row begins with nothing left out.
    let mut leasts = [0_u16; UNITS_MAX + 2];
    let mut at = 0;
    while let Some(node) = nodes.get(at) {
        let depth = usize::from(node.depth);
        let unit = Unit(node.unit);
        path[depth] = unit;
        weights[depth + 1] = weights[depth] + costs.weight(unit);
        let longest = own.max(node.weight_max[query_writing].get());
        let limit = allowance(longest);
        let (above, below) = rows.split_at_mut(depth + 1);
        let swap = depth.checked_sub(1).map(|up| (path[up], &above[up]));
        let least = hilf_name::next_row(unit, query, costs, &above[depth], swap, &mut below[0]);
        // A later swap of neighbours may reach back to the row above, so that row counts too.
        let reachable = least.min(leasts[depth] + costs.transposition);
        leasts[depth + 1] = least;
        if node.term.get() != NO_TERM {
            let longest = own.max(weights[depth + 1]);
            let similarity = hilf_name::similarity_of(below[0][query.len()], longest);
            let distance = below[0][query.len()];
            if similarity >= SIMILARITY_MIN || distance <= SLIP_DISTANCE_MAX {
                found(node.term.get(), similarity);
            }
        }
        at = if reachable <= limit { at + 1 } else { node.skip.get() as usize };
    }
}

/// Greatest distance that still counts for words of this weight, rounded up.
fn allowance(longest: u16) -> u16 {
    let share = u32::from(longest) * DISSIMILARITY_PERCENT / 100 + 2;
    u16::try_from(share).unwrap_or(DISTANCE_MAX).clamp(SLIP_DISTANCE_MAX, DISTANCE_MAX)
}

/// What [`SIMILARITY_MIN`] leaves of 1, in hundredths, rounded up.
const DISSIMILARITY_PERCENT: u32 = ((1.0 - SIMILARITY_MIN) * 100.0) as u32 + 1;

#[cfg(test)]
mod tests {
    use hilf_name::{Spelling, Writing, distance, similarity, spell};
    use proptest::prelude::*;

    use super::*;

    fn spelt(units: Vec<Unit>) -> Spelling {
        Spelling { writing: Writing::Voweled, units }
    }

    proptest! {
        #[test]
        fn the_search_finds_what_comparing_every_word_finds(
            words in prop::collection::btree_set("[abdehikmstuz]{1,9}", 1..40),
            query in "[abdehikmstuz]{1,30}",
        ) {
            let mut spellings: Vec<Vec<Unit>> = words.iter().map(|w| spell(w).units).collect();
            spellings.retain(|u| !u.is_empty());
            spellings.sort();
            spellings.dedup();
            let costs = Costs::between(Writing::Voweled, Writing::Voweled);
            let slices: Vec<&[Unit]> = spellings.iter().map(Vec::as_slice).collect();
            let nodes = build(&slices, 0, [costs, costs]);
            let query = spell(&query);
            let mut found = Vec::new();
            let mut rows = Rows::default();
            search(&nodes, &query.units, costs, 0, &mut rows, &mut |t, s| found.push((t, s)));
            let expected: Vec<(u32, f32)> = spellings
                .iter()
                .enumerate()
                .map(|(i, u)| (i as u32, similarity(&query, &spelt(u.clone())), u))
                .filter(|(_, s, u)| {
                    let is_slip = distance(&query.units, u, costs) <= SLIP_DISTANCE_MAX;
                    *s >= SIMILARITY_MIN || is_slip
                })
                .map(|(i, s, _)| (i, s))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
