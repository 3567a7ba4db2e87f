//! What is screened against: list files, the node's lists, or the list in the program.

use std::path::PathBuf;

use clap::Args;
use hilf_list::snapshot::Snapshot;
use hilf_list::store::ListStore;
use hilf_list::{Item, Record, Source};
use hilf_match::{Collection, Index, IndexBuilder, Records};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::data::DataArgs;
use crate::fault::Fault;

/// The UN list of 27 February 2026, as published, compressed.
const BUNDLED: &[u8] = include_bytes!("../data/un-2026-02-27.xml.zst");
const BUNDLED_DATE: Date = jiff::civil::date(2026, 2, 27);
/// Days after which a list is old: the UN amends its list every few weeks.
const OLD_DAYS: i32 = 30;

/// Which lists to screen against.
#[derive(Args)]
pub(crate) struct ListedArgs {
    /// A list to screen against, in place of the node's; may be repeated.
    #[arg(long, value_name = "PATH")]
    list: Vec<PathBuf>,
    /// A version of a list of this node, by the beginning of its id.
    #[arg(long, conflicts_with = "list", value_name = "ID")]
    snapshot: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

/// Records with their index.
pub(crate) enum Listed {
    /// Read just now from files.
    Read { records: Vec<Record>, index: Index, id: String },
    /// Snapshots of the node.
    Stored(Collection),
}

impl Listed {
    /// What the arguments ask for: named files, a named version, the node's live lists, or the
    /// list in the program.
    pub(crate) fn load(args: &ListedArgs) -> Result<Listed, Fault> {
        if !args.list.is_empty() {
            return from_files(&args.list);
        }
        let store = args.data.lists()?;
        if let Some(id) = &args.snapshot {
            return stored(&store, vec![by_id(&store, id)?]);
        }
        let live = store.live()?;
        if live.is_empty() {
            return bundled();
        }
        for (name, snapshot) in &live {
            tell(name, snapshot);
        }
        stored(&store, live.into_iter().map(|(_, snapshot)| snapshot).collect())
    }

    /// What results name.
    pub(crate) fn id(&self) -> &str {
        match self {
            Listed::Read { id, .. } => id,
            Listed::Stored(collection) => collection.id(),
        }
    }

    /// Number of records.
    pub(crate) fn count(&self) -> u32 {
        let count = match self {
            Listed::Read { records, .. } => records.len() as u64,
            Listed::Stored(collection) => collection.snapshots().iter().map(Snapshot::len).sum(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    pub(crate) fn index(&self) -> &Index {
        match self {
            Listed::Read { index, .. } => index,
            Listed::Stored(collection) => collection.index(),
        }
    }

    pub(crate) fn records(&self) -> &dyn Records {
        match self {
            Listed::Read { records, .. } => records,
            Listed::Stored(collection) => collection,
        }
    }
}

fn bundled() -> Result<Listed, Fault> {
    let days = age(BUNDLED_DATE);
    eprintln!(
        "Screening against the UN list of {BUNDLED_DATE} that came with the program, {days} days \
         old: take up a current one with `hilf lists add`, or name a file with --list."
    );
    read(&[Source::embedded("un-2026-02-27.xml.zst", BUNDLED)])
}

fn tell(name: &str, snapshot: &Snapshot) {
    let published = snapshot.description().info.published.as_deref();
    let date: Option<Date> = published.and_then(|text| text.get(..10)?.parse().ok());
    match date.map(|date| (date, age(date))) {
        Some((date, days)) if days > OLD_DAYS => {
            eprintln!(
                "The list `{name}` is of {date}, {days} days old: `hilf lists update {name}`."
            );
        }
        _ => {}
    }
}

/// Days from a date until today, UTC.
fn age(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    let today = jiff::Timestamp::now().as_second().div_euclid(24 * 60 * 60);
    let then = epoch.until(date).map_or(0, |span| span.get_days());
    i32::try_from(today).unwrap_or(i32::MAX).saturating_sub(then)
}

fn by_id(store: &ListStore, id: &str) -> Result<Snapshot, Fault> {
    let versions = store.entries().values().flat_map(|entry| &entry.versions);
    let mut known: Vec<&str> =
        versions.map(|v| v.snapshot.as_str()).filter(|known| known.starts_with(id)).collect();
    known.sort_unstable();
    known.dedup();
    match known[..] {
        [one] => Ok(store.snapshot(one)?),
        [] => Err(Fault::new(format!("there is no snapshot `{id}`; see hilf lists show"))),
        _ => Err(Fault::new(format!("several snapshots begin with `{id}`: {}", known.join(", ")))),
    }
}

fn stored(store: &ListStore, snapshots: Vec<Snapshot>) -> Result<Listed, Fault> {
    Ok(Listed::Stored(Collection::open(snapshots, &store.folder().join("indexes"))?))
}

fn from_files(paths: &[PathBuf]) -> Result<Listed, Fault> {
    let sources: Result<Vec<Source>, _> = paths.iter().map(|path| Source::open(path)).collect();
    read(&sources?)
}

fn read(sources: &[Source]) -> Result<Listed, Fault> {
    let mut records = Vec::new();
    for source in sources {
        let format = hilf_list::detect(source)?;
        let info = hilf_list::read(source, format, &Default::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(held) => eprintln!(
                "held: {}, line {}: {}",
                held.position.file, held.position.line, held.reason
            ),
            Item::Deleted { .. } => {}
        })?;
        for remark in &info.remarks {
            eprintln!("{}: {remark}", source.path().display());
        }
    }
    let id = content_id(&records)?;
    let numbered: Vec<(u32, Record)> = (0..).zip(records).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(std::sync::Arc::new(builder.finish()))?;
    let records = numbered.into_iter().map(|(_, record)| record).collect();
    Ok(Listed::Read { records, index, id })
}

/// A hash over what was read, for lists that are in no snapshot.
fn content_id(records: &[Record]) -> Result<String, Fault> {
    let mut digest = Sha256::new();
    for entity in records.iter().flat_map(|r| std::iter::once(&r.entity).chain(&r.related)) {
        digest.update(&serde_json::to_vec(entity)?);
    }
    Ok(digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}
