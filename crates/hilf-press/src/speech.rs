//! Who says what: verbs of speech, sources, quotations.

mod phrase;
mod quote;
mod source;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use crate::article::{Article, Sentence};
use crate::gazetteer::known;
use crate::lexicon::Phrases;
use crate::people::{Person, role_at};
use crate::token::{Kind, form_of};
pub(crate) use phrase::{addressed, had_announced};
use phrase::{before_verb, english_subject, is_content, noun_phrase, skip_relative};
pub(crate) use quote::{Quote, quotes};
pub(crate) use source::is_data;
use source::{
    adds_to_list, goes_on, in_statement, is_measure, saying_at, takes_upon_himself, the_same,
    within_marks, without_to,
};

const VERBS: &str = "قال قالت قالوا قالا اتفق اتفقت اتفقوا يقول تقول يقولون أضاف أضافت أضافوا يضيف أكد أكدت أكدوا يؤكد تؤكد أبرز \
    أبرزت تابع تابعت زاد استطرد أوضح أوضحت يوضح أشار أشارت أشاروا يشير تشير صرح صرحت شدد شددت شددوا يشدد اعتبر اعتبرت \
    يعتبر كشف كشفت أعلن أعلنت أعلنوا يعلن ذكر ذكرت أفاد أفادت يفيد أورد أوردت كتب كتبت لفت لفتت رأى يرى ترى \
    توقع توقعت قدر قدرت رجح رجحت زعم زعمت ادعى ادعت اعترف اعترفت خلص خلصت لاحظ لاحظت بينت حذرت حذر نبه دعا دعت نوه نقل نقلت جدد جددت بين صرحوا اتهم نفى نفت رد علق ختم أبلغ أبلغت فيعتقد فتعتقد يرجح ترجح يحذر تحذر يضيف يتابع يختم يلفت يرى أظهر أظهرت يظهر تظهر أقر أقرت يقر أحصى أحصت وثق وثقت وصف وصفت said says told estimate estimates say argues believe \
    announced stated added warned estimated reported claimed noted";

const SOURCES: &[&str] = &[
    "بحسب",
    "حسب",
    "وفق",
    "وفقا ل",
    "وفقا",
    "طبقا ل",
    "طبقا",
    "نقلا عن",
    "تبعا ل",
    "استنادا إلى",
    "على لسان",
    "جاء في",
    "according to",
    "citing",
];

/// Words that no person's name holds and at which a noun phrase ends.
const FUNCTION: &str = "في من إلى على عن مع أن إن إنهم أنهم أنهما أننا إننا أنني إنني إنه إنها أنه أنها بأن لأن الذي التي الذين خلال بعد قبل منذ حتى عند \
    عندما حيث حين بين ضد حول عبر لدى أمس اليوم غدا يوم هذا هذه ذلك تلك هو هي هم كما ما لا لم لن قد نقلا صدر صدرت نشر نشرته كان كانت يكون تكون \
    أيضا كذلك بدوره بدورها لاحقا حينها وقتها آنذاك بعدها سوف ثم أو بل لكن إذا إذ كل بعض جميع عدة أي غير أمام وراء تحت فوق أثناء بهدف بشأن بخصوص بسبب ضمن داخل خارج نحو \
    حوالي أكثر أقل أول أمر شارك شاركت حضر حضرت زار زارت ترأس ترأست يترأس سيترأس وصل وصلت عقد عقدت بدأ بدأت أعرب أعربت \
    التقى اجتمع استقبل انضم انضمت طالب طالبت له لها لهم به بها فيه فيها منه منها إليه عليه عليها عنه معه وقد وهو وهي رافضا رافضة مشيرا مشيرة مؤكدا مؤكدة قائلا قائلة موضحا موضحة مضيفا مضيفة \
    معتبرا محذرا محذرة مشددا مشددة شريطة طالبا متحدثا ردا تعليقا داعيا واصفا لافتا مبرزا مبينا معربا معلنا كاشفا منوها \
    the a of in on at that who with and for by to from is was are were will has have";

