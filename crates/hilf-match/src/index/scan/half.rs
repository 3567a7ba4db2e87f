//! The comparison with half of the lanes at once, for processors with AVX2.

use std::arch::x86_64::*;

use zerocopy::transmute;

use super::Row;
use super::lanes::Turn;
use super::table::{Band, ByUnit, FAR, ROWS, Table};

/// Where each lane's unit stands in the four parts of a table; beyond it in all but one.
type Places = [__m256i; 4];

#[target_feature(enable = "avx2")]
pub(super) fn compare(table: &mut Table, rows: &[Row], (band, most): (Band, u8)) -> bool {
    let first = compare_half(table, rows, (band, most), 0);
    let second = compare_half(table, rows, (band, most), 1);
    if first != second {
        let far = usize::from(first);
        table.last(rows)[far] = FAR[far];
    }
    first || second
}

#[target_feature(enable = "avx2")]
fn compare_half(table: &mut Table, rows: &[Row], (band, most): (Band, u8), half: usize) -> bool {
    let half = half % 2;
    let most = _mm256_set1_epi8(most as i8);
    let far = _mm256_set1_epi8(-1);
    let swapped = _mm256_set1_epi8(table.swapped as i8);
    let count = table.units();
    let mut least_before = _mm256_setzero_si256();
    let (mut turn, mut units_before) = (Turn::FIRST, far);
    for (i, units) in rows.iter().enumerate() {
        let units: [__m256i; 2] = transmute!(*units);
        let units = units[half];
        let places = places(units);
        let (before, last, next) = (turn.before % ROWS, turn.last % ROWS, turn.next % ROWS);
        let range = band.columns(i + 1, count);
        let rest = (rows.len() - i - 1) % size_of_val(&table.columns[0].to_come);
        let first = range.start.max(1);
        let out = of(&table.left_out, places);
        // What stood two rows above and two columns before.
        let mut crossing = match first.checked_sub(2).and_then(|c| table.columns.get(c)) {
            Some(column) => transmute!(column.costs[before][half]),
            None => far,
        };
        let cells = table.columns.get_mut(first - 1..=range.end).unwrap_or_default();
        let Some((edge, cells)) = cells.split_first_mut() else { return true };
        let Some((beyond, cells)) = cells.split_last_mut() else { return true };
        let mut diagonal: __m256i = transmute!(edge.costs[last][half]);
        let mut left = match (range.start, i) {
            (0, 0) => of(&table.left_out_first, places),
            (0, _) => _mm256_adds_epu8(diagonal, out),
            _ => far,
        };
        edge.costs[next][half] = transmute!(left);
        let mut behind: __m256i = transmute!(edge.costs[before][half]);
        let mut least = _mm256_adds_epu8(left, _mm256_set1_epi8(edge.to_come[rest] as i8));
        // Which lanes have the word's unit of the column before.
        let mut has_previous = _mm256_cmpeq_epi8(units, _mm256_set1_epi8(edge.unit as i8));
        for column in cells {
            let above: __m256i = transmute!(column.costs[last][half]);
            let own = _mm256_set1_epi8(column.unit as i8);
            let taken = _mm256_adds_epu8(diagonal, of(&column.taken, places));
            let left_out = _mm256_adds_epu8(above, out);
            let put_in = _mm256_adds_epu8(left, _mm256_set1_epi8(column.put_in[0] as i8));
            let apart = _mm256_min_epu8(_mm256_min_epu8(taken, left_out), put_in);
            let crossed = _mm256_and_si256(has_previous, _mm256_cmpeq_epi8(units_before, own));
            let crossing_here = _mm256_adds_epu8(crossing, swapped);
            let cost = _mm256_min_epu8(apart, _mm256_blendv_epi8(far, crossing_here, crossed));
            has_previous = _mm256_cmpeq_epi8(units, own);
            (crossing, behind) = (behind, transmute!(column.costs[before][half]));
            column.costs[next][half] = transmute!(cost);
            let to_come = _mm256_set1_epi8(column.to_come[rest] as i8);
            least = _mm256_min_epu8(least, _mm256_adds_epu8(cost, to_come));
            (diagonal, left) = (above, cost);
        }
        beyond.costs[next][half] = transmute!(far);
        if !is_any_within(_mm256_min_epu8(least, least_before), most) {
            return false;
        }
        least_before = least;
        (turn, units_before) = (turn.below(), units);
    }
    is_any_within(transmute!(table.last(rows)[half]), most)
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
    let of_part =
        |part: i8| _mm256_adds_epu8(_mm256_sub_epi8(units, _mm256_set1_epi8(16 * part)), within);
    [of_part(0), of_part(1), of_part(2), of_part(3)]
}

#[inline]
#[target_feature(enable = "avx2")]
fn of(costs: &ByUnit, places: Places) -> __m256i {
    let part = |part: usize| {
        let costs: __m128i = transmute!(costs.0[part]);
        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(costs), places[part])
    };
    let (low, high) = (_mm256_or_si256(part(0), part(1)), _mm256_or_si256(part(2), part(3)));
    _mm256_or_si256(low, high)
}
