//! The phrases that name who speaks: where they begin and end.

use std::ops::Range;

use super::{is_function_word, speech_verb_at};
use crate::article::{Article, Sentence};
use crate::token::Kind;

/// English puts who speaks before the verb: `a report by the group said`.
pub(super) fn english_subject(
    article: &Article<'_>,
    sentence: &Sentence,
    verb: usize,
) -> Option<Range<usize>> {
    if !article.tokens[verb].form.is_ascii() {
        return None;
    }
    const WITHIN: &[&str] = &["of", "the", "a", "by", "for", "in"];
    let belongs = |i: usize| {
        let token = &article.tokens[i];
        let function = is_function_word(&token.form) && !WITHIN.contains(&token.form.as_str());
        token.kind == Kind::Word && !function
    };
    let mut start = verb;
    while start > sentence.tokens.start && belongs(start - 1) {
        start -= 1;
    }
    while start < verb && article.is(start, WITHIN) {
        start += 1;
    }
    (start < verb && verb - start <= 10).then_some(start..verb)
}

/// `أفادت بارتفاع الحصيلة`: what is said begins with a joined preposition; whoever says it does not.
pub(super) fn is_content(article: &Article<'_>, at: usize) -> bool {
    let token = &article.tokens[at];
    let long = token.form.chars().count() >= 5;
    let ends = token.form.starts_with("بال")
        || token.form.starts_with("بار")
        || token.form.starts_with("بان")
        || token.form.starts_with("بمق")
        || token.form.starts_with("بوق")
        || token.form.starts_with("بوج")
        || token.form.starts_with("بسق");
    long && ends && !crate::gazetteer::is_name(article, at)
}

/// `وكانت الوزارة قد أعلنت`, `وكان مصدر أمني أكد`: the subject stands between the two verbs.
pub(crate) fn had_announced(
    article: &Article<'_>,
    sentence: &Range<usize>,
    verb: usize,
) -> Option<Range<usize>> {
    let Some(had) = verb.checked_sub(1).filter(|i| article.is(*i, &["قد"])) else {
        // "وكان مصدر أمني أكد": without "had", where the sentence begins so and nothing else stands between.
        let phrase = sentence.start + 1..verb;
        let plain = phrase.clone().all(|i| {
            let token = &article.tokens[i];
            token.kind == Kind::Word && (!is_function_word(&token.form) || token.form == "غير")
        });
        let begins = article.is(sentence.start, &["كان", "كانت"]);
        return (begins && plain && (1..=6).contains(&phrase.len())).then_some(phrase);
    };
    let was = (had.saturating_sub(8).max(sentence.start)..had)
        .rev()
        .find(|i| article.is(*i, &["كان", "كانت"]))?;
    (was + 1 < had).then_some(was + 1..had)
}

/// "طبقا لما أكده X" names X, not what X confirmed.
pub(super) fn skip_relative(article: &Article<'_>, at: usize) -> usize {
    if !article.is(at, &["ما", "لما"]) {
        return at;
    }
    at + 2
}

/// A subject that stands before its verb: `X، وزير الخارجية، قال`, `بعض الخبراء يقولون`.
pub(super) fn before_verb(
    article: &Article<'_>,
    sentence: &Sentence,
    verb: usize,
) -> Option<Range<usize>> {
    let said = |i: &usize| {
        let form = article.tokens[*i].form.as_str();
        form == "ان" || form == "بان"
    };
    if let Some(that) = (sentence.tokens.start..verb).rev().find(said) {
        // "… إلى أن بعثة الأمم المتحدة في أفغانستان أفادت"
        // "أن “مكتب الأمم المتحدة يقول": a mark may open between.
        let open = usize::from(article.tokens.get(that + 1).is_some_and(|token| token.is_quote()));
        let phrase = noun_phrase(article, that + 1 + open, verb)?;
        return (verb - that <= 8).then_some(phrase);
    }
    let mut start = sentence.tokens.start;
    let joins = |at: usize| article.is(at, &["لكن", "غير", "كما", "فيما", "بينما", "ثم"]);
    while start < verb && (!matches!(article.tokens[start].kind, Kind::Word) || joins(start)) {
        start += 1;
    }
    let parts =
        |at: &usize| article.tokens[*at].kind != Kind::Word && !article.tokens[*at].is_quote();
    let first_comma = (start..verb).find(parts).unwrap_or(verb);
    let short = (1..=6).contains(&(first_comma - start)) && verb - start <= 14;
    let clean = (start..first_comma)
        .all(|at| !is_function_word(&article.tokens[at].form) || article.is(at, &["بعض"]));
    (short && clean).then_some(start..first_comma)
}

