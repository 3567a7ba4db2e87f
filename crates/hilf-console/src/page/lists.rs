//! Lists: which are live, how old, what changed, what was held and refused.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use askama::Template;
use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use hilf_desk::Right;
use hilf_list::diff::{Changed, Diff, Named, diff};
use hilf_list::store::{Entry, Event, Happened, ListStore, Origin, StoreError, Version};
use hilf_store::AlertRow;

use super::list_removal::Removal;
use super::queue::{QueueRow, Which, exempt_of};
use crate::answer::{Answer, Problem, log, page};
use crate::fields::{Fields, query, segment};
use crate::say::{Text, lists};
use crate::session::Visitor;
use crate::show::{Html, Ui, age_in_days, filters, shown_name};
use crate::{Console, asset, say};

/// Rows of one kind shown on a page.
const ROWS_MAX: usize = 200;
/// Events of the journal shown.
const EVENTS_MAX: usize = 30;
/// Entities of an update that are looked up among the alerts.
const TOUCHED_MAX: usize = 500;
/// Differences kept; each is made from two whole lists.
const KEPT_MAX: usize = 16;

/// Differences between versions that were looked at before, by the ids of their snapshots.
#[derive(Default)]
pub(crate) struct Differences(Mutex<HashMap<(String, String), Arc<Diff>>>);

impl Differences {
    fn between(&self, store: &ListStore, old: &str, new: &str) -> Result<Arc<Diff>, StoreError> {
        let key = (old.to_owned(), new.to_owned());
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Ok(Arc::clone(known));
        }
        let (before, after) = (store.snapshot(old)?, store.snapshot(new)?);
        let made = Arc::new(diff(before.records(), after.records())?);
        let mut kept = lock();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&made));
        Ok(made)
    }
}

/// A list in the table of all.
struct ListRow {
    name: String,
    path: String,
    publisher: String,
    published: Option<Html>,
    age: Option<Html>,
    state: &'static str,
    records: String,
    held: String,
    has_held: bool,
    since: Option<Html>,
    origin: String,
}

/// Something that happened.
struct EventRow {
    at: Html,
    list: String,
    what: Text,
    details: Vec<Html>,
}

#[derive(Template)]
#[template(path = "lists.html")]
struct ListsPage {
    ui: Ui,
    rows: Vec<ListRow>,
    refused: Vec<EventRow>,
    events: Vec<EventRow>,
}

fn store_problem(error: &StoreError) -> Problem {
    log(&error.to_string());
    Problem::INTERNAL
}

/// `GET lists`.
pub(crate) async fn all(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    console.desk.witness(&visitor.person, Right::ListView, "lists").await?;
    let node = console.node.clone();
    let shown = console.node.work().run(move || -> Result<ListsPage, StoreError> {
        let store = ListStore::open(node.folder())?;
        let journal = store.journal()?;
        let row = |(name, entry): (&String, &Entry)| list_row(&ui, name, entry);
        let rows = store.entries().iter().map(row).collect();
        let latest = |is: &dyn Fn(&Event) -> bool| -> Vec<EventRow> {
            let some = journal.iter().rev().filter(|event| is(event)).take(EVENTS_MAX);
            some.map(|event| event_row(&ui, event)).collect()
        };
        let refused = latest(&|event| event.event == Happened::Refused);
        let events = latest(&|event| event.event != Happened::Refused);
        Ok(ListsPage { rows, refused, events, ui })
    });
    let shown = shown.await?.map_err(|error| store_problem(&error))?;
    page(StatusCode::OK, &shown)
}

fn list_row(ui: &Ui, name: &str, entry: &Entry) -> ListRow {
    let live = entry.live();
    let dated = live.map(|v| v.published.as_deref().unwrap_or(&v.since));
    let days = dated.and_then(age_in_days);
    ListRow {
        name: name.to_owned(),
        path: ui.path(&format!("/lists/{}", segment(name))),
        publisher: entry.publisher.clone(),
        published: live.and_then(|v| v.published.as_deref()).map(|at| ui.date(at)),
        age: days.map(|days| ui.count(say::frame::DAYS, days)),
        state: crate::show::Badge { lists: 1, oldest_days: days }.state(),
        records: ui.number(live.map_or(0, |v| v.records)),
        held: ui.number(live.map_or(0, |v| v.held)),
        has_held: live.is_some_and(|v| v.held > 0),
        since: live.map(|v| ui.time(&v.since)),
        origin: origin(&entry.origin),
    }
}

