//! Spelling a folded word in units, script by script.
//!
//! The readings follow the romanisation families of Arabic names (English, Maghreb-French,
//! Turkish, Russian-mediated, Persian, Somali …); a letter that families read differently keeps a
//! unit of its own whose costs lie near all its readings.

use hilf_text::{Script, script_of};

use crate::units::{Spelling, Unit, Writing};

/// Spells one word (folded text of a single script, without blanks). Empty if nothing in it can
/// be spelt.
pub fn spell(word: &str) -> Spelling {
    let script = word.chars().find_map(script_of).unwrap_or(Script::Latin);
    match script {
        Script::Arabic => abjad(word, arabic_letter),
        Script::Hebrew => abjad(word, hebrew_letter),
        Script::Latin => voweled(latin(word)),
        Script::Cyrillic => voweled(latin(&romanise(word, cyrillic_letter))),
        Script::Greek => voweled(latin(&romanise(&greek_digraphs(word), greek_letter))),
        _ => voweled(latin(&any_ascii::any_ascii(word).to_lowercase())),
    }
}

fn voweled(units: Vec<Unit>) -> Spelling {
    Spelling { writing: Writing::Voweled, units }
}

fn abjad(word: &str, letter: fn(char) -> Option<Unit>) -> Spelling {
    let mut units = Vec::with_capacity(word.len() / 2);
    for c in word.chars() {
        // Two equal consonants have a vowel between them that is not written: Mumtaz, Hariri.
        match letter(c).or_else(|| Unit::digit(c)) {
            Some(unit) if unit.is_weak() => push(&mut units, unit),
            other => units.extend(other),
        }
    }
    Spelling { writing: Writing::Abjad, units }
}

/// Doubled letters are one: Arabic does not write doubled consonants as such, and Latin spellings
/// differ in them.
fn push(units: &mut Vec<Unit>, unit: Unit) {
    if units.last() != Some(&unit) || unit.is_digit() {
        units.push(unit);
    }
}

fn latin(word: &str) -> Vec<Unit> {
    // An apostrophe keeps two letters from being read as one sound.
    let is_read = |c: &char| c.is_ascii_alphanumeric() || *c == '\'';
    let letters: Vec<char> = word.chars().filter(is_read).collect();
    let mut units = Vec::with_capacity(letters.len());
    let mut rest = &letters[..];
    while let Some(&first) = rest.first() {
        let (length, spelt) = latin_cluster(rest);
        if length > 0 {
            spelt.iter().for_each(|u| push(&mut units, *u));
            rest = &rest[length..];
        } else {
            if let Some(unit) = latin_letter(first).or_else(|| Unit::digit(first)) {
                push(&mut units, unit);
            }
            rest = &rest[1..];
        }
    }
    units
}

/// Letter groups that spell one sound, longest first.
fn latin_cluster(rest: &[char]) -> (usize, &'static [Unit]) {
    match rest {
        ['t', 's', 'c', 'h', ..] => (4, &[Unit::TCH]),
        ['d', 's', 'c', 'h', ..] => (4, &[Unit::J]),
        ['s', 'h', 'c', 'h', ..] => (4, &[Unit::SH]),
        ['t', 'c', 'h', ..] => (3, &[Unit::TCH]),
        ['s', 'c', 'h', ..] => (3, &[Unit::SH]),
        ['d', 'z', 'h', ..] => (3, &[Unit::J]),
        ['d', 'j', ..] => (2, &[Unit::J]),
        ['s', 'h', ..] => (2, &[Unit::SH]),
        ['c', 'h', ..] => (2, &[Unit::CH]),
        ['k', 'h', ..] => (2, &[Unit::KH]),
        ['g', 'h', ..] => (2, &[Unit::GH]),
        ['t', 'h', ..] => (2, &[Unit::TH]),
        ['d', 'h', ..] => (2, &[Unit::DH]),
        ['z', 'h', ..] => (2, &[Unit::ZH]),
        ['p', 'h', ..] => (2, &[Unit::F]),
        ['c', 'k' | 'q', ..] => (2, &[Unit::K]),
        ['o', 'u' | 'o', ..] => (2, &[Unit::U]),
        ['e', 'e', ..] | ['i', 'y', ..] => (2, &[Unit::I]),
        ['i', 'j', ..] => (2, &[Unit::I, Unit::J]),
        _ => (0, &[]),
    }
}

fn latin_letter(c: char) -> Option<Unit> {
    Some(match c {
        'a' => Unit::A,
        'e' => Unit::E,
        'i' => Unit::I,
        'o' => Unit::O,
        'u' => Unit::U,
        'y' => Unit::Y,
        'w' => Unit::W,
        'h' => Unit::H,
        'b' => Unit::B,
        'p' => Unit::P,
        't' => Unit::T,
        'j' => Unit::J,
        'g' => Unit::G,
        'k' => Unit::K,
        'q' => Unit::Q,
        'c' => Unit::C,
        'f' => Unit::F,
        'v' => Unit::V,
        's' => Unit::S,
        'z' => Unit::Z,
        'r' => Unit::R,
        'l' => Unit::L,
        'm' => Unit::M,
        'n' => Unit::N,
        'x' => Unit::X,
        'd' => Unit::D,
        _ => return None,
    })
}

