//! A case: the alert, what lies before people, and what they do about it.

mod act;
mod exemption;
mod papers;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use hilf_case::Outcome;
use hilf_desk::{CaseFile, DeskError, Right};
use hilf_entity::Entity;
use hilf_list::Record;
use hilf_match::Row;
use hilf_store::{AlertFilter, AlertRow, Freeze};

use self::exemption::ExemptionView;
use super::compare::{FactPair, facts};
use super::explained::{Compared, Names, names};
use super::queue::{QueueRow, Which, kept};
use crate::answer::{Answer, Problem, page};
use crate::fields::{Fields, segment};
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::{Block, Html, Ui, blocks, filters};
use crate::{Console, asset, say};

pub(crate) use act::act;
pub(crate) use papers::{attach, document};

/// Other alerts on a customer that are shown.
const OTHERS_MAX: u32 = 20;

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
    evidence: String,
    seen: usize,
    events: Vec<(Html, String, Html)>,
    decision: Option<Html>,
    proposal: Option<Standing>,
    can: Can,
    papers: Vec<(Text, String)>,
    freeze: Vec<Html>,
    documents: Vec<(String, String)>,
    attach: String,
    next: String,
    exemptions: Vec<ExemptionView>,
    /// Other alerts on the same customer.
    rows: Vec<QueueRow>,
    can_together: bool,
    late: Option<Late>,
}

impl CasePage {
    /// What was typed into a field of a form that could not be carried out.
    fn typed(&self, step: &str, name: &str) -> &str {
        let late = self.late.as_ref().filter(|late| late.typed.get("step") == step);
        late.map_or("", |late| late.typed.get(name))
    }

    /// Whether a choice was made in a form that could not be carried out.
    fn is_typed(&self, step: &str, name: &str, choice: &str) -> bool {
        self.typed(step, name) == choice
    }

    /// What was typed, where the form it was typed into is no longer there.
    fn orphan(&self) -> Option<&str> {
        let late = self.late.as_ref()?;
        let is_gone = match late.typed.get("step") {
            "propose" => !self.can.propose,
            "return" => !self.can.decide || self.can.is_own,
            "freeze" => !self.can.freeze,
            "report" => !self.can.report,
            "lift" => !self.can.lift,
            "exempt" => !self.can.exempt,
            _ => false,
        };
        Some(late.typed.get("text")).filter(|text| is_gone && !text.is_empty())
    }
}

/// Why a form was not carried out, what happened since it was filled in, and what it held.
struct Late {
    told: Html,
    since: Vec<(Html, String, Html)>,
    is_other_evidence: bool,
    typed: Fields,
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
    exempt: bool,
}

/// `GET case/{id}`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Answer {
    let which = Which::read(&Fields::read(&query.unwrap_or_default()));
    let case = Case::read(&console, &visitor, &id).await?;
    page(StatusCode::OK, &case_page(ui, &visitor, &case, &which, None))
}

/// What the page of a case is made from.
struct Case {
    file: CaseFile,
    others: Vec<AlertRow>,
}

impl Case {
    async fn read(console: &Console, visitor: &Visitor, id: &str) -> Result<Case, Problem> {
        let file = console.desk.case_file(&visitor.person, id).await?;
        let customer = Some(file.alert.customer.clone());
        let filter = AlertFilter { customer, ..AlertFilter::default() };
        let mut others = console.desk.alerts(&visitor.person, &filter, OTHERS_MAX).await?;
        others.retain(|other| other.id != file.alert.id);
        Ok(Case { file, others })
    }
}

