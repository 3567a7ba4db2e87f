//! What every template has at hand: language, preferences, and how things are said in them.

use std::borrow::Borrow;

use hilf_match::Lang;

use super::Html;
use crate::say::{Plural, Text, frame};

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How numbers are written in Arabic. In English they are always written 0–9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Digits {
    /// ٠–٩.
    #[default]
    ArabicIndic,
    /// 0–9.
    Latin,
}

/// Language and preferences of whom a page is for, and where in the console they are.
#[derive(Debug, Clone)]
pub(crate) struct Ui {
    /// Language.
    pub(crate) lang: Lang,
    /// Light or dark.
    pub(crate) theme: Theme,
    /// How numbers are written in Arabic.
    pub(crate) digits: Digits,
    /// Path and query below `/console/<language>`, so that the other language is one click away.
    pub(crate) here: String,
    /// How the live lists are.
    pub(crate) badge: Badge,
    /// The account that entered and the key of its forms.
    pub(crate) visitor: Option<(String, String)>,
    /// The parts of the console that are open to them.
    pub(crate) sections: Vec<(&'static str, Text)>,
}

/// The live lists in a few words.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Badge {
    /// Number of lists.
    pub(crate) lists: u64,
    /// Days since the publication of the list that is oldest.
    pub(crate) oldest_days: Option<u64>,
}

impl Badge {
    /// `fresh`, `ageing` or `old`, as the style sheet knows it.
    pub(crate) fn state(self) -> &'static str {
        match self.oldest_days {
            _ if self.lists == 0 => "old",
            Some(0..=2) => "fresh",
            Some(3..=7) => "ageing",
            _ => "old",
        }
    }
}

impl Ui {
    /// A reader of a language without preferences, at the beginning of the console.
    pub(crate) fn new(lang: Lang) -> Ui {
        Ui {
            lang,
            theme: Theme::default(),
            digits: Digits::default(),
            here: String::new(),
            badge: Badge::default(),
            visitor: None,
            sections: Vec::new(),
        }
    }

