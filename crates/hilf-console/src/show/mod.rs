//! How things are shown: strings of strangers, names, dates, numbers, countries.

mod date;
mod due;
mod escape;
mod name;
mod plot;
mod qr;
mod sheet;
mod timeline;
mod ui;
mod verbatim;

pub(crate) use date::age_in_days;
pub(crate) use due::Due;
pub(crate) use escape::{Html, Revealed, filters};
pub(crate) use name::{NameRow, names, shown_name};
pub(crate) use plot::{Joined, Plot};
pub(crate) use qr::QrCode;
pub(crate) use sheet::{Fact, Sheet, Source};
pub(crate) use timeline::{Moment, Timeline};
pub(crate) use ui::{Badge, Digits, Theme, Ui};
pub(crate) use verbatim::{Block, blocks};
