//! `hilf press` as people run it.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/press").join(name)
}

fn hilf(args: &[&str], files: &[PathBuf]) -> assert_cmd::assert::Assert {
    let mut command = Command::cargo_bin("hilf").unwrap();
    command.arg("press").args(args).args(files);
    // Most tests are not about lists, and reading the one in the program takes its time.
    let may_list = matches!(args.first(), Some(&("read" | "report" | "timeline")));
    if may_list && !args.contains(&"--list") && !args.contains(&"--no-lists") {
        command.arg("--no-lists");
    }
    command.assert()
}

fn json(args: &[&str], files: &[PathBuf]) -> Value {
    let output = hilf(args, files).success().get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

#[test]
fn a_plan_and_the_report_of_its_day_are_one_event_with_its_differences() {
    let picture =
        json(&["read", "--format", "json"], &[fixture("preview.txt"), fixture("report.txt")]);
    let clusters = picture["event_clusters"].as_array().unwrap();
    let meeting = clusters.iter().find(|cluster| cluster["type"] == "meeting").unwrap();
    assert_eq!(meeting["members"], serde_json::json!(["1:e1", "2:e1"]));
    assert_eq!(meeting["earliest"], "2023-06-08");
    let report = &picture["documents"][1];
    assert_eq!(report["events"][0]["status"], "reported");
    assert_eq!(report["dates"][0]["weekday_check"], "agrees");
    let relations = picture["claim_relations"].as_array().unwrap();
    let kinds: Vec<&str> = relations.iter().map(|r| r["relation"].as_str().unwrap()).collect();
    assert!(kinds.iter().filter(|kind| **kind == "superseded_plan").count() >= 2, "{kinds:?}");
    assert!(!kinds.contains(&"contradict"), "a plan is not contradicted: {kinds:?}");
    let preview = &picture["documents"][0];
    assert_eq!(preview["author"], "سمير حداد");
    assert_eq!(preview["quotes"][0]["speaker"], "كريم ناجي");
    let members =
        preview["claims"].as_array().unwrap().iter().find(|c| c["value"] == 84.0).unwrap();
    assert_eq!(
        (&members["kind"], &members["register"]["verdict"]),
        (&"membership".into(), &"held".into())
    );
}

#[test]
fn spans_point_into_the_bytes_of_the_file_whatever_its_encoding() {
    let text = std::fs::read_to_string(fixture("report.txt")).unwrap();
    let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(&text);
    assert!(!lost);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("windows-1256.txt");
    std::fs::write(&file, &bytes).unwrap();
    let picture = json(&["read", "--format", "json"], &[file]);
    let claim = picture["documents"][0]["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["value"] == 600e6)
        .unwrap();
    let ends = claim["number_span"]["bytes"].as_array().unwrap();
    let range = ends[0].as_u64().unwrap() as usize..ends[1].as_u64().unwrap() as usize;
    assert_eq!(encoding_rs::WINDOWS_1256.decode(&bytes[range]).0, "600 مليون");
}

#[test]
fn a_page_that_cannot_be_read_is_held_and_the_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<!DOCTYPE html><html><body><nav>x</nav></body></html>").unwrap();
    let assert = hilf(&["read", "--format", "jsonl"], &[page, fixture("report.txt")]).code(2);
    let output = assert.get_output();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        message.contains("page.html: no article found") && message.contains("صفحة"),
        "{message}"
    );
}

