//! Words of scripts that have no units of their own, in Latin letters, so that particles, titles and
//! sounds of Latin spellings hold for them.
//!
//! - Indic scripts (Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam):
//!   by the place of a letter in its block, which the blocks share (Unicode core specification,
//!   chapter 12), as Hunterian romanisation writes names: the vowel a consonant holds is written,
//!   but not at the end of a word.
//! - Hangul: by the parts of a syllable (same, section 3.12), as names are usually written rather
//!   than by the Revised Romanization: Kim, Pak, Choi. A name of one word is family and given name.
//! - Georgian, Armenian, kana and all others but Han: letter by letter.
//!
//! Han characters stay, because comparing them with each other must see them; a word of two to four is
//! family and given name. They are read as Mandarin where they are spelt, Japanese names too.

use hilf_text::{Script, script_of};

/// The word, or the words, that a word of such a script is; `None` for one of another script.
pub(crate) fn romanised(word: &str) -> Option<Vec<String>> {
    let script = word.chars().find_map(script_of)?;
    match script {
        Script::Hangul => Some(hangul(word)),
        Script::Han => han(word),
        Script::Devanagari | Script::Bengali => Some(vec![indic(word)]),
        Script::Other if word.chars().any(|c| indic_letter(c).is_some()) => Some(vec![indic(word)]),
        Script::Georgian | Script::Armenian | Script::Kana | Script::Other => {
            Some(vec![plain(word)])
        }
        _ => None,
    }
    .filter(|words| words.iter().all(|word| !word.is_empty()))
}

/// Families of two characters, in both ways of writing them.
const FAMILIES_OF_TWO: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "夏侯", "皇甫", "尉迟", "公孙", "公孫",
    "慕容", "令狐", "司徒", "东方", "東方", "南宫", "南宮", "西门", "西門",
];

/// Family and given name of a word as long as names are, as characters.
fn han(word: &str) -> Option<Vec<String>> {
    let is_han = |c: char| script_of(c) == Some(Script::Han);
    let count = word.chars().count();
    if !(2..=4).contains(&count) || !word.chars().all(is_han) {
        return None;
    }
    let is_long = count > 2 && FAMILIES_OF_TWO.iter().any(|family| word.starts_with(family));
    let family: usize = word.chars().take(if is_long { 2 } else { 1 }).map(char::len_utf8).sum();
    let (family, given) = word.split_at(family);
    Some(vec![family.to_owned(), given.to_owned()])
}

