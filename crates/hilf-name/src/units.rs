//! The alphabet that names of every script are spelt in before they are compared.
//!
//! Consonants that both scripts write unambiguously are one unit; what only Arabic script tells
//! apart (ح ه, ص س, ط ت, long vowels) and what only Latin script leaves open (`ch`, `c`, `x`)
//! are units of their own, so that a comparison within one script stays strict and one across
//! scripts does not.

/// One unit of sound or spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(pub u8);

/// Number of units.
pub const UNITS: usize = 64;

macro_rules! units {
    ($($name:ident = $number:literal, $label:literal;)*) => {
        impl Unit {
            $(#[doc = concat!("`", $label, "`")] pub const $name: Unit = Unit($number);)*

            /// How the unit is shown to people.
            pub fn label(self) -> &'static str {
                match self.0 { $($number => $label,)* _ => "?" }
            }

            /// The unit that is shown so.
            pub fn labelled(label: &str) -> Option<Unit> {
                match label { $($label => Some(Unit($number)),)* _ => None }
            }
        }
    };
}

units! {
    A = 1, "a"; E = 2, "e"; I = 3, "i"; O = 4, "o"; U = 5, "u"; Y = 6, "y"; W = 7, "w";
    H = 8, "h";
    B = 9, "b"; P = 10, "p"; T = 11, "t"; TH = 12, "th"; J = 13, "j"; CH = 14, "ch";
    TCH = 15, "tch"; SH = 16, "sh"; KH = 17, "kh"; GH = 18, "gh"; G = 19, "g"; K = 20, "k";
    Q = 21, "q"; C = 22, "c"; F = 23, "f"; V = 24, "v"; S = 25, "s"; Z = 26, "z"; ZH = 27, "zh";
    R = 28, "r"; L = 29, "l"; M = 30, "m"; N = 31, "n"; X = 32, "x"; D = 33, "d"; DH = 34, "dh";
    ALEF = 35, "ا"; WAW = 36, "و"; YEH = 37, "ي"; MARBUTA = 38, "ة"; AYN = 39, "ع";
    HEH = 40, "ه"; HAH = 41, "ح"; TAH = 42, "ط"; SAD = 43, "ص"; DAD = 44, "ض"; ZAH = 45, "ظ";
    HAMZA = 46, "ء";
    D0 = 48, "0"; D1 = 49, "1"; D2 = 50, "2"; D3 = 51, "3"; D4 = 52, "4"; D5 = 53, "5";
    D6 = 54, "6"; D7 = 55, "7"; D8 = 56, "8"; D9 = 57, "9";
}

impl Unit {
    /// Vowels of Latin spelling.
    pub fn is_latin_vowel(self) -> bool {
        (1..=5).contains(&self.0)
    }

    /// Units that may be no more than the length or carrier of a vowel.
    pub const fn is_weak(self) -> bool {
        matches!(self.0, 1..=8 | 35..=40 | 46)
    }

    /// The unit of an ASCII digit.
    pub fn digit(c: char) -> Option<Unit> {
        let value = c.to_digit(10)?;
        Some(Unit(48 + value as u8))
    }

    /// Whether the unit is a digit.
    pub const fn is_digit(self) -> bool {
        matches!(self.0, 48..=57)
    }
}

/// Which letters a spelling is made of; costs depend on the pair.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Writing {
    /// Written with vowels: Latin, and every script that is romanised letter by letter.
    #[default]
    Voweled,
    /// Written in consonants and long vowels: Arabic and Hebrew script.
    Abjad,
}

/// A word spelt in units.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spelling {
    /// Which letters it is made of.
    pub writing: Writing,
    /// Its units.
    pub units: Vec<Unit>,
}

/// What two units of Latin spelling make together.
fn one_sound(first: Unit, second: Unit) -> Option<Unit> {
    Some(match (first, second) {
        (Unit::D, Unit::J) => Unit::J,
        (Unit::S, Unit::H) => Unit::SH,
        (Unit::C, Unit::H) => Unit::CH,
        (Unit::K, Unit::H) => Unit::KH,
        (Unit::G, Unit::H) => Unit::GH,
        (Unit::T, Unit::H) => Unit::TH,
        (Unit::D, Unit::H) => Unit::DH,
        (Unit::Z, Unit::H) => Unit::ZH,
        (Unit::P, Unit::H) => Unit::F,
        (Unit::O, Unit::U) => Unit::U,
        (Unit::I, Unit::Y) => Unit::I,
        _ => return None,
    })
}

impl Spelling {
    /// The two spellings as one word; `None` if they are in different writings.
    pub fn joined(&self, other: &Spelling) -> Option<Spelling> {
        if self.writing != other.writing {
            return None;
        }
        let mut units = self.units.clone();
        let mut rest = &other.units[..];
        if let (Some(last), Some(first)) = (units.last(), rest.first())
            && let Some(one) = Spelling::meeting(self.writing, *last, *first)
        {
            units.pop();
            units.push(one);
            rest = &rest[1..];
        }
        units.extend_from_slice(rest);
        Some(Spelling { writing: self.writing, units })
    }

    /// The one sound as which letters that meet at the seam of two words are read, as they would be
    /// within a word.
    pub(crate) fn meeting(writing: Writing, last: Unit, first: Unit) -> Option<Unit> {
        let meets = writing == Writing::Voweled || last.is_weak();
        let doubled = (last == first && meets).then_some(last);
        doubled.or_else(|| one_sound(last, first))
    }

    /// The units as people read them.
    pub fn label(&self) -> String {
        self.units.iter().map(|u| u.label()).collect()
    }
}
