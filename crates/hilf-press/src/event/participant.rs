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
const NOT: &[&str] = &["لم", "لن", "عدم", "دون"];

/// People, bodies and counts a sentence connects with an event.
pub(crate) fn participants(
    ground: &Ground<'_, '_>,
    sentence: &Sentence,
    kind: EventType,
    planned: bool,
) -> Vec<Participant> {
    match kind {
        EventType::Meeting | EventType::PressConference => meeting(ground, sentence, planned),
        EventType::Accession => accession(ground, sentence),
        EventType::Founding => founding(ground, sentence),
        EventType::Operation => countries(ground, sentence, Role::Attended),
        _ => Vec::new(),
    }
}

fn meeting(ground: &Ground<'_, '_>, sentence: &Sentence, planned: bool) -> Vec<Participant> {
    let article = ground.article;
    let mut out = Vec::new();
    for person in ground.people.iter().filter(|p| sentence.tokens.contains(&p.tokens.start)) {
        if let Some(role) = role_before(article, sentence, person.tokens.start, planned) {
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

/// The nearest verb of taking part before somebody says how.
fn role_before(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
    planned: bool,
) -> Option<Role> {
    for i in (at.saturating_sub(16).max(sentence.tokens.start)..at).rev() {
        let negated = i > sentence.tokens.start && article.is(i - 1, NOT);
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
        let named = ground
            .people
            .iter()
            .any(|p| p.tokens.start == tokens.end || tokens.contains(&p.tokens.start));
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
        if near && name.known.kind == NameType::Political {
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

fn accession(ground: &Ground<'_, '_>, sentence: &Sentence) -> Vec<Participant> {
    countries(ground, sentence, Role::Joined)
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
