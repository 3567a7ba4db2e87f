//! What differs between two versions.

use std::path::Path;

use clap::Args;
use hilf_list::diff::{Diff, Named, diff as differences};
use hilf_list::snapshot::Snapshot;
use hilf_list::store::{ListStore, import};
use hilf_list::{ReadOptions, Source};
use hilf_text::bidi::isolate;

use super::show::Format;
use crate::fault::{Exit, Fault};

#[derive(Args)]
pub(super) struct DiffArgs {
    /// The older version: a file, a snapshot's id, or the name of a list for its version before
    /// the live one.
    old: String,
    /// The newer version: a file, a snapshot's id, or the name of a list for its live version.
    new: String,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn diff(store: &ListStore, args: &DiffArgs) -> Result<Exit, Fault> {
    let folder = tempfile::tempdir().map_err(Fault::io("cannot make a temporary folder"))?;
    let old = version(store, &args.old, 1, folder.path())?;
    let new = version(store, &args.new, 0, folder.path())?;
    let diff = differences(old.records(), new.records())?;
    if args.format == Format::Json {
        println!("{}", serde_json::to_string_pretty(&diff)?);
    } else {
        print(&diff);
    }
    Ok(Exit::Done)
}

/// A version by file, list or snapshot; `back` versions before the live one.
fn version(store: &ListStore, text: &str, back: usize, folder: &Path) -> Result<Snapshot, Fault> {
    if let Some(entry) = store.entries().get(text) {
        let found = entry.versions.iter().rev().nth(back);
        let found = found
            .ok_or_else(|| Fault::new(format!("`{text}` has no version before the live one")))?;
        return Ok(store.snapshot(&found.snapshot)?);
    }
    let known = store.entries().values().flat_map(|e| &e.versions);
    if let Some(found) = known.into_iter().find(|v| text.len() >= 6 && v.snapshot.starts_with(text))
    {
        return Ok(store.snapshot(&found.snapshot)?);
    }
    if !Path::new(text).exists() {
        let reason = format!("`{text}` is no file, no list of this node and no snapshot");
        return Err(Fault::new(reason));
    }
    let source = Source::open(Path::new(text))?;
    Ok(import(&source, &ReadOptions::default(), None, folder)?)
}

fn print(diff: &Diff) {
    for named in &diff.added {
        line('+', named);
    }
    for named in &diff.removed {
        line('-', named);
    }
    for changed in &diff.changed {
        line(if changed.is_material { '!' } else { '~' }, &changed.entity);
        for change in &changed.properties {
            for value in &change.removed {
                println!("    - {}: {}", change.property, isolate(value));
            }
            for value in &change.added {
                println!("    + {}: {}", change.property, isolate(value));
            }
        }
    }
    let material = diff.changed.iter().filter(|c| c.is_material).count();
    println!(
        "{} added, {} removed, {} changed ({material} of them materially), {} unchanged",
        diff.added.len(),
        diff.removed.len(),
        diff.changed.len(),
        diff.unchanged
    );
    if diff.renumbered > 0 {
        println!(
            "by the publisher's record numbers: {} added, {} removed; {} stay under the same \
             reference with a new number",
            diff.added.len() as u64 + diff.renumbered,
            diff.removed.len() as u64 + diff.renumbered,
            diff.renumbered
        );
    }
}

fn line(mark: char, named: &Named) {
    println!("{mark} {}  {}  {}", named.id, named.schema, isolate(&named.caption));
}
