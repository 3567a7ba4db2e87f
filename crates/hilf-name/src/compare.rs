//! Comparing two names directly, without an index.

use crate::align::{Alignment, Bond, Link, SIMILARITY_MIN, Slot, align, compound_factor};
use crate::cost::Costs;
use crate::heard::Heard;
use crate::parse::{Class, Element, Name, Weight};
use crate::runs::{Runs, merged_links, whole_link};
use crate::sound::{judge, likeness};
use crate::units::{Spelling, Unit, Writing};

/// What the reading taken costs when it is not the plain one.
pub const OTHER_READING: f32 = 0.985;

/// Compares a query with a listed name; `info` gives the information of a word, 0 to 1.
pub fn compare(query: &Name, listed: &Name, info: &dyn Fn(&Spelling) -> f32) -> Alignment {
    let slots = |name: &Name| -> Vec<Slot> {
        name.elements.iter().map(|e| Slot::of(e, info(&e.spelling))).collect()
    };
    let (query_slots, listed_slots) = (slots(query), slots(listed));
    let (own_words, words) = (Words::of(query), Words::of(listed));
    let mut links = Vec::with_capacity(query_slots.len() + listed_slots.len());
    for (i, (element, slot)) in query.elements.iter().zip(&query_slots).enumerate() {
        let own = Own { element, readings: own_words.of_element(i) };
        for (j, theirs) in listed_slots.iter().enumerate() {
            if let Some(mut link) =
                own.link(slot, (&listed.elements[j], theirs, words.of_element(j)))
            {
                if link.bond == Bond::Pair {
                    link.similarity *= compound_factor(slot, theirs);
                }
                if link.similarity >= SIMILARITY_MIN || link.bond == Bond::Initial {
                    link.query.0 = i as u8;
                    link.listed.0 = j as u8;
                    links.push(link);
                }
            }
        }
    }
    let (own, theirs) = (Runs::of(query), Runs::of(listed));
    merged_links(&own, &theirs, &mut links);
    whole_link(&own, &theirs, &mut links);
    align(&query_slots, &listed_slots, &mut links, false)
}

/// The readings of all elements of a name, made ready once.
struct Words<'a> {
    words: Vec<(Heard<'a>, f32)>,
    /// Where the readings of each element end.
    ends: Vec<u8>,
}

impl<'a> Words<'a> {
    fn of(name: &'a Name) -> Words<'a> {
        let mut words = Vec::with_capacity(2 * name.elements.len());
        let end = |element: &'a Element| {
            words.extend(readings(element));
            words.len() as u8
        };
        Words { ends: name.elements.iter().map(end).collect(), words }
    }

    fn of_element(&self, element: usize) -> &[(Heard<'a>, f32)] {
        let start = element.checked_sub(1).map_or(0, |before| usize::from(self.ends[before]));
        &self.words[start..usize::from(self.ends[element])]
    }
}

/// An element of the query with its readings.
struct Own<'a> {
    element: &'a Element,
    readings: &'a [(Heard<'a>, f32)],
}

impl Own<'_> {
    /// How the element and a listed one answer to each other by their sound alone; their places are
    /// left at 0.
    fn link(
        &self,
        own: &Slot,
        (listed, theirs, words): (&Element, &Slot, &[(Heard<'_>, f32)]),
    ) -> Option<Link> {
        let query = self.element;
        let link = |similarity, bond| Link { query: (0, 1), listed: (0, 1), similarity, bond };
        let agrees = || {
            initial_agrees((Head::of(&query.spelling), own), (Head::of(&listed.spelling), theirs))
        };
        match (query.weight, listed.weight) {
            (Weight::Initial, Weight::Initial) => agrees().then(|| link(1.0, Bond::Pair)),
            (Weight::Initial, _) | (_, Weight::Initial) => {
                agrees().then(|| link(0.9, Bond::Initial))
            }
            (Weight::Number, _) | (_, Weight::Number) => {
                (query.text == listed.text).then(|| link(1.0, Bond::Pair))
            }
            _ => {
                let best = self.similarity(words);
                let answers = best >= SIMILARITY_MIN && best >= query.least_similarity();
                answers.then(|| link(best, Bond::Pair))
            }
        }
    }

    /// Similarity of the best pair of readings.
    fn similarity(&self, listed: &[(Heard<'_>, f32)]) -> f32 {
        let mut best = 0.0_f32;
        for (own, own_factor) in self.readings {
            for (other, other_factor) in listed {
                let alike = likeness(own, other);
                if alike > 0.0 {
                    let judged = judge(own, own.is_known(), other, alike);
                    best = best.max(own_factor * other_factor * judged);
                }
            }
        }
        best
    }
}

fn readings(element: &Element) -> impl Iterator<Item = (Heard<'_>, f32)> {
    let others = element.alternatives.iter().map(|a| (Heard::of(a), OTHER_READING));
    std::iter::once((Heard::of(&element.spelling), 1.0)).chain(others)
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
    fn scripts_without_units_of_their_own_are_read_in_latin_letters() {
        for (a, b) in [
            ("नरेन्द्र मोदी", "Narendra Modi"),
            ("शेख हसीना वाजेद", "Sheikh Hasina Wajed"),
            ("শেখ হাসিনা", "Hasina"),
            ("मसूद अज़हर", "مسعود أزهر"),
            ("हाफ़िज़ मुहम्मद सईद", "Hafiz Muhammad Saeed"),
            ("মুহাম্মদ রহমান", "محمد رحمن"),
            ("김정은", "Kim Jong Un"),
            ("박영식", "PAK YONG SIK"),
            ("დავით ნარმანია", "Davit Narmania"),
            ("Նիկոլ Փաշինյան", "Nikol Pashinyan"),
            ("サトウ ケンジ", "Kenji Sato"),
            ("习近平", "Xi Jinping"),
        ] {
            assert!(score(a, b) > 0.7, "{a} {b} {}", score(a, b));
        }
        for (a, b) in [("김정은", "Pak Yong Sik"), ("नरेन्द्र मोदी", "Narendra Saeed")]
        {
            assert!(score(a, b) < 0.7, "{a} {b} {}", score(a, b));
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
