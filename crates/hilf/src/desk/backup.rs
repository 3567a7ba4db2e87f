//! `hilf backup` and `hilf restore`.

use std::path::PathBuf;

use clap::Args;
use hilf_store::{BackupError, Manifest};
use serde_json::json;

use super::{DeskArgs, told_store};
use crate::data::DataArgs;
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf backup /mnt/backup/2026-11-25
Keep it as secret as the data: it holds the key that signs the audit log. A PostgreSQL database is
backed up with pg_dump; the folder audit/ belongs to it.")]
pub(crate) struct BackupArgs {
    /// An empty or new folder.
    folder: PathBuf,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf restore /mnt/backup/2026-11-25 --data-dir /var/lib/hilf")]
pub(crate) struct RestoreArgs {
    /// The backup.
    folder: PathBuf,
    #[command(flatten)]
    data: DataArgs,
}

/// Copies the node's data while it runs.
pub(crate) fn backup(args: &BackupArgs) -> Result<Exit, Fault> {
    let place = args.desk.kept.place(&args.desk.data.folder()?);
    let person = args.desk.person().id;
    let manifest = super::runtime()?.block_on(async {
        let store = hilf_store::Store::open(&place).await.map_err(told_store)?;
        let deed = hilf_store::Deed::new(&person, "backup.take", "data");
        store.act(deed).await.map_err(told_store)?.commit().await.map_err(told_store)?;
        store.backup(&args.folder).await.map_err(told_copy)
    })?;
    tell(&manifest);
    Ok(Exit::Done)
}

fn told_copy(error: BackupError) -> Fault {
    Fault::new(format!("{error}\n{}", error.arabic()))
}

fn tell(manifest: &Manifest) {
    println!("{}", json!({ "acts": manifest.acts, "files": manifest.files.len() }));
}

/// Puts a backup into an empty data folder.
pub(crate) fn restore(args: &RestoreArgs) -> Result<Exit, Fault> {
    let folder = args.data.folder()?;
    let manifest = hilf_store::restore(&args.folder, &folder).map_err(told_copy)?;
    tell(&manifest);
    eprintln!("Verify it: hilf audit verify --data-dir {}", folder.display());
    Ok(Exit::Done)
}
