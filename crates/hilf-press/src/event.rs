//! Events of a report: what happened or is planned, when, where, with whom.

mod chain;
mod day;
mod join;
mod part;
mod participant;
mod place;
mod trigger;

use std::ops::Range;

use crate::article::{Article, Sentence};
use crate::date::{Interval, Tense};
use crate::gazetteer::{self, Known};
use crate::lexicon::Words;
use crate::people::Person;
use crate::tense::tense_at;
use crate::zone::Zone;
use join::{one_act, take};
pub use participant::Role;
pub(crate) use participant::{Participant, participants};
pub(crate) use place::placed;
use trigger::{Force, quotes_name, trigger_at};

/// Type of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventType {
    Meeting,
    PressConference,
    Attack,
    Clash,
    Operation,
    Arrest,
    Founding,
    Accession,
    Agreement,
    Listing,
    Abduction,
    Release,
    Return,
}

impl EventType {
    /// All of them.
    const ALL: &[EventType] = &[
        EventType::Meeting,
        EventType::PressConference,
        EventType::Attack,
        EventType::Clash,
        EventType::Operation,
        EventType::Arrest,
        EventType::Founding,
        EventType::Accession,
        EventType::Agreement,
        EventType::Listing,
        EventType::Abduction,
        EventType::Release,
        EventType::Return,
    ];

    /// The name used in JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            EventType::Meeting => "meeting",
            EventType::PressConference => "press_conference",
            EventType::Attack => "attack",
            EventType::Clash => "clash",
            EventType::Operation => "operation",
            EventType::Arrest => "arrest",
            EventType::Founding => "founding",
            EventType::Accession => "accession",
            EventType::Agreement => "agreement",
            EventType::Listing => "listing",
            EventType::Abduction => "abduction",
            EventType::Release => "release",
            EventType::Return => "return",
        }
    }

    fn in_arabic(self) -> &'static str {
        match self {
            EventType::Meeting => "اجتماع",
            EventType::PressConference => "مؤتمر صحفي",
            EventType::Attack => "هجوم",
            EventType::Clash => "اشتباك",
            EventType::Operation => "عملية",
            EventType::Arrest => "توقيف",
            EventType::Founding => "تأسيس",
            EventType::Accession => "انضمام",
            EventType::Agreement => "اتفاق",
            EventType::Listing => "إدراج",
            EventType::Abduction => "اختطاف",
            EventType::Release => "إفراج",
            EventType::Return => "عودة",
        }
    }

    fn in_english(self) -> &'static str {
        match self {
            EventType::PressConference => "press conference",
            kind => kind.name(),
        }
    }
}

/// What a kind of event is called, in Arabic and in English, by its name in JSON; `None` for one that
/// reports do not give.
///
/// ```
/// assert_eq!(hilf_press::event_in_words("attack"), Some(("هجوم", "attack")));
/// ```
pub fn event_in_words(kind: &str) -> Option<(&'static str, &'static str)> {
    let known = EventType::ALL.iter().find(|known| known.name() == kind)?;
    Some((known.in_arabic(), known.in_english()))
}

/// A date of the report as events need it.
#[derive(Debug, Clone)]
pub(crate) struct Dated {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The days it means, once resolved.
    pub(crate) days: Option<Interval>,
    /// Weekday beside it.
    pub(crate) weekday: Option<i8>,
    /// Place among the dates of the report.
    pub(crate) place: usize,
    /// Whether it speaks of a stretch so long that it dates nothing: "now", a decade.
    pub(crate) vague: bool,
}

/// An event of a report.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) kind: EventType,
    pub(crate) planned: bool,
    /// The date that places it, as a place among the dates of the report.
    pub(crate) date: Option<usize>,
    /// Whether its sentence tells of people killed.
    pub(crate) deadly: bool,
    /// Whether that is only the day on which it ended.
    pub(crate) closing: bool,
    /// Whether that may be only the day on which somebody announced it.
    pub(crate) announced: bool,
    /// Whether its trigger has the article, and speaks of something told before.
    pub(crate) definite: bool,
    pub(crate) days: Option<Interval>,
    pub(crate) weekday: Option<i8>,
    pub(crate) place: Option<&'static Known>,
    /// Proper name in quotation marks.
    pub(crate) name: Option<String>,
    pub(crate) participants: Vec<Participant>,
    /// Sentences that speak of it.
    pub(crate) evidence: Vec<usize>,
}

/// What a report holds, as the search for events needs it.
pub(crate) struct Ground<'g, 't> {
    pub(crate) article: &'g Article<'t>,
    pub(crate) dates: &'g [Dated],
    pub(crate) names: &'g [gazetteer::Mention],
    pub(crate) people: &'g [Person],
}

