use super::*;
use hilf_entity::Schema;
use proptest::prelude::*;

fn record(id: &str, name: &str) -> Record {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    entity.add("name", hilf_entity::Value::new(name).with_lang("ara"));
    let date = hilf_entity::FuzzyDate::parse("circa 1962").unwrap();
    entity.add_date("birthDate", &date, "circa 1962");
    entity.datasets.push("t".into());
    let mut sanction = Entity::new(format!("{id}-sanction"), Schema::named("Sanction").unwrap());
    sanction.add("entity", id);
    let position = Position { file: "t.xml".into(), line: 7, field: None };
    Record { position, entity, related: vec![sanction] }
}

fn written(folder: &Path, records: &[Record]) -> PathBuf {
    let mut writer = SnapshotWriter::new(folder).unwrap();
    records.iter().for_each(|r| writer.add(r));
    let info = ListInfo { dataset: "t".into(), ..ListInfo::default() };
    writer.finish(info, Format::UnXml, "00".into()).unwrap()
}

#[test]
fn what_was_written_is_read_again_by_ordinal_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let records: Vec<Record> = (0..100).map(|n| record(&format!("t-{n}"), "آدم")).collect();
    let snapshot = Snapshot::open(&written(folder.path(), &records)).unwrap();
    assert_eq!(snapshot.len(), 100);
    assert_eq!(snapshot.description().schemata, [("Person".to_owned(), 100)]);
    assert_eq!(snapshot.record(0).unwrap(), records[0]);
    assert_eq!(snapshot.record(99).unwrap(), records[99]);
    assert!(snapshot.record(100).is_err());
    let all: Vec<Record> = snapshot.records().map(Result::unwrap).collect();
    assert_eq!(all, records);
    snapshot.verify().unwrap();
    assert!(snapshot.path().ends_with(format!("{}.hilfsn", snapshot.id())));
}

#[test]
fn the_same_content_has_the_same_name_and_other_content_another() {
    let folder = tempfile::tempdir().unwrap();
    let first = written(folder.path(), &[record("t-1", "A")]);
    assert_eq!(written(folder.path(), &[record("t-1", "A")]), first);
    assert_ne!(written(folder.path(), &[record("t-1", "B")]), first);
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "no temporary file stays");
}

proptest! {
    #[test]
    fn a_changed_or_cut_snapshot_is_noticed(at in 0usize..2_000, flip in 1u8.., cut in any::<bool>()) {
        let folder = tempfile::tempdir().unwrap();
        let records: Vec<Record> = (0..40).map(|n| record(&format!("t-{n}"), "A B")).collect();
        let path = written(folder.path(), &records);
        let mut bytes = std::fs::read(&path).unwrap();
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= flip;
        }
        std::fs::write(&path, bytes).unwrap();
        let noticed = Snapshot::open(&path).and_then(|snapshot| snapshot.verify());
        prop_assert!(noticed.is_err());
    }
}
