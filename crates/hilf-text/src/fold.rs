//! The folded view: what is left of a text when everything that does not change its letters is
//! gone.

use unicode_normalization::char::{compose, decompose_compatible};

use crate::digits::ascii_digit;
use crate::letters::{
    fold_arabic, fold_latin, is_apostrophe, is_dropped_mark, is_hyphen, is_invisible,
};

/// A folded text with the way back.
///
/// The view holds lower-case letters without marks, ASCII digits, `'` for every apostrophe, `-`
/// for every hyphen, the punctuation `. , ; : ( ) / < & @ $ "` as it is, and one blank for
/// everything else that separates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// For each character of `text`: byte offset of its origin in the original.
    origins: Vec<u32>,
    /// For each character of `text`: whether its origin was an upper-case letter.
    upper: Vec<bool>,
    original_len: u32,
}

impl Folded {
    /// The view.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Characters of the view with the byte offset of their origin in the original and whether
    /// that was an upper-case letter.
    pub fn chars(&self) -> impl Iterator<Item = (char, usize, bool)> {
        let origins = self.origins.iter().zip(&self.upper);
        self.text.chars().zip(origins).map(|(c, (&o, &u))| (c, o as usize, u))
    }

    /// Byte range of the original that the characters `first..last` of the view came from.
    pub fn original_range(&self, first: usize, last: usize) -> std::ops::Range<usize> {
        let at = |i: usize| self.origins.get(i).copied().unwrap_or(self.original_len) as usize;
        at(first)..at(last)
    }
}

/// Folds a text: canonical composition, invisible characters out, compatibility forms resolved,
/// Arabic spelling variants united, marks out, lower case.
///
/// ```
/// assert_eq!(hilf_text::fold("ﻣﺤﻤﺪ أَحمــد").text(), "محمد احمد");
/// assert_eq!(hilf_text::fold("Şükrü ‘Alī").text(), "shukru 'ali");
/// ```
pub fn fold(original: &str) -> Folded {
    let original_len = u32::try_from(original.len()).unwrap_or(u32::MAX);
    let mut out = Folded {
        text: String::with_capacity(original.len()),
        origins: Vec::with_capacity(original.len()),
        upper: Vec::with_capacity(original.len()),
        original_len,
    };
    let mut chars = original.char_indices().peekable();
    while let Some((offset, mut c)) = chars.next() {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        // A letter and its loose mark are one letter: s + caron is š.
        // No mark is ASCII.
        let is_mark = |next: &&(usize, char)| !next.1.is_ascii();
        while let Some(joined) = chars.peek().filter(is_mark).and_then(|next| compose(c, next.1)) {
            c = joined;
            chars.next();
        }
        if c.is_ascii() {
            out.push_plain(c, offset, c.is_ascii_uppercase());
        } else {
            out.push_folded(c, offset);
        }
    }
    out
}

impl Folded {
    fn push_folded(&mut self, c: char, offset: u32) {
        if is_hyphen(c) && c != '\u{00AD}' {
            return self.push_plain('-', offset, false);
        }
        if c == '\u{200C}' {
            // A zero-width non-joiner divides the parts of a Persian or Urdu compound.
            return self.push_plain('\u{200C}', offset, false);
        }
        if is_invisible(c) || is_dropped_mark(c) {
            return;
        }
        let upper = c.is_uppercase();
        if is_apostrophe(c) {
            return self.push_plain('\'', offset, false);
        }
        if let Some(letters) = fold_latin(c) {
            return letters.chars().for_each(|l| self.push_plain(l, offset, upper));
        }
        if matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{3041}'..='\u{30FF}') {
            // Taking these apart would lose syllables, not marks.
            return self.push_plain(c, offset, false);
        }
        decompose_compatible(c, |part| {
            if is_dropped_mark(part) || is_invisible(part) {
                return;
            }
            if let Some(letters) = fold_latin(part) {
                letters.chars().for_each(|l| self.push_plain(l, offset, upper));
            } else {
                part.to_lowercase()
                    .filter(|l| !is_dropped_mark(*l))
                    .for_each(|l| self.push_plain(fold_arabic(l), offset, upper));
            }
        });
    }

    fn push_plain(&mut self, c: char, offset: u32, upper: bool) {
        let c = if let Some(digit) = ascii_digit(c) {
            digit
        } else if c.is_ascii_alphabetic() {
            c.to_ascii_lowercase()
        } else if is_apostrophe(c) {
            '\''
        } else if c.is_alphabetic() || crate::script_of(c).is_some() || is_kept(c) {
            c
        } else {
            match c {
                '،' => ',',
                '؛' => ';',
                '«' | '»' | '“' | '”' | '„' => '"',
                _ => ' ',
            }
        };
        self.text.push(c);
        self.origins.push(offset);
        self.upper.push(upper);
    }
}

fn is_kept(c: char) -> bool {
    matches!(
        c,
        '-' | '.' | ',' | ';' | ':' | '(' | ')' | '/' | '<' | '&' | '@' | '$' | '"' | '\u{200C}'
    )
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spelling_variants_and_invisible_characters_vanish() {
        for (original, folded) in [
            ("أُسامة", "اسامة"),
            ("علی", "علي"),
            ("رحمٰن", "رحمن"),
            ("M\u{200d}uhammad\u{2060}", "muhammad"),
            ("Ｔｕｒｋｉ", "turki"),
            ("İbrahim Işık", "ibrahim ishik"),
            ("Mevlüt", "mevlut"),
            ("s\u{030c}", "sh"),
            ("김정은", "김정은"),
            ("٢٠٢٦", "2026"),
            ("ﷲ", "الله"),
            ("‘Abd–al", "'abd-al"),
        ] {
            assert_eq!(fold(original).text(), folded, "{original}");
        }
    }

    #[test]
    fn every_character_knows_its_origin() {
        let original = "Aﻻß";
        let folded = fold(original);
        assert_eq!(folded.text(), "aلاss");
        assert_eq!(folded.original_range(1, 3), 1..4);
        assert_eq!(folded.original_range(3, 5), 4..original.len());
    }
}
