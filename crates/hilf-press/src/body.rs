//! Organisations no table knows, told by the noun they begin with: `المرصد السوري لحقوق الإنسان`.

use std::ops::Range;

use crate::article::Article;
use crate::gazetteer::{self, NameType, nisba};
use crate::lexicon::Words;
use crate::speech::{is_function_word, speech_verb_at};
use crate::token::{Kind, form_of};

/// An organisation in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) tokens: Range<usize>,
    pub(crate) name: String,
}

/// Nouns that begin the name of a body when a noun they belong to stands behind them.
static HEADS: Words = Words::new(
    "وزارة هيئة لجنة منظمة جمعية مؤسسة شركة بنك مصرف جامعة كلية بلدية مجلس وكالة صحيفة جريدة يومية قناة إذاعة حزب حركة نقابة اتحاد \
     مركز معهد مرصد مديرية دائرة محكمة نيابة قوات كتائب كتيبة بعثة سفارة قنصلية غرفة صندوق سلطة حكومة قيادة جهاز شرطة جيش رئاسة مفوضية \
     رابطة جبهة تيار كتلة شعبة مصلحة أكاديمية نشرة مجلة بورصة برلمان نادي",
);
/// Nouns with the article that do so when an adjective stands behind them.
static WITH_ARTICLE: Words = Words::new(
    "المرصد المكتب الهيئة اللجنة المديرية المجلس الوكالة المنظمة المفوضية المحكمة النيابة الجمعية المؤسسة الشركة الاتحاد المركز المعهد \
     الرابطة الجبهة الحزب الصندوق الجامعة الكتلة الحملة الشبكة السلطة القيادة القنصلية السفارة البنك الأكاديمية",
);
/// Those that are one only with a nationality.
static OF_STATES: Words = Words::new(
    "الحكومة الجيش الشرطة القوات السلطات الداخلية الخارجية الدفاع الرئاسة الاستخبارات المخابرات النظام البرلمان الدرك الحرس القضاء الوزارة",
);
static NEVER: Words = Words::new(
    "الذي التي الذين اللذين اليوم أمس الماضي الماضية المقبل المقبلة الجاري الجارية الحالي الحالية السابق السابقة الجديد الجديدة الأول الأولى \
     الأخير الأخيرة المذكور المذكورة الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد التابع التابعة الموالية الموالي المعني المعنية \
     المكلف المكلفة المختص المختصة الواقع الواقعة الصادر الصادرة",
);

/// Organisations of a report that none of the names covers.
pub(crate) fn bodies(article: &Article<'_>, names: &[gazetteer::Mention]) -> Vec<Body> {
    let mut out = Vec::new();
    let mut known = vec![false; article.tokens.len()];
    for name in names.iter().filter(|name| name.known.kind == NameType::Organisation) {
        known[name.tokens.clone()].fill(true);
    }
    for sentence in &article.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let found =
                if known[at] { None } else { body_at(article, names, sentence.tokens.end, at) };
            let Some((tokens, glued)) = found else {
                at += 1;
                continue;
            };
            at = tokens.end;
            let name = name_of(article, &tokens, glued);
            out.push(Body { tokens, name });
        }
    }
    out
}

/// Id and name of the body at some tokens, without what is joined to its first noun.
pub(crate) fn id_of_body(article: &Article<'_>, tokens: &Range<usize>) -> (String, String) {
    let token = &article.tokens[tokens.start];
    let stem = token.stems.iter().find(|stem| {
        [&HEADS, &WITH_ARTICLE, &OF_STATES].iter().any(|table| table.contains(&stem.form))
    });
    let glued =
        stem.map_or(0, |stem| token.form.chars().count().saturating_sub(stem.form.chars().count()));
    let name = name_of(article, tokens, glued);
    (id_of(&name), name)
}

/// The id of a body that no table knows: its spelling.
pub(crate) fn id_of(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    format!("org:{}", form_of(&words.join("-")))
}

