//! A first look at a file: what reading it as a list gives, without keeping more than a sample.

use crate::{Format, Held, Item, ListError, ReadOptions, Record, Source, read};

/// What reading a file gives.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Number of records.
    pub records: u64,
    /// The first records.
    pub sample: Vec<Record>,
    /// Number of rows that could not be read.
    pub held_count: u64,
    /// The first rows that could not be read.
    pub held: Vec<Held>,
    /// What is to be known of the reading as a whole.
    pub remarks: Vec<String>,
}

/// Reads a file to its end and keeps at most so many records and held rows.
///
/// # Errors
/// As [`read`].
pub fn look(
    source: &Source,
    format: Format,
    options: &ReadOptions,
    most: usize,
) -> Result<Look, ListError> {
    let mut seen = Look::default();
    let info = read(source, format, options, &mut |item| match item {
        Item::Record(record) => {
            seen.records += 1;
            if seen.sample.len() < most {
                seen.sample.push(*record);
            }
        }
        Item::Held(held) => {
            seen.held_count += 1;
            if seen.held.len() < most {
                seen.held.push(held);
            }
        }
        Item::Deleted { .. } => {}
    })?;
    seen.remarks = info.remarks;
    Ok(seen)
}
