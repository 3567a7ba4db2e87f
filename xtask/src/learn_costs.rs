//! Learns what it costs to take one sound for another from names that are spelt in several ways.
//!
//! Every pair of spellings is aligned the cheapest way by the rules (one step of Viterbi training),
//! not by what was learned before, so that the same names always give the same table. A cost is the logarithm of the share of the
//! rarer unit's occurrences in which the other stands in its place: nothing where it always does,
//! a whole consonant at one in a thousand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use hilf_name::{Costs, Spelling, Unit, Writing, similarity_at, spell, trace_at};

use crate::name_sources::{Line, lines_of};

/// Likeness from which on two words are taken for spellings of one name at all.
const BELIEVED: f32 = 0.6;
/// Share at which taking one unit for another costs a whole consonant.
const CHANCE: f64 = 0.001;
/// Occurrences below which a unit is too rare to learn from, and of a pair of units.
const UNIT_MIN: u64 = 200;
const PAIR_MIN: u64 = 12;
/// Neighbours in its group that each spelling is compared with.
const GROUP_STEP: usize = 6;

/// What was seen of one pair of writings.
#[derive(Default)]
struct Seen {
    together: BTreeMap<(Unit, Unit), u64>,
    units: BTreeMap<Unit, u64>,
    words: u64,
}

impl Seen {
    fn add(&mut self, a: &Spelling, b: &Spelling) {
        let costs = Costs::by_rule(a.writing, b.writing);
        if a.units.is_empty() || b.units.is_empty() || similarity_at(a, b, costs) < BELIEVED {
            return;
        }
        self.words += 1;
        for step in trace_at(a, b, costs) {
            let (from, to) = (step.from, step.to);
            [from, to].into_iter().flatten().for_each(|u| *self.units.entry(u).or_default() += 1);
            if let (Some(from), Some(to)) = (from, to) {
                *self.together.entry((from.min(to), from.max(to))).or_default() += 1;
            }
        }
    }

    /// Rows of unit, unit, cost, and how often they were seen together.
    fn rows(&self) -> Vec<(Unit, Unit, u8, u64)> {
        let of = |unit: &Unit| self.units.get(unit).copied().unwrap_or(0);
        let row = |((a, b), together): (&(Unit, Unit), &u64)| {
            let rarer = of(a).min(of(b));
            if a == b || rarer < UNIT_MIN || *together < PAIR_MIN {
                return None;
            }
            let share = *together as f64 / rarer as f64;
            let cost = (100.0 * share.min(1.0).ln() / CHANCE.ln()).clamp(0.0, 100.0);
            Some((*a, *b, cost.round() as u8, *together))
        };
        self.together.iter().filter_map(row).collect()
    }
}

/// Writes `crates/hilf-name/data/sound-costs.tsv` from the files of a folder.
pub(crate) fn write(root: &Path, folder: &Path) -> Result<(), String> {
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    lines_of(folder, &mut |line| match line {
        Line::Pair(arabic, latin) => compare(&mut seen, &spell(arabic), &spell(latin)),
        Line::Group(names) => {
            let words: Vec<Spelling> = names.iter().map(|name| spell(name)).collect();
            for (at, word) in words.iter().enumerate() {
                for other in words.iter().skip(at + 1).take(GROUP_STEP) {
                    compare(&mut seen, word, other);
                }
            }
        }
    })?;
    let mut text = String::from(
        "# What it costs to take one unit for another, in hundredths of a consonant, learned from\n\
         # spellings of one name; made by `cargo run -p xtask -- learn-costs`. Columns: writings,\n\
         # unit, unit, cost, times seen.\n",
    );
    for (writings, seen) in &seen {
        println!("{writings}: {} pairs of words", seen.words);
        for (a, b, cost, times) in seen.rows() {
            let _ = writeln!(text, "{writings}\t{}\t{}\t{cost}\t{times}", a.label(), b.label());
        }
    }
    let target = root.join("crates/hilf-name/data/sound-costs.tsv");
    std::fs::write(&target, text).map_err(|e| format!("{}: {e}", target.display()))
}

fn compare(seen: &mut BTreeMap<&str, Seen>, a: &Spelling, b: &Spelling) {
    let writings = match (a.writing, b.writing) {
        (Writing::Voweled, Writing::Voweled) => "voweled",
        (Writing::Abjad, Writing::Abjad) => "abjad",
        _ => "across",
    };
    seen.entry(writings).or_default().add(a, b);
}
