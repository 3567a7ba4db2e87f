//! The index finds every listed name that comparing all of them would find.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hilf_list::{Item, Record, Source};
use hilf_match::{Index, IndexBuilder, NameHit, Search, names_of};
use hilf_name::parse;

/// Score from which on everything must be found; the lowest that screening asks for, with facts.
const LEAST: f32 = 0.53;

fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../hilf/data/un-2026-02-27.xml.zst")
}

/// Lists of the data folder; says loudly that they are left out where they are not there.
fn others() -> Vec<PathBuf> {
    let folder = std::env::var_os("HILF_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let lists = ["ofac/2021-07", "eu/eu_fsf_2026-05-01.xml.gz", "ca/sema_2025-05.xml"];
    let paths = lists.map(|list| folder.join("lists").join(list));
    if paths.iter().all(|path| path.exists()) {
        return paths.to_vec();
    }
    eprintln!("SKIPPED: not all of {lists:?} are there; set HILF_DATA to the data folder");
    Vec::new()
}

fn read(paths: &[PathBuf]) -> Vec<(u32, Record)> {
    let mut records = Vec::new();
    for path in paths {
        let source = Source::open(path).unwrap();
        let format = hilf_list::detect(&source).unwrap();
        hilf_list::read(&source, format, &Default::default(), &mut |item| {
            if let Item::Record(record) = item {
                records.push(*record);
            }
        })
        .unwrap();
    }
    (0..).zip(records).collect()
}

/// A name as somebody else might write it, another way for every number.
fn altered(name: &str, number: usize) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let place = number % words.len();
    match number % 6 {
        0 => {}
        1 if words.len() > 2 => drop(words.remove(place)),
        2 => words.reverse(),
        3 => words.insert(place, "Jasim".to_owned()),
        _ => {
            let mut letters: Vec<char> = words[place].chars().collect();
            if letters.len() > 3 {
                letters.swap(1, 2);
                letters.remove(letters.len() - 1 - number % 2);
            }
            words[place] = letters.into_iter().collect();
        }
    }
    words.join(" ")
}

fn places(hits: &[NameHit]) -> Vec<(u32, u16)> {
    let mut places: Vec<(u32, u16)> = hits.iter().map(|hit| (hit.entity, hit.ordinal)).collect();
    places.sort_unstable();
    places
}

/// Compares on every `step`th record.
fn compare(records: &[(u32, Record)], step: usize, within: bool) {
    let mut builder = IndexBuilder::new();
    builder.add(records);
    let index = Index::open(Arc::new(builder.finish())).unwrap();
    let mut search = Search::new(&index);
    search.set_within(within);
    let mut found = 0;
    for (number, (_, record)) in records.iter().step_by(step).enumerate() {
        let names = names_of(&record.entity);
        let Some((name, _)) = names.get(number % names.len().max(1)) else { continue };
        let query = parse(&altered(name, number));
        let by_index = places(&search.names(&index, &query, LEAST));
        let by_all = places(&search.names_by_brute_force(&index, &query, LEAST));
        let missing: Vec<String> = by_all
            .iter()
            .filter(|place| !by_index.contains(place))
            .map(|(entity, ordinal)| {
                let ordinal = usize::from(*ordinal);
                index.entity(*entity).map_or(String::new(), |entity| {
                    names_of(&records[entity.ordinal as usize].1.entity)[ordinal].0.clone()
                })
            })
            .collect();
        assert!(missing.is_empty(), "“{}” does not find {missing:?}", query.original);
        found += by_index.len();
    }
    assert!(found > records.len() / step, "only {found} hits: the comparison says nothing");
}

#[test]
fn the_index_finds_what_comparing_every_name_finds() {
    compare(&read(&[bundled()]), 3, false);
}

#[test]
fn so_it_does_within_texts() {
    compare(&read(&[bundled()]), 11, true);
}

#[test]
fn so_it_does_on_larger_lists() {
    let lists = others();
    if !lists.is_empty() {
        compare(&read(&lists), 797, false);
    }
}
