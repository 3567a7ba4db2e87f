//! A list is taken off through its page, by two people.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod stand;

use axum::http::StatusCode;
use hilf_list::store::{ListStore, Origin};
use hilf_list::{ReadOptions, Source};
use stand::{Console, HOSTILE};

async fn console() -> Console {
    let console = Console::start().await;
    let folder = &console.desk.store().place().folder;
    let file = folder.join("own.csv");
    std::fs::write(&file, "id,name\n1,Idris Fawzi Qadri\n").unwrap();
    let options = ReadOptions { dataset: Some("own".into()), listing: Vec::new() };
    let mut store = ListStore::open(&folder.join("lists")).unwrap();
    store.add("own", &Source::open(&file).unwrap(), Origin::Path(file), &options).unwrap();
    console
}

#[tokio::test]
async fn one_proposes_another_approves_and_nothing_typed_is_lost() {
    let console = console().await;
    let (lis, off) = (console.enter("lis").await, console.enter("off").await);
    let place = "/console/en/lists/own";
    let propose = |text| [("step", "propose"), ("text", text)];
    let empty = console.send(place, &lis, &propose(" ")).await;
    assert!(empty.status.is_client_error() && empty.body.contains("role=\"alert\""));
    let analyst = console.enter("ana").await;
    assert!(!console.get(place, &analyst).await.body.contains("removal-text"));
    let refused = console.send(place, &analyst, &propose("x")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(console.send(place, &lis, &propose(HOSTILE[0])).await.place(), place);
    let again = console.send(place, &lis, &propose("what I typed")).await;
    assert!(again.status.is_client_error() && again.body.contains("already"), "{}", again.body);
    let page = console.get("/console/ar/lists/own", &lis).await.body;
    assert!(page.contains("هذا اقتراحك") && !page.contains(HOSTILE[0]), "{page}");
    assert!(!page.contains("value=\"approve\""), "nobody approves their own");
    let page = console.get(place, &off).await.body;
    let n = page.split("name=\"n\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let approve = [("step", "approve"), ("n", n)];
    let own = console.send(place, &lis, &approve).await;
    assert!(own.status.is_client_error() && own.body.contains("their own"), "{}", own.body);
    let done = console.send(place, &off, &approve).await;
    assert_eq!(done.place(), "/console/en/lists", "{}", done.body);
    assert_eq!(console.get(place, &off).await.status, StatusCode::NOT_FOUND);
    let journal = console.get("/console/en/lists", &off).await.body;
    assert!(journal.contains("taken off"), "{journal}");
    let last = console.send("/console/ar/lists/test", &lis, &propose("x")).await;
    assert_eq!(last.status, StatusCode::CONFLICT);
    assert!(last.body.contains("هي القائمة الوحيدة"), "{}", last.body);
}
