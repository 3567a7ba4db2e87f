//! `hilf screen`: names and batches against lists.

mod batch;
mod subject;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hilf_list::{Item, Record, Source};
use hilf_match::{Hit, Index, IndexBuilder, Lang, MATCHER, Profile, Screener, Search};
use hilf_text::bidi::isolate;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fault::{Exit, Fault};
use batch::{Batch, Row};
use subject::Draft;

/// The UN list of 27 February 2026, as published, compressed.
const BUNDLED: &[u8] = include_bytes!("../../data/un-2026-02-27.xml.zst");

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Ar,
    En,
}

#[derive(Args)]
#[command(
    after_help = "Examples:\n  hilf screen \"أبو بكر البغدادي\"\n  hilf screen --input customers.csv --format jsonl"
)]
pub(crate) struct ScreenArgs {
    /// Names to screen.
    names: Vec<String>,
    /// A table with a header, or JSON lines; - for standard input.
    #[arg(long, conflicts_with = "names")]
    input: Option<PathBuf>,
    /// How results are written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// List files to screen against; without any, the UN list in the program.
    #[arg(long)]
    list: Vec<PathBuf>,
    /// kyc, payment, or the file of a profile.
    #[arg(long, default_value = "kyc")]
    profile: String,
    /// Least score of a hit, instead of the profile's.
    #[arg(long)]
    threshold: Option<f32>,
    /// Most hits shown for one subject; 0 for all.
    #[arg(long, default_value_t = 5)]
    limit: usize,
    /// FollowTheMoney schema of the names: Person, Organization, Vessel ...
    #[arg(long)]
    schema: Option<String>,
    /// Date of birth: 1971, 1971-04 or 1971-04-21.
    #[arg(long)]
    birth_date: Option<String>,
    /// Country or nationality.
    #[arg(long)]
    country: Option<String>,
    /// Language of the reasons.
    #[arg(long, value_enum, default_value = "en")]
    lang: Language,
}

struct Listed {
    records: Vec<Record>,
    index: Index,
    snapshot: String,
}

pub(crate) fn run(args: &ScreenArgs) -> Result<Exit, Fault> {
    if args.names.is_empty() && args.input.is_none() {
        return Err(Fault("give a name, or a file with --input; see hilf screen --help".into()));
    }
    let profile = profile(args)?;
    let listed = load(&args.list)?;
    let records: &[Record] = &listed.records;
    let screener = Screener::new(&listed.index, &records, &profile);
    let mut search = screener.search();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut printer = Printer { args, profile: &profile, snapshot: &listed.snapshot };
    let (mut any_hit, mut any_held) = (false, false);
    let mut one = |row: &Row, search: &mut Search| -> Result<(), Fault> {
        let hits = match &row.subject {
            Some(subject) => screener.screen(search, subject)?,
            None => Vec::new(),
        };
        any_hit |= !hits.is_empty();
        any_held |= row.error.is_some();
        printer.print(&mut out, row, &hits).map_err(Fault::io("cannot write"))
    };
    if let Some(path) = &args.input {
        let mut batch = Batch::open(path)?;
        while let Some(row) = batch.next()? {
            if let Some(error) = &row.error {
                eprintln!("held: {error}");
            }
            one(&row, &mut search)?;
        }
    }
    for (number, name) in (1..).zip(&args.names) {
        one(&argument(args, number, name)?, &mut search)?;
    }
    out.flush().map_err(Fault::io("cannot write"))?;
    Ok(match (any_held, any_hit && args.input.is_none()) {
        (true, _) => Exit::Held,
        (false, true) => Exit::Hit,
        (false, false) => Exit::Done,
    })
}

fn argument(args: &ScreenArgs, number: u64, name: &str) -> Result<Row, Fault> {
    let mut draft = Draft::default();
    draft.property("name", name);
    if let Some(schema) = &args.schema {
        draft.field("schema", schema);
    }
    if let Some(date) = &args.birth_date {
        draft.property("birthDate", date);
    }
    if let Some(country) = &args.country {
        draft.property("country", country);
    }
    let subject = draft.subject().map(|(subject, _)| subject);
    if let Some(fault) = draft.faults.first() {
        return Err(Fault(fault.clone()));
    }
    Ok(Row {
        number,
        line: number,
        id: None,
        name: name.to_owned(),
        subject,
        error: None,
        extra: Vec::new(),
    })
}

