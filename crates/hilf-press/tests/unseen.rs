//! Reports on other subjects, meetings and years than those the rules were written on. What each holds
//! was written down before it was read by the program; `unseen/*/*.tsv` says so, row by row: `G` the day
//! of publication the caller knows, `D` dates, `C` numeric claims, `E` events, `N` names, `Q` quotations,
//! `S` statements, `A` roles, `B` lines of boilerplate. A star stands for anything; a row with a small
//! letter may be found and need not. Each folder is one batch: its first figures, before the rules
//! learnt from it, are in `docs/press.md`.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hilf_press::{ClaimKind, Document, Interval, Known, picture};
use serde_json::json;

#[derive(Default, Debug)]
struct Count {
    right: usize,
    missed: usize,
    wrong: usize,
}

impl Count {
    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }
}

/// A report of a batch and its rows.
fn read(text: &Path) -> (Document, Vec<Vec<String>>) {
    let rows = std::fs::read_to_string(text.with_extension("tsv")).unwrap();
    let text = std::fs::read_to_string(text).unwrap();
    let rows: Vec<Vec<String>> = rows
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    let given = rows.iter().find(|row| row[0] == "G");
    let published = given.map(|row| Interval::day(row[1].parse().unwrap()));
    let known = Known { published, ..Known::default() };
    (picture(&[(known, &text)]).documents.remove(0), rows)
}

fn batch(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut texts: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    assert!(!texts.is_empty(), "{}: no reports", folder.display());
    texts.sort();
    texts
}

fn fits(wanted: &str, found: Option<&str>) -> bool {
    match wanted {
        "*" => true,
        "-" => found.is_none(),
        wanted => wanted.split('|').any(|wanted| found == Some(wanted)),
    }
}

/// What was found of one kind, each as the fields of its row, and whether it answers a wanted row.
type Found = Vec<Vec<Option<String>>>;

fn found(document: &Document, kind: &str) -> Found {
    let text = |value: serde_json::Value| value.as_str().map(str::to_owned);
    match kind {
        "D" => document
            .dates
            .iter()
            .map(|date| vec![Some(date.text.clone()), date.earliest.clone(), date.latest.clone()])
            .collect(),
        "C" => document
            .claims
            .iter()
            .filter(|claim| claim.participant.is_none() && claim.kind != ClaimKind::First)
            .map(|claim| {
                vec![
                    claim.value.map(|value| value.to_string()),
                    text(json!(claim.comparator)),
                    claim.unit.clone(),
                    claim.speaker.clone(),
                ]
            })
            .collect(),
        "E" => document
            .events
            .iter()
            .map(|event| {
                vec![
                    Some(event.kind.to_owned()),
                    Some(event.status.to_owned()),
                    event.earliest.clone(),
                    event.place_id.clone(),
                ]
            })
            .collect(),
        "N" => document.entities.iter().map(|entity| vec![Some(entity.id.clone())]).collect(),
        "Q" => document
            .quotes
            .iter()
            .map(|quote| vec![quote.speaker.clone(), Some(quote.text.clone())])
            .collect(),
        "S" => document
            .statements
            .iter()
            .map(|statement| vec![Some(statement.kind.to_owned()), statement.by.clone()])
            .collect(),
        "A" => document
            .events
            .iter()
            .flat_map(|event| &event.participants)
            .map(|who| vec![text(json!(who.role)), Some(who.id.clone())])
            .collect(),
        "B" => document
            .zones
            .iter()
            .filter(|zone| zone.zone == "boilerplate")
            .map(|zone| vec![Some(zone.line.to_string())])
            .collect(),
        other => panic!("{other}: no such row"),
    }
}

/// Names of speakers and words of quotations and dates may be told at another length.
fn answers(kind: &str, wanted: &[String], found: &[Option<String>]) -> bool {
    wanted.iter().zip(found).enumerate().all(|(place, (wanted, found))| {
        let loose = matches!((kind, place), ("D", 0) | ("C", 3) | ("Q", _) | ("S", 1));
        let found = found.as_deref();
        match found {
            Some(found) if loose && wanted != "*" && wanted != "-" => {
                let (wanted, found) = (wanted.trim(), found.trim());
                !found.is_empty() && (wanted.contains(found) || found.contains(wanted))
            }
            _ => fits(wanted, found),
        }
    })
}

fn measure(folder: &Path) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for text in batch(folder) {
        let name = text.file_stem().unwrap().to_string_lossy();
        let (document, rows) = read(&text);
        for kind in ["D", "C", "E", "N", "Q", "S", "A", "B"] {
            let mut left = found(&document, kind);
            let count = counts.entry(kind).or_default();
            for row in rows.iter().filter(|row| row[0] == kind) {
                match left.iter().position(|found| answers(kind, &row[1..], found)) {
                    Some(place) => {
                        left.remove(place);
                        count.right += 1;
                    }
                    None => {
                        count.missed += 1;
                        println!("{name} missed {row:?}");
                    }
                }
            }
            for row in rows.iter().filter(|row| row[0] == kind.to_lowercase()) {
                if let Some(place) = left.iter().position(|found| answers(kind, &row[1..], found)) {
                    left.remove(place);
                }
            }
            // Rows of names, statements and roles name those that matter, not all.
            if !matches!(kind, "N" | "S" | "A") {
                count.wrong += left.len();
                left.iter().for_each(|found| println!("{name} wrong {kind} {found:?}"));
            }
        }
    }
    for (kind, count) in &counts {
        println!("{kind} P {:.3} R {:.3} {count:?}", count.precision(), count.recall());
    }
    counts
}