    /// The language's tag, as in paths and in `lang`.
    pub(crate) fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Arabic => "ar",
            Lang::English => "en",
        }
    }

    /// Direction of writing.
    pub(crate) fn dir(&self) -> &'static str {
        if self.is_arabic() { "rtl" } else { "ltr" }
    }

    pub(crate) fn is_arabic(&self) -> bool {
        self.lang == Lang::Arabic
    }

    /// The key that every form carries; empty before one has entered.
    pub(crate) fn form_key(&self) -> &str {
        self.visitor.as_ref().map_or("", |(_, key)| key)
    }

    /// The tag of the other language.
    pub(crate) fn other_tag(&self) -> &'static str {
        if self.is_arabic() { "en" } else { "ar" }
    }

    /// The name of the other language in itself.
    pub(crate) fn other_name(&self) -> &'static str {
        if self.is_arabic() { "English" } else { "العربية" }
    }

    /// Direction of the other language.
    pub(crate) fn other_dir(&self) -> &'static str {
        if self.is_arabic() { "ltr" } else { "rtl" }
    }

    /// The theme as the style sheet knows it.
    pub(crate) fn theme_name(&self) -> &'static str {
        match self.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub(crate) fn has_latin_digits(&self) -> bool {
        self.digits == Digits::Latin
    }

    /// Whether the reader is in a part of the console.
    pub(crate) fn is_at(&self, section: &str) -> bool {
        let rest = self.here.strip_prefix(section);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// A path of the console in this language.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("/console/{}{path}", self.tag())
    }

    /// A string in the language.
    pub(crate) fn t(&self, text: impl Borrow<Text>) -> &'static str {
        text.borrow().of(self.lang)
    }

    /// A string with parts put in, each isolated.
    pub(crate) fn fill(&self, text: impl Borrow<Text>, parts: &[(&str, &str)]) -> Html {
        Html::filled(text.borrow().of(self.lang), parts, |own| self.own(own))
    }

    /// A string with markup put in.
    pub(crate) fn fill_html(&self, text: Text, parts: &[(&str, &Html)]) -> Html {
        let mut html = Html::default();
        let mut rest = text.of(self.lang);
        while let Some((before, after)) = rest.split_once('{') {
            html.push(&self.own(before));
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            if let Some((_, part)) = parts.iter().find(|(own, _)| *own == name) {
                html.add(part);
            }
            rest = after;
        }
        html.push(&self.own(rest));
        html
    }

    /// The live lists in a few words.
    pub(crate) fn badge_text(&self) -> Html {
        let state = match (self.badge.lists, self.badge.state()) {
            (0, _) => return Html::text(self.t(frame::NO_LISTS)),
            (_, "fresh") => frame::FRESH,
            (_, "ageing") => frame::AGEING,
            _ => frame::OLD,
        };
        let mut html = self.count(crate::say::search::LISTS, self.badge.lists);
        html.markup(" · ");
        html.push(self.t(state));
        if let Some(days) = self.badge.oldest_days {
            html.markup(" · ");
            html.add(&self.count(frame::DAYS, days));
        }
        html
    }

    /// A string that goes with a number.
    pub(crate) fn count(&self, plural: impl Borrow<Plural>, n: impl Borrow<u64>) -> Html {
        let (plural, n) = (plural.borrow(), *n.borrow());
        Html::filled(plural.of(self.lang, n), &[("n", &self.number(n))], |own| self.own(own))
    }

    /// Digits of our own words as the reader wants them.
    pub(crate) fn own(&self, text: &str) -> String {
        match (self.lang, self.digits) {
            (Lang::Arabic, Digits::ArabicIndic) => hilf_text::to_arabic_indic(text),
            _ => text.chars().map(|c| hilf_text::ascii_digit(c).unwrap_or(c)).collect(),
        }
    }

    /// A whole number with its thousands apart.
    pub(crate) fn number(&self, n: impl Borrow<u64>) -> String {
        let plain = n.borrow().to_string();
        let mut text = String::with_capacity(plain.len() + 4);
        let mark = match (self.lang, self.digits) {
            (Lang::Arabic, Digits::ArabicIndic) => '٬',
            _ => ',',
        };
        for (place, digit) in plain.chars().enumerate() {
            if place > 0 && (plain.len() - place).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        self.own(&text)
    }

    /// A score of 0 to 1 as 0 to 100 with one digit after the mark.
    pub(crate) fn score(&self, score: impl Borrow<f32>) -> String {
        self.decimal(&format!("{:.1}", score.borrow() * 100.0))
    }

    /// The comma between items.
    pub(crate) fn comma(&self) -> &'static str {
        if self.is_arabic() { "،" } else { "," }
    }

    /// The sign of percent.
    pub(crate) fn percent(&self) -> &'static str {
        if self.is_arabic() { "٪" } else { "%" }
    }

    /// What a row adds to a score, with its sign.
    pub(crate) fn effect(&self, effect: f32) -> String {
        let points = effect * 100.0;
        if points.abs() < 0.05 {
            return self.decimal("0.0");
        }
        let sign = if points > 0.0 { '+' } else { '−' };
        self.decimal(&format!("{sign}{:.1}", points.abs()))
    }

    /// A number with a decimal point, as it is written in the language.
    pub(crate) fn decimal(&self, text: &str) -> String {
        match (self.lang, self.digits) {
            (Lang::Arabic, Digits::ArabicIndic) => self.own(&text.replace('.', "٫")),
            _ => text.to_owned(),
        }
    }

    /// A country by its code, in the language; the code itself where it is not known.
    pub(crate) fn country(&self, code: &str) -> String {
        let name = match self.lang {
            Lang::Arabic => hilf_entity::country::arabic_name(code),
            Lang::English => hilf_entity::country::english_name(code),
        };
        name.map_or_else(|| code.to_owned(), str::to_owned)
    }

    /// A label of the FollowTheMoney model.
    pub(crate) fn field(&self, schema: hilf_entity::Schema, property: &str) -> String {
        crate::say::field::of_property(property).map_or_else(
            || schema.property(property).map_or(property, |p| p.label).to_owned(),
            |text| text.of(self.lang).to_owned(),
        )
    }

    /// A property by its name alone; empty for one that has no word of ours.
    pub(crate) fn label(&self, property: &str) -> &'static str {
        crate::say::field::of_property(property).map_or("", |text| text.of(self.lang))
    }

    /// A kind of thing.
    pub(crate) fn schema(&self, schema: hilf_entity::Schema) -> String {
        let text = crate::say::field::of_schema(schema.name());
        text.map_or_else(|| schema.label().to_owned(), |text| text.of(self.lang).to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ui(lang: Lang, digits: Digits) -> Ui {
        Ui { digits, here: "/lists/un?x=1".into(), ..Ui::new(lang) }
    }

    #[test]
    fn numbers_follow_language_and_preference() {
        let arabic = ui(Lang::Arabic, Digits::ArabicIndic);
        assert_eq!(arabic.number(1_234_567), "١٬٢٣٤٬٥٦٧");
        assert_eq!(arabic.score(0.934), "٩٣٫٤");
        assert_eq!(arabic.effect(-0.05), "−٥٫٠");
        let latin = ui(Lang::Arabic, Digits::Latin);
        assert_eq!(latin.number(123), "123");
        assert_eq!(latin.own("٩٣ ٪"), "93 ٪");
        assert_eq!(ui(Lang::English, Digits::ArabicIndic).score(1.0), "100.0");
    }

    #[test]
    fn digits_in_what_others_wrote_stay_as_they_are() {
        let arabic = ui(Lang::Arabic, Digits::ArabicIndic);
        let said = format!("5 {}", hilf_text::bidi::isolate("7a"));
        let said = Html::sentence(&said, |own| arabic.own(own));
        assert_eq!(said.to_string(), "٥ <bdi>7a</bdi>");
    }

    #[test]
    fn a_section_is_its_path_and_what_is_below() {
        let ui = ui(Lang::English, Digits::Latin);
        assert!(ui.is_at("/lists") && !ui.is_at("/list") && !ui.is_at("/search"));
    }
}