fn profile(args: &ScreenArgs) -> Result<Profile, Fault> {
    let mut profile = match Profile::named(&args.profile) {
        Some(profile) => profile,
        None => {
            let what = format!("`{}` is no built-in profile and cannot be read", args.profile);
            Profile::read(&std::fs::read_to_string(&args.profile).map_err(Fault::io(what))?)?
        }
    };
    if let Some(threshold) = args.threshold {
        if !(0.5..=1.0).contains(&threshold) {
            return Err(Fault(format!("--threshold is {threshold}; it must lie in 0.5 to 1")));
        }
        profile.threshold = threshold;
        profile.version += &format!("+threshold={threshold}");
    }
    Ok(profile)
}

fn load(paths: &[PathBuf]) -> Result<Listed, Fault> {
    let sources: Vec<Source> = if paths.is_empty() {
        eprintln!(
            "Screening against the UN list of 2026-02-27 that came with the program. It may be \
             out of date: give a current list with --list."
        );
        vec![Source::embedded("un-2026-02-27.xml.zst", BUNDLED)]
    } else {
        paths.iter().map(|path| Source::open(path)).collect::<Result<_, _>>()?
    };
    let mut records = Vec::new();
    for source in &sources {
        let format = hilf_list::detect(source)?;
        hilf_list::read(source, format, &Default::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(held) => eprintln!(
                "held: {}, line {}: {}",
                held.position.file, held.position.line, held.reason
            ),
            Item::Deleted { .. } => {}
        })?;
    }
    let mut digest = Sha256::new();
    for entity in records.iter().flat_map(|r| std::iter::once(&r.entity).chain(&r.related)) {
        let json = serde_json::to_vec(entity).map_err(|e| Fault(e.to_string()))?;
        digest.update(&json);
    }
    let snapshot: String =
        digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut numbered: Vec<(u32, Record)> = (0..).zip(records).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(std::sync::Arc::new(builder.finish()))?;
    let records = numbered.drain(..).map(|(_, record)| record).collect();
    Ok(Listed { records, index, snapshot })
}

struct Printer<'a> {
    args: &'a ScreenArgs,
    profile: &'a Profile,
    snapshot: &'a str,
}

impl Printer<'_> {
    fn print(&mut self, out: &mut impl Write, row: &Row, hits: &[Hit]) -> io::Result<()> {
        let most = if self.args.limit == 0 { hits.len() } else { self.args.limit };
        let hits = &hits[..hits.len().min(most)];
        match self.args.format {
            Format::Jsonl => self.json(out, row, hits),
            Format::Text => self.text(out, row, hits),
        }
    }

    fn json(&self, out: &mut impl Write, row: &Row, hits: &[Hit]) -> io::Result<()> {
        let hits: Vec<_> = hits
            .iter()
            .map(|hit| {
                let listings: Vec<_> =
                    hit.record.related.iter().filter(|e| e.schema().name() == "Sanction").collect();
                json!({
                    "score": thousandths(hit.score), "match": hit.is_match, "band": hit.band,
                    "entity": hit.record.entity, "listings": listings,
                    "explanation": hit.explanation,
                })
            })
            .collect();
        let extra: serde_json::Map<String, serde_json::Value> =
            row.extra.iter().map(|(k, v)| (k.clone(), v.clone().into())).collect();
        let line = json!({
            "row": row.number, "id": row.id, "name": row.name,
            "status": if row.error.is_some() { "held" } else { "ok" },
            "error": row.error, "hits": hits, "extra": extra, "snapshot": self.snapshot,
            "matcher": MATCHER, "profile": self.profile.id(),
        });
        writeln!(out, "{line}")
    }

    fn text(&self, out: &mut impl Write, row: &Row, hits: &[Hit]) -> io::Result<()> {
        let arabic = self.args.lang == Language::Ar;
        let lang = if arabic { Lang::Arabic } else { Lang::English };
        let count = if arabic { "عدد النتائج" } else { "hits" };
        writeln!(out, "{} — {count}: {}", isolate(&row.name), hits.len())?;
        if let Some(error) = &row.error {
            writeln!(out, "  {}", isolate(error))?;
        }
        for hit in hits {
            let entity = &hit.record.entity;
            let band = hit.band.as_deref().unwrap_or("");
            let caption = isolate(entity.caption());
            writeln!(out, "  {:.3} {band}  {caption}  {}", hit.score, isolate(entity.id()))?;
            for (label, property) in [("*", "birthDate"), ("@", "nationality")] {
                let values: Vec<&str> = entity.texts(property).collect();
                if !values.is_empty() {
                    writeln!(out, "    {label} {}", isolate(&values.join(", ")))?;
                }
            }
            for reason in &hit.explanation.rows {
                writeln!(out, "    {:+.3}  {}", reason.effect, reason.text(lang))?;
            }
        }
        Ok(())
    }
}

/// Thousandths as a decimal number that prints with three digits.
fn thousandths(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
