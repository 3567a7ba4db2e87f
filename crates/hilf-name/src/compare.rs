//! Comparing two names directly, without an index.

use crate::align::{Alignment, Bond, Link, SIMILARITY_MIN, Slot, align, compound_factor};
use crate::cost::Costs;
use crate::known::is_known;
use crate::parse::{Class, Element, Name, Tail, Weight};
use crate::skeleton::skeleton;
use crate::sound::{judge, likeness, similarity};
use crate::spell::spell;
use crate::units::{Spelling, Unit, Writing};

/// Least similarity of elements that are written as one on the other side.
pub const MERGED_MIN: f32 = 0.88;

/// What the reading taken costs when it is not the plain one.
pub const OTHER_READING: f32 = 0.985;

/// Compares a query with a listed name; `info` gives the information of a word, 0 to 1.
pub fn compare(query: &Name, listed: &Name, info: &dyn Fn(&Spelling) -> f32) -> Alignment {
    let slots = |name: &Name| -> Vec<Slot> {
        name.elements.iter().map(|e| Slot::of(e, info(&e.spelling))).collect()
    };
    let (query_slots, listed_slots) = (slots(query), slots(listed));
    let mut links = Vec::new();
    for (i, q) in query.elements.iter().enumerate() {
        for (j, l) in listed.elements.iter().enumerate() {
            if let Some(mut link) = element_link((q, &query_slots[i]), (l, &listed_slots[j])) {
                if link.bond == Bond::Pair {
                    link.similarity *= compound_factor(&query_slots[i], &listed_slots[j]);
                }
                if link.similarity >= SIMILARITY_MIN || link.bond == Bond::Initial {
                    link.query.0 = i as u8;
                    link.listed.0 = j as u8;
                    links.push(link);
                }
            }
        }
    }
    let (own, theirs) = (runs_of(query), runs_of(listed));
    merged_links(&own, &theirs, &mut links);
    whole_link(&own, &theirs, &mut links);
    align(&query_slots, &listed_slots, &mut links, false)
}

/// How two elements answer to each other by their sound alone; their places are left at 0.
fn element_link(
    (query, own): (&Element, &Slot),
    (listed, theirs): (&Element, &Slot),
) -> Option<Link> {
    let link = |similarity, bond| Link { query: (0, 1), listed: (0, 1), similarity, bond };
    let agrees =
        || initial_agrees((Head::of(&query.spelling), own), (Head::of(&listed.spelling), theirs));
    match (query.weight, listed.weight) {
        (Weight::Initial, Weight::Initial) => agrees().then(|| link(1.0, Bond::Pair)),
        (Weight::Initial, _) | (_, Weight::Initial) => agrees().then(|| link(0.9, Bond::Initial)),
        (Weight::Number, _) | (_, Weight::Number) => {
            (query.text == listed.text).then(|| link(1.0, Bond::Pair))
        }
        _ => {
            let best = spelling_similarity(query, listed);
            (best >= query.least_similarity()).then(|| link(best, Bond::Pair))
        }
    }
}

/// Similarity of the best pair of readings of two elements.
fn spelling_similarity(query: &Element, listed: &Element) -> f32 {
    let mut best = 0.0_f32;
    for (own, own_factor) in readings(query) {
        let known = is_known(own);
        for (other, other_factor) in readings(listed) {
            let judged = judge(own, known, other, likeness(own, other));
            best = best.max(own_factor * other_factor * judged);
        }
    }
    best
}

fn readings(element: &Element) -> impl Iterator<Item = (&Spelling, f32)> {
    let others = element.alternatives.iter().map(|a| (a, OTHER_READING));
    std::iter::once((&element.spelling, 1.0)).chain(others)
}

/// What a word begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// Which letters it is made of.
    pub writing: Writing,
    /// Its first unit; `None` of an empty word.
    pub first: Option<Unit>,
}

impl Head {
    /// The head of a word.
    pub fn of(spelling: &Spelling) -> Head {
        Head { writing: spelling.writing, first: spelling.units.first().copied() }
    }
}

/// Whether an initial can stand for the other element: the letters begin alike, or it is the letter
/// of the particle before it (`B.` for `Ben Hedili`, `A.` for `al-Zuhur`).
pub fn initial_agrees(a: (Head, &Slot), b: (Head, &Slot)) -> bool {
    let costs = Costs::between(a.0.writing, b.0.writing);
    let alike = match (first_sound(a), first_sound(b)) {
        (Some(x), Some(y)) => costs.substitution(x, y) <= 15 || first_letter(x) == first_letter(y),
        _ => false,
    };
    alike || is_of_particle(a, b.1) || is_of_particle(b, a.1)
}

fn is_of_particle((initial, slot): (Head, &Slot), other: &Slot) -> bool {
    let fits = |units: &[Unit]| initial.first.is_some_and(|letter| units.contains(&letter));
    slot.weight == Weight::Initial
        && (other.nasab && fits(&[Unit::B, Unit::I, Unit::O, Unit::W])
            || other.article && fits(&[Unit::A, Unit::E, Unit::ALEF]))
}

