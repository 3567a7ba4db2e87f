//! Phrases looked up in a text, longest first.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::token::{Clitic, Kind, Token, form_of};

/// Single words, written as people write them and compared as the tokens are.
#[derive(Debug)]
pub(crate) struct Words {
    written: &'static str,
    forms: OnceLock<HashSet<String>>,
}

impl Words {
    /// Words divided by blanks.
    pub(crate) const fn new(written: &'static str) -> Words {
        Words { written, forms: OnceLock::new() }
    }

    /// Whether a folded spelling is among them.
    pub(crate) fn contains(&self, form: &str) -> bool {
        self.forms
            .get_or_init(|| self.written.split_whitespace().map(form_of).collect())
            .contains(form)
    }
}

/// Phrases with what they stand for.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
}

/// A phrase found.
#[derive(Debug)]
pub(crate) struct Found<'p, T> {
    /// Number of tokens, marks between the words included.
    pub(crate) len: usize,
    /// What the phrase stands for.
    pub(crate) value: &'p T,
    /// Particles joined to its first word.
    pub(crate) clitic: Clitic,
}

impl<T> Phrases<T> {
    /// Phrases, each as people write it.
    pub(crate) fn new<'a>(entries: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut by_first: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, value) in entries {
            let mut words = phrase.split([' ', '-']).filter(|w| !w.is_empty()).map(form_of);
            let Some(first) = words.next() else { continue };
            by_first.entry(first).or_default().push((words.collect(), value));
        }
        for entries in by_first.values_mut() {
            entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases { by_first }
    }

    /// The longest phrase that begins with the token at a place; the word with the fewest
    /// particles taken off wins among equally long ones.
    pub(crate) fn at(&self, tokens: &[Token], place: usize) -> Option<Found<'_, T>> {
        let first = tokens.get(place).filter(|token| token.kind == Kind::Word)?;
        let mut best: Option<Found<'_, T>> = None;
        for stem in &first.stems {
            let Some(entries) = self.by_first.get(&stem.form) else { continue };
            let fits = entries.iter().find_map(|(rest, value)| {
                Some(Found {
                    len: 1 + follows(rest, &tokens[place + 1..])?,
                    value,
                    clitic: stem.clitic,
                })
            });
            if let Some(found) = fits
                && best.as_ref().is_none_or(|best| found.len > best.len)
            {
                best = Some(found);
            }
        }
        best
    }
}

/// Tokens that words take up at the front of others, quotation marks between them included.
fn follows(words: &[String], tokens: &[Token]) -> Option<usize> {
    let mut used = 0;
    for word in words {
        while tokens.get(used).is_some_and(|token| token.is_quote() || token.is("-")) {
            used += 1;
        }
        let token = tokens.get(used)?;
        if token.kind != Kind::Word || token.form != *word {
            return None;
        }
        used += 1;
    }
    Some(used)
}

/// Rows of a shipped table: fields divided by tabs, `#` begins a remark.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// Spellings of a cell, divided by `|`.
pub(crate) fn spellings(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').map(str::trim).filter(|spelling| !spelling.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    #[test]
    fn the_longest_phrase_wins_and_quotation_marks_do_not_divide_it() {
        let phrases = Phrases::new([("تنظيم الدولة", 1), ("تنظيم الدولة الإسلامية", 2)]);
        let text = tokens("لتنظيم “الدولة الإسلامية” في");
        let found = phrases.at(&text, 0).unwrap();
        assert_eq!((found.len, *found.value), (4, 2));
        assert!(found.clitic.preposition);
    }
}
