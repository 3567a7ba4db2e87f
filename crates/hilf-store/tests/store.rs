//! One behaviour on both databases.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use hilf_case::{Content, Event, Outcome, State};
use hilf_entity::{Entity, Schema};
use hilf_store::{
    AlertFilter, Deed, NewAlert, Progress, Registered, Run, RunKind, Store, StoreError,
};
use jiff::Timestamp;
use places::{Stand, stands};
use serde_json::json;

fn person(id: &str, name: &str) -> Entity {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    entity.add("name", name);
    entity
}

async fn register(stand: &Stand, id: &str, name: &str) -> Registered {
    let deed = Deed::new("ada", "customer.register", format!("customer:{id}"));
    let mut act = stand.store.act(deed).await.unwrap();
    let registered = act.register(&[(&person(id, name), true)]).await.unwrap();
    act.commit().await.unwrap();
    registered[0].0
}

fn hit(customer: &str, entity: &str, priority: i64) -> NewAlert {
    let (subject, explanation) = (json!({"id": customer}), json!(0.9));
    let content =
        Content { subject: &subject, entity, entity_version: "v", explanation: &explanation };
    NewAlert {
        customer: customer.to_owned(),
        entity: entity.to_owned(),
        score: 900,
        evidence: content.hash(),
        content: json!({"subject": subject}),
        priority,
        due_at: None,
    }
}

#[tokio::test]
async fn customers_are_registered_once_and_changed_by_their_id() {
    for stand in stands().await {
        assert_eq!(register(&stand, "c-1", "Talib Sabri").await, Registered::New);
        assert_eq!(register(&stand, "c-1", "Talib Sabri").await, Registered::Unchanged);
        assert_eq!(register(&stand, "c-2", "هارون الكتاني").await, Registered::New);
        assert_eq!(register(&stand, "c-1", "Talib Sabry").await, Registered::Changed);
        let mut act = stand.store.act(Deed::new("ada", "customer.list", "")).await.unwrap();
        let known = act.changed_after(0, 10).await.unwrap();
        let ids: Vec<&str> = known.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["c-2", "c-1"], "who changed last comes last");
        assert_eq!(known[1].entity.first("name"), Some("Talib Sabry"));
        assert!(matches!(act.customer("c-9").await, Err(StoreError::Unknown { .. })));
    }
}

#[tokio::test]
async fn what_is_not_committed_did_not_happen_and_leaves_no_entry() {
    for stand in stands().await {
        let mut act = stand.store.act(Deed::new("ada", "customer.register", "c")).await.unwrap();
        act.register(&[(&person("c-1", "Talib Sabri"), true)]).await.unwrap();
        drop(act);
        let counts = stand.store.counts().await.unwrap();
        assert_eq!((counts.customers, counts.acts), (0, 0));
    }
}

