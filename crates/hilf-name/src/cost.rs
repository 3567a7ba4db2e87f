//! What it costs to take one unit for another.
//!
//! Costs are hundredths of a strong consonant. They are ordered by the phonology of the spelling
//! families in `docs/names.md`: free where families write the same Arabic letter differently,
//! half a consonant where two letters are neighbours in sound, a whole consonant otherwise.

use std::sync::OnceLock;

use crate::units::{UNITS, Unit, Writing};

/// Cost of a strong consonant in hundredths.
pub const CONSONANT: u16 = 100;

/// Costs for one pair of writings.
pub struct Costs {
    substitution: [[u8; UNITS]; UNITS],
    indel: [u8; UNITS],
    weight: [u8; UNITS],
    /// Swapping two neighbours.
    pub transposition: u16,
    /// Units that are dear to leave out, a bit each.
    dear: u64,
    /// By unit and grade: units that it can be taken for at no more than the grade's cost.
    near: [[u64; GRADES.len()]; UNITS],
    /// By unit and number of grades in which no unit is there: least that it costs.
    least: [[u8; GRADES.len() + 1]; UNITS],
}

/// Costs, least first, by which it is told roughly what a unit can be taken for.
const GRADES: [u8; 3] = [15, 35, 60];
/// Cost beyond the last grade, in hundredths of a consonant.
pub(crate) const DEAR: u16 = 61;

/// Which of the tables is for two writings.
fn table_of(a: Writing, b: Writing) -> usize {
    match (a, b) {
        (Writing::Voweled, Writing::Voweled) => 0,
        (Writing::Abjad, Writing::Abjad) => 2,
        _ => 1,
    }
}

impl Costs {
    /// The table for comparing a word of one writing with a word of another.
    pub fn between(a: Writing, b: Writing) -> &'static Costs {
        static TABLES: OnceLock<[Costs; 3]> = OnceLock::new();
        let learned = |(mut costs, writings): (Costs, &str)| {
            costs.learn(writings);
            costs.graded()
        };
        let all = || [(blank(), "voweled"), (mixed(), "across"), (abjad(), "abjad")].map(learned);
        &TABLES.get_or_init(all)[table_of(a, b)]
    }

    /// The same by the rules alone, without what was learned: what learning begins with, so that it
    /// comes to the same whatever was learned before.
    pub fn by_rule(a: Writing, b: Writing) -> &'static Costs {
        static TABLES: OnceLock<[Costs; 3]> = OnceLock::new();
        let all = || [blank(), mixed(), abjad()].map(Costs::graded);
        &TABLES.get_or_init(all)[table_of(a, b)]
    }

    /// Taking one unit for the other.
    #[inline]
    pub fn substitution(&self, a: Unit, b: Unit) -> u16 {
        u16::from(self.substitution[usize::from(a.0 & 63)][usize::from(b.0 & 63)])
    }

    /// Taking a unit for each other one.
    #[inline]
    pub fn substitutions(&self, unit: Unit) -> &[u8; UNITS] {
        &self.substitution[usize::from(unit.0 & 63)]
    }

    /// Leaving a unit out or putting it in.
    #[inline]
    pub fn indel(&self, unit: Unit) -> u16 {
        u16::from(self.indel[usize::from(unit.0 & 63)])
    }

    /// What a unit costs at least, in one of two words, where the other has only some units, a bit
    /// each: it must be taken for one of them or left out.
    #[inline]
    pub fn least(&self, unit: Unit, there: u64) -> u16 {
        let unit = usize::from(unit.0 & 63);
        if there >> unit & 1 == 1 {
            return 0;
        }
        let misses = |grade: usize| usize::from(self.near[unit][grade] & there == 0);
        u16::from(self.least[unit][(misses(0) + misses(1) + misses(2)) & 3])
    }

    /// Units that cost more than six tenths of a consonant to leave out, a bit each.
    #[inline]
    pub fn dear(&self) -> u64 {
        self.dear
    }

    /// Units for which a unit can be taken at less than [`DEAR`], a bit each.
    #[inline]
    pub(crate) fn near(&self, unit: Unit) -> u64 {
        self.near[usize::from(unit.0 & 63)][GRADES.len() - 1]
    }

    /// The same costs with what [`Costs::least`] asks.
    fn graded(mut self) -> Costs {
        for unit in 0..UNITS {
            let indel = self.indel[unit];
            self.dear |= u64::from(u16::from(indel) >= DEAR) << unit;
            for (grade, most) in GRADES.iter().enumerate() {
                let near =
                    self.substitution[unit].iter().zip(0..).filter(|(cost, _)| *cost <= most);
                self.near[unit][grade] = near.fold(0, |all, (_, other)| all | 1_u64 << other);
                self.least[unit][grade + 1] = indel.min(most + 1);
            }
        }
        self
    }

    /// What a unit counts for in the length of a word.
    #[inline]
    pub fn weight(&self, unit: Unit) -> u16 {
        u16::from(self.weight[usize::from(unit.0 & 63)])
    }
}

