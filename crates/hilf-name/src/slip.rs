//! Slips of the pen. They happen to letters, not to sounds: a letter more or less makes another
//! sound of the one beside it (Salah, Salzh) or lets two equal letters meet, which are read as
//! one (Yunus, Yuus).

use std::hash::Hasher;
use std::sync::OnceLock;

use crate::sound::UNITS_MAX;
use crate::units::{Spelling, UNITS, Unit, Writing};

/// Letters of a word; two for each unit at most, three of the rare `tch`.
const LETTERS_MAX: usize = 2 * UNITS_MAX;

/// A word as the letters it is written with, equal neighbours as one.
#[derive(Clone, Copy)]
struct Letters {
    letters: [u8; LETTERS_MAX],
    count: usize,
    writing: Writing,
}

impl Letters {
    fn of(spelling: &Spelling) -> Letters {
        let mut word = Letters::empty(spelling.writing);
        for unit in spelling.units.iter().take(UNITS_MAX) {
            match spelling.writing {
                Writing::Voweled if unit.label().is_ascii() => {
                    unit.label().bytes().for_each(|letter| word.push(letter));
                }
                _ => word.push(0x80 | unit.0),
            }
        }
        word
    }

    fn empty(writing: Writing) -> Letters {
        Letters { letters: [0; LETTERS_MAX], count: 0, writing }
    }

    fn get(&self) -> &[u8] {
        &self.letters[..self.count]
    }

    /// Adds a letter, unless it is the last one again.
    fn push(&mut self, letter: u8) {
        if self.get().last() != Some(&letter) && self.count < LETTERS_MAX {
            self.letters[self.count] = letter;
            self.count += 1;
        }
    }

    /// Whether a slip at the letter makes it another spelling of the same name: in Arabic script a
    /// long vowel is no slip (حسن, حسين).
    fn counts(&self, letter: u8) -> bool {
        self.writing == Writing::Voweled || !Unit(letter & 0x7f).is_weak()
    }
}

/// Units of which all letters fit into a word, whatever they are.
const WHOLE: usize = LETTERS_MAX / 3;

/// The letters of a word, a bit each; letters may share one. `None` of a very long word.
pub(crate) fn letters_of(spelling: &Spelling) -> Option<u64> {
    static BITS: OnceLock<[u64; UNITS]> = OnceLock::new();
    let bits = BITS.get_or_init(|| std::array::from_fn(|unit| bits_of(Unit(unit as u8))));
    let units = (spelling.units.len() <= WHOLE).then_some(&spelling.units)?;
    let of = |unit: &Unit| match spelling.writing {
        Writing::Voweled => bits[usize::from(unit.0) % UNITS],
        Writing::Abjad => 1 << (unit.0 & 63),
    };
    Some(units.iter().fold(0, |all, unit| all | of(unit)))
}

/// The letters of a unit in a voweled word, a bit each.
fn bits_of(unit: Unit) -> u64 {
    let bit = |letter: u8| match letter {
        b'a'..=b'z' => 1 << (letter - b'a'),
        other => 1 << (26 + other % 38),
    };
    match unit.label().is_ascii() {
        true => unit.label().bytes().fold(0, |all, letter| all | bit(letter)),
        false => bit(0x80 | unit.0),
    }
}

/// Whether one slip of the pen makes one word of the other: a letter more, less, another, or two
/// swapped.
pub fn is_one_slip(a: &Spelling, b: &Spelling) -> bool {
    if a.writing != b.writing || a.units.len().abs_diff(b.units.len()) > 2 {
        return false;
    }
    let (own, theirs) = (Letters::of(a), Letters::of(b));
    if own.count.min(theirs.count) < 2 || own.count.max(theirs.count) < 3 {
        return false;
    }
    let (x, y) = (own.get(), theirs.get());
    if x == y {
        // A letter of a script that does not double any was written twice.
        return a.units != b.units;
    }
    let same = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&x[same..], &y[same..]);
    let counts = |letter: Option<&u8>| letter.is_some_and(|letter| own.counts(*letter));
    match (rest, other) {
        ([p, rest @ ..], [q, other @ ..]) if rest == other => counts(Some(p)) || counts(Some(q)),
        ([p, q, rest @ ..], [r, s, other @ ..]) if p == s && q == r && rest == other => true,
        _ => {
            rest.get(1..) == Some(other) && counts(rest.first())
                || other.get(1..) == Some(rest) && counts(other.first())
                || same > 0 && parted(rest, other, x[same - 1]) && counts(rest.first())
                || same > 0 && parted(other, rest, x[same - 1]) && counts(other.first())
        }
    }
}

