//! The words of listed names as the comparison sees them.

use hilf_name::{Class, Ending, Listed, Slot, Tail, Weight, share};

use super::layout::SlotRecord;

/// A word of a listed name as it is weighed.
pub(super) fn slot(record: &SlotRecord) -> Slot {
    let weight = weight_of(record.weight);
    Slot {
        info: info(record),
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
    WEIGHTS[usize::from(number) % WEIGHTS.len()]
}

const WEIGHTS: [Weight; 8] = {
    use Weight::*;
    [Name, Initial, TitleOrName, Generic, LegalForm, Filler, Number, Truncated]
};

/// What of a word's information is left in each part that it can play, if it is long and if it is
/// short; see [`share`].
const SHARES: [[f32; 2]; WEIGHTS.len()] = {
    let mut shares = [[0.0; 2]; WEIGHTS.len()];
    let mut weight = 0;
    while weight < WEIGHTS.len() {
        shares[weight] = [share(WEIGHTS[weight], false), share(WEIGHTS[weight], true)];
        weight += 1;
    }
    shares
};

fn info(record: &SlotRecord) -> f32 {
    let of_part = SHARES[usize::from(record.weight) % WEIGHTS.len()];
    f32::from(record.info) / 255.0 * of_part[usize::from(record.flags >> 3 & 1)]
}

/// What of a word of a listed name bounds the score.
#[inline]
pub(super) fn listed(record: &SlotRecord) -> Listed {
    let weight = weight_of(record.weight);
    let is_name = matches!(weight, Weight::Name | Weight::TitleOrName);
    Listed {
        info: info(record),
        is_name,
        stands: is_name || weight == Weight::Initial,
        bracketed: record.flags & 2 == 2,
    }
}
