//! Batches of subjects: a table with a header, or JSON lines, row by row.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use hilf_entity::Schema;
use hilf_list::lines::{JsonLine, JsonLines};
use hilf_list::subject::{self as described, Mapping};
use hilf_list::table::{self, Cell, CellKind, Table};
use hilf_match::Subject;
use serde_json::Value as Json;

use super::subject;
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
pub(crate) struct Batch {
    name: String,
    rows: u64,
    default_schema: Option<Schema>,
    source: Source,
}

enum Source {
    Table(Box<Table>, Mapping),
    Lines(JsonLines),
}

impl Batch {
    /// Opens a file, or standard input for `-`. JSON lines are told from tables by their first
    /// character.
    pub(crate) fn open(path: &Path, default_schema: Option<Schema>) -> Result<Batch, Fault> {
        if path == Path::new("-") {
            let raw = Box::new(BufReader::new(io::stdin()));
            return Batch::read("standard input".into(), raw, default_schema);
        }
        let name = path.display().to_string();
        let what = format!("cannot open {name}");
        let file = File::open(path).map_err(Fault::io(what.clone()))?;
        let is_file = file.metadata().map_err(Fault::io(what))?.is_file();
        let mut raw = BufReader::new(file);
        let head = raw.fill_buf().map_err(Fault::io(format!("cannot read {name}")))?;
        // Its last bytes are read first, so a table of this kind is not read as a stream.
        if is_file && table::is_parquet(head) {
            return Batch::of_table(name, table::from_file(path)?, default_schema);
        }
        Batch::read(name, Box::new(raw), default_schema)
    }

    fn read(
        name: String,
        mut raw: Box<dyn BufRead>,
        default_schema: Option<Schema>,
    ) -> Result<Batch, Fault> {
        let head = peek(&mut *raw).map_err(Fault::io(format!("cannot read {name}")))?;
        let reader: Box<dyn BufRead> = Box::new(io::Cursor::new(head.clone()).chain(raw));
        let source = match first_letter(&head) {
            None => return Err(Fault::new(format!("{name} is empty"))),
            Some(b'{') => Source::Lines(JsonLines::new(reader)),
            Some(_) => {
                let table = table::from_reader(&name, reader)?;
                return Batch::of_table(name, table, default_schema);
            }
        };
        Ok(Batch { name, rows: 0, default_schema, source })
    }

    fn of_table(
        name: String,
        table: Table,
        default_schema: Option<Schema>,
    ) -> Result<Batch, Fault> {
        let mapping = mapping(table.columns(), default_schema);
        if !mapping.has_names() {
            let seen = table.columns().join(", ");
            return Err(Fault::new(format!(
                "{name}: no column of names is known among its headings ({seen}); call one `name`"
            )));
        }
        let source = Source::Table(Box::new(table), mapping);
        Ok(Batch { name, rows: 0, default_schema, source })
    }

    /// Headings of columns that mean nothing here and are echoed; of JSON lines none are known
    /// beforehand.
    pub(crate) fn echoed(&self) -> Vec<String> {
        match &self.source {
            Source::Table(_, mapping) => mapping.unknown().map(str::to_owned).collect(),
            Source::Lines(_) => Vec::new(),
        }
    }

    /// The next row; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Row>, Fault> {
        let number = self.rows + 1;
        let row = match &mut self.source {
            Source::Table(table, mapping) => match table.next_row()? {
                None => return Ok(None),
                Some(Err(bad)) => held(number, bad.line, &bad.reason),
                Some(Ok(row)) => table_row(number, &row, mapping),
            },
            Source::Lines(lines) => {
                let what = format!("cannot read {}", self.name);
                match lines.next_line().map_err(Fault::io(what))? {
                    None => return Ok(None),
                    Some(line) => json_row(number, &line, self.default_schema),
                }
            }
        };
        self.rows = number;
        Ok(Some(row))
    }
}

