//! The comparison of a word with all words of a block: the table of `hilf_name::distance`, a word in
//! each lane.
//!
//! Costs are bytes that do not grow beyond 255, which is more than any allowance.

use std::ops::Range;

use super::Row;
use super::table::{Band, ByUnit, Costs, FAR, ROWS, Table};

/// What the processor can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Width {
    /// Any processor.
    Plain,
    /// AVX2: half of the lanes at once.
    Half,
    /// AVX-512 with VBMI: all lanes at once, and a table of all units in one register.
    Whole,
}

impl Width {
    /// The most that this processor can do.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn widest() -> Width {
        if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vbmi") {
            return Width::Whole;
        }
        if is_x86_feature_detected!("avx2") { Width::Half } else { Width::Plain }
    }

    /// The most that this processor can do.
    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn widest() -> Width {
        Width::Plain
    }
}

impl Table {
    /// The distance of each word, more than `most` of those that are farther; `None` if all are.
    #[inline]
    pub(super) fn compare(
        &mut self,
        rows: &[Row],
        (band, most): (Band, u8),
        width: Width,
    ) -> Option<&Costs> {
        #[allow(unsafe_code, reason = "the processor was asked whether it can do this")]
        let is_near = match width {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the width is `Whole` only where the processor has AVX-512 BW and VBMI.
            Width::Whole => unsafe { super::whole::compare(self, rows, (band, most)) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the width is `Half` only where the processor has AVX2.
            Width::Half => unsafe { super::half::compare(self, rows, (band, most)) },
            _ => self.compare_plainly(rows, (band, most)),
        };
        is_near.then(|| &*self.last(rows))
    }

    /// The last cell of the table.
    pub(super) fn last(&mut self, rows: &[Row]) -> &mut Costs {
        let (row, column) = (Turn::of(rows.len()).last, self.units());
        &mut self.columns[column].costs[row]
    }

    /// As [`Table::compare`], on any processor.
    fn compare_plainly(&mut self, rows: &[Row], (band, most): (Band, u8)) -> bool {
        let count = self.units();
        let mut least_before = 0;
        for (i, units) in rows.iter().enumerate() {
            let units = halves(units);
            let turn = Turn::of(i);
            let range = band.columns(i + 1, count);
            let rest = rows.len() - i - 1;
            let mut least = u8::MAX;
            let mut left = FAR;
            if range.start == 0 {
                let out = if i == 0 { &self.left_out_first } else { &self.left_out };
                let above = &self.columns[0].costs[turn.last];
                left = each(|(half, lane)| {
                    above[half][lane].saturating_add(of(out, units[half][lane]))
                });
                least = least_of(&left).saturating_add(self.columns[0].to_come[rest]);
            }
            let first = range.start.max(1);
            self.columns[first - 1].costs[turn.next] = left;
            for c in first..range.end {
                let above = i.checked_sub(1).map(|above| halves(&rows[above]));
                let column = &self.columns[c];
                let cell: Costs = each(|(half, lane)| {
                    let unit = units[half][lane];
                    let of_cell = |c: usize, row: usize| self.columns[c].costs[row][half][lane];
                    let taken = of_cell(c - 1, turn.last).saturating_add(of(&column.taken, unit));
                    let left_out = of_cell(c, turn.last).saturating_add(of(&self.left_out, unit));
                    let put_in = of_cell(c - 1, turn.next).saturating_add(column.put_in[0]);
                    let crossing = match &above {
                        Some(above)
                            if c > 1
                                && unit == self.columns[c - 1].unit
                                && above[half][lane] == column.unit =>
                        {
                            of_cell(c - 2, turn.before).saturating_add(self.swapped)
                        }
                        _ => u8::MAX,
                    };
                    taken.min(left_out).min(put_in).min(crossing)
                });
                least = least.min(least_of(&cell).saturating_add(column.to_come[rest]));
                self.columns[c].costs[turn.next] = cell;
            }
            self.columns[range.end].costs[turn.next] = FAR;
            // A way goes through one of two rows that follow each other, whether units are swapped
            // or not.
            if least.min(least_before) > most {
                return false;
            }
            least_before = least;
        }
        least_of(self.last(rows)) <= most
    }
}

/// Which of the rows that are kept stand for what, when a row is worked out. They differ; above the first
/// there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// The row two above.
    pub(super) before: usize,
    /// The row above.
    pub(super) last: usize,
    /// The row itself.
    pub(super) next: usize,
}

impl Turn {
    /// Those of the first row.
    pub(super) const FIRST: Turn = Turn { before: ROWS - 1, last: 0, next: 1 };

    /// Those of the row below.
    #[inline]
    pub(super) fn below(self) -> Turn {
        let next = if self.next == ROWS - 1 { 1 } else { self.next + 1 };
        Turn { before: self.last, last: self.next, next }
    }

    fn of(row: usize) -> Turn {
        (0..row).fold(Turn::FIRST, |turn, _| turn.below())
    }
}

impl Band {
    /// The columns of a row.
    #[inline]
    pub(super) fn columns(self, row: usize, last: usize) -> Range<usize> {
        let start = (row as isize - self.high).max(0) as usize;
        let end = (row as isize - self.low).min(last as isize) as usize + 1;
        start..end
    }
}

fn each(cost: impl Fn((usize, usize)) -> u8) -> Costs {
    std::array::from_fn(|half| std::array::from_fn(|lane| cost((half, lane))))
}

fn halves(units: &Row) -> Costs {
    zerocopy::transmute!(*units)
}

#[inline]
fn of(costs: &ByUnit, unit: u8) -> u8 {
    costs.0[usize::from(unit >> 4) & 3][usize::from(unit & 15)]
}

fn least_of(costs: &Costs) -> u8 {
    costs.as_flattened().iter().copied().min().unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use hilf_name::{Unit, Writing};
    use proptest::prelude::*;

    use super::*;
    use crate::index::scan::LANES;

    proptest! {
        #[test]
        fn every_processor_finds_the_same(
            word in prop::collection::vec(1_u8..58, 1..12),
            length in 1_usize..14,
            listed in prop::collection::vec(prop::collection::vec(1_u8..58, 14), LANES),
            most in 0_u8..=200,
            near in any::<bool>(),
        ) {
            let units: Vec<Unit> = word.iter().map(|unit| Unit(*unit)).collect();
            let costs = hilf_name::Costs::between(Writing::Voweled, Writing::Abjad);
            let mut rows: Vec<Row> = vec![[0; LANES]; length];
            for (lane, listed) in listed.iter().enumerate() {
                let start = if near { &word[..word.len() * lane / LANES] } else { &[] };
                for (row, unit) in rows.iter_mut().zip(start.iter().chain(listed)) {
                    row[lane] = *unit;
                }
            }
            let compared = |width| {
                let mut table = Table::of(&units, costs);
                let band = (table.band(length, most.into()), most);
                // What a block leaves behind must not matter to the next.
                table.compare(&rows[..length / 2 + 1], (table.band(length / 2 + 1, 200), 200), width);
                table.compare(&rows, band, width).copied()
            };
            let plain = compared(Width::Plain);
            for width in [Width::Half, Width::Whole] {
                if width > Width::widest() {
                    continue;
                }
                let own = compared(width);
                prop_assert_eq!(own.is_some(), plain.is_some(), "{:?}", width);
                let plain = plain.iter().flatten().flatten();
                for (own, plain) in own.iter().flatten().flatten().zip(plain) {
                    prop_assert!(own == plain || *own.min(plain) > most, "{:?}", width);
                }
            }
        }
    }
}
