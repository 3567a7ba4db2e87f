//! Whoever screening finds to be a changed listing is among those whom the roll names for it: over
//! invented people always, over the real lists where they are.

#![allow(clippy::unwrap_used)]

mod dice;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use hilf_entity::{Entity, Schema};
use hilf_list::{Item, ReadOptions, Record, Source, detect, read};
use hilf_match::{Index, IndexBuilder, Profile, Roll, Screener, Subject, names_of};

use dice::Dice;

fn record(id: &str, schema: &str, names: &[String]) -> Record {
    let mut entity = Entity::new(id, Schema::named(schema).unwrap());
    names.iter().for_each(|name| entity.add("name", name.as_str()));
    Record { position: Default::default(), entity, related: Vec::new() }
}

/// A name as somebody else writes it.
fn manipulated(name: &str, others: &[String], dice: &mut Dice) -> String {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let at = dice.below(words.len());
    let mut letters: Vec<char> = words.get(at).map_or(Vec::new(), |word| word.chars().collect());
    match dice.below(9) {
        0 if words.len() > 2 => drop(words.remove(at)),
        1 => {
            let other = &others[dice.below(others.len())];
            words.extend(other.split_whitespace().next().map(str::to_owned));
        }
        2 if words.len() > 1 => words.rotate_left(1),
        3 if letters.len() > 2 => {
            let place = dice.below(letters.len() - 1);
            letters.swap(place, place + 1);
            words[at] = letters.into_iter().collect();
        }
        4 if letters.len() > 3 => {
            letters.remove(dice.below(letters.len()));
            words[at] = letters.into_iter().collect();
        }
        5 => words[at].truncate(letters.first().map_or(0, |letter| letter.len_utf8())),
        6 => return words.concat(),
        7 => {
            let other = &others[dice.below(others.len())];
            if let Some(last) = other.split_whitespace().last() {
                words[at] = last.to_owned();
            }
        }
        _ => {}
    }
    words.join(" ")
}

/// Asks for some of the listed at a time and compares with screening everybody against all.
fn compare(
    listed: Vec<Record>,
    subjects: &[(i64, Subject)],
    asked_at_once: usize,
    dice: &mut Dice,
) {
    let numbered: Vec<(u32, Record)> = (0..).zip(listed.clone()).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    let index = Index::open(Arc::new(builder.finish())).unwrap();
    let mut roll = Roll::new();
    let (first, second) = subjects.split_at(subjects.len() / 2);
    roll.add(first);
    roll.add(second);
    assert_eq!(roll.len(), subjects.len());
    let mut found_in_all = 0;
    for profile in [Profile::kyc(), Profile::payment()] {
        let screener = Screener::new(&index, &listed, &profile);
        let mut search = screener.search();
        let mut hits: Vec<(i64, u32)> = Vec::new();
        for (key, subject) in subjects {
            let found = screener.screen(&mut search, subject).unwrap();
            hits.extend(found.iter().map(|hit| (*key, hit.ordinal)));
        }
        for _ in 0..6 {
            let first = dice.below(listed.len() - asked_at_once);
            let some = first..first + asked_at_once;
            let told: BTreeSet<i64> =
                roll.ask(&index, &numbered[some.clone()], &profile).unwrap().into_iter().collect();
            let is_asked = |ordinal: u32| some.contains(&(ordinal as usize));
            let wanted: BTreeSet<i64> =
                hits.iter().filter(|(_, o)| is_asked(*o)).map(|(key, _)| *key).collect();
            let missed: Vec<&Subject> = subjects
                .iter()
                .filter(|(key, _)| wanted.contains(key) && !told.contains(key))
                .map(|(_, subject)| subject)
                .collect();
            assert!(missed.is_empty(), "missed {} of {}: {missed:?}", missed.len(), wanted.len());
            found_in_all += wanted.len();
        }
    }
    assert!(found_in_all > 0, "nobody was found at all");
    println!("{found_in_all} found, none missed");
}

