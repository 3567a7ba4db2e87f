//! How much a word tells of its bearer: rare words much, common ones little.

use std::collections::HashMap;

use hilf_name::{Spelling, common_bits, skeleton};

/// Bits from which on a word tells as much as a name part can: one bearer in some ten thousand.
const BITS_MAX: f64 = 14.0;
/// Least that any word tells, in shares of the most.
const FLOOR: f64 = 0.25;
/// Least information of a word, 0 to 1, in 255ths as it is kept.
pub(super) const LEAST: f32 = 63.0 / 255.0;
/// Entities of a list up to which a word is not held to be common because of them: by chance a
/// rare name stands on a list several times, for a family or an alias.
const BY_CHANCE: u32 = 3;

/// Information in 255ths of the rarest word's, from the share of entities that have a word of
/// this skeleton and from how common the word is among people. Skeletons are counted, not
/// spellings, so that a common name in a rare spelling stays common.
pub(crate) fn of_spelling(spelling: &Spelling, counts: &HashMap<u64, u32>, entities: usize) -> u8 {
    let count = counts.get(&skeleton(&[spelling])).copied().unwrap_or(0);
    let among_people = common_bits(spelling).map_or(BITS_MAX, f64::from);
    quantise(of_bits(of_count(count, entities).min(among_people)))
}

/// Information, 0 to 1, of so many bits.
fn of_bits(bits: f64) -> f64 {
    (bits / BITS_MAX).clamp(FLOOR, 1.0)
}

/// Bits of a word that `count` of `entities` entities have. A list of fewer than 10,000 entities
/// is taken for a sample of one that size.
fn of_count(count: u32, entities: usize) -> f64 {
    if count <= BY_CHANCE {
        return BITS_MAX;
    }
    let entities = entities.max(10_000) as f64;
    -(f64::from(count) / entities).log2()
}

fn quantise(info: f64) -> u8 {
    (info * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more() {
        assert!(of_count(1, 40_000) > of_count(400, 40_000));
        assert!(of_count(400, 40_000) > of_count(6_000, 40_000));
    }

    #[test]
    fn a_common_name_is_common_whatever_the_list() {
        let none = HashMap::new();
        let of = |word: &str| of_spelling(&hilf_name::spell(word), &none, 10);
        assert!(of("muhammad") < of("tamimi"));
        assert!(of("tamimi") < of("qaduli"));
    }
}
