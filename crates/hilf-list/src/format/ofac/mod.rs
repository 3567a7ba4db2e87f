//! The lists of the US Treasury's Office of Foreign Assets Control, in the formats in which they
//! are published.
//!
//! All of them say the same things under the same labels (`Passport`, `Tax ID No.`, `Website`,
//! `Secondary sanctions risk:` …), so what a label means stands in one place, [`fact`]. An
//! entity's id is `ofac-<uid>`, the `ent_num` of the CSV files, the `Profile` id of the advanced
//! and the `entity` id of the enhanced format.

mod advanced;
mod classic;
mod csv;
mod enhanced;
mod fact;
mod name;
mod reference;
mod relation;
mod remarks;

pub(super) use advanced::read as read_advanced;
pub(super) use classic::read as read_classic;
pub(super) use csv::{is_part_of_set, read as read_csv};
pub(super) use enhanced::read as read_enhanced;
pub(super) use fact::{Fact, add as add_fact};
pub(super) use name::{Name, add as add_name};

use hilf_entity::Entity;

use super::assembly::Listing;
use crate::ListInfo;

const DATASET: &str = "ofac";
const AUTHORITY: &str = "US Treasury, Office of Foreign Assets Control";
const DETAILS_URL: &str = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=";

/// The act of listing a subject of OFAC's lists.
fn sanction(listing: &mut Listing, uid: &str) -> Entity {
    let mut sanction = listing.sanction(AUTHORITY, uid);
    sanction.add("country", "us");
    let url = format!("{DETAILS_URL}{uid}");
    sanction.add("sourceUrl", url.as_str());
    listing.entity.add("sourceUrl", url);
    listing.entity.add("topics", "sanction");
    sanction
}

/// The schema of a party type, however a format spells it.
fn schema_of(kind: &str) -> Option<&'static str> {
    let kind = kind.trim().to_lowercase();
    Some(match kind.as_str() {
        "individual" => "Person",
        "entity" | "" => "Organization",
        "vessel" => "Vessel",
        "aircraft" => "Airplane",
        _ => return None,
    })
}

fn info(
    published: Option<String>,
    declared_records: Option<u64>,
    remarks: Vec<String>,
) -> ListInfo {
    ListInfo {
        dataset: DATASET.into(),
        publisher: AUTHORITY.into(),
        published,
        declared_records,
        remarks,
    }
}