/// Whether a letter stands in the longer rest that parts two equal ones, which without it are read
/// as one.
fn parted(longer: &[u8], shorter: &[u8], last: u8) -> bool {
    longer.get(1) == Some(&last) && longer.get(2..) == Some(shorter)
}

/// Letters of a listed word beyond which slips in it are not looked up: long words are near each
/// other by their sound.
const KEYED_MAX: usize = 24;

/// Keys under which a listed word is found from a word that one slip makes of it: the word itself
/// and every word with a letter left out (after Mor and Fraenkel, "A hash code method for detecting
/// and correcting spelling errors", 1982).
pub fn listed_slip_keys(listed: &Spelling) -> Vec<u32> {
    let word = Letters::of(listed);
    let letters = word.get();
    if letters.len() < 2 || letters.len() > KEYED_MAX {
        return Vec::new();
    }
    let mut keys = vec![key(letters, listed.writing)];
    keys.extend(shortened(letters).map(|word| key(&word, listed.writing)));
    finished(keys)
}

/// Keys under which to look for the listed words that one slip makes of a word: itself, every word
/// with a letter left out, as one where equal letters meet then, and every word with a letter
/// doubled, in case another one stood between.
pub fn slip_keys(word: &Spelling) -> Vec<u32> {
    let writing = word.writing;
    let word = Letters::of(word);
    let letters = word.get();
    if letters.len() < 2 || letters.len() > KEYED_MAX + 1 {
        return Vec::new();
    }
    let mut keys = vec![key(letters, writing)];
    for shorter in shortened(letters) {
        keys.push(key(&shorter, writing));
        let mut joined = Letters::empty(writing);
        shorter.iter().for_each(|letter| joined.push(*letter));
        keys.push(key(joined.get(), writing));
    }
    for at in 0..letters.len() {
        let mut doubled = letters.to_vec();
        doubled.insert(at, letters[at]);
        keys.push(key(&doubled, writing));
    }
    finished(keys)
}

fn shortened(letters: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    (0..letters.len()).map(|at| {
        let mut shorter = letters.to_vec();
        shorter.remove(at);
        shorter
    })
}

fn finished(mut keys: Vec<u32>) -> Vec<u32> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn key(letters: &[u8], writing: Writing) -> u32 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    hasher.write_u8(writing as u8);
    hasher.write(letters);
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

/// FNV-1a: keys are stored, so they must not change with the library.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::spell::spell;

    fn slip(a: &str, b: &str) -> bool {
        is_one_slip(&spell(a), &spell(b))
    }

    #[test]
    fn a_slip_is_of_a_letter_whatever_it_does_to_the_sounds() {
        for (a, b) in [
            ("salzh", "salah"),
            ("sjami", "shami"),
            ("yuus", "yunus"),
            ("abvbas", "abbas"),
            ("hammm", "hammam"),
            ("ahmda", "ahmad"),
            ("khlaed", "khaled"),
            ("سحمد", "محمد"),
            ("محممد", "محمد"),
        ] {
            assert!(slip(a, b), "{a} {b}");
            assert!(slip(b, a), "{b} {a}");
        }
    }

    #[test]
    fn two_slips_or_a_long_vowel_are_not_one() {
        for (a, b) in [("salman", "selim"), ("حسن", "حسين"), ("jo", "j"), ("kamal", "jamel")]
        {
            assert!(!slip(a, b), "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_one_slip_away_is_found_by_its_keys(
            listed in "[abdehkmnrsuy]{2,8}",
            at in 0..8_usize,
            letter in "[abdehkmnrsuy]",
            kind in 0..4,
        ) {
            let mut word: Vec<char> = listed.chars().collect();
            let letter = letter.chars().next().unwrap_or('a');
            let at = at % word.len();
            match kind {
                0 => { word.remove(at); }
                1 => word.insert(at, letter),
                2 => word[at] = letter,
                _ if at + 1 < word.len() => word.swap(at, at + 1),
                _ => {}
            }
            let word: String = word.into_iter().collect();
            let (own, listed) = (spell(&word), spell(&listed));
            if is_one_slip(&own, &listed) {
                let theirs = listed_slip_keys(&listed);
                prop_assert!(slip_keys(&own).iter().any(|key| theirs.contains(key)), "{word}");
            }
        }

        #[test]
        fn no_slip_is_passed_over(
            (own, listed) in ("[abh]{2,6}", "[abh]{2,6}"),
        ) {
            let (own, listed) = (spell(&own), spell(&listed));
            if is_one_slip(&own, &listed) {
                let theirs = listed_slip_keys(&listed);
                prop_assert!(slip_keys(&own).iter().any(|key| theirs.contains(key)));
            }
        }
    }
}
