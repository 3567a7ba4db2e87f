//! CSV from strangers.
//!
//! Rows are cut here rather than by a general CSV parser because two things matter that such
//! parsers do not give: the exact line of every row, and recovery from a quotation mark that is
//! never closed, which otherwise swallows every row up to the next one without a word.

use std::collections::VecDeque;
use std::io::BufRead;

use super::{BadRow, Cell, CellKind, HEADER_ROWS, Row, Rows, Table, header_among};
use crate::ListError;
use crate::decode::{Encoding, Text, take_head};

/// Delimiters that are tried; `None` is a file of one column.
const DELIMITERS: [Option<u8>; 5] = [Some(b','), Some(b';'), Some(b'\t'), Some(b'|'), None];
/// Rows looked at to choose the delimiter.
const SAMPLE_ROWS: usize = 40;
const SAMPLE_BYTES: usize = 256 << 10;
/// One line; the longest of a published list has about 20,000 bytes.
const LINE_BYTES_MAX: usize = 16 << 20;
/// Lines one quoted cell may span before its quotation mark counts as never closed.
const ROW_LINES_MAX: usize = 1_000;
/// End of file in old systems; OFAC's CSV files end with it.
const CONTROL_Z: u8 = 0x1a;

pub(super) fn open(
    name: &str,
    mut text: Text,
    known: &dyn Fn(&[String]) -> usize,
) -> Result<Table, ListError> {
    let fail = |source| ListError::Io { path: name.into(), source };
    let head = take_head(&mut *text.reader, SAMPLE_BYTES).map_err(fail)?;
    let layout = Layout::of(name, &String::from_utf8_lossy(&head), known)?;
    let encoding = text.encoding;
    text.reader = Box::new(std::io::Read::chain(std::io::Cursor::new(head), text.reader));
    let mut rows = CsvRows::new(name, text, layout.delimiter, layout.line_end);
    let mut preamble = Vec::new();
    let mut header = Cut::default();
    for index in 0..=layout.header {
        let Some(cut) = rows.next_cut(None)? else { break };
        if index == layout.header {
            header = cut;
        } else {
            let filled: Vec<&str> =
                cut.cells.iter().map(|c| c.trim()).filter(|c| !c.is_empty()).collect();
            preamble.push(filled.join(", "));
        }
    }
    preamble.retain(|line| !line.is_empty());
    let mut columns: Vec<String> = header.cells.iter().map(|c| c.trim().to_owned()).collect();
    while columns.len() > 1 && columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    Ok(Table {
        columns,
        preamble,
        remarks: Vec::new(),
        header_line: header.line,
        encoding: Some(encoding),
        rows: Rows::Csv(rows),
    })
}

/// A file that has no header, in a known form.
pub(super) fn open_bare(
    name: &str,
    mut text: Text,
    delimiter: u8,
    columns: &[&str],
) -> Result<Table, ListError> {
    let fail = |source| ListError::Io { path: name.into(), source };
    let head = take_head(&mut *text.reader, SAMPLE_BYTES).map_err(fail)?;
    let line_end = if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' };
    let encoding = text.encoding;
    text.reader = Box::new(std::io::Read::chain(std::io::Cursor::new(head), text.reader));
    Ok(Table {
        columns: columns.iter().map(|c| (*c).to_owned()).collect(),
        preamble: Vec::new(),
        remarks: Vec::new(),
        header_line: 0,
        encoding: Some(encoding),
        rows: Rows::Csv(CsvRows::new(name, text, Some(delimiter), line_end)),
    })
}

/// How a file is cut into rows and cells.
struct Layout {
    delimiter: Option<u8>,
    line_end: u8,
    /// Number of rows before the header.
    header: usize,
}

impl Layout {
    fn of(
        name: &str,
        sample: &str,
        known: &dyn Fn(&[String]) -> usize,
    ) -> Result<Layout, ListError> {
        let line_end = if sample.contains('\n') || !sample.contains('\r') { b'\n' } else { b'\r' };
        // Excel writes and honours a first line that names the delimiter.
        let declared = sample
            .strip_prefix("sep=")
            .and_then(|rest| rest.bytes().next())
            .filter(|b| b.is_ascii() && !b.is_ascii_control() || *b == b'\t');
        if let Some(delimiter) = declared {
            let rows = sample_rows(name, sample, Some(delimiter), line_end)?;
            let header = header_among(rows.get(1..).unwrap_or(&[]), known).unwrap_or(0) + 1;
            return Ok(Layout { delimiter: Some(delimiter), line_end, header });
        }
        let mut best = (0, Layout { delimiter: None, line_end, header: 0 });
        for delimiter in DELIMITERS {
            let rows = sample_rows(name, sample, delimiter, line_end)?;
            let Some(header) = header_among(&rows, known) else { continue };
            let score = fitness(&rows[header..], known(&rows[header]));
            if score > best.0 {
                best = (score, Layout { delimiter, line_end, header });
            }
        }
        Ok(best.1)
    }
}

