//! OFAC's lists as published.

mod real;

use std::collections::HashSet;
use std::path::Path;

use hilf_list::{Format, ListError, Record};
use real::{Reading, file, try_read};

/// Reads a list of which every record must be readable; relations may lead to OFAC's other list.
fn read_whole(path: &Path, format: Format) -> Reading {
    let reading = try_read(path, format).expect("a sound list");
    assert_eq!(reading.held, [], "{}", path.display());
    let mut ids = HashSet::new();
    for entity in reading.records.iter().flat_map(|r| r.related.iter().chain([&r.entity])) {
        assert!(ids.insert(entity.id().to_owned()), "{} twice", entity.id());
    }
    reading
}

fn by_id<'a>(reading: &'a Reading, id: &str) -> &'a Record {
    reading.records.iter().find(|r| r.entity.id() == id).expect("the record")
}

fn lines(path: &Path) -> usize {
    let raw = std::fs::read(path).expect("a readable file");
    raw.split(|b| *b == b'\n').filter(|l| l.first().is_some_and(u8::is_ascii_digit)).count()
}

fn related<'a>(
    reading: &'a Reading,
    schema: &'a str,
) -> impl Iterator<Item = &'a hilf_entity::Entity> {
    let all = reading.records.iter().flat_map(|r| &r.related);
    all.filter(move |e| e.schema().name() == schema)
}

#[test]
fn the_csv_set_is_read_whole() {
    let Some(folder) = file("ofac/2021-07") else { return };
    let reading = read_whole(&folder, Format::OfacCsv);
    assert_eq!(reading.records.len(), lines(&folder.join("sdn.csv")));
    assert_eq!(reading.records.len(), 8_976);
    assert_eq!((reading.count("Person"), reading.count("Vessel")), (4_620, 406));
    assert_eq!(reading.count("Airplane"), 277);
    // Names of the alt file, each of which stands with its subject.
    let names = |r: &Record| {
        ["alias", "previousName", "weakAlias"].iter().map(|p| r.entity.get(p).len()).sum::<usize>()
    };
    let found: usize = reading.records.iter().map(names).sum();
    let listed = lines(&folder.join("alt.csv"));
    assert_eq!(listed, 11_910);
    assert!(found > listed, "{found} of {listed} and the names in remarks");
    let dates = reading.records.iter().filter(|r| !r.entity.get("birthDate").is_empty()).count();
    let raw = std::fs::read_to_string(folder.join("sdn.csv")).unwrap();
    let with_dates = raw.lines().filter(|l| l.contains(",\"DOB ") || l.contains("; DOB ")).count();
    assert_eq!(dates, with_dates);
    let wallets = raw.matches("Digital Currency Address - ").count();
    assert_eq!(related(&reading, "CryptoWallet").count(), wallets);
    // Five remarks are cut at 1,000 characters, and this set has no comments.
    assert!(reading.info.remarks.iter().any(|r| r.contains("sdn_comments.csv")));
}

#[test]
fn a_set_without_its_main_file_is_refused() {
    let Some(folder) = file("ofac/2025-12-24") else { return };
    let error = try_read(&folder, Format::OfacCsv).map(|_| ()).unwrap_err();
    let is_it = matches!(&error, ListError::IncompleteSet { missing, .. } if missing == "sdn.csv");
    assert!(is_it, "{error}");
}

#[test]
fn the_classic_files_are_read_whole() {
    for (path, count) in [("ofac/CONS_2025-05.xml", 443), ("ofac/cons_2018-05.xml", 639)] {
        let Some(path) = file(path) else { return };
        let raw = std::fs::read_to_string(&path).unwrap();
        let reading = read_whole(&path, Format::OfacXml);
        assert_eq!(reading.records.len(), raw.matches("<sdnEntry>").count());
        assert_eq!(reading.records.len(), count);
        assert_eq!(reading.info.declared_records, Some(count as u64));
        let weak: usize = reading.records.iter().map(|r| r.entity.get("weakAlias").len()).sum();
        assert_eq!(weak, weak_names(&raw));
        let births =
            reading.records.iter().map(|r| r.entity.dates("birthDate").len()).sum::<usize>();
        assert_eq!(births, raw.matches("<dateOfBirthItem>").count());
    }
}

/// Weak names, each once for its subject.
fn weak_names(raw: &str) -> usize {
    let of_entry = |entry: &str| {
        let weak = entry.split("<aka>").filter(|aka| aka.contains("<category>weak</category>"));
        let names = weak.filter_map(|aka| aka.split("</category>").nth(1)?.split("</aka>").next());
        names.collect::<HashSet<_>>().len()
    };
    raw.split("<sdnEntry>").skip(1).map(of_entry).sum()
}

#[test]
fn a_classic_file_that_lacks_records_is_refused() {
    let Some(path) = file("ofac/CONS_2025-05.xml") else { return };
    let raw = std::fs::read_to_string(path).unwrap();
    let (first, rest) = raw.split_once("  <sdnEntry>").unwrap();
    let (_, rest) = rest.split_once("</sdnEntry>").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let torn = folder.path().join("CONS.xml");
    std::fs::write(&torn, format!("{first}{rest}")).unwrap();
    let error = try_read(&torn, Format::OfacXml).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("declares 443 records and holds 442"), "{error}");
}

#[test]
fn the_enhanced_file_is_read_whole() {
    let Some(path) = file("ofac/CONS_ENHANCED_2025-02.ZIP") else { return };
    let reading = read_whole(&path, Format::OfacEnhanced);
    assert_eq!(reading.records.len(), 443);
    assert_eq!(reading.count("Person"), 80);
    assert_eq!(related(&reading, "Ownership").count(), 282);
    assert_eq!(related(&reading, "UnknownLink").count(), 1);
    // Each address of a subject once; 41 have neither parts nor a country.
    assert_eq!(related(&reading, "Address").count(), 531);
    let person = by_id(&reading, "ofac-9639");
    assert_eq!(person.entity.first("name"), Some("Ismail Abdul Salah HANIYA"));
    assert_eq!(person.entity.dates("birthDate")[0].to_edtf(), "1962");
    let sanction =
        related(&reading, "Sanction").find(|s| s.id().starts_with("ofac-9639-")).unwrap();
    assert_eq!(sanction.first("listingDate"), Some("2006-04-12"));
    assert_eq!(sanction.first("provisions"), Some("Reject"));
}

#[test]
fn the_formats_agree_with_each_other() {
    let (Some(classic), Some(enhanced)) =
        (file("ofac/CONS_2025-05.xml"), file("ofac/CONS_ENHANCED_2025-02.ZIP"))
    else {
        return;
    };
    let classic = read_whole(&classic, Format::OfacXml);
    let enhanced = read_whole(&enhanced, Format::OfacEnhanced);
    let mut differing = Vec::new();
    for record in &enhanced.records {
        let Some(other) = classic.records.iter().find(|r| r.entity.id() == record.entity.id())
        else {
            continue;
        };
        for property in ["name", "weakAlias", "birthDate", "leiCode", "taxNumber", "isinCode"] {
            let values = |r: &Record| {
                let latin = r.entity.texts(property).filter(|t| !t.chars().any(|c| c > '\u{24f}'));
                latin.map(str::to_owned).collect::<HashSet<_>>()
            };
            if values(record) != values(other) {
                differing.push(format!("{} {property}", record.entity.id()));
            }
        }
    }
    println!("differing: {differing:?}");
    assert!(differing.len() <= 4, "{differing:?}");
}
