//! What can be said of the searched word's units before rows are worked out.

use hilf_name::{Costs, UNITS, Unit};

use super::walk::ROW;

/// The searched word, seen by unit of the listed one and by column of the table. Column `c` stands
/// behind the first `c` units.
pub(super) struct Profile {
    /// By unit and column: the cost of taking it for the query's unit before that column.
    taken: Box<[[u8; ROW]; UNITS]>,
    /// By column: the cost of putting in the query's unit before it.
    indels: [u16; ROW],
    /// By column and step of cost: units that can be taken for the query's unit before it at no more
    /// than that.
    near: Box<[[u64; STEPS.len()]; ROW]>,
    /// By step of cost: units that can be left out at no more than that.
    light: [u64; STEPS.len()],
    /// By column: the query's unit before it among those to come.
    asking: Box<[Grades; ROW]>,
    /// By unit: how places of the query answer to it.
    answers: Box<[Grades; UNITS]>,
    /// By column: the query's unit before it, as a bit; none outside.
    units: [u64; ROW],
    /// By unit: where it stands in the query.
    places: [u64; UNITS],
    pub(super) length: usize,
}

/// Steps of cost in which substitutions are counted.
const STEPS: [u16; 8] = [0, 8, 16, 26, 40, 63, 99, u16::MAX];
/// The steps in which what is to come is judged.
const GRADES: [usize; 3] = [2, 4, 6];

/// What can be taken for something, in grades, and what it costs at least.
#[derive(Clone, Copy, Default)]
struct Grades {
    /// By grade: what can be taken for it at no more than the grade's step, a bit each.
    near: [u64; GRADES.len()],
    /// By grade: least cost where only the next one has anything; the last where none has.
    costs: [u16; GRADES.len() + 1],
}

impl Grades {
    fn new(indel: u16) -> Grades {
        let [first, second, third] = GRADES.map(|step| (STEPS[step] + 1).min(indel));
        Grades { near: [0; GRADES.len()], costs: [0, first, second, third] }
    }

    fn add(&mut self, bit: usize, step: usize) {
        for (near, grade) in self.near.iter_mut().zip(GRADES) {
            *near |= u64::from(step <= grade) << bit;
        }
    }

    /// Least cost where only these are there.
    #[inline]
    fn least(&self, there: u64) -> u16 {
        let missed = self.near.map(|near| usize::from(near & there == 0));
        self.costs[(missed[0] + missed[1] + missed[2]) & 3]
    }
}

impl Profile {
    pub(super) fn of(query: &[Unit], costs: &Costs) -> Profile {
        let mut profile = Profile {
            taken: Box::new([[0; ROW]; UNITS]),
            indels: [0; ROW],
            near: Box::new([[0; STEPS.len()]; ROW]),
            light: [0; STEPS.len()],
            asking: Box::new([Grades::default(); ROW]),
            answers: Box::new([Grades::default(); UNITS]),
            units: [0; ROW],
            places: [0; UNITS],
            length: query.len(),
        };
        for other in 0..UNITS {
            let indel = costs.indel(Unit(other as u8));
            profile.answers[other] = Grades::new(indel);
            profile.light[step_over(indel)..].iter_mut().for_each(|mask| *mask |= 1 << other);
        }
        for (place, unit) in query.iter().enumerate() {
            profile.add(place, *unit, costs);
        }
        profile
    }

    fn add(&mut self, place: usize, unit: Unit, costs: &Costs) {
        let column = place + 1;
        self.places[usize::from(unit.0 & 63)] |= 1 << place;
        self.units[column] = 1 << (unit.0 & 63);
        self.indels[column] = costs.indel(unit);
        self.asking[column] = Grades::new(costs.indel(unit));
        for (other, cost) in costs.substitutions(unit).iter().enumerate() {
            self.taken[other][column] = *cost;
            let step = step_over(u16::from(*cost));
            self.near[column][step..].iter_mut().for_each(|mask| *mask |= 1 << other);
            self.asking[column].add(other, step);
            self.answers[other].add(place, step);
        }
    }

    /// By column: the cost of taking a unit for the query's unit before it.
    #[inline]
    pub(super) fn taken(&self, unit: Unit) -> &[u8; ROW] {
        &self.taken[usize::from(unit.0 & 63)]
    }

    /// By column: the cost of putting in the query's unit before it.
    #[inline]
    pub(super) fn indels(&self) -> &[u16; ROW] {
        &self.indels
    }

    /// Units that can follow a cell that has so much left; some that cannot may be among them,
    /// because costs are counted in steps.
    #[inline]
    pub(super) fn open(&self, column: usize, left: u16) -> u64 {
        let step = step_over(left);
        self.near[(column + 1) % ROW][step] | self.light[step]
    }

    /// The query's unit two behind a column, which may come before the one between.
    #[inline]
    pub(super) fn second(&self, column: usize) -> u64 {
        self.units[(column + 2) % ROW]
    }

    /// Units that may follow a unit because the two have changed places.
    #[inline]
    pub(super) fn swaps_with(&self, unit: Unit) -> u64 {
        // A place is the column of the unit before it.
        let mut places = self.places(unit) & !1;
        let mut open = 0;
        while places != 0 {
            open |= self.units[places.trailing_zeros() as usize % ROW];
            places &= places - 1;
        }
        open
    }

    /// Columns that are reached by swapping a unit with the one before it in the word, a bit each.
    #[inline]
    pub(super) fn swapped(&self, previous: Unit, unit: Unit) -> u64 {
        ((self.places(unit) << 1) & self.places(previous)) << 1
    }

    /// Where a unit stands in the query, a bit for each place.
    #[inline]
    pub(super) fn places(&self, unit: Unit) -> u64 {
        self.places[usize::from(unit.0 & 63)]
    }

    /// Least cost of the query's unit before a column where only some units are to come: it must be
    /// taken for one of them or left out.
    #[inline]
    pub(super) fn asked(&self, column: usize, rest: u64) -> u16 {
        self.asking[column % ROW].least(rest)
    }

    /// Least cost of units that are to come, each once: they must be taken for units of the query
    /// behind a column or put in.
    #[inline]
    pub(super) fn answered(&self, mut units: u64, column: usize) -> u16 {
        let behind = u64::MAX << (column & 63);
        let mut sum = 0;
        while units != 0 {
            sum += self.answers[units.trailing_zeros() as usize % UNITS].least(behind);
            units &= units - 1;
        }
        sum
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
    usize::from(TABLE[usize::from(cost.min(127))]) % STEPS.len()
}
