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
    let mut form = vec![("act", "reject"), ("text", HOSTILE[0]), ("grade", "B2")];
    form.extend(about.iter().map(|id| ("about", *id)));
    let refused = console.send(&format!("/console/en{place}"), &aud, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let made = console.send(&format!("/console/ar{place}"), &ana, &form).await;
    assert_eq!(made.place(), format!("/console/ar{place}"));
    let shown = console.get(made.place(), &aud).await.body;
    assert!(shown.contains("رُفض الحكم") && shown.contains("B2") && !shown.contains(HOSTILE[0]));
    let shown = console.get("/console/en/picture", &ana).await.body;
    assert!(shown.contains("verdict rejected"));
    let number = values(&shown, "number")[0];
    let back = [("act", "withdraw"), ("number", number), ("text", "wrong")];
    let done = console.send("/console/en/picture", &ana, &back).await;
    assert_eq!(done.place(), "/console/en/picture", "{}", done.body);
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
    let done = console.send("/console/en/picture/event/0", &off, &merge).await;
    assert_eq!(done.place(), "/console/en/picture", "{}", done.body);
    assert_eq!(events().await, [vec!["1:e1", "2:e1", "3:e1"]]);
    let split = [("act", "split"), ("about", "2:e1"), ("text", "another")];
    console.send("/console/en/picture/event/0", &off, &split).await;
    assert_eq!(events().await, [vec!["1:e1", "3:e1"], vec!["2:e1"]]);
    let page = console.get("/console/ar/picture/promise/0", &off).await;
    assert_eq!(page.status, StatusCode::OK);
    let about = values(&page.body, "about")[0];
    let promise = "/console/ar/picture/promise/0";
    let status = [("act", "partly_met"), ("about", about), ("text", "x")];
    let done = console.send(promise, &off, &status).await;
    assert_eq!(done.place(), promise, "{}", done.body);
    let page = console.get("/console/ar/picture/promise/0", &off).await.body;
    assert!(page.contains("وُفي ببعضه"), "{page}");
    let odd = [("act", "overdue"), ("about", about), ("text", "x")];
    let refused = console.send(promise, &off, &odd).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    let none = [("act", "evidence"), ("about", "9:c9"), ("text", "x")];
    let refused = console.send(promise, &off, &none).await;
    assert!(refused.body.contains("لا يوجد ادعاء"), "{}", refused.body);
}

#[tokio::test]
async fn a_refused_note_is_shown_again_with_the_reason_and_all_that_was_typed() {
    let console = console().await;
    let ana = console.enter("ana").await;
    let place = "/console/en/picture/event/0";
    let about = values(&console.get(place, &ana).await.body, "about")[0].to_owned();
    let long = "what took an hour to write";
    let form = [
        ("act", "evidence"),
        ("about", &about),
        ("text", long),
        ("source", "the hospital's list"),
        ("grade", "Z9"),
    ];
    let refused = console.send(place, &ana, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("is no grade"), "{}", refused.body);
    assert!(refused.body.contains(&format!("{long}</textarea>")), "{}", refused.body);
    assert!(refused.body.contains("value=\"the hospital&#39;s list\""), "{}", refused.body);
    let merge = [("act", "merge"), ("about", &*about), ("about", "3:e1"), ("text", " ")];
    let refused = console.send("/console/ar/picture/event/0", &ana, &merge).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("<option value=\"3:e1\" selected>"), "{}", refused.body);
    assert!(refused.body.contains("لم يُنجز"), "{}", refused.body);
}

#[tokio::test]
async fn of_two_who_take_a_note_back_the_second_is_told_in_both_languages_and_loses_nothing() {
    let console = console().await;
    let (ana, rev) = (console.enter("ana").await, console.enter("rev").await);
    let place = "/console/en/picture/event/0";
    let about = values(&console.get(place, &ana).await.body, "about")[0].to_owned();
    let form = [("act", "evidence"), ("about", &*about), ("text", "seen")];
    assert_eq!(console.send(place, &ana, &form).await.place(), place);
    let page = console.get("/console/en/picture", &rev).await.body;
    let number = values(&page, "number")[0].to_owned();
    let back = |text| [("act", "withdraw"), ("number", &*number), ("text", text)];
    let empty = console.send(place, &ana, &back("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("<details open>"), "the form to take it back is open again");
    assert_eq!(console.send(place, &ana, &back("wrong")).await.place(), place);
    for (path, said) in [("en", "does not hold any more"), ("ar", "لم تعد الملاحظة")] {
        let late = back("another's words");
        let refused = console.send(&format!("/console/{path}/picture"), &rev, &late).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains(said), "{}", refused.body);
        assert!(refused.body.contains("another&#39;s words"), "{}", refused.body);
    }
}