/// How well a way of cutting fits: columns known first, then how many rows have as many cells as
/// the header, then how many cells that is.
fn fitness(rows: &[Vec<String>], known: usize) -> usize {
    let Some((header, body)) = rows.split_first() else { return 0 };
    let even = body.iter().filter(|row| row.len() == header.len()).count();
    let share = (even + 1) * 100 / (body.len() + 1);
    (known * 100 + share) * 1_000 + header.len().min(999)
}

fn sample_rows(
    name: &str,
    sample: &str,
    delimiter: Option<u8>,
    line_end: u8,
) -> Result<Vec<Vec<String>>, ListError> {
    let reader = Box::new(std::io::Cursor::new(sample.as_bytes().to_vec()));
    let text = Text { reader, encoding: Encoding::Utf8 };
    let mut rows = CsvRows::new(name, text, delimiter, line_end);
    let mut out = Vec::new();
    while let Some(cut) = rows.next_cut(None)? {
        out.push(cut.cells.iter().map(|c| c.trim().to_owned()).collect());
        if out.len() >= SAMPLE_ROWS + HEADER_ROWS {
            break;
        }
    }
    Ok(out)
}

/// The rows of an open CSV file.
pub(super) struct CsvRows {
    name: String,
    reader: Box<dyn BufRead>,
    encoding: Encoding,
    delimiter: Option<u8>,
    line_end: u8,
    line: u64,
    /// Lines read ahead and given back when a quotation mark turned out to be never closed.
    pending: VecDeque<Line>,
}

#[derive(Clone)]
struct Line {
    number: u64,
    bytes: Vec<u8>,
    is_ended: bool,
}

/// A row cut into cells, with what was odd about it.
#[derive(Default)]
struct Cut {
    line: u64,
    cells: Vec<String>,
    fault: Option<&'static str>,
    is_ended: bool,
}

impl CsvRows {
    fn new(name: &str, text: Text, delimiter: Option<u8>, line_end: u8) -> CsvRows {
        CsvRows {
            name: name.to_owned(),
            reader: text.reader,
            encoding: text.encoding,
            delimiter,
            line_end,
            line: 0,
            pending: VecDeque::new(),
        }
    }

    pub(super) fn next_row(
        &mut self,
        width: usize,
    ) -> Result<Option<Result<Row, BadRow>>, ListError> {
        while let Some(cut) = self.next_cut(Some(width))? {
            let is_empty = cut.cells.iter().all(|cell| cell.trim().is_empty());
            if is_empty && cut.fault.is_none() {
                continue;
            }
            return Ok(Some(cut.into_row(width)));
        }
        Ok(None)
    }

    /// The next row. With `width` known, a row over several lines that does not fit it is taken
    /// for one whose quotation mark is never closed: its first line is reported, the others are
    /// read again.
    fn next_cut(&mut self, width: Option<usize>) -> Result<Option<Cut>, ListError> {
        let Some(first) = self.next_line()? else { return Ok(None) };
        let mut splitter = Splitter::new(self.delimiter);
        splitter.add(&first.bytes);
        let mut lines = vec![first];
        while splitter.is_in_quotes() && lines.len() < ROW_LINES_MAX {
            let Some(line) = self.next_line()? else { break };
            splitter.add(&line.bytes);
            lines.push(line);
        }
        let unclosed = splitter.is_in_quotes();
        let fits = width.is_none_or(|width| splitter.fits(width));
        if unclosed || (lines.len() > 1 && !(fits && splitter.is_well_quoted())) {
            let mut again = lines.split_off(1);
            again.extend(self.pending.drain(..));
            self.pending.extend(again);
            let mut only = Splitter::new(self.delimiter);
            only.add(&lines[0].bytes);
            let mut cut = self.cut(only, &lines);
            cut.fault = Some("a quotation mark is opened in it and never closed");
            return Ok(Some(cut));
        }
        Ok(Some(self.cut(splitter, &lines)))
    }

    fn cut(&self, splitter: Splitter, lines: &[Line]) -> Cut {
        let mut fault = None;
        let mut cells = Vec::with_capacity(splitter.cells.len() + 1);
        for cell in splitter.finish() {
            let text = match String::from_utf8(cell) {
                Ok(text) => text,
                Err(error) => {
                    fault = Some("it holds bytes that are no text in the encoding of the file");
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                }
            };
            // In the single-byte code pages every byte is a letter; only UTF-16 can be undecodable.
            let is_utf16 = matches!(self.encoding, Encoding::Utf16Be | Encoding::Utf16Le);
            if is_utf16 && text.contains('\u{fffd}') {
                fault = Some("it holds bytes that are no text in the encoding of the file");
            }
            cells.push(text);
        }
        let line = lines.first().map_or(0, |l| l.number);
        Cut { line, cells, fault, is_ended: lines.last().is_none_or(|l| l.is_ended) }
    }

