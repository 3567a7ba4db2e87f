//! What makes two tellings one event, and what is enough to tell one.

use super::trigger::Force;
use super::{Event, EventType, NEAR, Role, place};
use crate::date::Interval;

/// Arrests in an operation, told in one sentence, are one act: the operation where it has a name,
/// somebody was killed in it, or it is told first; else the arrest.
pub(super) fn one_act(out: &mut Vec<Event>) {
    let pair = |a: &Event, b: &Event| {
        a.kind == EventType::Arrest
            && b.kind == EventType::Operation
            && a.evidence.iter().any(|sentence| b.evidence.contains(sentence))
            && same_days(a, b)
            && place::same_place(a.place, b.place)
    };
    // Events are made in the order of their sentences: those of one sentence stand near each other.
    let mut at = 0;
    while at < out.len() {
        let around = at.saturating_sub(NEAR)..(at + NEAR).min(out.len());
        let other = around.into_iter().find(|b| pair(&out[at], &out[*b]));
        let Some(other) = other else {
            at += 1;
            continue;
        };
        let operation = out[other].name.is_some() || out[other].deadly || other < at;
        let gone = out.remove(if operation { at } else { other });
        let kept =
            if operation { other - usize::from(other > at) } else { at - usize::from(at > other) };
        let own = &mut out[kept];
        if own.date.is_none() {
            (own.date, own.days, own.weekday) = (gone.date, gone.days, gone.weekday);
        }
        own.place = own.place.or(gone.place);
        own.evidence.extend(gone.evidence);
        own.evidence.sort_unstable();
        own.evidence.dedup();
        at = at.min(other);
    }
}

/// Adds a candidate to an event it belongs to, or as a new one.
pub(super) fn take(out: &mut Vec<Event>, new: Event, lead: bool, force: Force) {
    let fits = |event: &&mut Event| {
        event.kind == new.kind
            && (same_days(event, &new) || told_later(event, &new))
            && place::same_place(event.place, new.place)
            && same_name(event, &new)
    };
    if let Some(event) = out.iter_mut().rev().find(fits) {
        // A sentence that says neither when nor where speaks of the event of its own kind just told.
        join(event, new);
        return;
    }
    if kept(&new, lead, force) {
        out.push(new);
    }
}

/// `أعلن الجيش، الاثنين، مقتل 30 في غارة. وقال إن الغارة التي وقعت الأحد …`: the day that the event itself
/// is said to have been on stands in place of that of its announcement.
fn told_later(event: &Event, new: &Event) -> bool {
    let told = event.announced && new.date.is_some() && !new.announced && !new.planned;
    let shortly_before = || {
        let (told, new) = (event.days?, new.days?);
        let gap = new.latest.until(told.earliest).ok()?.get_days();
        Some((1..=SHORTLY).contains(&gap))
    };
    told && (new.definite || new.place.is_none() && shortly_before() == Some(true))
}

/// Days within which what is announced has happened.
const SHORTLY: i32 = 3;

/// Whether what is known of an event is enough to tell it: precise before complete.
fn kept(new: &Event, lead: bool, force: Force) -> bool {
    let city = new.place.is_some_and(place::is_local);
    let somewhere = new.place.is_some();
    let when = new.date.is_some();
    let anchored = when || somewhere || new.name.is_some();
    match new.kind {
        EventType::Meeting => {
            let chaired = new.participants.iter().any(|p| p.role == Role::Chair);
            anchored || lead && chaired
        }
        EventType::PressConference => anchored,
        EventType::Founding => when || !new.participants.is_empty() || new.name.is_some(),
        EventType::Accession => !new.participants.is_empty(),
        EventType::Operation => {
            force == Force::Tells && (new.name.is_some() || when)
                || lead && (somewhere || new.deadly)
        }
        EventType::Agreement => force == Force::Tells && (when || city || lead),
        EventType::Listing => when || lead,
        // Captives and who holds them make an abduction, wherever it was.
        EventType::Abduction | EventType::Release => when || somewhere || lead,
        EventType::Return => when || city || lead,
        EventType::Attack | EventType::Clash | EventType::Arrest => {
            // "المعارك التي دارت بالباغوز": what is only spoken of needs its day.
            when || city && force == Force::Tells || lead && (somewhere || new.deadly)
        }
    }
}

fn same_days(a: &Event, b: &Event) -> bool {
    // The day on which a meeting ends may lie behind the days it is dated by.
    if a.closing != b.closing {
        return true;
    }
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

fn same_name(a: &Event, b: &Event) -> bool {
    match (&a.name, &b.name) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => {
            let bare = |event: &Event| event.date.is_none() && event.participants.is_empty();
            a.kind != EventType::Founding || bare(a) || bare(b)
        }
    }
}

fn join(event: &mut Event, new: Event) {
    let more_exact = |days: Option<Interval>| {
        days.map_or(i32::MAX, |d| d.earliest.until(d.latest).map_or(i32::MAX, |s| s.get_days()))
    };
    let dated = event.date.is_some();
    let better = if new.closing { false } else { event.closing && new.date.is_some() };
    let better = better || told_later(event, &new);
    let exact = new.closing == event.closing && more_exact(new.days) < more_exact(event.days);
    if better || exact || (!dated && new.date.is_some()) {
        (event.days, event.date, event.weekday) = (new.days, new.date, new.weekday);
        event.closing = new.closing;
        event.announced = new.announced;
        event.planned = new.planned;
    }
    // A city says more than the country it lies in.
    let finer = new.place.filter(|place| {
        event.place.is_none_or(|old| {
            let wide = old.id.starts_with("country:") || old.part.is_some() && place.part.is_none();
            wide && place.id != old.id && !place.id.starts_with("country:")
        })
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
