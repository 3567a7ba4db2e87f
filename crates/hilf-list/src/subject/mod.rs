//! A row of a person's own table as what it describes: somebody who is listed, or somebody who is
//! screened.
//!
//! Own lists and batches of customers are read by the same rules; `docs/own-lists.md` states
//! them. A batch is read so:
//!
//! ```
//! use hilf_list::{subject::Mapping, table};
//! let csv = "id;name;dob;country;branch\n7;Adam Tester;3/4/1970;XX;North\n";
//! let mut table = table::from_reader("standard input", csv.as_bytes())?;
//! let mapping = Mapping::of(table.columns());
//! while let Some(row) = table.next_row()? {
//!     match row.map_err(|bad| (bad.line, bad.reason)) {
//!         Ok(row) => match mapping.read(&row) {
//!             Ok(subject) => {
//!                 assert_eq!(subject.line, 2);
//!                 assert_eq!(subject.entity.first("birthDate"), Some("1970-04-03"));
//!                 assert_eq!(subject.unknown, [("branch".to_owned(), "North".to_owned())]);
//!             }
//!             Err(fault) => println!("line {} is held: {fault}", row.line),
//!         },
//!         Err((line, reason)) => println!("line {line} is held: {reason}"),
//!     }
//! }
//! # Ok::<(), hilf_list::ListError>(())
//! ```

mod dates;
mod row;

pub use hilf_entity::DateOrder;
use hilf_entity::{Entity, PropertyType, Schema};
use thiserror::Error;

use crate::columns::{Column, NamePart, resolve};
use crate::table::Row;

/// What the columns of one table mean.
#[derive(Debug, Clone)]
pub struct Mapping {
    headings: Vec<String>,
    columns: Vec<Option<Column>>,
    order: DateOrder,
    default_schema: Option<Schema>,
}

/// What a row describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Line or row number, from 1.
    pub line: u64,
    /// The table's own reference of the row.
    pub id: Option<String>,
    /// Name, birth date and all else that is known of the subject. Its id is the table's
    /// reference, or empty. It has no name if the row gives none in any column.
    pub entity: Entity,
    /// Whether the row, or the table's default, says of which schema it is.
    pub is_schema_known: bool,
    /// Country, dates and authority of the document whose number the row gives, as properties of
    /// FollowTheMoney `Passport` with their texts.
    pub document: Vec<(&'static str, String)>,
    /// What the row says of the listing, as properties of FollowTheMoney `Sanction` with their
    /// texts; dates are ISO 8601 where they could be read.
    pub listing: Vec<(&'static str, String)>,
    /// Columns that are not known here: heading and text.
    pub unknown: Vec<(String, String)>,
    /// What could not be used as it was meant, one sentence each; the text itself is in the notes
    /// of the entity.
    pub remarks: Vec<String>,
}

/// Why a row cannot be trusted although its cells could be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("column `{heading}`: {reason}")]
pub struct CellFault {
    /// Heading of the column.
    pub heading: String,
    /// What is wrong and what to do, in one sentence.
    pub reason: String,
}

/// What the dates of a whole table tell of the order of day and month in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DateSurvey {
    day_first: u64,
    month_first: u64,
}

impl Mapping {
    /// The mapping of a table's headings.
    ///
    /// Of several columns for the reference the first is taken; the others count as unknown. A
    /// table whose only name column is a family name (`Nom`) has whole names in it.
    pub fn of(headings: &[String]) -> Mapping {
        let mut columns: Vec<Option<Column>> = headings.iter().map(|h| resolve(h)).collect();
        let is_name =
            |c: &Option<Column>| matches!(c, Some(Column::Part(_) | Column::Property("name")));
        if columns.iter().filter(|c| is_name(c)).count() == 1 {
            for column in columns.iter_mut().filter(|c| **c == Some(Column::Part(NamePart::Last))) {
                *column = Some(Column::Property("name"));
            }
        }
        let ids = columns.iter_mut().filter(|c| **c == Some(Column::Id));
        ids.skip(1).for_each(|column| *column = None);
        Mapping {
            headings: headings.to_vec(),
            columns,
            order: DateOrder::default(),
            default_schema: None,
        }
    }

    /// The same mapping for a table that writes dates in numbers in this order. Dates that are
    /// possible in the other order only are read in that one.
    #[must_use]
    pub fn with_date_order(mut self, order: DateOrder) -> Mapping {
        self.order = order;
        self
    }

    /// The same mapping for a table whose rows are of this schema where they do not say so.
    ///
    /// Without it a row is of the most general schema that has all the properties it gives: with
    /// a birth date a `Person`, with a flag a `Vessel`, with a name alone a `LegalEntity`, which
    /// may be anybody.
    #[must_use]
    pub fn with_default_schema(mut self, schema: Schema) -> Mapping {
        self.default_schema = Some(schema);
        self
    }

