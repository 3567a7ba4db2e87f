//! The listed words that are like a word, found once for each word.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use hilf_name::{Costs, NEAR_MIN, SIMILARITY_MIN, Spelling, Writing};

use super::trie::{self, Allowance};
use super::Index;

/// Listed words with their similarity, 0 to 1.
pub(super) type Neighbours = Arc<[(u32, f32)]>;

/// Finds words in the trees of an index.
#[derive(Default)]
pub(super) struct Finder {
    rows: trie::Rows,
    proposed: Vec<u32>,
}

impl Finder {
    /// Every listed word that answers to a word.
    fn all(&mut self, index: &Index, spelling: &Spelling) -> Neighbours {
        let known = is_known(index, spelling);
        self.propose(index, spelling, |same| Allowance::new(SIMILARITY_MIN, same));
        self.judged(index, spelling, known, SIMILARITY_MIN)
    }

    /// Every listed word that is near to a word.
    fn near(&mut self, index: &Index, spelling: &Spelling) -> Neighbours {
        let known = is_known(index, spelling);
        self.propose(index, spelling, |same| Allowance::new(NEAR_MIN, same && !known));
        self.proposed.extend(index.kin(spelling));
        self.proposed.sort_unstable();
        self.proposed.dedup();
        self.judged(index, spelling, known, NEAR_MIN)
    }

    /// Collects the words that may be within an allowance, which depends on whether they are of
    /// the same writing.
    fn propose(
        &mut self,
        index: &Index,
        spelling: &Spelling,
        allowance: impl Fn(bool) -> Allowance,
    ) {
        let own = usize::from(spelling.writing == Writing::Abjad);
        self.proposed.clear();
        for (number, writing) in [Writing::Voweled, Writing::Abjad].into_iter().enumerate() {
            let costs = Costs::between(spelling.writing, writing);
            let trees = trie::Trees {
                forward: index.tables.tries[number].get(),
                backward: index.tables.backward[number].get(),
            };
            let sides = (own, allowance(writing == spelling.writing));
            let units = &spelling.units;
            trie::candidates(&trees, units, costs, sides, &mut self.rows, &mut self.proposed);
        }
    }

    fn judged(&self, index: &Index, spelling: &Spelling, known: bool, least: f32) -> Neighbours {
        let judged = |term: &u32| (*term, judged(index, spelling, known, *term));
        self.proposed.iter().map(judged).filter(|(_, similarity)| *similarity >= least).collect()
    }
}

/// Whether a word is the name of somebody, so that it is no slip of another.
pub(super) fn is_known(index: &Index, spelling: &Spelling) -> bool {
    hilf_name::is_known(spelling) || index.has_term(spelling)
}

/// How alike a word and a listed one are, compared directly; 0 if they do not answer to each
/// other.
pub(super) fn judged(index: &Index, spelling: &Spelling, known: bool, term: u32) -> f32 {
    let listed = index.term_spelling(term);
    let alike = hilf_name::likeness(spelling, &listed);
    if alike > 0.0 { hilf_name::judge(spelling, known, &listed, alike) } else { 0.0 }
}

/// Times a word is asked for until it is worth knowing everything that is like it.
const ASKED_MIN: u32 = 3;

/// Parts of the cache, so that threads seldom wait for each other.
const SHARDS: usize = 32;
/// Neighbours that each part holds at most, 8 bytes each: 64 MB in all.
const HELD_MAX: usize = 8_000_000 / SHARDS;

/// What was found, by the word itself. What it holds changes how fast an answer comes and never
/// the answer.
#[derive(Default)]
pub(super) struct Cache {
    shards: [Mutex<Shard>; SHARDS],
    hasher: std::hash::RandomState,
}

#[derive(Default)]
struct Shard {
    words: HashMap<Spelling, Entry>,
    held: usize,
}

/// What is known of a word.
#[derive(Clone, Default)]
struct Entry {
    near: Option<Neighbours>,
    all: Option<Neighbours>,
    asked: u32,
}

/// Neighbours of a word, and whether they are all that answer to it or only the near ones.
pub(super) struct Found {
    pub(super) words: Neighbours,
    pub(super) all: bool,
}

impl Cache {
    /// The near neighbours of a word, or all if they are known or it is asked for often.
    pub(super) fn near(&self, index: &Index, finder: &mut Finder, word: &Spelling) -> Found {
        let shard = self.shard(word);
        let entry = {
            let mut shard = lock(shard);
            shard.words.get_mut(word).map(|entry| {
                entry.asked += 1;
                entry.clone()
            })
        };
        match entry {
            Some(Entry { all: Some(words), .. }) => Found { words, all: true },
            Some(Entry { asked, .. }) if asked >= ASKED_MIN => self.all(index, finder, word),
            Some(Entry { near: Some(words), .. }) => Found { words, all: false },
            _ => {
                let words = finder.near(index, word);
                self.keep(word, &words, |entry| entry.near = Some(Arc::clone(&words)));
                Found { words, all: false }
            }
        }
    }

    /// All neighbours of a word.
    pub(super) fn all(&self, index: &Index, finder: &mut Finder, word: &Spelling) -> Found {
        let known = lock(self.shard(word)).words.get(word).and_then(|entry| entry.all.clone());
        let words = known.unwrap_or_else(|| {
            let words = finder.all(index, word);
            self.keep(word, &words, |entry| entry.all = Some(Arc::clone(&words)));
            words
        });
        Found { words, all: true }
    }

    fn shard(&self, word: &Spelling) -> &Mutex<Shard> {
        &self.shards[self.hasher.hash_one(word) as usize % SHARDS]
    }

    fn keep(&self, word: &Spelling, found: &Neighbours, set: impl FnOnce(&mut Entry)) {
        let mut shard = lock(self.shard(word));
        if shard.held > HELD_MAX {
            *shard = Shard::default();
        }
        // A word takes room even if nothing is like it.
        shard.held += found.len() + 16;
        set(shard.words.entry(word.clone()).or_default());
    }
}

fn lock(shard: &Mutex<Shard>) -> std::sync::MutexGuard<'_, Shard> {
    // A panic elsewhere leaves the map whole.
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
