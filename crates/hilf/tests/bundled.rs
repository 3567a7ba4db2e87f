//! The list in the program: whole, and every name of it finds its own entity.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

fn hilf(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("hilf").expect("the binary");
    command.env("HILF_DATA_DIR", folder).args(args).output().expect("it runs")
}

#[test]
fn it_holds_every_record_of_its_day() {
    let folder = tempfile::tempdir().unwrap();
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/un-2026-02-27.xml.zst");
    let list = list.display().to_string();
    let added = hilf(folder.path(), &["lists", "add", &list]);
    let added = String::from_utf8(added.stdout).unwrap();
    assert!(added.starts_with("un: live of 2026-02-27T"), "{added}");
    assert!(added.contains(" 1003 records, 0 held,"), "{added}");
    let shown = hilf(folder.path(), &["lists", "show", "un"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("273 Organization, 730 Person"), "{shown}");
}

#[test]
fn every_name_in_it_finds_its_own_entity() {
    let folder = tempfile::tempdir().unwrap();
    let output = hilf(folder.path(), &["eval", "names", "--format", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["missed"].as_array().unwrap().len(), 0, "{report}");
    assert_eq!(report["names"]["share"], 1.0);
    assert!(report["names"]["of"].as_f64().unwrap() > 3_600.0);
}