fn words(table: &str) -> HashSet<String> {
    table.split_whitespace().map(form_of).collect()
}

/// Whether a folded word only joins others.
pub(crate) fn is_function_word(form: &str) -> bool {
    static WORDS: OnceLock<HashSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| words(FUNCTION)).contains(form)
}

/// Whether a verb of speech stands at a place.
pub(crate) fn speech_verb_at(article: &Article<'_>, at: usize) -> bool {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| words(VERBS));
    let Some(token) = article.tokens.get(at).filter(|token| token.kind == Kind::Word) else {
        return false;
    };
    let fits =
        token.stems.iter().any(|stem| !stem.clitic.preposition && forms.contains(&stem.form));
    // بين is "between" far more often than "made clear", حذر also the name of an agency.
    let warns = (1..=2).any(|ahead| article.is(at + ahead, &["من", "ان"]));
    // "اعتبر 32 جنديا في عداد المفقودين" is said of them and by nobody.
    let counts = token.form.contains("اعتبر")
        && crate::number::numeral_at(&article.tokens, at + 1).is_some();
    let between = counts || token.form == "بين" || (token.form.ends_with("حذر") && !warns);
    fits && !between
}

fn source_at(article: &Article<'_>, at: usize) -> Option<usize> {
    static PHRASES: OnceLock<Phrases<()>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| Phrases::new(SOURCES.iter().map(|phrase| (*phrase, ()))));
    phrases.at(&article.tokens, at).map(|found| found.len)
}

/// Somebody to whom words are ascribed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// Name or phrase.
    pub(crate) name: String,
    /// Tokens of the phrase; of an earlier sentence where `inferred`.
    pub(crate) tokens: Range<usize>,
    /// Whether the speaker was carried over from an earlier sentence.
    pub(crate) inferred: bool,
    /// Who passes the words on.
    pub(crate) relay: Option<String>,
    /// The rule that decided.
    pub(crate) rule: &'static str,
}

/// The speaker of each sentence, as far as the sentence or the one before tells.
pub(crate) fn speakers(article: &Article<'_>, people: &[Person]) -> Vec<Option<Speaker>> {
    let mut out: Vec<Option<Speaker>> = Vec::with_capacity(article.sentences.len());
    let mut last: Option<Speaker> = None;
    for sentence in &article.sentences {
        let found = speaker_of(article, sentence, people, last.as_ref());
        let found = found.map(|found| the_same(article, found, last.as_ref()));
        // "… .. وفقا للهيئة.": a source alone is that of the sentence before, and goes on with nothing.
        let alone = found.as_ref().filter(|found| {
            let words = |range: Range<usize>| {
                article.tokens[range].iter().filter(|token| token.kind == Kind::Word).count()
            };
            !found.inferred
                && found.rule == "source-phrase"
                && words(sentence.tokens.start..found.tokens.start) <= 2
                && words(found.tokens.end..sentence.tokens.end) == 0
        });
        if let (Some(alone), Some(before)) = (alone, out.last_mut()) {
            before.get_or_insert_with(|| alone.clone());
            out.push(None);
            continue;
        }
        // Whom a quotation cites does not go on to speak behind it.
        if let Some(speaker) = &found
            && !(speaker.rule == "source-phrase" && within_marks(article, speaker.tokens.start))
        {
            last = Some(speaker.clone());
        }
        out.push(found);
    }
    out
}

