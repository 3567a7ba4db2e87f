//! Days one report leaves open and another gives: a meeting of the same series at the same place on
//! that weekday.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::date::{Reading as DateReading, Unit};
use crate::document::{Known, Reading};
use crate::gazetteer;
use crate::model::{Document, EventFound};
use crate::published::Sign;

/// Reads reports, each for itself, and fills in the days that others give. Only reports that leave a
/// day open are kept taken apart until then.
pub(super) fn read(reports: &[(Known, &str)]) -> Vec<Document> {
    let read: Vec<(Document, Option<Reading<'_>>)> = reports
        .par_iter()
        .map(|(known, text)| {
            let reading = Reading::new(text, known);
            let document = reading.document(known);
            let open = (0..reading.events.len()).any(|event| days_back(&reading, event).is_some());
            (document, open.then_some(reading))
        })
        .collect();
    let (mut documents, mut open) = (Vec::with_capacity(read.len()), Vec::new());
    for (place, (document, reading)) in read.into_iter().enumerate() {
        documents.push(document);
        open.extend(reading.map(|reading| (place, reading)));
    }
    let mut learnt = Vec::new();
    let dated = dated(&documents);
    for (place, mut reading) in open {
        let mut any = false;
        for event in 0..reading.events.len() {
            if let Some((sign, source)) = day_elsewhere(&reading, event, place, &dated, &documents)
            {
                reading.learn(event, sign, source);
                any = true;
            }
        }
        if any {
            learnt.push((place, reading.document(&reports[place].0)));
        }
    }
    for (place, document) in learnt {
        documents[place] = document;
    }
    documents
}

/// Events with a day, by type and series.
type Dated<'d> = HashMap<(&'d str, &'d str), Vec<(usize, Date, &'d EventFound)>>;

fn dated(documents: &[Document]) -> Dated<'_> {
    let mut out = Dated::new();
    for (place, document) in documents.iter().enumerate() {
        for event in &document.events {
            let day = event.earliest.as_ref().filter(|day| event.latest.as_ref() == Some(*day));
            let day = day.and_then(|day| day.parse().ok());
            if let (Some(day), Some(series)) = (day, event.series.as_deref()) {
                out.entry((event.kind, series)).or_default().push((place, day, event));
            }
        }
    }
    out
}

/// How many days before publication an event lies whose day the report leaves open.
fn days_back(reading: &Reading<'_>, event: usize) -> Option<i64> {
    reading.series()?;
    let event = &reading.events[event];
    event.place?;
    let date = event.date.filter(|_| event.days.is_none())?;
    match reading.timing.mentions[date].reading {
        DateReading::Offset { unit: Unit::Day, count } => Some(-count),
        _ => None,
    }
}

fn day_elsewhere(
    reading: &Reading<'_>,
    event: usize,
    own: usize,
    dated: &Dated<'_>,
    documents: &[Document],
) -> Option<(Sign, String)> {
    let back = days_back(reading, event)?;
    let here = &reading.events[event];
    let (place, series) = (here.place?, reading.series()?);
    let fits = |(document, day, there): &&(usize, Date, &EventFound)| {
        let weekday =
            here.weekday.is_none_or(|wanted| wanted == day.weekday().to_monday_one_offset());
        let earliest = reading.timing.earliest;
        let earlier = earliest.is_none_or(|published| published <= shifted(*day, back));
        *document != own && weekday && earlier && same_place(place, there)
    };
    let (document, day, _) = dated.get(&(here.kind.name(), series))?.iter().find(fits)?;
    let published = shifted(*day, back);
    let sign =
        Sign { kind: "link", earliest: Some(published), latest: Some(published), tokens: None };
    Some((sign, format!("link:{}", documents[*document].file)))
}

/// Whether two places are one, or a city and its country.
fn same_place(here: &gazetteer::Known, there: &EventFound) -> bool {
    let Some(id) = there.place_id.as_deref() else { return false };
    let country = |id: &str| id.starts_with("country:");
    let shared = !here.country.is_empty() && there.country.as_deref() == Some(here.country);
    id == here.id || (shared && (country(id) || country(here.id)))
}

fn shifted(day: Date, by: i64) -> Date {
    day.checked_add(jiff::Span::new().days(by)).unwrap_or(day)
}
