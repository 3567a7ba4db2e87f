//! When an event took place, of all the dates around it.

use std::ops::Range;

use super::{Dated, EventType, Ground, nearest};
use crate::article::{Article, Sentence};
use crate::lexicon::Words;
use crate::tense::is_future_verb;

/// The date of an event.
pub(super) struct Told<'d> {
    pub(super) date: Option<&'d Dated>,
    /// Whether it is only the day on which a meeting ended.
    pub(super) closing: bool,
}

static HAPPENED: Words = Words::new(
    "وقع وقعت استهدف استهدفت ضرب ضربت حدث حدثت جرى جرت هز هزت نفذ نفذته شنه شنته طال طالت أودى أودت struck happened hit",
);

static STATEMENT: Words =
    Words::new("بيان بيانه بيانها بيانا تصريح تصريحات تصريحه تغريدة تدوينة مقابلة رسالة بلاغ حديث");

/// Days an attack or arrest can take; what is dated by more is a count of several.
const LONGEST_ACT: i32 = 62;

/// The date that says when the event of a trigger was.
pub(super) fn told<'g>(
    ground: &Ground<'g, '_>,
    sentence: &Sentence,
    clause: &Range<usize>,
    at: usize,
    kind: EventType,
) -> Told<'g> {
    let article = ground.article;
    // A day on which somebody claims an attack is not the day it happened, unless it stands beside a
    // verb of happening: "claimed the attack that struck on Monday".
    if let Some(claim) = claimed(article, sentence, at, kind) {
        // "قتل تسعة أمس في هجوم أعلن التنظيم مسؤوليته عنه": the day stands before what is claimed.
        let before = |d: &&Dated| {
            d.tokens.end <= at
                && claim > at
                && !(sentence.tokens.start..at).any(|i| announces(article, i))
        };
        // English says when right behind the attack, or before it: "Thursday's attack".
        let beside = |d: &&Dated| {
            let english = article.tokens[at].form.is_ascii();
            let behind = d.tokens.start > at && d.tokens.start - at <= 6;
            let owns = d.tokens.end <= at
                && at - d.tokens.end <= 4
                && article.tokens.get(d.tokens.end).is_some_and(|token| token.is("'"));
            english && (behind || owns)
        };
        let happened = |d: &&Dated| {
            let between = at + 1..d.tokens.start;
            let told = d.tokens.start > at
                && between.len() <= 10
                && between.clone().any(|i| article.has(i, &HAPPENED));
            told || beside(d) || before(d)
        };
        let date = ground.dates.iter().find(happened);
        return Told { date, closing: false };
    }
    let ahead = (clause.start..at).any(|i| is_future_verb(article, i))
        || matches!(kind, EventType::Return | EventType::Release | EventType::Meeting);
    // "since 2002" and "before 2023" bound something, they do not date an event; what is still
    // ahead may be dated by its last day.
    let bounds = |d: &&Dated| {
        let first = d.tokens.start;
        let words: &[&str] = if ahead {
            &["منذ", "since"]
        } else {
            &["منذ", "قبل", "بحلول", "since", "before", "by"]
        };
        article.is(first, words) || (first > 0 && article.is(first - 1, words))
    };
    // "86 cells between 2016 and 2022" is a count, no event.
    let counted = |d: &&Dated| {
        let acts = matches!(
            kind,
            EventType::Attack | EventType::Arrest | EventType::Operation | EventType::Clash
        );
        let days = d.days.and_then(|days| days.earliest.until(days.latest).ok());
        acts && days.is_some_and(|span| span.get_days() > LONGEST_ACT)
    };
    // "ABUJA, Oct 3 -": the day of writing; "told reporters on Tuesday": the day of saying.
    let of_writing = |d: &&Dated| {
        let behind = (d.tokens.end..d.tokens.end + 4).take_while(|i| *i < at);
        let dateline = d.tokens.end - sentence.tokens.start <= 8
            && d.tokens.end < at
            && behind.clone().any(|i| article.tokens[i].is("-") || article.tokens[i].is("/"));
        // "وقال في بيان الثلاثاء إن"
        let stated = kind == EventType::Meeting
            && (d.tokens.start.saturating_sub(3).max(sentence.tokens.start)..d.tokens.start).any(
                |i| {
                    article.has(i, &STATEMENT)
                        && !article.is(i + 1, &["ختامي", "ختاميا", "الختامي"])
                },
            );
        let said = (d.tokens.start.saturating_sub(4).max(sentence.tokens.start)..d.tokens.start)
            .any(|i| article.is(i, &["told", "said", "announced"]));
        dateline || stated || said && d.tokens.start > at
    };
    // What began in a year began then, however long it went on.
    let begun = (at.saturating_sub(12).max(sentence.tokens.start)..at)
        .any(|i| article.is(i, &["بدا", "بدات", "انطلق", "انطلقت", "اطلق", "اطلقت"]));
    let counted = |d: &&Dated| counted(d) && !begun;
    let dates: &'g [Dated] = ground.dates;
    let told = dates.iter().filter(|d| !d.vague && !bounds(d) && !counted(d) && !of_writing(d));
    // "بدأت الخلية في يونيو، ونفذت عملية في 22 أغسطس": a verb joined behind a comma has the day behind it.
    static ACTS: Words = Words::new(
        "نفذ نفذت نفذوا شن شنت شنوا هاجم هاجمت هاجموا قتل قتلت قتلوا استهدف استهدفت اعتقل اعتقلت أوقف أوقفت خطف خطفت اغتال اغتالت",
    );
    let joined = (clause.start + 1..at).rev().find(|i| {
        article.has(*i, &ACTS)
            && article.tokens[*i].stems.iter().any(|stem| stem.clitic.and)
            && article.tokens[*i - 1].is(",")
    });
    let own = joined.and_then(|joined| {
        let between = |d: &&Dated| d.tokens.start > joined && clause.contains(&d.tokens.start);
        told.clone().find(between)
    });
    let date = own.or_else(|| nearest(told, clause, at, |d| &d.tokens));
    Told { date, closing: closes(article, sentence, at, kind) }
}