    fn next_line(&mut self) -> Result<Option<Line>, ListError> {
        if let Some(line) = self.pending.pop_front() {
            return Ok(Some(line));
        }
        let mut bytes = Vec::new();
        let limit = LINE_BYTES_MAX as u64 + 1;
        let read = std::io::Read::take(&mut self.reader, limit)
            .read_until(self.line_end, &mut bytes)
            .map_err(|source| ListError::Io { path: self.name.as_str().into(), source })?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if bytes.len() > LINE_BYTES_MAX {
            return Err(ListError::Damaged {
                name: self.name.clone(),
                line: self.line,
                reason: "the line is longer than 16 MiB, which no honest list has".into(),
            });
        }
        let is_ended = bytes.last() == Some(&self.line_end);
        if !is_ended {
            while bytes.last() == Some(&CONTROL_Z) {
                bytes.pop();
            }
            if bytes.is_empty() {
                return Ok(None);
            }
        }
        Ok(Some(Line { number: self.line, bytes, is_ended }))
    }
}

impl Cut {
    fn into_row(mut self, width: usize) -> Result<Row, BadRow> {
        let found = self.cells.len();
        // Spreadsheets pad rows with empty cells beyond the header.
        while self.cells.len() > width && self.cells.last().is_some_and(|c| c.trim().is_empty()) {
            self.cells.pop();
        }
        let reason = match self.fault {
            Some(fault) => format!("the row cannot be read: {fault}"),
            None if self.cells.len() != width => format!(
                "the row has {found} cells where the header has {width}; a delimiter or a line \
                 break inside a cell needs quotation marks around the cell"
            ),
            None => {
                let cell = |text: String| Cell { text: trimmed(text), kind: CellKind::Text };
                let cells = self.cells.into_iter().map(cell).collect();
                return Ok(Row { line: self.line, cells, is_1904: false });
            }
        };
        Err(BadRow { line: self.line, reason, at_file_end: !self.is_ended })
    }
}

fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_owned() }
}

/// Cuts one row into cells, line by line (RFC 4180; a stray quotation mark inside a cell is kept).
struct Splitter {
    delimiter: Option<u8>,
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    state: State,
    has_text_after_quote: bool,
}

#[derive(PartialEq, Clone, Copy)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Just after a quotation mark within a quoted cell: its end, or half of a doubled one.
    Quote,
}

impl Splitter {
    fn new(delimiter: Option<u8>) -> Splitter {
        Splitter {
            delimiter,
            cells: Vec::new(),
            cell: Vec::new(),
            state: State::Start,
            has_text_after_quote: false,
        }
    }

    fn add(&mut self, line: &[u8]) {
        for &byte in line {
            let is_delimiter = Some(byte) == self.delimiter;
            let is_break = byte == b'\n' || byte == b'\r';
            self.state = match self.state {
                State::Start if byte == b'"' => State::Quoted,
                State::Quoted if byte == b'"' => State::Quote,
                State::Quoted => {
                    self.cell.push(byte);
                    State::Quoted
                }
                State::Quote if byte == b'"' => {
                    self.cell.push(byte);
                    State::Quoted
                }
                state if is_delimiter => {
                    let _ = state;
                    self.cells.push(std::mem::take(&mut self.cell));
                    State::Start
                }
                state if is_break => state,
                state => {
                    self.has_text_after_quote |= state == State::Quote && byte != b' ';
                    self.cell.push(byte);
                    State::Plain
                }
            };
        }
    }

    fn is_in_quotes(&self) -> bool {
        self.state == State::Quoted
    }

    /// Whether every quoted cell ends with its closing mark.
    fn is_well_quoted(&self) -> bool {
        !self.has_text_after_quote
    }

    fn fits(&self, width: usize) -> bool {
        self.cells.len() + 1 == width
            || (self.cells.len() >= width
                && self.cells[width..].iter().all(Vec::is_empty)
                && self.cell.is_empty())
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.cells.push(self.cell);
        self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, table};
    use proptest::prelude::*;

    fn open_text(text: &[u8]) -> Table {
        let source = Source::embedded("t.csv", text.to_vec().leak());
        table::open(&source.members()[0]).unwrap()
    }

