//! How long names take to screen against ready snapshots.
//!
//! `cargo run --release -p hilf-match --example replay -- THREADS NAMES SNAPSHOT…` reads one name a
//! line and prints how many names a second are screened and explained, and what the middle and the
//! slowest of them take. Threads are a number or several, as `1,2`; each run opens the index anew, so
//! that nothing is known of a word before it is asked for the first time. Reading the lists is not
//! measured.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use hilf_entity::{Entity, Schema};
use hilf_list::ListError;
use hilf_list::snapshot::Snapshot;
use hilf_match::{Collection, Profile, Screener, Subject};
use rayon::prelude::*;

/// Hits explained for each name, as the command line shows them.
const HITS: usize = 5;
/// Names that one thread takes at a time.
const TAKEN: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "say THREADS NAMES SNAPSHOT…: 1,2 names.txt a.hilfsn b.hilfsn";
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let threads = arguments.next().ok_or(usage)?;
    let threads: Result<Vec<usize>, _> =
        threads.to_string_lossy().split(',').map(str::parse).collect();
    let names = arguments.next().ok_or(usage)?;
    let paths: Vec<PathBuf> = arguments.collect();
    let person = Schema::named("Person").ok_or("the model has no Person")?;
    let subject = |name: &str| {
        let mut entity = Entity::new("", person);
        entity.add("name", name);
        Subject::of(entity)
    };
    let text = std::fs::read_to_string(&names)?;
    let subjects: Vec<Subject> = text.lines().filter(|l| !l.is_empty()).map(subject).collect();
    if subjects.is_empty() {
        return Err(format!("{} holds no name", names.display()).into());
    }
    let folder = std::env::temp_dir().join("hilf-replay");
    for threads in threads.map_err(|_| usage)? {
        let run = Run::of(&open(&paths, &folder)?, &subjects, threads)?;
        println!("{}: {threads} thread(s), {run}", names.display());
    }
    Ok(())
}

fn open(paths: &[PathBuf], folder: &Path) -> Result<Collection, Box<dyn Error>> {
    let snapshots: Result<Vec<_>, _> = paths.iter().map(|path| Snapshot::open(path)).collect();
    Ok(Collection::open(snapshots?, folder)?)
}

/// What one run took.
struct Run {
    elapsed: Duration,
    /// Time of each name, shortest first.
    times: Vec<Duration>,
    hits: usize,
}

impl Run {
    fn of(lists: &Collection, subjects: &[Subject], threads: usize) -> Result<Run, Box<dyn Error>> {
        let profile = Profile::kyc();
        let screener = Screener::new(lists.index(), lists, &profile);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let start = Instant::now();
        let screened: Result<Vec<Vec<(Duration, usize)>>, ListError> = pool.install(|| {
            let some = subjects.par_chunks(TAKEN);
            some.map_init(
                || screener.search(),
                |search, some| {
                    let mut one = |subject| {
                        let start = Instant::now();
                        let found = screener.best(search, subject, HITS)?;
                        Ok((start.elapsed(), found.total))
                    };
                    some.iter().map(&mut one).collect()
                },
            )
            .collect()
        });
        let elapsed = start.elapsed();
        let screened = screened?.concat();
        let mut times: Vec<Duration> = screened.iter().map(|(time, _)| *time).collect();
        times.sort_unstable();
        Ok(Run { elapsed, times, hits: screened.iter().map(|(_, hits)| hits).sum() })
    }

    /// The time that a share of the names, in hundredths, does not exceed.
    fn within(&self, hundredths: usize) -> Duration {
        let at = (self.times.len() * hundredths).div_ceil(100).max(1) - 1;
        self.times.get(at).copied().unwrap_or_default()
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let a_second = self.times.len() as f64 / self.elapsed.as_secs_f64();
        let (middle, slow, most) = (self.within(50), self.within(99), self.within(100));
        let (names, hits) = (self.times.len(), self.hits);
        write!(f, "{names} names, {hits} hits, {a_second:.0} names/s; ")?;
        write!(f, "p50 {middle:.1?}, p99 {slow:.1?}, longest {most:.1?}")
    }
}
