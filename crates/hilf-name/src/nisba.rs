//! The ending that makes a family's name of a place, a tribe or a forefather: al-Harbi of Harb,
//! al-Hammadi of Hamad, al-Mohammedawi of Muhammad. Behind the article it is no slip of the word it
//! was made of.

use crate::units::{Spelling, Unit, Writing};

/// How a word ends.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Ending {
    /// As no nisba does.
    #[default]
    Closed = 0,
    /// In a vowel that a nisba's may be heard as: Kheirou, Khairy.
    Open = 1,
    /// As a nisba does: -i, -y, -ie.
    Nisba = 2,
}

/// What is left of the similarity of a nisba and the word it was made of.
const APART: f32 = 0.64;

/// What two endings leave of the similarity of their words, each with whether the article stands
/// before it: a nisba has it, the forefather it is made of has not.
pub(crate) fn factor(a: (Ending, bool), b: (Ending, bool)) -> f32 {
    match (a, b) {
        ((Ending::Nisba, true), (Ending::Closed, false))
        | ((Ending::Closed, false), (Ending::Nisba, true)) => APART,
        _ => 1.0,
    }
}

impl Ending {
    /// The ending of a word.
    pub fn of(spelling: &Spelling) -> Ending {
        match (spelling.writing, spelling.units.as_slice()) {
            (Writing::Abjad, [_, _, .., Unit::YEH]) => Ending::Nisba,
            (Writing::Abjad, [.., Unit::YEH | Unit::WAW]) => Ending::Open,
            (Writing::Voweled, [_, _, .., Unit::I | Unit::Y])
            | (Writing::Voweled, [_, _, .., Unit::I | Unit::Y, Unit::E]) => Ending::Nisba,
            (Writing::Voweled, [.., Unit::I | Unit::Y | Unit::U | Unit::O]) => Ending::Open,
            _ => Ending::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    fn left(a: &str, b: &str) -> f32 {
        let read = |word: &str| {
            let name = parse(word);
            let element = name.elements.last();
            element.map_or((Ending::Closed, false), |e| (Ending::of(&e.spelling), e.article))
        };
        factor(read(a), read(b))
    }

    #[test]
    fn a_nisba_is_not_the_forefather_it_is_made_of() {
        for (family, forefather) in [
            ("Mustafa al-Harbi", "Mustafa Harb"),
            ("نور الحمادي", "Noor Ahmad"),
            ("صالح المحمداوي", "Saleh Mohammad"),
            ("Hisham al-Rubaie", "Hisham Rubai'"),
        ] {
            let expected = if forefather.ends_with('\'') { 1.0 } else { APART };
            assert_eq!(left(family, forefather), expected, "{family} {forefather}");
            assert_eq!(left(forefather, family), expected, "{family} {forefather}");
        }
    }

    #[test]
    fn articles_and_endings_that_writers_leave_out_are_forgiven() {
        for (a, b) in [
            ("Abu Musab al-Zarqawi", "Abu Musab Zarqawi"),
            ("Hamada el Khairy", "Hamada Kheirou"),
            ("Mustafa al-Harb", "Mustafa al-Harbi"),
            ("Mustafa Harbi", "Mustafa Harb"),
            ("علي الصالحي", "Ali Salehi"),
        ] {
            assert_eq!(left(a, b), 1.0, "{a} {b}");
        }
    }
}
