//! The list formats and the choice among them from content alone.

mod assembly;
mod calendar;
mod canada;
mod csl;
mod delta;
mod detect;
mod eu;
pub(crate) mod fields;
mod ftm;
mod grouped;
mod ofac;
mod own;
mod prose;
mod seco;
mod senzing;
mod uk;
mod un;
mod xml_file;

pub use detect::detect;
pub(crate) use ftm::group;

use serde::{Deserialize, Serialize};

use crate::{Item, ListError, ListInfo, Source};

/// A published list format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Format {
    /// UN Security Council consolidated list, XML.
    UnXml,
    /// OFAC legacy CSV set (sdn/alt/add/comments or cons_prim/…).
    OfacCsv,
    /// OFAC SDN.XML / CONSOLIDATED.XML.
    OfacXml,
    /// OFAC SDN_ADVANCED.XML (UN "sanctions/1.0" model).
    OfacAdvanced,
    /// OFAC SDN_ENHANCED.XML.
    OfacEnhanced,
    /// EU financial sanctions file, XML 1.1.
    EuXml,
    /// UK Sanctions List CSV.
    UkCsv,
    /// UK Sanctions List XML.
    UkXml,
    /// HMT/OFSI consolidated list, CSV, both layouts.
    HmtCsv,
    /// Canada SEMA XML.
    CanadaXml,
    /// Switzerland SECO XML.
    SecoXml,
    /// US Consolidated Screening List CSV.
    CslCsv,
    /// FollowTheMoney entities, JSON lines.
    FtmJson,
    /// OpenSanctions delta feed, JSON lines.
    FtmDelta,
    /// Senzing JSON lines.
    Senzing,
    /// A member's own list, CSV.
    OwnCsv,
    /// A member's own list, XLSX.
    OwnXlsx,
}

impl Format {
    /// Dataset name of lists in the format, where the format is that of one list.
    pub fn dataset(self) -> Option<&'static str> {
        match self {
            Format::UnXml => Some("un"),
            Format::OfacCsv | Format::OfacXml | Format::OfacAdvanced | Format::OfacEnhanced => {
                Some("ofac")
            }
            Format::EuXml => Some("eu"),
            Format::UkCsv | Format::UkXml => Some("uk"),
            Format::HmtCsv => Some("hmt"),
            Format::CanadaXml => Some("ca"),
            Format::SecoXml => Some("ch"),
            Format::CslCsv => Some("csl"),
            Format::FtmJson
            | Format::FtmDelta
            | Format::Senzing
            | Format::OwnCsv
            | Format::OwnXlsx => None,
        }
    }
}

/// What the operator says about a source beyond its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// Dataset name for formats that have none of their own (own lists, FollowTheMoney, Senzing).
    pub dataset: Option<String>,
    /// Own lists: properties of FollowTheMoney `Sanction` (`authority`, `program`, `reason`,
    /// `endDate`) that hold for every row that does not give them.
    pub listing: Vec<(String, String)>,
}

/// Reads a source of a format, handing every record and every held record to `sink` in source
/// order.
///
/// # Errors
/// When the list as a whole cannot be trusted. Items handed over before must then be discarded.
pub fn read(
    source: &Source,
    format: Format,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let reader = match format {
        Format::UnXml => un::read,
        Format::OfacCsv => ofac::read_csv,
        Format::OfacXml => ofac::read_classic,
        Format::OfacAdvanced => ofac::read_advanced,
        Format::OfacEnhanced => ofac::read_enhanced,
        Format::EuXml => eu::read,
        Format::UkCsv => uk::read_csv,
        Format::UkXml => uk::read_xml,
        Format::HmtCsv => uk::read_hmt,
        Format::CanadaXml => canada::read,
        Format::SecoXml => seco::read,
        Format::CslCsv => csl::read,
        Format::FtmJson => ftm::read,
        Format::FtmDelta => delta::read,
        Format::Senzing => senzing::read,
        Format::OwnCsv | Format::OwnXlsx => own::read,
    };
    reader(source, options, sink)
}
