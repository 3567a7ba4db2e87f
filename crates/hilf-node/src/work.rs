//! Computing work, bounded in one place.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::behind::{Asked, Behind, Pace};

/// The node has more work than it can do in time, or a piece of work broke off.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
#[error("the node is busy; try again")]
pub struct Overloaded;

/// How much work there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// Pieces being done.
    pub running: u64,
    /// Pieces waiting for their turn.
    pub waiting: u64,
    /// Pieces that waited too long, since the start.
    pub refused: u64,
}

/// Runs computing work beside the asynchronous tasks, no more pieces at once than allowed.
#[derive(Clone)]
pub struct Work {
    places: Arc<Semaphore>,
    at_once: usize,
    waiting: Arc<AtomicU64>,
    refused: Arc<AtomicU64>,
    patience: Duration,
    behind: Behind,
}

impl Work {
    /// Room for so many pieces at once; a piece waits no longer than `patience` for a place.
    pub fn new(at_once: usize, patience: Duration) -> Work {
        let at_once = at_once.max(1);
        Work {
            places: Arc::new(Semaphore::new(at_once)),
            at_once,
            waiting: Arc::default(),
            refused: Arc::default(),
            patience,
            behind: Behind::new(at_once),
        }
    }

    /// How much there is now.
    pub fn load(&self) -> Load {
        let free = self.places.available_permits();
        Load {
            running: self.at_once.saturating_sub(free) as u64,
            waiting: self.waiting.load(Ordering::Relaxed),
            refused: self.refused.load(Ordering::Relaxed),
        }
    }

    /// Does a piece of work.
    ///
    /// # Errors
    /// When there was no place for it in time, or it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        piece: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let place = self.place().await?;
        let done = tokio::task::spawn_blocking(move || {
            // The place is given back when the work ends, even if nobody waits for it any more.
            let _place = place;
            piece()
        });
        done.await.map_err(|_| Overloaded)
    }

    /// Does a piece of work that nobody waits for: it takes no place of others, and comes after them
    /// on the processor.
    ///
    /// # Errors
    /// When it panicked.
    pub async fn run_behind<T: Send + 'static>(
        &self,
        piece: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        self.behind.run(piece).await
    }

    /// Counts somebody who waits for an answer as long as what is given lives.
    pub fn asked(&self) -> Asked {
        self.behind.asked()
    }

    /// Waits for a short time as long as somebody waits for an answer. Work that nobody waits for
    /// does so between its parts, and learns how large the next may be.
    pub async fn give_way(&self) -> Pace {
        self.behind.give_way().await
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, Overloaded> {
        let _waiting = Waiting::new(&self.waiting);
        let place = tokio::time::timeout(self.patience, self.places.clone().acquire_owned());
        let place = place.await.ok().and_then(Result::ok);
        place.ok_or_else(|| {
            self.refused.fetch_add(1, Ordering::Relaxed);
            Overloaded
        })
    }
}

/// Counts as waiting as long as it lives: a request that is given up waits no more.
struct Waiting<'w>(&'w AtomicU64);

impl<'w> Waiting<'w> {
    fn new(count: &'w AtomicU64) -> Waiting<'w> {
        count.fetch_add(1, Ordering::Relaxed);
        Waiting(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn work_beyond_the_bound_is_refused_and_places_come_back() {
        let work = Work::new(1, Duration::from_millis(20));
        let (release, wait) = std::sync::mpsc::channel::<()>();
        let busy = tokio::spawn({
            let work = work.clone();
            async move { work.run(move || wait.recv().is_ok()).await }
        });
        while work.places.available_permits() == 1 {
            tokio::task::yield_now().await;
        }
        assert_eq!(work.run(|| ()).await, Err(Overloaded));
        assert_eq!(work.load(), Load { running: 1, waiting: 0, refused: 1 });
        release.send(()).expect("it waits");
        assert_eq!(busy.await.expect("it ends"), Ok(true));
        assert_eq!(work.run(|| 7).await, Ok(7));
        assert_eq!(work.run(|| panic!("broken")).await, Err::<(), _>(Overloaded));
        assert_eq!(work.run(|| 8).await, Ok(8), "a panic gives its place back");
    }
}
