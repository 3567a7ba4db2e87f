//! The console as a browser asks for it: entering, pages in both languages, what is refused, and
//! strings of strangers that must stay inert.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod stand;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hilf_desk::{Person, Role};
use stand::{Console, HOSTILE, encoded};

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
