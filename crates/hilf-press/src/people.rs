//! People named in a report by office, occupation or speech.

mod again;
mod behind;
mod given;

use std::ops::Range;
use std::sync::OnceLock;

use crate::article::Article;
use crate::gazetteer::{self, NameType, nisba};
use crate::lexicon::{Phrases, Words, rows, spellings};
use crate::speech::{addressed, is_function_word, speech_verb_at};
use crate::token::Kind;
use again::{mention_again, unite};
use behind::{
    behind_adjunct, behind_aside, behind_body, behind_organisation, behind_states, in_apposition,
    quoted_name,
};

/// A person in a text.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Id, of the table of offices where the name is there.
    pub(crate) id: String,
    /// The fullest form of the name.
    pub(crate) name: String,
    /// Tokens of the mention.
    pub(crate) tokens: Range<usize>,
    /// Role in English, where the text gives one.
    pub(crate) role: Option<&'static str>,
    /// Country of the role.
    pub(crate) country: Option<&'static str>,
}

fn roles() -> &'static Phrases<&'static str> {
    static ROLES: OnceLock<Phrases<&'static str>> = OnceLock::new();
    ROLES.get_or_init(|| {
        Phrases::new(rows(include_str!("../data/roles.tsv")).flat_map(|row| {
            let role = row[0];
            spellings(row[1]).map(move |spelling| (spelling, role))
        }))
    })
}

/// Role at a token: tokens it takes up with its adjectives, role, country.
pub(crate) fn role_at(
    article: &Article<'_>,
    at: usize,
) -> Option<(usize, &'static str, Option<&'static str>)> {
    let found = roles().at(&article.tokens, at)?;
    let mut len = found.len;
    let mut country = None;
    while let Some(token) = article.tokens.get(at + len).filter(|token| token.kind == Kind::Word) {
        // "الأمير تركي": an adjective agrees with its noun; without the article it is a name.
        let definite = article.tokens[at].stems.iter().any(|s| s.form.starts_with("ال"));
        if definite && !token.form.starts_with("ال") {
            break;
        }
        if let Some(code) = nisba(&token.form) {
            country = Some(code);
        } else if !matches!(
            token.form.as_str(),
            "السابق"
                | "الاسبق"
                | "الحالي"
                | "الخاص"
                | "الاعلى"
                | "الاول"
                | "البارز"
                | "الركن"
                | "المتقاعد"
                | "الانتقالي"
                | "المؤقت"
                | "المكلف"
                | "المساعد"
                | "التنفيذي"
                | "السياسي"
                | "الامني"
                | "العسكري"
        ) {
            break;
        }
        len += 1;
    }
    Some((len, found.value, country))
}

/// People of a report, in order.
pub(crate) fn people(article: &Article<'_>, names: &[gazetteer::Mention]) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    for sentence in &article.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match person_at(article, names, sentence.tokens.clone(), at) {
                Some(person) => {
                    at = person.tokens.end.max(at + 1);
                    out.push(person);
                }
                None => at += 1,
            }
        }
    }
    unite(&mut out);
    mention_again(article, &mut out);
    out
}

