//! CSV lists in which one designation has many rows that share a reference.

use std::collections::HashMap;

use crate::table::{Row, Table};
use crate::{Held, Item, ListError, Member, Position};

/// How the rows of a list are gathered into records.
pub(super) trait Gather {
    /// What the rows of one reference are gathered in.
    type Record;

    /// Opens the table and finds the columns.
    fn open(&mut self, member: &Member) -> Result<Table, ListError>;

    /// The reference of a row; empty if it has none.
    fn key<'a>(&self, row: &'a Row) -> &'a str;

    /// Begins a record with its first row.
    fn begin(&self, key: &str, row: &Row) -> Self::Record;

    /// Takes a row, the first one included.
    fn add(&self, record: &mut Self::Record, row: &Row);

    /// The record of a reference whose last row has been taken.
    fn finish(&self, record: Self::Record, member: &Member) -> Item;
}

/// Reads a table twice: once for where the last row of every reference stands, and once to hand
/// on every record as soon as it is complete, although its rows need not stand together. So no
/// more records are held than are incomplete at one time.
pub(super) fn read<G: Gather>(
    gather: &mut G,
    member: &Member,
    sink: &mut dyn FnMut(Item),
) -> Result<Table, ListError> {
    let last_lines = last_lines(gather, member)?;
    let mut table = gather.open(member)?;
    let mut incomplete: HashMap<String, G::Record> = HashMap::new();
    while let Some(row) = table.next_row()? {
        let row = match row {
            Ok(row) => row,
            Err(bad) if bad.at_file_end => return Err(cut_off(member, bad.line)),
            Err(bad) => {
                sink(held(member, bad.line, bad.reason));
                continue;
            }
        };
        let key = gather.key(&row);
        let Some(last) = last_lines.get(key) else {
            sink(held(member, row.line, "the row has no reference".into()));
            continue;
        };
        let record = incomplete.entry(key.to_owned()).or_insert_with(|| gather.begin(key, &row));
        gather.add(record, &row);
        if *last == row.line
            && let Some(record) = incomplete.remove(key)
        {
            sink(gather.finish(record, member));
        }
    }
    Ok(table)
}

fn last_lines<G: Gather>(
    gather: &mut G,
    member: &Member,
) -> Result<HashMap<String, u64>, ListError> {
    let mut table = gather.open(member)?;
    let mut last = HashMap::new();
    while let Some(row) = table.next_row()? {
        if let Ok(row) = row
            && !gather.key(&row).is_empty()
        {
            last.insert(gather.key(&row).to_owned(), row.line);
        }
    }
    Ok(last)
}

fn held(member: &Member, line: u64, reason: String) -> Item {
    let position = Position { file: member.name().to_owned(), line, field: None };
    Item::Held(Held { position, reference: None, reason })
}

fn cut_off(member: &Member, line: u64) -> ListError {
    ListError::Damaged {
        name: member.name().to_owned(),
        line,
        reason: "the file ends in the middle of a row; it is probably cut off".into(),
    }
}
