//! Listed names in which words answer to the query's only when they are written as one.

use hilf_name::{
    MERGED_MIN, Run, Spelling, Weight, runs, similarity, whole, whole_key, written_as_one,
};

use super::Index;
use super::layout::{RunRecord, SlotRecord, cut_key, run_key};
use super::search::{class_of, tail_of, weight_of};

/// Listed names, in their order, of which a run of words is written like one of the query's.
pub(super) fn names(index: &Index, query_runs: &[Run]) -> Vec<u32> {
    let mut names = Vec::new();
    let runs = query_runs.iter().map(|run| (run_key(run.0, run.1) ^ 1, run));
    let cut = whole(query_runs).map(|run| (cut_key(whole_key(&run.2)), run));
    for (key, run) in runs.chain(cut) {
        let alike = |record: &&RunRecord| {
            let listed = listed_run(index, record);
            listed.is_some_and(|listed| similarity(&run.2, &listed) >= MERGED_MIN)
        };
        names.extend(with_key(index, key).filter(alike).map(|record| record.name.get()));
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn with_key(index: &Index, key: u32) -> impl Iterator<Item = &RunRecord> {
    let records = index.tables.runs.get();
    let first = records.partition_point(|r| r.key.get() < key);
    records[first..].iter().take_while(move |r| r.key.get() == key)
}

/// The words of a run as one; `None` if they cannot be written so.
fn listed_run(index: &Index, record: &RunRecord) -> Option<Spelling> {
    let first = usize::from(record.first);
    let slots = index.listed().slots_of(record.name.get());
    let mut words = slots.get(first..first + usize::from(record.count))?.iter();
    let start = word(index, words.next()?);
    words.try_fold(start, |joined, slot| joined.joined(&word(index, slot)))
}

fn word(index: &Index, slot: &SlotRecord) -> Spelling {
    let core = index.term_spelling(slot.term.get());
    written_as_one(&core, class_of(slot.compound & 15), tail_of(slot.compound >> 4))
}

/// All runs of a listed name.
pub(super) fn listed_runs(index: &Index, slots: &[SlotRecord]) -> Vec<Run> {
    let is_initial = |slot: &SlotRecord| weight_of(slot.weight) == Weight::Initial;
    let words: Vec<(Spelling, bool)> =
        slots.iter().map(|slot| (word(index, slot), is_initial(slot))).collect();
    runs(&words)
}
