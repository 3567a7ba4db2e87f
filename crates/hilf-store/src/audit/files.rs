//! The files of the log: tiles, bundles of entries, checkpoint and keys.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::merkle::{Frontier, Hash, leaf_hash, node_hash};
use super::note::{Checkpoint, NoteError, PublicKey, SecretKey};

/// Hashes in a full tile; entries in a full bundle.
pub(super) const WIDTH: u64 = 256;

/// Why the files of the log cannot be written or trusted.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AuditError {
    /// The file system failed.
    #[error("the audit file {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The key or the checkpoint cannot be used.
    #[error("{}: {reason}", path.display())]
    Note {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: NoteError,
    },
    /// The database has fewer entries than the log: somebody removed some or put an old one back.
    #[error(
        "the audit log has {log} entries and the database {database}: entries were removed or an old \
         database was put back; run `hilf audit verify`"
    )]
    Behind {
        /// Entries of the log.
        log: u64,
        /// Entries of the database.
        database: u64,
    },
    /// A tile does not hold what it must.
    #[error("the audit tile {} does not hold what it must; run `hilf audit verify`", .0.display())]
    Tile(PathBuf),
    /// An entry is longer than a bundle can hold.
    #[error("an audit entry of {0} bytes is longer than 65,535")]
    Long(usize),
}

impl AuditError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            AuditError::Io { path, source } => {
                format!("ملف سجل التدقيق {}: {source}", path.display())
            }
            AuditError::Note { path, reason } => format!("{}: {}", path.display(), reason.arabic()),
            AuditError::Behind { log, database } => format!(
                "في سجل التدقيق {log} قيدا وفي قاعدة البيانات {database}: أزيلت قيود أو أعيدت قاعدة \
                 قديمة؛ نفذ الأمر `hilf audit verify`"
            ),
            AuditError::Tile(path) => format!(
                "ليس في ملف سجل التدقيق {} ما يجب أن يكون فيه؛ نفذ الأمر `hilf audit verify`",
                path.display()
            ),
            AuditError::Long(length) => {
                format!("في سجل التدقيق قيد من {length} بايت؛ والحد 65,535")
            }
        }
    }
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> AuditError + '_ {
    |source| AuditError::Io { path: path.to_path_buf(), source }
}

/// The files of a log, locked against other writers.
pub struct Log {
    folder: PathBuf,
    key: SecretKey,
    checkpoint: Checkpoint,
    _lock: File,
}

/// A tile's place, in the form of its path: `x001/x234/067`.
pub(super) fn tile_path(folder: &Path, level: &str, number: u64, width: u64) -> PathBuf {
    let mut place = format!("{:03}", number % 1000);
    let mut rest = number / 1000;
    while rest > 0 {
        place = format!("x{:03}/{place}", rest % 1000);
        rest /= 1000;
    }
    let tail = if width == WIDTH { String::new() } else { format!(".p/{width}") };
    folder.join("tile").join(level).join(place + &tail)
}

/// Writes a file so that it is there whole or not at all.
fn write(path: &Path, bytes: &[u8], mode: u32) -> Result<(), AuditError> {
    let fail = || io_at(path);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(fail())?;
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(mode);
    let mut file = options.open(&part).map_err(fail())?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(fail())?;
    fs::rename(&part, path).map_err(fail())?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(fail())
}

impl Log {
    /// Opens the log in a folder for writing; makes it, with a new key, if there is none. Waits
    /// for other writers.
    ///
    /// # Errors
    /// When the files cannot be used or the checkpoint is not signed by the key.
    pub fn open(folder: &Path, origin: &str) -> Result<Log, AuditError> {
        fs::create_dir_all(folder).map_err(io_at(folder))?;
        let place = folder.join("lock");
        let lock = File::create(&place).map_err(io_at(&place))?;
        lock.lock().map_err(io_at(&place))?;
        let key = key_in(folder, origin)?;
        let path = folder.join("checkpoint");
        let checkpoint = match fs::read_to_string(&path) {
            Ok(note) => {
                let opened = key.public().open(&note);
                opened.map_err(|reason| AuditError::Note { path: path.clone(), reason })?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let origin = key.public().name().to_owned();
                Checkpoint { origin, size: 0, root: Frontier::default().root() }
            }
            Err(source) => return Err(AuditError::Io { path, source }),
        };
        Ok(Log { folder: folder.to_path_buf(), key, checkpoint, _lock: lock })
    }

    /// The newest checkpoint.
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The key that checkpoints are verified with.
    pub fn public(&self) -> PublicKey {
        self.key.public()
    }

    /// Puts a new key in the old one's place and signs the checkpoint with it.
    ///
    /// # Errors
    /// When the files cannot be written.
    pub fn rotate(&mut self) -> Result<PublicKey, AuditError> {
        self.key = make_key(&self.folder, self.key.public().name())?;
        self.sign()?;
        Ok(self.key.public())
    }

