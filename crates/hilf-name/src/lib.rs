//! What a name is: words, their roles, their sounds across scripts, and the comparison of two
//! names with its reasons.
//!
//! Nothing here knows of lists or storage.

mod align;
mod body;
mod bound;
mod common;
mod compare;
mod compound;
mod cost;
mod distinct;
mod glue;
mod groups;
mod heard;
mod known;
mod lexicon;
mod mistyped;
mod mrz;
pub mod near;
mod nickname;
mod nisba;
mod numeral;
mod order;
mod parse;
mod patronymic;
mod reading;
mod romanise;
mod runs;
mod scale;
mod skeleton;
mod slip;
mod sorted;
mod sound;
mod spell;
mod trace;
mod translated;
mod units;
mod weigh;
mod words;

pub use align::{
    Alignment, Bond, Link, SHORT_UNITS, SIMILARITY_MIN, Slot, align, compound_factor, share,
};
pub use bound::{Balance, INITIAL_SIMILARITY, Listed, Tally};
pub use common::common_bits;
pub use compare::{Head, OTHER_READING, compare, initial_agrees};
pub use cost::{CONSONANT, Costs};
pub use groups::{GroupEntry, Kinship, encode_groups, fame, kinship};
pub use heard::Heard;
pub use known::{encode as encode_known, fingerprint, is_known, is_own_name};
pub use parse::{Class, ELEMENTS_MAX, Element, Name, Tail, Weight, parse};
pub use runs::{MERGED_MIN, Run, Runs, merged_links, whole_link, written_as_one};
pub use scale::Scale;
pub use skeleton::skeleton;
pub use slip::{is_one_slip, listed_slip_keys, slip_keys};
pub use sound::{
    DISTANCE_MAX, UNITS_MAX, distance, first_row, judge, lead, likeness, likeness_at, next_row,
    similarity, similarity_at, similarity_of, weight,
};
pub use spell::spell;
pub use trace::{Step, trace, trace_at};
pub use units::{Spelling, UNITS, Unit, Writing};
pub use weigh::{Charge, link_info, weigh};

pub use nisba::Ending;
