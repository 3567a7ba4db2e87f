//! `hilf press`: press reports.

mod listed;
mod report;
mod show;
mod stats;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use hilf_press::shelf::Shelf;
use hilf_press::source::{self, sha256};
use hilf_press::{Input, Interval, Picture, Recogniser};
use listed::Lists;
use rayon::prelude::*;
use serde_json::json;

use crate::data::DataArgs;
use crate::fault::{Exit, Fault};

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
    /// Who promised what.
    Commitments(Kept),
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
    /// or its bytes betray (windows-1256).
    ///
    /// Without any: the reports taken in with `hilf press ingest`.
    files: Vec<PathBuf>,
    /// Day on which the report was published (YYYY-MM-DD); with several reports, of all.
    #[arg(long)]
    published: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
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
            stream(reports, lists)
        }
        Command::Read { reports, lists } => {
            let read = Read::gather(reports, &lists.listed.data, lists.open()?)?;
            read.print(reports.format, show::read, |picture| json!(picture))
        }
        Command::Ingest(kept) => ingest(kept),
        Command::Report { reports, lists, output, lang } => {
            let read = Read::gather(reports, &lists.listed.data, lists.open()?)?;
            let page = report::page(&read.picture, read.reports.sources(), *lang);
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
        Command::Figures(kept) => kept.print(show::figures, |picture| {
            let claims = |d: &hilf_press::Document| json!({"file": d.file, "claims": d.claims, "rejected": d.rejected});
            json!({"documents": picture.documents.iter().map(claims).collect::<Vec<_>>()})
        }),
        Command::Contradictions(kept) => kept.print(
            show::contradictions,
            |picture| json!({"claim_relations": picture.claim_relations}),
        ),
        Command::Commitments(kept) => kept.print(show::commitments, |picture| {
            let statements =
                |d: &hilf_press::Document| json!({"file": d.file, "statements": d.statements});
            json!({"documents": picture.documents.iter().map(statements).collect::<Vec<_>>()})
        }),
        Command::Stats(args) => stats::run(args),
        Command::Members { on, format } => members(on.as_deref(), *format),
    }
}

/// Reports that were read, set side by side.
struct Read {
    reports: hilf_press::Reports,
    picture: Picture,
    exit: Exit,
}

impl Read {
    /// Opens every report; what cannot be read is held and told. Nothing readable at all is an
    /// error.
    fn gather(
        reports: &Reports,
        data: &DataArgs,
        lists: Option<listed::Open>,
    ) -> Result<Read, Fault> {
        let reports = hilf_press::Reports::open(inputs(reports, data)?);
        if let (true, [only]) = (reports.sources().is_empty(), reports.held()) {
            return Err(Fault::new(only.to_string()));
        }
        for held in reports.held() {
            eprintln!("hilf: held: {held}");
        }
        let exit = if reports.held().is_empty() { Exit::Done } else { Exit::Unusable };
        let mut picture = reports.picture();
        if let Some(lists) = lists {
            lists.mark(&mut picture)?;
        }
        Ok(Read { reports, picture, exit })
    }

    fn print(
        self,
        format: Format,
        text: fn(&Picture),
        value: impl Fn(&Picture) -> serde_json::Value,
    ) -> Result<Exit, Fault> {
        match format {
            Format::Text => text(&self.picture),
            Format::Json | Format::Jsonl => {
                let mut value = value(&self.picture);
                self.reports.restore(&mut value);
                println!("{value}");
            }
        }
        Ok(self.exit)
    }
}

impl Kept {
    fn print(
        &self,
        text: fn(&Picture),
        value: impl Fn(&Picture) -> serde_json::Value,
    ) -> Result<Exit, Fault> {
        Read::gather(&self.reports, &self.data, None)?.print(self.reports.format, text, value)
    }
}

/// The files named, or those of the node.
fn inputs(reports: &Reports, data: &DataArgs) -> Result<Vec<Input>, Fault> {
    let published = reports.published.as_deref().map(day).transpose()?;
    if !reports.files.is_empty() {
        let named = reports.files.iter().map(|file| Input {
            path: file.clone(),
            name: file.display().to_string(),
            published,
        });
        return Ok(named.collect());
    }
    let shelf = Shelf::open(&data.folder()?)?;
    for line in shelf.held() {
        eprintln!(
            "hilf: held: line {line} of the press journal cannot be read / السطر {line} من سجل الصحافة لا يُقرأ"
        );
    }
    if shelf.entries().is_empty() {
        return Err(Fault::new(
            "no reports: name files, or take some in with hilf press ingest FILE / \
             لا تقارير: اذكر ملفات أو أدخلها بالأمر hilf press ingest FILE",
        ));
    }
    Ok(shelf.inputs(published).collect())
}

