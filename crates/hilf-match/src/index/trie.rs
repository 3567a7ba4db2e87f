//! All words of the lists as a tree of units, searched with the costs of the full comparison.
//!
//! The search misses nothing: it proposes every word whose similarity reaches the least that counts,
//! or that is one slip of the pen away; comparing the two words directly decides.

use hilf_name::{Costs, DISTANCE_MAX, SIMILARITY_MIN, SLIP_DISTANCE_MAX, UNITS, UNITS_MAX, Unit, weight};
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

/// Builds the trees of words that are different and not empty, from their ends.
pub(crate) fn build_backward(words: &[&[Unit]], first_term: u32, costs: [&Costs; 2]) -> Vec<Node> {
    let reversed = |word: &[Unit]| word.iter().rev().copied().collect();
    build_numbered(numbered(words, first_term, reversed), costs)
}

/// Builds the trees of words that are different and not empty.
pub(crate) fn build(words: &[&[Unit]], first_term: u32, costs: [&Costs; 2]) -> Vec<Node> {
    build_numbered(numbered(words, first_term, <[Unit]>::to_vec), costs)
}

/// The words with their numbers, by length and then in order. Words of one length stand in a tree of
/// their own, because the allowance grows with the length: a long word would make the search wide
/// for all that begin like it.
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

fn build_numbered(words: Vec<(Vec<Unit>, u32)>, costs: [&Costs; 2]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut previous: &[Unit] = &[];
    for (word, term) in &words {
        let alike = previous.iter().zip(word.iter()).take_while(|(a, b)| a == b).count();
        let shared = if previous.len() == word.len() { alike } else { 0 };
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
            nodes[last].term = (*term).into();
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
pub(crate) struct Rows(Vec<Row>);

impl Default for Rows {
    fn default() -> Rows {
        Rows(vec![Row::default(); UNITS_MAX + 1])
    }
}

/// What it costs to get from a beginning of the searched word, by its length, to the beginning of
/// a listed one that the row is of.
#[derive(Clone)]
struct Row {
    costs: [u16; UNITS_MAX + 1],
    /// First and last column within the allowance; none if the first is greater.
    first: usize,
    last: usize,
}

impl Default for Row {
    fn default() -> Row {
        Row { costs: [FAR; UNITS_MAX + 1], first: 1, last: 0 }
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.first > self.last
    }

    /// Puts a cost in a column, unless it is beyond every allowance.
    #[inline]
    fn put(&mut self, column: usize, cost: u16) {
        if cost < FAR {
            self.costs[column] = cost;
            self.first = self.first.min(column);
            self.last = self.last.max(column);
        }
    }

    fn clear(&mut self, columns: usize) {
        self.costs[..=columns].fill(FAR);
        (self.first, self.last) = (usize::MAX, 0);
    }
}

/// The words of one writing, as trees from their beginnings and from their ends.
pub(crate) struct Trees<'a> {
    pub(crate) forward: &'a [Node],
    pub(crate) backward: &'a [Node],
}

/// Collects the words that can be similar enough to `query` to count; some that are not are among
/// them, none that are is missing. `sides` are the number of the query's writing and whether the
/// trees hold words of the same.
///
/// A way from one word to the other costs at most the allowance. Where it first reaches the middle
/// of the query it has cost at most half of that, or from where it leaves it the rest does: the
/// words whose first half is near are found from their beginnings, the others from their ends, and
/// a tree is left where neither half fits.
pub(crate) fn candidates(
    trees: &Trees<'_>,
    query: &[Unit],
    costs: &Costs,
    sides: (usize, bool),
    rows: &mut Rows,
    found: &mut Vec<u32>,
) {
    let query = &query[..query.len().min(UNITS_MAX)];
    let (query_writing, with_slips) = sides;
    let own = weight(query, costs);
    if own == 0 {
        return;
    }
    let split = query.len() / 2;
    let mut reversed = [Unit(0); UNITS_MAX];
    let reversed = &mut reversed[..query.len()];
    reversed.copy_from_slice(query);
    reversed.reverse();
    for (nodes, query, split) in
        [(trees.forward, query, split), (trees.backward, &*reversed, query.len() - split)]
    {
        Walk { costs, query, split, own, query_writing, with_slips }.run(nodes, &mut rows.0, found);
    }
    found.sort_unstable();
    found.dedup();
}

/// One walk through a tree.
struct Walk<'a> {
    costs: &'a Costs,
    query: &'a [Unit],
    /// Length of the part of the query that must be near.
    split: usize,
    /// Weight of the query.
    own: u16,
    query_writing: usize,
    /// Whether a slip of the pen counts, however short the word.
    with_slips: bool,
}

/// A cost beyond every allowance; small enough to add to.
const FAR: u16 = 0x3fff;

