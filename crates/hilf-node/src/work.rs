//! Computing work, bounded in one place.

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::Semaphore;

/// The node has more work than it can do in time, or a piece of work broke off.
#[derive(Debug, Clone, Copy, Error, PartialEq, Eq)]
#[error("the node is busy; try again")]
pub struct Overloaded;

/// Runs computing work beside the asynchronous tasks, no more pieces at once than allowed.
#[derive(Clone)]
pub struct Work {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Work {
    /// Room for so many pieces at once; a piece waits no longer than `patience` for a place.
    pub fn new(at_once: usize, patience: Duration) -> Work {
        Work { places: Arc::new(Semaphore::new(at_once.max(1))), patience }
    }

    /// Does a piece of work.
    ///
    /// # Errors
    /// When there was no place for it in time, or it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        piece: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let place = tokio::time::timeout(self.patience, self.places.clone().acquire_owned());
        let place = place.await.map_err(|_| Overloaded)?.map_err(|_| Overloaded)?;
        let done = tokio::task::spawn_blocking(move || {
            // The place is given back when the work ends, even if nobody waits for it any more.
            let _place = place;
            piece()
        });
        done.await.map_err(|_| Overloaded)
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
        release.send(()).expect("it waits");
        assert_eq!(busy.await.expect("it ends"), Ok(true));
        assert_eq!(work.run(|| 7).await, Ok(7));
        assert_eq!(work.run(|| panic!("broken")).await, Err::<(), _>(Overloaded));
        assert_eq!(work.run(|| 8).await, Ok(8), "a panic gives its place back");
    }
}
