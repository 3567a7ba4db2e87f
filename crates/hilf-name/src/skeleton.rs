//! A key that all plausible spellings of one word share: its strong consonants in wide classes.

use crate::units::{Spelling, UNITS, Unit};

/// Classes of all units.
const CLASSES: [u8; UNITS] = {
    let mut classes = [0; UNITS];
    let mut unit = 0;
    while unit < UNITS {
        classes[unit] = class(Unit(unit as u8));
        unit += 1;
    }
    classes
};

/// Classes of the wide folding; 0 for units that leave no trace.
const fn class(unit: Unit) -> u8 {
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
    let mut skeleton = Skeleton::default();
    parts.iter().flat_map(|part| &part.units).for_each(|unit| skeleton.push(*unit));
    skeleton.key()
}

/// A skeleton in the making.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Skeleton {
    key: u64,
    last: u8,
    previous: Option<Unit>,
}

impl Skeleton {
    #[inline]
    pub(crate) fn push(&mut self, unit: Unit) {
        let class = CLASSES[usize::from(unit.0) % CLASSES.len()];
        // Two equal units stand beside each other only where a vowel between is not written.
        if class != 0 && (class != self.last || self.previous == Some(unit)) {
            self.key = self.key.wrapping_mul(0x0000_0100_0000_01B3) ^ u64::from(class);
            self.key = self.key.wrapping_add(self.key >> 29);
        }
        self.last = class;
        self.previous = Some(unit);
    }

    pub(crate) fn key(self) -> u64 {
        self.key
    }
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
