//! Names that are the query's word for word.

use hilf_name::{Alignment, Bond, Name, Slot, Weight};

use super::Index;
use crate::hash::of_name;

/// Names that are the query word for word, whatever their sound tells: some names of short words
/// have no sound that could be compared.
pub(super) fn whole_names(index: &Index, query: &Name) -> Vec<u32> {
    let Some(key) = of_name(&query.original) else { return Vec::new() };
    let records = index.tables.wholes.get();
    let first = records.partition_point(|r| r.key.get() < key);
    records[first..].iter().take_while(|r| r.key.get() == key).map(|r| r.name.get()).collect()
}

/// Equal after folding: every part answers to its like, wholly, and nothing is left over.
pub(super) fn is_exact(alignment: &Alignment, query: &[Slot], listed: &[Slot]) -> bool {
    let light = |left: &[u8], slots: &[Slot]| {
        left.iter().all(|i| slots[usize::from(*i)].weight == Weight::Filler)
    };
    !alignment.swapped
        && alignment.is_in_order()
        && !alignment.links.is_empty()
        && alignment.links.iter().all(|l| l.similarity >= 0.999 && l.bond != Bond::Initial)
        && light(&alignment.query_left, query)
        && light(&alignment.listed_left, listed)
}
