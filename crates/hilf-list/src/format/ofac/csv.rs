//! The legacy set of delimited files: `sdn`, `alt`, `add` and `sdn_comments`, or `cons_prim`,
//! `cons_alt`, `cons_add` and `cons_comments`, as `.csv`, `.del` (`@`) or `.pip` (`|`), in a folder
//! or an archive. They have no header; empty fields are `-0- `.
//!
//! Names, addresses and comments refer to the main file by number and are gathered first, so that
//! every subject is handed on whole.
//!
//! Source: OFAC, "Data specification" (dat_spec.txt).

use std::collections::BTreeMap;

use hilf_entity::Entity;

use super::super::assembly::{Address, Intake, Listing};
use super::name::{Name, add as add_name};
use super::{DATASET, fact, info, remarks, sanction, schema_of};
use crate::table::{self, Row};
use crate::{Held, Item, ListError, ListInfo, Member, Position, ReadOptions, Source};

const ENDINGS: &[(&str, u8)] = &[(".csv", b','), (".del", b'@'), (".pip", b'|')];
/// Characters to which the main file cuts remarks; what is longer goes on in the comments.
const REMARKS_CHARS: usize = 1_000;

const MAIN: &[&str] = &[
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
];
const ALT: &[&str] = &["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"];
const ADD: &[&str] = &["ent_num", "add_num", "address", "city/state/zip", "country", "add_remarks"];
const COMMENTS: &[&str] = &["ent_num", "remarks_continued"];

/// Whether a file's name is one of a set: its main file or a part of it.
pub(in crate::format) fn is_part_of_set(name: &str) -> bool {
    SETS.iter().any(|set| [set.main, set.alt, set.add].iter().any(|part| stem(name) == Some(part)))
}

struct Set {
    main: &'static str,
    alt: &'static str,
    add: &'static str,
    comments: &'static str,
}

const SETS: &[Set] = &[
    Set { main: "sdn", alt: "alt", add: "add", comments: "sdn_comments" },
    Set { main: "cons_prim", alt: "cons_alt", add: "cons_add", comments: "cons_comments" },
];

/// What other files say of a subject, by its number.
type Parts = BTreeMap<String, Vec<Row>>;

/// Reads the set.
pub(in crate::format) fn read(
    source: &Source,
    _options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let set = set_of(source);
    let part = |stem: &str| member(source, stem).ok_or_else(|| incomplete(source, stem));
    let main = part(set.main)?;
    let mut names = gather(part(set.alt)?, ALT, sink)?;
    let mut addresses = gather(part(set.add)?, ADD, sink)?;
    let mut comments = match member(source, set.comments) {
        Some(member) => gather(member, COMMENTS, sink)?,
        None => Parts::new(),
    };
    let has_comments = !comments.is_empty();
    let mut intake = Intake::new(DATASET, main.name(), sink);
    let mut cut_off = Vec::new();
    let mut rows = table::open_bare(main, delimiter(main), MAIN)?;
    while let Some(row) = rows.next_row()? {
        let row = match row {
            Ok(row) => row,
            Err(bad) if bad.at_file_end => return Err(torn(main, bad.line)),
            Err(bad) => {
                intake.hold(bad.line, "", bad.reason);
                continue;
            }
        };
        let number = row.text(0).to_owned();
        let take = |parts: &mut Parts| parts.remove(&number).unwrap_or_default();
        let subject = Subject {
            names: take(&mut names),
            addresses: take(&mut addresses),
            comments: take(&mut comments),
            row: &row,
        };
        if !has_comments && row.text(11).chars().count() >= REMARKS_CHARS {
            cut_off.push(number.clone());
        }
        subject.deliver(&mut intake);
    }
    let mut remarks = intake.finish()?;
    if !cut_off.is_empty() {
        remarks.push(format!(
            "There is no file {}.csv, in which the remarks of {} go on; they are incomplete.",
            set.comments,
            cut_off.join(", ")
        ));
    }
    for (file, left) in [(set.alt, names), (set.add, addresses), (set.comments, comments)] {
        let file = member(source, file).map_or(file, Member::name);
        hold_orphans(file, set.main, left, sink);
    }
    Ok(info(None, None, remarks))
}

fn set_of(source: &Source) -> &'static Set {
    let whole = SETS.iter().find(|set| member(source, set.main).is_some());
    let some = || SETS.iter().find(|set| member(source, set.alt).is_some());
    whole.or_else(some).unwrap_or(&SETS[0])
}

/// The file of a set with a stem, whatever its case and ending.
fn member<'a>(source: &'a Source, wanted: &str) -> Option<&'a Member> {
    source.members().iter().find(|m| stem(m.name()) == Some(wanted))
}

fn stem(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let stem = ENDINGS.iter().find_map(|(ending, _)| name.strip_suffix(ending))?;
    SETS.iter()
        .flat_map(|set| [set.main, set.alt, set.add, set.comments])
        .find(|known| *known == stem)
}

fn delimiter(member: &Member) -> u8 {
    let name = member.name().to_ascii_lowercase();
    ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map_or(b',', |(_, d)| *d)
}

