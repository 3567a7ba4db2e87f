//! Events of a report: what happened or is planned, when, where, with whom.

mod participant;

use std::ops::Range;
use std::sync::OnceLock;

use crate::article::{Article, Sentence};
use crate::date::{Interval, Tense};
use crate::gazetteer::{self, Known, NameType};
use crate::lexicon::Phrases;
use crate::people::Person;
use crate::tense::tense_at;
pub use participant::Role;
pub(crate) use participant::{Participant, participants};

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
}

impl EventType {
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
        }
    }
}

fn triggers() -> &'static Phrases<EventType> {
    static TRIGGERS: OnceLock<Phrases<EventType>> = OnceLock::new();
    TRIGGERS.get_or_init(|| {
        use EventType::*;
        let rows = [
            ("اجتماع|الاجتماع|اجتماعا|اجتماعات|اجتمع|اجتمعت|اجتمعوا|سيجتمع|ستجتمع|يجتمع|تجتمع|مؤتمر|المؤتمر|قمة|القمة|منتدى|\
              المنتدى|لقاء|اللقاء|سيلتقي|التقى|ملتقى|اجتماعه|اجتماعهم|مؤتمرا|ورشة|الورشة|ورشة عمل|ندوة|الندوة|محادثات|مباحثات|مشاورات|المحادثات|المباحثات|لقاء تشاوري|workshop|talks|met in|met with|meets in|meet in|meeting|summit|conference|ministerial", Meeting),
            ("مؤتمر صحفي|مؤتمر صحافي|المؤتمر الصحفي|ندوة صحفية|ندوة صحافية|press conference", PressConference),
            ("هجوم|الهجوم|هجوما|هجمات|الهجمات|اعتداء|اعتداءات|تفجير|تفجيرات|انفجار|هاجم|هاجمت|كمين|كمينا|إطلاق نار|إطلاق النار|raid|ambush|shooting|blast|explosion|assault|attack|attacks|bombing", Attack),
            ("اشتباك|اشتباكات|معركة|معارك|معركة تحرير|clash|clashes|battle", Clash),
            ("عملية|عمليات|حملة|عملية أمنية|عملية عسكرية|غارة|غارات|ضربة جوية|ضربات جوية|airstrike|airstrikes|operation|campaign", Operation),
            ("اعتقال|اعتقلت|اعتقل|توقيف|أوقفت|القبض على|تفكيك خلية|فككت|arrested|arrest", Arrest),
            ("تأسس|تأسست|تأسيس|تأسيسه|تشكل|تشكيل|أنشئ|إنشاء|الكشف عن آلية|founded|formed|established", Founding),
            ("انضم|انضمت|انضمام|انضمامه|انضمامها|joined|accession", Accession),
            ("وقع اتفاقا|وقعت اتفاقا|توقيع اتفاق|توقيع اتفاقية|اتفاق|اتفاقية|agreement", Agreement),
            ("أدرج|أدرجت|إدراج|فرضت عقوبات|فرض عقوبات|عقوبات على|تجميد أصول|sanctioned|designated", Listing),
        ];
        Phrases::new(rows.into_iter().flat_map(|(row, kind)| row.split('|').map(move |w| (w.trim(), kind))))
    })
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
    for (place, sentence) in ground.article.sentences.iter().enumerate() {
        let ground = &ground.within(&sentence.tokens);
        let mut last_kind = None;
        for at in sentence.tokens.clone() {
            let Some(found) = triggers().at(&ground.article.tokens[..sentence.tokens.end], at)
            else {
                continue;
            };
            let kind = *found.value;
            let candidate = candidate(ground, sentence, place, at, kind);
            if Some(kind) == last_kind && candidate.date.is_none() && candidate.place.is_none() {
                continue;
            }
            last_kind = Some(kind);
            take(&mut out, candidate, ground);
        }
    }
    out
}