/// Where a list comes from; of a file its name alone: folders of the node are nobody's business.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Path(path) => {
            path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
        }
        Origin::Url { url, .. } => url.clone(),
    }
}

fn event_row(ui: &Ui, event: &Event) -> EventRow {
    let mut details = Vec::new();
    if let Some(reason) = &event.reason {
        details.push(lists::reason(ui, reason));
    }
    if let Some(records) = event.records {
        details.push(ui.count(say::frame::RECORDS, records));
    }
    if let Some(reason) = &event.accepted_shrink {
        details.push(ui.fill(lists::ACCEPTED_SHRINK, &[("reason", reason)]));
    }
    EventRow {
        at: ui.time(&event.at),
        list: event.list.clone(),
        what: lists::happened(event.event),
        details,
    }
}

/// A version of a list.
struct VersionRow {
    snapshot: String,
    published: Option<Html>,
    since: Html,
    records: String,
    held: String,
    is_live: bool,
    /// The page of its differences from the version before.
    changes: Option<String>,
}

/// A record that could not be read.
struct HeldRow {
    place: Html,
    reference: Option<Html>,
    reason: Html,
}

/// An entity that differs.
struct ChangedRow {
    name: Html,
    path: String,
    /// Alerts of customers on it.
    alerts: String,
    id: String,
    is_material: bool,
    properties: Vec<(String, Vec<Html>, Vec<Html>)>,
}

/// An alert of a customer on an entity that the shown update touched.
struct TouchedRow {
    how: Text,
    row: QueueRow,
}

/// An entity of one version only.
struct NamedRow {
    name: Html,
    id: String,
    path: Option<String>,
    schema: String,
}

/// What changed between two versions.
struct Changes {
    title: Html,
    added: Vec<NamedRow>,
    removed: Vec<NamedRow>,
    changed: Vec<ChangedRow>,
    counts: Vec<(Text, String)>,
    material: u64,
    is_cut: bool,
    /// Ids of the entities that differ, and how: those that are new first.
    ids: Vec<(String, Text)>,
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    ui: Ui,
    row: ListRow,
    format: String,
    versions: Vec<VersionRow>,
    changes: Option<Changes>,
    held: Vec<HeldRow>,
    held_count: u64,
    remarks: Vec<String>,
    kinds: Vec<(String, String)>,
    events: Vec<EventRow>,
    /// Whom of the customers the shown update touches; `None` for those who see no alerts.
    touched: Option<Vec<TouchedRow>>,
    is_touched_cut: bool,
    removal: Removal,
}

/// `GET lists/{name}`.
pub(crate) async fn one(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    Path((_, name)): Path<(String, String)>,
    RawQuery(text): RawQuery,
) -> Answer {
    let version = Fields::read(&text.unwrap_or_default()).get("version").to_owned();
    list_page(&console, ui, &visitor, (name, version), None).await
}

/// The page of a list at a version, or at the live one; with a form that was refused, if there was
/// one.
pub(super) async fn list_page(
    console: &Console,
    ui: Ui,
    visitor: &Visitor,
    (name, wanted): (String, String),
    refused: Option<(Problem, Fields)>,
) -> Answer {
    let open = console.desk.list_removal(&visitor.person, &name).await?;
    let removal = Removal::of(&ui, visitor, open.as_ref(), refused.as_ref());
    let (node, differences) = (console.node.clone(), console.differences.clone());
    let shown = console.node.work().run(move || -> Result<ListPage, StoreError> {
        let store = ListStore::open(node.folder())?;
        let entry = store.entry(&name)?;
        let place = entry.versions.iter().position(|version| version.snapshot == wanted);
        let place = place.or(entry.versions.len().checked_sub(1));
        read_page(&ui, &store, &differences, (&name, entry, place), removal)
    });
    match shown.await? {
        Ok(mut shown) => {
            if visitor.person.may(Right::AlertView) {
                touch(console, visitor, &mut shown).await?;
            }
            page(refused.map_or(StatusCode::OK, |(problem, _)| problem.status), &shown)
        }
        Err(StoreError::Unknown(_)) => Err(Problem::NOT_FOUND),
        Err(error) => Err(store_problem(&error)),
    }
}

