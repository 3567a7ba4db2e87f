//! Words, numbers and marks of a text, each with its bytes in the original.

use std::ops::Range;

use hilf_text::{ascii_digit, fold};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters with their marks.
    Word,
    /// Digits with the separators between them.
    Number,
    /// One character of punctuation, or a sign.
    Mark,
    /// The end of a line.
    Break,
}

/// One token.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Bytes of the original.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: Kind,
    /// The folded spelling; final ta marbuta and ha are one.
    pub(crate) form: String,
    /// The spellings left when joined particles are taken off, the whole word first.
    pub(crate) stems: Vec<Stem>,
    /// Whether the word is written with a hamza on a seat, which folding forgets: مئتا, not ميتا.
    pub(crate) seat: bool,
}

/// A word without some of the particles joined to its front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stem {
    /// What is left.
    pub(crate) form: String,
    /// What was taken off.
    pub(crate) clitic: Clitic,
}

/// Particles written together with the next word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Clitic {
    /// و or ف.
    pub(crate) and: bool,
    /// ب, ل or ك.
    pub(crate) preposition: bool,
}

impl Token {
    /// Whether the token is a given mark.
    pub(crate) fn is(&self, mark: &str) -> bool {
        self.kind == Kind::Mark && self.form == mark
    }

    /// Whether the word has one of some spellings, particles taken off or not.
    pub(crate) fn has_form(&self, forms: &[&str]) -> bool {
        self.kind == Kind::Word && self.stems.iter().any(|stem| forms.contains(&stem.form.as_str()))
    }

    /// Whether the token is a quotation mark of any style.
    pub(crate) fn is_quote(&self) -> bool {
        self.kind == Kind::Mark
            && matches!(self.form.as_str(), "\"" | "“" | "”" | "«" | "»" | "„" | "‘" | "’")
    }
}

/// The spelling by which words are compared.
pub(crate) fn form_of(word: &str) -> String {
    let mut form = fold(word).text().to_owned();
    if form.ends_with('ة') {
        form.truncate(form.len() - 'ة'.len_utf8());
        form.push('ه');
    }
    form
}

/// Takes a text apart. Blanks are between tokens, never tokens.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 8);
    let mut at = 0;
    let mut closing = None;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        // "/22/ شخصا", "اليوم /الأربعاء/": strokes around a word or number are left out.
        if c == '/' && (closing == Some(at) || stroke_before(text, at, &mut closing)) {
            at += 1;
            continue;
        }
        let (kind, len) = if c == '\n' {
            (Kind::Break, 1)
        } else if ascii_digit(c).is_some() || starts_fraction(text, at) {
            (Kind::Number, number_len(rest))
        } else if is_letter(c) {
            (Kind::Word, word_len(rest))
        } else if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            continue;
        } else {
            (Kind::Mark, c.len_utf8())
        };
        out.push(token(text, at..at + len, kind));
        at += len;
    }
    out
}

/// Longest stretch between two strokes that stand around it, in bytes.
const LONGEST_BETWEEN: usize = 48;

/// Whether a stroke opens a stretch without blanks that another closes; tells where.
fn stroke_before(text: &str, at: usize, closing: &mut Option<usize>) -> bool {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || c == 'ـ' || is_mark(c));
    let inner = &text[at + 1..];
    let end = inner
        .char_indices()
        .take_while(|(i, c)| *i <= LONGEST_BETWEEN && (c.is_alphanumeric() || is_mark(*c)))
        .last()
        .map_or(0, |(i, c)| i + c.len_utf8());
    let closes = end > 0 && inner[end..].starts_with('/');
    let around = free(text[..at].chars().next_back()) && free(inner[end..].chars().nth(1));
    if closes && around {
        *closing = Some(at + 1 + end);
    }
    closes && around
}

fn token(text: &str, range: Range<usize>, kind: Kind) -> Token {
    let raw = &text[range.clone()];
    let form = match kind {
        Kind::Word => form_of(raw),
        Kind::Number => raw.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect(),
        Kind::Mark if matches!(raw, "'" | "‘" | "’") => single_quote(text, &range).to_owned(),
        Kind::Mark => mark_of(raw).to_owned(),
        Kind::Break => String::new(),
    };
    let stems = if kind == Kind::Word { stems(&form) } else { Vec::new() };
    Token { range, kind, form, stems, seat: raw.contains('ئ') }
}

