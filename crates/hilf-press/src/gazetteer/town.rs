//! Places no table knows, told by the noun before them: `بلدة دقوا`, `قريتي مالاري وكونتو`.

use std::ops::Range;

use super::{Mention, NameType, nisba};
use crate::article::Article;
use crate::lexicon::Words;
use crate::speech::{is_function_word, speech_verb_at};
use crate::token::{Kind, form_of};

/// A place that is known by its trigger alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Town {
    /// Tokens of the name, without the trigger.
    pub(crate) tokens: Range<usize>,
    /// The token it is led by: its trigger, where that stands right before it.
    pub(crate) from: usize,
    /// Id: its spelling.
    pub(crate) id: String,
    /// The name as it is spelt.
    pub(crate) name: String,
    /// Kind of place, by its trigger.
    pub(crate) kind: NameType,
}

const ONE: &[&str] = &["بلده", "مدينه", "قريه", "محافظه", "ولايه", "مقاطعه", "ناحيه", "ضاحيه"];
const CAMP: &[&str] = &["مخيم"];
const SEVERAL: &[&str] = &[
    "بلدتي",
    "بلدتا",
    "مدينتي",
    "مدينتا",
    "قريتي",
    "قريتا",
    "بلدات",
    "قري",
    "مدن",
    "محافظتي",
    "محافظات",
    "ولايتي",
    "ولايات",
];

/// What stands behind such a noun and is no name: adjectives, verbs, parts of other phrases.
static NO_NAME: Words = Words::new(
    "صغيرة كبيرة بعيدة قريبة نائية مجاورة أخرى واحدة جديدة قديمة مهمة رئيسية محاذية تابعة واقعة خاضعة آمنة منكوبة محاصرة بأكملها كاملة \
     محررة عدة مختلفة متفرقة سورية عراقية شهدت تشهد تقع يقع تبعد تضم يضم يقطنها يسكنها تسكنها يسيطر تسيطر كانت كان تعرضت تتعرض تسمى \
     يسمى يطلق تدعى يدعى سيطر استهدفت استهدف هاجمها وقعت تعد تعتبر أصبحت الرئيس ثانية ثالثة جديد النازحين اللاجئين نازحين لاجئين الحكومة \
     الخلافة الفقيه الإرهاب السلام المستقبل العاصمة الأمم التحالف آلاف مئات عشرات",
);
/// First words of names of two.
static FIRST_OF_TWO: Words = Words::new(
    "شمال جنوب شرق غرب وسط تل دير عين بئر أم أبو بني سيدي خان وادي رأس جبل كفر باب ذي بيت برج قلعة حد أولاد آيت بو شيخ الشيخ حقل مرسى سوق دار قصر عرب جسر رأس \
     البو آل",
);

/// Places of a report that none of the names covers.
pub(crate) fn towns(article: &Article<'_>, names: &[Mention]) -> Vec<Town> {
    let mut out = Vec::new();
    for sentence in &article.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some((kind, several)) = trigger_at(article, at) else {
                at += 1;
                continue;
            };
            let mut next = at + 1;
            while let Some((tokens, town)) =
                name_at(article, names, &sentence.tokens, next, next > at + 1)
            {
                let from = if next == at + 1 { at } else { tokens.start };
                next = tokens.end;
                out.extend(town.map(|name| Town {
                    from,
                    id: format!(
                        "place:{}",
                        form_of(&name.split_whitespace().collect::<Vec<_>>().join("-"))
                    ),
                    tokens,
                    name,
                    kind,
                }));
                if !several {
                    break;
                }
            }
            at = next;
        }
    }
    out
}

/// The kind of place a noun leads to, and whether it leads to several.
fn trigger_at(article: &Article<'_>, at: usize) -> Option<(NameType, bool)> {
    if article.tokens[at].form.starts_with("ال") {
        return None;
    }
    let rows = [
        (ONE, NameType::Political, false),
        (SEVERAL, NameType::Political, true),
        (CAMP, NameType::Place, false),
    ];
    let found = rows.iter().find(|(forms, ..)| article.is(at, forms))?;
    Some((found.1, found.2))
}

