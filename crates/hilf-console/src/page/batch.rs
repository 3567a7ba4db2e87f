//! Batch: a file, its mapping, progress, results, download.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, Path, RawForm, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use hilf_desk::Right;
use hilf_entity::Schema;
use hilf_match::MATCHER;
use serde_json::json;

use super::door::{fields, see};
use super::hit::band_class;
use crate::answer::{Answer, Problem, following, page};
use crate::batch::{self, Fault, Job, ROWS_MAX, RegisterState, Results};
use crate::fields::{Fields, query};
use crate::inquiry::KINDS;
use crate::say::{Text, batch as words, lists, search};
use crate::session::{Visitor, looked};
use crate::show::{Html, Ui, filters, shown_name};
use crate::upload::Upload;
use crate::{Console, asset, say};

/// Rows of a page of results.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "batch.html")]
struct BatchPage {
    ui: Ui,
    kinds: Vec<(&'static str, String)>,
    purpose: String,
    fault: Option<Html>,
    limits: Html,
}

impl BatchPage {
    fn new(ui: Ui) -> BatchPage {
        let kinds = KINDS.iter().map(|kind| match Schema::named(kind) {
            Some(schema) => (*kind, ui.schema(schema)),
            None => (*kind, ui.t(search::ANY).to_owned()),
        });
        let most = ui.count(lists::ROWS, ROWS_MAX as u64);
        let limits = ui.fill_html(words::LIMITS, &[("rows", &most)]);
        BatchPage { kinds: kinds.collect(), purpose: String::new(), fault: None, limits, ui }
    }

