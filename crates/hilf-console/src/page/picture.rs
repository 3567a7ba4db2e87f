//! The press picture: events over time, what contradicts, what was promised, members over time;
//! and reports side by side with the sentences in question marked.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use hilf_desk::PressPicture;
use hilf_press::{Document, EventCluster, Picture, Relation, RelationKind, Span, register};

use super::figures::{Figures, Membership};
use super::noting::{NoteRow, Noting, note_rows, rows_of};
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

/// `GET picture`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    let read = read(&console, &visitor).await?;
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
    let shown = PicturePage {
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
        held: read.reports.held().iter().map(ToString::to_string).collect(),
        notes: note_rows(&ui, &visitor.person, &read, |_| true),
        lost: picture.notes_without_target.clone(),
        ui,
    };
    page(StatusCode::OK, &shown)
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

fn kind(ui: &Ui, kind: &str) -> String {
    words::kind(kind).map_or_else(|| kind.to_owned(), |text| ui.t(text).to_owned())
}

fn between(ui: &Ui, first: Option<&str>, last: Option<&str>) -> Html {
    match (first, last) {
        (Some(first), Some(last)) if first != last => ui.date(&format!("{first}/{last}")),
        (Some(day), _) | (None, Some(day)) => ui.date(day),
        (None, None) => Html::text(ui.t(words::OPEN_DATE)),
    }
}

/// The place of a member among the documents, and its own id: `1:e2`.
fn member(member: &str) -> Option<(usize, &str)> {
    let (document, id) = member.split_once(':')?;
    Some((document.parse::<usize>().ok()?.checked_sub(1)?, id))
}

fn named(picture: &Picture, cluster: &EventCluster) -> Option<Html> {
    cluster.members.iter().find_map(|own| {
        let (document, id) = member(own)?;
        let event = picture.documents.get(document)?.events.iter().find(|e| e.id == id)?;
        event.name.as_deref().map(|name| shown_name(name, None))
    })
}

fn documents_of(cluster: &EventCluster) -> Vec<usize> {
    let mut found: Vec<usize> = cluster
        .members
        .iter()
        .filter_map(|own| member(own).map(|(document, _)| document))
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
        let (document, _) = member(claim)?;
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

fn reason(ui: &Ui, ar: &str, en: &str) -> Html {
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

/// A report beside others.
struct Article {
    title: Html,
    about: Vec<Html>,
    lang: &'static str,
    lines: Vec<Line>,
}

/// A line of a report, cut where a marked sentence begins or ends.
struct Line {
    zone: &'static str,
    pieces: Vec<(bool, Html)>,
}

#[derive(Template)]
#[template(path = "articles.html")]
struct ArticlesPage {
    ui: Ui,
    title: Html,
    why: Html,
    articles: Vec<Article>,
    notes: Vec<NoteRow>,
    noting: Option<Noting>,
}

/// `GET picture/event/{n}`: the reports of an event.
pub(crate) async fn event(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, n)): Path<(String, usize)>,
) -> Answer {
    let read = read(&console, &visitor).await?;
    let picture = &read.picture;
    let cluster = picture.event_clusters.get(n).ok_or(Problem::NOT_FOUND)?;
    let articles = documents_of(cluster).into_iter().filter_map(|document| {
        let of = cluster.members.iter().filter_map(|own| member(own));
        let ids: Vec<&str> = of.filter(|(d, _)| *d == document).map(|(_, id)| id).collect();
        let events = read.picture.documents.get(document)?.events.iter();
        let spans =
            events.filter(|e| ids.contains(&e.id.as_str())).flat_map(|e| e.evidence.clone());
        article(&ui, &read, document, spans.collect())
    });
    let date = between(&ui, cluster.earliest.as_deref(), cluster.latest.as_deref());
    let mut title =
        named(&read.picture, cluster).unwrap_or_else(|| Html::text(&kind(&ui, &cluster.kind)));
    title.markup(" · ");
    title.add(&date);
    let why = reason(&ui, &cluster.reason_ar, &cluster.reason_en);
    let articles = articles.collect();
    let notes = rows_of(&ui, &visitor.person, &read, &cluster.notes);
    let noting = Noting::of_event(&ui, &visitor.person, picture, n, |own| label(&ui, picture, own));
    page(StatusCode::OK, &ArticlesPage { title, why, articles, notes, noting, ui })
}

/// An event in a choice: day, kind, name or place.
fn label(ui: &Ui, picture: &Picture, cluster: &EventCluster) -> String {
    let mut text = between(ui, cluster.earliest.as_deref(), cluster.latest.as_deref()).plain();
    let name = named(picture, cluster).map(|name| name.plain());
    let place = cluster.place.clone();
    for part in [Some(kind(ui, &cluster.kind)), name.or(place)].into_iter().flatten() {
        text += " · ";
        text += &part;
    }
    text
}

/// `GET picture/promise/{n}`: a promise, what became of it, and what was noted of it.
pub(crate) async fn promise(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, n)): Path<(String, usize)>,
) -> Answer {
    let read = read(&console, &visitor).await?;
    let promise = read.picture.commitments.get(n).ok_or(Problem::NOT_FOUND)?;
    let own = member(&promise.id).map(|(document, _)| (document, promise.span));
    let later = promise.follow_ups.iter();
    let later = later.filter_map(|told| Some((told.document.checked_sub(1)?, told.span)));
    let marked = by_document(own.into_iter().chain(later));
    let articles = marked.into_iter().filter_map(|(d, spans)| article(&ui, &read, d, spans));
    let articles = articles.collect();
    let mut title = Html::text(ui.t(words::status(promise.analyst.unwrap_or(promise.status))));
    if let Some(by) = &promise.by {
        title.markup(" · ");
        title.add(&shown_name(by, None));
    }
    let mut why = shown_name(&promise.text, None);
    for told in &promise.follow_ups {
        why.markup(" — ");
        why.add(&reason(&ui, &told.reason_ar, &told.reason_en));
    }
    let notes = rows_of(&ui, &visitor.person, &read, &promise.notes);
    let noting = Noting::of_promise(&ui, &visitor.person, promise);
    page(StatusCode::OK, &ArticlesPage { title, why, articles, notes, noting, ui })
}

