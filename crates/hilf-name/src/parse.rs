//! From words to elements: the parts of a name that are compared as wholes.

use std::ops::Range;

use hilf_text::Script;

use crate::align::SIMILARITY_MIN;
use crate::body;
use crate::glue;
use crate::lexicon::{self, Part};
use crate::mistyped;
use crate::mrz;
use crate::nickname;
use crate::order::in_order;
use crate::patronymic;
use crate::spell::spell;
use crate::translated;
use crate::units::Spelling;
use crate::words::{Gap, Word, words};

/// What an element's first half says of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// A word of its own.
    #[default]
    Plain = 0,
    /// Abd + attribute: the attribute is the core.
    Abd = 1,
    /// Abu + name, a man's kunya: the name is the core.
    Abu = 2,
    /// Umm + name, a woman's kunya.
    Umm = 3,
}

/// What an element's second half says of it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tail {
    /// Nothing.
    #[default]
    None = 0,
    /// X al-Din.
    Din = 1,
    /// X Allah.
    Allah = 2,
}

/// How much of a name an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Weight {
    /// A name.
    Name = 0,
    /// A single letter standing for a name.
    Initial = 1,
    /// A title that may be a name.
    TitleOrName = 2,
    /// A word many organisations have in their names.
    Generic = 3,
    /// A legal form.
    LegalForm = 4,
    /// A connecting word.
    Filler = 5,
    /// A number, which must agree.
    Number = 6,
    /// Cut off by the width of the field it came from.
    Truncated = 7,
}

/// A part of a name that is compared as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// How its core is spelt.
    pub spelling: Spelling,
    /// Other readings of the core (an article taken for part of the word, or the reverse).
    pub alternatives: Vec<Spelling>,
    /// First half.
    pub class: Class,
    /// Second half.
    pub tail: Tail,
    /// How much of a name it is.
    pub weight: Weight,
    /// Whether the article stood before it.
    pub article: bool,
    /// Whether `bin`, `ibn` … stood before it: it is the father of the element before.
    pub nasab: bool,
    /// Whether it stands in brackets.
    pub bracketed: bool,
    /// Whether the same word stands before it in the name: `Sergey Sergey Shoigu`.
    pub echo: bool,
    /// Whether it was written in syllables, as Chinese and Korean names are.
    pub syllabic: bool,
    /// Whether its form says that it is the father's name, as in Russian: `Nikolaevich`.
    pub patronymic: bool,
    /// Whether its letters stand for words, `A.B.C.`: another letter is another body.
    pub lettered: bool,
    /// Whether it is a word of a body that has an English word: it must sound much like what is listed
    /// where it is not translated.
    pub translated: bool,
    /// Its folded text.
    pub text: String,
    /// Where it stands in the original, in bytes.
    pub range: Range<usize>,
}

impl Element {
    /// Least similarity at which another element answers to it: words of a script whose letters are
    /// syllables are short and must agree nearly wholly, and so must letters that stand for words. A word
    /// whose meaning is known is no slip of another: مدينة, city, is not Rudayn.
    pub fn least_similarity(&self) -> f32 {
        match self {
            _ if self.syllabic || self.lettered => SYLLABIC_MIN,
            _ if self.translated => TRANSLATED_MIN,
            _ => SIMILARITY_MIN,
        }
    }
}

const SYLLABIC_MIN: f32 = 0.9;
const TRANSLATED_MIN: f32 = 0.75;

/// A name read into elements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// The name as it was given.
    pub original: String,
    /// Its elements in order. Empty only if the name holds no letter at all.
    pub elements: Vec<Element>,
    /// Words that were taken for titles and left out, with their place.
    pub titles: Vec<Range<usize>>,
}

/// Elements of a name beyond which the rest is ignored.
pub const ELEMENTS_MAX: usize = 24;

/// Reads a name.
pub fn parse(original: &str) -> Name {
    let mrz = mrz::as_name(original);
    let text = mrz.as_ref().map(|m| m.text.as_str()).unwrap_or(original);
    let words = words(text);
    let words = if mrz.is_some() { words } else { in_order(words) };
    let is_of_body = words.iter().any(body::is_of_body);
    let mut parser =
        Parser { words: &words, at: 0, name: Name::default(), open: Open::default(), is_of_body };
    parser.run();
    let mut name = parser.name;
    if name.elements.is_empty() {
        // Nothing but titles and particles: then they are the name.
        let elements = words.iter().map(|word| plain(word, is_of_body));
        name.elements = elements.filter(|e| !e.spelling.units.is_empty()).collect();
        name.titles.clear();
    }
    name.elements.truncate(ELEMENTS_MAX);
    if mrz.is_some_and(|m| m.truncated)
        && let Some(last) = name.elements.last_mut()
    {
        last.weight = Weight::Truncated;
    }
    mark_echoes(&mut name.elements);
    patronymic::mark(&mut name.elements);
    name.original = original.to_owned();
    name
}

