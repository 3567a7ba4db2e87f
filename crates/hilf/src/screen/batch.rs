//! Batches of subjects: a table with a header, or JSON lines, row by row.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use hilf_entity::{PropertyType, Schema};
use hilf_list::columns::{self, Column};
use hilf_list::table::{self, Table};
use hilf_match::Subject;
use serde_json::Value as Json;

use super::subject::Draft;
use crate::fault::Fault;

/// One input row: a subject, or what kept it from being one.
pub(crate) struct Row {
    /// Number of the row, from 1, the header not counted.
    pub(crate) number: u64,
    /// Line of its beginning in the input.
    pub(crate) line: u64,
    /// The row's own reference.
    pub(crate) id: Option<String>,
    /// The name it is shown by.
    pub(crate) name: String,
    /// Who is screened; `None` if the row could not be read at all.
    pub(crate) subject: Option<Subject>,
    /// What could not be read, one sentence; the row is held.
    pub(crate) error: Option<String>,
    /// Fields that mean nothing here, echoed.
    pub(crate) extra: Vec<(String, String)>,
}

/// The rows of a batch.
pub(crate) enum Batch {
    Table { table: Box<Table>, columns: Vec<Option<Column>>, rows: u64 },
    Lines { name: String, reader: Box<dyn BufRead>, line: u64, rows: u64 },
}

/// Bytes of one JSON line above which it is held: far more than any subject needs.
const LINE_BYTES_MAX: u64 = 4 << 20;

impl Batch {
    /// Opens a file, or standard input for `-`. JSON lines are told from tables by their first
    /// character.
    pub(crate) fn open(path: &Path) -> Result<Batch, Fault> {
        let name = if path == Path::new("-") {
            "standard input".into()
        } else {
            path.display().to_string()
        };
        let raw: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file = File::open(path).map_err(Fault::io(format!("cannot open {name}")))?;
            Box::new(BufReader::new(file))
        };
        Batch::read(name, raw)
    }

    fn read(name: String, mut raw: Box<dyn BufRead>) -> Result<Batch, Fault> {
        let head = peek(&mut *raw).map_err(Fault::io(format!("cannot read {name}")))?;
        let reader: Box<dyn BufRead> = Box::new(io::Cursor::new(head.clone()).chain(raw));
        if first_letter(&head) == Some(b'{') {
            return Ok(Batch::Lines { name, reader, line: 0, rows: 0 });
        }
        let table = table::from_reader(&name, reader)?;
        let columns: Vec<_> = table.columns().iter().map(|h| columns::resolve(h)).collect();
        let names =
            columns.iter().flatten().any(|c| matches!(c, Column::Part(_) | Column::Property(_)));
        if !names {
            let seen = table.columns().join(", ");
            return Err(Fault(format!(
                "{name}: no column of names is known among its headings ({seen}); call one `name`"
            )));
        }
        Ok(Batch::Table { table: Box::new(table), columns, rows: 0 })
    }

    /// The next row; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, Fault> {
        match self {
            Batch::Table { table, columns, rows } => {
                let Some(read) = table.next_row()? else { return Ok(None) };
                *rows += 1;
                Ok(Some(match read {
                    Err(bad) => held(*rows, bad.line, bad.reason),
                    Ok(row) => table_row(*rows, &row, table.columns(), columns),
                }))
            }
            Batch::Lines { name, reader, line, rows } => loop {
                let read = read_line(&mut **reader);
                let Some(bytes) = read.map_err(Fault::io(format!("cannot read {name}")))? else {
                    return Ok(None);
                };
                *line += 1;
                if bytes.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                *rows += 1;
                return Ok(Some(json_row(*rows, *line, &bytes)));
            },
        }
    }
}

fn peek(raw: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    raw.take(64).read_to_end(&mut head)?;
    Ok(head)
}

fn first_letter(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter().copied().find(|b| !b.is_ascii_whitespace())
}

fn read_line(reader: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let read = reader.take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
    if read as u64 == LINE_BYTES_MAX && bytes.last() != Some(&b'\n') {
        // The rest of the line is passed over so that the next row is the next line.
        loop {
            let mut rest = Vec::new();
            reader.take(LINE_BYTES_MAX).read_until(b'\n', &mut rest)?;
            if rest.is_empty() || rest.last() == Some(&b'\n') {
                break;
            }
        }
    }
    Ok((read > 0).then_some(bytes))
}

fn held(number: u64, line: u64, reason: String) -> Row {
    Row {
        number,
        line,
        id: None,
        name: String::new(),
        subject: None,
        error: Some(format!("line {line}: {reason}")),
        extra: Vec::new(),
    }
}

fn table_row(
    number: u64,
    row: &table::Row,
    headings: &[String],
    columns: &[Option<Column>],
) -> Row {
    let mut draft = Draft::default();
    let mut lost = None;
    for (at, column) in columns.iter().enumerate() {
        let heading = headings.get(at).map_or("", String::as_str);
        let Some(column) = column else {
            draft.extra.push((heading.to_owned(), row.text(at).to_owned()));
            continue;
        };
        if row.cells.get(at).is_some_and(table::Cell::lost_digits) {
            lost =
                Some(format!("{heading}: the spreadsheet has cut digits off `{}`", row.text(at)));
            continue;
        }
        draft.column(*column, heading, &row.date_text(at));
    }
    let mut row = finished(number, row.line, draft);
    if let Some(lost) = lost {
        let before = row.error.take().map_or(String::new(), |e| format!("; {e}"));
        row.error = Some(format!("line {}: {lost}{before}", row.line));
    }
    row
}

