//! Names in a row behind a word of taking part: `بمشاركة ممثلين عن المغرب وتونس والاتحاد الأوروبي`.

use std::ops::Range;

use super::Ground;
use super::part::Part;
use crate::article::Sentence;
use crate::body::{end_of_body, id_of_body};
use crate::gazetteer::{Mention, NameType, nisba};
use crate::lexicon::Words;
use crate::people::role_at;
use crate::token::Kind;

/// Words between the names of a row.
static BETWEEN: Words = Words::new(
    "و كل من ممثل ممثلة ممثلون ممثلين ممثلي ممثلو ممثلا عن وفد وفدا وفود وفدي وفدا وزراء وزيري وزيرا وزير خارجية داخلية دفاع دول دولة \
     دولتي بلدان عدد عدة بعض كبير منظمة منظمات دولية إقليمية مسؤولون مسؤولين مسؤولو مسؤولي سفراء سفير إلى جانب بالإضافة فضلا على رأسهم رأسها على \
     رأسه أبرزهم أبرزها بينهم بينها منهم منها مناصفة بالاشتراك بشكل مشترك مشتركة مع بشراكة بالشراكة بين كذلك أيضا كما الجانب الجانبين \
     الوفد الطرف لافت تام ملحوظ كامل واضح فيه فيها له لها عنه عنها أعمال أشغال حكومة حكومات مملكة المملكة جمهورية أخرى رئيس رؤساء أعضاء \
     الرئاسة لأول مرة للمرة الأولى أيضا بالعالم العالم حول أبرزهم نحو حوالي أكثر أزيد زهاء قرابة المنظمات الدولية الإقليمية فضلا جهات جهة أطراف طرف كيانات هيئات هيئة هي وهي هم وهم the of both and also delegates from representatives officials ministers",
);
/// Nouns of rows that begin no body: what stands behind them takes part itself.
static OF_STATES: Words = Words::new("حكومة حكومات وفد وفود رئاسة الرئاسة بعثة سفارة قيادة");
static MEETING: Words = Words::new(
    "الاجتماع اجتماع المؤتمر مؤتمر القمة قمة اللقاء لقاء الجلسة جلسة الدورة المنتدى الندوة الورشة المباحثات المحادثات الحفل meeting conference summit",
);

/// Somebody named in a row: a state, or a body that a table knows or its first noun tells.
#[derive(Debug)]
pub(super) struct InRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) tokens: Range<usize>,
    pub(super) kind: NameType,
}

impl From<&Mention> for InRow {
    fn from(name: &Mention) -> InRow {
        InRow {
            id: name.known.id.to_owned(),
            name: name.known.name.to_owned(),
            tokens: name.tokens.clone(),
            kind: name.known.kind,
        }
    }
}

/// The names of the row of a word of taking part, in order: behind it, or right before it where
/// nothing stands behind.
pub(super) fn chain(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    at: usize,
    part: Part,
) -> Vec<InRow> {
    let english = ground.article.tokens[at].form.is_ascii();
    let behind = if english { Vec::new() } else { behind(ground, sentence, at + 1) };
    if behind.is_empty() && part != Part::Convenes {
        return before(ground, sentence, at, english).into_iter().map(InRow::from).collect();
    }
    behind
}

fn name_from<'g>(ground: &Ground<'g, '_>, at: usize) -> Option<&'g Mention> {
    let place = ground.names.partition_point(|name| name.tokens.start < at);
    ground.names.get(place).filter(|name| name.tokens.start == at)
}

fn behind(ground: &Ground<'_, '_>, sentence: &Sentence, from: usize) -> Vec<InRow> {
    let article = ground.article;
    let mut out = Vec::new();
    let mut at = from;
    // "رئيس مجلس النواب": the body of an office does not take part, its holder does.
    let mut of_office = false;
    while at < sentence.tokens.end {
        if let Some(name) = name_from(ground, at) {
            // "في سوريا": what a preposition leads to is a place, not a participant.
            if name.known.kind != NameType::Person {
                out.push(InRow::from(name));
            }
            at = name.tokens.end;
            of_office = false;
            continue;
        }
        if let Some(person) = ground.people.iter().find(|person| person.tokens.start == at) {
            at = person.tokens.end;
            continue;
        }
        if let Some((len, ..)) = role_at(article, at) {
            at += len;
            of_office = true;
            continue;
        }
        let body = end_of_body(article, ground.names, at).filter(|end| *end <= sentence.tokens.end);
        if let Some(end) = body.filter(|_| !article.has(at, &OF_STATES)) {
            let tokens = at..end;
            if !of_office {
                let (id, name) = id_of_body(article, &tokens);
                out.push(InRow { id, name, tokens, kind: NameType::Organisation });
            }
            of_office = false;
            at = end;
            continue;
        }
        of_office = false;
        let token = &article.tokens[at];
        let meeting = article.has(at, &MEETING);
        let within = article.is(at, &["في", "in"]) && article.has(at + 1, &MEETING);
        let adjective = at > from
            && article.has(at - 1, &MEETING)
            && token.kind == Kind::Word
            && token.form.starts_with("ال");
        let unit = crate::quantity::unit_at(&article.tokens, at).is_some();
        let numeral = crate::number::numeral_at(&article.tokens, at).is_some();
        let passes = token.is(",")
            || token.is(":")
            || numeral
            || token.kind == Kind::Number
            || token.is("(")
            || token.is(")")
            || meeting
            || within
            || adjective
            || unit
            || nisba(&token.form).is_some()
            || article.has(at, &BETWEEN);
        if !passes {
            break;
        }
        at += 1;
    }
    out
}

/// `Kenya and Türkiye co-chaired`, `المغرب يستضيف`: the subject right before its verb.
fn before<'g>(
    ground: &Ground<'g, '_>,
    sentence: &Sentence,
    at: usize,
    english: bool,
) -> Vec<&'g Mention> {
    let article = ground.article;
    let mut out = Vec::new();
    // "العراق وتركيا لن يشاركا"
    let negated = at > sentence.tokens.start && article.is(at - 1, &["لن", "لم", "لا"]);
    let mut end = at - usize::from(negated && !english);
    while end > sentence.tokens.start {
        let name = ground.names.iter().find(|name| name.tokens.end == end);
        if let Some(name) = name.filter(|name| name.known.kind != NameType::Person) {
            out.push(name);
            end = name.tokens.start;
            // Arabic puts one subject before its verb; a preposition before it makes it no subject.
            if !english {
                let led = end > sentence.tokens.start
                    && article.is(end - 1, &["في", "من", "الي", "علي", "عن", "مع", "ضد"]);
                if led {
                    out.clear();
                }
                let joined = article.tokens[end].form.starts_with('و')
                    && !crate::token::form_of(name.known.name).starts_with('و');
                if joined && !led {
                    continue;
                }
                break;
            }
            continue;
        }
        let token = &article.tokens[end - 1];
        let day = english
            && article.is(
                end - 1,
                &[
                    "on",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "friday",
                    "saturday",
                    "sunday",
                    "did",
                    "not",
                    "co",
                    "will",
                    "has",
                    "had",
                    "jointly",
                    "also",
                    "the",
                ],
            );
        let passes =
            english && (article.is(end - 1, &["and"]) || token.is(",") || token.is("-") || day);
        if !passes {
            break;
        }
        end -= 1;
    }
    out.reverse();
    out
}
