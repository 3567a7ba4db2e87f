//! The running node: the lists that are live, exchanged as a whole while answers go on, and the
//! one place where computing work is bounded.

mod behind;
mod live;
mod schedule;
pub mod search;
mod state;
mod work;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use arc_swap::{ArcSwap, ArcSwapOption};
use hilf_list::store::{ListStore, StoreError};
use hilf_match::{Collection, CollectionError};
use thiserror::Error;

pub use behind::{Asked, Pace};
pub use live::{ListedIn, Live};
pub use schedule::Schedule;
pub use state::ListState;
pub use work::{Load, Overloaded, Work};

/// Why the lists of the data folder cannot be made live.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NodeError {
    /// The registry or a snapshot cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be read or built.
    #[error(transparent)]
    Collection(#[from] CollectionError),
    /// A snapshot's block is damaged.
    #[error(transparent)]
    Snapshot(#[from] hilf_list::snapshot::SnapshotError),
}

/// A node over the lists of a data folder.
pub struct Node {
    lists: PathBuf,
    live: ArcSwapOption<Live>,
    states: ArcSwap<Vec<ListState>>,
    schedule: Schedule,
    work: Work,
    exchanges: AtomicU64,
    refusals: AtomicU64,
}

impl Node {
    /// A node over a folder of lists; nothing is live before the first [`Node::reload`].
    pub fn new(lists: &Path, work: Work) -> Node {
        Node {
            lists: lists.to_path_buf(),
            live: ArcSwapOption::empty(),
            states: ArcSwap::default(),
            schedule: Schedule::default(),
            work,
            exchanges: AtomicU64::new(0),
            refusals: AtomicU64::new(0),
        }
    }

    /// The same node with a time-table of updates, which it tells and others keep.
    #[must_use]
    pub fn with_schedule(self, schedule: Schedule) -> Node {
        Node { schedule, ..self }
    }

    /// When lists are to be looked for.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// What is live now; an answer takes it once and uses nothing else.
    pub fn live(&self) -> Option<Arc<Live>> {
        self.live.load_full()
    }

    /// Where computing work is done.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// The folder of the lists.
    pub fn folder(&self) -> &Path {
        &self.lists
    }

    /// How often the live lists were exchanged, and how often they could not be.
    pub fn exchanges(&self) -> (u64, u64) {
        (self.exchanges.load(Ordering::Relaxed), self.refusals.load(Ordering::Relaxed))
    }

    /// How the lists of the registry are, as of the last [`Node::reload`].
    pub fn states(&self) -> Vec<ListState> {
        self.states.load().to_vec()
    }

    /// A mark that changes whenever something happens to the lists.
    pub fn mark(&self) -> [Option<(SystemTime, u64)>; 2] {
        ["registry.json", "journal.jsonl"].map(|name| {
            let data = std::fs::metadata(self.lists.join(name)).ok()?;
            Some((data.modified().ok()?, data.len()))
        })
    }

    /// Opens the snapshots the registry names and exchanges them for what is live, if they differ.
    /// Blocks while an index is built. Gives whether there was an exchange.
    ///
    /// # Errors
    /// When they cannot be used; what was live stays live.
    pub fn reload(&self) -> Result<bool, NodeError> {
        let result = self.exchange();
        let counter = match &result {
            Ok(true) => &self.exchanges,
            Ok(false) => return result,
            Err(_) => &self.refusals,
        };
        counter.fetch_add(1, Ordering::Relaxed);
        result
    }

    fn exchange(&self) -> Result<bool, NodeError> {
        let store = ListStore::open(&self.lists)?;
        self.states.store(Arc::new(state::read(&store, &self.schedule)?));
        let named: Vec<ListedIn> = store
            .entries()
            .iter()
            .filter_map(|(name, entry)| Some(ListedIn::new(name, entry, entry.live()?)))
            .collect();
        let known = self.live();
        if known.as_ref().map_or(named.is_empty(), |live| live.lists() == named) {
            return Ok(false);
        }
        let snapshots = store.live()?.into_iter().map(|(_, snapshot)| snapshot).collect();
        let collection = Collection::open(snapshots, &store.folder().join("indexes"))?;
        self.live.store(Some(Arc::new(Live::new(collection, named)?)));
        Ok(true)
    }
}