const LATIN_VOWELS: [Unit; 5] = [Unit::A, Unit::E, Unit::I, Unit::O, Unit::U];

/// Neighbours in sound, whatever the writing: (unit, unit, cost).
const SOUNDS: &[(Unit, Unit, u8)] = &[
    (Unit::K, Unit::Q, 10),
    (Unit::K, Unit::C, 10),
    (Unit::Q, Unit::C, 15),
    (Unit::K, Unit::G, 40),
    (Unit::Q, Unit::G, 20),
    (Unit::Q, Unit::GH, 30),
    (Unit::K, Unit::KH, 35),
    (Unit::Q, Unit::KH, 50),
    (Unit::G, Unit::GH, 15),
    (Unit::K, Unit::GH, 60),
    (Unit::K, Unit::CH, 35),
    (Unit::K, Unit::X, 45),
    (Unit::G, Unit::J, 25),
    (Unit::GH, Unit::R, 60),
    (Unit::GH, Unit::H, 60),
    (Unit::G, Unit::H, 55),
    (Unit::KH, Unit::H, 25),
    (Unit::KH, Unit::X, 15),
    (Unit::KH, Unit::CH, 25),
    (Unit::KH, Unit::J, 60),
    (Unit::KH, Unit::GH, 45),
    (Unit::X, Unit::H, 25),
    (Unit::X, Unit::SH, 45),
    (Unit::X, Unit::S, 50),
    (Unit::X, Unit::J, 50),
    (Unit::CH, Unit::SH, 12),
    (Unit::CH, Unit::TCH, 10),
    (Unit::TCH, Unit::SH, 40),
    (Unit::CH, Unit::J, 40),
    (Unit::TCH, Unit::J, 35),
    (Unit::CH, Unit::C, 15),
    (Unit::TCH, Unit::C, 25),
    (Unit::C, Unit::S, 15),
    (Unit::C, Unit::J, 25),
    (Unit::C, Unit::SH, 35),
    (Unit::C, Unit::Z, 55),
    (Unit::C, Unit::G, 50),
    (Unit::J, Unit::ZH, 20),
    (Unit::J, Unit::Y, 35),
    (Unit::J, Unit::Z, 50),
    (Unit::J, Unit::SH, 60),
    (Unit::ZH, Unit::Z, 30),
    (Unit::ZH, Unit::SH, 50),
    (Unit::S, Unit::SH, 45),
    (Unit::S, Unit::Z, 40),
    (Unit::S, Unit::TH, 20),
    (Unit::T, Unit::TH, 20),
    (Unit::T, Unit::D, 35),
    (Unit::D, Unit::DH, 20),
    (Unit::DH, Unit::Z, 20),
    (Unit::DH, Unit::TH, 25),
    (Unit::D, Unit::Z, 45),
    (Unit::D, Unit::TH, 55),
    (Unit::B, Unit::P, 25),
    (Unit::B, Unit::V, 45),
    (Unit::B, Unit::F, 70),
    (Unit::F, Unit::V, 30),
    (Unit::F, Unit::P, 45),
    (Unit::V, Unit::W, 15),
    (Unit::F, Unit::W, 60),
    (Unit::B, Unit::W, 60),
    (Unit::M, Unit::N, 55),
    (Unit::L, Unit::R, 70),
    (Unit::L, Unit::N, 75),
    (Unit::Y, Unit::I, 5),
    (Unit::Y, Unit::E, 12),
    (Unit::Y, Unit::A, 35),
    (Unit::W, Unit::U, 5),
    (Unit::W, Unit::O, 10),
    (Unit::V, Unit::U, 40),
    (Unit::H, Unit::A, 40),
    (Unit::H, Unit::E, 45),
    (Unit::A, Unit::E, 12),
    (Unit::A, Unit::O, 22),
    (Unit::A, Unit::I, 35),
    (Unit::A, Unit::U, 35),
    (Unit::E, Unit::I, 10),
    (Unit::E, Unit::O, 30),
    (Unit::E, Unit::U, 30),
    (Unit::I, Unit::O, 38),
    (Unit::I, Unit::U, 35),
    (Unit::O, Unit::U, 8),
    // Digits that stand for letters: look-alikes and the Arabic chat alphabet.
    (Unit::D0, Unit::O, 12),
    (Unit::D1, Unit::I, 12),
    (Unit::D1, Unit::L, 12),
    (Unit::D3, Unit::E, 12),
    (Unit::D3, Unit::A, 25),
    (Unit::D4, Unit::A, 12),
    (Unit::D5, Unit::S, 12),
    (Unit::D5, Unit::KH, 20),
    (Unit::D6, Unit::T, 20),
    (Unit::D6, Unit::G, 30),
    (Unit::D7, Unit::T, 15),
    (Unit::D7, Unit::H, 15),
    (Unit::D8, Unit::B, 15),
    (Unit::D8, Unit::Q, 20),
    (Unit::D9, Unit::G, 20),
    (Unit::D9, Unit::Q, 25),
    (Unit::D9, Unit::S, 25),
    (Unit::D2, Unit::Z, 20),
    (Unit::D2, Unit::Q, 30),
];

