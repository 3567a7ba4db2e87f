//! Given names of two names that Persian, Urdu and Pashto write as one word or as two, and families
//! in `-zada`: `Mohammadreza`, محمدرضا, `Mohammad Reza`; `Akhund Zada`, آخوندزاده. Names of two become two
//! words and families one, on both sides of a comparison and in both scripts.

use hilf_text::{Script, script_of};

use crate::known;
use crate::lexicon;
use crate::mistyped;
use crate::spell::spell;
use crate::words::{Gap, Word};

/// Names that stand first in such compounds.
const FIRST: &[&str] = &[
    "mohammad", "muhammad", "mohamed", "mohammed", "mohamad", "gholam", "ghulam", "amir", "ali",
    "seyed", "seyyed", "محمد", "غلام", "امير", "علي", "سيد",
];

/// Names that stand behind them.
const SECOND: &str = "reza riza rida raza hossein hosein hussein husain hussain husayn hassan hasan ali taghi taqi \
    naghi naqi javad jawad bagher baqir baqer sadegh sadiq sadeq mehdi mahdi amin kazem kazim akbar asghar jafar \
    nabi rasul rasool hadi ebrahim ibrahim esmail ismail saeed saeid said sharif qasem ghasem yousef yusuf abbas \
    haidar heidar haydar mohammad muhammad رضا حسين حسن علي تقي نقي جواد باقر صادق مهدي امين كاظم اكبر اصغر جعفر \
    نبي رسول هادي ابراهيم اسماعيل سعيد شريف قاسم يوسف عباس حيدر محمد";

/// Endings of families that may stand as a word of their own: born of.
const BORN: &[&str] = &["zada", "zadah", "zadeh", "zade", "zadeg", "زاده"];

/// Brings compounds into one form.
pub(crate) fn in_one_form(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match out.last_mut() {
            Some(before) if is_born_of(before, &word) => {
                before.text.push_str(&word.text);
                before.range.end = word.range.end;
                before.stopped = word.stopped;
            }
            _ => match halves(&word.text) {
                Some((first, second)) => {
                    let half =
                        |text: &str, gap| Word { text: text.to_owned(), gap, ..word.clone() };
                    out.extend([half(first, word.gap), half(second, Gap::Joined)]);
                }
                None => out.push(word),
            },
        }
    }
    out
}

fn is_born_of(before: &Word, word: &Word) -> bool {
    BORN.contains(&word.text.as_str())
        && matches!(word.gap, Gap::Blank | Gap::Joined)
        && before.text.chars().count() > 2
        && !before.stopped
}

/// The two names that a word is made of; in a word that is no name the second may be mistyped.
fn halves(word: &str) -> Option<(&str, &str)> {
    let after = |first: &&'static str| Some((*first, word.strip_prefix(*first)?));
    let exactly = |(_, second): &(&str, &str)| SECOND.split(' ').any(|known| known == *second);
    let nearly = |(_, second): &(&str, &str)| {
        let letters: Vec<char> = second.chars().collect();
        letters.len() >= SLIP_MIN
            && SECOND.split(' ').any(|known| lexicon::is_one_slip(&letters, known))
            && mistyped::is_unknown(word)
    };
    let halves = || FIRST.iter().filter_map(after);
    halves().find(exactly).or_else(|| halves().find(nearly)).or_else(|| at_article(word))
}

/// A name and a family whose article lost the blank before it: بشارالاسد.
fn at_article(word: &str) -> Option<(&str, &str)> {
    let is_taken_apart_elsewhere =
        ["عبد", "ابو"].iter().any(|beginning| word.starts_with(beginning))
            || ["الدين", "الله"].iter().any(|end| word.ends_with(end));
    if is_taken_apart_elsewhere || !word.starts_with(|c| script_of(c) == Some(Script::Arabic)) {
        return None;
    }
    let (at, _) = word.char_indices().nth(HALF_MIN)?;
    let at = at + word.get(at..)?.find("ال")?;
    let (first, family) = word.split_at(at);
    let is_whole = family.chars().count() >= HALF_MIN + 2;
    (is_whole && mistyped::is_unknown(word) && known::is_known(&spell(first)))
        .then_some((first, family))
}

/// Letters that a name and a family written as one word have at least.
const HALF_MIN: usize = 3;

/// Letters of a second name that may be mistyped.
const SLIP_MIN: usize = 4;

#[cfg(test)]
mod tests {
    use crate::words::words;

    fn read(name: &str) -> Vec<String> {
        words(name).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn names_of_two_are_two_words_and_families_one() {
        assert_eq!(read("Mohammadreza Karwani"), ["mohammad", "reza", "karwani"]);
        assert_eq!(read("محمدتقی کروانی"), ["محمد", "تقي", "كرواني"]);
        assert_eq!(read("Aliresa"), ["ali", "resa"]);
        assert_eq!(read("Vahab Zadeh"), ["vahabzadeh"]);
        assert_eq!(read("آخوند زاده"), ["اخوندزاده"]);
        assert_eq!(read("Aliyev Muhammadi"), ["aliyev", "muhammadi"]);
        assert_eq!(read("Zadeh"), ["zadeh"]);
        assert_eq!(read("سالمالاسد"), ["سالم", "الاسد"]);
        assert_eq!(read("عبدالرحمن خالد"), ["عبدالرحمن", "خالد"]);
    }
}
