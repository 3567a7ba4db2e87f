//! Reports on other subjects, meetings and years than those the rules were written on. What each holds
//! was written down before it was read by the program; `unseen/*.tsv` says so, row by row: `D` dates,
//! `C` numeric claims, `E` events, `N` names, `Q` quotations, `S` statements, `A` roles, `B` lines of
//! boilerplate. A star stands for anything.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;

use hilf_press::{ClaimKind, Document, Interval, Known, picture};
use serde_json::json;

/// Reports the rules learnt from, after a first reading that `docs/press.md` reports, with the day of
/// publication that the caller knows, where the text gives none.
const REPORTS: &[(&str, Option<&str>)] = &[
    ("amman", None),
    ("kano", Some("2024-06-25")),
    ("tanger", None),
    ("riyadh", None),
    ("nairobi", None),
    ("tunis", None),
    ("cairo", None),
];

/// Reports written last; nothing was changed for them.
const LAST: &[(&str, Option<&str>)] = &[("khartoum", None), ("doha", Some("2023-11-12"))];

/// Reports written after the rules had learnt from those above.
const FRESH: &[(&str, Option<&str>)] =
    &[("tripoli", None), ("abuja", Some("2023-10-03")), ("beirut", None)];

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

fn read(name: &str, published: Option<&str>) -> (Document, Vec<Vec<String>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unseen");
    let text = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
    let rows = std::fs::read_to_string(folder.join(name).with_extension("tsv")).unwrap();
    let rows = rows
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    let published = published.map(|day| Interval::day(day.parse().unwrap()));
    let known = Known { published, ..Known::default() };
    (picture(&[(known, &text)]).documents.remove(0), rows)
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

fn measure(reports: &[(&str, Option<&str>)]) -> BTreeMap<&'static str, Count> {
    let mut counts: BTreeMap<&'static str, Count> = BTreeMap::new();
    for (name, published) in reports {
        let (document, rows) = read(name, *published);
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

/// Least precision and recall of each kind of row.
fn at_least(counts: &BTreeMap<&'static str, Count>, least: &[(&str, f64, f64)]) {
    for (kind, precision, recall) in least {
        let count = &counts[kind];
        assert!(count.precision() >= *precision && count.recall() >= *recall, "{kind}: {count:?}");
    }
}

#[test]
fn reports_the_rules_learnt_from() {
    let counts = measure(REPORTS);
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
    let counts = measure(FRESH);
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

/// What the rules are worth on reports nobody looked at while they were made.
#[test]
fn reports_nothing_was_changed_for() {
    let counts = measure(LAST);
    at_least(&counts, &[("D", 1.0, 1.0), ("C", 0.91, 0.91), ("E", 0.5, 0.5), ("N", 1.0, 0.88)]);
}
