//! The list formats and the choice among them from content alone.

mod assembly;
mod calendar;
mod canada;
mod csl;
mod delta;
mod eu;
mod fields;
mod ftm;
mod grouped;
mod ofac_advanced;
mod ofac_csv;
mod ofac_enhanced;
mod ofac_xml;
mod own;
mod prose;
mod seco;
mod senzing;
mod uk;
mod un;
mod xml_file;

use crate::{Item, ListError, ListInfo, Source};

/// A published list format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// What the operator says about a source beyond its bytes.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Dataset name for formats that have none of their own (own lists, FollowTheMoney, Senzing).
    pub dataset: Option<String>,
}

/// Recognises the format of a source from its content.
///
/// # Errors
/// When the source cannot be read or is in no known format.
pub fn detect(source: &Source) -> Result<Format, ListError> {
    let name = source.path().display().to_string();
    Err(ListError::UnknownFormat { name, reason: "no format is implemented yet".into() })
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
        Format::OfacCsv => ofac_csv::read,
        Format::OfacXml => ofac_xml::read,
        Format::OfacAdvanced => ofac_advanced::read,
        Format::OfacEnhanced => ofac_enhanced::read,
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
