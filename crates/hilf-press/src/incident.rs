//! Incident datasets the user brings: counts and shares with formula, filter, numerator and
//! denominator in view.

mod layout;
mod tally;
mod when;

use std::io::BufRead;

use hilf_list::ListError;
use jiff::civil::Date;
use serde::Serialize;

pub use layout::{Mapping, Precision};
use tally::Tally;

/// What a count is a share of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whole {
    /// Events of the group in any region.
    #[default]
    Everywhere,
    /// Events of any group in the region.
    Groups,
}

/// What to count. Names match whole, whatever their case; one that is not given matches all.
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
    /// Columns with the value they must hold, for both counts.
    pub filters: Vec<(String, String)>,
    /// What the count is a share of.
    pub whole: Whole,
}

/// The answer, with everything it was made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The formula in words.
    pub formula: String,
    /// The same in Arabic.
    pub formula_ar: String,
    /// Events of the group in the region and period.
    pub numerator: u64,
    /// Events of the whole in the period.
    pub denominator: u64,
    /// Numerator by denominator in per cent; `null` where nothing was counted.
    pub percent: Option<f64>,
    /// Events of the numerator whose days are known only as a stretch that crosses the bounds of the
    /// period; counted nowhere.
    pub undecided_numerator: u64,
    /// The same of the denominator.
    pub undecided_denominator: u64,
    /// Deaths, where the dataset counts them.
    pub deaths: Option<Deaths>,
    /// Column in which the region was found, where one is asked for.
    pub region_column: Option<String>,
    /// Narrower columns that hold the same name, with their rows: other places, counted nowhere.
    pub region_elsewhere: Vec<(String, u64)>,
    /// Rows of the dataset.
    pub rows: u64,
    /// Rows that could not be read, with the reason of the first ones; counted nowhere.
    pub held: Vec<HeldRow>,
    /// How many rows were held.
    pub held_rows: u64,
}

/// Deaths in the events counted.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Deaths {
    /// In those of the numerator, by the best estimate of the dataset.
    pub numerator: f64,
    /// In those of the denominator.
    pub denominator: f64,
    /// The one by the other in per cent.
    pub percent: Option<f64>,
    /// In those of the numerator by the lowest and the highest estimate, where the dataset has them.
    pub range: Option<(f64, f64)>,
    /// Events of the numerator whose deaths the dataset does not know; no deaths are counted for them.
    pub unknown: u64,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldRow {
    /// Line (CSV) or row (XLSX), from 1.
    pub line: u64,
    /// Why.
    pub reason: String,
    /// The same in Arabic.
    pub reason_ar: String,
}

/// Why a dataset cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// The file is no table.
    #[error("{0} / {ar}", ar = in_arabic(.0))]
    Table(#[from] ListError),
    /// A column of the mapping is missing.
    #[error(
        "the dataset has no column {0:?} that the mapping names / لا عمود {0:?} في البيانات مما يسميه التعيين"
    )]
    Column(String),
    /// A column of the question is missing.
    #[error("the dataset has no column {0:?} to look at / لا عمود {0:?} في البيانات للنظر فيه")]
    Filter(String),
    /// The date of the mapping is neither one column nor three.
    #[error(
        "a date is one column or three (year, month, day), not {0} / التاريخ عمود واحد أو ثلاثة (السنة والشهر واليوم) لا {0}"
    )]
    Dates(usize),
}

fn in_arabic(error: &ListError) -> String {
    let told = hilf_list::reason_in_arabic(&error.to_string());
    told.unwrap_or_else(|| "تعذرت قراءة الجدول".to_owned())
}

/// Counts events of a group in a region and period, and those they are a share of, in a CSV table of any
/// delimiter and encoding, an XLSX workbook or a Parquet file.
///
/// # Errors
/// When the data is no table or lacks a column that the mapping or the question names.
pub fn share(
    data: impl BufRead + 'static,
    mapping: &Mapping,
    question: &Question,
) -> Result<Share, IncidentError> {
    let mut table = hilf_list::table::from_reader("dataset", data)?;
    let mut tally = Tally::new(table.columns(), mapping, question)?;
    while let Some(row) = table.next_row()? {
        match row {
            Ok(row) => tally.take(&row),
            Err(bad) => {
                let arabic = hilf_list::reason_in_arabic(&bad.reason);
                tally.hold(
                    bad.line,
                    bad.reason,
                    arabic.unwrap_or_else(|| "تعذرت قراءة السطر".to_owned()),
                );
            }
        }
    }
    Ok(tally.share())
}

#[cfg(test)]
mod tests;
