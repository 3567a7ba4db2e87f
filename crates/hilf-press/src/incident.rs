//! Incident datasets the user brings: counts and shares with formula, filter, numerator and
//! denominator in view.

use std::io::Read;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Which column of a dataset holds what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// One column with a whole day, or three with year, month and day.
    pub date: Vec<String>,
    /// Columns of the place, from the widest to the narrowest; any may match a region.
    pub places: Vec<String>,
    /// Columns that name a group.
    pub groups: Vec<String>,
    /// Column of the deaths, where there is one.
    #[serde(default)]
    pub deaths: Option<String>,
}

impl Mapping {
    /// The layout of a known dataset: `ged` (UCDP GED), `acled` or `gtd`, by the column names of
    /// their codebooks.
    pub fn named(name: &str) -> Option<Mapping> {
        let of = |date: &[&str], places: &[&str], groups: &[&str], deaths: &str| {
            let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Mapping {
                date: owned(date),
                places: owned(places),
                groups: owned(groups),
                deaths: Some(deaths.to_owned()),
            }
        };
        match name {
            "ged" => Some(of(
                &["date_start"],
                &["region", "country", "adm_1"],
                &["side_a", "side_b"],
                "best",
            )),
            "acled" => Some(of(
                &["event_date"],
                &["region", "country", "admin1"],
                &["actor1", "actor2"],
                "fatalities",
            )),
            "gtd" => Some(of(
                &["iyear", "imonth", "iday"],
                &["region_txt", "country_txt", "provstate"],
                &["gname", "gname2", "gname3"],
                "nkill",
            )),
            _ => None,
        }
    }
}

/// What to count. Names match whole, whatever their case; an empty one matches all.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Group.
    pub group: Option<String>,
    /// Region, country or province.
    pub region: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// The answer, with everything it was made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The formula in words.
    pub formula: String,
    /// Events of the group in the region and period.
    pub numerator: u64,
    /// Events of the group anywhere in the period.
    pub denominator: u64,
    /// Numerator by denominator in per cent; `null` where nothing was counted.
    pub percent: Option<f64>,
    /// Deaths in the events of the numerator, where the dataset counts them.
    pub deaths: Option<f64>,
    /// Rows of the dataset.
    pub rows: u64,
    /// Rows that could not be read, with the reason of the first ones; counted nowhere.
    pub held: Vec<String>,
    /// How many rows were held.
    pub held_rows: u64,
}

/// Why a dataset cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// The file is no CSV.
    #[error("the dataset cannot be read as CSV: {0}")]
    Csv(#[from] csv::Error),
    /// A column of the mapping is missing.
    #[error("the dataset has no column {0:?} that the mapping names")]
    Column(String),
}

/// Held rows whose reason is kept.
const SHOWN: usize = 20;

/// Counts events of a group in a region and period as a share of those of the group anywhere in
/// the same period.
pub fn share(
    data: impl Read,
    mapping: &Mapping,
    question: &Question,
) -> Result<Share, IncidentError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(data);
    let headers = reader.headers()?.clone();
    let column = |name: &String| {
        headers
            .iter()
            .position(|h| h.trim() == name)
            .ok_or_else(|| IncidentError::Column(name.clone()))
    };
    let dates: Vec<usize> = mapping.date.iter().map(column).collect::<Result<_, _>>()?;
    let known =
        |names: &[String]| names.iter().filter_map(|name| column(name).ok()).collect::<Vec<_>>();
    let (places, groups) = (known(&mapping.places), known(&mapping.groups));
    if let (true, Some(first)) = (groups.is_empty(), mapping.groups.first()) {
        return Err(IncidentError::Column(first.clone()));
    }
    let deaths = mapping.deaths.as_ref().and_then(|name| column(name).ok());
    let mut share = Share {
        formula: formula(question),
        numerator: 0,
        denominator: 0,
        percent: None,
        deaths: deaths.map(|_| 0.0),
        rows: 0,
        held: Vec::new(),
        held_rows: 0,
    };
    for (place, row) in reader.byte_records().enumerate() {
        share.rows += 1;
        let row = row?;
        let field = |i: usize| {
            row.get(i).map(|raw| String::from_utf8_lossy(raw).trim().to_owned()).unwrap_or_default()
        };
        let Some(day) = day(&dates.iter().map(|i| field(*i)).collect::<Vec<_>>()) else {
            share.held_rows += 1;
            if share.held.len() < SHOWN {
                share.held.push(format!("line {}: no day can be read", place + 2));
            }
            continue;
        };
        let within =
            question.from.is_none_or(|from| from <= day) && question.to.is_none_or(|to| day <= to);
        let is = |columns: &[usize], wanted: &Option<String>| {
            let same = |wanted: &String| {
                columns.iter().any(|i| field(*i).eq_ignore_ascii_case(wanted.trim()))
            };
            wanted.as_ref().is_none_or(same)
        };
        if !within || !is(&groups, &question.group) {
            continue;
        }
        share.denominator += 1;
        if is(&places, &question.region) {
            share.numerator += 1;
            if let (Some(total), Some(column)) = (&mut share.deaths, deaths) {
                *total += field(column).parse::<f64>().unwrap_or(0.0);
            }
        }
    }
    share.percent = (share.denominator > 0)
        .then(|| (share.numerator as f64 / share.denominator as f64 * 1000.0).round() / 10.0);
    Ok(share)
}

