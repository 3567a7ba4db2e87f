//! The order that the words of a name are read in.

use crate::body;
use crate::lexicon::{self, Part};
use crate::words::{Gap, Word};

/// Brings words into the order of the name: what stands behind the only comma is the given name
/// (`Khatib, Salim`), and a particle at the end belongs to the first word (`Salman Mohammed bin`).
pub(crate) fn in_order(mut words: Vec<Word>) -> Vec<Word> {
    let commas: Vec<usize> = (1..words.len()).filter(|at| words[*at].gap == Gap::Comma).collect();
    let is_form = |word: &Word| {
        let part = word.part.or_else(|| lexicon::part(&word.text));
        part.is_some_and(|p| p.legal_form().is_some() || p == Part::Filler || p == Part::Generic)
    };
    if let [comma] = commas[..]
        && !words[comma..].iter().any(is_form)
        && !words.iter().any(body::is_of_body)
    {
        words.rotate_left(comma);
        return words;
    }
    let part = |word: Option<&Word>| word.and_then(|word| lexicon::part(&word.text));
    let announces = part(words.last());
    let is_word = words.last().is_some_and(|w| w.text.chars().count() > 1);
    if matches!(announces, Some(Part::Son | Part::Daughter)) && words.len() > 2 && is_word {
        words.rotate_right(1);
        // `bin Salman Mohammed`: the son follows his father.
        let rest = words.split_off(2);
        words.splice(0..0, rest);
    } else if matches!(announces, Some(Part::Abu | Part::Umm)) && words.len() > 1 && is_word {
        words.rotate_right(1);
    }
    // `Al Din Ghazi Nasr`: the second half of a compound that came to stand first.
    // Without the article it is a name: `Din Muhammad`, `Allah Dad`.
    let is_article = |word| part(word) == Some(Part::Article);
    let before = usize::from(is_article(words.first()));
    let has_article = before == 1 || is_article(words.last());
    let ends = matches!(part(words.get(before)), Some(Part::Din | Part::Allah));
    if has_article && ends && words.len() > before + 1 {
        words.rotate_left(before + 1);
    }
    words
}