fn plain(word: &str) -> String {
    let letters = any_ascii::any_ascii(word).to_lowercase();
    letters.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// First and last block of the scripts that share their layout, and the size of a block.
const INDIC: std::ops::RangeInclusive<u32> = 0x0900..=0x0D7F;
const INDIC_BLOCK: u32 = 0x80;
/// Places of the vowel that a consonant holds taken away, and of the dot that changes a consonant.
const VIRAMA: u32 = 0x4D;
const NUKTA: u32 = 0x3C;

#[derive(Clone, Copy)]
enum Indic {
    Consonant(&'static str),
    Vowel(&'static str),
    /// A vowel sign, in place of the vowel that the consonant holds.
    Sign(&'static str),
    /// A nasal or breath behind the vowel.
    After(&'static str),
    Virama,
    Nukta,
}

fn indic_letter(c: char) -> Option<Indic> {
    let code = u32::from(c);
    if !INDIC.contains(&code) {
        return None;
    }
    let place = code % INDIC_BLOCK;
    let vowels =
        ["a", "a", "i", "i", "u", "u", "ri", "l", "e", "e", "e", "ai", "o", "o", "o", "au"];
    let consonants = [
        "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th", "d", "dh", "n", "t",
        "th", "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v",
        "sh", "sh", "s", "h",
    ];
    let signs = ["a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"];
    let of = |table: &[&'static str], first: u32| table.get((place - first) as usize).copied();
    match place {
        0x01 | 0x02 | 0x70 | 0x71 => Some(Indic::After("n")),
        0x03 => Some(Indic::After("h")),
        0x05..=0x14 => of(&vowels, 0x05).map(Indic::Vowel),
        0x15..=0x39 => of(&consonants, 0x15).map(Indic::Consonant),
        NUKTA => Some(Indic::Nukta),
        0x3E..=0x4C => of(&signs, 0x3E).map(Indic::Sign),
        VIRAMA => Some(Indic::Virama),
        _ => None,
    }
}

/// What the dot makes of a consonant: the sounds of Persian and Arabic, and the flapped r.
fn dotted(consonant: &str) -> &'static str {
    match consonant {
        "k" => "q",
        "kh" => "kh",
        "g" => "gh",
        "j" => "z",
        "d" => "r",
        "dh" => "rh",
        "ph" => "f",
        "y" => "y",
        _ => "",
    }
}

fn indic(word: &str) -> String {
    let mut out = String::new();
    let mut letters = word.chars().peekable();
    let mut after_virama = false;
    while let Some(c) = letters.next() {
        let joined = std::mem::take(&mut after_virama);
        match indic_letter(c) {
            Some(Indic::Consonant(plain)) => {
                let is_dotted = letters.next_if(|c| matches!(indic_letter(*c), Some(Indic::Nukta)));
                let other = is_dotted.map_or("", |_| dotted(plain));
                out.push_str(if other.is_empty() { plain } else { other });
                match letters.peek().map(|c| indic_letter(*c)) {
                    Some(Some(Indic::Sign(_) | Indic::Virama)) => {}
                    // At the end the vowel is mute, but for one behind two consonants: Ram, Narendra.
                    None if !joined => {}
                    _ => out.push('a'),
                }
            }
            Some(Indic::Vowel(sound) | Indic::Sign(sound) | Indic::After(sound)) => {
                out.push_str(sound);
            }
            Some(Indic::Virama) => after_virama = true,
            Some(Indic::Nukta) => {}
            None => out.push_str(&plain(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// First syllable of the block, and how many a vowel and a first consonant make.
const HANGUL_FIRST: u32 = 0xAC00;
const HANGUL_LAST: u32 = 0xD7A3;
const ENDS: u32 = 28;
const VOWELS: u32 = 21;

/// Family names of two syllables.
const LONG_FAMILIES: &[&str] = &["남궁", "황보", "제갈", "선우", "독고", "사공", "서문"];

fn hangul(word: &str) -> Vec<String> {
    let syllables: Vec<char> = word.chars().collect();
    let is_family = |two: &[char]| LONG_FAMILIES.contains(&two.iter().collect::<String>().as_str());
    let cut = match syllables.len() {
        3 | 4 if is_family(&syllables[..2]) => 2,
        2..=4 => 1,
        _ => return vec![syllables.iter().map(|c| syllable(*c)).collect()],
    };
    let family: String = syllables[..cut].iter().collect();
    let (first, rest) = syllables.split_at(cut);
    let sounds = |part: &[char]| part.iter().map(|c| syllable(*c)).collect::<String>();
    let usual = match family.as_str() {
        "이" | "리" => "ri".to_owned(),
        "박" => "pak".to_owned(),
        _ => sounds(first),
    };
    vec![usual, sounds(rest)]
}

fn syllable(c: char) -> String {
    const FIRST: [&str; 19] = [
        "k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t",
        "p", "h",
    ];
    const VOWEL: [&str; 21] = [
        "a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo",
        "we", "wi", "yu", "u", "ui", "i",
    ];
    const END: [&str; 28] = [
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
    ];
    let code = u32::from(c);
    if !(HANGUL_FIRST..=HANGUL_LAST).contains(&code) {
        return plain(c.encode_utf8(&mut [0; 4]));
    }
    let place = code - HANGUL_FIRST;
    let part = |table: &[&'static str], at: u32| table.get(at as usize).copied().unwrap_or("");
    [
        part(&FIRST, place / (VOWELS * ENDS)),
        part(&VOWEL, place / ENDS % VOWELS),
        part(&END, place % ENDS),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_their_bearers_write_them() {
        for (word, expected) in [
            ("नरेन्द्र", "narendra"),
            ("मोदी", "modi"),
            ("मोहम्मद", "mohammad"),
            ("अज़हर", "azahar"),
            ("मसूद", "masud"),
            ("हाफ़िज़", "hafiz"),
            ("শেখ", "shekh"),
            ("হাসিনা", "hasina"),
            ("মুহাম্মদ", "muhammad"),
            ("ਸਿੰਘ", "singh"),
            ("ნარმანია", "narmania"),
            ("փաշինյան", "pashinyan"),
            ("ケンジ", "kenji"),
            ("김정은", "kim jongun"),
            ("박영식", "pak yongsik"),
            ("남궁민", "namkung min"),
            ("习近平", "习 近平"),
            ("欧阳修", "欧阳 修"),
        ] {
            let words = romanised(hilf_text::fold(word).text()).unwrap_or_default();
            assert_eq!(words.join(" "), expected, "{word}");
        }
        for word in ["中国人民银行", "محمد", "muhammad", "мухаммад"] {
            assert_eq!(romanised(word), None, "{word}");
        }
    }
}
