//! Figures: alerts, decisions, deadlines, the proof of the last re-screening, ages of lists.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use hilf_desk::Statistics;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use crate::answer::{Answer, page};
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::{Html, Joined, Plot, Ui, age_in_days, filters};
use crate::{Console, asset, say};

/// Hours that figures look back.
const PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Weeks that are drawn.
const WEEKS: u16 = 12;
/// Width of the drawing of bars, and of the room for their labels.
const WIDTH: f32 = 1000.0;
const LABELS: f32 = 300.0;

/// A bar of a drawing.
struct Bar {
    label: String,
    number: String,
    /// Width in the drawing's own units.
    length: f32,
    y: f32,
}

/// Bars with the title of their drawing; the table behind it has the same rows.
struct Chart {
    id: &'static str,
    title: Text,
    bars: Vec<Bar>,
}

impl Chart {
    fn new(ui: &Ui, id: &'static str, title: Text, rows: Vec<(String, u64)>) -> Chart {
        let most = rows.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1);
        let bars = rows.into_iter().enumerate().map(|(place, (label, n))| Bar {
            label,
            number: ui.number(n),
            length: (n as f32 / most as f32 * (WIDTH - LABELS - 110.0)).max(1.0),
            y: place as f32 * 34.0,
        });
        Chart { id, title, bars: bars.collect() }
    }

    fn height(&self) -> f32 {
        self.bars.len() as f32 * 34.0 + 4.0
    }
}

/// Figures week by week, drawn; the table behind all of these has the same rows.
struct Weekly {
    id: &'static str,
    title: Text,
    plot: Plot,
}

/// A week in the table.
struct WeekRow {
    from: Html,
    screened: String,
    opened: String,
    decided: String,
    rate: String,
    hours: String,
}

/// The last weeks, the oldest first; the present one has not ended.
fn weeks(ui: &Ui, weeks: &[Statistics]) -> (Vec<Weekly>, Vec<WeekRow>) {
    let decided = |week: &Statistics| week.decided.values().sum::<u64>();
    let day = |week: &Statistics| TimeZone::UTC.to_datetime(week.from).date();
    type Value = fn(&Statistics) -> Option<f64>;
    let kinds: [(&'static str, Text, Value); 5] =
        [
            ("weekly-screened", words::W_SCREENED, |week| Some(week.screened as f64)),
            ("weekly-opened", words::W_OPENED, |week| Some(week.opened as f64)),
            ("weekly-decided", words::W_DECIDED, |week| {
                Some(week.decided.values().sum::<u64>() as f64)
            }),
            ("weekly-rate", words::W_RATE, |week| Some(week.false_alarm_rate? * 100.0)),
            ("weekly-hours", words::W_HOURS, |week| week.median_hours_to_decision),
        ];
    let drawn = kinds.into_iter().filter_map(|(id, title, value)| {
        let points = weeks.iter().filter_map(|week| Some((day(week), value(week)?)));
        let plot = Plot::of(ui, &points.collect::<Vec<_>>(), Joined::Line)?;
        Some(Weekly { id, title, plot })
    });
    let row = |week: &Statistics| WeekRow {
        from: ui.date(&day(week).to_string()),
        screened: ui.number(week.screened),
        opened: ui.number(week.opened),
        decided: ui.number(decided(week)),
        rate: rate(ui, week.false_alarm_rate),
        hours: hours(ui, week.median_hours_to_decision),
    };
    (drawn.collect(), weeks.iter().map(row).collect())
}

fn rate(ui: &Ui, rate: Option<f64>) -> String {
    let told = rate.map(|rate| format!("{} {}", ui.score(rate as f32), ui.percent()));
    told.unwrap_or_else(|| "–".to_owned())
}

fn hours(ui: &Ui, hours: Option<f64>) -> String {
    hours.map_or_else(|| "–".to_owned(), |hours| ui.decimal(&format!("{hours:.1}")))
}

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    ui: Ui,
    figures: Vec<(Text, String)>,
    weekly: Vec<Weekly>,
    weeks: Vec<WeekRow>,
    charts: Vec<Chart>,
    run: Option<(Html, Html, String)>,
}

impl OverviewPage {
    /// The left edge of a bar: it grows with the direction of writing.
    fn bar_x(&self, bar: &Bar) -> f32 {
        if self.ui.is_arabic() { WIDTH - LABELS - bar.length } else { LABELS }
    }

    fn label_x(&self) -> f32 {
        let middle = LABELS / 2.0;
        if self.ui.is_arabic() { WIDTH - middle } else { middle }
    }

    fn number_x(&self, bar: &Bar) -> f32 {
        let along = LABELS + bar.length + 50.0;
        if self.ui.is_arabic() { WIDTH - along } else { along }
    }
}

/// `GET overview`.
pub(crate) async fn show(
    State(console): State<Console>,
    Extension(ui): Extension<Ui>,
    Extension(visitor): Extension<Visitor>,
) -> Answer {
    let (found, past) = console.desk.overview(&visitor.person, PERIOD, WEEKS).await?;
    let (weekly, weeks) = weeks(&ui, &past);
    let figures = vec![
        (words::F_CUSTOMERS, ui.number(found.customers)),
        (words::F_SCREENED, ui.number(found.screened)),
        (words::F_OPENED, ui.number(found.opened)),
        (words::F_REOPENED, ui.number(found.reopened)),
        (words::F_OVERDUE, ui.number(found.overdue)),
        (words::F_FREEZES, ui.number(found.freezes)),
        (words::F_RATE, rate(&ui, found.false_alarm_rate)),
        (words::F_HOURS, hours(&ui, found.median_hours_to_decision)),
    ];
    let standing = words::STATES.iter().map(|(name, _, text)| {
        (ui.t(*text).to_owned(), found.standing.get(name).copied().unwrap_or(0))
    });
    let decided = words::OUTCOMES.iter().map(|(name, _, text)| {
        (ui.t(*text).to_owned(), found.decided.get(*name).copied().unwrap_or(0))
    });
    let live = console.node.live();
    let ages = live.iter().flat_map(|live| live.lists()).map(|list| {
        let dated = list.version.published.as_deref().unwrap_or(&list.version.since);
        (list.name.clone(), age_in_days(dated).unwrap_or(0))
    });
    let charts = [
        ("states", words::BY_STATE, standing.collect::<Vec<_>>()),
        ("outcomes", words::BY_OUTCOME, decided.collect()),
        ("ages", words::LIST_AGES, ages.collect()),
    ];
    let charts: Vec<Chart> =
        charts.into_iter().map(|(id, title, rows)| Chart::new(&ui, id, title, rows)).collect();
    let run = found.last_run.map(|run| {
        let parts = [
            ("screened", ui.number(run.screened)),
            ("customers", ui.number(run.customers.unwrap_or(0))),
            ("held", ui.number(run.held)),
            ("opened", ui.number(run.opened)),
            ("reopened", ui.number(run.reopened)),
        ];
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, n)| (*name, n.as_str())).collect();
        let at = run.finished_at.unwrap_or(run.started_at);
        (ui.fill(words::RUN_PROOF, &parts), ui.time(&at.to_string()), run.snapshot)
    });
    page(StatusCode::OK, &OverviewPage { ui, figures, weekly, weeks, charts, run })
}
