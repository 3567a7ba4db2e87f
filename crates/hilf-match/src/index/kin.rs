//! What answers to a searched word that is a known name besides the words that are like it: words of
//! the same consonants, and other spellings of the same name. See [`hilf_name::near`].

use std::collections::BTreeMap;

use hilf_name::near::{CONSONANTS_APART, consonants, names_of};
use hilf_name::{Spelling, Unit, Writing};
use rayon::prelude::*;
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::Index;
use super::scan::{Allowance, Built};
use super::words::part;

/// A word that is known to be a spelling of a name.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct KinRecord {
    /// Number of the name.
    pub(crate) name: U32,
    /// The word.
    pub(crate) term: U32,
}

/// The known names of words, by name.
pub(super) fn records(terms: &[Spelling]) -> Vec<KinRecord> {
    let of = |(spelling, term): (&Spelling, u32)| {
        names_of(spelling).iter().map(move |name| (*name, term))
    };
    let numbered = terms.par_iter().zip(0_u32..terms.len() as u32);
    let mut records: Vec<(u32, u32)> = numbered.flat_map_iter(of).collect();
    records.par_sort_unstable();
    let record = |(name, term): (u32, u32)| KinRecord { name: name.into(), term: term.into() };
    records.into_par_iter().map(record).collect()
}

/// The consonants of words, each once, and the words that have them.
pub(super) struct Skeletons {
    pub(super) blocks: Built,
    pub(super) term_ends: Vec<U32>,
    pub(super) terms: Vec<U32>,
}

impl Skeletons {
    pub(super) fn of(terms: &[Spelling]) -> Skeletons {
        let mut by_consonants: BTreeMap<(Writing, Vec<Unit>), Vec<u32>> = BTreeMap::new();
        for (spelling, term) in terms.iter().zip(0..) {
            let own = consonants(spelling);
            if !own.is_empty() {
                by_consonants.entry((spelling.writing, own)).or_default().push(term);
            }
        }
        let words = by_consonants.keys().zip(0..);
        Skeletons {
            blocks: Built::of(words.map(|((writing, word), number)| (*writing, &word[..], number))),
            term_ends: ends(by_consonants.values().map(Vec::len)),
            terms: by_consonants.values().flatten().map(|term| U32::new(*term)).collect(),
        }
    }
}

/// Where each of many things ends that are so long.
pub(super) fn ends(lengths: impl Iterator<Item = usize>) -> Vec<U32> {
    let sum = |end: &mut usize, length| {
        *end += length;
        Some(U32::new(*end as u32))
    };
    lengths.scan(0, sum).collect()
}

impl Index {
    /// Adds the words that are known to be spellings of the same name.
    pub(super) fn kin_of(&self, spelling: &Spelling, found: &mut Vec<u32>) {
        let records = self.tables.kin.get();
        for name in names_of(spelling) {
            let first = records.partition_point(|record| record.name.get() < *name);
            let equal = records[first..].iter().take_while(|record| record.name.get() == *name);
            found.extend(equal.map(|record| record.term.get()));
        }
    }

    /// Adds the words whose consonants are nearly the same.
    pub(super) fn of_consonants(&self, spelling: &Spelling, found: &mut Vec<u32>) {
        let tables = &self.tables;
        let (own, mut near) = (consonants(spelling), Vec::new());
        let allowance = |_| Allowance::of_distance(CONSONANTS_APART - 1);
        tables.skeletons.get().near((spelling.writing, &own), allowance, &mut near);
        let (ends, terms) = (tables.skeleton_term_ends.get(), tables.skeleton_terms.get());
        for skeleton in near {
            found.extend(part(ends, terms, skeleton.word).iter().map(|term| term.get()));
        }
    }
}
