//! How alike listed words and the parts of one query are, as far as it was found out.

use hilf_name::Balance;

/// Likenesses by listed word; reused between searches.
pub(super) struct Likenesses {
    /// By term: its row, from 1; 0 for a term of which nothing is known.
    rows: Vec<u32>,
    /// Row by row: likeness to each part of the query, 0 to 1.
    values: Vec<f32>,
    /// Row by row: the most that the likeness adds to the balance for each unit of information.
    rates: Vec<f32>,
    /// By row: the parts that the term answers to, as bits.
    answers: Vec<u32>,
    /// By row: whether the term was compared with the parts that the index was not asked about.
    compared: Vec<bool>,
    /// By row: the term.
    terms: Vec<u32>,
    parts: usize,
    balance: Balance,
}

/// Room for the parts of one query and one term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Row(u32);

impl Likenesses {
    /// Room for so many terms.
    pub(super) fn new(terms: usize) -> Likenesses {
        Likenesses {
            rows: vec![0; terms],
            values: Vec::new(),
            rates: Vec::new(),
            answers: Vec::new(),
            compared: Vec::new(),
            terms: Vec::new(),
            parts: 0,
            balance: Balance::new(0.0, false),
        }
    }

    /// Forgets everything and makes room for a query of so many parts.
    pub(super) fn begin(&mut self, parts: usize, balance: Balance) {
        for term in self.terms.drain(..) {
            self.rows[term as usize] = 0;
        }
        self.values.clear();
        self.rates.clear();
        self.answers.clear();
        self.compared.clear();
        (self.parts, self.balance) = (parts, balance);
    }

    /// Keeps the likeness of a term and a part, if it is the greatest so far.
    pub(super) fn keep(&mut self, term: u32, part: usize, likeness: f32) {
        let row = self.made(term);
        if let Some(at) = (row.0 as usize).checked_sub(1) {
            self.answers[at] |= 1 << part;
            let at = at * self.parts + part;
            if likeness > self.values[at] {
                self.values[at] = likeness;
                self.rates[at] = self.balance.rate(likeness);
            }
        }
    }

    /// The row of a term; one that answers to nothing where nothing is known of it.
    #[inline]
    pub(super) fn row(&self, term: u32) -> Row {
        Row(self.rows.get(term as usize).copied().unwrap_or(0))
    }

    /// The row of a term, made if there is none; none of a term that is not there.
    fn made(&mut self, term: u32) -> Row {
        let Some(row) = self.rows.get_mut(term as usize) else { return Row(0) };
        if *row == 0 {
            self.values.resize(self.values.len() + self.parts, 0.0);
            self.rates.resize(self.values.len(), 0.0);
            self.answers.push(0);
            self.compared.push(false);
            self.terms.push(term);
            *row = self.terms.len() as u32;
        }
        Row(*row)
    }

    /// Whether a term is compared for the first time.
    pub(super) fn is_first(&mut self, term: u32) -> bool {
        let Some(at) = (self.made(term).0 as usize).checked_sub(1) else { return false };
        !std::mem::replace(&mut self.compared[at], true)
    }

    /// The parts that the term of a row answers to, as bits.
    #[inline]
    pub(super) fn answers(&self, row: Row) -> u32 {
        (row.0 as usize).checked_sub(1).map_or(0, |at| self.answers[at])
    }

    /// Calls `found` with every part that the term of a row answers to and what that adds at most for
    /// each unit of information.
    #[inline]
    pub(super) fn rates(&self, row: Row, mut found: impl FnMut(usize, f32)) {
        let Some(at) = (row.0 as usize).checked_sub(1) else { return };
        let rates = &self.rates[at * self.parts..][..self.parts];
        let mut answers = self.answers[at];
        while answers != 0 {
            let part = answers.trailing_zeros() as usize;
            found(part, rates.get(part).copied().unwrap_or_default());
            answers &= answers - 1;
        }
    }

    /// How alike the term of a row and a part are; 0 if they do not answer to each other.
    #[inline]
    pub(super) fn of(&self, row: Row, part: usize) -> f32 {
        (row.0 as usize).checked_sub(1).map_or(0.0, |at| self.values[at * self.parts + part])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_likeness_is_kept_until_the_next_query() {
        let mut likenesses = Likenesses::new(10);
        likenesses.begin(3, Balance::new(0.7, false));
        likenesses.keep(7, 2, 0.8);
        likenesses.keep(7, 2, 0.7);
        likenesses.keep(7, 0, 0.9);
        likenesses.keep(10, 0, 1.0);
        let row = likenesses.row(7);
        assert_eq!((likenesses.answers(row), likenesses.of(row, 2)), (0b101, 0.8));
        assert_eq!(likenesses.answers(likenesses.row(10)), 0);
        assert!(likenesses.is_first(7) && !likenesses.is_first(7) && !likenesses.is_first(10));
        likenesses.begin(1, Balance::new(0.7, false));
        assert_eq!(likenesses.of(likenesses.row(7), 0), 0.0);
        assert!(likenesses.is_first(7));
    }
}
