//! The XML form: `Designations/Designation`, with a group of elements for every name, address,
//! document and place.

use super::UK;
use super::columns::Column;
use super::designation::Designation;
use super::entity::into_item;
use crate::format::fields::{DateOrder, only_member, parse_date};
use crate::xml::{Node, XmlError, XmlReader};
use crate::{Held, Item, ListError, ListInfo, Position, ReadOptions, Source};

pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let fail = |source: XmlError| ListError::Xml { name: member.name().to_owned(), source };
    let mut info = UK.info();
    let mut reader = XmlReader::new(member.open()?);
    let root = reader.root().map_err(fail)?;
    info.published = date(root.attribute("DateGenerated"));
    while let Some(node) = reader.next_of(&["Designation", "DateGenerated"]).map_err(fail)? {
        if node.name == "DateGenerated" {
            info.published = date(node.text());
            continue;
        }
        let id = node.child_text("UniqueID");
        if id.is_empty() {
            let position =
                Position { file: member.name().to_owned(), line: node.line, field: None };
            let reason = "the designation has no UniqueID".to_owned();
            sink(Item::Held(Held { position, reference: None, reason }));
            continue;
        }
        let mut designation = Designation::new(id, node.line);
        for child in &node.children {
            add(&mut designation, child);
        }
        sink(into_item(&UK, designation, member.name()));
    }
    Ok(info)
}

fn date(text: &str) -> Option<String> {
    parse_date(text, DateOrder::DayFirst).map(|date| date.to_string())
}

/// Takes a leaf as a row of one, a group of different leaves as one row, and enters the rest.
fn add(designation: &mut Designation, node: &Node) {
    let is_leaf = |n: &Node| n.children.is_empty();
    if node.name == "SanctionsImposedIndicators" {
        return add_indicators(designation, node);
    }
    if is_leaf(node) {
        return add_leaves(designation, std::slice::from_ref(node));
    }
    let children = &node.children;
    let differ = children
        .iter()
        .enumerate()
        .all(|(index, child)| children[..index].iter().all(|other| other.name != child.name));
    if children.iter().all(is_leaf) && differ {
        return add_leaves(designation, children);
    }
    for child in children {
        add(designation, child);
    }
}

fn add_leaves(designation: &mut Designation, leaves: &[Node]) {
    let known = leaves.iter().filter_map(|leaf| {
        let column = Column::named(&leaf.name).filter(|c| *c != Column::UniqueId)?;
        Some((column, leaf.text()))
    });
    designation.add_row(known);
    for leaf in leaves.iter().filter(|leaf| Column::named(&leaf.name).is_none()) {
        designation.add_unknown(&leaf.name, leaf.text());
    }
}

