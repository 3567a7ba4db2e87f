//! The profile customers are screened with: previewed, proposed by one, approved by another, and
//! named by what it led to.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use std::sync::Arc;
use std::time::Duration;

use hilf_case::{Outcome, State};
use hilf_desk::{DeskError, Impact, Person, PreviewState, Role, Screened};
use hilf_match::Profile;
use stand::{LIST, Stand, customer, people};

/// A profile under which only names that agree well are hits.
fn strict() -> Profile {
    let mut profile = Profile::kyc();
    profile.threshold = 0.97;
    profile
}

async fn previewed(
    stand: &Stand,
    person: &Person,
    profile: Profile,
    most: Option<u64>,
) -> (String, Impact) {
    let id = stand.desk.begin_preview(person, profile, most).await.unwrap();
    loop {
        match stand.desk.preview(person, &id).await.unwrap().state() {
            PreviewState::Running { .. } => tokio::time::sleep(Duration::from_millis(5)).await,
            PreviewState::Done(impact) => return (id, *impact),
            PreviewState::Failed { en, .. } => panic!("{en}"),
        }
    }
}

/// Two customers who are hits: one to the letter, one nearly.
async fn with_hits() -> Stand {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let customers = vec![
        customer("c-1", "Talib Sabri Marwan Harun", Some("1971-03-02")),
        customer("c-2", "Talib Sabri Marvan Haroun", Some("1950")),
        customer("c-3", "Greta Lindqvist", None),
    ];
    stand.desk.register(&ada, customers).await.unwrap();
    stand
}

#[tokio::test]
async fn a_preview_counts_what_a_run_then_finds_and_changes_nothing_itself() {
    let stand = with_hits().await;
    let (_, bo) = people();
    let rev = Person::new("rev", &[Role::Reviewer]);
    let before = stand.alerts().await;
    assert_eq!(before.len(), 2);
    let weak = before.iter().find(|alert| alert.customer == "c-2").unwrap();
    let (preview, impact) = previewed(&stand, &bo, strict(), None).await;
    assert_eq!((impact.customers, impact.screened, impact.every), (3, 3, 1));
    assert_eq!((impact.before_total(), impact.after_total()), (2, 1));
    assert_eq!((impact.coming, impact.going, impact.going_open, impact.going_true), (0, 1, 1, 0));
    assert_eq!(impact.some_going[0].customer, "c-2");
    assert_eq!(impact.some_going[0].score, weak.score);
    assert_eq!(stand.desk.profile_in_force().await.unwrap().id(), Profile::kyc().id());
    assert_eq!(stand.alerts().await.len(), 2, "a preview changes nothing");

    let n = stand.desk.propose_profile(&bo, &preview, "tested on a sample").await.unwrap();
    let change = stand.desk.profile_change(&rev, n).await.unwrap();
    stand.desk.approve_profile(&rev, n, &change.what.hash, "agreed").await.unwrap();
    let profile = stand.desk.profile_in_force().await.unwrap();
    assert_eq!((profile.id(), profile.threshold), (change.what.profile.clone(), 0.97));

    // Everybody is screened again, by the new profile, and the alerts name it.
    let Screened::All(run) = stand.rescreen(false).await else { panic!("nobody was screened") };
    assert_eq!(
        (run.profile.as_str(), run.progress.hits),
        (profile.id().as_str(), impact.after_total())
    );
    let after = stand.alerts().await;
    let gone = after.iter().find(|alert| alert.customer == "c-2").unwrap();
    assert_eq!(gone.content["standing"], "no_longer_hit");
    assert!(after.iter().all(|alert| {
        alert.customer != "c-2" || alert.content["profile"] == profile.id().as_str()
    }));
    let (ada, _) = people();
    stand.desk.register(&ada, vec![customer("c-4", "Zubayr Qasim Nawfal", None)]).await.unwrap();
    let new = stand.alerts().await.into_iter().find(|alert| alert.customer == "c-4").unwrap();
    assert_eq!(new.content["profile"], profile.id().as_str());
    let replayed = stand.desk.replay(&bo, &new.id).await.unwrap();
    assert!(replayed.is_same, "{replayed:?}");
    assert_eq!(replayed.profile, profile.id());
    let old = after.iter().find(|alert| alert.customer == "c-1").unwrap();
    assert!(stand.desk.replay(&bo, &old.id).await.unwrap().is_same, "by the profile of its time");
}

