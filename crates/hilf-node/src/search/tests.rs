use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use hilf_list::Source;
use hilf_list::store::{ListStore, Origin};

use super::*;
use crate::{Node, Work};

const SUBJECTS: &[&str] = &[
    r#"{"id":"a","schema":"Person","properties":{"name":["Karim Bin Salim Qadiri"],"alias":["Abu Tariq"],"birthDate":["1971-05-02"],"nationality":["iq"],"topics":["sanction","crime.terror"],"passportNumber":["N 770-112"]},"datasets":["x"],"referents":["old-a"],"last_change":"2026-02-27T10:00:00Z"}"#,
    r#"{"id":"b","schema":"Person","properties":{"name":["كريم القادري"],"birthDate":["1971"],"nationality":["sy"],"topics":["sanction"]},"datasets":["x","y"],"referents":[],"last_change":"2026-01-01T00:00:00"}"#,
    r#"{"id":"c","schema":"Organization","properties":{"name":["Qadiri Relief Foundation"],"country":["sy"],"topics":["sanction.linked"]},"datasets":["y"],"referents":[]}"#,
    r#"{"id":"d","schema":"LegalEntity","properties":{"name":["Salim Haddad"],"topics":["poi"]},"datasets":["y"],"referents":[]}"#,
];

fn live() -> (tempfile::TempDir, Arc<Live>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.entities.ftm.json");
    let mut text = String::new();
    SUBJECTS.iter().for_each(|line| writeln!(text, "{line}").unwrap());
    std::fs::write(&path, text).unwrap();
    let lists = folder.path().join("lists");
    let mut store = ListStore::open(&lists).unwrap();
    let source = Source::open(&path).unwrap();
    store.add("own", &source, Origin::Path(path), &Default::default()).unwrap();
    let node = Node::new(&lists, Work::new(1, Duration::from_secs(1)));
    node.reload().unwrap();
    (folder, node.live().unwrap())
}

fn question(text: &str) -> Question {
    Question::new(read(text).unwrap(), Schema::named("Thing").unwrap(), Scope::of("default"))
}

fn ids(live: &Live, question: &Question) -> String {
    let found = live.search(question).unwrap();
    let id = |ordinal: &u32| live.directory().card(*ordinal).unwrap().id.to_string();
    found.ordinals.iter().map(id).collect()
}

#[test]
fn words_fields_and_signs_find_whom_they_name() {
    let (_folder, live) = live();
    let found = |text: &str| ids(&live, &question(text));
    for (text, expected) in [
        ("", "abcd"),
        ("qadiri", "bac"),
        ("القادري", "bac"),
        ("qadiri -relief", "ba"),
        ("-qadiri", "d"),
        ("-*", ""),
        ("\"karim qadiri\"", "b"),
        ("qad*", "bac"),
        ("hadad~ | tariq", "ad"),
        ("qadiri topics:sanction", "ba"),
        ("birthDate:1971", "ab"),
        ("properties.birthDate:1971-05", "a"),
        ("countries:(iq OR sy) -topics:sanction.linked", "ab"),
        ("n770112", "a"),
        ("identifiers:\"N 770-112\"", "a"),
        ("old-a", "a"),
        ("schema:LEGALENTITY", "d"),
        ("target:true", "abcd"),
        ("nobody", ""),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn filters_narrow_and_scopes_bound() {
    let (_folder, live) = live();
    let filtered = |filters: &[(&str, &str)], all_values| {
        let owned = |(field, value): &(&str, &str)| ((*field).to_owned(), (*value).to_owned());
        let filters = filters.iter().map(owned).collect();
        ids(&live, &Question { filters, all_values, ..question("") })
    };
    assert_eq!(filtered(&[("topics", "sanction"), ("topics", "crime.terror")], false), "ab");
    assert_eq!(filtered(&[("topics", "sanction"), ("topics", "crime.terror")], true), "a");
    assert_eq!(filtered(&[("countries", "sy"), ("topics", "sanction")], false), "b");
    let scoped = |scope: Scope| ids(&live, &Question { scope, ..question("") });
    assert_eq!(scoped(Scope::of("y")), "bcd");
    assert_eq!(scoped(Scope { exclude: vec!["y".into()], ..Scope::of("default") }), "ab");
    let since = Scope { changed_since: Some("2026-01-01T00:00:00".into()), ..Scope::of("own") };
    assert_eq!(scoped(since), "a");
    assert_eq!(scoped(Scope { exclude_ids: vec!["old-a".into()], ..Scope::of("own") }), "bcd");
    let person = Schema::named("Person").unwrap();
    assert_eq!(ids(&live, &Question { schema: person, ..question("") }), "abd");
}

#[test]
fn counts_and_orders_are_those_of_all_that_was_found() {
    let (_folder, live) = live();
    let order = vec![(Order::BirthDate, true)];
    let facets = vec![Facet::Countries, Facet::Schema];
    let found = live.search(&Question { order, facets, ..question("") }).unwrap();
    assert_eq!(found.ordinals, [0, 1, 2, 3], "who has no date of birth stands last");
    let countries = vec![("sy".to_owned(), 2), ("iq".to_owned(), 1)];
    assert_eq!(found.counts[0], (Facet::Countries, countries));
    assert_eq!(found.counts[1].1[0], ("Person".to_owned(), 2));
    let order = vec![(Order::Caption, false)];
    assert_eq!(ids(&live, &Question { order, ..question("") }), "acdb");
}

#[test]
fn what_does_not_exist_is_refused() {
    let (_folder, live) = live();
    let refused = |question: Question| live.search(&question).unwrap_err();
    assert_eq!(refused(question("shoeSize:44")), SearchError::Field("shoeSize".into()));
    let filters = vec![("notes".to_owned(), "x".to_owned())];
    assert!(matches!(refused(Question { filters, ..question("") }), SearchError::Field(_)));
    let schema = Schema::named("Sanction").unwrap();
    assert_eq!(refused(Question { schema, ..question("") }), SearchError::Attached("Sanction"));
}
