//! Words of a name that are written as one: Abu Bakr and Abubakr, Husam al-Din Jalal and Husamaldin
//! Jalal.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::align::{Bond, Link};
use crate::parse::{Class, ELEMENTS_MAX, Element, Name, Tail, Weight};
use crate::skeleton::{Skeleton, skeleton};
use crate::sound::similarity;
use crate::spell::spell;
use crate::units::{Spelling, Unit, Writing};

/// Least similarity of elements that are written as one on the other side.
pub const MERGED_MIN: f32 = 0.925;
/// Least likeness at which words of two names answer to each other, so that their whole is not
/// looked at.
const WORD_ANSWERS: f32 = 0.75;
/// Least likeness of whole names, and the same without the letter of the article.
const WHOLE_MIN: f32 = 0.92;
const BARE_MIN: f32 = 0.965;
/// Sounds by which words must differ in length for the names to be cut otherwise.
const CUT_MIN: usize = 3;
/// Sounds that a run must have: shorter ones are like too much.
const RUN_UNITS_MIN: usize = 4;
/// Words of a run at most, unless it is the whole name.
const WORDS_MAX: usize = 4;

/// A run of neighbouring elements that can be written as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Its first element and their number.
    pub place: (u8, u8),
    /// Its skeleton: equal for all that are written alike.
    pub key: u64,
}

/// The runs of one to four neighbouring elements of a name, and the whole.
#[derive(Debug, Clone, Default)]
pub struct Runs<'a> {
    words: Vec<Cow<'a, Spelling>>,
    runs: Vec<Run>,
    /// Place of the longest run from the beginning.
    whole: Option<(u8, u8)>,
}

/// The element's core as it would be written in one word with its first and second half.
pub fn written_as_one(core: Cow<'_, Spelling>, class: Class, tail: Tail) -> Cow<'_, Spelling> {
    let before = halves().before(core.writing, class);
    let after = halves().after(core.writing, tail);
    let mut whole = core;
    if let Some(before) = before {
        whole = before.joined(&whole).map_or(whole, Cow::Owned);
    }
    if let Some(after) = after {
        whole = whole.joined(after).map_or(whole, Cow::Owned);
    }
    whole
}

/// First and second halves as they are spelt, by writing.
struct Halves {
    before: [[Spelling; 3]; 2],
    after: [[Spelling; 2]; 2],
}

fn halves() -> &'static Halves {
    static HALVES: OnceLock<Halves> = OnceLock::new();
    HALVES.get_or_init(|| Halves {
        before: [["abd", "abu", "um"], ["عبد", "ابو", "ام"]].map(|words| words.map(spell)),
        after: [["din", "alah"], ["الدين", "الله"]].map(|words| words.map(spell)),
    })
}

impl Halves {
    fn before(&self, writing: Writing, class: Class) -> Option<&Spelling> {
        let [abd, abu, umm] = &self.before[writing as usize];
        match class {
            Class::Plain => None,
            Class::Abd => Some(abd),
            Class::Abu => Some(abu),
            Class::Umm => Some(umm),
        }
    }

    fn after(&self, writing: Writing, tail: Tail) -> Option<&Spelling> {
        let [din, allah] = &self.after[writing as usize];
        match tail {
            Tail::None => None,
            Tail::Din => Some(din),
            Tail::Allah => Some(allah),
        }
    }
}

impl<'a> Runs<'a> {
    /// The runs of a parsed name.
    pub fn of(name: &'a Name) -> Runs<'a> {
        let word = |e: &'a Element| {
            let core = Cow::Borrowed(&e.spelling);
            (written_as_one(core, e.class, e.tail), e.weight == Weight::Initial)
        };
        Runs::of_words(name.elements.iter().map(word))
    }

