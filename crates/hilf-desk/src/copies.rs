//! Copies of the node's data, taken while it runs, beside the data: whoever keeps them moves them
//! elsewhere.

use std::path::PathBuf;

use hilf_store::{BackupError, Manifest};

use crate::{Desk, DeskError, Person, Right};

impl Desk {
    /// Copies the node's data into a new folder under `backups` in the data folder; gives its name.
    ///
    /// # Errors
    /// [`DeskError`]; what was copied so far has no manifest and is no backup.
    pub async fn back_up(&self, person: &Person) -> Result<(String, Manifest), DeskError> {
        let act = self.enter(person, Right::Backup, "data", serde_json::Value::Null).await?;
        let name = act.at().strftime("%Y%m%dT%H%M%S%.6fZ").to_string();
        act.commit().await?;
        let manifest = self.store.backup(&self.backups().join(&name)).await?;
        Ok((name, manifest))
    }

    /// Names of the copies that are whole, the oldest first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn copies(&self, person: &Person) -> Result<Vec<String>, DeskError> {
        self.witness(person, Right::Backup, "data").await?;
        let folder = self.backups();
        let piece = move || {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let whole = entries.filter(|entry| entry.path().join("manifest.json").is_file());
            let mut names: Vec<String> =
                whole.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
            names.sort_unstable();
            names
        };
        Ok(self.node.work().run(piece).await?)
    }

    fn backups(&self) -> PathBuf {
        self.store.place().folder.join("backups")
    }
}

impl From<BackupError> for DeskError {
    fn from(error: BackupError) -> DeskError {
        match error {
            BackupError::Store(error) => error.into(),
            BackupError::Postgres => DeskError::missing(
                "a PostgreSQL database is backed up with pg_dump; copy the folder audit/ beside it",
                "تنسخ قاعدة بيانات PostgreSQL بالأداة pg_dump؛ انسخ معها المجلد audit/",
            ),
            other => DeskError::Backup(other),
        }
    }
}
