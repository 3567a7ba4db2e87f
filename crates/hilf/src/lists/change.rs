//! Taking up and updating lists.

use std::path::{Path, PathBuf};

use clap::Args;
use hilf_fetch::{Fetched, Limits, Request, fetch};
use hilf_list::store::{ListStore, Origin, Outcome, Version};
use hilf_list::{ReadOptions, Source};
use hilf_match::Collection;

use crate::fault::{Exit, Fault};

#[derive(Args)]
pub(super) struct AddArgs {
    /// A file, folder, archive or http(s) address.
    source: String,
    /// Name of the list [default: what the list calls itself].
    #[arg(long)]
    name: Option<String>,
    /// Own lists: who keeps it.
    #[arg(long)]
    owner: Option<String>,
    /// Own lists: on what legal basis.
    #[arg(long)]
    legal_basis: Option<String>,
    /// Own lists: why people are on it.
    #[arg(long)]
    reason: Option<String>,
    /// Own lists: when it is to be reviewed.
    #[arg(long, value_name = "DATE")]
    review_date: Option<String>,
}

#[derive(Args)]
pub(super) struct UpdateArgs {
    /// Lists to update; without any, all of them.
    names: Vec<String>,
    /// Read the one list from here and, if it goes live, from now on.
    #[arg(long, value_name = "SOURCE")]
    from: Option<String>,
    /// Let a list go live although it lost more than 5 % of its records, for this reason.
    #[arg(long, value_name = "REASON")]
    accept_shrink: Option<String>,
}

impl AddArgs {
    fn options(&self, name: &str) -> ReadOptions {
        let given = [
            ("authority", &self.owner),
            ("program", &self.legal_basis),
            ("reason", &self.reason),
            ("endDate", &self.review_date),
        ];
        let listing = given
            .into_iter()
            .filter_map(|(property, text)| Some((property.to_owned(), text.clone()?)))
            .collect();
        ReadOptions { dataset: Some(name.to_owned()), listing }
    }
}

pub(super) fn add(store: &mut ListStore, args: &AddArgs) -> Result<Exit, Fault> {
    let folder = tempfile::tempdir().map_err(Fault::io("cannot make a temporary folder"))?;
    let Some((source, origin)) = obtain(&args.source, None, folder.path())? else {
        return Err(Fault::new(format!("{} has nothing to give", args.source)));
    };
    let name = match &args.name {
        Some(name) => name.clone(),
        None => own_name(&source)?,
    };
    let options = args.options(&name);
    let outcome = store.add(&name, &source, origin, &options)?;
    report(&name, &outcome);
    index(store)?;
    Ok(Exit::Done)
}

pub(super) fn update(store: &mut ListStore, args: &UpdateArgs) -> Result<Exit, Fault> {
    let all: Vec<String> = store.entries().keys().cloned().collect();
    let names = if args.names.is_empty() { all } else { args.names.clone() };
    let is_one = names.len() == 1;
    if !is_one && (args.from.is_some() || args.accept_shrink.is_some()) {
        return Err(Fault::new("--from and --accept-shrink are for one list; name it"));
    }
    if args.accept_shrink.as_deref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(Fault::new("--accept-shrink needs the reason; it is recorded"));
    }
    let mut exit = Exit::Done;
    for name in &names {
        // One list that cannot be had must not keep the others from being updated.
        if let Err(fault) = update_one(store, name, args) {
            eprintln!("hilf: {fault}");
            exit = Exit::Unusable;
        }
    }
    index(store)?;
    Ok(exit)
}

fn update_one(store: &mut ListStore, name: &str, args: &UpdateArgs) -> Result<(), Fault> {
    let (from, shrink) = (args.from.as_deref(), args.accept_shrink.as_deref());
    match read_again(store, name, from, shrink)? {
        None => println!("{name}: nothing new"),
        Some(outcome) => report(name, &outcome),
    }
    Ok(())
}

/// Looks for a new version of a list where it comes from; `None` if there is nothing newer.
pub(crate) fn refresh(store: &mut ListStore, name: &str) -> Result<Option<Outcome>, Fault> {
    read_again(store, name, None, None)
}

fn read_again(
    store: &mut ListStore,
    name: &str,
    from: Option<&str>,
    accept_shrink: Option<&str>,
) -> Result<Option<Outcome>, Fault> {
    let known = store.entry(name)?.origin.clone();
    let place = match (from, &known) {
        (Some(from), _) => from.to_owned(),
        (None, Origin::Path(path)) => path.display().to_string(),
        (None, Origin::Url { url, .. }) => url.clone(),
    };
    let folder = tempfile::tempdir().map_err(Fault::io("cannot make a temporary folder"))?;
    let at_hand = Some(&known).filter(|_| from.is_none());
    let obtained = obtain(&place, at_hand, folder.path()).inspect_err(|fault| {
        let _ = store.note_failure(name, &fault.to_string());
    })?;
    let Some((source, origin)) = obtained else {
        store.note_unchanged(name)?;
        return Ok(None);
    };
    Ok(Some(store.update(name, &source, origin, accept_shrink)?))
}

/// Opens a path or fetches an address; `None` if the server has nothing newer.
fn obtain(
    place: &str,
    at_hand: Option<&Origin>,
    folder: &Path,
) -> Result<Option<(Source, Origin)>, Fault> {
    let is_address = place.starts_with("http://") || place.starts_with("https://");
    if !is_address {
        let path = PathBuf::from(place);
        // The list is read again from here later, from wherever the program is started then.
        let path = std::path::absolute(&path).unwrap_or(path);
        return Ok(Some((Source::open(&path)?, Origin::Path(path))));
    }
    let (etag, last_modified) = match at_hand {
        Some(Origin::Url { url, etag, last_modified }) if url == place => {
            (etag.clone(), last_modified.clone())
        }
        _ => (None, None),
    };
    let request = Request { url: place.to_owned(), etag, last_modified };
    match fetch(&request, &Limits::default(), folder)? {
        Fetched::Unchanged => Ok(None),
        Fetched::New { path, etag, last_modified } => {
            let origin = Origin::Url { url: place.to_owned(), etag, last_modified };
            Ok(Some((Source::open(&path)?, origin)))
        }
    }
}

/// What a list calls itself; own lists are called after their file.
fn own_name(source: &Source) -> Result<String, Fault> {
    let format = hilf_list::detect(source)?;
    if let Some(name) = format.dataset() {
        return Ok(name.to_owned());
    }
    let stem = source.path().file_name().map(|n| n.to_string_lossy().to_lowercase());
    let stem = stem.unwrap_or_default();
    let stem = stem.split('.').next().unwrap_or("");
    let name: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.is_empty() {
        return Err(Fault::new("say what the list is called with --name"));
    }
    Ok(name.to_owned())
}

fn report(name: &str, outcome: &Outcome) {
    let (what, version) = match outcome {
        Outcome::Live(version) => ("live", version),
        Outcome::Unchanged(version) => ("unchanged", version),
    };
    let Version { snapshot, published, records, held, .. } = version;
    let of = published.as_deref().map_or(String::new(), |date| format!(" of {date}"));
    println!("{name}: {what}{of}, {records} records, {held} held, snapshot {snapshot}");
}

/// Builds the index of what is live now, so that the next screening need not.
fn index(store: &ListStore) -> Result<(), Fault> {
    let live: Vec<_> = store.live()?.into_iter().map(|(_, snapshot)| snapshot).collect();
    if !live.is_empty() {
        Collection::open(live, &store.folder().join("indexes"))?;
    }
    Ok(())
}
