//! What names of organisations are made of besides names: legal forms of several words, numbers,
//! letters that stand for words.

use std::collections::HashMap;
use std::sync::OnceLock;

use hilf_text::fold;

use crate::lexicon::{self, Part};
use crate::numeral;
use crate::translated;
use crate::words::{Gap, Word};

/// Legal forms of several words with their kind, from ISO 20275 (see NOTICE); made by
/// `cargo run -p xtask -- legal-forms`.
static PHRASES: &str = include_str!("../data/legal-forms.tsv");

/// Forms that ISO 20275 does not list, or in one language alone, with their kind.
const MORE_PHRASES: &[(&str, &str)] = &[
    ("public joint stock company", "stock"),
    ("публичное акционерное общество", "stock"),
    ("публично акционерно дружество", "stock"),
    ("отворено акционерно дружество", "stock"),
    ("акціонерне товариство", "stock"),
    ("публічне акціонерне товариство", "stock"),
    ("приватне акціонерне товариство", "stock"),
    ("закрите акціонерне товариство", "stock"),
    ("відкрите акціонерне товариство", "stock"),
    ("товариство з обмеженою відповідальністю", "limited"),
    ("акцыянернае таварыства", "stock"),
    ("адкрытае акцыянернае таварыства", "stock"),
    ("закрытае акцыянернае таварыства", "stock"),
    ("таварыства з абмежаванай адказнасцю", "limited"),
    ("سهامی خاص", "stock"),
    ("سهامی عام", "stock"),
    ("با مسئولیت محدود", "limited"),
    ("مسئولیت محدود", "limited"),
    ("المحدودة المسؤولية", "limited"),
    ("محدودة المسؤولية", "limited"),
];

/// Letters of a word that may be an acronym.
const ACRONYM_LETTERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Brings words that are written in several ways into one: legal forms of several words, numbers
/// in words, letters with full stops.
pub(crate) fn rewrite(words: Vec<Word>) -> Vec<Word> {
    let words: Vec<Word> = words.into_iter().map(undisguised).collect();
    let is_body = words.iter().any(is_of_body) || legal_form_in(&words);
    let mixed_case = words.iter().any(|w| !w.capitals);
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut rest = &words[..];
    while let Some(first) = rest.first() {
        let (word, used) = legal_form(rest)
            .or_else(|| number(rest, is_body, words.len()))
            .or_else(|| is_body.then(|| acronym(rest, mixed_case)).flatten())
            .or_else(|| letters(first, is_body, mixed_case))
            .or_else(|| translated::phrase(rest).map(|(word, used)| (in_english(word), used)))
            .or_else(|| is_body.then(|| (in_english(first.clone()), 1)))
            .unwrap_or_else(|| (vec![first.clone()], 1));
        out.extend(word);
        rest = &rest[used..];
    }
    out
}

/// A word that digits were put into for the letters they look like (`4bdul`, `1lc`), if that makes
/// a known word of it.
fn undisguised(word: Word) -> Word {
    let digits = word.text.bytes().filter(u8::is_ascii_digit).count();
    let alphabetic = word.text.chars().filter(|c| c.is_alphabetic()).count();
    if digits == 0
        || alphabetic < 2
        || digits > alphabetic
        || numeral::number(std::iter::once(&*word.text)).is_some()
    {
        return word;
    }
    let known = |text: &String| {
        lexicon::part(text).is_some() || crate::known::is_known(&crate::spell::spell(text))
    };
    let letters: Vec<char> = word.text.chars().collect();
    let first = revealed(&letters, false);
    let inside = letters[1..letters.len() - 1].iter().any(char::is_ascii_digit);
    match [first.clone(), revealed(&letters, true)].into_iter().find(known) {
        Some(text) => Word { text, ..word },
        None if inside => Word { text: first, ..word },
        None => word,
    }
}

/// The letters that digits look like. A one is `i` between consonants and `l` elsewhere, or the
/// other way round.
fn revealed(letters: &[char], turned: bool) -> String {
    let is_consonant = |place: Option<usize>| {
        place.and_then(|p| letters.get(p)).is_some_and(|c| !"aeiou013489".contains(*c))
    };
    let one = |place: usize| {
        let between = is_consonant(place.checked_sub(1)) && is_consonant(Some(place + 1));
        if between != turned { 'i' } else { 'l' }
    };
    let letter = |(place, c): (usize, &char)| match c {
        '0' => 'o',
        '1' => one(place),
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        other => *other,
    };
    letters.iter().enumerate().map(letter).collect()
}

/// Short legal forms that are nobody's name, as `Sa` and `As` are.
const CLEAR_FORMS: &[&str] = &[
    "inc", "ltd", "llc", "llp", "plc", "gmbh", "jsc", "ojsc", "pjsc", "fze", "fzco", "sarl",
    "شركة", "شركت", "ооо", "оао", "пао", "зао", "фгуп", "тов", "таа",
];

