//! The walk through the trees.

use hilf_name::{Costs, UNITS, UNITS_MAX, Unit, Writing, weight};

use super::profile::{Profile, Sounds};
use super::{Allowance, NOWHERE, Node};
use crate::index::words::Words;

/// Room for the comparison table, a row for each depth; reused between searches.
pub(crate) struct Rows {
    rows: Vec<[u16; ROW]>,
    missing: Missing,
}

/// Cells of a row: a column for each unit of the query and one before, and two on either side; as
/// many as let a place be cut to fit instead of checked.
pub(super) const ROW: usize = 64;
const _: () = assert!(UNITS_MAX + 5 <= ROW);

impl Default for Rows {
    fn default() -> Rows {
        let missing = Missing(vec![[0; ROW]; UNITS_MAX + 1]);
        Rows { rows: vec![[FAR; ROW]; UNITS_MAX + 2], missing }
    }
}

/// The words of one writing, as trees from their beginnings and from their ends.
pub(crate) struct Trees<'a> {
    pub(crate) forward: &'a [Node],
    pub(crate) backward: &'a [Node],
    pub(crate) words: Words<'a>,
}

/// The searched word.
pub(crate) struct Query<'a, F> {
    pub(crate) units: &'a [Unit],
    /// Its writing and that of the listed words.
    pub(crate) writings: (Writing, Writing),
    /// How far words may be from it, by their number of units.
    pub(crate) allowance: F,
}

/// Collects the words that can be near enough to a word to count; some that are not are among them,
/// none that are is missing.
///
/// A way from one word to the other costs at most the allowance, so one half of it costs at most
/// half of that: the words whose first half is near are found from their beginnings, the others
/// from their ends, and a tree is left where neither half fits.
pub(crate) fn candidates<F: Fn(usize) -> Allowance + Copy>(
    trees: &Trees<'_>,
    query: &Query<'_, F>,
    rows: &mut Rows,
    found: &mut Vec<u32>,
) {
    let units = cut(query.units);
    let split = units.len() / 2;
    let mut reversed = [Unit(0); UNITS_MAX];
    let reversed = &mut reversed[..units.len()];
    reversed.copy_from_slice(units);
    reversed.reverse();
    let backward = Query { units: reversed, ..*query };
    let from_beginning = Side { nodes: trees.forward, words: trees.words, backward: false, split };
    from_beginning.search(query, rows, found);
    let split = units.len() - split;
    let from_end = Side { nodes: trees.backward, words: trees.words, backward: true, split };
    from_end.search(&backward, rows, found);
}

/// As [`candidates`], from the beginnings alone: for so small an allowance that the first unit
/// already leaves few.
pub(crate) fn nearest<F: Fn(usize) -> Allowance>(
    (nodes, words): (&[Node], Words<'_>),
    query: &Query<'_, F>,
    rows: &mut Rows,
    found: &mut Vec<u32>,
) {
    Side { nodes, words, backward: false, split: 0 }.search(query, rows, found);
}

fn cut(units: &[Unit]) -> &[Unit] {
    &units[..units.len().min(UNITS_MAX)]
}

/// Trees from one side.
struct Side<'a> {
    nodes: &'a [Node],
    words: Words<'a>,
    backward: bool,
    /// Column where the first half of the query ends.
    split: usize,
}

impl Side<'_> {
    fn search<F: Fn(usize) -> Allowance>(
        &self,
        query: &Query<'_, F>,
        rows: &mut Rows,
        found: &mut Vec<u32>,
    ) {
        let units = cut(query.units);
        let sounds = Sounds::between(query.writings.0, query.writings.1);
        let own = weight(units, sounds.costs);
        if own == 0 {
            return;
        }
        rows.missing.fill(units, sounds);
        let mut walk = Walk {
            side: self,
            costs: sounds.costs,
            own,
            query_writing: query.writings.0 as usize,
            profile: &Profile::of(units, sounds),
            missing: &rows.missing,
            length: 0,
            allowance: Allowance::of_distance(0),
            rows: &mut rows.rows,
            bands: [Band::NONE; UNITS_MAX + 2],
            found,
        };
        for length in 1..=UNITS_MAX {
            let Some(root) = self.nodes.get(length) else { return };
            if root.first.get() != NOWHERE {
                walk.length = length;
                walk.allowance = (query.allowance)(length);
                walk.tree(root);
            }
        }
    }
}

