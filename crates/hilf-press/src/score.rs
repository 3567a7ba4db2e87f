//! How well spans are found, measured on sentences that people labelled.

use std::ops::Range;

use serde::Serialize;
use thiserror::Error;

use crate::article::Article;
use crate::body::bodies;
use crate::date::dates;
use crate::gazetteer::{self, NameType};
use crate::number::ordinal_at;
use crate::people::people;
use crate::quantity::quantities;

/// Labels of the set that are measured together, under the name of what this crate finds.
const FAMILIES: &[(&str, &[&str])] = &[
    ("date", &["DATE", "TIME"]),
    ("number", &["CARDINAL", "MONEY", "PERCENT", "QUANTITY"]),
    ("ordinal", &["ORDINAL"]),
    ("place", &["GPE", "LOC"]),
    ("organisation", &["ORG"]),
    ("person", &["PERS", "PER"]),
];

/// Why a labelled set cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScoreError {
    /// A line that is neither a word with its labels nor the end of a sentence.
    #[error(
        "line {0}: not a word followed by labels such as B-DATE or O / السطر {0}: ليس كلمة تتبعها وسوم مثل B-DATE أو O"
    )]
    Line(usize),
    /// No sentence at all.
    #[error("no labelled sentence / لا توجد جملة موسومة")]
    Empty,
}

/// Spans of one kind, as labelled and as found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// date, number, ordinal, place, organisation, person.
    pub kind: &'static str,
    /// Spans that people labelled.
    pub labelled: usize,
    /// Spans that were found.
    pub found: usize,
    /// Spans found with the very words that were labelled.
    pub exact: usize,
    /// Labelled spans of which a word was found.
    pub touched: usize,
    /// Found spans of which a word was labelled.
    pub touching: usize,
}

impl Score {
    /// Precision and recall of the very words, and their harmonic mean.
    pub fn exact(&self) -> (f64, f64, f64) {
        figures(self.exact, self.found, self.exact, self.labelled)
    }

    /// The same where one word in common is enough.
    pub fn touching(&self) -> (f64, f64, f64) {
        figures(self.touching, self.found, self.touched, self.labelled)
    }
}

fn figures(right: usize, found: usize, met: usize, labelled: usize) -> (f64, f64, f64) {
    let share =
        |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let (precision, recall) = (share(right, found), share(met, labelled));
    let sum = precision + recall;
    (precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
}

/// Measures against sentences of one word a line with its labels behind it (`word B-GPE B-ORG`, nested
/// ones in any order), an empty line or `$#$` between sentences: the layout of Wojood (Jarrar et al.,
/// LREC 2022).
///
/// # Errors
/// When a line is something else, or there is no sentence.
pub fn score(labelled: &str) -> Result<Vec<Score>, ScoreError> {
    let sentences = sentences(labelled)?;
    if sentences.is_empty() {
        return Err(ScoreError::Empty);
    }
    let mut out: Vec<Score> =
        FAMILIES.iter().map(|(kind, _)| Score { kind, ..Score::default() }).collect();
    for sentence in &sentences {
        let found = found(&sentence.text);
        for (row, (kind, labels)) in out.iter_mut().zip(FAMILIES) {
            let gold = sentence.spans(labels);
            let own: Vec<&Range<usize>> =
                found.iter().filter(|(found, _)| found == kind).map(|(_, span)| span).collect();
            count(row, &gold, &own);
        }
    }
    Ok(out)
}

fn count(row: &mut Score, gold: &[Range<usize>], found: &[&Range<usize>]) {
    let touches = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    row.labelled += gold.len();
    row.found += found.len();
    row.exact += found.iter().filter(|span| gold.contains(span)).count();
    row.touching += found.iter().filter(|span| gold.iter().any(|gold| touches(gold, span))).count();
    row.touched += gold.iter().filter(|gold| found.iter().any(|span| touches(gold, span))).count();
}

struct Labelled {
    text: String,
    /// Bytes of each word with its labels.
    words: Vec<(Range<usize>, Vec<String>)>,
}

impl Labelled {
    /// Spans of some labels, each label for itself.
    fn spans(&self, labels: &[&str]) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for label in labels {
            let mut open: Option<Range<usize>> = None;
            for (bytes, tags) in &self.words {
                let has =
                    |start: &str| tags.iter().any(|tag| tag.strip_prefix(start) == Some(label));
                if has("B-") {
                    out.extend(open.replace(bytes.clone()));
                } else if has("I-") {
                    open = open.map(|span| span.start..bytes.end);
                } else {
                    out.extend(open.take());
                }
            }
            out.extend(open);
        }
        out
    }
}

