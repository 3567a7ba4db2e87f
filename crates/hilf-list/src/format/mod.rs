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
mod ofac;
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

/// Bytes of a source from which its format is recognised.
const HEAD_BYTES: usize = 16 << 10;

/// What the beginning of a source of each format holds, all of it.
const MARKS: &[(Format, &[&str])] = &[
    (Format::UnXml, &["<CONSOLIDATED_LIST"]),
    (Format::EuXml, &["<", "export", "globalFileId"]),
    (Format::SecoXml, &["<swiss-sanctions-list"]),
    (Format::CanadaXml, &["<data-set"]),
    (Format::UkXml, &["<Designations"]),
    (Format::HmtCsv, &["Last Updated", "Group ID"]),
    (Format::UkCsv, &["Unique ID", "OFSI Group ID"]),
];

/// Recognises the format of a source from its content.
///
/// # Errors
/// When the source cannot be read or is in no known format.
pub fn detect(source: &Source) -> Result<Format, ListError> {
    for member in source.members() {
        let head = crate::decode::head(member, HEAD_BYTES)?;
        let found = MARKS.iter().find(|(_, marks)| marks.iter().all(|mark| head.contains(mark)));
        if let Some((format, _)) = found {
            return Ok(*format);
        }
    }
    let name = source.path().display().to_string();
    let reason = "none of the marks of a known list stands at its beginning".into();
    Err(ListError::UnknownFormat { name, reason })
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
