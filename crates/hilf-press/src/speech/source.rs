//! Sources: who is meant by one, and what looks like one and says nothing.

use std::ops::Range;

use super::Speaker;
use super::phrase::noun_phrase;
use crate::article::{Article, Sentence};
use crate::lexicon::Words;
use crate::people::Person;
use crate::token::Kind;

/// `وفق المصدر عينه`, `ذات البيان`: who spoke last before.
pub(super) fn the_same(article: &Article<'_>, found: Speaker, last: Option<&Speaker>) -> Speaker {
    const SOURCES: &[&str] = &["المصدر", "البيان", "البلاغ", "الوكاله", "التقرير", "المسوول"];
    const SAME: &[&str] =
        &["نفسه", "ذاته", "عينه", "نفسها", "ذاتها", "عينها", "المذكور", "المذكوره"];
    let at = found.tokens.start;
    let own = article.is(at, SOURCES) && article.is(at + 1, SAME)
        || article.is(at, &["نفس", "ذات"]) && article.is(at + 1, SOURCES);
    match last.filter(|_| own && !found.inferred) {
        Some(last) => Speaker {
            name: last.name.clone(),
            inferred: true,
            relay: found.relay.or_else(|| last.relay.clone()),
            rule: "the-same-source",
            ..found
        },
        None => found,
    }
}

/// Whether a token stands between quotation marks that were opened in its paragraph.
pub(super) fn within_marks(article: &Article<'_>, at: usize) -> bool {
    let line = (0..at).rev().find(|i| article.tokens[*i].kind == Kind::Break).map_or(0, |i| i + 1);
    let mut open = false;
    for token in article.tokens[line..at].iter().filter(|token| token.is_quote()) {
        open = match token.form.as_str() {
            "“" | "«" | "„" | "‘" => true,
            "”" | "»" | "’" => false,
            _ => !open,
        };
    }
    open
}

/// `أعلن التنظيم مسؤوليته عن الهجوم الذي أسفر عن مقتل 31`: who takes it upon himself does not say how many died.
pub(super) fn takes_upon_himself(article: &Article<'_>, sentence: &Sentence, verb: usize) -> bool {
    const ITS: &[&str] =
        &["مسووليته", "مسووليتها", "مسوولياتها", "مسووليه", "المسووليه", "مسئوليته", "المسئوليه"];
    let reach = verb + 1..(verb + 12).min(sentence.tokens.end);
    article.is(verb, &["اعلن", "اعلنت", "claimed"]) && reach.into_iter().any(|i| article.is(i, ITS))
}

/// `وفي بيان للنيابة العامة، أن`: a statement at the head is that of whom it is of.
pub(super) fn in_statement(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
) -> Option<Range<usize>> {
    let head = at == sentence.tokens.start
        && article.is(at, &["في"])
        && article.is(at + 1, &["بيان", "تقرير", "بلاغ"])
        && article.tokens.get(at + 2).is_some_and(|token| token.form.starts_with("لل"));
    if head { noun_phrase(article, at + 2, sentence.tokens.end) } else { None }
}

/// `وفق أحكام المادة`, `وفقا لمعلومات دقيقة`: what something is done by, and nobody who says so.
pub(super) fn is_measure(article: &Article<'_>, at: usize) -> bool {
    static MEASURES: Words = Words::new(
        "أحكام المادة مادة خطة الخطة آلية معلومات معايير المعايير قواعد القواعد الأصول جدول الجدول برنامج سياسة نظام مبدأ منطق ضوابط شروط إجراءات صيغة",
    );
    article.has(at, &MEASURES)
}

/// Findings that show something and say nothing: `أضاف أن الحصيلة تشير إلى`.
pub(crate) fn is_data(article: &Article<'_>, at: usize) -> bool {
    static DATA: Words = Words::new(
        "الحصيلة حصيلة الأرقام أرقام المعطيات معطيات التقديرات النتائج المؤشرات مؤشرات التحقيقات تحقيقات الأبحاث التحريات المعلومات معلومات          الإحصاءات الإحصائيات البيانات الصور الوثائق الأدلة",
    );
    article.has(at, &DATA)
}