fn person_at(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    sentence: Range<usize>,
    at: usize,
) -> Option<Person> {
    if let Some(known) = known_at(names, at) {
        return Some(from_table(known, None));
    }
    if let Some((len, role, country)) = role_at(article, at) {
        if let Some(known) = known_at(names, at + len) {
            return Some(from_table(known, Some((role, country))));
        }
        if let Some(known) = behind_adjunct(article, names, at + len) {
            return Some(from_table(known, Some((role, country))));
        }
        if let Some(name) = quoted_name(article, at + len, &sentence)
            .or_else(|| in_apposition(article, at + len, &sentence))
        {
            return Some(named(article, name, Some(role), country));
        }
        let start = behind_organisation(names, at + len);
        let start = behind_states(article, names, start);
        let start = behind_aside(article, start);
        let behind = behind_body(article, names, start);
        let own = || name_at(article, start, &sentence);
        let name =
            if behind > start { name_at(article, behind, &sentence).or_else(own) } else { own() }?;
        let name = later_first_name(article, &name, &sentence).unwrap_or(name);
        return Some(named(article, name, Some(role), country));
    }
    let quoted_or_first = at == sentence.start || article.tokens[at - 1].is_quote();
    if speech_verb_at(article, at) {
        // Whoever is known or introduced by an office is found there.
        if known_at(names, at + 1).is_some() || role_at(article, at + 1).is_some() {
            return None;
        }
        let Some(name) = name_at(article, at + 1, &sentence) else {
            return by_first_name(article, at + 1, &sentence);
        };
        let comma = article.tokens.get(name.end).is_some_and(|token| token.is(","));
        let role = role_at(article, name.end + usize::from(comma));
        let clause = article.is(name.end, &["ان", "بان"]) || comma || role.is_some();
        let role_only = article.tokens[name.start].form.starts_with("ال");
        return if clause && !role_only && plausible(article, &name) {
            Some(named(article, name, role.map(|r| r.1), role.and_then(|r| r.2)))
        } else {
            by_first_name(article, at + 1, &sentence)
        };
    }
    if quoted_or_first
        && let Some(name) = name_at(article, at, &sentence)
        && article.tokens.get(name.end).is_some_and(|token| token.is(","))
        && let Some((_, role, country)) = role_at(article, name.end + 1)
    {
        return Some(named(article, name, Some(role), country));
    }
    by_first_name(article, at, &sentence)
}

/// `المدير العام للعلاقات متعددة الأطراف رضوان الحسيني`: a known first name among the words taken for a name
/// begins it.
fn later_first_name(
    article: &Article<'_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    if given::name_from(article, name.start, sentence, true).is_some() {
        return None;
    }
    (name.start + 1..name.end)
        .filter(|at| article.tokens[*at].form.starts_with("ال") || *at > name.start + 1)
        .find_map(|at| given::name_from(article, at, sentence, false))
        .filter(|(_, glued)| *glued == 0)
        .map(|(tokens, _)| tokens)
}

/// Somebody told by a first name, with the office behind the name where one stands there.
fn by_first_name(article: &Article<'_>, at: usize, sentence: &Range<usize>) -> Option<Person> {
    let (tokens, glued) = given::name_from(article, at, sentence, false)?;
    let comma = usize::from(article.tokens.get(tokens.end).is_some_and(|token| token.is(",")));
    let role = role_at(article, tokens.end + comma);
    let person = named(article, tokens, role.map(|r| r.1), role.and_then(|r| r.2));
    if glued == 0 {
        return Some(person);
    }
    let strip = |text: &str| text.chars().skip(glued).collect::<String>();
    let id = person.id.strip_prefix("person:").map(strip).unwrap_or_default();
    Some(Person { id: format!("person:{id}"), name: strip(&person.name), ..person })
}

fn known_at(names: &[gazetteer::Mention], at: usize) -> Option<&gazetteer::Mention> {
    let place = names.partition_point(|name| name.tokens.start < at);
    names[place..]
        .iter()
        .take_while(|name| name.tokens.start == at)
        .find(|name| name.known.kind == NameType::Person)
}

fn from_table(
    mention: &gazetteer::Mention,
    role: Option<(&'static str, Option<&'static str>)>,
) -> Person {
    Person {
        id: mention.known.id.to_owned(),
        name: mention.known.name.to_owned(),
        tokens: mention.tokens.clone(),
        role: role.and_then(|(role, _)| office(role)),
        country: role.and_then(|(_, country)| country),
    }
}

fn named(
    article: &Article<'_>,
    tokens: Range<usize>,
    role: Option<&'static str>,
    country: Option<&'static str>,
) -> Person {
    let forms: Vec<&str> =
        article.tokens[tokens.clone()].iter().map(|token| token.form.as_str()).collect();
    Person {
        id: format!("person:{}", forms.join("-")),
        name: article.slice(&tokens).to_owned(),
        tokens,
        role: role.and_then(office),
        country,
    }
}

