//! The candidate index: from a name to every listed name that full scoring would accept.

mod browse;
mod build;
mod direct;
mod exact;
mod info;
mod initials;
mod kin;
mod layout;
mod likenesses;
mod marks;
mod merge;
mod neighbours;
mod query;
mod reach;
mod roll;
mod scan;
mod search;
mod slots;
mod words;

use hilf_entity::Schema;
use hilf_name::{Head, Spelling, Unit, Writing};
use thiserror::Error;

pub use browse::{Lookup, Nearness};
pub use build::IndexBuilder;
pub use layout::Bytes;
pub(crate) use layout::LAYOUT;
pub use roll::Roll;
pub use search::{NameHit, Search};

use initials::Initials;
use layout::Tables;
use neighbours::{Cache, EqualInfos};
use words::{Listed, Postings, Words};

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

/// What the index knows of an entity besides its names.
#[derive(Debug, Clone, Copy)]
pub struct IndexedEntity {
    /// Ordinal in the snapshot.
    pub ordinal: u32,
    /// Schema.
    pub schema: Schema,
    /// Place in the order of ids.
    pub rank: u32,
}

/// An index, in memory or mapped from a file.
pub struct Index {
    tables: Tables,
    /// What words were found to be like, shared between threads.
    neighbours: Cache,
    equal_infos: EqualInfos,
    initials: Vec<Initials>,
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// When the bytes are no whole index of this layout.
    pub fn open(bytes: Bytes) -> Result<Index, IndexError> {
        let tables = Tables::open(bytes)?;
        let terms = tables.term_ends.get().len();
        let (neighbours, equal_infos) = (Cache::default(), EqualInfos::new(terms));
        let mut index = Index { tables, neighbours, equal_infos, initials: Vec::new() };
        index.initials = Initials::of(&index);
        Ok(index)
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

    /// What is known of an indexed entity.
    pub fn entity(&self, number: u32) -> Option<IndexedEntity> {
        let record = self.tables.entities.get().get(number as usize)?;
        let schema = Schema::at(record.schema)?;
        Some(IndexedEntity { ordinal: record.ordinal.get(), schema, rank: record.rank.get() })
    }

    /// Entities that bear an identifier with this key.
    pub fn with_identifier(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let records = self.tables.identifiers.get();
        let first = records.partition_point(|r| r.key.get() < key);
        records[first..].iter().take_while(move |r| r.key.get() == key).map(|r| r.entity.get())
    }

    fn words(&self) -> Words<'_> {
        Words { ends: self.tables.term_ends.get(), units: self.tables.term_units.get() }
    }

    fn term_units(&self, term: u32) -> &[u8] {
        self.words().units(term)
    }

    fn writing_of(&self, term: u32) -> Writing {
        let voweled = self.tables.counts.get().first().map_or(0, |c| c.get());
        if term < voweled { Writing::Voweled } else { Writing::Abjad }
    }

    /// What a word begins with.
    fn head(&self, words: Words<'_>, term: u32) -> Head {
        let first = words.units(term).first().map(|unit| Unit(*unit));
        Head { writing: self.writing_of(term), first }
    }

    fn term_spelling(&self, term: u32) -> Spelling {
        let mut spelling = Spelling::default();
        self.read_term(term, &mut spelling);
        spelling
    }

    /// Reads a word into one whose room is used again.
    fn read_term(&self, term: u32, spelling: &mut Spelling) {
        spelling.writing = self.writing_of(term);
        spelling.units.clear();
        spelling.units.extend(self.term_units(term).iter().map(|unit| Unit(*unit)));
    }

    /// Whether a listed name holds this very spelling.
    fn has_term(&self, spelling: &Spelling) -> bool {
        self.term_of(spelling).is_some()
    }

    /// The word of this very spelling.
    fn term_of(&self, spelling: &Spelling) -> Option<u32> {
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
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// Words that may be one slip of the pen away; some that are not are among them.
    fn slips_of(&self, spelling: &Spelling) -> impl Iterator<Item = u32> + '_ {
        let records = self.tables.slips.get();
        hilf_name::slip_keys(spelling).into_iter().flat_map(move |key| {
            let first = records.partition_point(|r| r.key.get() < key);
            let equal = records[first..].iter().take_while(move |r| r.key.get() == key);
            equal.map(|r| r.term.get())
        })
    }

    /// Information of a word, 0 to 1.
    fn term_info(&self, term: u32) -> f32 {
        info_of(self.tables.term_info.get(), term)
    }

    fn postings(&self) -> Postings<'_> {
        Postings { ends: self.tables.posting_ends.get(), names: self.tables.postings.get() }
    }

    fn listed(&self) -> Listed<'_> {
        Listed { names: self.tables.names.get(), slots: self.tables.slots.get() }
    }
}

/// Information of a word, 0 to 1, from that of all in 255ths.
fn info_of(infos: &[u8], term: u32) -> f32 {
    f32::from(infos.get(term as usize).copied().unwrap_or(u8::MAX)) / 255.0
}
