//! From a file to rows that can be screened.

use std::io::Cursor;

use hilf_entity::Schema;
use hilf_list::columns::Column;
use hilf_list::subject::{DateSurvey, Mapping};
use hilf_list::table::{self, BadRow};
use hilf_match::Subject;
use sha2::{Digest, Sha256};

/// Rows of one batch in the console; more are for the command line.
pub(crate) const ROWS_MAX: usize = 20_000;

/// A row: a subject, or what kept it from being one.
pub(crate) struct Row {
    /// Line in the file, from 1.
    pub(crate) line: u64,
    /// The file's own reference.
    pub(crate) id: String,
    pub(crate) name: String,
    /// Who is screened; `None` if there is nothing to search by.
    pub(crate) subject: Option<Subject>,
    /// What could not be read, one sentence each; the row is held.
    pub(crate) faults: Vec<String>,
    /// Whether there was neither a name nor an identifier.
    pub(crate) is_empty: bool,
    /// Columns that mean nothing here, echoed.
    pub(crate) extra: Vec<(String, String)>,
}

/// A file that was read.
pub(crate) struct Batch {
    pub(crate) name: String,
    pub(crate) sha256: String,
    /// Headings and what they mean.
    pub(crate) columns: Vec<(String, Option<Column>)>,
    pub(crate) rows: Vec<Row>,
    pub(crate) remarks: Vec<String>,
}

/// Why a file cannot be screened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It cannot be read at all.
    Unreadable(String),
    /// No column of names is known among its headings.
    NoNames(String),
    /// It has no rows.
    Empty,
    /// It has more rows than are taken here.
    TooMany,
}

/// Reads a table.
///
/// # Errors
/// When it is none, is empty, has no names, or is too long.
pub(crate) fn read(name: &str, content: Vec<u8>, kind: Option<Schema>) -> Result<Batch, Fault> {
    let sha256 = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    let unreadable = |error: hilf_list::ListError| Fault::Unreadable(error.to_string());
    let mut table = table::from_reader(name, Cursor::new(content)).map_err(unreadable)?;
    let mut mapping = Mapping::of(table.columns());
    if !mapping.has_names() {
        return Err(Fault::NoNames(table.columns().join(", ")));
    }
    if let Some(kind) = kind {
        mapping = mapping.with_default_schema(kind);
    }
    let mut survey = DateSurvey::default();
    let mut read: Vec<Result<table::Row, BadRow>> = Vec::new();
    while let Some(row) = table.next_row().map_err(unreadable)? {
        if read.len() == ROWS_MAX {
            return Err(Fault::TooMany);
        }
        if let Ok(row) = &row {
            survey.add(&mapping, row);
        }
        read.push(row);
    }
    if read.is_empty() {
        return Err(Fault::Empty);
    }
    let mapping = mapping.with_date_order(survey.order());
    let rows = read.into_iter().map(|row| match row {
        Ok(row) => subject_row(&mapping, &row),
        Err(bad) => held(bad.line, bad.reason),
    });
    let mut remarks = table.remarks.clone();
    remarks.extend(survey.remark());
    let columns = mapping.columns().map(|(heading, column)| (heading.to_owned(), column));
    Ok(Batch {
        name: name.to_owned(),
        sha256,
        columns: columns.collect(),
        rows: rows.collect(),
        remarks,
    })
}

fn held(line: u64, reason: String) -> Row {
    Row {
        line,
        id: String::new(),
        name: String::new(),
        subject: None,
        faults: vec![reason],
        is_empty: false,
        extra: Vec::new(),
    }
}

fn subject_row(mapping: &Mapping, row: &table::Row) -> Row {
    let described = match mapping.read(row) {
        Ok(described) => described,
        Err(fault) => return held(row.line, fault.to_string()),
    };
    let id = described.entity.id().to_owned();
    let subject = match described.is_schema_known {
        true => Subject::of(described.entity),
        false => Subject::open(described.entity),
    };
    let is_empty = subject.names().is_empty() && !subject.has_identifier();
    Row {
        line: described.line,
        id,
        name: subject.names().first().cloned().unwrap_or_default(),
        subject: (!is_empty).then_some(subject),
        faults: described.remarks,
        is_empty,
        extra: described.unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Batch, Fault> {
        read("t.csv", text.as_bytes().to_vec(), None)
    }

    #[test]
    fn every_row_is_there_and_bad_ones_say_why() {
        let batch = of("id,name,dob,shoe\n1,Talib Sabri,1971,44\n2,Harun\n3,,,\n4,هارون,soon,40\n")
            .unwrap();
        assert_eq!(batch.rows.len(), 4);
        assert!(batch.rows[0].faults.is_empty() && batch.rows[0].subject.is_some());
        assert!(!batch.rows[1].faults.is_empty());
        assert!(batch.rows[2].is_empty && batch.rows[2].subject.is_none());
        assert!(batch.rows[3].subject.is_some() && batch.rows[3].faults[0].contains("soon"));
        assert_eq!(batch.rows[3].extra, [("shoe".to_owned(), "40".to_owned())]);
    }

    #[test]
    fn what_is_no_batch_is_refused() {
        assert_eq!(of("foo,bar\n1,2\n").err(), Some(Fault::NoNames("foo, bar".into())));
        assert_eq!(of("name\n").err(), Some(Fault::Empty));
        let long = format!("name\n{}", "x y\n".repeat(ROWS_MAX + 1));
        assert_eq!(of(&long).err(), Some(Fault::TooMany));
    }
}