    /// The runs of elements that are written as one with their halves. Each comes with whether it is
    /// an initial: initials make an acronym with each other and nothing with a name.
    pub fn of_words(words: impl Iterator<Item = (Cow<'a, Spelling>, bool)>) -> Runs<'a> {
        let mut initials = 0_u32;
        let mut all = Runs::default();
        for (word, is_initial) in words.take(ELEMENTS_MAX) {
            initials |= u32::from(is_initial) << all.words.len();
            all.words.push(word);
        }
        let count = all.words.len();
        all.runs.reserve(WORDS_MAX * count);
        let is_initial = |at: usize| initials >> at & 1 == 1;
        for first in 0..count {
            let mut joint = Joint::of(&all.words[first]);
            for end in first + 1..=count {
                if end > first + 1 {
                    let next = &all.words[end - 1];
                    if is_initial(end - 1) != is_initial(first) || !joint.add(next) {
                        break;
                    }
                }
                let place = (first as u8, (end - first) as u8);
                let is_whole = first == 0 && end == count;
                if (end - first <= WORDS_MAX || is_whole) && joint.length >= RUN_UNITS_MIN {
                    all.runs.push(Run { place, key: joint.now.key() });
                    if first == 0 {
                        all.whole = Some(place);
                    }
                } else if end - first > WORDS_MAX && first > 0 {
                    break;
                }
            }
        }
        all
    }

    /// All runs.
    pub fn iter(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter()
    }

    /// The run of all words, as far as they can be written as one, with the key by which whole names
    /// are found whose words are cut otherwise.
    pub fn whole(&self) -> Option<Run> {
        let place = self.whole?;
        // The letter of the article is left out, which words that are written together swallow or
        // keep.
        Some(Run { place, key: skeleton(&[&bare(&self.spelling(place))]) })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The run at a place as one word.
    pub fn spelling(&self, (first, count): (u8, u8)) -> Cow<'_, Spelling> {
        let words = &self.words[usize::from(first)..usize::from(first) + usize::from(count)];
        let [word, rest @ ..] = words else { return Cow::Owned(Spelling::default()) };
        rest.iter().fold(Cow::Borrowed(&**word), |joined, next| {
            joined.joined(next).map_or(joined, Cow::Owned)
        })
    }

    /// Sounds of the words that are runs of their own.
    fn lengths(&self) -> impl Iterator<Item = usize> {
        self.words.iter().map(|word| word.units.len()).filter(|length| *length >= RUN_UNITS_MIN)
    }
}

/// Words that are put together, as far as their keys need them.
struct Joint {
    writing: Writing,
    last: Option<Unit>,
    length: usize,
    now: Skeleton,
    /// The same before the last unit, which may become another one where words meet.
    before: Skeleton,
}

impl Joint {
    fn of(word: &Spelling) -> Joint {
        let (now, before) = (Skeleton::default(), Skeleton::default());
        let mut joint = Joint { writing: word.writing, last: None, length: 0, now, before };
        word.units.iter().for_each(|unit| joint.push(*unit));
        joint
    }

    fn push(&mut self, unit: Unit) {
        self.before = self.now;
        self.now.push(unit);
        self.last = Some(unit);
        self.length += 1;
    }

    /// Adds a word; whether it can be written as one with what is there.
    fn add(&mut self, word: &Spelling) -> bool {
        if word.writing != self.writing {
            return false;
        }
        let mut rest = &word.units[..];
        if let (Some(last), Some(first)) = (self.last, rest.first())
            && let Some(one) = Spelling::meeting(self.writing, last, *first)
        {
            self.now = self.before;
            self.length -= 1;
            self.push(one);
            rest = &rest[1..];
        }
        rest.iter().for_each(|unit| self.push(*unit));
        true
    }
}

/// Adds the links between several elements of one name and one of the other that are written
/// alike.
pub fn merged_links(query: &Runs<'_>, listed: &Runs<'_>, links: &mut Vec<Link>) {
    for own in &query.runs {
        for theirs in &listed.runs {
            let merges = (own.place.1 == 1) != (theirs.place.1 == 1);
            if !merges || own.key != theirs.key {
                continue;
            }
            let (q, l) = (own.place, theirs.place);
            let similarity = similarity(&query.spelling(q), &listed.spelling(l));
            if similarity >= MERGED_MIN {
                links.push(Link { query: q, listed: l, similarity, bond: Bond::Merged });
            }
        }
    }
}

/// Adds the link of two whole names that are the same letters cut into other words
/// (`Husam-Al-Dinjalal`, `Husam-Al-Din Jalal`), where the words alone do not answer to each other.
pub fn whole_link(query: &Runs<'_>, listed: &Runs<'_>, links: &mut Vec<Link>) {
    let (Some(q), Some(l)) = (query.whole, listed.whole) else { return };
    let answered = |i: u8| links.iter().any(|k| k.query.0 == i && k.similarity >= WORD_ANSWERS);
    if (q.1 == 1 && l.1 == 1) || !are_cut_otherwise(query, listed) || (0..q.1).all(answered) {
        return;
    }
    // The key is what an index finds them by. It sees all of a name, of which the comparison leaves
    // out what is very long.
    if query.whole().map(|run| run.key) != listed.whole().map(|run| run.key) {
        return;
    }
    let (own, theirs) = (query.spelling(q), listed.spelling(l));
    let alike = similarity(&own, &theirs);
    if alike >= WHOLE_MIN && similarity(&bare(&own), &bare(&theirs)) >= BARE_MIN {
        links.push(Link { query: q, listed: l, similarity: alike, bond: Bond::Merged });
    }
}

/// Whether the words of two names are of other lengths: `Antonia R.` and `Antonio R.` are not.
fn are_cut_otherwise(query: &Runs<'_>, listed: &Runs<'_>) -> bool {
    query.lengths().count() != listed.lengths().count()
        || query.lengths().zip(listed.lengths()).any(|(a, b)| a.abs_diff(b) >= CUT_MIN)
}

fn bare(spelling: &Spelling) -> Spelling {
    let units = spelling.units.iter().copied().filter(|unit| *unit != Unit::L).collect();
    Spelling { writing: spelling.writing, units }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parse::parse;

    proptest! {
        #[test]
        fn keys_are_those_of_the_words_written_as_one(
            name in "[A-Z]?[adhilmsu]{1,5}( [A-Z]?[adhilmsu]{1,6}){0,5}|[ابدسلمويه]{1,5}( [ابدسلمويه]{1,5}){0,3}",
        ) {
            let name = parse(&name);
            let runs = Runs::of(&name);
            for run in runs.iter() {
                prop_assert_eq!(run.key, skeleton(&[&runs.spelling(run.place)]));
            }
            if let Some(whole) = runs.whole() {
                prop_assert_eq!(whole.key, skeleton(&[&bare(&runs.spelling(whole.place))]));
                let longest = runs.iter().filter(|run| run.place.0 == 0).map(|run| run.place.1).max();
                prop_assert_eq!(longest, Some(whole.place.1));
            }
        }
    }
}
