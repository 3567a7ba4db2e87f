//! The choice of a format from content. Names of files decide only for OFAC's set of files without
//! headers, in which nothing else tells them apart.

use serde_json::Value as Json;

use super::{Format, ofac};
use crate::subject::Mapping;
use crate::xml::XmlReader;
use crate::{ListError, Member, Source, decode, table};

/// Bytes of a source from which its format is recognised.
const HEAD_BYTES: usize = 64 << 10;

const ROOTS: &[(&str, Format)] = &[
    ("CONSOLIDATED_LIST", Format::UnXml),
    ("sdnList", Format::OfacXml),
    ("Sanctions", Format::OfacAdvanced),
    ("sanctionsData", Format::OfacEnhanced),
    ("export", Format::EuXml),
    ("Designations", Format::UkXml),
    ("data-set", Format::CanadaXml),
    ("swiss-sanctions-list", Format::SecoXml),
];

/// Headings that stand in the tables of a publisher only, all of them.
const HEADINGS: &[(&[&str], Format)] = &[
    (&["Unique ID", "OFSI Group ID"], Format::UkCsv),
    (&["Last Updated", "Group ID", "Name 6"], Format::HmtCsv),
    (&["_id", "source", "entity_number", "federal_register_notice"], Format::CslCsv),
];

/// Files that lie beside lists and are none.
const BESIDE: &[&str] = &[".xsd", ".txt", ".md", ".pdf", ".sha256", ".sig", ".asc"];

/// Recognises the format of a source from its content.
///
/// # Errors
/// When the source cannot be read, is empty, is a web page or another document, or is in no known
/// format.
pub fn detect(source: &Source) -> Result<Format, ListError> {
    if source.members().iter().any(|member| ofac::is_part_of_set(member.name())) {
        return Ok(Format::OfacCsv);
    }
    let is_beside = |member: &&Member| {
        let name = member.name().to_ascii_lowercase();
        BESIDE.iter().any(|ending| name.ends_with(ending))
    };
    let lists = source.members().iter().filter(|m| !is_beside(m));
    let first = lists.clone().next().or(source.members().first());
    let unknown = |name: &str, reason: &str| ListError::UnknownFormat {
        name: name.to_owned(),
        reason: reason.to_owned(),
    };
    match (first, lists.count()) {
        (Some(member), 0 | 1) => format_of(member),
        (Some(_), _) => {
            let name = source.path().display().to_string();
            Err(unknown(&name, "there are several files in it; name the one to read"))
        }
        (None, _) => Err(unknown(&source.path().display().to_string(), "there is no file in it")),
    }
}

fn format_of(member: &Member) -> Result<Format, ListError> {
    let unknown =
        |reason: String| ListError::UnknownFormat { name: member.name().to_owned(), reason };
    let raw = decode::head_bytes(member, 8)?;
    if raw.starts_with(b"PK\x03\x04") {
        return Ok(Format::OwnXlsx);
    }
    if raw.starts_with(b"%PDF") {
        return Err(unknown("it is a PDF; take the publisher's XML or CSV".into()));
    }
    if raw.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(unknown("it is an old Excel workbook (.xls); save it as .xlsx or CSV".into()));
    }
    let head = decode::head(member, HEAD_BYTES)?;
    let text = head.trim_start();
    match text.chars().next() {
        None => Err(unknown("it is empty; fetch it again".into())),
        Some('<') if is_web_page(text) => Err(unknown(
            "it is a web page, as servers send instead of a list; fetch it again".into(),
        )),
        Some('<') => by_root(member).map_err(unknown),
        Some('{') => by_object(text).map_err(unknown),
        Some(_) => by_headings(member),
    }
}

fn is_web_page(text: &str) -> bool {
    let start: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    start.contains("<html") || start.starts_with("<!doctype html")
}

