//! Press reports side by side, with the sentences in question marked and what was noted of them.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawForm, State};
use hilf_desk::{Person, PressPicture};
use hilf_press::{Document, EventCluster, Picture, Span, member_of};

use super::door::see;
use super::noting::{self, NoteRow, Noting, Refused, rows_of};
use super::picture::{between, documents_of, kind, named, read, reason};
use crate::answer::{Answer, Problem, page};
use crate::say::{noting as noting_words, picture as words};
use crate::session::Visitor;
use crate::show::{Html, Ui, filters, shown_name};
use crate::{Console, asset, say};

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
    shown: Shown,
    refused: Option<Refused>,
}

impl ArticlesPage {
    fn typed(&self, form: &str, field: &str) -> &str {
        self.refused.as_ref().map_or("", |refused| refused.typed(form, field))
    }

    fn is_typed(&self, form: &str, field: &str, choice: &str) -> bool {
        self.refused.as_ref().is_some_and(|refused| refused.is_typed(form, field, choice))
    }

    /// Whether an act is ticked: the one that was, else the first.
    fn is_chosen(&self, act: &str) -> bool {
        let noting = self.shown.noting.as_ref();
        match self.typed("note", "act") {
            "" => noting.and_then(|noting| noting.acts.first()).is_some_and(|(own, _)| *own == act),
            chosen => chosen == act,
        }
    }

    fn orphan(&self) -> Option<&str> {
        self.refused.as_ref()?.orphan(&self.shown.notes, self.shown.noting.as_ref())
    }
}

/// What a page of reports is about.
struct Shown {
    title: Html,
    why: Html,
    articles: Vec<Article>,
    notes: Vec<NoteRow>,
    noting: Option<Noting>,
}

/// `GET picture/{what}/{n}`: the reports of an event, of two claims, or of a promise.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, what, n)): Path<(String, String, usize)>,
) -> Answer {
    articles_page(&console, ui, &visitor, (&what, n), None).await
}

/// `POST picture/{what}/{n}`: makes a note on it, or takes one back.
pub(crate) async fn note(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, what, n)): Path<(String, String, usize)>,
    RawForm(form): RawForm,
) -> Answer {
    match noting::noted(&console, &ui, &visitor, &form).await? {
        Ok(place) => Ok(see(&place, None)),
        Err(refused) => articles_page(&console, ui, &visitor, (&what, n), Some(refused)).await,
    }
}

async fn articles_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    (what, n): (&str, usize),
    refused: Option<Refused>,
) -> Answer {
    let read = read(console, visitor).await?;
    let shown = match what {
        "event" => event(&ui, &visitor.person, &read, n),
        "relation" => relation(&ui, &visitor.person, &read, n),
        "promise" => promise(&ui, &visitor.person, &read, n),
        _ => None,
    };
    let mut shown = shown.ok_or(Problem::NOT_FOUND)?;
    let status = noting::keep_typed(refused.as_ref(), &mut shown.notes);
    page(status, &ArticlesPage { ui, shown, refused })
}

/// The reports of an event.
fn event(ui: &Ui, person: &Person, read: &PressPicture, n: usize) -> Option<Shown> {
    let picture = &read.picture;
    let cluster = picture.event_clusters.get(n)?;
    let articles = documents_of(cluster).into_iter().filter_map(|document| {
        let of = cluster.members.iter().filter_map(|own| member_of(own));
        let ids: Vec<&str> = of.filter(|(d, _)| *d == document).map(|(_, id)| id).collect();
        let events = picture.documents.get(document)?.events.iter();
        let spans =
            events.filter(|e| ids.contains(&e.id.as_str())).flat_map(|e| e.evidence.clone());
        article(ui, read, document, spans.collect())
    });
    let date = between(ui, cluster.earliest.as_deref(), cluster.latest.as_deref());
    let mut title = named(picture, cluster).unwrap_or_else(|| Html::text(&kind(ui, &cluster.kind)));
    title.markup(" · ");
    title.add(&date);
    Some(Shown {
        title,
        why: reason(ui, &cluster.reason_ar, &cluster.reason_en),
        articles: articles.collect(),
        notes: rows_of(ui, person, read, &cluster.notes),
        noting: Noting::of_event(person, picture, n, |own| label(ui, picture, own)),
    })
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

/// A promise, what became of it, and what was noted of it.
fn promise(ui: &Ui, person: &Person, read: &PressPicture, n: usize) -> Option<Shown> {
    let promise = read.picture.commitments.get(n)?;
    let own = member_of(&promise.id).map(|(document, _)| (document, promise.span));
    let later = promise.follow_ups.iter();
    let later = later.filter_map(|told| Some((told.document.checked_sub(1)?, told.span)));
    let mut title = Html::text(ui.t(words::status(promise.analyst.unwrap_or(promise.status))));
    if let Some(by) = &promise.by {
        title.markup(" · ");
        title.add(&shown_name(by, None));
    }
    let mut why = shown_name(&promise.text, None);
    for told in &promise.follow_ups {
        why.markup(" — ");
        why.add(&reason(ui, &told.reason_ar, &told.reason_en));
    }
    Some(Shown {
        title,
        why,
        articles: articles(ui, read, own.into_iter().chain(later)),
        notes: rows_of(ui, person, read, &promise.notes),
        noting: Noting::of_promise(person, promise),
    })
}

/// The reports of two claims.
fn relation(ui: &Ui, person: &Person, read: &PressPicture, n: usize) -> Option<Shown> {
    let relation = read.picture.claim_relations.get(n)?;
    let first = member_of(&relation.a).map(|(document, _)| (document, relation.a_sentence));
    let second = relation.b.as_deref().and_then(member_of).zip(relation.b_sentence);
    let second = second.map(|((document, _), span)| (document, span));
    Some(Shown {
        title: Html::text(ui.t(words::relation(relation.relation))),
        why: reason(ui, &relation.reason_ar, &relation.reason_en),
        articles: articles(ui, read, first.into_iter().chain(second)),
        notes: rows_of(ui, person, read, &relation.notes),
        noting: Noting::of_relation(person, relation),
    })
}

/// The reports that spans stand in, each with its own marked.
fn articles(
    ui: &Ui,
    read: &PressPicture,
    marked: impl Iterator<Item = (usize, Span)>,
) -> Vec<Article> {
    let marked = by_document(marked).into_iter();
    marked.filter_map(|(document, spans)| article(ui, read, document, spans)).collect()
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
}
