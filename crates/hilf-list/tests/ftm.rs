//! FollowTheMoney, delta, Senzing and CSL files as published.

mod real;

use std::io::Read;

use hilf_list::{Format, Item, ReadOptions, Source, detect, read};
use real::{file, try_read};

fn lines(path: &std::path::Path) -> usize {
    let raw = std::fs::read_to_string(path).expect("a readable file");
    raw.lines().filter(|l| !l.trim().is_empty()).count()
}

#[test]
fn every_entity_of_a_file_is_read_once() {
    for (path, count, subjects) in
        [("ftm/zala.entities.ftm.json", 91, 17), ("ftm/parteispenden.entities.ftm.json", 475, 96)]
    {
        let Some(path) = file(path) else { return };
        let reading = try_read(&path, Format::FtmJson).unwrap();
        assert_eq!(reading.held, []);
        let all: usize = reading.records.iter().map(|r| 1 + r.related.len()).sum();
        assert_eq!(all, lines(&path));
        assert_eq!(all, count);
        let roots = ["Person", "Company", "Organization"].iter().map(|s| reading.count(s));
        assert_eq!(roots.sum::<usize>(), subjects);
    }
}

#[test]
fn every_change_of_a_delta_is_read() {
    let Some(path) = file("ftm/yente_entities.delta.json") else { return };
    let raw = std::fs::read_to_string(&path).unwrap();
    let (mut given, mut deleted) = (0, 0);
    let source = Source::open(&path).unwrap();
    read(&source, Format::FtmDelta, &ReadOptions::default(), &mut |item| match item {
        Item::Record(_) => given += 1,
        Item::Deleted { .. } => deleted += 1,
        Item::Held(held) => panic!("{held:?}"),
    })
    .unwrap();
    let ops = |op: &str| raw.matches(&format!("\"op\":\"{op}\"")).count();
    assert_eq!((given, deleted), (ops("MOD") + ops("ADD"), ops("DEL")));
    assert_eq!((given, deleted), (1_039 + 90, 571));
}

#[test]
fn senzing_records_are_read_whole() {
    for (path, count) in [
        ("ftm/us_congress_senzing.json", 1_319),
        ("ftm/senzing_truthset/customers.jsonl", 120),
        ("ftm/senzing_truthset/reference.jsonl", 22),
        ("ftm/senzing_truthset/watchlist.jsonl", 17),
    ] {
        let Some(path) = file(path) else { return };
        let reading = try_read(&path, Format::Senzing).unwrap();
        assert_eq!(reading.held, [], "{}", path.display());
        assert_eq!(reading.records.len(), lines(&path));
        assert_eq!(reading.records.len(), count);
        let raw = std::fs::read_to_string(&path).unwrap();
        let births = reading.records.iter().filter(|r| !r.entity.get("birthDate").is_empty());
        // A year of two digits does not say which century; such dates stay as notes.
        let is_certain = |line: &&str| {
            let date = line.split("DATE_OF_BIRTH\"").nth(1).and_then(|rest| rest.split('"').nth(1));
            date.is_some_and(|d| d.split(['/', '-', ' ']).any(|part| part.len() == 4))
        };
        assert_eq!(births.count(), raw.lines().filter(is_certain).count(), "{}", path.display());
    }
}

#[test]
fn the_consolidated_screening_list_is_read_whole() {
    let Some(path) = file("us/csl_consolidated_2022-04.csv.gz") else { return };
    let mut raw = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(&path).unwrap())
        .read_to_string(&mut raw)
        .unwrap();
    let reading = try_read(&path, Format::CslCsv).unwrap();
    assert_eq!(reading.held, []);
    // Every row ends with the shortened address of its source and its identifiers.
    let rows = raw.matches("http://bit.ly/1MLgpye").count();
    assert!(reading.records.len() > rows);
    assert_eq!(reading.records.len(), 14_160);
    let referents = reading.records.iter().filter(|r| !r.entity.referents.is_empty()).count();
    assert_eq!(referents, 10_111 + 424);
    assert_eq!((reading.count("Vessel"), reading.count("Airplane")), (433, 283));
    let topic =
        |t: &str| reading.records.iter().filter(|r| r.entity.first("topics") == Some(t)).count();
    assert_eq!(topic("export.control"), 2_001 + 71);
    assert_eq!(topic("debarment"), 462 + 727);
}

#[test]
fn every_real_file_is_recognised() {
    for (path, format) in [
        ("un/UN_consolidated_2026-02-27.xml", Format::UnXml),
        ("un/UN_consolidated_2018-10-29.xml", Format::UnXml),
        ("ofac/2021-07", Format::OfacCsv),
        ("ofac/2025-12-24", Format::OfacCsv),
        ("ofac/CONS_2025-05.xml", Format::OfacXml),
        ("ofac/cons_2018-05.xml", Format::OfacXml),
        ("ofac/CONS_ENHANCED_2025-02.ZIP", Format::OfacEnhanced),
        ("eu/eu_fsf_2026-05-01.xml.gz", Format::EuXml),
        ("eu/fsf_sample.xml", Format::EuXml),
        ("uk/UK_Sanctions_List_2026-08-22.csv.gz", Format::UkCsv),
        ("uk/hmt_conlist_2020-04.csv", Format::HmtCsv),
        ("uk/hmt_sample_2026.csv", Format::HmtCsv),
        ("ca/sema_2025-05.xml", Format::CanadaXml),
        ("ch/seco_format_sample_2024-01.xml", Format::SecoXml),
        ("us/csl_consolidated_2022-04.csv.gz", Format::CslCsv),
        ("ftm/zala.entities.ftm.json", Format::FtmJson),
        ("ftm/yente_entities.delta.json", Format::FtmDelta),
        ("ftm/us_congress_senzing.json", Format::Senzing),
        ("ftm/senzing_truthset/watchlist.jsonl", Format::Senzing),
    ] {
        let Some(path) = file(path) else { return };
        let source = Source::open(&path).unwrap();
        assert_eq!(detect(&source).unwrap(), format, "{}", path.display());
    }
}
