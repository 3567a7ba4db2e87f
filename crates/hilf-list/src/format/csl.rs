//! The US Consolidated Screening List, CSV, of the departments of Commerce, State and the
//! Treasury.
//!
//! Rows of the Treasury have OFAC's own number, under which the subject stands in OFAC's lists too;
//! it is a referent here (`ofac-<number>`). Rows of the Bureau of Industry and Security are
//! controls on exports and no freeze of assets. Weak names stand unmarked among the others.

use hilf_entity::{Entity, FuzzyDate};

use super::assembly::{Address, Intake, Listing, country_values};
use super::fields::only_member;
use super::ofac::{Fact, Name, add_fact, add_name};
use crate::table::{self, Row, Table};
use crate::{Item, ListError, ListInfo, Member, ReadOptions, Source};

const DATASET: &str = "csl";
const PUBLISHER: &str = "US Department of Commerce, International Trade Administration";
const NEEDED: &[&str] = &["_id", "source", "name"];
/// Columns that are read by a rule of their own; the others become labelled notes.
const READ: &[&str] = &[
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
];
/// What a listing means, by a word of its source.
const TOPICS: &[(&str, &str)] = &[
    ("(EL)", "export.control"),
    ("(MEU)", "export.control"),
    ("(UVL)", "export.risk"),
    ("(DPL)", "debarment"),
    ("(DTC)", "debarment"),
];

/// Reads the list.
pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let mut table = table::open_where(member, &|cells| {
        cells.iter().filter(|cell| READ.contains(&cell.trim())).count()
    })?;
    let columns = Columns::of(member, &table)?;
    let mut intake = Intake::new(DATASET, member.name(), sink);
    while let Some(row) = table.next_row()? {
        match row {
            Ok(row) => read_row(&columns, &row, &mut intake),
            Err(bad) if bad.at_file_end => {
                let reason = "the file ends in the middle of a row; it is cut off".to_owned();
                let name = member.name().to_owned();
                return Err(ListError::Damaged { name, line: bad.line, reason });
            }
            Err(bad) => intake.hold(bad.line, "", bad.reason),
        }
    }
    let remarks = intake.finish()?;
    let (dataset, publisher) = (DATASET.into(), PUBLISHER.into());
    Ok(ListInfo { dataset, publisher, remarks, ..ListInfo::default() })
}

struct Columns {
    headings: Vec<String>,
}

impl Columns {
    fn of(member: &Member, table: &Table) -> Result<Columns, ListError> {
        let headings = table.columns().to_vec();
        match NEEDED.iter().find(|needed| !headings.iter().any(|h| h == *needed)) {
            None => Ok(Columns { headings }),
            Some(missing) => Err(ListError::Damaged {
                name: member.name().to_owned(),
                line: table.header_line,
                reason: format!("the header has no column `{missing}`"),
            }),
        }
    }

    fn text<'a>(&self, row: &'a Row, heading: &str) -> &'a str {
        let at = self.headings.iter().position(|h| h == heading);
        at.map_or("", |at| row.text(at))
    }
}

fn read_row(columns: &Columns, row: &Row, intake: &mut Intake<'_>) {
    let text = |heading: &str| columns.text(row, heading);
    let list = text("source");
    let number = text("entity_number");
    let reference = if number.is_empty() { text("_id") } else { number };
    if reference.is_empty() || text("name").is_empty() {
        return intake.hold(row.line, reference, "the row has no id or no name");
    }
    let schema = match text("type") {
        "Individual" => "Person",
        "Entity" => "Organization",
        "Vessel" => "Vessel",
        "Aircraft" => "Airplane",
        // The lists of Commerce and State do not say whether it is a person.
        _ => "LegalEntity",
    };
    let mut listing = intake.begin_at(row.line, reference, schema);
    let mut sanction = sanction(&mut listing, columns, row, reference);
    if !number.is_empty() {
        listing.entity.referents.push(format!("ofac-{number}"));
    }
    let topic = TOPICS.iter().find(|(mark, _)| list.contains(mark)).map_or("sanction", |t| t.1);
    listing.entity.add("topics", topic);
    add_names(&mut listing.entity, text("name"), text("alt_names"));
    add_facts(&mut listing, &mut sanction, columns, row);
    for address in text("addresses").split("; ").filter(|a| !a.is_empty()) {
        add_address(&mut listing, address);
    }
    for (at, heading) in columns.headings.iter().enumerate() {
        if !READ.contains(&heading.as_str()) {
            listing.entity.note(heading, row.text(at));
        }
    }
    listing.attach(sanction);
    intake.deliver(listing);
}