/// An honorific leads to a name and is no office.
fn office(role: &'static str) -> Option<&'static str> {
    (role != HONORIFIC).then_some(role)
}

const HONORIFIC: &str = "-";

/// Nouns that begin what an office is of, and no name: `قائد عمليات الأنبار`.
static NO_FIRST: Words = Words::new(
    "عمليات قوات فرقة كتيبة لواء شرطة أركان غرفة خلية قسم أمن دفاع حرس قيادة منطقة إقليم محافظة ولاية مدينة بلدية دائرة هيئة لجنة \
     فريق بعثة مهمة تحالف وفد وحدة جهاز مجلس حكومة دولة شؤون ملف برنامج مشروع مركز مكتب",
);

/// Nouns of deeds that stand right behind a name: `أكد حامد الجبوري تدمير 14 وكرا`.
static DEEDS: Words = Words::new(
    "تدمير مقتل اعتقال توقيف إيقاف انضمام وجود استمرار ضرورة أهمية عودة انسحاب إطلاق تنفيذ إحباط ضبط تفكيك وصول دعم التزام رفض \
     حرص نجاح فشل وقوع سقوط إصابة تعرض انتهاء بدء استعداد مواصلة تسليم نقل",
);

/// Nouns with the article that stand behind a name as what somebody does something to: `هنأ القائد سمير حداد
/// القوات`.
static OBJECTS: Words = Words::new(
    "القوات الجيش الشعب الحكومة السلطات الهجوم العملية السكان المدنيين المهاجمين الجنود المجتمع التنظيم الجماعة العالم الدول المشاركين الحضور",
);

/// A stretch of two to five words that can be a person's name.
fn name_at(article: &Article<'_>, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    // Where the first name is known, so is where the name can end.
    if let Some((tokens, 0)) = given::name_from(article, at, sentence, true) {
        return Some(tokens);
    }
    let mut end = at;
    while end < sentence.end && end - at < 5 {
        let token = &article.tokens[end];
        let joined = token.form.starts_with('و')
            && end > at
            && !matches!(token.form.as_str(), "ولد" | "ولي" | "وليد" | "والي" | "وائل");
        let stops = token.kind != Kind::Word
            || joined
            || (end > at && addressed(token))
            || (is_function_word(&token.form) && !is_ali(article, end, at))
            || speech_verb_at(article, end)
            || (end > at && roles().at(&article.tokens, end).is_some())
            || (end == at
                && (article.has(end, &NO_FIRST)
                    // "نائب رئيس الوزراء ووزير الخارجية": a second office and no name.
                    || roles().at(&article.tokens, end).is_some_and(|role| role.clitic.and)
                    || token.form.starts_with("ال")
                    || token.form.starts_with("وال")
                    || begins_with_to(article, at)))
            || (end > at && article.has(end, &DEEDS))
            || (end > at + 1 && article.has(end, &OBJECTS))
            || nisba(&token.form).is_some_and(|_| token.form.starts_with("ال"));
        if stops {
            break;
        }
        end += 1;
    }
    (end - at >= 2).then_some(at..end)
}

/// `لأسباب`, `لمكافحة`: "to" glued to a noun is no first name; لطفي and لوران are.
fn begins_with_to(article: &Article<'_>, at: usize) -> bool {
    const NAMES: &[&str] =
        &["لطفي", "لقمان", "لمياء", "لمين", "لطيفه", "لبني", "لحسن", "لخضر", "لزهر", "لندسي"];
    let token = &article.tokens[at];
    let raw = &article.text[token.range.clone()];
    let Some(second) = raw.strip_prefix('ل').and_then(|rest| rest.chars().next()) else {
        return false;
    };
    !matches!(second, 'و' | 'ي' | 'ا' | 'ؤ') && !NAMES.contains(&token.form.as_str())
}

/// علي after a first name is Ali; "on" is written على, or علي where dots are left to the reader.
fn is_ali(article: &Article<'_>, at: usize, start: usize) -> bool {
    let token = &article.tokens[at];
    let raw = &article.text[token.range.clone()];
    raw == "علي"
        && at > start
        && article.tokens.get(at + 1).is_none_or(|next| next.kind != Kind::Word)
}

/// A name after a verb of speech is not a phrase that begins with a common noun.
fn plausible(article: &Article<'_>, name: &Range<usize>) -> bool {
    let first = &article.tokens[name.start].form;
    const COMMON: &[&str] = &[
        "مصدر",
        "مصادر",
        "تقرير",
        "تقارير",
        "بيان",
        "وكاله",
        "وكالات",
        "صحيفه",
        "يوميه",
        "جريده",
        "موقع",
        "قناه",
        "منظمه",
        "وزاره",
        "وزير",
        "رئيس",
        "بعض",
        "عدد",
        "عده",
        "جميع",
        "كل",
        "خبراء",
        "محللون",
        "مسؤولون",
        "مسؤول",
        "قياده",
        "قوات",
        "مجلس",
        "لجنه",
        "هييه",
        "مركز",
        "معهد",
        "منتدي",
        "ممثلو",
        "اعضاء",
        "دول",
        "المشاركون",
        "سكان",
        "شهود",
        "نشطاء",
        "المرصد",
        "مكتب",
        "حزب",
        "تنظيم",
        "جماعه",
        "حركه",
        "انه",
        "ذلك",
        "احد",
        "احدي",
        "عدد",
        "مواطن",
        "مواطنون",
        "شاهد",
        "اهالي",
        "عاملون",
        "ناجون",
        "ناج",
        "مراسل",
        "مراسلنا",
        "مراسلتنا",
        "متحدث",
        "ناطق",
        "قريب",
        "اقارب",
        "ذوو",
    ];
    !COMMON.contains(&first.as_str())
        && article.tokens[name.clone()]
            .iter()
            .all(|token| !token.form.ends_with("ات") || token.form.len() <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<&'static str>)> {
        let article = Article::new(text);
        let names = gazetteer::mentions(&article);
        people(&article, &names).into_iter().map(|p| (p.name, p.role)).collect()
    }

    #[test]
    fn the_body_of_an_office_is_no_part_of_the_name() {
        let text =
            "عنوان\nأعلن نائب الأمين العام للأمم المتحدة لمكافحة الإرهاب سمير حداد، أمس، ذلك.\n";
        assert_eq!(found(text), [("سمير حداد".to_owned(), Some("secretary-general"))]);
    }

    #[test]
    fn a_name_ends_before_what_somebody_does_something_to() {
        assert_eq!(
            found("عنوان\nهنأ قائد الشرطة برناردينو رفاييل القوات بإنجازها.\n"),
            [("برناردينو رفاييل".to_owned(), Some("head"))]
        );
        assert_eq!(
            found("عنوان\nأشارت نائبة رئيس بعثة حفظ السلام فيفيان فان دي بيري إلى ذلك.\n")[0].0,
            "فيفيان فان دي بيري"
        );
    }

    #[test]
    fn a_second_office_is_no_name() {
        let text =
            "عنوان\nقال نائب رئيس مجلس الوزراء ووزير الخارجية الكويتي خالد حمد، أمس، إن ذلك تم.\n";
        assert_eq!(found(text), [("خالد حمد".to_owned(), Some("foreign minister"))]);
    }

    #[test]
    fn people_stand_after_offices_verbs_and_at_the_front() {
        assert_eq!(
            found("ترأسه وزير الخارجية المغربي ناصر بوريطة ونظيره الأمريكي أنتوني بلينكن، اليوم.\n"),
            [
                ("ناصر بوريطة".to_owned(), Some("foreign minister")),
                ("أنتوني بلينكن".to_owned(), Some("counterpart"))
            ]
        );
        assert_eq!(
            found(
                "عنوان\nقال سمير حداد، الباحث في الشؤون الأمنية، إن الأمر صعب.\nوأضاف حداد أن ذلك كثير.\n"
            ),
            [
                ("سمير حداد".to_owned(), Some("researcher")),
                ("سمير حداد".to_owned(), Some("researcher"))
            ]
        );
        assert_eq!(
            found("عنوان\nكريم ناجي، صحافي متخصص في القضايا الأمنية، يتفق معه.\n"),
            [("كريم ناجي".to_owned(), Some("journalist"))]
        );
    }
}