fn by_root(member: &Member) -> Result<Format, String> {
    let reader = member.open().map_err(|e| e.to_string())?;
    let root = XmlReader::new(reader).root().map_err(|e| e.to_string())?;
    let found = ROOTS.iter().find(|(name, _)| *name == root.name);
    found.map(|(_, format)| *format).ok_or_else(|| {
        format!("its XML begins with <{}>, which is no list that is known here", root.name)
    })
}

fn by_object(text: &str) -> Result<Format, String> {
    let line = text.lines().next().unwrap_or("");
    let has = |key: &str| match serde_json::from_str::<Json>(line) {
        Ok(json) => json.get(key).is_some(),
        // A line longer than the head is cut off.
        Err(_) => line.contains(&format!("\"{key}\":")),
    };
    if has("op") && has("entity") {
        Ok(Format::FtmDelta)
    } else if has("RECORD_ID") || has("DATA_SOURCE") {
        Ok(Format::Senzing)
    } else if has("schema") && has("properties") {
        Ok(Format::FtmJson)
    } else {
        Err("its JSON is neither FollowTheMoney nor Senzing, one object a line".into())
    }
}

fn by_headings(member: &Member) -> Result<Format, ListError> {
    let table = table::open_where(member, &|cells| {
        let all = HEADINGS.iter().map(|(known, _)| known.iter().filter(|k| has(cells, k)).count());
        let own = cells.iter().filter(|cell| crate::columns::resolve(cell).is_some()).count();
        all.chain([own]).max().unwrap_or(0)
    })?;
    let columns = table.columns();
    let found = HEADINGS.iter().find(|(known, _)| known.iter().all(|k| has(columns, k)));
    if let Some((_, format)) = found {
        return Ok(*format);
    }
    if Mapping::of(columns).has_names() {
        return Ok(Format::OwnCsv);
    }
    let shown: Vec<&str> = columns.iter().take(8).map(String::as_str).collect();
    Err(ListError::UnknownFormat {
        name: member.name().to_owned(),
        reason: format!(
            "it is read as a table, and none of its headings ({}) is known to head names",
            shown.join(", ")
        ),
    })
}

fn has(cells: &[String], heading: &str) -> bool {
    cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &'static str) -> Result<Format, String> {
        detect(&Source::embedded("a", text.as_bytes())).map_err(|e| e.to_string())
    }

    #[test]
    fn formats_are_told_from_content() {
        for (text, format) in [
            ("<?xml version='1.0'?>\n<!-- x --><CONSOLIDATED_LIST a='b'>", Format::UnXml),
            ("<sdnList xmlns='http://tempuri.org/sdnList.xsd'>", Format::OfacXml),
            ("<x:Sanctions xmlns:x='y'>", Format::OfacAdvanced),
            ("\u{feff}{\"op\":\"DEL\",\"entity\":{\"id\":\"x\"}}", Format::FtmDelta),
            ("{\"schema\":\"Person\",\"id\":\"x\",\"properties\":{}}\n{", Format::FtmJson),
            ("{\"DATA_SOURCE\":\"T\",\"RECORD_ID\":\"1\"}", Format::Senzing),
            ("Report Date: 1\nUnique ID,Last Updated,OFSI Group ID,Name 6\n", Format::UkCsv),
            ("Last Updated,1/1/2020\nName 6,Name 1,Last Updated,Group ID\n", Format::HmtCsv),
            ("Title of the list;;\nالاسم;تاريخ الميلاد;x\n", Format::OwnCsv),
        ] {
            assert_eq!(found(text), Ok(format), "{text}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_reason() {
        for (text, reason) in [
            ("", "it is empty"),
            (" \n", "it is empty"),
            ("<!DOCTYPE html><html>", "web page"),
            ("<?xml version='1.0'?><html xmlns='x'>", "web page"),
            ("%PDF-1.7", "PDF"),
            ("<unknown>", "<unknown>"),
            ("foo,bar\n1,2\n", "foo, bar"),
            ("{\"a\":1}", "neither"),
        ] {
            let error = found(text).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
    }
}
