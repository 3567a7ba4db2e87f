//! What another profile would do to the alerts, computed and not guessed: customers are screened
//! with both.

use std::collections::{BTreeMap, HashMap};

use hilf_match::Hit;
use serde::{Deserialize, Serialize};

use crate::evidence::thousandths;

/// Pairs that are named, of those that would come and of those that would go.
const NAMED: usize = 40;

/// What another profile would do to the alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// The profile in force.
    pub before: String,
    /// The other profile.
    pub after: String,
    /// What was screened against.
    pub snapshot: String,
    /// The matcher.
    pub matcher: String,
    /// Customers when it began. Each of them is screened at least once a day, so that they are the
    /// subjects of the last day and of the last month alike.
    pub customers: u64,
    /// Customers screened for this.
    pub screened: u64,
    /// 1 if all were screened; n if every n-th was.
    pub every: u64,
    /// Hits with the profile in force, by band.
    pub hits_before: BTreeMap<String, u64>,
    /// Hits with the other profile, by band.
    pub hits_after: BTreeMap<String, u64>,
    /// Customers with a hit, before.
    pub hit_before: u64,
    /// Customers with a hit, after.
    pub hit_after: u64,
    /// Pairs that would be hits and are none.
    pub coming: u64,
    /// Pairs that would be hits no more.
    pub going: u64,
    /// Of those that would go: decided by two people to be the listed person.
    pub going_true: u64,
    /// Of those that would go: not decided by anybody yet.
    pub going_open: u64,
    /// Some of those that would come, the highest first.
    pub some_coming: Vec<Pair>,
    /// Some of those that would go: true matches first, then the highest.
    pub some_going: Vec<Pair>,
}

/// A customer and a listed entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// Id of the customer.
    pub customer: String,
    /// Id of the listed entity.
    pub entity: String,
    /// Score in thousandths, with whichever profile makes it a hit.
    pub score: i64,
    /// What stands in the way of its going: `true_match`, `open`, or nothing.
    pub standing: Option<String>,
}

impl Impact {
    /// Number of hits before.
    pub fn before_total(&self) -> u64 {
        self.hits_before.values().sum()
    }

    /// Number of hits after.
    pub fn after_total(&self) -> u64 {
        self.hits_after.values().sum()
    }

    /// Adds one customer; gives the pairs that would go, so that it can be looked up what was
    /// decided on them.
    pub(super) fn add(&mut self, customer: &str, before: &[Hit], after: &[Hit]) -> Vec<Pair> {
        self.screened += 1;
        self.hit_before += u64::from(!before.is_empty());
        self.hit_after += u64::from(!after.is_empty());
        count(&mut self.hits_before, before);
        count(&mut self.hits_after, after);
        let mut known: HashMap<&str, &Hit> =
            before.iter().map(|hit| (hit.record.entity.id(), hit)).collect();
        for hit in after {
            if known.remove(hit.record.entity.id()).is_none() {
                self.coming += 1;
                keep(&mut self.some_coming, pair(customer, hit));
            }
        }
        let mut going: Vec<Pair> = known.into_values().map(|hit| pair(customer, hit)).collect();
        going.sort_by(|a, b| a.entity.cmp(&b.entity));
        going
    }

    /// Adds a pair that would go, with what stands in its way.
    pub(super) fn add_going(&mut self, pair: Pair) {
        self.going += 1;
        self.going_true += u64::from(pair.standing.as_deref() == Some("true_match"));
        self.going_open += u64::from(pair.standing.as_deref() == Some("open"));
        keep(&mut self.some_going, pair);
    }
}

fn pair(customer: &str, hit: &Hit) -> Pair {
    Pair {
        customer: customer.to_owned(),
        entity: hit.record.entity.id().to_owned(),
        score: thousandths(hit.score),
        standing: None,
    }
}

fn count(bands: &mut BTreeMap<String, u64>, hits: &[Hit]) {
    for hit in hits {
        *bands.entry(hit.band.clone().unwrap_or_default()).or_default() += 1;
    }
}

/// Keeps the pairs that matter most.
fn keep(pairs: &mut Vec<Pair>, pair: Pair) {
    let order = |pair: &Pair| (pair.standing.as_deref() != Some("true_match"), -pair.score);
    let place = pairs.partition_point(|other| order(other) <= order(&pair));
    if place < NAMED {
        pairs.insert(place, pair);
        pairs.truncate(NAMED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(n: i64, standing: Option<&str>) -> Pair {
        let customer = format!("c-{n}");
        Pair { customer, entity: "e".into(), score: n, standing: standing.map(str::to_owned) }
    }

    #[test]
    fn true_matches_that_would_go_are_named_before_all_others() {
        let mut impact = Impact::default();
        for n in 0..100 {
            impact.add_going(pair(n, if n % 2 == 0 { Some("open") } else { None }));
        }
        impact.add_going(pair(3, Some("true_match")));
        assert_eq!((impact.going, impact.going_true, impact.going_open), (101, 1, 50));
        assert_eq!(impact.some_going.len(), NAMED);
        assert_eq!(impact.some_going[0], pair(3, Some("true_match")));
        let scores: Vec<i64> = impact.some_going[1..].iter().map(|pair| pair.score).collect();
        assert_eq!(scores, (61..100).rev().collect::<Vec<i64>>());
    }
}