fn mapping(headings: &[String], default_schema: Option<Schema>) -> Mapping {
    let mapping = Mapping::of(headings);
    match default_schema {
        Some(schema) => mapping.with_default_schema(schema),
        None => mapping,
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

fn held(number: u64, line: u64, reason: &str) -> Row {
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

fn table_row(number: u64, row: &table::Row, mapping: &Mapping) -> Row {
    match mapping.read(row) {
        Ok(described) => described_row(number, described),
        Err(fault) => {
            let reason = fault.to_string();
            let name = mapping.columns().zip(&row.cells).find_map(|((heading, _), cell)| {
                (hilf_list::columns::resolve(heading)
                    == Some(hilf_list::columns::Column::Property("name")))
                .then(|| cell.text.clone())
            });
            Row { name: name.unwrap_or_default(), ..held(number, row.line, &reason) }
        }
    }
}

/// What a row says as a subject; a row of which something could not be read is held, and screened
/// by the rest.
fn described_row(number: u64, described: described::Subject) -> Row {
    let described::Subject { line, entity, is_schema_known, mut unknown, remarks, .. } = described;
    let details = described.document.into_iter().chain(described.listing);
    unknown.extend(details.map(|(property, text)| (property.to_owned(), text)));
    let mut row = subject::row(number, line, "", entity, is_schema_known);
    if !remarks.is_empty() {
        let said = format!("line {line}: {}; screened without it", remarks.join("; "));
        row.error = Some(row.error.map_or(said.clone(), |error| format!("{error}; {said}")));
    }
    row.extra = unknown;
    row
}

fn json_row(number: u64, line: &JsonLine, default_schema: Option<Schema>) -> Row {
    let object = match &line.object {
        Ok(json) => json.as_object(),
        Err(reason) => return held(number, line.line, reason),
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut extra = Vec::new();
    let properties = object.and_then(|o| o.get("properties")).and_then(Json::as_object);
    let own = object.into_iter().flatten().filter(|(key, _)| *key != "properties");
    for (key, value) in own.chain(properties.into_iter().flatten()) {
        match texts(value) {
            Some(texts) if texts.is_empty() => {}
            Some(texts) => fields.push((key.clone(), texts.join("\n"))),
            None => extra.push((key.clone(), value.to_string())),
        }
    }
    let headings: Vec<String> = fields.iter().map(|(key, _)| key.clone()).collect();
    let text = |text: String| Cell { text, kind: CellKind::Text };
    let cells = fields.into_iter().map(|(_, value)| text(value)).collect();
    let row = table::Row { line: line.line, cells, is_1904: false };
    let mut row = table_row(number, &row, &mapping(&headings, default_schema));
    row.extra.extend(extra);
    row
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let raw = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut batch = Batch::read("test".into(), raw, None).unwrap();
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
            "{\"schema\": \"Person\", \"properties\": {\"name\": [\"A B\", \"C D\"]}}\n",
            "{broken\n",
            "[1]\n",
        ));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0].id.as_deref(), Some("7"));
        let subject = rows[0].subject.as_ref().unwrap();
        assert_eq!(subject.entity().first("birthDate"), Some("1971"));
        assert_eq!(rows[1].subject.as_ref().unwrap().names(), ["A B", "C D"]);
        assert!(rows[2].error.as_deref().unwrap().starts_with("line 4"));
        assert!(rows[3].subject.is_none());
    }

    #[test]
    fn a_row_of_which_something_cannot_be_read_is_held_and_screened_by_the_rest() {
        let rows = rows("name,dob,nationality\nTalib Sabri,soon,Atlantis\n");
        let error = rows[0].error.as_deref().unwrap();
        assert!(error.contains("soon") && error.contains("Atlantis"), "{error}");
        assert!(rows[0].subject.is_some());
    }

    #[test]
    fn a_table_without_names_and_an_empty_file_are_refused() {
        let fault = |text: &'static [u8]| {
            let fault = Batch::read("t.csv".into(), Box::new(io::Cursor::new(text)), None);
            fault.err().unwrap().to_string()
        };
        assert!(fault(b"foo,bar\n1,2\n").contains("foo, bar"));
        assert!(fault(b"\n \n").contains("empty"));
    }

    /// Reads whatever comes to its end; faults of the whole are refusals.
    fn read_all(bytes: Vec<u8>) {
        let Ok(mut batch) = Batch::read("any".into(), Box::new(io::Cursor::new(bytes)), None)
        else {
            return;
        };
        while let Ok(Some(row)) = batch.next() {
            assert!(row.subject.is_some() || row.error.is_some(), "row {}", row.number);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_file_breaks_the_reader(
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
            cells in proptest::collection::vec("[^\\r\\n]{0,12}", 3..12),
            field in "[ -~ء-ي]{0,20}",
        ) {
            read_all(bytes.clone());
            read_all([b"id,name,dob,country\n", &*bytes].concat());
            read_all([b"{\"id\":1,\"name\":", &*bytes].concat());
            read_all([b"PAR1", &*bytes, b"PAR1"].concat());
            read_all([b"PK\x03\x04", &*bytes].concat());
            read_all(format!("id,name,dob\n{}\n", cells.join(",")).into_bytes());
            let json = serde_json::json!({"id": field, "name": [field, 7, null], field.clone(): {"a": []}});
            read_all(format!("{json}\n{{\"schema\":{field:?}}}\n").into_bytes());
        }
    }
}