#[test]
fn the_register_knows_who_had_joined_on_a_day() {
    let members = json(&["members", "--on", "2014-12-03", "--format", "json"], &[]);
    let codes: Vec<&str> = members["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["code"].as_str().unwrap())
        .collect();
    assert!(codes.contains(&"MA") && !codes.contains(&"TG"), "{codes:?}");
    let shown =
        hilf(&["contradictions"], &[fixture("preview.txt"), fixture("report.txt")]).success();
    let text = String::from_utf8_lossy(&shown.get_output().stdout).into_owned();
    assert!(text.contains("superseded plan / خطة"), "{text}");
}

#[test]
fn pages_and_feeds_are_read_with_spans_in_the_bytes_of_the_file() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hilf-press/tests/pages");
    let cut = |file: &Path, span: &Value| {
        let ends: Vec<usize> = serde_json::from_value(span["bytes"].clone()).unwrap();
        std::fs::read(file).unwrap()[ends[0]..ends[1]].to_vec()
    };
    let find = |document: &Value, value: f64| -> Value {
        let claims = document["claims"].as_array().unwrap();
        claims.iter().find(|claim| claim["value"] == value).unwrap().clone()
    };
    let daily = pages.join("daily-1256.html");
    let picture = json(&["read", "--format", "json"], std::slice::from_ref(&daily));
    let claim = find(&picture["documents"][0], 12.0);
    assert_eq!(cut(&daily, &claim["number_span"]), b"12");
    let sentence = cut(&daily, &claim["sentence_span"]);
    assert!(encoding_rs::WINDOWS_1256.decode(&sentence).0.starts_with("وأوضح بيان"));

    let feed = pages.join("feed.rss");
    let lines = hilf(&["read", "--format", "jsonl"], std::slice::from_ref(&feed));
    let output = String::from_utf8(lines.success().get_output().stdout.clone()).unwrap();
    let items: Vec<Value> =
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(items.len(), 2);
    assert!(items[1]["file"].as_str().unwrap().ends_with("feed.rss#2"));
    assert_eq!(cut(&feed, &find(&items[1], 400.0)["number_span"]), b"400");
}

#[test]
fn a_page_in_utf_16_is_read_where_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wide.txt");
    let text = std::fs::read_to_string(fixture("report.txt")).unwrap();
    let mut bytes = vec![0xFF, 0xFE];
    text.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes()));
    std::fs::write(&file, &bytes).unwrap();
    let picture =
        json(&["contradictions", "--format", "json"], &[file.clone(), fixture("preview.txt")]);
    let relation = &picture["claim_relations"][0];
    assert!(relation["a"].as_str().unwrap().starts_with("1:"));
    let ends: Vec<usize> = serde_json::from_value(relation["a_sentence"]["bytes"].clone()).unwrap();
    let sentence = encoding_rs::UTF_16LE.decode(&bytes[ends[0]..ends[1]]).0.into_owned();
    assert!(text.contains(&sentence) && sentence.chars().count() > 10, "{sentence}");
}

#[test]
fn a_printed_page_is_inert_and_its_links_lead_to_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = folder.path().join("hostile.txt");
    let text = "اجتماع <script>alert(1)</script> في الرباط\n\nاجتمع 12 وزيرا في الرباط يوم 11 مايو 2022 \"<img src=x onerror=y>\".\n";
    std::fs::write(&hostile, text).unwrap();
    let output = folder.path().join("report.html");
    for (lang, start) in [("ar", "lang=\"ar\" dir=\"rtl\""), ("en", "lang=\"en\" dir=\"ltr\"")] {
        let args = ["report", "--lang", lang, "--output", output.to_str().unwrap()];
        hilf(&args, &[hostile.clone(), fixture("preview.txt"), fixture("report.txt")]).success();
        let page = std::fs::read_to_string(&output).unwrap();
        assert!(page.contains(start));
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(page.contains("&lt;script&gt;"));
        let links: Vec<&str> =
            page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 10, "{links:?}");
        for link in links {
            assert!(page.contains(&format!(" id=\"{link}\">")), "{link} leads nowhere");
        }
    }
}

#[test]
fn reports_taken_in_once_are_read_from_the_node() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let broken = data.path().join("broken.html");
    std::fs::write(&broken, "<html><body><nav>x</nav></body></html>").unwrap();
    let files = [fixture("preview.txt"), broken, fixture("report.txt")];
    let ingest = ["ingest", "--format", "json", "--data-dir", folder];
    let counts = |assert: assert_cmd::assert::Assert| -> Value {
        serde_json::from_slice(&assert.code(2).get_output().stdout).unwrap()
    };
    assert_eq!(counts(hilf(&ingest, &files)), serde_json::json!({"new": 2, "known": 0}));
    assert_eq!(counts(hilf(&ingest, &files)), serde_json::json!({"new": 0, "known": 2}));
    // A run that was cut off while it wrote the journal.
    let journal = data.path().join("press/journal.jsonl");
    let mut text = std::fs::read_to_string(&journal).unwrap();
    text.push_str("{\"sha256\": \"ab");
    std::fs::write(&journal, text).unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hilf-press/tests/pages/portal.html");
    hilf(&ingest, &[page]).success();
    let assert = hilf(&["timeline", "--format", "json", "--data-dir", folder], &[]).success();
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(message.contains("line 3 of the press journal"), "{message}");
    let kept: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let named =
        json(&["timeline", "--format", "json"], &[fixture("preview.txt"), fixture("report.txt")]);
    let clusters = kept["event_clusters"].as_array().unwrap();
    assert!(clusters.iter().any(|c| c["members"] == named["event_clusters"][0]["members"]));
    assert!(clusters.iter().any(|cluster| cluster["type"] == "attack"), "{clusters:?}");
}