    /// Every heading with its meaning; `None` where it is not known.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Option<Column>)> {
        self.headings.iter().map(String::as_str).zip(self.columns.iter().copied())
    }

    /// Headings that are not known here.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.columns().filter(|(_, column)| column.is_none()).map(|(heading, _)| heading)
    }

    /// Whether any column holds a name or a part of one.
    pub fn has_names(&self) -> bool {
        self.columns.iter().flatten().any(|column| {
            let Column::Property(property) = column else {
                return matches!(column, Column::Part(_));
            };
            row::is_name(property)
        })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// When a spreadsheet has destroyed digits of an identifier (`1.23457E+11`): screening with
    /// the rest of it would miss or accuse.
    pub fn read(&self, row: &Row) -> Result<Subject, CellFault> {
        row::read(self, row)
    }
}

impl DateSurvey {
    /// Takes the dates of a row.
    pub fn add(&mut self, mapping: &Mapping, row: &Row) {
        for (index, column) in mapping.columns.iter().enumerate() {
            if !column.is_some_and(is_date) {
                continue;
            }
            match dates::telling(row.text(index)) {
                Some(DateOrder::DayFirst) => self.day_first += 1,
                Some(DateOrder::MonthFirst) => self.month_first += 1,
                None => {}
            }
        }
    }

    /// The order in which the table writes dates in numbers: the one that most of its telling
    /// dates have, else day first.
    pub fn order(&self) -> DateOrder {
        if self.month_first > self.day_first { DateOrder::MonthFirst } else { DateOrder::DayFirst }
    }

    /// What the operator should know about the dates of the table, in one sentence.
    pub fn remark(&self) -> Option<String> {
        match (self.day_first, self.month_first) {
            (_, 0) => None,
            (0, _) => Some("dates are read with the month first, as in 12/31/1970".to_owned()),
            (days, months) => Some(format!(
                "{days} dates have the day first and {months} the month first; those that could \
                 be either are read with the {} first",
                if self.order() == DateOrder::DayFirst { "day" } else { "month" }
            )),
        }
    }
}