    fn refused(mut self, fault: Html) -> Answer {
        self.fault = Some(fault);
        page(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }
}

/// `GET batch`.
pub(crate) async fn form(Extension(ui): Extension<Ui>) -> Answer {
    page(StatusCode::OK, &BatchPage::new(ui))
}

/// `POST batch`: reads a file and shows what was understood of it.
pub(crate) async fn take(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    form: Multipart,
) -> Answer {
    let upload = Upload::read(form).await?;
    visitor.check(upload.get("form_key"))?;
    let purpose = upload.get("purpose").to_owned();
    let mut shown = BatchPage::new(ui.clone());
    if search::PURPOSES.iter().all(|(name, _)| *name != purpose) {
        return shown.refused(Html::text(ui.t(search::NEED_PURPOSE)));
    }
    shown.purpose.clone_from(&purpose);
    if upload.content.is_empty() {
        return shown.refused(Html::text(ui.t(lists::NO_FILE)));
    }
    let kind = Schema::named(upload.get("schema"));
    let read = console.node.work().run(move || batch::read(&upload.name, upload.content, kind));
    let read = match read.await? {
        Ok(read) => read,
        Err(fault) => return shown.refused(told(&ui, &fault)),
    };
    match console.jobs.take(read, &purpose, &visitor.person.id) {
        Some(job) => Ok(see_job(&ui, &job.id)),
        None => shown.refused(Html::text(ui.t(words::BUSY))),
    }
}

fn told(ui: &Ui, fault: &Fault) -> Html {
    match fault {
        Fault::Unreadable(reason) => {
            ui.fill_html(lists::UNREADABLE, &[("reason", &lists::reason(ui, reason))])
        }
        Fault::NoNames(headings) => ui.fill(lists::NO_NAMES, &[("headings", headings)]),
        Fault::Empty => Html::text(ui.t(words::NO_ROWS)),
        Fault::TooMany => {
            let most = ui.count(lists::ROWS, ROWS_MAX as u64);
            ui.fill_html(words::TOO_MANY, &[("rows", &most)])
        }
    }
}

fn see_job(ui: &Ui, id: &str) -> Response {
    see(&ui.path(&format!("/batch/{id}")), None)
}

fn job_of(console: &Console, visitor: &Visitor, id: &str) -> Result<Arc<Job>, Problem> {
    console.jobs.find(id, &visitor.person.id).ok_or(Problem::NO_BATCH)
}

/// `POST batch/{id}`: begins to screen, if the look can be recorded, or to register the rows as
/// customers.
pub(crate) async fn start(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Answer {
    let form = fields(&form)?;
    visitor.check(form.get("form_key"))?;
    let job = job_of(&console, &visitor, &id)?;
    if form.get("step") == "register" {
        let (desk, person) = (console.desk.clone(), visitor.person.clone());
        // The desk writes a refusal into the log.
        if !person.may(Right::CustomerRegister) {
            desk.witness(&person, Right::CustomerRegister, "customers").await?;
        }
        tokio::spawn(job.register(desk, person));
        return Ok(see_job(&ui, &id));
    }
    let live = console.node.live().ok_or(Problem::NO_LIVE)?;
    if !job.is_started() {
        let rows = job.batch.rows.len();
        let details =
            json!({ "sha256": job.batch.sha256, "rows": rows, "snapshot": live.snapshot() });
        let person = visitor.because(&job.purpose, "");
        looked(&console.desk, &person, Right::Lookup, "batch", details).await?;
        let profile = console.desk.profile_in_force().await?;
        tokio::spawn(job.run(console.node.clone(), live, profile));
    }
    Ok(see_job(&ui, &id))
}

#[derive(Template)]
#[template(path = "batch_job.html")]
struct JobPage {
    ui: Ui,
    title: Html,
    id: String,
    columns: Vec<(Html, Html, bool)>,
    remarks: Vec<String>,
    counts: Vec<(Text, String)>,
    state: JobState,
    rows: Vec<RowView>,
    pages: Vec<(Text, String)>,
    is_all: bool,
    snapshot: String,
    profile: String,
    register: Register,
}

/// The registration of the rows as customers.
enum Register {
    /// Not for this reader.
    No,
    /// It can be begun, for so many.
    Open(Html),
    Running {
        told: Html,
        done: u64,
        of: u64,
    },
    Done(Html),
    Failed(Html),
}

#[derive(PartialEq)]
enum JobState {
    Ready,
    Running { done: u64, of: u64 },
    Done,
    Failed(Html),
}

struct RowView {
    line: String,
    id: Html,
    name: Html,
    status: Text,
    class: &'static str,
    faults: Vec<Html>,
    hits: Vec<HitLine>,
    more: Option<Html>,
}

struct HitLine {
    score: String,
    band: Text,
    class: &'static str,
    caption: Html,
    list: String,
    path: String,
}

/// `GET batch/{id}`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
    RawQuery(text): RawQuery,
) -> Answer {
    let job = job_of(&console, &visitor, &id)?;
    let mut shown = job_page(&ui, &job, &Fields::read(&text.unwrap_or_default()));
    if visitor.person.may(Right::CustomerRegister) {
        shown.register = register(&ui, &job);
    }
    let is_running = matches!(shown.state, JobState::Running { .. })
        || matches!(shown.register, Register::Running { .. });
    following(is_running, page(StatusCode::OK, &shown))
}

fn job_page(ui: &Ui, job: &Job, fields: &Fields) -> JobPage {
    let name = [("name", job.batch.name.as_str())];
    let state = state(ui, job);
    let columns = job.batch.columns.iter().map(|(heading, column)| {
        (shown_name(heading, None), lists::meaning(ui, *column), column.is_some())
    });
    let mut shown = JobPage {
        title: match state {
            JobState::Done => ui.fill(words::DONE, &name),
            _ => ui.fill(words::PREVIEW, &name),
        },
        id: job.id.clone(),
        columns: columns.collect(),
        remarks: job.batch.remarks.clone(),
        counts: counts(ui, job),
        state,
        rows: Vec::new(),
        pages: Vec::new(),
        is_all: !fields.get("all").is_empty(),
        snapshot: String::new(),
        profile: String::new(),
        register: Register::No,
        ui: ui.clone(),
    };
    match job.results() {
        Some(Ok(results)) => add_results(&mut shown, job, results, fields),
        _ => {
            let held = job.batch.rows.iter().filter(|row| is_held(row)).take(PAGE);
            shown.rows = held.map(|row| row_view(ui, job, row, None)).collect();
        }
    }
    shown
}

fn register(ui: &Ui, job: &Job) -> Register {
    let of = job.customers() as u64;
    match job.registering.state() {
        RegisterState::Open if of == 0 => Register::No,
        RegisterState::Open => Register::Open(ui.count(words::REGISTER_MANY, of)),
        RegisterState::Running(done) => {
            let parts = [("done", &*ui.number(done)), ("of", &*ui.number(of))];
            Register::Running { told: ui.fill(words::REGISTERING, &parts), done, of }
        }
        RegisterState::Done(outcome) => {
            let left = job.batch.rows.len() as u64 - of;
            let parts = [
                ("new", &*ui.number(outcome.new)),
                ("changed", &*ui.number(outcome.changed)),
                ("unchanged", &*ui.number(outcome.unchanged)),
                ("opened", &*ui.number(outcome.progress.opened)),
                ("left", &*ui.number(left)),
            ];
            Register::Done(ui.fill(words::REGISTERED, &parts))
        }
        RegisterState::Failed(ar, en) => {
            let reason = if ui.is_arabic() { ar } else { en };
            Register::Failed(ui.fill(words::REGISTER_FAILED, &[("reason", reason)]))
        }
    }
}

fn state(ui: &Ui, job: &Job) -> JobState {
    match job.results() {
        Some(Ok(_)) => JobState::Done,
        Some(Err(reason)) => JobState::Failed(ui.fill(words::FAILED, &[("reason", reason)])),
        None if job.is_started() => {
            JobState::Running { done: job.done(), of: job.batch.rows.len() as u64 }
        }
        None => JobState::Ready,
    }
}

fn is_held(row: &batch::Row) -> bool {
    row.is_empty || !row.faults.is_empty()
}

fn counts(ui: &Ui, job: &Job) -> Vec<(Text, String)> {
    let rows = &job.batch.rows;
    let held = rows.iter().filter(|row| is_held(row)).count();
    let mut counts = vec![
        (words::COUNT_ROWS, ui.number(rows.len() as u64)),
        (words::COUNT_HELD, ui.number(held as u64)),
    ];
    if let Some(Ok(results)) = job.results() {
        let with = results.outcomes.iter().filter(|outcome| outcome.total > 0).count();
        counts.push((words::COUNT_HITS, ui.number(with as u64)));
        counts.push((words::COUNT_CLEAR, ui.number((rows.len() - with) as u64)));
    }
    counts
}

fn add_results(shown: &mut JobPage, job: &Job, results: &Results, fields: &Fields) {
    let ui = shown.ui.clone();
    let of = job.batch.rows.iter().zip(&results.outcomes);
    let is_all = shown.is_all;
    let mut wanted: Vec<_> =
        of.filter(|(row, outcome)| is_all || outcome.total > 0 || is_held(row)).collect();
    if !is_all {
        let best = |outcome: &batch::Outcome| outcome.hits.first().map_or(0.0, |hit| hit.score);
        wanted.sort_by(|(_, a), (_, b)| best(b).total_cmp(&best(a)));
    }
    let number = fields.number("page").unwrap_or(1).max(1);
    let begin = (number - 1).saturating_mul(PAGE);
    let own = wanted.iter().skip(begin).take(PAGE);
    shown.rows = own.map(|(row, outcome)| row_view(&ui, job, row, Some(outcome))).collect();
    let all = if is_all { "1" } else { "" };
    let place = |number: usize| {
        let query = query(&[("all", all), ("page", &number.to_string())]);
        ui.path(&format!("/batch/{}{query}", job.id))
    };
    if number > 1 {
        shown.pages.push((words::PREVIOUS, place(number - 1)));
    }
    if wanted.len() > begin.saturating_add(PAGE) {
        shown.pages.push((words::NEXT, place(number + 1)));
    }
    shown.snapshot.clone_from(&results.snapshot);
    shown.profile.clone_from(&results.profile);
}

fn row_view(ui: &Ui, job: &Job, row: &batch::Row, outcome: Option<&batch::Outcome>) -> RowView {
    let (status, class) = match outcome {
        _ if is_held(row) => (words::HELD, "partly"),
        Some(outcome) if outcome.total > 0 => (words::HIT, "against"),
        _ => (words::CLEAR, "for"),
    };
    let hits = outcome.map_or(&[][..], |outcome| &outcome.hits);
    let more = outcome.map_or(0, |outcome| outcome.total - outcome.hits.len());
    let mut faults: Vec<Html> = row.faults.iter().map(|fault| lists::reason(ui, fault)).collect();
    if row.is_empty {
        faults.push(Html::text(ui.t(words::NOTHING_TO_SEARCH)));
    } else if !faults.is_empty() && row.subject.is_some() {
        faults.push(Html::text(ui.t(words::WITHOUT)));
    }
    RowView {
        line: ui.number(row.line),
        id: shown_name(&row.id, None),
        name: shown_name(&row.name, None),
        status,
        class,
        faults,
        hits: hits.iter().map(|hit| hit_line(ui, job, row, hit)).collect(),
        more: (more > 0).then(|| ui.count(words::MORE, more as u64)),
    }
}

fn hit_line(ui: &Ui, job: &Job, row: &batch::Row, hit: &batch::Hit) -> HitLine {
    let subject = row.subject.as_ref().map(|subject| subject.entity());
    let first = |property: &str| subject.and_then(|s| s.first(property)).unwrap_or_default();
    let fields = [
        ("q", row.name.as_str()),
        ("birth_date", first("birthDate")),
        ("country", first("nationality")),
        ("purpose", &job.purpose),
        ("reference", &row.id),
        ("entity", &hit.entity),
    ];
    HitLine {
        score: ui.score(hit.score),
        band: search::band(hit.band.as_deref()),
        class: band_class(hit.band.as_deref()),
        caption: shown_name(&hit.caption, None),
        list: hit.list.clone(),
        path: ui.path(&format!("/compare{}", query(&fields))),
    }
}

/// `GET batch/{id}/{results.csv|results.jsonl}`.
pub(crate) async fn download(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id, file)): Path<(String, String, String)>,
) -> Answer {
    let job = job_of(&console, &visitor, &id)?;
    let Some(Ok(results)) = job.results() else { return Err(Problem::NO_BATCH) };
    let (kind, content) = match file.as_str() {
        "results.csv" => ("text/csv; charset=utf-8", batch::to_csv(&job.batch, results, ui.lang)),
        "results.jsonl" => {
            ("application/jsonl; charset=utf-8", batch::to_json_lines(&job.batch, results).into())
        }
        _ => return Err(Problem::NOT_FOUND),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
    ];
    Ok((headers, content).into_response())
}
