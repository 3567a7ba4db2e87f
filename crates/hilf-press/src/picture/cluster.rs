//! One event in several reports. Events whose days are disjoint are never one.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use crate::listed::ListedInEvent;
use crate::model::{Document, EventFound};
use crate::note::NoteShown;

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

/// When an event is, as far as it is sought by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum When {
    /// A month of its days, counted from the year 0.
    Month(i32),
    /// Days over several months.
    Long,
    /// No days.
    Open,
}

/// Months over which an event is sought month by month.
const MONTHS: i32 = 3;
/// Months of which a long event is sought among the short ones; longer ones are decades, no events.
const LONGEST: i32 = 60;

/// Groups the events of all reports. Events are only compared that share a sign and a month, so that
/// the time grows with the events of one place and month, not with the square of all.
pub(super) fn clusters(documents: &[Document]) -> Vec<EventCluster> {
    let mut groups: Vec<Vec<(usize, &EventFound)>> = Vec::new();
    let mut by_sign: HashMap<(&str, &str, When), BTreeSet<usize>> = HashMap::new();
    for (place, document) in documents.iter().enumerate() {
        for event in &document.events {
            let sought = sought(event);
            let near: BTreeSet<usize> = signs(event)
                .flat_map(|sign| sought.iter().map(move |when| (event.kind, sign, *when)))
                .filter_map(|key| by_sign.get(&key))
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
                for when in when(event) {
                    by_sign.entry((event.kind, sign, when)).or_default().insert(group);
                }
                // Whatever has no days looks among all of its sign.
                by_sign
                    .entry((event.kind, sign, When::Open))
                    .or_default()
                    .extend((event.name.is_some() || event.series.is_some()).then_some(group));
            }
        }
    }
    groups.iter().enumerate().map(|(i, group)| cluster(i, group)).collect()
}

/// First and last month of an event, counted from the year 0.
fn months(event: &EventFound) -> Option<(i32, i32)> {
    let month = |day: &str| {
        let (year, rest) = day.split_once('-')?;
        let month: i32 = rest.get(..2)?.parse().ok()?;
        Some(12 * year.parse::<i32>().ok()? + month)
    };
    let (first, last) = days(event)?;
    Some((month(first)?, month(last)?))
}

/// Where an event is kept.
fn when(event: &EventFound) -> Vec<When> {
    match months(event) {
        Some((first, last)) if last - first < MONTHS => (first..=last).map(When::Month).collect(),
        Some(_) => vec![When::Long],
        None => Vec::new(),
    }
}

/// Where events that can be one with an event are kept.
fn sought(event: &EventFound) -> Vec<When> {
    let Some((first, last)) = months(event) else { return vec![When::Open] };
    let all = (first..=last.min(first + LONGEST)).map(When::Month);
    all.chain([When::Long, When::Open]).collect()
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
                    && (whole_or_part(a) || whole_or_part(b))
                    && a.place_part
                        .as_ref()
                        .zip(b.place_part.as_ref())
                        .is_none_or(|(one, other)| one.meets(other)))
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

/// Whether a place is a country or a part of one, in which other places lie.
fn whole_or_part(event: &EventFound) -> bool {
    let country = |id: &str| id.starts_with("country:");
    event.place_id.as_deref().is_some_and(country)
        || event.place_part.as_ref().is_some_and(|part| country(&part.of))
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
