//! `hilf press stats`: shares of events of a dataset.

use std::path::PathBuf;

use clap::Args;
use hilf_press::incident::{Mapping, Question, share};
use serde_json::json;

use super::{Format, day};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    hilf press stats events.csv --layout ged --group IS --region Africa --from 2021-01-01 --to 2021-12-31\n\n\
    A mapping file names columns: {\"date\": [\"day\"], \"places\": [\"country\"], \"groups\": [\"actor\"], \"deaths\": \"dead\"}")]
pub(super) struct StatsArgs {
    /// The dataset, CSV with headings.
    data: PathBuf,
    /// Layout: ged (UCDP GED), acled, gtd, or the path of a mapping file (JSON).
    #[arg(long)]
    layout: String,
    /// Group, as the dataset names it.
    #[arg(long)]
    group: Option<String>,
    /// Region, country or province, as the dataset names it.
    #[arg(long)]
    region: Option<String>,
    /// First day (YYYY-MM-DD).
    #[arg(long)]
    from: Option<String>,
    /// Last day (YYYY-MM-DD).
    #[arg(long)]
    to: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &StatsArgs) -> Result<Exit, Fault> {
    let mapping = match Mapping::named(&args.layout) {
        Some(mapping) => mapping,
        None => {
            let text = std::fs::read_to_string(&args.layout).map_err(Fault::io(&args.layout))?;
            serde_json::from_str(&text)
                .map_err(|error| Fault::new(format!("{}: not a mapping: {error}", args.layout)))?
        }
    };
    let bound = |text: &Option<String>| text.as_deref().map(day).transpose();
    let question = Question {
        group: args.group.clone(),
        region: args.region.clone(),
        from: bound(&args.from)?.map(|days| days.earliest),
        to: bound(&args.to)?.map(|days| days.latest),
    };
    let data = std::fs::File::open(&args.data).map_err(Fault::io(args.data.display()))?;
    let found = share(std::io::BufReader::new(data), &mapping, &question)
        .map_err(|error| Fault::new(format!("{}: {error}", args.data.display())))?;
    for row in &found.held {
        eprintln!("hilf: held: {row} / صف لم يقرأ");
    }
    match args.format {
        Format::Text => {
            println!("{}", found.formula);
            let percent = found.percent.map_or("-".to_owned(), |percent| format!("{percent} %"));
            println!("{} / {} = {percent}", found.numerator, found.denominator);
            if let Some(deaths) = found.deaths {
                println!("deaths / قتلى {deaths}");
            }
            println!("rows / صفوف {}; held / غير مقروءة {}", found.rows, found.held_rows);
        }
        Format::Json | Format::Jsonl => {
            println!("{}", json!({"dataset": args.data, "share": found}))
        }
    }
    Ok(if found.held_rows > 0 { Exit::Held } else { Exit::Done })
}
