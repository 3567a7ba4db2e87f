//! Batches of subjects: read whole, screened piece by piece, kept in memory until newer ones come.

mod export;
mod register;
mod rows;

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hilf_match::Profile;
use hilf_node::{Live, Node};

pub(crate) use export::{to_csv, to_json_lines};
pub(crate) use register::{Registering, State as RegisterState};
pub(crate) use rows::{Batch, Fault, ROWS_MAX, Row, read};

/// Batches kept; the oldest that is not running makes room.
const KEPT_MAX: usize = 8;
/// Rows screened as one piece of work, so that a batch does not keep others waiting.
const PIECE: usize = 64;
/// Results kept of a row.
pub(crate) const HITS_MAX: usize = 5;

/// A result of a row.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) score: f32,
    pub(crate) band: Option<String>,
    pub(crate) entity: String,
    pub(crate) caption: String,
    pub(crate) list: String,
    pub(crate) listed: String,
    pub(crate) why_en: String,
    pub(crate) why_ar: String,
}

/// What came of a row.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// The best results.
    pub(crate) hits: Vec<Hit>,
    /// How many there are in all.
    pub(crate) total: usize,
}

/// What came of a batch.
#[derive(Debug)]
pub(crate) struct Results {
    /// One for each row, in their order.
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) snapshot: String,
    pub(crate) profile: String,
}

/// A batch on its way.
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) batch: Batch,
    pub(crate) purpose: String,
    /// Whoever brought it; nobody else sees it.
    pub(crate) owner: String,
    started: OnceLock<()>,
    done: AtomicU64,
    results: OnceLock<Result<Results, String>>,
    /// The registration of its rows as customers.
    pub(crate) registering: Registering,
}

impl Job {
    /// Whether screening has begun.
    pub(crate) fn is_started(&self) -> bool {
        self.started.get().is_some()
    }

    /// Rows screened so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// What came of it, once it ended.
    pub(crate) fn results(&self) -> Option<&Result<Results, String>> {
        self.results.get()
    }

    fn is_running(&self) -> bool {
        let is_screening = self.is_started() && self.results().is_none();
        is_screening || matches!(self.registering.state(), RegisterState::Running(_))
    }

    /// Screens all rows against what is live now; a second call does nothing.
    pub(crate) async fn run(
        self: Arc<Job>,
        node: Arc<Node>,
        live: Arc<Live>,
        profile: Arc<Profile>,
    ) {
        if self.started.set(()).is_err() {
            return;
        }
        let mut outcomes = Vec::with_capacity(self.batch.rows.len());
        let mut ended = Ok(());
        for begin in (0..self.batch.rows.len()).step_by(PIECE) {
            let (job, live, profile) = (Arc::clone(&self), Arc::clone(&live), Arc::clone(&profile));
            let piece = node.work().run(move || job.piece(&live, &profile, begin)).await;
            match piece.map_err(|error| error.to_string()).and_then(|piece| piece) {
                Ok(piece) => outcomes.extend(piece),
                Err(reason) => {
                    ended = Err(reason);
                    break;
                }
            }
        }
        let (snapshot, profile) = (live.snapshot().to_owned(), profile.id());
        let _ = self.results.set(ended.map(|()| Results { outcomes, snapshot, profile }));
    }

    fn piece(&self, live: &Live, profile: &Profile, begin: usize) -> Result<Vec<Outcome>, String> {
        let rows = self.batch.rows.iter().skip(begin).take(PIECE);
        rows.map(|row| {
            let outcome = outcome(live, profile, row);
            self.done.fetch_add(1, Ordering::Relaxed);
            outcome.map_err(|error| error.to_string())
        })
        .collect()
    }
}

fn outcome(live: &Live, profile: &Profile, row: &Row) -> Result<Outcome, hilf_list::ListError> {
    let Some(subject) = &row.subject else { return Ok(Outcome { hits: Vec::new(), total: 0 }) };
    let hits = live.screen(profile, subject)?;
    let total = hits.len();
    let shown = hits.into_iter().take(HITS_MAX).map(|hit| {
        let said = |lang| {
            let rows = hit.explanation.rows.iter().map(|row| row.text(lang).to_owned());
            rows.collect::<Vec<_>>().join("; ")
        };
        Hit {
            score: hit.score,
            band: hit.band.clone(),
            entity: hit.record.entity.id().to_owned(),
            caption: hit.record.entity.caption().to_owned(),
            list: live.list_of(hit.ordinal).map(|list| list.name.clone()).unwrap_or_default(),
            listed: hit.explanation.listed.clone(),
            why_en: said(hilf_match::Lang::English),
            why_ar: said(hilf_match::Lang::Arabic),
        }
    });
    Ok(Outcome { hits: shown.collect(), total })
}

/// The batches of a node.
#[derive(Default)]
pub(crate) struct Jobs(Mutex<VecDeque<Arc<Job>>>);

impl Jobs {
    /// Takes in a batch; `None` if all that are kept are running.
    pub(crate) fn take(&self, batch: Batch, purpose: &str, owner: &str) -> Option<Arc<Job>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            let place = kept.iter().position(|job| !job.is_running())?;
            kept.remove(place);
        }
        let job = Arc::new(Job {
            id: unguessed(),
            batch,
            purpose: purpose.to_owned(),
            owner: owner.to_owned(),
            started: OnceLock::new(),
            done: AtomicU64::new(0),
            results: OnceLock::new(),
            registering: Registering::default(),
        });
        kept.push_back(Arc::clone(&job));
        Some(job)
    }

    /// A batch by its id, for whoever brought it.
    pub(crate) fn find(&self, id: &str, owner: &str) -> Option<Arc<Job>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|job| job.id == id && job.owner == owner).cloned()
    }
}

/// A name that does not follow from others: two keyed hashes, the keys drawn by the system.
fn unguessed() -> String {
    let draw = || RandomState::new().hash_one(0_u8);
    format!("{:016x}{:016x}", draw(), draw())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        read("t.csv", b"name\nTalib Sabri\n".to_vec(), None).unwrap()
    }

    #[test]
    fn a_batch_is_found_by_its_owner_alone_and_makes_room_for_newer_ones() {
        let jobs = Jobs::default();
        let first = jobs.take(batch(), "customer", "a").unwrap();
        assert!(jobs.find(&first.id, "a").is_some());
        assert!(jobs.find(&first.id, "b").is_none());
        for _ in 0..KEPT_MAX {
            jobs.take(batch(), "customer", "a").unwrap();
        }
        assert!(jobs.find(&first.id, "a").is_none());
    }

    #[test]
    fn running_batches_are_not_given_up() {
        let jobs = Jobs::default();
        for _ in 0..KEPT_MAX {
            jobs.take(batch(), "customer", "a").unwrap().started.set(()).unwrap();
        }
        assert!(jobs.take(batch(), "customer", "a").is_none());
    }
}
