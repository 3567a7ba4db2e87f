//! A console over a folder of its own, with a list whose every column is hostile.

#![allow(dead_code, reason = "not every test uses all of it")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use hilf_case::Jurisdiction;
use hilf_desk::{Desk, Person, Role};
use hilf_list::store::{ListStore, Origin};
use hilf_list::{ReadOptions, Source};
use hilf_match::Profile;
use hilf_node::{Node, Work};
use hilf_store::{Place, Store};
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// Gets out of a page that is not careful.
pub(crate) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)",
    "</title></textarea><svg onload=alert(1)>",
    "\u{202e}txt.exe\u{202c}\u{2066}x\u{2069}",
    "{{7*7}}",
];

pub(crate) struct Console {
    _folder: tempfile::TempDir,
    router: Router,
    pub(crate) desk: Desk,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn place(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |place| place.to_str().unwrap())
    }
}

/// A list whose every column has every hostile string.
fn list() -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut text = String::from("id,name,alias,birthDate,nationality,address,notes,legal basis\n");
    text += "L-1,Adam Omar Tester,آدم عمر تستر,1970-04-03,Iraq,,,Order 1\n";
    for (n, hostile) in HOSTILE.iter().enumerate() {
        let name = quoted(&format!("Hostile Person {hostile}"));
        let own = quoted(hostile);
        text += &format!("H-{n},{name},{name},1970,{own},{own},{own},{own}\n");
    }
    text
}

fn add_list(folder: &Path) {
    let file = folder.join("list.csv");
    std::fs::write(&file, list()).unwrap();
    let options = ReadOptions { dataset: Some("test".into()), listing: Vec::new() };
    let mut store = ListStore::open(&folder.join("lists")).unwrap();
    store.add("test", &Source::open(&file).unwrap(), Origin::Path(file), &options).unwrap();
}

impl Console {
    pub(crate) async fn start() -> Console {
        let folder = tempfile::tempdir().unwrap();
        add_list(folder.path());
        let work = Work::new(2, Duration::from_secs(60));
        let node = Arc::new(Node::new(&folder.path().join("lists"), work));
        node.reload().unwrap();
        let store = Store::open(&Place::sqlite(folder.path())).await.unwrap();
        let jurisdiction = Jurisdiction::named("un").unwrap();
        let desk = Desk::new(store, node, Profile::kyc(), jurisdiction);
        let root = Person::local("root");
        for (id, role) in [
            ("ana", Role::Analyst),
            ("off", Role::Officer),
            ("rev", Role::Reviewer),
            ("aud", Role::Auditor),
            ("adm", Role::Administrator),
            ("lis", Role::ListManager),
        ] {
            desk.put_account(&root, id, id, &[role], Some(PASSWORD.into())).await.unwrap();
        }
        let router = hilf_console::router(desk.clone(), false);
        Console { _folder: folder, router, desk }
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// The key of the forms of a session.
    pub(crate) async fn key(&self, cookie: &str) -> String {
        let body = self.get("/console/en/account", cookie).await.body;
        let rest = body.split("name=\"form_key\" value=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }

    /// Sends a form with its key.
    pub(crate) async fn send(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let key = self.key(cookie).await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("form_key", &key).extend_pairs(fields);
        self.post(path, cookie, &form.finish()).await
    }

    pub(crate) async fn enter(&self, account: &str) -> String {
        let form = format!("account={account}&password={}&back=/lists", PASSWORD.replace(' ', "+"));
        let answer = self.post("/console/en/login", "", &form).await;
        assert_eq!((answer.status, answer.place()), (StatusCode::SEE_OTHER, "/console/en/lists"));
        let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }
}

pub(crate) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
