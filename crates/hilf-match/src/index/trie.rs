//! All words of the lists as a tree of units, searched with the costs of the full comparison.
//!
//! The search misses nothing: it proposes every word whose similarity reaches the least that counts;
//! comparing the two words directly decides.

use hilf_name::{Costs, DISTANCE_MAX, SIMILARITY_MIN, UNITS, UNITS_MAX, Unit, weight};
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
pub(crate) struct Rows(Vec<[u16; ROW]>);

/// Cells of a row: a column for each unit of the query and one before, and two on either side.
const ROW: usize = UNITS_MAX + 5;

impl Default for Rows {
    fn default() -> Rows {
        Rows(vec![[FAR; ROW]; UNITS_MAX + 2])
    }
}

/// The words of one writing, as trees from their beginnings and from their ends.
pub(crate) struct Trees<'a> {
    pub(crate) forward: &'a [Node],
    pub(crate) backward: &'a [Node],
}

/// Collects the words that can be similar enough to `query` to count; some that are not are among
/// them, none that are is missing.
///
/// A way from one word to the other costs at most the allowance, so one half of it costs at most
/// half of that: the words whose first half is near are found from their beginnings, the others
/// from their ends, and a tree is left where neither half fits.
pub(crate) fn candidates(
    trees: &Trees<'_>,
    query: &[Unit],
    costs: &Costs,
    query_writing: usize,
    rows: &mut Rows,
    found: &mut Vec<u32>,
) {
    let query = &query[..query.len().min(UNITS_MAX)];
    let own = weight(query, costs);
    if own == 0 {
        return;
    }
    let split = query.len() / 2;
    let mut walk = Walk { costs, own, query_writing, rows: &mut rows.0, found };
    walk.search(trees.forward, query, split);
    let mut reversed = [Unit(0); UNITS_MAX];
    let reversed = &mut reversed[..query.len()];
    reversed.copy_from_slice(query);
    reversed.reverse();
    walk.search(trees.backward, reversed, query.len() - split);
    found.sort_unstable();
    found.dedup();
}

struct Walk<'a> {
    costs: &'a Costs,
    /// Weight of the searched word.
    own: u16,
    query_writing: usize,
    rows: &'a mut [[u16; ROW]],
    found: &'a mut Vec<u32>,
}

/// A cost beyond every allowance; small enough to add to.
const FAR: u16 = 0x3fff;

impl Walk<'_> {
    fn search(&mut self, nodes: &[Node], query: &[Unit], split: usize) {
        let costs = self.costs;
        let indels = query.iter().map(|unit| costs.indel(*unit));
        let most = allowance(u16::MAX);
        let first = &mut self.rows[0];
        *first = [FAR; ROW];
        first[2] = 0;
        let mut live = 1;
        for (j, indel) in indels.enumerate() {
            let sum = first[j + 2] + indel;
            if sum > if j < split { most / 2 } else { most } {
                break;
            }
            first[j + 3] = sum;
            live += 1;
        }
        let mut path = [Unit(0); UNITS_MAX];
        let mut weights = [0_u16; UNITS_MAX + 1];
        let mut bands = [Band::NONE; UNITS_MAX + 2];
        bands[0] = Band { low: 0, high: live as u8 - 1, live: (1 << live) - 1, least: 0 };
        let profile = Profile::of(query, costs);
        // By depth: the units that a node there may have for its row to have a live column.
        let mut open = [0_u64; UNITS_MAX + 2];
        let caps = Caps { split, half: most / 2, limit: most, transposition: costs.transposition };
        open[0] = profile.open(&self.rows[0], bands[0], &caps);
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let depth = usize::from(node.depth);
            let unit = Unit(node.unit);
            if open[depth] >> (node.unit & 63) & 1 == 0 {
                at = node.skip.get() as usize;
                continue;
            }
            path[depth] = unit;
            weights[depth + 1] = weights[depth] + costs.weight(unit);
            let limit = self.limit(node.weight_max[self.query_writing].get());
            let caps = Caps { split, half: limit / 2, limit, transposition: costs.transposition };
            let last = bands[depth];
            let previous = depth.checked_sub(1).map(|up| path[up]);
            let swapped = previous.map_or(0, |previous| profile.swapped(previous, unit));
            let out = costs.indel(unit);
            let swaps = profile.can_swap(unit, last, &caps);
            let limit_here = self.limit(weights[depth + 1]);
            let (above, below) = self.rows.split_at_mut(depth + 1);
            let before = depth.checked_sub(1).filter(|_| swapped != 0);
            let before = before.map(|up| (&above[up], bands[up], swapped));
            let row = &mut below[0];
            let length = query.len();
            let band = capped_row(
                (unit, out),
                length,
                &profile,
                (&above[depth], last),
                before,
                &caps,
                row,
            );
            bands[depth + 1] = band;
            let term = node.term.get();
            if term != NO_TERM && usize::from(band.high) == length && row[length + 2] <= limit_here
            {
                self.found.push(term);
            }
            open[depth + 1] = profile.open(row, band, &caps) | profile.swaps_with(unit);
            at = if swaps || band.live != 0 { at + 1 } else { node.skip.get() as usize };
        }
    }

    fn limit(&self, weight: u16) -> u16 {
        allowance(self.own.max(weight))
    }
}