    /// Appends entries and signs a new checkpoint. Tiles are durable before the checkpoint names
    /// them.
    ///
    /// # Errors
    /// When a file cannot be written, or the tiles are not those of the checkpoint; the log then
    /// stays what its checkpoint says.
    pub fn append(&mut self, entries: &[String]) -> Result<(), AuditError> {
        if entries.is_empty() {
            return Ok(());
        }
        if let Some(long) = entries.iter().find(|entry| entry.len() > usize::from(u16::MAX)) {
            return Err(AuditError::Long(long.len()));
        }
        let size = self.checkpoint.size;
        self.append_bundles(size, entries)?;
        let mut hashes: Vec<Hash> = entries.iter().map(|e| leaf_hash(e.as_bytes())).collect();
        let (mut before, mut level) = (size, 0_u32);
        let mut edge = Vec::new();
        // Every full tile is one hash of the level above it.
        loop {
            let (above, partial) = self.append_level(level, before, &hashes)?;
            edge.push(partial);
            before /= WIDTH;
            if above.is_empty() && before == 0 {
                break;
            }
            (hashes, level) = (above, level + 1);
        }
        let mut frontier = Frontier::default();
        for (level, partial) in edge.iter().enumerate().rev() {
            let covers = WIDTH.pow(u32::try_from(level).unwrap_or(u32::MAX));
            partial.iter().for_each(|hash| frontier.push(covers, *hash));
        }
        self.checkpoint.size = size + entries.len() as u64;
        self.checkpoint.root = frontier.root();
        self.sign()
    }

    fn sign(&self) -> Result<(), AuditError> {
        let note = self.key.sign(&self.checkpoint);
        write(&self.folder.join("checkpoint"), note.as_bytes(), 0o644)
    }

    /// Appends hashes to a level that has `before` of them; gives the hashes of the tiles that
    /// are now full, and those of the tile that is not.
    fn append_level(
        &self,
        level: u32,
        before: u64,
        hashes: &[Hash],
    ) -> Result<(Vec<Hash>, Vec<Hash>), AuditError> {
        let name = level.to_string();
        let (mut number, kept) = (before / WIDTH, before % WIDTH);
        let mut tile = self.tile(&name, number, kept)?;
        let mut full = Vec::new();
        let mut is_new = false;
        for hash in hashes {
            tile.push(*hash);
            is_new = true;
            if tile.len() as u64 == WIDTH {
                let path = tile_path(&self.folder, &name, number, WIDTH);
                write(&path, tile.as_flattened(), 0o644)?;
                full.push(full_root(&tile));
                tile.clear();
                number += 1;
                is_new = false;
            }
        }
        if is_new {
            let path = tile_path(&self.folder, &name, number, tile.len() as u64);
            write(&path, tile.as_flattened(), 0o644)?;
        }
        Ok((full, tile))
    }

    fn tile(&self, level: &str, number: u64, width: u64) -> Result<Vec<Hash>, AuditError> {
        if width == 0 {
            return Ok(Vec::new());
        }
        let path = tile_path(&self.folder, level, number, width);
        let bytes = fs::read(&path).map_err(io_at(&path))?;
        let (hashes, rest) = bytes.as_chunks::<32>();
        if hashes.len() as u64 != width || !rest.is_empty() {
            return Err(AuditError::Tile(path));
        }
        Ok(hashes.to_vec())
    }

    fn append_bundles(&self, before: u64, entries: &[String]) -> Result<(), AuditError> {
        let (mut number, mut width) = (before / WIDTH, before % WIDTH);
        let mut bundle = Vec::new();
        if width > 0 {
            let path = tile_path(&self.folder, "entries", number, width);
            bundle = fs::read(&path).map_err(io_at(&path))?;
        }
        for (place, entry) in entries.iter().enumerate() {
            let length = u16::try_from(entry.len()).map_err(|_| AuditError::Long(entry.len()))?;
            bundle.extend_from_slice(&length.to_be_bytes());
            bundle.extend_from_slice(entry.as_bytes());
            width += 1;
            if width == WIDTH || place + 1 == entries.len() {
                write(&tile_path(&self.folder, "entries", number, width), &bundle, 0o644)?;
            }
            if width == WIDTH {
                (number, width) = (number + 1, 0);
                bundle.clear();
            }
        }
        Ok(())
    }
}

/// The root of a full tile.
pub(super) fn full_root(tile: &[Hash]) -> Hash {
    let mut row = tile.to_vec();
    while row.len() > 1 {
        row = row
            .chunks(2)
            .map(|pair| node_hash(&pair[0], pair.last().unwrap_or(&pair[0])))
            .collect();
    }
    row.first().copied().unwrap_or_default()
}

fn key_in(folder: &Path, origin: &str) -> Result<SecretKey, AuditError> {
    let path = folder.join("key");
    match fs::read_to_string(&path) {
        Ok(text) => {
            SecretKey::read(&text).map_err(|reason| AuditError::Note { path: path.clone(), reason })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A log without its key is not silently given another.
            let checkpoint = folder.join("checkpoint");
            if checkpoint.exists() {
                return Err(AuditError::Io { path, source: error });
            }
            make_key(folder, origin)
        }
        Err(source) => Err(AuditError::Io { path, source }),
    }
}

fn make_key(folder: &Path, origin: &str) -> Result<SecretKey, AuditError> {
    let path = folder.join("key");
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(|error| io_at(&path)(error.into()))?;
    let key = SecretKey::new(origin, &seed)
        .map_err(|reason| AuditError::Note { path: path.clone(), reason })?;
    write(&path, key.write().as_bytes(), 0o600)?;
    write(&folder.join("key.pub"), format!("{}\n", key.public()).as_bytes(), 0o644)?;
    Ok(key)
}
