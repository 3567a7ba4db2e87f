//! Words of organisations that are translated rather than spelt: شبكة is a network, завод a plant. Each
//! is read as the English word as well, which lists write.

use std::collections::HashMap;
use std::sync::OnceLock;

use hilf_text::{Script, fold, script_of};

use crate::lexicon::{self, Part};
use crate::words::Word;

/// English words and what they are in other languages; the project's own compilation.
static WORDS: &str = include_str!("../data/translated-words.tsv");

/// English words that one word is read as, at most.
const READINGS_MAX: usize = 3;

/// What a word is in English.
#[derive(Debug, Default)]
struct Entry {
    /// English words, the likeliest first.
    english: Vec<&'static str>,
    /// Whether people are called by it as well, so that it is read so in names of bodies alone.
    is_name: bool,
    /// Whether it tells one body from another as a name does: Syrian, hope.
    tells: bool,
    /// Whether it was written so in the table, and is not only the stem of a word there.
    whole: bool,
}

/// The words of the table as they are compared: folded, and their stems.
struct Table {
    words: HashMap<String, Entry>,
    /// First words of phrases with the words that follow them.
    phrases: HashMap<String, Vec<Vec<String>>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { words: HashMap::new(), phrases: HashMap::new() };
        let rows = || {
            let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
            lines
                .filter_map(|line| line.split_once('\t'))
                .flat_map(|(english, words)| words.split(' ').map(move |word| (english, word)))
        };
        for (english, word) in rows() {
            let parts: Vec<String> = word.split('+').map(folded).collect();
            if let [first, rest @ ..] = &parts[..]
                && !rest.is_empty()
            {
                table.phrases.entry(first.clone()).or_default().push(rest.to_vec());
            }
            table.add(parts.concat(), english, true);
        }
        for (english, word) in rows() {
            let word = folded(&word.replace('+', ""));
            if let Some(stem) = stem(&word) {
                table.add(stem.to_owned(), english, false);
            }
        }
        table
    })
}

impl Table {
    fn add(&mut self, word: String, english: &'static str, whole: bool) {
        let is_name = english.starts_with('~');
        let tells = is_name || english.starts_with('@');
        let entry = self.words.entry(word).or_insert(Entry { whole, ..Entry::default() });
        // What a word is itself goes before what words of its stem are.
        if entry.whole && !whole {
            return;
        }
        entry.is_name |= is_name;
        entry.tells |= tells;
        for word in english.trim_start_matches(['~', '@']).split('/') {
            if entry.english.len() < READINGS_MAX && !entry.english.contains(&word) {
                entry.english.push(word);
            }
        }
    }

    fn entry(&self, word: &str) -> Option<&Entry> {
        self.words.get(word).or_else(|| self.words.get(stem(word)?))
    }
}

fn folded(word: &str) -> String {
    fold(word).text().replace('\'', "")
}

/// Letters that a word keeps at least when something is taken off it.
const STEM_MIN: usize = 3;

fn is_long(word: &str) -> bool {
    word.chars().count() >= STEM_MIN
}

/// A word without the ending of its gender, number or case; `None` if it has none.
fn stem(word: &str) -> Option<&str> {
    let endings = match script(word)? {
        // Persian joins words by a letter that is written behind a long vowel: نيروي.
        Script::Arabic if ["اي", "وي"].iter().any(|end| word.ends_with(end)) => &["ي"],
        Script::Arabic => ARABIC_ENDINGS,
        Script::Cyrillic => CYRILLIC_ENDINGS,
        _ => return None,
    };
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| is_long(stem)))
}

fn script(word: &str) -> Option<Script> {
    word.chars().find_map(script_of)
}

/// Feminine and plural endings of Arabic, plural ones of Persian.
const ARABIC_ENDINGS: &[&str] = &["هاي", "ها", "ات", "ون", "ين", "ة", "ه"];

/// Endings of nouns and adjectives in Russian, Ukrainian and Belarusian and articles of Bulgarian,
/// folded, the longer ones first.
const CYRILLIC_ENDINGS: &[&str] = &[
    "ията", "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ата", "ото", "ите",
    "ыи", "ии", "ои", "еи", "ая", "яя", "ое", "ее", "ые", "ие", "ия", "ию", "ых", "их", "ым", "им",
    "ую", "юю", "ою", "ею", "ом", "ем", "ам", "ям", "ах", "ях", "ът", "аи", "аю", "ія", "іі", "іи",
    "ію", "ыя", "а", "я", "ы", "и", "і", "у", "ю", "е", "о", "ь", "э",
];