/// The Latin letter with which a sound of two letters is written: an initial of Khalid is K.
fn first_letter(unit: Unit) -> Unit {
    match unit {
        Unit::KH => Unit::K,
        Unit::SH => Unit::S,
        Unit::GH => Unit::G,
        Unit::TH => Unit::T,
        Unit::DH => Unit::D,
        Unit::ZH => Unit::Z,
        Unit::CH | Unit::TCH => Unit::C,
        other => other,
    }
}

fn first_sound((head, slot): (Head, &Slot)) -> Option<Unit> {
    // The initial of Abd al-Rahman is A, that of Abu Bakr too.
    match slot.class {
        Class::Plain => head.first,
        Class::Umm => Some(Unit::U),
        Class::Abd | Class::Abu => Some(Unit::A),
    }
}

/// An element's core as it would be written in one word with its first and second half.
pub fn written_as_one(core: &Spelling, class: Class, tail: Tail) -> Spelling {
    let arabic = core.writing == Writing::Abjad;
    let before = match (class, arabic) {
        (Class::Plain, _) => "",
        (Class::Abd, true) => "عبد",
        (Class::Abd, false) => "abd",
        (Class::Abu, true) => "ابو",
        (Class::Abu, false) => "abu",
        (Class::Umm, true) => "ام",
        (Class::Umm, false) => "um",
    };
    let after = match (tail, arabic) {
        (Tail::None, _) => "",
        (Tail::Din, true) => "الدين",
        (Tail::Din, false) => "din",
        (Tail::Allah, true) => "الله",
        (Tail::Allah, false) => "alah",
    };
    let mut whole = core.clone();
    if !before.is_empty() {
        whole = spell(before).joined(&whole).unwrap_or(whole);
    }
    if !after.is_empty() {
        whole = whole.joined(&spell(after)).unwrap_or(whole);
    }
    whole
}

/// A run of neighbouring elements written as one word: first element and count, skeleton, word.
pub type Run = ((u8, u8), u64, Spelling);

/// Adds the links between several elements of one name and one of the other that are written
/// alike.
pub fn merged_links(query: &[Run], listed: &[Run], links: &mut Vec<Link>) {
    for (q, q_key, q_spelling) in query {
        for (l, l_key, l_spelling) in listed {
            let merges = (q.1 == 1) != (l.1 == 1);
            if !merges || q_key != l_key {
                continue;
            }
            let similarity = similarity(q_spelling, l_spelling);
            if similarity >= MERGED_MIN {
                links.push(Link { query: *q, listed: *l, similarity, bond: Bond::Merged });
            }
        }
    }
}

/// Adds the link of two whole names that are the same letters cut into other words
/// (`Husam-Al-Dinjalal`, `Husam-Al-Din Jalal`), where the words alone do not answer to each other.
pub fn whole_link(query: &[Run], listed: &[Run], links: &mut Vec<Link>) {
    let (Some((q, _, own)), Some((l, _, theirs))) = (whole(query), whole(listed)) else { return };
    let answered = |i: u8| links.iter().any(|k| k.query.0 == i && k.similarity >= WORD_ANSWERS);
    if (q.1 == 1 && l.1 == 1) || (0..q.1).all(answered) || !are_cut_otherwise(query, listed) {
        return;
    }
    // The key is what an index finds them by. It sees all of a name, of which the comparison leaves
    // out what is very long.
    if whole_key(own) != whole_key(theirs) {
        return;
    }
    let similarity = similarity(own, theirs);
    if similarity >= WHOLE_MIN && crate::sound::similarity(&bare(own), &bare(theirs)) >= BARE_MIN {
        links.push(Link { query: *q, listed: *l, similarity, bond: Bond::Merged });
    }
}

/// Whether the words of two names are of other lengths: `Antonia R.` and `Antonio R.` are not.
fn are_cut_otherwise(query: &[Run], listed: &[Run]) -> bool {
    let lengths = |runs: &[Run]| -> Vec<usize> {
        let words = runs.iter().filter(|run| run.0.1 == 1);
        words.map(|run| run.2.units.len()).collect()
    };
    let (own, theirs) = (lengths(query), lengths(listed));
    own.len() != theirs.len() || own.iter().zip(&theirs).any(|(a, b)| a.abs_diff(*b) >= CUT_MIN)
}

/// Sounds by which words must differ in length for the names to be cut otherwise.
const CUT_MIN: usize = 3;

/// The run of all words of a name.
pub fn whole(runs: &[Run]) -> Option<&Run> {
    runs.iter().filter(|run| run.0.0 == 0).max_by_key(|run| run.0.1)
}

