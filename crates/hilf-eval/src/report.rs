//! Numbers as they are printed.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// Number that counts.
    pub part: usize,
    /// Number of all.
    pub of: usize,
}

impl Share {
    /// Counts one more.
    pub fn add(&mut self, counts: bool) {
        self.part += usize::from(counts);
        self.of += 1;
    }

    /// The share, 0 to 1; 1 of nothing.
    pub fn value(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.part as f64 / self.of as f64 }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rounded = (self.value() * 1e5).round() / 1e5;
        let fields = BTreeMap::from([
            ("part", self.part as f64),
            ("of", self.of as f64),
            ("share", rounded),
        ]);
        fields.serialize(serializer)
    }
}

/// What a test said against what is true.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Said yes, is yes.
    pub true_positive: usize,
    /// Said yes, is no.
    pub false_positive: usize,
    /// Said no, is yes.
    pub false_negative: usize,
    /// Said no, is no.
    pub true_negative: usize,
}

impl Tally {
    /// Counts one case.
    pub fn add(&mut self, said: bool, is: bool) {
        match (said, is) {
            (true, true) => self.true_positive += 1,
            (true, false) => self.false_positive += 1,
            (false, true) => self.false_negative += 1,
            (false, false) => self.true_negative += 1,
        }
    }

    /// Number of cases.
    pub fn all(self) -> usize {
        self.true_positive + self.false_positive + self.false_negative + self.true_negative
    }

    /// Share of yes that is right.
    pub fn precision(self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_positive)
    }

    /// Share of what is yes that was found.
    pub fn recall(self) -> f64 {
        ratio(self.true_positive, self.true_positive + self.false_negative)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        ratio(
            2 * self.true_positive,
            2 * self.true_positive + self.false_positive + self.false_negative,
        )
    }

    /// Share of all that is right.
    pub fn accuracy(self) -> f64 {
        ratio(self.true_positive + self.true_negative, self.all())
    }
}

fn ratio(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_follow_their_definitions() {
        let tally =
            Tally { true_positive: 6, false_positive: 2, false_negative: 4, true_negative: 8 };
        assert_eq!((tally.precision(), tally.recall()), (0.75, 0.6));
        assert!((tally.f1() - 2.0 * 0.75 * 0.6 / 1.35).abs() < 1e-12);
        assert_eq!(tally.accuracy(), 0.7);
        assert_eq!(Share::default().value(), 1.0);
    }
}