/// What is written together with an Arabic word before it: the article, `and`, `for`, `with`.
const PREFIXES: &[&str] = &["وال", "لل", "ال", "بال", "ولل", "و", "ل", "ب"];

fn entry(word: &str) -> Option<&'static Entry> {
    let script = script(word)?;
    if !matches!(script, Script::Arabic | Script::Cyrillic) {
        return None;
    }
    let bare = |prefix: &&str| {
        let rest = word.strip_prefix(*prefix).filter(|rest| is_long(rest))?;
        table().entry(rest)
    };
    table().entry(word).or_else(|| match script {
        Script::Arabic => PREFIXES.iter().find_map(bare),
        _ => None,
    })
}

/// The English words that a folded word stands for, in a name of a body or of anybody.
pub(crate) fn english(word: &str, in_body: bool) -> &'static [&'static str] {
    match entry(word) {
        Some(entry) if in_body || !entry.is_name => &entry.english,
        _ => &[],
    }
}

/// The part that a folded word plays in the name of a body.
pub(crate) fn part(word: &str) -> Option<Part> {
    let entry = entry(word)?;
    match parts(entry).next() {
        Some(part) if part == Part::Filler || part.legal_form().is_some() => Some(part),
        _ => (!entry.tells).then_some(Part::Generic),
    }
}

/// The parts that the English words play, as far as they are known.
fn parts(entry: &Entry) -> impl Iterator<Item = Part> {
    entry.english.iter().filter_map(|english| lexicon::part(english.rsplit('+').next()?))
}

/// Whether a folded word says that the name is a body's. Adjectives do not: families are called
/// صرافي and بحري.
pub(crate) fn makes_body(word: &str) -> bool {
    let is_adjective = || {
        let (word, endings) = match script(word) {
            Some(Script::Arabic) => (word, ["ي", "ية", "يه"]),
            _ => (stem(word).unwrap_or(word), ["н", "в", "ск"]),
        };
        endings.iter().any(|ending| word.ends_with(ending))
    };
    let says_so = |entry: &Entry| {
        parts(entry).any(|part| part == Part::Generic || part.legal_form().is_some())
    };
    entry(word).is_some_and(|entry| !entry.tells && says_so(entry)) && !is_adjective()
}

/// Names of the places that a Slavic adjective may be made of: казанский, Kazan, томский, Tomsk.
pub(crate) fn places(word: &str) -> impl Iterator<Item = &str> {
    let adjective = match script(word) {
        Some(Script::Cyrillic) => stem(word).filter(|stem| stem.ends_with("ск")),
        _ => None,
    };
    let bare = adjective.and_then(|stem| stem.strip_suffix("ск"));
    let is_long = |place: &&str| place.chars().count() > STEM_MIN;
    bare.into_iter().chain(adjective).filter(is_long)
}

/// Words at the beginning of `words` that are one word in English.
pub(crate) fn phrase(words: &[Word]) -> Option<(Word, usize)> {
    let first = words.first()?;
    if !matches!(script(&first.text)?, Script::Arabic | Script::Cyrillic) {
        return None;
    }
    let phrases = table().phrases.get(&first.text)?;
    let rest = phrases.iter().find(|rest| {
        rest.len() < words.len()
            && rest.iter().zip(&words[1..]).all(|(own, word)| *own == word.text)
    })?;
    let used = rest.len() + 1;
    let mut word = first.clone();
    word.text = words[..used].iter().map(|word| word.text.as_str()).collect();
    word.range.end = words[used - 1].range.end;
    word.stopped = words[used - 1].stopped;
    Some((word, used))
}

/// The English words, where they are several, that a word of a body stands for: машиностроительный.
pub(crate) fn several(word: &str) -> Option<impl Iterator<Item = &'static str> + use<>> {
    let english = entry(word)?.english.first()?;
    english.contains('+').then(|| english.split('+'))
}

#[cfg(test)]
mod tests {
    use super::{english, makes_body, places};
    use crate::compare::compare;
    use crate::parse::{Weight, parse};

    fn score(query: &str, listed: &str) -> f32 {
        compare(&parse(query), &parse(listed), &|_| 0.6).score
    }

