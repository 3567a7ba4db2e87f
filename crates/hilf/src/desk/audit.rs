//! `hilf audit`: read the log and verify it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use hilf_store::audit::{PublicKey, hex, verify};
use hilf_store::{Deed, Store};
use serde_json::json;

use super::{DeskArgs, runtime, told_store};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf audit show --limit 20
  hilf audit show --object customer:4711
  hilf audit verify
  hilf audit verify --folder copy/audit --key \"$(cat hilf-audit.pub)\"   offline, the key alone
  hilf audit key")]
pub(crate) struct AuditArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Show the newest acts; showing them is an act too.
    Show {
        /// Only those on something: customer:ID, alert:ID, run:ID.
        #[arg(long)]
        object: Option<String>,
        /// How many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Verify the log against its signed checkpoint; names the first bad entry.
    Verify {
        /// A copy of the folder `audit`, without its database.
        #[arg(long, value_name = "DIR", requires = "key")]
        folder: Option<PathBuf>,
        /// The public key you trust [default: the one beside the log].
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
    },
    /// Print the public key; keep it where the node's administrators cannot change it.
    Key,
    /// Put a new key in the place of the one that signs.
    RotateKey,
}

pub(crate) fn run(args: &AuditArgs) -> Result<Exit, Fault> {
    match &args.command {
        Command::Verify { folder: Some(folder), key } => {
            let key = PublicKey::read(key.as_deref().unwrap_or(""))?;
            report(&verify(folder, &key))
        }
        command => runtime()?.block_on(with_store(args, command)),
    }
}

async fn with_store(args: &AuditArgs, command: &Command) -> Result<Exit, Fault> {
    let place = args.desk.kept.place(&args.desk.data.folder()?);
    let store = Store::open(&place).await.map_err(told_store)?;
    let person = args.desk.person().id;
    match command {
        Command::Show { object, limit } => {
            store.seal().await.map_err(told_store)?;
            let details = json!({ "object": object, "limit": limit });
            let deed = Deed::new(&person, "audit.view", "audit").with(details);
            let mut act = store.act(deed).await.map_err(told_store)?;
            let rows = act.audit(object.as_deref(), *limit).await.map_err(told_store)?;
            act.commit().await.map_err(told_store)?;
            for row in rows {
                let body = row.body;
                println!("{}", json!({ "n": row.n, "at": row.at, "act": row.act, "body": body }));
            }
            Ok(Exit::Done)
        }
        Command::Verify { key, .. } => {
            let key = key.as_deref().map(PublicKey::read).transpose()?;
            report(&store.verify_audit(key).await.map_err(told_store)?)
        }
        Command::Key => {
            let sealed = store.seal().await.map_err(told_store)?;
            println!("{}", sealed.key);
            Ok(Exit::Done)
        }
        Command::RotateKey => {
            println!("{}", store.rotate_key(&person).await.map_err(told_store)?);
            store.seal().await.map_err(told_store)?;
            Ok(Exit::Done)
        }
    }
}

fn report(verdict: &hilf_store::audit::Verdict) -> Result<Exit, Fault> {
    let bad = verdict.bad.as_ref().map(|bad| json!({ "n": bad.n, "reason": bad.reason }));
    let found = json!({
        "valid": bad.is_none(),
        "entries": verdict.size,
        "root": hex(&verdict.root),
        "bodies": verdict.bodies,
        "erased": verdict.erased,
        "first_bad": bad,
    });
    println!("{found}");
    if let Some(bad) = &verdict.bad {
        let n = bad.n;
        return Err(Fault::new(format!(
            "the log is not what was written: entry {n}: {}\nالسجل ليس كما كتب: القيد {n}",
            bad.reason
        )));
    }
    Ok(Exit::Done)
}