fn sanction(listing: &mut Listing, columns: &Columns, row: &Row, reference: &str) -> Entity {
    let text = |heading: &str| columns.text(row, heading);
    let mut sanction = listing.sanction(text("source"), reference);
    sanction.add("country", "us");
    for program in text("programs").split("; ") {
        sanction.add("program", program);
    }
    sanction.add("reason", text("federal_register_notice"));
    for (property, column) in [("startDate", "start_date"), ("endDate", "end_date")] {
        match FuzzyDate::parse(text(column)) {
            Ok(date) => sanction.add_date(property, &date, text(column)),
            Err(_) => sanction.note(column, text(column)),
        }
    }
    sanction.add("sourceUrl", text("source_list_url"));
    sanction.add("sourceUrl", text("source_information_url"));
    sanction
}

fn add_names(entity: &mut Entity, name: &str, others: &str) {
    add_name(entity, &Name { text: name, is_primary: true, ..Name::default() });
    for other in others.split("; ").map(|o| o.strip_prefix("and ").unwrap_or(o)) {
        if !other.trim().is_empty() {
            add_name(entity, &Name { text: other.trim(), ..Name::default() });
        }
    }
}

fn add_facts(listing: &mut Listing, sanction: &mut Entity, columns: &Columns, row: &Row) {
    for (column, label) in [
        ("dates_of_birth", "DOB"),
        ("places_of_birth", "POB"),
        ("nationalities", "nationality"),
        ("citizenships", "citizen"),
        ("call_sign", "Vessel Call Sign"),
        ("vessel_type", "Vessel Type"),
        ("gross_tonnage", "Vessel Tonnage"),
        ("gross_registered_tonnage", "Vessel Gross Registered Tonnage"),
        ("vessel_flag", "Vessel Flag"),
        ("vessel_owner", "Vessel owner"),
    ] {
        for value in columns.text(row, column).split("; ").filter(|v| !v.is_empty()) {
            add_fact(listing, sanction, &Fact { label, value, ..Fact::default() });
        }
    }
    for id in columns.text(row, "ids").split("; ").filter(|id| !id.is_empty()) {
        add_fact(listing, sanction, &identifier(id));
    }
    let is_person = listing.entity.schema().name() == "Person";
    let title = if is_person { "position" } else { "notes" };
    listing.entity.add(title, columns.text(row, "title"));
    listing.entity.add("notes", columns.text(row, "remarks"));
}

/// `PK, 2013-09-09, 2008-09-09, 4117921, Passport`: country, expiry, issue, number and label, of
/// which the last two are always there.
fn identifier(text: &str) -> Fact<'_> {
    let (mut rest, label) = text.rsplit_once(", ").unwrap_or(("", text));
    let mut fact = Fact { label, ..Fact::default() };
    if let Some((first, after)) = rest.split_once(", ")
        && first.len() == 2
        && first.bytes().all(|b| b.is_ascii_uppercase())
    {
        (fact.country, rest) = (first, after);
    }
    while let Some((first, after)) = rest.split_once(", ").filter(|(first, _)| is_day(first)) {
        rest = after;
        if fact.expires.is_empty() {
            fact.expires = first;
        } else {
            fact.issued = first;
        }
    }
    Fact { value: rest, ..fact }
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

/// An address whose last part is mostly a country's code.
fn add_address(listing: &mut Listing, text: &str) {
    let (rest, last) = text.rsplit_once(", ").unwrap_or(("", text));
    let is_country = !country_values(last).is_empty();
    let (street, country) = if is_country { (rest, last) } else { (text, "") };
    listing.address(&Address { street, country, ..Address::default() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_taken_apart_from_behind() {
        let fact = identifier("PK, 2013-09-09, 2008-09-08, 4117921, Passport");
        assert_eq!((fact.country, fact.label, fact.value), ("PK", "Passport", "4117921"));
        assert_eq!((fact.expires, fact.issued), ("2013-09-09", "2008-09-08"));
        let fact = identifier("sections 510.201, 510.210, Secondary sanctions risk:");
        assert_eq!((fact.country, fact.value), ("", "sections 510.201, 510.210"));
        assert_eq!(identifier("Male, Gender").value, "Male");
    }
}
