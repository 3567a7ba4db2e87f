//! The Treasury's consolidated list (ConList): a line with its date, a header, and one row for
//! every combination of a designation's aliases and birth dates, in the layouts until 2021 and
//! from 2022.

use super::columns::{Column, key, numbered};
use super::designation::Designation;
use super::entity::into_item;
use super::{HMT, prose};
use crate::format::fields::{DateOrder, only_member, parse_date};
use crate::format::grouped::{self, Gather};
use crate::table::{self, Row, Table};
use crate::{Item, ListError, ListInfo, Member, ReadOptions, Source};

pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let mut columns = Columns::default();
    let table = grouped::read(&mut columns, only_member(source)?, sink)?;
    let mut info = HMT.info();
    for line in &table.preamble {
        let date = line.strip_prefix("Last Updated").map(|rest| rest.trim_matches([',', ' ', ':']));
        match date.and_then(|date| parse_date(date, DateOrder::DayFirst)) {
            Some(date) => info.published = Some(date.to_string()),
            None => info.remarks.push(format!("above the header: {line}")),
        }
    }
    Ok(info)
}

/// Headings of the two layouts that the UK Sanctions List has under another name or not at all.
const NAMES: &[(&str, Column)] = &[
    ("groupid", Column::UniqueId),
    ("grouptype", Column::Kind),
    ("aliastype", Column::NameType),
    ("aliasquality", Column::AliasStrength),
    ("regime", Column::Regime),
    ("listedon", Column::Designated),
    ("uksanctionslistdatedesignated", Column::UkListDesignated),
    ("postzipcode", Column::AddressPart(6)),
    ("country", Column::AddressPart(7)),
    ("ninumber", Column::NationalId),
    ("nationalidentificationnumber", Column::NationalId),
    ("nidetails", Column::NationalIdNote),
    ("passportdetails", Column::PassportNote),
];

fn named(heading: &str) -> Option<Column> {
    let key = key(heading);
    if let Some(line) = numbered(&key, "address", 6) {
        return Some(Column::AddressPart(line));
    }
    let listed = NAMES.iter().find(|(name, _)| *name == key).map(|(_, column)| *column);
    listed.or_else(|| Column::named(heading))
}

/// Where the columns stand.
#[derive(Default)]
struct Columns {
    id: usize,
    known: Vec<(usize, Column)>,
    unknown: Vec<(usize, String)>,
}

impl Gather for Columns {
    type Record = Designation;

    fn open(&mut self, member: &Member) -> Result<Table, ListError> {
        let table = table::open_where(member, &|cells| {
            cells.iter().filter(|cell| named(cell).is_some()).count()
        })?;
        let headings = || table.columns().iter().enumerate();
        let place = |wanted: Column, heading: &str| {
            let mut found = headings().filter(|(_, text)| named(text) == Some(wanted));
            found.next().map(|(index, _)| index).ok_or_else(|| ListError::Damaged {
                name: member.name().to_owned(),
                line: table.header_line,
                reason: format!("the header has no column `{heading}`"),
            })
        };
        self.id = place(Column::UniqueId, "Group ID")?;
        place(Column::NamePart(5), "Name 6")?;
        // The old layout has no column of passport numbers; they stand in the details.
        let has_numbers = place(Column::Passport, "Passport Number").is_ok();
        self.known = headings()
            .filter(|(index, _)| *index != self.id)
            .filter_map(|(index, text)| Some((index, named(text)?)))
            .map(|(index, column)| match column {
                Column::PassportNote if !has_numbers => (index, Column::Passport),
                other => (index, other),
            })
            .collect();
        self.unknown = headings()
            .filter(|(_, text)| named(text).is_none())
            .map(|(index, text)| (index, text.clone()))
            .collect();
        Ok(table)
    }

    fn key<'a>(&self, row: &'a Row) -> &'a str {
        row.text(self.id)
    }

    fn begin(&self, key: &str, row: &Row) -> Designation {
        Designation::new(key, row.line)
    }

    fn add(&self, designation: &mut Designation, row: &Row) {
        designation.add_row(self.known.iter().map(|(index, column)| (*column, row.text(*index))));
        for (index, heading) in &self.unknown {
            designation.add_unknown(heading, row.text(*index));
        }
    }

    fn finish(&self, mut designation: Designation, member: &Member) -> Item {
        add_from_prose(&mut designation);
        into_item(&HMT, designation, member.name())
    }
}