fn formula(question: &Question) -> String {
    let or = |name: &Option<String>, all: &str| name.clone().unwrap_or_else(|| all.to_owned());
    let day = |day: Option<Date>, open: &str| day.map_or(open.to_owned(), |day| day.to_string());
    let group = or(&question.group, "any group");
    let period = format!("{} to {}", day(question.from, "the first"), day(question.to, "the last"));
    format!(
        "events({group}, {}, {period}) / events({group}, everywhere, {period})",
        or(&question.region, "everywhere")
    )
}

/// A day in one field (`2021-02-22 00:00`, `22 February 2021`) or three; a month or day of 0, as GTD
/// writes an unknown one, is no day.
fn day(fields: &[String]) -> Option<Date> {
    match fields {
        [year, month, day] => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        [one] => {
            let head = one.get(..10).and_then(|head| head.parse().ok());
            head.or_else(|| {
                let read = crate::parse_date(one, jiff::civil::date(2000, 1, 1))?;
                (read.is_day() && one.len() > 6).then_some(read.earliest)
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_share_shows_both_counts_and_what_it_could_not_read() {
        let data = "event_date,region,country,admin1,actor1,actor2,fatalities\n\
            22 February 2021,Western Africa,Nigeria,Borno,ISWAP,Army,3\n\
            2021-03-01,Middle East,Syria,Homs,ISWAP,Army,1\n\
            2021-03-02,Western Africa,Niger,Diffa,Army,iswap,2\n\
            2020-01-01,Western Africa,Niger,Diffa,ISWAP,Army,9\n\
            someday,Western Africa,Niger,Diffa,ISWAP,Army,9\n";
        let question = Question {
            group: Some("ISWAP".into()),
            region: Some("western africa".into()),
            from: Some(date(2021, 1, 1)),
            to: Some(date(2021, 12, 31)),
        };
        let found = share(data.as_bytes(), &Mapping::named("acled").unwrap(), &question).unwrap();
        assert_eq!((found.numerator, found.denominator, found.percent), (2, 3, Some(66.7)));
        assert_eq!((found.deaths, found.rows, found.held_rows), (Some(5.0), 5, 1));
        assert_eq!(found.held, ["line 6: no day can be read"]);
        assert!(found.formula.contains("events(ISWAP, western africa, 2021-01-01 to 2021-12-31)"));
    }

    #[test]
    fn gtd_writes_unknown_days_as_zero_and_a_missing_column_is_named() {
        let data = "iyear,imonth,iday,region_txt,country_txt,gname,nkill\n2015,1,0,X,Y,G,1\n2015,1,2,X,Y,G,\n";
        let gtd = Mapping::named("gtd").unwrap();
        let found = share(data.as_bytes(), &gtd, &Question::default()).unwrap();
        assert_eq!((found.numerator, found.held_rows), (1, 1));
        let missing = share("a,b\n1,2\n".as_bytes(), &gtd, &Question::default()).unwrap_err();
        assert!(missing.to_string().contains("iyear"));
    }
}
