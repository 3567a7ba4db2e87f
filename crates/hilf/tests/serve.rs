//! `hilf serve` as a client written for OpenSanctions uses it, over real HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

struct Node {
    folder: tempfile::TempDir,
    child: Child,
    address: String,
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const LIST: &[&str] = &["K-1;Ayman al-Zawahiri;1951-06-19", "K-2;Ibrahim Awad al-Badri;1971"];

impl Node {
    /// A running node with a list of its own, or with none.
    fn start(rows: &[&str]) -> Node {
        let folder = tempfile::tempdir().expect("a folder");
        if !rows.is_empty() {
            lists(folder.path(), "add", rows);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_hilf"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped());
        let mut child =
            command.env("HILF_DATA_DIR", folder.path().join("data")).spawn().expect("it works");
        let mut said = BufReader::new(child.stderr.take().expect("it works"));
        let mut address = None;
        while address.is_none() {
            let mut line = String::new();
            assert!(
                said.read_line(&mut line).expect("it works") > 0,
                "it ended before it listened"
            );
            let event: Value = serde_json::from_str(&line).expect("a line of JSON");
            let is_it = event["event"] == "listening";
            address = is_it.then(|| event["detail"].as_str().expect("it works").to_owned());
        }
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Node { folder, child, address: address.expect("it works") }
    }

    fn with_list() -> Node {
        let node = Node::start(LIST);
        node.wait(|node| node.get("/readyz").0 == 200);
        node
    }

    fn wait(&self, until: impl Fn(&Node) -> bool) {
        let begun = Instant::now();
        while !until(self) {
            assert!(begun.elapsed() < Duration::from_secs(60), "it never came");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).expect("it works");
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n");
        stream
            .write_all(format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes())
            .expect("it works");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it works");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer");
        let status = head.split(' ').nth(1).expect("it works").parse().expect("it works");
        (status, serde_json::from_str(body).unwrap_or_else(|_| body.into()))
    }

    fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, "")
    }

    fn find(&self, query: &str, name: &str) -> (u16, Value) {
        let properties = json!({ "name": [name], "birthDate": 1951, "shoeSize": "44" });
        let query_body = json!({ "id": "K-2", "schema": "Person", "properties": properties });
        let body = json!({ "queries": { "q": query_body, "none": null } });
        self.ask("POST", &format!("/match/default?{query}"), &body.to_string())
    }
}

fn lists(folder: &std::path::Path, verb: &str, rows: &[&str]) {
    let path = folder.join("bureau.csv");
    std::fs::write(&path, format!("id;name;dob\n{}\n", rows.join("\n"))).expect("it works");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hilf"));
    command.env("HILF_DATA_DIR", folder.join("data")).args(["lists", verb]);
    match verb {
        "add" => command.arg(&path).args(["--name", "bureau"]),
        _ => command.arg("bureau"),
    };
    let output = command.output().expect("it works");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_query_finds_the_listed_person_and_says_why() {
    let node = Node::with_list();
    let (status, answer) = node.find("limit=3&fuzzy=true", "Aiman Al Zawahri");
    assert_eq!(status, 200, "{answer}");
    let response = &answer["responses"]["q"];
    let hit = &response["results"][0];
    assert!(hit["id"].as_str().unwrap().ends_with("K-1"), "{answer}");
    assert_eq!((&hit["match"], &response["total"]["value"]), (&json!(true), &json!(1)));
    assert_eq!(response["query"]["id"], "K-2", "the caller's id is told back, and finds nothing");
    assert_eq!(response["query"]["properties"]["birthDate"], json!(["1951"]));
    assert_eq!(response["query"]["properties"]["shoeSize"], Value::Null);
    assert!(hit["explanations"]["birth_date_agrees"]["score"].as_f64().unwrap() > 0.0, "{hit}");
    let rows = hit["explanation"]["rows"].as_array().unwrap();
    let sum: f64 = 1.0 + rows.iter().map(|row| row["effect"].as_f64().unwrap()).sum::<f64>();
    assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-6, "{hit}");
    assert!(answer["snapshot"].is_string() && answer["responses"].get("none").is_none());
}

#[test]
fn filters_take_away_what_they_name() {
    let node = Node::with_list();
    let id = node.find("", "Ayman al-Zawahiri").1["responses"]["q"]["results"][0]["id"].clone();
    let id = id.as_str().expect("a hit").to_owned();
    let count = |query: &str| {
        let (status, answer) = node.find(query, "Ayman al-Zawahiri");
        assert_eq!(status, 200, "{answer}");
        answer["responses"]["q"]["results"].as_array().unwrap().len()
    };
    assert_eq!(count("include_dataset=bureau&include_dataset=other"), 1);
    assert_eq!(count("exclude_schema=Vessel&cutoff=0.5&threshold=1"), 1);
    for query in [
        "include_dataset=other",
        "exclude_dataset=bureau",
        "exclude_schema=LegalEntity",
        "topics=no-such-topic",
        "changed_since=2100-01-01",
        "limit=0",
        &format!("exclude_entity_ids={id}"),
    ] {
        assert_eq!(count(query), 0, "{query}");
    }
}

