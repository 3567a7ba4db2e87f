//! `/api/v1` as programs use it, and who may do what through it.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use std::fmt::Write;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use hilf_desk::{Desk, Role};
use hilf_match::Profile;
use serde_json::{Value, json};
use stand::stand;
use tower::ServiceExt;

/// Bodies and queries with which a call gets as far as the desk.
fn sample(method: &str, path: &str) -> (String, Value) {
    let path = path
        .replace("{n}", "1")
        .replace("{id}", "none")
        .replace("{sha256}", "none")
        .replace("{paper}", "file")
        .replace("{name}", "own");
    let proposal = json!({"outcome": "false_positive", "reason": "r", "evidence": "0"});
    let (query, body) = match (method, path.as_str()) {
        (_, "/api/v1/setup") => {
            ("", json!({"secret": "x", "account": "a", "name": "", "password": "p"}))
        }
        (_, "/api/v1/session") => ("", json!({"account": "nobody", "password": "p"})),
        ("post", "/api/v1/me/tokens") => ("", json!({"name": "t", "scopes": []})),
        ("post", "/api/v1/accounts") => ("", json!({"id": "new", "name": "", "roles": []})),
        ("post", "/api/v1/customers") => ("", json!({"customers": []})),
        (_, "/api/v1/lookup") => {
            let subject = json!({"schema": "Person", "properties": {"name": ["A B"]}});
            ("", json!({"subject": subject, "purpose": "test"}))
        }
        ("post", "/api/v1/exemptions") => (
            "",
            json!({"authority": "a", "number": "1", "entity": "e", "customers": [], "currency": "USD",
                "ceiling": 1, "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}),
        ),
        ("post", "/api/v1/exemptions/none/use") => {
            ("", json!({"customer": "c", "amount": 1, "currency": "USD"}))
        }
        (_, "/api/v1/exemptions/none/end" | "/api/v1/exemptions/none/withdraw") => {
            ("?reason=r", Value::Null)
        }
        ("post", "/api/v1/alerts/together") => {
            ("", json!({"step": "assign", "to": "ada", "alerts": []}))
        }
        ("post", "/api/v1/me/password") => ("", json!({"present": "p", "new": "q"})),
        ("post", "/api/v1/profiles/previews") => {
            ("", json!({"profile": Desk::profile_json(&Profile::kyc())}))
        }
        ("post", "/api/v1/profiles/changes") => ("", json!({"preview": "none", "reason": "r"})),
        ("post", "/api/v1/profiles/changes/1/approve") => ("", json!({"hash": "0"})),
        ("post", "/api/v1/profiles/changes/1/refuse") => ("", json!({"reason": "r"})),
        ("delete", _) => ("?reason=r", Value::Null),
        ("post", "/api/v1/press/notes") => {
            ("", json!({"act": "evidence", "about": ["1:c1"], "text": "t"}))
        }
        ("post", "/api/v1/press/notes/1/withdraw") => ("", json!({"text": "t"})),
        ("post", "/api/v1/lists") => ("", json!({"key": "none", "name": "mine"})),
        ("post", "/api/v1/lists/own/removal") => ("", json!({"reason": "r"})),
        ("post", "/api/v1/lists/own/removal/approve" | "/api/v1/lists/own/removal/refuse") => {
            ("", json!({"n": 9, "remark": "r"}))
        }
        ("post", "/api/v1/lists-preview") => ("?name=mine&file=mine.csv", json!("no list")),
        ("post", "/api/v1/alerts/none/attachments") => ("?name=n", json!("bytes")),
        ("post", "/api/v1/alerts/none/assign") => ("", json!({"to": "ada"})),
        ("post", "/api/v1/alerts/none/note") => ("", json!({"text": "n"})),
        ("post", "/api/v1/alerts/none/return") => ("", json!({"reason": "r"})),
        ("post", "/api/v1/alerts/none/propose" | "/api/v1/alerts/none/approve") => ("", proposal),
        ("post", "/api/v1/alerts/none/freeze") => ("", json!({"assets": "a"})),
        ("post", "/api/v1/alerts/none/freeze/report") => ("", json!({"reference": "r"})),
        _ => ("", json!({})),
    };
    (path + query, body)
}

#[tokio::test]
async fn every_route_lets_through_whom_the_table_in_the_repository_names() {
    let stand = stand().await;
    let mut tokens = vec![("nobody", None)];
    for role in Role::ALL {
        tokens.push((role.name(), Some(stand.token(role).await)));
    }
    let document: Value =
        serde_json::from_str(&hilf_api::v1::openapi().to_json().unwrap()).unwrap();
    let mut table = String::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let (address, body) = sample(method, path);
            write!(table, "{:<6} {path:<48}", method.to_uppercase()).unwrap();
            for (name, token) in &tokens {
                let bearer = token.as_ref().map(|token| format!("Bearer {token}"));
                let headers: Vec<(&str, &str)> =
                    bearer.iter().map(|bearer| ("authorization", bearer.as_str())).collect();
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                let (status, said, _) =
                    stand.call((method, &address), &headers, body.clone()).await;
                assert_ne!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {said}");
                assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}: {said}");
                let mark = match status.as_u16() {
                    401 => "401",
                    403 => "403",
                    _ => "yes",
                };
                write!(table, " {name}:{mark}").unwrap();
            }
            table.push('\n');
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn nobody_revokes_or_sees_the_tokens_of_others() {
    let stand = stand().await;
    let (ada, bo) = (stand.token(Role::Analyst).await, stand.token(Role::Officer).await);
    let (ada, bo) = (format!("Bearer {ada}"), format!("Bearer {bo}"));
    fn own(token: &str) -> [(&str, &str); 1] {
        [("authorization", token)]
    }
    let path = "/api/v1/me/tokens";
    let (_, said, _) = stand.call((Method::GET, path), &own(&ada), Value::Null).await;
    let id = said["tokens"][0]["id"].as_str().unwrap().to_owned();
    let (_, said, _) = stand.call((Method::GET, path), &own(&bo), Value::Null).await;
    assert!(!said.to_string().contains(&id));
    let address = format!("/api/v1/me/tokens/{id}");
    let (status, ..) = stand.call((Method::DELETE, &address), &own(&bo), Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, ..) = stand.call((Method::DELETE, &address), &own(&ada), Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    let (status, ..) = stand.call((Method::GET, path), &own(&ada), Value::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "a revoked token is good for nothing");
}

#[tokio::test]
async fn the_first_account_needs_the_secret_and_a_session_its_form_key() {
    let stand = stand().await;
    let setup = |secret: &str| json!({"secret": secret, "account": "root", "name": "Root", "password": "a long pass phrase"});
    let post = |path| (Method::POST, path);
    let secret = stand.desk.setup_secret().await.unwrap().unwrap();
    let call = stand.call(post("/api/v1/setup"), &[], setup("guess")).await;
    assert_eq!(call.0, StatusCode::FORBIDDEN);
    let call = stand.call(post("/api/v1/setup"), &[], setup(&secret)).await;
    assert_eq!(call.0, StatusCode::OK, "{}", call.1);
    let call = stand.call(post("/api/v1/setup"), &[], setup(&secret)).await;
    assert_eq!(call.0, StatusCode::FORBIDDEN, "good once");

    let login = json!({"account": "root", "password": "a long pass phrase"});
    let (status, said, cookie) = stand.call(post("/api/v1/session"), &[], login).await;
    let cookie = cookie.unwrap();
    assert_eq!(status, StatusCode::OK);
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    let account = || json!({"id": "ada", "name": "Ada", "roles": ["analyst"]});
    let path = "/api/v1/accounts";
    let (status, ..) = stand.call(post(path), &[("cookie", cookie)], account()).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "without the form key");
    let key = said["form_key"].as_str().unwrap();
    let headers = [("cookie", cookie), ("x-form-key", key)];
    let (status, said, _) = stand.call(post(path), &headers, account()).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (status, ..) = stand.call(post("/api/v1/session/end"), &headers, Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    let (status, ..) = stand.call((Method::GET, "/api/v1/me"), &headers, Value::Null).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_customer_becomes_an_alert_that_two_programs_decide() {
    let stand = stand().await;
    let analyst = format!("Bearer {}", stand.token(Role::Analyst).await);
    let officer = format!("Bearer {}", stand.token(Role::Officer).await);
    let (ada, bo) = ([("authorization", &*analyst)], [("authorization", &*officer)]);
    let customer = json!({"id": "c-1", "schema": "Person",
        "properties": {"name": ["طالب صبري مروان هارون"]}});
    let body = json!({"customers": [customer]});
    let (_, said, _) = stand.call((Method::POST, "/api/v1/customers"), &ada, body).await;
    assert_eq!((&said["new"], &said["alerts_opened"]), (&1.into(), &1.into()));
    let (_, said, _) =
        stand.call((Method::GET, "/api/v1/alerts?state=new"), &ada, Value::Null).await;
    let alert = &said["alerts"][0];
    let address = |what: &str| format!("/api/v1/alerts/{}/{what}", alert["id"].as_str().unwrap());
    let proposal =
        json!({"outcome": "true_match", "reason": "papers", "evidence": alert["evidence"]});
    let propose = address("propose");
    let (status, said, _) = stand.call((Method::POST, &propose), &ada, proposal.clone()).await;
    assert_eq!((status, &said["state"]), (StatusCode::OK, &"proposed".into()), "{said}");
    let mut other = proposal.clone();
    other["reason"] = "other".into();
    let approve = address("approve");
    let (status, said, _) = stand.call((Method::POST, &approve), &bo, other).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(said["error_ar"].as_str().unwrap().contains("أعد تحميله"));
    let (status, said, _) = stand.call((Method::POST, &approve), &bo, proposal).await;
    assert_eq!((status, &said["state"]), (StatusCode::OK, &"decided".into()));
    let (status, said, _) = stand.call((Method::GET, &address("replay")), &ada, Value::Null).await;
    assert_eq!((status, &said["is_same"]), (StatusCode::OK, &true.into()));
    let (_, said, _) = stand.call((Method::GET, "/api/v1/statistics"), &bo, Value::Null).await;
    assert_eq!(said["decided"]["true_match"], 1);
}

#[tokio::test]
async fn behind_the_guard_a_look_up_needs_a_token_and_leaves_an_entry() {
    let stand = stand().await;
    let open = Router::new()
        .route("/match/default", axum::routing::post(async || "found"))
        .route("/healthz", axum::routing::get(async || "ok"));
    let guarded = hilf_api::v1::lookups_only(open, stand.desk.clone());
    let ask = |path: &str, token: Option<String>| {
        let method = if path == "/healthz" { Method::GET } else { Method::POST };
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        guarded.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    assert_eq!(ask("/healthz", None).await.unwrap().status(), StatusCode::OK);
    assert_eq!(ask("/match/default", None).await.unwrap().status(), StatusCode::UNAUTHORIZED);
    let administrator = stand.token(Role::Administrator).await;
    let refused = ask("/match/default", Some(administrator)).await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let analyst = stand.token(Role::Analyst).await;
    let answered = ask("/match/default", Some(analyst)).await.unwrap();
    assert_eq!(answered.status(), StatusCode::OK);
    stand.desk.store().seal().await.unwrap();
    let entries = stand.desk.store().kept_entries(0, u32::MAX).await.unwrap();
    assert_eq!(entries.iter().filter(|entry| entry.act == "subject.lookup").count(), 1);
}

fn total_of(answer: &Value) -> i64 {
    answer["responses"]["q"]["total"]["value"].as_i64().unwrap()
}

#[tokio::test]
async fn a_profile_is_previewed_proposed_and_approved_by_two_programs() {
    let stand = stand().await;
    let officer = format!("Bearer {}", stand.token(Role::Officer).await);
    let reviewer = format!("Bearer {}", stand.token(Role::Reviewer).await);
    let (bo, rev) = ([("authorization", &*officer)], [("authorization", &*reviewer)]);
    let name = |text: &str| json!({"name": [text]});
    let customers = [("c-1", "Talib Sabri Marwan Harun"), ("c-2", "Talib Sabry Marvan Haroun")];
    let customers =
        customers.map(|(id, text)| json!({"id": id, "schema": "Person", "properties": name(text)}));
    let body = json!({ "customers": customers });
    let (_, said, _) = stand.call((Method::POST, "/api/v1/customers"), &bo, body).await;
    assert_eq!(said["alerts_opened"], 2, "{said}");
    let (_, said, _) = stand.call((Method::GET, "/api/v1/profiles"), &bo, Value::Null).await;
    let mut profile = said["in_force"].clone();
    assert_eq!((&profile["threshold"], &said["changes"]), (&json!(0.7), &json!([])));
    let (before, near) = (said["id"].clone(), "Talib Sabry Marvan Haroun");
    let answer = stand.matched("", near).await;
    assert_eq!((&answer["profile"], total_of(&answer)), (&before, 1), "{answer}");
    profile["threshold"] = json!(0.99);
    let previews = "/api/v1/profiles/previews";
    let order = json!({ "profile": { "name": "none" } });
    let (status, ..) = stand.call((Method::POST, previews), &bo, order).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let order = json!({ "profile": profile });
    let (status, said, _) = stand.call((Method::POST, previews), &bo, order).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let preview = said["id"].as_str().unwrap().to_owned();
    let address = format!("{previews}/{preview}");
    let impact = loop {
        let (_, said, _) = stand.call((Method::GET, &address), &bo, Value::Null).await;
        match said["progress"]["state"].as_str() {
            Some("running") => tokio::time::sleep(Duration::from_millis(5)).await,
            Some("done") => break said["progress"]["impact"].clone(),
            _ => panic!("{said}"),
        }
    };
    assert_eq!((&impact["screened"], &impact["going"]), (&json!(2), &json!(1)), "{impact}");
    let (status, ..) = stand.call((Method::GET, &address), &rev, Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "a preview is its owner's");
    let proposal = json!({ "preview": preview, "reason": "tested" });
    let changes = "/api/v1/profiles/changes";
    let (_, said, _) = stand.call((Method::POST, changes), &bo, proposal).await;
    let address = format!("{changes}/{}", said["n"]);
    let (_, change, _) = stand.call((Method::GET, &address), &rev, Value::Null).await;
    assert_eq!((&change["impact"], &change["decision"]), (&impact, &Value::Null));
    let approve = format!("{address}/approve");
    let seen = json!({ "hash": change["hash"] });
    let (status, said, _) = stand.call((Method::POST, &approve), &bo, seen.clone()).await;
    assert_eq!(status, StatusCode::CONFLICT, "nobody approves their own proposal");
    assert!(said["error_ar"].as_str().unwrap().contains("لا يقر أحد اقتراحه"));
    let unseen = json!({ "hash": "0" });
    let (status, ..) = stand.call((Method::POST, &approve), &rev, unseen).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let (status, said, _) = stand.call((Method::POST, &approve), &rev, seen).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, said, _) = stand.call((Method::GET, "/api/v1/profiles"), &bo, Value::Null).await;
    assert_eq!((&said["id"], &said["in_force"]["threshold"]), (&change["id"], &json!(0.99)));
    // Look-ups by yente's contract use what is in force from then on, and say so.
    let answer = stand.matched("", near).await;
    assert_eq!((&answer["profile"], total_of(&answer)), (&change["id"], 0), "{answer}");
    let asked = stand.matched("threshold=0.7", near).await;
    let id = asked["profile"].as_str().unwrap();
    assert!(id.starts_with(change["id"].as_str().unwrap()) && id.ends_with("+threshold=0.7"));
    assert_eq!(total_of(&asked), 1, "{asked}");
    // What was found with the former profile is computed anew with that one.
    let (_, said, _) = stand.call((Method::GET, "/api/v1/alerts"), &bo, Value::Null).await;
    for alert in said["alerts"].as_array().unwrap() {
        let address = format!("/api/v1/alerts/{}/replay", alert["id"].as_str().unwrap());
        let (status, said, _) = stand.call((Method::GET, &address), &bo, Value::Null).await;
        assert_eq!((status, &said["is_same"]), (StatusCode::OK, &json!(true)), "{said}");
        assert_eq!(said["profile"], before, "{said}");
    }
    let run = json!({ "everybody": false });
    let (_, said, _) = stand.call((Method::POST, "/api/v1/runs"), &bo, run).await;
    assert!(said.to_string().contains(change["id"].as_str().unwrap()), "the run names it: {said}");
}

#[tokio::test]
async fn what_does_not_fit_the_document_is_refused_in_both_languages() {
    let stand = stand().await;
    let officer = format!("Bearer {}", stand.token(Role::Officer).await);
    let bo = [("authorization", &*officer)];
    let odd = json!({"subject": [null], "purpose": "test"});
    for (method, path, body, status) in [
        (Method::POST, "/api/v1/lookup", odd, 400),
        (Method::POST, "/api/v1/lookup", json!({"subject": {}}), 400),
        (Method::GET, "/api/v1/alerts?limit=0", Value::Null, 400),
        (Method::GET, "/api/v1/customers?limit=1001", Value::Null, 400),
        (Method::GET, "/api/v1/customers/a%00b", Value::Null, 400),
        (Method::POST, "/api/v1/alerts/none/note", json!({"text": "a\u{0}b"}), 400),
        (Method::GET, "/api/v1/cases?open=perhaps", Value::Null, 400),
        (Method::POST, "/api/v1/me", json!({}), 405),
        (Method::POST, "/api/v1/runs", json!([]), 400),
    ] {
        let (found, said, _) = stand.call((method, path), &bo, body).await;
        assert_eq!(found.as_u16(), status, "{path}: {said}");
        assert!(said["error"].is_string() && said["error_ar"].is_string(), "{path}: {said}");
    }
    let plain = Request::post("/api/v1/lookup").header("authorization", &officer);
    let answer = stand.router.clone().oneshot(plain.body(Body::from("{}")).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let none = Request::post("/api/v1/alerts/none/attachments?name=n");
    let none = none.header("authorization", &officer).body(Body::empty()).unwrap();
    let answer = stand.router.clone().oneshot(none).await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "nothing is no document");
}

#[tokio::test]
async fn a_token_cannot_take_its_account_over() {
    let stand = stand().await;
    let token = format!("Bearer {}", stand.token(Role::Analyst).await);
    let own = [("authorization", &*token)];
    let change = json!({"present": "a long pass phrase", "new": "another pass phrase"});
    let (status, ..) =
        stand.call((Method::POST, "/api/v1/me/password"), &own, change.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let enter = json!({"account": "analyst", "password": "a long pass phrase"});
    let (_, said, cookie) = stand.call((Method::POST, "/api/v1/session"), &[], enter).await;
    let (cookie, key) = (cookie.unwrap(), said["form_key"].as_str().unwrap().to_owned());
    let cookie = cookie.split(';').next().unwrap();
    let session = [("cookie", cookie), ("x-form-key", &*key)];
    let (status, said, _) =
        stand.call((Method::POST, "/api/v1/me/password"), &session, change).await;
    assert_eq!(status, StatusCode::OK, "{said}");
}

#[tokio::test]
async fn a_program_notes_on_reports_and_takes_its_note_back() {
    let stand = stand().await;
    let mut shelf = hilf_press::shelf::Shelf::open(stand.folder.path()).unwrap();
    for dead in [12, 15] {
        let text = format!("هجوم\n\nقتل {dead} شخصا في هجوم في بغداد يوم 3 مايو 2021.\n");
        shelf.take(text.as_bytes(), "a.txt", None).unwrap();
    }
    let analyst = format!("Bearer {}", stand.token(Role::Analyst).await);
    let auditor = format!("Bearer {}", stand.token(Role::Auditor).await);
    let (ada, aud) = ([("authorization", &*analyst)], [("authorization", &*auditor)]);
    let path = "/api/v1/press/notes";
    let note = json!({"act": "reject", "about": ["1:c1", "2:c1"], "text": "two places"});
    let (status, ..) = stand.call((Method::POST, path), &aud, note.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let mut unknown = note.clone();
    unknown["about"] = json!(["7:c1", "2:c1"]);
    let (status, said, _) = stand.call((Method::POST, path), &ada, unknown).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{said}");
    let mut odd = note.clone();
    odd["act"] = "like".into();
    let (status, ..) = stand.call((Method::POST, path), &ada, odd).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, said, _) = stand.call((Method::POST, path), &ada, note).await;
    assert_eq!((status, &said["number"]), (StatusCode::OK, &1.into()), "{said}");
    let picture = "/api/v1/press/picture";
    let (_, said, _) = stand.call((Method::GET, picture), &aud, Value::Null).await;
    let relation = &said["claim_relations"][0];
    assert_eq!(
        (&relation["review"], &relation["notes"][0]["by"]),
        (&"reject".into(), &"analyst".into())
    );
    let back = format!("{path}/1/withdraw");
    let why = json!({"text": "خطأ"});
    let (status, ..) = stand.call((Method::POST, &back), &ada, why.clone()).await;
    assert_eq!(status, StatusCode::OK);
    let (status, said, _) = stand.call((Method::POST, &back), &ada, why).await;
    assert_eq!(status, StatusCode::CONFLICT, "{said}");
    let (_, said, _) = stand.call((Method::GET, path), &aud, Value::Null).await;
    let holds: Vec<&Value> =
        said["notes"].as_array().unwrap().iter().map(|n| &n["holds"]).collect();
    assert_eq!(holds, [false, false]);
}
