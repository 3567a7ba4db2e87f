//! Writing results: for people, and for machines.

mod csv;
mod json;
mod text;

use std::io;

use hilf_match::{Lang, Screening};

use super::Format;
use super::batch::Row;
use super::output::Output;

/// What all rows have in common.
pub(super) struct Context<'a> {
    /// Language of what is written for people.
    pub(super) lang: Lang,
    /// What was screened against.
    pub(super) snapshot: &'a str,
    /// With which profile.
    pub(super) profile: String,
    /// Headings of columns that are echoed.
    pub(super) echoed: Vec<String>,
}

/// A way to write results.
pub(super) trait Writer {
    /// Writes what stands before the first row.
    fn begin(&mut self, out: &mut Output) -> io::Result<()>;

    /// Writes a row with what was found.
    fn row(&mut self, out: &mut Output, row: &Row, found: &Screening) -> io::Result<()>;
}

/// The writer of a format.
pub(super) fn writer(format: Format, context: Context<'_>) -> Box<dyn Writer + '_> {
    match format {
        Format::Text => Box::new(text::Text::new(context)),
        Format::Jsonl => Box::new(json::JsonLines::new(context)),
        Format::Csv => Box::new(csv::Csv::new(context)),
    }
}

/// Thousandths as a decimal number that prints with three digits.
fn thousandths(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}