/// Whether a word says that the name is an organisation's: `General Establishment` is no general.
pub(crate) fn is_of_body(word: &Word) -> bool {
    let part = word.part.or_else(|| lexicon::part(&word.text));
    match part {
        Some(Part::Generic) => true,
        Some(part) if part.legal_form().is_some() => {
            word.part.is_some()
                || word.text.chars().count() > 4
                || CLEAR_FORMS.contains(&word.text.as_str())
        }
        None => translated::makes_body(&word.text),
        _ => false,
    }
}

/// A word that English has several words for as these, all in its place.
fn in_english(word: Word) -> Vec<Word> {
    match translated::several(&word.text) {
        Some(several) => {
            several.map(|text| Word { text: text.to_owned(), ..word.clone() }).collect()
        }
        None => vec![word],
    }
}

fn legal_form_in(words: &[Word]) -> bool {
    (0..words.len()).any(|at| legal_form(&words[at..]).is_some())
}

fn kind_of(label: &str) -> Part {
    match label {
        "limited" => Part::Limited,
        "stock" => Part::Stock,
        "partnership" => Part::Partnership,
        "nonprofit" => Part::NonProfit,
        _ => Part::Company,
    }
}

/// By first word: the other words of a phrase and its kind, longest first.
type Phrases = HashMap<String, Vec<(Vec<String>, Part)>>;

fn phrases() -> &'static Phrases {
    static TABLE: OnceLock<Phrases> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Phrases::new();
        for line in PHRASES.lines().filter(|l| !l.starts_with('#')) {
            let Some((phrase, kind)) = line.split_once('\t') else { continue };
            let mut words = phrase.split(' ');
            let Some(first) = words.next() else { continue };
            let words = words.map(str::to_owned).collect();
            table.entry(first.to_owned()).or_default().push((words, kind_of(kind)));
        }
        for (phrase, kind) in MORE_PHRASES {
            let folded = fold(phrase);
            let mut words = folded.text().split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            table.entry(first).or_default().push((words.collect(), kind_of(kind)));
        }
        for phrases in table.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        table
    })
}

/// A legal form of several words, or a long word of organisations with a slip in it, at the beginning of `words`.
fn legal_form(words: &[Word]) -> Option<(Vec<Word>, usize)> {
    let first = words.first()?;
    let same = |rest: &[String]| {
        rest.len() < words.len()
            && rest.iter().zip(words[1..].iter().enumerate()).all(|(form, (place, word))| {
                let is_last = place + 2 == words.len() && place + 1 == rest.len();
                *form == word.text || is_last && is_cut_short(&word.text, form)
            })
    };
    let found = |first: &str| {
        let all = phrases().get(first)?;
        all.iter().find(|(rest, _)| !rest.is_empty() && same(rest))
    };
    // Romanian and Bulgarian hang their article on the noun: `Societatea cu răspundere limitată`.
    let stem = first.text.char_indices().last().map_or("", |(last, _)| &first.text[..last]);
    let phrase = found(&first.text).or_else(|| found(stem));
    if let Some((rest, part)) = phrase {
        let used = rest.len() + 1;
        return Some((vec![joined(&words[..used], first.text.clone(), *part)], used));
    }
    let part = lexicon::mistyped_word_of_body(&first.text)?;
    Some((vec![Word { part: Some(part), ..first.clone() }], 1))
}

/// Whether the end of a name that a field had no room for is the beginning of a word.
fn is_cut_short(text: &str, whole: &str) -> bool {
    text.len() >= 3 && whole.starts_with(text)
}

fn number(words: &[Word], is_body: bool, count: usize) -> Option<(Vec<Word>, usize)> {
    let first = words.first()?;
    let is_last = words.len() == 1;
    // `Victory 3`, `Three Percenters`: digits are a number anywhere; number words too, since a
    // name that is one is one on the other side as well.
    let found = numeral::number(words.iter().take(2).map(|w| w.text.as_str()));
    let roman = (is_body && first.capitals || is_last && count > 1)
        .then(|| numeral::roman(&first.text))
        .flatten()
        .filter(|value| *value > 1 || is_body)
        .filter(|_| !first.stopped || first.text.len() > 1);
    if let Some(value) = roman {
        let part = if is_body { Part::Number } else { Part::Filler };
        return Some((vec![joined(&words[..1], value.to_string(), part)], 1));
    }
    let (value, used) = found.filter(|_| count > 1)?;
    Some((vec![joined(&words[..used], value.to_string(), Part::Number)], used))
}