impl Walk<'_> {
    fn run(&self, nodes: &[Node], rows: &mut [Row], found: &mut Vec<u32>) {
        self.begin(&mut rows[0]);
        let mut path = [Unit(0); UNITS_MAX];
        let mut weights = [0_u16; UNITS_MAX + 1];
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let depth = usize::from(node.depth);
            let unit = Unit(node.unit);
            path[depth] = unit;
            weights[depth + 1] = weights[depth] + self.costs.weight(unit);
            let limit = self.limit(node.weight_max[self.query_writing].get());
            let (above, below) = rows.split_at_mut(depth + 1);
            let swap = depth.checked_sub(1).map(|up| (path[up], &above[up]));
            let row = &mut below[0];
            self.next(unit, &above[depth], swap, row, limit);
            let term = node.term.get();
            if term != NO_TERM && row.costs[self.query.len()] <= self.limit(weights[depth + 1]) {
                found.push(term);
            }
            let goes_on = !row.is_empty() || self.swaps_on(unit, &above[depth], limit);
            at = if goes_on { at + 1 } else { node.skip.get() as usize };
        }
    }

    /// Whether a swap of this unit with the next one may lead on from the row above.
    fn swaps_on(&self, unit: Unit, above: &Row, limit: u16) -> bool {
        let room = limit.saturating_sub(self.costs.transposition);
        let swapped = self.query.iter().skip(1).zip(&above.costs);
        !above.is_empty() && swapped.into_iter().any(|(other, cost)| *other == unit && *cost <= room)
    }

    /// The row of no listed unit at all.
    fn begin(&self, row: &mut Row) {
        let limit = self.limit(u16::MAX);
        row.clear(self.query.len());
        row.put(0, 0);
        let mut sum = 0;
        for (column, unit) in (1..).zip(self.query) {
            sum += self.costs.indel(*unit);
            if sum > self.most(column, limit) {
                break;
            }
            row.put(column, sum);
        }
    }

    /// The row after one more listed unit.
    #[inline]
    fn next(&self, unit: Unit, last: &Row, swap: Option<(Unit, &Row)>, next: &mut Row, limit: u16) {
        let columns = self.query.len();
        next.clear(columns);
        let before = swap.map_or((usize::MAX, 0), |(_, row)| (row.first, row.last));
        if last.is_empty() && before.0 > before.1 {
            return;
        }
        let from = last.first.min(before.0.saturating_add(2));
        let to = if last.is_empty() { 0 } else { last.last + 1 };
        let to = if before.0 > before.1 { to } else { to.max(before.1 + 2) };
        let out = self.costs.indel(unit);
        let substitutions = self.costs.substitutions(unit);
        for column in from..=columns {
            // A way may go down along the middle as far as the whole allowance lets it.
            let stayed = last.costs[column] + out;
            let stays = if column < self.split { limit / 2 } else { limit };
            let stayed = if stayed <= stays { stayed } else { FAR };
            let arrived = match column.checked_sub(1) {
                Some(j) => self.arrived(unit, substitutions, j, (last, next), swap),
                None => FAR,
            };
            let arrived = if arrived <= self.most(column, limit) { arrived } else { FAR };
            next.put(column, arrived.min(stayed));
            if column >= to && next.costs[column] >= FAR {
                break;
            }
        }
    }

    /// Least cost of coming to column `j + 1` from columns before it.
    #[inline]
    fn arrived(
        &self,
        unit: Unit,
        substitutions: &[u8; UNITS],
        j: usize,
        (last, next): (&Row, &Row),
        swap: Option<(Unit, &Row)>,
    ) -> u16 {
        let other = self.query[j];
        let best = (last.costs[j] + u16::from(substitutions[usize::from(other.0 & 63)]))
            .min(next.costs[j] + self.costs.indel(other));
        match swap {
            Some((previous, before))
                if j > 0 && previous == other && self.query[j - 1] == unit =>
            {
                best.min(before.costs[j - 1] + self.costs.transposition)
            }
            _ => best,
        }
    }

    /// Most that a way may have cost where it arrives in a column.
    #[inline]
    fn most(&self, column: usize, limit: u16) -> u16 {
        if column <= self.split { limit / 2 } else { limit }
    }

    fn limit(&self, weight: u16) -> u16 {
        allowance(self.own.max(weight), self.with_slips)
    }
}

/// Greatest distance that still counts for words of this weight, rounded up.
fn allowance(longest: u16, with_slips: bool) -> u16 {
    let share = u32::from(longest) * DISSIMILARITY_PERCENT / 100 + 2;
    let least = if with_slips { SLIP_DISTANCE_MAX } else { 0 };
    u16::try_from(share).unwrap_or(DISTANCE_MAX).clamp(least, DISTANCE_MAX)
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
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn the_search_finds_what_comparing_every_word_finds(
            words in prop::collection::btree_set("[abdehikmstuz]{1,9}", 1..40),
            query in "[abdehikmstuz]{1,12}",
        ) {
            let mut spellings: Vec<Vec<Unit>> = words.iter().map(|w| spell(w).units).collect();
            spellings.retain(|u| !u.is_empty());
            spellings.sort();
            spellings.dedup();
            let costs = Costs::between(Writing::Voweled, Writing::Voweled);
            let slices: Vec<&[Unit]> = spellings.iter().map(Vec::as_slice).collect();
            let forward = build(&slices, 0, [costs, costs]);
            let backward = build_backward(&slices, 0, [costs, costs]);
            let trees = Trees { forward: &forward, backward: &backward };
            let query = spell(&query);
            let mut found = Vec::new();
            candidates(&trees, &query.units, costs, (0, true), &mut Rows::default(), &mut found);
            for (number, units) in spellings.iter().enumerate() {
                let alike = similarity(&query, &spelt(units.clone()));
                let is_slip = distance(&query.units, units, costs) <= SLIP_DISTANCE_MAX;
                if alike >= SIMILARITY_MIN || is_slip {
                    prop_assert!(found.contains(&(number as u32)), "{} {alike}", number);
                }
            }
        }
    }
}
