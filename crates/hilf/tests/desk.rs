//! The desk on the command line: from customers to decisions, the log and copies.

#![allow(clippy::unwrap_used)]

#[path = "../../hilf-store/tests/places/fresh.rs"]
mod fresh;
mod people;

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const LIST: &str = "id,name,schema,birthDate,legal basis\n\
    1,Talib Sabri Marwan Harun,Person,1971-03-02,Law 1\n\
    2,هارون مروان الكتاني,Person,1980,Law 1\n";

struct Node {
    folder: TempDir,
    database: Option<String>,
}

impl Node {
    fn new() -> Node {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let database = runtime.block_on(fresh::place(folder.path())).address;
        let node = Node { folder, database };
        std::fs::write(node.path().join("own.csv"), LIST).unwrap();
        let list = node.path().join("own.csv");
        node.hilf(&["lists", "add", list.to_str().unwrap(), "--name", "own"]).success();
        node
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("hilf").unwrap();
        command.args(args).env("HILF_DATA_DIR", self.path().join("data"));
        match &self.database {
            Some(address) => command.env("HILF_DATABASE", address),
            None => command.env_remove("HILF_DATABASE"),
        };
        command.env("HILF_PERSON", "ada");
        command
    }

    fn hilf(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        self.command(args).assert()
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.hilf(args).success().get_output().stdout.clone();
        let text = String::from_utf8(output).unwrap();
        serde_json::from_str(text.lines().next().unwrap_or("null")).unwrap()
    }
}

#[test]
fn customers_become_alerts_that_two_people_decide_and_the_log_proves_it() {
    let node = Node::new();
    let file = node.path().join("customers.csv");
    std::fs::write(
        &file,
        "id,name,branch\n7,طالب صبري مروان هارون,N\n8,Greta Lindqvist,S\n,No Id,N\n",
    )
    .unwrap();
    let import = ["customers", "import", file.to_str().unwrap()];
    let first = node.hilf(&import).code(3);
    let output = first.get_output();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&told["new"], &told["held"], &told["alerts_opened"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("line 4"));
    node.hilf(&import).code(3);

    let alert = node.json(&["alerts", "--format", "jsonl"]);
    let id = alert["id"].as_str().unwrap();
    let seen = &alert["evidence"].as_str().unwrap()[..12];
    assert_eq!((&alert["customer"], &alert["entity"]), (&"7".into(), &"own-1".into()));
    let propose = |seen: &str| {
        node.hilf(&[
            "case",
            "propose",
            id,
            "--outcome",
            "true",
            "--reason",
            "papers",
            "--seen",
            seen,
        ])
    };
    propose("000000000000").code(2);
    propose(seen).success();
    let refused = node.hilf(&["case", "approve", id, "--seen", seen]).code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("another person") && said.contains("شخص آخر"), "{said}");
    node.hilf(&["case", "approve", id, "--seen", seen, "--as", "bo"]).success();
    node.hilf(&["case", "freeze", id, "--assets", "account 1", "--as", "bo"]).success();
    let page = node.path().join("report.html");
    node.hilf(&["case", "report", id, "--output", page.to_str().unwrap()]).success();
    assert!(std::fs::read_to_string(&page).unwrap().contains("بلاغ تجميد"));
    assert_eq!(node.json(&["case", "replay", id])["is_same"], true);
    assert_eq!(node.json(&["rescreen"])["customers"], 2);
    assert_eq!(node.json(&["rescreen"])["result"], "nothing to do");

    let verdict = node.json(&["audit", "verify"]);
    assert_eq!(verdict["valid"], true);
    let shown = node.hilf(&["audit", "show", "--object", &format!("alert:{id}")]).success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("freeze.record") && shown.contains("\"by\":\"bo\""), "{shown}");
}

