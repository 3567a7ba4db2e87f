//! The candidate index: from a name to every listed name that full scoring would accept.

mod build;
mod info;
mod layout;
mod search;
mod trie;

use hilf_entity::Schema;
use hilf_name::{Spelling, Unit, Writing};
use thiserror::Error;

pub use build::IndexBuilder;
pub use layout::Bytes;
pub(crate) use layout::LAYOUT;
pub use search::{NameHit, Search};

use layout::{SlotRecord, Tables};

/// Why an index cannot be used. An index can always be built anew from its snapshot.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum IndexError {
    /// The bytes are no index of this layout.
    #[error("this is no index of this version of the program; build it anew from the snapshot")]
    Foreign,
    /// Tables end early, overlap or point outside.
    #[error("the index is damaged; build it anew from the snapshot")]
    Torn,
}

/// An index, in memory or mapped from a file.
pub struct Index {
    tables: Tables,
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// When the bytes are no whole index of this layout.
    pub fn open(bytes: Bytes) -> Result<Index, IndexError> {
        Ok(Index { tables: Tables::open(bytes)? })
    }

    /// Number of indexed entities.
    pub fn entities(&self) -> usize {
        self.tables.entities.get().len()
    }

    /// Number of indexed names.
    pub fn names(&self) -> usize {
        self.tables.names.get().len()
    }

    /// Number of different words.
    pub fn terms(&self) -> usize {
        self.tables.term_ends.get().len()
    }

    /// Ordinal in the snapshot and schema of an indexed entity.
    pub fn entity(&self, number: u32) -> Option<(u32, Schema)> {
        let record = self.tables.entities.get().get(number as usize)?;
        Some((record.ordinal.get(), Schema::at(record.schema)?))
    }

    /// Entities that bear an identifier with this key.
    pub fn with_identifier(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let records = self.tables.identifiers.get();
        let first = records.partition_point(|r| r.key.get() < key);
        records[first..].iter().take_while(move |r| r.key.get() == key).map(|r| r.entity.get())
    }

    fn term_units(&self, term: u32) -> &[u8] {
        let ends = self.tables.term_ends.get();
        let end = ends.get(term as usize).map_or(0, |e| e.get() as usize);
        let start = (term as usize)
            .checked_sub(1)
            .and_then(|t| ends.get(t))
            .map_or(0, |e| e.get() as usize);
        self.tables.term_units.get().get(start..end).unwrap_or(&[])
    }

    fn term_spelling(&self, term: u32) -> Spelling {
        let voweled = self.tables.counts.get().first().map_or(0, |c| c.get());
        let writing = if term < voweled { Writing::Voweled } else { Writing::Abjad };
        Spelling { writing, units: self.term_units(term).iter().map(|u| Unit(*u)).collect() }
    }

    /// Whether a listed name holds this very spelling.
    fn has_term(&self, spelling: &Spelling) -> bool {
        let voweled = self.tables.counts.get().first().map_or(0, |c| c.get());
        let (mut low, mut high) = match spelling.writing {
            Writing::Voweled => (0, voweled),
            Writing::Abjad => (voweled, self.terms() as u32),
        };
        let units = |term| self.term_units(term).iter().copied().map(Unit);
        while low < high {
            let middle = low + (high - low) / 2;
            match units(middle).cmp(spelling.units.iter().copied()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }

    fn postings(&self, term: u32) -> &[zerocopy::little_endian::U32] {
        let ends = self.tables.posting_ends.get();
        let end = ends.get(term as usize).map_or(0, |e| e.get() as usize);
        let start = (term as usize)
            .checked_sub(1)
            .and_then(|t| ends.get(t))
            .map_or(0, |e| e.get() as usize);
        self.tables.postings.get().get(start..end).unwrap_or(&[])
    }

    fn slots_of(&self, name: u32) -> &[SlotRecord] {
        let Some(record) = self.tables.names.get().get(name as usize) else { return &[] };
        let first = record.first_slot.get() as usize;
        self.tables.slots.get().get(first..first + usize::from(record.slots)).unwrap_or(&[])
    }
}
