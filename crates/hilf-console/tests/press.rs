//! Notes on press reports, as a browser without a script makes them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod stand;

use axum::http::StatusCode;
use hilf_press::shelf::Shelf;
use stand::{Console, HOSTILE};

async fn console() -> Console {
    let console = Console::start().await;
    let mut shelf = Shelf::open(&console.desk.store().place().folder).unwrap();
    for (dead, day) in [(12, 3), (15, 3), (4, 9)] {
        let text = format!(
            "هجوم\n\nقتل {dead} شخصا في هجوم في بغداد يوم {day} مايو 2021.\nتعهدت كينيا بتقديم 40 مليون دولار لتدريب الشرطة بحلول نهاية 2023.\n"
        );
        shelf.take(text.as_bytes(), &format!("{dead}.txt"), None).unwrap();
    }
    console
}

/// The values of the fields of a name on a page.
fn values<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn a_verdict_is_noted_shown_in_both_languages_and_taken_back() {
    let console = console().await;
    let (ana, aud) = (console.enter("ana").await, console.enter("aud").await);
    let picture = console.get("/console/en/picture", &ana).await.body;
    let place = picture.split("/console/en/picture/relation/").nth(1).unwrap();
    let place = format!("/picture/relation/{}", place.split('"').next().unwrap());
    let page = console.get(&format!("/console/en{place}"), &ana).await.body;
    let about = values(&page, "about");
    assert_eq!(about, ["1:c1", "2:c1"], "{page}");
    assert!(!console.get(&format!("/console/en{place}"), &aud).await.body.contains("<textarea"));
    let mut form = vec![("act", "reject"), ("text", HOSTILE[0]), ("grade", "B2"), ("back", &place)];
    form.extend(about.iter().map(|id| ("about", *id)));
    let refused = console.send("/console/en/picture/notes", &aud, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let made = console.send("/console/ar/picture/notes", &ana, &form).await;
    assert_eq!(made.place(), format!("/console/ar{place}"));
    let shown = console.get(made.place(), &aud).await.body;
    assert!(shown.contains("رُفض الحكم") && shown.contains("B2") && !shown.contains(HOSTILE[0]));
    let shown = console.get("/console/en/picture", &ana).await.body;
    assert!(shown.contains("verdict rejected"));
    let number = values(&shown, "number")[0];
    let back = [("act", "withdraw"), ("number", number), ("text", "wrong"), ("back", "/picture")];
    let done = console.send("/console/en/picture/notes", &ana, &back).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let shown = console.get("/console/en/picture", &ana).await.body;
    assert!(shown.contains("taken back") && shown.contains("takes back note"));
    assert!(values(&shown, "number").is_empty(), "nothing is left to take back");
}

#[tokio::test]
async fn events_are_merged_and_split_and_a_promise_gets_a_status() {
    let console = console().await;
    let off = console.enter("off").await;
    let events = async || {
        let picture = console.desk.press(&hilf_desk::Person::local("test")).await.unwrap();
        let clusters = picture.picture.event_clusters.iter();
        clusters.map(|cluster| cluster.members.clone()).collect::<Vec<_>>()
    };
    let before = events().await;
    assert_eq!(before, [vec!["1:e1", "2:e1"], vec!["3:e1"]]);
    let page = console.get("/console/en/picture/event/0", &off).await.body;
    assert!(page.contains("<option value=\"3:e1\">") && page.contains("<option value=\"2:e1\">"));
    let merge = [("act", "merge"), ("about", "1:e1"), ("about", "3:e1"), ("text", "one attack")];
    let done = console.send("/console/en/picture/notes", &off, &merge).await;
    assert_eq!(done.place(), "/console/en/picture", "{}", done.body);
    assert_eq!(events().await, [vec!["1:e1", "2:e1", "3:e1"]]);
    let split = [("act", "split"), ("about", "2:e1"), ("text", "another")];
    console.send("/console/en/picture/notes", &off, &split).await;
    assert_eq!(events().await, [vec!["1:e1", "3:e1"], vec!["2:e1"]]);
    let page = console.get("/console/ar/picture/promise/0", &off).await;
    assert_eq!(page.status, StatusCode::OK);
    let about = values(&page.body, "about")[0];
    let status = [("act", "partly_met"), ("about", about), ("text", "x"), ("back", "/picture")];
    let done = console.send("/console/ar/picture/notes", &off, &status).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = console.get("/console/ar/picture/promise/0", &off).await.body;
    assert!(page.contains("وُفي ببعضه"), "{page}");
    let odd = [("act", "overdue"), ("about", about), ("text", "x")];
    let refused = console.send("/console/ar/picture/notes", &off, &odd).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let none = [("act", "evidence"), ("about", "9:c9"), ("text", "x")];
    let refused = console.send("/console/ar/picture/notes", &off, &none).await;
    assert!(refused.body.contains("لا يوجد ادعاء"), "{}", refused.body);
}