/// Media somebody speaks to: `قال X لوكالة Y`.
pub(crate) fn addressed(token: &crate::token::Token) -> bool {
    const MEDIA: &[&str] = &[
        "وكاله",
        "قناه",
        "صحيفه",
        "موقع",
        "جريده",
        "اذاعه",
        "يوميه",
        "مجله",
        "الصحافيين",
        "الصحفيين",
    ];
    token.stems.iter().any(|s| s.clitic.preposition && MEDIA.contains(&s.form.as_str()))
}

/// Tokens of a noun phrase: up to a mark, a function word or a verb.
pub(super) fn noun_phrase(article: &Article<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let at = at + usize::from(at < end && article.is(at, &["the", "a", "an"]));
    let mut last = at;
    while last < end && last - at < 14 {
        let token = &article.tokens[last];
        // "صحيفة “ديلي بوست” النيجيرية", "وأشار "التقرير"": a name between marks belongs to the phrase.
        if token.is_quote() {
            let close = (last + 2..(last + 5).min(end)).find(|i| article.tokens[*i].is_quote());
            let Some(close) = close.filter(|close| quoted_name(article, last, *close)) else {
                break;
            };
            last = close + 1;
            continue;
        }
        // "أفاد البيان بمقتل": what is said begins there. "تقرير لوكالة" is a report of it.
        let report = last > at && article.is(last - 1, &["تقرير", "تقارير", "خبر"]);
        if last > at && ((addressed(token) && !report) || is_content(article, last)) {
            break;
        }
        // "أعلنت تركيا تعهدات بقيمة": behind a name only what belongs to it.
        let named = last > at && crate::gazetteer::name_at(article, at) == last - at;
        if named
            && token.kind == Kind::Word
            && !token.form.starts_with("ال")
            && !token.form.starts_with('و')
        {
            break;
        }
        let joined = last > at && token.form == "و";
        // Ali, not "on".
        let ali = token.form == "علي" && article.text[token.range.clone()].ends_with('ي');
        let stop = token.kind != Kind::Word
            || joined
            || (is_function_word(&token.form)
                && !ali
                && !matches!(token.form.as_str(), "بعض" | "عده"));
        if stop || (last > at && speech_verb_at(article, last)) {
            // "الشركاء في الائتلاف" goes on; "قال X في تصريح" does not.
            let membership = token.form == "في"
                && last > at
                && article.is(last - 1, &["الاعضاء", "الشركاء", "المشاركون", "المشاركين"]);
            // "تقرير صادر عن معهد"
            let issued = token.form == "عن"
                && last > at
                && article.is(last - 1, &["صادر", "صادره", "الصادر", "الصادره"]);
            if !membership && !issued {
                break;
            }
        }
        last += 1;
    }
    (last > at).then_some(at..last)
}

/// Whether marks stand around a name and not around what is said: no verb of speech, no "that" within.
pub(super) fn quoted_name(article: &Article<'_>, open: usize, close: usize) -> bool {
    let glued = article.tokens[open].range.end == article.tokens[open + 1].range.start;
    glued
        && (open + 1..close).all(|i| {
            let token = &article.tokens[i];
            token.kind == Kind::Word
                && !speech_verb_at(article, i)
                && !is_function_word(&token.form)
                && !token.form.starts_with("لن")
        })
}
