//! The lists of the United Kingdom: the UK Sanctions List (Foreign, Commonwealth & Development
//! Office) in its CSV and XML forms, and the consolidated list of HM Treasury's Office of
//! Financial Sanctions Implementation, closed on 28 January 2026.
//!
//! All are read into the same [`designation::Designation`]: the XML's leaf elements carry the
//! CSV's column names without their punctuation, and the Treasury's list has mostly the same
//! columns.

mod columns;
mod csv;
mod designation;
mod entity;
mod hmt;
mod prose;
mod xml;

pub(super) use csv::read as read_csv;
pub(super) use hmt::read as read_hmt;
pub(super) use xml::read as read_xml;

use crate::ListInfo;

/// What a list of the United Kingdom says about itself.
struct List {
    dataset: &'static str,
    publisher: &'static str,
    url: &'static str,
}

const UK: List = List {
    dataset: "uk",
    publisher: "Foreign, Commonwealth & Development Office",
    url: "https://www.gov.uk/government/publications/the-uk-sanctions-list",
};

const HMT: List = List {
    dataset: "hmt",
    publisher: "HM Treasury, Office of Financial Sanctions Implementation",
    url: "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
};

impl List {
    fn info(&self) -> ListInfo {
        ListInfo {
            dataset: self.dataset.into(),
            publisher: self.publisher.into(),
            ..ListInfo::default()
        }
    }
}
