//! Letter by letter: how one spelling becomes the other.

use crate::cost::Costs;
use crate::sound::{UNITS_MAX, first_row, next_row};
use crate::units::{Spelling, Unit};

/// One difference between two spellings, in hundredths of a consonant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Unit of the first spelling; `None` where the second has one more.
    pub from: Option<Unit>,
    /// Unit of the second spelling; `None` where the first has one more.
    pub to: Option<Unit>,
    /// What the difference costs.
    pub cost: u16,
}

/// The cheapest way from one spelling to the other, in order, steps that cost nothing included.
pub fn trace(a: &Spelling, b: &Spelling) -> Vec<Step> {
    trace_at(a, b, Costs::between(a.writing, b.writing))
}

/// As [`trace`], at other costs.
pub fn trace_at(a: &Spelling, b: &Spelling, costs: &Costs) -> Vec<Step> {
    let (x, y) = (cut(&a.units), cut(&b.units));
    let table = table(x, y, costs);
    let mut steps = Vec::new();
    let (mut i, mut j) = (x.len(), y.len());
    while i > 0 || j > 0 {
        let here = table[i][j];
        let diagonal = (i > 0 && j > 0).then(|| {
            let cost = costs.substitution(x[i - 1], y[j - 1]);
            (table[i - 1][j - 1] + cost, cost)
        });
        if let Some((total, cost)) = diagonal
            && total == here
        {
            steps.push(Step { from: Some(x[i - 1]), to: Some(y[j - 1]), cost });
            (i, j) = (i - 1, j - 1);
        } else if i > 1 && j > 1 && table[i - 2][j - 2] + costs.transposition == here {
            steps.push(Step {
                from: Some(x[i - 1]),
                to: Some(y[j - 1]),
                cost: costs.transposition,
            });
            steps.push(Step { from: Some(x[i - 2]), to: Some(y[j - 2]), cost: 0 });
            (i, j) = (i - 2, j - 2);
        } else if i > 0 && (j == 0 || table[i - 1][j] + costs.indel(x[i - 1]) <= here) {
            steps.push(Step { from: Some(x[i - 1]), to: None, cost: here - table[i - 1][j] });
            i -= 1;
        } else {
            let before = if j > 0 { table[i][j - 1] } else { 0 };
            let to = j.checked_sub(1).map(|j| y[j]);
            steps.push(Step { from: None, to, cost: here.saturating_sub(before) });
            j = j.saturating_sub(1);
        }
    }
    steps.reverse();
    steps
}

fn cut(units: &[Unit]) -> &[Unit] {
    &units[..units.len().min(UNITS_MAX)]
}

fn table(x: &[Unit], y: &[Unit], costs: &Costs) -> Vec<[u16; UNITS_MAX + 1]> {
    let mut table = vec![[0; UNITS_MAX + 1]; x.len() + 1];
    first_row(y, costs, &mut table[0]);
    for (i, unit) in x.iter().enumerate() {
        let (above, below) = table.split_at_mut(i + 1);
        let swap = i.checked_sub(1).map(|p| (x[p], &above[p]));
        next_row(*unit, y, costs, &above[i], swap, &mut below[0]);
    }
    table
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{distance, spell};

    fn shown(a: &str, b: &str) -> String {
        let unit = |u: Option<Unit>| u.map_or("-", Unit::label);
        trace(&spell(a), &spell(b))
            .iter()
            .filter(|s| s.cost > 0)
            .map(|s| format!("{}~{}={} ", unit(s.from), unit(s.to), s.cost))
            .collect()
    }

    #[test]
    fn differences_are_named_and_agreements_are_free() {
        assert_eq!(shown("kamal", "kamal"), "");
        assert_eq!(shown("kasim", "qasim"), "k~q=13 ");
        assert_eq!(shown("sharif", "cherif"), "sh~ch=18 a~e=15 ");
        assert_eq!(shown("karmal", "kamral").matches("=70").count(), 1);
    }

    proptest! {
        #[test]
        fn the_steps_add_up_to_the_distance(a in "[a-z]{1,10}", b in "[a-zا-ي]{1,10}") {
            let (a, b) = (spell(&a), spell(&b));
            let costs = Costs::between(a.writing, b.writing);
            let sum: u16 = trace(&a, &b).iter().map(|s| s.cost).sum();
            prop_assert_eq!(sum, distance(&a.units, &b.units, costs));
        }
    }
}