#[tokio::test]
async fn nobody_approves_alone_or_unseen_or_too_late() {
    let stand = with_hits().await;
    let (ada, bo) = people();
    let rev = Person::new("rev", &[Role::Reviewer]);
    let desk = &stand.desk;
    assert!(matches!(
        desk.begin_preview(&ada, strict(), None).await,
        Err(DeskError::NotAllowed { .. })
    ));
    let same = desk.begin_preview(&bo, Profile { version: "9".into(), ..Profile::kyc() }, None);
    assert!(matches!(same.await, Err(DeskError::Missing(_))), "nothing differs but the version");
    let wild = Profile { threshold: 0.2, ..Profile::kyc() };
    assert!(matches!(desk.begin_preview(&bo, wild, None).await, Err(DeskError::Profile(_))));

    let (preview, _) = previewed(&stand, &bo, strict(), None).await;
    assert!(desk.preview(&rev, &preview).await.is_err(), "a preview is its owner's");
    assert!(desk.propose_profile(&bo, &preview, " ").await.is_err(), "without a reason");
    let n = desk.propose_profile(&bo, &preview, "fewer").await.unwrap();
    let other = desk.propose_profile(&bo, &preview, "fewer, again").await.unwrap();
    let hash = desk.profile_change(&ada, n).await.unwrap().what.hash;
    let other_hash = desk.profile_change(&ada, other).await.unwrap().what.hash;
    assert_ne!(hash, other_hash, "the reason is a part of what is approved");
    assert!(desk.approve_profile(&bo, n, &hash, "").await.is_err(), "one's own");
    assert!(desk.approve_profile(&rev, n, &other_hash, "").await.is_err(), "not what was read");
    assert!(desk.approve_profile(&ada, n, &hash, "").await.is_err(), "an analyst");
    assert_eq!(desk.profile_in_force().await.unwrap().id(), Profile::kyc().id());
    desk.approve_profile(&rev, n, &hash, "").await.unwrap();
    assert!(desk.approve_profile(&rev, n, &hash, "").await.is_err(), "twice");
    assert!(desk.approve_profile(&rev, other, &other_hash, "").await.is_err(), "replaces another");
    desk.refuse_profile(&bo, other, "overtaken").await.unwrap();
    assert!(desk.refuse_profile(&rev, other, "again").await.is_err());
    let log = stand.log().await;
    let acts = |act: &str| log.iter().filter(|entry| entry.act == act).count();
    assert!(acts("profile.approve") >= 2 && acts("profile.propose") >= 2);
}

#[tokio::test]
async fn a_sample_says_so_and_true_matches_that_would_go_are_counted() {
    let stand = with_hits().await;
    let (ada, bo) = people();
    let more = (10..30).map(|n| customer(&format!("n-{n}"), "Greta Lindqvist", None)).collect();
    stand.desk.register(&ada, more).await.unwrap();
    let alerts = stand.alerts().await;
    let weak = alerts.iter().find(|alert| alert.customer == "c-2").unwrap();
    stand.decide(&weak.id, Outcome::TrueMatch).await;
    let (_, all) = previewed(&stand, &bo, strict(), None).await;
    assert_eq!((all.going, all.going_true, all.going_open), (1, 1, 0));
    let (_, sample) = previewed(&stand, &bo, strict(), Some(5)).await;
    assert_eq!((sample.customers, sample.every, sample.screened), (23, 5, 5));
}

#[tokio::test]
async fn what_was_screened_by_the_profile_of_before_is_not_kept() {
    // Two desks over one store: a second process that did not see the approval itself.
    let stand = with_hits().await;
    let (ada, bo) = people();
    let rev = Person::new("rev", &[Role::Reviewer]);
    let store = hilf_store::Store::open(stand.desk.store().place()).await.unwrap();
    let node = Arc::clone(stand.desk.node());
    let un = hilf_case::Jurisdiction::named("un").unwrap();
    let second = hilf_desk::Desk::new(store, node, Profile::kyc(), un);
    let (preview, _) = previewed(&stand, &bo, strict(), None).await;
    let n = stand.desk.propose_profile(&bo, &preview, "fewer").await.unwrap();
    let hash = stand.desk.profile_change(&bo, n).await.unwrap().what.hash;
    stand.desk.approve_profile(&rev, n, &hash, "").await.unwrap();
    second.register(&ada, vec![customer("c-5", "Zubayr Qasim Nawfal", None)]).await.unwrap();
    let alert = stand.alerts().await.into_iter().find(|alert| alert.customer == "c-5").unwrap();
    assert_eq!(alert.content["profile"], second.profile_in_force().await.unwrap().id().as_str());
    assert_ne!(alert.content["profile"], Profile::kyc().id().as_str());
    assert_eq!(alert.alert.state(), State::New);
}