/// Least cost of what is still to come where the rests of the two words are not equally long: by
/// listed units to come and by column.
struct Missing(Vec<[u16; ROW]>);

impl Missing {
    fn fill(&mut self, query: &[Unit], sounds: &Sounds) {
        // The costs of the units behind a column, least first.
        let mut left: Vec<u16> = Vec::with_capacity(query.len());
        for column in (0..=query.len()).rev() {
            if let Some(unit) = query.get(column) {
                let cost = sounds.costs.indel(*unit);
                left.insert(left.partition_point(|other| *other < cost), cost);
            }
            let (fewer, more) = self.0.split_at_mut(left.len());
            let mut sum = 0;
            for (row, cost) in fewer.iter_mut().rev().zip(&left) {
                sum += cost;
                row[column] = sum;
            }
            for (row, more) in more.iter_mut().zip(0..) {
                row[column] = sounds.lightest * more;
            }
        }
    }
}

struct Walk<'a> {
    side: &'a Side<'a>,
    costs: &'a Costs,
    /// Weight of the searched word.
    own: u16,
    query_writing: usize,
    profile: &'a Profile,
    missing: &'a Missing,
    /// Units of the words of the tree that is walked.
    length: usize,
    allowance: Allowance,
    rows: &'a mut [[u16; ROW]],
    bands: [Band; UNITS_MAX + 2],
    found: &'a mut Vec<u32>,
}

/// A cost beyond every allowance; small enough to add to.
const FAR: u16 = 0x3fff;

impl<'a> Walk<'a> {
    fn tree(&mut self, root: &Node) {
        let caps = self.caps(root, self.length);
        self.begin(&caps);
        if self.bands[0].live != 0 {
            self.follow(root.first.get(), 0, None, &caps);
        }
    }

    /// The row before the first unit.
    fn begin(&mut self, caps: &Caps<'_>) {
        let row = &mut self.rows[0];
        *row = [FAR; ROW];
        let mut live = 0;
        let mut sum = 0;
        for column in 0..=self.profile.length {
            sum += self.profile.indel(column);
            if sum > if column <= caps.split { caps.half } else { caps.limit } {
                break;
            }
            if sum <= caps.of(column) {
                row[column + 2] = sum;
                live |= 1 << column;
            }
        }
        self.bands[0] = Band::of(live, 0);
    }