impl<'g, 't> Ground<'g, 't> {
    /// The same, with only what stands in a stretch of tokens.
    fn within(&self, tokens: &Range<usize>) -> Ground<'g, 't> {
        fn part<T>(all: &[T], tokens: &Range<usize>, start: impl Fn(&T) -> usize) -> Range<usize> {
            let first = all.partition_point(|one| start(one) < tokens.start);
            first..all.partition_point(|one| start(one) < tokens.end)
        }
        Ground {
            article: self.article,
            dates: &self.dates[part(self.dates, tokens, |d| d.tokens.start)],
            names: &self.names[part(self.names, tokens, |n| n.tokens.start)],
            people: &self.people[part(self.people, tokens, |p| p.tokens.start)],
        }
    }
}

/// Events of a report.
pub(crate) fn events(ground: &Ground<'_, '_>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    let scene = place::scene(ground);
    let mut bodies = 0;
    for (place, sentence) in ground.article.sentences.iter().enumerate() {
        let zone = ground.article.zone(sentence);
        let lead = zone == Zone::Title || bodies < LEAD_SENTENCES;
        bodies += usize::from(zone == Zone::Body);
        let whole = ground;
        let ground = &ground.within(&sentence.tokens);
        let mut last_kind = None;
        for at in sentence.tokens.clone() {
            let Some((kind, force)) =
                trigger_at(ground.article, ground.names, &sentence.tokens, at)
            else {
                continue;
            };
            // "المنتدى العالمي لمكافحة الإرهاب" is a body and no meeting.
            let body = ground.names.iter().any(|name| {
                name.known.kind == gazetteer::NameType::Organisation
                    && name.tokens.contains(&at)
                    && name.tokens.len() > 1
            });
            if body && kind == EventType::Meeting {
                continue;
            }
            let mut candidate = candidate(ground, sentence, place, at, kind);
            if Some(kind) == last_kind && candidate.date.is_none() && candidate.place.is_none() {
                continue;
            }
            last_kind = Some(kind);
            if lead && candidate.date.is_none() && ground.dates.is_empty() {
                day_before(whole, place, at, &mut candidate);
            }
            if lead && candidate.place.is_none() && force == Force::Tells {
                candidate.place = scene.of(kind, ground, sentence);
            }
            take(&mut out, candidate, lead && force == Force::Tells, force);
        }
        if last_kind.is_none() {
            go_on(&mut out, ground, sentence, place);
        }
    }
    one_act(&mut out);
    out
}

/// `أحبط الأمن، اليوم الأحد، مخططا. وأسفرت العملية عن توقيف أربعة`: what the lead goes on to tell of one deed
/// was on the only day its first sentence names.
fn day_before(ground: &Ground<'_, '_>, place: usize, at: usize, event: &mut Event) {
    static DEED: Words = Words::new(
        "العملية العمليات الهجوم التفجير الانفجار الحادث الاعتداء الواقعة التدخل الغارة الكمين",
    );
    let acts = matches!(
        event.kind,
        EventType::Attack | EventType::Clash | EventType::Arrest | EventType::Operation
    );
    let article = ground.article;
    let sentence = &article.sentences[place].tokens;
    let speaks = (sentence.start..sentence.end.min(at + 2)).any(|i| article.has(i, &DEED));
    let Some(first) = place.checked_sub(1).map(|before| &article.sentences[before]) else { return };
    let claimed = sentence.clone().chain(first.tokens.clone()).any(|i| day::claims(article, i));
    if !acts || claimed || !speaks || article.zone(first) != Zone::Body || event.planned {
        return;
    }
    let told = ground.within(&first.tokens);
    if let [date] = told.dates
        && !date.vague
        && date.days.is_none_or(|days| days.is_day())
    {
        (event.date, event.days, event.weekday) = (Some(date.place), date.days, date.weekday);
    }
}

/// A sentence that tells who takes part and names no event speaks of the meeting told right before.
fn go_on(out: &mut [Event], ground: &Ground<'_, '_>, sentence: &Sentence, place: usize) {
    let before = |event: &&mut Event| {
        event.kind == EventType::Meeting
            && event.evidence.last().is_some_and(|told| place > *told && place - told <= 2)
    };
    let Some(meeting) = out.iter_mut().rev().take(NEAR).find(before) else { return };
    let new = participants(ground, sentence, sentence.tokens.start, meeting.kind, meeting.planned);
    let counted: Vec<Participant> = new.into_iter().filter(|p| !p.id.is_empty()).collect();
    if counted.is_empty() {
        return;
    }
    meeting.evidence.push(place);
    for participant in counted {
        if !meeting.participants.iter().any(|p| p.id == participant.id) {
            meeting.participants.push(participant);
        }
    }
}

/// Events told just before.
const NEAR: usize = 6;

static KILLED: Words = Words::new("مقتل قتل قتلت قتلوا تصفية تحييد مصرع killed");

/// Sentences of the body that tell the news itself.
const LEAD_SENTENCES: usize = 2;

