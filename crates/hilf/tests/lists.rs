//! `hilf lists` as an operator uses it.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;

struct Node {
    folder: tempfile::TempDir,
}

impl Node {
    fn new() -> Node {
        Node { folder: tempfile::tempdir().expect("a folder") }
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::cargo_bin("hilf").expect("the binary");
        command.env("HILF_DATA_DIR", self.folder.path().join("data")).args(args);
        command.output().expect("it runs")
    }

    /// The output of a command that must succeed.
    fn say(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {error}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What a command that must fail says.
    fn refuse(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    fn list(&self, rows: &[&str]) -> String {
        let path = self.folder.path().join("bureau.csv");
        let text = format!("id;name;dob\n{}\n", rows.join("\n"));
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }
}

const TALIB: &str = "1;Talib Munir al-Kattani;1971";
const HARUN: &str = "2;هارون رشيد الدوسكي;1969";

#[test]
fn a_list_goes_live_and_is_screened_against_at_once() {
    let node = Node::new();
    let path = node.list(&[TALIB]);
    let added = node.say(&["lists", "add", &path, "--owner", "Bureau", "--reason", "Test"]);
    assert!(added.starts_with("bureau: live, 1 records, 0 held, snapshot "), "{added}");
    assert_eq!(node.run(&["screen", "طالب منير الكتاني"]).status.code(), Some(1));
    assert_eq!(node.run(&["screen", "Harun Rashid al-Dosaki"]).status.code(), Some(0));
    node.list(&[TALIB, HARUN]);
    assert!(node.say(&["lists", "update"]).contains("live, 2 records"));
    assert_eq!(node.run(&["screen", "Harun Rashid al-Dosaki"]).status.code(), Some(1));
    assert!(node.say(&["lists", "update"]).contains("unchanged"));
    // The version before is still there, by its id.
    let entry: Value =
        serde_json::from_str(&node.say(&["lists", "show", "bureau", "--format", "json"])).unwrap();
    let first = entry["versions"][0]["snapshot"].as_str().unwrap();
    let before = node.run(&["screen", "Harun Rashid al-Dosaki", "--snapshot", first]);
    assert_eq!(before.status.code(), Some(0));
}

#[test]
fn an_update_that_lost_records_needs_a_reason_which_is_recorded() {
    let node = Node::new();
    let path = node.list(&[TALIB, HARUN]);
    node.say(&["lists", "add", &path]);
    node.list(&[TALIB]);
    let refused = node.refuse(&["lists", "update"]);
    assert!(refused.contains("1 records where the live one holds 2, 50.0 % fewer"), "{refused}");
    assert_eq!(node.run(&["screen", "Harun Rashid al-Dosaki"]).status.code(), Some(1));
    assert!(node.refuse(&["lists", "update", "bureau", "--accept-shrink", " "]).contains("reason"));
    node.say(&["lists", "update", "bureau", "--accept-shrink", "delisted by order 2"]);
    assert_eq!(node.run(&["screen", "Harun Rashid al-Dosaki"]).status.code(), Some(0));
    let journal = node.say(&["lists", "show", "--journal"]);
    let events: Vec<Value> = journal.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(events[1]["event"], "refused");
    assert_eq!(events.last().unwrap()["accepted_shrink"], "delisted by order 2");
}

#[test]
fn differences_name_entities_and_properties() {
    let node = Node::new();
    let path = node.list(&[TALIB, "3;Salim al-Rawi;"]);
    node.say(&["lists", "add", &path]);
    node.list(&["1;Talib Munir al-Kattani;1972", HARUN]);
    node.say(&["lists", "update"]);
    let diff = node.say(&["lists", "diff", "bureau", "bureau"]);
    assert!(diff.contains("+ bureau-2") && diff.contains("- bureau-3"), "{diff}");
    assert!(diff.contains("! bureau-1") && diff.contains("- birthDate: \u{2068}1971"), "{diff}");
    assert!(diff.ends_with("1 added, 1 removed, 1 changed (1 of them materially), 0 unchanged\n"));
    let json: Value =
        serde_json::from_str(&node.say(&["lists", "diff", "bureau", "bureau", "--format", "json"]))
            .unwrap();
    assert_eq!(json["changed"][0]["properties"][0]["property"], "birthDate");
}

#[test]
fn a_damaged_snapshot_is_found() {
    let node = Node::new();
    let path = node.list(&[TALIB]);
    node.say(&["lists", "add", &path]);
    assert!(node.say(&["lists", "verify"]).contains("sound"));
    let folder = node.folder.path().join("data/lists/snapshots");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(node.refuse(&["lists", "verify"]).contains("damaged"));
}

#[test]
fn an_entity_is_shown_with_all_that_hangs_on_it() {
    let node = Node::new();
    let path = node.list(&[TALIB]);
    node.say(&["lists", "add", &path, "--name", "bu", "--legal-basis", "Order 1"]);
    let shown: Value = serde_json::from_str(&node.say(&["lists", "show", "--id", "bu-1"])).unwrap();
    assert_eq!(shown["entity"]["properties"]["birthDate"][0], "1971");
    assert_eq!(shown["related"][0]["properties"]["program"][0], "Order 1");
    assert!(node.refuse(&["lists", "show", "--id", "bu-9"]).contains("bu-9"));
    assert!(node.refuse(&["lists", "show", "none"]).contains("no list `none`"));
}

#[test]
fn a_list_comes_from_a_server_and_only_when_it_is_new() {
    let node = Node::new();
    let address = serve("id;name\n1;Talib Munir al-Kattani\n");
    let url = format!("{address}/bureau.csv");
    assert!(node.say(&["lists", "add", &url]).starts_with("bureau: live"));
    assert_eq!(node.say(&["lists", "update"]), "bureau: nothing new\n");
    let page = node.refuse(&["lists", "update", "bureau", "--from", &format!("{address}/page")]);
    assert!(page.contains("web page"), "{page}");
    let gone = node.refuse(&["lists", "update", "bureau", "--from", &format!("{address}/gone")]);
    assert!(gone.contains("answered 404"), "{gone}");
    assert_eq!(node.run(&["screen", "Talib Munir al-Kattani"]).status.code(), Some(1));
    assert!(!Path::new("bureau.csv").exists());
}

/// A server with one list, a web page, and nothing else.
fn serve(list: &'static str) -> String {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let is_known = head.iter().any(|l| l.eq_ignore_ascii_case("if-none-match: \"1\""));
            let (status, body) =
                match head.first().map_or("", |l| l.split(' ').nth(1).unwrap_or("")) {
                    "/bureau.csv" if is_known => ("304 Not Modified", ""),
                    "/bureau.csv" => ("200 OK", list),
                    "/page" => ("200 OK", "<!DOCTYPE html><html><body>Try later</body></html>"),
                    _ => ("404 Not Found", ""),
                };
            let length = body.len();
            let _ = write!(
                &stream,
                "HTTP/1.1 {status}\r\nETag: \"1\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
        }
    });
    format!("http://{address}")
}

