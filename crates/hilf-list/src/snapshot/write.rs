//! Writing a snapshot.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    BLOCK_RECORDS, Description, HEADER_BYTES, MAGIC, READER_VERSION, SnapshotError, id_of,
};
use crate::{Format, Held, Item, ListInfo, Position, Record};

/// Compression of blocks: most of what zstd can gain at a speed that does not slow reading lists.
const ZSTD_LEVEL: i32 = 3;

/// Writes a snapshot record by record; memory does not grow with it.
pub struct SnapshotWriter {
    folder: PathBuf,
    temporary: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    block: Vec<u8>,
    in_block: usize,
    ends: Vec<u64>,
    written: u64,
    records: u64,
    schemata: BTreeMap<String, u64>,
    held: Vec<Held>,
    failure: Option<io::Error>,
}

#[derive(Serialize)]
struct Line<'a> {
    position: &'a Position,
    entity: &'a hilf_entity::Entity,
    related: &'a [hilf_entity::Entity],
}

impl SnapshotWriter {
    /// Starts a snapshot in a folder, under a temporary name.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn new(folder: &Path) -> Result<SnapshotWriter, SnapshotError> {
        let temporary = folder.join(format!(".snapshot-{}.tmp", std::process::id()));
        let fail = |source| SnapshotError::Io { path: temporary.clone(), source };
        std::fs::create_dir_all(folder).map_err(fail)?;
        let mut file = BufWriter::new(File::create(&temporary).map_err(fail)?);
        file.write_all(&[0; HEADER_BYTES]).map_err(fail)?;
        Ok(SnapshotWriter {
            folder: folder.to_path_buf(),
            temporary,
            file,
            hash: Sha256::new(),
            block: Vec::new(),
            in_block: 0,
            ends: Vec::new(),
            written: 0,
            records: 0,
            schemata: BTreeMap::new(),
            held: Vec::new(),
            failure: None,
        })
    }

    /// Takes what a reader hands over; a failure to write is told by [`SnapshotWriter::finish`].
    /// Deletions have no place in a whole list and are ignored.
    pub fn take(&mut self, item: Item) {
        match item {
            Item::Record(record) => self.add(&record),
            Item::Held(held) => self.held.push(held),
            Item::Deleted { .. } => {}
        }
    }

    /// Takes a record.
    pub fn add(&mut self, record: &Record) {
        let Record { position, entity, related } = record;
        let line = Line { position, entity, related };
        if let Err(error) = serde_json::to_writer(&mut self.block, &line) {
            self.failure.get_or_insert(error.into());
        }
        self.block.push(b'\n');
        self.in_block += 1;
        self.records += 1;
        *self.schemata.entry(entity.schema().name().to_owned()).or_default() += 1;
        if self.in_block == BLOCK_RECORDS {
            self.end_block();
        }
    }

    /// Number of records taken.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// Ends the snapshot and gives it its name; one of the same content is left as it is.
    ///
    /// # Errors
    /// When anything could not be written; nothing is left behind then.
    pub fn finish(
        mut self,
        info: ListInfo,
        format: Format,
        source_sha256: String,
    ) -> Result<PathBuf, SnapshotError> {
        self.end_block();
        let description = Description {
            info,
            format,
            reader: READER_VERSION.to_owned(),
            source_sha256,
            records: self.records,
            schemata: std::mem::take(&mut self.schemata).into_iter().collect(),
            held: std::mem::take(&mut self.held),
        };
        let temporary = self.temporary.clone();
        let result = match self.failure.take() {
            Some(error) => Err(error),
            None => self.close(&description),
        };
        result.map_err(|source| {
            let _ = std::fs::remove_file(&temporary);
            SnapshotError::Io { path: temporary.clone(), source }
        })
    }

    fn end_block(&mut self) {
        if self.in_block == 0 {
            return;
        }
        let block = std::mem::take(&mut self.block);
        let packed = zstd::encode_all(block.as_slice(), ZSTD_LEVEL);
        if let Err(error) = packed.and_then(|packed| self.write(&packed)) {
            self.failure.get_or_insert(error);
        }
        self.block = block;
        self.block.clear();
        self.in_block = 0;
        self.ends.push(self.written);
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.written += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn close(&mut self, description: &Description) -> io::Result<PathBuf> {
        let blocks = self.written;
        let table: Vec<u8> = self.ends.iter().flat_map(|end| end.to_le_bytes()).collect();
        let text = serde_json::to_vec(description)?;
        self.write(&table)?;
        self.write(&text)?;
        let hash: [u8; 32] = std::mem::take(&mut self.hash).finalize().into();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&MAGIC)?;
        self.file.write_all(&hash)?;
        for length in [blocks, table.len() as u64, text.len() as u64] {
            self.file.write_all(&length.to_le_bytes())?;
        }
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        let path = self.folder.join(format!("{}.hilfsn", id_of(&hash)));
        std::fs::rename(&self.temporary, &path)?;
        Ok(path)
    }
}

impl Drop for SnapshotWriter {
    fn drop(&mut self) {
        // After a rename there is nothing of this name.
        let _ = std::fs::remove_file(&self.temporary);
    }
}
