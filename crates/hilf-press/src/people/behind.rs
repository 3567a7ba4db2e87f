//! Names that stand behind an office with something between: what it is of, a comma, quotation marks.

use std::ops::Range;

use super::{DEEDS, NO_FIRST, given, known_at, name_at, plausible, role_at};
use crate::article::Article;
use crate::gazetteer::{self, NameType};
use crate::lexicon::Words;
use crate::speech::{is_function_word, speech_verb_at};
use crate::token::Kind;

/// `قائد الشرطة اللواء "حميد سالم"`, `مدير المكتب الإعلامي في قسد “فرهاد شامي”`: a name between quotation
/// marks behind an office.
pub(super) fn quoted_name(
    article: &Article<'_>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let reach = at..(at + 6).min(sentence.end);
    let open = reach.clone().find(|i| article.tokens[*i].is_quote())?;
    // "القس سمير حداد من كنيسة “القديسين”": the marks stand around what something else is called.
    static CALLED: Words = Words::new(
        "كنيسة مسجد مدينة بلدة قرية منظمة حركة تنظيم جماعة صحيفة قناة موقع شركة مجلة وكالة شبكة حملة عملية مبادرة مركز إذاعة راديو برنامج",
    );
    if open > at && article.has(open - 1, &CALLED) {
        return None;
    }
    let plain = (at..open).all(|i| {
        article.tokens[i].kind == Kind::Word
            && !speech_verb_at(article, i)
            && !article.is(i, &["ان", "انه", "انها", "الي"])
    });
    let name = name_at(article, open + 1, sentence).filter(|name| name.len() <= 4)?;
    let closed = article.tokens.get(name.end).is_some_and(|token| token.is_quote());
    (plain && closed && plausible(article, &name)).then_some(name)
}

/// `مفوض شرطة ولاية بورنو، لاول تانكو، في تصريح`: a name between commas behind an office and what it is of.
pub(super) fn in_apposition(
    article: &Article<'_>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let comma = (at..(at + 7).min(sentence.end)).find(|i| article.tokens[*i].kind != Kind::Word)?;
    let body = (at..comma).all(|i| {
        !speech_verb_at(article, i)
            && (!is_function_word(&article.tokens[i].form) || article.is(i, &["في", "من"]))
    });
    let first = comma + 1;
    if !article.tokens[comma].is(",") || !body || first >= sentence.end {
        return None;
    }
    // "وزير الدفاع، مشيرا إلى": an accusative goes on with the sentence.
    let raw = &article.text[article.tokens[first].range.clone()];
    let adverb = raw.starts_with('م')
        && raw.ends_with('ا')
        && given::name_from(article, first, sentence, true).is_none();
    // "نائب الوزير وليد سالم، بمشاركة": the name stands before the comma.
    let named = given::name_from(article, at, sentence, true).is_some();
    // "بريشتجي فان دي موسديك": a particle of names behind it leaves no doubt.
    let particle = article.is(first + 1, &["فان", "فون", "دي", "دو", "بن", "ولد", "ماك", "اوف"]);
    let with = raw.starts_with('ب')
        && raw.chars().count() >= 5
        && !particle
        && given::name_from(article, first, sentence, true).is_none();
    let no_name = adverb
        || named
        || with
        || article.has(first, &DEEDS)
        || article.has(first, &NO_FIRST)
        || role_at(article, first).is_some();
    let name = name_at(article, first, sentence).filter(|name| name.len() <= 4 && !no_name)?;
    let closed = article.tokens.get(name.end).is_some_and(|token| token.is(",") || token.is(")"));
    (closed && plausible(article, &name)).then_some(name)
}

/// Behind the name of a known organisation an office belongs to: `الأمين العام لمنظمة التعاون الإسلامي
/// حسين طه`.
pub(super) fn behind_organisation(names: &[gazetteer::Mention], at: usize) -> usize {
    let place = names.partition_point(|name| name.tokens.start < at);
    let own = names[place..].iter().take_while(|name| name.tokens.start == at);
    own.filter(|name| name.known.kind == NameType::Organisation)
        .map(|name| name.tokens.end)
        .max()
        .unwrap_or(at)
}

/// Behind an adjective and a remark in brackets: `المتحدث باسم التحالف ضد التنظيم الإرهابي (المحظور في روسيا) سمير
/// حداد`.
pub(super) fn behind_aside(article: &Article<'_>, at: usize) -> usize {
    let quote = |i: usize| article.tokens.get(i).is_some_and(|token| token.is_quote());
    let mut next = at + usize::from(quote(at));
    next += usize::from(article.is(next, &["الارهابي", "الارهابيه", "المتطرف", "المتشدد"]));
    if !article.tokens.get(next).is_some_and(|token| token.is("(")) {
        return next;
    }
    let close = (next..next + 9).find(|i| article.tokens.get(*i).is_some_and(|t| t.is(")")));
    close.map_or(at, |close| close + 1)
}

/// Behind the states an envoy is of and at: `سفير الولايات المتحدة لدى تونس دونالد بلوم`.
pub(super) fn behind_states(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    at: usize,
) -> usize {
    let mut at = at;
    for _ in 0..2 {
        let led = usize::from(article.is(at, &["لدي", "في"]));
        let place = names.partition_point(|name| name.tokens.start < at + led);
        let state = names.get(place).filter(|name| name.tokens.start == at + led);
        match state.filter(|name| name.known.kind == NameType::Political) {
            Some(state) => at = state.tokens.end,
            None => break,
        }
    }
    at
}

/// Where the name can begin behind the body an office belongs to: `مدير المرصد سمير حداد`, `نائب
/// الأمين العام للأمم المتحدة لمكافحة الإرهاب سمير حداد`.
pub(super) fn behind_body(article: &Article<'_>, names: &[gazetteer::Mention], at: usize) -> usize {
    const BODIES: &[&str] = &[
        "هييه",
        "لجنه",
        "مجلس",
        "جهاز",
        "مركز",
        "مديريه",
        "اداره",
        "وحده",
        "دايره",
        "مكتب",
        "معهد",
        "منظمه",
        "جمعيه",
        "موسسه",
        "حزب",
        "حركه",
        "جامعه",
        "كليه",
        "وكاله",
        "شركه",
        "بنك",
        "نقابه",
        "اتحاد",
        "قسم",
        "مرصد",
        "قطاع",
    ];
    if let Some(end) = crate::body::end_of_body(article, names, at) {
        return end;
    }
    let own = usize::from(article.is(at, BODIES));
    let belongs = |i: &usize| {
        article.tokens.get(*i).is_some_and(|token| {
            let form = token.form.as_str();
            token.kind == Kind::Word && (form.starts_with("ال") || form.starts_with('ل'))
        })
    };
    let rest = (at + own..at + own + 6).take_while(belongs).count();
    // A body is told by what stands behind it; alone it is part of the role.
    if rest == 0 { at } else { at + own + rest }
}

/// A known person behind what narrows a role: `نائبة الوزير للشؤون السياسية فيكتوريا نولاند`.
pub(super) fn behind_adjunct<'n>(
    article: &Article<'_>,
    names: &'n [gazetteer::Mention],
    at: usize,
) -> Option<&'n gazetteer::Mention> {
    let comma = usize::from(article.tokens.get(at).is_some_and(|token| token.is(",")));
    (at + comma..at + comma + 5)
        .take_while(|i| article.tokens.get(*i).is_some_and(|token| token.kind == Kind::Word))
        .take_while(|i| !speech_verb_at(article, *i) && !article.is(*i, &["و"]))
        .find_map(|i| known_at(names, i))
}
