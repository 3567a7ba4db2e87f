//! Which words are known to be names of somebody.
//!
//! A word that is a known name is not a slip of the pen for another one: `Nadal` beside `Nidal` is
//! another person, `Niadl` is Nidal. The set is built by `cargo run -p xtask -- known-names` from
//! public name data (see NOTICE), from names that several languages or many people write: the rarest
//! names are too near to slips of common ones. A word that is missing from it is only judged more
//! mildly.

use std::sync::OnceLock;

use crate::common::common_words;
use crate::distinct::distinct_words;
use crate::slip::is_one_slip;
use crate::sorted::Sorted;
use crate::spell::spell;
use crate::units::{Spelling, Unit, Writing};

static DATA: &[u8] = include_bytes!("../data/known-names.bin");

/// Whether a spelling is that of a known name.
pub fn is_known(spelling: &Spelling) -> bool {
    is_numbered(fingerprint(spelling))
}

/// Whether a known name has this fingerprint.
pub(crate) fn is_numbered(fingerprint: u32) -> bool {
    static SET: OnceLock<Sorted> = OnceLock::new();
    SET.get_or_init(|| Sorted::of(all())).find(fingerprint).is_some()
}

/// Whether a word that stands where another name has `Abd` is a name instead of it: a known one, and
/// no slip of `Abd` or `Abdul`.
pub fn is_own_name(spelling: &Spelling) -> bool {
    static ABD: OnceLock<[Spelling; 3]> = OnceLock::new();
    let abd = ABD.get_or_init(|| ["abd", "abdul", "عبد"].map(spell));
    is_known(spelling) && !abd.iter().any(|abd| spelling == abd || is_one_slip(spelling, abd))
}

/// The number under which a spelling stands in the set: FNV-1a over its units, folded to 32 bits.
pub fn fingerprint(spelling: &Spelling) -> u32 {
    let start = match spelling.writing {
        Writing::Voweled => 0xcbf2_9ce4_8422_2325_u64,
        Writing::Abjad => 0x6c62_272e_07bb_0142,
    };
    let hash = spelling
        .units
        .iter()
        .fold(start, |hash, Unit(unit)| (hash ^ u64::from(*unit)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)) as u32
}

/// The set as it is shipped: differences of the sorted numbers, seven bits a byte, low first.
pub fn encode(mut fingerprints: Vec<u32>) -> Vec<u8> {
    fingerprints.sort_unstable();
    fingerprints.dedup();
    let mut out = Vec::with_capacity(fingerprints.len() * 2);
    let mut last = 0;
    for number in fingerprints {
        let mut step = number - last;
        last = number;
        while step >= 0x80 {
            out.push((step & 0x7f) as u8 | 0x80);
            step >>= 7;
        }
        out.push(step as u8);
    }
    out
}

/// The names of the sources and of the tables that were compiled by hand.
fn all() -> Vec<u32> {
    let mut names = decode(DATA);
    let compiled = common_words().chain(distinct_words());
    names.extend(compiled.map(|word| fingerprint(&spell(hilf_text::fold(word).text()))));
    names.sort_unstable();
    names.dedup();
    names
}

fn decode(bytes: &[u8]) -> Vec<u32> {
    let mut out = Vec::with_capacity(bytes.len() / 2);
    let (mut last, mut step, mut shift) = (0_u32, 0_u32, 0);
    for byte in bytes {
        step |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            last = last.wrapping_add(step);
            out.push(last);
            (step, shift) = (0, 0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spell;

    #[test]
    fn common_names_are_known_and_slips_are_not() {
        for name in ["muhammad", "kamal", "محمد", "خالد", "ramirez"] {
            assert!(is_known(&spell(name)), "{name}");
        }
        for slip in ["muhmamda", "kmaalqt", "خلضادد"] {
            assert!(!is_known(&spell(slip)), "{slip}");
        }
    }

    #[test]
    fn the_set_survives_its_encoding() {
        assert_eq!(decode(&encode(vec![7, 5, 300, 5, u32::MAX])), [5, 7, 300, u32::MAX]);
    }
}