/// `A. B. C.` and `ABC` in an organisation's name are one word that must agree letter by letter.
fn acronym(words: &[Word], mixed_case: bool) -> Option<(Vec<Word>, usize)> {
    let first = words.first()?;
    let letter = |w: &Word| w.text.chars().count() == 1 && w.text.chars().all(char::is_alphabetic);
    let run = words
        .iter()
        .enumerate()
        .take_while(|(i, w)| letter(w) && (*i == 0 || w.gap != Gap::Comma))
        .count();
    if run >= 2 {
        let text: String = words[..run].iter().map(|w| w.text.as_str()).collect();
        if let Some(state) = state(&text) {
            return Some((spelt_out(&joined(&words[..run], text, Part::Acronym), state), run));
        }
        // `S.A.`, `L.L.C.` are forms, not names.
        let part = lexicon::part(&text).filter(|p| p.legal_form().is_some());
        return Some((vec![joined(&words[..run], text, part.unwrap_or(Part::Acronym))], run));
    }
    let is_acronym = mixed_case
        && first.capitals
        && ACRONYM_LETTERS.contains(&first.text.chars().count())
        && first.text.chars().all(char::is_alphabetic)
        && lexicon::part(&first.text).is_none();
    is_acronym.then(|| match state(&first.text) {
        Some(state) => (spelt_out(first, state), 1),
        None => (vec![Word { part: Some(Part::Acronym), ..first.clone() }], 1),
    })
}

/// States and unions that bodies have in their names by their letters, and what these stand for.
const STATES: &[(&str, &str)] = &[
    ("us", "united states"),
    ("usa", "united states america"),
    ("uk", "united kingdom"),
    ("uae", "united arab emirates"),
    ("ksa", "kingdom saudi arabia"),
    ("prc", "people republic china"),
    ("dprk", "democratic people republic korea"),
    ("drc", "democratic republic congo"),
    ("un", "united nations"),
    ("eu", "european union"),
];

fn state(letters: &str) -> Option<&'static str> {
    STATES.iter().find(|(short, _)| *short == letters).map(|(_, long)| *long)
}

/// A word for each of the words that letters stand for, all in their place.
fn spelt_out(letters: &Word, words: &str) -> Vec<Word> {
    let word = |text: &str| Word { text: text.to_owned(), part: None, ..letters.clone() };
    words.split(' ').map(word).collect()
}

/// `JC Juncker`: two capitals without a vowel, in a name written in small letters, are initials.
fn letters(word: &Word, is_body: bool, mixed_case: bool) -> Option<(Vec<Word>, usize)> {
    let is_pair = !is_body
        && mixed_case
        && word.capitals
        && word.text.len() == 2
        && word.text.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b))
        && lexicon::part(&word.text).is_none()
        && lexicon::abbreviation(&word.text).is_none();
    let single = |range: std::ops::Range<usize>| Word {
        text: word.text[range].to_owned(),
        stopped: true,
        ..word.clone()
    };
    is_pair.then(|| (vec![single(0..1), single(1..2)], 1))
}

fn joined(words: &[Word], text: String, part: Part) -> Word {
    let mut word = words[0].clone();
    word.text = text;
    word.range.end = words[words.len() - 1].range.end;
    word.stopped = words[words.len() - 1].stopped;
    word.part = Some(part);
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn read(name: &str) -> Vec<String> {
        rewrite(words(name)).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn legal_forms_numbers_and_letters_are_one_word_each() {
        assert_eq!(read("Open Joint Stock Company Zarya").len(), 2);
        assert_eq!(read("Gesellschaft mit beschränkter Haftung Alpen").len(), 2);
        assert_eq!(read("Societatea cu Răspundere Limitată Zorile").len(), 2);
        assert_eq!(read("ZARYA JOINT STOCK COMPAN").len(), 2);
        assert_eq!(read("Zarya Public Joint Stock Company").len(), 2);
        assert_eq!(read("Таварыства з абмежаванай адказнасцю Зара").len(), 2);
        assert_eq!(read("شرکت ساحل سهامی خاص").len(), 3);
        assert_eq!(read("خبرگزاری ساحل"), ["news", "agency", "ساحل"]);
        assert_eq!(read("Brigade Forty-Four"), ["brigade", "44"]);
        assert_eq!(read("1st National Bank")[0], "1");
        assert_eq!(read("Palm Fund II, Ltd.")[2], "2");
        assert_eq!(read("Palm Solutions II, Inc.")[2], "2");
        assert_eq!(read("A.B.C. Company")[0], "abc");
        assert_eq!(read("U.S. Trading Company")[..2], ["united", "states"]);
        assert_eq!(read("UK Fund")[..2], ["united", "kingdom"]);
        assert_eq!(read("JC Villon"), ["j", "c", "villon"]);
        assert_eq!(read("Kamal Abdallah III")[2], "3");
        assert_eq!(read("A. Khatib"), ["a", "khatib"]);
        assert_eq!(read("MD Karim").len(), 2);
    }
}
