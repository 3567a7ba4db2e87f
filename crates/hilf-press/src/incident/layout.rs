//! Which column of a dataset holds what.

use serde::Deserialize;

/// Which column of a dataset holds what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// One column with a whole day, or three with year, month and day. A month or day of 0 is unknown.
    pub date: Vec<String>,
    /// Column with the last day of an event, where there is one.
    #[serde(default)]
    pub date_end: Option<String>,
    /// Column that says how exactly the day is known, where there is one.
    #[serde(default)]
    pub precision: Option<Precision>,
    /// Columns of the place, from the widest to the narrowest. A region is looked for in the widest that
    /// holds its name anywhere.
    pub places: Vec<String>,
    /// Columns that name a group; at least one must be there.
    pub groups: Vec<String>,
    /// Columns that name several groups, divided by semicolons.
    #[serde(default)]
    pub group_lists: Vec<String>,
    /// Column of the deaths, where there is one.
    #[serde(default)]
    pub deaths: Option<String>,
    /// Column of the lowest estimate of them.
    #[serde(default)]
    pub deaths_low: Option<String>,
    /// Column of the highest.
    #[serde(default)]
    pub deaths_high: Option<String>,
}

/// How exactly days are known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// The column.
    pub column: String,
    /// What it holds where only the week is known.
    pub week: String,
    /// What it holds where only the month is known.
    pub month: String,
}

impl Mapping {
    /// The layout of a known dataset: `ged` (UCDP GED), `acled` or `gtd`, by the column names of
    /// their codebooks. Columns that only some editions have may be missing.
    pub fn named(name: &str) -> Option<Mapping> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        match name {
            "ged" => Some(Mapping {
                date: owned(&["date_start"]),
                date_end: Some("date_end".to_owned()),
                places: owned(&["region", "country", "adm_1", "adm_2"]),
                groups: owned(&["side_a", "side_b"]),
                deaths: Some("best".to_owned()),
                deaths_low: Some("low".to_owned()),
                deaths_high: Some("high".to_owned()),
                ..Mapping::default()
            }),
            "acled" => Some(Mapping {
                date: owned(&["event_date"]),
                precision: Some(Precision {
                    column: "time_precision".to_owned(),
                    week: "2".to_owned(),
                    month: "3".to_owned(),
                }),
                places: owned(&[
                    "region", "country", "iso", "iso3", "admin1", "admin2", "admin3", "location",
                ]),
                groups: owned(&["actor1", "actor2"]),
                group_lists: owned(&["assoc_actor_1", "assoc_actor_2"]),
                deaths: Some("fatalities".to_owned()),
                ..Mapping::default()
            }),
            "gtd" => Some(Mapping {
                date: owned(&["iyear", "imonth", "iday"]),
                places: owned(&["region_txt", "country_txt", "provstate", "city"]),
                groups: owned(&["gname", "gname2", "gname3"]),
                deaths: Some("nkill".to_owned()),
                ..Mapping::default()
            }),
            _ => None,
        }
    }
}