fn arabic_letter(c: char) -> Option<Unit> {
    Some(match c {
        'ا' => Unit::ALEF,
        'ب' => Unit::B,
        'پ' => Unit::P,
        'ت' => Unit::T,
        'ث' => Unit::TH,
        'ج' => Unit::J,
        'چ' => Unit::TCH,
        'ح' => Unit::HAH,
        'خ' => Unit::KH,
        'د' => Unit::D,
        'ذ' => Unit::DH,
        'ر' => Unit::R,
        'ز' => Unit::Z,
        'ژ' => Unit::ZH,
        'س' => Unit::S,
        'ش' => Unit::SH,
        'ص' => Unit::SAD,
        'ض' => Unit::DAD,
        'ط' => Unit::TAH,
        'ظ' => Unit::ZAH,
        'ع' => Unit::AYN,
        'غ' => Unit::GH,
        'ف' => Unit::F,
        'ق' => Unit::Q,
        'ك' => Unit::K,
        'گ' => Unit::G,
        'ل' => Unit::L,
        'م' => Unit::M,
        'ن' => Unit::N,
        'ه' => Unit::HEH,
        'و' => Unit::WAW,
        'ي' => Unit::YEH,
        'ة' => Unit::MARBUTA,
        'ء' => Unit::HAMZA,
        _ => return None,
    })
}

fn hebrew_letter(c: char) -> Option<Unit> {
    Some(match c {
        'א' => Unit::ALEF,
        'ב' => Unit::B,
        'ג' => Unit::G,
        'ד' => Unit::D,
        'ה' => Unit::HEH,
        'ו' => Unit::WAW,
        'ז' => Unit::Z,
        'ח' => Unit::HAH,
        'ט' => Unit::TAH,
        'י' => Unit::YEH,
        'כ' | 'ך' => Unit::K,
        'ל' => Unit::L,
        'מ' | 'ם' => Unit::M,
        'נ' | 'ן' => Unit::N,
        'ס' => Unit::S,
        'ע' => Unit::AYN,
        'פ' | 'ף' => Unit::P,
        'צ' | 'ץ' => Unit::SAD,
        'ק' => Unit::Q,
        'ר' => Unit::R,
        'ש' => Unit::SH,
        'ת' => Unit::T,
        _ => return None,
    })
}

fn romanise(word: &str, letter: fn(char) -> &'static str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(letter(c));
        }
    }
    out
}

/// Cyrillic by sound, Russian values first (GOST 7.79 system B, with `kh`, `ts`, `tch`).
fn cyrillic_letter(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' | 'є' | 'ә' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'җ' => "j",
        'з' => "z",
        'и' | 'і' | 'ы' => "i",
        'й' => "y",
        'ї' => "yi",
        'ј' => "y",
        'к' => "k",
        'қ' => "q",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'њ' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' | 'ћ' => "t",
        'у' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' => "kh",
        'һ' | 'ҳ' => "h",
        'ц' => "ts",
        'ч' | 'ҷ' => "tch",
        'џ' => "j",
        'ш' => "sh",
        'щ' => "sh",
        'ю' => "yu",
        'я' => "ya",
        'ђ' => "dj",
        _ => "",
    }
}

fn greek_digraphs(word: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("ου", "u"),
        ("μπ", "b"),
        ("ντ", "d"),
        ("γκ", "g"),
        ("τζ", "j"),
        ("αι", "e"),
        ("ει", "i"),
        ("οι", "i"),
        ("αυ", "av"),
        ("ευ", "ev"),
    ];
    PAIRS.iter().fold(word.to_owned(), |text, (greek, latin)| text.replace(greek, latin))
}

fn greek_letter(c: char) -> &'static str {
    match c {
        'α' => "a",
        'β' => "v",
        'γ' => "gh",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' | 'υ' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "ks",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'φ' => "f",
        'χ' => "kh",
        'ψ' => "ps",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sound_are_one_unit() {
        assert_eq!(spell("youssef").label(), "yusef");
        assert_eq!(spell("djamal"), spell("jamal"));
        assert_eq!(spell("az'har").label(), "azhar");
        assert_ne!(spell("az'har"), spell("azhar"));
        assert_eq!(spell("мухаммад").label(), "mukhamad");
        assert_eq!(spell("محمد").label(), "mحmd");
        assert_eq!(spell("b1n").label(), "b1n");
        assert_eq!(spell("μουσταφα").label(), "mustafa");
    }

    #[test]
    fn other_scripts_are_romanised() {
        assert_eq!(spell("მუსა").label(), "musa");
        assert!(!spell("김").units.is_empty());
    }
}