fn candidate(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    place: usize,
    at: usize,
    kind: EventType,
) -> Event {
    let clause = clause(ground.article, sentence, at);
    // "since 2002" and "before 2023" bound something, they do not date an event.
    let since = |d: &&Dated| {
        let first = d.tokens.start;
        let bounds = ["منذ", "قبل", "بحلول", "since", "before", "by"];
        ground.article.is(first, &bounds) || (first > 0 && ground.article.is(first - 1, &bounds))
    };
    // A day on which somebody claims an attack, or closes a meeting, is not the day it began.
    let dateless =
        claimed(ground.article, sentence, at, kind) || closes(ground.article, sentence, at, kind);
    // "86 cells between 2016 and 2022" is a count, no event.
    let counted = |d: &&Dated| {
        let acts = matches!(
            kind,
            EventType::Attack | EventType::Arrest | EventType::Operation | EventType::Clash
        );
        let days = d.days.and_then(|days| days.earliest.until(days.latest).ok());
        acts && days.is_some_and(|span| span.get_days() > LONGEST_ACT)
    };
    let told = ground.dates.iter().filter(|d| !dateless && !d.vague && !since(d) && !counted(d));
    let date = nearest(told, &clause, at, |d| &d.tokens);
    let spot = place_of(ground, &clause, at, kind);
    let after =
        at > 0 && ground.article.is(at - 1, &["بعد", "عقب", "اثر", "منذ", "after", "since"]);
    let planned = !after
        && (tense_at(ground.article, &sentence.tokens, at) == Tense::Future
            || crate::tense::is_future_verb(ground.article, at)
            || date.is_some_and(|d| {
                tense_at(ground.article, &sentence.tokens, d.tokens.start) == Tense::Future
            }));
    Event {
        kind,
        planned,
        date: date.map(|d| d.place),
        days: date.and_then(|d| d.days),
        weekday: date.and_then(|d| d.weekday),
        place: spot,
        name: name_of(ground.article, &clause, at, kind),
        participants: participants(ground, sentence, at, kind, planned),
        evidence: vec![place],
    }
}

/// Days an attack or arrest can take; what is dated by more is a count of several.
const LONGEST_ACT: i32 = 62;

/// Whether a sentence tells who says to have done an attack.
fn claimed(article: &Article<'_>, sentence: &Sentence, at: usize, kind: EventType) -> bool {
    const CLAIM: &[&str] = &[
        "مسووليته",
        "مسووليتها",
        "مسوولياتها",
        "مسيوليتها",
        "مسيوليته",
        "تبني",
        "تبنت",
        "تبناه",
        "تبنته",
        "تبناها",
        "claimed",
        "responsibility",
    ];
    kind == EventType::Attack
        && sentence.tokens.clone().any(|i| article.is(i, CLAIM) && i.abs_diff(at) <= 8)
}

/// Whether a known meeting is only said to end or go on: `يختتم المؤتمر أعماله غدا`.
fn closes(article: &Article<'_>, sentence: &Sentence, at: usize, kind: EventType) -> bool {
    const CLOSE: &[&str] = &[
        "يختتم",
        "تختتم",
        "اختتم",
        "اختتمت",
        "سيختتم",
        "ستختتم",
        "تتواصل",
        "يتواصل",
        "تستمر",
        "يستمر",
        "concludes",
        "ends",
    ];
    let known = article.tokens[at].form.starts_with("ال");
    let before = at.saturating_sub(3).max(sentence.tokens.start);
    kind == EventType::Meeting && known && (before..at).any(|i| article.is(i, CLOSE))
}

