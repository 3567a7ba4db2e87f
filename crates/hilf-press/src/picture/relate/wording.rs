//! Claims that belong together by the words around them: reports that tell the same in nearly the
//! same words, without an event to hold them together.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::At;
use crate::claim::ClaimKind;
use crate::picture::words::{bare, content};

/// Share of the shorter sentence's words that the other must hold.
///
/// Of the headline pairs in the training part of ANS (Khouja 2020) whose numbers differ, this keeps
/// the pairs apart that only share a subject.
const ALIKE: f64 = 0.6;
/// Words two sentences must share besides what is counted.
const SHARED: usize = 3;
/// A word that stands in more claims tells nothing.
const COMMON: usize = 200;
/// Words of a claim, the rarest first, by which others are sought.
const SOUGHT: usize = 4;

/// Groups of claims that make one statement, by way of one another, where their events do not hold
/// them together.
pub(super) fn statements(all: &[At<'_>]) -> Vec<Vec<usize>> {
    let mut words: Vec<Vec<String>> = Vec::with_capacity(all.len());
    let mut found: HashMap<(usize, usize), Vec<String>> = HashMap::new();
    for at in all {
        // Claims of one sentence share its words.
        let sentence = (at.document, at.claim.sentence_span.bytes[0]);
        let own = found.entry(sentence).or_insert_with(|| content(&at.claim.sentence));
        words.push(if counts(at) { own.clone() } else { Vec::new() });
    }
    let mut standing: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, own) in words.iter().enumerate() {
        own.iter().for_each(|word| standing.entry(word).or_default().push(i));
    }
    let mut group: Vec<usize> = (0..all.len()).collect();
    for (i, own) in words.iter().enumerate() {
        let mut rare: Vec<&Vec<usize>> = own
            .iter()
            .map(|word| &standing[word.as_str()])
            .filter(|there| (2..=COMMON).contains(&there.len()))
            .collect();
        rare.sort_by_key(|there| there.len());
        let near: HashSet<usize> =
            rare.into_iter().take(SOUGHT).flatten().copied().filter(|j| *j > i).collect();
        let alike = near
            .into_iter()
            .filter(|j| same_measure(&all[i], &all[*j]) && is_alike(own, &words[*j]))
            .filter(|j| all[*j].document != all[i].document && !all[i].shares_event(all[*j]));
        for j in alike.collect::<Vec<_>>() {
            let (a, b) = (root(&mut group, i), root(&mut group, j));
            group[a.max(b)] = a.min(b);
        }
    }
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..all.len() {
        out.entry(root(&mut group, i)).or_default().push(i);
    }
    out.into_values().filter(|statement| statement.len() > 1).collect()
}

/// The first claim of a group, the way to it shortened.
fn root(group: &mut [usize], mut i: usize) -> usize {
    while group[i] != i {
        group[i] = group[group[i]];
        i = group[i];
    }
    i
}

/// Whether two claims make one statement by their words.
pub(super) fn one_statement(a: At<'_>, b: At<'_>) -> bool {
    counts(&a)
        && counts(&b)
        && same_measure(&a, &b)
        && is_alike(&content(&a.claim.sentence), &content(&b.claim.sentence))
}

fn counts(at: &At<'_>) -> bool {
    at.claim.kind == ClaimKind::Quantity && at.claim.participant.is_none()
}

fn same_measure(a: &At<'_>, b: &At<'_>) -> bool {
    let (x, y) = (&a.claim.measures, &b.claim.measures);
    let share = a.claim.unit.as_deref() == Some("%") && b.claim.unit.as_deref() == Some("%");
    share || x == y || bare(&crate::token::form_of(x)) == bare(&crate::token::form_of(y))
}

fn is_alike(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    let least = a.len().min(b.len());
    shared >= SHARED && shared as f64 >= ALIKE * least as f64
}