fn is_date(column: Column) -> bool {
    let is = |schema: &str, property: &str| {
        let definition = Schema::named(schema).and_then(|s| s.property(property));
        definition.is_some_and(|p| p.kind == PropertyType::Date)
    };
    match column {
        Column::Property(property) => row::kind_of(property) == Some(PropertyType::Date),
        Column::Document(property) => is("Passport", property),
        Column::Listing(property) => is("Sanction", property),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Cell, CellKind};

    fn subject(cells: &[(&str, &str)]) -> Result<Subject, CellFault> {
        let headings: Vec<String> = cells.iter().map(|(h, _)| (*h).to_owned()).collect();
        let cell = |text: &str| Cell { text: text.to_owned(), kind: CellKind::Text };
        let cells = cells.iter().map(|(_, text)| cell(text)).collect();
        Mapping::of(&headings).read(&Row { line: 2, cells, is_1904: false })
    }

    fn texts(entity: &Entity, property: &str) -> Vec<String> {
        entity.texts(property).map(str::to_owned).collect()
    }

    #[test]
    fn names_are_assembled_from_their_parts_script_by_script() {
        let s = subject(&[
            ("First name", "Adam"),
            ("Family name", "Tester"),
            ("اسم العائلة", "تستر"),
            ("الاسم الأول", "آدم"),
            ("اسم الأب", "عمر"),
            ("اسم الجد", "علي"),
        ])
        .unwrap();
        assert_eq!(texts(&s.entity, "name"), ["Adam Tester", "آدم عمر علي تستر"]);
        assert_eq!(texts(&s.entity, "fatherName"), ["عمر"]);
        assert_eq!(s.entity.schema().name(), "Person");
    }

    #[test]
    fn a_whole_name_goes_before_its_parts() {
        let cells = [("name", "Adam Omar Tester"), ("first name", "Adam"), ("surname", "Tester")];
        let s = subject(&cells).unwrap();
        assert_eq!(texts(&s.entity, "name"), ["Adam Omar Tester"]);
        assert_eq!(texts(&s.entity, "alias"), ["Adam Tester"]);
        let s = subject(&[("Nom", "Adam Tester"), ("DDN", "1970")]).unwrap();
        assert_eq!(texts(&s.entity, "name"), ["Adam Tester"]);
        assert!(s.entity.get("lastName").is_empty());
        // A father who is given with his whole name is no part of his child's.
        let cells = [("prénom", "Adam"), ("nom", "Tester"), ("nom du père", "Omar Ben Ali Tester")];
        assert_eq!(texts(&subject(&cells).unwrap().entity, "name"), ["Adam Tester"]);
    }

    #[test]
    fn several_values_of_a_cell_are_taken_apart() {
        let cells = [
            ("name", "Adam Tester; آدم تستر"),
            ("alias", "Abu Test؛ Ibn Test\nAl Test"),
            ("dob", "1970; 3 نيسان 1971"),
            ("notes", "One; and two."),
        ];
        let s = subject(&cells).unwrap();
        assert_eq!(texts(&s.entity, "name"), ["Adam Tester", "آدم تستر"]);
        assert_eq!(texts(&s.entity, "alias"), ["Abu Test", "Ibn Test", "Al Test"]);
        assert_eq!(texts(&s.entity, "birthDate"), ["1970", "1971-04-03"]);
        assert_eq!(texts(&s.entity, "notes"), ["One; and two."]);
    }

    #[test]
    fn the_schema_is_what_the_row_says_or_what_its_columns_need() {
        let schema = |cells: &[(&str, &str)]| subject(cells).unwrap().entity.schema().name();
        assert_eq!(schema(&[("name", "X"), ("type", "شركة")]), "Company");
        assert_eq!(schema(&[("name", "X"), ("dob", "1970")]), "Person");
        assert_eq!(schema(&[("name", "X"), ("flag", "Testland")]), "Vessel");
        assert_eq!(schema(&[("name", "X"), ("dob", "")]), "LegalEntity");
        let s = subject(&[("name", "X"), ("النوع", "ذكر")]).unwrap();
        assert_eq!((s.entity.schema().name(), s.entity.first("gender")), ("Person", Some("male")));
        let s = subject(&[("name", "X"), ("type", "golem")]).unwrap();
        assert_eq!(s.entity.first("notes"), Some("type: golem"));
        assert_eq!(s.remarks.len(), 1);
    }

    #[test]
    fn the_facts_of_an_organisation_find_their_property() {
        let cells = [("name", "X"), ("type", "company"), ("date of birth", "03/04/1999")];
        let s = subject(&cells).unwrap();
        assert_eq!(s.entity.first("incorporationDate"), Some("1999-04-03"));
    }

    #[test]
    fn what_cannot_be_used_is_kept_and_said() {
        let cells = [("name", "X"), ("birthDate", "spring of 70"), ("citizen of", "Nowhereland")];
        let s = subject(&cells).unwrap();
        let notes = texts(&s.entity, "notes");
        assert!(notes.contains(&"birthDate: spring of 70".to_owned()), "{notes:?}");
        assert!(notes.contains(&"citizen of: Nowhereland".to_owned()), "{notes:?}");
        assert!(s.remarks.iter().any(|r| r.contains("spring of 70")));
    }

    #[test]
    fn empty_marks_are_no_values() {
        let cells = [("name", "Na"), ("alias", "-"), ("dob", "N/A"), ("passport", "لا يوجد")];
        let s = subject(&cells).unwrap();
        let properties: Vec<&str> = s.entity.properties().map(|(name, _)| name).collect();
        assert_eq!(properties, ["name"]);
        assert_eq!(s.remarks, [""; 0]);
    }

    #[test]
    fn an_identifier_with_lost_digits_is_a_fault() {
        let fault = subject(&[("name", "X"), ("رقم الهوية", "1.23457E+11")]).unwrap_err();
        assert!(fault.to_string().starts_with("column `رقم الهوية`: "), "{fault}");
        assert!(subject(&[("id", "1.2E+11"), ("name", "X")]).is_err());
        assert!(subject(&[("name", "X"), ("phone", "9.65E+11")]).is_ok());
    }

    #[test]
    fn the_order_of_dates_is_found_from_the_table() {
        let mapping = Mapping::of(&["name".to_owned(), "dob".to_owned()]);
        let row = |date: &str| {
            let cell = |text: &str| Cell { text: text.to_owned(), kind: CellKind::Text };
            Row { line: 2, cells: vec![cell("X"), cell(date)], is_1904: false }
        };
        let mut survey = DateSurvey::default();
        survey.add(&mapping, &row("3/4/1970"));
        assert_eq!((survey.order(), survey.remark()), (DateOrder::DayFirst, None));
        survey.add(&mapping, &row("12/31/1970"));
        assert_eq!(survey.order(), DateOrder::MonthFirst);
        let mapping = mapping.clone().with_date_order(survey.order());
        let subject = mapping.read(&row("3/4/1970")).unwrap();
        assert_eq!(subject.entity.first("birthDate"), Some("1970-03-04"));
    }

    #[test]
    fn documents_listings_and_unknown_columns_stand_apart() {
        let cells = [
            ("name", "X"),
            ("legal basis", "Order 1/2026"),
            ("review date", "31/12/2027"),
            ("passport expiry", "1/2/2030"),
            ("branch", "North"),
        ];
        let s = subject(&cells).unwrap();
        let listing =
            [("program", "Order 1/2026".to_owned()), ("endDate", "2027-12-31".to_owned())];
        assert_eq!(s.listing, listing);
        assert_eq!(s.document, [("endDate", "2030-02-01".to_owned())]);
        assert_eq!(s.unknown, [("branch".to_owned(), "North".to_owned())]);
    }
}
