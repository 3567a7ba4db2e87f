//! Tables as people save them: CSV in any delimiter and encoding, and XLSX, read row by row with
//! the line each row stands on.

mod csv;
mod xlsx;

use crate::decode::{self, Encoding};
use crate::{ListError, Member, columns};

/// Rows at the beginning of a table among which its header is looked for: own lists carry titles
/// and dates above it.
const HEADER_ROWS: usize = 20;
/// Signature of a zip archive, which an XLSX workbook is.
const ZIP_MAGIC: &[u8] = b"PK\x03\x04";
/// Decimal digits a spreadsheet number holds exactly (IEEE 754 double precision).
const EXACT_DIGITS: usize = 15;

/// Bare numbers that are taken for spreadsheet days, 1927 to 2091 in the 1900 system: no year and
/// no other way to write a date falls among them.
const SERIAL_DAYS: std::ops::Range<f64> = 10_000.0..70_000.0;

/// A table with its header read.
pub struct Table {
    columns: Vec<String>,
    /// Text found above the header, one entry per row.
    pub preamble: Vec<String>,
    /// What the reader of the table should know, each one sentence.
    pub remarks: Vec<String>,
    /// Line (CSV) or row (XLSX) of the header, from 1.
    pub header_line: u64,
    /// Encoding of a CSV file; `None` for XLSX.
    pub encoding: Option<Encoding>,
    rows: Rows,
}

enum Rows {
    Csv(csv::CsvRows),
    Sheet(xlsx::SheetRows),
}

/// One row; as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Line (CSV: of the row's beginning) or row number (XLSX), from 1.
    pub line: u64,
    /// The cells, one per column.
    pub cells: Vec<Cell>,
}

/// The content of one cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Trimmed text. Spreadsheet dates are ISO 8601, whole numbers have no fraction.
    pub text: String,
    /// What the spreadsheet says the cell is; always text in CSV.
    pub kind: CellKind,
}

/// What a spreadsheet says a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellKind {
    /// Text, or not known (CSV).
    #[default]
    Text,
    /// A number.
    Number,
    /// A date or time.
    Date,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Line or row number, from 1.
    pub line: u64,
    /// What is wrong, in one sentence.
    pub reason: String,
    /// Whether the file ends within this row, as it does when a download was cut off.
    pub at_file_end: bool,
}

/// Opens a member as a table whose header is the row, among the first, in which
/// [`columns::resolve`] knows most columns; failing that, the first row that is not empty.
///
/// # Errors
/// When the member cannot be read or is an XLSX workbook that is damaged or empty.
pub fn open(member: &Member) -> Result<Table, ListError> {
    open_where(member, &|cells| {
        cells.iter().filter(|cell| columns::resolve(cell).is_some()).count()
    })
}

/// Opens a member as a table whose header is the row that `known` finds most columns in.
pub(crate) fn open_where(
    member: &Member,
    known: &dyn Fn(&[String]) -> usize,
) -> Result<Table, ListError> {
    if decode::head_bytes(member, ZIP_MAGIC.len())? == ZIP_MAGIC {
        xlsx::open(member, known)
    } else {
        csv::open(member, known)
    }
}

impl Table {
    /// Header texts, in order, as the source writes them.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The text of a date cell, with a spreadsheet's bare day number (`31801`) turned into an
    /// ISO date in the workbook's own date system.
    pub fn date_text(&self, cell: &Cell) -> String {
        let is_1904 = matches!(&self.rows, Rows::Sheet(rows) if rows.is_1904());
        let serial = cell.text.parse::<f64>().ok().filter(|n| SERIAL_DAYS.contains(n));
        let date = serial.and_then(|n| xlsx::serial_date(n, is_1904));
        date.unwrap_or_else(|| cell.text.clone())
    }

    /// The next row that is not empty, or why the row that follows is unreadable; `None` after
    /// the last.
    ///
    /// # Errors
    /// When the source itself fails, so that nothing after this point can be read.
    pub fn next_row(&mut self) -> Result<Option<Result<Row, BadRow>>, ListError> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.next_row(self.columns.len()),
            Rows::Sheet(rows) => Ok(rows.next_row(self.columns.len())),
        }
    }
}

impl Row {
    /// The text of a column; empty if there is no such column.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map(|c| c.text.as_str()).unwrap_or("")
    }
}

impl Cell {
    /// Whether a spreadsheet has destroyed digits of what was a long number: more digits than
    /// a spreadsheet number can hold, or one written as `1.23457E+11`.
    pub fn lost_digits(&self) -> bool {
        let digits = self.text.bytes().filter(u8::is_ascii_digit).count();
        let too_long = self.kind == CellKind::Number && digits > EXACT_DIGITS;
        too_long || is_scientific(&self.text)
    }
}

/// Whether a text is a number in scientific notation as spreadsheets write it.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent_is = exponent.strip_prefix(['+', '-']);
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let mut parts = mantissa.splitn(2, ['.', ',']);
    exponent_is.is_some_and(all_digits)
        && parts.next().is_some_and(all_digits)
        && parts.next().is_none_or(all_digits)
}

/// Where the header is: among the first rows, the one with most known columns.
fn header_among(rows: &[Vec<String>], known: &dyn Fn(&[String]) -> usize) -> Option<usize> {
    let first_rows = rows.iter().enumerate().take(HEADER_ROWS);
    let mut best: Option<(usize, usize)> = None;
    for (index, row) in first_rows {
        let count = known(row);
        let filled = row.iter().any(|cell| !cell.is_empty());
        if filled && best.is_none_or(|(_, most)| count > most) {
            best = Some((index, count));
        }
    }
    best.map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destroyed_numbers_are_recognised() {
        let cell = |text: &str, kind| Cell { text: text.into(), kind };
        for text in ["1.23457E+11", "1E+15", "9,87654e+20"] {
            assert!(cell(text, CellKind::Text).lost_digits(), "{text}");
        }
        assert!(cell("1234567890123456", CellKind::Number).lost_digits());
        assert!(!cell("1234567890123456", CellKind::Text).lost_digits());
        assert!(!cell("123456789012345", CellKind::Number).lost_digits());
        for text in ["1E5", "E+1", "12E+", "ABC", "A1E+5", ""] {
            assert!(!cell(text, CellKind::Text).lost_digits(), "{text}");
        }
    }
}
