//! UN Security Council consolidated list, XML (`CONSOLIDATED_LIST`, schema sc-sanctions.xsd).
//!
//! Entity ids are `un-<REFERENCE_NUMBER>`, the permanent reference: `un-QDi.299`.
//!
//! Every entity gets the topic `sanction`; subjects of the regimes against ISIL/Al-Qaida (QD,
//! resolutions 1267/1989/2253) and the Taliban (TA, 1988) also `crime.terror`, because those
//! regimes list for terrorism alone, while the country regimes list for many reasons.

mod birth;
mod document;
mod names;

use hilf_entity::{Entity, FuzzyDate, Value, gender};

use super::assembly::{
    Address, Intake, Listing, add_country, add_iso_date, iso_date, note_rest, rest,
};
use super::xml_file::XmlFile;
use crate::alias::{enumerated, one_line};
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source, kin};

const DATASET: &str = "un";
const AUTHORITY: &str = "United Nations Security Council";
const SOURCE_URL: &str = "https://scsanctions.un.org/resources/xml/en/consolidated.xml";
/// Prefix of a reference → the resolutions of its regime (UN sanctions committees).
const REGIMES: &[(&str, &str)] = &[
    ("CD", "1533 (2004)"),
    ("CF", "2127 (2013)"),
    ("GB", "2048 (2012)"),
    ("HT", "2653 (2022)"),
    ("IQ", "1518 (2003)"),
    ("IR", "1737 (2006)"),
    ("KP", "1718 (2006)"),
    ("LY", "1970 (2011)"),
    ("QD", "1267 (1999), 1989 (2011) and 2253 (2015)"),
    ("SD", "1591 (2005)"),
    ("SO", "751 (1992)"),
    ("SS", "2206 (2015)"),
    ("TA", "1988 (2011)"),
    ("YE", "2140 (2014)"),
];
/// Elements that are mapped here; whatever else stands in a record becomes a note.
const KNOWN: &[&str] = &[
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "NAME_ORIGINAL_SCRIPT",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "DELISTED_ON",
    "LAST_DAY_UPDATED",
    "LIST_TYPE",
    "GENDER",
    "TITLE",
    "DESIGNATION",
    "NATIONALITY",
    "NATIONALITY2",
    "COMMENTS1",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "INDIVIDUAL_ADDRESS",
    "ENTITY_ADDRESS",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "INDIVIDUAL_PLACE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
];
/// Words that tell an office from a form of address or a rank in `TITLE`.
const OFFICE_WORDS: &[&str] = &[
    "of",
    "de",
    "leader",
    "president",
    "minister",
    "manager",
    "ambassador",
    "secretary",
    "former",
    "head",
    "director",
    "governor",
    "chief",
];
/// Beginnings of a `STREET` that is prose about the whereabouts.
const PROSE_STARTS: &[&str] = &["reportedly", "believed", "in prison", "in custody", "detained"];

/// Reads the list. Bare `&` in the text, a known damage of copies in circulation, is read as
/// `&amp;` and declared in [`ListInfo::remarks`].
pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let (mut file, root) = XmlFile::open(source, "CONSOLIDATED_LIST", true)?;
    let mut intake = Intake::new(DATASET, file.name(), sink);
    while let Some(node) = file.next_within(&["INDIVIDUALS", "ENTITIES"])? {
        match node.name.as_str() {
            "INDIVIDUAL" => read_record(&node, "Person", &mut intake),
            "ENTITY" => read_record(&node, "Organization", &mut intake),
            _ => intake.hold_unknown(&node),
        }
    }
    let remarks = intake.finish()?;
    let published = root.attribute("dateGenerated");
    Ok(ListInfo {
        dataset: DATASET.into(),
        publisher: AUTHORITY.into(),
        published: Some(published.to_owned()).filter(|p| !p.is_empty()),
        declared_records: None,
        remarks: file.remark().into_iter().chain(remarks).collect(),
    })
}

fn read_record(node: &Node, schema: &str, intake: &mut Intake<'_>) {
    let reference = node.child_text("REFERENCE_NUMBER");
    if reference.is_empty() {
        let reason =
            format!("the record with DATAID {} has no REFERENCE_NUMBER", node.child_text("DATAID"));
        return intake.hold(node.line, node.child_text("DATAID"), reason);
    }
    let mut listing = intake.begin(node, reference, schema);
    names::add_names(&mut listing.entity, node);
    if listing.entity.first("name").is_none() {
        return intake.hold(node.line, reference, "the record has no name");
    }
    add_listing(&mut listing, node, reference);
    add_description(&mut listing.entity, node);
    names::add_aliases(&mut listing.entity, node);
    birth::add_births(&mut listing.entity, node);
    for address in node.children("INDIVIDUAL_ADDRESS").chain(node.children("ENTITY_ADDRESS")) {
        add_address(&mut listing, address);
    }
    for document in node.children("INDIVIDUAL_DOCUMENT") {
        document::add_document(&mut listing, document);
    }
    note_rest(&mut listing.entity, node, KNOWN);
    intake.deliver(listing);
}

