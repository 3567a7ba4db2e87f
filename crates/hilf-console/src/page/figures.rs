//! Figures of the press over time, each with its sentence and its source, and the members of the
//! Coalition over time.

use std::collections::BTreeMap;

use hilf_press::{ClaimFound, Comparator, Document, Picture, register};
use jiff::civil::Date;

use crate::say::picture as words;
use crate::show::{Html, Joined, Plot, Ui, shown_name};

/// Units that are drawn; the table has all of them.
const DRAWN: usize = 4;

/// A figure in the table.
pub(super) struct FigureRow {
    pub(super) date: Html,
    pub(super) number: String,
    pub(super) unit: Html,
    pub(super) by: Html,
    pub(super) sentence: Html,
    pub(super) source: Html,
    pub(super) path: Option<String>,
}

/// The figures of one unit, drawn.
pub(super) struct FigurePlot {
    pub(super) title: Html,
    pub(super) plot: Plot,
}

/// Figures of all reports.
pub(super) struct Figures {
    pub(super) rows: Vec<FigureRow>,
    pub(super) plots: Vec<FigurePlot>,
}

struct Figure<'a> {
    document: usize,
    claim: &'a ClaimFound,
    day: Option<Date>,
}

/// The first day a figure speaks of: that of its sentence, or of the report.
fn day_of(claim: &ClaimFound, document: &Document) -> Option<Date> {
    let own = claim.time.as_ref().map(|time| time.earliest.as_str());
    let day = own.or(document.published.earliest.as_deref())?;
    day.parse().ok()
}

impl Figures {
    /// The figures of a picture, those of one day together.
    pub(super) fn of(ui: &Ui, picture: &Picture) -> Figures {
        let all = picture.documents.iter().enumerate().flat_map(|(n, document)| {
            let claims = document.claims.iter().filter(|claim| claim.value.is_some());
            claims.map(move |claim| Figure { document: n, claim, day: day_of(claim, document) })
        });
        let mut all: Vec<Figure<'_>> = all.collect();
        all.sort_by_key(|figure| (figure.day.is_none(), figure.day));
        Figures {
            rows: all.iter().map(|figure| row(ui, picture, figure)).collect(),
            plots: plots(ui, &all),
        }
    }
}

fn row(ui: &Ui, picture: &Picture, figure: &Figure<'_>) -> FigureRow {
    let (claim, document) = (figure.claim, &picture.documents[figure.document]);
    let to = claim.value_to.map_or(String::new(), |to| format!("–{}", number(ui, to)));
    let value = number(ui, claim.value.unwrap_or_default());
    let name = document.file.rsplit(['/', '\\']).next().unwrap_or(&document.file);
    FigureRow {
        date: match figure.day {
            Some(day) => ui.date(&day.to_string()),
            None => Html::text(ui.t(words::OPEN_DATE)),
        },
        number: format!("{}{value}{to}", sign(claim.comparator)),
        unit: claim.unit.as_deref().map_or_else(Html::default, |unit| shown_name(unit, None)),
        by: match &claim.speaker {
            Some(speaker) => shown_name(speaker, None),
            None => Html::text(ui.t(words::THE_REPORT)),
        },
        sentence: shown_name(&claim.sentence, Some(document.language)),
        source: match &document.outlet {
            Some(outlet) => shown_name(outlet, None),
            None => shown_name(name, None),
        },
        path: event_path(ui, picture, figure),
    }
}

/// The page of the event that a figure belongs to, where its reports stand side by side.
fn event_path(ui: &Ui, picture: &Picture, figure: &Figure<'_>) -> Option<String> {
    let member = format!("{}:{}", figure.document + 1, figure.claim.event.as_deref()?);
    let n = picture.event_clusters.iter().position(|own| own.members.contains(&member))?;
    Some(ui.path(&format!("/picture/event/{n}")))
}

/// How a number bounds what is meant.
fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Gt => "> ",
        Comparator::Ge => "≥ ",
        Comparator::Lt => "< ",
        Comparator::Le => "≤ ",
        Comparator::Approx => "≈ ",
        _ => "",
    }
}

fn number(ui: &Ui, value: f64) -> String {
    match value.fract() == 0.0 && (0.0..1e15).contains(&value) {
        true => ui.number(value as u64),
        false => ui.decimal(&value.to_string()),
    }
}