/// Looks up whom of the customers the shown update touches.
async fn touch(console: &Console, visitor: &Visitor, shown: &mut ListPage) -> Result<(), Problem> {
    let Some(changes) = &shown.changes else { return Ok(()) };
    let ids: Vec<&str> = changes.ids.iter().take(TOUCHED_MAX).map(|(id, _)| id.as_str()).collect();
    let alerts = console.desk.alerts_on(&visitor.person, &ids, ROWS_MAX).await?;
    let exempt = console.desk.exempt_pairs(&visitor.person).await?;
    let ways: HashMap<&str, Text> =
        changes.ids.iter().map(|(id, how)| (id.as_str(), *how)).collect();
    let which = Which::default();
    let row = |alert: &AlertRow| TouchedRow {
        how: ways.get(alert.entity.as_str()).copied().unwrap_or(lists::CHANGED),
        row: QueueRow::of(&shown.ui, alert, &which, exempt_of(&exempt, alert)),
    };
    let rows: Vec<TouchedRow> = alerts.iter().map(row).collect();
    shown.is_touched_cut = changes.ids.len() > TOUCHED_MAX || rows.len() >= ROWS_MAX;
    shown.touched = Some(rows);
    Ok(())
}

fn read_page(
    ui: &Ui,
    store: &ListStore,
    differences: &Differences,
    (name, entry, place): (&str, &Entry, Option<usize>),
    removal: Removal,
) -> Result<ListPage, StoreError> {
    let version = place.and_then(|place| entry.versions.get(place));
    let before = place.and_then(|place| entry.versions.get(place.checked_sub(1)?));
    let changes = match (before, version) {
        (Some(old), Some(new)) => {
            let diff = differences.between(store, &old.snapshot, &new.snapshot)?;
            Some(changes(ui, &diff, old, new))
        }
        _ => None,
    };
    let snapshot = version.map(|version| store.snapshot(&version.snapshot)).transpose()?;
    let description = snapshot.as_ref().map(|snapshot| snapshot.description());
    let held = description.map_or(&[][..], |d| &d.held);
    let held_row = |held: &hilf_list::Held| HeldRow {
        place: place_of(ui, &held.position),
        reference: held.reference.as_deref().map(|text| shown_name(text, None)),
        reason: lists::reason(ui, &held.reason),
    };
    let kinds = description.into_iter().flat_map(|d| &d.schemata).map(|(schema, count)| {
        let label = hilf_entity::Schema::named(schema).map(|schema| ui.schema(schema));
        (label.unwrap_or_else(|| schema.clone()), ui.number(*count))
    });
    let journal = store.journal()?;
    let own = journal.iter().rev().filter(|event| event.list == name).take(EVENTS_MAX);
    Ok(ListPage {
        row: list_row(ui, name, entry),
        format: format!("{:?}", entry.format),
        versions: versions(ui, name, entry),
        changes,
        held: held.iter().take(ROWS_MAX).map(held_row).collect(),
        held_count: held.len() as u64,
        remarks: description.map(|d| d.info.remarks.clone()).unwrap_or_default(),
        kinds: kinds.collect(),
        events: own.map(|event| event_row(ui, event)).collect(),
        touched: None,
        is_touched_cut: false,
        removal,
        ui: ui.clone(),
    })
}

fn place_of(ui: &Ui, position: &hilf_list::Position) -> Html {
    let mut html = shown_name(&position.file, None);
    if position.line > 0 {
        html.markup(" · ");
        html.add(&ui.fill(lists::LINE, &[("line", &ui.number(position.line))]));
    }
    html
}

