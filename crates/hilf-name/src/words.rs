//! A folded name cut into words, with what stood between them.

use std::ops::Range;

use hilf_text::{Folded, Script, confusable, fold, script_of};

use crate::compound;
use crate::lexicon::Part;
use crate::romanise::romanised;

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The beginning, a blank, or a mark that only separates.
    Blank,
    /// A hyphen, an apostrophe or nothing at all: the words are written as one.
    Joined,
    /// A comma: what came before may be a family name.
    Comma,
    /// An opening bracket: an explanation or another name.
    Bracket,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded letters and digits, of one script.
    pub(crate) text: String,
    /// Where it stands in the original, in bytes.
    pub(crate) range: Range<usize>,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// Whether a full stop follows, as after an abbreviation.
    pub(crate) stopped: bool,
    /// Whether every letter was a capital.
    pub(crate) capitals: bool,
    /// Whether its letters are syllables: it is short and must agree nearly wholly.
    pub(crate) syllabic: bool,
    /// The part it plays, where it was rewritten from other words.
    pub(crate) part: Option<Part>,
}

/// Words of one name beyond which the rest is ignored; the longest listed name has about 40.
pub(crate) const WORDS_MAX: usize = 64;

/// Cuts a name into words.
pub(crate) fn words(original: &str) -> Vec<Word> {
    let folded = fold(original);
    let mut words = cut(&folded);
    words = words.into_iter().flat_map(in_latin).collect();
    words.truncate(WORDS_MAX);
    crate::body::rewrite(compound::in_one_form(join_spaced_letters(words)))
}

/// A word of a script without units of its own in Latin letters; a Korean name becomes two.
fn in_latin(word: Word) -> Vec<Word> {
    let Some(texts) = romanised(&word.text) else { return vec![word] };
    let gap = |place: usize| if place == 0 { word.gap } else { Gap::Joined };
    let texts = texts.into_iter().enumerate();
    texts.map(|(place, text)| Word { text, gap: gap(place), ..word.clone() }).collect()
}

struct Cutter<'a> {
    folded: &'a Folded,
    words: Vec<Word>,
    letters: Vec<(usize, char, bool)>,
    gap: Gap,
}

fn cut(folded: &Folded) -> Vec<Word> {
    let mut cutter = Cutter { folded, words: Vec::new(), letters: Vec::new(), gap: Gap::Blank };
    let mut previous: Option<(char, bool)> = None;
    for (index, (c, _, upper)) in folded.chars().enumerate() {
        if c.is_alphanumeric() || script_of(c).is_some() {
            if previous
                .is_some_and(|(p, was_upper)| starts_anew(p, was_upper, upper, &cutter.letters))
            {
                cutter.finish(Gap::Joined);
            }
            cutter.letters.push((index, c, upper));
            previous = Some((c, upper));
            continue;
        }
        previous = None;
        match c {
            '\'' => {}
            '-' | '\u{200C}' => cutter.finish(Gap::Joined),
            ',' => cutter.finish(Gap::Comma),
            '(' => cutter.finish(Gap::Bracket),
            '.' => {
                cutter.finish(Gap::Blank);
                if let Some(word) = cutter.words.last_mut() {
                    word.stopped = true;
                }
            }
            _ => cutter.finish(Gap::Blank),
        }
    }
    cutter.finish(Gap::Blank);
    without_lone_capitals(cutter.words)
}

/// A single capital at the end of a word is a slip of the shift key, not a word: `IraqI`.
fn without_lone_capitals(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match out.last_mut() {
            Some(last)
                if word.gap == Gap::Joined
                    && last.range.end == word.range.start
                    && word.text.len() == 1
                    && last.text.is_ascii() =>
            {
                last.text.push_str(&word.text);
                last.range.end = word.range.end;
                last.stopped = word.stopped;
            }
            _ => out.push(word),
        }
    }
    out
}

/// A capital after small letters begins a new word that lost its blank: `KamalMustafa`; not in the
/// one legal form that is written so, `GmbH`, nor after a small letter among capitals, which is a
/// slip.
fn starts_anew(
    previous: char,
    was_upper: bool,
    upper: bool,
    letters: &[(usize, char, bool)],
) -> bool {
    let so_far = || letters.iter().map(|(_, c, _)| *c).collect::<String>();
    let small = letters.iter().skip(1).all(|(_, _, upper)| !upper);
    previous.is_alphabetic()
        && !was_upper
        && upper
        && small
        && letters.len() >= 3
        && so_far() != "gmb"
}

