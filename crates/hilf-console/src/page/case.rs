//! A case: the alert, what lies before people, and what they do about it.

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path, RawForm, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use hilf_case::{ContentHash, Event, Outcome};
use hilf_desk::{CaseFile, Right, Step};
use hilf_entity::Entity;
use hilf_list::Record;
use hilf_match::Row;

use super::compare::{FactPair, facts};
use super::door::{fields, see};
use super::explained::{Compared, Names, names};
use super::queue::{Due, QueueRow, kept};
use crate::answer::{Answer, Problem, page};
use crate::fields::{Fields, segment};
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::{Block, Html, Ui, blocks, filters};
use crate::upload::Upload;
use crate::{Console, asset, frame, say};

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    ui: Ui,
    title: Html,
    row: QueueRow,
    names: Option<Names>,
    standing: Option<Text>,
    facts: Vec<FactPair>,
    subject: Vec<Block>,
    listed: Vec<Block>,
    due: Due,
    evidence: String,
    events: Vec<(Html, String, Html)>,
    decision: Option<Html>,
    proposal: Option<Standing>,
    can: Can,
    papers: Vec<(Text, String)>,
    freeze: Vec<Html>,
    documents: Vec<(String, String)>,
    attach: String,
}

/// A proposal that waits for a second person.
struct Standing {
    told: Html,
    outcome: &'static str,
    reason: String,
}

/// What the reader can do now.
#[derive(Default)]
struct Can {
    work: bool,
    propose: bool,
    decide: bool,
    is_own: bool,
    freeze: bool,
    report: bool,
    lift: bool,
}

/// `GET case/{id}`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let file = console.desk.case_file(&visitor.person, &id).await?;
    page(StatusCode::OK, &case_page(ui, &visitor, &file))
}

fn case_page(ui: Ui, visitor: &Visitor, file: &CaseFile) -> CasePage {
    let alert = &file.alert;
    let rows: Vec<Row> =
        serde_json::from_value(alert.content["explanation"]["rows"].clone()).unwrap_or_default();
    let text = |key: &str| alert.content["explanation"][key].as_str().unwrap_or_default();
    let compared = Compared {
        query: text("query"),
        listed: text("listed"),
        rows: &rows,
        score: alert.score as f32 / 1000.0,
        band: alert.content["band"].as_str(),
    };
    let standing = match alert.content["standing"].as_str() {
        Some("delisted") => Some(words::DELISTED),
        Some("no_longer_hit") => Some(words::NO_LONGER),
        _ => None,
    };
    let (own, theirs) = (kept(alert, "subject"), kept(alert, "listed"));
    let pairs = match (own.first(), theirs.first()) {
        (Some(own), Some(theirs)) => facts(&ui, own, theirs, &rows),
        _ => Vec::new(),
    };
    let events = alert.events.iter().map(|recorded| {
        let at = ui.time(&recorded.at.to_string());
        (at, recorded.by.clone(), words::event(&ui, &recorded.event))
    });
    let row = QueueRow::of(&ui, alert);
    CasePage {
        title: ui.fill_html(words::CASE, &[("name", &row.customer)]),
        row,
        names: (!rows.is_empty()).then(|| names(&ui, &compared)),
        standing,
        facts: pairs,
        subject: of_record(&ui, own),
        listed: of_record(&ui, theirs),
        due: Due::of(&ui, alert.due_at),
        evidence: alert.alert.evidence().as_str().to_owned(),
        events: events.collect(),
        decision: decision(&ui, file),
        proposal: alert.alert.proposal().map(|proposal| {
            let outcome = ui.t(words::outcome(proposal.outcome));
            let parts = [("who", proposal.by.as_str()), ("outcome", outcome)];
            Standing {
                told: ui.fill(words::PROPOSAL, &parts),
                outcome: outcome_name(proposal.outcome),
                reason: proposal.reason.clone(),
            }
        }),
        can: can(visitor, file),
        papers: papers(file),
        freeze: freeze(&ui, file),
        documents: documents(&ui, file),
        attach: ui.path(&format!("/case/{}/documents", segment(&alert.id))),
        ui,
    }
}

fn of_record(ui: &Ui, entities: Vec<Entity>) -> Vec<Block> {
    let mut entities = entities.into_iter();
    let Some(entity) = entities.next() else { return Vec::new() };
    let record = Record { position: Default::default(), entity, related: entities.collect() };
    blocks(ui, &record)
}

fn decision(ui: &Ui, file: &CaseFile) -> Option<Html> {
    let decision = file.alert.alert.decisions().last()?;
    let outcome = ui.t(words::outcome(decision.proposal.outcome));
    let parts = [
        ("outcome", outcome),
        ("who", decision.proposal.by.as_str()),
        ("by", decision.approved_by.as_str()),
    ];
    Some(ui.fill(words::DECIDED, &parts))
}

fn can(visitor: &Visitor, file: &CaseFile) -> Can {
    use hilf_case::State as S;
    let person = &visitor.person;
    let state = file.alert.alert.state();
    let is_open = state != S::Decided;
    let is_true = file.alert.alert.decisions().last().is_some_and(|decision| {
        decision.proposal.outcome == Outcome::TrueMatch && state == S::Decided
    });
    let frozen = file.freeze.as_ref().filter(|freeze| freeze.lifted_at.is_none());
    Can {
        work: person.may(Right::AlertWork),
        propose: person.may(Right::AlertWork) && is_open && state != S::Proposed,
        decide: person.may(Right::AlertDecide) && state == S::Proposed,
        is_own: file.alert.alert.proposal().is_some_and(|proposal| proposal.by == person.id),
        freeze: person.may(Right::Freeze) && is_true && file.freeze.is_none(),
        report: person.may(Right::Freeze) && frozen.is_some_and(|f| f.reported_at.is_none()),
        lift: person.may(Right::Unfreeze) && frozen.is_some() && !is_true && state == S::Decided,
    }
}

