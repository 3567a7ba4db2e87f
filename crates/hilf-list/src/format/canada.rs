//! Canada's consolidated autonomous sanctions list, XML (`data-set`).
//!
//! The list has no ids. An entity's id is `ca-<country>-<schedule>-<item>`: the English part of
//! `Country` (which names the regulation, not a nationality), the schedule where there is one, and
//! the item, each in lower case with dashes: `ca-belarus-1-part-1-8`. These three are unique in
//! the published file and stable as long as Canada does not renumber the items of a schedule;
//! versions are therefore best compared by content. A key that comes twice gets `-2`, `-3` … in
//! file order, and a remark.

use hilf_entity::{Entity, FuzzyDate, Value};

use super::assembly::{Intake, Listing, add_iso_date, iso_date, note_rest, slug};
use super::xml_file::XmlFile;
use crate::alias::{self, Bearer, Names, one_line};
use crate::xml::Node;
use crate::{Item, ListError, ListInfo, ReadOptions, Source};

const DATASET: &str = "ca";
const AUTHORITY: &str = "Global Affairs Canada";
const SOURCE_URL: &str = "https://www.international.gc.ca/world-monde/international_relations-relations_internationales/sanctions/consolidated-consolide.aspx";
const KNOWN: &[&str] = &[
    "Country",
    "LastName",
    "GivenName",
    "EntityOrShip",
    "TitleOrShip",
    "DateOfBirthOrShipBuildDate",
    "Aliases",
    "Schedule",
    "Item",
    "DateOfListing",
    "ShipIMONumber",
];
/// Excel day numbers of 1927 to 2064: a date field that lost its format. Smaller and larger
/// numbers are something else.
const SERIAL_MIN: u32 = 10_000;
const SERIAL_MAX: u32 = 60_000;

/// Reads the list.
pub(super) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let (mut file, root) = XmlFile::open(source, "data-set", false)?;
    let mut intake = Intake::new(DATASET, file.name(), sink);
    while let Some(node) = file.next_within(&[])? {
        match node.name.as_str() {
            "record" => read_record(&node, &mut intake),
            _ => intake.hold_unknown(&node),
        }
    }
    let remarks = intake.finish()?;
    let published = ["date", "lastUpdated", "generated"].iter().map(|a| root.attribute(a));
    Ok(ListInfo {
        dataset: DATASET.into(),
        publisher: AUTHORITY.into(),
        published: published.filter(|d| !d.is_empty()).map(str::to_owned).next(),
        remarks,
        ..ListInfo::default()
    })
}

fn read_record(node: &Node, intake: &mut Intake<'_>) {
    let key = key_of(node);
    let (person, imo) = (has_person_name(node), node.child_text("ShipIMONumber"));
    let schema = match (person, imo) {
        (true, _) => "Person",
        (false, "") => "Organization",
        (false, _) => "Vessel",
    };
    let mut listing = intake.begin(node, &key, schema);
    if person {
        add_person(&mut listing.entity, node);
    } else {
        add_body(&mut listing.entity, node);
    }
    if listing.entity.first("name").is_none() {
        return intake.hold(node.line, &key, "the record has no name");
    }
    listing.entity.add("topics", "sanction");
    add_listing(&mut listing, node, &key);
    note_rest(&mut listing.entity, node, KNOWN);
    intake.deliver(listing);
}

fn key_of(node: &Node) -> String {
    let parts = [english(node.child_text("Country")), node.child_text("Schedule")];
    let parts = parts.into_iter().chain([node.child_text("Item")]);
    let parts: Vec<String> = parts.map(slug).filter(|p| !p.is_empty()).collect();
    parts.join("-")
}

fn english(text: &str) -> &str {
    text.split(" / ").next().unwrap_or(text).trim()
}

fn has_person_name(node: &Node) -> bool {
    !node.child_text("LastName").is_empty() || !node.child_text("GivenName").is_empty()
}

fn add_person(entity: &mut Entity, node: &Node) {
    let given = one_line(node.child_text("GivenName"));
    let family = one_line(node.child_text("LastName"));
    entity.add("firstName", given.as_str());
    entity.add("lastName", family.as_str());
    let found = alias::split(&format!("{given} {family}"), Bearer::Person);
    add_names(entity, found);
    let aliases = alias::split_list(node.child_text("Aliases"), Bearer::Person);
    for name in aliases.names {
        // One word alone, usually a variant of the given name, says too little.
        let weak = !name.text().contains(' ');
        entity.add(if weak { "weakAlias" } else { "alias" }, name);
    }
    let title = one_line(node.child_text("TitleOrShip"));
    for (part, lang) in bilingual(&title) {
        entity.add("title", Value::new(part).with_lang(lang).with_original(&title));
    }
    entity.note("EntityOrShip", node.child_text("EntityOrShip"));
    entity.note("ShipIMONumber", node.child_text("ShipIMONumber"));
    add_dates(entity, "birthDate", "Date of birth", node.child_text("DateOfBirthOrShipBuildDate"));
}

