//! All words of the lists in blocks that are compared with a word together.
//!
//! The scan misses nothing: it proposes every word whose distance is within the allowance, with its
//! distance, and some that are a little farther; judging the two words decides.

#[cfg(target_arch = "x86_64")]
mod half;
mod lanes;
mod table;
#[cfg(target_arch = "x86_64")]
mod whole;

use hilf_name::{Costs, DISTANCE_MAX, UNITS_MAX, Unit, Writing, weight};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use lanes::Width;
use table::{Band, Table};

/// Words that are compared together.
const LANES: usize = 64;

/// What is known of the words of a block, which have the same writing and number of units, before
/// they are looked at.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Head {
    /// Units that a word begins with, a bit each.
    first: U64,
    /// Units that any of its words has.
    some: U64,
    /// Units that each of its words has.
    every: U64,
    /// The first of its rows.
    first_row: U32,
    /// Greatest weight of a word in steps of [`WEIGHT_STEP`], rounded up, beside words of the writings
    /// Voweled and Abjad.
    weight_max: [u8; 2],
    /// Units of a word, and so the number of its rows.
    length: u8,
    /// Number of its words.
    count: u8,
    /// Number of its writing.
    writing: u8,
}

/// The words of a block, one in each lane.
#[derive(Debug, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Lanes {
    /// Their numbers.
    words: [U32; LANES],
    /// Their weights, as in [`Head`].
    weights: [[u8; LANES]; 2],
}

/// The units that the words of a block have in one place.
pub(crate) type Row = [u8; LANES];

/// A word that is near to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) word: u32,
    /// How far it is, as [`hilf_name::distance`] has it.
    pub(super) distance: u8,
}

/// Step in which weights are kept. What is heavier than fits in then has the greatest allowance
/// anyway.
const WEIGHT_STEP: u16 = 5;

/// The blocks of an index.
#[derive(Clone, Copy)]
pub(crate) struct Blocks<'a> {
    pub(crate) heads: &'a [Head],
    pub(crate) lanes: &'a [Lanes],
    pub(crate) rows: &'a [Row],
}

/// Blocks as they are built.
#[derive(Default)]
pub(crate) struct Built {
    pub(crate) heads: Vec<Head>,
    pub(crate) lanes: Vec<Lanes>,
    pub(crate) rows: Vec<Row>,
}

/// A word to be put in a block: its writing, its length, its units and its number.
type Word<'a> = (Writing, usize, &'a [Unit], u32);

impl Built {
    /// Puts words that are not empty into blocks. Words that begin alike stand together, so that most
    /// blocks are left after a few rows.
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = (Writing, &'a [Unit], u32)>) -> Built {
        let word = |(writing, units, number): (Writing, &'a [Unit], u32)| {
            let units = cut(units);
            (writing, units.len(), units, number)
        };
        let mut words: Vec<Word<'_>> = words.into_iter().map(word).collect();
        words.sort_unstable();
        let mut built = Built::default();
        for words in words.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            words.chunks(LANES).for_each(|block| built.add(block));
        }
        built
    }

    fn add(&mut self, words: &[Word<'_>]) {
        let (writing, length, ..) = words[0];
        let first_row = self.rows.len();
        self.rows.resize(first_row + length, [0; LANES]);
        let mut head = Head {
            first: 0.into(),
            some: 0.into(),
            every: u64::MAX.into(),
            first_row: (first_row as u32).into(),
            weight_max: [0; 2],
            length: length as u8,
            count: words.len() as u8,
            writing: writing as u8,
        };
        let mut lanes = Lanes { words: [u32::MAX.into(); LANES], weights: [[0; LANES]; 2] };
        for (lane, (_, _, word, number)) in words.iter().enumerate() {
            lanes.words[lane] = (*number).into();
            for other in [Writing::Voweled, Writing::Abjad] {
                let weight = weight(word, Costs::between(other, writing));
                let steps = u8::try_from(weight.div_ceil(WEIGHT_STEP)).unwrap_or(u8::MAX);
                lanes.weights[other as usize][lane] = steps;
                let most = &mut head.weight_max[other as usize];
                *most = steps.max(*most);
            }
            let mut units = 0;
            for (place, unit) in word.iter().enumerate() {
                self.rows[first_row + place][lane] = unit.0 & 63;
                units |= bit(*unit);
            }
            head.first = (head.first.get() | bit(word[0])).into();
            head.some = (head.some.get() | units).into();
            head.every = (head.every.get() & units).into();
        }
        self.heads.push(head);
        self.lanes.push(lanes);
    }
}

fn bit(unit: Unit) -> u64 {
    1 << (unit.0 & 63)
}

/// Words are compared as far as [`UNITS_MAX`] units.
fn cut(units: &[Unit]) -> &[Unit] {
    &units[..units.len().min(UNITS_MAX)]
}

