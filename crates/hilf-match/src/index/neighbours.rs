//! The listed words that are like a word, found once for each word.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use hilf_name::{SIMILARITY_MIN, Spelling, Writing, near};

use super::Index;
use super::trie::{self, Allowance};

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
    pub(super) fn find(&mut self, index: &Index, spelling: &Spelling) -> Neighbours {
        let known = hilf_name::is_known(spelling) || index.has_term(spelling);
        self.propose(index, spelling, known);
        self.proposed.sort_unstable();
        self.proposed.dedup();
        let mut found: Vec<(u32, f32)> = Vec::new();
        for &term in &self.proposed {
            let listed = index.term_spelling(term);
            let alike = hilf_name::likeness(spelling, &listed);
            if alike > 0.0 {
                let judged = hilf_name::judge(spelling, known, &listed, alike);
                if judged >= SIMILARITY_MIN {
                    found.push((term, judged));
                }
            }
        }
        found.into()
    }

    /// Collects all words that may answer to a word.
    fn propose(&mut self, index: &Index, spelling: &Spelling, known: bool) {
        self.proposed.clear();
        let narrow = known && near::is_narrow(spelling);
        let words = index.words();
        for writing in [Writing::Voweled, Writing::Abjad] {
            let trees = trie::Trees {
                forward: index.tables.tries[writing as usize].get(),
                backward: index.tables.backward[writing as usize].get(),
                words,
            };
            let query = trie::Query {
                units: &spelling.units,
                writings: (spelling.writing, writing),
                allowance: |units| match narrow && units > near::TINY {
                    true => Allowance::of_likeness(near::KNOWN_MIN),
                    false => Allowance::of_likeness(SIMILARITY_MIN),
                },
            };
            trie::candidates(&trees, &query, &mut self.rows, &mut self.proposed);
            if narrow {
                index.of_consonants(spelling, writing, &mut self.rows, &mut self.proposed);
            }
        }
        if narrow {
            index.kin_of(spelling, &mut self.proposed);
        }
        self.proposed.extend(index.slips_of(spelling));
    }
}

/// Parts of the cache, so that threads seldom wait for each other.
const SHARDS: usize = 32;
/// Neighbours that each part holds at most, 8 bytes each: 64 MB in all.
const HELD_MAX: usize = 8_000_000 / SHARDS;

/// What was found, by the word itself. What it holds changes how fast an answer comes and never
/// the answer.
#[derive(Default)]
pub(super) struct Cache {
    shards: Box<[Mutex<Shard>; SHARDS]>,
    hasher: std::hash::RandomState,
}

#[derive(Default)]
struct Shard {
    words: HashMap<Spelling, Neighbours>,
    held: usize,
}

impl Cache {
    /// The neighbours of a word; found by `find` if they are not known.
    pub(super) fn of(&self, word: &Spelling, find: impl FnOnce() -> Neighbours) -> Neighbours {
        let shard = &self.shards[self.hasher.hash_one(word) as usize % SHARDS];
        if let Some(known) = lock(shard).words.get(word) {
            return Arc::clone(known);
        }
        let found = find();
        let mut shard = lock(shard);
        if shard.held > HELD_MAX {
            *shard = Shard::default();
        }
        // A word takes room even if nothing is like it.
        shard.held += found.len() + 16;
        shard.words.insert(word.clone(), Arc::clone(&found));
        found
    }
}

fn lock(shard: &Mutex<Shard>) -> std::sync::MutexGuard<'_, Shard> {
    // A panic elsewhere leaves the map whole.
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}
