//! `hilf press stats`: shares of events of a dataset.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use hilf_press::incident::{Mapping, Question, Share, Whole, share};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Format, day};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hilf press stats events.csv --layout ged --group IS --region Africa --from 2021-01-01 --to 2021-12-31\n  \
    hilf press stats gtd.xlsx --layout gtd --group 'Boko Haram' --region Nigeria --share-of groups\n  \
    hilf press stats acled.csv --layout acled --region NGA --where event_type=Battles\n\n\
    A mapping file names columns: {\"date\": [\"day\"], \"places\": [\"country\"], \"groups\": [\"actor\"], \"deaths\": \"dead\"}\n\
    and may name date_end, deaths_low, deaths_high, group_lists (names divided by semicolons) and\n\
    precision ({\"column\": …, \"week\": …, \"month\": …}).")]
pub(super) struct StatsArgs {
    /// The dataset with headings: CSV, XLSX or Parquet.
    data: PathBuf,
    /// Layout: ged (UCDP GED), acled, gtd, or the path of a mapping file (JSON).
    #[arg(long)]
    layout: String,
    /// Group, as the dataset names it.
    #[arg(long)]
    group: Option<String>,
    /// Region, country or province, as the dataset names it; of a name that several columns hold, the
    /// widest place.
    #[arg(long)]
    region: Option<String>,
    /// First day (YYYY-MM-DD).
    #[arg(long)]
    from: Option<String>,
    /// Last day (YYYY-MM-DD).
    #[arg(long)]
    to: Option<String>,
    /// Only rows that hold this value in this column; may be repeated.
    #[arg(long = "where", value_name = "COLUMN=VALUE")]
    filters: Vec<String>,
    /// What the count is a share of.
    #[arg(long, value_enum, default_value = "everywhere")]
    share_of: ShareOf,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShareOf {
    /// The events of the group in any region.
    Everywhere,
    /// The events of any group in the region.
    Groups,
}

pub(super) fn run(args: &StatsArgs) -> Result<Exit, Fault> {
    let mapping = match Mapping::named(&args.layout) {
        Some(mapping) => mapping,
        None => {
            let text = std::fs::read_to_string(&args.layout).map_err(Fault::io(&args.layout))?;
            serde_json::from_str(&text).map_err(|error| {
                Fault::new(format!(
                    "{0}: not a mapping: {error} / {0}: ليس ملف تعيين للأعمدة",
                    args.layout
                ))
            })?
        }
    };
    let bound = |text: &Option<String>| text.as_deref().map(day).transpose();
    let question = Question {
        group: args.group.clone(),
        region: args.region.clone(),
        from: bound(&args.from)?.map(|days| days.earliest),
        to: bound(&args.to)?.map(|days| days.latest),
        filters: args.filters.iter().map(|text| filter(text)).collect::<Result<_, _>>()?,
        whole: match args.share_of {
            ShareOf::Everywhere => Whole::Everywhere,
            ShareOf::Groups => Whole::Groups,
        },
    };
    let hash = sha256(&args.data)?;
    let data = File::open(&args.data).map_err(Fault::io(args.data.display()))?;
    let found = share(BufReader::new(data), &mapping, &question)
        .map_err(|error| Fault::new(format!("{}: {error}", args.data.display())))?;
    for row in &found.held {
        eprintln!(
            "hilf: held: line {0}: {1} / لم يحسب: السطر {0}: {2}",
            row.line, row.reason, row.reason_ar
        );
    }
    match args.format {
        Format::Text => print(&found, args, &hash),
        Format::Json | Format::Jsonl => println!(
            "{}",
            json!({"dataset": {"file": args.data, "sha256": hash, "layout": args.layout}, "share": found})
        ),
    }
    Ok(if found.held_rows > 0 { Exit::Held } else { Exit::Done })
}

fn filter(text: &str) -> Result<(String, String), Fault> {
    let (column, value) = text.split_once('=').ok_or_else(|| {
        Fault::new(format!(
            "{text}: no filter; write COLUMN=VALUE / {text}: ليس شرطا، اكتب COLUMN=VALUE"
        ))
    })?;
    Ok((column.trim().to_owned(), value.trim().to_owned()))
}

/// Which edition of the dataset was counted.
fn sha256(path: &Path) -> Result<String, Fault> {
    let mut file = File::open(path).map_err(Fault::io(path.display()))?;
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut part).map_err(Fault::io(path.display()))?;
        if read == 0 {
            break;
        }
        hash.update(&part[..read]);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn print(found: &Share, args: &StatsArgs, hash: &str) {
    let percent =
        |percent: Option<f64>| percent.map_or("-".to_owned(), |percent| format!("{percent} %"));
    println!("dataset / البيانات: {} ({}, SHA-256 {hash})", args.data.display(), args.layout);
    println!("{}", found.formula);
    println!("{}", found.formula_ar);
    println!(
        "events / أحداث: {} / {} = {}",
        found.numerator,
        found.denominator,
        percent(found.percent)
    );
    if let Some(deaths) = &found.deaths {
        println!(
            "deaths / قتلى: {} / {} = {}",
            deaths.numerator,
            deaths.denominator,
            percent(deaths.percent)
        );
        if let Some((low, high)) = deaths.range {
            println!("  lowest and highest estimate / أدنى تقدير وأعلاه: {low}–{high}");
        }
        if deaths.unknown > 0 {
            println!("  events without a number of deaths / أحداث بلا عدد قتلى: {}", deaths.unknown);
        }
    }
    if found.undecided_numerator + found.undecided_denominator > 0 {
        println!(
            "days that cross the bounds of the period, not counted / أيام تتجاوز حدود المدة، لم تحسب: {} / {}",
            found.undecided_numerator, found.undecided_denominator
        );
    }
    if let Some(region) = &args.region {
        match &found.region_column {
            Some(column) => println!("region / المنطقة: {column} = {region}"),
            None => println!("no row names the region / لا سطر يسمي المنطقة: {region}"),
        }
        for (column, rows) in &found.region_elsewhere {
            println!(
                "  not counted: {column} = {region} in {rows} rows, another place / لم يحسب: {column} = {region} في {rows} من السطور، مكان آخر"
            );
        }
    }
    println!("rows / سطور: {}; held / غير مقروءة: {}", found.rows, found.held_rows);
}
