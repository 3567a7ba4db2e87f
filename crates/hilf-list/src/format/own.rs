//! A member's own list, as a table with a header; `docs/own-lists.md` documents the columns.
//!
//! An entity's id is `<dataset>-<reference>`, and without a reference `<dataset>-` with a
//! fingerprint of what the row says. A list that binds people must say who made it, on what legal
//! basis, why and until when it is to be reviewed: what neither the rows nor the operator say is
//! told in a remark.

use hilf_entity::{Entity, PropertyType};

use super::fields::{child_id, entity, fingerprint, only_member};
use crate::subject::{DateSurvey, Mapping, Subject};
use crate::{
    Held, Item, ListError, ListInfo, Member, Position, ReadOptions, Record, Source, table,
};

/// What every own list must say, as properties of FollowTheMoney `Sanction`, and the words for it.
const OWED: &[(&str, &str)] = &[
    ("authority", "who keeps it (owner)"),
    ("program", "its legal basis"),
    ("reason", "the reason"),
    ("endDate", "the date of review"),
];

/// Reads the list.
pub(super) fn read(
    source: &Source,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Item),
) -> Result<ListInfo, ListError> {
    let member = only_member(source)?;
    let survey = survey(member)?;
    let mut table = table::open(member)?;
    let mapping = Mapping::of(table.columns()).with_date_order(survey.order());
    if !mapping.has_names() {
        return Err(ListError::UnknownFormat {
            name: member.name().to_owned(),
            reason: format!(
                "none of its headings ({}) is known to head names; call one `name`",
                table.columns().join(", ")
            ),
        });
    }
    let dataset = options.dataset.clone().unwrap_or_else(|| "own".into());
    let mut list = List { dataset, options, member, references: Default::default(), records: 0 };
    while let Some(row) = table.next_row()? {
        let read = match row {
            Ok(row) => mapping.read(&row).map_err(|fault| (row.line, fault.to_string())),
            Err(bad) => Err((bad.line, bad.reason)),
        };
        sink(match read.and_then(|subject| list.record(subject)) {
            Ok(record) => Item::Record(Box::new(record)),
            Err((line, reason)) => Item::Held(Held {
                position: Position { file: member.name().to_owned(), line, field: None },
                reference: None,
                reason,
            }),
        });
    }
    let mut remarks = table.remarks.clone();
    remarks.extend(survey.remark());
    let unknown: Vec<&str> = mapping.unknown().filter(|h| !h.is_empty()).collect();
    if !unknown.is_empty() {
        remarks.push(format!("Columns kept as notes: {}.", unknown.join(", ")));
    }
    remarks.extend(list.owed(&mapping));
    let publisher = list.said("authority").unwrap_or("own list").to_owned();
    Ok(ListInfo { dataset: list.dataset, publisher, remarks, ..ListInfo::default() })
}

fn survey(member: &Member) -> Result<DateSurvey, ListError> {
    let mut table = table::open(member)?;
    let mapping = Mapping::of(table.columns());
    let mut survey = DateSurvey::default();
    while let Some(row) = table.next_row()? {
        if let Ok(row) = row {
            survey.add(&mapping, &row);
        }
    }
    Ok(survey)
}

struct List<'a> {
    dataset: String,
    options: &'a ReadOptions,
    member: &'a Member,
    references: std::collections::HashMap<String, u64>,
    records: u64,
}

impl List<'_> {
    /// What the operator says of the whole list.
    fn said(&self, property: &str) -> Option<&str> {
        let found = self.options.listing.iter().find(|(name, _)| name == property);
        found.map(|(_, text)| text.as_str())
    }

    /// What neither a column nor the operator says.
    fn owed(&self, mapping: &Mapping) -> Option<String> {
        use crate::columns::Column::Listing;
        let has = |property: &str| {
            let column =
                mapping.columns().any(|(_, c)| matches!(c, Some(Listing(p)) if p == property));
            column || self.said(property).is_some()
        };
        let missing: Vec<&str> =
            OWED.iter().filter(|(property, _)| !has(property)).map(|(_, words)| *words).collect();
        let owed = format!("The list does not say {}.", missing.join(", "));
        (!missing.is_empty()).then_some(owed)
    }

    fn record(&mut self, subject: Subject) -> Result<Record, (u64, String)> {
        let line = subject.line;
        let mut entity = subject.entity;
        if entity.get("name").is_empty() && !has_identifier(&entity) {
            return Err((line, "the row has neither a name nor an identifier".into()));
        }
        let reference = subject.id.clone().unwrap_or_else(|| content_of(&entity));
        if let Some(first) = self.references.insert(reference.clone(), line) {
            let reason = format!("the reference {reference} stands on line {first} already");
            return Err((line, reason));
        }
        self.records += 1;
        entity.set_id(format!("{}-{reference}", self.dataset));
        for (heading, text) in &subject.unknown {
            entity.note(heading, text);
        }
        let mut related: Vec<Entity> = document(&entity, &subject.document).into_iter().collect();
        let sanction = self.sanction(&entity, &reference, &subject.listing);
        if entity.get("topics").is_empty() {
            let is_legal = !sanction.get("program").is_empty();
            entity.add("topics", if is_legal { "sanction" } else { "poi" });
        }
        related.push(sanction);
        for one in related.iter_mut().chain([&mut entity]) {
            one.datasets.push(self.dataset.clone());
        }
        let position = Position { file: self.member.name().to_owned(), line, field: None };
        Ok(Record { position, entity, related })
    }

    fn sanction(&self, of: &Entity, reference: &str, listing: &[(&str, String)]) -> Entity {
        let mut sanction = entity(format!("{}-sanction", of.id()), "Sanction");
        sanction.add("entity", of.id());
        sanction.add("authorityId", reference);
        for (property, text) in listing {
            sanction.add(property, text.as_str());
        }
        for (property, text) in &self.options.listing {
            if sanction.get(property).is_empty() {
                sanction.add(property, text.as_str());
            }
        }
        sanction
    }
}

