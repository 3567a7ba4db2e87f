//! `hilf screen`: names and batches against lists.

pub(crate) mod batch;
mod output;
pub(crate) mod progress;
mod subject;
mod write;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hilf_entity::{FuzzyDate, Schema, country};
use hilf_list::columns;
use hilf_match::{Lang, Screener, Screening, Search};
use rayon::prelude::*;

use crate::fault::{Exit, Fault};
use crate::listed::{Listed, ListedArgs};
use batch::{Batch, Row};
use output::Output;
use progress::Progress;
use write::{Context, Writer};

/// Rows of a batch that are screened together; enough to keep every core busy.
const ROWS_AT_ONCE: usize = 1_024;

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A JSON object for every row.
    Jsonl,
    /// A line for every hit, and one for every row without.
    Csv,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Language {
    Ar,
    En,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf screen \"أبو بكر البغدادي\"
  hilf screen \"Ibrahim Awad al-Badri\" --birth-date 1971 --country iq
  hilf screen --input examples/customers.csv --format jsonl --output hits.jsonl
  hilf screen --input customers.xlsx --list sdn.xml --list consolidated.xml

Exit codes: 0 no hit, 1 a hit on a name given as an argument, 2 unusable input, 3 rows are held.")]
pub(crate) struct ScreenArgs {
    /// Names to screen.
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// A table with a header (CSV, XLSX), or JSON lines; - for standard input.
    #[arg(long, conflicts_with = "names", value_name = "FILE")]
    input: Option<PathBuf>,
    /// Where results go; without it, to standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How results are written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    listed: ListedArgs,
    /// kyc, payment, or the file of a profile.
    #[arg(long, default_value = "kyc")]
    profile: String,
    /// Least score of a hit, in place of the profile's.
    #[arg(long, value_name = "SCORE")]
    threshold: Option<f32>,
    /// Most hits shown for one subject; 0 for all.
    #[arg(long, default_value_t = 5, value_name = "N")]
    limit: usize,
    /// What the names are of: Person, Organization, Company, Vessel ...
    #[arg(long)]
    schema: Option<String>,
    /// Date of birth, as 1971, 1971-04, 21.4.1971 or circa 1971.
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Country or nationality, by code or name.
    #[arg(long)]
    country: Option<String>,
    /// Language of what is written for people.
    #[arg(long, value_enum, default_value = "en")]
    lang: Language,
}

impl ScreenArgs {
    fn lang(&self) -> Lang {
        if self.lang == Language::Ar { Lang::Arabic } else { Lang::English }
    }
}

pub(crate) fn run(args: &ScreenArgs) -> Result<Exit, Fault> {
    if args.names.is_empty() && args.input.is_none() {
        return Err(Fault::new(
            "give a name, or a file of subjects with --input; see hilf screen --help",
        ));
    }
    let profile = crate::profile::read(&args.profile, args.threshold)?;
    let mut input = Input::open(args)?;
    let listed = Listed::load(&args.listed)?;
    let mut run = Run {
        screener: Screener::new(listed.index(), listed.records(), &profile),
        limit: args.limit,
        progress: Progress::new(args.input.is_some()),
        any_hit: false,
        any_held: false,
    };
    let mut output = Output::open(args.output.as_deref())?;
    let context = Context {
        lang: args.lang(),
        snapshot: listed.id(),
        profile: profile.id(),
        echoed: input.echoed(),
    };
    let mut writer = write::writer(args.format, context);
    let fail = || Fault::io("cannot write the results");
    writer.begin(&mut output).map_err(fail())?;
    loop {
        let rows = input.next(ROWS_AT_ONCE)?;
        if rows.is_empty() {
            break;
        }
        run.screen(&rows, &mut *writer, &mut output)?;
    }
    run.progress.finish();
    output.close().map_err(fail())?;
    Ok(match (run.any_held, run.any_hit && args.input.is_none()) {
        (true, _) => Exit::Held,
        (false, true) => Exit::Hit,
        (false, false) => Exit::Done,
    })
}

/// Where rows come from.
enum Input {
    Names(std::vec::IntoIter<Row>),
    Batch(Box<Batch>),
}

impl Input {
    fn open(args: &ScreenArgs) -> Result<Input, Fault> {
        if let Some(path) = &args.input {
            let default = args.schema.as_deref().map(schema).transpose()?;
            return Ok(Input::Batch(Box::new(Batch::open(path, default)?)));
        }
        let rows = (1..).zip(&args.names).map(|(number, name)| argument(args, number, name));
        Ok(Input::Names(rows.collect::<Result<Vec<_>, _>>()?.into_iter()))
    }

    fn echoed(&self) -> Vec<String> {
        match self {
            Input::Names(_) => Vec::new(),
            Input::Batch(batch) => batch.echoed(),
        }
    }

    fn next(&mut self, most: usize) -> Result<Vec<Row>, Fault> {
        match self {
            Input::Names(rows) => Ok(rows.take(most).collect()),
            Input::Batch(batch) => {
                let mut rows = Vec::new();
                while rows.len() < most
                    && let Some(row) = batch.next()?
                {
                    rows.push(row);
                }
                Ok(rows)
            }
        }
    }
}

struct Run<'a> {
    screener: Screener<'a>,
    /// Most hits of a row; 0 for all.
    limit: usize,
    progress: Progress,
    any_hit: bool,
    any_held: bool,
}

