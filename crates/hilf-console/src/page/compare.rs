//! Compare: a subject and a listed entity side by side.

use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hilf_desk::Right;
use hilf_entity::Entity;
use hilf_list::Record;
use hilf_match::{Explanation, Hit, MATCHER, Profile, Row, Rule};
use hilf_node::Live;
use serde_json::{Value, json};

use super::hit::{Reason, Side, band_class, entry_path, told};
use super::letters::{Letter, letters};
use super::search::screen;
use crate::answer::{Answer, Problem, page};
use crate::fields::Fields;
use crate::inquiry::Inquiry;
use crate::say::{Text, compare, search};
use crate::show::{Block, Html, Sheet, Source, Ui, blocks, filters, shown_name};
use crate::session::{Visitor, looked};
use crate::{Console, asset, frame, say};

/// Least score at which two names can be compared; the search below it holds everybody.
const LEAST: f32 = 0.5;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    ui: Ui,
    title: Html,
    back: String,
    entry: String,
    searched: Html,
    sheet: Sheet,
    names: Option<Names>,
    facts: Vec<FactPair>,
    blocks: Vec<Block>,
    source: Source,
    snapshot: String,
    profile: String,
}

/// The names of both and why they score as they do.
struct Names {
    score: String,
    level: u8,
    band: Text,
    band_class: &'static str,
    query: Vec<Chip>,
    listed: Vec<Chip>,
    rows: Vec<RowView>,
}

/// A piece of a name.
struct Chip {
    text: Html,
    /// The side its row is on; empty for pieces no row is about.
    class: &'static str,
    sign: &'static str,
    /// Number of the row that joins it with its counterpart.
    number: String,
}

/// A row of the explanation.
struct RowView {
    number: String,
    reason: Reason,
    verdict: Text,
    query: Option<Html>,
    listed: Option<Html>,
    letters: Vec<Letter>,
}

/// A fact of both.
struct FactPair {
    label: String,
    own: Vec<Html>,
    theirs: Vec<Html>,
    verdict: Option<(Side, Text, String)>,
}

/// `GET compare`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
) -> Answer {
    let text = query.unwrap_or_default();
    let inquiry = Inquiry::read(&text);
    let id = Fields::read(&text).get("entity").to_owned();
    let live = console.node.live().ok_or(Problem::NO_LIVE)?;
    // What is missing is told on the page of the search.
    let Ok(subject) = inquiry.subject() else { return Ok(to_search(&ui, &inquiry)) };
    let person = visitor.because(&inquiry.purpose, &inquiry.reference);
    let shown = console.node.work().run(move || -> Result<(ComparePage, Value), Problem> {
        let (ordinal, record) = live.record(&id)?.ok_or(Problem::NO_ENTITY)?;
        let (profile, hits) = screen(&live, &subject, Some(LEAST))?;
        let details = json!({ "subject": inquiry.told(), "entity": record.entity.id(), "snapshot": live.snapshot() });
        let hit = hits.into_iter().find(|hit| hit.ordinal == ordinal);
        let own = subject.entity();
        let shown = compared(&ui, &live, &inquiry, &profile, (own, ordinal, &record), hit.as_ref());
        Ok((shown, details))
    });
    let (shown, details) = shown.await??;
    looked(&console.desk, &person, Right::Lookup, "subject", details).await?;
    page(StatusCode::OK, &shown)
}

fn to_search(ui: &Ui, inquiry: &Inquiry) -> Response {
    let mut place = ui.path(&format!("/search{}", inquiry.query(("", ""))));
    if !place.contains("q=") {
        place.push_str(if place.contains('?') { "&q=" } else { "?q=" });
    }
    (StatusCode::SEE_OTHER, [(axum::http::header::LOCATION, place)]).into_response()
}

fn compared(
    ui: &Ui,
    live: &Live,
    inquiry: &Inquiry,
    profile: &Profile,
    (own, ordinal, record): (&Entity, u32, &Record),
    hit: Option<&Hit>,
) -> ComparePage {
    let sheet = Sheet::of(ui, live, ordinal, record);
    let rows = hit.map_or(&[][..], |hit| &hit.explanation.rows);
    let back = inquiry.query(("", ""));
    ComparePage {
        title: ui.fill(
            compare::TITLE,
            &[("name", called(inquiry)), ("list", &sheet.list.to_uppercase())],
        ),
        back: ui.path(&format!("/search{back}{}", if inquiry.q.is_empty() { "&q=" } else { "" })),
        entry: entry_path(ui, inquiry, record.entity.id()),
        searched: shown_name(called(inquiry), None),
        names: hit.map(|hit| names(ui, hit)),
        facts: facts(ui, own, record, rows),
        blocks: blocks(ui, record),
        source: Source::of(ui, live, ordinal, record),
        snapshot: live.snapshot().to_owned(),
        profile: profile.id(),
        sheet,
        ui: ui.clone(),
    }
}

fn called(inquiry: &Inquiry) -> &str {
    if inquiry.q.is_empty() { &inquiry.identifier } else { &inquiry.q }
}

