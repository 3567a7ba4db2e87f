//! Several snapshots screened as one, with their index beside them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use hilf_list::snapshot::{Snapshot, SnapshotError};
use hilf_list::{ListError, Record};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::index::{Index, IndexBuilder, IndexError, LAYOUT};
use crate::screen::Records;

/// Blocks read together while an index is built, so that memory does not grow with the lists.
const BLOCKS_AT_ONCE: usize = 256;

/// Why lists cannot be screened against.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CollectionError {
    /// A snapshot cannot be used.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The index cannot be used.
    #[error("{}: {source}", path.display())]
    Index {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: IndexError,
    },
    /// The file system failed.
    #[error("cannot read or write the index {}: {source}", path.display())]
    Io {
        /// Its file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

/// Snapshots in a given order, and their index.
pub struct Collection {
    snapshots: Vec<Snapshot>,
    /// Ordinal of the first record of each snapshot.
    starts: Vec<u32>,
    index: Index,
    id: String,
    kept: Box<Kept>,
}

/// Parts of the records that are kept, so that threads seldom wait for each other.
const SHARDS: usize = 16;
/// Records kept in each part.
const KEPT_MAX: usize = 256;

/// Records that were read, as long as there is room.
type Kept = [Mutex<HashMap<u32, Arc<Record>>>; SHARDS];

impl Collection {
    /// Opens the index of snapshots in a folder; builds and keeps it if it is not there.
    ///
    /// # Errors
    /// When a snapshot is damaged or the index can neither be read nor written.
    pub fn open(snapshots: Vec<Snapshot>, folder: &Path) -> Result<Collection, CollectionError> {
        let id = id_of(&snapshots);
        let mut starts = Vec::with_capacity(snapshots.len());
        let mut next = 0_u32;
        for snapshot in &snapshots {
            starts.push(next);
            next = next.saturating_add(u32::try_from(snapshot.len()).unwrap_or(u32::MAX));
        }
        let path = folder.join(format!("{id}-{LAYOUT}.hilfix"));
        let index = match open_index(&path) {
            Ok(index) => index,
            Err(_) => {
                let bytes = build(&snapshots, &starts)?;
                keep(&path, &bytes)
                    .map_err(|source| CollectionError::Io { path: path.clone(), source })?;
                open_index(&path)?
            }
        };
        Ok(Collection { snapshots, starts, index, id, kept: Box::default() })
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What results name: the snapshot's id, or a hash over the ids of several.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The snapshots.
    pub fn snapshots(&self) -> &[Snapshot] {
        &self.snapshots
    }
}

impl Collection {
    fn read(&self, ordinal: u32) -> Result<Record, ListError> {
        let missing = || ListError::NoRecord { ordinal };
        let place = self.starts.partition_point(|start| *start <= ordinal);
        let place = place.checked_sub(1).ok_or_else(missing)?;
        let (start, snapshot) = (self.starts.get(place), self.snapshots.get(place));
        let (start, snapshot) = start.zip(snapshot).ok_or_else(missing)?;
        snapshot.record(ordinal - start).map_err(|error| ListError::Damaged {
            name: snapshot.path().display().to_string(),
            line: 0,
            reason: error.to_string(),
        })
    }
}

impl Records for Collection {
    fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError> {
        let shard = &self.kept[ordinal as usize % SHARDS];
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(record) = lock().get(&ordinal) {
            return Ok(Arc::clone(record));
        }
        let record = Arc::new(self.read(ordinal)?);
        let mut kept = lock();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(ordinal, Arc::clone(&record));
        Ok(record)
    }
}

fn id_of(snapshots: &[Snapshot]) -> String {
    if let [only] = snapshots {
        return only.id();
    }
    let mut hash = Sha256::new();
    for snapshot in snapshots {
        hash.update(snapshot.id().as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[allow(
    unsafe_code,
    reason = "a read-only map of a file that is replaced and never changed; all \
                               reads of it are checked for their bounds"
)]
fn open_index(path: &Path) -> Result<Index, CollectionError> {
    let fail = |source| CollectionError::Io { path: path.to_path_buf(), source };
    let file = File::open(path).map_err(fail)?;
    // SAFETY: the map is read-only and the file is replaced, never changed, by this program.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(fail)?;
    Index::open(Arc::new(map))
        .map_err(|source| CollectionError::Index { path: path.to_path_buf(), source })
}

fn build(snapshots: &[Snapshot], starts: &[u32]) -> Result<Vec<u8>, CollectionError> {
    let mut builder = IndexBuilder::new();
    for (snapshot, start) in snapshots.iter().zip(starts) {
        let blocks: Vec<usize> = (0..snapshot.block_count()).collect();
        let mut ordinal = *start;
        for some in blocks.chunks(BLOCKS_AT_ONCE) {
            let read: Result<Vec<Vec<Record>>, SnapshotError> =
                some.par_iter().map(|number| snapshot.block(*number)).collect();
            let records: Vec<(u32, Record)> =
                (ordinal..).zip(read?.into_iter().flatten()).collect();
            ordinal += records.len() as u32;
            builder.add(&records);
        }
    }
    Ok(builder.finish())
}

/// Writes a file as a whole or not at all.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)
}
