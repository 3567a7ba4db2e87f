//! What of one word does not depend on the words it is compared with.

use hilf_name::{UNITS, UNITS_MAX, Unit, lead, weight};

use super::{Head, LANES, bit};

/// A cost for each unit, in four parts of sixteen; in one line of the processor's cache.
#[repr(align(64))]
pub(super) struct ByUnit(pub(super) [[u8; 16]; UNITS / 16]);

/// A cost in each lane, the first half of them and the second.
pub(super) type Costs = [[u8; LANES / 2]; 2];

/// Farther than any allowance, in each lane.
pub(super) const FAR: Costs = [[u8::MAX; LANES / 2]; 2];

/// Rows of the table that are kept: the first, which blocks have in common, and behind it in turn that
/// which is worked out, that above and that two above.
pub(super) const ROWS: usize = 4;

/// The searched word beside words of one writing. Its units stand in columns.
pub(super) struct Table {
    /// One before the units, one for each, and one behind them that no way reaches.
    pub(super) columns: Vec<Column>,
    /// What it costs to leave out each unit of the other word.
    pub(super) left_out: ByUnit,
    /// The same of the first, before any unit of the word.
    pub(super) left_out_first: ByUnit,
    /// What it costs to swap neighbours.
    pub(super) swapped: u8,
    /// Weight of the word.
    pub(super) weight: u16,
    /// By unit: what a way costs at least that has passed it as the first of the other word.
    begun: [u8; UNITS],
    costs: &'static hilf_name::Costs,
    /// The word's units, a bit each, and those of them that are dear to leave out.
    units: u64,
    dear: Vec<Unit>,
    /// What each unit costs at least that the other word has more.
    more: u16,
}

/// A column of the table, with all that a cell of it takes.
pub(super) struct Column {
    /// What it costs to take each unit for that of the column.
    pub(super) taken: ByUnit,
    /// What it costs to put it in, in each lane.
    pub(super) put_in: [u8; LANES],
    /// The cells, by row; see [`ROWS`].
    pub(super) costs: [Costs; ROWS],
    /// By units of the other word that are to come: what a way costs at least from there on, because one
    /// word has more left than the other.
    pub(super) to_come: [u8; UNITS],
    /// Lanes that have the unit, in the last even row and in the last odd one.
    pub(super) equal: [u64; 2],
    /// The unit; one that no word has where there is none.
    pub(super) unit: u8,
}

/// No unit.
const NONE: u8 = u8::MAX;
const _: () = assert!(UNITS_MAX < UNITS);

/// Ways from one word to the other that are near enough, by how many more units of the other word
/// than of the searched one they have passed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Band {
    pub(super) low: isize,
    pub(super) high: isize,
}

impl Column {
    fn of(own: Option<Unit>, to_come: [u8; UNITS], costs: &hilf_name::Costs) -> Column {
        Column {
            taken: by_unit(|unit| own.map_or(u16::MAX, |own| costs.substitution(own, unit))),
            put_in: [own.map_or(u8::MAX, |own| narrow(costs.indel(own))); LANES],
            costs: [FAR; ROWS],
            to_come,
            equal: [0; 2],
            unit: own.map_or(NONE, |own| own.0 & 63),
        }
    }
}

impl Table {
    /// The table of a word of no more than [`UNITS_MAX`] units.
    pub(super) fn of(word: &[Unit], costs: &'static hilf_name::Costs) -> Table {
        let is_dear = |unit: &Unit| costs.dear() & bit(*unit) != 0;
        let more = (1..UNITS as u8).map(|unit| costs.indel(Unit(unit))).min().unwrap_or(0);
        Table {
            columns: columns(word, more, costs),
            left_out: by_unit(|unit| costs.indel(unit)),
            left_out_first: by_unit(|unit| costs.indel(unit) + lead(unit, true)),
            swapped: narrow(costs.transposition),
            weight: weight(word, costs),
            begun: std::array::from_fn(|unit| narrow(begun(Unit(unit as u8), word, costs))),
            costs,
            units: word.iter().fold(0, |all, unit| all | bit(*unit)),
            dear: word.iter().copied().filter(is_dear).collect(),
            more,
        }
    }

    /// Number of the word's units.
    #[inline]
    pub(super) fn units(&self) -> usize {
        self.columns.len() - 2
    }

    /// Whether all words of a block are farther than so much, by what is known of them.
    #[inline]
    pub(super) fn is_beyond(&self, head: &Head, most: u16) -> bool {
        u16::from(self.columns[0].to_come[usize::from(head.length) % UNITS]) > most
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
        let own = self.units() as isize;
        let more = rows as isize - own;
        let uneven = |below: isize| match usize::try_from(below) {
            Ok(below) => self.more.saturating_mul(below as u16),
            // So many of the word's own units are put in, whichever they are.
            Err(_) => {
                let passed = usize::try_from(own + below).ok();
                passed.map_or(u16::MAX, |passed| u16::from(self.columns[0].to_come[passed]))
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
    ByUnit(std::array::from_fn(|part| {
        std::array::from_fn(|place| narrow(cost(Unit((16 * part + place) as u8))))
    }))
}

/// What a way costs at least that has passed a unit as the first of the other word.
fn begun(unit: Unit, word: &[Unit], costs: &hilf_name::Costs) -> u16 {
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

fn columns(word: &[Unit], more: u16, costs: &hilf_name::Costs) -> Vec<Column> {
    let units = std::iter::once(None).chain(word.iter().copied().map(Some)).chain([None]);
    let column = |own| Column::of(own, [0; UNITS], costs);
    let mut columns: Vec<Column> = units.map(column).collect();
    let mut sum = 0;
    for (place, column) in columns[..=word.len()].iter_mut().enumerate() {
        if let Some(unit) = place.checked_sub(1).map(|before| word[before]) {
            sum += costs.indel(unit) + lead(unit, place == 1);
        }
        column.costs[0] = [[narrow(sum); LANES / 2]; 2];
    }
    // The costs of the units behind a column, least first.
    let mut behind: Vec<u16> = Vec::with_capacity(word.len());
    for place in (0..=word.len()).rev() {
        if let Some(unit) = word.get(place) {
            let cost = costs.indel(*unit);
            behind.insert(behind.partition_point(|other| *other < cost), cost);
        }
        let (fewer, as_many) = columns[place].to_come.split_at_mut(behind.len());
        let mut sum = 0;
        for (to_come, cost) in fewer.iter_mut().rev().zip(&behind) {
            sum += cost;
            *to_come = narrow(sum);
        }
        for (to_come, beyond) in as_many.iter_mut().zip(0..) {
            *to_come = narrow(more.saturating_mul(beyond));
        }
    }
    columns
}