fn add_body(entity: &mut Entity, node: &Node) {
    let field = one_line(node.child_text("EntityOrShip"));
    for (part, lang) in bilingual(&field) {
        let mut found = alias::split(part, Bearer::Body);
        let whole = |name: Value| if part == field { name } else { name.with_original(&field) };
        found.names = found.names.into_iter().map(|n| whole(n).with_lang(lang)).collect();
        add_names(entity, found);
    }
    let aliases = alias::split_list(node.child_text("Aliases"), Bearer::Body);
    entity.add_all("alias", aliases.names);
    entity.add_all("abbreviation", aliases.abbreviations);
    let ship = entity.schema().name() == "Vessel";
    let kind = node.child_text("TitleOrShip");
    let date = node.child_text("DateOfBirthOrShipBuildDate");
    if ship {
        entity.add("type", kind);
        entity.add("imoNumber", node.child_text("ShipIMONumber"));
        add_dates(entity, "buildDate", "Build date", date);
    } else {
        entity.note("TitleOrShip", kind);
        add_dates(entity, "incorporationDate", "Date", date);
    }
}

fn add_names(entity: &mut Entity, found: Names) {
    for name in found.names {
        let property = if entity.get("name").is_empty() { "name" } else { "alias" };
        entity.add(property, name);
    }
    if entity.schema().property("abbreviation").is_some() {
        entity.add_all("weakAlias", found.abbreviations.iter().cloned());
        entity.add_all("abbreviation", found.abbreviations);
    } else {
        entity.add_all("weakAlias", found.abbreviations);
    }
}

/// `English/français` as two texts with their languages; other texts as they are. Either side
/// must be able to stand alone: at least two words, or a rank.
fn bilingual(text: &str) -> Vec<(&str, &'static str)> {
    let sides = text.split_once('/').map(|(en, fr)| (en.trim(), fr.trim()));
    match sides {
        Some((en, fr)) if stands_alone(en) && stands_alone(fr) && !fr.contains('/') => {
            vec![(en, "en"), (fr, "fr")]
        }
        _ if text.is_empty() => Vec::new(),
        _ => vec![(text, "")],
    }
}

fn stands_alone(side: &str) -> bool {
    let balanced = side.matches('(').count() == side.matches(')').count();
    balanced && (side.contains(' ') || RANKS.contains(&side.to_lowercase().as_str()))
        || side.contains("-général")
}

/// Ranks of one word that the list gives in both languages.
const RANKS: &[&str] =
    &["general", "général", "captain", "capitaine", "colonel", "admiral", "amiral"];

/// Dates as the list writes them: ISO, a year, `A or B`, `1963-1964`, `Sep-99`, an Excel day
/// number. A text that is none stays as a note.
fn add_dates(entity: &mut Entity, property: &str, label: &str, text: &str) {
    let text = one_line(text);
    let lower = text.to_lowercase();
    let dates: Option<Vec<FuzzyDate>> = lower.split(" or ").map(date).collect();
    match dates {
        Some(dates) => {
            for date in dates {
                entity.add_date(property, &date, &text);
            }
        }
        None => entity.note(label, &text),
    }
}

fn date(text: &str) -> Option<FuzzyDate> {
    let text = text.trim();
    if let Some(date) = iso_date(text) {
        return Some(date);
    }
    if let Some(serial) = text.parse().ok().filter(|n| (SERIAL_MIN..=SERIAL_MAX).contains(n)) {
        return super::calendar::excel(serial);
    }
    if let Some((from, to)) = text.split_once('-')
        && let (Some(from), Some(to)) = (iso_date(from), iso_date(to))
    {
        return Some(FuzzyDate::between(from, to));
    }
    let (month, year) = text.split_once('-')?;
    // Excel writes "September 1999" as Sep-99; nobody listed was born before 1930 or after 2029
    // in this form, which is Excel's own rule for two-digit years.
    let year: i16 = year.parse().ok().filter(|_| year.len() == 2)?;
    let year = if year < 30 { 2000 + year } else { 1900 + year };
    super::prose::date(&format!("{month} {year}"))
}

