//! Datasets of incidents as workbooks and as Parquet files: the same rows give the same answer in every
//! form, with typed cells in the place of text.

#![allow(clippy::unwrap_used)]

use std::io::{Cursor, Write};
use std::sync::Arc;

use hilf_press::incident::{IncidentError, Mapping, Question, Share, share};
use jiff::civil::date;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// Events of invented groups: group, country, day (days since 1970 and as text), deaths.
const EVENTS: &[(&str, &str, i32, &str, Option<i32>)] = &[
    ("Group A", "Mali", 18_688, "2021-03-02", Some(4)),
    ("Group A", "Mali", 18_750, "2021-05-03", Some(1)),
    ("Group A", "Niger", 18_800, "2021-06-22", None),
    ("Group B", "Mali", 18_688, "2021-03-02", Some(9)),
    ("Group A", "Mali", 19_100, "2022-04-18", Some(2)),
];

fn mapping() -> Mapping {
    serde_json::from_str(
        r#"{"date": ["day"], "places": ["country"], "groups": ["actor"], "deaths": "dead"}"#,
    )
    .unwrap()
}

fn question() -> Question {
    Question {
        group: Some("group a".to_owned()),
        region: Some("mali".to_owned()),
        from: Some(date(2021, 1, 1)),
        to: Some(date(2021, 12, 31)),
        ..Question::default()
    }
}

fn counted(data: Vec<u8>) -> Share {
    share(Cursor::new(data), &mapping(), &question()).unwrap()
}

fn csv() -> Vec<u8> {
    let mut out = "actor,country,day,dead\n".to_owned();
    for (actor, country, _, day, dead) in EVENTS {
        let dead = dead.map_or(String::new(), |dead| dead.to_string());
        out.push_str(&format!("{actor},{country},{day},{dead}\n"));
    }
    out.into_bytes()
}