/// The act of listing, its dates and what follows from its regime.
fn add_listing(listing: &mut Listing, node: &Node, reference: &str) {
    let mut sanction = listing.sanction(AUTHORITY, reference);
    let regime = reference.get(..2).unwrap_or("");
    sanction.add("unscId", reference);
    sanction.add("programId", regime);
    sanction.add("program", node.child_text("UN_LIST_TYPE"));
    sanction.add("sourceUrl", SOURCE_URL);
    sanction.add("recordId", node.child_text("DATAID"));
    sanction.note("Version", node.child_text("VERSIONNUM"));
    for list in node.at(&["LIST_TYPE", "VALUE"]) {
        sanction.note("List type", list.text());
    }
    if let Some((_, resolutions)) = REGIMES.iter().find(|(prefix, _)| *prefix == regime) {
        sanction.add("provisions", format!("Security Council resolutions {resolutions}"));
    }
    for property in ["listingDate", "startDate"] {
        add_iso_date(&mut sanction, property, "Listed on", node.child_text("LISTED_ON"));
    }
    let mut updates: Vec<FuzzyDate> = Vec::new();
    for update in node.at(&["LAST_DAY_UPDATED", "VALUE"]) {
        add_iso_date(&mut sanction, "modifiedAt", "Last updated", update.text());
        updates.extend(iso_date(update.text()));
    }
    listing.modified(&updates);
    let delisted = node.child_text("DELISTED_ON");
    add_iso_date(&mut sanction, "endDate", "Delisted on", delisted);
    if delisted.is_empty() {
        sanction.add("status", "active");
        listing.entity.add("topics", "sanction");
        if matches!(regime, "QD" | "TA") {
            listing.entity.add("topics", "crime.terror");
        }
    } else {
        sanction.add("status", "delisted");
        listing.entity.note("Delisted on", delisted);
    }
    listing.attach(sanction);
}

fn add_description(entity: &mut Entity, node: &Node) {
    let sex = node.child_text("GENDER");
    match gender::normalise(sex) {
        Some(gender) => entity.add("gender", gender),
        None => entity.note("Gender", sex),
    }
    for title in node.at(&["TITLE", "VALUE"]) {
        let title = one_line(title.text());
        let property = if is_office(&title) { "position" } else { "title" };
        entity.add(property, title);
    }
    for office in node.at(&["DESIGNATION", "VALUE"]) {
        let office = one_line(office.text());
        for part in enumerated(&office) {
            entity.add("position", Value::new(part).with_original(&office));
        }
    }
    let nationalities = node.at(&["NATIONALITY", "VALUE"]);
    for nationality in nationalities.into_iter().chain(node.children("NATIONALITY2")) {
        // `na` is the schema's default for an absent value.
        if nationality.text() != "na" {
            add_country(entity, "nationality", "Nationality", nationality.text());
        }
    }
    let comments = node.child_text("COMMENTS1");
    entity.add("notes", comments);
    for (parent, name) in kin::parents(comments) {
        entity.add(parent.property(), name);
    }
}

fn is_office(title: &str) -> bool {
    title
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| OFFICE_WORDS.contains(&word.to_lowercase().as_str()))
}

fn add_address(listing: &mut Listing, node: &Node) {
    const PARTS: &[&str] = &["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE"];
    let street = node.child_text("STREET");
    let prose = PROSE_STARTS.iter().any(|p| street.to_lowercase().starts_with(p));
    let zip = node.child_text("ZIP_CODE");
    // A "zip code" without a digit is the name of a place.
    let (postal_code, region) =
        if zip.contains(|c: char| c.is_ascii_digit()) { (zip, "") } else { ("", zip) };
    let mut remarks = vec![if prose { street.to_owned() } else { String::new() }];
    remarks.push(node.child_text("NOTE").to_owned());
    remarks.extend(rest(node, PARTS).into_iter().map(|(label, text)| format!("{label}: {text}")));
    remarks.retain(|r| !r.is_empty());
    listing.address(&Address {
        street: if prose { "" } else { street },
        city: node.child_text("CITY"),
        state: node.child_text("STATE_PROVINCE"),
        region,
        postal_code,
        country: node.child_text("COUNTRY"),
        remarks: &remarks.join("; "),
        ..Address::default()
    });
}

#[cfg(test)]
mod tests;
