//! How much a word tells of its bearer: rare words much, common ones little.

use std::collections::HashMap;

use hilf_name::{Spelling, skeleton};

/// Occurrences in this many entities of a thousand halve nothing more: the floor.
const FLOOR: f64 = 0.30;

/// Information in 255ths of the rarest word's, from the share of entities that have a word of
/// this skeleton. Skeletons are counted, not spellings, so that a common name in a rare spelling
/// stays common.
pub(crate) fn of_spelling(spelling: &Spelling, counts: &HashMap<u64, u32>, entities: usize) -> u8 {
    let count = counts.get(&skeleton(&[spelling])).copied().unwrap_or(0);
    quantise(of_count(count, entities))
}

/// Information, 0 to 1, of a word that `count` of `entities` entities have. A list of fewer than
/// 10,000 entities is taken for a sample of one that size.
pub(crate) fn of_count(count: u32, entities: usize) -> f64 {
    let entities = entities.max(10_000) as f64;
    let share = (f64::from(count) + 1.0) / entities;
    // One in two thousand or rarer tells as much as a name part can.
    let bits = -share.log2();
    (bits / 11.0).clamp(FLOOR, 1.0)
}

fn quantise(info: f64) -> u8 {
    (info * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::of_count;

    #[test]
    fn rare_words_tell_more() {
        assert!(of_count(1, 40_000) > of_count(400, 40_000));
        assert!(of_count(400, 40_000) > of_count(6_000, 40_000));
    }
}
