//! Rows in words, Arabic and English.

use hilf_text::bidi::isolate;

use super::{Row, Rule};

/// A language that people read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Arabic.
    Arabic,
    /// English.
    #[default]
    English,
}

impl Row {
    /// The row in a language.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Arabic => &self.ar,
            Lang::English => &self.en,
        }
    }
}

/// A row in English and in Arabic.
pub(super) fn of(row: &Row) -> (String, String) {
    let query = isolate(row.query.as_deref().unwrap_or_default());
    let listed = isolate(row.listed.as_deref().unwrap_or_default());
    let percent = (row.similarity.unwrap_or(0.0) * 100.0).round();
    let letters = if row.letters.is_empty() {
        String::new()
    } else {
        format!(" ({})", isolate(&row.letters.join(" ")))
    };
    // Arabic sentences have Arabic digits; what they quote stays as it is written.
    let per_cent = hilf_text::to_arabic_indic(&percent.to_string());
    let (q, l) = (query, listed);
    let (en, ar) = match row.rule {
        Rule::SameWord => (format!("“{q}” agrees with “{l}”"), format!("«{q}» يوافق «{l}»")),
        Rule::OtherScript => (
            format!("“{q}” is “{l}” in another script, {percent} %{letters}"),
            format!("«{q}» هو «{l}» بحروف أخرى، {per_cent} ٪{letters}"),
        ),
        Rule::SoundsAlike => (
            format!("“{q}” sounds like “{l}”, {percent} %{letters}"),
            format!("«{q}» يُلفظ كـ«{l}»، {per_cent} ٪{letters}"),
        ),
        Rule::Slip => (
            format!("“{q}” may be “{l}” mistyped, {percent} %{letters}"),
            format!("«{q}» قد يكون «{l}» بخطأ إملائي، {per_cent} ٪{letters}"),
        ),
        Rule::OtherReading => (
            format!("“{q}” can be read as “{l}”, {percent} %{letters}"),
            format!("«{q}» يمكن أن يُقرأ «{l}»، {per_cent} ٪{letters}"),
        ),
        Rule::Joined => (
            format!("“{q}” is “{l}”, written together or apart, {percent} %"),
            format!("«{q}» هو «{l}» كتابةً متصلة أو منفصلة، {per_cent} ٪"),
        ),
        Rule::Initial => {
            (format!("an initial: “{q}” for “{l}”"), format!("حرف أول من اسم: «{q}» مقابل «{l}»"))
        }
        Rule::NotListed => {
            (format!("“{q}” is not in the listed name"), format!("«{q}» ليس في الاسم المدرج"))
        }
        Rule::NotSearched => (
            format!("“{l}” of the listed name was not searched for"),
            format!("«{l}» في الاسم المدرج وليس في الاسم المبحوث عنه"),
        ),
        Rule::Contradiction => {
            (format!("“{q}” stands against “{l}”"), format!("«{q}» يخالف «{l}»"))
        }
        Rule::CommonParts => (
            "what agrees is common to many people".to_owned(),
            "ما يتوافق من الاسم شائع بين كثير من الناس".to_owned(),
        ),
        Rule::OtherOrder => {
            ("the parts stand in another order".to_owned(), "أجزاء الاسم بترتيب آخر".to_owned())
        }
        Rule::OnePart => (
            "only one part of the name agrees".to_owned(),
            "جزء واحد فقط من الاسم يتوافق".to_owned(),
        ),
        Rule::OtherForm => (
            format!("“{q}” and “{l}” are different legal forms"),
            format!("«{q}» و«{l}» شكلان قانونيان مختلفان"),
        ),
        Rule::OtherNumber => (
            "a number is missing on one side or is another".to_owned(),
            "رقم ناقص في أحد الاسمين أو مختلف".to_owned(),
        ),
        Rule::WordAndInitials => (
            "the listed name is one word and initials".to_owned(),
            "الاسم المدرج كلمة واحدة وأحرف أولى".to_owned(),
        ),
        Rule::OtherName => ("the names do not agree".to_owned(), "الاسمان غير متوافقين".to_owned()),
        Rule::FatherAndSon => {
            ("father and son have changed places".to_owned(), "تبادل الأب والابن موضعيهما".to_owned())
        }
        Rule::BirthDateEqual => {
            (format!("the same date of birth: {l}"), format!("تاريخ الميلاد نفسه: {l}"))
        }
        Rule::BirthDateAgrees => (
            format!("dates of birth can be the same: {q} and {l}"),
            format!("تاريخا الميلاد قد يتطابقان: {q} و{l}"),
        ),
        Rule::BirthDateSwapped => (
            format!("day and month of birth changed places: {q} and {l}"),
            format!("اليوم والشهر متبادلان في تاريخ الميلاد: {q} و{l}"),
        ),
        Rule::BirthDateNear => (
            format!("dates of birth are near but not the same: {q} and {l}"),
            format!("تاريخا الميلاد متقاربان غير متطابقين: {q} و{l}"),
        ),
        Rule::BirthDateDiffers => (
            format!("dates of birth differ: {q} and {l}"),
            format!("تاريخا الميلاد مختلفان: {q} و{l}"),
        ),
        Rule::CountryShared => (format!("a country in common: {l}"), format!("بلد مشترك: {l}")),
        Rule::CountryDiffers => {
            (format!("countries differ: {q} and {l}"), format!("البلدان مختلفة: {q} و{l}"))
        }
        Rule::GenderDiffers => {
            (format!("genders differ: {q} and {l}"), format!("الجنس مختلف: {q} و{l}"))
        }
        Rule::AddressShared => (format!("the address agrees: {l}"), format!("العنوان متوافق: {l}")),
        Rule::IdentifierEqual => (
            format!("the same identifier, {l}: it alerts whatever the name"),
            format!("المعرّف نفسه {l}: ينبّه أيًّا كان الاسم"),
        ),
        Rule::WeakAlias => (
            "a weak alias does not alert alone".to_owned(),
            "الاسم المستعار الضعيف لا ينبّه وحده".to_owned(),
        ),
        Rule::ExactName => (
            "an exact full name always alerts".to_owned(),
            "الاسم الكامل المطابق ينبّه دائمًا".to_owned(),
        ),
        Rule::Bounds => {
            ("a score lies between 0 and 1".to_owned(), "الدرجة بين صفر وواحد".to_owned())
        }
    };
    (en, ar)
}
