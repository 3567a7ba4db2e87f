//! Which spellings are known to be of one name, and which of different ones.
//!
//! Two words that are both known and share no name are different people's, however alike they
//! sound: سيد and Saeed, Hamza and Hamid. The table is built by `cargo run -p xtask --
//! name-groups` from public name data (see NOTICE); words that it does not hold are judged by sound
//! alone, so nothing is found because of it.

use std::sync::OnceLock;

use crate::known::fingerprint;
use crate::sorted::Sorted;
use crate::units::Spelling;

static DATA: &[u8] = include_bytes!("../data/name-groups.bin");

/// A known word with the names it is a spelling of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GroupEntry {
    /// Its fingerprint.
    pub word: u32,
    /// How many bear it, as a power of two up to 7.
    pub fame: u8,
    /// Numbers of its names.
    pub names: Vec<u32>,
}

struct Groups {
    /// Fingerprints of the words.
    words: Sorted,
    /// How many bear each word, as a power of two.
    fames: Vec<u8>,
    /// Where the names of each word end.
    ends: Vec<u32>,
    /// Names by number, sorted for each word.
    names: Vec<u32>,
}

/// What is known of two spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// Both are spellings of one name.
    Same,
    /// Both are known, and of different names; how many bear the less known one, as a power of two.
    Different(u8),
    /// One of them is not known.
    Unknown,
}

/// What is known of one word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// Numbers of the names that it is a spelling of, sorted.
    names: &'static [u32],
    /// How many bear it, as a power of two.
    pub(crate) fame: u8,
}

impl Entry {
    /// What is known of two words.
    pub(crate) fn kinship(self, other: Entry) -> Kinship {
        let shared = self.names.iter().any(|name| other.names.binary_search(name).is_ok());
        if shared { Kinship::Same } else { Kinship::Different(self.fame.min(other.fame)) }
    }
}

/// What is known of the word of a fingerprint.
pub(crate) fn entry_of(fingerprint: u32) -> Option<Entry> {
    let groups = groups();
    let at = groups.words.find(fingerprint)?;
    let end = groups.ends[at] as usize;
    let start = at.checked_sub(1).map_or(0, |before| groups.ends[before] as usize);
    Some(Entry { names: groups.names.get(start..end)?, fame: groups.fames[at] })
}

fn entry(spelling: &Spelling) -> Option<Entry> {
    entry_of(fingerprint(spelling))
}

/// What is known of two spellings.
pub fn kinship(a: &Spelling, b: &Spelling) -> Kinship {
    match (entry(a), entry(b)) {
        (Some(own), Some(theirs)) => own.kinship(theirs),
        _ => Kinship::Unknown,
    }
}

/// Numbers of the names that a word is known to be a spelling of.
pub fn names_of(spelling: &Spelling) -> &'static [u32] {
    entry(spelling).map_or(&[], |entry| entry.names)
}

/// How many bear a word as a name, as a power of two; 0 for a word that is not known.
pub fn fame(spelling: &Spelling) -> u8 {
    entry(spelling).map_or(0, |entry| entry.fame)
}

/// The table as it is shipped: for each word in order the step of its fingerprint, the number of
/// its names and its fame in one number, and the steps of the names, seven bits a byte, low first.
pub fn encode_groups(mut entries: Vec<GroupEntry>) -> Vec<u8> {
    entries.sort();
    entries.dedup_by(|later, first| {
        let same = later.word == first.word;
        if same {
            first.fame = first.fame.max(later.fame);
            first.names.append(&mut later.names);
        }
        same
    });
    let mut out = Vec::new();
    let mut last = 0;
    for GroupEntry { word, fame, mut names } in entries {
        names.sort_unstable();
        names.dedup();
        put(&mut out, word - last);
        last = word;
        put(&mut out, (names.len() as u32) << 3 | u32::from(fame));
        let mut before = 0;
        for name in names {
            put(&mut out, name - before);
            before = name;
        }
    }
    out
}

fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn groups() -> &'static Groups {
    static GROUPS: OnceLock<Groups> = OnceLock::new();
    GROUPS.get_or_init(|| decode(DATA))
}

fn decode(bytes: &[u8]) -> Groups {
    let (mut words, mut fames) = (Vec::new(), Vec::new());
    let (mut ends, mut names) = (Vec::new(), Vec::new());
    let mut bytes = bytes.iter().copied();
    let mut word = 0_u32;
    while let Some(step) = take(&mut bytes) {
        word = word.wrapping_add(step);
        words.push(word);
        let head = take(&mut bytes).unwrap_or(0);
        fames.push((head & 7) as u8);
        let count = head >> 3;
        let mut name = 0_u32;
        for _ in 0..count {
            name = name.wrapping_add(take(&mut bytes).unwrap_or(0));
            names.push(name);
        }
        ends.push(names.len() as u32);
    }
    Groups { words: Sorted::of(words), fames, ends, names }
}

fn take(bytes: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let (mut number, mut shift) = (0_u32, 0);
    loop {
        let byte = bytes.next()?;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spell;

    #[test]
    fn spellings_of_one_name_are_kin_and_neighbours_in_sound_are_not() {
        let kin = |a: &str, b: &str| kinship(&spell(a), &spell(b));
        assert_eq!(kin("خالد", "khaled"), Kinship::Same);
        assert_eq!(kin("khaled", "khalid"), Kinship::Same);
        assert!(matches!(kin("عمر", "amir"), Kinship::Different(_)));
        assert!(matches!(kin("hamza", "hamid"), Kinship::Different(_)));
        assert_eq!(kin("khalidx", "khalid"), Kinship::Unknown);
    }

    #[test]
    fn the_table_survives_its_encoding() {
        let entry = |word, fame, names: &[u32]| GroupEntry { word, fame, names: names.to_vec() };
        let entries = vec![entry(7, 1, &[300, 2]), entry(5, 0, &[1]), entry(7, 3, &[9])];
        let groups = decode(&encode_groups(entries));
        assert_eq!(groups.fames, [0, 3]);
        assert_eq!([5, 6, 7].map(|word| groups.words.find(word)), [Some(0), None, Some(1)]);
        assert_eq!(groups.ends, [1, 4]);
        assert_eq!(groups.names, [1, 2, 9, 300]);
    }
}
