//! Every string of the console, in both languages. A string without one of them does not compile.

pub(crate) mod admin;
pub(crate) mod batch;
pub(crate) mod clock;
pub(crate) mod compare;
pub(crate) mod desk;
pub(crate) mod door;
pub(crate) mod entity;
pub(crate) mod exemption;
pub(crate) mod fault;
pub(crate) mod field;
pub(crate) mod frame;
pub(crate) mod lists;
pub(crate) mod noting;
pub(crate) mod picture;
pub(crate) mod search;

use hilf_match::Lang;

/// A string in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    ar: &'static str,
    en: &'static str,
}

impl Text {
    /// A string in both languages.
    pub(crate) const fn new(ar: &'static str, en: &'static str) -> Text {
        Text { ar, en }
    }

    /// In one of them.
    pub(crate) fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Arabic => self.ar,
            Lang::English => self.en,
        }
    }
}

/// A string that goes with a number, which stands in it as `{n}`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plural {
    /// By the categories of Unicode CLDR: zero, one, two, few (3–10), many (11–99), other.
    ar: [&'static str; 6],
    /// One, other.
    en: [&'static str; 2],
}

impl Plural {
    /// A string that goes with a number: Arabic zero, one, two, few, many, other; English one,
    /// other.
    pub(crate) const fn new(ar: [&'static str; 6], en: [&'static str; 2]) -> Plural {
        Plural { ar, en }
    }

    /// The form for a number (Unicode CLDR 46, plural rules of `ar` and `en`).
    pub(crate) fn of(self, lang: Lang, n: u64) -> &'static str {
        match (lang, n, n % 100) {
            (Lang::English, 1, _) => self.en[0],
            (Lang::English, ..) => self.en[1],
            (Lang::Arabic, 0, _) => self.ar[0],
            (Lang::Arabic, 1, _) => self.ar[1],
            (Lang::Arabic, 2, _) => self.ar[2],
            (Lang::Arabic, _, 3..=10) => self.ar[3],
            (Lang::Arabic, _, 11..=99) => self.ar[4],
            (Lang::Arabic, ..) => self.ar[5],
        }
    }
}

/// Declares strings: `NAME = "Arabic" | "English";`.
macro_rules! texts {
    ($($name:ident = $ar:literal | $en:literal;)*) => {
        $(pub(crate) const $name: $crate::say::Text = $crate::say::Text::new($ar, $en);)*
        /// All of them, by name.
        #[cfg(test)]
        pub(crate) const ALL: &[(&str, $crate::say::Text)] = &[$((stringify!($name), $name),)*];
    };
}
pub(crate) use texts;

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = &'static (&'static str, Text)> {
        let every = [
            admin::ALL,
            batch::ALL,
            clock::ALL,
            compare::ALL,
            desk::ALL,
            door::ALL,
            entity::ALL,
            exemption::ALL,
            fault::ALL,
            field::ALL,
            frame::ALL,
            lists::ALL,
            noting::ALL,
            picture::ALL,
            search::ALL,
        ];
        every.into_iter().flatten()
    }

    #[test]
    fn every_string_says_something_in_each_language_in_its_script() {
        // What is the same in every language: names of formats and of standards.
        let shared = |text: &str| text.is_ascii();
        for (name, text) in all() {
            assert!(!text.en.is_empty(), "{name}");
            assert!(
                text.en.chars().all(|c| hilf_text::script_of(c) != Some(hilf_text::Script::Arabic)),
                "{name} has Arabic letters in English"
            );
            let is_arabic =
                text.ar.chars().any(|c| hilf_text::script_of(c) == Some(hilf_text::Script::Arabic));
            assert!(is_arabic || (shared(text.ar) && text.ar == text.en), "{name} has no Arabic");
        }
    }

    #[test]
    fn both_languages_have_the_same_places_for_what_is_put_in() {
        let places = |text: &str| {
            let mut places: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            places.sort();
            places
        };
        for (name, text) in all() {
            assert_eq!(places(text.ar), places(text.en), "{name}");
        }
    }

    #[test]
    fn numbers_take_the_forms_of_their_language() {
        const HITS: Plural = Plural::new(["z", "o", "t", "f", "m", "x"], ["1", "n"]);
        let arabic: String =
            [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111].map(|n| HITS.of(Lang::Arabic, n)).concat();
        assert_eq!(arabic, "zotffmmxxfm");
        assert_eq!([0, 1, 2].map(|n| HITS.of(Lang::English, n)).concat(), "n1n");
    }
}
