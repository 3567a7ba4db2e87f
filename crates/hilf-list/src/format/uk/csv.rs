//! The CSV form: a line with the report date, a header, and one row for every combination of a
//! designation's names, birth dates and addresses.

use super::UK;
use super::columns::Column;
use super::designation::Designation;
use super::entity::into_item;
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
    Ok(info(&table))
}

/// Where the columns stand, with the headings of those unknown here.
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
            cells.iter().filter(|cell| Column::named(cell).is_some()).count()
        })?;
        let headings = || table.columns().iter().enumerate();
        let place = |wanted: Column, heading: &str| {
            let mut found = headings().filter(|(_, text)| Column::named(text) == Some(wanted));
            found.next().map(|(index, _)| index).ok_or_else(|| ListError::Damaged {
                name: member.name().to_owned(),
                line: table.header_line,
                reason: format!("the header has no column `{heading}`"),
            })
        };
        self.id = place(Column::UniqueId, "Unique ID")?;
        place(Column::NamePart(5), "Name 6")?;
        self.known = headings()
            .filter(|(index, _)| *index != self.id)
            .filter_map(|(index, text)| Some((index, Column::named(text)?)))
            .collect();
        self.unknown = headings()
            .filter(|(_, text)| Column::named(text).is_none())
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

    fn finish(&self, designation: Designation, member: &Member) -> Item {
        into_item(&UK, designation, member.name())
    }
}

fn info(table: &Table) -> ListInfo {
    let mut info = UK.info();
    for line in &table.preamble {
        match line.strip_prefix("Report Date:").and_then(report_date) {
            Some(date) => info.published = Some(date),
            None => info.remarks.push(format!("above the header: {line}")),
        }
    }
    info
}

/// `22-Aug-2026` as ISO 8601.
fn report_date(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let text = text.trim();
    let parts: Vec<&str> = text.split(['-', ' ', '/']).collect();
    let [day, month, year] = parts[..] else { return None };
    let name = month.to_lowercase();
    let number = MONTHS.iter().position(|m| name.starts_with(m)).map(|at| (at + 1).to_string());
    let text = format!("{day}/{}/{year}", number.as_deref().unwrap_or(month));
    parse_date(&text, DateOrder::DayFirst).map(|date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Record;

    fn read_text(text: &str) -> Result<(ListInfo, Vec<Item>), ListError> {
        let source = Source::embedded("uk.csv", text.to_owned().leak().as_bytes());
        let mut items = Vec::new();
        let info = read(&source, &ReadOptions::default(), &mut |item| items.push(item))?;
        Ok((info, items))
    }

    fn record(item: &Item) -> &Record {
        let Item::Record(record) = item else { panic!("{item:?}") };
        record
    }

    const HEADER: &str = "Report Date: 13-Feb-2026\nLast Updated,Unique ID,OFSI Group ID,\
        UN Reference Number,Name 6,Name 1,Name 2,Name type,Alias strength,\
        Name non-latin script,Non-latin script language,Regime Name,Designation Type,\
        Designation source,Sanctions Imposed,UK Statement of Reasons,Address Line 1,\
        Address Country,Date Designated,D.O.B,Shoe size\n";

    #[test]
    fn rows_of_one_designation_become_one_record_wherever_they_stand() {
        let text = format!(
            "{HEADER}\
             04/08/2026,TST0001,99,QDi.999,TESTER,Adam,Omar,Primary Name,,آدم تستر,Arabic,\
             The Test Regulations 2020,Individual,UK|UN,Asset freeze|Travel Ban,\
             Said &ldquo;no&rdquo;,1 Road,,01/02/2020,dd/mm/1970,43\n\
             04/08/2026,TST0002,,,SHIPCO,,,Primary name,,,,The Test Regulations 2020,Entity,UK,\
             Asset freeze,,,,01/02/2020,,\n\
             04/08/2026,TST0001,99,QDi.999,Abu Test,,,ALias,Low quality a.k.a,,,\
             The Test Regulations 2020,Individual,UK|UN,Asset freeze|Travel Ban,\
             Said &ldquo;no&rdquo;,,,01/02/2020,03/04/1971,\n"
        );
        let (info, items) = read_text(&text).unwrap();
        assert_eq!(info.published.as_deref(), Some("2026-02-13"));
        let ids: Vec<&str> = items.iter().map(|i| record(i).entity.id()).collect();
        assert_eq!(ids, ["uk-TST0002", "uk-TST0001"]);
        let person = record(&items[1]);
        assert_eq!(person.position.line, 3);
        assert_eq!(person.entity.first("name"), Some("Adam Omar TESTER"));
        assert_eq!(person.entity.first("lastName"), Some("TESTER"));
        assert_eq!(person.entity.first("weakAlias"), Some("Abu Test"));
        assert_eq!(person.entity.get("alias")[0].lang(), Some("ara"));
        assert_eq!(person.entity.texts("birthDate").collect::<Vec<_>>(), ["1970", "1971-04-03"]);
        assert!(person.entity.texts("notes").any(|n| n == "Shoe size: 43"));
        assert_eq!(person.entity.referents, ["hmt-99"]);
        let sanction = person.related.iter().find(|e| e.schema().name() == "Sanction").unwrap();
        assert_eq!(sanction.first("unscId"), Some("QDi.999"));
        assert_eq!(sanction.first("authorityId"), Some("TST0001"));
        assert_eq!(sanction.first("listingDate"), Some("2020-02-01"));
        assert_eq!(sanction.first("reason"), Some("Said “no”"));
        assert_eq!(
            sanction.texts("provisions").collect::<Vec<_>>(),
            ["Asset freeze", "Travel Ban"]
        );
    }

    #[test]
    fn a_missing_key_column_and_a_cut_off_file_are_errors() {
        let error = read_text("Unique ID,Name 1,Regime Name\nA,b,c\n").unwrap_err();
        assert!(error.to_string().contains("no column `Name 6`"), "{error}");
        let error = read_text("Unique ID,Name 6,Regime Name\nA,b,c\nB,d").unwrap_err();
        assert!(error.to_string().contains("cut off"), "{error}");
    }

    #[test]
    fn bad_rows_are_held_with_their_line() {
        let text = "Unique ID,Name 6,Regime Name\nA,b,c,d\n,x,y\nB,,z\nC,Good One,z\n";
        let (_, items) = read_text(text).unwrap();
        let lines: Vec<u64> = items
            .iter()
            .filter_map(|i| if let Item::Held(h) = i { Some(h.position.line) } else { None })
            .collect();
        assert_eq!(lines, [2, 3, 4]);
        assert_eq!(record(&items[3]).entity.id(), "uk-C");
    }
}