/// Arabic letters against Latin spellings of them.
const ACROSS: &[(Unit, Unit, u8)] = &[
    (Unit::ALEF, Unit::A, 0),
    (Unit::ALEF, Unit::E, 8),
    (Unit::ALEF, Unit::I, 20),
    (Unit::ALEF, Unit::O, 15),
    (Unit::ALEF, Unit::U, 22),
    (Unit::WAW, Unit::U, 0),
    (Unit::WAW, Unit::O, 0),
    (Unit::WAW, Unit::W, 0),
    (Unit::WAW, Unit::V, 10),
    (Unit::WAW, Unit::A, 45),
    (Unit::YEH, Unit::I, 0),
    (Unit::YEH, Unit::Y, 0),
    (Unit::YEH, Unit::E, 5),
    (Unit::YEH, Unit::J, 40),
    (Unit::YEH, Unit::A, 25),
    (Unit::MARBUTA, Unit::A, 0),
    (Unit::MARBUTA, Unit::E, 3),
    (Unit::MARBUTA, Unit::H, 5),
    (Unit::MARBUTA, Unit::T, 12),
    (Unit::AYN, Unit::A, 8),
    (Unit::AYN, Unit::E, 12),
    (Unit::AYN, Unit::I, 15),
    (Unit::AYN, Unit::O, 15),
    (Unit::AYN, Unit::U, 15),
    (Unit::AYN, Unit::C, 30),
    (Unit::AYN, Unit::G, 55),
    (Unit::HEH, Unit::H, 0),
    (Unit::HEH, Unit::A, 15),
    (Unit::HEH, Unit::E, 15),
    (Unit::HEH, Unit::KH, 40),
    (Unit::HEH, Unit::G, 60),
    (Unit::HAH, Unit::H, 0),
    (Unit::HAH, Unit::KH, 25),
    (Unit::HAH, Unit::X, 10),
    (Unit::HAH, Unit::G, 45),
    (Unit::HAH, Unit::CH, 45),
    (Unit::HAH, Unit::J, 60),
    (Unit::TAH, Unit::T, 0),
    (Unit::TAH, Unit::D, 40),
    (Unit::TAH, Unit::TH, 20),
    (Unit::SAD, Unit::S, 0),
    (Unit::SAD, Unit::C, 15),
    (Unit::SAD, Unit::Z, 35),
    (Unit::SAD, Unit::SH, 50),
    (Unit::SAD, Unit::TH, 30),
    (Unit::DAD, Unit::D, 0),
    (Unit::DAD, Unit::DH, 5),
    (Unit::DAD, Unit::Z, 12),
    (Unit::DAD, Unit::T, 45),
    (Unit::DAD, Unit::L, 65),
    (Unit::ZAH, Unit::Z, 0),
    (Unit::ZAH, Unit::DH, 5),
    (Unit::ZAH, Unit::D, 20),
    (Unit::ZAH, Unit::TH, 25),
    (Unit::HAMZA, Unit::A, 15),
    (Unit::HAMZA, Unit::E, 15),
    (Unit::HAMZA, Unit::I, 15),
    (Unit::HAMZA, Unit::Y, 15),
    (Unit::HAMZA, Unit::U, 20),
    (Unit::F, Unit::V, 10),
    (Unit::B, Unit::P, 10),
    (Unit::J, Unit::G, 10),
    (Unit::J, Unit::C, 12),
    (Unit::J, Unit::CH, 35),
    (Unit::SH, Unit::CH, 3),
    (Unit::SH, Unit::S, 35),
    (Unit::Q, Unit::K, 3),
    (Unit::Q, Unit::G, 10),
    (Unit::Q, Unit::C, 8),
    (Unit::K, Unit::C, 5),
    (Unit::K, Unit::Q, 12),
    (Unit::K, Unit::G, 30),
    (Unit::KH, Unit::H, 15),
    (Unit::KH, Unit::K, 20),
    (Unit::GH, Unit::G, 3),
    (Unit::GH, Unit::R, 45),
    (Unit::TH, Unit::S, 10),
    (Unit::TH, Unit::T, 8),
    (Unit::DH, Unit::Z, 10),
    (Unit::DH, Unit::D, 10),
    (Unit::G, Unit::K, 25),
    (Unit::T, Unit::D, 30),
    (Unit::S, Unit::C, 8),
    (Unit::S, Unit::Z, 35),
    (Unit::Z, Unit::J, 45),
    (Unit::W, Unit::V, 10),
];

