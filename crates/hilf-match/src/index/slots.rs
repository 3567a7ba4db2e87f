//! The words of listed names as the comparison sees them.

use hilf_name::{Class, Ending, Slot, Tail, Weight, share};

use super::layout::SlotRecord;

/// A word of a listed name as it is weighed.
pub(super) fn slot(record: &SlotRecord) -> Slot {
    let weight = weight_of(record.weight);
    Slot {
        info: f32::from(record.info) / 255.0 * share(weight, record.flags & 8 == 8),
        class: class_of(record.compound & 15),
        tail: tail_of(record.compound >> 4),
        weight,
        nasab: record.flags & 1 == 1,
        bracketed: record.flags & 2 == 2,
        article: record.flags & 4 == 4,
        ending: ending_of(record.flags >> 4),
        known: record.flags & 64 == 64,
        patronymic: false,
    }
}

fn ending_of(number: u8) -> Ending {
    [Ending::Closed, Ending::Open, Ending::Nisba]
        .into_iter()
        .nth(usize::from(number & 3))
        .unwrap_or_default()
}

pub(super) fn class_of(number: u8) -> Class {
    [Class::Plain, Class::Abd, Class::Abu, Class::Umm]
        .into_iter()
        .nth(number.into())
        .unwrap_or_default()
}

pub(super) fn tail_of(number: u8) -> Tail {
    [Tail::None, Tail::Din, Tail::Allah].into_iter().nth(number.into()).unwrap_or_default()
}

pub(super) fn weight_of(number: u8) -> Weight {
    use Weight::*;
    [Name, Initial, TitleOrName, Generic, LegalForm, Filler, Number, Truncated]
        .into_iter()
        .nth(number.into())
        .unwrap_or(Name)
}