fn names(ui: &Ui, hit: &Hit) -> Names {
    let explanation = &hit.explanation;
    let band = hit.band.as_deref().filter(|_| hit.is_match);
    let pieces =
        |whole: &str, part: &dyn Fn(&Row) -> Option<String>| chips(ui, whole, explanation, part);
    Names {
        score: ui.score(hit.score),
        level: (hit.score * 100.0).round() as u8,
        band: search::band(band),
        band_class: band_class(band),
        query: pieces(&explanation.query, &|row| row.query.clone()),
        listed: pieces(&explanation.listed, &|row| row.listed.clone()),
        rows: (1..).zip(&explanation.rows).map(|(number, row)| row_view(ui, number, row)).collect(),
    }
}

/// Whether a row is about parts of the names, not about facts besides them.
fn is_of_name(rule: Rule) -> bool {
    fact_of(rule).is_none()
}

/// The pieces of a name in their order, each with the row it is in.
fn chips(
    ui: &Ui,
    whole: &str,
    explanation: &Explanation,
    part: &dyn Fn(&Row) -> Option<String>,
) -> Vec<Chip> {
    let mut taken: Vec<(std::ops::Range<usize>, usize)> = Vec::new();
    for (place, row) in explanation.rows.iter().enumerate().filter(|(_, row)| is_of_name(row.rule))
    {
        let Some(text) = part(row).filter(|text| !text.is_empty()) else { continue };
        let found = whole.match_indices(text.as_str()).map(|(at, _)| at..at + text.len());
        let free = |range: &std::ops::Range<usize>| {
            taken.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start)
        };
        if let Some(range) = found.into_iter().find(free) {
            taken.push((range, place));
        }
    }
    taken.sort_by_key(|(range, _)| range.start);
    let mut chips = Vec::new();
    let mut at = 0;
    let rest = |from: usize, to: usize, chips: &mut Vec<Chip>| {
        let text = whole.get(from..to).unwrap_or_default().trim();
        if !text.is_empty() {
            chips.push(Chip {
                text: shown_name(text, None),
                class: "",
                sign: "",
                number: String::new(),
            });
        }
    };
    for (range, place) in taken {
        rest(at, range.start, &mut chips);
        at = range.end;
        let side = Side::of(explanation.rows[place].rule);
        chips.push(Chip {
            text: shown_name(whole.get(range).unwrap_or_default(), None),
            class: side.class(),
            sign: side.sign(),
            number: ui.number(place as u64 + 1),
        });
    }
    rest(at, whole.len(), &mut chips);
    chips
}

fn row_view(ui: &Ui, number: u64, row: &Row) -> RowView {
    let places = match (&row.query, &row.listed, row.rule) {
        (Some(query), Some(listed), rule) if row.similarity.is_some() && rule != Rule::SameWord => {
            letters(query, listed)
        }
        _ => Vec::new(),
    };
    let shown = |text: &Option<String>| text.as_deref().map(|text| told(ui, row.rule, text));
    RowView {
        number: ui.number(number),
        reason: Reason::of(ui, row),
        verdict: compare::of_rule(row.rule),
        query: shown(&row.query),
        listed: shown(&row.listed),
        letters: places,
    }
}

/// The fact that a rule is about.
fn fact_of(rule: Rule) -> Option<&'static str> {
    use Rule as R;
    match rule {
        R::BirthDateEqual
        | R::BirthDateAgrees
        | R::BirthDateSwapped
        | R::BirthDateNear
        | R::BirthDateDiffers => Some("birthDate"),
        R::CountryShared | R::CountryDiffers => Some("nationality"),
        R::GenderDiffers => Some("gender"),
        R::AddressShared => Some("address"),
        R::IdentifierEqual => Some("idNumber"),
        _ => None,
    }
}

/// Facts that are shown of both, each with the properties it stands in.
const FACTS: &[(&str, &[&str])] = &[
    ("birthDate", &["birthDate", "incorporationDate"]),
    ("nationality", &["nationality", "citizenship", "country", "jurisdiction", "flag"]),
    ("gender", &["gender"]),
    ("idNumber", &["passportNumber", "idNumber", "taxNumber", "registrationNumber", "imoNumber"]),
    ("address", &["address"]),
];

fn facts(ui: &Ui, own: &Entity, record: &Record, rows: &[Row]) -> Vec<FactPair> {
    let pairs = FACTS.iter().map(|(fact, properties)| {
        let row = rows.iter().find(|row| fact_of(row.rule) == Some(*fact));
        FactPair {
            label: ui.field(own.schema(), fact),
            own: values(ui, own, properties),
            theirs: values(ui, &record.entity, properties),
            verdict: row
                .map(|row| (Side::of(row.rule), compare::of_rule(row.rule), ui.effect(row.effect))),
        }
    });
    pairs.filter(|pair| !pair.own.is_empty() || !pair.theirs.is_empty()).collect()
}

fn values(ui: &Ui, entity: &Entity, properties: &[&str]) -> Vec<Html> {
    let mut shown: Vec<Html> = Vec::new();
    for property in properties {
        let is_date = matches!(*property, "birthDate" | "incorporationDate");
        let of = |value: &hilf_entity::Value| ui.value(entity, property, value);
        let own: Vec<Html> = match is_date {
            true => entity.dates(property).into_iter().map(|date| ui.both(date)).collect(),
            false => entity.get(property).iter().map(of).collect(),
        };
        for value in own {
            if !shown.contains(&value) {
                shown.push(value);
            }
        }
    }
    shown
}
