//! The words of the listed names, by their numbers.

use zerocopy::little_endian::U32;

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
        let term = term as usize;
        let end = self.ends.get(term).map_or(0, |end| end.get() as usize);
        let before = term.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |end| end.get() as usize);
        self.units.get(start..end).unwrap_or(&[])
    }
}
