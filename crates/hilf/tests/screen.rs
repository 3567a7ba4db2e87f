//! `hilf screen` as scripts and people use it.

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

fn hilf(folder: &tempfile::TempDir, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("hilf").expect("the binary");
    command.env("HILF_DATA_DIR", folder.path().join("data")).args(args);
    command.output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn rows(output: &Output) -> Vec<Value> {
    let text = text(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object")).collect()
}

fn example() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/customers.csv");
    path.display().to_string()
}

#[test]
fn an_arabic_name_finds_its_latin_listing_in_the_list_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let output = hilf(&folder, &["screen", "أبو بكر البغدادي"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = text(&output.stdout);
    assert!(shown.contains("un-QDi.299") && shown.contains("another script"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colour where there is no terminal");
    let said = text(&output.stderr);
    assert!(said.contains("2026-02-27") && said.contains("days old"), "{said}");
}

#[test]
fn facts_besides_the_name_are_weighed_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["screen", "Ibrahim Awad al-Badri", "--format", "jsonl"];
    let bare = rows(&hilf(&folder, &args));
    let mut more = args.to_vec();
    more.extend(["--birth-date", "1971", "--country", "iq"]);
    let known = rows(&hilf(&folder, &more));
    let hit = |rows: &[Value]| rows[0]["hits"][0].clone();
    assert_eq!(hit(&known)["entity"]["id"], "un-QDi.299");
    assert!(hit(&known)["score"].as_f64() > hit(&bare)["score"].as_f64());
    let rules: Vec<String> = hit(&known)["explanation"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["rule"].as_str().unwrap().to_owned())
        .collect();
    assert!(rules.iter().any(|r| r.starts_with("birth-date")), "{rules:?}");
    let sum: f64 = hit(&known)["explanation"]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["effect"].as_f64().unwrap())
        .sum();
    assert!((1.0 + sum - hit(&known)["score"].as_f64().unwrap()).abs() < 1e-6);
}

#[test]
fn a_batch_keeps_its_order_and_holds_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let output = hilf(&folder, &["screen", "--input", &example(), "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3), "two rows are held");
    let rows = rows(&output);
    assert_eq!(rows.len(), 14);
    for (number, row) in (1..).zip(&rows) {
        assert_eq!(row["row"], number);
        assert_eq!(row["id"], format!("C-{number:03}"));
        assert_eq!(row["snapshot"], rows[0]["snapshot"]);
    }
    let found: Vec<&str> = rows
        .iter()
        .filter(|row| !row["hits"].as_array().unwrap().is_empty())
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(found, ["C-003", "C-005", "C-008", "C-010"]);
    assert_eq!(rows[12]["status"], "held");
    assert!(rows[12]["error"].as_str().unwrap().starts_with("line 14:"));
    assert!(rows[13]["error"].as_str().unwrap().contains("the spring of 1980"));
    assert_eq!(rows[0]["extra"]["branch"], "عمّان");
    assert!(text(&output.stderr).contains("held: line 14"));
}

#[test]
fn the_same_input_gives_the_same_bytes_at_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str| {
        let mut command = Command::cargo_bin("hilf").expect("the binary");
        command.env("HILF_DATA_DIR", folder.path()).env("RAYON_NUM_THREADS", threads);
        command.args(["screen", "--format", "jsonl", "--input", &example()]);
        command.output().expect("it runs").stdout
    };
    assert_eq!(run("1"), run("2"));
}

#[test]
fn tables_have_a_line_for_every_hit_and_every_row_without() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in.csv");
    std::fs::write(&file, "name,desk\n=1+1,North\nأبو بكر البغدادي,South\n").unwrap();
    let to = folder.path().join("out.csv");
    let (file, to) = (file.display().to_string(), to.display().to_string());
    let args = ["screen", "--input", &file, "--format", "csv", "--output", &to, "--lang", "ar"];
    let output = hilf(&folder, &args);
    assert!(output.stdout.is_empty());
    let written = std::fs::read_to_string(&to).unwrap();
    let lines: Vec<&str> = written.lines().collect();
    assert_eq!(lines.len(), 3, "{written}");
    assert!(lines[0].starts_with("row,id,name,status") && lines[0].ends_with(",desk"));
    assert!(lines[1].starts_with("1,,'=1+1,") && lines[1].ends_with(",North"), "{}", lines[1]);
    assert!(lines[2].contains("un-QDi.299") && lines[2].contains("بحروف أخرى"), "{}", lines[2]);
}

#[test]
fn own_lists_are_screened_against_straight_from_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("own.csv");
    std::fs::write(&list, "id;الاسم;legal basis\n7;طالب منير الكتاني;Order 1\n").unwrap();
    let list = list.display().to_string();
    let args = ["screen", "Talib Munir al-Kattani", "--list", &list, "--format", "jsonl"];
    let output = hilf(&folder, &args);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(rows(&output)[0]["hits"][0]["entity"]["id"], "own-7");
    assert_eq!(
        hilf(&folder, &["screen", "Jonas Lindqvist", "--list", &list]).status.code(),
        Some(0)
    );
}

#[test]
fn what_cannot_be_used_ends_with_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (args, words) in [
        (&["screen"][..], "give a name"),
        (&["screen", "X", "--birth-date", "soon"], "--birth-date is `soon`"),
        (&["screen", "X", "--country", "Atlantis"], "--country is `Atlantis`"),
        (&["screen", "X", "--schema", "Golem"], "--schema is `Golem`"),
        (&["screen", "X", "--threshold", "7"], "--threshold is 7"),
        (&["screen", "X", "--profile", "/none"], "no built-in profile"),
        (&["screen", "X", "--list", "/none.xml"], "/none.xml"),
        (&["screen", "--input", "/none.csv"], "/none.csv"),
        (&["screen", "X", "--snapshot", "beef"], "no snapshot `beef`"),
    ] {
        let output = hilf(&folder, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = text(&output.stderr);
        assert!(said.contains(words) && said.lines().count() == 1, "{args:?}: {said}");
    }
}