fn papers(file: &CaseFile) -> Vec<(Text, String)> {
    let path = |paper: &str| format!("/api/v1/alerts/{}/papers/{paper}", segment(&file.alert.id));
    let mut papers = vec![(words::PAPER_FILE, path("file"))];
    if file.freeze.is_some() {
        papers.push((words::PAPER_REPORT, path("report")));
    }
    let is_cleared = file.alert.alert.state() == hilf_case::State::Decided
        && file
            .alert
            .alert
            .decisions()
            .last()
            .is_some_and(|decision| decision.proposal.outcome == Outcome::FalsePositive);
    if is_cleared {
        papers.push((words::PAPER_LETTER_AR, path("letter-ar")));
        papers.push((words::PAPER_LETTER_EN, path("letter-en")));
    }
    papers
}

fn freeze(ui: &Ui, file: &CaseFile) -> Vec<Html> {
    let Some(freeze) = &file.freeze else { return Vec::new() };
    let what = Html::text(freeze.assets["text"].as_str().unwrap_or_default());
    let what = Html::element("bdi", &[], &what);
    let date = ui.time(&freeze.frozen_at.to_string());
    let mut told = vec![ui.fill_html(words::FROZEN, &[("date", &date), ("what", &what)])];
    if let Some(reference) = &freeze.report {
        told.push(ui.fill(words::REPORTED, &[("reference", reference)]));
    }
    if let Some(at) = freeze.lifted_at {
        told.push(ui.fill_html(words::LIFTED, &[("date", &ui.time(&at.to_string()))]));
    }
    told
}

/// Documents by name, with the path they are got from.
fn documents(ui: &Ui, file: &CaseFile) -> Vec<(String, String)> {
    let attached = file.alert.events.iter().filter_map(|recorded| match &recorded.event {
        Event::Attached { sha256, name } => {
            let id = segment(&file.alert.id);
            Some((name.clone(), ui.path(&format!("/case/{id}/documents/{sha256}"))))
        }
        _ => None,
    });
    attached.collect()
}

/// `POST case/{id}/documents`: adds a document.
pub(crate) async fn attach(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    form: Multipart,
) -> Answer {
    let upload = Upload::read(form).await?;
    visitor.check(upload.get("form_key"))?;
    if upload.content.is_empty() || upload.name.is_empty() {
        return Err(Problem::BAD_FORM);
    }
    let step = Step::Attach { name: upload.name, bytes: upload.content };
    console.desk.work(&visitor.person, &id, step).await?;
    Ok(see(&ui.path(&format!("/case/{}", segment(&id))), None))
}

/// `GET case/{id}/documents/{sha256}`: a document, never opened by the browser itself.
pub(crate) async fn document(
    State(console): State<Console>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id, sha256)): Path<(String, String, String)>,
) -> Answer {
    let (name, bytes) = console.desk.attachment(&visitor.person, &id, &sha256).await?;
    let name = format!("attachment; filename*=UTF-8''{}", segment(&name));
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}

fn outcome_name(outcome: Outcome) -> &'static str {
    words::OUTCOMES.iter().find(|(_, own, _)| *own == outcome).map_or("", |(name, ..)| *name)
}

/// `POST case/{id}`: does something to the alert, bound to what was seen.
pub(crate) async fn act(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let (desk, person) = (&console.desk, &visitor.person);
    match form.get("step") {
        "freeze" => drop(desk.freeze(person, &id, form.get("text")).await?),
        "report" => desk.report_freeze(person, &id, form.get("text")).await?,
        "lift" => desk.lift_freeze(person, &id, form.get("text")).await?,
        _ => drop(desk.work(person, &id, step(&form, &visitor)?).await?),
    }
    Ok(see(&ui.path(&format!("/case/{}", segment(&id))), None))
}

fn step(form: &Fields, visitor: &Visitor) -> Result<Step, Problem> {
    let text = form.get("text").to_owned();
    let outcome = || {
        let known = words::OUTCOMES.iter().find(|(name, ..)| *name == form.get("outcome"));
        known.map(|(_, outcome, _)| *outcome).ok_or(Problem::BAD_FORM)
    };
    let evidence = || -> Result<ContentHash, Problem> {
        serde_json::from_value(form.get("evidence").into()).map_err(|_| Problem::BAD_FORM)
    };
    Ok(match form.get("step") {
        "assign" => Step::Assign { to: visitor.person.id.clone() },
        "note" if text.is_empty() => return Err(Problem::BAD_FORM),
        "note" => Step::Note { text },
        "propose" => Step::Propose { outcome: outcome()?, reason: text, evidence: evidence()? },
        "return" => Step::Return { reason: text },
        "approve" => Step::Approve {
            outcome: outcome()?,
            reason: form.raw("reason").to_owned(),
            evidence: evidence()?,
        },
        _ => return Err(Problem::BAD_FORM),
    })
}
