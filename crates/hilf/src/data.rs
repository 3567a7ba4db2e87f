//! Where a node keeps its data.

use std::path::PathBuf;

use clap::Args;
use hilf_list::store::ListStore;

use crate::fault::Fault;

/// The folder of a node's data.
#[derive(Args)]
pub(crate) struct DataArgs {
    /// Folder of this node's data [default: hilf in the user's data folder].
    #[arg(long, env = "HILF_DATA_DIR", value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
}

impl DataArgs {
    /// The lists of the node; none where there is no node yet.
    pub(crate) fn lists(&self) -> Result<ListStore, Fault> {
        Ok(ListStore::open(&self.folder()?.join("lists"))?)
    }

    /// The folder that was named, else another one, else the user's.
    pub(crate) fn folder_or(&self, other: Option<PathBuf>) -> Result<PathBuf, Fault> {
        match (&self.data_dir, other) {
            (None, Some(other)) => Ok(other),
            _ => self.folder(),
        }
    }

    /// XDG Base Directory Specification: `$XDG_DATA_HOME`, else `~/.local/share`.
    pub(crate) fn folder(&self) -> Result<PathBuf, Fault> {
        if let Some(folder) = &self.data_dir {
            return Ok(folder.clone());
        }
        let set =
            |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let base = set("XDG_DATA_HOME").or_else(|| Some(set("HOME")?.join(".local/share")));
        let base = base.ok_or_else(|| {
            Fault::new("there is no home folder; say where data is kept with --data-dir")
        })?;
        Ok(base.join("hilf"))
    }
}
