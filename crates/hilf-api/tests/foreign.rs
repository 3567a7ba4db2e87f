//! Whatever somebody sends, the node answers and does not fail: queries of people, of OpenRefine and
//! of clients written for OpenSanctions, sound ones with one part made wrong and any bytes at all.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tower::ServiceExt;

/// Signs of every language that is read here, and of none.
const SIGNS: &str = "[a-zء-يА-я0-9 :*~\"\\(\\)|+!\\\\/.,<&%=\u{0}\u{200f}\u{1f600}-]{0,40}";

/// JSON that may stand anywhere in a query.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        SIGNS.prop_map(Value::from),
        prop_oneof![Just("Person"), Just("Thing"), Just("1971-05"), Just("x-1")]
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key = prop_oneof![
            Just("query".to_owned()),
            Just("type".to_owned()),
            Just("limit".to_owned()),
            Just("properties".to_owned()),
            Just("pid".to_owned()),
            Just("v".to_owned()),
            Just("ids".to_owned()),
            Just("id".to_owned()),
            Just("settings".to_owned()),
            Just("schema".to_owned()),
            Just("name".to_owned()),
            Just("birthDate".to_owned()),
            Just("weights".to_owned()),
            Just("config".to_owned()),
            Just("queries".to_owned()),
            SIGNS,
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn form(name: &str, text: &str) -> String {
    form_urlencoded::Serializer::new(String::new()).append_pair(name, text).finish()
}

struct Served {
    runtime: tokio::runtime::Runtime,
    router: Router,
    _stand: stand::Stand,
}

impl Served {
    fn new() -> Served {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let stand = runtime.block_on(stand::stand());
        let (settings, metrics) = (hilf_api::Settings::default(), hilf_api::Metrics::new());
        let router = hilf_api::router(stand.desk.clone(), settings, metrics);
        Served { runtime, router, _stand: stand }
    }

    /// The answer's status; the answer is no failure of the node, and its body is what it says.
    fn ask(&self, request: Request<Body>) -> u16 {
        self.runtime.block_on(async {
            let address = request.uri().to_string();
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let status = answer.status().as_u16();
            let bytes = answer.into_body().collect().await.unwrap().to_bytes();
            let body = String::from_utf8_lossy(&bytes);
            assert!(status < 500, "{address}: {status} {body}");
            assert!(serde_json::from_slice::<Value>(&bytes).is_ok(), "{address}: {body}");
            status
        })
    }

    fn get(&self, path: &str, query: &str) -> u16 {
        self.ask(Request::get(format!("{path}?{query}")).body(Body::empty()).unwrap())
    }

    fn post(&self, path: &str, body: String) -> u16 {
        self.ask(Request::post(path).body(Body::from(body)).unwrap())
    }
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases) })
}

#[test]
fn no_search_breaks_the_node() {
    let served = Served::new();
    let given = (SIGNS, SIGNS, SIGNS, any::<bool>());
    runner(400)
        .run(&given, |(q, filter, sort, is_simple)| {
            served.get("/search/default", &form("q", &q));
            let simple = format!("{}&simple=true", form("q", &q));
            prop_assert_eq!(served.get("/search/default", &simple), 200, "the box knows no errors");
            let rest = [form("filter", &filter), form("sort", &sort), form("changed_since", &q)];
            served.get("/search/default", &format!("{}&simple={is_simple}", rest.join("&")));
            for place in ["entity", "property", "type"] {
                served.get(&format!("/reconcile/default/suggest/{place}"), &form("prefix", &q));
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_query_of_openrefine_breaks_the_node() {
    let served = Served::new();
    runner(400)
        .run(&(any_json(), SIGNS), |(json, text)| {
            for part in ["queries", "extend"] {
                served.post("/reconcile/default", form(part, &json.to_string()));
                served.post("/reconcile/default", form(part, &json!({ "q": json }).to_string()));
                served.post("/reconcile/default", form(part, &text));
            }
            let query = json!({"q": {"query": text, "type": json, "properties": json, "limit": 3}});
            served.post("/reconcile/default", form("queries", &query.to_string()));
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_batch_breaks_the_node() {
    let served = Served::new();
    runner(400)
        .run(&(any_json(), SIGNS), |(json, text)| {
            served.post("/match/default", json.to_string());
            served.post("/match/default", text.clone());
            let person =
                json!({"schema": "Person", "properties": {"name": [text], "birthDate": json}});
            served.post("/match/default", json!({"queries": {"q": person}}).to_string());
            let odd =
                json!({"queries": {"q": {"schema": text, "properties": json}}, "weights": json});
            served.post("/match/default", odd.to_string());
            Ok(())
        })
        .unwrap();
}
