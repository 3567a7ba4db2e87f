//! `hilf press`: press reports.

mod files;
mod gather;
mod intake;
mod listed;
mod members;
mod node;
mod note;
mod report;
mod score;
mod show;
mod stats;
mod stream;
mod words;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use gather::Read;
use hilf_press::Interval;
use jiff::civil::Date;
use serde_json::json;

use crate::data::DataArgs;
use crate::fault::{Exit, Fault};
use listed::Lists;
pub(crate) use node::tell_taken_over;

#[derive(Args)]
pub(crate) struct PressArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read reports: zones, dates, names, claims, statements, quotations and events, each with its
    /// place in the file; several reports are set side by side.
    #[command(after_help = "Examples:\n  \
        hilf press read report.txt\n  \
        hilf press read a.txt b.txt c.txt --format json\n  \
        hilf press read a.txt --published 2022-05-12")]
    Read {
        #[command(flatten)]
        reports: Reports,
        #[command(flatten)]
        lists: Lists,
    },
    /// Take reports into the data of the node; the commands without FILE read them from there.
    #[command(after_help = "Examples:\n  \
        hilf press ingest page.html feed.xml report.txt\n  \
        hilf press timeline")]
    Ingest(Kept),
    /// Write a page to read and print: timeline, figures, contradictions and the reports, each claim
    /// linked to its sentence.
    #[command(
        after_help = "Example:\n  hilf press report a.txt b.html --output report.html --lang ar"
    )]
    Report {
        #[command(flatten)]
        reports: Reports,
        #[command(flatten)]
        lists: Lists,
        /// File to write.
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Language of headings and reasons.
        #[arg(long, value_enum, default_value = "ar")]
        lang: report::Lang,
        /// Day on which to look at commitments (YYYY-MM-DD); without it, today (UTC).
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// What happened or is planned, by date.
    Timeline {
        #[command(flatten)]
        reports: Reports,
        #[command(flatten)]
        lists: Lists,
    },
    /// Every number with who states it.
    Figures(Kept),
    /// Where reports agree, differ or contradict each other, and why.
    Contradictions(Kept),
    /// Who promised what, by when, and what later reports say became of it.
    #[command(after_help = "Example:\n  hilf press commitments --on 2024-01-01")]
    Commitments {
        #[command(flatten)]
        kept: Kept,
        /// Day on which to look at them (YYYY-MM-DD); without it, today (UTC).
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
    },
    /// Note what you know of two claims, an event or a commitment of the node's reports.
    Note(note::NoteArgs),
    /// What was noted, by whom and when.
    Notes(note::NotesArgs),
    /// Measure the reader on sentences that people labelled: dates, numbers, ordinals, places,
    /// organisations, people, each with precision, recall and their mean.
    #[command(after_help = "Example:\n  hilf press score wojood.txt")]
    Score(score::ScoreArgs),
    /// Count the events of a dataset you bring: a share with formula and both counts.
    Stats(stats::StatsArgs),
    /// The members of the Global Coalition over time, and what numbers of members hold when.
    Members {
        /// Only members on this day (YYYY-MM-DD).
        #[arg(long)]
        on: Option<String>,
        /// How to print.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

#[derive(Args)]
struct Reports {
    /// Reports: plain text, HTML pages, RSS or Atom feeds; UTF-8, or an encoding that the file names
    /// or its bytes betray (windows-1256). A folder stands for the files in it and below.
    ///
    /// Without any: the reports taken in with `hilf press ingest`.
    files: Vec<PathBuf>,
    /// Day on which the report was published (YYYY-MM-DD); with several reports, of all.
    #[arg(long)]
    published: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    asking: node::Asking,
}

/// Reports, named or kept in the data of the node.
#[derive(Args)]
struct Kept {
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    /// One document a line; reports are not set side by side, and memory stays flat.
    Jsonl,
}

pub(crate) fn run(args: &PressArgs) -> Result<Exit, Fault> {
    match &args.command {
        Command::Read { reports, lists } if reports.format == Format::Jsonl => {
            stream::stream(reports, lists)
        }
        Command::Read { reports, lists } => {
            let read = Read::gather(reports, &lists.listed.data, lists.open()?)?;
            read.print_whole(reports.format)
        }
        Command::Ingest(kept) => intake::ingest(kept),
        Command::Report { reports, lists, output, lang, on } => {
            let on = on.as_deref().map(day).transpose()?.map_or_else(today, |day| day.earliest);
            let read = Read::gather(reports, &lists.listed.data, lists.open()?)?;
            let page = report::page(&read.picture, read.reports.sources(), on, *lang);
            std::fs::write(output, page).map_err(Fault::io(output.display()))?;
            Ok(read.exit)
        }
        Command::Timeline { reports, lists } => {
            let read = Read::gather(reports, &lists.listed.data, lists.open()?)?;
            read.print(
                reports.format,
                show::timeline,
                |picture| json!({"event_clusters": picture.event_clusters}),
            )
        }
        Command::Figures(kept) => {
            let read = Read::gather(&kept.reports, &kept.data, None)?;
            let claims = |d: &hilf_press::Document| json!({"file": d.file, "claims": d.claims, "rejected": d.rejected});
            read.print_list(
                kept.reports.format,
                show::figures,
                ("documents", |picture| picture.documents.iter().map(claims)),
            )
        }
        Command::Contradictions(kept) => {
            let read = Read::gather(&kept.reports, &kept.data, None)?;
            read.print_list(
                kept.reports.format,
                show::contradictions,
                ("claim_relations", |picture| picture.claim_relations.iter().map(|r| json!(r))),
            )
        }
        Command::Commitments { kept, on } => {
            let on = on.as_deref().map(day).transpose()?.map_or_else(today, |day| day.earliest);
            let read = Read::gather(&kept.reports, &kept.data, None)?;
            read.print(
                kept.reports.format,
                |picture| show::commitments(picture, on),
                |picture| commitments(picture, on),
            )
        }
        Command::Note(args) => note::add(args),
        Command::Notes(args) => note::list(args),
        Command::Score(args) => score::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Members { on, format } => members::run(on.as_deref(), *format),
    }
}

/// The commitments with where they stand on a day.
fn commitments(picture: &hilf_press::Picture, on: Date) -> serde_json::Value {
    let rows = picture.commitments.iter().map(|commitment| {
        let mut row = json!(commitment);
        row["status_on"] = json!(commitment.status_on(on));
        row
    });
    let statements = |d: &hilf_press::Document| json!({"file": d.file, "statements": d.statements});
    json!({
        "on": on.to_string(),
        "commitments": rows.collect::<Vec<_>>(),
        "documents": picture.documents.iter().map(statements).collect::<Vec<_>>(),
    })
}

/// The day it is, UTC.
fn today() -> Date {
    let days = jiff::Timestamp::now().as_second().div_euclid(24 * 60 * 60);
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.checked_add(jiff::Span::new().days(days)).unwrap_or(epoch)
}

fn day(text: &str) -> Result<Interval, Fault> {
    let day = text.parse().map_err(|_| {
        Fault::new(format!(
            "{text}: not a day; write YYYY-MM-DD / {text}: ليس تاريخا، اكتب YYYY-MM-DD"
        ))
    })?;
    Ok(Interval::day(day))
}
