//! EU financial sanctions file, XML 1.1 (`export`, namespace `http://eu.europa.ec/fpi/fsd/export`).
//!
//! Entity ids are `eu-<euReferenceNumber>` (`eu-EU.27.28`), or `eu-<logicalId>` where a subject has
//! no reference. Only the Official Journal is authentic; the `regulation` of a subject is the
//! latest act that changed it, not the first that listed it.
//!
//! Every subject gets the topic `sanction`; those of the programmes TAQA (ISIL/Al-Qaida), EUAQ
//! (the EU's own list against them) and TERR (Common Position 2001/931) also `crime.terror`. A
//! subject with a `delistingDate` gets no topic, and its listing the status `delisted`.
//!
//! Not kept: `logicalId` and `regulationLanguage` of details (numbers and the language of the
//! publisher's database rows).

mod birth;
mod document;
mod names;

use hilf_entity::{Entity, FuzzyDate, Value, country};

use super::assembly::{Address, Intake, Listing, add_iso_date, iso_date, joined, note_rest};
use super::xml_file::XmlFile;
use crate::alias::one_line;
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source, kin};

const DATASET: &str = "eu";
const TERROR_PROGRAMMES: &[&str] = &["TAQA", "EUAQ", "TERR"];
const KNOWN: &[&str] = &[
    "euReferenceNumber",
    "logicalId",
    "unitedNationId",
    "designationDate",
    "designationDetails",
    "delistingDate",
    "remark",
    "regulation",
    "subjectType",
    "nameAlias",
    "citizenship",
    "birthdate",
    "address",
    "identification",
];
/// Attributes and elements that every detail has and that are dealt with in one place.
const DETAIL: &[&str] = &["logicalId", "regulationLanguage", "regulationSummary", "remark"];
const REGULATION: &[&str] = &[
    "regulationType",
    "organisationType",
    "publicationDate",
    "entryIntoForceDate",
    "numberTitle",
    "programme",
    "logicalId",
    "publicationUrl",
    "remark",
];

/// Reads the file.
pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let (mut file, root) = XmlFile::open(source, "export", false)?;
    let mut intake = Intake::new(DATASET, file.name(), sink);
    while let Some(node) = file.next_within(&[])? {
        match node.name.as_str() {
            "sanctionEntity" => read_record(&node, &mut intake),
            _ => intake.hold_unknown(&node),
        }
    }
    let remarks = intake.finish()?;
    Ok(ListInfo {
        dataset: DATASET.into(),
        publisher: "European Commission".into(),
        published: Some(root.attribute("generationDate").to_owned()).filter(|d| !d.is_empty()),
        remarks,
        ..ListInfo::default()
    })
}

fn read_record(node: &Node, intake: &mut Intake<'_>) {
    let reference = [node.attribute("euReferenceNumber"), node.attribute("logicalId")]
        .into_iter()
        .find(|r| !r.is_empty());
    let Some(reference) = reference else {
        return intake.hold(node.line, "", "the subject has no euReferenceNumber and no logicalId");
    };
    let mut listing = intake.begin(node, reference, schema_of(node));
    names::add_names(&mut listing.entity, node);
    if listing.entity.first("name").is_none() {
        return intake.hold(node.line, reference, "the subject has no name");
    }
    add_listing(&mut listing, node, reference);
    add_description(&mut listing.entity, node);
    birth::add_births(&mut listing.entity, node);
    for address in node.children("address") {
        add_address(&mut listing, address);
    }
    for document in node.children("identification") {
        document::add_document(&mut listing, document);
    }
    note_rest(&mut listing.entity, node, KNOWN);
    intake.deliver(listing);
}

/// Person or organisation; ships stand among the enterprises and cannot be told from their owners.
fn schema_of(node: &Node) -> &'static str {
    let kind = node.child("subjectType");
    let says =
        |name, value: &str| kind.is_some_and(|k| k.attribute(name).eq_ignore_ascii_case(value));
    if says("classificationCode", "P") || says("code", "person") {
        "Person"
    } else if says("classificationCode", "E") || says("code", "enterprise") {
        "Organization"
    } else {
        "LegalEntity"
    }
}