fn mark_echoes(elements: &mut [Element]) {
    for at in 1..elements.len() {
        let (before, rest) = elements.split_at_mut(at);
        let Some(element) = rest.first_mut() else { return };
        element.echo = before.iter().any(|other| {
            (&other.spelling, other.class, other.tail)
                == (&element.spelling, element.class, element.tail)
        });
    }
}

/// Whether a word stands between two others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Between,
    End,
}

/// What the words before announced about the next element.
#[derive(Default)]
struct Open {
    article: bool,
    nasab: bool,
    class: Option<(Class, usize)>,
    /// Whether `Abd` was among them, behind `Abu` or alone.
    abd: bool,
}

struct Parser<'a> {
    words: &'a [Word],
    at: usize,
    name: Name,
    open: Open,
    is_of_body: bool,
}

impl Parser<'_> {
    fn run(&mut self) {
        while let Some(word) = self.words.get(self.at) {
            self.at += 1;
            let rest = &self.words[self.at..];
            match self.part_here(word, rest.first()) {
                Some(Part::Article) if !rest.is_empty() => self.open.article = true,
                Some(Part::Son | Part::Daughter) if !rest.is_empty() => self.open.nasab = true,
                Some(Part::Abd) if !rest.is_empty() => self.announce(Class::Abd),
                Some(Part::Abu) if !rest.is_empty() => self.announce(Class::Abu),
                Some(Part::Umm) if !rest.is_empty() => self.announce(Class::Umm),
                Some(Part::Din) if self.close_compound(Tail::Din, word) => {}
                Some(Part::Allah) if self.close_compound(Tail::Allah, word) => {}
                Some(Part::Title) if self.is_of_body => self.element(word, Some(Part::Generic)),
                Some(Part::Title) if self.is_title_or_family(word, rest) => {
                    self.element(word, Some(Part::TitleOrName));
                }
                Some(Part::Title) if self.words.len() > 1 && !self.is_family_name(word, rest) => {
                    self.name.titles.push(word.range.clone());
                }
                part => self.element(word, part),
            }
        }
        self.flush();
    }

    fn part_here(&self, word: &Word, next: Option<&Word>) -> Option<Part> {
        let text = word.text.as_str();
        if word.part.is_some() {
            return word.part;
        }
        if let Some(next) = next {
            // At the beginning only before what looks like a nisba: `Ash Shihri`, but `An Nguyen`.
            let can_begin = self.at > 1 || next.text.ends_with(['i', 'y']);
            if lexicon::is_assimilated_article(text, &next.text) && can_begin {
                return Some(Part::Article);
            }
            // `41` and `a1` are `al` in disguise.
            if matches!(text, "41" | "4l" | "a1" | "31" | "3l" | "e1") {
                return Some(Part::Article);
            }
            // The Tuareg for `ibn`: `Iyad Ag Ghali`.
            if matches!(text, "ag" | "اغ") && self.at > 1 && !self.is_of_body {
                return Some(Part::Son);
            }
            let article_follows = lexicon::part(&next.text) == Some(Part::Article);
            if matches!(text, "abed" | "abid" | "عبيد") && !article_follows {
                return None;
            }
            if matches!(text, "bu" | "bou" | "بو" | "um" | "om") && self.at > 1 {
                return None;
            }
            // `Ben Villon` is a Benjamin as well as somebody's family.
            if text == "ben" && self.at == 1 && self.words.len() == 2 {
                return Some(Part::TitleOrName);
            }
            if glue::is_slip_of_abd(text, &next.text) {
                return Some(Part::Abd);
            }
        }
        let known = lexicon::part(text).or_else(|| mistyped::part(text, next, self.at == 1));
        known.or_else(|| self.is_of_body.then(|| translated::part(text)).flatten())
    }

    /// A title of honour behind a name may be its family: `Muhammad Fawzi Hajji`.
    fn is_title_or_family(&self, word: &Word, rest: &[Word]) -> bool {
        let names = self.name.elements.len() >= 2;
        names && rest.is_empty() && lexicon::is_title_of_honour(&word.text) && !self.open.article
    }

    /// A title behind a name with the article before it is what the family is called:
    /// `Muhammad al-Shaykh`.
    fn is_family_name(&self, word: &Word, rest: &[Word]) -> bool {
        let has_article = self.open.article || word.text.starts_with("ال");
        has_article && rest.is_empty() && !self.name.elements.is_empty()
    }

    fn announce(&mut self, class: Class) {
        self.open.abd |= class == Class::Abd;
        if self.open.class.is_none() || class == Class::Abd {
            let outer = self.open.class.map(|(outer, _)| outer).filter(|c| *c != Class::Abd);
            let start = self.open.class.map_or(self.at - 1, |(_, start)| start);
            self.open.class = Some((outer.unwrap_or(class), start));
        }
    }

    /// `Nur` + `al-Din`, `Nasr` + `Allah`: the word belongs to the element before.
    fn close_compound(&mut self, tail: Tail, word: &Word) -> bool {
        if self.open.class.is_some() || self.open.nasab {
            return false;
        }
        let Some(last) = self.name.elements.last_mut() else { return false };
        if last.tail != Tail::None || last.weight != Weight::Name || last.class == Class::Abd {
            return false;
        }
        last.tail = tail;
        last.range.end = word.range.end;
        self.open.article = false;
        true
    }

    fn element(&mut self, word: &Word, part: Option<Part>) {
        let open = std::mem::take(&mut self.open);
        let mut element = self.plain(word);
        if element.spelling.units.is_empty() {
            return;
        }
        let place = match (self.name.elements.is_empty(), self.at >= self.words.len()) {
            (false, false) => Place::Between,
            _ => Place::End,
        };
        element.weight = weight_of(word, part, place);
        if let Some(form) = part.and_then(Part::legal_form).filter(|_| part != Some(Part::Company))
        {
            // Forms of one kind are one word: `GmbH`, `limited liability company`.
            element.spelling = spell(form);
            element.alternatives.clear();
        }
        if matches!(part, Some(Part::Number | Part::Acronym)) {
            element.spelling = spell(&word.text);
            element.alternatives.clear();
        }
        element.lettered = part == Some(Part::Acronym);
        element.article |= open.article;
        element.nasab = open.nasab;
        if let Some((class, start)) = open.class {
            element.range.start = self.words[start].range.start;
            if open.abd && glue::is_allah(&word.text) {
                // Abdullah is one name in every spelling, and as a son's too.
                element.spelling = spell(glue::abdullah_in(&word.text));
                element.alternatives.clear();
                element.tail = Tail::None;
                element.class = if class == Class::Abd { Class::Plain } else { class };
            } else {
                element.class = class;
            }
            element.article = false;
            element.weight = Weight::Name;
        }
        self.name.elements.push(element);
    }

    /// The element of a word, by itself and by the word behind it.
    fn plain(&self, word: &Word) -> Element {
        let Some(next) = self.words.get(self.at) else { return plain(word, self.is_of_body) };
        if lexicon::abbreviation(&word.text).is_some() && is_cut(word, next) {
            return of_text(word, &word.text, self.is_of_body);
        }
        let mut element = plain(word, self.is_of_body);
        // `Alial-Jibawi`: the article was written together with the word before.
        let stem = ["al", "el"].iter().find_map(|article| word.text.strip_suffix(article));
        if next.gap == Gap::Joined
            && let Some(stem) = stem.filter(|stem| stem.len() >= STEM_MIN)
            && mistyped::is_unknown(&word.text)
        {
            element.alternatives.insert(0, spell(stem));
        }
        element
    }

    /// Particles at the end announced nothing that came: they count as plain words.
    fn flush(&mut self) {
        let open = std::mem::take(&mut self.open);
        if let Some((_, start)) = open.class
            && let Some(word) = self.words.get(start)
        {
            self.element(word, None);
        }
    }
}

