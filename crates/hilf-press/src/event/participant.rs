//! Who takes part in an event, and how.

use std::ops::Range;

use crate::article::{Article, Sentence};
use crate::gazetteer::NameType;
use crate::people::role_at;
use crate::quantity::{UnitKind, quantities};
use crate::speech::speech_verb_at;
use crate::tense::is_future_verb;

use super::chain::{InRow, chain};
use super::part::{self, Part, part_at};
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
        EventType::Agreement => signatories(ground, sentence),
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
        let own = part_behind(article, sentence, person.tokens.end, planned);
        let role = role_before(article, sentence, person.tokens.start, planned);
        if let Some(role) = own.or(role) {
            out.push(Participant {
                id: person.id.clone(),
                name: person.name.clone(),
                role,
                tokens: person.tokens.clone(),
            });
        }
    }
    offices(ground, sentence, planned, &mut out);
    bodies(ground, sentence, planned, &mut out);
    counts(article, sentence, planned, &mut out);
    kept_away(ground, sentence, &mut out);
    out
}

/// States, bodies and hosts named in a row behind, or right before, a word of taking part.
fn bodies(ground: &Ground<'_, '_>, sentence: &Sentence, planned: bool, out: &mut Vec<Participant>) {
    let article = ground.article;
    for at in sentence.tokens.clone() {
        let Some(part) = part_at(article, &sentence.tokens, at) else { continue };
        let ahead = planned || is_future_verb(article, at);
        let role = match part {
            Part::Chairs => Role::Chair,
            Part::Hosts | Part::Convenes => Role::Host,
            Part::Misses => Role::Absent,
            Part::Attends if ahead => Role::Planned,
            Part::Attends => Role::Attended,
        };
        let mut row = chain(ground, sentence, at, part);
        if part == Part::Hosts {
            row.truncate(1);
            row.retain(|name| name.kind == NameType::Political);
        }
        // A city is where they meet; it hosts, and does nothing else.
        let acts = |name: &InRow| {
            let city = name.id.starts_with("city:") || name.kind == NameType::Place;
            name.kind != NameType::Person && (part == Part::Hosts || !city)
        };
        for InRow { id, name, tokens, .. } in row.into_iter().filter(acts) {
            if !out.iter().any(|p| p.id == id) {
                out.push(Participant { id, name, role, tokens });
            }
        }
    }
}

/// `كان من المتوقع أن يترأس X المؤتمر، لكن تعذر حضوره`: the one named first did not come.
fn kept_away(ground: &Ground<'_, '_>, sentence: &Sentence, out: &mut [Participant]) {
    // "إصابة كيري ستمنعه من الحضور": whom it keeps away is named last before it.
    if let Some(at) = part::prevented(ground.article, &sentence.tokens) {
        let near = ground.people.iter().filter(|person| person.tokens.end <= at);
        let id = near.max_by_key(|person| person.tokens.start).map(|person| person.id.clone());
        if let Some(person) = out.iter_mut().find(|p| Some(&p.id) == id.as_ref()) {
            person.role = Role::Absent;
        }
        return;
    }
    let Some(at) = part::kept_away(ground.article, &sentence.tokens) else { return };
    let first = out.iter_mut().filter(|p| p.id.starts_with("person:") && p.tokens.start < at);
    if let Some(person) = first.min_by_key(|p| p.tokens.start) {
        person.role = Role::Absent;
    }
}

