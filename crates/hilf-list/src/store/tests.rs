use super::*;

const FIRST: &str = "id;name;legal basis\n1;Adam Tester;Order 1\n2;Eva Tester;Order 1\n";

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> ListStore {
        ListStore::open(&self.folder.path().join("lists")).unwrap()
    }

    fn source(&self, text: &str) -> (Source, Origin) {
        let path = self.folder.path().join("list.csv");
        std::fs::write(&path, text).unwrap();
        (Source::open(&path).unwrap(), Origin::Path(path))
    }
}

fn rows(count: usize) -> String {
    let rows = (0..count).map(|n| format!("{n};Adam Tester\n"));
    std::iter::once("id;name\n".to_owned()).chain(rows).collect()
}

#[test]
fn a_list_is_added_and_updated_and_its_old_version_stays() {
    let place = Place::new();
    let (source, origin) = place.source(FIRST);
    let mut store = place.store();
    let first = store.add("jo", &source, origin.clone(), &ReadOptions::default()).unwrap();
    let Outcome::Live(first) = first else { panic!("{first:?}") };
    assert_eq!(first.records, 2);
    assert!(matches!(
        store.add("jo", &source, origin.clone(), &ReadOptions::default()),
        Err(StoreError::Taken(_))
    ));
    assert_eq!(
        store.update("jo", &source, origin, None).unwrap(),
        Outcome::Unchanged(first.clone())
    );
    let (source, origin) = place.source(&format!("{FIRST}3;Omar Tester;Order 2\n"));
    store.update("jo", &source, origin, None).unwrap();
    let again = place.store();
    assert_eq!(again.entry("jo").unwrap().versions.len(), 2);
    assert_eq!(again.live().unwrap()[0].1.len(), 3);
    assert_eq!(again.snapshot(&first.snapshot).unwrap().len(), 2);
    let events: Vec<Happened> = again.journal().unwrap().iter().map(|e| e.event).collect();
    assert_eq!(events, [Happened::Added, Happened::Unchanged, Happened::Updated]);
}

#[test]
fn what_must_not_go_live_does_not_and_the_journal_says_why() {
    let place = Place::new();
    let (source, origin) = place.source(&rows(100));
    let mut store = place.store();
    store.add("own", &source, origin, &ReadOptions::default()).unwrap();
    for (text, reason) in [
        (rows(90), "10.0 % fewer"),
        ("id;name\n".to_owned(), "no record at all"),
        ("<html><body>503</body></html>".to_owned(), "web page"),
        (format!("{}9\"", rows(100)), "end"),
    ] {
        let (source, origin) = place.source(&text);
        let error = store.update("own", &source, origin, None);
        if let Ok(outcome) = &error {
            // A row cut off at the end is held; so little harm does not stop an update.
            assert!(matches!(outcome, Outcome::Live(v) if v.held == 1), "{text}");
            continue;
        }
        let error = error.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert_eq!(store.live().unwrap()[0].1.len(), 100);
        let last = store.journal().unwrap().pop().unwrap();
        assert_eq!(last.event, Happened::Refused);
        assert!(last.reason.unwrap().contains(reason));
    }
    let (source, origin) = place.source(&rows(90));
    store.update("own", &source, origin, Some("confirmed by the ministry")).unwrap();
    assert_eq!(store.live().unwrap()[0].1.len(), 90);
    let last = store.journal().unwrap().pop().unwrap();
    assert_eq!(last.accepted_shrink.as_deref(), Some("confirmed by the ministry"));
}

#[test]
fn two_changes_at_once_are_refused() {
    let place = Place::new();
    let (source, origin) = place.source(FIRST);
    let mut first = place.store();
    let lock = first.lock().unwrap();
    let error = place.store().add("jo", &source, origin, &ReadOptions::default());
    assert!(matches!(error, Err(StoreError::Locked(_))));
    drop(lock);
}

#[test]
fn a_delta_changes_a_list_entity_by_entity() {
    let place = Place::new();
    let entity = |id: &str, name: &str| {
        format!(r#"{{"id":"{id}","schema":"Person","properties":{{"name":["{name}"]}}}}"#)
    };
    let sanction = r#"{"id":"s","schema":"Sanction","properties":{"entity":["b"]}}"#;
    let full = format!("{}\n{}\n{sanction}\n", entity("a", "A"), entity("b", "B"));
    let (source, origin) = place.source(&full);
    let mut store = place.store();
    store.add("os", &source, origin, &ReadOptions::default()).unwrap();
    let delta = format!(
        "{{\"op\":\"DEL\",\"entity\":{{\"id\":\"a\"}}}}\n{{\"op\":\"MOD\",\"entity\":{}}}\n\
         {{\"op\":\"ADD\",\"entity\":{}}}\n",
        entity("b", "B2"),
        entity("c", "C")
    );
    let (source, origin) = place.source(&delta);
    store.update("os", &source, origin, Some("a delta")).unwrap();
    let snapshot = &store.live().unwrap()[0].1;
    let records: Vec<_> = snapshot.records().map(Result::unwrap).collect();
    let names: Vec<&str> = records.iter().map(|r| r.entity.caption()).collect();
    assert_eq!(names, ["B2", "C"]);
    assert_eq!(records[0].related[0].id(), "s");
}

#[test]
fn names_of_lists_cannot_leave_the_folder() {
    let place = Place::new();
    let (source, origin) = place.source(FIRST);
    for name in ["", "../x", "A", "a b"] {
        let error = place.store().add(name, &source, origin.clone(), &ReadOptions::default());
        assert!(matches!(error, Err(StoreError::Name(_))), "{name}");
    }
}

#[test]
fn a_list_is_taken_off_with_its_reason_and_its_snapshots_stay() {
    let place = Place::new();
    let (source, origin) = place.source(FIRST);
    let mut store = place.store();
    store.add("jo", &source, origin.clone(), &ReadOptions::default()).unwrap();
    assert!(matches!(store.remove("jo", "x"), Err(StoreError::Last(_))));
    store.add("other", &source, origin.clone(), &ReadOptions::default()).unwrap();
    let snapshot = store.entry("jo").unwrap().live().unwrap().snapshot.clone();
    assert!(matches!(store.remove("nowhere", "x"), Err(StoreError::Unknown(_))));
    store.remove("jo", "no longer kept").unwrap();
    let again = place.store();
    assert_eq!(again.entries().keys().collect::<Vec<_>>(), ["other"]);
    assert_eq!(again.snapshot(&snapshot).unwrap().len(), 2);
    let last = again.journal().unwrap().pop().unwrap();
    assert_eq!((last.event, last.reason.as_deref()), (Happened::Removed, Some("no longer kept")));
    assert_eq!(last.snapshot, Some(snapshot));
    assert!(store.add("jo", &source, origin, &ReadOptions::default()).is_ok(), "it may come back");
}
