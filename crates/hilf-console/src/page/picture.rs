//! The press picture: events over time, what contradicts, what was promised, members over time.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, State};
use hilf_desk::PressPicture;
use hilf_press::{EventCluster, Picture, Relation, RelationKind, Span, member_of, register};

use super::door::see;
use super::figures::{Figures, Membership};
use super::noting::{self, NoteRow, Refused, note_rows};
use crate::answer::{Answer, Problem, page};
use crate::say::{Text, noting as noting_words, picture as words};
use crate::session::Visitor;
use crate::show::{Html, Moment, Timeline, Ui, filters, shown_name};
use crate::{Console, asset, say};

pub(super) async fn read(
    console: &Console,
    visitor: &Visitor,
) -> Result<Arc<PressPicture>, Problem> {
    Ok(console.desk.press(&visitor.person).await?)
}

struct EventRow {
    path: String,
    date: Html,
    kind: String,
    name: Option<Html>,
    place: Option<Html>,
    reports: String,
}

struct RelationRow {
    path: String,
    verdict: Text,
    class: &'static str,
    why: Html,
    sentences: Vec<Html>,
}

struct PromiseRow {
    path: String,
    by: Html,
    what: Html,
    due: Option<Html>,
    status: Text,
}

struct MemberRow {
    name: String,
    joined: Option<Html>,
    source: Html,
}

#[derive(Template)]
#[template(path = "picture.html")]
struct PicturePage {
    ui: Ui,
    refused: Option<Refused>,
    is_empty: bool,
    timeline: Option<Timeline>,
    events: Vec<EventRow>,
    relations: Vec<RelationRow>,
    promises: Vec<PromiseRow>,
    figures: Figures,
    members: Vec<MemberRow>,
    membership: Membership,
    held: Vec<String>,
    notes: Vec<NoteRow>,
    lost: Vec<u64>,
}

impl PicturePage {
    fn orphan(&self) -> Option<&str> {
        self.refused.as_ref()?.orphan(&self.notes, None)
    }
}

/// `GET picture`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    picture_page(&console, ui, &visitor, None).await
}

/// `POST picture`: takes a note back.
pub(crate) async fn note(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    match noting::noted(&console, &ui, &visitor, &form).await? {
        Ok(place) => Ok(see(&place, None)),
        Err(refused) => picture_page(&console, ui, &visitor, Some(refused)).await,
    }
}

async fn picture_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    refused: Option<Refused>,
) -> Answer {
    let read = read(console, visitor).await?;
    let picture = &read.picture;
    let moments = moments(picture);
    let relations = picture.claim_relations.iter().enumerate();
    let promises = picture.commitments.iter().enumerate().map(|(n, promise)| PromiseRow {
        path: ui.path(&format!("/picture/promise/{n}")),
        by: promise
            .by
            .as_deref()
            .map_or_else(|| Html::text(ui.t(words::WHOSE)), |by| shown_name(by, None)),
        what: shown_name(&promise.text, None),
        due: promise.due.as_deref().map(|due| ui.date(due)),
        status: words::status(promise.analyst.unwrap_or(promise.status)),
    });
    let mut notes = note_rows(&ui, &visitor.person, &read, |_| true);
    let status = noting::keep_typed(refused.as_ref(), &mut notes);
    let shown = PicturePage {
        refused,
        is_empty: picture.documents.is_empty(),
        timeline: Timeline::of(&moments, ui.is_arabic(), &|text| ui.own(text)),
        events: events(&ui, picture),
        relations: relations
            .filter(|(_, relation)| differs(relation.relation))
            .map(|(n, relation)| relation_row(&ui, &read, n, relation))
            .collect(),
        promises: promises.collect(),
        figures: Figures::of(&ui, picture),
        membership: Membership::of(&ui, &register::members()),
        members: members(&ui),
        held: read.reports.held().iter().map(|held| of_both(&ui, &held.to_string())).collect(),
        notes,
        lost: picture.notes_without_target.clone(),
        ui,
    };
    page(status, &shown)
}

/// The reader's part of a sentence that is given in English and in Arabic, a stroke between.
fn of_both(ui: &Ui, text: &str) -> String {
    let (en, ar) = text.rsplit_once(" / ").unwrap_or((text, text));
    if ui.is_arabic() { ar } else { en }.to_owned()
}

