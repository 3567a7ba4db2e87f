//! How things are shown: strings of strangers, names, dates, numbers, countries.

mod date;
mod escape;
mod name;
mod sheet;
mod ui;

pub(crate) use date::age_in_days;
pub(crate) use escape::{Html, Revealed, filters};
pub(crate) use name::{NameRow, names, script_tag, shown_name};
pub(crate) use sheet::{Fact, Listing, Sheet};
pub(crate) use ui::{Badge, Digits, Theme, Ui};