fn add_listing(listing: &mut Listing, node: &Node, key: &str) {
    let mut sanction = listing.sanction(AUTHORITY, key);
    let country = node.child_text("Country");
    let (schedule, item) = (node.child_text("Schedule"), node.child_text("Item"));
    sanction.add("country", "ca");
    sanction.add("program", Value::new(english(country)).with_original(country));
    sanction.add("programId", slug(english(country)));
    sanction.add("recordId", format!("Schedule {schedule}, item {item}"));
    sanction.add("sourceUrl", SOURCE_URL);
    sanction.add("status", "active");
    for property in ["listingDate", "startDate"] {
        add_iso_date(&mut sanction, property, "Date of listing", node.child_text("DateOfListing"));
    }
    listing.attach(sanction);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Held, Record};

    fn read_text(body: &str) -> (Vec<Record>, Vec<Held>) {
        let text = format!("<?xml version='1.0'?><data-set>{body}</data-set>");
        let bytes: &'static [u8] = Box::leak(text.into_bytes().into_boxed_slice());
        let source = Source::embedded("sema.xml", bytes);
        let (mut records, mut held) = (Vec::new(), Vec::new());
        read(&source, &ReadOptions::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(one) => held.push(one),
            Item::Deleted { .. } => {}
        })
        .unwrap();
        (records, held)
    }

    fn texts<'a>(entity: &'a Entity, property: &str) -> Vec<&'a str> {
        entity.texts(property).collect()
    }

    #[test]
    fn a_person_with_a_title_and_aliases() {
        let (records, held) = read_text(
            "<record><Country>Testland / Pays-test</Country><LastName>TESTOV\n(TESTOW)</LastName>\
             <GivenName>Sami Nurovich </GivenName><TitleOrShip>Major General/major-général</TitleOrShip>\
             <DateOfBirthOrShipBuildDate>1972-08-10 or 1972-08-11</DateOfBirthOrShipBuildDate>\
             <Aliases>Sammy, Samy Testov; Russian: Сами Тестов</Aliases><Schedule>1, Part 1.1</Schedule>\
             <Item>7</Item><DateOfListing>2020-09-28</DateOfListing><New>kept</New></record>",
        );
        assert_eq!(held, []);
        let person = &records[0].entity;
        assert_eq!(person.id(), "ca-testland-1-part-1.1-7");
        assert_eq!(texts(person, "name"), ["Sami Nurovich TESTOV"]);
        assert_eq!(texts(person, "alias"), ["Sami Nurovich TESTOW", "Samy Testov", "Сами Тестов"]);
        assert_eq!(texts(person, "weakAlias"), ["Sammy"]);
        assert_eq!(texts(person, "title"), ["Major General", "major-général"]);
        assert_eq!(texts(person, "birthDate"), ["1972-08-10", "1972-08-11"]);
        assert_eq!(texts(person, "notes"), ["New: kept"]);
        assert!(texts(person, "nationality").is_empty());
        let sanction = &records[0].related[0];
        assert_eq!(sanction.first("program"), Some("Testland"));
        assert_eq!(sanction.get("program")[0].original(), Some("Testland / Pays-test"));
        assert_eq!(sanction.first("listingDate"), Some("2020-09-28"));
    }

    #[test]
    fn a_ship_and_an_organisation_with_two_languages() {
        let (records, _) = read_text(
            "<record><Country>T</Country><EntityOrShip>Test III</EntityOrShip><TitleOrShip>Oil Tanker</TitleOrShip>\
             <ShipIMONumber>1234567</ShipIMONumber><DateOfBirthOrShipBuildDate>1980</DateOfBirthOrShipBuildDate><Item>1</Item></record>\
             <record><Country>T</Country><EntityOrShip>Test Aerospace Industries (TAI)/Industries du test</EntityOrShip><Item>2</Item></record>",
        );
        let ship = &records[0].entity;
        assert_eq!(ship.schema().name(), "Vessel");
        assert_eq!(texts(ship, "imoNumber"), ["1234567"]);
        assert_eq!(texts(ship, "buildDate"), ["1980"]);
        assert_eq!(texts(ship, "type"), ["Oil Tanker"]);
        let body = &records[1].entity;
        assert_eq!(texts(body, "name"), ["Test Aerospace Industries"]);
        assert_eq!(texts(body, "alias"), ["Industries du test"]);
        assert_eq!(texts(body, "abbreviation"), ["TAI"]);
    }

    #[test]
    fn every_form_of_date() {
        let cases = [
            ("1955-11", "1955-11"),
            (" 1953-10-27", "1953-10-27"),
            ("1963-1964", "1963/1964"),
            ("31801", "1987-01-24"),
            ("Sep-99", "1999-09"),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|d| d.to_edtf()).as_deref(), Some(expected), "{text}");
        }
        for text in ["born in the early 1970s", "1971-02-30", "7", "99999"] {
            assert_eq!(date(text), None, "{text}");
        }
        let (records, held) = read_text(
            "<record><LastName>Test</LastName><DateOfBirthOrShipBuildDate>1971-02-30</DateOfBirthOrShipBuildDate></record>",
        );
        assert_eq!(held, []);
        assert_eq!(texts(&records[0].entity, "notes"), ["Date of birth: 1971-02-30"]);
    }

    #[test]
    fn a_key_that_repeats_gets_a_number_and_a_nameless_record_is_held() {
        let record = "<record><Country>T</Country><LastName>Test</LastName><Item>1</Item></record>";
        let (records, held) =
            read_text(&format!("{record}{record}<record><Item>2</Item></record>"));
        let ids: Vec<&str> = records.iter().map(|r| r.entity.id()).collect();
        assert_eq!(ids, ["ca-t-1", "ca-t-1-2"]);
        assert_eq!(held[0].reason, "the record has no name");
    }
}