fn moments(picture: &Picture) -> Vec<Moment> {
    let days = picture.event_clusters.iter().filter_map(|cluster| {
        let day = cluster.earliest.as_deref()?.parse().ok()?;
        Some(Moment { day, date: Html::default(), what: Html::default() })
    });
    let mut moments: Vec<Moment> = days.collect();
    moments.sort_by_key(|moment| moment.day);
    moments
}

fn events(ui: &Ui, picture: &Picture) -> Vec<EventRow> {
    let mut order: Vec<(usize, &EventCluster)> =
        picture.event_clusters.iter().enumerate().collect();
    order.sort_by_key(|(_, cluster)| (cluster.earliest.is_none(), cluster.earliest.clone()));
    let row = |(n, cluster): (usize, &EventCluster)| EventRow {
        path: ui.path(&format!("/picture/event/{n}")),
        date: between(ui, cluster.earliest.as_deref(), cluster.latest.as_deref()),
        kind: kind(ui, &cluster.kind),
        name: named(picture, cluster),
        place: cluster.place.as_deref().map(|place| shown_name(place, None)),
        reports: ui.number(documents_of(cluster).len() as u64),
    };
    order.into_iter().map(row).collect()
}

pub(super) fn kind(ui: &Ui, kind: &str) -> String {
    words::kind(kind).map_or_else(|| kind.to_owned(), |text| ui.t(text).to_owned())
}

pub(super) fn between(ui: &Ui, first: Option<&str>, last: Option<&str>) -> Html {
    match (first, last) {
        (Some(first), Some(last)) if first != last => ui.date(&format!("{first}/{last}")),
        (Some(day), _) | (None, Some(day)) => ui.date(day),
        (None, None) => Html::text(ui.t(words::OPEN_DATE)),
    }
}

pub(super) fn named(picture: &Picture, cluster: &EventCluster) -> Option<Html> {
    cluster.members.iter().find_map(|own| {
        let (document, id) = member_of(own)?;
        let event = picture.documents.get(document)?.events.iter().find(|e| e.id == id)?;
        event.name.as_deref().map(|name| shown_name(name, None))
    })
}

pub(super) fn documents_of(cluster: &EventCluster) -> Vec<usize> {
    let mut found: Vec<usize> = cluster
        .members
        .iter()
        .filter_map(|own| member_of(own).map(|(document, _)| document))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a relation tells of a difference that people should see.
fn differs(kind: RelationKind) -> bool {
    !matches!(kind, RelationKind::Agree | RelationKind::SingleSource | RelationKind::ArithmeticOk)
}

fn relation_row(ui: &Ui, read: &PressPicture, n: usize, relation: &Relation) -> RelationRow {
    let of = |claim: &str, span: &Span| -> Option<Html> {
        let (document, _) = member_of(claim)?;
        Some(shown_name(text_of(read, document, span)?, None))
    };
    let second = relation.b.as_deref().zip(relation.b_sentence.as_ref());
    let second = second.and_then(|(claim, span)| of(claim, span));
    RelationRow {
        path: ui.path(&format!("/picture/relation/{n}")),
        verdict: words::relation(relation.relation),
        class: match relation.relation {
            RelationKind::Contradict | RelationKind::ArithmeticFailed => "against",
            RelationKind::ApparentContradiction | RelationKind::Conflation => "partly",
            _ => "neutral",
        },
        why: reason(ui, &relation.reason_ar, &relation.reason_en),
        sentences: of(&relation.a, &relation.a_sentence).into_iter().chain(second).collect(),
    }
}

pub(super) fn reason(ui: &Ui, ar: &str, en: &str) -> Html {
    let own = |text: &str| ui.own(text);
    Html::sentence(if ui.is_arabic() { ar } else { en }, own)
}

fn text_of<'a>(read: &'a PressPicture, document: usize, span: &Span) -> Option<&'a str> {
    let text = &read.reports.sources().get(document)?.text;
    text.get(span.bytes[0]..span.bytes[1])
}

fn members(ui: &Ui) -> Vec<MemberRow> {
    let row = |member: register::Member| MemberRow {
        name: if ui.is_arabic() { member.name_ar } else { member.name_en },
        joined: member.joined.map(|days| {
            let (first, last) = (days.earliest.to_string(), days.latest.to_string());
            between(ui, Some(&first), Some(&last))
        }),
        source: shown_name(&member.source, None),
    };
    register::members().into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_name_their_report_and_event() {
        assert_eq!(member_of("1:e2"), Some((0, "e2")));
        assert_eq!(member_of("0:e2"), None);
        assert_eq!(member_of("x"), None);
    }
}
