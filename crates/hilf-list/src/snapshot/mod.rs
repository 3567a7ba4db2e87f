//! Immutable snapshots of lists: what a reader gave, compact, named by the hash of its content and
//! opened by memory map.
//!
//! A snapshot is one file: a header, blocks of records (zstd over JSON lines), a table of where
//! the blocks begin, and what is known of the whole. The header holds the SHA-256 of all that
//! follows it; its first 64 bits in hexadecimal are the snapshot's name. The same list read by the
//! same version of the reader gives the same bytes.

mod write;

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use hilf_entity::Entity;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::{Format, Held, ListInfo, Position, Record};

pub use write::SnapshotWriter;

/// First bytes of a snapshot; the last two count the layout's versions.
const MAGIC: [u8; 8] = *b"HILFSN01";
/// Magic, hash, and the lengths of blocks, table and description.
const HEADER_BYTES: usize = 8 + 32 + 3 * 8;
/// Records of one block: small enough to unpack for one hit, large enough to compress well.
const BLOCK_RECORDS: usize = 32;
/// Version of the readers; another one may read the same file otherwise.
pub const READER_VERSION: &str = concat!("hilf-list-", env!("CARGO_PKG_VERSION"));

/// Why a snapshot cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The file system failed.
    #[error("cannot read or write the snapshot {}: {source}", path.display())]
    Io {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// The file is no snapshot of this layout.
    #[error("{} is no snapshot of this version of the program; read the list again", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The file is not what was written.
    #[error("the snapshot {} is damaged ({what}); read the list again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        what: &'static str,
    },
}

/// What a snapshot says of the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// What the source says about itself.
    pub info: ListInfo,
    /// The format it was read in.
    pub format: Format,
    /// The readers' version.
    pub reader: String,
    /// SHA-256 of the source's files, in hexadecimal.
    pub source_sha256: String,
    /// Number of records.
    pub records: u64,
    /// Number of records by schema, in the order of their names.
    pub schemata: Vec<(String, u64)>,
    /// What could not be read.
    pub held: Vec<Held>,
}

/// An opened snapshot.
pub struct Snapshot {
    path: PathBuf,
    map: memmap2::Mmap,
    hash: [u8; 32],
    blocks: Vec<std::ops::Range<usize>>,
    description: Description,
    unpacked: Mutex<Unpacked>,
}

/// Blocks that were unpacked before, the latest last: hits of one list tend to stand together, and
/// common names are asked for again.
#[derive(Default)]
struct Unpacked(std::collections::VecDeque<(usize, Arc<[u8]>)>);

/// Blocks that are kept unpacked, some 50 kB each.
const UNPACKED_MAX: usize = 128;

impl Unpacked {
    fn get(&self, block: usize) -> Option<Arc<[u8]>> {
        self.0.iter().find(|(number, _)| *number == block).map(|(_, text)| Arc::clone(text))
    }

    fn keep(&mut self, block: usize, text: Arc<[u8]>) {
        if self.0.len() >= UNPACKED_MAX {
            self.0.pop_front();
        }
        self.0.push_back((block, text));
    }
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    position: Cow<'a, Position>,
    entity: serde_json::Value,
    related: Vec<serde_json::Value>,
}

