//! From customers and lists to decisions, through the desk's services.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_case::{Outcome, State};
use hilf_desk::{Described, DeskError, Person, Role, Screened, Step};
use stand::{LIST, Stand, customer, gist, people};

#[tokio::test]
async fn a_customer_is_screened_as_it_is_registered_and_once() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let customers = vec![
        customer("c-1", "طالب صبري مروان هارون", None),
        customer("c-2", "Greta Lindqvist", None),
    ];
    let first = stand.desk.register(&ada, customers.clone()).await.unwrap();
    assert_eq!((first.new, first.progress.opened, first.progress.screened), (2, 1, 2));
    let again = stand.desk.register(&ada, customers).await.unwrap();
    assert_eq!((again.new, again.unchanged, again.progress.opened), (0, 2, 0));
    let alerts = stand.alerts().await;
    assert_eq!(alerts.len(), 1);
    assert_eq!((alerts[0].customer.as_str(), alerts[0].entity.as_str()), ("c-1", "own-1"));
    assert!(alerts[0].due_at.is_some());
    assert_eq!(stand.rescreen(false).await.run().progress.screened, 2);
    assert!(matches!(stand.rescreen(false).await, Screened::Nothing(_)));
    assert_eq!(stand.alerts().await.len(), 1, "the same pair has one alert");
}

#[tokio::test]
async fn two_people_decide_and_the_pair_stays_silent_until_something_material_changes() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let same = customer("c-1", "Talib Sabri Marwan Harun", None);
    stand.desk.register(&ada, vec![same]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    let evidence = stand.alerts().await[0].alert.evidence().clone();
    let reason = "another father".to_owned();
    let outcome = Outcome::FalsePositive;
    let step = Step::Propose { outcome, reason: reason.clone(), evidence: evidence.clone() };
    stand.desk.work(&ada, &id, step).await.unwrap();
    let approve = Step::Approve { outcome, reason, evidence };
    let refused = stand.desk.work(&ada, &id, approve.clone()).await.unwrap_err();
    assert!(matches!(refused, DeskError::NotAllowed { .. }), "an analyst decides nothing");
    let both = Person::new("ada", &[Role::Analyst, Role::Officer]);
    let refused = stand.desk.work(&both, &id, approve.clone()).await.unwrap_err();
    assert!(matches!(refused, DeskError::Refused(_)), "nobody approves their own proposal");
    let decided = stand.desk.work(&bo, &id, approve).await.unwrap();
    assert_eq!((decided.alert.state(), decided.due_at), (State::Decided, None));

    // Remarks are not material: the pair stays silent.
    let remarks = LIST.replace("birthDate,legal", "birthDate,notes,legal");
    stand.list(&remarks.replace(",Law 1", ",x,Law 1"));
    assert!(matches!(stand.rescreen(false).await, Screened::All(_)));
    assert_eq!(stand.alerts().await[0].alert.state(), State::Decided);

    stand.list(&LIST.replace("1971-03-02", "1972-04-05"));
    let run = stand.rescreen(false).await;
    assert_eq!(run.run().progress.reopened, 0, "the changed listing came first");
    let alerts = stand.alerts().await;
    assert_eq!(alerts[0].alert.state(), State::Reopened);
    let told = alerts[0].alert.changes()[0].english();
    assert!(told.contains("1971-03-02") && told.contains("1972-04-05"), "{told}");
    assert!(alerts[0].due_at.is_some());
}