fn name_of(article: &Article<'_>, tokens: &Range<usize>, glued: usize) -> String {
    let spelt = article.slice(tokens);
    let name = spelt.char_indices().nth(glued).map_or("", |(byte, _)| &spelt[byte..]);
    // "للجنة" is "ل" and "اللجنة".
    let swallowed = glued > 0 && spelt.starts_with("لل");
    if swallowed { format!("ال{name}") } else { name.to_owned() }
}

/// Where the name of a body that begins at a token ends; `وزارة الهجرة والمهجرين العراقية`.
pub(crate) fn end_of_body(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    at: usize,
) -> Option<usize> {
    body_at(article, names, article.tokens.len(), at).map(|(tokens, _)| tokens.end)
}

fn body_at(
    article: &Article<'_>,
    names: &[gazetteer::Mention],
    end: usize,
    at: usize,
) -> Option<(Range<usize>, usize)> {
    let token = article.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let stem = token.stems.iter().find(|stem| {
        [&HEADS, &WITH_ARTICLE, &OF_STATES].iter().any(|table| table.contains(&stem.form))
    })?;
    let glued = token.form.chars().count().saturating_sub(stem.form.chars().count());
    let next = article.tokens.get(at + 1).filter(|next| next.kind == Kind::Word && at + 1 < end)?;
    let of_state = nisba(&next.form).is_some() && next.form.starts_with("ال");
    let first = if HEADS.contains(&stem.form) {
        belongs(article, names, at + 1)?
    } else if WITH_ARTICLE.contains(&stem.form) {
        (next.form.starts_with("ال") && !article.has(at + 1, &NEVER)).then_some(1)?
    } else {
        of_state.then_some(1)?
    };
    let mut last = at + 1 + first;
    while last < end && last - at < 9 {
        let Some(len) = belongs(article, names, last) else { break };
        last += len;
    }
    Some((at..last, glued))
}

/// Tokens at a place that can go on with the name of a body.
fn belongs(article: &Article<'_>, names: &[gazetteer::Mention], at: usize) -> Option<usize> {
    let token = article.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let form = token.form.as_str();
    if is_function_word(form) || article.has(at, &NEVER) || speech_verb_at(article, at) {
        return None;
    }
    let place = names.partition_point(|name| name.tokens.start < at);
    if let Some(name) = names.get(place).filter(|name| name.tokens.start == at) {
        let political =
            name.known.kind == NameType::Political && !form.starts_with(['و', 'ب', 'ل']);
        return political.then(|| name.tokens.len());
    }
    let next_definite = article
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Word && next.form.starts_with("ال"));
    let definite = form.starts_with("ال") && form.chars().count() >= 4;
    let and_definite = form.starts_with("وال") && form.chars().count() >= 6;
    let of_definite = form.starts_with("لل") && form.chars().count() >= 4;
    let of_construct = form.starts_with('ل') && form.chars().count() >= 4 && next_definite;
    static INNER: Words =
        Words::new("سوق حفظ رأس حقوق شؤون بيت مال بلا إقليم مدينة محلي دولة تسجيل مكافحة");
    let inner = article.has(at, &INNER) && !form.starts_with('و');
    (definite || and_definite || of_definite || of_construct || inner).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let article = Article::new(text);
        let names = gazetteer::mentions(&article);
        bodies(&article, &names).into_iter().map(|body| body.name).collect()
    }

    #[test]
    fn bodies_are_told_by_their_first_noun() {
        assert_eq!(
            found("عنوان\nوأفاد المرصد السوري لحقوق الإنسان بأن هيئة سوق المال التونسية نفت ذلك.\n"),
            ["المرصد السوري لحقوق الإنسان", "هيئة سوق المال التونسية"]
        );
        assert_eq!(
            found("عنوان\nوقال قائد للجنة القومية العربية أمس.\n"),
            ["اللجنة القومية العربية"]
        );
    }

    #[test]
    fn a_head_alone_or_before_a_relative_clause_is_none() {
        assert_eq!(
            found("عنوان\nوقالت الحكومة الجديدة إن المجلس الذي اجتمع هناك وافق.\n"),
            [""; 0]
        );
    }
}
