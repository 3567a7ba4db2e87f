//! The listed words that are like a word, found once for each word.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex, PoisonError};

use hilf_name::{Element, Heard, SIMILARITY_MIN, Spelling, Weight, Writing, near};

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
        self.find_as(index, spelling, known)
    }

    /// As [`Finder::find`], of a word of which it is given whether it is a known name.
    pub(super) fn find_as(
        &mut self,
        index: &Index,
        spelling: &Spelling,
        known: bool,
    ) -> Neighbours {
        self.propose(index, spelling, known);
        self.proposed.sort_unstable();
        self.proposed.dedup();
        let mut found: Vec<(u32, f32)> = Vec::new();
        let own = Heard::of(spelling);
        let mut listed = Spelling::default();
        for &term in &self.proposed {
            index.read_term(term, &mut listed);
            let listed = Heard::of(&listed);
            let alike = hilf_name::likeness(&own, &listed);
            if alike > 0.0 {
                let judged = hilf_name::judge(&own, known, &listed, alike);
                if judged >= SIMILARITY_MIN {
                    found.push((term, judged));
                }
            }
        }
        found.into()
    }

    /// Information of an element whose plain reading is a listed word: that of the commonest of the
    /// words that are equal to it. `None` if it is no listed word.
    pub(super) fn info_of_listed(&mut self, index: &Index, element: &Element) -> Option<f32> {
        if element.weight == Weight::Initial {
            return None;
        }
        let spelling = &element.spelling;
        let own_term = index.term_of(spelling)?;
        let own = Heard::of(spelling);
        let is_equal = |listed: &Heard<'_>| {
            let alike = hilf_name::likeness(&own, listed);
            alike >= 1.0 && hilf_name::judge(&own, true, listed, alike) >= 1.0
        };
        if !is_equal(&own) {
            return None;
        }
        self.proposed.clear();
        for writing in [Writing::Voweled, Writing::Abjad] {
            let query = trie::Query {
                units: &spelling.units,
                writings: (spelling.writing, writing),
                allowance: |_| Allowance::of_distance(0),
            };
            let nodes = index.tables.tries[writing as usize].get();
            trie::nearest((nodes, index.words()), &query, &mut self.rows, &mut self.proposed);
        }
        let mut listed = Spelling::default();
        let mut info = index.term_info(own_term);
        for &term in &self.proposed {
            index.read_term(term, &mut listed);
            if is_equal(&Heard::of(&listed)) {
                info = info.min(index.term_info(term));
            }
        }
        Some(info)
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
    /// Whether the neighbours of a word are known.
    pub(super) fn holds(&self, word: &Spelling) -> bool {
        lock(self.shard(word)).words.contains_key(word)
    }

    fn shard(&self, word: &Spelling) -> &Mutex<Shard> {
        &self.shards[self.hasher.hash_one(word) as usize % SHARDS]
    }

    /// The neighbours of a word; found by `find` if they are not known.
    pub(super) fn of(&self, word: &Spelling, find: impl FnOnce() -> Neighbours) -> Neighbours {
        let shard = self.shard(word);
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
