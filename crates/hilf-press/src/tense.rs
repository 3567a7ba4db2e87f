//! Whether a sentence announces or reports.

use std::ops::Range;

use crate::article::Article;
use crate::date::Tense;
use crate::token::Kind;

/// Words that announce.
const AHEAD: &[&str] = &[
    "سوف",
    "المقرر",
    "مقرر",
    "المنتظر",
    "المرتقب",
    "مرتقب",
    "المزمع",
    "المتوقع",
    "المقبل",
    "المقبله",
    "المقبلين",
    "المقبلان",
    "القادمين",
    "منتظر",
    "اعتبارا",
    "ابتداء",
    "منتظرا",
    "متوقع",
    "مقررا",
    "المقرره",
    "المزمعه",
    "المرتقبه",
    "القادم",
    "القادمه",
    "يعتزم",
    "تعتزم",
    "سيتم",
    "تتحضر",
    "يتحضر",
    "تجهز",
    "استعدادا",
    "تمهيدا",
    "will",
    "planned",
    "upcoming",
    "scheduled",
    "due",
    "expected",
];
/// Verbs in the present that announce when a date lies ahead: تحتضن مدينة مراكش.
const PRESENT: &[&str] = &[
    "تحتضن",
    "يحتضن",
    "تستضيف",
    "يستضيف",
    "ينعقد",
    "تنعقد",
    "يعقد",
    "تعقد",
    "يجتمع",
    "تجتمع",
    "تنطلق",
    "ينطلق",
    "يشارك",
    "تشارك",
    "يلتقي",
    "تلتقي",
    "يستعد",
    "تستعد",
    "يتراس",
    "تتراس",
    "يلتئم",
    "تلتئم",
];
/// Words that begin like the future of a verb and are none.
const NOT_FUTURE: &[&str] = &[
    "سته",
    "ست",
    "ستين",
    "ستون",
    "سيطر",
    "سيطرت",
    "سيطره",
    "سياسه",
    "سياسي",
    "سياسيه",
    "سياسات",
    "سياق",
    "سياره",
    "سيارات",
    "سيناء",
    "سيد",
    "سيده",
    "سيدي",
    "سيء",
    "سيادة",
    "سيول",
    "سيف",
    "ستار",
    "ستوكهولم",
    "ستولتنبرغ",
    "سيناريو",
    "سيرته",
    "سيره",
    "سيرا",
    "ستاد",
    "سيراليون",
    "سيلا",
    "سينما",
    "سنتين",
    "سيطرته",
    "سيطرتها",
    "سيدني",
];

/// Whether a token is a verb in the future: سيجتمع, وستطلق.
pub(crate) fn is_future_verb(article: &Article<'_>, at: usize) -> bool {
    let Some(token) = article.tokens.get(at).filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    // A word alone between quotation marks is a name: هجوم “سيتنغا”.
    let quoted = |i: Option<usize>| {
        i.and_then(|i| article.tokens.get(i)).is_some_and(|token| token.is_quote())
    };
    if quoted(at.checked_sub(1)) && quoted(Some(at + 1)) {
        return false;
    }
    token.stems.iter().filter(|stem| !stem.clitic.preposition).any(|stem| {
        let form = stem.form.as_str();
        let shape = ["سي", "ست", "سن"].iter().any(|start| form.starts_with(start));
        shape
            && form.chars().count() >= 5
            && !NOT_FUTURE.contains(&form)
            && !form.ends_with("ات")
            && !form.ends_with("يه")
    })
}

/// Tense around a token: the last sign before it in the sentence decides, or else one after a
/// verb in the present.
pub(crate) fn tense_at(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> Tense {
    let ahead = |i: usize| is_future_verb(article, i) || article.is(i, AHEAD);
    let reach = at.saturating_sub(25).max(sentence.start);
    if (reach..at).any(ahead) || (at..(at + 3).min(sentence.end)).any(|i| article.is(i, AHEAD)) {
        return Tense::Future;
    }
    // "وفي 23 مارس، سيركز اجتماع": a date at the head belongs to the verb behind it.
    let head = (sentence.start.min(at)..at)
        .all(|i| article.tokens[i].kind != Kind::Word || article.is(i, &["في", "و", "يوم", "غدا"]));
    if head && (at..(at + 9).min(sentence.end)).any(|i| is_future_verb(article, i)) {
        return Tense::Future;
    }
    // A sentence that begins with such a verb announces: تعقد الدول الأعضاء، الأربعاء، اجتماعا.
    let first = (sentence.start..at).find(|i| article.tokens[*i].kind == Kind::Word);
    if first.is_some_and(|first| first >= reach && article.is(first, PRESENT)) {
        return Tense::Future;
    }
    let present = (reach..at).any(|i| article.is(i, PRESENT));
    // A perfect verb between the two would have reported; the future after it speaks of the same.
    let later = (at..(at + 20).min(sentence.end)).any(ahead);
    if present && later { Tense::Future } else { Tense::Past }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tense(text: &str, word: &str) -> Tense {
        let article = Article::new(text);
        let at = article.tokens.iter().position(|token| token.form == word).unwrap();
        let sentence = article.sentences[article.sentence_at(at).unwrap()].tokens.clone();
        tense_at(&article, &sentence, at)
    }

    #[test]
    fn signs_of_the_future() {
        assert_eq!(tense("عنوان\nسيجتمع ممثلون في مراكش الاثنين القريب.\n", "مراكش"), Tense::Future);
        assert_eq!(
            tense("عنوان\nتحتضن مراكش يوم 11 مايو اجتماعا سيعقد لأول مرة.\n", "يوم"),
            Tense::Future
        );
        assert_eq!(tense("عنوان\nاجتمع الوزراء في مراكش وسيطر الجيش.\n", "مراكش"), Tense::Past);
        assert_eq!(tense("عنوان\nوكتبت الصحيفة يوم 25 غشت أن الأمر سيستمر.\n", "يوم"), Tense::Past);
    }
}
