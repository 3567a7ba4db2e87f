//! What another profile would do to the alerts, as people read it.

use std::collections::BTreeSet;

use hilf_desk::{Impact, Pair};

use super::hit::band_class;
use crate::fields::segment;
use crate::say::{Text, admin as words, desk, search};
use crate::show::{Html, Ui, shown_name};

/// Width of the longer bar in the drawing's units.
const LONGEST: f32 = 600.0;

/// Hits of a band, before and after.
pub(crate) struct BandRow {
    pub(crate) name: Text,
    pub(crate) class: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) before_length: f32,
    pub(crate) after_length: f32,
}

/// A pair that would come or go.
pub(crate) struct PairRow {
    pub(crate) customer: Html,
    pub(crate) path: String,
    pub(crate) entity: Html,
    pub(crate) score: String,
    pub(crate) standing: Option<Text>,
}

/// What another profile would do to the alerts.
pub(crate) struct ImpactView {
    pub(crate) result: Html,
    pub(crate) basis: Html,
    pub(crate) is_sample: bool,
    pub(crate) bands: Vec<BandRow>,
    pub(crate) totals: (String, String),
    pub(crate) customers: (String, String),
    pub(crate) coming: String,
    pub(crate) going: String,
    pub(crate) going_true: Option<Html>,
    pub(crate) going_open: Option<Html>,
    pub(crate) is_fewer: bool,
    pub(crate) some_coming: Vec<PairRow>,
    pub(crate) some_going: Vec<PairRow>,
    pub(crate) snapshot: String,
    pub(crate) matcher: String,
}

impl ImpactView {
    pub(crate) fn of(ui: &Ui, impact: &Impact) -> ImpactView {
        let (before, after) = (impact.before_total(), impact.after_total());
        let totals = (ui.number(before), ui.number(after));
        let is_sample = impact.every > 1;
        let basis = match is_sample {
            false => {
                let screened = ui.count(words::CUSTOMERS, impact.screened);
                ui.fill_html(words::ALL_SCREENED, &[("screened", &screened)])
            }
            true => {
                let parts = [
                    ("screened", &*ui.number(impact.screened)),
                    ("customers", &*ui.number(impact.customers)),
                ];
                ui.fill(words::SAMPLED, &parts)
            }
        };
        let some = |text, n: u64| (n > 0).then(|| ui.fill(text, &[("n", &ui.number(n))]));
        ImpactView {
            result: ui.fill(words::RESULT, &[("before", &totals.0), ("after", &totals.1)]),
            basis,
            is_sample,
            bands: bands(ui, impact),
            totals,
            customers: (ui.number(impact.hit_before), ui.number(impact.hit_after)),
            coming: ui.number(impact.coming),
            going: ui.number(impact.going),
            going_true: some(words::GOING_TRUE, impact.going_true),
            going_open: some(words::GOING_OPEN, impact.going_open),
            is_fewer: after < before || impact.going > 0,
            some_coming: impact.some_coming.iter().map(|pair| pair_row(ui, pair)).collect(),
            some_going: impact.some_going.iter().map(|pair| pair_row(ui, pair)).collect(),
            snapshot: impact.snapshot.clone(),
            matcher: impact.matcher.clone(),
        }
    }
}

/// The bands of either profile, the highest first.
fn bands(ui: &Ui, impact: &Impact) -> Vec<BandRow> {
    let names: BTreeSet<&String> =
        impact.hits_before.keys().chain(impact.hits_after.keys()).collect();
    let order = ["strong", "probable", "possible"];
    let place = |name: &str| order.iter().position(|own| *own == name).unwrap_or(order.len());
    let mut names: Vec<&String> = names.into_iter().collect();
    names.sort_by_key(|name| place(name));
    let of = |counts: &std::collections::BTreeMap<String, u64>, name: &str| {
        counts.get(name).copied().unwrap_or(0)
    };
    let most = impact.hits_before.values().chain(impact.hits_after.values()).max();
    let most = most.copied().unwrap_or(0).max(1) as f32;
    let row = |name: &String| {
        let (before, after) = (of(&impact.hits_before, name), of(&impact.hits_after, name));
        let band = Some(name.as_str()).filter(|name| !name.is_empty());
        BandRow {
            name: search::band(band),
            class: band_class(band),
            before: ui.number(before),
            after: ui.number(after),
            before_length: before as f32 / most * LONGEST,
            after_length: after as f32 / most * LONGEST,
        }
    };
    names.into_iter().map(row).collect()
}

fn pair_row(ui: &Ui, pair: &Pair) -> PairRow {
    PairRow {
        customer: shown_name(&pair.customer, None),
        path: ui.path(&format!("/customers/{}", segment(&pair.customer))),
        entity: shown_name(&pair.entity, None),
        score: ui.score(pair.score as f32 / 1000.0),
        standing: match pair.standing.as_deref() {
            Some("true_match") => Some(desk::O_TRUE),
            Some("open") => Some(words::OPEN),
            _ => None,
        },
    }
}
