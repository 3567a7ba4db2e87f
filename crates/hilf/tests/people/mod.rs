//! People as a Parquet file.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const SCHEMA: &str = "message people {
    optional binary id (UTF8);
    optional binary name (UTF8);
    optional binary branch (UTF8);
}";

/// Writes rows of id, name and branch, where they are given, in groups of so many.
pub(crate) fn write(path: &Path, rows: &[[Option<&str>; 3]], group: usize) {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let compression = Compression::ZSTD(Default::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let out = std::fs::File::create(path).unwrap();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties)).unwrap();
    for rows in rows.chunks(group) {
        let mut group = file.next_row_group().unwrap();
        for place in 0..3 {
            let cells: Vec<Option<&str>> = rows.iter().map(|row| row[place]).collect();
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
            let texts: Vec<ByteArray> = cells.into_iter().flatten().map(ByteArray::from).collect();
            let mut column = group.next_column().unwrap().unwrap();
            let writer = column.typed::<ByteArrayType>();
            writer.write_batch(&texts, Some(&levels), None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
    }
    file.close().unwrap();
}
