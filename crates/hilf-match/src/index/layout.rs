//! The index as it lies in memory or in a file: tables of fixed little-endian records.

use std::ops::Range;
use std::sync::Arc;

use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::IndexError;
use super::kin::KinRecord;
use super::scan::{Blocks, Head, Lanes, Row};

/// First bytes of an index file; the last two count the layout's versions.
pub(crate) const MAGIC: [u8; 8] = *b"HILFIX17";

/// Version of layout and tables, for names of files: an index of another version is built anew.
/// It rises whenever names are read otherwise, because an index holds names as they were read.
pub(crate) const LAYOUT: &str = concat!("17-", env!("CARGO_PKG_VERSION"));

/// A word of a listed name in its place.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct SlotRecord {
    /// Its core.
    pub(crate) term: U32,
    /// Other readings of the core; `u32::MAX` where there are fewer.
    pub(crate) alternatives: [U32; 2],
    /// Information in 255ths.
    pub(crate) info: u8,
    /// Class in the low four bits, tail in the high four.
    pub(crate) compound: u8,
    /// Weight class.
    pub(crate) weight: u8,
    /// Bit 0 nasab, bit 1 bracketed, bit 2 article, bit 3 too short to carry much,
    /// bits 4 and 5 how its word ends,
    /// bit 6 a known name.
    pub(crate) flags: u8,
}

/// A listed name.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct NameRecord {
    /// Its entity.
    pub(crate) entity: U32,
    /// First of its slots.
    pub(crate) first_slot: U32,
    /// Number of its slots.
    pub(crate) slots: u8,
    /// Its kind.
    pub(crate) kind: u8,
    /// Which of the entity's names it is, in the order of [`crate::names_of`].
    pub(crate) ordinal: U16,
    /// Bit 0: one of its slots is an initial.
    pub(crate) flags: u8,
}

/// A run of neighbouring words of a name, written as one, by its skeleton.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct RunRecord {
    /// See [`run_key`].
    pub(crate) key: U32,
    /// The name.
    pub(crate) name: U32,
    /// Its first word.
    pub(crate) first: u8,
    /// Number of its words.
    pub(crate) count: u8,
}

/// Key of a run of words at a place: the low half of its skeleton, the lowest bit of which says
/// whether it is of several words. A word answers only to several and several only to one.
pub(crate) fn run_key(place: (u8, u8), skeleton: u64) -> u32 {
    (skeleton as u32 & !1) | u32::from(place.1 > 1)
}

/// Key of a whole name whose words may be cut otherwise; beside the runs, which it may meet by
/// chance without harm.
pub(crate) fn cut_key(whole_key: u64) -> u32 {
    (whole_key.rotate_left(17) ^ 0x51ed_270b) as u32
}

/// A word that stands as an initial, with the number of the class of what stands before it.
pub(crate) fn initial_key(term: u32, class: u8) -> u32 {
    (term << 2) | u32::from(class & 3)
}

/// Word and class of [`initial_key`].
pub(crate) fn initial_of(key: u32) -> (u32, u8) {
    (key >> 2, (key & 3) as u8)
}

/// A whole name by the hash of its folded words.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct WholeRecord {
    /// Hash.
    pub(crate) key: U64,
    /// The name.
    pub(crate) name: U32,
}

/// A word by a key under which slips of the pen find it.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct SlipRecord {
    /// See [`hilf_name::listed_slip_keys`].
    pub(crate) key: U32,
    /// The word.
    pub(crate) term: U32,
}

/// What is known of an entity besides its names.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct EntityRecord {
    /// Ordinal in the snapshot.
    pub(crate) ordinal: U32,
    /// Place in the order of ids, then of ordinals.
    pub(crate) rank: U32,
    /// Schema, by its place in the model.
    pub(crate) schema: u8,
}

/// An identifier by the hash of its comparison form.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct IdentifierRecord {
    /// Hash.
    pub(crate) key: U64,
    /// The entity.
    pub(crate) entity: U32,
}

/// Where the bytes live.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One table.
pub(crate) struct Table<T> {
    bytes: Bytes,
    range: Range<usize>,
    kind: std::marker::PhantomData<fn() -> T>,
}

impl<T: FromBytes + Immutable + KnownLayout + Unaligned> Table<T> {
    /// The records.
    #[inline]
    pub(crate) fn get(&self) -> &[T] {
        let bytes = &(*self.bytes).as_ref()[self.range.clone()];
        // The length was checked when the table was opened.
        <[T]>::ref_from_bytes(bytes).unwrap_or(&[])
    }
}

/// Number of tables in a file.
pub(crate) const TABLES: usize = 23;

/// Reads the directory of an index file.
pub(crate) struct Directory {
    bytes: Bytes,
    ranges: Vec<Range<usize>>,
}

