//! Listed names in which words answer to the query's only when they are written as one.

use std::borrow::Cow;

use hilf_name::{MERGED_MIN, Run, Runs, Spelling, Weight, similarity, written_as_one};

use super::Index;
use super::layout::{RunRecord, SlotRecord, cut_key, run_key};
use super::marks::Marks;
use super::slots::{class_of, tail_of, weight_of};

/// Names with a run of words whose key is that of a run of the query's.
pub(super) struct Proposal<'a> {
    /// The query's run.
    run: Run,
    word: Cow<'a, Spelling>,
    records: &'a [RunRecord],
    /// Whether the runs are whole names whose words may be cut otherwise.
    is_cut: bool,
}

/// All proposals for the runs of a query.
pub(super) fn proposals<'a>(index: &'a Index, query: &'a Runs<'_>) -> Vec<Proposal<'a>> {
    let runs = query.iter().map(|run| (run_key(run.place, run.key) ^ 1, *run, false));
    let cut = query.whole().map(|run| (cut_key(run.key), run, true));
    let proposal = |(key, run, is_cut): (u32, Run, bool)| {
        let records = index.tables.runs.get();
        let first = records.partition_point(|r| r.key.get() < key);
        let count = records[first..].iter().take_while(|r| r.key.get() == key).count();
        let records = &records[first..first + count];
        (count > 0).then(|| Proposal { run, word: query.spelling(run.place), records, is_cut })
    };
    runs.chain(cut).filter_map(proposal).collect()
}

impl Proposal<'_> {
    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// Marks the names for the parts of the query that the run is made of: they may be answered.
    pub(super) fn mark(&self, marks: &mut Marks) {
        let (first, count) = self.run.place;
        if !self.is_cut {
            for part in usize::from(first)..usize::from(first) + usize::from(count) {
                self.records.iter().for_each(|record| marks.set(part, record.name.get(), true));
            }
        }
    }

    /// Calls `found` with the names of which the run is indeed written like the query's, as far as
    /// `may` lets them be looked at.
    pub(super) fn names(
        &self,
        index: &Index,
        mut may: impl FnMut(u32) -> bool,
        mut found: impl FnMut(u32),
    ) {
        for record in self.records {
            let name = record.name.get();
            if (self.is_cut || may(name))
                && listed_run(index, record)
                    .is_some_and(|listed| similarity(&self.word, &listed) >= MERGED_MIN)
            {
                found(name);
            }
        }
    }
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
    let core = Cow::Owned(index.term_spelling(slot.term.get()));
    written_as_one(core, class_of(slot.compound & 15), tail_of(slot.compound >> 4)).into_owned()
}

/// All runs of a listed name.
pub(super) fn listed_runs(index: &Index, slots: &[SlotRecord]) -> Runs<'static> {
    let is_initial = |slot: &SlotRecord| weight_of(slot.weight) == Weight::Initial;
    Runs::of_words(slots.iter().map(|slot| (Cow::Owned(word(index, slot)), is_initial(slot))))
}