    #[allow(clippy::type_complexity)]
    fn rows(text: &[u8]) -> Vec<Result<(u64, Vec<String>), (u64, String)>> {
        let mut table = open_text(text);
        let mut out = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            out.push(match row {
                Ok(row) => Ok((row.line, row.cells.into_iter().map(|c| c.text).collect())),
                Err(bad) => Err((bad.line, bad.reason)),
            });
        }
        out
    }

    fn good(line: u64, cells: &[&str]) -> Result<(u64, Vec<String>), (u64, String)> {
        Ok((line, cells.iter().map(|c| (*c).to_owned()).collect()))
    }

    #[test]
    fn the_delimiter_is_found() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "name,country,dob\nA B,sy,1970\n".replace(',', delimiter);
            assert_eq!(rows(text.as_bytes()), [good(2, &["A B", "sy", "1970"])], "{delimiter}");
        }
        assert_eq!(
            rows(b"name\nDOE, John\nROE, Jane\n"),
            [good(2, &["DOE, John"]), good(3, &["ROE, Jane"])]
        );
        assert_eq!(rows(b"sep=;\nname;dob\nA;1970\n"), [good(3, &["A", "1970"])]);
    }

    #[test]
    fn lines_are_counted_through_quoted_breaks_blank_lines_and_titles() {
        let text = b"Our list, June\n\nname,address\n\"A \"\"X\"\" B\",\"1 Road\r\nTown\"\n\nC,D\n";
        let mut table = open_text(text);
        assert_eq!(table.preamble, ["Our list, June"]);
        assert_eq!((table.header_line, table.columns().len()), (3, 2));
        let first = table.next_row().unwrap().unwrap().unwrap();
        assert_eq!((first.line, first.text(0), first.text(1)), (4, "A \"X\" B", "1 Road\r\nTown"));
        let second = table.next_row().unwrap().unwrap().unwrap();
        assert_eq!((second.line, second.text(0), second.text(9)), (7, "C", ""));
        assert_eq!(table.next_row().unwrap(), None);
    }

    #[test]
    fn a_quotation_mark_never_closed_costs_its_own_row_only() {
        let text = b"id,name,dob\n1,\"A,1970\n2,B,1971\n3,\"C, Jr\",1972\n4,D,1973\n";
        let rows = rows(text);
        assert!(rows[0].as_ref().is_err_and(|(line, r)| *line == 2 && r.contains("never closed")));
        assert_eq!(
            rows[1..],
            [
                good(3, &["2", "B", "1971"]),
                good(4, &["3", "C, Jr", "1972"]),
                good(5, &["4", "D", "1973"])
            ]
        );
    }

    #[test]
    fn ragged_and_undecodable_rows_are_named() {
        let rows = rows("id,name\n1,A,x\n2\n3,ب ت ث\n4,م ن\n5,C,,\n".as_bytes());
        assert!(rows[0].as_ref().is_err_and(|(line, r)| *line == 2 && r.contains("3 cells")));
        assert!(rows[1].as_ref().is_err_and(|(line, r)| *line == 3 && r.contains("1 cells")));
        assert_eq!(rows[4], good(6, &["5", "C"]));
        let mut text = "id,name\n1,ب ت ث ج ح\n2,".as_bytes().to_vec();
        text.extend([0xff, b'\n']);
        assert!(
            self::rows(&text)[1]
                .as_ref()
                .is_err_and(|(line, r)| *line == 3 && r.contains("no text"))
        );
    }

    #[test]
    fn a_file_cut_off_within_a_row_says_so() {
        let mut table = open_text(b"id,name,dob\n1,A,1970\n2,B");
        assert!(table.next_row().unwrap().unwrap().is_ok());
        assert!(table.next_row().unwrap().unwrap().is_err_and(|bad| bad.at_file_end));
    }

    #[test]
    fn old_line_ends_and_the_old_end_of_file_are_taken() {
        assert_eq!(
            rows(b"name;dob\rA;1970\rB;1971\r"),
            [good(2, &["A", "1970"]), good(3, &["B", "1971"])]
        );
        assert_eq!(rows(b"name;dob\r\nA;1970\r\n\x1a"), [good(2, &["A", "1970"])]);
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(
            body in prop::collection::vec(prop::collection::vec("[ab\"\n,;é ]{0,6}", 3), 1..6)
        ) {
            let quote = |c: &String| format!("\"{}\"", c.replace('"', "\"\""));
            let line = |r: &Vec<String>| r.iter().map(quote).collect::<Vec<_>>().join(",");
            let body: Vec<Vec<String>> = body.into_iter()
                .filter(|row| row.iter().any(|c| !c.trim().is_empty())).collect();
            let text = format!("id,name,dob\n{}\n", body.iter().map(line).collect::<Vec<_>>().join("\n"));
            let read: Vec<Vec<String>> = rows(text.as_bytes()).into_iter()
                .map(|row| row.unwrap().1).collect();
            let expected: Vec<Vec<String>> = body.iter()
                .map(|row| row.iter().map(|c| c.trim().to_owned()).collect()).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let source = Source::embedded("t.csv", bytes.leak());
            if let Ok(mut table) = table::open(&source.members()[0]) {
                while let Ok(Some(_)) = table.next_row() {}
            }
        }
    }
}