/// The units of which there is most to draw.
fn plots(ui: &Ui, all: &[Figure<'_>]) -> Vec<FigurePlot> {
    let mut units: BTreeMap<&str, Vec<(Date, f64)>> = BTreeMap::new();
    for figure in all.iter().filter(|figure| !figure.claim.indefinite) {
        if let (Some(unit), Some(day), Some(value)) =
            (figure.claim.unit.as_deref(), figure.day, figure.claim.value)
        {
            units.entry(unit).or_default().push((day, value));
        }
    }
    let mut units: Vec<(&str, Vec<(Date, f64)>)> = units.into_iter().collect();
    units.sort_by_key(|(_, points)| std::cmp::Reverse(points.len()));
    let drawn = units.into_iter().filter_map(|(unit, points)| {
        let plot = Plot::of(ui, &points, Joined::Dots)?;
        Some(FigurePlot { title: ui.fill(words::FIGURES_OF, &[("unit", unit)]), plot })
    });
    drawn.take(DRAWN).collect()
}

/// A year of the Coalition.
pub(super) struct YearRow {
    pub(super) year: String,
    pub(super) joined: Vec<String>,
    pub(super) total: String,
}

/// The members of the Coalition over time.
pub(super) struct Membership {
    pub(super) plot: Option<Plot>,
    pub(super) years: Vec<YearRow>,
    /// Members of whom it is not known when they joined.
    pub(super) undated: u64,
}

impl Membership {
    pub(super) fn of(ui: &Ui, members: &[register::Member]) -> Membership {
        let day = |member: &register::Member| member.joined.map(|joined| joined.earliest);
        let mut dated: Vec<(Date, &register::Member)> =
            members.iter().filter_map(|member| Some((day(member)?, member))).collect();
        dated.sort_by_key(|(day, _)| *day);
        let mut points: Vec<(Date, f64)> = Vec::new();
        let mut years: BTreeMap<i16, Vec<String>> = BTreeMap::new();
        for (n, (day, member)) in dated.iter().enumerate() {
            let total = (n + 1) as f64;
            match points.last_mut().filter(|(last, _)| last == day) {
                Some((_, known)) => *known = total,
                None => points.push((*day, total)),
            }
            years.entry(day.year()).or_default().push(name(ui, member));
        }
        let mut total = 0;
        let rows = years.into_iter().map(|(year, joined)| {
            total += joined.len() as u64;
            YearRow { year: ui.own(&year.to_string()), joined, total: ui.number(total) }
        });
        Membership {
            years: rows.collect(),
            undated: (members.len() - dated.len()) as u64,
            plot: Plot::of(ui, &points, Joined::Steps),
        }
    }
}

fn name(ui: &Ui, member: &register::Member) -> String {
    let own = if ui.is_arabic() { &member.name_ar } else { &member.name_en };
    if own.is_empty() { member.name_en.clone() } else { own.clone() }
}

#[cfg(test)]
mod tests {
    use hilf_match::Lang;

    use super::*;

    #[test]
    fn every_dated_member_is_in_a_year_and_the_sum_is_theirs() {
        let members = register::members();
        let shown = Membership::of(&Ui::new(Lang::English), &members);
        let joined: usize = shown.years.iter().map(|year| year.joined.len()).sum();
        assert_eq!(joined as u64 + shown.undated, members.len() as u64);
        assert_eq!(shown.years.last().unwrap().total, joined.to_string());
        assert!(shown.plot.is_some() && shown.years.len() > 3);
    }

    #[test]
    fn figures_have_their_bounds_and_their_sentence() {
        let text = "Ministers meet\n\nTestville, 12 May 2022 - The Global Coalition met in Marrakech \
                    on 11 May 2022. More than 47 delegations attended the meeting.\n";
        let picture = hilf_press::picture(&[(hilf_press::Known::default(), text)]);
        let shown = Figures::of(&Ui::new(Lang::English), &picture);
        let row = shown.rows.iter().find(|row| row.number.contains("47")).unwrap();
        assert!(row.number.starts_with('>') || row.number.starts_with('≥'), "{}", row.number);
        assert!(row.sentence.plain().contains("delegations"));
        assert!(row.date.plain().contains("2022"));
    }
}