/// `أضافت اللجنة ثلاثة أشخاص إلى قائمتها`: who adds to a list says nothing.
pub(super) fn adds_to_list(article: &Article<'_>, sentence: &Sentence, verb: usize) -> bool {
    static LISTS: Words = Words::new(
        "قائمة قائمتها قائمته القائمة قوائم قوائمها القوائم لائحة لائحتها لائحته اللائحة لوائح لوائحها سجل",
    );
    const ADDS: &[&str] = &["اضاف", "اضافت", "يضيف", "تضيف", "اضافوا"];
    let reach = verb + 1..(verb + 28).min(sentence.tokens.end);
    let says = |i: &usize| {
        article.is(*i, &["ان", "انه", "انها", "انهم"])
            || article.tokens[*i].is(":")
            || article.tokens[*i].is_quote()
    };
    article.is(verb, ADDS)
        && reach
            .take_while(|i| !says(i))
            .any(|i| article.has(i, &LISTS) && article.is(i - 1, &["الي", "علي", "في"]))
}

/// `وفقا للمرصد`: "to" glued to whom the words are of.
pub(super) fn without_to(found: Speaker) -> Speaker {
    let name = match found.name.strip_prefix("لل") {
        Some(rest) => format!("ال{rest}"),
        None => found.name.strip_prefix('ل').unwrap_or(&found.name).to_owned(),
    };
    Speaker { name, ..found }
}

/// Whether a participle of speech stands at a place: مشيرا، مؤكدة.
pub(super) fn saying_at(article: &Article<'_>, at: usize) -> bool {
    const SAYING: &[&str] = &[
        "مشيرا",
        "مشيره",
        "موكدا",
        "موكده",
        "موضحا",
        "موضحه",
        "مضيفا",
        "مضيفه",
        "قايلا",
        "قايله",
        "لافتا",
        "لافته",
        "مبرزا",
        "مبرزه",
        "محذرا",
        "محذره",
        "مشددا",
        "مشدده",
    ];
    article.is(at, SAYING)
}

/// `واستعرض الوزير سمير حداد التجربة، مشيرا إلى أن …`: what the first person of the sentence says besides.
pub(super) fn goes_on(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
    people: &[Person],
) -> Option<Speaker> {
    let that = (at + 1..(at + 3).min(sentence.tokens.end))
        .any(|i| article.is(i, &["ان", "انه", "انها", "الي"]) || article.tokens[i].is(":"));
    let first = people.partition_point(|person| person.tokens.start < sentence.tokens.start);
    let first = people.get(first).filter(|person| person.tokens.end <= at);
    // "استنكر الجيش الهجوم، لافتا إلى أن": the subject of a verb of taking a stand.
    static STANDS: Words = Words::new(
        "استنكر استنكرت أدان أدانت ندد نددت رحب رحبت أشاد أشادت هنأ هنأت استعرض استعرضت انتقد انتقدت حمل حملت استهجن استهجنت",
    );
    let stand = || {
        let verb = (sentence.tokens.start..at).take(5).find(|i| article.has(*i, &STANDS))?;
        // What they take it on follows: only a known name, or a noun with its adjective of origin.
        let known = crate::gazetteer::name_at(article, verb + 1);
        let origin = article
            .tokens
            .get(verb + 2)
            .is_some_and(|token| crate::gazetteer::nisba(&token.form).is_some());
        let len = if known > 0 { known } else { 1 + usize::from(origin) };
        let phrase = noun_phrase(article, verb + 1, (verb + 1 + len).min(at))?;
        Some(article.slice(&phrase).to_owned())
    };
    let name = first.map(|person| person.name.clone()).or_else(stand).filter(|_| that)?;
    let rule = "participle-of-speech";
    Some(Speaker { name, tokens: at..at + 1, inferred: false, relay: None, rule })
}
