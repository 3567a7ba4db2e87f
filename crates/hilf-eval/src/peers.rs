//! Other engines on the same pairs in the same run, where they are installed.

use std::hint::black_box;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use hilf_match::names_of;
use hilf_name::{Name, compare, parse};
use serde::{Deserialize, Serialize};
use serde_json::json;
use thiserror::Error;

use crate::cases::Pair;
use crate::report::Tally;

/// What asks the peers; it runs in the Python in which they are installed.
const SCRIPT: &str = include_str!("../peers/peers.py");
/// Runs of which the quickest counts: what else the machine does only makes runs slower.
const RUNS: usize = 7;
/// Information of a word where no list says how rare it is; it does not change what is computed.
const INFO: f32 = 0.6;

/// Why the peers could not be asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PeersError {
    /// The Python cannot be run.
    #[error("cannot run {}: {source}; name the Python in which the peers are installed", python.display())]
    Python {
        /// Its path.
        python: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// It ended with an error.
    #[error("the peers failed in {}: {reason}", python.display())]
    Failed {
        /// Its path.
        python: PathBuf,
        /// The last line it wrote.
        reason: String,
    },
}

/// An engine on a set of pairs.
#[derive(Debug, Clone, Serialize)]
pub struct Peer {
    /// Name and, of others, version.
    pub name: String,
    /// Score from which on it calls two the same.
    pub threshold: f64,
    /// Right and wrong at that threshold.
    pub tally: Tally,
    /// The best F1 at any threshold: what could be got out of it on this very set.
    pub best_f1: f64,
    /// Microseconds for each pair, names read beforehand.
    pub micros: f64,
}

/// All engines on a set of pairs.
#[derive(Debug, Clone, Serialize)]
pub struct PeersReport {
    /// Hilf's own comparison of names.
    pub own_micros: f64,
    /// Hilf's reading of the names of a pair, in microseconds.
    pub own_parse_micros: f64,
    /// The peers.
    pub peers: Vec<Peer>,
    /// What is not installed, and why.
    pub missing: Vec<String>,
}

#[derive(Deserialize)]
struct Answer {
    peers: Vec<Scored>,
    missing: Vec<String>,
}

#[derive(Deserialize)]
struct Scored {
    name: String,
    version: String,
    threshold: f64,
    scores: Vec<f64>,
    seconds: f64,
}

/// Scores pairs with every peer that is installed in `python`, and times Hilf on the same pairs.
///
/// # Errors
/// When Python cannot be run or a peer fails. A peer that is not installed is no error.
pub fn compare_with_peers(pairs: &[Pair], python: &Path) -> Result<PeersReport, PeersError> {
    let answer = ask(pairs, python)?;
    let peers = answer.peers.into_iter().map(|scored| peer(pairs, scored)).collect();
    let (own_parse_micros, own_micros) = own_times(pairs);
    Ok(PeersReport { own_micros, own_parse_micros, peers, missing: answer.missing })
}

fn ask(pairs: &[Pair], python: &Path) -> Result<Answer, PeersError> {
    let cannot = |source| PeersError::Python { python: python.to_path_buf(), source };
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(cannot)?;
    if let Some(mut input) = child.stdin.take() {
        for pair in pairs {
            let row = json!({ "query": pair.query, "listed": pair.listed });
            if writeln!(input, "{row}").is_err() {
                // It ended early; what it wrote says why.
                break;
            }
        }
    }
    let output = child.wait_with_output().map_err(cannot)?;
    let failed = |reason: String| PeersError::Failed { python: python.to_path_buf(), reason };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(failed(said.lines().last().unwrap_or("it said nothing").to_owned()));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))
}

fn peer(pairs: &[Pair], scored: Scored) -> Peer {
    let tally_at = |threshold: f64| {
        let mut tally = Tally::default();
        for (pair, score) in pairs.iter().zip(&scored.scores) {
            tally.add(*score >= threshold, pair.is_match);
        }
        tally
    };
    let steps = (1..=100).map(|step| tally_at(f64::from(step) / 100.0).f1());
    Peer {
        name: format!("{} {}", scored.name, scored.version),
        threshold: scored.threshold,
        tally: tally_at(scored.threshold),
        best_f1: steps.fold(0.0, f64::max),
        micros: scored.seconds * 1e6 / pairs.len().max(1) as f64,
    }
}

/// Microseconds a pair for reading the names, and for comparing what was read.
fn own_times(pairs: &[Pair]) -> (f64, f64) {
    let names = |entity| -> Vec<String> { names_of(entity).into_iter().map(|(n, _)| n).collect() };
    let texts: Vec<[Vec<String>; 2]> =
        pairs.iter().map(|pair| [names(&pair.query), names(&pair.listed)]).collect();
    let read = |texts: &[String]| -> Vec<Name> { texts.iter().map(|text| parse(text)).collect() };
    let all = || -> Vec<[Vec<Name>; 2]> {
        texts.iter().map(|[query, listed]| [read(query), read(listed)]).collect()
    };
    let read_names = all();
    let parsing = quickest(|| drop(black_box(all())));
    let comparing = quickest(|| {
        for [queries, listed] in &read_names {
            for query in queries {
                for name in listed {
                    black_box(compare(query, name, &|_| INFO).score);
                }
            }
        }
    });
    let each = 1e6 / pairs.len().max(1) as f64;
    (parsing * each, comparing * each)
}

fn quickest(mut run: impl FnMut()) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(timed).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use hilf_entity::{Entity, Schema};

    use super::*;

    fn pair(query: &str, listed: &str, is_match: bool) -> Pair {
        let person = |name: &str| {
            let mut entity = Entity::new("x", Schema::named("Person").unwrap());
            entity.add("name", name);
            entity
        };
        let (query, listed) = (person(query), person(listed));
        let (group, quality) = (String::new(), String::new());
        Pair { query, is_schema_known: true, listed, is_match, group, quality }
    }

    #[test]
    fn a_peer_is_judged_at_its_threshold_and_at_its_best() {
        let pairs = [pair("a", "b", true), pair("a", "c", false), pair("a", "d", true)];
        let scores = vec![0.9, 0.8, 0.7];
        let (name, version) = ("p".to_owned(), "1".to_owned());
        let peer = peer(&pairs, Scored { name, version, threshold: 0.85, scores, seconds: 3e-6 });
        assert_eq!((peer.tally.true_positive, peer.tally.false_negative), (1, 1));
        assert!((peer.best_f1 - 0.8).abs() < 1e-9, "{}", peer.best_f1);
        assert!((peer.micros - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_python_that_is_not_there_is_named() {
        let missing = Path::new("/no/such/python");
        let error = compare_with_peers(&[pair("a", "b", true)], missing).unwrap_err();
        assert!(error.to_string().contains("/no/such/python"), "{error}");
    }
}
