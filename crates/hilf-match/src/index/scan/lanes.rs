//! The comparison of a word with all words of a block: the table of `hilf_name::distance`, a word in
//! each lane.
//!
//! Costs are bytes that do not grow beyond 255, which is more than any allowance.

use std::ops::Range;

use hilf_name::UNITS_MAX;

use super::table::{Band, ByUnit, Table};
use super::{LANES, Row};

/// A cost in each lane.
type Costs = [u8; LANES];

/// Cells of a row, with one behind the last that no way reaches.
pub(super) const CELLS: usize = 64;
const _: () = assert!(UNITS_MAX + 2 <= CELLS);

/// Rows of the table, column by column: that which is worked out, that above and that two above.
type Cells = [[Costs; ROWS]; CELLS];

/// Rows that are kept, by the remainder of their numbers: one more than are needed, because the
/// remainder by four is quick to take.
const ROWS: usize = 4;

/// Room for the comparison; reused between blocks.
pub(super) struct Room {
    cells: Cells,
    is_wide: bool,
}

impl Default for Room {
    fn default() -> Room {
        Room { cells: [[[u8::MAX; LANES]; ROWS]; CELLS], is_wide: has_wide() }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_wide() -> bool {
    is_x86_feature_detected!("avx2")
}

#[cfg(not(target_arch = "x86_64"))]
fn has_wide() -> bool {
    false
}

impl Room {
    /// The distance of each word, more than `most` of those that are farther; `None` if all are.
    pub(super) fn compare(
        &mut self,
        table: &Table,
        rows: &[Row],
        (band, most): (Band, u8),
    ) -> Option<&Costs> {
        #[cfg(target_arch = "x86_64")]
        if self.is_wide {
            #[allow(unsafe_code, reason = "the processor was asked whether it can do this")]
            // SAFETY: `is_wide` is true only where the processor has AVX2.
            let is_near = unsafe { wide::compare(self, table, rows, (band, most)) };
            return is_near.then(|| self.last(table, rows));
        }
        self.compare_plainly(table, rows, (band, most)).then(|| self.last(table, rows))
    }

    /// The last cell of the table.
    fn last(&self, table: &Table, rows: &[Row]) -> &Costs {
        &self.cells[table.columns.len()][rows.len() % ROWS]
    }

    /// As [`Room::compare`], on any processor.
    fn compare_plainly(&mut self, table: &Table, rows: &[Row], (band, most): (Band, u8)) -> bool {
        let cells = &mut self.cells;
        for (cell, cost) in cells.iter_mut().zip(&table.first_row) {
            cell[0] = [*cost; LANES];
        }
        let mut least_before = 0;
        for (i, units) in rows.iter().enumerate() {
            let (before, last, next) = turned(i);
            let columns = band.columns(i + 1, table.columns.len());
            let mut least = u8::MAX;
            let mut left = [u8::MAX; LANES];
            if columns.start == 0 {
                left = each(|lane| {
                    cells[0][last][lane].saturating_add(of(&table.left_out, units[lane]))
                });
                least = least_of(&left).saturating_add(table.to_come[rows.len() - i - 1][0]);
            }
            let first = columns.start.max(1);
            cells[first - 1][next] = left;
            for c in first..columns.end {
                let column = &table.columns[c - 1];
                let mut cell: Costs = each(|lane| {
                    let unit = units[lane];
                    let taken = cells[c - 1][last][lane].saturating_add(of(&column.taken, unit));
                    let left_out = cells[c][last][lane].saturating_add(of(&table.left_out, unit));
                    let put_in = cells[c - 1][next][lane].saturating_add(column.put_in);
                    taken.min(left_out).min(put_in)
                });
                if let (Some(earlier), true) = (i.checked_sub(1), c > 1) {
                    let previous = table.columns[c - 2].unit;
                    for lane in 0..LANES {
                        if units[lane] == previous && rows[earlier][lane] == column.unit {
                            let crossing = cells[c - 2][before][lane];
                            cell[lane] = cell[lane].min(crossing.saturating_add(table.swapped));
                        }
                    }
                }
                let to_come = table.to_come[rows.len() - i - 1][c];
                least = least.min(least_of(&cell).saturating_add(to_come));
                cells[c][next] = cell;
            }
            cells[columns.end][next] = [u8::MAX; LANES];
            // A way goes through one of two rows that follow each other, whether units are swapped
            // or not.
            if least.min(least_before) > most {
                return false;
            }
            least_before = least;
        }
        least_of(self.last(table, rows)) <= most
    }
}

impl Band {
    /// The columns of a row.
    #[inline]
    fn columns(self, row: usize, last: usize) -> Range<usize> {
        let start = (row as isize - self.high).max(0) as usize;
        let end = (row as isize - self.low).min(last as isize) as usize + 1;
        start..end
    }
}

fn each(cost: impl Fn(usize) -> u8) -> Costs {
    std::array::from_fn(cost)
}

#[inline]
fn of(costs: &ByUnit, unit: u8) -> u8 {
    costs[usize::from(unit >> 4) & 3][usize::from(unit & 15)]
}

fn least_of(costs: &Costs) -> u8 {
    costs.iter().copied().min().unwrap_or(u8::MAX)
}

/// The places of the row two above, of that above and of that below.
#[inline]
fn turned(i: usize) -> (usize, usize, usize) {
    ((i + ROWS - 1) % ROWS, i % ROWS, (i + 1) % ROWS)
}

/// The same with 32 lanes at once.
#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::*;

    use zerocopy::transmute;

    use super::{Room, Row, turned};
    use crate::index::scan::table::{Band, ByUnit, Table};

    /// Where each lane's unit stands in the four parts of a table; beyond it in all but one.
    type Places = [__m256i; 4];

    #[target_feature(enable = "avx2")]
    pub(super) fn compare(
        room: &mut Room,
        table: &Table,
        rows: &[Row],
        (band, most): (Band, u8),
    ) -> bool {
        let most = _mm256_set1_epi8(most as i8);
        let far = _mm256_set1_epi8(-1);
        let swapped = _mm256_set1_epi8(table.swapped as i8);
        let cells = &mut room.cells;
        for c in 0..table.first_row.len().min(cells.len()) {
            cells[c][0] = transmute!(_mm256_set1_epi8(table.first_row[c] as i8));
        }
        let mut least_before = _mm256_setzero_si256();
        let mut units_before = far;
        for (i, units) in rows.iter().enumerate() {
            let units: __m256i = transmute!(*units);
            let places = places(units);
            let (before, last, next) = turned(i);
            let columns = band.columns(i + 1, table.columns.len());
            let (first, end) = (columns.start.max(1), columns.end);
            let out = of(&table.left_out, places);
            let mut diagonal: __m256i = transmute!(cells[first - 1][last]);
            let mut left = far;
            if columns.start == 0 {
                left = _mm256_adds_epu8(diagonal, out);
            }
            cells[first - 1][next] = transmute!(left);
            let to_come = &table.to_come[rows.len() - i - 1];
            let mut least = _mm256_adds_epu8(left, _mm256_set1_epi8(to_come[first - 1] as i8));
            // Which lanes have the word's unit of the column before, and what stood two rows above it.
            let (mut has_previous, mut crossing) = (_mm256_setzero_si256(), far);
            if first > 1 {
                let unit = table.columns[first - 2].unit;
                has_previous = _mm256_cmpeq_epi8(units, _mm256_set1_epi8(unit as i8));
                crossing = transmute!(cells[first - 2][before]);
            }
            let mut behind: __m256i = transmute!(cells[first - 1][before]);
            let cells = &mut cells[first..end + 1];
            let columns = &table.columns[first - 1..end - 1];
            let to_come = &to_come[first..end];
            for c in 0..columns.len().min(cells.len()).min(to_come.len()) {
                let (cell, column) = (&mut cells[c], &columns[c]);
                let above: __m256i = transmute!(cell[last]);
                let own = _mm256_set1_epi8(column.unit as i8);
                let taken = _mm256_adds_epu8(diagonal, of(&column.taken, places));
                let left_out = _mm256_adds_epu8(above, out);
                let put_in = _mm256_adds_epu8(left, _mm256_set1_epi8(column.put_in as i8));
                let apart = _mm256_min_epu8(_mm256_min_epu8(taken, left_out), put_in);
                let crossed = _mm256_and_si256(has_previous, _mm256_cmpeq_epi8(units_before, own));
                let crossing_here = _mm256_adds_epu8(crossing, swapped);
                let cost = _mm256_min_epu8(apart, _mm256_blendv_epi8(far, crossing_here, crossed));
                has_previous = _mm256_cmpeq_epi8(units, own);
                crossing = behind;
                behind = transmute!(cell[before]);
                cell[next] = transmute!(cost);
                let to_come = _mm256_set1_epi8(to_come[c] as i8);
                least = _mm256_min_epu8(least, _mm256_adds_epu8(cost, to_come));
                diagonal = above;
                left = cost;
            }
            cells[end - first][next] = transmute!(far);
            if !is_any_within(_mm256_min_epu8(least, least_before), most) {
                return false;
            }
            least_before = least;
            units_before = units;
        }
        is_any_within(transmute!(*room.last(table, rows)), most)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn is_any_within(costs: __m256i, most: __m256i) -> bool {
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(costs, most), costs)) != 0
    }