/// Further speakers of a sentence, each with the tokens that are theirs: `وقال مصدر إن …، بينما نقلت وكالة أن …`.
pub(crate) fn turns(
    article: &Article<'_>,
    sentence: &Sentence,
    people: &[Person],
) -> Vec<(Range<usize>, Speaker)> {
    let starts: Vec<usize> = sentence
        .tokens
        .clone()
        .skip(1)
        .filter(|at| turns_at(article, &sentence.tokens, *at))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([sentence.tokens.end]);
    let own = starts.iter().zip(ends).filter_map(|(start, end)| {
        let part = Sentence { tokens: *start..end, line: sentence.line };
        let found = speaker_of(article, &part, people, None)?;
        // What follows a comma may go on with the one who speaks; another is named at once.
        let near = found.tokens.start.saturating_sub(*start) <= 6;
        (near && !found.inferred).then_some((*start..end, found))
    });
    own.collect()
}

/// Whether another begins to speak: behind "while", or with a joined verb of speech behind a comma.
fn turns_at(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let speaks = |reach: usize| {
        (at..(at + reach).min(sentence.end))
            .any(|i| speech_verb_at(article, i) || source_at(article, i).is_some())
    };
    let contrast = article.is(at, &["بينما", "فيما", "while", "whereas"])
        || (article.is(at, &["حين"]) && article.is(at - 1, &["في"]));
    let joined = article.tokens[at - 1].is(",")
        && (article.tokens[at].stems.iter().any(|stem| stem.clitic.and)
            && speech_verb_at(article, at)
            || article.is(at, &["كما"]) && speech_verb_at(article, at + 1));
    joined || (contrast && speaks(4))
}