#[test]
fn a_list_is_taken_off_by_two_people() {
    let node = Node::new();
    let path = node.list(&[TALIB]);
    node.say(&["lists", "add", &path]);
    fn remove<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["lists", "remove", "bureau"], more].concat()
    }
    let only = node.refuse(&remove(&["--reason", "old", "--as", "ada"]));
    assert!(only.contains("only list") && only.contains("القائمة الوحيدة"), "{only}");
    node.say(&["lists", "add", &path, "--name", "other"]);
    assert!(node.refuse(&remove(&[])).contains("--reason"));
    let proposed = node.say(&remove(&["--reason", "old", "--as", "ada"]));
    assert!(proposed.contains("proposed as 1"), "{proposed}");
    assert!(node.refuse(&remove(&["--approve", "1", "--as", "ada"])).contains("their own"));
    node.say(&remove(&["--refuse", "1", "--remark", "in force", "--as", "bo"]));
    node.say(&remove(&["--reason", "old", "--as", "ada"]));
    let done = node.say(&remove(&["--approve", "2", "--as", "bo"]));
    assert!(done.contains("taken off"), "{done}");
    let shown = node.say(&["lists", "show"]);
    assert!(shown.lines().all(|line| !line.starts_with("bureau")), "{shown}");
    assert!(node.say(&["lists", "show", "--journal"]).contains("\"event\":\"removed\""));
}