/// A list of two, invented.
const LIST: &str = "id,schema,name,alias\n\
    own-1,Person,Salim bin Hamad al-Dawsari,أبو حمزة الصحراوي\n\
    own-2,Organization,Katibat Nur al-Sabah,\n";

#[test]
fn names_of_reports_are_held_against_lists_with_reasons_and_without_a_decision() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("own.csv");
    std::fs::write(&list, LIST).unwrap();
    let report = folder.path().join("report.txt");
    std::fs::write(
        &report,
        "مقتل قيادي في غارة\n\nأعلن الجيش يوم 3 مايو 2022 مقتل القيادي سالم بن حمد الدوسري في هجوم \
         بمدينة بغداد تبنته كتيبة “نور الصباح”.\n\nوقال وزير الدفاع العراقي كريم ناجي إن أبو حمزة \
         الصحراوي ما زال طليقا.\n",
    )
    .unwrap();
    let list = ["--list", list.to_str().unwrap()];
    let picture =
        json(&[&["read", "--format", "json"], &list[..]].concat(), std::slice::from_ref(&report));
    let entities = picture["documents"][0]["entities"].as_array().unwrap();
    let listed = |id: &str| -> Vec<&Value> {
        let hits = |e: &&Value| e["listed"][0]["id"] == id;
        entities.iter().filter(hits).collect()
    };
    let people = listed("own-own-1");
    assert_eq!(people.len(), 2, "the name and the kunya: {entities:#?}");
    let hit = &people[0]["listed"][0];
    assert_eq!(hit["status"], "resembles");
    let effects = hit["explanation"]["rows"].as_array().unwrap().iter();
    let sum: f64 = 1.0 + effects.map(|row| row["effect"].as_f64().unwrap()).sum::<f64>();
    assert!((sum - hit["score"].as_f64().unwrap()).abs() < 1e-6, "{hit}");
    assert_eq!(listed("own-own-2").len(), 1);
    assert!(entities.iter().any(|e| e["canonical"] == "كريم ناجي" && e.get("listed").is_none()));
    let timeline = json(
        &[&["timeline", "--format", "json"], &list[..]].concat(),
        std::slice::from_ref(&report),
    );
    let attack = timeline["event_clusters"].as_array().unwrap();
    let attack = attack.iter().find(|cluster| cluster["type"] == "attack").unwrap();
    let named: Vec<&str> = attack["listed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["listed"].as_str().unwrap())
        .collect();
    assert_eq!(named, ["own-own-1", "own-own-2"]);
    let page = folder.path().join("page.html");
    let args = ["report", "--lang", "ar", "--output", page.to_str().unwrap()];
    hilf(&[&args[..], &list[..]].concat(), std::slice::from_ref(&report)).success();
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("أسماء تشبه أسماء مدرجة") && page.contains("own-own-2"));
    let without = json(&["read", "--format", "json", "--no-lists"], &[report]);
    assert!(!without.to_string().contains("\"listed\""));
}

/// Two reports of one attack that do not agree, and one that seems to be of another.
const TOLD: [&str; 3] = [
    "هجوم في بغداد\n\nقتل 12 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n",
    "هجوم السوق\n\nقتل 20 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n",
    "هجوم في العراق\n\nقتل 14 شخصا في هجوم في الموصل يوم 4 مايو 2021.\n",
];

struct Noted {
    data: tempfile::TempDir,
}

impl Noted {
    fn new(texts: &[&str]) -> Noted {
        let data = tempfile::tempdir().unwrap();
        let noted = Noted { data };
        for (i, text) in texts.iter().enumerate() {
            let file = noted.data.path().join(format!("{i}.txt"));
            std::fs::write(&file, text).unwrap();
            noted.run(&["ingest", file.to_str().unwrap()]).success();
        }
        noted
    }

    fn run(&self, args: &[&str]) -> assert_cmd::assert::Assert {
        let folder = self.data.path().to_str().unwrap();
        hilf(&[args, &["--data-dir", folder]].concat(), &[])
    }

