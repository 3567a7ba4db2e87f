//! The console as a browser asks for it: entering, pages in both languages, what is refused, and
//! strings of strangers that must stay inert.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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

const PASSWORD: &str = "correct horse battery staple";

/// Gets out of a page that is not careful.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)",
    "</title></textarea><svg onload=alert(1)>",
    "\u{202e}txt.exe\u{202c}\u{2066}x\u{2069}",
    "{{7*7}}",
];

struct Console {
    _folder: tempfile::TempDir,
    router: Router,
    desk: Desk,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn place(&self) -> &str {
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
    async fn start() -> Console {
        let folder = tempfile::tempdir().unwrap();
        add_list(folder.path());
        let work = Work::new(2, Duration::from_secs(60));
        let node = Arc::new(Node::new(&folder.path().join("lists"), work));
        node.reload().unwrap();
        let store = Store::open(&Place::sqlite(folder.path())).await.unwrap();
        let jurisdiction = Jurisdiction::named("un").unwrap();
        let desk = Desk::new(store, node, Profile::kyc(), jurisdiction);
        let root = Person::local("root");
        for (id, role) in [("ana", Role::Analyst), ("aud", Role::Auditor)] {
            desk.put_account(&root, id, id, &[role], Some(PASSWORD.into())).await.unwrap();
        }
        let router = hilf_console::router(desk.clone(), None, false);
        Console { _folder: folder, router, desk }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = to_bytes(response.into_body(), 1 << 24).await.unwrap();
        Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, cookie);
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn enter(&self, account: &str) -> String {
        let form = format!("account={account}&password={}&back=/lists", PASSWORD.replace(' ', "+"));
        let answer = self.post("/console/en/login", "", &form).await;
        assert_eq!((answer.status, answer.place()), (StatusCode::SEE_OTHER, "/console/en/lists"));
        let cookie = answer.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn nobody_sees_anything_before_they_have_entered() {
    let console = Console::start().await;
    let pages =
        ["search?q=Adam&purpose=aid", "lists", "queue", "customers", "audit", "batch", "overview"];
    for path in pages {
        let answer = console.get(&format!("/console/ar/{path}"), "hilf_session=guessed").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.place().starts_with("/console/ar/login?back="), "{}", answer.place());
    }
    let answer = console.post("/console/en/login", "", "account=ana&password=wrong").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.headers.get(header::SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_language_is_chosen_by_the_browser_and_kept_in_the_path() {
    let console = Console::start().await;
    let begin = |language: &'static str| {
        Request::get("/console/").header(header::ACCEPT_LANGUAGE, language).body(Body::empty())
    };
    let answer = console.ask(begin("en").unwrap()).await;
    assert_eq!(answer.place(), "/console/en/search");
    assert_eq!(console.ask(begin("fr").unwrap()).await.place(), "/console/ar/search");
    assert_eq!(console.get("/console/fr/search", "").await.status, StatusCode::NOT_FOUND);
    let cookie = console.enter("ana").await;
    let arabic = console.get("/console/ar/search?q=Adam&purpose=aid", &cookie).await;
    assert!(arabic.body.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(arabic.body.contains("href=\"/console/en/search?q=Adam&#38;purpose=aid\""));
}

#[tokio::test]
async fn a_search_finds_across_scripts_says_why_and_is_recorded() {
    let console = Console::start().await;
    let cookie = console.enter("ana").await;
    let q = encoded("آدم عمر تستر");
    let path = format!("/console/en/search?q={q}&purpose=customer&reference=R-7");
    let answer = console.get(&path, &cookie).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("test-L-1") && answer.body.contains("Adam Omar Tester"));
    console.desk.store().seal().await.unwrap();
    let auditor = Person::new("aud", &[Role::Auditor]);
    let rows = console.desk.audit(&auditor, Some("subject"), 10).await.unwrap();
    let body = rows[0].body.as_ref().unwrap().to_string();
    assert_eq!(rows[0].act, "subject.lookup");
    for part in ["customer; R-7", "آدم عمر تستر", "test-L-1", "\"ana\""] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
    let without = console.get(&format!("/console/en/search?q={q}"), &cookie).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!without.body.contains("test-L-1"), "nothing is shown without a purpose");
}

#[tokio::test]
async fn comparing_shows_the_score_of_the_search() {
    let console = Console::start().await;
    let cookie = console.enter("ana").await;
    let query = "q=Adam+Umar+Tester&purpose=customer&birth_date=1971";
    let found = console.get(&format!("/console/en/search?{query}"), &cookie).await.body;
    let figure = found.split("class=\"figure\">").nth(1).unwrap();
    let figure = figure.split("</span>").nth(1).unwrap().trim();
    let path = format!("/console/en/compare?{query}&entity=test-L-1");
    let compared = console.get(&path, &cookie).await.body;
    assert!(compared.contains(&format!(">{figure}</td></tr></tfoot>")), "{figure}");
    assert!(compared.contains("dates of birth are near"));
}

#[tokio::test]
async fn strings_of_strangers_are_inert_on_every_page() {
    let console = Console::start().await;
    let cookie = console.enter("ana").await;
    for (n, hostile) in HOSTILE.iter().enumerate() {
        let q = encoded(&format!("Hostile Person {hostile}"));
        let own = encoded(hostile);
        for lang in ["ar", "en"] {
            for path in [
                format!("search?q={q}&purpose=aid&reference={own}&depth=0.5"),
                format!(
                    "search?q={q}&purpose={own}&birth_date={own}&country={own}&identifier={own}"
                ),
                format!("compare?q={q}&purpose=aid&entity=test-H-{n}"),
                format!("entity/test-H-{n}?purpose=aid&reference={own}"),
                format!("entity/{own}"),
                format!("lists/{}", own.replace('+', "%20")),
                "lists/test".to_owned(),
            ] {
                let body = console.get(&format!("/console/{lang}/{path}"), &cookie).await.body;
                assert_inert(&body, &path);
            }
        }
    }
}

/// Tags of the program only, no control of direction, no attribute that runs.
fn assert_inert(body: &str, path: &str) {
    assert!(body.contains("</html>"), "{path} is no page: {body}");
    for bad in ["<script>", "<img", "<svg onload", "onerror=alert(1)>", "' onfocus='"] {
        assert!(!body.contains(bad), "{bad} in {path}");
    }
    let hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!body.contains(hidden), "a control of direction in {path}");
}

#[tokio::test]
async fn roles_decide_what_is_shown_and_forms_need_their_key() {
    let console = Console::start().await;
    let (analyst, auditor) = (console.enter("ana").await, console.enter("aud").await);
    let refused = console.get("/console/ar/audit", &analyst).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("لا يحق"));
    assert_eq!(console.get("/console/en/audit", &auditor).await.status, StatusCode::OK);
    let look = "/console/en/search?q=Adam+Tester&purpose=aid";
    assert_eq!(console.get(look, &auditor).await.status, StatusCode::FORBIDDEN);
    for path in ["logout", "audit", "lists-live", "case/x"] {
        let answer = console.post(&format!("/console/en/{path}"), &auditor, "form_key=x").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let request = Request::post("/console/en/login")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = console.ask(request.body(Body::from("account=ana")).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_answer_keeps_foreign_content_out_and_only_files_are_kept() {
    let console = Console::start().await;
    let cookie = console.enter("ana").await;
    for path in ["search", "lists", "nowhere", "lists/none", "case/none"] {
        let answer = console.get(&format!("/console/en/{path}"), &cookie).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
        assert!(answer.body.contains("</html>"), "{path} has no page");
    }
    let body = console.get("/console/en/search", &cookie).await.body;
    let style = body.split("href=\"").find(|rest| rest.contains("console.css")).unwrap();
    let path = style.split('"').next().unwrap();
    let answer = console.get(path, "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert!(!answer.body.contains("margin-left") && !answer.body.contains("text-align: left"));
}
