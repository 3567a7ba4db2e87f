//! Notes on press reports: acts of accounts, in the store and the audit log.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_desk::{DeskError, NewNote, Person, Role};
use hilf_press::note::{Act, NoteError};
use hilf_press::shelf::Shelf;
use stand::{LIST, Stand, people};

const TOLD: [&str; 2] = [
    "هجوم\n\nقتل 12 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n",
    "هجوم\n\nقتل 15 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n",
];

async fn stand() -> Stand {
    let stand = Stand::new(LIST).await;
    let mut shelf = Shelf::open(stand.folder.path()).unwrap();
    for (n, text) in TOLD.iter().enumerate() {
        shelf.take(text.as_bytes(), &format!("{n}.txt"), None).unwrap();
    }
    stand
}

fn reject(text: &str) -> NewNote {
    NewNote {
        act: Act::Reject,
        about: vec!["1:c1".to_owned(), "2:c1".to_owned()],
        text: text.to_owned(),
        source: Some(" ".to_owned()),
        grade: Some("B2".to_owned()),
    }
}

#[tokio::test]
async fn a_note_stands_beside_the_rule_with_its_entry_in_the_log() {
    let stand = stand().await;
    let (ada, _) = people();
    let before = stand.desk.press(&ada).await.unwrap();
    assert_eq!(before.picture.claim_relations[0].review, None);
    let number = stand.desk.add_press_note(&ada, reject("حصيلتان لموقعين")).await.unwrap();
    let after = stand.desk.press(&ada).await.unwrap();
    let relation = &after.picture.claim_relations[0];
    assert_eq!(relation.review, Some(Act::Reject));
    let kept = &relation.notes[0];
    assert_eq!((kept.number, kept.by.as_str(), &kept.source), (number, "ada", &None));
    assert!(after.holds(number));
    let log = stand.log().await;
    let acts: Vec<&str> = log.iter().map(|entry| entry.act.as_str()).collect();
    assert!(acts.ends_with(&["press.note", "press.noted", "press.view"]), "{acts:?}");
}

#[tokio::test]
async fn own_notes_are_taken_back_by_their_maker_and_others_by_a_reviewer() {
    let stand = stand().await;
    let (ada, bo) = people();
    let eve = Person::new("eve", &[Role::Analyst]);
    let number = stand.desk.add_press_note(&ada, reject("x")).await.unwrap();
    let refused = stand.desk.withdraw_press_note(&eve, number, "y").await;
    assert!(matches!(refused, Err(DeskError::NotAllowed { .. })), "{refused:?}");
    stand.desk.withdraw_press_note(&ada, number, "خطأ").await.unwrap();
    let read = stand.desk.press(&ada).await.unwrap();
    assert_eq!(read.picture.claim_relations[0].review, None);
    assert!(!read.holds(number) && read.notes.len() == 2, "it stays, and does not hold");
    let again = stand.desk.withdraw_press_note(&ada, number, "z").await;
    assert!(matches!(again, Err(DeskError::Note(NoteError::TakenBack(_)))), "{again:?}");
    let second = stand.desk.add_press_note(&ada, reject("x")).await.unwrap();
    stand.desk.withdraw_press_note(&bo, second, "not so").await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_noted_is_refused_and_writes_nothing() {
    let stand = stand().await;
    let (ada, _) = people();
    let aud = Person::new("aud", &[Role::Auditor]);
    let refused = stand.desk.add_press_note(&aud, reject("x")).await;
    assert!(matches!(refused, Err(DeskError::NotAllowed { .. })), "{refused:?}");
    let admin = Person::new("adm", &[Role::Administrator]);
    assert!(stand.desk.press(&admin).await.is_err());
    let about = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    for (new, wanted) in [
        (NewNote { about: about(&["1:c9"]), ..reject("x") }, NoteError::Unknown("1:c9".into())),
        (reject(" "), NoteError::Empty),
        (NewNote { grade: Some("Z9".into()), ..reject("x") }, NoteError::Grade("Z9".into())),
    ] {
        let refused = stand.desk.add_press_note(&ada, new).await.unwrap_err();
        assert!(!refused.arabic().is_empty());
        assert!(matches!(refused, DeskError::Note(error) if error == wanted), "{wanted}");
    }
    let one = NewNote { about: about(&["1:c1"]), ..reject("x") };
    let refused = stand.desk.add_press_note(&ada, one).await.unwrap_err();
    assert!(refused.to_string().contains("two claims"), "{refused}");
    let unknown = stand.desk.withdraw_press_note(&ada, 7, "x").await.unwrap_err();
    assert!(unknown.to_string().contains('7'), "{unknown}");
    assert!(stand.desk.press_notes(&aud).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_journal_of_a_former_version_is_taken_over_once() {
    let stand = stand().await;
    let (ada, _) = people();
    let read = stand.desk.press(&ada).await.unwrap();
    let about = [read.picture.target("1:c1").unwrap(), read.picture.target("2:c1").unwrap()];
    let line = |act: serde_json::Value, about: &[_]| {
        serde_json::json!({
            "at": "2026-11-01T08:00:00Z", "by": "أمل", "act": act, "about": about, "text": "x",
        })
    };
    let (verdict, withdrawal) = (line("reject".into(), &about), serde_json::json!({"withdraw": 1}));
    let lines = [verdict.clone(), verdict, line(withdrawal, &[])].map(|line| line.to_string());
    let path = stand.folder.path().join("press/notes.jsonl");
    std::fs::write(&path, lines.join("\n") + "\n{\"torn").unwrap();
    let taken = stand.desk.take_over_press_notes().await.unwrap().unwrap();
    assert_eq!((taken.notes, taken.held.as_slice()), (3, &[4][..]));
    assert!(taken.journal.exists() && !path.exists());
    let read = stand.desk.press(&ada).await.unwrap();
    assert_eq!(read.notes[0].by, "journal:أمل");
    assert_eq!(read.notes[0].at, "2026-11-01T08:00:00Z");
    let holds: Vec<bool> = read.notes.iter().map(|note| read.holds(note.number)).collect();
    assert_eq!(holds, [false, true, false]);
    assert_eq!(read.picture.claim_relations[0].review, Some(Act::Reject));
    // A crash between the act and the putting away: the same journal is not taken over again.
    std::fs::copy(&taken.journal, &path).unwrap();
    stand.desk.take_over_press_notes().await.unwrap().unwrap();
    assert_eq!(stand.desk.press_notes(&ada).await.unwrap().len(), 3);
    assert!(stand.desk.take_over_press_notes().await.unwrap().is_none());
}