fn json_row(number: u64, line: u64, bytes: &[u8]) -> Row {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: Json = match serde_json::from_slice(bytes) {
        Ok(json) => json,
        Err(e) => {
            let what = if bytes.len() as u64 == LINE_BYTES_MAX {
                format!("the line is longer than {LINE_BYTES_MAX} bytes")
            } else {
                format!("this is no JSON object ({e})")
            };
            return held(number, line, what);
        }
    };
    let Json::Object(fields) = &json else {
        return held(number, line, "this is no JSON object".into());
    };
    if fields.get("properties").is_some_and(Json::is_object) {
        return entity_row(number, line, &json);
    }
    let mut draft = Draft::default();
    for (key, value) in fields {
        match texts(value) {
            Some(texts) => texts.iter().for_each(|text| draft.field(key, text)),
            None => draft.extra.push((key.clone(), value.to_string())),
        }
    }
    finished(number, line, draft)
}

/// A row that is a FollowTheMoney entity, with or without an id.
fn entity_row(number: u64, line: u64, json: &Json) -> Row {
    let mut draft = Draft::default();
    draft.id = json.get("id").and_then(Json::as_str).map(str::to_owned);
    let schema = json.get("schema").and_then(Json::as_str);
    match schema.map(|name| (name, Schema::named(name))) {
        Some((_, Some(schema))) => draft.set_schema(schema),
        Some((name, None)) => return held(number, line, format!("schema `{name}` is not known")),
        None => {}
    }
    let properties = json.get("properties").and_then(Json::as_object);
    for (key, value) in properties.into_iter().flatten() {
        let Some(property) = property_named(key) else {
            draft.extra.push((key.clone(), value.to_string()));
            continue;
        };
        for text in texts(value).unwrap_or_default() {
            draft.property(property, &text);
        }
    }
    finished(number, line, draft)
}

/// A property of any matchable schema, by its FollowTheMoney name.
fn property_named(name: &str) -> Option<&'static str> {
    let found = Schema::all().filter(|s| s.is_matchable()).find_map(|s| s.property(name));
    found.filter(|p| p.kind != PropertyType::Entity).map(|p| p.name)
}

fn texts(value: &Json) -> Option<Vec<String>> {
    match value {
        Json::Null => Some(Vec::new()),
        Json::String(text) => Some(vec![text.clone()]),
        Json::Number(number) => Some(vec![number.to_string()]),
        Json::Bool(value) => Some(vec![value.to_string()]),
        Json::Array(values) => {
            let all: Option<Vec<Vec<String>>> = values.iter().map(texts).collect();
            all.map(|lists| lists.concat())
        }
        Json::Object(_) => None,
    }
}

fn finished(number: u64, line: u64, mut draft: Draft) -> Row {
    let subject = draft.subject();
    let mut faults = std::mem::take(&mut draft.faults);
    if subject.is_none() {
        faults.insert(0, "there is neither a name nor an identifier to search for".into());
    }
    let error = (!faults.is_empty()).then(|| format!("line {line}: {}", faults.join("; ")));
    let (subject, name) = subject.map_or((None, String::new()), |(s, n)| (Some(s), n));
    Row { number, line, id: draft.id, name, subject, error, extra: draft.extra }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let raw = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut batch = Batch::read("test".into(), raw).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = batch.next().unwrap() {
            rows.push(row);
        }
        rows
    }

    #[test]
    fn a_table_is_read_in_order_with_its_bad_rows() {
        let rows = rows("id,name,shoe\n1,Talib Sabri,44\n2,Harun\n3,,41\n4,هارون الكتاني,40\n");
        let numbers: Vec<u64> = rows.iter().map(|r| r.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
        assert!(rows[0].error.is_none());
        assert!(rows[1].error.as_deref().unwrap().contains("line 3"));
        assert!(rows[2].error.as_deref().unwrap().contains("line 4"));
        assert_eq!(rows[3].name, "هارون الكتاني");
        assert_eq!(rows[3].extra, [("shoe".to_owned(), "40".to_owned())]);
    }

    #[test]
    fn json_lines_are_flat_or_entities() {
        let rows = rows(concat!(
            "{\"id\": 7, \"name\": \"Talib\", \"dob\": 1971}\n",
            "\n",
            "{\"schema\": \"Person\", \"properties\": {\"name\": [\"A\", \"B\"]}}\n",
            "{broken\n",
            "[1]\n",
        ));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].id.as_deref(), Some("7"));
        let subject = rows[0].subject.as_ref().unwrap();
        assert_eq!(subject.entity().first("birthDate"), Some("1971"));
        assert_eq!(rows[1].subject.as_ref().unwrap().names(), ["A", "B"]);
        assert!(rows[2].error.as_deref().unwrap().starts_with("line 4"));
        assert!(rows[3].subject.is_none());
    }

    #[test]
    fn a_table_without_names_is_refused_with_its_headings() {
        let raw = Box::new(io::Cursor::new(b"foo,bar\n1,2\n".to_vec()));
        let fault = Batch::read("t.csv".into(), raw).err().unwrap();
        assert!(fault.to_string().contains("foo, bar"), "{fault}");
    }
}