fn sentences(labelled: &str) -> Result<Vec<Labelled>, ScoreError> {
    let mut out = Vec::new();
    let mut now = Labelled { text: String::new(), words: Vec::new() };
    for (number, line) in (1..).zip(labelled.lines()) {
        let mut fields = line.split_whitespace();
        let word = fields.next().unwrap_or("$#$");
        if word == "$#$" {
            if !now.words.is_empty() {
                out.push(now);
            }
            now = Labelled { text: String::new(), words: Vec::new() };
            continue;
        }
        let tags: Vec<String> = fields.map(str::to_owned).collect();
        let known = |tag: &String| tag == "O" || tag.starts_with("B-") || tag.starts_with("I-");
        if tags.is_empty() || !tags.iter().all(known) {
            return Err(ScoreError::Line(number));
        }
        if !now.text.is_empty() {
            now.text.push(' ');
        }
        let start = now.text.len();
        now.text.push_str(word);
        now.words.push((start..now.text.len(), tags));
    }
    if !now.words.is_empty() {
        out.push(now);
    }
    Ok(out)
}

/// What is found in a sentence, as bytes.
fn found(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let article = Article::phrase(text);
    let mut out: Vec<(&'static str, Range<usize>)> = Vec::new();
    let mut taken = vec![false; article.tokens.len()];
    for date in dates(&article.tokens) {
        taken[date.tokens.clone()].fill(true);
        out.push(("date", article.bytes(&date.tokens)));
    }
    let mut at = 0;
    while at < article.tokens.len() {
        let ordinal = ordinal_at(&article.tokens, at).filter(|o| o.definite && !taken[at]);
        let len = ordinal.map_or(1, |ordinal| ordinal.len);
        if ordinal.is_some() {
            taken[at..(at + len).min(article.tokens.len())].fill(true);
            out.push(("ordinal", article.bytes(&(at..at + len))));
        }
        at += len;
    }
    for quantity in quantities(&article.tokens, &taken) {
        let end = quantity.number.end;
        // Money and shares are labelled with what is counted, other numbers alone.
        let whole = quantity.measure.as_ref().is_some_and(|m| m.is_money_or_share());
        let tokens = quantity.number.start..if whole { quantity.tokens.end } else { end };
        out.push(("number", article.bytes(&tokens)));
    }
    let names = gazetteer::mentions(&article);
    for name in &names {
        let kind = match name.known.kind {
            NameType::Political | NameType::Place => "place",
            NameType::Organisation => "organisation",
            NameType::Person => continue,
        };
        out.push((kind, article.bytes(&name.tokens)));
    }
    for town in gazetteer::towns(&article, &names) {
        // The noun that leads to a town is labelled with it.
        out.push(("place", article.bytes(&(town.from..town.tokens.end))));
    }
    for body in bodies(&article, &names) {
        out.push(("organisation", article.bytes(&body.tokens)));
    }
    for person in people(&article, &names) {
        out.push(("person", article.bytes(&person.tokens)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_very_words_and_words_in_common_are_counted_apart() {
        let labelled = "اجتمع O\nوزراء O\nالمغرب B-GPE\nيوم B-DATE\nالأربعاء I-DATE\n11 I-DATE\nمايو I-DATE\n2022 I-DATE\n$#$ O\n\
                        زار O\nالوفد O\nمدينة B-GPE\nطنجة I-GPE\nولعاصمة B-GPE\n";
        let rows = score(labelled).unwrap();
        let row = |kind: &str| rows.iter().find(|row| row.kind == kind).unwrap().clone();
        let date = Score { kind: "date", labelled: 1, found: 1, exact: 1, touched: 1, touching: 1 };
        assert_eq!(row("date"), date);
        let place =
            Score { kind: "place", labelled: 3, found: 2, exact: 1, touched: 2, touching: 2 };
        assert_eq!(row("place"), place);
        assert_eq!(row("place").exact().0, 0.5);
    }

    #[test]
    fn what_is_no_labelled_set_is_refused_with_its_line() {
        assert_eq!(score("اجتمع O\nالوزراء\n"), Err(ScoreError::Line(2)));
        assert_eq!(score("اجتمع O\nالوزراء NOUN\n"), Err(ScoreError::Line(2)));
        assert_eq!(score("\n\n"), Err(ScoreError::Empty));
    }
}
