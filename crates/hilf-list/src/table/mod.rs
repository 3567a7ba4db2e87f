//! Tables as people save them: CSV in any delimiter and encoding, XLSX, and Parquet, read row by row
//! with the line each row stands on.

mod csv;
mod parquet;
mod xlsx;

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use crate::decode::{self, Encoding, take_head};
use crate::{ListError, Member, columns, input};

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
    /// Line (CSV) or row (XLSX) of the header, from 1; 0 in Parquet, which has none.
    pub header_line: u64,
    /// Encoding of a CSV file; `None` for others.
    pub encoding: Option<Encoding>,
    rows: Rows,
}

enum Rows {
    Csv(csv::CsvRows),
    Sheet(xlsx::SheetRows),
    Parquet(parquet::ParquetRows),
}

/// One row; as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Line (CSV: of the row's beginning) or row number (XLSX, Parquet), from 1.
    pub line: u64,
    /// The cells, one per column.
    pub cells: Vec<Cell>,
    /// Whether a spreadsheet counts its days from 1904 instead of 1900; see [`Row::date_text`].
    pub is_1904: bool,
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
/// When the member cannot be read, or is a workbook or Parquet file that is damaged or empty.
pub fn open(member: &Member) -> Result<Table, ListError> {
    open_where(member, &known_columns)
}

/// Whether a file that begins so is a Parquet file.
pub fn is_parquet(head: &[u8]) -> bool {
    head.starts_with(parquet::MAGIC)
}

/// Opens a file on its own, as [`from_reader`] does a stream; a Parquet file is read where it lies.
///
/// # Errors
/// As [`from_reader`].
pub fn from_file(path: &Path) -> Result<Table, ListError> {
    let fail = |source| ListError::Io { path: path.to_path_buf(), source };
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let mut reader = BufReader::new(File::open(path).map_err(fail)?);
    // What is no file, such as a pipe, cannot be read from its end.
    let is_file = reader.get_ref().metadata().map_err(fail)?.is_file();
    if is_file && is_parquet(reader.fill_buf().map_err(fail)?) {
        return parquet::open_file(&name, reader.into_inner());
    }
    from_reader(&name, reader)
}

/// Opens a stream that can be read only once, such as standard input, as [`open`] does a file;
/// compression is seen through. CSV is read as it comes, row by row; an XLSX workbook or a Parquet
/// file is first read whole. `name` is what messages call the stream.
///
/// # Errors
/// When the stream cannot be read or is an XLSX workbook that is damaged or empty.
pub fn from_reader(name: &str, reader: impl BufRead + 'static) -> Result<Table, ListError> {
    let fail = |source| ListError::Io { path: name.into(), source };
    let whole = with_magic(Box::new(reader)).and_then(|(_, raw)| input::decompress(raw));
    let (magic, mut content) = whole.and_then(with_magic).map_err(fail)?;
    if magic == ZIP_MAGIC {
        return xlsx::open(name, &mut *content, &known_columns);
    }
    if magic == parquet::MAGIC {
        return parquet::open_stream(name, &mut *content);
    }
    csv::open(name, decode::stream(content).map_err(fail)?, &known_columns)
}

/// Opens a member as a table whose header is the row that `known` finds most columns in.
pub(crate) fn open_where(
    member: &Member,
    known: &dyn Fn(&[String]) -> usize,
) -> Result<Table, ListError> {
    let magic = decode::head_bytes(member, ZIP_MAGIC.len())?;
    if magic == ZIP_MAGIC {
        xlsx::open(member.name(), &mut *member.open()?, known)
    } else if magic == parquet::MAGIC {
        parquet::open_stream(member.name(), &mut *member.open()?)
    } else {
        csv::open(member.name(), decode::open(member)?, known)
    }
}

/// Opens a delimited file that has no header; the columns are given.
pub(crate) fn open_bare(
    member: &Member,
    delimiter: u8,
    columns: &[&str],
) -> Result<Table, ListError> {
    csv::open_bare(member.name(), decode::open(member)?, delimiter, columns)
}

fn known_columns(cells: &[String]) -> usize {
    cells.iter().filter(|cell| columns::resolve(cell).is_some()).count()
}

/// A stream and its first bytes, which stay in it. A pipe may give them one by one, so they are
/// collected before anything is decided from them.
fn with_magic(mut reader: Box<dyn BufRead>) -> std::io::Result<(Vec<u8>, Box<dyn BufRead>)> {
    let magic = take_head(&mut *reader, ZIP_MAGIC.len())?;
    Ok((magic.clone(), Box::new(Cursor::new(magic).chain(reader))))
}

impl Table {
    /// Header texts, in order, as the source writes them.
    pub fn columns(&self) -> &[String] {
        &self.columns
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
            Rows::Parquet(rows) => rows.next_row(),
        }
    }
}

impl Row {
    /// The text of a column; empty if there is no such column.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map(|c| c.text.as_str()).unwrap_or("")
    }
}

impl Row {
    /// The text of a column that holds dates, with a spreadsheet's bare day number (`31801`)
    /// turned into an ISO date in the workbook's own date system.
    pub fn date_text(&self, column: usize) -> Cow<'_, str> {
        let text = self.text(column);
        let serial = text.parse::<f64>().ok().filter(|n| SERIAL_DAYS.contains(n));
        let date = serial.and_then(|n| xlsx::serial_date(n, self.is_1904));
        date.map_or(Cow::Borrowed(text), Cow::Owned)
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
    fn a_stream_is_read_as_the_file_is() {
        let csv = "الاسم;تاريخ الميلاد\nآدم تستر;1970\nناقص\n";
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut encoder, csv.as_bytes()).unwrap();
        for bytes in [csv.as_bytes().to_vec(), encoder.finish().unwrap()] {
            // One byte at a time, as a slow pipe gives them.
            let pipe = std::io::BufReader::with_capacity(1, Cursor::new(bytes));
            let mut table = from_reader("standard input", pipe).unwrap();
            let row = table.next_row().unwrap().unwrap().unwrap();
            assert_eq!((row.line, row.text(0), row.text(1)), (2, "آدم تستر", "1970"));
            assert_eq!(table.next_row().unwrap().unwrap().unwrap_err().line, 3);
            assert_eq!(table.next_row().unwrap(), None);
        }
        let source = xlsx::tests::workbook(&[&["name"], &["A B"]], false);
        let mut bytes = Vec::new();
        source.members()[0].open().unwrap().read_to_end(&mut bytes).unwrap();
        let mut table = from_reader("standard input", Cursor::new(bytes)).unwrap();
        assert_eq!(table.next_row().unwrap().unwrap().unwrap().text(0), "A B");
    }

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
