//! Parquet files: columns by their names, rows as they come, one row group in memory at most.
//! Values of a column of lists stand one a line, as those of JSON lines do; what is nested deeper is
//! shown as it is written.

use std::fs::File;
use std::io::{BufRead, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row as Record};

use super::{BadRow, Cell, CellKind, Row, Rows, Table};
use crate::ListError;

/// The first and the last bytes of a Parquet file.
pub(super) const MAGIC: &[u8] = b"PAR1";
/// Size of a file that is no file on its own: its end must be read before its beginning.
const STREAM_BYTES_MAX: u64 = 512 << 20;

/// The rows of a file.
pub(super) struct ParquetRows {
    name: String,
    rows: Option<RowIter<'static>>,
    line: u64,
}

/// Opens a file where it lies.
pub(super) fn open_file(name: &str, file: File) -> Result<Table, ListError> {
    open(name, move || Ok(Box::new(SerializedFileReader::new(file)?)))
}

/// Opens what comes as a stream; it is first read whole.
pub(super) fn open_stream(name: &str, stream: &mut dyn BufRead) -> Result<Table, ListError> {
    let fail = |source| ListError::Io { path: name.into(), source };
    let mut bytes = Vec::new();
    stream.take(STREAM_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > STREAM_BYTES_MAX {
        let reason = "the Parquet file is larger than 512 MiB; give it as a file of its own";
        return Err(fail(std::io::Error::other(reason)));
    }
    open(name, move || Ok(Box::new(SerializedFileReader::new(Bytes::from(bytes))?)))
}

type Opened = Result<Box<dyn FileReader>, parquet::errors::ParquetError>;

fn open(name: &str, reader: impl FnOnce() -> Opened) -> Result<Table, ListError> {
    let begin = move || {
        let reader = reader()?;
        let schema = reader.metadata().file_metadata().schema();
        let columns = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
        Ok((columns, RowIter::from_file_into(reader)))
    };
    let (columns, rows) = guarded(begin).map_err(|reason| damaged(name, 0, &reason))?;
    Ok(Table {
        columns,
        preamble: Vec::new(),
        remarks: Vec::new(),
        header_line: 0,
        encoding: None,
        rows: Rows::Parquet(ParquetRows { name: name.to_owned(), rows: Some(rows), line: 0 }),
    })
}

fn damaged(name: &str, line: u64, reason: &str) -> ListError {
    let reason = format!("the Parquet file cannot be read: {reason}");
    ListError::Damaged { name: name.to_owned(), line, reason }
}

/// The decoders of the format give up by panicking where a damaged file contradicts itself.
fn guarded<T>(
    what: impl FnOnce() -> Result<T, parquet::errors::ParquetError>,
) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(what)) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("it contradicts itself".to_owned()),
    }
}

impl ParquetRows {
    pub(super) fn next_row(&mut self) -> Result<Option<Result<Row, BadRow>>, ListError> {
        loop {
            let Some(rows) = &mut self.rows else { return Ok(None) };
            let next = guarded(|| rows.next().transpose());
            let line = self.line + 1;
            let record = match next {
                Ok(Some(record)) => record,
                Ok(None) => {
                    self.rows = None;
                    return Ok(None);
                }
                Err(reason) => {
                    self.rows = None;
                    return Err(damaged(&self.name, line, &reason));
                }
            };
            self.line = line;
            match cells(&record) {
                Ok(cells) if cells.iter().all(|cell| cell.text.is_empty()) => {}
                Ok(cells) => return Ok(Some(Ok(Row { line, cells, is_1904: false }))),
                Err(reason) => {
                    return Ok(Some(Err(BadRow { line, reason, at_file_end: false })));
                }
            }
        }
    }
}

fn cells(record: &Record) -> Result<Vec<Cell>, String> {
    let cell = |(name, field): (&String, &Field)| {
        cell(field).map_err(|reason| format!("column `{name}`: {reason}"))
    };
    // What is nested is shown by the decoders themselves.
    let all = || Ok(record.get_column_iter().map(cell).collect::<Result<Vec<Cell>, String>>());
    guarded(all)?
}

fn cell(field: &Field) -> Result<Cell, String> {
    let kind = match field {
        Field::Float16(_) | Field::Float(_) | Field::Double(_) => CellKind::Number,
        Field::Date(_) | Field::TimestampMillis(_) | Field::TimestampMicros(_) => CellKind::Date,
        _ => CellKind::Text,
    };
    Ok(Cell { text: text(field)?.trim().to_owned(), kind })
}

fn text(field: &Field) -> Result<String, String> {
    Ok(match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => text.to_owned(),
            Err(_) => return Err("it holds bytes that are no text".to_owned()),
        },
        // What a spreadsheet made a number of: 4711, not 4711.0.
        Field::Float(value) => value.to_string(),
        Field::Double(value) => value.to_string(),
        Field::Date(days) => {
            let span = Span::new().try_days(*days);
            let day = span.and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
            day.map_err(|_| no_date(*days))?.to_string()
        }
        Field::TimestampMillis(millis) => {
            time(Timestamp::from_millisecond(*millis).map_err(|_| no_date(*millis))?)
        }
        Field::TimestampMicros(micros) => {
            time(Timestamp::from_microsecond(*micros).map_err(|_| no_date(*micros))?)
        }
        Field::ListInternal(list) => {
            let mut texts = Vec::with_capacity(list.len());
            for element in list.elements() {
                texts.push(text(element)?);
            }
            texts.retain(|text| !text.trim().is_empty());
            texts.join("\n")
        }
        other => other.to_string(),
    })
}

