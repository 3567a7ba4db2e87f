//! What of one word does not depend on the words it is compared with.

use hilf_name::{Costs, UNITS, UNITS_MAX, Unit, weight};

use super::lanes::CELLS;
use super::{Head, bit};

/// A cost for each unit, in four parts of sixteen.
pub(super) type ByUnit = [[u8; 16]; UNITS / 16];

/// The searched word beside words of one writing. Its units stand in columns.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    /// By number of columns: what it costs to put all of them in.
    pub(super) first_row: Vec<u8>,
    /// What it costs to leave out each unit of the other word.
    pub(super) left_out: ByUnit,
    /// What it costs to swap neighbours.
    pub(super) swapped: u8,
    /// Weight of the word.
    pub(super) weight: u16,
    /// By units of the other word that are to come and by column: what a way costs at least from
    /// there on, because one word has more left than the other.
    pub(super) to_come: Vec<[u8; CELLS]>,
    /// By unit: what a way costs at least that has passed it as the first of the other word.
    begun: [u8; UNITS],
    costs: &'static Costs,
    /// The word's units, a bit each, and those of them that are dear to leave out.
    units: u64,
    dear: Vec<Unit>,
    /// What each unit costs at least that the other word has more.
    more: u16,
}

/// A unit of the word.
pub(super) struct Column {
    pub(super) unit: u8,
    /// What it costs to put it in.
    pub(super) put_in: u8,
    /// What it costs to take each unit for it.
    pub(super) taken: ByUnit,
}

/// Ways from one word to the other that are near enough, by how many more units of the other word
/// than of the searched one they have passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    pub(super) low: isize,
    pub(super) high: isize,
}

impl Column {
    fn of(own: Unit, costs: &Costs) -> Column {
        Column {
            unit: own.0 & 63,
            put_in: narrow(costs.indel(own)),
            taken: by_unit(|unit| costs.substitution(own, unit)),
        }
    }
}

impl Table {
    /// The table of a word of no more than [`UNITS_MAX`] units.
    pub(super) fn of(word: &[Unit], costs: &'static Costs) -> Table {
        let sums = word.iter().scan(0, |sum, unit| {
            *sum += costs.indel(*unit);
            Some(narrow(*sum))
        });
        let is_dear = |unit: &Unit| costs.dear() & bit(*unit) != 0;
        let more = (1..UNITS as u8).map(|unit| costs.indel(Unit(unit))).min().unwrap_or(0);
        Table {
            columns: word.iter().map(|unit| Column::of(*unit, costs)).collect(),
            first_row: std::iter::once(0).chain(sums).collect(),
            left_out: by_unit(|unit| costs.indel(unit)),
            swapped: narrow(costs.transposition),
            weight: weight(word, costs),
            to_come: to_come(word, more, costs),
            begun: std::array::from_fn(|unit| narrow(begun(Unit(unit as u8), word, costs))),
            costs,
            units: word.iter().fold(0, |all, unit| all | bit(*unit)),
            dear: word.iter().copied().filter(is_dear).collect(),
            more,
        }
    }

    /// Whether all words of a block are farther than so much, by what is known of them.
    #[inline]
    pub(super) fn is_beyond(&self, head: &Head, most: u16) -> bool {
        u16::from(self.to_come[usize::from(head.length) % self.to_come.len()][0]) > most
            || !self.begins(head.first.get(), most)
            || self.is_unanswered(head.every.get(), most)
            || self.lacks(head.some.get(), most)
    }

    /// Whether a way may begin with one of these units.
    #[inline]
    fn begins(&self, mut first: u64, most: u16) -> bool {
        while first != 0 {
            if u16::from(self.begun[first.trailing_zeros() as usize % UNITS]) <= most {
                return true;
            }
            first &= first - 1;
        }
        false
    }

    /// Whether units that the other word has cost more than so much: each must be taken for one of the
    /// word or left out.
    #[inline]
    fn is_unanswered(&self, units: u64, most: u16) -> bool {
        let mut dear = units & self.costs.dear();
        let mut sum = 0;
        while dear != 0 {
            sum += self.costs.least(Unit(dear.trailing_zeros() as u8), self.units);
            dear &= dear - 1;
        }
        sum > most
    }

    /// Whether the word's own units cost more than so much where the other word has only some.
    #[inline]
    fn lacks(&self, there: u64, most: u16) -> bool {
        let mut sum = 0;
        self.dear.iter().any(|unit| {
            sum += self.costs.least(*unit, there);
            sum > most
        })
    }

    /// What the ways may stray that cost no more than so much, where the other word has so many
    /// units.
    pub(super) fn band(&self, rows: usize, most: u16) -> Band {
        let own = self.columns.len() as isize;
        let more = rows as isize - own;
        let uneven = |below: isize| match usize::try_from(below) {
            Ok(below) => self.more.saturating_mul(below as u16),
            // So many of the word's own units are put in, whichever they are.
            Err(_) => {
                let passed = usize::try_from(own + below).ok();
                passed.map_or(u16::MAX, |passed| u16::from(self.to_come[passed][0]))
            }
        };
        // What is left out before the way comes there must be put in behind, and the other way round.
        let costs = |below: isize| uneven(below).saturating_add(uneven(more - below));
        let (mut low, mut high) = (more.min(0), more.max(0));
        while low > -own && costs(low - 1) <= most {
            low -= 1;
        }
        while high < rows as isize && costs(high + 1) <= most {
            high += 1;
        }
        Band { low, high }
    }
}

fn narrow(cost: u16) -> u8 {
    u8::try_from(cost).unwrap_or(u8::MAX)
}

fn by_unit(cost: impl Fn(Unit) -> u16) -> ByUnit {
    std::array::from_fn(|part| {
        std::array::from_fn(|place| narrow(cost(Unit((16 * part + place) as u8))))
    })
}

/// What a way costs at least that has passed a unit as the first of the other word.
fn begun(unit: Unit, word: &[Unit], costs: &Costs) -> u16 {
    let mut least = costs.indel(unit);
    let mut before = 0;
    for (own, next) in word.iter().zip(word[1..].iter().map(Some).chain([None])) {
        least = least.min(before + costs.substitution(*own, unit));
        // The two that follow may have changed places.
        if next == Some(&unit) {
            least = least.min(before + costs.transposition);
        }
        before += costs.indel(*own);
    }
    least
}

/// See [`Table::to_come`].
fn to_come(word: &[Unit], more: u16, costs: &Costs) -> Vec<[u8; CELLS]> {
    let mut all = vec![[0; CELLS]; UNITS_MAX + 1];
    // The costs of the units behind a column, least first.
    let mut behind: Vec<u16> = Vec::with_capacity(word.len());
    for column in (0..=word.len()).rev() {
        if let Some(unit) = word.get(column) {
            let cost = costs.indel(*unit);
            behind.insert(behind.partition_point(|other| *other < cost), cost);
        }
        let (fewer, as_many) = all.split_at_mut(behind.len());
        let mut sum = 0;
        for (row, cost) in fewer.iter_mut().rev().zip(&behind) {
            sum += cost;
            row[column] = narrow(sum);
        }
        for (row, beyond) in as_many.iter_mut().zip(0..) {
            row[column] = narrow(more.saturating_mul(beyond));
        }
    }
    all
}
