//! The words of the listed names and the names themselves, by their numbers. These are tables of
//! the index taken once for many look-ups.

use hilf_name::ELEMENTS_MAX;
use zerocopy::little_endian::U32;

use super::layout::{NameRecord, SlotRecord};

/// The units of every word, one word after the other.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// Where each word ends.
    pub(super) ends: &'a [U32],
    pub(super) units: &'a [u8],
}

impl<'a> Words<'a> {
    /// The units of a word; none of one that is not there.
    #[inline]
    pub(super) fn units(&self, term: u32) -> &'a [u8] {
        part(self.ends, self.units, term)
    }
}

/// The names that have a word.
#[derive(Clone, Copy)]
pub(super) struct Postings<'a> {
    /// Where those of each word end.
    pub(super) ends: &'a [U32],
    pub(super) names: &'a [U32],
}

impl<'a> Postings<'a> {
    /// The names that have a word; none of one that is not there.
    #[inline]
    pub(super) fn of(&self, term: u32) -> &'a [U32] {
        part(self.ends, self.names, term)
    }
}

/// The part of a whole that has a number; nothing where there is none.
#[inline]
pub(super) fn part<'a, T>(ends: &[U32], whole: &'a [T], number: u32) -> &'a [T] {
    let number = number as usize;
    let end = ends.get(number).map_or(0, |end| end.get() as usize);
    let before = number.checked_sub(1).and_then(|before| ends.get(before));
    let start = before.map_or(0, |end| end.get() as usize);
    whole.get(start..end).unwrap_or(&[])
}

/// The names and their words in their places.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) names: &'a [NameRecord],
    pub(super) slots: &'a [SlotRecord],
}

impl<'a> Listed<'a> {
    /// Reads names that are looked at next all at once, so that the processor does not wait for the
    /// memory of each in turn.
    pub(crate) fn fetch(&self, names: &[u32]) {
        let firsts = names.iter().filter_map(|name| self.slots_of(*name).first());
        std::hint::black_box(firsts.fold(0, |all, slot| all ^ slot.flags));
    }

    /// The words of a name.
    #[inline]
    pub(super) fn slots_of(&self, name: u32) -> &'a [SlotRecord] {
        let Some(record) = self.names.get(name as usize) else { return &[] };
        let first = record.first_slot.get() as usize;
        let count = usize::from(record.slots).min(ELEMENTS_MAX);
        self.slots.get(first..first + count).unwrap_or(&[])
    }
}
