//! Papers and documents of a case.

use axum::Extension;
use axum::extract::{Multipart, Path, RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use hilf_case::{Event, Outcome};
use hilf_desk::{CaseFile, Step};

use crate::Console;
use crate::answer::{Answer, Problem};
use crate::fields::{Fields, segment};
use crate::page::door::see;
use crate::page::queue::Which;
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::Ui;
use crate::upload::Upload;

/// What can be printed of a case, with the paths.
pub(super) fn of(file: &CaseFile) -> Vec<(Text, String)> {
    let path = |paper: &str| format!("/api/v1/alerts/{}/papers/{paper}", segment(&file.alert.id));
    let mut papers = vec![(words::PAPER_FILE, path("file"))];
    if file.freeze.is_some() {
        papers.push((words::PAPER_REPORT, path("report")));
    }
    let decision = file.alert.alert.decisions().last();
    let is_cleared = file.alert.alert.state() == hilf_case::State::Decided
        && decision.is_some_and(|decision| decision.proposal.outcome == Outcome::FalsePositive);
    if is_cleared {
        papers.push((words::PAPER_LETTER_AR, path("letter-ar")));
        papers.push((words::PAPER_LETTER_EN, path("letter-en")));
    }
    papers
}

/// Documents by name, with the path they are got from.
pub(super) fn documents(ui: &Ui, file: &CaseFile) -> Vec<(String, String)> {
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
    RawQuery(query): RawQuery,
    form: Multipart,
) -> Answer {
    let upload = Upload::read(form).await?;
    visitor.check(upload.get("form_key"))?;
    if upload.content.is_empty() || upload.name.is_empty() {
        return Err(Problem::BAD_FORM);
    }
    let step = Step::Attach { name: upload.name, bytes: upload.content };
    console.desk.work(&visitor.person, &id, step).await?;
    let which = Which::read(&Fields::read(&query.unwrap_or_default()));
    Ok(see(&ui.path(&format!("/case/{}{}", segment(&id), which.query(&[]))), None))
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
