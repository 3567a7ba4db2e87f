//! `hilf press read --format jsonl`: every report for itself, with flat memory.

use std::io::Write;

use hilf_press::{Input, Recogniser, source};
use rayon::prelude::*;
use serde_json::json;

use super::listed::{self, Lists};
use super::{Reports, gather};
use crate::fault::{Exit, Fault};

/// Files read at once; their documents are printed before the next ones are opened.
const BATCH: usize = 256;

/// Every report for itself, one line each, in the order given.
pub(super) fn stream(reports: &Reports, lists: &Lists) -> Result<Exit, Fault> {
    let mut inputs = gather::each(reports, &lists.listed.data)?;
    let open = lists.open()?;
    let recogniser = || open.as_ref().map(listed::Open::recogniser);
    let mut exit = Exit::Done;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let broken = || Fault::io("cannot write the documents");
    loop {
        let batch: Vec<Result<Input, Fault>> = inputs.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            out.flush().map_err(broken())?;
            return Ok(exit);
        }
        let read: Vec<Vec<Result<String, Fault>>> =
            batch.into_par_iter().map_init(recogniser, documents).collect();
        for document in read.into_iter().flatten() {
            match document {
                Ok(document) => writeln!(out, "{document}").map_err(broken())?,
                Err(fault) => {
                    eprintln!("hilf: held: {fault}");
                    exit = Exit::Unusable;
                }
            }
        }
        // Whoever reads along sees what is done.
        out.flush().map_err(broken())?;
    }
}

/// The documents of a file, and what of it is held.
fn documents(
    recogniser: &mut Option<Recogniser<'_>>,
    input: Result<Input, Fault>,
) -> Vec<Result<String, Fault>> {
    let input = match input {
        Ok(input) => input,
        Err(fault) => return vec![Err(fault)],
    };
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
        Ok(document.to_string())
    });
    read.chain(opened.held.map(|held| Err(held.into()))).collect()
}
