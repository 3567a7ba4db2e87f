//! A file of JSON lines that is only ever added to. One writer at a time holds its lock; a line cut
//! off by a crash takes no other with it.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::ShelfError;

/// A journal and how far it was read.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    /// Bytes read so far, all of whole lines.
    read: u64,
    lines: usize,
    /// Lines that are no JSON, counted from 1.
    held: Vec<usize>,
    is_torn: bool,
}

impl Journal {
    pub(super) fn new(path: PathBuf) -> Journal {
        Journal { path, read: 0, lines: 0, held: Vec::new(), is_torn: false }
    }

    /// The values written since the last call, each with the number of its line.
    pub(super) fn news(&mut self) -> Result<Vec<(usize, Value)>, ShelfError> {
        match File::open(&self.path) {
            Ok(file) => self.read_on(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(ShelfError::io(&self.path)(error)),
        }
    }

    fn read_on(&mut self, mut file: File) -> Result<Vec<(usize, Value)>, ShelfError> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(self.read))
            .and_then(|_| file.read_to_end(&mut bytes))
            .map_err(ShelfError::io(&self.path))?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.read += whole as u64;
        self.is_torn = whole < bytes.len();
        let mut out = Vec::new();
        for line in bytes[..whole].split_inclusive(|byte| *byte == b'\n') {
            self.lines += 1;
            match serde_json::from_slice(line) {
                Ok(value) => out.push((self.lines, value)),
                Err(_) if line.trim_ascii().is_empty() => {}
                Err(_) => self.held.push(self.lines),
            }
        }
        Ok(out)
    }

    /// Lines that cannot be read, counted from 1; the last one too where a crash cut it off.
    pub(super) fn held(&self) -> impl Iterator<Item = usize> {
        self.held.iter().copied().chain(self.is_torn.then_some(self.lines + 1))
    }

    /// Counts a line as held whose value is not what it should be.
    pub(super) fn hold(&mut self, line: usize) {
        self.held.push(line);
    }

    /// Holds the lock of the journal until the file is dropped; waits for another writer.
    pub(super) fn lock(&self) -> Result<File, ShelfError> {
        let folder = self.path.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder).map_err(ShelfError::io(folder))?;
        let path = self.path.with_extension("lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(ShelfError::io(&path))?;
        file.lock().map_err(ShelfError::io(&path))?;
        Ok(file)
    }

    /// Adds a line and waits until it is on disk. The caller holds the lock and has read the news.
    pub(super) fn add(&self, value: &Value) -> Result<(), ShelfError> {
        let fail = ShelfError::io(&self.path);
        let written = (|| {
            let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            let line = format!("{}{value}\n", if self.is_torn { "\n" } else { "" });
            file.write_all(line.as_bytes())?;
            file.sync_all()
        })();
        written.map_err(fail)?;
        sync_folder(&self.path);
        Ok(())
    }
}

/// Makes the name of a new file last; systems that cannot sync a folder keep names by themselves.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