impl Cutter<'_> {
    fn finish(&mut self, next_gap: Gap) {
        let letters = std::mem::take(&mut self.letters);
        if !letters.is_empty() {
            for run in single_script_runs(&letters) {
                self.push(run);
            }
            self.gap = next_gap;
        } else if next_gap != Gap::Blank && next_gap != Gap::Joined || self.gap == Gap::Blank {
            self.gap = next_gap;
        }
    }

    fn push(&mut self, run: Vec<(usize, char, bool)>) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
        self.words.push(Word {
            text: run.iter().map(|(_, c, _)| *c).collect(),
            range: self.folded.original_range(first.0, last.0 + 1),
            gap: self.gap,
            stopped: false,
            capitals: run.iter().all(|(_, c, upper)| *upper || !c.is_alphabetic()),
            syllabic: run
                .iter()
                .any(|(_, c, _)| matches!(script_of(*c), Some(Script::Han | Script::Hangul))),
            part: None,
        });
        self.gap = Gap::Joined;
    }
}

/// Undoes look-alike letters of another script within a word, then cuts it where the script
/// really changes.
fn single_script_runs(letters: &[(usize, char, bool)]) -> Vec<Vec<(usize, char, bool)>> {
    let letters = undo_lookalikes(letters);
    let mut runs: Vec<Vec<(usize, char, bool)>> = Vec::new();
    let mut script: Option<Script> = None;
    for letter in letters {
        let own = script_of(letter.1);
        let changes = own.is_some() && script.is_some() && own != script;
        match runs.last_mut() {
            Some(run) if !changes => run.push(letter),
            _ => runs.push(vec![letter]),
        }
        script = own.or(script);
    }
    runs
}

fn undo_lookalikes(letters: &[(usize, char, bool)]) -> Vec<(usize, char, bool)> {
    let count =
        |wanted: &dyn Fn(char) -> bool| letters.iter().filter(|(_, c, _)| wanted(*c)).count();
    let latin = count(&|c| script_of(c) == Some(Script::Latin));
    let alien = count(&|c| confusable::as_latin(c).is_some());
    let foreign = count(&|c| {
        matches!(script_of(c), Some(Script::Cyrillic | Script::Greek | Script::Armenian))
    });
    if latin == 0 || foreign == 0 {
        return letters.to_vec();
    }
    let latin_only = count(&|c| c.is_ascii_alphabetic() && confusable::as_cyrillic(c).is_none());
    let to_latin = alien == foreign && (latin_only > 0 || latin >= foreign);
    letters
        .iter()
        .map(|(index, c, upper)| {
            let twin =
                if to_latin { confusable::as_latin(*c) } else { confusable::as_cyrillic(*c) };
            (*index, twin.unwrap_or(*c), *upper)
        })
        .collect()
}

/// `M o h a m e d` is one word: runs of three or more single letters without full stops.
fn join_spaced_letters(words: Vec<Word>) -> Vec<Word> {
    let single = |w: &Word| w.text.chars().count() == 1 && !w.stopped && w.gap != Gap::Comma;
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut rest = &words[..];
    while let Some(first) = rest.first() {
        let run = rest.iter().take_while(|w| single(w)).count();
        if run >= 3 {
            let mut joined = first.clone();
            joined.text = rest[..run].iter().map(|w| w.text.as_str()).collect();
            joined.range.end = rest[run - 1].range.end;
            out.push(joined);
            rest = &rest[run..];
        } else {
            out.push(first.clone());
            rest = &rest[1..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        words(name).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn words_are_cut_where_a_reader_would() {
        assert_eq!(texts("al-Qa'ida, Abū"), ["al", "qaida", "abu"]);
        assert_eq!(texts("KamalMustafaAbdallah"), ["kamal", "mustafa", "abdallah"]);
        assert_eq!(texts("M o h a m e d Ali"), ["mohamed", "ali"]);
        assert_eq!(texts("Munirالقبيسي"), ["munir", "القبيسي"]);
        assert_eq!(texts("نصر\u{200c}الله"), ["نصر", "الله"]);
        assert_eq!(texts("A1-4hmed"), ["a1", "ahmed"]);
    }

    #[test]
    fn lookalikes_inside_a_word_are_undone_and_whole_foreign_words_stay() {
        assert_eq!(texts("Кhalіq Мустафа"), ["khaliq", "мустафа"]);
        assert_eq!(texts("'Abԁ"), ["abd"]);
    }

    #[test]
    fn gaps_and_places_are_kept() {
        let all = words("Abdallah, Kamal (Abu X.)");
        assert_eq!(all[1].gap, Gap::Comma);
        assert_eq!(all[2].gap, Gap::Bracket);
        assert!(all[3].stopped);
        assert_eq!(all[1].range, 10..15);
    }
}