fn no_date(value: impl std::fmt::Display) -> String {
    format!("{value} is no date that can be written")
}

/// A day where the time is its beginning, as whoever has days only writes them.
fn time(at: Timestamp) -> String {
    let at: DateTime = TimeZone::UTC.to_datetime(at);
    match at.time() == Time::midnight() {
        true => at.date().to_string(),
        false => at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::column::writer::ColumnWriter;
    use parquet::data_type::ByteArray;
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;
    use crate::table::{from_file, from_reader};

    const SCHEMA: &str = "message people {
        required int64 id;
        optional binary name (UTF8);
        optional int32 birthDate (DATE);
        optional group nationality (LIST) { repeated group list { optional binary element (UTF8); } }
        optional double shoe;
        optional binary raw;
    }";

    /// Ids from 1, in row groups of two: a name, a date with a pair of countries, nothing else, or
    /// bytes that are no text.
    pub(in crate::table) fn people(rows: i64, compression: Compression) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut out = Vec::new();
        let mut file = SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).unwrap();
        let ids: Vec<i64> = (1..=rows).collect();
        for ids in ids.chunks(2) {
            let mut group = file.next_row_group().unwrap();
            let mut place = 0;
            while let Some(mut column) = group.next_column().unwrap() {
                let bytes = |text: &str| ByteArray::from(text.as_bytes().to_vec());
                let have: Vec<i16> = vec![1; ids.len()];
                match (place, column.untyped()) {
                    (0, ColumnWriter::Int64ColumnWriter(writer)) => {
                        writer.write_batch(ids, None, None).unwrap();
                    }
                    (1, ColumnWriter::ByteArrayColumnWriter(writer)) => {
                        let names: Vec<ByteArray> =
                            ids.iter().map(|id| bytes(&format!("طالب صبري {id}"))).collect();
                        writer.write_batch(&names, Some(&have), None).unwrap();
                    }
                    (2, ColumnWriter::Int32ColumnWriter(writer)) => {
                        let days: Vec<i32> = ids.iter().map(|_| 425).collect();
                        writer.write_batch(&days, Some(&have), None).unwrap();
                    }
                    (3, ColumnWriter::ByteArrayColumnWriter(writer)) => {
                        let codes: Vec<ByteArray> =
                            ids.iter().flat_map(|_| [bytes("iq"), bytes("sy")]).collect();
                        let levels = vec![3; codes.len()];
                        let begins: Vec<i16> = ids.iter().flat_map(|_| [0, 1]).collect();
                        writer.write_batch(&codes, Some(&levels), Some(&begins)).unwrap();
                    }
                    (4, ColumnWriter::DoubleColumnWriter(writer)) => {
                        let sizes: Vec<f64> = ids.iter().map(|_| 44.0).collect();
                        writer.write_batch(&sizes, Some(&have), None).unwrap();
                    }
                    (_, ColumnWriter::ByteArrayColumnWriter(writer)) => {
                        let raw = ids.iter().map(|id| match id {
                            3 => ByteArray::from(vec![0xff_u8]),
                            _ => bytes("x"),
                        });
                        let raw: Vec<ByteArray> = raw.collect();
                        writer.write_batch(&raw, Some(&have), None).unwrap();
                    }
                    _ => panic!("another column"),
                }
                column.close().unwrap();
                place += 1;
            }
            group.close().unwrap();
        }
        file.close().unwrap();
        out
    }

    #[test]
    fn columns_are_read_by_name_whatever_packs_them_and_a_bad_row_is_held() {
        for compression in
            [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(Default::default())]
        {
            let bytes = people(4, compression);
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &bytes).unwrap();
            let streamed = from_reader("standard input", Cursor::new(bytes)).unwrap();
            for mut table in [from_file(file.path()).unwrap(), streamed] {
                assert_eq!(
                    table.columns(),
                    ["id", "name", "birthDate", "nationality", "shoe", "raw"]
                );
                let mut rows = Vec::new();
                while let Some(row) = table.next_row().unwrap() {
                    rows.push(row);
                }
                let texts = |row: &Row| -> Vec<String> {
                    row.cells.iter().map(|cell| cell.text.clone()).collect()
                };
                let first = rows[0].as_ref().unwrap();
                let known = ["1", "طالب صبري 1", "1971-03-02", "iq\nsy", "44", "x"];
                assert_eq!((first.line, texts(first)), (1, known.map(str::to_owned).to_vec()));
                let bad = rows[2].as_ref().unwrap_err();
                assert_eq!(bad.line, 3);
                assert!(bad.reason.contains("`raw`: it holds bytes that are no text"), "{bad:?}");
                assert_eq!(rows[3].as_ref().unwrap().line, 4);
            }
        }
    }

    #[test]
    fn a_damaged_file_is_an_error_and_never_more() {
        let whole = people(6, Compression::SNAPPY);
        let mut refused = 0;
        // A step that meets every part of the file, and every way to cut it short.
        for at in (4..whole.len()).step_by(3) {
            for damage in [0x01_u8, 0x80, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= damage;
                refused += u32::from(read_all(bytes).is_err());
            }
            refused += u32::from(read_all(whole[..at].to_vec()).is_err());
        }
        assert!(refused > 0);
        assert!(read_all(whole).is_ok());
    }

    fn read_all(bytes: Vec<u8>) -> Result<usize, ListError> {
        let mut table = from_reader("p.parquet", Cursor::new(bytes))?;
        let mut rows = 0;
        while table.next_row()?.is_some() {
            rows += 1;
        }
        Ok(rows)
    }
}
