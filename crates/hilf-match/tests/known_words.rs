//! What a search finds does not hang on what was asked for before: words that were looked up are taken
//! from the cache, listed ones that were not are compared with the names that other words find.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use hilf_entity::{Entity, Schema};
use hilf_list::Record;
use hilf_match::{Bytes, Index, IndexBuilder, Profile, Search};
use hilf_name::parse;

const FIRST: &[&str] =
    &["Talib", "Munir", "Harun", "Salim", "Yusuf", "طالب", "منير", "هارون", "سالم", "يوسف"];
const FAMILY: &[&str] = &[
    "Wardani",
    "Kattani",
    "Barnawi",
    "Shandali",
    "Zurmati",
    "الورداني",
    "الكتاني",
    "البرناوي",
    "المكتري",
    "Haldani",
];

fn names() -> Vec<String> {
    let mut names = Vec::new();
    for (i, first) in FIRST.iter().enumerate() {
        for (j, family) in FAMILY.iter().enumerate() {
            let between = FIRST[(i + j) % FIRST.len()];
            names.push(format!("{first} {between} {family}"));
            names.push(format!("{first} {family}"));
        }
    }
    names
}

fn index() -> Bytes {
    let person = Schema::named("Person").unwrap();
    let record = |(number, name): (u32, String)| {
        let mut entity = Entity::new(format!("invented-{number}"), person);
        entity.add("name", name.as_str());
        (number, Record { position: Default::default(), entity, related: Vec::new() })
    };
    let records: Vec<_> = (0..).zip(names()).map(record).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&records);
    Arc::new(builder.finish())
}

fn found(index: &Index, query: &str) -> Vec<(u32, u32)> {
    let hits = Search::new(index).names(index, &parse(query), Profile::kyc().threshold);
    hits.iter().map(|hit| (hit.name, hit.alignment.score.to_bits())).collect()
}

#[test]
fn what_is_found_does_not_hang_on_what_was_asked_before() {
    let bytes = index();
    let warm = Index::open(Arc::clone(&bytes)).unwrap();
    for word in FIRST.iter().chain(FAMILY) {
        // A word alone is always looked up.
        found(&warm, word);
    }
    let mut hits = 0;
    for query in names().iter().step_by(3).map(String::as_str).chain([
        "Taleb Mounir Wardany",
        "Harun S. Kattani",
        "Mnuir Salim Barnawi",
        "Yusuf Idris Makhluf",
        "يوسف سالم الورداني",
    ]) {
        let cold = Index::open(Arc::clone(&bytes)).unwrap();
        let of_cold = found(&cold, query);
        assert_eq!(of_cold, found(&warm, query), "{query}");
        assert_eq!(of_cold, found(&cold, query), "{query}, asked again");
        hits += of_cold.len();
    }
    assert!(hits > 60, "{hits}");
}