/// Spans of one document together, in the order in which documents come.
fn by_document(spans: impl Iterator<Item = (usize, Span)>) -> Vec<(usize, Vec<Span>)> {
    let mut marked: Vec<(usize, Vec<Span>)> = Vec::new();
    for (document, span) in spans {
        match marked.iter_mut().find(|(known, _)| *known == document) {
            Some((_, spans)) => spans.push(span),
            None => marked.push((document, vec![span])),
        }
    }
    marked
}

/// `GET picture/relation/{n}`: the reports of two claims.
pub(crate) async fn relation(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, n)): Path<(String, usize)>,
) -> Answer {
    let read = read(&console, &visitor).await?;
    let relation = read.picture.claim_relations.get(n).ok_or(Problem::NOT_FOUND)?;
    let first = member(&relation.a).map(|(document, _)| (document, relation.a_sentence));
    let second = relation.b.as_deref().and_then(member).zip(relation.b_sentence);
    let second = second.map(|((document, _), span)| (document, span));
    let marked = by_document(first.into_iter().chain(second));
    let articles =
        marked.into_iter().filter_map(|(document, spans)| article(&ui, &read, document, spans));
    let articles = articles.collect();
    let title = Html::text(ui.t(words::relation(relation.relation)));
    let why = reason(&ui, &relation.reason_ar, &relation.reason_en);
    let notes = rows_of(&ui, &visitor.person, &read, &relation.notes);
    let noting = Noting::of_relation(&ui, &visitor.person, relation);
    page(StatusCode::OK, &ArticlesPage { title, why, articles, notes, noting, ui })
}

fn article(ui: &Ui, read: &PressPicture, document: usize, spans: Vec<Span>) -> Option<Article> {
    let own: &Document = read.picture.documents.get(document)?;
    let text = &read.reports.sources().get(document)?.text;
    let title = own.title.as_ref().map(|title| shown_name(&title.text, Some(own.language)));
    let published = &own.published;
    let mut about = Vec::new();
    about.extend(own.outlet.as_deref().map(|outlet| shown_name(outlet, None)));
    if published.earliest.is_some() || published.latest.is_some() {
        about.push(between(ui, published.earliest.as_deref(), published.latest.as_deref()));
    }
    // Of a path the name alone: folders of the node are nobody's business.
    let name = own.file.rsplit(['/', '\\']).next().unwrap_or(&own.file);
    about.push(shown_name(name, None));
    Some(Article {
        title: title.unwrap_or_else(|| Html::text(ui.t(words::UNTITLED))),
        about,
        lang: own.language,
        lines: lines(text, own, &spans),
    })
}

/// The lines of a report that are not blank, with the spans marked.
fn lines(text: &str, document: &Document, spans: &[Span]) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let (begin, end) = (at, at + line.trim_end().len());
        at += line.len();
        let zone = document.zones.iter().find(|zone| zone.line == number + 1);
        let zone = zone.map_or("body", |zone| zone.zone);
        if zone == "blank" || begin == end {
            continue;
        }
        lines.push(Line { zone, pieces: pieces(text, begin, end, spans) });
    }
    lines
}

fn pieces(text: &str, begin: usize, end: usize, spans: &[Span]) -> Vec<(bool, Html)> {
    let within = |span: &Span| (span.bytes[0].max(begin), span.bytes[1].min(end));
    let mut marked: Vec<(usize, usize)> = spans.iter().map(within).filter(|(a, b)| a < b).collect();
    marked.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = begin;
    for (from, to) in marked {
        let from = from.max(at);
        if from >= to {
            continue;
        }
        pieces.push((false, Html::text(text.get(at..from).unwrap_or_default())));
        pieces.push((true, Html::text(text.get(from..to).unwrap_or_default())));
        at = to;
    }
    pieces.push((false, Html::text(text.get(at..end).unwrap_or_default())));
    pieces.retain(|(_, html)| !html.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, spans: &[[usize; 2]]) -> String {
        let spans: Vec<Span> = spans.iter().map(|bytes| Span { line: 1, bytes: *bytes }).collect();
        let piece = |(marked, html): (bool, Html)| {
            if marked { format!("[{html}]") } else { html.to_string() }
        };
        pieces(text, 0, text.len(), &spans).into_iter().map(piece).collect()
    }

    #[test]
    fn sentences_are_marked_where_they_stand_and_stay_inert() {
        assert_eq!(told("one two three", &[[4, 7]]), "one [two] three");
        assert_eq!(told("one <b> three", &[[4, 7]]), "one [&#60;b&#62;] three");
        assert_eq!(told("abcdef", &[[0, 4], [2, 6]]), "[abcd][ef]");
        assert_eq!(told("abc", &[[5, 9]]), "abc");
    }

    #[test]
    fn members_name_their_report_and_event() {
        assert_eq!(member("1:e2"), Some((0, "e2")));
        assert_eq!(member("0:e2"), None);
        assert_eq!(member("x"), None);
    }
}