/// Figures of one of the batches of this crate.
fn measure_of(batch: &str) -> BTreeMap<&'static str, Count> {
    measure(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen").join(batch))
}

/// Least precision and recall of each kind of row.
fn at_least(counts: &BTreeMap<&'static str, Count>, least: &[(&str, f64, f64)]) {
    for (kind, precision, recall) in least {
        let count = &counts[kind];
        assert!(count.precision() >= *precision && count.recall() >= *recall, "{kind}: {count:?}");
    }
}

#[test]
fn reports_the_rules_learnt_from() {
    let counts = measure_of("1");
    let least = [
        ("D", 0.91, 0.94),
        ("C", 0.99, 0.93),
        ("E", 0.93, 1.0),
        ("N", 1.0, 1.0),
        ("Q", 1.0, 1.0),
        ("S", 1.0, 1.0),
        ("A", 1.0, 1.0),
        ("B", 1.0, 1.0),
    ];
    at_least(&counts, &least);
}

#[test]
fn reports_written_after_that() {
    let counts = measure_of("2");
    let least = [
        ("D", 1.0, 1.0),
        ("C", 1.0, 1.0),
        ("E", 0.83, 1.0),
        ("N", 1.0, 1.0),
        ("Q", 1.0, 1.0),
        ("S", 1.0, 1.0),
    ];
    at_least(&counts, &least);
}

#[test]
fn a_third_batch() {
    let counts = measure_of("3");
    at_least(&counts, &[("D", 1.0, 1.0), ("C", 0.91, 0.91), ("E", 1.0, 1.0), ("N", 1.0, 0.88)]);
}

#[test]
fn meetings_attacks_arrests_lists_hostages_returns() {
    let least = [
        ("D", 1.0, 1.0),
        ("C", 0.94, 0.88),
        ("E", 1.0, 1.0),
        ("N", 1.0, 1.0),
        ("Q", 1.0, 0.87),
        ("S", 1.0, 1.0),
        ("A", 1.0, 1.0),
    ];
    at_least(&measure_of("4"), &least);
}

#[test]
fn passive_and_nominal_news() {
    let least = [
        ("D", 1.0, 1.0),
        ("C", 0.96, 0.96),
        ("E", 0.93, 1.0),
        ("N", 1.0, 0.96),
        ("Q", 1.0, 1.0),
        ("S", 1.0, 0.75),
        ("A", 1.0, 1.0),
    ];
    at_least(&measure_of("5"), &least);
}

#[test]
fn agencies_of_several_countries() {
    let least = [
        ("D", 0.94, 1.0),
        ("C", 0.95, 0.95),
        ("E", 1.0, 0.86),
        ("N", 1.0, 1.0),
        ("Q", 1.0, 1.0),
        ("S", 1.0, 1.0),
        ("A", 1.0, 0.75),
    ];
    at_least(&measure_of("6"), &least);
}

/// Written after three sets of passages of real reports had been read and learnt from: several speakers
/// of one sentence, duals, rows of counts, killing told by its verb, promises of acts.
#[test]
fn several_speakers_duals_and_rows_of_counts() {
    let least =
        [("D", 1.0, 1.0), ("C", 0.9, 0.9), ("E", 0.9, 0.9), ("N", 1.0, 1.0), ("S", 1.0, 1.0)];
    at_least(&measure_of("7"), &least);
}

/// Written after four sets of passages of real reports had been read: names in quotation marks and behind
/// commas, datelines of agencies, weekdays told again, a state named like a country, decimals of agencies,
/// whom a sentence of its own ascribes, what was founded long before.
#[test]
fn names_between_marks_and_days_told_again() {
    let least =
        [("D", 1.0, 1.0), ("C", 1.0, 1.0), ("E", 1.0, 1.0), ("N", 1.0, 1.0), ("Q", 1.0, 1.0)];
    at_least(&measure_of("8"), &least);
}

/// Written beside four sets of passages of real reports, before their expectations were held against the rules:
/// the same source named again, batches and convoys, one more of something, parts of places, towns of no
/// table, states that take people over, who had promised.
#[test]
fn the_same_source_batches_and_parts_of_places() {
    let least = [
        ("D", 1.0, 1.0),
        ("C", 1.0, 1.0),
        ("E", 1.0, 1.0),
        ("N", 1.0, 1.0),
        ("Q", 1.0, 1.0),
        ("S", 1.0, 1.0),
        ("A", 1.0, 1.0),
    ];
    at_least(&measure_of("9"), &least);
}

/// Figures of reports that are not in the repository, for those who have some.
#[test]
fn reports_of_a_folder() {
    match std::env::var_os("HILF_REPORTS") {
        Some(folder) => drop(measure(Path::new(&folder))),
        None => eprintln!("SKIPPED: HILF_REPORTS names no folder"),
    }
}
