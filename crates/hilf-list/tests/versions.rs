//! Versions of the UN list: what differs, and what must not go live.

mod real;

use std::collections::HashSet;
use std::path::Path;

use hilf_list::diff::diff;
use hilf_list::store::{ListStore, Origin, Outcome, StoreError};
use hilf_list::{ListError, ReadOptions, Source};
use real::file;

/// References that one file has and another has not.
fn only_in(one: &Path, other: &Path) -> HashSet<String> {
    let references = |path: &Path| -> HashSet<String> {
        let raw = std::fs::read_to_string(path).expect("a readable file");
        let parts = raw.split("<REFERENCE_NUMBER>").skip(1);
        parts.filter_map(|p| Some(p.split('<').next()?.trim().to_owned())).collect()
    };
    references(one).difference(&references(other)).cloned().collect()
}

fn update(store: &mut ListStore, path: &Path) -> Result<Outcome, StoreError> {
    let source = Source::open(path)?;
    store.update("un", &source, Origin::Path(path.to_path_buf()), None)
}

#[test]
fn a_year_of_the_list_is_told_by_reference_and_bad_updates_are_refused() {
    let (Some(old), Some(new)) =
        (file("un/UN_consolidated_2025-04-19.xml"), file("un/UN_consolidated_2026-02-27.xml"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut store = ListStore::open(folder.path()).unwrap();
    let source = Source::open(&old).unwrap();
    store.add("un", &source, Origin::Path(old.clone()), &ReadOptions::default()).unwrap();
    update(&mut store, &new).unwrap();

    let versions = &store.entry("un").unwrap().versions;
    let snapshots: Vec<_> = versions.iter().map(|v| store.snapshot(&v.snapshot).unwrap()).collect();
    let diff = diff(snapshots[0].records(), snapshots[1].records()).unwrap();
    let (added, removed) = (only_in(&new, &old), only_in(&old, &new));
    assert_eq!((diff.added.len(), diff.removed.len()), (added.len(), removed.len()));
    // By the number of the record in the publisher's database it is 136 and 10: six of those who
    // are listed under the same reference as before were given a new number.
    assert_eq!((diff.added.len(), diff.removed.len(), diff.renumbered), (130, 4, 6));
    assert_eq!(diff.unchanged + diff.changed.len() as u64 + 4, 684 + 193);
    assert!(diff.changed.iter().all(|c| !c.properties.is_empty()));

    // The older list, another list, a torn and a damaged one.
    let torn = folder.path().join("torn.xml");
    let raw = std::fs::read(&new).unwrap();
    std::fs::write(&torn, &raw[..raw.len() / 2]).unwrap();
    let older = update(&mut store, &old).unwrap_err();
    assert!(older.to_string().contains("the live one of 2026-02-27"), "{older}");
    let cut = update(&mut store, &torn).unwrap_err();
    assert!(cut.to_string().contains("cut off"), "{cut}");
    if let Some(other) = file("ca/sema_2025-05.xml") {
        let other = update(&mut store, &other).unwrap_err();
        assert!(other.to_string().contains("it is the list `ca`, not `un`"), "{other}");
    }
    if let Some(damaged) = file("un/UN_consolidated_2025-08-16_damaged-cp1252.xml") {
        let error = update(&mut store, &damaged).unwrap_err();
        assert!(matches!(error, StoreError::List(ListError::Damaged { .. })), "{error}");
    }
    let live = store.entry("un").unwrap().live().unwrap();
    assert_eq!(live.records, 730 + 273);
}