/// Facts that this list gives in `Other Information` only. The text itself is kept as a note.
fn add_from_prose(designation: &mut Designation) {
    let texts: Vec<String> = designation.values(Column::OtherInformation).to_vec();
    for text in &texts {
        for reference in prose::un_references(text) {
            designation.add_row([(Column::UnReference, reference.as_str())]);
        }
        for reference in prose::uk_references(text) {
            designation.add_row([(Column::UkListId, reference.as_str())]);
        }
        if let Some(gender) = prose::gender(text) {
            designation.add_row([(Column::Gender, gender)]);
        }
        let kind = designation.values(Column::Kind).first().map(|k| k.to_lowercase());
        let is_ship = kind.as_deref() == Some("ship");
        if !is_ship && !prose::is_about_ship(text) {
            continue;
        }
        // Until 2021 ships were listed as entities.
        designation.values.insert(Column::Kind, vec!["Ship".into()]);
        for imo in prose::imo_numbers(text) {
            designation.add_row([(Column::Imo, imo)]);
        }
        for mmsi in prose::mmsi_numbers(text) {
            designation.add_row([(Column::Mmsi, mmsi)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;

    fn read_bytes(bytes: Vec<u8>) -> Result<(ListInfo, Vec<Record>), ListError> {
        let source = Source::embedded("hmt.csv", bytes.leak());
        let mut records = Vec::new();
        let info = read(&source, &ReadOptions::default(), &mut |item| match item {
            Item::Record(record) => records.push(*record),
            other => panic!("{other:?}"),
        })?;
        Ok((info, records))
    }

    const OLD: &str = "Last Updated,27/04/2020\r\nName 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,\
        DOB,Town of Birth,Country of Birth,Nationality,Passport Details,NI Number,Position,\
        Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,\
        Other Information,Group Type,Alias Type,Regime,Listed On,Last Updated,Group ID\r\n";

    #[test]
    fn the_old_layout_in_its_code_page() {
        let text = format!(
            "{OLD}TESTER,Adam,,,,,Dr,00/00/1980,a) Testville b) Othertown,,1) Testish 2) Otherish,\
             Passport No: 000667 (Testish).,,,,,,,,,,,UN Ref QDi.999. Called \u{93}X\u{94}.,Individual,\
             Prime Alias,Test regime,01/04/2016,02/04/2016,1\r\n\
             TEST PEARL,,,,,,,,,,,,,,,,,,,,,,IMO: 0000001. MMSI: 000000002. A ship.,Entity,\
             Prime Alias,Test regime,01/04/2016,02/04/2016,2\r\n\
             OLDER,Adam,,,,,Dr,00/00/1981,,,,,,,,,,,,,,,UN Ref QDi.999.,Individual,FKA,\
             Test regime,01/04/2016,02/04/2016,1\r\n"
        );
        // The quotation marks are those of Windows-1252.
        let bytes: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
        let (info, records) = read_bytes(bytes).unwrap();
        assert_eq!(info.published.as_deref(), Some("2020-04-27"));
        let ship = &records[0].entity;
        assert_eq!((ship.id(), ship.schema().name()), ("hmt-2", "Vessel"));
        assert_eq!(
            (ship.first("imoNumber"), ship.first("mmsi")),
            (Some("0000001"), Some("000000002"))
        );
        let person = &records[1].entity;
        assert_eq!(person.first("name"), Some("Adam TESTER"));
        assert_eq!(person.first("previousName"), Some("Adam OLDER"));
        assert_eq!(person.texts("birthDate").collect::<Vec<_>>(), ["1980", "1981"]);
        assert_eq!(person.texts("birthPlace").collect::<Vec<_>>(), ["Testville", "Othertown"]);
        assert_eq!(person.first("passportNumber"), Some("000667"));
        assert!(person.texts("notes").any(|n| n.contains("“X”")));
        let sanction = records[1].related.iter().find(|e| e.schema().name() == "Sanction").unwrap();
        assert_eq!(sanction.first("unscId"), Some("QDi.999"));
        assert_eq!(sanction.first("listingDate"), Some("2016-04-01"));
    }

    #[test]
    fn the_layout_since_2022() {
        let text = "Last Updated,27/04/2022,,,,,,,,,,,,,,,,\n\
            Name 6,Name 1,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,\
            DOB,Passport Number,Passport Details,National Identification Number,NI Details,\
            Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,\
            UK Sanctions List Date Designated,Group ID\n\
            TESTER,Adam,آدم,Arabic,Persian,10/00/1983,P000001,a note,000001-7 (Testish),,\
            (UK Sanctions List Ref):TST0001 (UN Ref):QDi.999. (Gender):Male,Individual,AKA,\
            Low,Test regime,24/03/2007,31/12/2020,7\n";
        let (info, records) = read_bytes(text.as_bytes().to_vec()).unwrap();
        assert_eq!(info.published.as_deref(), Some("2022-04-27"));
        let person = &records[0].entity;
        assert_eq!(person.id(), "hmt-7");
        assert_eq!(person.first("birthDate"), Some("1983"));
        assert_eq!(person.first("gender"), Some("male"));
        assert_eq!(person.first("weakAlias"), Some("Adam TESTER"));
        assert!(person.texts("weakAlias").any(|n| n == "آدم"));
        assert_eq!(person.get("weakAlias")[1].lang(), Some("fas"));
        assert_eq!(person.first("idNumber"), Some("000001-7"));
        assert_eq!(person.referents, ["uk-TST0001"]);
        assert!(person.first("name").is_some());
    }

    #[test]
    fn a_missing_group_column_is_an_error() {
        let error = read_bytes(b"Name 6,Name 1,Regime\nA,b,c\n".to_vec()).unwrap_err();
        assert!(error.to_string().contains("no column `Group ID`"), "{error}");
    }
}
