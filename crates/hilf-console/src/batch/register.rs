//! Rows of a batch registered as customers: piece by piece, each with its screening as a whole.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use hilf_desk::{Described, Desk, Person, Registration};

use super::{Job, Row};

/// Customers registered together; each piece is one transaction.
const PIECE: usize = 100;

/// The registration of a batch.
#[derive(Default)]
pub(crate) struct Registering {
    begun: OnceLock<()>,
    done: AtomicU64,
    ended: OnceLock<Result<Registration, (String, String)>>,
}

/// How far it is.
pub(crate) enum State<'a> {
    /// Nobody began it.
    Open,
    /// So many customers are registered.
    Running(u64),
    /// It ended.
    Done(&'a Registration),
    /// It broke off, in Arabic and in English; what was registered stays.
    Failed(&'a str, &'a str),
}

impl Registering {
    /// How far it is.
    pub(crate) fn state(&self) -> State<'_> {
        match (self.begun.get(), self.ended.get()) {
            (None, _) => State::Open,
            (Some(()), None) => State::Running(self.done.load(Ordering::Relaxed)),
            (_, Some(Ok(outcome))) => State::Done(outcome),
            (_, Some(Err((ar, en)))) => State::Failed(ar, en),
        }
    }
}

/// Whether a row can be a customer: it has a reference of its own and something to search by.
pub(crate) fn is_customer(row: &Row) -> bool {
    !row.id.is_empty() && row.subject.is_some()
}

impl Job {
    /// Number of rows that can be customers.
    pub(crate) fn customers(&self) -> usize {
        self.batch.rows.iter().filter(|row| is_customer(row)).count()
    }

    /// Registers the rows as customers; a second call does nothing. Whoever is registered already
    /// and unchanged is left alone, so that a batch that broke off can be brought again.
    pub(crate) async fn register(self: Arc<Job>, desk: Desk, person: Person) {
        if self.registering.begun.set(()).is_err() {
            return;
        }
        let mut all = Registration::default();
        let mut ended = Ok(());
        let rows: Vec<&Row> = self.batch.rows.iter().filter(|row| is_customer(row)).collect();
        for piece in rows.chunks(PIECE) {
            let described = piece.iter().filter_map(|row| described(row)).collect();
            match desk.register(&person, described).await {
                Ok(outcome) => all.add(&outcome),
                Err(error) => {
                    ended = Err((error.arabic(), error.to_string()));
                    break;
                }
            }
            self.registering.done.fetch_add(piece.len() as u64, Ordering::Relaxed);
        }
        let _ = self.registering.ended.set(ended.map(|()| all));
    }
}

fn described(row: &Row) -> Option<Described> {
    let subject = row.subject.as_ref()?;
    let is_schema_known = subject.is_schema_known();
    Some(Described { entity: subject.entity().clone(), is_schema_known })
}