fn incomplete(source: &Source, stem: &str) -> ListError {
    ListError::IncompleteSet {
        name: source.path().display().to_string(),
        missing: format!("{stem}.csv"),
    }
}

fn torn(member: &Member, line: u64) -> ListError {
    let reason = "the file ends in the middle of a row; it is cut off, so fetch it again".into();
    ListError::Damaged { name: member.name().to_owned(), line, reason }
}

fn gather(
    member: &Member,
    columns: &[&str],
    sink: &mut dyn FnMut(Item),
) -> Result<Parts, ListError> {
    let mut parts = Parts::new();
    let mut rows = table::open_bare(member, delimiter(member), columns)?;
    while let Some(row) = rows.next_row()? {
        match row {
            Ok(row) => parts.entry(row.text(0).to_owned()).or_default().push(row),
            Err(bad) if bad.at_file_end => return Err(torn(member, bad.line)),
            Err(bad) => hold(member.name(), bad.line, None, bad.reason, sink),
        }
    }
    Ok(parts)
}

fn hold_orphans(file: &str, main: &str, left: Parts, sink: &mut dyn FnMut(Item)) {
    for (number, rows) in left {
        for row in rows {
            let reason = format!("it belongs to the number {number}, which is not in {main}");
            hold(file, row.line, Some(number.clone()), reason, sink);
        }
    }
}

fn hold(
    file: &str,
    line: u64,
    reference: Option<String>,
    reason: String,
    sink: &mut dyn FnMut(Item),
) {
    let position = Position { file: file.to_owned(), line, field: None };
    sink(Item::Held(Held { position, reference, reason }));
}

/// A row of the main file with all that belongs to it.
struct Subject<'a> {
    row: &'a Row,
    names: Vec<Row>,
    addresses: Vec<Row>,
    comments: Vec<Row>,
}

impl Subject<'_> {
    fn deliver(self, intake: &mut Intake<'_>) {
        let (line, number, name) = (self.row.line, field(self.row, 0), field(self.row, 1));
        if number.parse::<u64>().is_err() {
            return intake.hold(line, number, "the row does not begin with a number");
        }
        if name.is_empty() {
            return intake.hold(line, number, "the record has no name");
        }
        let kind = field(self.row, 2);
        let Some(schema) = schema_of(kind) else {
            return intake.hold(line, number, format!("the type `{kind}` is unknown"));
        };
        let mut listing = intake.begin_at(line, number, schema);
        let mut sanction = sanction(&mut listing, number);
        add_name(&mut listing.entity, &Name { text: name, is_primary: true, ..Name::default() });
        for row in &self.names {
            add_alias(&mut listing.entity, row);
        }
        for program in field(self.row, 3).split("] [") {
            sanction.add("program", program.trim_matches(['[', ']', ' ']));
        }
        self.add_description(&mut listing, &mut sanction);
        let mut text = field(self.row, 11).to_owned();
        for row in &self.comments {
            // The cut was behind a blank, which the cell has lost.
            if text.chars().count() < REMARKS_CHARS {
                text.push(' ');
            }
            text.push_str(field(row, 1));
        }
        remarks::read(&mut listing, &mut sanction, &text);
        for row in &self.addresses {
            add_address(&mut listing, row);
        }
        listing.attach(sanction);
        intake.deliver(listing);
    }

    fn add_description(&self, listing: &mut Listing, sanction: &mut Entity) {
        for (column, label) in [
            (5, "Vessel Call Sign"),
            (
                6,
                if listing.entity.schema().name() == "Airplane" {
                    "Aircraft Type"
                } else {
                    "Vessel Type"
                },
            ),
            (7, "Vessel Tonnage"),
            (8, "Vessel Gross Registered Tonnage"),
            (9, "Vessel Flag"),
        ] {
            let value = field(self.row, column);
            if !value.is_empty() {
                fact::add(listing, sanction, &fact::Fact { label, value, ..Default::default() });
            }
        }
        // A title of a person is mostly an office.
        let is_person = listing.entity.schema().name() == "Person";
        let title = field(self.row, 4);
        if is_person {
            listing.entity.add("position", title);
        } else {
            listing.entity.note("Title", title);
        }
        listing.entity.note("Vessel owner", field(self.row, 10));
    }
}

fn add_alias(entity: &mut Entity, row: &Row) {
    let kind = field(row, 2).to_ascii_lowercase();
    let name = Name { text: field(row, 3), is_former: kind == "fka", ..Name::default() };
    add_name(entity, &name);
    entity.note(field(row, 3), field(row, 4));
}

fn add_address(listing: &mut Listing, row: &Row) {
    let address = Address {
        street: field(row, 2),
        city: field(row, 3),
        country: field(row, 4),
        remarks: field(row, 5),
        ..Address::default()
    };
    listing.address(&address);
}

/// A field's text; `-0-` stands for none.
fn field(row: &Row, column: usize) -> &str {
    let text = row.text(column);
    if text.trim() == "-0-" { "" } else { text }
}
