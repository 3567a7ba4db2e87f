//! All that the lists say of an entity: names, relations, the timeline of its listing, verbatim.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use hilf_desk::Right;
use hilf_list::Record;
use serde_json::json;

use super::relation::{DRAWN_MAX, Relation, cut, relations};
use crate::answer::{Answer, Problem, page};
use crate::fields::{query, segment};
use crate::inquiry::Inquiry;
use crate::say::{Text, entity, search};
use crate::session::{Visitor, looked};
use crate::show::{Block, Html, Moment, Sheet, Source, Timeline, Ui, blocks, filters};
use crate::{Console, asset, say};

#[derive(Template)]
#[template(path = "entity.html")]
struct EntityPage {
    ui: Ui,
    sheet: Sheet,
    name: String,
    purpose: String,
    relations: Vec<Relation>,
    moments: Vec<Moment>,
    timeline: Option<Timeline>,
    blocks: Vec<Block>,
    source: Source,
}

/// Height of a line of the drawing of relations.
const LINE: f32 = 46.0;

impl EntityPage {
    fn drawn(&self) -> impl Iterator<Item = (f32, &Relation)> {
        let lines = (0_u16..).map(|line| 30.0 + f32::from(line) * LINE);
        lines.zip(self.relations.iter().take(DRAWN_MAX))
    }

    fn height(&self) -> f32 {
        (self.relations.len().min(DRAWN_MAX) as f32 * LINE + 20.0).max(80.0)
    }

    /// A place measured from where the writing begins.
    fn x(&self, along: f32) -> f32 {
        if self.ui.is_arabic() { 1000.0 - along } else { along }
    }

    /// The beginning of a box of that width in the drawing's own coordinates.
    fn left(&self, along: f32, width: f32) -> f32 {
        if self.ui.is_arabic() { 1000.0 - along - width } else { along }
    }

    fn short(&self) -> String {
        cut(&self.name)
    }

    fn is_cut(&self) -> bool {
        self.relations.len() > DRAWN_MAX
    }

    fn path(&self, id: &str) -> String {
        let purpose = query(&[("purpose", &self.purpose)]);
        self.ui.path(&format!("/entity/{}{purpose}", segment(id)))
    }

    fn alerts(&self) -> String {
        self.ui.path(&format!("/queue{}", query(&[("entity", &self.sheet.id)])))
    }

    fn screen(&self) -> String {
        self.ui.path(&format!("/search{}", query(&[("q", &self.name), ("purpose", &self.purpose)])))
    }
}

#[derive(Template)]
#[template(path = "purpose.html")]
struct PurposePage {
    ui: Ui,
    id: String,
}

/// `GET entity/{id}`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawQuery(text): RawQuery,
) -> Answer {
    let inquiry = Inquiry::read(&text.unwrap_or_default());
    let live = console.node.live().ok_or(Problem::NO_LIVE)?;
    if let Some(now) = live.merged_into(&id) {
        let purpose = query(&[("purpose", &inquiry.purpose)]);
        let place = ui.path(&format!("/entity/{}{purpose}", segment(now)));
        return Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response());
    }
    if inquiry.purpose.is_empty() {
        return page(StatusCode::UNPROCESSABLE_ENTITY, &PurposePage { ui, id });
    }
    let person = visitor.because(&inquiry.purpose, &inquiry.reference);
    let details = json!({ "snapshot": live.snapshot() });
    looked(&console.desk, &person, Right::ListView, &format!("entity:{id}"), details).await?;
    let shown = console.node.work().run(move || -> Result<EntityPage, Problem> {
        let (ordinal, record) = live.record_of(&id)?.ok_or(Problem::NO_ENTITY)?;
        let moments = moments(&ui, &record);
        Ok(EntityPage {
            sheet: Sheet::of(&ui, &live, ordinal, &record),
            name: record.entity.caption().to_owned(),
            purpose: inquiry.purpose.clone(),
            relations: relations(&ui, &live, &record.entity)?,
            timeline: Timeline::of(&moments, ui.is_arabic(), &|text| ui.own(text)),
            moments,
            blocks: blocks(&ui, &record),
            source: Source::of(&ui, &live, ordinal, &record),
            ui,
        })
    });
    page(StatusCode::OK, &shown.await??)
}

/// Properties that date something, and what.
const DATED: &[(&str, &str, Text)] = &[
    ("Sanction", "listingDate", entity::LISTED),
    ("Sanction", "startDate", entity::IN_FORCE),
    ("Sanction", "modifiedAt", entity::AMENDED),
    ("Sanction", "endDate", entity::ENDED),
    ("", "createdAt", entity::CREATED),
    ("", "modifiedAt", entity::AMENDED),
];

/// What the list dates, oldest first; the same thing on the same day once.
fn moments(ui: &Ui, record: &Record) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for (schema, property, what) in DATED {
        let own = std::iter::once(&record.entity).filter(|_| schema.is_empty());
        let of = record.related.iter().filter(|entity| entity.schema().name() == *schema);
        for date in own.chain(of).flat_map(|entity| entity.dates(property)) {
            let (day, told) = (date.earliest(), Html::text(ui.t(*what)));
            // Listing and force usually begin together; one row says so.
            if moments.iter().all(|known| known.day != day || known.what != told) {
                moments.push(Moment { day, date: ui.both(date), what: told });
            }
        }
    }
    moments.sort_by_key(|moment| moment.day);
    moments
}
