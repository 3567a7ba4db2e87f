//! Customers: who is screened again, and what was found on them.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use hilf_list::Record;
use hilf_store::AlertFilter;

use super::queue::{QueueRow, Which, exempt_of};
use crate::answer::{Answer, page};
use crate::fields::{Fields, query, segment};
use crate::say::desk as words;
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
}

/// `GET customers`.
pub(crate) async fn all(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawQuery(text): RawQuery,
) -> Answer {
    let fields = Fields::read(&text.unwrap_or_default());
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
    page(StatusCode::OK, &CustomersPage { rows, next, is_first, ui })
}

#[derive(Template)]
#[template(path = "customer.html")]
struct CustomerPage {
    ui: Ui,
    name: Html,
    blocks: Vec<Block>,
    rows: Vec<QueueRow>,
    can_together: bool,
}

/// `GET customers/{id}`.
pub(crate) async fn one(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let customer = console.desk.customer(&visitor.person, &id).await?;
    let filter = AlertFilter { customer: Some(id), ..AlertFilter::default() };
    let alerts = console.desk.alerts(&visitor.person, &filter, ALERTS_MAX).await?;
    let exempt = console.desk.exempt_pairs(&visitor.person).await?;
    let which = Which::default();
    let row = |alert| QueueRow::of(&ui, alert, &which, exempt_of(&exempt, alert));
    let record =
        Record { position: Default::default(), entity: customer.entity, related: Vec::new() };
    let shown = CustomerPage {
        name: ui.caption(&record.entity).0,
        blocks: blocks(&ui, &record),
        rows: alerts.iter().map(row).collect(),
        can_together: false,
        ui,
    };
    page(StatusCode::OK, &shown)
}