fn add_listing(listing: &mut Listing, node: &Node, reference: &str) {
    let delisted = node.attribute("delistingDate");
    let acts = acts_of(node);
    let mut modified: Vec<FuzzyDate> = Vec::new();
    let regulations: Vec<Option<&Node>> = node.children("regulation").map(Some).collect();
    // A subject without a regulation breaks the schema, but is listed all the same.
    let regulations = if regulations.is_empty() { vec![None] } else { regulations };
    for regulation in regulations {
        let mut sanction = listing.sanction("European Union", reference);
        sanction.add("unscId", node.attribute("unitedNationId"));
        sanction.add("recordId", node.attribute("logicalId"));
        sanction.add("status", if delisted.is_empty() { "active" } else { "delisted" });
        add_iso_date(&mut sanction, "endDate", "Delisting date", delisted);
        sanction.note("Designation", node.attribute("designationDetails"));
        let mut starts = vec![node.attribute("designationDate")];
        if let Some(regulation) = regulation {
            add_regulation(&mut sanction, regulation);
            starts.push(regulation.attribute("entryIntoForceDate"));
            modified.extend(iso_date(regulation.attribute("publicationDate")));
            if delisted.is_empty() && TERROR_PROGRAMMES.contains(&regulation.attribute("programme"))
            {
                listing.entity.add("topics", "crime.terror");
            }
        }
        let start = starts.iter().filter_map(|s| iso_date(s)).min_by_key(|d| d.earliest());
        if let Some(start) = start {
            sanction.add_date("startDate", &start, "");
        }
        sanction.note("Designation date", node.attribute("designationDate"));
        for (act, url) in &acts {
            sanction.note("Act", act);
            sanction.add("sourceUrl", url.as_str());
        }
        listing.attach(sanction);
    }
    if delisted.is_empty() {
        listing.entity.add("topics", "sanction");
    } else {
        listing.entity.note("Delisting date", delisted);
    }
    modified.extend(act_dates(node));
    listing.modified(&modified);
}

fn add_regulation(sanction: &mut Entity, regulation: &Node) {
    let of = |name| regulation.attribute(name);
    let issuer = match of("organisationType") {
        "council" => "Council of the European Union",
        "commission" => "European Commission",
        _ => "",
    };
    sanction.add("authority", issuer);
    if issuer.is_empty() {
        sanction.note("Organisation type", of("organisationType"));
    }
    sanction.add("program", of("programme"));
    sanction.add("programId", of("programme"));
    let title = format!("{} {}", of("regulationType"), of("numberTitle"));
    sanction.add("provisions", title);
    sanction.add("sourceUrl", one_line(regulation.child_text("publicationUrl")));
    add_iso_date(sanction, "listingDate", "Publication date", of("publicationDate"));
    sanction.note("Entry into force", of("entryIntoForceDate"));
    for remark in regulation.children("remark") {
        sanction.note("Regulation", remark.text());
    }
    note_rest(sanction, regulation, REGULATION);
}

/// The acts behind the details of a subject, each once: what and when, and the address.
fn acts_of(node: &Node) -> Vec<(String, String)> {
    let mut acts: Vec<(String, String)> = Vec::new();
    for act in node.children.iter().flat_map(|c| c.children("regulationSummary")) {
        let of = |name| act.attribute(name);
        let title =
            [of("regulationType"), of("numberTitle")].map(str::trim).join(" ").trim().to_owned();
        let text = joined(&[&title, of("publicationDate")]);
        let found = (text, of("publicationUrl").to_owned());
        if !acts.contains(&found) {
            acts.push(found);
        }
    }
    acts
}

fn act_dates(node: &Node) -> impl Iterator<Item = FuzzyDate> {
    let acts = node.children.iter().flat_map(|c| c.children("regulationSummary"));
    acts.filter_map(|act| iso_date(act.attribute("publicationDate")))
}

