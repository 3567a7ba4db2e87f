//! The UN list as published, and copies of it as found in the wild.

mod real;

use hilf_list::xml::{Node, XmlReader};
use hilf_list::{Format, ListError, Record};
use real::{file, read_sound, squeezed, try_read};

const ISSUES: [(&str, usize, usize); 4] = [
    ("un/UN_consolidated_2018-10-29.xml", 703, 390),
    ("un/UN_consolidated_2025-04-19.xml", 684, 193),
    ("un/UN_consolidated_2025-11-20.xml", 727, 273),
    ("un/UN_consolidated_2026-02-27.xml", 730, 273),
];

#[test]
fn every_issue_is_read_whole() {
    for (name, persons, organisations) in ISSUES {
        let Some(path) = file(name) else { return };
        let raw = std::fs::read_to_string(&path).unwrap();
        assert_eq!(raw.matches("<INDIVIDUAL>").count(), persons);
        assert_eq!(raw.matches("<ENTITY>").count(), organisations);
        let reading = read_sound(&path, Format::UnXml);
        assert_eq!(
            (reading.count("Person"), reading.count("Organization")),
            (persons, organisations)
        );
        assert_eq!(reading.info.remarks, [""; 0]);
        assert!(reading.records.iter().all(|r| r.entity.is_target()));
        let published = reading.info.published.unwrap();
        assert!(name.contains(&published[..10]), "{published}");
    }
}

#[test]
fn every_name_in_its_own_script_is_a_name() {
    for (name, ..) in ISSUES {
        let Some(path) = file(name) else { return };
        let raw = std::fs::read_to_string(&path).unwrap();
        let reading = read_sound(&path, Format::UnXml);
        let names: Vec<String> = reading
            .records
            .iter()
            .flat_map(|r| r.entity.texts("name").chain(r.entity.texts("alias")))
            .map(squeezed)
            .collect();
        let mut count = 0;
        for field in raw.split("<NAME_ORIGINAL_SCRIPT>").skip(1) {
            let text = squeezed(field.split("</").next().unwrap());
            if text.is_empty() {
                continue;
            }
            assert!(names.contains(&text), "{text}");
            count += 1;
        }
        println!("{name}: {count} names in original script");
        assert!(count == 378 || !name.contains("2026"));
    }
}

#[test]
fn a_copy_with_bare_ampersands_is_mended_and_says_so() {
    let Some(path) = file("un/UN_consolidated_2024-10-16_damaged-amp.xml") else { return };
    let reading = read_sound(&path, Format::UnXml);
    assert_eq!((reading.count("Person"), reading.count("Organization")), (684, 193));
    let [remark] = &reading.info.remarks[..] else { panic!("one remark") };
    println!("{remark}");
    for line in [39788, 43002, 45029, 45107, 45691] {
        assert!(remark.contains(&line.to_string()), "{remark}");
    }
}

#[test]
fn a_copy_in_another_encoding_is_refused_at_its_line() {
    let Some(path) = file("un/UN_consolidated_2025-08-16_damaged-cp1252.xml") else { return };
    let Err(ListError::Damaged { line, reason, .. }) = try_read(&path, Format::UnXml) else {
        panic!("must be refused");
    };
    println!("line {line}: {reason}");
    // The re-encoding cut ’ (U+2019) down to its low byte; the first é follows one line below.
    assert_eq!(line, 53);
    assert!(reason.contains("byte 0x19 at offset 2110 is a control character"), "{reason}");
}

#[test]
fn nothing_a_record_says_is_lost() {
    for (name, ..) in ISSUES {
        let Some(path) = file(name) else { return };
        let reading = read_sound(&path, Format::UnXml);
        let mut xml = XmlReader::new(std::io::BufReader::new(std::fs::File::open(&path).unwrap()));
        let mut checked = 0;
        for record in &reading.records {
            let node = xml.next_of(&["INDIVIDUAL", "ENTITY"]).unwrap().unwrap();
            let kept = comparable(&json_of(record).replace("\\n", " "));
            for (place, text) in texts_of(&node, "") {
                assert!(
                    kept.contains(&comparable(text)) || is_known_elsewhere(&place, text),
                    "{name} {}: {place} {text:?}\n{}",
                    record.entity.id(),
                    json_of(record)
                );
                checked += 1;
            }
        }
        println!("{name}: {checked} texts found again");
    }
}

fn comparable(text: &str) -> String {
    squeezed(text).replace(['"', '\\'], "")
}

fn json_of(record: &Record) -> String {
    let related = record.related.iter();
    related
        .chain([&record.entity])
        .map(|e| serde_json::to_string(e).expect("JSON") + "\n")
        .collect()
}

fn texts_of<'a>(node: &'a Node, path: &str) -> Vec<(String, &'a str)> {
    let path = format!("{path}/{}", node.name);
    let mut texts: Vec<(String, &str)> = node
        .attributes
        .iter()
        .map(|(name, value)| (format!("{path}@{name}"), value.as_str()))
        .collect();
    texts.push((path.clone(), node.text()));
    texts.extend(node.children.iter().flat_map(|c| texts_of(c, &path)));
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// What is kept as a code, a property or a date instead of its wording.
fn is_known_elsewhere(place: &str, text: &str) -> bool {
    let by_code = ["QUALITY", "TYPE_OF_DATE", "GENDER"];
    let date = text.len() >= 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    by_code.iter().any(|p| place.ends_with(p)) || date || text == "na"
}