/// The page again after something could not be done: with what happened meanwhile, and with all
/// that was typed.
async fn again(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    (id, which): (&str, &Which),
    error: &DeskError,
    form: Fields,
) -> Answer {
    let problem = Problem::desk(error);
    let case = Case::read(console, visitor, id).await?;
    let file = &case.file;
    let seen = form.number("seen").unwrap_or(usize::MAX);
    let since = file.alert.events.iter().skip(seen);
    let late = Late {
        told: Html::text(problem.what(&ui)),
        since: since.map(|recorded| happened(&ui, recorded)).collect(),
        is_other_evidence: form.get("evidence") != file.alert.alert.evidence().as_str(),
        typed: form,
    };
    page(problem.status, &case_page(ui, visitor, &case, which, Some(late)))
}

fn happened(ui: &Ui, recorded: &hilf_case::Recorded) -> (Html, String, Html) {
    let at = ui.time(&recorded.at.to_string());
    (at, recorded.by.clone(), words::event(ui, &recorded.event))
}

fn case_page(
    ui: Ui,
    visitor: &Visitor,
    case: &Case,
    which: &Which,
    late: Option<Late>,
) -> CasePage {
    let file = &case.file;
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
        Some("list_removed") => Some(words::LIST_REMOVED),
        Some("no_longer_hit") => Some(words::NO_LONGER),
        _ => None,
    };
    let (own, theirs) = (kept(alert, "subject"), kept(alert, "listed"));
    let pairs = match (own.first(), theirs.first()) {
        (Some(own), Some(theirs)) => facts(&ui, own, theirs, &rows),
        _ => Vec::new(),
    };
    let exemptions = exemption::of(&ui, visitor, file);
    let row = QueueRow::of(&ui, alert, which, exemption::in_force_until(file));
    CasePage {
        title: ui.fill_html(words::CASE, &[("name", &row.customer)]),
        names: (!rows.is_empty()).then(|| names(&ui, &compared)),
        standing,
        facts: pairs,
        subject: of_record(&ui, own),
        listed: of_record(&ui, theirs),
        evidence: alert.alert.evidence().as_str().to_owned(),
        seen: alert.events.len(),
        events: alert.events.iter().map(|recorded| happened(&ui, recorded)).collect(),
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
        papers: papers::of(file),
        freeze: freeze(&ui, file),
        documents: papers::documents(&ui, file),
        attach: ui.path(&format!("/case/{}/documents{}", segment(&alert.id), which.query(&[]))),
        next: which.after(&ui, alert),
        exemptions,
        rows: case.others.iter().map(|other| QueueRow::of(&ui, other, which, None)).collect(),
        can_together: false,
        late,
        row,
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

/// Whether two people hold it to be the listed person now.
fn is_true_match(file: &CaseFile) -> bool {
    file.alert.alert.state() == hilf_case::State::Decided
        && file
            .alert
            .alert
            .decisions()
            .last()
            .is_some_and(|decision| decision.proposal.outcome == Outcome::TrueMatch)
}

fn can(visitor: &Visitor, file: &CaseFile) -> Can {
    use hilf_case::State as S;
    let person = &visitor.person;
    let state = file.alert.alert.state();
    let is_open = state != S::Decided;
    let is_true = is_true_match(file);
    let frozen = file.freeze.as_ref().filter(|freeze: &&Freeze| freeze.lifted_at.is_none());
    Can {
        work: person.may(Right::AlertWork),
        propose: person.may(Right::AlertWork) && is_open && state != S::Proposed,
        decide: person.may(Right::AlertDecide) && state == S::Proposed,
        is_own: file.alert.alert.proposal().is_some_and(|proposal| proposal.by == person.id),
        freeze: person.may(Right::Freeze) && is_true && file.freeze.is_none(),
        report: person.may(Right::Freeze) && frozen.is_some_and(|f| f.reported_at.is_none()),
        lift: person.may(Right::Unfreeze) && frozen.is_some() && !is_true && state == S::Decided,
        exempt: person.may(Right::ExemptionPropose) && is_true,
    }
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

fn outcome_name(outcome: Outcome) -> &'static str {
    words::OUTCOMES.iter().find(|(_, own, _)| *own == outcome).map_or("", |(name, ..)| *name)
}
