//! `hilf press score`: spans measured against labelled sentences.

use std::path::PathBuf;

use clap::Args;
use hilf_press::score::{Score, score};
use serde_json::json;

use super::Format;
use crate::fault::{Exit, Fault};

#[derive(Args)]
pub(super) struct ScoreArgs {
    /// One word a line with its labels behind it (word B-DATE), an empty line or $#$ between sentences:
    /// the layout of Wojood.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn run(args: &ScoreArgs) -> Result<Exit, Fault> {
    for file in &args.files {
        let text = std::fs::read_to_string(file).map_err(Fault::io(file.display()))?;
        let rows =
            score(&text).map_err(|error| Fault::new(format!("{}: {error}", file.display())))?;
        match args.format {
            Format::Text => print(file, &rows),
            Format::Json | Format::Jsonl => {
                let rows: Vec<_> = rows.iter().map(value).collect();
                println!("{}", json!({"file": file, "scores": rows}));
            }
        }
    }
    Ok(Exit::Done)
}

fn value(row: &Score) -> serde_json::Value {
    let named = |(precision, recall, f): (f64, f64, f64)| json!({"precision": precision, "recall": recall, "f": f});
    json!({"counts": row, "exact": named(row.exact()), "touching": named(row.touching())})
}

fn print(file: &std::path::Path, rows: &[Score]) {
    println!("{}", file.display());
    println!(
        "{:<14}{:>9}{:>7}   {:<22}   touching / تداخل",
        "", "labelled", "found", "exact / مطابق"
    );
    for row in rows {
        let three = |(p, r, f): (f64, f64, f64)| format!("P {p:.3} R {r:.3} F {f:.3}");
        println!(
            "{:<14}{:>9}{:>7}   {}   {}",
            row.kind,
            row.labelled,
            row.found,
            three(row.exact()),
            three(row.touching())
        );
    }
}