/// Key of a whole name: its skeleton without the letter of the article, which words that are
/// written together swallow or keep.
pub fn whole_key(spelling: &Spelling) -> u64 {
    skeleton(&[&bare(spelling)])
}

fn bare(spelling: &Spelling) -> Spelling {
    let units = spelling.units.iter().copied().filter(|unit| *unit != Unit::L).collect();
    Spelling { writing: spelling.writing, units }
}

/// Least likeness at which words of two names answer to each other, so that their whole is not
/// looked at.
const WORD_ANSWERS: f32 = 0.75;
/// Least likeness of whole names, and the same without the letter of the article.
const WHOLE_MIN: f32 = 0.92;
const BARE_MIN: f32 = 0.965;

/// The runs of a parsed name.
pub fn runs_of(name: &Name) -> Vec<Run> {
    let word =
        |e: &Element| (written_as_one(&e.spelling, e.class, e.tail), e.weight == Weight::Initial);
    runs(&name.elements.iter().map(word).collect::<Vec<_>>())
}

/// Sounds that a run must have: shorter ones are like too much.
const RUN_UNITS_MIN: usize = 4;

/// Runs of one to four neighbouring elements, and the whole, written as one word. Each element
/// comes with whether it is an initial: initials make an acronym with each other and nothing with
/// a name.
pub fn runs(words: &[(Spelling, bool)]) -> Vec<Run> {
    let mut out = Vec::new();
    for first in 0..words.len() {
        let (mut joined, is_initial) = words[first].clone();
        for count in 1..=words.len() - first {
            if count > 1 {
                let (next, next_is_initial) = &words[first + count - 1];
                if *next_is_initial != is_initial {
                    break;
                }
                match joined.joined(next) {
                    Some(longer) => joined = longer,
                    None => break,
                }
            }
            let whole = first == 0 && count == words.len();
            if (count <= 4 || whole) && joined.units.len() >= RUN_UNITS_MIN {
                let key = skeleton(&[&joined]);
                out.push(((first as u8, count as u8), key, joined.clone()));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn score(a: &str, b: &str) -> f32 {
        compare(&parse(a), &parse(b), &|_| 0.6).score
    }

    #[test]
    fn the_same_person_in_other_letters_scores_high() {
        for (a, b) in [
            ("أسامة بن لادن", "Osama bin Laden"),
            ("أبو بكر البغدادي", "Abu Bakr al-Baghdadi"),
            ("Abubakar Albaghdadi", "Abu Bakr al-Baghdadi"),
            ("عبد الرحمن محمد مصطفى القادولي", "Abd al-Rahman Muhammad Mustafa al-Qaduli"),
            ("KAMALMUSTAFAABDALLAH", "Kamal Mustafa Abdallah"),
            ("Must Afa Kamal Abdallah", "Kamal Mustafa Abdallah"),
            ("K. Mustafa Abdallah", "Kamal Mustafa Abdallah"),
            ("Kamal Abdallah", "Kamal Mustafa Abdallah"),
            ("Kamal Salim Mustafa Abdallah", "Kamal Mustafa Abdallah"),
            ("ALXKHALQ<<MXHMD<EXTHMAN<<<<<<<<<<<<<<<<", "Muhammad Uthman al-Khaliq"),
        ] {
            assert!(score(a, b) > 0.7, "{a} {b} {}", score(a, b));
        }
    }

    #[test]
    fn initials_stand_for_names_in_their_place() {
        assert!(score("K. al-Barnawi", "Khalid al-Barnawi") > 0.9);
        assert!(score("A. Barnawi", "Ali Barnawi") > 0.9);
        // The initial of the family does not stand for the given name.
        assert!(score("Ahmed Alaoui", "A. Ahmed") < 0.7);
        // Nor do the letters of a company for the words of another.
        assert!(score("Sahara Money Transfer Company", "S. M. T. Co. Ltd.") < 0.7);
        // An initial is no part of the word behind it.
        assert!(score("M. Makhluf", "Makhluf") < 1.0);
    }

    #[test]
    fn slips_of_the_pen_are_forgiven_and_other_names_are_not() {
        assert!(score("Talib Kattanui", "Talib Kattani") > 0.8);
        assert!(score("Marvan Issa", "Marwan Issa") > 0.9);
        assert!(score("Mustafa al-Harbi", "Mustafa Harb") < 0.9);
    }

    #[test]
    fn somebody_else_scores_low() {
        for (a, b) in [
            ("Faisal Mustafa Abdallah", "Kamal Mustafa Abdallah"),
            ("Kamal Mustafa al-Maktari", "Kamal Mustafa Abdallah"),
            ("Yusuf bin Ibrahim", "Ibrahim bin Yusuf"),
            ("Abu Bakr al-Shishani", "Abu Bakr al-Baghdadi"),
            ("Kamal", "Kamal Mustafa Abdallah"),
        ] {
            assert!(score(a, b) < 0.7, "{a} {b} {}", score(a, b));
        }
    }
}
