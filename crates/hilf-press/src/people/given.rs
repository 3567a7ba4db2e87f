//! People told by their first name: `تقول ليلى بنعمرو`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::article::Article;
use crate::gazetteer::nisba;
use crate::lexicon::{Words, rows};
use crate::speech::{is_function_word, speech_verb_at};
use crate::token::{Kind, form_of};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    /// Seldom another word.
    Sure,
    /// Also a common word.
    Word,
    /// Joins two parts of a name.
    Particle,
}

fn given(form: &str) -> Option<Given> {
    static NAMES: OnceLock<HashMap<String, Given>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut out = HashMap::new();
        for row in rows(include_str!("../../data/given-names.tsv")) {
            let using = match row[0] {
                "sure" => Given::Sure,
                "word" => Given::Word,
                _ => Given::Particle,
            };
            for name in row[1].split_whitespace() {
                out.insert(form_of(name), using);
            }
        }
        out
    });
    names.get(form).copied()
}

/// Words behind which a first name is the name of something else.
static NAMED_AFTER: Words = Words::new(
    "مدينة شارع مخيم جامعة قرية دير مطار سد مسجد جامع مستشفى مدرسة شركة ميناء جسر معسكر قاعدة سجن ساحة ميدان حي منطقة بلدة عملية \
     كتيبة لواء جيش كتائب سرايا جماعة تنظيم حركة ولاية محافظة إقليم مركز مؤسسة جمعية قصر بلاد إمارة جبل وادي نهر بحيرة جزيرة عين بئر أم أبو أبي أبا",
);

/// Nouns of press texts that follow a name without belonging to it.
static NO_FAMILY: Words = Words::new(
    "زعيم رئيس وزير قائد مدير أمير قيادي مواطن خلال وزير الدولة الرئيس الوزير الملك الذي التي الذين الثلاثاء الأربعاء الخميس الجمعة السبت \
     الأحد الاثنين الإثنين الماضي المقبل الجاري نفسه نفسها شخصيا رسميا حاليا سابقا أيضا لدى ومن وفق حسب بحسب عضو أحد إحدى البالغ الملقب \
     المعروف المدعو المكنى الموقوف المتهم الإرهابي المنتمي المسؤول التابع التابعة هناك هنا جدا قبيل بعيد كذلك فقط معا قائلا مؤكدا مشيرا موضحا مضيفا رفقة برفقة بصفته الإجراء القرار الاجتماع الهجوم الوضع التقرير البيان الموقف المؤتمر الأمر الحادث الخطوة وكالة لوكالة قناة صحيفة إذاعة موقع",
);

/// The name that begins with a first name at a place: its tokens, and how many letters of the first
/// token are particles joined to it. `led`: an office before it leaves no doubt that a name follows.
pub(super) fn name_from(
    article: &Article<'_>,
    at: usize,
    sentence: &Range<usize>,
    led: bool,
) -> Option<(Range<usize>, usize)> {
    let token = article.tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let first = token.stems.iter().find_map(|stem| {
        let using = given(&stem.form)?;
        // "for Ali": one letter glued to a short word is too often part of it.
        let glued = stem.form.chars().count() < token.form.chars().count();
        // "بيان" is a statement and nobody called Yan.
        let word = article.is(at, &["بيان"]);
        let fits = using == Given::Sure && !word && (!glued || stem.form.chars().count() >= 3)
            || using == Given::Word && !glued;
        fits.then(|| (using, token.form.chars().count() - stem.form.chars().count()))
    });
    let compound = compound_at(article, at);
    let (using, glued) = first.or(compound.map(|_| (Given::Sure, 0)))?;
    let lead = (sentence.start..at).rev().find(|i| !article.tokens[*i].is_quote());
    let named_after = lead.is_some_and(|lead| article.has(lead, &NAMED_AFTER));
    if named_after || speech_verb_at(article, at) {
        return None;
    }
    let mut end = at + compound.unwrap_or(1);
    let mut certain = usize::from(using == Given::Sure);
    // Behind an office a name of three unknown words is still one.
    let mut families: usize = if led { 2 } else { 1 };
    let mut of_father = false;
    while end < sentence.end && end - at < 7 {
        let Some(token) = article.tokens.get(end).filter(|token| token.kind == Kind::Word) else {
            break;
        };
        if let Some(len) = compound_at(article, end) {
            certain += 1;
            end += len;
            continue;
        }
        match given(&token.form) {
            Some(Given::Particle) if end + 1 < sentence.end => {
                // "فان دي بيته": particles stand together.
                let particle = |i: usize| {
                    article.tokens.get(i).and_then(|t| given(&t.form)) == Some(Given::Particle)
                };
                end += usize::from(end + 2 < sentence.end && particle(end + 1));
                let next = &article.tokens[end + 1];
                if next.kind != Kind::Word || is_function_word(&next.form) {
                    break;
                }
                certain += 1;
                // "بن حمد الدوسري": only a family name with the article can follow.
                (families, of_father) = (0, true);
                end += 2;
                continue;
            }
            Some(Given::Particle) => break,
            Some(Given::Sure | Given::Word)
                if !is_function_word(&token.form) || token.form == "علي" =>
            {
                if token.form == "علي" && is_on(article, end) {
                    break;
                }
                certain += usize::from(given(&token.form) == Some(Given::Sure));
                end += 1;
                continue;
            }
            _ => {}
        }
        let named = families > 0 || of_father && token.form.starts_with("ال");
        if !named || !can_be_family(article, end) {
            break;
        }
        certain += usize::from(token.form.starts_with("ال"));
        of_father = false;
        families = if token.form.starts_with("ال") { 0 } else { families.saturating_sub(1) };
        end += 1;
    }
    let raw = &article.text[token.range.clone()];
    let on = token.form == "علي" && raw != "علي";
    let whole = !on && end - at >= 2 && (led || using == Given::Sure || certain >= 1);
    whole.then_some((at..end, glued))
}

