//! Notes on press reports, on both databases.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use hilf_store::{Act, Deed, NewPressNote, StoreError};
use jiff::Timestamp;
use places::{Stand, stands};
use serde_json::json;

async fn act(stand: &Stand, by: &str) -> Act {
    stand.store.act(Deed::new(by, "press.test", "press")).await.unwrap()
}

fn new(text: &str, withdraws: Option<i64>) -> NewPressNote {
    NewPressNote { made: None, body: json!({ "text": text }), withdraws }
}

#[tokio::test]
async fn notes_are_added_and_taken_back_once() {
    for stand in stands().await {
        let mut own = act(&stand, "ada").await;
        let first = own.add_press_note(new("سبب", None)).await.unwrap();
        own.commit().await.unwrap();
        let mut other = act(&stand, "bo").await;
        let back = other.add_press_note(new("خطأ", Some(first))).await.unwrap();
        other.commit().await.unwrap();
        let again = act(&stand, "bo").await.add_press_note(new("again", Some(first))).await;
        assert!(matches!(again, Err(StoreError::TakenBack(n)) if n == first), "{again:?}");
        assert!(act(&stand, "bo").await.add_press_note(new("x", Some(99))).await.is_err());
        let notes = act(&stand, "aud").await.press_notes().await.unwrap();
        let told: Vec<_> = notes.iter().map(|n| (n.n, n.by.as_str(), n.withdraws)).collect();
        assert_eq!(told, [(first, "ada", None), (back, "bo", Some(first))]);
        assert_eq!(notes[0].body, json!({ "text": "سبب" }));
    }
}

#[tokio::test]
async fn of_two_who_take_a_note_back_at_once_the_second_is_told() {
    for stand in stands().await {
        let mut own = act(&stand, "ada").await;
        let note = own.add_press_note(new("سبب", None)).await.unwrap();
        own.commit().await.unwrap();
        let take_back = async |by: &str| {
            let mut act = act(&stand, by).await;
            act.add_press_note(new("خطأ", Some(note))).await?;
            act.commit().await
        };
        let both = tokio::join!(take_back("ada"), take_back("bo"));
        let late = match both {
            (Ok(()), late) | (late, Ok(())) => late,
            neither => panic!("{neither:?}"),
        };
        assert!(matches!(late, Err(StoreError::TakenBack(n)) if n == note), "{late:?}");
    }
}

#[tokio::test]
async fn a_note_without_its_audit_entry_is_none() {
    for stand in stands().await {
        stand.close_audit().await;
        assert!(stand.store.act(Deed::new("ada", "press.note", "press")).await.is_err());
    }
}

#[tokio::test]
async fn a_journal_is_taken_over_once_with_its_names_and_times() {
    for stand in stands().await {
        let mut own = act(&stand, "node").await;
        assert!(own.take_press_journal("ab").await.unwrap());
        let made = Some(("journal:أمل".to_owned(), Timestamp::UNIX_EPOCH));
        own.add_press_note(NewPressNote { made, ..new("x", None) }).await.unwrap();
        own.commit().await.unwrap();
        let mut again = act(&stand, "node").await;
        assert!(!again.take_press_journal("ab").await.unwrap());
        let notes = again.press_notes().await.unwrap();
        assert_eq!((notes[0].by.as_str(), notes[0].at), ("journal:أمل", Timestamp::UNIX_EPOCH));
    }
}
