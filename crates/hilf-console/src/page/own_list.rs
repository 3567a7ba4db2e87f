//! A list of one's own: upload, preview of what was understood, going live.

use std::path::Path as FilePath;

use askama::Template;
use axum::Extension;
use axum::extract::{Multipart, RawForm, State};
use axum::http::StatusCode;
use hilf_desk::{About, Right, Shelf};
use hilf_entity::FuzzyDate;
use hilf_list::store::{ListStore, Origin, StoreError};
use hilf_list::subject::Mapping;
use hilf_list::{Format, Held, ListError, Record, Source, detect, look, table};
use serde_json::json;

use super::door::{fields, see};
use crate::answer::{Answer, Problem, form_page, log, page};
use crate::fields::segment;
use crate::say::lists;
use crate::session::{Visitor, looked};
use crate::show::{Html, NameRow, Ui, filters, names, shown_name};
use crate::upload::Upload;
use crate::{Console, asset, say};

/// Records and held rows shown in the preview.
const SAMPLE: usize = 8;

/// What a form says of a list.
fn about<'a>(get: impl Fn(&str) -> &'a str) -> About {
    let text = |name: &str| get(name).to_owned();
    About {
        name: text("name"),
        owner: text("owner"),
        basis: text("basis"),
        reason: text("reason"),
        review: text("review"),
    }
}

#[derive(Template)]
#[template(path = "own_list.html")]
struct OwnListPage {
    ui: Ui,
    about: About,
    fault: Option<Html>,
    preview: Option<Preview>,
}

/// What was understood of a file.
struct Preview {
    title: Html,
    key: String,
    format: String,
    columns: Vec<(Html, Html, bool)>,
    records: Html,
    sample: Vec<SampleRow>,
    held: Vec<(Html, Html)>,
    held_count: u64,
    remarks: Vec<String>,
}

struct SampleRow {
    id: String,
    names: Vec<NameRow>,
    births: Vec<Html>,
    countries: Vec<Html>,
    schema: String,
}

/// `GET lists-new`.
pub(crate) async fn form(Extension(ui): Extension<Ui>) -> Answer {
    page(StatusCode::OK, &OwnListPage { ui, about: About::default(), fault: None, preview: None })
}

/// `POST lists-new`: shows what was understood of a file.
pub(crate) async fn preview(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    form: Multipart,
) -> Answer {
    let upload = Upload::read(form).await?;
    visitor.check(upload.get("form_key"))?;
    console.desk.witness(&visitor.person, Right::ListChange, "upload").await?;
    let about = about(|name| upload.get(name));
    let mut shown = OwnListPage { ui, about, fault: None, preview: None };
    if upload.content.is_empty() {
        shown.fault = Some(Html::text(shown.ui.t(lists::NO_FILE)));
        return form_page(true, &shown);
    }
    let shelf = Shelf::beside(console.node.folder());
    let shown = console.node.work().run(move || -> Result<OwnListPage, Problem> {
        let (key, path) = shelf.keep(&upload.name, &upload.content).map_err(|error| {
            log(&error.to_string());
            Problem::INTERNAL
        })?;
        match understood(&shown.ui, &shown.about, &path) {
            Ok(preview) => shown.preview = Some(Preview { key, ..preview }),
            Err(fault) => shown.fault = Some(fault),
        }
        Ok(shown)
    });
    let shown = shown.await??;
    form_page(shown.fault.is_some(), &shown)
}

fn understood(ui: &Ui, about: &About, path: &FilePath) -> Result<Preview, Html> {
    let told = |error: ListError| {
        let reason = lists::reason(ui, &error.to_string());
        ui.fill_html(lists::UNREADABLE, &[("reason", &reason)])
    };
    let source = Source::open(path).map_err(told)?;
    let mut columns = Vec::new();
    let mut remarks = Vec::new();
    // A table of one's own is shown column by column, and read even where its headings are not
    // enough for a list: the reader is told which are missing.
    let format = detect(&source);
    let is_table = matches!(format, Ok(Format::OwnCsv | Format::OwnXlsx) | Err(_));
    if let Some(member) = source.members().first().filter(|_| is_table)
        && let Ok(table) = table::open(member)
    {
        let mapping = Mapping::of(table.columns());
        if !mapping.has_names() {
            let headings = table.columns().join(", ");
            return Err(ui.fill(lists::NO_NAMES, &[("headings", &headings)]));
        }
        remarks.extend(table.remarks.iter().cloned());
        columns = mapping
            .columns()
            .map(|(heading, column)| {
                (shown_name(heading, None), lists::meaning(ui, column), column.is_some())
            })
            .collect();
    }
    let format = format.map_err(told)?;
    let seen = look(&source, format, &about.options(), SAMPLE).map_err(told)?;
    remarks.extend(seen.remarks);
    let held_row = |held: &Held| {
        let line = ui.fill(lists::LINE, &[("line", &ui.number(held.position.line))]);
        (line, lists::reason(ui, &held.reason))
    };
    Ok(Preview {
        title: ui.fill(lists::PREVIEW_TITLE, &[("name", &about.name)]),
        key: String::new(),
        format: format!("{format:?}"),
        columns,
        records: ui.count(say::frame::RECORDS, seen.records),
        sample: seen.sample.iter().map(|record| sample_row(ui, record)).collect(),
        held: seen.held.iter().map(held_row).collect(),
        held_count: seen.held_count,
        remarks,
    })
}

fn sample_row(ui: &Ui, record: &Record) -> SampleRow {
    let entity = &record.entity;
    let value = |property: &'static str| entity.get(property).iter().map(move |v| (property, v));
    let countries = value("nationality").chain(value("country"));
    SampleRow {
        id: entity.id().to_owned(),
        names: names(entity),
        births: entity.dates("birthDate").into_iter().map(|d: FuzzyDate| ui.fuzzy(d)).collect(),
        countries: countries.map(|(property, v)| ui.value(entity, property, v)).collect(),
        schema: ui.schema(entity.schema()),
    }
}

/// `POST lists-live`: lets a previewed list go live.
pub(crate) async fn go_live(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
    RawForm(form): RawForm,
) -> Answer {
    let fields = fields(&form)?;
    visitor.check(fields.get("form_key"))?;
    let about = about(|name| fields.get(name));
    let path = Shelf::beside(console.node.folder()).find(fields.get("key"));
    let mut shown = OwnListPage { ui, about, fault: None, preview: None };
    let Some(path) = path else {
        shown.fault = Some(Html::text(shown.ui.t(lists::GONE_UPLOAD)));
        return form_page(true, &shown);
    };
    let (object, details) =
        (format!("list:{}", shown.about.name), json!({ "key": fields.get("key") }));
    looked(&console.desk, &visitor.person, Right::ListChange, &object, details).await?;
    let (node, about) = (console.node.clone(), shown.about.clone());
    let done = console.node.work().run(move || -> Result<(), StoreError> {
        let mut store = ListStore::open(node.folder())?;
        let source = Source::open(&path)?;
        store.add(&about.name, &source, Origin::Path(path.clone()), &about.options())?;
        // The node sees the new registry by itself; its index is built beside what is live.
        Ok(())
    });
    match done.await? {
        Ok(()) => {
            let place = shown.ui.path(&format!("/lists/{}", segment(&shown.about.name)));
            Ok(see(&place, None))
        }
        Err(error) => {
            shown.fault = Some(lists::refused(&shown.ui, &error));
            form_page(true, &shown)
        }
    }
}
