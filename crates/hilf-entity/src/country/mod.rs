//! Countries: FollowTheMoney codes from the spellings that lists and customers use.
//!
//! A code is ISO 3166-1 alpha-2 in lower case, or FollowTheMoney's own code for what ISO does not
//! name: `xk` Kosovo, `suhh` Soviet Union, `yucs` Yugoslavia, `csxx` Serbia and Montenegro, `zz`
//! stateless or worldwide.

mod table;

use std::ops::Range;

use table::{Spelling, Table, Word, table, words};

/// Words that say how somebody belongs to a country and change nothing about which one it is.
const FILLERS: &[&str] = &[
    "citizen",
    "citizenship",
    "national",
    "nationality",
    "nationalite",
    "passport",
    "by",
    "birth",
    "region",
    "of",
    "جنسيه",
];

/// The code of the one country that a text names or describes with an adjective, in English,
/// French or Arabic, by code (`IQ`, `IRQ`) or by a spelling lists use (`Korea, North`,
/// `Iran (Islamic Republic of)`, `Sudanese by birth`, `Russia / Russie`, `عراقية`).
///
/// `None` when the text names no country for certain: none at all, several, a word that stands
/// for several (`Congolese`), or one among words unknown here (`possibly Ethiopian`). For such
/// texts there is [`codes_in`].
///
/// ```
/// use hilf_entity::country::code;
/// assert_eq!(code("Korea, North"), Some("kp"));
/// assert_eq!(code("عراقية"), Some("iq"));
/// assert_eq!(code("Pakistani; possibly Afghan"), None);
/// ```
pub fn code(text: &str) -> Option<&'static str> {
    let table = table();
    let words = words(text);
    if let Some(spelling) = table.whole(&words) {
        return spelling.only_code();
    }
    let mentions = mentions(table, &words, text);
    let covered = |at: usize| mentions.iter().any(|m| m.words.contains(&at));
    let known = |(at, word): (usize, &Word)| {
        covered(at) || FILLERS.contains(&word.key.as_str()) || word.is_enumerator()
    };
    let mut codes = mentions.iter().map(|m| m.spelling.only_code());
    let first = codes.next().flatten()?;
    let certain = codes.all(|c| c == Some(first)) && words.iter().enumerate().all(known);
    certain.then_some(first)
}

/// The everyday name of a country in Arabic, by its code; `None` for a code that is not known.
pub fn arabic_name(code: &str) -> Option<&'static str> {
    table::first_spelling(code, table::ARABIC_NAMES)
}

/// The everyday name of a country in English, by its code; `None` for a code that is not known.
///
/// ```
/// assert_eq!(hilf_entity::country::english_name("iq"), Some("Iraq"));
/// ```
pub fn english_name(code: &str) -> Option<&'static str> {
    table::first_spelling(code, table::ENGLISH_NAMES)
}

/// Every country that a text mentions, in order, with the byte range of its mention. A word that
/// stands for several countries (`Congolese`, `Korean`) gives each of them for the same range.
///
/// Codes count only where they stand alone between marks (`SY; TR`), abbreviations (`UAE`) only
/// in capitals; so `in` is never India.
///
/// ```
/// use hilf_entity::country::codes_in;
/// assert_eq!(codes_in("Pakistani; possibly Afghan"), [("pk", 0..9), ("af", 20..26)]);
/// ```
pub fn codes_in(text: &str) -> Vec<(&'static str, Range<usize>)> {
    let table = table();
    let words = words(text);
    if let (Some(spelling), Some(first), Some(last)) =
        (table.whole(&words), words.first(), words.last())
    {
        return spelling.codes().map(|c| (c, first.range.start..last.range.end)).collect();
    }
    let mentions = mentions(table, &words, text);
    mentions
        .into_iter()
        .flat_map(|m| m.spelling.codes().map(move |c| (c, m.range.clone())))
        .collect()
}

/// One mention: which words it covers, and where they stand in the text.
struct Mention {
    spelling: Spelling,
    words: Range<usize>,
    range: Range<usize>,
}

fn mentions(table: &Table, words: &[Word], text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest(table, words, at, text) {
            Some(mention) => {
                at = mention.words.end;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

/// The longest spelling that begins at a word.
fn longest(table: &Table, words: &[Word], at: usize, text: &str) -> Option<Mention> {
    let rest = words.get(at..)?;
    let first = rest.first()?;
    let plain = longest_from(table, rest, &first.key);
    let (offset, (spelling, count)) = match plain {
        Some(found) => (0, found),
        None => {
            // Arabic writes "and" as one letter with the word that follows it.
            let key = table::without_and(&first.key)?;
            ('و'.len_utf8(), longest_from(table, rest, key)?)
        }
    };
    let last = rest.get(count - 1)?;
    if spelling.is_short() && !stands_out(spelling, words, at, count, text) {
        return None;
    }
    let range = first.range.start + offset..last.range.end;
    Some(Mention { spelling, words: at..at + count, range })
}

fn longest_from(table: &Table, rest: &[Word], first: &str) -> Option<(Spelling, usize)> {
    let mut key = first.to_owned();
    let mut best = table.get(&key).map(|s| (s, 1));
    for (count, word) in rest.iter().enumerate().skip(1).take(table.longest - 1) {
        if word.after_break {
            break;
        }
        key.push(' ');
        key.push_str(&word.key);
        best = table.get(&key).map(|s| (s, count + 1)).or(best);
    }
    best
}

/// Whether a code or an abbreviation is one in this place rather than an ordinary word.
fn stands_out(spelling: Spelling, words: &[Word], at: usize, count: usize, text: &str) -> bool {
    let mut own = words.iter().skip(at).take(count);
    if !own.all(|w| w.upper) {
        return false;
    }
    if spelling.is_abbreviation() {
        return true;
    }
    let end = words.get(at).map_or(0, |w| w.range.end);
    let next = words.get(at + count).map_or(text.len(), |w| w.range.start);
    let marked = |gap: Option<&str>| gap.is_some_and(|g| g.contains(|c: char| !c.is_whitespace()));
    let before = match at.checked_sub(1).and_then(|i| words.get(i)) {
        Some(word) => marked(words.get(at).and_then(|w| text.get(word.range.end..w.range.start))),
        None => true,
    };
    before && (at + count == words.len() || marked(text.get(end..next)))
}

#[cfg(test)]
mod tests;
