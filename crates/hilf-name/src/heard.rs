//! A word made ready to be compared with many others.

use std::cell::OnceCell;
use std::ops::Deref;

use crate::cost::{Costs, DEAR};
use crate::distinct::line_of;
use crate::groups::{self, Entry, Kinship};
use crate::known::{self, fingerprint};
use crate::slip::letters_of;
use crate::sound::{UNITS_MAX, weight};
use crate::units::{Spelling, Writing};

/// A word with what comparing it takes, found out once.
#[derive(Clone)]
pub struct Heard<'a> {
    spelling: &'a Spelling,
    /// Its units, a bit each.
    bits: u64,
    /// Of these, those that are dear to leave out, beside words of each writing.
    dear: [u64; 2],
    /// Units that one of its own is not dear to take for, beside words of each writing.
    near: [u64; 2],
    /// Its weight beside words of each writing.
    weights: [u16; 2],
    letters: OnceCell<Option<u64>>,
    fingerprint: OnceCell<u32>,
    entry: OnceCell<Option<Entry>>,
    /// The line of common names that it stands in.
    line: OnceCell<Option<u16>>,
}

impl Deref for Heard<'_> {
    type Target = Spelling;

    fn deref(&self) -> &Spelling {
        self.spelling
    }
}

impl<'a> Heard<'a> {
    /// Makes a word ready.
    pub fn of(spelling: &'a Spelling) -> Heard<'a> {
        let costs = [Writing::Voweled, Writing::Abjad].map(|w| Costs::between(spelling.writing, w));
        let bits = spelling.units.iter().fold(0, |all, unit| all | 1 << (unit.0 & 63));
        Heard {
            spelling,
            bits,
            dear: costs.map(|costs| bits & costs.dear()),
            near: costs.map(|costs| {
                spelling.units.iter().take(UNITS_MAX).fold(0, |all, unit| all | costs.near(*unit))
            }),
            weights: costs.map(|costs| weight(&spelling.units, costs)),
            letters: OnceCell::new(),
            fingerprint: OnceCell::new(),
            entry: OnceCell::new(),
            line: OnceCell::new(),
        }
    }

    /// Whether it is that of a known name.
    pub fn is_known(&self) -> bool {
        known::is_numbered(self.fingerprint())
    }

    /// Its weight beside words of a writing, in hundredths of a consonant.
    #[inline]
    pub(crate) fn weight_beside(&self, other: Writing) -> u16 {
        self.weights[other as usize]
    }

    /// Its units, a bit each.
    #[inline]
    pub(crate) fn unit_bits(&self) -> u64 {
        self.bits
    }

    /// Whether so many units of one of the words are dear to leave out and to take for any of the
    /// other that they are farther from each other than so much.
    #[inline]
    pub(crate) fn is_far_from(&self, other: &Heard<'_>, most: u16) -> bool {
        let (own, theirs) = (self.writing as usize, other.writing as usize);
        let lacks = |dear: u64, near: u64| (dear & !near).count_ones() as u16 * DEAR > most;
        self.spelling.units.len().max(other.spelling.units.len()) <= UNITS_MAX
            && (lacks(self.dear[theirs], other.near[own])
                || lacks(other.dear[own], self.near[theirs]))
    }

    /// Whether one slip of the pen may lie between the two words: a slip takes one letter out and
    /// puts another in at most.
    #[inline]
    pub(crate) fn may_slip(&self, other: &Heard<'_>) -> bool {
        let letters = |word: &Heard<'_>| *word.letters.get_or_init(|| letters_of(word.spelling));
        self.writing == other.writing
            && self.units.len().abs_diff(other.units.len()) <= 2
            && match (letters(self), letters(other)) {
                (Some(own), Some(theirs)) => (own ^ theirs).count_ones() <= 2,
                _ => true,
            }
    }

    /// How many bear it as a name, as a power of two; 0 for a word that is not known.
    pub(crate) fn fame(&self) -> u8 {
        self.entry().map_or(0, |entry| entry.fame)
    }

    /// What is known of it and another word.
    pub(crate) fn kinship(&self, other: &Heard<'_>) -> Kinship {
        match (self.entry(), other.entry()) {
            (Some(own), Some(theirs)) => own.kinship(theirs),
            _ => Kinship::Unknown,
        }
    }

    /// Whether both words are common names and not the same one.
    pub(crate) fn is_distinct_from(&self, other: &Heard<'_>) -> bool {
        match (self.line(), other.line()) {
            (Some(own), Some(theirs)) => own != theirs,
            _ => false,
        }
    }

    fn fingerprint(&self) -> u32 {
        *self.fingerprint.get_or_init(|| fingerprint(self.spelling))
    }

    fn entry(&self) -> Option<Entry> {
        *self.entry.get_or_init(|| groups::entry_of(self.fingerprint()))
    }

    fn line(&self) -> Option<u16> {
        *self.line.get_or_init(|| line_of(self.spelling, self.fingerprint()))
    }
}