/// The columns of a row that a way within the allowance goes through, from first to last.
#[derive(Clone, Copy)]
struct Band {
    low: u8,
    high: u8,
    /// The live columns, a bit each.
    live: u64,
    /// The least cost among them.
    least: u16,
}

impl Band {
    const NONE: Band = Band { low: 1, high: 0, live: 0, least: FAR };
}

/// What can be said of a unit before its row is worked out.
struct Profile {
    /// By unit and column: the cost of taking it for the query's unit before that column.
    taken: Box<[[u8; UNITS_MAX + 1]; UNITS]>,
    /// By column: the cost of putting in the query's unit before it.
    indels: [u16; UNITS_MAX + 1],
    /// By column and step of cost: units that can be taken for the query's unit before it at no more
    /// than that.
    near: Box<[[u64; STEPS.len()]; UNITS_MAX + 2]>,
    /// By step of cost: units that can be left out at no more than that.
    light: [u64; STEPS.len()],
    /// By column: the query's unit before it, as a bit; none outside.
    units: [u64; UNITS_MAX + 3],
    /// By unit: where it stands in the query.
    places: [u64; UNITS],
    length: usize,
}

/// Steps of cost in which substitutions are counted.
const STEPS: [u16; 8] = [0, 8, 16, 26, 40, 63, 99, u16::MAX];

impl Profile {
    fn of(query: &[Unit], costs: &Costs) -> Profile {
        let mut near = Box::new([[0; STEPS.len()]; UNITS_MAX + 2]);
        let mut light = [0; STEPS.len()];
        let mut places = [0; UNITS];
        let mut units = [0; UNITS_MAX + 3];
        let mut taken = Box::new([[0; UNITS_MAX + 1]; UNITS]);
        let mut indels = [0; UNITS_MAX + 1];
        for (place, unit) in query.iter().enumerate() {
            places[usize::from(unit.0 & 63)] |= 1 << place;
            units[place + 1] = 1 << (unit.0 & 63);
            indels[place + 1] = costs.indel(*unit);
            for (other, cost) in costs.substitutions(*unit).iter().enumerate() {
                taken[other][place + 1] = *cost;
                let from = step_over(u16::from(*cost));
                near[place + 1][from..].iter_mut().for_each(|mask| *mask |= 1 << other);
            }
        }
        for other in 0..UNITS as u8 {
            let from = step_over(costs.indel(Unit(other)));
            light[from..].iter_mut().for_each(|mask| *mask |= 1 << other);
        }
        Profile { taken, indels, near, light, units, places, length: query.len() }
    }

    /// Units that can follow a row within its caps; some that cannot may be among them, because
    /// costs are counted in steps.
    #[inline]
    fn open(&self, row: &[u16; ROW], band: Band, caps: &Caps) -> u64 {
        let mut open = 0;
        for column in usize::from(band.low)..usize::from(band.high) + 1 {
            let cost = row[column + 2];
            let arrival = if column < caps.split { caps.half } else { caps.limit };
            if cost > arrival {
                continue;
            }
            let step = step_over(arrival - cost);
            open |= self.near[column + 1][step] | self.light[step];
            // Behind this one a unit may come that swaps places with it.
            if cost + caps.transposition <= caps.limit {
                open |= self.units[column + 2];
            }
        }
        open
    }

    /// Units that may follow a unit because the two have changed places.
    #[inline]
    fn swaps_with(&self, unit: Unit) -> u64 {
        let places = self.places[usize::from(unit.0 & 63)];
        let mut open = 0;
        for column in 2..=self.length {
            if places >> (column - 1) & 1 == 1 {
                open |= self.units[column - 1];
            }
        }
        open
    }