/// Those who sign, and those in whose presence.
fn signatories(ground: &Ground<'_, '_>, sentence: &Sentence) -> Vec<Participant> {
    let article = ground.article;
    let signs = sentence.tokens.clone().find(|at| part::signs(article, *at));
    let witness = sentence
        .tokens
        .clone()
        .find(|at| part_at(article, &sentence.tokens, *at) == Some(Part::Attends));
    let Some(from) = [signs, witness].into_iter().flatten().min() else { return Vec::new() };
    let people = ground.people.iter().filter(|p| p.tokens.start > from).map(|p| Participant {
        id: p.id.clone(),
        name: p.name.clone(),
        role: Role::Attended,
        tokens: p.tokens.clone(),
    });
    let mut out: Vec<Participant> =
        people.filter(|p| sentence.tokens.contains(&p.tokens.start)).collect();
    if let Some(signs) = signs {
        out.extend(chain(ground, sentence, signs, Part::Attends).into_iter().map(
            |InRow { id, name, tokens, .. }| Participant { id, name, role: Role::Attended, tokens },
        ));
    }
    out
}

/// A clause right behind a name that says so: `بلينكن، الذي غاب عن الاجتماع`, `الوزير، الذي رأس الاجتماع`.
fn part_behind(
    article: &Article<'_>,
    sentence: &Sentence,
    end: usize,
    planned: bool,
) -> Option<Role> {
    // The office may stand between: "نولاند، وكيلة الوزارة، والتي حضرت".
    let between = |i: &usize| {
        let token = &article.tokens[*i];
        token.kind == crate::token::Kind::Word && !speech_verb_at(article, *i) || token.is(",")
    };
    let relative = (end..(end + 9).min(sentence.tokens.end))
        .take_while(between)
        .find(|i| article.is(*i, &["الذي", "التي", "who"]));
    // "أن نولاند ستشارك", "الوزير بلينكن، لن يحضر": the subject stands before its verb.
    let comma = usize::from(article.tokens.get(end).is_some_and(|token| token.is(",")));
    let negation = usize::from(article.is(end + comma, &["لن", "لم", "لا"]));
    let verb = end + comma + negation;
    let own = negation == 1 || is_future_verb(article, verb) || article.is(verb, &["غاب", "غابت"]);
    let reach = match relative {
        Some(relative) => relative + 1..relative + 3,
        None if own => verb..verb + 1,
        None => return None,
    };
    (reach.start..reach.end.min(sentence.tokens.end)).find_map(|i| {
        let ahead = planned || is_future_verb(article, i);
        Some(match part_at(article, &sentence.tokens, i)? {
            Part::Misses => Role::Absent,
            Part::Chairs => Role::Chair,
            Part::Attends if ahead => Role::Planned,
            Part::Attends => Role::Attended,
            Part::Hosts | Part::Convenes => return None,
        })
    })
}

/// The nearest verb of taking part before somebody says how, unless somebody speaks in between.
fn role_before(
    article: &Article<'_>,
    sentence: &Sentence,
    at: usize,
    planned: bool,
) -> Option<Role> {
    for i in (at.saturating_sub(30).max(sentence.tokens.start)..at).rev() {
        if let Some(part) = part_at(article, &sentence.tokens, i) {
            let ahead = planned || is_future_verb(article, i);
            return Some(match part {
                Part::Convenes | Part::Hosts => Role::Host,
                Part::Chairs => Role::Chair,
                Part::Misses => Role::Absent,
                Part::Attends if ahead => Role::Planned,
                Part::Attends => Role::Attended,
            });
        }
        if speech_verb_at(article, i) {
            return None;
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
        let Some(country) = country.filter(|_| !named && office != "-") else { continue };
        if let Some(role) = role_before(article, sentence, tokens.start, planned) {
            let id = format!("office:{}:{country}", office.replace(' ', "-"));
            out.push(Participant { id, name: article.slice(&tokens).to_owned(), role, tokens });
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
    // "أن سوريا انضمت إلى التحالف الذي تقوده الولايات المتحدة": the subject right before its verb.
    let own = all.iter().position(|country| country.tokens.end == at);
    let verb = ground.article.tokens[at].form.ends_with('ت')
        || ground.article.is(at, &["انضم", "سينضم", "ينضم", "التحق"]);
    if let Some(own) = own.filter(|_| verb) {
        return vec![all.swap_remove(own)];
    }
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
