//! Work that nobody waits for: one piece at a time, on threads that come after all others, in parts
//! between which it gives way to those who do wait.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::Semaphore;

use crate::Overloaded;

/// How long a part is put off at most: work goes on however many ask.
const GIVE_WAY: Duration = Duration::from_millis(200);
/// How often is looked whether somebody still waits.
const LOOK: Duration = Duration::from_millis(3);
/// How long after an answer the next question is to be expected.
const NEAR: Duration = Duration::from_secs(2);
/// What the threads are the nicer by, of 19 at most: a tenth of the share of others, so that the
/// work does end on a node that is never idle.
#[cfg(target_os = "linux")]
const NICER: i32 = 10;

/// Work that nobody waits for, and who waits meanwhile.
#[derive(Clone)]
pub(crate) struct Behind {
    turn: Arc<Semaphore>,
    /// A machine that gives no more threads does it on those it has.
    threads: Arc<Option<ThreadPool>>,
    asking: Arc<Asking>,
}

/// Questions that are not answered yet.
#[derive(Default)]
struct Asking {
    number: AtomicU64,
    last: Mutex<Option<Instant>>,
}

/// Somebody who waits for an answer, as long as it lives.
pub struct Asked(Arc<Asking>);

impl Drop for Asked {
    fn drop(&mut self) {
        *self.0.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.0.number.fetch_sub(1, Ordering::Relaxed);
    }
}

/// How much work is to be done before others are looked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Nobody asks anything.
    Alone,
    /// Somebody asks, or did a moment ago.
    BesideOthers,
}

impl Pace {
    /// The part of so many that is done at once.
    pub fn part(self, whole: u32) -> u32 {
        match self {
            Pace::Alone => whole,
            Pace::BesideOthers => (whole / 16).max(1),
        }
    }
}

impl Behind {
    pub(crate) fn new(threads: usize) -> Behind {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|n| format!("behind-{n}"))
            .start_handler(|_| come_after_others())
            .build();
        Behind {
            turn: Arc::new(Semaphore::new(1)),
            threads: Arc::new(pool.ok()),
            asking: Arc::default(),
        }
    }

    pub(crate) fn asked(&self) -> Asked {
        self.asking.number.fetch_add(1, Ordering::Relaxed);
        Asked(Arc::clone(&self.asking))
    }

    pub(crate) async fn give_way(&self) -> Pace {
        let begun = Instant::now();
        let is_asked = || self.asking.number.load(Ordering::Relaxed) > 0;
        while is_asked() && begun.elapsed() < GIVE_WAY {
            tokio::time::sleep(LOOK).await;
        }
        let last = *self.asking.last.lock().unwrap_or_else(PoisonError::into_inner);
        match is_asked() || last.is_some_and(|last| last.elapsed() < NEAR) {
            true => Pace::BesideOthers,
            false => Pace::Alone,
        }
    }

    pub(crate) async fn run<T: Send + 'static>(
        &self,
        piece: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Overloaded> {
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(|_| Overloaded)?;
        let threads = Arc::clone(&self.threads);
        let done = tokio::task::spawn_blocking(move || {
            // The turn is given back when the work ends, even if nobody waits for it any more.
            let _turn = turn;
            match &*threads {
                Some(threads) => threads.install(piece),
                None => piece(),
            }
        });
        done.await.map_err(|_| Overloaded)
    }
}

/// On Linux a thread has a niceness of its own. One that cannot be had is no reason not to work.
fn come_after_others() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICER);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_gives_way_to_who_asks_but_not_for_ever() {
        let behind = Behind::new(1);
        assert_eq!(behind.give_way().await, Pace::Alone);
        let asked = behind.asked();
        let begun = Instant::now();
        let answered = async {
            tokio::time::sleep(GIVE_WAY / 4).await;
            drop(asked);
        };
        let (pace, ()) = tokio::join!(behind.give_way(), answered);
        assert_eq!(pace, Pace::BesideOthers, "the next question is near");
        assert!((GIVE_WAY / 4..GIVE_WAY).contains(&begun.elapsed()), "{:?}", begun.elapsed());
        let _waits_on = behind.asked();
        let begun = Instant::now();
        assert_eq!(behind.give_way().await, Pace::BesideOthers);
        assert!(begun.elapsed() >= GIVE_WAY);
        assert_eq!((Pace::Alone.part(512), Pace::BesideOthers.part(512)), (512, 32));
    }

    #[tokio::test]
    async fn its_threads_come_after_others_and_give_their_turn_back() {
        let behind = Behind::new(2);
        #[cfg(target_os = "linux")]
        {
            let own = || rustix::process::nice(0).unwrap();
            let usual = own();
            assert_eq!(behind.run(own).await, Ok((usual + NICER).min(19)));
            assert_eq!(own(), usual, "other threads are as they were");
        }
        assert_eq!(behind.run(|| panic!("broken")).await, Err::<(), _>(Overloaded));
        assert_eq!(behind.run(|| 7).await, Ok(7));
    }
}
