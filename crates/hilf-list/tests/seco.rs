//! Switzerland's list, in the publisher's format example.

mod real;

use hilf_list::Format;
use real::{file, read_sound};

#[test]
fn the_format_example_is_read() {
    let Some(path) = file("ch/seco_format_sample_2024-01.xml") else { return };
    let reading = read_sound(&path, Format::SecoXml);
    let names: Vec<Option<&str>> = reading.records.iter().map(|r| r.entity.first("name")).collect();
    assert_eq!(names, [Some("Test B"), Some("Test C"), Some("Test A")]);
    assert_eq!(reading.info.remarks.len(), 1);
    assert!(reading.info.remarks[0].contains("only what changed"));
    let sanctions =
        reading.records[2].related.iter().filter(|r| r.schema().name() == "Sanction").count();
    assert_eq!(sanctions, 2, "one per sanctions set");
}