fn add_description(entity: &mut Entity, node: &Node) {
    for citizenship in node.children("citizenship") {
        add_country(entity, "citizenship", "Citizenship", citizenship);
        let of = |name| citizenship.attribute(name);
        entity.note("Citizenship, region", of("region"));
        entity.note("Citizenship acquired", of("acquisitionDate"));
        entity.note("Citizenship lost", of("disenfranchisementDate"));
        let known = ["region", "acquisitionDate", "disenfranchisementDate"];
        note_detail(entity, "Citizenship", citizenship, &[&COUNTRY[..], &known].concat());
    }
    for remark in node.children("remark").map(Node::text) {
        entity.note("", remark);
        for (parent, name) in kin::parents(remark) {
            entity.add(parent.property(), name);
        }
    }
}

const COUNTRY: [&str; 2] = ["countryIso2Code", "countryDescription"];

/// A country given by code and description; `00`/`UNKNOWN` says that there is none.
fn add_country(entity: &mut Entity, property: &str, label: &str, node: &Node) {
    let (code, name) = (node.attribute("countryIso2Code"), node.attribute("countryDescription"));
    if code == "00" || name == "UNKNOWN" {
        return;
    }
    match country::code(code).or_else(|| country::code(name)) {
        Some(code) => entity.add(property, Value::new(code).with_original(name)),
        None => entity.note(label, &joined(&[code, name])),
    }
}

/// Remarks on a detail, and whatever the reader does not know of it.
fn note_detail(entity: &mut Entity, label: &str, node: &Node, known: &[&str]) {
    for remark in node.children("remark") {
        entity.note(label, remark.text());
        if entity.schema().name() == "Person" {
            for (parent, name) in kin::parents(remark.text()) {
                entity.add(parent.property(), name);
            }
        }
    }
    let known: Vec<&str> = known.iter().chain(DETAIL).copied().collect();
    for (name, text) in super::assembly::rest(node, &known) {
        entity.note(&format!("{label}, {name}"), &text);
    }
}

fn add_address(listing: &mut Listing, node: &Node) {
    const PARTS: &[&str] = &[
        "city",
        "street",
        "poBox",
        "zipCode",
        "region",
        "place",
        "asAtListingTime",
        "contactInfo",
        "countryIso2Code",
        "countryDescription",
    ];
    let of = |name| node.attribute(name);
    let unknown = of("countryIso2Code") == "00" || of("countryDescription") == "UNKNOWN";
    let mut remarks: Vec<&str> = node.children("remark").map(Node::text).collect();
    if of("asAtListingTime") == "true" {
        remarks.push("address at the time of listing");
    }
    let street = joined(&[of("street"), of("place")]);
    listing.address(&Address {
        post_office_box: of("poBox"),
        street: &street,
        city: of("city"),
        postal_code: of("zipCode"),
        region: of("region"),
        country: if unknown { "" } else { of("countryDescription") },
        country_code: if unknown { "" } else { of("countryIso2Code") },
        remarks: &remarks.join("; "),
        ..Address::default()
    });
    for contact in node.children("contactInfo") {
        add_contact(&mut listing.entity, contact);
    }
    let known: Vec<&str> = PARTS.iter().chain(DETAIL).copied().collect();
    for (name, text) in super::assembly::rest(node, &known) {
        listing.entity.note(&format!("Address, {name}"), &text);
    }
}

fn add_contact(entity: &mut Entity, node: &Node) {
    let (key, value) = (node.attribute("key"), node.attribute("value"));
    let kind = key.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|w| kind.contains(w));
    let property = if has(&["mail"]) {
        "email"
    } else if has(&["phone", "tel", "mobile"]) {
        "phone"
    } else if has(&["web", "url", "site"]) {
        "website"
    } else {
        return entity.note(key, value);
    };
    entity.add(property, value);
    note_rest(entity, node, &["key", "value"]);
}

#[cfg(test)]
mod tests;
