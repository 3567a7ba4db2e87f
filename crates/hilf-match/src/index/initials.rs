//! The words that stand as initials in listed names.

use std::collections::BTreeMap;

use hilf_name::{Class, Element, Ending, Head, Slot, Tail, Weight, initial_agrees};

use super::Index;
use super::layout::initial_of;
use super::slots::class_of;

/// Initials that agree with the same words: of one letter, with the same before them.
pub(super) struct Initials {
    head: Head,
    slot: Slot,
    /// All of them.
    pub(super) terms: Vec<u32>,
}

impl Initials {
    /// All initials of an index.
    pub(super) fn of(index: &Index) -> Vec<Initials> {
        let mut groups: BTreeMap<_, Initials> = BTreeMap::new();
        for record in index.tables.initials.get() {
            let (term, class) = initial_of(record.get());
            let head = index.head(index.words(), term);
            let key = (head, class);
            let new = || Initials { head, slot: slot(class_of(class)), terms: Vec::new() };
            groups.entry(key).or_insert_with(new).terms.push(term);
        }
        groups.into_values().collect()
    }

    /// Whether they can stand for an element of a query.
    pub(super) fn agree_with(&self, element: &Element, slot: &Slot) -> bool {
        initial_agrees((Head::of(&element.spelling), slot), (self.head, &self.slot))
    }
}

fn slot(class: Class) -> Slot {
    Slot {
        info: 0.0,
        class,
        tail: Tail::None,
        weight: Weight::Initial,
        nasab: false,
        bracketed: false,
        article: false,
        ending: Ending::Closed,
        known: false,
    }
}