impl Run<'_> {
    /// Screens rows in parallel and writes them in their order.
    fn screen(
        &mut self,
        rows: &[Row],
        writer: &mut dyn Writer,
        output: &mut Output,
    ) -> Result<(), Fault> {
        let screener = self.screener;
        let limit = self.limit;
        let one = |search: &mut Search, row: &Row| match &row.subject {
            Some(subject) => screener.best(search, subject, limit),
            None => Ok(Screening::default()),
        };
        let found: Result<Vec<Screening>, _> = if rows.len() == 1 {
            rows.iter().map(|row| one(&mut screener.search(), row)).collect()
        } else {
            rows.par_iter().map_init(|| screener.search(), one).collect()
        };
        for (row, found) in rows.iter().zip(found?) {
            if let Some(error) = &row.error {
                self.progress.say(&format!("held: {error}"));
            }
            self.any_hit |= found.total > 0;
            self.any_held |= row.error.is_some();
            let written = writer.row(output, row, &found);
            written.map_err(Fault::io("cannot write the results"))?;
        }
        self.progress.add(rows.len() as u64);
        Ok(())
    }
}

fn schema(text: &str) -> Result<Schema, Fault> {
    columns::schema_of(text).ok_or_else(|| {
        Fault::new(format!(
            "--schema is `{text}`, which is no schema known here; take Person, Organization, \
             Company, LegalEntity, Vessel or Airplane"
        ))
    })
}

/// A name on the command line with what is said of it.
fn argument(args: &ScreenArgs, number: u64, name: &str) -> Result<Row, Fault> {
    let known = args.schema.as_deref().map(schema).transpose()?;
    // Who was born or has a nationality is a person unless the schema says otherwise.
    let guess = if args.birth_date.is_some() { "Person" } else { "LegalEntity" };
    let schema = known.or_else(|| Schema::named(guess));
    let schema = schema.ok_or_else(|| Fault::new("the model has no such schema"))?;
    let mut entity = hilf_entity::Entity::new("", schema);
    entity.add("name", name);
    if let Some(text) = &args.birth_date {
        let date = FuzzyDate::parse(text).map_err(|_| {
            Fault::new(format!(
                "--birth-date is `{text}`, which is no date; write it as 1971, 1971-04 or \
                 1971-04-21"
            ))
        })?;
        let is_person = schema.property("birthDate").is_some();
        entity.add_date(if is_person { "birthDate" } else { "incorporationDate" }, &date, text);
    }
    if let Some(text) = &args.country {
        let code = country::code(text).ok_or_else(|| {
            Fault::new(format!(
                "--country is `{text}`, which is no country known here; write its ISO code or name"
            ))
        })?;
        entity.add("country", code);
    }
    Ok(subject::row(number, number, name, entity, known.is_some()))
}