#[tokio::test]
async fn a_true_match_is_frozen_reported_and_given_back_after_delisting() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    stand.desk.register(&ada, vec![customer("c-3", "زبير قاسم نوفل", None)]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    assert!(stand.desk.freeze(&bo, &id, "account 1").await.is_err(), "not decided yet");
    stand.decide(&id, Outcome::TrueMatch).await;
    assert!(stand.desk.alert(&ada, &id).await.unwrap().due_at.is_some(), "a freeze is due");
    let refused = stand.desk.freeze(&ada, &id, "account 1").await;
    assert!(refused.is_err(), "an analyst freezes nothing");
    stand.desk.freeze(&bo, &id, "account 1, USD 200").await.unwrap();
    assert!(stand.desk.lift_freeze(&bo, &id, "asked").await.is_err(), "the decision stands");
    stand.desk.report_freeze(&bo, &id, "FFR-7").await.unwrap();
    assert_eq!(stand.desk.alert(&ada, &id).await.unwrap().due_at, None);

    let without = LIST.lines().filter(|line| !line.starts_with('3'));
    stand.list(&(without.collect::<Vec<_>>().join("\n") + "\n"));
    assert_eq!(stand.rescreen(false).await.run().progress.reopened, 1);
    let alert = stand.desk.alert(&ada, &id).await.unwrap();
    let standing = alert.content["standing"].as_str();
    assert_eq!((alert.alert.state(), standing), (State::Reopened, Some("delisted")));
    assert!(alert.due_at.is_some(), "unfreezing is due");
    stand.decide(&id, Outcome::CannotTell).await;
    stand.desk.lift_freeze(&bo, &id, "delisted").await.unwrap();
    let freeze = stand.desk.freeze_of(&ada, &id).await.unwrap().unwrap();
    assert!(freeze.lifted_at.is_some() && freeze.report.as_deref() == Some("FFR-7"));
    assert_eq!(stand.rescreen(true).await.run().progress.reopened, 0, "once is enough");

    stand.list(LIST);
    stand.rescreen(false).await;
    let alert = stand.desk.alert(&ada, &id).await.unwrap();
    assert_eq!(alert.alert.state(), State::Reopened, "listed again");
}

#[tokio::test]
async fn a_decision_replays_to_the_letter_after_the_lists_have_moved_on() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let other = customer("c-2", "Haroun Marwan al-Kattani", Some("1980"));
    stand.desk.register(&ada, vec![other]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    stand.decide(&id, Outcome::FalsePositive).await;
    stand.list(&format!("{LIST}4,Nobody Else Entirely,Person,1950,Law 1\n"));
    stand.rescreen(false).await;
    let replayed = stand.desk.replay(&ada, &id).await.unwrap();
    assert!(replayed.is_same && replayed.recorded > 0, "{replayed:?}");
    let live = stand.desk.node().live().unwrap();
    assert_ne!(replayed.snapshot, live.snapshot());
}

#[tokio::test]
async fn incremental_runs_find_what_a_full_run_finds() {
    let (stand, fresh) = (Stand::new(LIST).await, Stand::new(LIST).await);
    let (ada, _) = people();
    let more = format!("{LIST}4,Idris Yunus al-Barqawi,Person,1959,Law 1\n");
    let names = [
        "Talib Sabri",
        "Harun al-Kattani",
        "Idris Barqawi",
        "Zubair Kasim Nofal",
        "Talib Sabri Marwan",
        "ادريس يونس البرقاوي",
        "Greta Lindqvist",
        "Qasim Zubayr",
    ];
    let described = |(n, name): (usize, &&str)| customer(&format!("c-{n}"), name, None);
    let customers: Vec<Described> = names.iter().enumerate().map(described).collect();
    stand.desk.register(&ada, customers[..4].to_vec()).await.unwrap();
    stand.rescreen(false).await;
    stand.list(&more);
    stand.rescreen(false).await;
    stand.desk.register(&ada, customers[4..].to_vec()).await.unwrap();
    stand.rescreen(false).await;
    fresh.list(&more);
    fresh.desk.register(&ada, customers).await.unwrap();
    fresh.rescreen(true).await;
    assert_eq!(gist(&stand.alerts().await), gist(&fresh.alerts().await));
    assert!(stand.alerts().await.len() >= 4);
}