fn has_identifier(entity: &Entity) -> bool {
    entity.properties().any(|(name, values)| {
        let definition = entity.schema().property(name);
        !values.is_empty() && definition.is_some_and(|p| p.kind == PropertyType::Identifier)
    })
}

/// What a row says of its subject, as a short fingerprint.
fn content_of(entity: &Entity) -> String {
    let texts: Vec<&str> =
        entity.properties().flat_map(|(_, values)| values.iter().map(|v| v.text())).collect();
    fingerprint(&texts)
}

/// The document whose number the row gives, where it says more of it.
fn document(of: &Entity, facts: &[(&str, String)]) -> Option<Entity> {
    let passport = of.first("passportNumber");
    let number = passport.or_else(|| of.first("idNumber"))?;
    let schema = if passport.is_some() { "Passport" } else { "Identification" };
    let mut document = entity(child_id(of, "document", &[number]), schema);
    document.add("holder", of.id());
    document.add("number", number);
    for (property, text) in facts {
        match *property {
            "country" => {
                for code in super::fields::countries_in(text) {
                    document.add("country", code);
                }
            }
            property => document.add(property, text.as_str()),
        }
    }
    (!facts.is_empty()).then_some(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &'static str, options: &ReadOptions) -> (ListInfo, Vec<Record>, Vec<Held>) {
        let source = Source::embedded("list.csv", text.as_bytes());
        let (mut records, mut held) = (Vec::new(), Vec::new());
        let info = read(&source, options, &mut |item| match item {
            Item::Record(record) => records.push(*record),
            Item::Held(one) => held.push(one),
            Item::Deleted { .. } => {}
        });
        (info.unwrap(), records, held)
    }

    #[test]
    fn rows_become_listed_subjects() {
        let options = ReadOptions {
            dataset: Some("jo".into()),
            listing: vec![("authority".into(), "Test Ministry".into())],
        };
        let (info, records, held) = read_text(
            "الرقم المرجعي;الاسم;تاريخ الميلاد;الجنسية;legal basis;desk\n\
             7;آدم تستر;٣/٤/١٩٧٠;العراق;Order 1;North\n\
             7;again;;;;\n8;;;;;\n",
            &options,
        );
        let entity = &records[0].entity;
        assert_eq!(entity.id(), "jo-7");
        assert_eq!(
            (entity.first("name"), entity.first("birthDate")),
            (Some("آدم تستر"), Some("1970-04-03"))
        );
        assert_eq!(entity.first("topics"), Some("sanction"));
        assert_eq!(entity.first("notes"), Some("desk: North"));
        let sanction = &records[0].related[0];
        assert_eq!(sanction.first("authority"), Some("Test Ministry"));
        assert_eq!(sanction.first("program"), Some("Order 1"));
        assert_eq!(held.iter().map(|h| h.position.line).collect::<Vec<_>>(), [3, 4]);
        assert!(held[0].reason.contains("line 2 already"), "{}", held[0].reason);
        assert!(info.remarks.iter().any(|r| r.contains("does not say the reason")), "{info:?}");
    }

    #[test]
    fn a_row_without_reference_is_known_by_its_content() {
        let list = "name,dob\nAdam Tester,1970\nEva Tester,1971\n";
        let (_, first, _) = read_text(list, &ReadOptions::default());
        let (_, second, _) = read_text(list, &ReadOptions::default());
        assert_eq!(first[0].entity.id(), second[0].entity.id());
        assert_ne!(first[0].entity.id(), first[1].entity.id());
        assert!(first[0].entity.id().starts_with("own-"));
    }
}