fn candidate(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    place: usize,
    at: usize,
    kind: EventType,
) -> Event {
    let clause = clause(ground.article, sentence, at);
    let told = day::told(ground, sentence, &clause, at, kind);
    // "منذ عام 2014 عندما تشكل التحالف": what happened then has its own tense, and the date before it.
    let then = clause.start > sentence.tokens.start
        && ground.article.is(clause.start - 1, &["عندما", "when", "الذي", "التي"]);
    let before = || {
        let near = |d: &&Dated| d.tokens.end < clause.start && clause.start - d.tokens.end <= 2;
        let founded = then && kind == EventType::Founding;
        ground.dates.iter().rev().filter(|d| founded && !d.vague).find(near)
    };
    let date = told.date.or_else(before);
    let speaks = if then { clause.clone() } else { sentence.tokens.clone() };
    let after =
        at > 0 && ground.article.is(at - 1, &["بعد", "عقب", "اثر", "منذ", "after", "since"]);
    let planned = !after
        && (day::announced(ground.article, &clause, at, kind, date)
            || tense_at(ground.article, &speaks, at) == Tense::Future
            || crate::tense::is_future_verb(ground.article, at)
            || date.is_some_and(|d| {
                tense_at(ground.article, &speaks, d.tokens.start) == Tense::Future
            }));
    let participants = participants(ground, sentence, at, kind, planned);
    // A meeting takes place with its host.
    let host = || {
        let host = participants.iter().find(|p| p.role == Role::Host)?;
        let political = |known: &&Known| known.kind == gazetteer::NameType::Political;
        gazetteer::known(&host.id).filter(political)
    };
    let spot = place::place_of(ground, &clause, at, kind)
        .or_else(|| (kind == EventType::Meeting).then(host).flatten());
    Event {
        kind,
        planned,
        date: date.map(|d| d.place),
        closing: told.closing,
        announced: date
            .is_some_and(|d| day::of_announcement(ground.article, sentence, d, at, kind)),
        definite: ground.article.tokens[at].stems.iter().any(|s| s.form.starts_with("ال")),
        deadly: sentence.tokens.clone().any(|i| ground.article.has(i, &KILLED)),
        days: date.and_then(|d| d.days),
        weekday: date.and_then(|d| d.weekday),
        place: spot,
        name: name_of(ground.article, &clause, at, kind),
        participants,
        evidence: vec![place],
    }
}

/// The part of a sentence around a trigger: a long sentence is cut where a new statement begins.
fn clause(article: &Article<'_>, sentence: &Sentence, at: usize) -> Range<usize> {
    let said = |before: usize| {
        (sentence.tokens.start..before).any(|i| crate::speech::speech_verb_at(article, i))
    };
    let breaks = |i: &usize| {
        // What is said begins behind إن, or behind أن after a verb of speech; where and when it was
        // said stands before it.
        let token = &article.tokens[*i];
        let that = matches!(token.form.as_str(), "ان" | "انه" | "انها" | "انهم" | "بان" | "بانه")
            && (article.text[token.range.clone()].starts_with('إ') || said(*i));
        // "on condition that", "and it was decided that": another event.
        let then = token.form == "ان" && *i > 0 && article.tokens[*i - 1].form == "علي";
        // "the coalition that was founded in 2014": its year is not that of what it does.
        let origin = article.is(*i, &["الذي", "التي"])
            && article.is(
                *i + 1,
                &["تاسس", "تاسست", "تشكل", "تشكلت", "اسس", "اسست", "انشئ", "انشيت", "نشا", "نشات"],
            );
        // "founded to defeat the group in Syria": where its purpose lies is not where it was founded.
        let purpose = article.is(*i, &["بهدف", "بغيه", "بغرض"]);
        that || then
            || purpose
            || origin
            || article.is(*i, &["عندما", "فيما", "بينما", "while", "when"])
            || token.is(";")
    };
    let start =
        (sentence.tokens.start..at).rev().find(breaks).map_or(sentence.tokens.start, |i| i + 1);
    let end = (at + 1..sentence.tokens.end).find(breaks).unwrap_or(sentence.tokens.end);
    start..end
}

/// The nearest of some things to a token within a stretch; one after it counts as nearer.
fn nearest<'a, T>(
    things: impl Iterator<Item = &'a T>,
    within: &Range<usize>,
    at: usize,
    tokens: impl Fn(&T) -> &Range<usize>,
) -> Option<&'a T> {
    things.filter(|thing| within.contains(&tokens(thing).start)).min_by_key(|thing| {
        let start = tokens(thing).start;
        if start >= at { start - at } else { 2 * (at - start) }
    })
}

/// A name between quotation marks after an operation: `عملية “مطاردة الأشباح”`.
fn name_of(
    article: &Article<'_>,
    clause: &Range<usize>,
    at: usize,
    kind: EventType,
) -> Option<String> {
    if !matches!(kind, EventType::Operation | EventType::Clash | EventType::Founding) {
        return None;
    }
    let open = (at..clause.end.min(at + 14)).find(|i| article.tokens[*i].is_quote())?;
    let close = (open + 1..clause.end).find(|i| article.tokens[*i].is_quote())?;
    if !quotes_name(article, open) {
        return None;
    }
    let named = open == at + 1 || article.is(open - 1, &["اسم", "مسمي", "جديده", "اسمها"]);
    (named && close - open <= 6).then(|| article.slice(&(open + 1..close)).to_owned())
}

#[cfg(test)]
mod tests;
