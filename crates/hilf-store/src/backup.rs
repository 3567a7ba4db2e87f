//! Copies of a node's data, taken while it runs, and their return.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::AssertSqlSafe;
use thiserror::Error;

use crate::audit::hex;
use crate::sql::Pool;
use crate::{Store, StoreError};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub version: u32,
    /// Entries of the audit log.
    pub acts: u64,
    /// SHA-256 of every file, by its path within the backup.
    pub files: BTreeMap<String, String>,
}

/// Why a backup cannot be made or returned.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file system failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is something where it should go.
    #[error("{} is not empty; give a folder that is new or empty", .0.display())]
    Taken(PathBuf),
    /// A file is not what was copied.
    #[error("the backup's file {0} is not what was copied, or is missing; take another backup")]
    Damaged(String),
    /// PostgreSQL has its own tools.
    #[error("a PostgreSQL database is backed up with pg_dump; copy the folder audit/ beside it")]
    Postgres,
}

impl BackupError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            BackupError::Store(error) => error.arabic(),
            BackupError::Io { path, source } => {
                format!("تعذرت القراءة أو الكتابة في {}: {source}", path.display())
            }
            BackupError::Taken(path) => {
                format!("المجلد {} ليس فارغا؛ اذكر مجلدا جديدا أو فارغا", path.display())
            }
            BackupError::Damaged(name) => {
                format!("الملف {name} في النسخة ليس ما نسخ أو هو ناقص؛ خذ نسخة أخرى")
            }
            BackupError::Postgres => {
                "تنسخ قاعدة PostgreSQL بالأمر pg_dump؛ وانسخ معها المجلد audit/".to_owned()
            }
        }
    }
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> BackupError + '_ {
    |source| BackupError::Io { path: path.to_path_buf(), source }
}

fn must_be_empty(folder: &Path) -> Result<(), BackupError> {
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    if is_empty { Ok(()) } else { Err(BackupError::Taken(folder.to_path_buf())) }
}

/// Files under a folder, but for locks and what can be built again.
fn files_under(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(io_at(folder))? {
        let path = entry.map_err(io_at(folder))?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "indexes" {
            files_under(&path, out)?;
        } else if path.is_file() && name != "lock" {
            out.push(path);
        }
    }
    Ok(())
}

/// Copies a file durably and gives its hash.
fn copy(from: &Path, to: &Path) -> Result<String, BackupError> {
    let folder = to.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(io_at(folder))?;
    fs::copy(from, to).map_err(io_at(from))?;
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(io_at(to))?;
    hash(to)
}

fn hash(path: &Path) -> Result<String, BackupError> {
    let mut digest = Sha256::new();
    let mut file = fs::File::open(path).map_err(io_at(path))?;
    let mut room = vec![0_u8; 1 << 16];
    loop {
        let read = io::Read::read(&mut file, &mut room).map_err(io_at(path))?;
        if read == 0 {
            return Ok(hex(&digest.finalize()));
        }
        digest.update(&room[..read]);
    }
}

impl Store {
    /// Copies database, audit log with its secret key, lists and press reports into an empty folder while the
    /// node goes on. The copy is of one moment: the log is sealed and held while it is made. Keep
    /// it as secret as the data itself.
    ///
    /// # Errors
    /// [`BackupError`]; what was copied so far has no manifest and is no backup.
    pub async fn backup(&self, folder: &Path) -> Result<Manifest, BackupError> {
        let Pool::Sqlite(pool) = &self.pool else { return Err(BackupError::Postgres) };
        must_be_empty(folder)?;
        fs::create_dir_all(folder).map_err(io_at(folder))?;
        let (_log, sealed) = self.sealed_log().await?;
        let database = folder.join("hilf.db");
        let place = database.display().to_string().replace('\'', "''");
        let sql = AssertSqlSafe(format!("VACUUM INTO '{place}'"));
        sqlx::raw_sql(sql).execute(pool).await.map_err(StoreError::from)?;
        let mut files = BTreeMap::new();
        files.insert("hilf.db".to_owned(), hash(&database)?);
        let own = &self.place.folder;
        for part in
            ["audit", "lists", "press"].map(|part| own.join(part)).iter().filter(|p| p.is_dir())
        {
            let mut found = Vec::new();
            files_under(part, &mut found)?;
            for path in found {
                let Ok(name) = path.strip_prefix(own) else { continue };
                let sum = copy(&path, &folder.join(name))?;
                files.insert(name.display().to_string(), sum);
            }
        }
        let manifest = Manifest { version: 1, acts: sealed.size, files };
        let path = folder.join("manifest.json");
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| io_at(&path)(e.into()))?;
        fs::write(&path, text).map_err(io_at(&path))?;
        Ok(manifest)
    }
}

/// Puts a backup into an empty data folder, every file compared with its hash.
///
/// # Errors
/// [`BackupError`]; the data folder then stays empty of what could be taken for a node.
pub fn restore(backup: &Path, folder: &Path) -> Result<Manifest, BackupError> {
    let path = backup.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(io_at(&path))?;
    let manifest: Manifest =
        serde_json::from_str(&text).map_err(|_| BackupError::Damaged("manifest.json".into()))?;
    let is_inside = |name: &str| {
        let parts = Path::new(name).components();
        parts.into_iter().all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    for (name, sum) in &manifest.files {
        if !is_inside(name) || hash(&backup.join(name)).ok().as_ref() != Some(sum) {
            return Err(BackupError::Damaged(name.clone()));
        }
    }
    must_be_empty(folder)?;
    for (name, sum) in &manifest.files {
        let copied = copy(&backup.join(name), &folder.join(name))?;
        if copied != *sum {
            return Err(BackupError::Damaged(name.clone()));
        }
    }
    Ok(manifest)
}