#[tokio::test]
async fn a_new_listing_is_screened_first_and_finds_what_the_full_run_finds() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let name = |n: usize| match n % 40 {
        0 => "Idris Yunus al-Barqawi".to_owned(),
        1 => "ادريس يونس البرقاوي".to_owned(),
        2 => "Barqawi Idris".to_owned(),
        3 => "Zubayr Kasim Nofal".to_owned(),
        4 => "Talib Sabri Marwan Harun".to_owned(),
        n => format!("Greta Lindqvist {n}"),
    };
    let many = (0..400).map(|n| customer(&format!("c-{n:04}"), &name(n), None));
    stand.desk.register(&ada, many.collect()).await.unwrap();
    stand.rescreen(false).await;
    let before = stand.alerts().await.len();

    // One listing is new, one is gone, one is of another date.
    let gone = LIST.lines().filter(|line| !line.starts_with('3')).collect::<Vec<_>>().join("\n");
    let list = gone.replace("1971-03-02", "1972-04-05");
    stand.list(&format!("{list}\n4,Idris Yunus al-Barqawi,Person,1959,Law 1\n"));
    let desk = stand.desk.clone();
    let (told, mut runs) = tokio::sync::mpsc::unbounded_channel();
    let broken = tokio::spawn(async move {
        let mut tell = |run: &hilf_store::Run| {
            let _ = told.send(run.clone());
        };
        desk.rescreen(&Person::local("node"), false, &mut tell).await
    });
    // Broken off before anybody else is screened.
    let first = runs.recv().await.unwrap();
    broken.abort();
    let _ = broken.await;
    assert_eq!(first.kind.name(), "listings");
    assert_eq!(first.customers, Some(400), "everybody was asked for");
    assert!(first.progress.screened < 100, "{:?}", first.progress);
    assert!(first.finished_at.is_some() && first.progress.opened >= 20);
    let after_listings = stand.alerts().await;
    let Screened::All(run) = stand.rescreen(false).await else { panic!("it did not end") };
    assert_eq!((run.progress.screened, run.progress.opened), (400, 0));
    let alerts = stand.alerts().await;
    assert!(alerts.len() > before);
    assert_eq!(gist(&after_listings), gist(&alerts), "the full run finds the same");
    assert!(alerts.iter().any(|alert| alert.content["standing"] == "delisted"));
    assert!(matches!(stand.rescreen(false).await, Screened::Nothing(_)));
}

#[tokio::test]
async fn a_run_proves_that_nobody_was_left_out_and_goes_on_where_it_stopped() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let name = |n| if n % 300 == 0 { "Talib Sabri Marwan Harun" } else { "Greta Lindqvist" };
    let many = (0..1200).map(|n| customer(&format!("c-{n:04}"), name(n), None));
    stand.desk.register(&ada, many.collect()).await.unwrap();
    // Broken off after the first part.
    let desk = stand.desk.clone();
    let (told, mut parts) = tokio::sync::mpsc::unbounded_channel();
    let broken = tokio::spawn(async move {
        let mut tell = |run: &hilf_store::Run| {
            let _ = told.send(run.progress.screened);
        };
        let node = Person::local("node");
        let run = desk.rescreen(&node, true, &mut tell);
        tokio::time::timeout(std::time::Duration::from_secs(60), run).await
    });
    let first = parts.recv().await.unwrap();
    broken.abort();
    let _ = broken.await;
    let Screened::All(run) = stand.rescreen(true).await else { panic!("it did not end") };
    assert!(first < 1200);
    assert_eq!((run.progress.screened, run.customers), (1200, Some(1200)));
    assert_eq!(stand.alerts().await.len(), 4, "no alert is doubled");
}

#[tokio::test]
async fn a_look_up_needs_a_purpose_and_is_written_down() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let whom = || customer("", "Talib Sabri Marwan Harun", None);
    assert!(stand.desk.look_up(&ada, whom()).await.is_err());
    let with_purpose = ada.clone().because("transfer 7");
    let (_, hits) = stand.desk.look_up(&with_purpose, whom()).await.unwrap();
    assert_eq!(hits.len(), 1);
    let entries = stand.log().await;
    let bodies: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.act == "subject.lookup")
        .map(|entry| entry.body.as_ref().unwrap().0.as_str())
        .collect();
    assert_eq!(bodies.len(), 1);
    assert!(bodies[0].contains("transfer 7") && bodies[0].contains("ada"));
}