#[test]
fn customers_of_a_parquet_file_are_registered_once_and_what_is_bad_is_held_by_its_row() {
    let node = Node::new();
    let file = node.path().join("customers.parquet");
    let many: Vec<String> = (0..1_200).map(|n| format!("m-{n}")).collect();
    let mut rows = vec![
        [Some("7"), Some("طالب صبري مروان هارون"), Some("N")],
        [None, Some("Greta Lindqvist"), None],
        [Some("9"), None, None],
    ];
    rows.extend(many.iter().map(|id| [Some(id.as_str()), Some("Greta Lindqvist"), None]));
    people::write(&file, &rows, 100);
    let import = ["customers", "import", file.to_str().unwrap()];
    let first = node.hilf(&import).code(3);
    let output = first.get_output();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["new"], &told["alerts_opened"]), (&1_201.into(), &1.into()), "{told}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("line 2: a customer needs an id"), "{said}");
    assert!(said.contains("line 3"), "{said}");
    let again = node.hilf(&import).code(3);
    let told: Value = serde_json::from_slice(&again.get_output().stdout).unwrap();
    assert_eq!((&told["new"], &told["unchanged"]), (&0.into(), &1_201.into()), "{told}");

    let mut bytes = std::fs::read(&file).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&file, bytes).unwrap();
    let refused = node.hilf(&import).code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("Parquet file cannot be read"), "{said}");
}

#[test]
fn a_meddled_log_is_named_with_its_first_bad_entry() {
    let node = Node::new();
    for n in 0..5 {
        node.hilf(&["customers", "add", &n.to_string(), "Greta Lindqvist"]).success();
    }
    let key = node.hilf(&["audit", "key"]).success().get_output().stdout.clone();
    let key = String::from_utf8(key).unwrap();
    let size = node.json(&["audit", "verify"])["entries"].as_u64().unwrap();
    let folder = node.path().join("data/audit");
    let bundle = folder.join(format!("tile/entries/000.p/{size}"));
    let mut bytes = std::fs::read(&bundle).unwrap();
    let second = 2 + usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    bytes[second + 10] ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    let offline = ["audit", "verify", "--folder", folder.to_str().unwrap(), "--key", key.trim()];
    for verify in [&["audit", "verify"][..], &offline] {
        let found = node.hilf(verify).code(2);
        let found: Value = serde_json::from_slice(&found.get_output().stdout).unwrap();
        assert_eq!((&found["valid"], &found["first_bad"]["n"]), (&false.into(), &1.into()));
    }
}

#[test]
fn a_backup_comes_back_as_another_node() {
    let node = Node::new();
    node.hilf(&["customers", "add", "7", "Talib Sabri Marwan Harun"]).success();
    let (copy, back) = (node.path().join("copy"), node.path().join("back"));
    let (copy, back) = (copy.to_str().unwrap(), back.to_str().unwrap());
    if node.database.is_some() {
        let refused = node.hilf(&["backup", copy]).code(2);
        assert!(String::from_utf8_lossy(&refused.get_output().stderr).contains("pg_dump"));
        return;
    }
    node.hilf(&["backup", copy]).success();
    node.hilf(&["restore", copy, "--data-dir", back]).success();
    node.hilf(&["restore", copy, "--data-dir", back]).code(2);
    assert_eq!(node.json(&["audit", "verify", "--data-dir", back])["valid"], true);
    assert_eq!(node.json(&["alerts", "--format", "jsonl", "--data-dir", back])["customer"], "7");
}

#[test]
fn accounts_are_made_with_a_password_from_the_standard_input() {
    let node = Node::new();
    let add = |password: &str| {
        let mut command = node.command(&["accounts", "add", "bo", "--role", "officer"]);
        command.write_stdin(password).assert()
    };
    add("short\n").code(2);
    add("a long pass phrase\n").success();
    let account = node.json(&["accounts", "list"]);
    assert_eq!((&account["id"], &account["roles"][0]), (&"bo".into(), &"officer".into()));
    node.hilf(&["accounts", "close", "bo"]).success();
    assert!(node.json(&["accounts", "list"])["closed_at"].is_string());
}
