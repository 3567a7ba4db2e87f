//! Canada's list as published.

mod real;

use hilf_list::Format;
use real::{file, read_sound};

#[test]
fn the_list_is_read_whole() {
    let Some(path) = file("ca/sema_2025-05.xml") else { return };
    let raw = std::fs::read_to_string(&path).unwrap();
    let reading = read_sound(&path, Format::CanadaXml);
    assert_eq!(reading.records.len(), raw.matches("<record>").count());
    assert_eq!(reading.records.len(), 4_759);
    assert_eq!(reading.count("Vessel"), raw.matches("<ShipIMONumber>").count());
    assert_eq!(reading.count("Person"), raw.matches("<LastName>").count());
    let unread: Vec<&str> = reading
        .records
        .iter()
        .flat_map(|r| r.entity.texts("notes"))
        .filter(|n| n.starts_with("Date"))
        .collect();
    println!("dates left as notes: {unread:?}");
    assert!(unread.len() < 10);
}