/// A workbook of one sheet; each cell is the XML of its value.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: String| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(format!(r#"<?xml version="1.0"?>{text}"#).as_bytes()).unwrap();
    };
    put(
        "[Content_Types].xml",
        format!(
            r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/></Types>"#
        ),
    );
    put(
        "_rels/.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        ),
    );
    put(
        "xl/workbook.xml",
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets><sheet name="Events" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        ),
    );
    put(
        "xl/_rels/workbook.xml.rels",
        format!(
            r#"<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>"#
        ),
    );
    put(
        "xl/styles.xml",
        format!(
            r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
        ),
    );
    let mut sheet = String::new();
    for (number, row) in rows.iter().enumerate() {
        sheet.push_str(&format!(r#"<row r="{}">"#, number + 1));
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let place = format!("{}{}", char::from(b'A' + column as u8), number + 1);
            sheet.push_str(&cell.replace("@", &format!(r#"r="{place}""#)));
        }
        sheet.push_str("</row>");
    }
    put(
        "xl/worksheets/sheet1.xml",
        format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>"#),
    );
    zip.finish().unwrap().into_inner()
}

fn text(value: &str) -> String {
    format!(r#"<c @ t="inlineStr"><is><t>{value}</t></is></c>"#)
}

fn number(value: impl std::fmt::Display) -> String {
    format!("<c @><v>{value}</v></c>")
}

/// A day as spreadsheets keep it: a number with the format of a date.
fn day(since_1970: i32) -> String {
    format!(r#"<c @ s="1"><v>{}</v></c>"#, since_1970 + 25_569)
}

fn xlsx() -> Vec<u8> {
    let mut rows = vec![["actor", "country", "day", "dead"].map(text).to_vec()];
    for (actor, country, since, _, dead) in EVENTS {
        let dead = dead.map_or(String::new(), number);
        rows.push(vec![text(actor), text(country), day(*since), dead]);
    }
    workbook(&rows)
}

fn parquet() -> Vec<u8> {
    const SCHEMA: &str = "message events {
        required binary actor (UTF8);
        required binary country (UTF8);
        required int32 day (DATE);
        optional int32 dead;
    }";
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let compression = Compression::ZSTD(Default::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut out = Vec::new();
    let mut file = SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).unwrap();
    // Two groups of rows: the count goes on across them.
    for events in EVENTS.chunks(3) {
        let mut group = file.next_row_group().unwrap();
        let mut place = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            match column.untyped() {
                ColumnWriter::ByteArrayColumnWriter(writer) => {
                    let cell = |event: &(&'static str, &'static str, i32, &str, Option<i32>)| {
                        ByteArray::from(if place == 0 { event.0 } else { event.1 })
                    };
                    let cells: Vec<ByteArray> = events.iter().map(cell).collect();
                    writer.write_batch(&cells, None, None).unwrap();
                }
                ColumnWriter::Int32ColumnWriter(writer) if place == 2 => {
                    let days: Vec<i32> = events.iter().map(|event| event.2).collect();
                    writer.write_batch(&days, None, None).unwrap();
                }
                ColumnWriter::Int32ColumnWriter(writer) => {
                    let dead: Vec<i32> = events.iter().filter_map(|event| event.4).collect();
                    let there: Vec<i16> =
                        events.iter().map(|event| i16::from(event.4.is_some())).collect();
                    writer.write_batch(&dead, Some(&there), None).unwrap();
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
fn a_workbook_and_a_parquet_file_count_like_the_csv_of_the_same_rows() {
    let told = counted(csv());
    assert_eq!((told.numerator, told.denominator, told.percent), (2, 3, Some(66.7)));
    assert_eq!((told.rows, told.held_rows), (5, 0));
    let deaths = told.deaths.clone().unwrap();
    assert_eq!((deaths.numerator, deaths.denominator), (5.0, 5.0));
    assert_eq!(told.region_column.as_deref(), Some("country"));
    assert_eq!(counted(xlsx()), told);
    assert_eq!(counted(parquet()), told);
}

#[test]
fn gtd_as_it_is_published_is_a_workbook_of_numbers() {
    let heads = [
        "eventid",
        "iyear",
        "imonth",
        "iday",
        "country_txt",
        "region_txt",
        "provstate",
        "city",
        "gname",
        "gname2",
        "gname3",
        "nkill",
    ];
    let event = |year: i32, month: i32, day: i32, killed: &str| {
        let mut row: Vec<String> =
            vec![number(202_100_000 + month), number(year), number(month), number(day)];
        row.extend(
            ["Mali", "Sub-Saharan Africa", "Gao", "Gao", "Group A", "", ""]
                .map(|cell| if cell.is_empty() { String::new() } else { text(cell) }),
        );
        row.push(if killed.is_empty() { String::new() } else { number(killed) });
        row
    };
    let rows = [
        heads.map(text).to_vec(),
        event(2021, 3, 2, "4"),
        // Known by its month only.
        event(2021, 4, 0, ""),
        event(2020, 5, 1, "2.5"),
    ];
    let question = Question { region: Some("Mali".to_owned()), ..question() };
    let mapping = Mapping::named("gtd").unwrap();
    let found = share(Cursor::new(workbook(&rows)), &mapping, &question).unwrap();
    assert_eq!((found.numerator, found.denominator, found.rows), (2, 2, 3));
    let deaths = found.deaths.unwrap();
    assert_eq!((deaths.numerator, deaths.unknown), (4.0, 1));
}

#[test]
fn a_cell_with_an_error_is_held_with_its_row() {
    let rows = [
        ["actor", "country", "day", "dead"].map(text).to_vec(),
        vec![
            text("Group A"),
            text("Mali"),
            day(18_688),
            r##"<c @ t="e"><v>#REF!</v></c>"##.to_owned(),
        ],
        vec![text("Group A"), text("Mali"), day(18_688), number(3)],
    ];
    let found = counted(workbook(&rows));
    assert_eq!((found.numerator, found.held_rows), (1, 1));
    assert_eq!(found.held[0].line, 2);
    assert!(found.held[0].reason.contains("D2"), "{:?}", found.held);
}

#[test]
fn a_parquet_file_without_a_column_of_the_mapping_is_refused_by_its_name() {
    let mapping: Mapping =
        serde_json::from_str(r#"{"date": ["when"], "places": ["country"], "groups": ["actor"]}"#)
            .unwrap();
    let error = share(Cursor::new(parquet()), &mapping, &question()).unwrap_err();
    assert!(matches!(&error, IncidentError::Column(name) if name == "when"), "{error}");
}