/// A single mark opens before a word and closes behind one; between two letters, and in Latin script
/// behind one, it is an apostrophe.
fn single_quote(text: &str, range: &Range<usize>) -> &'static str {
    let before =
        text[..range.start].chars().next_back().filter(|c| is_letter(*c) || c.is_numeric());
    let after = text[range.end..].chars().next().filter(|c| is_letter(*c) || c.is_numeric());
    match (before, after) {
        (None, Some(next)) if !next.is_ascii() => "‘",
        (Some(last), None) if !last.is_ascii() => "’",
        (None, None) => "’",
        _ => "'",
    }
}

fn mark_of(raw: &str) -> &str {
    match raw {
        "،" => ",",
        "؛" => ";",
        "؟" => "?",
        "٪" => "%",
        "–" | "—" | "−" => "-",
        other => other,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == 'ـ' || is_mark(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06ED}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn starts_fraction(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    matches!(rest.next(), Some('.' | '٫'))
        && rest.next().and_then(ascii_digit).is_some()
        && !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

fn number_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((i, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, n)| ascii_digit(*n).is_some());
        // "5ر1": agencies write one and a half so, the fraction first.
        let mark = matches!(c, '.' | ',' | '٫' | '٬') || (c == 'ر' && end > 0);
        if ascii_digit(c).is_some() || (mark && next_is_digit) {
            end = i + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn word_len(rest: &str) -> usize {
    let mut end = 0;
    let mut latin = false;
    for (i, c) in rest.char_indices() {
        let joiner = matches!(c, '\u{200C}' | '\u{200D}');
        if is_letter(c) || joiner || (latin && c.is_ascii_digit()) {
            latin = c.is_ascii_alphanumeric();
            end = i + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

fn stems(form: &str) -> Vec<Stem> {
    let mut out = vec![Stem { form: form.to_owned(), clitic: Clitic::default() }];
    let conjoined = form.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 1);
    out.extend(conjoined.map(|rest| Stem {
        form: rest.to_owned(),
        clitic: Clitic { and: true, preposition: false },
    }));
    for (base, and) in [(Some(form), false), (conjoined, true)] {
        let Some(base) = base else { continue };
        let clitic = Clitic { and, preposition: true };
        if let Some(rest) = base.strip_prefix("لل") {
            out.push(Stem { form: format!("ال{rest}"), clitic });
        }
        if let Some(rest) =
            base.strip_prefix(['ب', 'ل', 'ك']).filter(|rest| rest.chars().count() > 1)
        {
            out.push(Stem { form: rest.to_owned(), clitic });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        assert_eq!(forms("الـ 79، 3.5٪ G20!"), ["ال", "79", ",", "3.5", "%", "g20", "!"]);
        assert_eq!(forms("و25 و١٬٢٠٠"), ["و", "25", "و", "1٬200"]);
    }

    #[test]
    fn strokes_around_a_word_or_number_are_left_out() {
        assert_eq!(forms("اليوم /الأربعاء/ /22/ شخصا"), ["اليوم", "الاربعاء", "22", "شخصا"]);
        assert_eq!(forms("آب/أغسطس 3/5/2021"), ["اب", "/", "اغسطس", "3", "/", "5", "/", "2021"]);
    }

    #[test]
    fn ranges_point_into_the_original() {
        let text = "أحمــد صبري";
        let found = tokens(text);
        assert_eq!(&text[found[0].range.clone()], "أحمــد");
        assert_eq!(found[0].form, "احمد");
    }

    #[test]
    fn joined_particles_come_off_in_every_way() {
        let stems: Vec<String> =
            tokens("وللمغرب")[0].stems.iter().map(|stem| stem.form.clone()).collect();
        assert!(stems.contains(&"المغرب".to_owned()) && stems[0] == "وللمغرب");
    }
}