/// Takes reports into the data of the node. A file that cannot be read is held and not taken in.
fn ingest(kept: &Kept) -> Result<Exit, Fault> {
    let reports = &kept.reports;
    if reports.files.is_empty() {
        return Err(Fault::new("name the files to take in / اذكر الملفات المراد إدخالها"));
    }
    let published = reports.published.as_deref().map(day).transpose()?;
    let mut shelf = Shelf::open(&kept.data.folder()?)?;
    let mut exit = Exit::Done;
    let (mut new, mut there) = (0_usize, 0_usize);
    for file in &reports.files {
        let name = file.display().to_string();
        let taken = std::fs::read(file).map_err(Fault::io(&name)).and_then(|bytes| {
            if shelf.holds(&sha256(&bytes)) {
                there += 1;
                return Ok(None);
            }
            let opened = source::reports(bytes.clone(), &name)?;
            match shelf.take(&bytes, &name, published)? {
                true => new += 1,
                false => there += 1,
            }
            Ok(opened.held.map(Fault::from))
        });
        if let Some(fault) = taken.unwrap_or_else(Some) {
            eprintln!("hilf: held: {fault}");
            exit = Exit::Unusable;
        }
    }
    if reports.format == Format::Text {
        println!("{new} new, {there} there already / {new} جديد، {there} موجود من قبل");
    } else {
        println!("{}", json!({"new": new, "known": there}));
    }
    Ok(exit)
}

fn day(text: &str) -> Result<Interval, Fault> {
    let day = text.parse().map_err(|_| {
        Fault::new(format!(
            "{text}: not a day; write YYYY-MM-DD / {text}: ليس تاريخا، اكتب YYYY-MM-DD"
        ))
    })?;
    Ok(Interval::day(day))
}

/// Files read at once; their documents are printed before the next ones are opened.
const BATCH: usize = 256;

/// Every report for itself, one line each, in the order given.
fn stream(reports: &Reports, lists: &Lists) -> Result<Exit, Fault> {
    let inputs = inputs(reports, &lists.listed.data)?;
    let open = lists.open()?;
    let recogniser = || open.as_ref().map(listed::Open::recogniser);
    let mut exit = Exit::Done;
    for batch in inputs.chunks(BATCH) {
        let read: Vec<Vec<Result<serde_json::Value, Fault>>> =
            batch.par_iter().map_init(recogniser, documents).collect();
        for document in read.into_iter().flatten() {
            match document {
                Ok(document) => println!("{document}"),
                Err(fault) => {
                    eprintln!("hilf: held: {fault}");
                    exit = Exit::Unusable;
                }
            }
        }
    }
    Ok(exit)
}

/// The documents of a file, and what of it is held.
fn documents(
    recogniser: &mut Option<Recogniser<'_>>,
    input: &Input,
) -> Vec<Result<serde_json::Value, Fault>> {
    let opened = match source::open(&input.path, &input.name) {
        Ok(opened) => opened,
        Err(error) => return vec![Err(error.into())],
    };
    let read = opened.sources.iter().map(|source| {
        let mut read = hilf_press::read(&source.known(input.published), &source.text);
        if let Some(recogniser) = recogniser.as_mut() {
            recogniser.mark(&mut read)?;
        }
        let mut document = json!(read);
        source.restore(&mut document);
        Ok(document)
    });
    read.chain(opened.held.map(|held| Err(held.into()))).collect()
}

fn members(on: Option<&str>, format: Format) -> Result<Exit, Fault> {
    let on = on.map(day).transpose()?;
    let all = hilf_press::register::members();
    let listed: Vec<_> = all
        .iter()
        .filter(|member| match (on, member.joined) {
            (Some(on), Some(joined)) => joined.earliest <= on.latest,
            _ => true,
        })
        .collect();
    match format {
        Format::Json | Format::Jsonl => {
            let rows = listed.iter().map(|m| {
                json!({"name_en": m.name_en, "name_ar": m.name_ar, "code": m.code, "kind": m.kind,
                       "joined": m.joined.map(|j| [j.earliest.to_string(), j.latest.to_string()]),
                       "precision": m.precision, "ordinal": m.ordinal, "evidence": m.evidence, "source": m.source})
            });
            println!("{}", json!({"members": rows.collect::<Vec<_>>()}));
        }
        Format::Text => show::members(&listed, on),
    }
    Ok(Exit::Done)
}
