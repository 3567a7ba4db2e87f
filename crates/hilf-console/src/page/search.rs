//! Search & screen: one box, either script.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use hilf_desk::Right;
use hilf_list::ListError;
use hilf_match::{Hit, MATCHER, Profile, Subject};
use hilf_node::Live;
use serde_json::{Value, json};

use super::hit::{HitView, entry_path};
use crate::answer::{Answer, Problem, page};
use crate::inquiry::{DEPTHS, Inquiry, KINDS};
use crate::say::{self, search};
use crate::session::{Visitor, looked};
use crate::show::{Html, Ui, filters};
use crate::{Console, asset};

/// Results shown at first, and at most.
const SHOWN: usize = 25;
const SHOWN_MAX: usize = 200;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    ui: Ui,
    title: Html,
    inquiry: Inquiry,
    faults: Vec<(&'static str, Html)>,
    depths: Vec<(&'static str, Html)>,
    kinds: Vec<(&'static str, String)>,
    found: Option<Found>,
}

/// What a look-up found.
struct Found {
    total: u64,
    hits: Vec<HitView>,
    is_cut: bool,
    all: String,
    direct: Vec<(String, Html)>,
    records: Html,
    lists: Html,
    snapshot: String,
    profile: String,
}

impl SearchPage {
    fn new(ui: Ui, inquiry: Inquiry, threshold: f32) -> SearchPage {
        let depths = DEPTHS.iter().map(|depth| match depth.parse::<f32>() {
            Ok(score) => (*depth, ui.fill(search::DEPTH_DEEPER, &[("score", &ui.score(score))])),
            Err(_) => (*depth, ui.fill(search::DEPTH_USUAL, &[("score", &ui.score(threshold))])),
        });
        let kinds = KINDS.iter().map(|kind| match hilf_entity::Schema::named(kind) {
            Some(schema) => (*kind, ui.schema(schema)),
            None => (*kind, ui.t(search::ANY).to_owned()),
        });
        let title = match inquiry.q.is_empty() {
            true => Html::text(ui.t(search::TITLE)),
            false => ui.fill(search::RESULTS_FOR, &[("name", &inquiry.q)]),
        };
        SearchPage {
            title,
            faults: Vec::new(),
            depths: depths.collect(),
            kinds: kinds.collect(),
            found: None,
            inquiry,
            ui,
        }
    }

    fn proof(&self, found: &Found) -> Html {
        self.ui.fill_html(
            search::NOTHING_PROOF,
            &[
                ("records", &found.records),
                ("lists", &found.lists),
                ("snapshot", &Html::text(&found.snapshot)),
            ],
        )
    }

    fn fault(&self, field: &str) -> Option<&Html> {
        self.faults.iter().find(|(own, _)| *own == field).map(|(_, text)| text)
    }
}

/// `GET search`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(query): RawQuery,
) -> Answer {
    let text = query.unwrap_or_default();
    let fields = crate::fields::Fields::read(&text);
    let inquiry = Inquiry::read(&text);
    let profile = console.desk.profile_in_force().await?;
    let mut shown = SearchPage::new(ui, inquiry, profile.threshold);
    // The page before anything is entered; links from elsewhere may bring a purpose along.
    if !fields.has("q") {
        return page(StatusCode::OK, &shown);
    }
    let subject = match shown.inquiry.subject() {
        Ok(subject) => subject,
        Err(faults) => {
            let told =
                faults.into_iter().map(|f| (f.field, shown.inquiry.told_fault(&shown.ui, f)));
            shown.faults = told.collect();
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let live = console.node.live().ok_or(Problem::NO_LIVE)?;
    let limit = if fields.get("all").is_empty() { SHOWN } else { SHOWN_MAX };
    let shown = console.node.work().run(move || -> Result<(SearchPage, Value), Problem> {
        let hits = screen(&live, &profile, &subject, shown.inquiry.least())?;
        let ids: Vec<&str> = hits.iter().take(limit).map(|hit| hit.record.entity.id()).collect();
        let details =
            json!({ "subject": shown.inquiry.told(), "shown": ids, "snapshot": live.snapshot() });
        shown.found = Some(found(&shown.ui, &live, &shown.inquiry, &profile, &hits, limit));
        Ok((shown, details))
    });
    let (shown, details) = shown.await??;
    let person = visitor.because(&shown.inquiry.purpose, &shown.inquiry.reference);
    looked(&console.desk, &person, Right::Lookup, "subject", details).await?;
    page(StatusCode::OK, &shown)
}

/// Screens with the profile of customers, and below its threshold if that is asked for. A hit
/// that reaches the threshold has the score that it would have without asking for more.
pub(crate) fn screen(
    live: &Live,
    profile: &Profile,
    subject: &Subject,
    least: Option<f32>,
) -> Result<Vec<Hit>, ListError> {
    let mut hits = live.screen(profile, subject)?;
    if let Some(least) = least.filter(|least| *least < profile.threshold) {
        let deeper = Profile { threshold: least, ..profile.clone() };
        for mut hit in live.screen(&deeper, subject)? {
            if hits.iter().all(|known| known.ordinal != hit.ordinal) {
                hit.is_match = false;
                hits.push(hit);
            }
        }
        hits.sort_by(|a, b| b.is_match.cmp(&a.is_match).then_with(|| b.score.total_cmp(&a.score)));
    }
    Ok(hits)
}

fn found(
    ui: &Ui,
    live: &Arc<Live>,
    inquiry: &Inquiry,
    profile: &Profile,
    hits: &[Hit],
    limit: usize,
) -> Found {
    Found {
        total: hits.len() as u64,
        is_cut: hits.len() > limit,
        hits: hits.iter().take(limit).map(|hit| HitView::of(ui, live, inquiry, hit)).collect(),
        all: ui.path(&format!("/search{}", inquiry.query(("all", "1")))),
        direct: direct(ui, live, inquiry),
        records: ui.count(say::frame::RECORDS, u64::from(live.records())),
        lists: ui.count(search::LISTS, live.lists().len() as u64),
        snapshot: live.snapshot().to_owned(),
        profile: profile.id(),
    }
}

/// Entities whose id or reference is what was entered.
fn direct(ui: &Ui, live: &Live, inquiry: &Inquiry) -> Vec<(String, Html)> {
    let own = std::iter::once(inquiry.q.clone());
    let prefixed = live.lists().iter().map(|list| format!("{}-{}", list.name, inquiry.q));
    let known = own.chain(prefixed).filter(|id| matches!(live.record_of(id), Ok(Some(_))));
    known
        .map(|id| {
            let told = ui.fill(search::DIRECT, &[("reference", &id)]);
            (entry_path(ui, inquiry, &id), told)
        })
        .collect()
}
