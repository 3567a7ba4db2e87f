//! What can be said of units before rows are worked out.

use std::sync::OnceLock;

use hilf_name::{Costs, UNITS, Unit, Writing};

use super::walk::ROW;

/// Steps of cost in which substitutions are counted.
const STEPS: [u16; 8] = [0, 8, 16, 26, 40, 63, 99, u16::MAX];
/// The steps in which what is to come is judged.
const GRADES: [usize; 3] = [2, 4, 6];

/// The units of two writings, and which of them can be taken for which.
pub(super) struct Sounds {
    pub(super) costs: &'static Costs,
    /// By unit and step of cost: units that can be taken for it at no more than that; none for the
    /// number that is no unit.
    near: [[u64; STEPS.len()]; UNITS],
    /// By step of cost: units that can be left out at no more than that.
    light: [u64; STEPS.len()],
    grades: [Grades; UNITS],
    /// Least cost of leaving any unit out.
    pub(super) lightest: u16,
}

impl Sounds {
    pub(super) fn between(a: Writing, b: Writing) -> &'static Sounds {
        static TABLES: OnceLock<[Sounds; 3]> = OnceLock::new();
        let (voweled, abjad) = (Writing::Voweled, Writing::Abjad);
        let pairs = [(voweled, voweled), (voweled, abjad), (abjad, abjad)];
        let tables = TABLES.get_or_init(|| pairs.map(|(a, b)| Sounds::of(Costs::between(a, b))));
        &tables[a as usize + b as usize]
    }

    fn of(costs: &'static Costs) -> Sounds {
        let mut near = [[0; STEPS.len()]; UNITS];
        let mut light = [0; STEPS.len()];
        let mut grades = [Grades::default(); UNITS];
        for unit in 0..UNITS {
            let indel = costs.indel(Unit(unit as u8));
            light[step_over(indel)..].iter_mut().for_each(|mask| *mask |= 1 << unit);
            for (other, cost) in costs.substitutions(Unit(unit as u8)).iter().enumerate() {
                let step = step_over(u16::from(*cost));
                near[unit][step..].iter_mut().for_each(|mask| *mask |= 1 << other);
            }
            grades[unit] = Grades::of(&near[unit], indel);
        }
        near[0] = [0; STEPS.len()];
        let lightest = (0..UNITS as u8).map(|unit| costs.indel(Unit(unit))).min().unwrap_or(0);
        Sounds { costs, near, light, grades, lightest }
    }
}

/// What can be taken for a unit, in grades, and what that costs at least.
#[derive(Clone, Copy, Default)]
struct Grades {
    /// By grade: units that can be taken for it at no more than the grade's step.
    near: [u64; GRADES.len()],
    /// By number of grades in which there is none: least cost.
    costs: [u16; GRADES.len() + 1],
}

impl Grades {
    fn of(near: &[u64; STEPS.len()], indel: u16) -> Grades {
        let [first, second, third] = GRADES.map(|step| (STEPS[step] + 1).min(indel));
        Grades { near: GRADES.map(|step| near[step]), costs: [0, first, second, third] }
    }

    /// Least cost where only these units are there.
    #[inline]
    fn least(&self, there: u64) -> u16 {
        let misses = |grade: usize| usize::from(self.near[grade] & there == 0);
        self.costs[(misses(0) + misses(1) + misses(2)) & 3]
    }
}

/// The searched word, seen by unit of the listed one and by column of the table. Column `c` stands
/// behind the first `c` units.
pub(super) struct Profile {
    pub(super) sounds: &'static Sounds,
    /// By column: the query's unit before it; 0 outside.
    units: [u8; ROW],
    /// By column: the cost of putting in the query's unit before it.
    indels: [u16; ROW],
    /// By column: the query's units behind it, a bit each.
    behind: [u64; ROW],
    /// By column and unit: the least that a listed unit costs that is to come behind it.
    answers: Vec<[u8; UNITS]>,
    /// By unit: where it stands in the query.
    places: [u64; UNITS],
    /// Columns before which the query's unit is dear to leave out.
    dear: u64,
    pub(super) length: usize,
}

/// From what cost on a unit is dear to leave out.
const DEAR: u16 = 50;

impl Profile {
    pub(super) fn of(query: &[Unit], sounds: &'static Sounds) -> Profile {
        let mut profile = Profile {
            sounds,
            units: [0; ROW],
            indels: [0; ROW],
            behind: [0; ROW],
            answers: Vec::new(),
            places: [0; UNITS],
            dear: 0,
            length: query.len(),
        };
        for (place, unit) in query.iter().enumerate().rev() {
            let number = usize::from(unit.0 & 63);
            profile.places[number] |= 1 << place;
            profile.units[place + 1] = unit.0 & 63;
            profile.indels[place + 1] = sounds.costs.indel(*unit);
            profile.dear |= u64::from(sounds.costs.indel(*unit) >= DEAR) << (place + 1);
            profile.behind[place] = profile.behind[place + 1] | 1 << number;
        }
        let columns = profile.behind[..=query.len()].iter();
        let least = |behind: &u64| sounds.grades.map(|grades| grades.least(*behind) as u8);
        profile.answers = columns.map(least).collect();
        profile
    }

    #[inline]
    fn unit(&self, column: usize) -> usize {
        usize::from(self.units[column % ROW]) % UNITS
    }

    /// Columns before which the query's unit is dear to leave out, a bit each.
    #[inline]
    pub(super) fn dear(&self) -> u64 {
        self.dear
    }

    /// The cost of taking a listed unit, of which the costs are given, for the query's unit before a
    /// column.
    #[inline]
    pub(super) fn taken(&self, costs: &[u8; UNITS], column: usize) -> u16 {
        u16::from(costs[self.unit(column)])
    }

    /// The cost of putting in the query's unit before a column.
    #[inline]
    pub(super) fn indel(&self, column: usize) -> u16 {
        self.indels[column % ROW]
    }

    /// Units that can follow a cell that has so much left; some that cannot may be among them,
    /// because costs are counted in steps.
    #[inline]
    pub(super) fn open(&self, column: usize, left: u16) -> u64 {
        let step = step_over(left);
        self.sounds.near[self.unit(column + 1)][step] | self.sounds.light[step]
    }

    /// The query's unit two behind a column, which may come before the one between.
    #[inline]
    pub(super) fn second(&self, column: usize) -> u64 {
        1 << self.unit(column + 2)
    }

    /// Units that may follow a unit because the two have changed places.
    #[inline]
    pub(super) fn swaps_with(&self, unit: Unit) -> u64 {
        // A place is the column of the unit before it.
        let mut places = self.places(unit) & !1;
        let mut open = 0;
        while places != 0 {
            open |= 1 << self.unit(places.trailing_zeros() as usize);
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
        self.sounds.grades[self.unit(column)].least(rest)
    }

    /// Whether units that are to come, each once, may cost no more than so much: they must be taken
    /// for units of the query behind a column or put in.
    #[inline]
    pub(super) fn can_answer(&self, mut units: u64, column: usize, most: u16) -> bool {
        let Some(least) = self.answers.get(column) else { return true };
        // What stands there itself costs nothing.
        units &= !self.behind[column % ROW];
        let mut sum = 0;
        while units != 0 {
            sum += u16::from(least[units.trailing_zeros() as usize % UNITS]);
            if sum > most {
                return false;
            }
            units &= units - 1;
        }
        true
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
