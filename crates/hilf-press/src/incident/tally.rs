//! Counting the rows of a dataset.

use hilf_list::table::Row;
use jiff::civil::Date;

use super::when::{Grain, days, widened};
use super::{Deaths, HeldRow, IncidentError, Mapping, Precision, Question, Share, Whole};
use crate::date::Interval;

/// Held rows whose reason is kept.
const SHOWN: usize = 20;

/// Counts of one side of the fraction.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    events: u64,
    undecided: u64,
    deaths: f64,
    low: f64,
    high: f64,
    unknown: u64,
}

/// A row count while the dataset is read.
pub(super) struct Tally<'q> {
    question: &'q Question,
    columns: Columns,
    names: Vec<String>,
    /// Events of the group in the period, wherever they were.
    anywhere: Counts,
    /// Per column of the place: events of the group in the region, if the region is that of this column.
    parts: Vec<Counts>,
    /// The same of all groups.
    all_groups: Vec<Counts>,
    /// Per column of the place: rows of the dataset that name the region there.
    named: Vec<u64>,
    rows: u64,
    held: Vec<HeldRow>,
    held_rows: u64,
}

/// Places of the columns.
struct Columns {
    date: Vec<usize>,
    end: Option<usize>,
    precision: Option<(usize, Precision)>,
    places: Vec<usize>,
    groups: Vec<usize>,
    group_lists: Vec<usize>,
    deaths: Option<usize>,
    low: Option<usize>,
    high: Option<usize>,
    filters: Vec<(usize, String)>,
}

impl<'q> Tally<'q> {
    pub(super) fn new(
        names: &[String],
        mapping: &Mapping,
        question: &'q Question,
    ) -> Result<Tally<'q>, IncidentError> {
        let at = |name: &String| names.iter().position(|own| own.trim().eq_ignore_ascii_case(name));
        let must = |name: &String| at(name).ok_or_else(|| IncidentError::Column(name.clone()));
        let may = |name: &Option<String>| name.as_ref().and_then(at);
        if !matches!(mapping.date.len(), 1 | 3) {
            return Err(IncidentError::Dates(mapping.date.len()));
        }
        let all = |names: &[String]| names.iter().filter_map(at).collect::<Vec<_>>();
        // Editions differ in their columns, but none lacks all of one kind.
        let some = |names: &[String]| match (all(names), names.first()) {
            (found, Some(first)) if found.is_empty() => Err(IncidentError::Column(first.clone())),
            (found, _) => Ok(found),
        };
        let filters = question.filters.iter().map(|(name, value)| {
            let column = at(name).ok_or_else(|| IncidentError::Filter(name.clone()))?;
            Ok((column, value.clone()))
        });
        let columns = Columns {
            date: mapping.date.iter().map(must).collect::<Result<_, _>>()?,
            end: may(&mapping.date_end),
            precision: mapping.precision.clone().and_then(|own| Some((at(&own.column)?, own))),
            places: if question.region.is_some() { some(&mapping.places)? } else { Vec::new() },
            groups: some(&mapping.groups)?,
            group_lists: all(&mapping.group_lists),
            deaths: may(&mapping.deaths),
            low: may(&mapping.deaths_low),
            high: may(&mapping.deaths_high),
            filters: filters.collect::<Result<_, IncidentError>>()?,
        };
        let places = columns.places.len().max(1);
        Ok(Tally {
            question,
            columns,
            names: names.to_vec(),
            anywhere: Counts::default(),
            parts: vec![Counts::default(); places],
            all_groups: vec![Counts::default(); places],
            named: vec![0; places],
            rows: 0,
            held: Vec::new(),
            held_rows: 0,
        })
    }

    pub(super) fn hold(&mut self, line: u64, reason: String, reason_ar: String) {
        self.rows += 1;
        self.held_rows += 1;
        if self.held.len() < SHOWN {
            self.held.push(HeldRow { line, reason, reason_ar });
        }
    }

    pub(super) fn take(&mut self, row: &Row) {
        let Some(days) = self.columns.days(row) else {
            self.hold(row.line, "no day can be read".to_owned(), "لا يقرأ فيه يوم".to_owned());
            return;
        };
        self.rows += 1;
        // The widest column in which this row names the region.
        let place = match &self.question.region {
            Some(region) => self.columns.places.iter().position(|at| same(row.text(*at), region)),
            None => Some(0),
        };
        if let Some(place) = place {
            self.named[place] += 1;
        }
        let fits = self.columns.filters.iter().all(|(at, value)| same(row.text(*at), value));
        let Some(inside) = self.within(days).filter(|_| fits) else { return };
        let group = self.question.group.as_ref().is_none_or(|group| self.columns.names(row, group));
        if group {
            self.columns.add(&mut self.anywhere, row, inside);
        }
        let Some(place) = place else { return };
        if group {
            self.columns.add(&mut self.parts[place], row, inside);
        }
        self.columns.add(&mut self.all_groups[place], row, inside);
    }

    /// Whether days lie in the period: wholly, in part, or not at all (`None`).
    fn within(&self, days: Interval) -> Option<Inside> {
        let from = self.question.from.unwrap_or(Date::MIN);
        let to = self.question.to.unwrap_or(Date::MAX);
        if days.latest < from || days.earliest > to {
            return None;
        }
        let wholly = from <= days.earliest && days.latest <= to;
        Some(if wholly { Inside::Wholly } else { Inside::Partly })
    }

    /// The answer, once all rows were taken.
    pub(super) fn share(self) -> Share {
        // Niger is a country, and also a province elsewhere: the widest column that knows the name says
        // which is meant.
        let place = self.named.iter().position(|rows| *rows > 0).unwrap_or(0);
        let column =
            |place: usize| self.columns.places.get(place).map(|at| self.names[*at].clone());
        let part = self.parts[place];
        let whole = match self.question.whole {
            Whole::Everywhere => self.anywhere,
            Whole::Groups => self.all_groups[place],
        };
        let others = self.named.iter().enumerate().skip(place + 1).filter(|(_, rows)| **rows > 0);
        let (formula, formula_ar) = formulas(self.question);
        let asked = self.question.region.is_some();
        Share {
            formula,
            formula_ar,
            numerator: part.events,
            denominator: whole.events,
            percent: percent(part.events as f64, whole.events as f64),
            undecided_numerator: part.undecided,
            undecided_denominator: whole.undecided,
            deaths: self.columns.deaths.map(|_| Deaths {
                numerator: part.deaths,
                denominator: whole.deaths,
                percent: percent(part.deaths, whole.deaths),
                range: self.columns.low.and(self.columns.high).map(|_| (part.low, part.high)),
                unknown: part.unknown,
            }),
            region_column: column(place).filter(|_| asked && self.named[place] > 0),
            region_elsewhere: others
                .filter_map(|(other, rows)| Some((column(other)?, *rows)))
                .collect(),
            rows: self.rows,
            held: self.held,
            held_rows: self.held_rows,
        }
    }
}