/// The part of a sentence around a trigger: a long sentence is cut where a new statement begins.
fn clause(article: &Article<'_>, sentence: &Sentence, at: usize) -> Range<usize> {
    let breaks = |i: &usize| {
        // What is said begins behind إن; where and when it was said stands before it.
        let token = &article.tokens[*i];
        let said = token.form == "ان" && article.text[token.range.clone()].starts_with('إ');
        said || article.is(*i, &["عندما", "فيما", "بينما", "while", "when"]) || token.is(";")
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

/// Place of an event: a city before a country before a region, the nearest of its kind.
fn place_of(
    ground: &Ground<'_, '_>,
    clause: &Range<usize>,
    at: usize,
    kind: EventType,
) -> Option<&'static Known> {
    if kind == EventType::Accession {
        return None;
    }
    // A body is founded where the words right behind say so, not where it works.
    let near = if kind == EventType::Founding { 10 } else { usize::MAX };
    let located = |name: &&gazetteer::Mention| {
        name.tokens.start.abs_diff(at) <= near
            && matches!(name.known.kind, NameType::Political | NameType::Place)
            && placed(ground.article, name.tokens.start, at)
    };
    let rank = |known: &Known| match known.kind {
        _ if known.id.starts_with("city:") => 0,
        NameType::Place if kind != EventType::Meeting && !known.country.is_empty() => 0,
        NameType::Political => 1,
        _ => 2,
    };
    let names: Vec<&gazetteer::Mention> = ground.names.iter().filter(located).collect();
    let best = names
        .iter()
        .filter(|name| clause.contains(&name.tokens.start))
        .map(|name| rank(name.known))
        .min()?;
    let found = nearest(
        names.iter().copied().filter(|name| rank(name.known) == best),
        clause,
        at,
        |name| &name.tokens,
    )?;
    (best < 2).then_some(found.known)
}

/// Whether a place says where something is: after a preposition, "city of", or the event itself.
pub(crate) fn placed(article: &Article<'_>, name: usize, trigger: usize) -> bool {
    let joined = article.tokens[name]
        .stems
        .iter()
        .any(|s| s.clitic.preposition && article.tokens[name].form.starts_with('ب'));
    let led = name > 0
        && article.is(
            name - 1,
            &["في", "مدينه", "علي", "بمدينه", "محافظه", "العاصمه", "in", "at", "سجن", "معتقل"],
        );
    let construct = name == trigger + 1;
    let hosts = name > 0
        && article.is(name - 1, &["تحتضن", "يحتضن", "تستضيف", "يستضيف", "احتضنت", "استضافت"]);
    joined || led || construct || hosts
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
    let named = open == at + 1 || article.is(open - 1, &["اسم", "مسمي", "جديده", "اسمها"]);
    (named && close - open <= 6).then(|| article.slice(&(open + 1..close)).to_owned())
}

/// Adds a candidate to an event it belongs to, or as a new one.
fn take(out: &mut Vec<Event>, new: Event, ground: &Ground<'_, '_>) {
    let anchored = new.date.is_some() || new.place.is_some() || new.name.is_some();
    let fits = |event: &&mut Event| {
        event.kind == new.kind
            && same_days(event, &new)
            && same_place(event.place, new.place)
            && same_name(event, &new)
    };
    if let Some(event) = out.iter_mut().rev().find(fits) {
        // A sentence that says neither when nor where speaks of the event of its own kind just told.
        join(event, new);
        return;
    }
    let kept = match new.kind {
        EventType::Meeting | EventType::PressConference => anchored,
        EventType::Founding | EventType::Accession => {
            new.date.is_some() || !new.participants.is_empty() || new.name.is_some()
        }
        EventType::Operation => new.name.is_some() || new.date.is_some(),
        EventType::Agreement => new.date.is_some() && ground.article.sentences.len() > 1,
        _ => new.date.is_some() || new.place.is_some_and(|place| place.id.starts_with("city:")),
    };
    if kept {
        out.push(new);
    }
}

fn same_days(a: &Event, b: &Event) -> bool {
    match (a.days, b.days) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => {
            a.date.is_none()
                || b.date.is_none()
                || a.date == b.date
                || (a.weekday.is_some() && a.weekday == b.weekday)
        }
    }
}

/// Whether two places can be one: the same, or a city and its country.
pub(crate) fn same_place(a: Option<&Known>, b: Option<&Known>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let city = |known: &Known| !known.id.starts_with("country:");
    a.id == b.id || (!a.country.is_empty() && a.country == b.country && !(city(a) && city(b)))
}

fn same_name(a: &Event, b: &Event) -> bool {
    match (&a.name, &b.name) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => a.kind != EventType::Founding,
    }
}

fn join(event: &mut Event, new: Event) {
    let more_exact = |days: Option<Interval>| {
        days.map_or(i32::MAX, |d| d.earliest.until(d.latest).map_or(i32::MAX, |s| s.get_days()))
    };
    if more_exact(new.days) < more_exact(event.days) || (event.date.is_none() && new.date.is_some())
    {
        (event.days, event.date, event.weekday) = (new.days, new.date, new.weekday);
        event.planned = new.planned;
    }
    // A city says more than the country it lies in.
    let finer = new.place.filter(|place| {
        event.place.is_none_or(|old| old.id.starts_with("country:") && place.id != old.id)
    });
    event.place = finer.or(event.place);
    event.name = event.name.take().or(new.name);
    for participant in new.participants {
        if !event
            .participants
            .iter()
            .any(|p| p.name == participant.name && p.role == participant.role)
        {
            event.participants.push(participant);
        }
    }
    for sentence in new.evidence {
        if !event.evidence.contains(&sentence) {
            event.evidence.push(sentence);
        }
    }
}
