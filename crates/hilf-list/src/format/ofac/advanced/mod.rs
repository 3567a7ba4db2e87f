//! The advanced format (`Sanctions`, the UN "sanctions/1.0" model), in which everything is coded
//! by numbers into tables of the same file and a party's documents, places and listings stand
//! apart from it.
//!
//! What the parties refer to stands partly behind them, so the file is read twice: once for the
//! tables, of which little is kept for each party, and once for the parties.
//!
//! Source: OFAC, sdn_advanced.xsd; UN, "Advanced sanctions data model".

mod party;
mod tables;

use std::collections::HashMap;

use super::super::assembly::Intake;
use super::super::xml_file::XmlFile;
use super::{DATASET, info};
use crate::{Item, ListError, ListInfo, ReadOptions, Source};

use tables::Tables;

const CONTAINERS: &[&str] = &[
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
];

/// Reads the list.
pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let tables = read_tables(source)?;
    let (mut file, _) = XmlFile::open(source, "Sanctions", false)?;
    let name = file.name().to_owned();
    let mut intake = Intake::new(DATASET, &name, sink);
    let mut seen = HashMap::new();
    while let Some(node) = file.next_within(CONTAINERS)? {
        match node.name.as_str() {
            "DistinctParty" => {
                for profile in node.children("Profile") {
                    seen.insert(profile.attribute("ID").to_owned(), ());
                    party::read(profile, &node, &tables, &mut intake);
                }
            }
            name if tables::ELEMENTS.contains(&name) => {}
            _ => intake.hold_unknown(&node),
        }
    }
    for entry in tables.entries_without(|profile| seen.contains_key(profile)) {
        let reason = "it lists a profile that is not in the file".to_owned();
        intake.hold(entry.line, &entry.profile, reason);
    }
    Ok(info(tables.published.clone(), None, intake.finish()?))
}

fn read_tables(source: &Source) -> Result<Tables, ListError> {
    let (mut file, _) = XmlFile::open(source, "Sanctions", false)?;
    let mut tables = Tables::default();
    while let Some(node) = file.next_within(CONTAINERS)? {
        tables.add(&node);
    }
    Ok(tables)
}

#[cfg(test)]
mod tests;
