//! The desk on the command line: customers, alerts, cases, the audit log, copies of the data.

mod accounts;
mod alerts;
mod audit;
mod backup;
mod case;
mod customers;
mod measures;
mod purge;
mod show;

use std::future::Future;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use hilf_case::Jurisdiction;
use hilf_desk::{Desk, DeskError, Person};
use hilf_node::{Node, Work};
use hilf_store::{Place, Store, StoreError};

use crate::data::DataArgs;
use crate::fault::Fault;

pub(crate) use accounts::{AccountsArgs, run as accounts};
pub(crate) use alerts::{AlertsArgs, RescreenArgs, rescreen, run as alerts};
pub(crate) use audit::{AuditArgs, run as audit};
pub(crate) use backup::{BackupArgs, RestoreArgs, backup, restore};
pub(crate) use case::{CaseArgs, run as case};
pub(crate) use customers::{CustomersArgs, run as customers};
pub(crate) use purge::{PurgeArgs, purge};

/// How long a command waits for its turn to compute.
const TURN: Duration = Duration::from_secs(3600);

/// Which node, and who acts.
#[derive(Args)]
pub(crate) struct DeskArgs {
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    kept: KeptArgs,
    #[command(flatten)]
    who: PersonArgs,
}

/// Who acts.
#[derive(Args, Clone)]
pub(crate) struct PersonArgs {
    /// Who acts, as the audit log names them [default: who is logged in here].
    #[arg(long = "as", env = "HILF_PERSON", value_name = "NAME", global = true)]
    person: Option<String>,
}

/// Where the database is.
#[derive(Args, Clone)]
pub(crate) struct DatabaseArgs {
    /// PostgreSQL database `postgres://…` in place of SQLite in the data folder.
    #[arg(long, env = "HILF_DATABASE", value_name = "URL", hide_env_values = true, global = true)]
    database: Option<String>,
}

/// Where the desk's data are, and whose rules apply. Flags come before the environment.
#[derive(Args, Clone)]
pub(crate) struct KeptArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Profile customers are screened with: kyc, or a file.
    #[arg(
        long,
        env = "HILF_PROFILE",
        value_name = "PROFILE",
        default_value = "kyc",
        global = true
    )]
    customer_profile: String,
    /// Whose deadlines apply: un, ae, us, or a file.
    #[arg(
        long,
        env = "HILF_JURISDICTION",
        value_name = "NAME|FILE",
        default_value = "un",
        global = true
    )]
    jurisdiction: String,
}

impl KeptArgs {
    /// Where the store is.
    pub(crate) fn place(&self, folder: &Path) -> Place {
        self.database.place(folder)
    }

    /// Opens the desk over a node.
    pub(crate) async fn desk(&self, folder: &Path, node: Arc<Node>) -> Result<Desk, Fault> {
        let store = Store::open(&self.place(folder)).await.map_err(told_store)?;
        let profile = crate::profile::read(&self.customer_profile, None)?;
        let jurisdiction = jurisdiction(&self.jurisdiction)?;
        Ok(Desk::new(store, node, profile, jurisdiction))
    }
}

fn jurisdiction(name: &str) -> Result<Jurisdiction, Fault> {
    if let Some(known) = Jurisdiction::named(name) {
        return Ok(known);
    }
    let what = format!("`{name}` is no built-in jurisdiction and cannot be read");
    Ok(Jurisdiction::read(&std::fs::read_to_string(name).map_err(Fault::io(what))?)?)
}

impl DatabaseArgs {
    /// Where the store is.
    pub(crate) fn place(&self, folder: &Path) -> Place {
        Place { folder: folder.to_path_buf(), address: self.database.clone() }
    }
}

impl PersonArgs {
    /// Whoever works on the machine.
    pub(crate) fn person(&self) -> Person {
        let own = || std::env::var("USER").ok().filter(|name| !name.is_empty());
        let name = self.person.clone().or_else(own);
        Person::local(name.unwrap_or_else(|| "local".to_owned()))
    }
}

impl DeskArgs {
    pub(crate) fn person(&self) -> Person {
        self.who.person()
    }

    /// Does something with the desk and gives the acts their places in the log.
    pub(crate) fn run<T, F>(&self, what: impl FnOnce(Desk, Person) -> F) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        at_desk(&self.data, &self.kept, &self.who, what)
    }
}

/// Does something with the desk of a node and gives the acts their places in the log.
pub(crate) fn at_desk<T, F>(
    data: &DataArgs,
    kept: &KeptArgs,
    who: &PersonArgs,
    what: impl FnOnce(Desk, Person) -> F,
) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let folder = data.folder()?;
    let lists = folder.join("lists");
    let node = Arc::new(Node::new(&lists, Work::new(workers, TURN)));
    node.reload()?;
    runtime()?.block_on(async {
        let desk = kept.desk(&folder, node).await?;
        let store = desk.store().clone();
        let result = what(desk, who.person()).await;
        store.seal().await.map_err(told_store)?;
        result
    })
}

pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Fault::io("cannot start"))
}

/// A refusal in both languages.
pub(crate) fn told(error: DeskError) -> Fault {
    Fault::new(format!("{error}\n{}", error.arabic()))
}

/// A fault of the store in both languages.
pub(crate) fn told_store(error: StoreError) -> Fault {
    Fault::new(format!("{error}\n{}", error.arabic()))
}

/// Writes a paper where it was asked for, or to the standard output.
fn write_out(path: Option<&Path>, text: &str) -> Result<(), Fault> {
    match path {
        None => print!("{text}"),
        Some(path) => {
            let what = format!("cannot write {}", path.display());
            std::fs::write(path, text).map_err(Fault::io(what))?;
        }
    }
    Ok(())
}