/// How far apart words may be and still count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// Share of the longer word's weight, in hundredths, rounded up.
    percent: u32,
    /// Most, in hundredths of a consonant.
    most: u16,
}

impl Allowance {
    /// The allowance of words that are at least so much alike, 0 to 1. It is all of the greatest
    /// distance for the heaviest words that blocks tell apart.
    pub(crate) const fn of_likeness(least: f32) -> Allowance {
        let percent = ((1.0 - least) * 100.0) as u32 + 1;
        assert!(percent * WEIGHT_STEP as u32 * u8::MAX as u32 / 100 >= DISTANCE_MAX as u32);
        Allowance { percent, most: DISTANCE_MAX }
    }

    /// The allowance of words that are at most so far apart, however long they are.
    pub(crate) const fn of_distance(most: u16) -> Allowance {
        assert!(most <= DISTANCE_MAX);
        Allowance { percent: 100, most }
    }

    /// Greatest distance where the longer word has this weight, rounded up.
    fn of(self, longest: u16) -> u16 {
        let share = u32::from(longest) * self.percent / 100 + 2;
        u16::try_from(share).unwrap_or(self.most).min(self.most)
    }
}

impl Blocks<'_> {
    /// Collects all words that are so near to a word as is allowed for words of so many units.
    pub(crate) fn near(
        &self,
        (writing, units): (Writing, &[Unit]),
        allowance: impl Fn(usize) -> Allowance,
        found: &mut Vec<Near>,
    ) {
        let units = cut(units);
        let beside = [Writing::Voweled, Writing::Abjad];
        let mut tables = beside.map(|other| Table::of(units, Costs::between(writing, other)));
        let width = Width::widest();
        let own = writing as usize;
        let (mut asked, mut band) = ((0, 0, 0), Band { low: 0, high: 0 });
        for (head, lanes) in self.heads.iter().zip(self.lanes) {
            let table = &mut tables[usize::from(head.writing & 1)];
            let length = usize::from(head.length);
            let allowance = allowance(length);
            let weight = table.weight;
            let allowed = |steps: u8| allowance.of(weight.max(WEIGHT_STEP * u16::from(steps)));
            let most = allowed(head.weight_max[own]);
            if weight == 0 || table.is_beyond(head, most) {
                continue;
            }
            let first = head.first_row.get() as usize;
            let rows = self.rows.get(first..first + length).unwrap_or(&[]);
            // Blocks of one length and much the same weight follow each other.
            if asked != (head.writing, head.length, most) {
                (asked, band) = ((head.writing, head.length, most), table.band(length, most));
            }
            let Some(distances) = table.compare(rows, (band, most as u8), width) else { continue };
            let words = lanes.words.iter().zip(lanes.weights[own]).take(head.count.into());
            for ((word, steps), distance) in words.zip(distances.as_flattened()) {
                if u16::from(*distance) <= allowed(steps) {
                    found.push(Near { word: word.get(), distance: *distance });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hilf_name::{SIMILARITY_MIN, Spelling, similarity, spell};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn the_scan_finds_what_comparing_every_word_finds(
            words in prop::collection::btree_set(
                "[abdehikmstuz]{1,9}|[bdkm][abdehikmstuz]{9,16}|[ابتحدرسعقكمنهوية]{1,7}", 1..80),
            query in "[abdehikmstuz]{1,12}|[ابتحدرسعقكمنهوية]{1,7}",
            edited in any::<prop::sample::Index>(),
            wide in any::<bool>(),
        ) {
            // Half of the queries are a word of the list with letters in front of it.
            let word = edited.get(&words.iter().collect::<Vec<_>>()).to_string();
            let start: String = query.chars().take(2).collect();
            let query = if wide { query } else { format!("{start}{word}") };
            let least = if wide { SIMILARITY_MIN } else { hilf_name::near::KNOWN_MIN };
            let mut spellings: Vec<Spelling> = words.iter().map(|w| spell(w)).collect();
            spellings.retain(|spelling| !spelling.units.is_empty());
            let all = spellings.iter().zip(0..);
            let numbered =
                all.map(|(spelling, number)| (spelling.writing, &spelling.units[..], number));
            let built = Built::of(numbered);
            let blocks = Blocks { heads: &built.heads, lanes: &built.lanes, rows: &built.rows };
            let query = spell(&query);
            let mut found = Vec::new();
            let word = (query.writing, &query.units[..]);
            blocks.near(word, |_| Allowance::of_likeness(least), &mut found);
            for (number, listed) in (0..).zip(&spellings) {
                let alike = similarity(&query, listed);
                let near = found.iter().find(|near| near.word == number);
                prop_assert!(alike < least || near.is_some(), "{number} {alike}");
                if let Some(near) = near {
                    let costs = Costs::between(query.writing, listed.writing);
                    let distance = hilf_name::distance(&query.units, &listed.units, costs);
                    prop_assert_eq!(u16::from(near.distance), distance);
                }
            }
        }
    }
}
