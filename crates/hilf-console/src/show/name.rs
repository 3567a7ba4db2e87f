//! Names: isolated, with their language, script and quality.

use hilf_entity::{Entity, Value};
use hilf_match::NameKind;
use hilf_text::{Script, scripts_in};

use super::{Html, Ui};
use crate::say::{Text, field};

/// A name of an entity.
pub(crate) struct NameRow {
    /// The name, isolated.
    pub(crate) name: Html,
    /// Its script.
    pub(crate) script: Text,
    /// How good it is.
    pub(crate) quality: Text,
    /// Whether it confirms but never alerts alone.
    pub(crate) is_weak: bool,
}

/// Names with the property they stand in, best first.
const PROPERTIES: &[(&str, NameKind, Text)] = &[
    ("name", NameKind::Primary, field::QUALITY_NAME),
    ("alias", NameKind::Alias, field::QUALITY_ALIAS),
    ("previousName", NameKind::Former, field::QUALITY_FORMER),
    ("weakAlias", NameKind::Weak, field::QUALITY_WEAK),
    ("abbreviation", NameKind::Weak, field::QUALITY_WEAK),
];

/// The names of an entity, best first.
pub(crate) fn names(entity: &Entity) -> Vec<NameRow> {
    let of = |(property, kind, quality): &(&str, NameKind, Text)| -> Vec<NameRow> {
        let row = |value: &Value| NameRow {
            name: shown_name(value.text(), value.lang()),
            script: field::of_script(scripts_in(value.text()).first().copied()),
            quality: *quality,
            is_weak: *kind == NameKind::Weak,
        };
        entity.get(property).iter().map(row).collect()
    };
    PROPERTIES.iter().flat_map(of).collect()
}

/// A name of somebody, isolated, with its language, or else its script, told to readers aloud.
pub(crate) fn shown_name(text: &str, lang: Option<&str>) -> Html {
    let tag = lang.filter(|tag| is_tag(tag)).map(str::to_owned);
    let tag = tag.unwrap_or_else(|| script_tag(text).to_owned());
    Html::element("bdi", &[("lang", &tag)], &Html::text(text))
}

/// A language tag (BCP 47) that says no more than the script of a text.
pub(crate) fn script_tag(text: &str) -> &'static str {
    match scripts_in(text).first() {
        Some(Script::Latin) => "und-Latn",
        Some(Script::Arabic) => "und-Arab",
        Some(Script::Cyrillic) => "und-Cyrl",
        Some(Script::Greek) => "und-Grek",
        Some(Script::Hebrew) => "und-Hebr",
        Some(Script::Armenian) => "und-Armn",
        Some(Script::Georgian) => "und-Geor",
        Some(Script::Devanagari) => "und-Deva",
        Some(Script::Bengali) => "und-Beng",
        Some(Script::Han) => "und-Hani",
        Some(Script::Kana) => "und-Kana",
        Some(Script::Hangul) => "und-Hang",
        Some(Script::Other) | None => "und",
    }
}

fn is_tag(tag: &str) -> bool {
    (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic())
}

impl Ui {
    /// What to call an entity: in Arabic its name in Arabic letters, if it has one; with the
    /// list's own first name after it where that is another.
    pub(crate) fn caption(&self, entity: &Entity) -> (Html, Option<Html>) {
        let first = shown_name(entity.caption(), None);
        let is_arabic = |text: &str| scripts_in(text).first() == Some(&Script::Arabic);
        let own = ["name", "alias"].into_iter().flat_map(|property| entity.get(property));
        let arabic = own.into_iter().find(|value| is_arabic(value.text()));
        match arabic.filter(|_| self.is_arabic() && !is_arabic(entity.caption())) {
            Some(value) => (shown_name(value.text(), value.lang()), Some(first)),
            None => (first, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;
    use hilf_match::Lang;

    use super::*;

    #[test]
    fn in_arabic_a_name_in_arabic_letters_goes_first() {
        let mut entity = Entity::new("t-1", Schema::named("Person").unwrap());
        entity.add("name", "ADAM TESTER");
        entity.add("alias", Value::new("آدم تستر").with_lang("ar"));
        let (first, second) = Ui::new(Lang::Arabic).caption(&entity);
        assert_eq!(first.to_string(), "<bdi lang=\"ar\">آدم تستر</bdi>");
        assert_eq!(second.unwrap().to_string(), "<bdi lang=\"und-Latn\">ADAM TESTER</bdi>");
        assert!(Ui::new(Lang::English).caption(&entity).1.is_none());
    }

    #[test]
    fn a_language_that_is_none_does_not_get_into_the_page() {
        let name = shown_name("x", Some("en\" onload=\"alert(1)"));
        assert_eq!(name.to_string(), "<bdi lang=\"und-Latn\">x</bdi>");
    }
}
