//! Work on several alerts at once: what policy allows, and what it does not.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_case::{Outcome, State};
use hilf_desk::{Apart, DeskError, Person, Role, Together, may_go_together};
use stand::{LIST, Stand, customer, people};

#[tokio::test]
async fn only_weak_alerts_with_a_fact_against_are_proposed_together() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let customers = vec![
        customer("weak-1", "Talib Sabri Marwan", Some("1950-01-01")),
        customer("weak-2", "Talib Sabri Marwan", Some("1951-01-01")),
        customer("bare", "Talib Sabri Marwan", None),
        customer("same", "Talib Sabri Marwan Harun", Some("1971-03-02")),
    ];
    stand.desk.register(&ada, customers).await.unwrap();
    let alerts = stand.alerts().await;
    let of = |customer: &str| {
        let found = alerts.iter().find(|alert| alert.customer == customer);
        found.unwrap_or_else(|| panic!("no alert on {customer}"))
    };
    assert_eq!(may_go_together(of("weak-1")), Ok(()), "{}", of("weak-1").content["explanation"]);
    assert_eq!(may_go_together(of("same")), Err(Apart::Band));
    let seen: Vec<_> = alerts.iter().map(|a| (a.id.clone(), a.alert.evidence().clone())).collect();
    let what = Together::NotTheSame { reason: "born elsewhen".to_owned() };
    let rev = Person::new("rev", &[Role::Reviewer]);
    let refused = stand.desk.work_together(&rev, &seen, &what).await;
    assert!(matches!(refused, Err(DeskError::NotAllowed { .. })));
    let done = stand.desk.work_together(&ada, &seen, &what).await.unwrap();
    for (id, outcome) in &done {
        let customer = &alerts.iter().find(|alert| alert.id == *id).unwrap().customer;
        assert_eq!(outcome.is_ok(), customer.starts_with("weak"), "{customer}: {outcome:?}");
    }
    let state = |customer: &str| {
        let id = of(customer).id.clone();
        let (desk, ada) = (stand.desk.clone(), ada.clone());
        async move { desk.alert(&ada, &id).await.unwrap().alert.state() }
    };
    assert_eq!(state("weak-1").await, State::Proposed);
    assert_eq!(state("same").await, State::New, "what may not go together stays as it was");
    // Nothing is approved together: each waits for a second person alone.
    let alert = stand.desk.alert(&bo, &of("weak-2").id).await.unwrap();
    assert_eq!(alert.alert.proposal().unwrap().outcome, Outcome::FalsePositive);
    assert!(stand.desk.work_together(&ada, &[], &what).await.is_err());
    let assign = Together::Assign { to: "ada".to_owned() };
    let done = stand.desk.work_together(&ada, &seen[..2], &assign).await.unwrap();
    assert!(done.iter().all(|(_, outcome)| outcome.is_ok()));
}

#[tokio::test]
async fn evidence_that_changed_keeps_an_alert_out() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let weak = |born| vec![customer("c-1", "Talib Sabri Marwan", Some(born))];
    stand.desk.register(&ada, weak("1950-01-01")).await.unwrap();
    let alert = stand.alerts().await.remove(0);
    let seen = [(alert.id.clone(), alert.alert.evidence().clone())];
    stand.desk.register(&ada, weak("1952-01-01")).await.unwrap();
    let what = Together::NotTheSame { reason: "born elsewhen".to_owned() };
    let done = stand.desk.work_together(&ada, &seen, &what).await.unwrap();
    assert!(matches!(&done[0].1, Err(DeskError::Refused(_))), "{done:?}");
}
