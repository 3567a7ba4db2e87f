//! The words that stand as initials in listed names.

use std::collections::BTreeMap;

use hilf_name::{Class, Element, Ending, Head, Name, Slot, Tail, UNITS, Weight, initial_agrees};

use super::Index;
use super::layout::{SlotRecord, initial_of};
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

    fn agree_with(&self, element: &Element, slot: &Slot) -> bool {
        initial_agrees((Head::of(&element.spelling), slot), (self.head, &self.slot))
    }
}

/// Which words of a query the initials of listed names can stand for.
pub(super) struct Agreed {
    /// By head and class: the elements, as bits.
    elements: Vec<u32>,
}

const CLASSES: usize = 4;

impl Agreed {
    /// Asks all initials of an index; initials of the query are left out.
    pub(super) fn of(index: &Index, name: &Name, slots: &[Slot]) -> Agreed {
        let mut elements = vec![0; 2 * UNITS * CLASSES];
        let words = || name.elements.iter().zip(slots).enumerate();
        for initials in &index.initials {
            let agreeing = words().filter(|(_, (element, slot))| {
                slot.weight != Weight::Initial && initials.agree_with(element, slot)
            });
            elements[place(initials.head, initials.slot.class)] =
                agreeing.fold(0, |all, (i, _)| all | 1 << i);
        }
        Agreed { elements }
    }

    /// The elements, as bits, that some initials can stand for.
    pub(super) fn with(&self, initials: &Initials) -> u32 {
        self.elements[place(initials.head, initials.slot.class)]
    }

    /// The elements, as bits, that an initial in a listed name can stand for.
    pub(super) fn with_record(&self, index: &Index, record: &SlotRecord) -> u32 {
        let head = index.head(index.words(), record.term.get());
        self.elements[place(head, class_of(record.compound & 15))]
    }
}

fn place(head: Head, class: Class) -> usize {
    let unit = head.first.map_or(0, |unit| usize::from(unit.0) % UNITS);
    (head.writing as usize * UNITS + unit) * CLASSES + class as usize % CLASSES
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
        patronymic: false,
        known: false,
    }
}
