//! How common a word is among people's names, whatever list is loaded.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::spell::spell;
use crate::units::{Spelling, Unit, Writing};

static NAMES: &str = include_str!("../data/common-names.tsv");

/// Information of a name in bits, from how many people bear it: 3 for Muhammad, 9 for a family that
/// everybody has heard of; `None` for a name that is not known to be common.
pub fn common_bits(spelling: &Spelling) -> Option<f32> {
    static TABLE: OnceLock<HashMap<u64, f32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let Some((bits, names)) = line.split_once('\t') else { continue };
            let Ok(bits) = bits.parse::<f32>() else { continue };
            for name in names.split(' ') {
                let known: &mut f32 = table.entry(consonants(&spell(name))).or_insert(bits);
                *known = known.min(bits);
            }
        }
        table
    });
    table.get(&consonants(spelling)).copied()
}

/// All names of the table, as they are written there.
pub(crate) fn common_words() -> impl Iterator<Item = &'static str> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).flat_map(|(_, names)| names.split(' '))
}

/// The consonants of a word in classes that all its spellings share, as one number.
fn consonants(spelling: &Spelling) -> u64 {
    let units = &spelling.units;
    let mut key: u64 = units.len().min(3) as u64;
    let mut last = 0;
    for (at, unit) in units.iter().enumerate() {
        // `Fatimah` is Fatima.
        let mute =
            *unit == Unit::H && at + 1 == units.len() && spelling.writing == Writing::Voweled;
        let class = if mute { 0 } else { class(*unit) };
        if class != 0 && class != last {
            key = key.wrapping_mul(0x0000_0100_0000_01B3) ^ u64::from(class);
            key = key.wrapping_add(key >> 29);
        }
        last = class;
    }
    key
}

/// Class of a consonant; 0 for what spellings leave out or write in turn.
fn class(unit: Unit) -> u8 {
    match unit {
        Unit::B | Unit::P => 1,
        Unit::F | Unit::V => 2,
        Unit::T | Unit::TAH => 3,
        Unit::D | Unit::DAD => 4,
        Unit::R => 5,
        Unit::L => 6,
        Unit::M => 7,
        Unit::N => 8,
        Unit::S | Unit::TH | Unit::SAD => 9,
        Unit::Z | Unit::DH | Unit::ZAH => 10,
        Unit::SH | Unit::CH => 11,
        Unit::J | Unit::ZH => 12,
        Unit::K | Unit::Q | Unit::C => 13,
        Unit::G | Unit::GH => 14,
        Unit::KH => 15,
        Unit::H | Unit::HEH | Unit::HAH => 16,
        Unit::X => 17,
        Unit::TCH => 18,
        unit if unit.is_digit() => 19,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_are_common_in_every_spelling() {
        let bits = |word: &str| common_bits(&spell(word));
        assert_eq!(bits("mohammed"), Some(3.0));
        assert_eq!(bits("محمد"), Some(3.0));
        assert_eq!(bits("زهراني"), Some(8.0));
        assert!(bits("zahawi").is_some());
        assert_eq!(bits("qaduli"), None);
    }
}
