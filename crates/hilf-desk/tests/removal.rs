//! A list is taken off by two people, and what becomes of the alerts on it.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_case::{Outcome, State};
use hilf_desk::{DeskError, Person, Role};
use stand::{LIST, Stand, customer, people};

const OTHER: &str = "id,name,schema,legal basis\n7,Idris Fawzi Qadri,Person,Law 2\n";

async fn stand() -> Stand {
    let stand = Stand::new(LIST).await;
    let path = stand.folder.path().join("other.csv");
    std::fs::write(&path, OTHER).unwrap();
    stand.take_up("other", &path);
    stand
}

fn managers() -> (Person, Person) {
    let one = |id: &str| Person::new(id, &[Role::ListManager]);
    (one("lia"), one("lou"))
}

async fn remove(stand: &Stand, name: &str) {
    let (lia, lou) = managers();
    let n = stand.desk.propose_list_removal(&lia, name, "no longer kept").await.unwrap();
    stand.desk.approve_list_removal(&lou, (name, n), "").await.unwrap();
    stand.desk.node().reload().unwrap();
}

#[tokio::test]
async fn one_proposes_another_approves_and_the_log_names_both() {
    let stand = stand().await;
    let (lia, lou) = managers();
    let (ada, bo) = people();
    let (desk, own) = (&stand.desk, "own");
    let refused = desk.propose_list_removal(&ada, own, "x").await;
    assert!(matches!(refused, Err(DeskError::NotAllowed { .. })), "{refused:?}");
    assert!(desk.propose_list_removal(&lia, own, " ").await.is_err(), "without a reason");
    let unknown = desk.propose_list_removal(&lia, "nowhere", "x").await.unwrap_err();
    assert!(unknown.arabic().contains("nowhere"));
    let n = desk.propose_list_removal(&lia, own, "no longer kept").await.unwrap();
    assert!(desk.propose_list_removal(&lou, own, "again").await.is_err(), "one waits");
    assert!(desk.approve_list_removal(&lia, (own, n), "").await.is_err(), "one's own");
    assert!(desk.approve_list_removal(&ada, (own, n), "").await.is_err(), "an analyst");
    assert!(desk.approve_list_removal(&lou, ("other", n), "").await.is_err(), "another list");
    desk.refuse_list_removal(&bo, (own, n), "it is still in force").await.unwrap();
    assert!(desk.approve_list_removal(&lou, (own, n), "").await.is_err(), "turned down");
    let n = desk.propose_list_removal(&lia, own, "no longer kept").await.unwrap();
    let open = desk.list_removal(&ada, own).await.unwrap().unwrap();
    assert_eq!((open.n, open.reason.as_str()), (n, "no longer kept"));
    desk.approve_list_removal(&bo, (own, n), "seen").await.unwrap();
    assert_eq!(desk.list_removal(&ada, own).await.unwrap(), None);
    assert!(desk.list(&lia, own).await.is_err(), "it is no list any more");
    let last = desk.propose_list_removal(&lia, "other", "x").await.unwrap_err();
    assert!(last.to_string().contains("only list"), "{last}");
    let log = stand.log().await;
    let told = |act: &str, word: &str| {
        let of = |entry: &&hilf_store::audit::KeptEntry| entry.act == act;
        let bodies = log.iter().filter(of).filter_map(|entry| entry.body.as_ref());
        bodies.filter(|(body, _)| body.contains(word)).count()
    };
    assert_eq!(told("list.change", "no longer kept"), 2);
    assert_eq!((told("list.remove", "\"approved\":true"), told("list.remove", "in force")), (1, 1));
}

#[tokio::test]
async fn alerts_say_that_the_list_is_gone_and_a_true_match_is_looked_at_again() {
    let stand = stand().await;
    let (ada, bo) = people();
    let customers = vec![
        customer("c-1", "Talib Sabri Marwan Harun", None),
        customer("c-2", "Zubayr Qasim Nawfal", None),
        customer("c-3", "Talib Sabri Marwan Harun", None),
        customer("c-4", "Idris Fawzi Qadri", None),
    ];
    stand.desk.register(&ada, customers).await.unwrap();
    let alerts = stand.alerts().await;
    let of =
        |customer: &str| alerts.iter().find(|alert| alert.customer == customer).unwrap().id.clone();
    let (open, matched, other) = (of("c-1"), of("c-2"), of("c-3"));
    stand.decide(&matched, Outcome::TrueMatch).await;
    stand.desk.freeze(&bo, &matched, "account 2").await.unwrap();
    stand.decide(&other, Outcome::FalsePositive).await;
    remove(&stand, "own").await;
    assert_eq!(stand.rescreen(false).await.run().progress.reopened, 1);
    let alert = async |id: &str| stand.desk.alert(&ada, id).await.unwrap();
    let gone = alert(&open).await;
    assert_eq!((gone.alert.state(), gone.standing.as_str()), (State::New, "list_removed"));
    assert!(!gone.content["listed"].as_array().unwrap().is_empty(), "who was listed is kept");
    let frozen = alert(&matched).await;
    assert_eq!(frozen.alert.state(), State::Reopened);
    assert_eq!(frozen.content["standing"], "list_removed");
    assert!(frozen.due_at.is_some(), "somebody must look");
    let freeze = stand.desk.freeze_of(&ada, &matched).await.unwrap().unwrap();
    assert_eq!(freeze.lifted_at, None, "nothing is given back by itself");
    let silent = alert(&other).await;
    assert_eq!((silent.alert.state(), silent.standing.as_str()), (State::Decided, "list_removed"));
    assert_eq!(alert(&of("c-4")).await.standing, "hit", "another list's alerts are as they were");
    assert_eq!(stand.rescreen(true).await.run().progress.reopened, 0, "once is enough");
    // Taken up again it finds them again; what was decided is not asked anew.
    stand.list(LIST);
    let run = stand.rescreen(false).await;
    assert_eq!((run.run().progress.opened, run.run().progress.reopened), (0, 0));
    assert_eq!(alert(&open).await.standing, "hit");
    assert_eq!(alert(&other).await.alert.state(), State::Decided);
}

#[tokio::test]
async fn what_was_delisted_before_its_list_was_taken_off_stays_so() {
    let stand = stand().await;
    let (ada, _) = people();
    stand.desk.register(&ada, vec![customer("c-2", "Zubayr Qasim Nawfal", None)]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    stand.decide(&id, Outcome::TrueMatch).await;
    let without = LIST.lines().filter(|line| !line.starts_with('3'));
    stand.list(&(without.collect::<Vec<_>>().join("\n") + "\n"));
    assert_eq!(stand.rescreen(false).await.run().progress.reopened, 1);
    stand.decide(&id, Outcome::TrueMatch).await;
    remove(&stand, "own").await;
    assert_eq!(stand.rescreen(false).await.run().progress.reopened, 0);
    assert_eq!(stand.alerts().await[0].content["standing"], "delisted");
}