impl Directory {
    /// Checks magic, lengths and the checksum of the directory.
    pub(crate) fn open(bytes: Bytes) -> Result<Directory, IndexError> {
        let all = (*bytes).as_ref();
        let head = all.get(..8 + TABLES * 8).ok_or(IndexError::Torn)?;
        if head[..8] != MAGIC {
            return Err(IndexError::Foreign);
        }
        let mut ranges = Vec::with_capacity(TABLES);
        let mut start = head.len();
        for table in 0..TABLES {
            let at = 8 + table * 8;
            let length =
                u64::from_le_bytes(head[at..at + 8].try_into().map_err(|_| IndexError::Torn)?);
            let length = usize::try_from(length).map_err(|_| IndexError::Torn)?;
            let end =
                start.checked_add(length).filter(|e| *e <= all.len()).ok_or(IndexError::Torn)?;
            ranges.push(start..end);
            start = end;
        }
        if start != all.len() {
            return Err(IndexError::Torn);
        }
        Ok(Directory { bytes, ranges })
    }

    /// The table of a number.
    pub(crate) fn table<T: FromBytes + Immutable + KnownLayout + Unaligned>(
        &self,
        number: usize,
    ) -> Result<Table<T>, IndexError> {
        let range = self.ranges.get(number).cloned().ok_or(IndexError::Torn)?;
        let size = size_of::<T>();
        if range.len() % size != 0 {
            return Err(IndexError::Torn);
        }
        Ok(Table { bytes: Arc::clone(&self.bytes), range, kind: std::marker::PhantomData })
    }
}

/// Words in blocks, as three tables.
pub(crate) struct BlockTables {
    heads: Table<Head>,
    lanes: Table<Lanes>,
    rows: Table<Row>,
}

impl BlockTables {
    pub(crate) fn get(&self) -> Blocks<'_> {
        Blocks { heads: self.heads.get(), lanes: self.lanes.get(), rows: self.rows.get() }
    }
}

impl Directory {
    fn blocks(&self, [heads, lanes, rows]: [usize; 3]) -> Result<BlockTables, IndexError> {
        let (heads, lanes) = (self.table(heads)?, self.table(lanes)?);
        Ok(BlockTables { heads, lanes, rows: self.table(rows)? })
    }
}

/// Writes the tables of an index one after another.
pub(crate) fn assemble(tables: [&[u8]; TABLES]) -> Vec<u8> {
    let total: usize = tables.iter().map(|t| t.len()).sum();
    let mut out = Vec::with_capacity(8 + TABLES * 8 + total);
    out.extend_from_slice(&MAGIC);
    for table in tables {
        out.extend_from_slice(&(table.len() as u64).to_le_bytes());
    }
    for table in tables {
        out.extend_from_slice(table);
    }
    out
}

/// All tables of an index.
pub(crate) struct Tables {
    /// Words in blocks.
    pub(crate) words: BlockTables,
    pub(crate) term_ends: Table<U32>,
    pub(crate) term_units: Table<u8>,
    pub(crate) posting_ends: Table<U32>,
    pub(crate) postings: Table<U32>,
    pub(crate) names: Table<NameRecord>,
    pub(crate) slots: Table<SlotRecord>,
    pub(crate) runs: Table<RunRecord>,
    pub(crate) entities: Table<EntityRecord>,
    pub(crate) identifiers: Table<IdentifierRecord>,
    /// Number of voweled terms.
    pub(crate) counts: Table<U32>,
    /// Information of each term in 255ths.
    pub(crate) term_info: Table<u8>,
    pub(crate) wholes: Table<WholeRecord>,
    /// Words that stand as initials; see [`initial_key`].
    pub(crate) initials: Table<U32>,
    pub(crate) slips: Table<SlipRecord>,
    pub(crate) kin: Table<KinRecord>,
    /// Consonants of words in blocks.
    pub(crate) skeletons: BlockTables,
    pub(crate) skeleton_term_ends: Table<U32>,
    /// Words by their consonants.
    pub(crate) skeleton_terms: Table<U32>,
}

impl Tables {
    /// Opens the tables and checks that every reference among them stays inside.
    pub(crate) fn open(bytes: Bytes) -> Result<Tables, IndexError> {
        let directory = Directory::open(bytes)?;
        let tables = Tables {
            words: directory.blocks([2, 3, 0])?,
            term_ends: directory.table(4)?,
            term_units: directory.table(5)?,
            posting_ends: directory.table(6)?,
            postings: directory.table(7)?,
            names: directory.table(8)?,
            slots: directory.table(9)?,
            runs: directory.table(10)?,
            entities: directory.table(11)?,
            identifiers: directory.table(12)?,
            counts: directory.table(13)?,
            term_info: directory.table(14)?,
            wholes: directory.table(15)?,
            initials: directory.table(16)?,
            slips: directory.table(17)?,
            kin: directory.table(18)?,
            skeletons: directory.blocks([19, 20, 1])?,
            skeleton_term_ends: directory.table(21)?,
            skeleton_terms: directory.table(22)?,
        };
        if tables.counts.get().len() != 1 {
            return Err(IndexError::Torn);
        }
        Ok(tables)
    }
}