#[tokio::test]
async fn what_is_not_allowed_is_refused_and_written_down() {
    let stand = Stand::new(LIST).await;
    let eve = Person::new("eve", &[Role::Administrator]);
    let refused = stand.desk.customers(&eve, "", 10).await.unwrap_err();
    assert!(matches!(refused, DeskError::NotAllowed { .. }));
    assert!(refused.arabic().contains("customer.view"));
    assert_eq!(stand.log().await.last().unwrap().act, "access.refused");
}

#[tokio::test]
async fn all_of_a_customer_is_one_act_that_names_whom_was_looked_at() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let same = |id: &str| customer(id, "Talib Sabri Marwan Harun", None);
    stand.desk.register(&ada, vec![same("c-1"), same("c-2")]).await.unwrap();
    let before = stand.log().await.len();
    let file = stand.desk.customer_file(&ada, "c-1", 10).await.unwrap();
    assert_eq!((file.customer.id.as_str(), file.alerts.len()), ("c-1", 1));
    assert_eq!(file.case.unwrap().undecided, 1);
    let log = stand.log().await.split_off(before);
    let acts: Vec<&str> = log.iter().map(|entry| entry.act.as_str()).collect();
    assert_eq!(acts, ["customer.view", "alert.seen"]);
    assert!(log.iter().all(|entry| entry.at == log[0].at), "one act");
    assert!(log[1].body.as_ref().unwrap().0.contains(&file.alerts[0].id));
    assert!(stand.desk.customer_file(&ada, "c-9", 10).await.is_err());
    let list_manager = Person::new("eve", &[Role::ListManager]);
    assert!(stand.desk.customer_file(&list_manager, "c-1", 10).await.is_err());
}

#[tokio::test]
async fn a_customer_is_erased_with_its_alerts_but_not_while_assets_are_frozen() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let same = |id: &str| customer(id, "Talib Sabri Marwan Harun", None);
    stand.desk.register(&ada, vec![same("c-1"), same("c-2")]).await.unwrap();
    let alerts = stand.alerts().await;
    let frozen = alerts.iter().find(|alert| alert.customer == "c-2").unwrap();
    stand.decide(&frozen.id, Outcome::TrueMatch).await;
    stand.desk.freeze(&bo, &frozen.id, "account 2").await.unwrap();
    assert!(stand.desk.erase(&ada, "c-1", "asked").await.is_err(), "an analyst erases nobody");
    assert!(stand.desk.erase(&bo, "c-2", "asked").await.is_err());
    stand.desk.erase(&bo, "c-1", "asked").await.unwrap();
    assert!(stand.desk.customer(&ada, "c-1").await.is_err());
    assert_eq!(stand.alerts().await.len(), 1);
}

#[tokio::test]
async fn figures_of_a_period_are_counted() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let same = |id: &str| customer(id, "Talib Sabri Marwan Harun", None);
    stand.desk.register(&ada, vec![same("c-1"), same("c-2"), same("c-3")]).await.unwrap();
    let alerts = stand.alerts().await;
    stand.decide(&alerts[0].id, Outcome::TrueMatch).await;
    stand.decide(&alerts[1].id, Outcome::FalsePositive).await;
    let now = jiff::Timestamp::now();
    let hour = jiff::SignedDuration::from_hours(1);
    let found = stand.desk.statistics(&bo, now - hour, now + hour).await.unwrap();
    assert_eq!((found.opened, found.customers, found.overdue), (3, 3, 0));
    assert_eq!((found.decided["true_match"], found.decided["false_positive"]), (1, 1));
    assert_eq!((found.standing["new"], found.false_alarm_rate), (1, Some(0.5)));
    let before = stand.desk.statistics(&bo, now - hour - hour, now - hour).await.unwrap();
    assert_eq!((before.opened, before.decided.len()), (0, 0));
}
