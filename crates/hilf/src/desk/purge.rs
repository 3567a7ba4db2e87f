//! `hilf purge`: what is older than it is to be kept.

use std::path::PathBuf;

use clap::Args;
use hilf_desk::Purged;
use jiff::Timestamp;
use serde_json::json;

use super::{DeskArgs, told};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf purge --dry-run
  hilf purge --config /etc/hilf/hilf.toml
The configuration's [retention] says how long what is kept. What runs is never purged: undecided
alerts, cases with one, frozen assets, decisions on pairs that are still a hit.")]
pub(crate) struct PurgeArgs {
    /// Count only.
    #[arg(long)]
    dry_run: bool,
    /// Configuration file, TOML [default: the usual times].
    #[arg(long, env = "HILF_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArgs,
}

pub(crate) fn purge(args: &PurgeArgs) -> Result<Exit, Fault> {
    let retention = crate::serve::retention(args.config.as_deref())?;
    args.desk.run(|desk, person| async move {
        let desk = desk.with_retention(retention);
        let now = Timestamp::now();
        let purged = match args.dry_run {
            true => desk.purgeable(&person, now).await.map_err(told)?,
            false => desk.purge(&person, now).await.map_err(told)?,
        };
        for Purged { class, kept_for, before, number } in &purged {
            let told = json!({
                "class": class, "kept_for": kept_for, "before": before, "number": number,
                "purged": !args.dry_run,
            });
            println!("{told}");
        }
        Ok(Exit::Done)
    })
}
