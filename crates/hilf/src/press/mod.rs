//! `hilf press`: press reports.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::fault::{Exit, Fault};

#[derive(Args)]
pub(crate) struct PressArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell title, text and boilerplate of plain-text reports apart, line by line.
    Read {
        /// UTF-8 text files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How to print.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &PressArgs) -> Result<Exit, Fault> {
    let Command::Read { files, format } = &args.command;
    let mut documents = Vec::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(Fault::io(file.display()))?;
        let sha256: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        let text = String::from_utf8(bytes).map_err(|_| {
            Fault::new(format!(
                "{}: not UTF-8; convert the file first / {}: ليس بترميز UTF-8، حوّل الملف أولا",
                file.display(),
                file.display()
            ))
        })?;
        let lines = hilf_press::zones(&text);
        if *format == Format::Text {
            for line in &lines {
                println!("{}\t{}\t{}", line.number, line.zone.name(), &text[line.bytes.clone()]);
            }
            continue;
        }
        let title = lines.iter().find(|line| line.zone == hilf_press::Zone::Title).map(|line| {
            json!({"span": {"line": line.number, "bytes": [line.bytes.start, line.bytes.end]},
                   "text": &text[line.bytes.clone()]})
        });
        let zones: Vec<_> = lines
            .iter()
            .map(|line| json!({"line": line.number, "zone": line.zone.name(), "rule": line.rule}))
            .collect();
        documents.push(json!({"file": file.display().to_string(), "sha256": sha256,
                              "title": title, "zones": zones}));
    }
    if *format == Format::Json {
        println!("{}", json!({"documents": documents}));
    }
    Ok(Exit::Done)
}
