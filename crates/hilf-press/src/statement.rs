//! Statements: commitments, outcomes, agreements, accessions, each with who made it.

use std::ops::Range;

use crate::article::Article;
use crate::gazetteer::{is_name, name_ending};
use crate::lexicon::Words;
use crate::speech::{Speaker, had_announced, is_function_word};
use crate::token::Kind;
use crate::zone::Zone;

/// A statement of a report.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// commitment, outcome, agreement, membership.
    pub(crate) kind: &'static str,
    /// Who makes it.
    pub(crate) by: Option<String>,
    /// All its tokens.
    pub(crate) tokens: Range<usize>,
    /// The single acts promised, where the statement lists several.
    pub(crate) items: Vec<Range<usize>>,
    /// The rule that decided.
    pub(crate) rule: &'static str,
}

const COMMIT: &[&str] = &[
    "يلتزم",
    "تلتزم",
    "التزم",
    "التزمت",
    "التزموا",
    "يتعهد",
    "تعهد",
    "تعهدت",
    "تعهدوا",
    "تتعهد",
    "يتعهدون",
    "يلتزمون",
    "commits",
    "commit",
    "pledged",
    "pledges",
    "vowed",
    "promised",
    "وعد",
    "وعدت",
    "وعدوا",
];
const RENEW: &[&str] = &["جدد", "جددت", "جددوا", "اعرب", "اعربت", "اعربوا", "اكد", "اكدوا"];
const PROMISE: &[&str] = &["التزامهم", "التزامها", "التزامه", "عزمهم", "عزمها", "عزمه", "تعهدهم"];
const AGREE: &[&str] =
    &["اتفقا", "توافقا", "توافقوا", "اتفق", "اتفقت", "اتفقوا", "وافق", "وافقت", "وافقوا", "agreed"];
const JOIN: &[&str] = &["انضم", "انضمت", "انضمام", "joined"];
const FINAL: &[&str] = &["الختامي", "مخرجات", "توصيات", "نتايج", "الختاميه", "communique"];

/// Statements of a report.
pub(crate) fn statements(article: &Article<'_>, speakers: &[Option<Speaker>]) -> Vec<Statement> {
    let mut out = outcomes(article);
    for (place, sentence) in article.sentences.iter().enumerate() {
        if article.zone(sentence) != Zone::Body {
            continue;
        }
        let by_speaker = || speakers.get(place).and_then(|s| s.as_ref()).map(|s| s.name.clone());
        let tokens = sentence.tokens.clone();
        let mut first = tokens.start;
        let found = tokens.clone().find_map(|at| {
            first = at;
            if article.is(at, COMMIT) {
                // "وكان المانحون قد تعهدوا": who promises stands between the two verbs.
                let between = had_announced(article, &tokens, at);
                let by = between
                    .map(|between| article.slice(&between).to_owned())
                    .or_else(|| subject(article, at, &tokens))
                    .or_else(|| subject_of_promise(article, at, &tokens));
                return Some(("commitment", by, "verb-of-commitment"));
            }
            if article.is(at, RENEW)
                && (at + 1..tokens.end.min(at + 8)).any(|i| article.is(i, PROMISE))
            {
                return Some(("commitment", subject(article, at, &tokens), "renewed-commitment"));
            }
            let on = (at + 1..tokens.end.min(at + 22)).any(|i| article.is(i, &["علي", "to", "on"]));
            if article.is(at, AGREE) && on {
                return Some(("agreement", subject(article, at, &tokens), "verb-of-agreement"));
            }
            if promises_money(article, &tokens, at) || promises_act(article, &tokens, at) {
                return Some((
                    "commitment",
                    subject_of_promise(article, at, &tokens),
                    "future-act",
                ));
            }
            article.is(at, JOIN).then_some(("membership", None, "verb-of-accession"))
        });
        let found = found.map(|found| (found, tokens.clone()));
        let more = further(article, &tokens, first).into_iter().map(|part| {
            let by = subject(article, part.start, &part);
            (("commitment", by, "verb-of-commitment"), part)
        });
        for ((kind, by, rule), tokens) in found.into_iter().chain(more) {
            let items = if kind == "commitment" { items(article, &tokens) } else { Vec::new() };
            out.push(Statement { kind, by: by.or_else(by_speaker), tokens, items, rule });
        }
    }
    out.sort_by_key(|statement| statement.tokens.start);
    out
}