    /// What cells may cost with so many units to come.
    fn caps(&self, node: &Node, rest: usize) -> Caps<'a> {
        let limit = self.allowance.of(self.own.max(node.weight(self.query_writing)));
        let transposition = self.costs.transposition;
        let missing = &self.missing.0[rest];
        Caps { split: self.side.split, half: limit / 2, limit, transposition, missing }
    }

    /// Walks nodes that stand side by side. `caps` are those of the node before.
    fn follow(&mut self, first: u32, depth: usize, previous: Option<Unit>, caps: &Caps<'_>) {
        let band = self.bands[depth];
        let mut open = previous.map_or(0, |unit| self.profile.swaps_with(unit));
        for column in band.columns() {
            let cost = self.rows[depth][column + 2];
            let arrival = if column < caps.split { caps.half } else { caps.limit };
            if cost > arrival {
                continue;
            }
            open |= self.profile.open(column, arrival - cost);
            // Behind this one a unit may come that swaps places with it.
            if cost + caps.transposition <= caps.limit {
                open |= self.profile.second(column);
            }
        }
        let nodes = self.side.nodes.get(first as usize..).unwrap_or(&[]);
        for node in nodes {
            let unit = node.unit();
            if open >> unit.0 & 1 == 1 {
                let swapped = previous.map_or(0, |previous| self.profile.swapped(previous, unit));
                let caps = self.caps(node, self.length - depth - 1);
                if swapped != 0 || self.fits(node, depth, &caps) {
                    self.enter(node, depth, (unit, swapped), &caps);
                }
            }
            if node.is_last() {
                break;
            }
        }
    }

    /// Whether a cell of the row is near enough for what is still to come: to the end of the query,
    /// and to the end of its first half.
    #[inline]
    fn fits(&self, node: &Node, depth: usize, caps: &Caps<'_>) -> bool {
        let band = self.bands[depth];
        let low = usize::from(band.low);
        if band.least > caps.limit
            || !self.profile.can_answer(node.every.get(), low, caps.limit - band.least)
        {
            return false;
        }
        if !node.is_narrow() {
            return true;
        }
        let (row, rest) = (&self.rows[depth], node.rest.get());
        let (mut to_end, mut to_half) = (0, 0);
        // Only what is dear to leave out is asked for.
        let mut dear = self.profile.dear();
        let mut live = band.live;
        while live != 0 {
            let column = highest(live);
            while dear >> column > 1 {
                let asked = highest(dear);
                let least = self.profile.asked(asked, rest);
                to_end += least;
                to_half += if asked <= caps.split { least } else { 0 };
                dear ^= 1 << asked;
            }
            let cost = row[(column + 2) % ROW];
            if cost + to_end <= caps.limit && (column >= caps.split || cost + to_half <= caps.half)
            {
                return true;
            }
            live ^= 1 << column;
        }
        false
    }

    fn enter(&mut self, node: &Node, depth: usize, (unit, swapped): (Unit, u64), caps: &Caps<'_>) {
        let first = node.first.get();
        if !node.is_leaf() {
            // Asked for now, the nodes are at hand when the row is worked out.
            std::hint::black_box(self.side.nodes.get(first as usize).map(|next| next.unit));
            if self.row(unit, depth, swapped, caps) && depth + 1 < self.length {
                self.follow(first, depth + 1, Some(unit), caps);
            }
            return;
        }
        let units = self.side.words.units(first);
        std::hint::black_box(units.last());
        let (mut previous, mut is_live) = (unit, self.row(unit, depth, swapped, caps));
        for depth in depth + 1..self.length {
            let place = if self.side.backward { self.length - 1 - depth } else { depth };
            let (Some(unit), true) = (units.get(place), is_live) else { return };
            let unit = Unit(*unit);
            let swapped = self.profile.swapped(previous, unit);
            let caps = Caps { missing: &self.missing.0[self.length - depth - 1], ..*caps };
            is_live = self.row(unit, depth, swapped, &caps);
            previous = unit;
        }
        if self.bands[self.length].live >> self.profile.length & 1 == 1 {
            self.found.push(first);
        }
    }

    /// Works out the row behind a unit; whether anything can follow it.
    #[inline]
    fn row(&mut self, unit: Unit, depth: usize, swapped: u64, caps: &Caps<'_>) -> bool {
        let last = self.bands[depth];
        let (above, below) = self.rows.split_at_mut(depth + 1);
        let line = Line {
            profile: self.profile,
            taken: self.costs.substitutions(unit),
            out: self.costs.indel(unit),
        };
        let up = depth.checked_sub(1).filter(|_| swapped != 0);
        let band = match up {
            None => line.work_out((&above[depth], last), |_| FAR, caps, &mut below[0]),
            Some(up) => {
                let (before, band) = (&above[up], self.bands[up]);
                let reach = Band {
                    low: last.low.min(band.low + 2),
                    high: last.high.max(band.high + 1),
                    ..last
                };
                let by_swap = |column: usize| match swapped >> column & 1 == 1
                    && band.live >> (column - 2) & 1 == 1
                {
                    true => before[column % ROW] + caps.transposition,
                    false => FAR,
                };
                line.work_out((&above[depth], reach), by_swap, caps, &mut below[0])
            }
        };
        self.bands[depth + 1] = band;
        // The next unit may swap places with this one, which reaches back to the row above.
        let swaps = self.profile.places(unit) & (last.live << 1) != 0
            && last.least + caps.transposition <= caps.limit;
        swaps || band.live != 0
    }
}