/// Arabic letters mistaken for one another by writers and readers of Arabic script.
const WITHIN_ABJAD: &[(Unit, Unit, u8)] = &[
    (Unit::HEH, Unit::MARBUTA, 5),
    (Unit::ALEF, Unit::HAMZA, 10),
    (Unit::YEH, Unit::HAMZA, 15),
    (Unit::WAW, Unit::HAMZA, 20),
    (Unit::ALEF, Unit::AYN, 45),
    (Unit::ALEF, Unit::YEH, 45),
    (Unit::ALEF, Unit::HEH, 40),
    (Unit::ALEF, Unit::MARBUTA, 25),
    (Unit::ALEF, Unit::WAW, 60),
    (Unit::YEH, Unit::WAW, 65),
    (Unit::DAD, Unit::ZAH, 10),
    (Unit::DAD, Unit::D, 40),
    (Unit::DAD, Unit::SAD, 45),
    (Unit::DAD, Unit::Z, 40),
    (Unit::ZAH, Unit::Z, 30),
    (Unit::ZAH, Unit::DH, 25),
    (Unit::ZAH, Unit::TAH, 45),
    (Unit::SAD, Unit::S, 25),
    (Unit::TAH, Unit::T, 25),
    (Unit::HAH, Unit::HEH, 40),
    (Unit::HAH, Unit::KH, 45),
    (Unit::HAH, Unit::J, 50),
    (Unit::KH, Unit::J, 55),
    (Unit::D, Unit::DH, 30),
    (Unit::DH, Unit::Z, 25),
    (Unit::R, Unit::Z, 50),
    (Unit::TH, Unit::T, 35),
    (Unit::TH, Unit::S, 35),
    (Unit::T, Unit::N, 60),
    (Unit::B, Unit::N, 60),
    (Unit::B, Unit::T, 60),
    (Unit::B, Unit::YEH, 60),
    (Unit::T, Unit::MARBUTA, 20),
    (Unit::F, Unit::Q, 50),
    (Unit::Q, Unit::K, 35),
    (Unit::Q, Unit::G, 20),
    (Unit::Q, Unit::GH, 40),
    (Unit::K, Unit::G, 20),
    (Unit::J, Unit::G, 25),
    (Unit::GH, Unit::AYN, 45),
    (Unit::GH, Unit::G, 25),
    (Unit::J, Unit::TCH, 25),
    (Unit::SH, Unit::TCH, 40),
    (Unit::S, Unit::SH, 45),
    (Unit::Z, Unit::ZH, 20),
    (Unit::J, Unit::ZH, 30),
    (Unit::B, Unit::P, 10),
    (Unit::S, Unit::Z, 50),
    (Unit::WAW, Unit::V, 15),
];

fn blank() -> Costs {
    let mut costs = Costs {
        substitution: [[100; UNITS]; UNITS],
        indel: [100; UNITS],
        weight: [100; UNITS],
        transposition: 70,
        dear: 0,
        near: [[0; GRADES.len()]; UNITS],
        least: [[0; GRADES.len() + 1]; UNITS],
    };
    for i in 0..UNITS {
        costs.substitution[i][i] = 0;
    }
    for unit in LATIN_VOWELS {
        costs.indel[usize::from(unit.0)] = 28;
        costs.weight[usize::from(unit.0)] = 35;
    }
    for (unit, indel, weight) in [(Unit::Y, 30, 45), (Unit::W, 40, 60), (Unit::H, 35, 60)] {
        costs.indel[usize::from(unit.0)] = indel;
        costs.weight[usize::from(unit.0)] = weight;
    }
    costs.apply(SOUNDS);
    costs
}