/// Further promises of one sentence: `والتزمت كندا بدفع …، فيما وعدت النرويج بإرسال …`, each from its verb to
/// the next.
fn further(article: &Article<'_>, sentence: &Range<usize>, first: usize) -> Vec<Range<usize>> {
    let verb = |at: &usize| {
        let renews = || {
            article.is(*at, RENEW)
                && (at + 1..sentence.end.min(at + 8)).any(|i| article.is(i, PROMISE))
        };
        article.is(*at, COMMIT) || renews()
    };
    let mut starts = (first + 1..sentence.end).filter(verb).peekable();
    let mut out = Vec::new();
    while let Some(start) = starts.next() {
        let joined = start > sentence.start
            && (article.is(start - 1, &["فيما", "بينما", "كما", "and", "while"])
                || article.tokens[start - 1].is(",")
                || article.tokens[start].stems.iter().any(|stem| stem.clitic.and));
        if joined {
            out.push(start..starts.peek().copied().unwrap_or(sentence.end));
        }
    }
    out
}

/// `بلاده ستقدم 30 مليون يورو`: a verb of giving in the future before a sum.
fn promises_money(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> bool {
    static GIVES: Words = Words::new(
        "ستقدم سيقدم سنقدم ستخصص سيخصص سنخصص ستساهم سيساهم ستمنح سيمنح ستوفر سيوفر ستمول سيمول ستدفع سيدفع ستسهم سيسهم \
         ستتبرع سيتبرع ستضخ ستنفق ستعبئ سيعبئ ستحشد سيحشد سترصد سيرصد ستستثمر سيستثمر",
    );
    static SUM: Words = Words::new(
        "دولار دولارا دولارات يورو أورو درهم درهما ريال ريالا دينار دينارا جنيه جنيها ليرة فرنك مليون مليار ملايين مليارات ملياري مليوني",
    );
    article.has(at, &GIVES) && (at + 1..(at + 9).min(sentence.end)).any(|i| article.has(i, &SUM))
}

/// `بلاده ستدرب 500 شرطي`: what one's own country or government will do for others, said of it right before
/// the verb.
fn promises_act(article: &Article<'_>, sentence: &Range<usize>, at: usize) -> bool {
    static DOES: Words = Words::new(
        "سترسل سيرسل سنرسل ستدرب سيدرب سندرب ستنشر سينشر سننشر ستستعيد سيستعيد سنستعيد ستجهز سيجهز ستبني سيبني سنبني \
         ستستقبل سيستقبل ستستضيف ستضاعف سيضاعف سنضاعف ستزيد سيزيد سنزيد ستعيد سيعيد ستزود سيزود سنزود ستسلم سيسلم سنسلم \
         ستفتح سيفتح ستنشئ سينشئ سننشئ ستتكفل ستقدم سيقدم سنقدم ستوفر سيوفر سنوفر ستواصل سيواصل سنواصل ستدعم سيدعم سندعم",
    );
    static OWN: Words = Words::new(
        "بلاده بلادها بلادنا حكومته حكومتها حكومتنا دولته وزارته وزارتها منظمته منظمتها مؤسسته",
    );
    let own = at > sentence.start && article.has(at - 1, &OWN);
    article.has(at, &DOES) && own
}

/// The name right before the verb; "his country" is left to who speaks.
fn subject_of_promise(
    article: &Article<'_>,
    verb: usize,
    sentence: &Range<usize>,
) -> Option<String> {
    let name = name_ending(article, verb).filter(|name| sentence.contains(&name.start))?;
    Some(article.slice(&name).to_owned())
}

/// Points listed after "the outcomes were as follows:".
fn outcomes(article: &Article<'_>) -> Vec<Statement> {
    let mut out = Vec::new();
    let mut listing = false;
    let mut last_line = usize::MAX;
    for sentence in &article.sentences {
        let first = &article.tokens[sentence.tokens.start];
        let bullet = first.kind == Kind::Mark
            && matches!(first.form.as_str(), "•" | "-" | "*" | "·" | "●" | "▪");
        if listing && bullet {
            let tokens = sentence.tokens.start + 1..sentence.tokens.end;
            last_line = sentence.line;
            out.push(Statement {
                kind: "outcome",
                by: Some("البيان الختامي".to_owned()),
                tokens,
                items: Vec::new(),
                rule: "point-of-final-statement",
            });
        } else if !(listing && sentence.line == last_line) {
            let ends_open = article.tokens[sentence.tokens.end - 1].is(":");
            let about = sentence.tokens.clone().any(|at| article.is(at, FINAL));
            listing = ends_open && about;
        }
    }
    out
}

/// The subject after a verb, up to a preposition or mark.
fn subject(article: &Article<'_>, verb: usize, sentence: &Range<usize>) -> Option<String> {
    let stop = |i: usize| {
        article.tokens[i].kind != Kind::Word
            || article.is(i, PROMISE)
            || matches!(
                article.tokens[i].form.as_str(),
                "علي" | "عن" | "بما" | "ان" | "الي" | "ب" | "خلال"
            )
    };
    // English puts the subject first.
    let range = if article.tokens[verb].form.is_ascii() {
        let joins = |i: &usize| {
            article.tokens[*i].kind != Kind::Word || is_function_word(&article.tokens[*i].form)
        };
        let from = (sentence.start..verb).rev().find(joins).map_or(sentence.start, |i| i + 1);
        from..verb
    } else {
        let members =
            |i: usize| article.is(i - 1, &["الاعضاء", "الشركاء", "المشاركون", "المشاركين"]);
        let within = |i: usize| {
            let led = article.is(i, &["في", "خلال", "من", "اليوم", "امس"]);
            i > verb + 1 && led && !members(i)
        };
        let promise = |i: usize| is_promised_act(article, i);
        let end = (verb + 1..sentence.end).find(|i| stop(*i) || promise(*i) || within(*i));
        verb + 1..end.unwrap_or(sentence.end)
    };
    (!range.is_empty() && range.len() <= 6).then(|| article.slice(&range).to_owned())
}

/// `بتقديم`: "to" glued to an act ends who promises it; بنين is a name.
fn is_promised_act(article: &Article<'_>, at: usize) -> bool {
    let token = &article.tokens[at];
    let glued = token.form.starts_with('ب') && token.form.chars().count() >= 5;
    glued && !is_name(article, at)
}

/// Acts after "the following:", divided by commas and by "and" with a verbal noun.
fn items(article: &Article<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    const ACTS: &[&str] = &[
        "تدمير",
        "منع",
        "دعم",
        "مجابهه",
        "مواجهه",
        "مكافحه",
        "تعزيز",
        "استعاده",
        "وقف",
        "تجفيف",
        "معالجه",
        "تقديم",
        "تجميد",
        "محاربه",
        "ضمان",
        "تنسيق",
        "توفير",
        "تطوير",
        "تبادل",
        "ملاحقه",
        "تفكيك",
        "تحقيق",
        "حمايه",
        "نزع",
        "فضح",
    ];
    let Some(colon) = sentence.clone().find(|i| article.tokens[*i].is(":")) else {
        return Vec::new();
    };
    let starts: Vec<usize> = (colon + 1..sentence.end)
        .filter(|i| {
            let joined = article.tokens[*i]
                .stems
                .iter()
                .any(|s| s.clitic.and && !s.clitic.preposition && ACTS.contains(&s.form.as_str()));
            joined
                || article.tokens[*i - 1].is(",")
                || article.tokens[*i - 1].is(";")
                || *i == colon + 1
        })
        .collect();
    let ends = starts.iter().skip(1).copied().chain([sentence.end]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&'static str, Option<String>, usize)> {
        let article = Article::new(text);
        statements(&article, &[]).into_iter().map(|s| (s.kind, s.by, s.items.len())).collect()
    }

    #[test]
    fn promises_of_acts_and_several_in_one_sentence() {
        let text = "عنوان الخبر\n\
            وأعلن الوزير أن بلاده ستدرب 500 من حرس السواحل.\n\
            وتعهد الأعضاء بملاحقة الممولين، وجددوا التزامهم بحماية المدنيين، وتعهدت كينيا بفتح مركز للتدريب.\n\
            وقالت الوزارة إنها ستنشر التقرير غدا.\n";
        let found = kinds(text);
        let commitments = found.iter().filter(|s| s.0 == "commitment").count();
        assert_eq!(commitments, 4, "{found:?}");
    }

    #[test]
    fn who_had_promised_stands_between_the_verbs() {
        let text = "عنوان الخبر\nوكان المانحون قد تعهدوا في بروكسل بمبلغ كبير.\n";
        assert_eq!(kinds(text)[0].1.as_deref(), Some("المانحون"));
    }

    #[test]
    fn commitments_agreements_and_outcomes() {
        let text = "عنوان الخبر\n\
            يلتزم التحالف بما يلي: تدمير البنيات المالية ومنع تدفق المقاتلين ومجابهة الدعاية.\n\
            واتفق الأعضاء على خطة جديدة للعمل المشترك.\n\
            وجاءت مخرجات الاجتماع كالتالي:\n\
            • ضمان هزيمة التنظيم هو الأولوية.\n\
            • تعزيز قدرات مكافحة الإرهاب هناك.\n\
            وانضمت اليمن إلى التحالف بعد ذلك.\n";
        let found = kinds(text);
        assert_eq!(found[0], ("commitment", Some("التحالف".to_owned()), 3));
        assert_eq!(found[1].0, "agreement");
        assert_eq!(found.iter().filter(|s| s.0 == "outcome").count(), 2);
        assert_eq!(found.last().unwrap().0, "membership");
    }
}