/// How days lie in the period asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Wholly,
    Partly,
}

impl Columns {
    fn days(&self, row: &Row) -> Option<Interval> {
        let texts: Vec<_> = match self.date[..] {
            [one] => vec![row.date_text(one)],
            _ => self.date.iter().map(|at| row.text(*at).into()).collect(),
        };
        let first = days(&texts.iter().map(|text| text.trim()).collect::<Vec<_>>())?;
        let last = self.end.and_then(|at| days(&[row.date_text(at).trim()]));
        let latest = last.map_or(first.latest, |last| last.latest.max(first.latest));
        let grain = self.precision.as_ref().map_or(Grain::Day, |(at, known)| match row.text(*at) {
            text if text == known.week => Grain::Week,
            text if text == known.month => Grain::Month,
            _ => Grain::Day,
        });
        Some(widened(Interval { earliest: first.earliest, latest }, grain))
    }

    /// Whether a row names a group, alone in a column or among several.
    fn names(&self, row: &Row, group: &str) -> bool {
        self.groups.iter().any(|at| same(row.text(*at), group))
            || self
                .group_lists
                .iter()
                .any(|at| row.text(*at).split(';').any(|one| same(one, group)))
    }

    fn add(&self, counts: &mut Counts, row: &Row, inside: Inside) {
        if inside == Inside::Partly {
            counts.undecided += 1;
            return;
        }
        counts.events += 1;
        // GTD writes -9 and -99 for what is not known; nobody dies a negative number of times.
        let number = |at: Option<usize>| {
            row.text(at?).trim().parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0)
        };
        match number(self.deaths) {
            Some(deaths) => counts.deaths += deaths,
            None => counts.unknown += 1,
        }
        counts.low += number(self.low).unwrap_or(0.0);
        counts.high += number(self.high).unwrap_or(0.0);
    }
}

/// Names match whole, whatever their case.
fn same(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.trim(), wanted.trim());
    text.eq_ignore_ascii_case(wanted) || text.to_lowercase() == wanted.to_lowercase()
}

/// Per cent with one decimal.
fn percent(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| (part / whole * 1000.0).round() / 10.0)
}

fn formulas(question: &Question) -> (String, String) {
    let filters: String =
        question.filters.iter().map(|(name, value)| format!(", {name} = {value}")).collect();
    let in_words = |any: [&str; 2], everywhere: &str, ends: [&str; 2], to: &str| {
        let day =
            |day: Option<Date>, open: &str| day.map_or(open.to_owned(), |day| day.to_string());
        let or = |name: &Option<String>, all: &str| name.clone().unwrap_or_else(|| all.to_owned());
        let period = format!("{}{to}{}", day(question.from, ends[0]), day(question.to, ends[1]));
        let group = or(&question.group, any[1]);
        let region = or(&question.region, everywhere);
        let (whole_group, whole_region) = match question.whole {
            Whole::Everywhere => (group.clone(), everywhere.to_owned()),
            Whole::Groups => (any[1].to_owned(), region.clone()),
        };
        let events = any[0];
        (
            format!("{events}({group}, {region}, {period}{filters})"),
            format!("{events}({whole_group}, {whole_region}, {period}{filters})"),
        )
    };
    let (part, whole) =
        in_words(["events", "any group"], "everywhere", ["the first", "the last"], " to ");
    let english = format!("{part} / {whole}");
    let (part, whole) = in_words(["أحداث", "أي جماعة"], "كل مكان", ["أول يوم", "آخر يوم"], " إلى ");
    (english, format!("{part} ÷ {whole}").replace(", ", "، "))
}