/// على with its dots left out is no Ali.
fn is_on(article: &Article<'_>, at: usize) -> bool {
    let raw = &article.text[article.tokens[at].range.clone()];
    raw != "علي" || article.tokens.get(at + 1).is_some_and(|next| next.form.starts_with("ال"))
}

/// `عبد الكريم`, `صلاح الدين`: two words that are one name.
fn compound_at(article: &Article<'_>, at: usize) -> Option<usize> {
    let token = article.tokens.get(at)?;
    let next = article.tokens.get(at + 1).filter(|next| next.kind == Kind::Word)?;
    let servant =
        token.form == "عبد" && next.form.starts_with("ال") && next.form.chars().count() >= 4;
    let faith = matches!(next.form.as_str(), "الدين" | "الله") && given(&token.form).is_some();
    (servant || faith).then_some(2)
}

fn can_be_family(article: &Article<'_>, at: usize) -> bool {
    let token = &article.tokens[at];
    let form = token.form.as_str();
    let origin = nisba(form).is_some();
    let length = form.chars().count();
    !(is_function_word(form)
        || speech_verb_at(article, at)
        || article.has(at, &NO_FAMILY)
        || article.has(at, &super::DEEDS)
        || crate::quantity::unit_at(&article.tokens, at).is_some()
        || super::role_at(article, at).is_some()
        || crate::speech::addressed(token)
        || crate::tense::is_future_verb(article, at)
        || token.form.starts_with("لل")
        || (form.starts_with('و') && given(&form[2..]).is_some())
        || (form.starts_with('و') && form.chars().nth(1) == Some('ا'))
        || (form.ends_with("ات") && length >= 6)
        || (origin && !form.starts_with("ال"))
        || length < 2)
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::gazetteer;
    use crate::people::people;

    fn found(text: &str) -> Vec<String> {
        let article = Article::new(text);
        let names = gazetteer::mentions(&article);
        people(&article, &names).into_iter().map(|person| person.name).collect()
    }

    #[test]
    fn people_without_office_or_verb() {
        assert_eq!(
            found(
                "عنوان\nومن بين المدرجين عبد الكريم فارح علي، وظهرت ليلى بنعمرو ومحمد سعيد هناك.\n"
            ),
            ["عبد الكريم فارح علي", "ليلى بنعمرو", "محمد سعيد"]
        );
        assert_eq!(found("عنوان\nظهر سالم بن حمد الدوسري أمس.\n"), ["سالم بن حمد الدوسري"]);
        assert_eq!(found("عنوان\nوصل ستيفن فان دي بيته أمس.\n"), ["ستيفن فان دي بيته"]);
    }

    #[test]
    fn what_is_named_after_somebody_is_nobody() {
        assert_eq!(found("عنوان\nفي شارع محمد الخامس وفي جامعة إبراهيم ناصر هناك.\n"), [""; 0]);
        assert_eq!(found("عنوان\nهذا عمل كريم جدا وعادل للجميع.\n"), [""; 0]);
    }
}
