//! A report as the later steps read it: lines with zones, tokens, sentences.

use std::ops::Range;

use crate::lexicon::Words;
use crate::token::{Kind, Token, tokens};
use crate::web::Layout;
use crate::zone::{Line, Zone, laid_out, zones};

/// A sentence.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Place of its line among the lines.
    pub(crate) line: usize,
}

/// A report taken apart.
#[derive(Debug)]
pub(crate) struct Article<'t> {
    /// The original.
    pub(crate) text: &'t str,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// Its tokens.
    pub(crate) tokens: Vec<Token>,
    /// The sentences of title, headings and body, in order.
    pub(crate) sentences: Vec<Sentence>,
}

impl<'t> Article<'t> {
    /// Takes a text apart.
    pub(crate) fn new(text: &'t str) -> Article<'t> {
        Article::of_lines(text, zones(text))
    }

    /// Takes a page apart, the zones of whose lines are known.
    pub(crate) fn page(text: &'t str, layout: &Layout) -> Article<'t> {
        Article::of_lines(text, laid_out(text, &layout.zones))
    }

    fn of_lines(text: &'t str, lines: Vec<Line>) -> Article<'t> {
        let tokens = tokens(text);
        let sentences = sentences(&lines, &tokens);
        Article { text, lines, tokens, sentences }
    }

    /// The tokens of a line.
    pub(crate) fn tokens_of(&self, line: usize) -> Range<usize> {
        let place = |byte| self.tokens.partition_point(|token| token.range.start < byte);
        self.lines.get(line).map_or(0..0, |line| place(line.bytes.start)..place(line.bytes.end))
    }

    /// Takes a few words of a report as one sentence of its body.
    pub(crate) fn phrase(text: &'t str) -> Article<'t> {
        let bytes = 0..text.len();
        let lines = vec![Line { number: 1, bytes, zone: Zone::Body, rule: "phrase" }];
        let tokens = tokens(text);
        let sentences = vec![Sentence { tokens: 0..tokens.len(), line: 0 }];
        Article { text, lines, tokens, sentences }
    }

    /// Bytes of a stretch of tokens.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        match (
            self.tokens.get(tokens.start),
            tokens.end.checked_sub(1).and_then(|i| self.tokens.get(i)),
        ) {
            (Some(first), Some(last)) if tokens.start < tokens.end => {
                first.range.start..last.range.end
            }
            _ => 0..0,
        }
    }

    /// The original text of a stretch of tokens.
    pub(crate) fn slice(&self, tokens: &Range<usize>) -> &'t str {
        &self.text[self.bytes(tokens)]
    }

    /// Number of the line a byte lies in, counted from 1.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).max(1)
    }

    /// Zone of a sentence.
    pub(crate) fn zone(&self, sentence: &Sentence) -> Zone {
        self.lines[sentence.line].zone
    }

    /// The sentence a token stands in.
    pub(crate) fn sentence_at(&self, token: usize) -> Option<usize> {
        let place = self.sentences.partition_point(|sentence| sentence.tokens.end <= token);
        self.sentences.get(place).filter(|sentence| sentence.tokens.contains(&token)).map(|_| place)
    }

    /// The same for a table of words.
    pub(crate) fn has(&self, token: usize, words: &Words) -> bool {
        self.tokens.get(token).is_some_and(|token| {
            token.kind == Kind::Word && token.stems.iter().any(|stem| words.contains(&stem.form))
        })
    }

    /// Whether a token has one of some spellings, particles taken off or not.
    pub(crate) fn is(&self, token: usize, words: &[&str]) -> bool {
        self.tokens.get(token).is_some_and(|token| token.has_form(words))
    }
}

/// A sentence of more tokens is cut: what is near a word is never further away.
const LONGEST_SENTENCE: usize = 400;

fn sentences(lines: &[Line], tokens: &[Token]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut next = 0;
    for (place, line) in lines.iter().enumerate() {
        while tokens.get(next).is_some_and(|token| token.range.start < line.bytes.start) {
            next += 1;
        }
        let first = next;
        while tokens
            .get(next)
            .is_some_and(|token| token.range.start < line.bytes.end && token.kind != Kind::Break)
        {
            next += 1;
        }
        match line.zone {
            Zone::Title | Zone::Subtitle | Zone::Subheading => {
                out.push(Sentence { tokens: first..next, line: place })
            }
            Zone::Body => split(tokens, first..next, place, &mut out),
            Zone::Boilerplate | Zone::Blank => {}
        }
    }
    out.retain(|sentence| !sentence.tokens.is_empty());
    out
}

fn split(tokens: &[Token], line: Range<usize>, place: usize, out: &mut Vec<Sentence>) {
    let mut start = line.start;
    let mut at = line.start;
    while at < line.end {
        let ends = ends_sentence(tokens, at, &line) || at - start >= LONGEST_SENTENCE;
        at += 1;
        if ends {
            while at < line.end
                && (tokens[at].is_quote() || tokens[at].is(")") || tokens[at].is("."))
            {
                at += 1;
            }
            out.push(Sentence { tokens: start..at, line: place });
            start = at;
        }
    }
    out.push(Sentence { tokens: start..line.end, line: place });
}

fn ends_sentence(tokens: &[Token], at: usize, line: &Range<usize>) -> bool {
    let token = &tokens[at];
    if token.is("?") || token.is("!") || token.is("…") {
        return true;
    }
    if !token.is(".") {
        return false;
    }
    let before =
        at.checked_sub(1).filter(|before| line.contains(before)).map(|before| &tokens[before]);
    // One letter before the point is an abbreviation: د. م. ج.
    let abbreviation =
        before.is_some_and(|word| word.kind == Kind::Word && word.form.chars().count() == 1);
    let glued = tokens.get(at + 1).is_some_and(|next| {
        next.range.start == token.range.end
            && next.kind != Kind::Break
            && !next.is_quote()
            && !next.is(".")
    });
    let address = glued && before.is_some_and(|word| word.form.is_ascii());
    !(abbreviation || address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_points_but_not_at_abbreviations_or_decimals() {
        let text =
            "عنوان الخبر\nقال د. سمير إن 2.5 مليون شخص نزحوا. وأضاف “هذا كثير جدا.” ثم سكت؟\n";
        let article = Article::new(text);
        let found: Vec<&str> =
            article.sentences.iter().map(|sentence| article.slice(&sentence.tokens)).collect();
        assert_eq!(
            found,
            [
                "عنوان الخبر",
                "قال د. سمير إن 2.5 مليون شخص نزحوا.",
                "وأضاف “هذا كثير جدا.”",
                "ثم سكت؟"
            ]
        );
    }
}