fn versions(ui: &Ui, name: &str, entry: &Entry) -> Vec<VersionRow> {
    let last = entry.versions.len().saturating_sub(1);
    let row = |(place, version): (usize, &Version)| VersionRow {
        snapshot: version.snapshot.clone(),
        published: version.published.as_deref().map(|at| ui.date(at)),
        since: ui.time(&version.since),
        records: ui.number(version.records),
        held: ui.number(version.held),
        is_live: place == last,
        changes: (place > 0).then(|| {
            let query = query(&[("version", &version.snapshot)]);
            ui.path(&format!("/lists/{}{query}", segment(name)))
        }),
    };
    entry.versions.iter().enumerate().rev().map(row).collect()
}

fn changes(ui: &Ui, diff: &Diff, old: &Version, new: &Version) -> Changes {
    let dated = |version: &Version| -> Html {
        ui.date(version.published.as_deref().unwrap_or(&version.since))
    };
    let parts = [("old", &dated(old)), ("new", &dated(new))];
    let mut changed: Vec<&Changed> = diff.changed.iter().collect();
    changed.sort_by_key(|changed| !changed.is_material);
    let new = diff.added.iter().map(|named| (named.id.clone(), lists::NEW));
    let gone = diff.removed.iter().map(|named| (named.id.clone(), lists::GONE));
    let other = changed.iter().map(|changed| (changed.entity.id.clone(), lists::CHANGED));
    let ids = new.chain(gone).chain(other).collect();
    let cut = [diff.added.len(), diff.removed.len(), diff.changed.len()];
    Changes {
        title: ui.fill_html(lists::CHANGES_BETWEEN, &parts),
        added: diff.added.iter().take(ROWS_MAX).map(|n| named_row(ui, n, true)).collect(),
        removed: diff.removed.iter().take(ROWS_MAX).map(|n| named_row(ui, n, false)).collect(),
        changed: changed.into_iter().take(ROWS_MAX).map(|c| changed_row(ui, c)).collect(),
        counts: vec![
            (lists::NEW, ui.number(diff.added.len() as u64)),
            (lists::GONE, ui.number(diff.removed.len() as u64)),
            (lists::CHANGED, ui.number(diff.changed.len() as u64)),
            (lists::SAME, ui.number(diff.unchanged)),
            (lists::RENUMBERED, ui.number(diff.renumbered)),
        ],
        material: diff.changed.iter().filter(|changed| changed.is_material).count() as u64,
        is_cut: cut.into_iter().any(|count| count > ROWS_MAX),
        ids,
    }
}

fn named_row(ui: &Ui, named: &Named, is_live: bool) -> NamedRow {
    NamedRow {
        name: shown_name(&named.caption, None),
        id: named.id.clone(),
        path: is_live.then(|| entity_path(ui, &named.id)),
        schema: hilf_entity::Schema::named(named.schema)
            .map_or_else(|| named.schema.to_owned(), |schema| ui.schema(schema)),
    }
}

/// The page of an entity, looked at while keeping the lists.
fn entity_path(ui: &Ui, id: &str) -> String {
    ui.path(&format!("/entity/{}{}", segment(id), query(&[("purpose", "lists")])))
}

fn changed_row(ui: &Ui, changed: &Changed) -> ChangedRow {
    let shown = |values: &[String]| values.iter().map(|text| shown_name(text, None)).collect();
    let property = |change: &hilf_list::diff::PropertyChange| {
        let (schema, name) = change.property.split_once('.').unwrap_or(("", &change.property));
        let known = hilf_entity::Schema::named(if schema.is_empty() {
            changed.entity.schema
        } else {
            schema
        });
        let label = known.map_or_else(|| name.to_owned(), |own| ui.field(own, name));
        let of = hilf_entity::Schema::named(schema).map(|schema| ui.schema(schema));
        let label = of.map_or(label.clone(), |of| format!("{of}: {label}"));
        (label, shown(&change.removed), shown(&change.added))
    };
    ChangedRow {
        name: shown_name(&changed.entity.caption, None),
        path: entity_path(ui, &changed.entity.id),
        alerts: ui.path(&format!("/queue{}", query(&[("entity", &changed.entity.id)]))),
        id: changed.entity.id.clone(),
        is_material: changed.is_material,
        properties: changed.properties.iter().map(property).collect(),
    }
}
