//! Reading the real list files, where they are present.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::HashSet;
use std::path::PathBuf;

use hilf_list::{Format, Held, Item, ListError, ListInfo, ReadOptions, Record, Source, read};

/// All that reading a list gave.
pub(crate) struct Reading {
    pub(crate) info: ListInfo,
    pub(crate) records: Vec<Record>,
    pub(crate) held: Vec<Held>,
}

/// A file of the data folder; says loudly that a test is skipped when it is not there.
pub(crate) fn file(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("HILF_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let file = folder.join("lists").join(path);
    if file.exists() {
        return Some(file);
    }
    eprintln!("SKIPPED: {} is not there; set HILF_DATA to the data folder", file.display());
    None
}

pub(crate) fn try_read(path: &std::path::Path, format: Format) -> Result<Reading, ListError> {
    let (mut records, mut held) = (Vec::new(), Vec::new());
    let source = Source::open(path)?;
    let info = read(&source, format, &ReadOptions::default(), &mut |item| match item {
        Item::Record(record) => records.push(*record),
        Item::Held(one) => held.push(one),
        Item::Deleted { id } => panic!("{id} deleted in a full list"),
    })?;
    Ok(Reading { info, records, held })
}

/// Reads a list in which every record must be readable and every id unique.
pub(crate) fn read_sound(path: &std::path::Path, format: Format) -> Reading {
    let reading = try_read(path, format).expect("a sound list");
    assert_eq!(reading.held, [], "{}", path.display());
    let mut ids = HashSet::new();
    for record in &reading.records {
        assert!(record.position.line > 0);
        assert!(record.entity.first("name").is_some(), "{}", record.entity.id());
        for entity in record.related.iter().chain([&record.entity]) {
            assert!(ids.insert(entity.id().to_owned()), "{} twice", entity.id());
            assert_eq!(entity.datasets, [reading.info.dataset.as_str()]);
        }
    }
    for record in &reading.records {
        for entity in record.related.iter().chain([&record.entity]) {
            for (property, id) in entity.references() {
                assert!(ids.contains(id), "{} {property} → {id}", entity.id());
            }
        }
    }
    reading
}

impl Reading {
    pub(crate) fn count(&self, schema: &str) -> usize {
        self.records.iter().filter(|r| r.entity.schema().name() == schema).count()
    }
}

/// A text reduced to what white space and invisible differences cannot change.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
