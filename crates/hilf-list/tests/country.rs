//! How many of the country and nationality texts of real lists are understood.

mod real;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use hilf_entity::country::{code, codes_in};
use hilf_list::Source;
use hilf_list::xml::{Node, XmlReader};
use real::file;

/// Texts that say no country is known.
const NONE: &[&str] = &["UNKNOWN", "Unknown", "00", "na", "None Identified", "undetermined", "-0-"];

#[derive(Default)]
struct Tally {
    seen: usize,
    unresolved: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() || NONE.contains(&text) {
            return;
        }
        self.seen += 1;
        if codes_in(text).is_empty() {
            *self.unresolved.entry(text.to_owned()).or_default() += 1;
        }
    }

    fn check(&self, list: &str) {
        let failed: usize = self.unresolved.values().sum();
        let share = 100.0 * (self.seen - failed) as f64 / self.seen.max(1) as f64;
        println!("{list}: {share:.2} % of {} understood; not: {:?}", self.seen, self.unresolved);
        assert!(self.seen > 0 && share >= 99.0, "{list}");
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let source = Source::open(path).expect("a file");
    source.members()[0].open().expect("a file").read_to_end(&mut bytes).expect("its bytes");
    bytes
}

fn records(path: &Path, names: &[&str], mut each: impl FnMut(&Node)) {
    let content = bytes(path);
    let mut reader = XmlReader::new(&content[..]);
    while let Some(node) = reader.next_of(names).expect("sound XML") {
        each(&node);
    }
}

fn rows(path: &Path, lines_before: usize) -> csv::Reader<std::io::Cursor<Vec<u8>>> {
    let text = encoding_rs::WINDOWS_1252.decode(&bytes(path)).0.into_owned();
    let rest = text.splitn(lines_before + 1, '\n').last().unwrap_or_default().to_owned();
    csv::ReaderBuilder::new().flexible(true).from_reader(std::io::Cursor::new(rest.into_bytes()))
}

fn each_element(node: &Node, visit: &mut dyn FnMut(&Node)) {
    visit(node);
    node.children.iter().for_each(|c| each_element(c, visit));
}

#[test]
fn the_un_lists() {
    for year in ["2018-10-29", "2025-04-19", "2025-11-20", "2026-02-27"] {
        let Some(path) = file(&format!("un/UN_consolidated_{year}.xml")) else { return };
        let mut tally = Tally::default();
        records(&path, &["INDIVIDUAL", "ENTITY"], |record| {
            each_element(record, &mut |node| match node.name.as_str() {
                "NATIONALITY" => node.children("VALUE").for_each(|v| tally.add(v.text())),
                "COUNTRY" | "COUNTRY_OF_BIRTH" | "COUNTRY_OF_ISSUE" | "ISSUING_COUNTRY" => {
                    tally.add(node.text());
                }
                _ => {}
            });
        });
        tally.check(&format!("UN {year}"));
    }
}

#[test]
fn the_eu_list() {
    let Some(path) = file("eu/eu_fsf_2026-05-01.xml.gz") else { return };
    let mut tally = Tally::default();
    let mut disagreed = BTreeSet::new();
    records(&path, &["sanctionEntity"], |record| {
        each_element(record, &mut |node| {
            let [description, iso] = ["countryDescription", "countryIso2Code"]
                .map(|name| node.attributes.iter().find(|(n, _)| n == name))
                .map(|found| found.map_or("", |(_, text)| text.as_str()));
            tally.add(description);
            tally.add(iso);
            if !NONE.contains(&description) && code(description) != code(iso) {
                disagreed.insert(format!("{iso} {description}"));
            }
        });
    });
    assert!(disagreed.is_empty(), "{disagreed:?}");
    tally.check("EU");
}

#[test]
fn the_ofac_addresses() {
    for issue in ["2021-07", "2025-12-24"] {
        let Some(path) = file(&format!("ofac/{issue}/add.csv")) else { return };
        let mut tally = Tally::default();
        for row in rows(&path, 0).records().map(Result::unwrap) {
            tally.add(row.get(4).unwrap_or(""));
        }
        tally.check(&format!("OFAC {issue}"));
    }
}

#[test]
fn the_uk_lists_and_the_canadian() {
    for (path, lines_before, columns) in [
        ("uk/UK_Sanctions_List_2026-08-22.csv.gz", 1, &["Address Country"][..]),
        ("uk/hmt_conlist_2020-04.csv", 1, &["Country", "Nationality", "Country of Birth"]),
        ("us/csl_consolidated_2022-04.csv.gz", 0, &["citizenships", "nationalities"]),
    ] {
        let Some(file) = file(path) else { return };
        let mut tally = Tally::default();
        let mut rows = rows(&file, lines_before);
        let headers = rows.headers().unwrap().clone();
        for row in rows.records().map(Result::unwrap) {
            for column in columns {
                let at = headers.iter().position(|h| h.trim() == *column).unwrap();
                row.get(at).unwrap_or("").split(';').for_each(|t| tally.add(t));
            }
        }
        tally.check(path);
    }
    let Some(path) = file("ca/sema_2025-05.xml") else { return };
    let mut tally = Tally::default();
    records(&path, &["record"], |record| {
        let text = record.child_text("Country");
        // Regulations against corruption, Hamas and settlers are named for no country.
        if !["Justice for", "Hamas", "Extremist"].iter().any(|s| text.starts_with(s)) {
            tally.add(text);
        }
    });
    tally.check("Canada");
}
