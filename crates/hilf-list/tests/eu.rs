//! The EU file, in the copy of May 2026 and in the publisher's own bytes.

mod real;

use std::collections::HashSet;

use hilf_list::xml::XmlReader;
use hilf_list::{Format, Source};
use real::{file, read_sound, squeezed};

#[test]
fn the_file_is_read_whole() {
    let Some(path) = file("eu/eu_fsf_2026-05-01.xml.gz") else { return };
    let reading = read_sound(&path, Format::EuXml);
    assert_eq!(reading.records.len(), 5_860);
    assert_eq!((reading.count("Person"), reading.count("Organization")), (4_341, 1_519));
    assert!(reading.records.iter().all(|r| r.entity.is_target()));
    let un = reading.records.iter().flat_map(|r| &r.related);
    assert_eq!(un.filter(|s| s.first("unscId").is_some()).count(), 88);

    let source = Source::open(&path).unwrap();
    let mut xml = XmlReader::new(source.members()[0].open().unwrap());
    let mut rows = 0;
    for record in &reading.records {
        let node = xml.next_of(&["sanctionEntity"]).unwrap().unwrap();
        let entity = &record.entity;
        let kept: HashSet<String> = ["name", "alias", "weakAlias"]
            .iter()
            .flat_map(|property| entity.get(property))
            .flat_map(|value| [Some(value.text()), value.original()])
            .flatten()
            .map(squeezed)
            .collect();
        for row in node.children("nameAlias") {
            let name = squeezed(row.attribute("wholeName"));
            assert!(kept.contains(&name), "{} {name}", entity.id());
            rows += 1;
        }
        let dates = node.children("birthdate").filter(|b| !b.attribute("year").is_empty()).count();
        assert!(dates == 0 || !entity.get("birthDate").is_empty(), "{}", entity.id());
    }
    println!("{rows} name rows found again");
    assert_eq!(rows, 29_826);
}

#[test]
fn the_publishers_own_bytes_are_read() {
    let Some(path) = file("eu/fsf_sample.xml") else { return };
    let raw = std::fs::read_to_string(&path).unwrap();
    let reading = read_sound(&path, Format::EuXml);
    assert_eq!(reading.records.len(), raw.matches("<sanctionEntity ").count());
    // The sample was extended for tests by repeating a subject with another name.
    assert_eq!(reading.info.remarks.len(), 1);
    assert!(reading.info.remarks[0].contains("EU.4009.74 of line 43 stands again on line 110"));
    assert!(reading.records.iter().any(|r| r.entity.first("motherName").is_some()));
}
