//! `hilf press note` and `hilf press notes`: what analysts add to the picture.

use clap::{Args, ValueEnum};
use hilf_press::Status;
use hilf_press::note::{Act, Note, holding};
use hilf_press::shelf::Shelf;
use hilf_text::bidi::isolate;
use serde_json::json;

use super::{Format, gather};
use crate::data::DataArgs;
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hilf press note 1:c3 2:c1 --reject --by amal --text \"two meetings, not one\" --source https://example.org/statement\n  \
    hilf press note 1:e1 2:e1 --merge --by amal --text \"the same meeting\"\n  \
    hilf press note 1:s2 --status met --by amal --text \"receipt seen\" --grade A1\n  \
    hilf press note --withdraw 3 --by amal --text \"wrong claim\"\n\n\
    Ids are those that contradictions, timeline and commitments show for the reports of the node.")]
#[command(group(clap::ArgGroup::new("act").args(["confirm", "reject", "merge", "split", "status", "withdraw"])))]
pub(super) struct NoteArgs {
    /// Claims (1:c3), events (1:e1) or commitments (1:s2, 1:s2.1).
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The relation between two claims is as shown.
    #[arg(long)]
    confirm: bool,
    /// It is not.
    #[arg(long)]
    reject: bool,
    /// Two events are one.
    #[arg(long)]
    merge: bool,
    /// An event is not one with the others it is shown with.
    #[arg(long)]
    split: bool,
    /// A commitment stands so.
    #[arg(long, value_enum)]
    status: Option<StatusArg>,
    /// An earlier note no longer holds.
    #[arg(long, value_name = "NUMBER", conflicts_with = "ids")]
    withdraw: Option<u64>,
    /// Why.
    #[arg(long)]
    text: String,
    /// Where the evidence can be found.
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// Grade of the evidence by the Admiralty code, A1 to F6.
    #[arg(long)]
    grade: Option<String>,
    /// Who notes it.
    #[arg(long, value_name = "NAME", env = "HILF_USER")]
    by: String,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum StatusArg {
    Open,
    Met,
    PartlyMet,
    Delayed,
    NotMet,
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Status {
        match status {
            StatusArg::Open => Status::Open,
            StatusArg::Met => Status::Met,
            StatusArg::PartlyMet => Status::PartlyMet,
            StatusArg::Delayed => Status::Delayed,
            StatusArg::NotMet => Status::NotMet,
        }
    }
}

#[derive(Args)]
pub(super) struct NotesArgs {
    #[command(flatten)]
    data: DataArgs,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

impl NoteArgs {
    fn act(&self) -> Act {
        match (self.status, self.withdraw) {
            (Some(status), _) => Act::Status(status.into()),
            (_, Some(number)) => Act::Withdraw(number),
            _ if self.confirm => Act::Confirm,
            _ if self.reject => Act::Reject,
            _ if self.merge => Act::Merge,
            _ if self.split => Act::Split,
            _ => Act::Evidence,
        }
    }
}

/// Adds a note to the reports of the node.
pub(super) fn add(args: &NoteArgs) -> Result<Exit, Fault> {
    let mut shelf = Shelf::open(&args.data.folder()?)?;
    let mut note = Note {
        number: 0,
        at: String::new(),
        by: args.by.clone(),
        act: args.act(),
        about: Vec::new(),
        text: args.text.clone(),
        source: args.source.clone(),
        grade: args.grade.clone(),
    };
    if !args.ids.is_empty() {
        let picture = shelf.reports(None).picture();
        let about: Result<Vec<_>, _> = args.ids.iter().map(|id| picture.target(id)).collect();
        note.about = about?;
    }
    let number = shelf.add_note(note)?;
    println!("{number}");
    Ok(Exit::Done)
}

/// Lists the notes of the node.
pub(super) fn list(args: &NotesArgs) -> Result<Exit, Fault> {
    let shelf = Shelf::open(&args.data.folder()?)?;
    gather::tell_held(&shelf);
    let holding: Vec<u64> = holding(shelf.notes()).iter().map(|note| note.number).collect();
    match args.format {
        Format::Json | Format::Jsonl => {
            let rows = shelf.notes().iter().map(|note| {
                let mut row = json!(note);
                row["holds"] = json!(holding.contains(&note.number));
                row
            });
            println!("{}", json!({"notes": rows.collect::<Vec<_>>()}));
        }
        Format::Text => shelf.notes().iter().for_each(|note| {
            let taken_back =
                if holding.contains(&note.number) { "" } else { "  (taken back / سُحبت)" };
            println!("{}{taken_back}", super::show::note(&note.shown()));
            for target in &note.about {
                println!("    {}: {}", isolate(&target.name), isolate(&target.text));
            }
        }),
    }
    Ok(Exit::Done)
}
