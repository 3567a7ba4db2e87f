//! What can be said of the searched word's units before rows are worked out.

use hilf_name::{Costs, UNITS, UNITS_MAX, Unit};

/// The searched word, seen by unit of the listed one and by column of the table. Column `c` stands
/// behind the first `c` units.
pub(super) struct Profile {
    /// By unit and column: the cost of taking it for the query's unit before that column.
    pub(super) taken: Box<[[u8; UNITS_MAX + 1]; UNITS]>,
    /// By column: the cost of putting in the query's unit before it.
    pub(super) indels: [u16; UNITS_MAX + 1],
    /// By column and step of cost: units that can be taken for the query's unit before it at no more
    /// than that.
    near: Box<[[u64; STEPS.len()]; UNITS_MAX + 2]>,
    /// By step of cost: units that can be left out at no more than that.
    light: [u64; STEPS.len()],
    /// By column: the query's unit before it, as a bit; none outside.
    units: [u64; UNITS_MAX + 3],
    /// By unit: where it stands in the query.
    places: [u64; UNITS],
    pub(super) length: usize,
    answers: Box<[[u64; 3]; UNITS]>,
    out: [u16; UNITS],
}

/// Steps of cost in which substitutions are counted.
const STEPS: [u16; 8] = [0, 8, 16, 26, 40, 63, 99, u16::MAX];

impl Profile {
    pub(super) fn of(query: &[Unit], costs: &Costs) -> Profile {
        let mut near = Box::new([[0; STEPS.len()]; UNITS_MAX + 2]);
        let mut light = [0; STEPS.len()];
        let mut places = [0; UNITS];
        let mut units = [0; UNITS_MAX + 3];
        let mut taken = Box::new([[0; UNITS_MAX + 1]; UNITS]);
        let mut indels = [0; UNITS_MAX + 1];
        let mut answers = Box::new([[0; 3]; UNITS]);
        let mut out = [0; UNITS];
        for (place, unit) in query.iter().enumerate() {
            places[usize::from(unit.0 & 63)] |= 1 << place;
            units[place + 1] = 1 << (unit.0 & 63);
            indels[place + 1] = costs.indel(*unit);
            for (other, cost) in costs.substitutions(*unit).iter().enumerate() {
                taken[other][place + 1] = *cost;
                let from = step_over(u16::from(*cost));
                for (level, step) in [2, 4, 6].into_iter().enumerate() { if from <= step { answers[other][level] |= 1 << place; } }
                near[place + 1][from..].iter_mut().for_each(|mask| *mask |= 1 << other);
            }
        }
        for other in 0..UNITS as u8 {
            out[usize::from(other)] = costs.indel(Unit(other));
            let from = step_over(costs.indel(Unit(other)));
            light[from..].iter_mut().for_each(|mask| *mask |= 1 << other);
        }
        Profile { taken, indels, near, light, units, places, length: query.len(), answers, out }
    }

    /// Units that can follow a cell that has so much left; some that cannot may be among them,
    /// because costs are counted in steps.
    #[inline]
    pub(super) fn open(&self, column: usize, left: u16) -> u64 {
        let step = step_over(left);
        self.near[column + 1][step] | self.light[step]
    }

    /// The query's unit two behind a column, which may come before the one between.
    #[inline]
    pub(super) fn second(&self, column: usize) -> u64 {
        self.units[column + 2]
    }

    /// Units that may follow a unit because the two have changed places.
    #[inline]
    pub(super) fn swaps_with(&self, unit: Unit) -> u64 {
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
    pub(super) fn swapped(&self, previous: Unit, unit: Unit) -> u64 {
        let of = |unit: Unit| self.places[usize::from(unit.0 & 63)];
        ((of(unit) << 1) & of(previous)) << 1
    }

    /// Where a unit stands in the query, a bit for each place.
    #[inline]
    pub(super) fn places(&self, unit: Unit) -> u64 {
        self.places[usize::from(unit.0 & 63)]
    }

    /// Least cost of units that are to come behind a column, each once.
    #[inline]
    pub(super) fn unanswered(&self, mut every: u64, column: usize) -> u16 {
        let mut sum = 0;
        while every != 0 {
            let unit = every.trailing_zeros() as usize;
            every &= every - 1;
            let [near, middle, far] = self.answers[unit].map(|places| places >> column);
            let cost = match () {
                () if near != 0 => 0,
                () if middle != 0 => STEPS[2] + 1,
                () if far != 0 => STEPS[4] + 1,
                () => STEPS[6] + 1,
            };
            sum += cost.min(self.out[unit]);
        }
        sum
    }

    /// Least cost of the query's unit before a column where only some units are to come: it must be
    /// taken for one of them or left out.
    #[inline]
    pub(super) fn least(&self, column: usize, rest: u64) -> u16 {
        let near = &self.near[column];
        let dearest = match () {
            () if near[2] & rest != 0 => 0,
            () if near[4] & rest != 0 => STEPS[2] + 1,
            () if near[6] & rest != 0 => STEPS[4] + 1,
            () => STEPS[6] + 1,
        };
        dearest.min(self.indels[column])
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