/// Letters that a word has at least before an article that was written together with it.
const STEM_MIN: usize = 3;

/// Whether two words are the halves of a known name rather than an abbreviation and a name:
/// `Muh Sin`.
fn is_cut(word: &Word, next: &Word) -> bool {
    let whole = format!("{}{}", word.text, next.text);
    !word.stopped && crate::known::is_known(&spell(&whole))
}

fn plain(word: &Word, in_body: bool) -> Element {
    of_text(word, lexicon::abbreviation(&word.text).unwrap_or(&word.text), in_body)
}

fn of_text(word: &Word, text: &str, in_body: bool) -> Element {
    let glued = glue::analyse(text);
    let full = nickname::full_names(text).iter().copied();
    let english = translated::english(text, in_body);
    let is_translated = in_body && !english.is_empty();
    // Of listed names only the first two other readings are kept.
    let (first, rest) = english.split_at(english.len().min(1));
    let glued_others = glued.alternatives.iter().map(String::as_str);
    let places = in_body.then(|| translated::places(text)).into_iter().flatten();
    let others = first.iter().copied().chain(glued_others).chain(rest.iter().copied());
    let others = others.chain(places).chain(full);
    Element {
        spelling: spell(&glued.core),
        alternatives: others.map(spell).collect(),
        class: glued.class,
        tail: glued.tail,
        weight: Weight::Name,
        // An adjective with its article is no family's name: المصري, Egyptian.
        article: glued.article && !is_translated,
        nasab: false,
        bracketed: word.gap == Gap::Bracket,
        echo: false,
        syllabic: word.syllabic,
        patronymic: false,
        lettered: false,
        translated: is_translated,
        text: word.text.clone(),
        range: word.range.clone(),
    }
}

