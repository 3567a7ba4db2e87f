//! From a source to a snapshot.

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::StoreError;
use crate::format::{Format, ReadOptions, detect, group, read};
use crate::snapshot::{Snapshot, SnapshotWriter};
use crate::{Item, ListError, ListInfo, Record, Source};

/// Reads a source into a snapshot in a folder. A delta feed is applied to `base`.
///
/// # Errors
/// When the source cannot be read, or is a delta and there is nothing to apply it to.
pub fn import(
    source: &Source,
    options: &ReadOptions,
    base: Option<&Snapshot>,
    folder: &Path,
) -> Result<Snapshot, StoreError> {
    let format = detect(source)?;
    let hash = hash_of(source)?;
    let mut writer = SnapshotWriter::new(folder)?;
    let (info, format) = match (format, base) {
        (Format::FtmDelta, Some(base)) => {
            (apply(source, options, base, &mut writer)?, base.description().format)
        }
        (Format::FtmDelta, None) => {
            let reason = "it is a delta feed; add the full list first".to_owned();
            let name = source.path().display().to_string();
            return Err(ListError::UnknownFormat { name, reason }.into());
        }
        _ => (read(source, format, options, &mut |item| writer.take(item))?, format),
    };
    Ok(Snapshot::open(&writer.finish(info, format, hash)?)?)
}

fn hash_of(source: &Source) -> Result<String, ListError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 128 << 10];
    for member in source.members() {
        hash.update(member.name().as_bytes());
        let mut reader = member.open()?;
        loop {
            let read = match reader.read(&mut buffer) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(source) => {
                    return Err(ListError::Io { path: member.name().into(), source });
                }
            };
            if read == 0 {
                break;
            }
            hash.update(buffer.get(..read).unwrap_or(&[]));
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Applies a delta: entities it gives replace those of their id, those it deletes go, and what
/// hangs on what is found anew.
fn apply(
    source: &Source,
    options: &ReadOptions,
    base: &Snapshot,
    writer: &mut SnapshotWriter,
) -> Result<ListInfo, StoreError> {
    let mut given: Vec<Record> = Vec::new();
    let mut gone: HashSet<String> = HashSet::new();
    let mut held = Vec::new();
    let info = read(source, Format::FtmDelta, options, &mut |item| match item {
        Item::Record(record) => {
            gone.insert(record.entity.id().to_owned());
            given.push(*record);
        }
        Item::Deleted { id } => {
            gone.insert(id);
        }
        Item::Held(one) => held.push(Item::Held(one)),
    })?;
    let mut entities = Vec::new();
    for record in base.records() {
        let Record { position, entity, related } = record?;
        let all = std::iter::once(entity).chain(related);
        entities.extend(all.filter(|e| !gone.contains(e.id())).map(|e| (position.clone(), e)));
    }
    entities.extend(given.into_iter().map(|record| (record.position, record.entity)));
    group(entities).iter().for_each(|record| writer.add(record));
    held.into_iter().for_each(|item| writer.take(item));
    Ok(info)
}
