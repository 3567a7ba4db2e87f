//! Figures: alerts, decisions, deadlines, the proof of the last re-screening, ages of lists.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use crate::answer::{Answer, page};
use crate::say::{Text, desk as words};
use crate::session::Visitor;
use crate::show::{Html, Ui, age_in_days, filters};
use crate::{Console, asset, frame, say};

/// Hours that figures look back.
const PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);
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

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    ui: Ui,
    figures: Vec<(Text, String)>,
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
    let now = Timestamp::now();
    let found = console.desk.statistics(&visitor.person, now - PERIOD, now).await?;
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let figures = vec![
        (words::F_CUSTOMERS, ui.number(found.customers)),
        (words::F_OPENED, ui.number(found.opened)),
        (words::F_REOPENED, ui.number(found.reopened)),
        (words::F_OVERDUE, ui.number(found.overdue)),
        (words::F_FREEZES, ui.number(found.freezes)),
        (
            words::F_RATE,
            or_dash(
                found
                    .false_alarm_rate
                    .map(|rate| format!("{} {}", ui.score(rate as f32), ui.percent())),
            ),
        ),
        (
            words::F_HOURS,
            or_dash(found.median_hours_to_decision.map(|hours| ui.decimal(&format!("{hours:.1}")))),
        ),
    ];
    let standing = words::STATES.iter().map(|(name, _, text)| {
        (ui.t(*text).to_owned(), found.standing.get(name).copied().unwrap_or(0))
    });
    let decided = words::OUTCOMES.iter().map(|(name, _, text)| {
        (ui.t(*text).to_owned(), found.decided.get(name).copied().unwrap_or(0))
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
    page(StatusCode::OK, &OverviewPage { ui, figures, charts, run })
}