#[tokio::test]
async fn without_an_audit_entry_there_is_no_act() {
    for stand in stands().await {
        register(&stand, "c-1", "Talib Sabri").await;
        stand.close_audit().await;
        for _ in 0..20 {
            let deed = Deed::new("ada", "customer.register", "customer:c-2");
            let Err(refused) = stand.store.act(deed).await else { panic!("it was not refused") };
            assert!(matches!(refused, StoreError::AuditRefused(_)), "{refused}");
        }
        let counts = stand.store.counts().await.unwrap();
        assert_eq!((counts.customers, counts.acts), (1, 1));
        assert!(matches!(stand.store.act(Deed::new(" ", "x", "y")).await, Err(StoreError::Nobody)));
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_the_same_is_opened_again() {
    for stand in stands().await {
        register(&stand, "c-1", "Talib Sabri").await;
        assert_eq!(Store::open(&stand.place).await.unwrap().counts().await.unwrap().customers, 1);
        stand.meddle("UPDATE schema_version SET version = 99").await.unwrap();
        let Err(newer) = Store::open(&stand.place).await else { panic!("it was opened") };
        assert!(matches!(newer, StoreError::Newer { found: 99, .. }), "{newer}");
    }
}

#[tokio::test]
async fn a_pair_has_one_alert_and_the_queue_its_order() {
    for stand in stands().await {
        let mut act = stand.store.act(Deed::new("ada", "screen", "")).await.unwrap();
        for (customer, priority) in [("c-1", 5), ("c-2", 9), ("c-3", 5)] {
            act.open_alerts(&[hit(customer, "un-1", priority)]).await.unwrap();
        }
        act.commit().await.unwrap();
        let mut act = stand.store.act(Deed::new("ada", "screen", "")).await.unwrap();
        assert!(act.open_alerts(&[hit("c-1", "un-1", 5)]).await.is_err());
        drop(act);
        let mut act = stand.store.act(Deed::new("ada", "alert.list", "")).await.unwrap();
        let mut filter = AlertFilter { state: Some(State::New), ..AlertFilter::default() };
        let first = act.alerts(&filter, 2).await.unwrap();
        let mut seen: Vec<String> = first.iter().map(|a| a.customer.clone()).collect();
        let last = first.last().unwrap();
        filter.after = Some((last.priority, last.id.clone()));
        seen.extend(act.alerts(&filter, 2).await.unwrap().into_iter().map(|a| a.customer));
        assert_eq!(seen[0], "c-2");
        seen.sort();
        assert_eq!(seen, ["c-1", "c-2", "c-3"], "no page leaves one out or shows one twice");
        assert_eq!(act.standings().await.unwrap()["new"], 3);
    }
}

#[tokio::test]
async fn an_alert_is_what_its_events_made_it() {
    for stand in stands().await {
        let mut act = stand.store.act(Deed::new("ada", "screen", "")).await.unwrap();
        let id = act.open_alerts(&[hit("c-1", "un-1", 5)]).await.unwrap().remove(0);
        act.commit().await.unwrap();
        let mut act = stand.store.act(Deed::new("ada", "alert.propose", "")).await.unwrap();
        let mut alert = act.alert(&id).await.unwrap();
        let evidence = alert.alert.evidence().clone();
        for event in [
            Event::ReviewStarted,
            Event::Proposed {
                outcome: Outcome::FalsePositive,
                reason: "another father".to_owned(),
                evidence: evidence.clone(),
            },
        ] {
            let event = alert.apply("ada", act.at(), event).unwrap();
            act.record(&mut alert, event).await.unwrap();
        }
        act.commit().await.unwrap();
        let mut act = stand.store.act(Deed::new("bo", "alert.approve", "")).await.unwrap();
        let mut alert = act.alert(&id).await.unwrap();
        assert_eq!(alert.alert.state(), State::Proposed);
        let approval = Event::Approved {
            outcome: Outcome::FalsePositive,
            reason: "another father".to_owned(),
            evidence,
        };
        assert!(alert.apply("ada", act.at(), approval.clone()).is_err(), "four eyes");
        let event = alert.apply("bo", act.at(), approval).unwrap();
        act.record(&mut alert, event).await.unwrap();
        act.commit().await.unwrap();
        let mut act = stand.store.act(Deed::new("bo", "alert.list", "")).await.unwrap();
        let filter = AlertFilter {
            outcome: Some(Outcome::FalsePositive),
            customer: Some("c-1".to_owned()),
            ..AlertFilter::default()
        };
        assert_eq!(act.alerts(&filter, 5).await.unwrap()[0].alert, alert.alert);
    }
}

#[tokio::test]
async fn two_who_act_on_the_same_alert_do_not_both_succeed() {
    for stand in stands().await {
        let mut act = stand.store.act(Deed::new("ada", "screen", "")).await.unwrap();
        let id = act.open_alerts(&[hit("c-1", "un-1", 5)]).await.unwrap().remove(0);
        act.commit().await.unwrap();
        let mut act = stand.store.act(Deed::new("ada", "alert.read", "")).await.unwrap();
        let (mut one, mut other) = (act.alert(&id).await.unwrap(), act.alert(&id).await.unwrap());
        drop(act);
        let mut succeeded = 0;
        for (by, alert) in [("ada", &mut one), ("bo", &mut other)] {
            let mut act = stand.store.act(Deed::new(by, "alert.note", "")).await.unwrap();
            let event = Event::Noted { text: "seen".to_owned() };
            let event = alert.apply(by, act.at(), event).unwrap();
            if act.record(alert, event).await.is_ok() {
                act.commit().await.unwrap();
                succeeded += 1;
            }
        }
        assert_eq!(succeeded, 1);
    }
}

fn run(id: &str) -> Run {
    Run {
        id: id.to_owned(),
        kind: RunKind::All,
        basis: "b".to_owned(),
        snapshot: "s".to_owned(),
        matcher: "m".to_owned(),
        profile: "p".to_owned(),
        lists: vec!["s".to_owned()],
        started_at: Timestamp::UNIX_EPOCH,
        finished_at: None,
        first: 0,
        cursor: 0,
        progress: Progress::default(),
        customers: None,
    }
}

#[tokio::test]
async fn a_run_ends_only_when_nobody_is_left() {
    for stand in stands().await {
        register(&stand, "c-1", "Talib Sabri").await;
        register(&stand, "c-2", "Harun Kattani").await;
        let mut act = stand.store.act(Deed::new("node", "run.begin", "run:1")).await.unwrap();
        act.begin_run(&run("1")).await.unwrap();
        let under_way = act.run_under_way().await.unwrap().unwrap();
        assert!(!act.finish_run("1").await.unwrap());
        let added = Progress { screened: 2, hits: 1, opened: 1, ..Progress::default() };
        act.advance_run(&under_way, 2, added).await.unwrap();
        assert!(act.advance_run(&under_way, 2, added).await.is_err(), "somebody moved it on");
        act.commit().await.unwrap();
        register(&stand, "c-1", "Talib Sabry").await;
        let mut act = stand.store.act(Deed::new("node", "run.end", "run:1")).await.unwrap();
        assert!(!act.finish_run("1").await.unwrap(), "c-1 changed meanwhile");
        let under_way = act.run("1").await.unwrap();
        act.advance_run(&under_way, 3, Progress { screened: 1, ..Progress::default() })
            .await
            .unwrap();
        assert!(act.finish_run("1").await.unwrap());
        let ended = act.last_run().await.unwrap().unwrap();
        assert_eq!((ended.progress.screened, ended.customers), (3, Some(2)));
    }
}

#[tokio::test]
async fn accounts_sessions_and_tokens_end() {
    use hilf_store::{Account, Session, Token};
    for stand in stands().await {
        let mut account = Account {
            id: "ada".to_owned(),
            name: "Ada".to_owned(),
            roles: vec!["analyst".to_owned()],
            password: None,
            totp: Some(vec![1, 2, 3]),
            totp_step: 0,
            failures: 0,
            locked_until: Timestamp::UNIX_EPOCH,
            created_at: Timestamp::UNIX_EPOCH,
            disabled_at: None,
        };
        let store = &stand.store;
        let mut act = store.act(Deed::new("root", "account.put", "account:ada")).await.unwrap();
        act.put_account(&account).await.unwrap();
        let session = |hours: i64| Session {
            account: "ada".to_owned(),
            form_key: "k".to_owned(),
            expires_at: Timestamp::now() + jiff::SignedDuration::from_hours(hours),
        };
        act.begin_session("good", &session(1)).await.unwrap();
        act.begin_session("over", &session(-1)).await.unwrap();
        let token = Token {
            id: "t".to_owned(),
            account: "ada".to_owned(),
            name: "batch".to_owned(),
            scopes: vec!["screen".to_owned()],
            created_at: act.at(),
            expires_at: None,
            revoked_at: None,
        };
        act.put_token("hash", &token).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(store.account("ada").await.unwrap().as_ref(), Some(&account));
        assert_eq!(store.session("good").await.unwrap().unwrap().0, account);
        assert_eq!(store.session("over").await.unwrap(), None);
        assert_eq!(store.token("hash").await.unwrap().unwrap().1.scopes, ["screen"]);
        let mut act = store.act(Deed::new("root", "account.put", "account:ada")).await.unwrap();
        act.revoke_token("ada", "t").await.unwrap();
        account.disabled_at = Some(act.at());
        act.put_account(&account).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(store.token("hash").await.unwrap(), None);
        assert_eq!(store.session("good").await.unwrap(), None);
        assert_eq!(store.accounts_open().await.unwrap(), 0);
    }
}