#[test]
fn the_roll_names_everybody_whom_screening_finds() {
    const WORDS: &[&str] = &[
        "Talib",
        "Sabri",
        "Marwan",
        "Harun",
        "Qasim",
        "Nawfal",
        "Zubayr",
        "Idris",
        "Barqawi",
        "al-Kattani",
        "Abd al-Rahman",
        "Muhammad",
        "Ahmad",
        "Ali",
        "Hasan",
        "Abu Bakr",
        "bin",
        "Yusuf",
        "Olga",
        "Ivan",
        "Petrov",
        "Trading",
        "Company",
        "Ltd",
        "Bank",
        "M.",
        "A.",
        "K.",
        "Nur al-Din",
        "Umm Kulthum",
        "هارون",
        "مروان",
        "الكتاني",
        "محمد",
        "عبدالله",
        "قاسم",
        "Иван",
        "Петров",
        "Noureddine",
        "Mahmud",
        "Star",
    ];
    let mut dice = Dice(11);
    let invent = |dice: &mut Dice| -> String {
        let words: Vec<&str> =
            (0..1 + dice.below(4)).map(|_| WORDS[dice.below(WORDS.len())]).collect();
        words.join(" ")
    };
    let listed: Vec<Record> = (0..300)
        .map(|n| {
            let names: Vec<String> = (0..1 + dice.below(3)).map(|_| invent(&mut dice)).collect();
            let schema = if n % 5 == 0 { "Organization" } else { "Person" };
            let mut record = record(&format!("l-{n}"), schema, &names);
            if n % 7 == 0 {
                record.entity.add("idNumber", format!("N-{}", 7000 + n));
            }
            record
        })
        .collect();
    let names: Vec<String> =
        listed.iter().flat_map(|r| names_of(&r.entity)).map(|(text, _)| text).collect();
    let mut subjects = Vec::new();
    for key in 1..1500_i64 {
        let name = &names[dice.below(names.len())];
        let text =
            if key % 3 == 0 { invent(&mut dice) } else { manipulated(name, &names, &mut dice) };
        let mut entity = Entity::new(format!("c-{key}"), Schema::named("Person").unwrap());
        entity.add("name", text.as_str());
        match key % 11 {
            0 => entity.add("birthDate", "1971-03-02"),
            1 => entity.add("idNumber", format!("n{}", 7000 + dice.below(300))),
            _ => {}
        }
        let subject = if key % 4 == 0 { Subject::open(entity) } else { Subject::of(entity) };
        subjects.push((key, subject));
    }
    compare(listed, &subjects, 5, &mut dice);
}

#[test]
fn whoever_was_struck_off_is_not_named() {
    let listed = [(0, record("l-1", "Person", &["Talib Sabri Harun".to_owned()]))];
    let mut builder = IndexBuilder::new();
    builder.add(&listed);
    let index = Index::open(Arc::new(builder.finish())).unwrap();
    let subject = Subject::of(record("c", "Person", &["Talib Sabri Harun".to_owned()]).entity);
    let mut roll = Roll::new();
    roll.add(&[(3, subject.clone()), (8, subject)]);
    assert_eq!(roll.ask(&index, &listed, &Profile::kyc()).unwrap(), [3, 8]);
    roll.strike(3);
    assert_eq!(roll.ask(&index, &listed, &Profile::kyc()).unwrap(), [8]);
    assert_eq!(roll.len(), 1);
}

#[test]
fn the_roll_names_everybody_over_the_real_lists() {
    let folder = std::env::var_os("HILF_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let path = folder.join("lists/un/UN_consolidated_2026-02-27.xml");
    if !path.exists() {
        eprintln!("SKIPPED: {} is not there; set HILF_DATA to the data folder", path.display());
        return;
    }
    let source = Source::open(&path).unwrap();
    let format = detect(&source).unwrap();
    let mut listed: Vec<Record> = Vec::new();
    read(&source, format, &ReadOptions::default(), &mut |item| {
        if let Item::Record(record) = item {
            listed.push(*record);
        }
    })
    .unwrap();
    let names: Vec<String> = listed
        .iter()
        .flat_map(|record| names_of(&record.entity))
        .map(|(text, _)| text)
        .filter(|text| !text.trim().is_empty())
        .collect();
    let mut dice = Dice(5);
    let mut subjects = Vec::new();
    for key in 1..2000_i64 {
        let text = manipulated(&names[dice.below(names.len())], &names, &mut dice);
        let mut entity = Entity::new(format!("c-{key}"), Schema::named("Person").unwrap());
        entity.add("name", text.as_str());
        subjects.push((key, Subject::open(entity)));
    }
    compare(listed, &subjects, 20, &mut dice);
}