fn weight_of(word: &Word, part: Option<Part>, place: Place) -> Weight {
    let letters = word.text.chars().count();
    if part == Some(Part::Number) || word.text.chars().all(|c| c.is_ascii_digit()) {
        return Weight::Number;
    }
    // `Ortega y Gasset`; elsewhere these letters are initials.
    let joins = place == Place::Between && !word.stopped && !word.capitals;
    if joins && matches!(word.text.as_str(), "y" | "e" | "و" | "и" | "і" | "в" | "с" | "у" | "з")
    {
        return Weight::Filler;
    }
    match part {
        Some(Part::Company) => Weight::Filler,
        Some(part) if part.legal_form().is_some() => Weight::LegalForm,
        Some(Part::TitleOrName) => Weight::TitleOrName,
        Some(Part::Generic) => Weight::Generic,
        Some(Part::Filler | Part::Article) if letters > 1 => Weight::Filler,
        _ if letters == 1 && is_alphabetic_script(&word.text) => Weight::Initial,
        _ => match lexicon::abbreviation(&word.text).and_then(lexicon::part) {
            Some(Part::Generic) => Weight::Generic,
            Some(Part::Company) => Weight::Filler,
            _ => Weight::Name,
        },
    }
}

/// Whether one letter of the word's script is less than a word.
fn is_alphabetic_script(word: &str) -> bool {
    let script = word.chars().find_map(hilf_text::script_of);
    script != Some(Script::Han)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<String> {
        let label = |e: &Element| {
            let class = match e.class {
                Class::Plain => "",
                Class::Abd => "Abd+",
                Class::Abu => "Abu+",
                Class::Umm => "Umm+",
            };
            let tail = match e.tail {
                Tail::None => "",
                Tail::Din => "+Din",
                Tail::Allah => "+Allah",
            };
            let marks = [(e.nasab, "<"), (e.article, "^")];
            let marks: String = marks.iter().filter(|m| m.0).map(|m| m.1).collect();
            format!("{marks}{class}{}{tail}", e.spelling.label())
        };
        parse(name).elements.iter().map(label).collect()
    }

    #[test]
    fn compounds_are_one_element_however_they_are_written() {
        for name in [
            "Abd al-Rahman",
            "Abdul Rahman",
            "Abdurrahman",
            "Abderrahman",
            "Abdelrahman",
            "Abdul-Rahman",
        ] {
            let parsed = parse(name);
            assert_eq!(parsed.elements.len(), 1, "{name}");
            assert_eq!(parsed.elements[0].class, Class::Abd, "{name}");
            assert_eq!(parsed.elements[0].spelling.label(), "rahman", "{name}");
        }
        assert_eq!(read("عبد الرحمن"), read("عبدالرحمن"));
        assert_eq!(read("Nur al-Din"), ["nur+Din"]);
        assert_eq!(read("Noureddine"), ["nur+Din"]);
        assert_eq!(read("نور الدين"), ["نور+Din".replace('ن', "n").replace('ر', "r")]);
        assert_eq!(read("Nasr Allah"), read("Nasrallah"));
        assert_eq!(read("عبد الله"), read("عبدالله"));
        assert_eq!(read("Abd Allah").len(), 1);
    }

    #[test]
    fn particles_and_titles_are_no_elements() {
        assert_eq!(read("Sheikh Usama bin Muhammad al-Zarqawi"), ["usama", "<muhamad", "^zarqawi"]);
        assert_eq!(read("Abu Bakr ash-Shishani"), ["Abu+bakr", "^shishani"]);
        assert_eq!(read("Sheikh"), ["sheikh"]);
    }

    #[test]
    fn a_slip_in_abdul_is_still_abdul() {
        for name in ["Abdul Rahman", "Adbul Rahman", "Abudl Rahman", "Abdjul Rahman"] {
            assert_eq!(read(name), ["Abd+rahman"], "{name}");
        }
        assert_eq!(read("Abdo Rahman").len(), 2, "a name of its own");
    }

    #[test]
    fn a_title_behind_a_name_is_a_family_and_in_an_organisation_a_word() {
        assert_eq!(read("Muhammad al-Shaykh").len(), 2);
        assert_eq!(read("محمد السيد").len(), 2);
        assert_eq!(read("السيد محمد").len(), 1);
        assert_eq!(read("General Trading Company").len(), 3);
        assert_eq!(read("General Talib Sabri").len(), 2);
    }

    #[test]
    fn a_name_of_particles_alone_is_still_a_name() {
        assert!(!parse("Al").elements.is_empty());
        assert!(!parse("Abu").elements.is_empty());
        assert!(parse("?!").elements.is_empty());
    }
}
