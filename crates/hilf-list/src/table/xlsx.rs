//! XLSX workbooks: one sheet as rows of texts, dates and exact numbers.

use std::io::{BufRead, Cursor, Read};
use std::vec::IntoIter;

use calamine::{
    DataRef, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetType, SheetVisible, Xlsx,
};

use super::{BadRow, Cell, CellKind, Row, Rows, Table, header_among};
use crate::ListError;

/// A workbook's size, packed; a million rows take about 100 MB.
const WORKBOOK_BYTES_MAX: u64 = 512 << 20;
/// Cells of one sheet that are read; it is held in memory.
const CELLS_MAX: usize = 20_000_000;
/// Columns looked at; a stray mark far to the right must not widen every row.
const COLUMNS_MAX: u32 = 1_024;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

pub(super) fn open(
    file: &str,
    reader: &mut dyn BufRead,
    known: &dyn Fn(&[String]) -> usize,
) -> Result<Table, ListError> {
    let damaged = |reason: String| ListError::Damaged {
        name: file.to_owned(),
        line: 0,
        reason: format!("the workbook cannot be read: {reason}"),
    };
    let mut workbook: Workbook =
        Xlsx::new(Cursor::new(bytes_of(file, reader)?)).map_err(|e| damaged(e.to_string()))?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible)
        .map(|s| s.name.clone())
        .collect();
    let mut chosen: Option<(usize, usize, Sheet)> = None;
    let mut filled = Vec::new();
    for name in &sheets {
        let sheet = Sheet::read(&mut workbook, name).map_err(damaged)?;
        let Some(header) = header_among(&sheet.first_rows(), known) else { continue };
        filled.push(name.clone());
        let count = known(&sheet.texts(header));
        if chosen.as_ref().is_none_or(|(most, ..)| count > *most) {
            chosen = Some((count, header, sheet));
        }
    }
    let Some((_, header, sheet)) = chosen else {
        return Err(damaged("no visible sheet has anything in it".into()));
    };
    let unread: Vec<String> = filled.into_iter().filter(|n| *n != sheet.name).collect();
    let is_1904 = workbook.has_1904_epoch();
    Ok(table(sheet, header, &unread, is_1904))
}

fn table(sheet: Sheet, header: usize, unread: &[String], is_1904: bool) -> Table {
    let columns = sheet.texts(header);
    let preamble = (0..header).map(|row| sheet.texts(row).join(" ").trim().to_owned());
    let preamble = preamble.filter(|text| !text.is_empty()).collect();
    let mut remarks = Vec::new();
    if !unread.is_empty() {
        remarks.push(format!(
            "only the sheet `{}` was read; not read: {}",
            sheet.name,
            unread.join(", ")
        ));
    }
    let header_line = sheet.rows.get(header).map_or(0, |row| row.number);
    let mut rows = sheet.rows.into_iter();
    rows.by_ref().take(header + 1).for_each(drop);
    let rows = Rows::Sheet(SheetRows { name: sheet.name, rows, is_1904 });
    Table { columns, preamble, remarks, header_line, encoding: None, rows }
}

fn bytes_of(file: &str, reader: &mut dyn BufRead) -> Result<Vec<u8>, ListError> {
    let fail = |source| ListError::Io { path: file.into(), source };
    let mut bytes = Vec::new();
    reader.take(WORKBOOK_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > WORKBOOK_BYTES_MAX {
        let source = std::io::Error::other("the workbook is larger than 512 MiB; save it as CSV");
        return Err(fail(source));
    }
    Ok(bytes)
}

/// A sheet as its filled cells, row by row.
struct Sheet {
    name: String,
    rows: Vec<SheetRow>,
}

#[derive(Default)]
struct SheetRow {
    number: u64,
    cells: Vec<(usize, Content)>,
}

enum Content {
    Cell(Cell),
    /// A formula without a value, such as `#REF!`.
    Fault(String),
}

impl Sheet {
    fn read(workbook: &mut Workbook, name: &str) -> Result<Sheet, String> {
        let mut reader = workbook.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
        let mut rows: Vec<SheetRow> = Vec::new();
        let mut count = 0;
        while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
            let (row, column) = cell.get_position();
            let Some(content) = content_of(cell.get_value()) else { continue };
            count += 1;
            if count > CELLS_MAX {
                return Err("it has more than 20 million cells; save it as CSV".into());
            }
            if column >= COLUMNS_MAX {
                continue;
            }
            let number = u64::from(row) + 1;
            if rows.last().is_none_or(|r| r.number != number) {
                rows.push(SheetRow { number, cells: Vec::new() });
            }
            if let Some(row) = rows.last_mut() {
                row.cells.push((column as usize, content));
            }
        }
        rows.sort_by_key(|row| row.number);
        Ok(Sheet { name: name.to_owned(), rows })
    }

    fn first_rows(&self) -> Vec<Vec<String>> {
        (0..self.rows.len().min(super::HEADER_ROWS)).map(|row| self.texts(row)).collect()
    }

    fn texts(&self, row: usize) -> Vec<String> {
        let cells = self.rows.get(row).map(|r| r.cells.as_slice()).unwrap_or(&[]);
        let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0);
        let mut texts = vec![String::new(); width];
        for (column, content) in cells {
            if let (Some(text), Content::Cell(cell)) = (texts.get_mut(*column), content) {
                text.clone_from(&cell.text);
            }
        }
        texts
    }
}

