//! The comparison with all lanes at once, for processors with AVX-512 and its VBMI: a table of all
//! units is one register, and looking a unit up for each lane is one instruction.

use std::arch::x86_64::*;

use zerocopy::transmute;

use super::Row;
use super::lanes::Turn;
use super::table::{Band, Column, ROWS, Table};

#[target_feature(enable = "avx512bw,avx512vbmi")]
pub(super) fn compare(table: &mut Table, rows: &[Row], (band, most): (Band, u8)) -> bool {
    let most = _mm512_set1_epi8(most as i8);
    let far = _mm512_set1_epi8(-1);
    let swapped = _mm512_set1_epi8(table.swapped as i8);
    let (left_out, left_out_first) =
        (transmute!(table.left_out.0), transmute!(table.left_out_first.0));
    let count = table.units();
    let mut least_before = _mm512_setzero_si512();
    // Above the first row nothing can be swapped.
    let (mut turn, mut has_above) = (Turn::FIRST, 0);
    for (i, units) in rows.iter().enumerate() {
        let units: __m512i = transmute!(*units);
        let (before, last, next) = (turn.before % ROWS, turn.last % ROWS, turn.next % ROWS);
        let range = band.columns(i + 1, count);
        let rest = (rows.len() - i - 1) % size_of_val(&table.columns[0].to_come);
        let first = range.start.max(1);
        let mut crossing = match first.checked_sub(2).and_then(|c| table.columns.get(c)) {
            Some(column) => transmute!(column.costs[before]),
            None => far,
        };
        let cells = table.columns.get_mut(first - 1..=range.end).unwrap_or_default();
        let Some((edge, cells)) = cells.split_first_mut() else { return true };
        let Some((beyond, cells)) = cells.split_last_mut() else { return true };
        let out = _mm512_permutexvar_epi8(units, left_out);
        let mut diagonal: __m512i = transmute!(edge.costs[last]);
        let mut left = match (range.start, i) {
            (0, 0) => _mm512_permutexvar_epi8(units, left_out_first),
            (0, _) => _mm512_adds_epu8(diagonal, out),
            _ => far,
        };
        edge.costs[next] = transmute!(left);
        let mut behind: __m512i = transmute!(edge.costs[before]);
        let mut least = _mm512_adds_epu8(left, _mm512_set1_epi8(edge.to_come[rest] as i8));
        let mut has_previous = has_unit(units, edge) & has_above;
        for column in cells {
            let above: __m512i = transmute!(column.costs[last]);
            let taken = _mm512_permutexvar_epi8(units, transmute!(column.taken.0));
            let taken = _mm512_adds_epu8(diagonal, taken);
            let left_out = _mm512_adds_epu8(above, out);
            let put_in = _mm512_adds_epu8(left, transmute!(column.put_in));
            let mut cost = _mm512_min_epu8(_mm512_min_epu8(taken, left_out), put_in);
            let crossed = has_previous & column.equal[(i + 1) % 2];
            if crossed != 0 {
                let crossing = _mm512_mask_adds_epu8(far, crossed, crossing, swapped);
                cost = _mm512_min_epu8(cost, crossing);
            }
            let has_own = has_unit(units, column);
            column.equal[i % 2] = has_own;
            has_previous = has_own & has_above;
            (crossing, behind) = (behind, transmute!(column.costs[before]));
            column.costs[next] = transmute!(cost);
            let to_come = _mm512_set1_epi8(column.to_come[rest] as i8);
            least = _mm512_min_epu8(least, _mm512_adds_epu8(cost, to_come));
            (diagonal, left) = (above, cost);
        }
        beyond.costs[next] = transmute!(far);
        // A swap may pass where no other way does.
        beyond.equal[i % 2] = has_unit(units, beyond);
        if !is_any_within(_mm512_min_epu8(least, least_before), most) {
            return false;
        }
        least_before = least;
        (turn, has_above) = (turn.below(), u64::MAX);
    }
    is_any_within(transmute!(*table.last(rows)), most)
}

#[inline]
#[target_feature(enable = "avx512bw")]
fn is_any_within(costs: __m512i, most: __m512i) -> bool {
    _mm512_cmple_epu8_mask(costs, most) != 0
}

#[inline]
#[target_feature(enable = "avx512bw")]
fn has_unit(units: __m512i, column: &Column) -> u64 {
    _mm512_cmpeq_epi8_mask(units, _mm512_set1_epi8(column.unit as i8))
}
