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
        Node::start_with(rows, &[])
    }

    /// The same with flags.
    fn start_with(rows: &[&str], flags: &[&str]) -> Node {
        let folder = tempfile::tempdir().expect("a folder");
        if !rows.is_empty() {
            lists(folder.path(), "add", rows);
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_hilf"));
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(flags).stderr(Stdio::piped());
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
    assert_eq!(count("exclude_schema=LegalEntity&cutoff=0.5&threshold=1"), 1);
    for query in [
        "include_dataset=other",
        "exclude_dataset=bureau",
        "exclude_schema=Person",
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
    refused(400, post(r#"{"queries":{"a":null}}"#), "No queries provided.");
    refused(422, post(r#"{"weights":[],"queries":{}}"#), "dict_type");
    let example = |properties: &str| {
        format!(r#"{{"queries":{{"a":{{"schema":"Person","properties":{properties}}}}}}}"#)
    };
    refused(422, post(&example(r#"{"name":[{}]}"#)), "list of them");
    let weight = r#"{"weights":{"birth_date_equal":"a"},"queries":{}}"#;
    refused(422, post(weight), "float_type");
    let unicorn = r#"{"queries":{"a":{"schema":"Unicorn","properties":{}}}}"#;
    refused(400, post(unicorn), "Cannot parse example entity");
    let config = r#"{"config":{"x":1},"queries":{"a":{"schema":"Person","properties":{}}}}"#;
    refused(400, post(config), "Invalid configuration parameter: x for algorithm hilf-1");
    let many: serde_json::Map<String, Value> =
        (0..101).map(|n| (n.to_string(), Value::Null)).collect();
    refused(400, post(&json!({ "queries": many }).to_string()), "Too many queries");
    refused(404, node.ask("POST", "/match/nowhere", "{}"), "No such dataset.");
    refused(404, node.get("/entities/nobody"), "No such entity!");
    refused(404, node.get("/nowhere"), "Not Found");
    refused(405, node.get("/match/default"), "Method Not Allowed");
    refused(403, node.ask("POST", "/updatez?token=x", ""), "Invalid token.");
    refused(414, node.get(&format!("/search/default?q={}", "a".repeat(60_001))), "longer");
    let search = |query: &str| node.get(&format!("/search/default?{query}"));
    refused(400, search("q=a%5E2"), "boost");
    refused(400, search("schema=Unicorn"), "Invalid schema");
    refused(400, search("schema=Sanction"), "/entities/ID");
    refused(400, search("filter=topics"), "Invalid filter: 'topics'");
    refused(400, search("sort=shoeSize"), "cannot be sorted by `shoeSize`");
    refused(422, search("facets=shoes"), "enum");
    refused(422, search("filter_op=XOR"), "enum");
    refused(422, search("fuzzy=perhaps"), "bool_parsing");
    refused(422, search("offset=9500"), "less than or equal to 9499");
    refused(404, node.get("/search/nowhere"), "No such dataset.");
}

#[test]
fn people_are_searched_for_by_words_filters_and_pages() {
    let node = Node::with_list();
    let search = |query: &str| {
        let (status, answer) = node.get(&format!("/search/default?{query}"));
        assert_eq!(status, 200, "{answer}");
        answer
    };
    let all = search("sort=caption:desc&limit=1&offset=1&facets=datasets&facets=schema");
    assert_eq!((&all["total"]["value"], &all["total"]["relation"]), (&json!(2), &json!("eq")));
    assert_eq!(all["results"][0]["caption"], "Ayman al-Zawahiri", "{all}");
    let datasets = json!({ "label": "Data sources", "values":
        [{ "name": "bureau", "label": "bureau", "count": 2 }] });
    assert_eq!(all["facets"]["datasets"]["values"][0]["count"], datasets["values"][0]["count"]);
    assert_eq!(all["facets"]["schema"]["values"][0]["label"], "People", "{all}");
    for (query, count) in [
        ("q=zawahiri", 1),
        ("q=%D8%A7%D9%84%D8%B8%D9%88%D8%A7%D9%87%D8%B1%D9%8A", 1),
        ("q=zawa*", 1),
        ("q=zauahiry~", 1),
        ("q=%22al-Badri%22", 1),
        ("q=ayman+OR+badri", 2),
        ("q=birthDate:1951", 1),
        ("q=K-2", 1),
        ("filter=properties.birthDate:1951-06-19", 1),
        ("countries=iq", 0),
        ("exclude_dataset=bureau", 0),
        ("q=nobody", 0),
        ("q=%22open&simple=true", 0),
    ] {
        assert_eq!(search(query)["total"]["value"], count, "{query}");
    }
}

#[test]
fn tables_are_reconciled_with_the_lists() {
    let node = Node::with_list();
    let (status, manifest) = node.get("/reconcile/bureau?api_key=k");
    assert_eq!((status, &manifest["versions"][0]), (200, &json!("0.2")), "{manifest}");
    assert_eq!(manifest["suggest"]["entity"]["service_path"], "/suggest/entity?api_key=k");
    assert_eq!(manifest["suggest"]["entity"]["service_url"], "http://node/reconcile/bureau");
    let queries =
        r#"{"q0":{"query":"Aiman Al Zawahri","type":"Person","limit":2},"q1":{"query":"Boris"}}"#;
    let form: String = format!("queries={}", queries.replace(' ', "+"));
    let (status, answer) = node.ask("POST", "/reconcile/default", &form);
    assert_eq!(status, 200, "{answer}");
    let hit = &answer["q0"]["result"][0];
    assert_eq!((&hit["name"], &hit["match"]), (&json!("Ayman al-Zawahiri"), &json!(true)));
    assert_eq!(hit["type"][0]["id"], "Person");
    assert_eq!(answer["q1"]["result"], json!([]), "{answer}");
    let encoded: String = queries.replace('"', "%22").replace(' ', "%20");
    assert_eq!(node.get(&format!("/reconcile/default?queries={encoded}")).1, answer);
    let called = node.get(&format!("/reconcile/default?callback=done&queries={encoded}")).1;
    assert!(called.as_str().unwrap().starts_with("/**/done({"), "{called}");
    assert_eq!(node.get("/reconcile/default?callback=alert(1)").0, 422);
    assert_eq!(node.ask("POST", "/reconcile/default", "").0, 400);

    let id = hit["id"].as_str().unwrap();
    let suggested = node.get("/reconcile/default/suggest/entity?prefix=zawa").1;
    assert_eq!(suggested["result"][0]["id"], id, "{suggested}");
    let property = node.get("/reconcile/default/suggest/property?prefix=birth").1;
    assert!(property["result"].to_string().contains("Person:birthDate"), "{property}");
    let kind = node.get("/reconcile/default/suggest/type?prefix=peo").1;
    assert_eq!(kind["result"][0]["id"], "Person", "{kind}");
    let preview = node.get(&format!("/reconcile/default/preview?id={id}")).1;
    assert!(preview.as_str().unwrap().contains("<bdi>1951-06-19</bdi>"), "{preview}");
    let flyout = node.get(&format!("/reconcile/default/flyout/entity?id={id}")).1;
    assert!(flyout["html"].as_str().unwrap().contains("Zawahiri"), "{flyout}");
    let extend = format!(r#"extend={{"ids":["{id}","none"],"properties":[{{"id":"birthDate"}}]}}"#);
    let extended = node.ask("POST", "/reconcile/default", &extend).1;
    assert_eq!(extended["rows"][id]["birthDate"], json!([{ "str": "1951-06-19" }]), "{extended}");
    assert_eq!(extended["meta"], json!([{ "id": "birthDate", "name": "Birth date" }]));
    assert_eq!(extended["rows"]["none"], json!({}));
    let proposed = node.get("/reconcile/default/extend/property?type=Person&limit=3").1;
    assert_eq!(proposed["properties"].as_array().unwrap().len(), 3, "{proposed}");
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
    assert_eq!(node.get("/entities/old-p/adjacent?limit=1").0, 308);
    let one = node.get("/entities/c/adjacent/ownershipAsset?sort=properties.owner:desc").1;
    assert_eq!(one["total"]["value"], 1, "{one}");
    assert_eq!(node.get("/entities/p/adjacent/shoeSize").0, 404);
}

#[test]
fn an_order_with_the_token_looks_for_new_versions() {
    let node = Node::start_with(LIST, &["--update-token", "secret", "--update-every", "1d"]);
    node.wait(|node| node.get("/readyz").0 == 200);
    let mut rows = LIST.to_vec();
    rows.push("K-3;Boris Godunov;1951");
    let path = node.folder.path().join("bureau.csv");
    std::fs::write(&path, format!("id;name;dob\n{}\n", rows.join("\n"))).unwrap();
    let update = |token: &str| node.ask("POST", &format!("/updatez?token={token}&sync=true"), "").0;
    assert_eq!((update("wrong"), update("")), (403, 403));
    assert_eq!(update("secret"), 200);
    let list = node.get("/readyz").1["lists"][0].clone();
    assert_eq!((&list["records"], &list["failure"]), (&json!(3), &Value::Null), "{list}");
    assert!(list["due"].is_string(), "{list}");

    std::fs::write(&path, "id;name;dob\n").unwrap();
    assert_eq!(update("secret"), 200);
    let list = node.get("/readyz").1["lists"][0].clone();
    assert_eq!(list["records"], 3, "what lost its records does not go live: {list}");
    assert!(list["failure"].is_string(), "{list}");
    let catalog = node.get("/catalog").1;
    assert_eq!((&catalog["outdated"], &catalog["index_stale"]), (&json!(["bureau"]), &json!(true)));
    let metrics = node.get("/metrics").1;
    let metrics = metrics.as_str().unwrap();
    assert!(metrics.contains("hilf_list_failing{list=\"bureau\"} 1"), "{metrics}");
    assert!(metrics.contains("route=\"/readyz\",status=\"200\"") && metrics.contains("# EOF"));
}

#[test]
fn a_client_that_sends_too_much_is_told_when_to_come_again() {
    let node = Node::start_with(&[], &["--rate", "0.001"]);
    let (status, answer) = (0..3).fold((0, Value::Null), |_, _| node.get("/version"));
    assert_eq!(status, 429, "{answer}");
    assert!(answer["detail"].as_str().unwrap().contains("try again in"), "{answer}");
    assert_eq!(node.get("/healthz").0, 200, "what watches over the node is never refused");
    let metrics = node.get("/metrics").1;
    assert!(metrics.as_str().unwrap().contains("hilf_rate_limited_total 2"), "{metrics}");
}

#[test]
fn the_log_cannot_be_forged_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_hilf"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--log", "debug", "--data-dir"]);
    let mut child = command.arg(folder.path()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    let address = loop {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it ended before it listened");
        let event: Value = serde_json::from_str(&line).unwrap();
        if event["event"] == "listening" {
            break event["detail"].as_str().unwrap().to_owned();
        }
    };
    let mut stream = TcpStream::connect(address).unwrap();
    let path = "/search/default?q=Ayman%0A%1B%5B2J";
    let head = format!("GET {path} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream.read_to_string(&mut String::new()).unwrap();
    let status = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(status.success());
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(child.wait().unwrap().success(), "it ends in peace: {rest}");
    let events: Vec<Value> = rest.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let answered = events.iter().find(|event| event["event"] == "answered").expect("the request");
    assert_eq!(answered["route"], "/search/{dataset}", "{answered}");
    assert!(!rest.contains("Ayman"), "names of people stand in no log: {rest}");
}