fn speaker_of(
    article: &Article<'_>,
    sentence: &Sentence,
    people: &[Person],
    last: Option<&Speaker>,
) -> Option<Speaker> {
    let mut verbless = None;
    for at in sentence.tokens.clone() {
        // "as the police said" speaks of what stands before it.
        if article.is(at, &["حسبما", "كما", "وفقما", "as"])
            && speech_verb_at(article, at + 1)
            && at > sentence.tokens.start
            && let Some(phrase) = noun_phrase(article, at + 2, sentence.tokens.end)
        {
            return Some(speaker(article, phrase, people, "source-phrase"));
        }
        if let Some(phrase) = in_statement(article, sentence, at) {
            return Some(without_to(speaker(article, phrase, people, "source-phrase")));
        }
        let cites = at == sentence.tokens.start || !speech_verb_at(article, at);
        if let Some(len) = source_at(article, at).filter(|_| cites) {
            let from = skip_relative(article, at + len);
            if is_measure(article, from) {
                continue;
            }
            // "وفق ما نقلته الوكالة عن الشرطة"
            let passed = article.is(from.wrapping_sub(1), &["نقلته", "نقلتها", "نقله", "اوردته"]);
            let about =
                (from..(from + 9).min(sentence.tokens.end)).find(|i| article.is(*i, &["عن"]));
            if let Some(about) = about.filter(|_| passed)
                && let Some(phrase) = noun_phrase(article, about + 1, sentence.tokens.end)
            {
                let cited = speaker(article, phrase, people, "source-phrase");
                let relay = article.slice(&(from..about)).to_owned();
                return Some(Speaker { relay: Some(relay), ..cited });
            }
            if let Some(phrase) = noun_phrase(article, from, sentence.tokens.end) {
                let found = speaker(article, phrase, people, "source-phrase");
                let to = article.is(at, &["وفقا", "طبقا", "تبعا", "استنادا"]);
                return Some(if to { without_to(found) } else { found });
            }
        }
        if saying_at(article, at)
            && let Some(found) = goes_on(article, sentence, at, people)
        {
            return Some(found);
        }
        if !speech_verb_at(article, at)
            || takes_upon_himself(article, sentence, at)
            || adds_to_list(article, sentence, at)
        {
            continue;
        }
        if let Some(phrase) = english_subject(article, sentence, at) {
            // "she said": who spoke before.
            let pronoun =
                phrase.len() == 1 && article.is(phrase.start, &["he", "she", "they", "it"]);
            if pronoun {
                verbless = verbless.or(Some(at));
                continue;
            }
            // At the end of a sentence the verb speaks of all before it: "…, Mujahid told EFE."
            let left = article.tokens[at + 1..sentence.tokens.end].iter();
            let words = left.filter(|token| token.kind == Kind::Word).count();
            let comma =
                phrase.start > sentence.tokens.start && article.tokens[phrase.start - 1].is(",");
            let last = words == 0 || (comma && words <= 3);
            let rule = if last { "source-phrase" } else { "subject-before-verb" };
            return Some(speaker(article, phrase, people, rule));
        }
        if let Some(phrase) = had_announced(article, &sentence.tokens, at) {
            return Some(speaker(article, phrase, people, "subject-before-verb"));
        }
        // "صرح بذلك مسؤول": who said all that stands before it.
        if article.is(at + 1, &["ذلك", "هذا"])
            && let Some(phrase) = noun_phrase(article, at + 2, sentence.tokens.end)
        {
            return Some(speaker(article, phrase, people, "source-phrase"));
        }
        // "وقال لوكالة الأنباء إن": whom he spoke to is not who spoke.
        let addressee = article.tokens.get(at + 1).is_some_and(addressed);
        // "وذكرت وقتها الوزارة"
        let adverb =
            article.is(at + 1, &["وقتها", "حينها", "ايضا", "كذلك", "لاحقا", "انذاك", "بدوره"]);
        if let Some(phrase) =
            noun_phrase(article, at + 1 + usize::from(adverb), sentence.tokens.end)
                .filter(|phrase| !addressee && !is_content(article, phrase.start))
        {
            // "نقلت وكالة عن المتحدث قوله"
            let comma = article.tokens.get(phrase.end).is_some_and(|token| token.is(","));
            let behind = phrase.end + usize::from(comma);
            let passes_on =
                article.is(at, &["نقل", "نقلت", "ينقل", "تنقل"]) && article.is(behind, &["عن"]);
            let cites = article.is(behind, &["نقلا"]) || !comma;
            let relayed = source_at(article, behind)
                .filter(|_| cites)
                .or(passes_on.then_some(1))
                .and_then(|len| noun_phrase(article, behind + len, sentence.tokens.end));
            let said = speaker(article, phrase, people, "verb-subject");
            let Some(source) = relayed else { return Some(said) };
            let cited = speaker(article, source, people, "relayed-source");
            return Some(Speaker { relay: Some(said.name), ..cited });
        }
        if let Some(phrase) = before_verb(article, sentence, at)
            .filter(|phrase| verbless.is_none() || !is_data(article, phrase.start))
        {
            return Some(speaker(article, phrase, people, "subject-before-verb"));
        }
        verbless = verbless.or(Some(at));
    }
    verbless?;
    let carried = last?;
    Some(Speaker { inferred: true, rule: "carried-over", ..carried.clone() })
}

fn speaker(
    article: &Article<'_>,
    phrase: Range<usize>,
    people: &[Person],
    rule: &'static str,
) -> Speaker {
    let person = people.iter().find(|person| phrase.contains(&person.tokens.start));
    // "كشف وزير الخارجية المغربي، ناصر بوريطة، أن": the name of whom the office means, also in quotation
    // marks, and behind where the office is: "مدير المكتب في قسد “فرهاد شامي”".
    let named = || {
        let office = role_at(article, phrase.start).is_some();
        let mark = |at: usize| {
            article.tokens.get(at).is_some_and(|token| token.is(",") || token.is_quote())
        };
        let start =
            people.get(people.partition_point(|person| person.tokens.start < phrase.end))?;
        let at = start.tokens.start;
        let right_behind = at == phrase.end || at == phrase.end + 1 && mark(phrase.end);
        // "أحد السكان، ويدعى بكار مودو"
        let called = mark(phrase.end)
            && at == phrase.end + 2
            && article.is(phrase.end + 1, &["يدعي", "تدعي", "اسمه", "اسمها", "يسمي", "تسمي"]);
        if called {
            return Some(start);
        }
        let quoted = article.tokens[at - 1].is_quote()
            && at - phrase.end <= 5
            && (phrase.end..at - 1)
                .all(|i| article.tokens[i].kind == Kind::Word && !speech_verb_at(article, i));
        (office && (right_behind || quoted)).then_some(start)
    };
    let person = person.or_else(named);
    if person.is_none()
        && let Some(holder) = holder_before(article, &phrase, people)
    {
        let rule = "role-of-person-named-before";
        return Speaker {
            name: holder.name.clone(),
            tokens: phrase,
            inferred: true,
            relay: None,
            rule,
        };
    }
    let name =
        person.map_or_else(|| article.slice(&phrase).to_owned(), |person| person.name.clone());
    Speaker { name, tokens: phrase, inferred: false, relay: None, rule }
}

