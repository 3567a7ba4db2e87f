//! The table of spellings and the form in which they are compared.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

static ROWS: &str = include_str!("../../data/countries.tsv");
const CODE: usize = 0;
const ALPHA_3: usize = 1;
pub(super) const ENGLISH_NAMES: usize = 2;
pub(super) const ARABIC_NAMES: usize = 6;
const FRENCH_ADJECTIVES: usize = 5;
const ARABIC_ADJECTIVES: usize = 7;
const ABBREVIATIONS: usize = 8;
/// Endings of an Arabic adjective: feminine and the two forms of the plural.
const ARABIC_ENDINGS: &[&str] = &["", "ة", "ون", "ين"];
/// Letters that a word must have for its article to be told from its own first letters.
const ARTICLE_WORD_MIN: usize = 5;

/// What a spelling means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling {
    codes: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Abbreviation,
    Code,
}

impl Spelling {
    /// The countries it can mean.
    pub(super) fn codes(self) -> impl Iterator<Item = &'static str> {
        self.codes.split(',')
    }

    /// The country it means, if it can mean only one.
    pub(super) fn only_code(self) -> Option<&'static str> {
        (!self.codes.contains(',')).then_some(self.codes)
    }

    /// Whether it is so short that it may be an ordinary word.
    pub(super) fn is_short(self) -> bool {
        self.kind != Kind::Name
    }

    /// Whether it is an abbreviation in common use.
    pub(super) fn is_abbreviation(self) -> bool {
        self.kind == Kind::Abbreviation
    }
}

/// All spellings by their key.
pub(super) struct Table {
    spellings: HashMap<String, Spelling>,
    /// Words of the longest spelling.
    pub(super) longest: usize,
}

impl Table {
    pub(super) fn get(&self, key: &str) -> Option<Spelling> {
        self.spellings.get(key).copied()
    }

    /// The spelling that all the words together are.
    pub(super) fn whole(&self, words: &[Word]) -> Option<Spelling> {
        if words.is_empty() || words.len() > self.longest {
            return None;
        }
        self.get(&joined(words))
    }
}

/// The table, built on first use.
pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { spellings: HashMap::new(), longest: 1 };
        for (text, spelling) in rows() {
            let words = words(&text);
            table.longest = table.longest.max(words.len());
            table.spellings.entry(joined(&words)).or_insert(spelling);
        }
        table
    })
}

/// The first spelling in a column of the row of a code.
pub(super) fn first_spelling(code: &str, column: usize) -> Option<&'static str> {
    let rows = ROWS.lines().filter(|l| !l.starts_with('#'));
    let mut rows = rows.map(|row| row.split('\t').collect::<Vec<&'static str>>());
    let row = rows.find(|row| row.first() == Some(&code))?;
    row.get(column)?.split('|').next().filter(|name| !name.is_empty())
}

/// Every spelling with its inflected forms; names first, because the first of a key wins.
fn rows() -> Vec<(String, Spelling)> {
    let mut rows = Vec::new();
    for row in ROWS.lines().filter(|l| !l.starts_with('#')) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let codes = columns.first().copied().unwrap_or_default();
        for (column, cell) in columns.iter().enumerate() {
            let kind = match column {
                CODE | ALPHA_3 => Kind::Code,
                ABBREVIATIONS => Kind::Abbreviation,
                _ => Kind::Name,
            };
            // A row for a word of several countries has those countries' codes in its first cell.
            let texts =
                cell.split('|').filter(|t| !(t.is_empty() || column == CODE && t.contains(',')));
            let forms = texts.flat_map(|text| match column {
                FRENCH_ADJECTIVES => vec![text.to_owned(), french_feminine(text)],
                ARABIC_ADJECTIVES => ARABIC_ENDINGS.iter().map(|e| format!("{text}{e}")).collect(),
                _ => vec![text.to_owned()],
            });
            rows.extend(forms.map(|text| (text, Spelling { codes, kind })));
        }
    }
    rows.sort_by_key(|(_, s)| s.kind as u8);
    rows
}

fn french_feminine(masculine: &str) -> String {
    if masculine.ends_with("en") {
        format!("{masculine}ne")
    } else if masculine.ends_with('e') {
        masculine.to_owned()
    } else {
        format!("{masculine}e")
    }
}

/// A word in the form that is compared.
#[derive(Debug)]
pub(super) struct Word {
    /// Folded letters and digits, without the Arabic article.
    pub(super) key: String,
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Whether it is written in capitals.
    pub(super) upper: bool,
    /// Whether a mark stands before it that no spelling runs across.
    pub(super) after_break: bool,
}

impl Word {
    /// Whether it numbers an item (`(1)`, `b)`), or is the number of a region.
    pub(super) fn is_enumerator(&self) -> bool {
        let mut chars = self.key.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | 'a'..='f'), None))
    }
}

/// The words of a text. `the` is left out, `&` is `and`.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut open, mut after_break) = (false, false);
    for (c, offset, upper) in hilf_text::fold(text).chars() {
        let length = text.get(offset..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        match c {
            c if c.is_alphanumeric() => {
                if !open {
                    let (key, range) = (String::new(), offset..offset);
                    words.push(Word { key, range, upper: true, after_break });
                }
                if let Some(word) = words.last_mut() {
                    word.key.push(c);
                    word.range.end = offset + length;
                    word.upper &= upper;
                }
                (open, after_break) = (true, false);
            }
            '\'' => {}
            _ => {
                if c == '&' {
                    let range = offset..offset + 1;
                    words.push(Word { key: "and".into(), range, upper: false, after_break });
                }
                open = false;
                after_break |=
                    matches!(c, ';' | '/' | '|') || text.as_bytes().get(offset) == Some(&b'\n');
            }
        }
    }
    words.retain(|w| w.key != "the");
    for word in &mut words {
        word.key = without_article(&word.key).to_owned();
    }
    words
}

/// An Arabic word without the "and" written with it.
pub(super) fn without_and(key: &str) -> Option<&str> {
    let rest = key.strip_prefix('و').filter(|r| r.chars().count() >= 3)?;
    Some(without_article(rest))
}

fn without_article(key: &str) -> &str {
    match key.strip_prefix("ال") {
        Some(rest) if key.chars().count() >= ARTICLE_WORD_MIN => rest,
        _ => key,
    }
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|w| w.key.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_means_two_countries_unless_its_row_says_so() {
        let mut seen: HashMap<String, Spelling> = HashMap::new();
        let mut torn = Vec::new();
        for (text, spelling) in rows() {
            let key = joined(&words(&text));
            assert!(!key.is_empty(), "{text:?}");
            let first = *seen.entry(key).or_insert(spelling);
            if first.codes != spelling.codes {
                torn.push(format!("{text}: {} or {}", first.codes, spelling.codes));
            }
        }
        assert!(torn.is_empty(), "{torn:#?}");
    }

    #[test]
    fn every_row_has_its_nine_cells() {
        for row in ROWS.lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(row.split('\t').count(), 9, "{row}");
        }
    }
}