impl Snapshot {
    /// Opens a snapshot by memory map. Lengths are checked, the hash is not: see
    /// [`Snapshot::verify`].
    ///
    /// # Errors
    /// When the file cannot be read or is no whole snapshot of this layout.
    #[allow(
        unsafe_code,
        reason = "a read-only map; snapshots are never written to once they have \
                                   their name, and every read of one is checked for its bounds"
    )]
    pub fn open(path: &Path) -> Result<Snapshot, SnapshotError> {
        let fail = |source| SnapshotError::Io { path: path.to_path_buf(), source };
        let damaged = |what| SnapshotError::Damaged { path: path.to_path_buf(), what };
        let file = File::open(path).map_err(fail)?;
        // SAFETY: the map is read-only and the file is replaced, never changed, by this program.
        let map = unsafe { memmap2::Mmap::map(&file) }.map_err(fail)?;
        let header = map.get(..HEADER_BYTES).ok_or(damaged("it is shorter than its header"))?;
        if !header.starts_with(&MAGIC) {
            return Err(SnapshotError::Foreign { path: path.to_path_buf() });
        }
        let mut hash = [0; 32];
        hash.copy_from_slice(&header[8..40]);
        let length = |at: usize| {
            let bytes = header.get(at..at + 8).and_then(|b| b.try_into().ok());
            usize::try_from(u64::from_le_bytes(bytes.unwrap_or([0xff; 8]))).unwrap_or(usize::MAX)
        };
        let blocks_end = HEADER_BYTES.saturating_add(length(40));
        let table_end = blocks_end.saturating_add(length(48));
        let end = table_end.saturating_add(length(56));
        if end != map.len() {
            return Err(damaged("its length is not the one it was written with"));
        }
        let blocks = block_ranges(&map[blocks_end..table_end], HEADER_BYTES, blocks_end)
            .ok_or(damaged("its table leads outside of it"))?;
        let description = serde_json::from_slice(&map[table_end..])
            .map_err(|_| damaged("its description cannot be read"))?;
        let unpacked = Mutex::default();
        Ok(Snapshot { path: path.to_path_buf(), map, hash, blocks, description, unpacked })
    }

    /// Its name: the beginning of its hash in hexadecimal.
    pub fn id(&self) -> String {
        id_of(&self.hash)
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says of the list as a whole.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Number of records.
    pub fn len(&self) -> u64 {
        self.description.records
    }

    /// Whether it holds no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Compares the content with the hash, block by block.
    ///
    /// # Errors
    /// When they differ or a record cannot be read.
    pub fn verify(&self) -> Result<(), SnapshotError> {
        let hash = Sha256::digest(self.map.get(HEADER_BYTES..).unwrap_or(&[]));
        if hash.as_slice() != self.hash {
            return Err(self.damaged("its content does not have the hash that it is named by"));
        }
        let mut count = 0;
        for record in self.records() {
            record?;
            count += 1;
        }
        if count != self.len() {
            return Err(self.damaged("it does not hold as many records as it says"));
        }
        Ok(())
    }

    /// The record of an ordinal, from 0, in source order.
    ///
    /// # Errors
    /// When there is none or its block is damaged.
    pub fn record(&self, ordinal: u32) -> Result<Record, SnapshotError> {
        let ordinal = ordinal as usize;
        let (block, within) = (ordinal / BLOCK_RECORDS, ordinal % BLOCK_RECORDS);
        let text = self.unpacked_block(block)?;
        let line = text.split(|b| *b == b'\n').filter(|line| !line.is_empty()).nth(within);
        let line = line.ok_or(self.damaged("there is no such record"))?;
        record_of(line).ok_or(self.damaged("a record cannot be read"))
    }

    fn unpacked_block(&self, number: usize) -> Result<Arc<[u8]>, SnapshotError> {
        let kept = || self.unpacked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(text) = kept().get(number) {
            return Ok(text);
        }
        let text: Arc<[u8]> = self.unpack(number)?.into();
        kept().keep(number, Arc::clone(&text));
        Ok(text)
    }

    /// All records in source order.
    pub fn records(&self) -> impl Iterator<Item = Result<Record, SnapshotError>> + '_ {
        (0..self.blocks.len()).flat_map(|number| match self.block(number) {
            Ok(records) => records.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        })
    }

    /// The number of blocks, each of which [`Snapshot::block`] reads.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The records of one block, so that several threads can read a snapshot together.
    ///
    /// # Errors
    /// When the block is damaged.
    pub fn block(&self, number: usize) -> Result<Vec<Record>, SnapshotError> {
        let text = self.unpack(number)?;
        let lines = text.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        lines.map(|line| record_of(line).ok_or(self.damaged("a record cannot be read"))).collect()
    }

    fn unpack(&self, number: usize) -> Result<Vec<u8>, SnapshotError> {
        let range = self.blocks.get(number).cloned();
        let range = range.ok_or(self.damaged("there is no such block"))?;
        let packed = self.map.get(range).unwrap_or(&[]);
        zstd::decode_all(packed).map_err(|_| self.damaged("a block cannot be unpacked"))
    }

    fn damaged(&self, what: &'static str) -> SnapshotError {
        SnapshotError::Damaged { path: self.path.clone(), what }
    }
}

fn id_of(hash: &[u8; 32]) -> String {
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Where the blocks lie, from a table of their ends.
fn block_ranges(table: &[u8], start: usize, end: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let mut ranges = Vec::with_capacity(table.len() / 8);
    let mut from = start;
    for bytes in table.chunks(8) {
        let offset = usize::try_from(u64::from_le_bytes(bytes.try_into().ok()?)).ok()?;
        let to = start.checked_add(offset).filter(|to| (from..=end).contains(to))?;
        ranges.push(from..to);
        from = to;
    }
    (from == end).then_some(ranges)
}

fn record_of(line: &[u8]) -> Option<Record> {
    let line: Line<'_> = serde_json::from_slice(line).ok()?;
    let entity = Entity::from_json_value(&line.entity).ok()?;
    let related: Result<Vec<_>, _> = line.related.iter().map(Entity::from_json_value).collect();
    Some(Record { position: line.position.into_owned(), entity, related: related.ok()? })
}

#[cfg(test)]
mod tests;
