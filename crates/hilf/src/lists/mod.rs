//! `hilf lists`: the lists of this node.

mod change;
mod compare;
mod remove;
mod show;

use clap::{Args, Subcommand};

pub(crate) use change::refresh;

use crate::data::DataArgs;
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf lists add https://scsanctions.un.org/resources/xml/en/consolidated.xml
  hilf lists add our-list.xlsx --name own --owner \"Compliance\" --legal-basis \"Order 1/2026\"
  hilf lists update
  hilf lists diff un-2025.xml un-2026.xml
  hilf lists remove own --reason \"lapsed\" --as ada
  hilf lists show un --id un-QDi.299")]
pub(crate) struct ListsArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Take up a list from a file, a folder, an archive or an address.
    Add(change::AddArgs),
    /// Read lists again from where they come from; what is not sound does not go live.
    Update(change::UpdateArgs),
    /// Take a list off this node: one person proposes, another approves.
    Remove(remove::RemoveArgs),
    /// Show the lists, the versions of one, or an entity.
    Show(show::ShowArgs),
    /// Say what differs between two versions or files.
    Diff(compare::DiffArgs),
    /// Compare every snapshot with its hash.
    Verify,
}

pub(crate) fn run(args: &ListsArgs) -> Result<Exit, Fault> {
    let mut store = args.data.lists()?;
    match &args.command {
        Command::Add(add) => change::add(&mut store, add),
        Command::Update(update) => change::update(&mut store, update),
        Command::Remove(remove) => remove::remove(&args.data, remove),
        Command::Show(show) => show::show(&store, show),
        Command::Diff(diff) => compare::diff(&store, diff),
        Command::Verify => show::verify(&store),
    }
}