/// `يحتضن المغرب يوم الأربعاء اجتماعا`: a verb of hosting in the present with a day that is neither today
/// nor yesterday announces.
pub(super) fn announced(
    article: &Article<'_>,
    clause: &Range<usize>,
    at: usize,
    kind: EventType,
    date: Option<&Dated>,
) -> bool {
    static HOSTS: Words = Words::new(
        "تحتضن يحتضن تستضيف يستضيف ينعقد تنعقد يعقد تعقد يلتئم تلتئم تستضيفه يستضيفه تحتضنه يحتضنه",
    );
    static NOW: Words = Words::new("اليوم أمس الماضي الماضية الماضيين الجاري المنصرم");
    let Some(date) = date.filter(|_| kind == EventType::Meeting) else { return false };
    let now = (date.tokens.start..date.tokens.end + 1).any(|i| article.has(i, &NOW));
    let dated = date.weekday.is_some() || date.tokens.len() > 1;
    !now && dated && (clause.start..at.max(date.tokens.start)).any(|i| article.has(i, &HOSTS))
}

/// Whether a date may be that of the announcement: `أعلنت القيادة، اليوم الاثنين، مقتل 30 مسلحا في غارة`.
pub(super) fn of_announcement(
    article: &Article<'_>,
    sentence: &Sentence,
    date: &Dated,
    at: usize,
    kind: EventType,
) -> bool {
    static TELLS: Words = Words::new("أعلن أعلنت قال قالت أفاد أفادت ذكر ذكرت كشف كشفت أكد أكدت");
    let acts = matches!(
        kind,
        EventType::Attack | EventType::Operation | EventType::Clash | EventType::Arrest
    );
    let head = sentence.tokens.start..(sentence.tokens.start + 3).min(date.tokens.start);
    acts && date.tokens.end <= at && head.into_iter().any(|i| article.has(i, &TELLS))
}

/// Whether a sentence tells who says to have done an attack.
fn claimed(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
    kind: EventType,
) -> Option<usize> {
    let attack = kind == EventType::Attack;
    sentence.tokens.clone().find(|i| attack && claims(article, *i) && i.abs_diff(at) <= 8)
}

/// Verbs that announce who did it.
fn announces(article: &Article<'_>, at: usize) -> bool {
    article.is(at, &["اعلن", "اعلنت", "تبني", "تبنت", "claimed"])
}

/// Whether a word says that somebody takes an attack upon himself.
pub(super) fn claims(article: &Article<'_>, at: usize) -> bool {
    static CLAIM: Words = Words::new(
        "مسؤوليته مسؤوليتها مسؤولياتها مسئوليتها مسئوليته تبني تبنى تبنت تبناه تبنته تبناها تتبن يتبن claimed responsibility",
    );
    article.has(at, &CLAIM)
}

/// Whether a meeting is only said to end or go on: `يختتم المؤتمر أعماله غدا`, `اختتمت أعمال اجتماع`.
fn closes(article: &Article<'_>, sentence: &Sentence, at: usize, kind: EventType) -> bool {
    static CLOSE: Words = Words::new(
        "يختتم تختتم اختتم اختتمت سيختتم ستختتم اختتام ختام تتواصل يتواصل تستمر يستمر استمر استمرت تواصل تواصلت concludes concluded ends ended",
    );
    static WORK: Words = Words::new("أعمال أعماله أعمالها أشغال أشغاله أشغالها فعاليات فعالياته");
    let known = article.tokens[at].form.starts_with("ال");
    let before = at.saturating_sub(3).max(sentence.tokens.start);
    let far = at.saturating_sub(18).max(sentence.tokens.start);
    let works = before < at && article.has(at - 1, &WORK);
    let goes_on = (at + 1..(at + 4).min(sentence.tokens.end))
        .any(|i| article.has(i, &CLOSE) && article.is(i - 1, &["الذي", "التي"]));
    kind == EventType::Meeting
        && (known && (goes_on || (before..at).any(|i| article.has(i, &CLOSE)))
            || (works && (far..at).any(|i| article.has(i, &CLOSE))))
}
