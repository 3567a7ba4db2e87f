//! The United Kingdom's lists as published.

mod real;

use std::collections::HashSet;
use std::io::Read;

use hilf_list::Format;
use real::{file, read_sound};

#[test]
fn the_uk_list_is_read_whole() {
    let Some(path) = file("uk/UK_Sanctions_List_2026-08-22.csv.gz") else { return };
    let mut raw = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(&path).unwrap())
        .read_to_string(&mut raw)
        .unwrap();
    let reading = read_sound(&path, Format::UkCsv);
    assert_eq!(reading.info.published.as_deref(), Some("2026-08-22"));
    // References are the second or first cell of a row: three letters and four digits.
    let is_reference = |cell: &&str| {
        let (letters, digits) = cell.split_at_checked(3).unwrap_or(("", ""));
        letters.bytes().all(|b| b.is_ascii_uppercase())
            && digits.len() == 4
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let cells = raw.lines().flat_map(|line| line.split(',').take(2));
    let references: HashSet<&str> =
        cells.map(|c| c.trim_matches('"')).filter(is_reference).collect();
    assert_eq!(reading.records.len(), references.len());
    assert_eq!(reading.records.len(), 6_349);
    assert_eq!((reading.count("Person"), reading.count("Vessel")), (4_036, 666));
    let arabic = |text: &str| text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let in_arabic = reading
        .records
        .iter()
        .filter(|r| ["name", "alias", "weakAlias"].iter().any(|p| r.entity.texts(p).any(arabic)));
    assert_eq!(in_arabic.count(), 680);
}

#[test]
fn the_old_consolidated_list_is_read_whole() {
    let Some(path) = file("uk/hmt_conlist_2020-04.csv") else { return };
    let raw = std::fs::read(&path).unwrap();
    let raw: String = raw.iter().map(|b| *b as char).collect();
    let reading = read_sound(&path, Format::HmtCsv);
    // The group is the last cell of a row.
    let groups: HashSet<&str> = raw
        .lines()
        .filter_map(|line| line.trim_end().rsplit(',').next())
        .filter(|cell| cell.len() >= 4 && cell.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    assert_eq!(reading.records.len(), groups.len());
    assert_eq!(reading.records.len(), 2_114);
}

#[test]
fn the_newer_layout_of_the_consolidated_list_is_read_whole() {
    let Some(path) = file("uk/hmt_sample_2026.csv") else { return };
    let raw = std::fs::read_to_string(&path).unwrap();
    let reading = read_sound(&path, Format::HmtCsv);
    let groups: HashSet<&str> = raw
        .lines()
        .filter_map(|line| line.trim_end().rsplit(',').next())
        .filter(|cell| cell.len() >= 4 && cell.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    assert_eq!(reading.records.len(), groups.len());
    assert_eq!(reading.info.published.as_deref(), Some("2020-04-27"));
    let arabic = |text: &str| text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let named = reading.records.iter().filter(|r| r.entity.texts("alias").any(arabic));
    assert_eq!(named.count(), groups_in_arabic(&raw));
}

/// Groups with a name in Arabic script.
fn groups_in_arabic(raw: &str) -> usize {
    let arabic = |text: &str| text.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    let groups = raw.lines().filter(|line| arabic(line)).filter_map(|line| line.rsplit(',').next());
    groups.collect::<HashSet<_>>().len()
}
