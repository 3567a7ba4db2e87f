//! Who takes part in an event, and how.

use std::ops::Range;

use crate::article::{Article, Sentence};
use crate::gazetteer::NameType;
use crate::people::role_at;
use crate::quantity::{UnitKind, quantities};
use crate::tense::is_future_verb;

use super::{EventType, Ground};

/// Part taken in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Presides.
    Chair,
    /// Hosts.
    Host,
    /// Was there.
    Attended,
    /// Was not there.
    Absent,
    /// Is expected.
    Planned,
    /// Joined a body.
    Joined,
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Participant {
    /// Id of the person, place or body; empty for a count.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    /// Tokens of the mention.
    pub(crate) tokens: Range<usize>,
}

const CHAIR: &[&str] = &[
    "يتراس",
    "يتراسه",
    "سيتراس",
    "سيتراسه",
    "تراس",
    "تراسه",
    "ستتراسه",
    "يراسه",
    "براسه",
    "رياسه",
    "براياسه",
    "برياسه",
    "سيديرها",
    "يديره",
    "chaired",
];
const ATTEND: &[&str] = &[
    "شارك",
    "شاركت",
    "يشارك",
    "تشارك",
    "سيشارك",
    "ستشارك",
    "مشاركه",
    "حضر",
    "حضرت",
    "حضره",
    "حضور",
    "يحضر",
    "سيحضر",
    "سيحضره",
    "شاركوا",
    "المشاركين",
    "مثلته",
    "مثله",
    "مثلت",
    "نابت",
    "ناب",
    "مثلها",
    "اجتمع",
    "سيجتمع",
    "يجتمع",
    "attended",
    "attend",
    "participation",
];
const ABSENT: &[&str] = &[
    "غاب",
    "غابت",
    "غياب",
    "تغيب",
    "تغيبت",
    "يغيب",
    "سيغيب",
    "اعتذر",
    "اعتذرت",
    "قاطع",
    "قاطعت",
    "absent",
    "absence",
];
/// An invitation comes from the hosts.
const CONVENE: &[&str] = &["بدعوه", "بدعوة", "دعوه", "invitation"];
const NOT: &[&str] = &["لم", "لن", "عدم", "دون"];

/// People, bodies and counts a sentence connects with an event.
pub(crate) fn participants(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    at: usize,
    kind: EventType,
    planned: bool,
) -> Vec<Participant> {
    match kind {
        EventType::Meeting | EventType::PressConference => meeting(ground, sentence, planned),
        EventType::Accession => accession(ground, sentence, at),
        EventType::Founding => founding(ground, sentence),
        EventType::Operation => countries(ground, sentence, Role::Attended),
        _ => Vec::new(),
    }
}

fn meeting(ground: &Ground<'_, '_>, sentence: &Sentence, planned: bool) -> Vec<Participant> {
    let article = ground.article;
    let mut out = Vec::new();
    for person in ground.people.iter().filter(|p| sentence.tokens.contains(&p.tokens.start)) {
        let missing = misses_behind(article, sentence, person.tokens.end);
        let role = role_before(article, sentence, person.tokens.start, planned);
        if let Some(role) = missing.then_some(Role::Absent).or(role) {
            out.push(Participant {
                id: person.id.clone(),
                name: person.name.clone(),
                role,
                tokens: person.tokens.clone(),
            });
        }
    }
    offices(ground, sentence, planned, &mut out);
    hosts(ground, sentence, &mut out);
    counts(article, sentence, planned, &mut out);
    out
}

/// A clause right behind a name that says so: `بلينكن، الذي غاب عن الاجتماع`.
fn misses_behind(article: &Article<'_>, sentence: &Sentence, end: usize) -> bool {
    let relative = (end..(end + 2).min(sentence.tokens.end))
        .find(|i| article.is(*i, &["الذي", "التي", "who"]));
    relative.is_some_and(|at| {
        (at + 1..(at + 3).min(sentence.tokens.end)).any(|i| article.is(i, ABSENT))
    })
}

/// The nearest verb of taking part before somebody says how.
fn role_before(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
    planned: bool,
) -> Option<Role> {
    for i in (at.saturating_sub(16).max(sentence.tokens.start)..at).rev() {
        let negated = i > sentence.tokens.start && article.is(i - 1, NOT);
        if article.is(i, CONVENE) {
            return Some(Role::Host);
        }
        if article.is(i, CHAIR) {
            return Some(Role::Chair);
        }
        if article.is(i, ABSENT) || (article.is(i, ATTEND) && negated) {
            return Some(Role::Absent);
        }
        if article.is(i, ATTEND) {
            let ahead = planned || is_future_verb(article, i);
            return Some(if ahead { Role::Planned } else { Role::Attended });
        }
    }
    None
}