    fn json(&self, command: &str) -> Value {
        let assert = self.run(&[command, "--format", "json"]).success();
        serde_json::from_slice(&assert.get_output().stdout).unwrap()
    }
}

#[test]
fn analysts_confirm_and_reject_and_their_word_is_kept_with_name_and_day() {
    let node = Noted::new(&TOLD);
    let before = node.json("contradictions");
    let relation = &before["claim_relations"][0];
    assert_eq!(relation["relation"], "contradict");
    assert!(relation.get("review").is_none());
    let note = ["note", "1:c1", "2:c1", "--reject", "--as", "amal", "--text", "حصيلتان لموقعين"];
    let graded = [&note[..], &["--source", "https://example.org/a", "--grade", "B2"]].concat();
    let number =
        String::from_utf8(node.run(&graded).success().get_output().stdout.clone()).unwrap();
    assert_eq!(number.trim(), "1");
    let after = node.json("contradictions");
    let relation = &after["claim_relations"][0];
    assert_eq!(
        (&relation["relation"], &relation["review"]),
        (&"contradict".into(), &"reject".into())
    );
    let kept = &relation["notes"][0];
    assert_eq!((&kept["by"], &kept["grade"]), (&"amal".into(), &"B2".into()));
    assert!(kept["at"].as_str().unwrap().ends_with('Z'));
    let shown = node.run(&["contradictions"]).success();
    let text = String::from_utf8_lossy(&shown.get_output().stdout).into_owned();
    assert!(text.contains("rejected / رُفض") && text.contains("حصيلتان لموقعين"), "{text}");
    let page = node.data.path().join("page.html");
    node.run(&["report", "--no-lists", "--output", page.to_str().unwrap()]).success();
    assert!(std::fs::read_to_string(&page).unwrap().contains("حصيلتان لموقعين"));
    // A note taken back stays, and no longer holds.
    node.run(&["note", "--withdraw", "1", "--as", "amal", "--text", "خطأ"]).success();
    assert!(node.json("contradictions")["claim_relations"][0].get("review").is_none());
    let notes = node.json("notes");
    let holds: Vec<&Value> =
        notes["notes"].as_array().unwrap().iter().map(|note| &note["holds"]).collect();
    assert_eq!(holds, [false, false]);
}

#[test]
fn analysts_merge_and_split_events_and_relations_follow() {
    let node = Noted::new(&TOLD);
    let members = |node: &Noted| -> Vec<Value> {
        let timeline = node.run(&["timeline", "--no-lists", "--format", "json"]).success();
        let timeline: Value = serde_json::from_slice(&timeline.get_output().stdout).unwrap();
        let clusters = timeline["event_clusters"].as_array().unwrap();
        clusters.iter().map(|cluster| cluster["members"].clone()).collect()
    };
    assert_eq!(members(&node), [serde_json::json!(["1:e1", "2:e1"]), serde_json::json!(["3:e1"])]);
    node.run(&["note", "1:e1", "3:e1", "--merge", "--as", "a", "--text", "one attack"]).success();
    assert_eq!(members(&node), [serde_json::json!(["1:e1", "2:e1", "3:e1"])]);
    let relations = node.json("contradictions")["claim_relations"].as_array().unwrap().len();
    assert_eq!(relations, 3, "the merged report is compared with both others");
    node.run(&["note", "2:e1", "--split", "--as", "a", "--text", "another one"]).success();
    assert_eq!(members(&node), [serde_json::json!(["1:e1", "3:e1"]), serde_json::json!(["2:e1"])]);
}

#[test]
fn a_note_needs_a_reason_a_name_and_something_it_is_about() {
    let node = Noted::new(&TOLD[..1]);
    for (args, said) in [
        (vec!["note", "1:c9", "--as", "a", "--text", "x"], "1:c9"),
        (vec!["note", "1:c1", "--as", "a", "--text", " "], "say why"),
        (vec!["note", "1:c1", "--reject", "--as", "a", "--text", "x"], "two claims"),
        (vec!["note", "1:c1", "--as", "a", "--text", "x", "--grade", "Z9"], "Z9"),
        (vec!["note", "--withdraw", "7", "--as", "a", "--text", "x"], "7"),
    ] {
        let assert = node.run(&args).code(2);
        let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(message.contains(said), "{args:?}: {message}");
    }
    assert!(node.json("notes")["notes"].as_array().unwrap().is_empty());
}

