//! `hilf press read --format jsonl`: every report for itself, with flat memory.

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
    let inputs = gather::inputs(reports, &lists.listed.data)?.0;
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