fn mixed() -> Costs {
    let mut costs = blank();
    for unit in LATIN_VOWELS {
        costs.indel[usize::from(unit.0)] = 6;
        costs.weight[usize::from(unit.0)] = 12;
    }
    for (unit, indel, weight) in [
        (Unit::Y, 15, 30),
        (Unit::W, 20, 40),
        (Unit::H, 25, 50),
        (Unit::ALEF, 22, 30),
        (Unit::WAW, 45, 55),
        (Unit::YEH, 40, 50),
        (Unit::MARBUTA, 12, 20),
        (Unit::AYN, 8, 25),
        (Unit::HEH, 40, 60),
        (Unit::HAMZA, 3, 8),
    ] {
        costs.indel[usize::from(unit.0)] = indel;
        costs.weight[usize::from(unit.0)] = weight;
    }
    costs.apply(ACROSS);
    costs
}

fn abjad() -> Costs {
    let mut costs = blank();
    for (unit, indel, weight) in [
        (Unit::ALEF, 55, 70),
        (Unit::WAW, 60, 75),
        (Unit::YEH, 60, 75),
        (Unit::MARBUTA, 35, 45),
        (Unit::AYN, 70, 90),
        (Unit::HEH, 60, 80),
        (Unit::HAMZA, 10, 15),
    ] {
        costs.indel[usize::from(unit.0)] = indel;
        costs.weight[usize::from(unit.0)] = weight;
    }
    costs.apply(WITHIN_ABJAD);
    costs
}

/// What was learned from spellings of one name; made by `cargo run -p xtask -- learn-costs`.
static LEARNED: &str = include_str!("../data/sound-costs.tsv");
/// Times that two units must be seen together for what was learned to count as much as the rule.
const AS_A_RULE: f32 = 5000.0;

impl Costs {
    /// Moves the costs of one pair of writings towards what was learned, the more often it was seen
    /// the further, and never beyond half or twice the rule: the names learned from are the world's,
    /// where an `r` that is an `l` elsewhere is more than a spelling.
    fn learn(&mut self, writings: &str) {
        for line in LEARNED.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [of, a, b, cost, times] = fields[..] else { continue };
            let units = (Unit::labelled(a), Unit::labelled(b));
            let (Some(a), Some(b)) = units else { continue };
            let (Ok(cost), Ok(times)) = (cost.parse::<f32>(), times.parse::<f32>()) else {
                continue;
            };
            if of == writings {
                let rule = f32::from(self.substitution[usize::from(a.0)][usize::from(b.0)]);
                let weight = self.weight(a).max(self.weight(b)).min(CONSONANT);
                let learned = cost * f32::from(weight) / f32::from(CONSONANT);
                let bounded = learned.clamp(rule / 2.0, (2.0 * rule + 5.0).min(100.0));
                let moved = (rule * AS_A_RULE + bounded * times) / (AS_A_RULE + times);
                self.apply(&[(a, b, moved.round() as u8)]);
            }
        }
    }

    fn apply(&mut self, pairs: &[(Unit, Unit, u8)]) {
        for (a, b, cost) in pairs {
            self.substitution[usize::from(a.0)][usize::from(b.0)] = *cost;
            self.substitution[usize::from(b.0)][usize::from(a.0)] = *cost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learned_moves_the_rules_and_no_further_than_twice_or_half() {
        let across = Costs::between(Writing::Abjad, Writing::Voweled);
        let of = |costs: &Costs, a, b| costs.substitution(a, b);
        assert!(of(across, Unit::HAH, Unit::KH) > 15, "ح is seldom written kh");
        let voweled = Costs::between(Writing::Voweled, Writing::Voweled);
        assert!((35..70).contains(&of(voweled, Unit::L, Unit::R)));
        assert!(LEARNED.lines().filter(|line| !line.starts_with('#')).all(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            Unit::labelled(fields[1]).is_some() && Unit::labelled(fields[2]).is_some()
        }));
    }

    #[test]
    fn costs_are_symmetric_and_zero_on_the_diagonal() {
        for (a, b) in [
            (Writing::Voweled, Writing::Voweled),
            (Writing::Abjad, Writing::Voweled),
            (Writing::Abjad, Writing::Abjad),
        ] {
            let costs = Costs::between(a, b);
            for x in 0..UNITS as u8 {
                assert_eq!(costs.substitution(Unit(x), Unit(x)), 0);
                for y in 0..UNITS as u8 {
                    let there = costs.substitution(Unit(x), Unit(y));
                    assert_eq!(there, costs.substitution(Unit(y), Unit(x)));
                }
            }
        }
    }
}