/// The measures once more, as `<AssetFreeze>true</AssetFreeze>`; kept where `SanctionsImposed`
/// does not say the same.
fn add_indicators(designation: &mut Designation, node: &Node) {
    let key = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let imposed = designation.values(Column::Sanctions).join("|");
    let known: Vec<String> = imposed.split('|').map(key).collect();
    for indicator in &node.children {
        let is_set = matches!(indicator.text().to_lowercase().as_str(), "true" | "yes" | "1" | "y");
        if is_set && !known.contains(&key(&indicator.name)) {
            designation.add_row([(Column::Sanctions, indicator.name.as_str())]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;

    fn read_all(text: &str) -> Result<(ListInfo, Vec<Item>), ListError> {
        let source = Source::embedded("uk.xml", text.to_owned().leak().as_bytes());
        let mut items = Vec::new();
        let info = read(&source, &ReadOptions::default(), &mut |item| items.push(item))?;
        Ok((info, items))
    }

    fn record(item: &Item) -> &Record {
        let Item::Record(record) = item else { panic!("{item:?}") };
        record
    }

    const PERSON: &str = "<Designation><LastUpdated>14/04/2026</LastUpdated>
        <DateDesignated>25/01/2001</DateDesignated><UniqueID>TST0001</UniqueID>
        <Names><Name><Name1>ADAM</Name1><Name6>TESTER</Name6><NameType>Primary Name</NameType></Name>
        <Name><Name6>Abu Test</Name6><NameType>Alias</NameType>
        <AliasStrength>Good quality a.k.a</AliasStrength></Name></Names>
        <NonLatinNames><NonLatinName><NameNonLatinScript>آدم</NameNonLatinScript></NonLatinName>
        </NonLatinNames><Titles><Title>Dr</Title><Title>Eng</Title></Titles>
        <IndividualEntityShip>Individual</IndividualEntityShip>
        <SanctionsImposed>Asset freeze</SanctionsImposed>
        <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze><TravelBan>true</TravelBan>
        <CharterShip>false</CharterShip></SanctionsImposedIndicators>
        <IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB><DOB>01/03/1958</DOB></DOBs>
        <PassportDetails><Passport><PassportNumber>P0000001</PassportNumber>
        <PassportAdditionalInformation>a note</PassportAdditionalInformation></Passport>
        <Passport><PassportNumber>P0000002</PassportNumber></Passport></PassportDetails>
        <BirthDetails><Location><TownOfBirth>Testville</TownOfBirth></Location></BirthDetails>
        <Novelty>new</Novelty></Individual></IndividualDetails></Designation>";
    const SHIP: &str = "<Designation><UniqueID>TST0002</UniqueID>
        <Names><Name><Name6>Test Pearl 8</Name6><NameType>Primary name</NameType></Name></Names>
        <IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship>
        <IMONumbers><IMONumber>IMO0000001</IMONumber></IMONumbers>
        <CurrentOwnerOperators><CurrentOwnerOperator>Test Shipping</CurrentOwnerOperator>
        </CurrentOwnerOperators><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt>
        </Ship></ShipDetails></Designation>";

    #[test]
    fn groups_of_elements_are_rows() {
        let text = format!(
            "<Designations><DateGenerated>20/08/2026</DateGenerated>{PERSON}{SHIP}</Designations>"
        );
        let (info, items) = read_all(&text).unwrap();
        assert_eq!(info.published.as_deref(), Some("2026-08-20"));
        let person = record(&items[0]);
        assert_eq!(person.entity.first("name"), Some("ADAM TESTER"));
        assert_eq!(person.entity.texts("alias").collect::<Vec<_>>(), ["Abu Test", "آدم"]);
        assert_eq!(person.entity.texts("title").collect::<Vec<_>>(), ["Dr", "Eng"]);
        assert_eq!(person.entity.texts("birthDate").count(), 2);
        assert_eq!(person.entity.first("birthPlace"), Some("Testville"));
        assert!(person.entity.texts("notes").any(|n| n == "Novelty: new"));
        let of = |schema: &'static str| {
            person.related.iter().filter(move |e| e.schema().name() == schema)
        };
        assert_eq!(of("Passport").count(), 2);
        let sanction = of("Sanction").next().unwrap();
        assert_eq!(sanction.texts("provisions").collect::<Vec<_>>(), ["Asset freeze", "TravelBan"]);
        let ship = record(&items[1]);
        assert_eq!(ship.entity.schema().name(), "Vessel");
        assert_eq!(ship.entity.first("imoNumber"), Some("IMO0000001"));
        assert_eq!(ship.entity.first("buildDate"), Some("2011"));
        assert!(ship.related.iter().any(|e| e.first("name") == Some("Test Shipping")));
    }

    #[test]
    fn a_designation_without_id_is_held_and_a_cut_file_is_an_error() {
        let (_, items) =
            read_all("<Designations>\n<Designation><Names/></Designation></Designations>").unwrap();
        assert!(matches!(&items[..], [Item::Held(held)] if held.position.line == 2));
        assert!(read_all("<Designations><Designation><UniqueID>A").is_err());
    }
}