/// The place of the highest bit.
#[inline]
fn highest(bits: u64) -> usize {
    (63 - bits.leading_zeros() as usize) % ROW
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

    #[inline]
    fn of(live: u64, least: u16) -> Band {
        match live {
            0 => Band::NONE,
            _ => Band { low: live.trailing_zeros() as u8, high: highest(live) as u8, live, least },
        }
    }

    fn columns(self) -> impl Iterator<Item = usize> {
        let all = usize::from(self.low)..usize::from(self.high) + 1;
        all.filter(move |column| self.live >> column & 1 == 1)
    }
}

/// What the cells of a row may cost.
struct Caps<'a> {
    /// Column where the first half of the query ends.
    split: usize,
    half: u16,
    limit: u16,
    transposition: u16,
    /// By column: what is still to come at least.
    missing: &'a [u16; ROW],
}

impl Caps<'_> {
    /// What a cell of a column may cost for what is still to come, whatever its half.
    #[inline]
    fn of(&self, column: usize) -> u16 {
        self.limit.saturating_sub(self.missing[column % ROW])
    }

    /// The cost of a cell that is reached by the query's unit before it or only by the listed one;
    /// far if it is more than it may be.
    #[inline]
    fn cut(&self, column: usize, arrived: u16, stayed: u16) -> u16 {
        let ends_late = column == self.split && arrived > self.half;
        let cost = if ends_late { stayed } else { arrived.min(stayed) };
        let most = self.of(column);
        let most = if column < self.split { most.min(self.half) } else { most };
        if cost <= most { cost } else { FAR }
    }
}

/// What a row is worked out with.
struct Line<'a> {
    profile: &'a Profile,
    /// What it costs to take the listed unit for others.
    taken: &'a [u8; UNITS],
    /// What it costs to leave out the listed unit.
    out: u16,
}

impl Line<'_> {
    /// One row of the table, with what no way within the allowance goes through left out: what costs
    /// more than half of it where the first half of the query ends, and what leaves too little for
    /// the rest. `by_swap` is the cost at which a column is reached from the row before the last.
    ///
    /// Rows hold the cost of column `c` at `c + 2`, and what lies beside the live columns is far, so
    /// that no bound is checked.
    #[inline]
    fn work_out(
        &self,
        (last, band): (&[u16; ROW], Band),
        by_swap: impl Fn(usize) -> u16,
        caps: &Caps<'_>,
        next: &mut [u16; ROW],
    ) -> Band {
        let (profile, length) = (self.profile, self.profile.length);
        let mut column = usize::from(band.low);
        let end = (usize::from(band.high) + 1).min(length);
        let (mut live, mut least) = (0_u64, FAR);
        let mut left = FAR;
        next[column % ROW] = FAR;
        next[(column + 1) % ROW] = FAR;
        while column <= end {
            let taken = last[(column + 1) % ROW] + profile.taken(self.taken, column);
            let arrived = taken.min(left + profile.indel(column)).min(by_swap(column));
            let stayed = last[(column + 2) % ROW] + self.out;
            left = caps.cut(column, arrived, stayed);
            next[(column + 2) % ROW] = left;
            live |= u64::from(left < FAR) << (column % ROW);
            least = least.min(left);
            column += 1;
        }
        while column <= length && left < FAR {
            left = caps.cut(column, left + profile.indel(column), FAR);
            next[(column + 2) % ROW] = left;
            live |= u64::from(left < FAR) << (column % ROW);
            least = least.min(left);
            column += 1;
        }
        // The row below reads two columns behind the last.
        for behind in 2..5 {
            next[(column + behind) % ROW] = FAR;
        }
        Band::of(live, least)
    }
}
