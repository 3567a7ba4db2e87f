//! Showing lists, versions and entities.

use clap::{Args, ValueEnum};
use hilf_list::store::{Entry, ListStore, Origin};
use serde_json::json;

use crate::fault::{Exit, Fault};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Args)]
pub(super) struct ShowArgs {
    /// The list; without one, all of them.
    name: Option<String>,
    /// An entity, by its id; with all that hangs on it, as JSON.
    #[arg(long)]
    id: Option<String>,
    /// What could not be read of the list, one a line.
    #[arg(long, requires = "name")]
    held: bool,
    /// What happened to the lists, one event a line.
    #[arg(long)]
    journal: bool,
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(super) fn show(store: &ListStore, args: &ShowArgs) -> Result<Exit, Fault> {
    if let Some(id) = &args.id {
        return entity(store, args.name.as_deref(), id);
    }
    if args.journal {
        for event in store.journal()? {
            if args.name.as_ref().is_none_or(|name| *name == event.list) {
                println!("{}", serde_json::to_string(&event)?);
            }
        }
        return Ok(Exit::Done);
    }
    let Some(name) = &args.name else { return all(store, args.format) };
    let entry = store.entry(name)?;
    if args.held {
        return held(store, entry);
    }
    if args.format == Format::Json {
        println!("{}", serde_json::to_string_pretty(entry)?);
        return Ok(Exit::Done);
    }
    println!("{name}: {} ({:?})", entry.publisher, entry.format);
    println!("from {}", place(&entry.origin));
    for version in entry.versions.iter().rev() {
        let published = version.published.as_deref().unwrap_or("undated");
        println!(
            "{}  live since {}  {published}  {} records, {} held",
            version.snapshot, version.since, version.records, version.held
        );
    }
    if let Some(live) = entry.live() {
        let snapshot = store.snapshot(&live.snapshot)?;
        let schemata = snapshot.description().schemata.iter();
        let counts: Vec<String> = schemata.map(|(name, count)| format!("{count} {name}")).collect();
        println!("{}", counts.join(", "));
        for remark in &snapshot.description().info.remarks {
            println!("{remark}");
        }
    }
    Ok(Exit::Done)
}

fn all(store: &ListStore, format: Format) -> Result<Exit, Fault> {
    if format == Format::Json {
        println!("{}", serde_json::to_string_pretty(store.entries())?);
        return Ok(Exit::Done);
    }
    if store.entries().is_empty() {
        eprintln!("There are no lists yet; take one up with `hilf lists add`.");
    }
    for (name, entry) in store.entries() {
        if let Some(live) = entry.live() {
            let published = live.published.as_deref().unwrap_or("undated");
            println!(
                "{name:<12} {published:<20} {:>7} records {:>4} held  {}  {}",
                live.records,
                live.held,
                live.snapshot,
                place(&entry.origin)
            );
        }
    }
    Ok(Exit::Done)
}

fn held(store: &ListStore, entry: &Entry) -> Result<Exit, Fault> {
    let Some(live) = entry.live() else { return Ok(Exit::Done) };
    for held in &store.snapshot(&live.snapshot)?.description().held {
        println!("{}", serde_json::to_string(held)?);
    }
    Ok(Exit::Done)
}

fn entity(store: &ListStore, name: Option<&str>, id: &str) -> Result<Exit, Fault> {
    if let Some(name) = name {
        store.entry(name)?;
    }
    for (_, snapshot) in store.live()?.iter().filter(|(n, _)| name.is_none_or(|name| name == n)) {
        for record in snapshot.records() {
            let record = record?;
            let parts = std::iter::once(&record.entity).chain(&record.related);
            if parts.clone().any(|e| e.id() == id) {
                let json = json!({
                    "entity": record.entity,
                    "related": record.related,
                    "position": record.position,
                    "snapshot": snapshot.id(),
                });
                println!("{}", serde_json::to_string_pretty(&json)?);
                return Ok(Exit::Done);
            }
        }
    }
    Err(Fault::new(format!("no live list holds an entity `{id}`")))
}

fn place(origin: &Origin) -> String {
    match origin {
        Origin::Path(path) => path.display().to_string(),
        Origin::Url { url, .. } => url.clone(),
    }
}

pub(super) fn verify(store: &ListStore) -> Result<Exit, Fault> {
    let mut exit = Exit::Done;
    for (name, entry) in store.entries() {
        for version in &entry.versions {
            let checked = store.snapshot(&version.snapshot).and_then(|s| Ok(s.verify()?));
            match checked {
                Ok(()) => println!("{name} {}: sound", version.snapshot),
                Err(error) => {
                    eprintln!("{name} {}: {error}", version.snapshot);
                    exit = Exit::Unusable;
                }
            }
        }
    }
    Ok(exit)
}
