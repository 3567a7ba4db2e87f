//! `hilf press note` and `hilf press notes`: what analysts add to the picture.

use clap::Args;
use hilf_desk::NewNote;
use hilf_press::Status;
use hilf_press::note::{Act, holding};
use hilf_text::bidi::isolate;
use serde_json::json;

use super::Format;
use super::node::OnNode;
use crate::desk::told;
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hilf press note 1:c3 2:c1 --reject --text \"two meetings, not one\" --source https://example.org/statement\n  \
    hilf press note 1:e1 2:e1 --merge --text \"the same meeting\"\n  \
    hilf press note 1:s2 --status met --text \"receipt seen\" --grade A1\n  \
    hilf press note --withdraw 3 --text \"wrong claim\"\n\n\
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
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,
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
    #[command(flatten)]
    node: OnNode,
}

#[derive(Args)]
pub(super) struct NotesArgs {
    #[command(flatten)]
    node: OnNode,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// The status of a name: open, met, partly-met, delayed, not-met.
fn status(name: &str) -> Result<Status, String> {
    let names = || Status::NOTED.map(|status| status.name().replace('_', "-")).join(", ");
    Status::noted(&name.replace('-', "_")).ok_or_else(|| format!("write one of: {}", names()))
}

impl NoteArgs {
    fn act(&self) -> Act {
        match self.status {
            Some(status) => Act::Status(status),
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
    let number = args.node.run(|desk, person| async move {
        let noted = match args.withdraw {
            Some(number) => desk.withdraw_press_note(&person, number, &args.text).await,
            None => {
                let new = NewNote {
                    act: args.act(),
                    about: args.ids.clone(),
                    text: args.text.clone(),
                    source: args.source.clone(),
                    grade: args.grade.clone(),
                };
                desk.add_press_note(&person, new).await
            }
        };
        noted.map_err(told)
    })?;
    println!("{number}");
    Ok(Exit::Done)
}

/// Lists the notes of the node.
pub(super) fn list(args: &NotesArgs) -> Result<Exit, Fault> {
    let notes = args.node.notes()?;
    let holding: Vec<u64> = holding(&notes).iter().map(|note| note.number).collect();
    match args.format {
        Format::Json | Format::Jsonl => {
            let rows = notes.iter().map(|note| {
                let mut row = json!(note);
                row["holds"] = json!(holding.contains(&note.number));
                row
            });
            println!("{}", json!({"notes": rows.collect::<Vec<_>>()}));
        }
        Format::Text => notes.iter().for_each(|note| {
            let taken_back =
                if holding.contains(&note.number) { "" } else { "  (taken back / سُحبت)" };
            println!("{}{taken_back}", super::show::note(&note.shown()));
            for target in &note.said.about {
                println!("    {}: {}", isolate(&target.name), isolate(&target.text));
            }
        }),
    }
    Ok(Exit::Done)
}
