//! Dependencies point one way: a lower crate never names a higher one.

use std::process::Command;

use serde_json::Value;

/// Crates from the lowest up; a crate may depend on those before it.
const ORDER: &[&str] = &[
    "hilf-text",
    "hilf-entity",
    "hilf-name",
    "hilf-list",
    "hilf-match",
    "hilf-press",
    "hilf-case",
    "hilf-fetch",
    "hilf-eval",
    "hilf-store",
    "hilf-node",
    "hilf-desk",
    "hilf-api",
    "hilf-console",
    "hilf",
];

/// Dependencies that only the outermost crates may have, but for their tests.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("ureq", &["hilf-fetch"]),
    ("axum", &["hilf-api", "hilf-console"]),
    ("sqlx", &["hilf-store"]),
    ("clap", &["hilf"]),
    ("indicatif", &["hilf"]),
];

#[test]
fn a_lower_crate_never_names_a_higher_one() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let packages = metadata["packages"].as_array().unwrap();
    let mut seen = 0;
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let Some(own) = place(name) else {
            assert_eq!(name, "xtask", "{name} has no place in the order");
            continue;
        };
        seen += 1;
        for dependency in package["dependencies"].as_array().unwrap() {
            let other = dependency["name"].as_str().unwrap();
            assert!(place(other).is_none_or(|other| other < own), "{name} depends on {other}");
            let outside = OUTSIDE.iter().find(|(outside, _)| *outside == other);
            let may = outside.is_none_or(|(_, may)| may.contains(&name));
            assert!(may || dependency["kind"] == "dev", "{name} names {other}");
        }
    }
    assert_eq!(seen, ORDER.len(), "every crate of the order is there");
}
