//! One event in several reports. Events whose days are disjoint are never one.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use serde::Serialize;

use crate::date::{Reading as DateReading, Unit};
use crate::document::{Known, Reading};
use crate::event::same_place;
use crate::listed::ListedInEvent;
use crate::model::{Document, EventFound};
use crate::note::NoteShown;
use crate::published::Sign;

/// An event and the reports that tell it.
#[derive(Debug, Clone, Serialize)]
pub struct EventCluster {
    /// Unique in the picture.
    pub id: String,
    /// Type of the event.
    #[serde(rename = "type")]
    pub kind: String,
    /// First day all reports allow.
    pub earliest: Option<String>,
    /// Last day all reports allow.
    pub latest: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// Events: `1:e2` is event e2 of the first document.
    pub members: Vec<String>,
    /// Listed entities that somebody told of in its sentences resembles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<ListedInEvent>,
    /// What analysts note of it, merges and splits included.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteShown>,
    /// Why they are one.
    pub reason_en: String,
    /// The same in Arabic.
    pub reason_ar: String,
}

/// Takes the day of a meeting that one report leaves open from another report that tells a meeting
/// of the same series at the same place on that weekday.
pub(super) fn link(readings: &mut [Reading<'_>], reports: &[(Known, &str)]) {
    for own in 0..readings.len() {
        for event in 0..readings[own].events.len() {
            if let Some((sign, source)) = day_elsewhere(readings, reports, own, event) {
                readings[own].learn(event, sign, source);
            }
        }
    }
}

fn day_elsewhere(
    readings: &[Reading<'_>],
    reports: &[(Known, &str)],
    own: usize,
    event: usize,
) -> Option<(Sign, String)> {
    let here = &readings[own].events[event];
    let place = here.place?;
    let date = here.date.filter(|_| here.days.is_none())?;
    let back = match readings[own].timing.mentions[date].reading {
        DateReading::Offset { unit: Unit::Day, count } => -count,
        _ => return None,
    };
    for (other, reading) in readings.iter().enumerate().filter(|(other, _)| *other != own) {
        for there in &reading.events {
            let day = there.days.filter(|days| days.is_day()).map(|days| days.earliest);
            let Some(day) = day else { continue };
            let weekday =
                here.weekday.is_none_or(|wanted| wanted == day.weekday().to_monday_one_offset());
            let known = there.place.is_some_and(|there| same_place(Some(place), Some(there)));
            let series =
                readings[own].series().is_some() && readings[own].series() == reading.series();
            let earlier = readings[own]
                .timing
                .earliest
                .is_none_or(|published| published <= shifted(day, back));
            if there.kind == here.kind && weekday && known && series && earlier {
                let published = shifted(day, back);
                let sign = Sign {
                    kind: "link",
                    earliest: Some(published),
                    latest: Some(published),
                    tokens: None,
                };
                return Some((sign, format!("link:{}", reports[other].0.file)));
            }
        }
    }
    None
}

fn shifted(day: Date, by: i64) -> Date {
    day.checked_add(jiff::Span::new().days(by)).unwrap_or(day)
}

/// Groups the events of all reports.
pub(super) fn clusters(documents: &[Document]) -> Vec<EventCluster> {
    let mut groups: Vec<Vec<(usize, &EventFound)>> = Vec::new();
    let mut by_sign: HashMap<(&str, &str), BTreeSet<usize>> = HashMap::new();
    for (place, document) in documents.iter().enumerate() {
        for event in &document.events {
            let near: BTreeSet<usize> = signs(event)
                .filter_map(|sign| by_sign.get(&(event.kind, sign)))
                .flatten()
                .copied()
                .collect();
            let group = near.into_iter().find(|group| {
                let mut told = groups[*group].iter();
                told.all(|(other, there)| *other != place && one_event(event, there))
            });
            let group = match group {
                Some(group) => {
                    groups[group].push((place, event));
                    group
                }
                None => {
                    groups.push(vec![(place, event)]);
                    groups.len() - 1
                }
            };
            for sign in signs(event) {
                by_sign.entry((event.kind, sign)).or_default().insert(group);
            }
        }
    }
    groups.iter().enumerate().map(|(i, group)| cluster(i, group)).collect()
}

/// What an event must share with another to be one with it: place, country, name or somebody who
/// takes part.
fn signs(event: &EventFound) -> impl Iterator<Item = &str> {
    let own = [&event.place_id, &event.country, &event.name];
    let people = event.participants.iter().map(|participant| participant.id.as_str());
    own.into_iter().filter_map(|sign| sign.as_deref()).chain(people.filter(|id| !id.is_empty()))
}

/// Whether two events can be one: same type, days that overlap, and a place, series or name in
/// common. An event without days is one with another only at the same place of the same series.
fn one_event(a: &EventFound, b: &EventFound) -> bool {
    if a.kind != b.kind {
        return false;
    }
    let named = a.name.is_some() && a.name == b.name;
    let place = match (&a.place_id, &b.place_id) {
        (Some(x), Some(y)) => {
            x == y
                || (a.country.is_some()
                    && a.country == b.country
                    && (x.starts_with("country:") || y.starts_with("country:")))
        }
        _ => false,
    };
    let apart = a.place_id.is_some() && b.place_id.is_some() && !place;
    let shared = a
        .participants
        .iter()
        .any(|p| !p.id.is_empty() && b.participants.iter().any(|q| q.id == p.id));
    match (days(a), days(b)) {
        (Some(x), Some(y)) => {
            let overlap = x.0 <= y.1 && y.0 <= x.1;
            overlap && !apart && (place || named || shared)
        }
        _ => named || (place && a.series.is_some() && a.series == b.series),
    }
}

fn days(event: &EventFound) -> Option<(&str, &str)> {
    Some((event.earliest.as_deref()?, event.latest.as_deref()?))
}

fn cluster(place: usize, group: &[(usize, &EventFound)]) -> EventCluster {
    let first = group[0].1;
    let earliest = group.iter().filter_map(|(_, e)| e.earliest.clone()).max();
    let latest = group.iter().filter_map(|(_, e)| e.latest.clone()).min();
    let spot = group.iter().filter_map(|(_, e)| e.place.clone()).next();
    let n = group.len();
    let (reason_en, reason_ar) = if n == 1 {
        ("told by one report".to_owned(), "ورد في تقرير واحد".to_owned())
    } else {
        let when = earliest.clone().unwrap_or_else(|| "?".to_owned());
        let at = spot.clone().unwrap_or_default();
        (
            format!(
                "same type, overlapping days ({when}) and same place or name ({at}) in {n} reports"
            ),
            format!("النوع نفسه وأيام متداخلة ({when}) والمكان أو الاسم نفسه ({at}) في {n} تقارير"),
        )
    };
    EventCluster {
        id: format!("k{}", place + 1),
        kind: first.kind.to_owned(),
        earliest,
        latest,
        place: spot,
        members: group
            .iter()
            .map(|(document, event)| format!("{}:{}", document + 1, event.id))
            .collect(),
        listed: Vec::new(),
        notes: Vec::new(),
        reason_en,
        reason_ar,
    }
}
