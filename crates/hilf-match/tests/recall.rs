//! The index against comparing every name with every word, over the real lists where they are.

#![allow(clippy::unwrap_used)]

mod dice;

use std::path::PathBuf;
use std::sync::Arc;

use hilf_list::{Item, ReadOptions, Record, Source, detect, read};
use hilf_match::{Index, IndexBuilder, Profile, Search, names_of};
use hilf_name::parse;

use dice::Dice;

const LISTS: &[&str] = &[
    "un/UN_consolidated_2026-02-27.xml",
    "ofac/2021-07",
    "eu/eu_fsf_2026-05-01.xml.gz",
    "uk/UK_Sanctions_List_2026-08-22.csv.gz",
    "ca/sema_2025-05.xml",
    "us/csl_consolidated_2022-04.csv.gz",
];

/// Queries unless HILF_RECALL_QUERIES says otherwise: the comparison with everything is slow.
const QUERIES: usize = 24;

fn records() -> Option<Vec<Record>> {
    let folder = std::env::var_os("HILF_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let mut records = Vec::new();
    for list in LISTS {
        let path = folder.join("lists").join(list);
        if !path.exists() {
            eprintln!("SKIPPED: {} is not there; set HILF_DATA to the data folder", path.display());
            return None;
        }
        let source = Source::open(&path).unwrap();
        let format = detect(&source).unwrap();
        read(&source, format, &ReadOptions::default(), &mut |item| {
            if let Item::Record(record) = item {
                records.push(*record);
            }
        })
        .unwrap();
    }
    Some(records)
}

/// A name as somebody else writes it: a word left out, added or moved, letters mistyped; or words of
/// several names.
fn manipulated(names: &[String], dice: &mut Dice) -> String {
    let name = &names[dice.below(names.len())];
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let at = dice.below(words.len());
    match dice.below(6) {
        0 if words.len() > 2 => drop(words.remove(at)),
        1 => {
            let other = &names[dice.below(names.len())];
            words.extend(other.split_whitespace().next().map(str::to_owned));
        }
        2 => words.rotate_left(1),
        3 => {
            let mut letters: Vec<char> = words[at].chars().collect();
            let place = dice.below(letters.len().saturating_sub(1));
            if letters.len() > 1 {
                letters.swap(place, place + 1);
            }
            words[at] = letters.into_iter().collect();
        }
        4 => {
            let mut letters: Vec<char> = words[at].chars().collect();
            letters.remove(dice.below(letters.len()));
            words[at] = letters.into_iter().collect();
        }
        _ => {}
    }
    words.join(" ")
}

#[test]
fn the_index_finds_what_comparing_everything_finds() {
    let Some(records) = records() else { return };
    let names: Vec<String> = records
        .iter()
        .flat_map(|record| names_of(&record.entity))
        .map(|(text, _)| text)
        .filter(|text| !text.trim().is_empty())
        .collect();
    let numbered: Vec<(u32, Record)> = (0..).zip(records).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(Arc::new(builder.finish())).unwrap();
    let mut search = Search::new(&index);
    let queries = std::env::var("HILF_RECALL_QUERIES").ok().and_then(|text| text.parse().ok());
    let queries: usize = queries.unwrap_or(QUERIES);
    let mut dice = Dice(7);
    let (mut found, mut worst) = (0, 0);
    for number in 0..queries {
        let query = manipulated(&names, &mut dice);
        // A threshold below that of the profiles stands for facts that add to a name's score.
        let least = if number % 4 == 3 { 0.53 } else { Profile::kyc().threshold };
        search.set_within(number % 8 == 6);
        let name = parse(&query);
        let key = |hit: &hilf_match::NameHit| (hit.name, hit.exact, hit.alignment.score.to_bits());
        let fast: Vec<_> = search.names(&index, &name, least).iter().map(key).collect();
        let all = search.names_by_brute_force(&index, &name, least);
        let all: Vec<_> = all.iter().map(key).collect();
        let missed = all.iter().filter(|hit| !fast.contains(hit)).count();
        assert_eq!(fast, all, "`{query}` at {least}: {missed} of {} missed", all.len());
        found += all.len();
        worst = worst.max(all.len());
    }
    println!("{queries} queries, {found} names found, at most {worst} by one, none missed");
}
