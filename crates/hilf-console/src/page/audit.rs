//! The audit log for auditors: what was done and looked at, and whether the log is as it was
//! written.

use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, RawQuery, State};
use axum::http::StatusCode;
use hilf_store::AuditRow;
use hilf_store::audit::{Verdict, hex};

use super::door::fields;
use crate::answer::{Answer, page};
use crate::fields::Fields;
use crate::say::desk as words;
use crate::session::Visitor;
use crate::show::{Html, Ui, filters};
use crate::{Console, asset, say};

/// Acts shown.
const SHOWN: u32 = 100;

struct ActRow {
    number: String,
    at: Html,
    act: String,
    body: Option<String>,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    ui: Ui,
    object: String,
    rows: Vec<ActRow>,
    verdict: Option<(bool, Html)>,
}

/// `GET audit`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
) -> Answer {
    let object = Fields::read(&text.unwrap_or_default()).get("object").to_owned();
    audit_page(&console, ui, &visitor, object, None).await
}

/// `POST audit`: verifies the log against its signed checkpoint.
pub(crate) async fn check(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    visitor.check(fields(&form)?.get("form_key"))?;
    let verdict = console.desk.verify_audit(&visitor.person).await?;
    let told = told(&ui, &verdict);
    audit_page(&console, ui, &visitor, String::new(), Some((verdict.bad.is_none(), told))).await
}

fn told(ui: &Ui, verdict: &Verdict) -> Html {
    match &verdict.bad {
        None => {
            let root = hex(&verdict.root);
            ui.fill(words::VALID, &[("entries", &ui.number(verdict.size)), ("root", &root)])
        }
        Some(bad) => ui.fill(words::INVALID, &[("n", &ui.number(bad.n)), ("reason", &bad.reason)]),
    }
}

async fn audit_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    object: String,
    verdict: Option<(bool, Html)>,
) -> Answer {
    let wanted = Some(object.as_str()).filter(|object| !object.is_empty());
    let rows = console.desk.audit(&visitor.person, wanted, SHOWN).await?;
    let row = |row: AuditRow| ActRow {
        number: ui.number(row.n),
        at: ui.time(&row.at.to_string()),
        act: row.act,
        body: row.body.map(|body| body.to_string()),
    };
    let rows = rows.into_iter().map(row).collect();
    page(StatusCode::OK, &AuditPage { object, rows, verdict, ui })
}