/// An office without a name: شارك فيه وزير الخارجية الأمريكي.
fn offices(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    planned: bool,
    out: &mut Vec<Participant>,
) {
    let article = ground.article;
    let mut at = sentence.tokens.start;
    while at < sentence.tokens.end {
        let Some((len, office, country)) = role_at(article, at) else {
            at += 1;
            continue;
        };
        let tokens = at..at + len;
        at += len;
        let comma = usize::from(article.tokens.get(tokens.end).is_some_and(|token| token.is(",")));
        let named = ground.people.iter().any(|person| {
            let start = person.tokens.start;
            start == tokens.end + comma || tokens.contains(&start)
        });
        let Some(country) = country.filter(|_| !named) else { continue };
        if let Some(role) = role_before(article, sentence, tokens.start, planned) {
            let id = format!("office:{}:{country}", office.replace(' ', "-"));
            out.push(Participant { id, name: article.slice(&tokens).to_owned(), role, tokens });
        }
    }
}

fn hosts(ground: &Ground<'_, '_>, sentence: &Sentence, out: &mut Vec<Participant>) {
    const HOST: &[&str] = &[
        "تحتضن",
        "يحتضن",
        "احتضنت",
        "احتضن",
        "ستحتضن",
        "سيحتضن",
        "تستضيف",
        "يستضيف",
        "استضافت",
        "استضاف",
        "ستستضيف",
        "تستضيفه",
        "يستضيفه",
        "تحتضنه",
        "استضافه",
        "باستضافه",
        "hosts",
        "hosted",
    ];
    for name in ground.names.iter().filter(|n| sentence.tokens.contains(&n.tokens.start)) {
        let near = (name.tokens.start.saturating_sub(2).max(sentence.tokens.start)
            ..name.tokens.start)
            .any(|i| ground.article.is(i, HOST));
        let leads = ground.article.is(name.tokens.end, HOST);
        if (near || leads) && name.known.kind == NameType::Political {
            out.push(Participant {
                id: name.known.id.to_owned(),
                name: name.known.name.to_owned(),
                role: Role::Host,
                tokens: name.tokens.clone(),
            });
        }
    }
}

/// `ممثلون عن 60 بلدا`: the count itself takes part.
fn counts(article: &Article<'_>, sentence: &Sentence, planned: bool, out: &mut Vec<Participant>) {
    let masked: Vec<bool> = Vec::new();
    let tokens = &article.tokens[sentence.tokens.clone()];
    for quantity in quantities(tokens, &masked) {
        let Some(measure) = quantity.measure.as_ref().filter(|m| m.kind == UnitKind::Countable)
        else {
            continue;
        };
        let of_states = [
            "country",
            "partner",
            "member",
            "delegation",
            "representative",
            "minister",
            "organisation",
        ]
        .iter()
        .any(|unit| measure.unit.starts_with(unit));
        let start = sentence.tokens.start + quantity.tokens.start;
        let role = role_before(article, sentence, start, planned).filter(|_| of_states);
        if let Some(role) = role.filter(|role| !matches!(role, Role::Chair)) {
            let tokens = start..sentence.tokens.start + quantity.tokens.end;
            out.push(Participant {
                id: String::new(),
                name: article.slice(&tokens).to_owned(),
                role,
                tokens,
            });
        }
    }
}

/// Those named behind the verb join; without any, those right before it.
fn accession(ground: &Ground<'_, '_>, sentence: &Sentence, at: usize) -> Vec<Participant> {
    let mut all = countries(ground, sentence, Role::Joined);
    let behind = all.iter().any(|country| country.tokens.start > at);
    all.retain(|country| {
        let start = country.tokens.start;
        if behind { start > at } else { at - start <= 4 }
    });
    all
}

fn founding(ground: &Ground<'_, '_>, sentence: &Sentence) -> Vec<Participant> {
    let names = ground.names.iter().filter(|n| sentence.tokens.contains(&n.tokens.start));
    let body = names.filter(|n| n.known.kind == NameType::Organisation).map(|n| Participant {
        id: n.known.id.to_owned(),
        name: n.known.name.to_owned(),
        role: Role::Attended,
        tokens: n.tokens.clone(),
    });
    body.take(1).collect()
}

fn countries(ground: &Ground<'_, '_>, sentence: &Sentence, role: Role) -> Vec<Participant> {
    let mut out: Vec<Participant> = Vec::new();
    for name in ground.names.iter().filter(|n| sentence.tokens.contains(&n.tokens.start)) {
        let state =
            name.known.id.starts_with("country:") && !out.iter().any(|p| p.id == name.known.id);
        if state {
            out.push(Participant {
                id: name.known.id.to_owned(),
                name: name.known.name.to_owned(),
                role,
                tokens: name.tokens.clone(),
            });
        }
    }
    out
}
