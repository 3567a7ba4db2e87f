//! The listed words that are like a word, found once for each word.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hilf_name::{Element, Heard, SIMILARITY_MIN, Spelling, Weight, near};

use super::Index;
use super::scan::{Allowance, Near};

/// Listed words with their similarity, 0 to 1.
pub(super) type Neighbours = Arc<[(u32, f32)]>;

/// Finds words in an index.
#[derive(Default)]
pub(super) struct Finder {
    /// Words that are near, with their distance.
    near: Vec<Near>,
    /// Words that may answer for another reason.
    others: Vec<u32>,
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
        let near = self.near.iter().map(|near| (near.word, Some(near.distance.into())));
        let mut proposed: Vec<(u32, Option<u16>)> = near.collect();
        proposed.extend(self.others.iter().map(|term| (*term, None)));
        // The distance of a word that is there twice is kept.
        proposed.sort_unstable_by_key(|(term, distance)| (*term, distance.is_none()));
        proposed.dedup_by_key(|(term, _)| *term);
        let mut found: Vec<(u32, f32)> = Vec::new();
        let own = Heard::of(spelling);
        let mut listed = Spelling::default();
        for (term, distance) in proposed {
            index.read_term(term, &mut listed);
            let listed = Heard::of(&listed);
            let alike = hilf_name::likeness_at(&own, &listed, distance);
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
        Some(index.equal_infos.of(own_term, || {
            self.near.clear();
            let (words, word) = (index.tables.words.get(), (spelling.writing, &spelling.units[..]));
            words.near(word, |_| Allowance::of_distance(0), &mut self.near);
            let mut listed = Spelling::default();
            let mut info = index.term_info(own_term);
            for near in &self.near {
                index.read_term(near.word, &mut listed);
                if is_equal(&Heard::of(&listed)) {
                    info = info.min(index.term_info(near.word));
                }
            }
            info
        }))
    }

    /// Collects all words that may answer to a word.
    fn propose(&mut self, index: &Index, spelling: &Spelling, known: bool) {
        self.near.clear();
        self.others.clear();
        let narrow = known && near::is_narrow(spelling);
        let allowance = |units| match narrow && units > near::TINY {
            true => Allowance::of_likeness(near::KNOWN_MIN),
            false => Allowance::of_likeness(SIMILARITY_MIN),
        };
        let word = (spelling.writing, &spelling.units[..]);
        index.tables.words.get().near(word, allowance, &mut self.near);
        if narrow {
            index.of_consonants(spelling, &mut self.others);
            index.kin_of(spelling, &mut self.others);
        }
        self.others.extend(index.slips_of(spelling));
    }
}

/// By listed word: the information of the commonest word that is equal to it, found out once.
pub(super) struct EqualInfos(Vec<AtomicU32>);

impl EqualInfos {
    /// Room for so many words.
    pub(super) fn new(terms: usize) -> EqualInfos {
        EqualInfos((0..terms).map(|_| AtomicU32::new(UNASKED)).collect())
    }

    fn of(&self, term: u32, find: impl FnOnce() -> f32) -> f32 {
        let Some(known) = self.0.get(term as usize) else { return find() };
        // Whoever else finds it out finds the same.
        match known.load(Ordering::Relaxed) {
            UNASKED => {
                let info = find();
                known.store(info.to_bits(), Ordering::Relaxed);
                info
            }
            bits => f32::from_bits(bits),
        }
    }
}

/// What is no information of a word.
const UNASKED: u32 = u32::MAX;

/// Parts of the cache, so that threads seldom wait for each other.
const SHARDS: usize = 32;
/// Neighbours that each generation of a part holds at most, 8 bytes each: 64 MB in all.
const HELD_MAX: usize = 4_000_000 / SHARDS;

/// What was found, by the word itself. What it holds changes how fast an answer comes and never
/// the answer.
#[derive(Default)]
pub(super) struct Cache {
    shards: Box<[Mutex<Shard>; SHARDS]>,
    hasher: std::hash::RandomState,
}

/// Words in two generations: when the younger one is full it takes the place of the older, so that
/// words which come again are kept and those that came once go.
#[derive(Default)]
struct Shard {
    words: HashMap<Spelling, Neighbours>,
    held: usize,
    older: HashMap<Spelling, Neighbours>,
}

impl Shard {
    fn get(&mut self, word: &Spelling) -> Option<Neighbours> {
        if let Some(known) = self.words.get(word) {
            return Some(Arc::clone(known));
        }
        let (word, known) = self.older.remove_entry(word)?;
        self.put(word, Arc::clone(&known));
        Some(known)
    }

    fn put(&mut self, word: Spelling, found: Neighbours) {
        if self.held > HELD_MAX {
            self.older = std::mem::take(&mut self.words);
            self.held = 0;
        }
        // A word takes room even if nothing is like it.
        self.held += found.len() + 16;
        self.words.insert(word, found);
    }
}

impl Cache {
    /// Whether the neighbours of a word are known.
    pub(super) fn holds(&self, word: &Spelling) -> bool {
        let shard = lock(self.shard(word));
        shard.words.contains_key(word) || shard.older.contains_key(word)
    }

    fn shard(&self, word: &Spelling) -> &Mutex<Shard> {
        &self.shards[self.hasher.hash_one(word) as usize % SHARDS]
    }

    /// The neighbours of a word; found by `find` if they are not known.
    pub(super) fn of(&self, word: &Spelling, find: impl FnOnce() -> Neighbours) -> Neighbours {
        let shard = self.shard(word);
        if let Some(known) = lock(shard).get(word) {
            return known;
        }
        let found = find();
        lock(shard).put(word.clone(), Arc::clone(&found));
        found
    }
}

fn lock(shard: &Mutex<Shard>) -> std::sync::MutexGuard<'_, Shard> {
    // A panic elsewhere leaves the map whole.
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_come_again_outlive_those_that_came_once() {
        let mut shard = Shard::default();
        let word = |number: usize| hilf_name::spell(&format!("word {number}"));
        let found: Neighbours = vec![(7, 1.0); 100].into();
        let fills = HELD_MAX / (found.len() + 16) + 1;
        shard.put(word(0), Arc::clone(&found));
        for number in 1..3 * fills {
            shard.put(word(number), Arc::clone(&found));
            if number % (fills / 2) == 0 {
                assert!(shard.get(&word(0)).is_some(), "forgotten after {number} words");
            }
        }
        assert!(shard.get(&word(1)).is_none());
        assert!(shard.words.len() + shard.older.len() <= 2 * fills + 2);
    }
}