#[test]
fn what_is_wrong_is_refused_in_the_shape_clients_know() {
    let node = Node::with_list();
    let refused = |status: u16, answer: (u16, Value), detail: &str| {
        assert_eq!(answer.0, status, "{}", answer.1);
        let told = answer.1["detail"].to_string();
        assert!(told.contains(detail), "{told}");
    };
    refused(400, node.find("algorithm=logic-v9", "A B"), "Invalid algorithm: logic-v9");
    refused(422, node.find("limit=501", "A B"), "less than or equal to 500");
    refused(422, node.find("changed_since=May", "A B"), "pattern");
    let post = |body: &str| node.ask("POST", "/match/default", body);
    refused(422, post("{"), "JSON decode error");
    refused(422, post("{}"), "Field required");
    refused(400, post(r#"{"queries":{}}"#), "No queries provided.");
    let unicorn = r#"{"queries":{"a":{"schema":"Unicorn","properties":{}}}}"#;
    refused(400, post(unicorn), "Cannot parse example entity");
    let config = r#"{"config":{"x":1},"queries":{"a":{"schema":"Person","properties":{}}}}"#;
    refused(400, post(config), "Invalid configuration parameter: x for algorithm hilf-1");
    let many: serde_json::Map<String, Value> =
        (0..101).map(|n| (n.to_string(), Value::Null)).collect();
    refused(400, post(&json!({ "queries": many }).to_string()), "Too many queries");
    refused(404, node.ask("POST", "/match/nowhere", "{}"), "No such dataset.");
    refused(404, node.get("/entities/nobody"), "No such entity!");
}

#[test]
fn a_new_version_of_a_list_goes_live_without_a_restart() {
    let node = Node::start(&[]);
    assert_eq!(node.get("/healthz").0, 200);
    assert_eq!(node.get("/readyz"), (503, json!({ "detail": "Index not ready." })));
    lists(node.folder.path(), "add", LIST);
    node.wait(|node| node.get("/readyz").0 == 200);
    let before = node.get("/readyz").1["snapshot"].clone();
    assert_eq!(node.find("", "Boris Godunov").1["responses"]["q"]["total"]["value"], 0);
    let mut more = LIST.to_vec();
    more.push("K-3;Boris Godunov;1951");
    lists(node.folder.path(), "update", &more);
    node.wait(|node| node.get("/readyz").1["snapshot"] != before);
    let answer = node.find("", "Boris Godunov").1;
    assert_eq!(answer["responses"]["q"]["total"]["value"], 1, "{answer}");
    assert_ne!(answer["snapshot"], before);
    assert!(node.get("/metrics").1.as_str().unwrap().contains("hilf_list_exchanges_total 2"));
    let catalog = node.get("/catalog").1;
    assert_eq!(catalog["datasets"][0]["children"], json!(["bureau"]), "{catalog}");
    assert_eq!(node.get("/algorithms").1["best"], "hilf-1");
}

/// A person who owns a company, and a merged id.
const OWNER: &str = r#"{"id":"p","schema":"Person","properties":{"name":["Boris Godunov"],"topics":["sanction"]},"datasets":["x"],"referents":["old-p"],"last_change":"2026-02-27T10:00:00Z"}
{"id":"o","schema":"Ownership","properties":{"owner":["p"],"asset":["c"]},"datasets":["x"],"referents":[]}
{"id":"c","schema":"Company","properties":{"name":["Godunov Trading"],"topics":["sanction"]},"datasets":["x"],"referents":[]}
"#;

#[test]
fn an_entity_is_given_with_those_next_to_it() {
    let node = Node::start(&[]);
    let path = node.folder.path().join("x.entities.ftm.json");
    std::fs::write(&path, OWNER).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hilf"));
    command.env("HILF_DATA_DIR", node.folder.path().join("data"));
    let output = command.args(["lists", "add", "--name", "x"]).arg(&path).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    node.wait(|node| node.get("/readyz").0 == 200);
    let (status, person) = node.get("/entities/p");
    assert_eq!(status, 200, "{person}");
    let owned = &person["properties"]["ownershipOwner"][0];
    assert_eq!(owned["properties"]["asset"][0]["caption"], "Godunov Trading", "{person}");
    assert_eq!(owned["properties"]["owner"], json!(["p"]), "the way back holds the id");
    assert_eq!(person["last_change"], "2026-02-27T10:00:00");
    let plain = node.get("/entities/p?nested=false").1;
    assert_eq!(plain["properties"].get("ownershipOwner"), None);
    assert_eq!(node.get("/entities/old-p").0, 308);
    let next = node.get("/entities/p/adjacent").1;
    assert_eq!(next["adjacent"]["ownershipOwner"]["results"][0]["id"], "o", "{next}");
    let one = node.get("/entities/c/adjacent/ownershipAsset").1;
    assert_eq!(one["total"]["value"], 1, "{one}");
    assert_eq!(node.get("/entities/p/adjacent/shoeSize").0, 404);
}