    /// A shuffle takes nothing for a place with its highest bit set, which units of another part get.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn places(units: __m256i) -> Places {
        let within = _mm256_set1_epi8(0x70);
        let of_part = |part: i8| {
            _mm256_adds_epu8(_mm256_sub_epi8(units, _mm256_set1_epi8(16 * part)), within)
        };
        [of_part(0), of_part(1), of_part(2), of_part(3)]
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn of(costs: &ByUnit, places: Places) -> __m256i {
        let part = |part: usize| {
            let costs: __m128i = transmute!(costs[part]);
            _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(costs), places[part])
        };
        let (low, high) = (_mm256_or_si256(part(0), part(1)), _mm256_or_si256(part(2), part(3)));
        _mm256_or_si256(low, high)
    }
}

#[cfg(test)]
mod tests {
    use hilf_name::{Unit, Writing};
    use proptest::prelude::*;

    use super::*;

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
            let table = Table::of(&units, hilf_name::Costs::between(Writing::Voweled, Writing::Abjad));
            let mut rows: Vec<Row> = vec![[0; LANES]; length];
            for (lane, listed) in listed.iter().enumerate() {
                let start = if near { &word[..word.len() * lane / LANES] } else { &[] };
                for (row, unit) in rows.iter_mut().zip(start.iter().chain(listed)) {
                    row[lane] = *unit;
                }
            }
            let (mut own, mut plain) = (Room::default(), Room::default());
            plain.is_wide = false;
            let band = (table.band(length, most.into()), most);
            let own = own.compare(&table, &rows, band).copied();
            let plain = plain.compare(&table, &rows, band).copied();
            prop_assert_eq!(own.is_some(), plain.is_some());
            for (own, plain) in own.into_iter().flatten().zip(plain.into_iter().flatten()) {
                prop_assert!(own == plain || own.min(plain) > most);
            }
        }
    }
}
