//! Customers: who is screened again, and what was found on them.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use hilf_desk::{CustomerFile, DeskError};
use hilf_list::Record;
use hilf_store::{Case, StoreError};

use super::queue::{Due, QueueRow, Which, exempt_of};
use crate::answer::{Answer, page};
use crate::fields::{Fields, query, segment};
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::{Block, Html, Ui, blocks, filters, shown_name};
use crate::{Console, asset, say};

/// Customers of a page.
const PAGE: u32 = 100;
/// Alerts shown of one customer.
const ALERTS_MAX: u32 = 100;

struct CustomerRow {
    id: Html,
    path: String,
    name: Html,
    kind: String,
    registered: Html,
    changed: Html,
}

#[derive(Template)]
#[template(path = "customers.html")]
struct CustomersPage {
    ui: Ui,
    rows: Vec<CustomerRow>,
    next: Option<String>,
    is_first: bool,
    /// The reference that was looked for and is nobody's.
    unknown: Option<String>,
}

/// `GET customers`; with a reference, the customer who bears it.
pub(crate) async fn all(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
) -> Answer {
    let fields = Fields::read(&text.unwrap_or_default());
    let wanted = fields.get("id").trim();
    if !wanted.is_empty() {
        match console.desk.customer_file(&visitor.person, wanted, ALERTS_MAX).await {
            Ok(file) => return customer_page(ui, file),
            Err(DeskError::Store(StoreError::Unknown { .. })) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let after = fields.get("after");
    let customers = console.desk.customers(&visitor.person, after, PAGE).await?;
    let last = customers.last().filter(|_| customers.len() == PAGE as usize);
    let next = last.map(|last| ui.path(&format!("/customers{}", query(&[("after", &last.id)]))));
    let rows = customers.iter().map(|customer| CustomerRow {
        id: shown_name(&customer.id, None),
        path: ui.path(&format!("/customers/{}", segment(&customer.id))),
        name: ui.caption(&customer.entity).0,
        kind: ui.schema(customer.entity.schema()),
        registered: ui.time(&customer.registered_at.to_string()),
        changed: ui.time(&customer.changed_at.to_string()),
    });
    let (rows, is_first) = (rows.collect(), after.is_empty());
    let unknown = Some(wanted.to_owned()).filter(|wanted| !wanted.is_empty());
    page(StatusCode::OK, &CustomersPage { rows, next, is_first, unknown, ui })
}

#[derive(Template)]
#[template(path = "customer.html")]
struct CustomerPage {
    ui: Ui,
    name: Html,
    case: Option<CaseFigures>,
    blocks: Vec<Block>,
    rows: Vec<QueueRow>,
    can_together: bool,
}

/// How the case of a customer stands.
struct CaseFigures {
    id: String,
    state: Text,
    undecided: Html,
    opened: Html,
    due: Due,
}

impl CaseFigures {
    fn of(ui: &Ui, case: &Case) -> CaseFigures {
        CaseFigures {
            id: case.id(),
            state: if case.is_open { words::CASE_OPEN } else { words::CASE_CLOSED },
            undecided: ui.fill_html(
                words::CASE_UNDECIDED,
                &[
                    ("n", &Html::text(&ui.number(case.undecided))),
                    ("all", &Html::text(&ui.number(case.alerts))),
                ],
            ),
            opened: ui.time(&case.opened_at.to_string()),
            due: Due::of(ui, case.due_at),
        }
    }
}

/// `GET customers/{id}`.
pub(crate) async fn one(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    customer_page(ui, console.desk.customer_file(&visitor.person, &id, ALERTS_MAX).await?)
}

fn customer_page(ui: Ui, file: CustomerFile) -> Answer {
    let CustomerFile { customer, case, alerts, exempt } = file;
    let which = Which::default();
    let row = |alert| QueueRow::of(&ui, alert, &which, exempt_of(&exempt, alert));
    let record =
        Record { position: Default::default(), entity: customer.entity, related: Vec::new() };
    let shown = CustomerPage {
        name: ui.caption(&record.entity).0,
        case: case.map(|case| CaseFigures::of(&ui, &case)),
        blocks: blocks(&ui, &record),
        rows: alerts.iter().map(row).collect(),
        can_together: false,
        ui,
    };
    page(StatusCode::OK, &shown)
}
