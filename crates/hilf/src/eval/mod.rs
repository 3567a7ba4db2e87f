//! `hilf eval`: accuracy on labelled sets.

mod print;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use hilf_eval::{
    Bench, Generator, compare_with_peers, evaluate_across, evaluate_names, evaluate_pairs,
    evaluate_screening, pairs, screening_cases,
};
use hilf_match::{Profile, Screener};
use serde_json::json;

use crate::fault::{Exit, Fault};
use crate::listed::{Listed, ListedArgs};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf eval names --list consolidated.xml
  hilf eval pairs name_bench_cases.csv arabic_probe.csv entity_bench_checks.yml
  hilf eval pairs name_bench_cases.csv --peers venv/bin/python
  hilf eval screening dev_effectiveness.csv.gz --list UN_consolidated_2018-10-29.xml --list ofac/")]
pub(crate) struct EvalArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Whether every listed name, as it stands in the list, finds its own entity, and every name in
    /// another script its entity by the Latin names alone.
    Names(NamesArgs),
    /// Precision, recall and F1 on pairs of names or descriptions.
    Pairs(PairsArgs),
    /// Recall and false alarms of queries against lists.
    Screening(ScreeningArgs),
    /// A list of invented people of any size, with the words of the lists: to measure speed on.
    Generate(GenerateArgs),
}

#[derive(Args)]
struct GenerateArgs {
    /// Number of names.
    #[arg(long, value_name = "N")]
    names: usize,
    /// The same seed and lists give the same people.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// Where the list goes, FollowTheMoney, one person a line.
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    listed: ListedArgs,
}

#[derive(Args)]
struct Common {
    /// kyc, payment, or the file of a profile.
    #[arg(long, default_value = "kyc")]
    profile: String,
    /// Least score of a hit, in place of the profile's.
    #[arg(long, value_name = "SCORE")]
    threshold: Option<f32>,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Number of worst cases shown.
    #[arg(long, default_value_t = 10, value_name = "N")]
    worst: usize,
}

#[derive(Args)]
struct NamesArgs {
    #[command(flatten)]
    listed: ListedArgs,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct PairsArgs {
    /// CSV or YAML files of labelled pairs.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Ask other engines too, nomenklatura and rapidfuzz, where this Python has them installed.
    #[arg(long, value_name = "PYTHON", num_args = 0..=1, default_missing_value = "python3")]
    peers: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct ScreeningArgs {
    /// CSV files of labelled queries.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Use date of birth and country of the queries too.
    #[arg(long)]
    facts: bool,
    #[command(flatten)]
    listed: ListedArgs,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &EvalArgs) -> Result<Exit, Fault> {
    match &args.command {
        Command::Names(args) => names(args),
        Command::Pairs(args) => pair_sets(args),
        Command::Generate(args) => generate(args),
        Command::Screening(args) => screening(args),
    }
}

fn names(args: &NamesArgs) -> Result<Exit, Fault> {
    let profile = crate::profile::read(&args.common.profile, args.common.threshold)?;
    let listed = Listed::load(&args.listed)?;
    let screener = Screener::new(listed.index(), listed.records(), &profile);
    let report = evaluate_names(&screener, listed.records(), listed.count())?;
    let across = evaluate_across(listed.records(), listed.count(), &profile);
    let across = across.map_err(|error| Fault::new(error.to_string()))?;
    if args.common.format == Format::Json {
        let mut shown = serde_json::to_value(&report)?;
        shown["across_scripts"] = serde_json::to_value(&across)?;
        println!("{}", serde_json::to_string_pretty(&shown)?);
    } else {
        print::names(&report, args.common.worst);
        print::across(&across, args.common.worst);
    }
    Ok(Exit::Done)
}

fn pair_sets(args: &PairsArgs) -> Result<Exit, Fault> {
    let profile = crate::profile::read(&args.common.profile, args.common.threshold)?;
    for file in &args.files {
        let pairs = pairs(file)?;
        let report = evaluate_pairs(&pairs, &profile);
        let peers = args.peers.as_deref().map(|python| compare_with_peers(&pairs, python));
        let peers = peers.transpose().map_err(|error| Fault::new(error.to_string()))?;
        if args.common.format == Format::Json {
            let alone = peers.is_none();
            let both = json!({ "own": report, "peers": peers });
            println!("{}", if alone { serde_json::to_string(&report)? } else { both.to_string() });
        } else {
            println!("{}", file.display());
            print::pairs(&report, args.common.worst);
            peers.iter().for_each(|peers| print::peers(&report, peers, profile.threshold));
        }
    }
    Ok(Exit::Done)
}

fn generate(args: &GenerateArgs) -> Result<Exit, Fault> {
    let listed = Listed::load(&args.listed)?;
    let mut generator = Generator::default();
    for ordinal in 0..listed.count() {
        generator.learn(&*listed.records().record(ordinal)?);
    }
    let what = || Fault::io(format!("cannot write {}", args.output.display()));
    let file = std::fs::File::create(&args.output).map_err(what())?;
    let mut out = std::io::BufWriter::new(file);
    generator.write(args.names, args.seed, &mut out).map_err(what())?;
    std::io::Write::flush(&mut out).map_err(what())?;
    Ok(Exit::Done)
}

fn screening(args: &ScreeningArgs) -> Result<Exit, Fault> {
    let profile = crate::profile::read(&args.common.profile, args.common.threshold)?;
    let payment = Profile::named("payment")
        .ok_or_else(|| Fault::new("the payment profile is not in the program"))?;
    let listed = Listed::load(&args.listed)?;
    let bench = Bench {
        index: listed.index(),
        records: listed.records(),
        profile: &profile,
        payment: &payment,
        with_facts: args.facts,
    };
    let mut cases = Vec::new();
    for file in &args.files {
        cases.extend(screening_cases(file)?);
    }
    let report = evaluate_screening(&bench, &cases)?;
    if args.common.format == Format::Json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("snapshot {}, profile {}, {} cases", listed.id(), profile.id(), cases.len());
        print::screening(&report, args.common.worst);
    }
    Ok(Exit::Done)
}