    /// Columns that are reached by swapping a unit with the one before it in the word, a bit each.
    #[inline]
    fn swapped(&self, previous: Unit, unit: Unit) -> u64 {
        let of = |unit: Unit| self.places[usize::from(unit.0 & 63)];
        ((of(unit) << 1) & of(previous)) << 1
    }

    /// Whether the next unit may swap places with this one, which reaches back to the row above.
    #[inline]
    fn can_swap(&self, unit: Unit, last: Band, caps: &Caps) -> bool {
        let places = self.places[usize::from(unit.0 & 63)];
        places & (last.live << 1) != 0 && last.least + caps.transposition <= caps.limit
    }
}

/// The first step of cost that is not less than a cost.
#[inline]
fn step_over(cost: u16) -> usize {
    const TABLE: [u8; 128] = {
        let mut table = [0; 128];
        let mut cost = 0;
        while cost < 128 {
            let mut step = 0;
            while STEPS[step] < cost as u16 {
                step += 1;
            }
            table[cost] = step as u8;
            cost += 1;
        }
        table
    };
    usize::from(TABLE[usize::from(cost.min(127))])
}

/// What the cells of a row may cost.
struct Caps {
    /// Column where the first half of the query ends.
    split: usize,
    half: u16,
    limit: u16,
    transposition: u16,
}

/// One row of the table, with what no way within the allowance goes through left out: what costs more
/// than half of it where the first half of the query ends.
///
/// Rows hold the cost of column `c` at `c + 2`, and what lies beside the live columns is far, so that
/// no bound is checked.
#[inline]
fn capped_row(
    (unit, out): (Unit, u16),
    length: usize,
    profile: &Profile,
    (last, band): (&[u16; ROW], Band),
    before: Option<(&[u16; ROW], Band, u64)>,
    caps: &Caps,
    next: &mut [u16; ROW],
) -> Band {
    let cap = |cost: u16, most: u16| if cost <= most { cost } else { FAR };
    let taken = &profile.taken[usize::from(unit.0 & 63)];
    let mut start = usize::from(band.low);
    let mut end = usize::from(band.high) + 1;
    if let Some((_, band, _)) = before {
        start = start.min(usize::from(band.low) + 2);
        end = end.max(usize::from(band.high) + 2);
    }
    let end = end.min(length);
    let mut new = Band::NONE;
    let mut left = FAR;
    let mut column = start;
    next[start] = FAR;
    next[start + 1] = FAR;
    while column <= length && (column <= end || left < FAR) {
        let mut arrived = left + profile.indels[column];
        let mut stayed = FAR;
        if column <= end {
            stayed = last[column + 2] + out;
            arrived = arrived.min(last[column + 1] + u16::from(taken[column]));
            if let Some((before, band, swapped)) = before
                && swapped >> column & 1 == 1
                && band.live >> (column - 2) & 1 == 1
            {
                arrived = arrived.min(before[column] + caps.transposition);
            }
        }
        let arrived = cap(arrived, if column <= caps.split { caps.half } else { caps.limit });
        let stayed = cap(stayed, if column < caps.split { caps.half } else { caps.limit });
        left = arrived.min(stayed);
        next[column + 2] = left;
        if left < FAR {
            if new.live == 0 {
                new.low = column as u8;
            }
            new.high = column as u8;
            new.live |= 1 << column;
            new.least = new.least.min(left);
        }
        column += 1;
    }
    // The row below reads two columns behind the last.
    next[(column + 2).min(ROW)..(column + 5).min(ROW)].fill(FAR);
    new
}

/// Greatest distance that still counts for words of this weight, rounded up.
fn allowance(longest: u16) -> u16 {
    let share = u32::from(longest) * DISSIMILARITY_PERCENT / 100 + 2;
    u16::try_from(share).unwrap_or(DISTANCE_MAX).min(DISTANCE_MAX)
}

/// What [`SIMILARITY_MIN`] leaves of 1, in hundredths, rounded up.
const DISSIMILARITY_PERCENT: u32 = ((1.0 - SIMILARITY_MIN) * 100.0) as u32 + 1;

#[cfg(test)]
mod tests {
    use hilf_name::{Spelling, Writing, similarity, spell};
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
            candidates(&trees, &query.units, costs, 0, &mut Rows::default(), &mut found);
            for (number, units) in spellings.iter().enumerate() {
                let alike = similarity(&query, &spelt(units.clone()));
                if alike >= SIMILARITY_MIN {
                    prop_assert!(found.contains(&(number as u32)), "{} {alike}", number);
                }
            }
        }
    }
}