/// Whom "the minister" or "the Moroccan official" means: the last person named before who holds
/// such an office.
fn holder_before<'p>(
    article: &Article<'_>,
    phrase: &Range<usize>,
    people: &'p [Person],
) -> Option<&'p Person> {
    let (len, role, country) = role_at(article, phrase.start)?;
    let definite = article.tokens[phrase.start].stems.iter().any(|s| s.form.starts_with("ال"));
    if !definite || len < phrase.len() {
        return None;
    }
    let fits = |person: &&Person| {
        let said = people.iter().filter(|other| other.id == person.id).find_map(|o| o.country);
        let of = said.or_else(|| known(&person.id).map(|known| known.country));
        let named = people.iter().filter(|other| other.id == person.id);
        let office = named.filter_map(|other| other.role).next().unwrap_or("");
        let same = office.ends_with(role) || role == "official" || office == "counterpart";
        same && country.is_none_or(|country| of == Some(country))
    };
    people.iter().filter(|person| person.tokens.end <= phrase.start).rev().find(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer;
    use crate::people::people;

    fn said(text: &str) -> Vec<(Option<String>, bool)> {
        let article = Article::new(text);
        let names = gazetteer::mentions(&article);
        let people = people(&article, &names);
        quotes(&article, &people)
            .into_iter()
            .map(|quote| {
                (
                    quote.speaker.as_ref().map(|s| s.name.clone()),
                    quote.speaker.is_some_and(|s| s.inferred),
                )
            })
            .collect()
    }

    #[test]
    fn speakers_stand_before_after_and_in_the_sentence_before() {
        let text = "عنوان الخبر\n\
            سمير حداد، وزير الخارجية الفرنسي، قال “يجب أن نعمل معا الآن”.\n\
            وبحسب المحلل كريم ناجي “الأمر ضروري جدا لنا جميعا”.\n\
            وتهدف إلى “التعامل مع مختلف التهديدات الأمنية هنا” حسب وزارة الداخلية.\n\
            وسيكون ذلك مهما، و “ستخصص الجلسة المهمة لإفريقيا كلها”.\n";
        let names: Vec<Option<String>> = said(text).into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                Some("سمير حداد".into()),
                Some("كريم ناجي".into()),
                Some("وزارة الداخلية".into()),
                None
            ]
        );
    }

    #[test]
    fn a_verb_without_subject_carries_the_speaker_over() {
        let text = "عنوان الخبر\n\
            وكتبت يومية المساء المغربية يوم الأحد «هناك تقارير عن التعاون بينهما».\n\
            وأضافت «لا يمكن أن تنجح الحرب بدون تعاون».\n\
            «وهذا كله يحتاج إلى وقت طويل».\n";
        let found = said(text);
        assert_eq!(found[0], (Some("يومية المساء المغربية".into()), false));
        assert_eq!(found[1], (Some("يومية المساء المغربية".into()), true));
        assert_eq!(found[2], (Some("يومية المساء المغربية".into()), true));
    }

    #[test]
    fn a_relay_and_its_source_are_two() {
        let article =
            Article::new("عنوان الخبر\nوذكرت وكالة سانا نقلا عن مصدر عسكري أن الهجوم انتهى.\n");
        let found = speakers(&article, &[]).pop().flatten().unwrap();
        assert_eq!(
            (found.name.as_str(), found.relay.as_deref()),
            ("مصدر عسكري", Some("وكالة سانا"))
        );
    }

    #[test]
    fn the_same_source_is_who_spoke_before() {
        let article = Article::new(
            "عنوان الخبر\nوذكر بيان للخلية أن القوة عثرت على مخبأ.\nوأضاف أن العدد ثلاثة، وفق المصدر عينه.\n",
        );
        let found = speakers(&article, &[]).pop().flatten().unwrap();
        assert_eq!((found.name.as_str(), found.rule), ("بيان للخلية", "the-same-source"));
    }

    #[test]
    fn findings_and_measures_are_no_speakers() {
        let article = Article::new(
            "عنوان الخبر\nوقالت الوزارة إن العدد كبير.\nوأضافت أن الحصيلة تشير إلى ثلاثة.\nوكان مصدر محلي أكد أن العدد أربعة.\n\
             وأحيل ثلاثة إلى القضاء وفق أحكام المادة الرابعة.\nوفي بيان للنيابة العامة، أن اثنين أوقفا.\n",
        );
        let names: Vec<_> =
            speakers(&article, &[]).into_iter().map(|s| s.map(|s| s.name)).skip(1).collect();
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            names,
            [name("الوزارة"), name("الوزارة"), name("مصدر محلي"), None, name("النيابة العامة")]
        );
    }

    #[test]
    fn who_adds_to_a_list_says_nothing() {
        let said = |text: &str| speakers(&Article::new(text), &[]).pop().flatten().map(|s| s.name);
        assert_eq!(said("عنوان\nأضافت اللجنة الأممية ثلاثة أشخاص إلى قائمتها أمس.\n"), None);
        assert_eq!(
            said("عنوان\nأضافت اللجنة الأممية أن القائمة طويلة.\n"),
            Some("اللجنة الأممية".to_owned())
        );
    }

    #[test]
    fn somebody_called_by_a_name_behind_what_he_is() {
        let text = "عنوان\nوقال أحد السكان، ويدعى بكار مودو، عبر الهاتف: \"وصلوا على متن دراجات نارية\".\n";
        assert_eq!(said(text), [(Some("بكار مودو".to_owned()), false)]);
    }

    #[test]
    fn whom_a_quotation_cites_does_not_go_on_to_speak() {
        let article = Article::new(
            "عنوان الخبر\nوقال الجنرال سمير حداد \"قتلنا كثيرين هناك بحسب تقديرات سابقة لنا\".\nوأضاف أن العدد كبير.\n",
        );
        let names = gazetteer::mentions(&article);
        let people = people(&article, &names);
        let found = speakers(&article, &people).pop().flatten().unwrap();
        assert_eq!(found.name, "سمير حداد");
    }

    #[test]
    fn names_of_bodies_between_marks_say_nothing_and_a_stand_is_taken_by_its_subject() {
        assert_eq!(said("عنوان\nوقال المنسق إن منظمة “اتفاقية احترام حقوق الإنسان” غابت.\n"), []);
        assert_eq!(said("عنوان\nواعتبر أن “القوات الديمقراطية المتحالفة” انسحبت.\n"), []);
        let stand = "عنوان\nبدوره، استنكر الجيش الكونغولي المذبحة، لافتا إلى أن “نحو أربعين مدنيا قتلوا هناك”.\n";
        assert_eq!(said(stand), [(Some("الجيش الكونغولي".to_owned()), false)]);
    }

    #[test]
    fn a_name_in_quotation_marks_is_no_quotation() {
        assert_eq!(said("عنوان\nاجتماع التحالف ضد “داعش” في المغرب اليوم.\n"), []);
    }
}