/// The rows below the header of a sheet.
pub(super) struct SheetRows {
    name: String,
    rows: IntoIter<SheetRow>,
    is_1904: bool,
}

impl SheetRows {
    pub(super) fn next_row(&mut self, width: usize) -> Option<Result<Row, BadRow>> {
        let row = self.rows.next()?;
        let line = row.number;
        let bad = |reason| Some(Err(BadRow { line, reason, at_file_end: false }));
        let mut cells = vec![Cell::default(); width];
        for (column, content) in row.cells {
            let place = cell_name(column, line);
            match (content, cells.get_mut(column)) {
                (Content::Cell(cell), Some(slot)) => *slot = cell,
                (Content::Fault(fault), _) => {
                    let sheet = &self.name;
                    return bad(format!("cell {place} of sheet `{sheet}` holds the error {fault}"));
                }
                (Content::Cell(_), None) => {
                    return bad(format!("cell {place} stands outside the columns of the header"));
                }
            }
        }
        Some(Ok(Row { line, cells, is_1904: self.is_1904 }))
    }
}

/// A spreadsheet's day number as an ISO date; `None` if it is none.
///
/// Systems: 1900 with Excel's false 29 February 1900, or 1904.
pub(super) fn serial_date(serial: f64, is_1904: bool) -> Option<String> {
    let date = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    // Day 60 of the 1900 system is a day that never was.
    if serial < 1.0 || (year, month, day) == (1900, 2, 29) {
        return None;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    let is_midnight = (hour, minute, second) == (0, 0, 0);
    Some(if is_midnight { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") })
}

/// `B7` for column 1 and row 7.
pub(super) fn cell_name(column: usize, line: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{line}")
}

fn content_of(data: &DataRef<'_>) -> Option<Content> {
    let cell = |text: String, kind| Some(Content::Cell(Cell { text, kind }));
    let content = match data {
        DataRef::Empty => None,
        DataRef::Int(number) => cell(number.to_string(), CellKind::Number),
        DataRef::Float(number) => cell(number_text(*number), CellKind::Number),
        DataRef::String(text) => cell(text.trim().to_owned(), CellKind::Text),
        DataRef::SharedString(text) => cell(text.trim().to_owned(), CellKind::Text),
        DataRef::Bool(value) => cell(value.to_string(), CellKind::Text),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            let serial = date.as_f64();
            match serial_date(serial, is_1904(date)) {
                Some(text) => cell(text, CellKind::Date),
                None => cell(format!("{year:04}-{month:02}-{day:02}"), CellKind::Date),
            }
        }
        DataRef::DateTime(duration) => cell(number_text(duration.as_f64()), CellKind::Number),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            cell(text.trim().to_owned(), CellKind::Date)
        }
        DataRef::Error(error) => Some(Content::Fault(error.to_string())),
    };
    content.filter(|c| !matches!(c, Content::Cell(cell) if cell.text.is_empty()))
}

/// The date system of one cell: day 0 is 1904-01-01 in one and the end of 1899 in the other.
fn is_1904(date: &ExcelDateTime) -> bool {
    let plain = ExcelDateTime::new(date.as_f64(), ExcelDateTimeType::DateTime, false);
    plain.to_ymd_hms_milli() != date.to_ymd_hms_milli()
}

fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        format!("{}", number as i64)
    } else {
        number.to_string()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Source, table};
    use std::io::Write;

    /// A minimal workbook: each cell is the XML of its value.
    pub(crate) fn workbook(rows: &[&[&str]], is_1904: bool) -> Source {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, text: &str| {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        put(
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        );
        put(
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        );
        let flag = if is_1904 { r#"<workbookPr date1904="1"/>"# } else { "<workbookPr/>" };
        put(
            "xl/workbook.xml",
            &format!(
                r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{flag}<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        );
        put(
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
        );
        put(
            "xl/styles.xml",
            r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        );
        let mut sheet = String::new();
        for (number, row) in rows.iter().enumerate() {
            sheet.push_str(&format!(r#"<row r="{}">"#, number + 1));
            for (column, cell) in row.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
                let place = cell_name(column, number as u64 + 1);
                sheet.push_str(&match cell.split_once(':') {
                    Some(("n", v)) => format!(r#"<c r="{place}"><v>{v}</v></c>"#),
                    Some(("d", v)) => format!(r#"<c r="{place}" s="1"><v>{v}</v></c>"#),
                    Some(("e", v)) => format!(r#"<c r="{place}" t="e"><v>{v}</v></c>"#),
                    Some(("f", v)) => {
                        format!(r#"<c r="{place}" t="str"><f>A1&amp;B1</f><v>{v}</v></c>"#)
                    }
                    _ => format!(r#"<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>"#),
                });
            }
            sheet.push_str("</row>");
        }
        put(
            "xl/worksheets/sheet1.xml",
            &format!(
                r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#
            ),
        );
        let bytes = zip.finish().unwrap().into_inner();
        Source::embedded("list.xlsx", bytes.leak())
    }

    #[test]
    fn dates_numbers_formulas_and_errors_of_a_sheet() {
        let source = workbook(
            &[
                &["Internal list of June"],
                &["id", "name", "birthDate", "idNumber"],
                &["n:7", "f:Test Person", "d:31801", "n:123456789012345"],
                &["n:8", "Other", "n:31801", "n:1234567890123456"],
                &["n:9", "e:#REF!", "", ""],
                &["n:10", "Third", "d:60", "", "beyond"],
            ],
            false,
        );
        let mut table = table::open(&source.members()[0]).unwrap();
        assert_eq!((table.header_line, table.preamble.len()), (2, 1));
        let mut next = || table.next_row().unwrap().unwrap();
        let row = next().unwrap();
        let texts: Vec<&str> = (0..4).map(|c| row.text(c)).collect();
        assert_eq!(texts, ["7", "Test Person", "1987-01-24", "123456789012345"]);
        assert!(!row.cells[3].lost_digits());
        let row = next().unwrap();
        assert_eq!((row.text(2), &*row.date_text(2)), ("31801", "1987-01-24"));
        assert!(row.cells[3].lost_digits());
        assert!(next().unwrap_err().reason.contains("cell B5 of sheet `List` holds the error"));
        assert!(next().unwrap_err().reason.contains("cell E6"));
    }

    #[test]
    fn both_date_systems_are_read() {
        for (is_1904, expected) in [(false, "1987-01-24"), (true, "1991-01-25")] {
            let source =
                workbook(&[&["name", "dob", "born"], &["A", "d:31801", "n:31801"]], is_1904);
            let mut table = table::open(&source.members()[0]).unwrap();
            let row = table.next_row().unwrap().unwrap().unwrap();
            assert_eq!((row.text(1), &*row.date_text(2)), (expected, expected));
        }
        assert_eq!(serial_date(60.0, false), None);
        assert_eq!(serial_date(61.0, false).as_deref(), Some("1900-03-01"));
    }

    #[test]
    fn a_damaged_workbook_is_an_error() {
        let source = Source::embedded("x.xlsx", b"PK\x03\x04 this is no archive");
        assert!(matches!(table::open(&source.members()[0]), Err(ListError::Damaged { .. })));
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!([cell_name(0, 1), cell_name(25, 2), cell_name(26, 3)], ["A1", "Z2", "AA3"]);
    }
}