    fn weights(name: &str) -> Vec<Weight> {
        parse(name).elements.iter().map(|element| element.weight).collect()
    }

    #[test]
    fn words_are_known_in_their_forms() {
        for (word, own) in [
            ("شبكة", "network"),
            ("للتجارة", "trading"),
            ("والتكنولوجيا", "technology"),
            ("الصناعات", "industries"),
            ("نيروي", "force"),
            ("банк", "bank"),
            ("промышленности", "industry"),
            ("государственного", "state"),
            ("організацій", "organization"),
            ("групата", "group"),
        ] {
            assert!(english(&super::folded(word), false).contains(&own), "{word}");
        }
        assert!(english("محمد", true).is_empty());
    }

    #[test]
    fn what_people_are_called_by_is_translated_in_bodies_alone() {
        assert!(english("نور", false).is_empty());
        assert_eq!(english("نور", true), ["light"]);
        // Families are called by adjectives of bodies.
        assert!(makes_body("شبكة") && !makes_body("بحري") && !makes_body("صرافي"));
        assert_eq!(weights("محمد بحري"), [Weight::Name, Weight::Name]);
    }

    #[test]
    fn bodies_are_found_by_what_their_names_mean() {
        for (own, listed) in [
            ("الجهاد الاسلامي المصري", "Egyptian Islamic Jihad"),
            ("جمعية إحياء التراث الإسلامي", "Revival of Islamic Heritage Society"),
            ("صنایع شیمیایی پارچین", "Parchin Chemical Industries"),
            ("خبرگزاری تسنیم", "Tasnim News Agency"),
            ("شرکت سرمایه گذاری خوارزمی", "Kharazmi Investment Company"),
            ("وزارة الدفاع السورية", "Syrian Ministry of Defence"),
            ("Казанский авиационный завод", "Kazan Aviation Plant"),
            ("Томський машинобудівний завод", "Tomsk Machine-Building Plant"),
            (
                "АО «Научно-производственное предприятие „Топаз“»",
                "JSC Research and Production Enterprise Topaz",
            ),
            ("شرکت ساحل سهامی خاص", "Sahel Joint Stock Company"),
        ] {
            assert!(score(own, listed) > 0.8, "{own} {listed} {}", score(own, listed));
        }
    }

    #[test]
    fn bodies_that_share_general_words_alone_are_not_alike() {
        for (one, other) in [
            ("شركة الواحة للتجارة العامة", "شركة البركة للتجارة العامة"),
            ("جمعية الإشراق للإغاثة", "جمعية الفرقان للإغاثة"),
            ("شركة الواحة للتجارة العامة", "Rawda General Trading Company"),
            ("مؤسسة الإحسان الخيرية", "Furqan Charitable Foundation"),
            ("Уральский механический завод", "Tomsk Mechanical Plant"),
            ("شركة تجارية", "Rawda Trading"),
            ("شركة التجارة العامة", "Rawda General Trading Company"),
        ] {
            assert!(score(one, other) < 0.7, "{one} {other} {}", score(one, other));
        }
    }

    #[test]
    fn general_words_tell_little_in_every_language() {
        use Weight::{Filler, Generic, LegalForm, Name};
        assert_eq!(weights("شركة البركة للتجارة"), [Filler, Name, Generic]);
        assert_eq!(weights("شبكة البركة"), [Generic, Name]);
        assert_eq!(
            weights("Министерство обороны, банк и завод"),
            [Generic, Generic, Generic, Filler, Generic]
        );
        assert_eq!(weights("شرکت ساحل با مسئولیت محدود"), [Filler, Name, LegalForm]);
        assert_eq!(weights("شركة النور و الأمل"), [Filler, Name, Filler, Name]);
    }

    #[test]
    fn a_word_whose_meaning_is_known_is_no_slip_of_another() {
        let least = |name: &str| {
            parse(name).elements.last().map_or(0.0, |element| element.least_similarity())
        };
        assert!(least("شركة المدينة") > least("شركة البركة"));
    }

    #[test]
    fn places_are_read_from_their_adjectives() {
        assert_eq!(places("казанскии").collect::<Vec<_>>(), ["казан", "казанск"]);
        assert_eq!(places("томскии").collect::<Vec<_>>(), ["томск"]);
        assert_eq!(places("банк").count(), 0);
    }
}
