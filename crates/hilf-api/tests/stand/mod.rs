//! The routes of a node without a socket.

#![allow(dead_code, reason = "not every test uses all of it")]

#[path = "../../../hilf-store/tests/places/fresh.rs"]
mod fresh;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use hilf_case::Jurisdiction;
use hilf_desk::{Desk, Person, Right, Role};
use hilf_list::store::{ListStore, Origin};
use hilf_list::{ReadOptions, Source};
use hilf_match::Profile;
use hilf_node::{Node, Work};
use hilf_store::Store;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

const LIST: &str = "id,name,schema,legal basis\n1,Talib Sabri Marwan Harun,Person,Law 1\n";

/// A desk and its routes.
pub(crate) struct Stand {
    pub(crate) folder: TempDir,
    pub(crate) desk: Desk,
    pub(crate) router: Router,
}

/// A desk over a folder of its own, with an invented list; its store is SQLite or PostgreSQL, as the
/// environment says.
pub(crate) async fn stand() -> Stand {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.csv");
    std::fs::write(&path, LIST).unwrap();
    let lists = folder.path().join("lists");
    let options = ReadOptions { dataset: Some("own".to_owned()), listing: vec![] };
    let source = Source::open(&path).unwrap();
    let origin = Origin::Path(path);
    ListStore::open(&lists).unwrap().add("own", &source, origin, &options).unwrap();
    let node = Arc::new(Node::new(&lists, Work::new(2, Duration::from_secs(60))));
    node.reload().unwrap();
    let store = Store::open(&fresh::place(folder.path()).await).await.unwrap();
    let desk = Desk::new(store, node, Profile::kyc(), Jurisdiction::named("un").unwrap());
    let router = hilf_api::v1::router(desk.clone(), None, false);
    Stand { folder, desk, router }
}

impl Stand {
    pub(crate) async fn call(
        &self,
        (method, path): (Method, &str),
        headers: &[(&str, &str)],
        body: Value,
    ) -> (StatusCode, Value, Option<String>) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.header("content-type", "application/json");
        let request = request.body(Body::from(body.to_string())).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let cookie = answer.headers().get("set-cookie").map(|c| c.to_str().unwrap().to_owned());
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default(), cookie)
    }

    /// The answer of `/match` to one name.
    pub(crate) async fn matched(&self, query: &str, name: &str) -> Value {
        let metrics = hilf_api::Metrics::new();
        let router = hilf_api::router(self.desk.clone(), hilf_api::Settings::default(), metrics);
        let person = json!({"schema": "Person", "properties": {"name": [name]}});
        let body = json!({"queries": {"q": person}}).to_string();
        let request = Request::post(format!("/match/default?{query}")).body(Body::from(body));
        let answer = router.oneshot(request.unwrap()).await.unwrap();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        serde_json::from_slice(&bytes).unwrap()
    }

    /// A token with every right of a role.
    pub(crate) async fn token(&self, role: Role) -> String {
        let id = role.name().replace('_', "-");
        let root = Person::local("test");
        let pass = Some("a long pass phrase".to_owned());
        self.desk.put_account(&root, &id, "", &[role], pass).await.unwrap();
        let person = Person::new(id, &[role]);
        let rights: Vec<Right> =
            Right::ALL.iter().copied().filter(|right| person.may(*right)).collect();
        self.desk.make_token(&person, "matrix", &rights, None).await.unwrap().secret
    }
}
