//! Compare: a subject and a listed entity side by side.

use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use hilf_desk::Right;
use hilf_entity::Entity;
use hilf_list::Record;
use hilf_match::{Hit, MATCHER, Profile, Row};
use hilf_node::Live;
use serde_json::{Value, json};

use super::door::see;
use super::explained::{Compared, Names, fact_of, names};
use super::hit::{Side, entry_path};
use super::search::screen;
use crate::answer::{Answer, Problem, page};
use crate::fields::Fields;
use crate::inquiry::Inquiry;
use crate::say::{Text, compare, search};
use crate::session::{Visitor, looked};
use crate::show::{Block, Html, Sheet, Source, Ui, blocks, filters, shown_name};
use crate::{Console, asset, say};

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

/// A fact of both.
pub(crate) struct FactPair {
    pub(crate) label: String,
    pub(crate) own: Vec<Html>,
    pub(crate) theirs: Vec<Html>,
    pub(crate) verdict: Option<(Side, Text, String)>,
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
    let profile = console.desk.profile_in_force().await?;
    let shown = console.node.work().run(move || -> Result<(ComparePage, Value), Problem> {
        let (ordinal, record) = live.record_of(&id)?.ok_or(Problem::NO_ENTITY)?;
        let hits = screen(&live, &profile, &subject, Some(LEAST))?;
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
    see(&place, None)
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
        names: hit.map(|hit| {
            names(
                ui,
                &Compared {
                    query: &hit.explanation.query,
                    listed: &hit.explanation.listed,
                    rows: &hit.explanation.rows,
                    score: hit.score,
                    band: hit.band.as_deref().filter(|_| hit.is_match),
                },
            )
        }),
        facts: facts(ui, own, &record.entity, rows),
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

/// Facts that are shown of both, each with the properties it stands in.
const FACTS: &[(&str, &[&str])] = &[
    ("birthDate", &["birthDate", "incorporationDate"]),
    ("nationality", &["nationality", "citizenship", "country", "jurisdiction", "flag"]),
    ("gender", &["gender"]),
    ("idNumber", &["passportNumber", "idNumber", "taxNumber", "registrationNumber", "imoNumber"]),
    ("address", &["address"]),
];

/// The facts of both.
pub(crate) fn facts(ui: &Ui, own: &Entity, listed: &Entity, rows: &[Row]) -> Vec<FactPair> {
    let pairs = FACTS.iter().map(|(fact, properties)| {
        let row = rows.iter().find(|row| fact_of(row.rule) == Some(*fact));
        FactPair {
            label: ui.field(own.schema(), fact),
            own: values(ui, own, properties),
            theirs: values(ui, listed, properties),
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