#[test]
fn commitments_are_kept_in_view_until_a_day_and_by_the_word_of_an_analyst() {
    let node = Noted::new(&[
        "مؤتمر\n\nأعلن الوزير يوم 10 مارس 2023 ذلك.\nتعهدت كينيا بتقديم 40 مليون دولار لتدريب شرطة الحدود الصومالية بحلول نهاية 2023.\n",
        "كينيا\n\nدفعت كينيا 40 مليون دولار لتدريب شرطة الحدود الصومالية يوم 2 سبتمبر 2023.\n",
    ]);
    let status = |node: &Noted, on: &str| -> Value {
        let assert = node.run(&["commitments", "--on", on, "--format", "json"]).success();
        let found: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
        found["commitments"][0].clone()
    };
    assert_eq!(status(&node, "2023-06-01")["status_on"], "open");
    let met = status(&node, "2023-10-01");
    assert_eq!((&met["status_on"], &met["id"]), (&"met".into(), &"1:s1".into()));
    assert_eq!(met["follow_ups"][0]["document"], 2);
    let note = ["note", "1:s1", "--status", "partly-met", "--as", "a", "--text", "half arrived"];
    node.run(&note).success();
    let noted = status(&node, "2023-10-01");
    assert_eq!((&noted["status_on"], &noted["status"]), (&"partly_met".into(), &"met".into()));
    let shown = node.run(&["commitments", "--on", "2023-10-01"]).success();
    let text = String::from_utf8_lossy(&shown.get_output().stdout).into_owned();
    assert!(text.contains("half arrived") && text.contains("ورد تنفيذ جزء منه"), "{text}");
}

#[test]
fn an_empty_node_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let assert = hilf(&["timeline", "--data-dir", data.path().to_str().unwrap()], &[]).code(2);
    let message = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(message.contains("hilf press ingest") && message.contains("لا تقارير"), "{message}");
}

#[test]
fn a_share_of_a_dataset_shows_what_it_was_made_of_in_both_languages() {
    let data = tempfile::tempdir().unwrap();
    let path = data.path().join("gtd.csv");
    let rows = "eventid,iyear,imonth,iday,country_txt,region_txt,provstate,gname,nkill\n\
        1,2015,1,2,Nigeria,Sub-Saharan Africa,Niger,G,3\n\
        2,2015,1,3,Niger,Sub-Saharan Africa,Diffa,G,-9\n\
        3,2015,0,0,Niger,Sub-Saharan Africa,Diffa,G,1\n\
        4,2015,2,31,Niger,Sub-Saharan Africa,Diffa,G,1\n";
    std::fs::write(&path, rows).unwrap();
    let asked =
        ["stats", "--layout", "gtd", "--group", "G", "--region", "Niger", "--to", "2015-06-30"];
    let shown = hilf(&asked, std::slice::from_ref(&path)).code(3);
    let text = String::from_utf8_lossy(&shown.get_output().stdout).into_owned();
    for part in [
        "events(G, Niger, the first to 2015-06-30) / events(G, everywhere,",
        "أحداث(G، Niger، أول يوم إلى 2015-06-30) ÷",
        "events / أحداث: 1 / 2 = 50 %",
        "لم تحسب: 1 / 1",
        "أحداث بلا عدد قتلى: 1",
        "country_txt = Niger",
        "provstate = Niger",
        "SHA-256",
        "held / غير مقروءة: 1",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let told = String::from_utf8_lossy(&shown.get_output().stderr).into_owned();
    assert!(told.contains("line 5: no day can be read / لم يحسب: السطر 5"), "{told}");
    let filtered = [&asked[..], &["--where", "nkill=3", "--format", "json"]].concat();
    let output = hilf(&filtered, std::slice::from_ref(&path)).code(3).get_output().stdout.clone();
    let found: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(
        (&found["share"]["numerator"], &found["share"]["denominator"]),
        (&0.into(), &1.into())
    );
    assert_eq!(found["dataset"]["sha256"].as_str().unwrap().len(), 64);
    let wrong = hilf(&["stats", "--layout", "gtd", "--where", "nkill"], &[path]).code(2);
    let told = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(told.contains("COLUMN=VALUE") && told.contains("شرط"), "{told}");
}
