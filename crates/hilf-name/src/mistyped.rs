//! Particles and titles that stand in a name with a slip of the pen or in a rare spelling. Read as
//! names they would count as somebody else's; read so they count for little or nothing.

use crate::groups::fame;
use crate::known::is_known;
use crate::lexicon::{self, Part, is_one_slip};
use crate::sound::similarity;
use crate::spell::spell;
use crate::words::{Gap, Word};

/// The part that a word seems to play before `next`; `None` where it may be a name as well.
pub(crate) fn part(word: &str, next: Option<&Word>, at_start: bool) -> Option<Part> {
    let next = next?;
    if !(2..=8).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let is_joined = next.gap == Gap::Joined;
    let article_follows = lexicon::part(&next.text) == Some(Part::Article);
    let letters: Vec<char> = word.chars().collect();
    let slip_of = |wholes: &[&str]| wholes.iter().any(|whole| is_one_slip(&letters, whole));
    let found = match letters.len() {
        2 if is_joined && !at_start && slip_of(ARTICLES) => Some(Part::Article),
        2 if !at_start && slip_of(ARTICLES) => Some(Part::TitleOrName),
        3 if is_joined && slip_of(ARTICLES) => Some(Part::Article),
        3 | 4 if article_follows && slip_of(&["abd"]) => Some(Part::Abd),
        3 | 4 if slip_of(&["abu", "abou"]) => Some(Part::Abu),
        3 if slip_of(&["bin", "ben", "ibn"]) => Some(Part::TitleOrName),
        4.. if at_start && is_near_title(word) => Some(Part::Title),
        _ => None,
    };
    found.filter(|_| is_unknown(word))
}

const ARTICLES: &[&str] = &["al", "el", "ul"];

/// Titles whose spelling varies as names' spelling does.
const TITLES: &[&str] = &["sheikh", "shaykh", "hajji", "mullah", "mawlawi"];
/// Likeness at which a word is one of them.
const TITLE_MIN: f32 = 0.8;

fn is_near_title(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let spelt = spell(word);
    TITLES
        .iter()
        .any(|title| is_one_slip(&letters, title) || similarity(&spelt, &spell(title)) >= TITLE_MIN)
}

/// Whether a word is no name that is known.
pub(crate) fn is_unknown(word: &str) -> bool {
    let spelling = spell(word);
    !is_known(&spelling) && fame(&spelling) == 0
}

#[cfg(test)]
mod tests {
    use crate::parse::{Class, Weight, parse};

    #[test]
    fn a_mistyped_particle_is_no_name_of_its_own() {
        assert_eq!(parse("Anas Apl-Wadi").elements.len(), 2);
        assert_eq!(parse("Basal Agd-Al-Rahman").elements[1].class, Class::Abd);
        assert_eq!(parse("Salim Bkn Homoda").elements[1].weight, Weight::TitleOrName);
        assert_eq!(parse("Chaykh Adnane").titles.len(), 1);
    }

    #[test]
    fn short_names_stay_names() {
        for name in ["Kim Li-Wei", "Ben Lin Park", "Sami Adnan", "Ana Maria Sol"] {
            let read = parse(name);
            assert!(read.elements.iter().all(|e| e.weight != Weight::TitleOrName), "{name}");
        }
    }
}