/// A name at a place, with its spelling where no table knows it; `further`: one that "and" joins to another.
fn name_at(
    article: &Article<'_>,
    names: &[Mention],
    sentence: &Range<usize>,
    at: usize,
    further: bool,
) -> Option<(Range<usize>, Option<String>)> {
    let quoted = article.tokens.get(at).is_some_and(|token| token.is_quote());
    let first = at + usize::from(quoted);
    if first >= sentence.end {
        return None;
    }
    let place = names.partition_point(|name| name.tokens.end <= first);
    if let Some(known) = names.get(place).filter(|name| name.tokens.start <= first) {
        let place = matches!(known.known.kind, NameType::Political | NameType::Place);
        return place.then(|| (known.tokens.clone(), None));
    }
    let form = article.tokens[first].form.as_str();
    let joined = form.starts_with('و') && form.chars().count() > 3;
    let own = if further { form.strip_prefix('و').unwrap_or(form) } else { form };
    if further && !joined
        || is_function_word(own)
        || NO_NAME.contains(own)
        || !can_be_name(article, first)
    {
        return None;
    }
    // "صلاح الدين"
    let of_faith = article.is(first + 1, &["الدين"]);
    let two = (article.has(first, &FIRST_OF_TWO) || of_faith)
        && first + 1 < sentence.end
        && article.tokens[first + 1].kind == Kind::Word
        && !is_function_word(&article.tokens[first + 1].form);
    let tokens = first..first + 1 + usize::from(two);
    if names.get(place).is_some_and(|name| name.tokens.start < tokens.end) {
        return None;
    }
    let spelt = article.slice(&tokens);
    let name = if further { spelt.strip_prefix('و').unwrap_or(spelt) } else { spelt };
    Some((tokens.start..tokens.end + usize::from(quoted), Some(name.to_owned())))
}

/// Whether a word can be a name: no verb of speech, no adjective, nothing led to by a joined preposition.
fn can_be_name(article: &Article<'_>, at: usize) -> bool {
    let token = &article.tokens[at];
    let form = token.form.as_str();
    let length = form.chars().count();
    token.kind == Kind::Word
        && length >= 3
        && !form.is_ascii()
        && !is_function_word(form)
        && !speech_verb_at(article, at)
        && nisba(form).is_none()
        && !form.starts_with("لل")
        && !form.ends_with("يه")
        && !(form.ends_with("ات") && length >= 6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::mentions;

    fn found(text: &str) -> Vec<String> {
        let article = Article::new(text);
        towns(&article, &mentions(&article)).into_iter().map(|town| town.name).collect()
    }

    #[test]
    fn a_noun_of_place_leads_to_a_name() {
        assert_eq!(found("هاجم مسلحون بلدة دقوا في ولاية بورنو أمس.\n"), ["دقوا", "بورنو"]);
        assert_eq!(found("وصلت القافلة إلى بلدة عين كروم أمس وإلى مدينة حلب.\n"), ["عين كروم"]);
        assert_eq!(
            found("هجمات على قريتي مالاري وكونتو وعلى بلدة “راكا” أمس.\n"),
            ["مالاري", "كونتو", "راكا"]
        );
    }

    #[test]
    fn names_of_two_words() {
        assert_eq!(
            found("وقع في محافظة صلاح الدين وفي ولاية غرب كردفان أمس.\n"),
            ["صلاح الدين", "غرب كردفان"]
        );
    }

    #[test]
    fn what_is_said_of_a_place_is_no_name() {
        assert_eq!(found("في بلدة صغيرة وفي قرية نائية تقع هناك ومدينة ساحلية.\n"), [""; 0]);
        assert_eq!(found("انتخب لولاية ثانية في مدينة شهدت هجمات وفي مخيم للنازحين.\n"), [""; 0]);
    }
}
