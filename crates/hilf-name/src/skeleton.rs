//! A key that all plausible spellings of one word share: its strong consonants in wide classes.

use crate::units::{Spelling, Unit};

/// Classes of the wide folding; 0 for units that leave no trace.
fn class(unit: Unit) -> u8 {
    match unit {
        Unit::B | Unit::P => 1,
        Unit::F | Unit::V => 2,
        Unit::T | Unit::TH | Unit::TAH => 3,
        Unit::D | Unit::DH | Unit::DAD | Unit::ZAH | Unit::Z => 4,
        Unit::R => 5,
        Unit::L => 6,
        Unit::M => 7,
        Unit::N => 8,
        Unit::S | Unit::SAD | Unit::X => 9,
        Unit::J | Unit::ZH | Unit::CH | Unit::TCH | Unit::SH => 10,
        Unit::HAH | Unit::D0 => 0,
        unit if unit.is_weak() => 0,
        unit if unit.is_digit() => 12,
        _ => 11,
    }
}

/// The skeleton of a spelling as one number: equal for spellings whose strong consonants are
/// equal in wide classes, whatever the script. Collisions are harmless where a comparison
/// follows.
pub fn skeleton(parts: &[&Spelling]) -> u64 {
    let mut key: u64 = 0;
    let mut last = 0;
    let mut previous = None;
    for unit in parts.iter().flat_map(|p| p.units.iter()) {
        let class = class(*unit);
        // Two equal units stand beside each other only where a vowel between is not written.
        if class != 0 && (class != last || previous == Some(unit)) {
            key = key.wrapping_mul(0x0000_0100_0000_01B3) ^ u64::from(class);
            key = key.wrapping_add(key >> 29);
        }
        last = class;
        previous = Some(unit);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::skeleton;
    use crate::spell;

    #[test]
    fn one_name_has_one_skeleton() {
        let of = |w: &str| skeleton(&[&spell(w)]);
        assert_eq!(of("محمد"), of("mohammed"));
        assert_eq!(of("قذافي"), of("gaddafi"));
        assert_eq!(of("ممتاز"), of("mumtaz"));
        assert_ne!(of("kamal"), of("faisal"));
    }
}
