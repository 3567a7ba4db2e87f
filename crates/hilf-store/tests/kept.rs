//! Cases, figures, and what is purged after its time, on both databases.

#![allow(clippy::unwrap_used, missing_docs)]

mod places;

use hilf_case::{Content, Event, Outcome, State};
use hilf_entity::{Entity, Schema};
use hilf_store::{
    Act, AlertFilter, AlertRow, CaseFilter, Class, Deed, Freeze, NewAlert, Place, Registered,
    Store, StoreError,
};
use jiff::{SignedDuration, Timestamp};
use places::{Stand, stands};
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _};

fn hit(customer: &str, entity: &str, priority: i64) -> NewAlert {
    let (subject, explanation) = (json!({"id": customer}), json!(0.9));
    let content =
        Content { subject: &subject, entity, entity_version: "v", explanation: &explanation };
    NewAlert {
        customer: customer.to_owned(),
        entity: entity.to_owned(),
        score: 900,
        evidence: content.hash(),
        content: json!({"subject": subject, "standing": "hit"}),
        priority,
        due_at: Some(Timestamp::UNIX_EPOCH + SignedDuration::from_hours(priority)),
    }
}

async fn act(stand: &Stand) -> Act {
    stand.store.act(Deed::new("ada", "test", "test")).await.unwrap()
}

async fn open(stand: &Stand, alerts: &[NewAlert]) -> Vec<String> {
    let mut act = act(stand).await;
    let ids = act.open_alerts(alerts).await.unwrap();
    act.commit().await.unwrap();
    ids
}

/// Two people decide an alert.
async fn decide(stand: &Stand, id: &str, outcome: Outcome) {
    let mut act = act(stand).await;
    let mut alert = act.alert(id).await.unwrap();
    let (evidence, reason) = (alert.alert.evidence().clone(), "seen".to_owned());
    let proposed = Event::Proposed { outcome, reason: reason.clone(), evidence: evidence.clone() };
    let attached = Event::Attached {
        sha256: act.attach(b"a passport").await.unwrap(),
        name: "p.txt".to_owned(),
    };
    for event in [Event::ReviewStarted, attached, proposed] {
        let event = alert.apply("ada", act.at(), event).unwrap();
        act.record(&mut alert, event).await.unwrap();
    }
    let approved = Event::Approved { outcome, reason, evidence };
    let event = alert.apply("bo", act.at(), approved).unwrap();
    act.record(&mut alert, event).await.unwrap();
    act.set_due(id, None).await.unwrap();
    act.commit().await.unwrap();
}

async fn erase(stand: &Stand, id: &str) {
    let deed = Deed::new("bo", "customer.erase", "customers");
    let mut act = stand.store.erasure(deed).await.unwrap();
    act.erase(id).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test]
async fn a_customers_alerts_are_one_case_in_the_order_of_its_most_urgent() {
    for stand in stands().await {
        let ids = open(&stand, &[hit("c-1", "un-1", 5), hit("c-2", "un-1", 7)]).await;
        open(&stand, &[hit("c-1", "un-2", 9)]).await;
        let mut act = act(&stand).await;
        let cases = act.cases(&CaseFilter::default(), 10).await.unwrap();
        let told: Vec<_> =
            cases.iter().map(|c| (c.customer.as_str(), c.alerts, c.priority)).collect();
        assert_eq!(told, [("c-1", 2, 9), ("c-2", 1, 7)]);
        let filter = CaseFilter { after: Some((9, cases[0].number)), ..CaseFilter::default() };
        assert_eq!(act.cases(&filter, 10).await.unwrap(), cases[1..]);
        let (case, alerts) = act.case(cases[0].number).await.unwrap();
        assert_eq!(case, cases[0]);
        let entities: Vec<&str> = alerts.iter().map(|alert| alert.entity.as_str()).collect();
        assert_eq!(entities, ["un-2", "un-1"]);
        assert!(matches!(act.case(99).await, Err(StoreError::Unknown { .. })));
        drop(act);

        decide(&stand, &ids[1], Outcome::FalsePositive).await;
        let mut act = self::act(&stand).await;
        let case = act.case_of("c-2").await.unwrap().unwrap();
        assert_eq!((case.is_open, case.undecided, case.alerts, case.due_at), (false, 0, 1, None));
        let open = CaseFilter { is_open: Some(true), ..CaseFilter::default() };
        assert_eq!(act.cases(&open, 10).await.unwrap().len(), 1);
        assert_eq!(act.case_of("c-9").await.unwrap(), None);
    }
}

#[tokio::test]
async fn figures_are_counted_where_they_fall() {
    for stand in stands().await {
        let new: Vec<NewAlert> = (0..4).map(|n| hit(&format!("c-{n}"), "un-1", n)).collect();
        let ids = open(&stand, &new).await;
        decide(&stand, &ids[0], Outcome::TrueMatch).await;
        decide(&stand, &ids[1], Outcome::FalsePositive).await;
        decide(&stand, &ids[2], Outcome::FalsePositive).await;
        let mut act = act(&stand).await;
        let hour = SignedDuration::from_hours(1);
        let now = Timestamp::now();
        let periods = [(now - hour, now + hour), (now - hour - hour, now - hour)];
        let [found, before] = act.figures(&periods).await.unwrap().try_into().unwrap();
        assert_eq!((found.opened, found.reopened, found.overdue), (4, 0, 1));
        assert_eq!((found.decided["true_match"], found.decided["false_positive"]), (1, 2));
        assert!(found.median_wait.unwrap() >= 0);
        assert_eq!((before.opened, before.decided.len(), before.median_wait), (0, 0, None));
        let overlapping = [(now - hour, now + hour), (now - hour - hour, now + hour)];
        let longer = act.figures(&overlapping).await.unwrap();
        assert_eq!(longer[0], longer[1], "what overlaps is counted in both");
        assert_eq!(act.standings().await.unwrap()["decided"], 3);
    }
}

#[tokio::test]
async fn standings_are_what_counting_every_alert_would_give() {
    for stand in stands().await {
        let pairs = ["c-1", "c-2", "c-3", "c-4"].map(|customer| hit(customer, "un-1", 1));
        let ids = open(&stand, &pairs).await;
        decide(&stand, &ids[0], Outcome::FalsePositive).await;
        decide(&stand, &ids[1], Outcome::TrueMatch).await;
        let mut given_up = act(&stand).await;
        given_up.open_alerts(&[hit("c-9", "un-1", 1)]).await.unwrap();
        assert_eq!(given_up.standings().await.unwrap()["new"], 3, "of this act too");
        drop(given_up);
        let mut entity = Entity::new("c-3", Schema::named("Person").unwrap());
        entity.add("name", "Talib Sabri");
        let mut act = self::act(&stand).await;
        act.register(&[(&entity, true)]).await.unwrap();
        act.set_standing(&ids[0], "no_longer_hit").await.unwrap();
        let later = Timestamp::now() + SignedDuration::from_hours(1);
        act.commit().await.unwrap();
        erase(&stand, "c-3").await;
        let mut act = self::act(&stand).await;
        let check = async |act: &mut Act, new: u64, decided: u64| {
            let standings = act.standings().await.unwrap();
            let all = act.alerts(&AlertFilter::default(), 100).await.unwrap();
            let count = |state| all.iter().filter(|a| a.alert.state() == state).count() as u64;
            assert_eq!((standings["new"], standings["decided"]), (new, decided));
            assert_eq!((count(State::New), count(State::Decided)), (new, decided));
            assert_eq!(standings.values().sum::<u64>(), all.len() as u64);
        };
        check(&mut act, 1, 2).await;
        assert_eq!(act.purge(Class::FalsePositives, later).await.unwrap(), 1);
        check(&mut act, 1, 1).await;
        act.commit().await.unwrap();
        assert_eq!(stand.store.counts().await.unwrap().alerts, 2);
    }
}

#[tokio::test]
async fn what_ended_is_purged_after_its_time_and_what_runs_never() {
    for stand in stands().await {
        let pairs = ["ended", "still-a-hit", "case-open", "frozen", "undecided", "matched"];
        let ids = open(&stand, &pairs.map(|customer| hit(customer, "un-1", 1))).await;
        let other = open(&stand, &[hit("case-open", "un-2", 1)]).await.remove(0);
        for (id, outcome) in [
            (&ids[0], Outcome::FalsePositive),
            (&ids[1], Outcome::FalsePositive),
            (&ids[2], Outcome::FalsePositive),
            (&ids[3], Outcome::TrueMatch),
            (&ids[5], Outcome::TrueMatch),
        ] {
            decide(&stand, id, outcome).await;
        }
        let mut act = act(&stand).await;
        for id in [&ids[0], &ids[2], &ids[3], &ids[4], &ids[5]] {
            act.set_standing(id, "delisted").await.unwrap();
        }
        let freeze = Freeze {
            alert: ids[3].clone(),
            customer: "frozen".to_owned(),
            entity: "un-1".to_owned(),
            frozen_at: act.at(),
            frozen_by: "bo".to_owned(),
            assets: json!({"text": "account 1"}),
            report: None,
            reported_at: None,
            lift: None,
            lifted_at: None,
        };
        act.put_freeze(&freeze).await.unwrap();
        act.commit().await.unwrap();

        let (past, future) = {
            let (now, hour) = (Timestamp::now(), SignedDuration::from_hours(1));
            (now - hour, now + hour)
        };
        let mut act = self::act(&stand).await;
        for class in [Class::FalsePositives, Class::TrueMatches, Class::CannotTell] {
            assert_eq!(act.purgeable(class, past).await.unwrap(), 0, "too young");
            assert_eq!(act.purge(class, past).await.unwrap(), 0);
        }
        assert_eq!(act.purgeable(Class::FalsePositives, future).await.unwrap(), 1);
        assert_eq!(act.purge(Class::FalsePositives, future).await.unwrap(), 1);
        assert_eq!(act.purge(Class::FalsePositives, future).await.unwrap(), 0);
        assert_eq!(act.purgeable(Class::TrueMatches, future).await.unwrap(), 1, "not the frozen");
        act.commit().await.unwrap();
        let mut act = self::act(&stand).await;
        assert!(act.alert(&ids[0]).await.is_err());
        assert_eq!(act.case_of("ended").await.unwrap(), None, "no case without alerts");
        for id in ids[1..].iter().chain([&other]) {
            assert!(act.alert(id).await.is_ok());
        }
        let sha256 = act.attach(b"a passport").await.unwrap();
        assert!(act.attachment(&sha256).await.is_ok(), "others have the document too");
        drop(act);
        for id in [&ids[1], &ids[2], &ids[3], &ids[5]] {
            stand
                .meddle(&format!(
                    "DELETE FROM frozen; DELETE FROM alert_attachment WHERE alert = '{id}'"
                ))
                .await
                .unwrap();
        }
        decide(&stand, &other, Outcome::FalsePositive).await;
        let mut act = self::act(&stand).await;
        act.set_standing(&other, "no_longer_hit").await.unwrap();
        assert_eq!(act.purge(Class::FalsePositives, future).await.unwrap(), 2, "all is decided");
        assert!(act.attachment(&sha256).await.is_err(), "nobody has the document any more");
    }
}

#[tokio::test]
async fn erasing_a_customer_takes_the_words_about_alerts_that_were_purged() {
    for stand in stands().await {
        let mut act = act(&stand).await;
        let mut entity = Entity::new("c-1", Schema::named("Person").unwrap());
        entity.add("name", "Talib Sabri");
        act.register(&[(&entity, true)]).await.unwrap();
        act.commit().await.unwrap();
        let id = open(&stand, &[hit("c-1", "un-1", 1)]).await.remove(0);
        decide(&stand, &id, Outcome::FalsePositive).await;
        let mut act = self::act(&stand).await;
        act.note("alert.open", &format!("alert:{id}"), json!({"customer": "c-1"})).await.unwrap();
        act.set_standing(&id, "no_longer_hit").await.unwrap();
        act.commit().await.unwrap();
        let mut act = self::act(&stand).await;
        let later = Timestamp::now() + SignedDuration::from_hours(1);
        assert_eq!(act.purge(Class::FalsePositives, later).await.unwrap(), 1);
        act.commit().await.unwrap();
        stand.store.seal().await.unwrap();
        const LEFT: &str = "SELECT count(*) FROM audit WHERE body LIKE '%c-1%'";
        assert_eq!(stand.count(LEFT).await, 2, "the opening and the purge");
        erase(&stand, "c-1").await;
        assert_eq!(stand.count(LEFT).await, 0);
        stand.store.seal().await.unwrap();
        assert_eq!(stand.store.verify_audit(None).await.unwrap().bad, None);
    }
}

#[tokio::test]
async fn words_of_the_log_and_old_runs_are_purged_and_the_log_stays_valid() {
    for stand in stands().await {
        let mut entity = Entity::new("c-1", Schema::named("Person").unwrap());
        entity.add("name", "Talib Sabri");
        let mut act = act(&stand).await;
        let registered = act.register(&[(&entity, true), (&entity, true)]).await.unwrap();
        assert_eq!((registered[0].0, registered[1].0), (Registered::New, Registered::Unchanged));
        act.commit().await.unwrap();
        stand.store.seal().await.unwrap();
        let later = Timestamp::now() + SignedDuration::from_hours(1);
        let mut act = self::act(&stand).await;
        assert_eq!(act.purgeable(Class::Audit, later).await.unwrap(), 1);
        assert_eq!(act.purge(Class::Audit, later).await.unwrap(), 1);
        assert_eq!(act.purge(Class::Runs, later).await.unwrap(), 0);
        assert_eq!(act.purge(Class::Sessions, later).await.unwrap(), 0);
        act.commit().await.unwrap();
        stand.store.seal().await.unwrap();
        let verdict = stand.store.verify_audit(None).await.unwrap();
        assert_eq!((verdict.size, verdict.erased, verdict.bad), (2, 1, None));
    }
}

#[tokio::test]
async fn many_are_registered_at_once_and_counted() {
    for stand in stands().await {
        let entities: Vec<Entity> = (0..300)
            .map(|n| {
                let mut entity = Entity::new(format!("c-{n:03}"), Schema::named("Person").unwrap());
                entity.add("name", format!("Talib {n}"));
                entity
            })
            .collect();
        let mut all: Vec<(&Entity, bool)> = entities.iter().map(|entity| (entity, true)).collect();
        // One comes again otherwise: the last counts.
        all.push((&entities[7], false));
        let mut act = act(&stand).await;
        let done = act.register(&all).await.unwrap();
        assert_eq!(done.iter().filter(|(what, _)| *what == Registered::New).count(), 300);
        assert_eq!(done[300].0, Registered::Changed);
        let serials: std::collections::BTreeSet<i64> =
            done.iter().map(|(_, serial)| *serial).collect();
        assert_eq!(serials.len(), 301, "nobody shares a serial");
        assert!(!act.customer("c-007").await.unwrap().is_schema_known);
        let some = act.customers_of(&[done[300].1, done[7].1, done[2].1]).await.unwrap();
        let ids: Vec<&str> = some.iter().map(|customer| customer.id.as_str()).collect();
        assert_eq!(ids, ["c-002", "c-007"], "an old serial is nobody's");
        act.commit().await.unwrap();
        assert_eq!(stand.store.counts().await.unwrap().customers, 300);
        erase(&stand, "c-003").await;
        assert_eq!(stand.store.counts().await.unwrap().customers, 299);
    }
}

#[tokio::test]
async fn a_database_of_before_gets_its_cases_and_figures() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    let address = format!("sqlite://{}?mode=rwc", place.file().display());
    let mut old = sqlx::SqliteConnection::connect(&address).await.unwrap();
    let first = include_str!("../migrations/001.sql")
        .replace("{bytes}", "BLOB")
        .replace("{serial}", "INTEGER PRIMARY KEY AUTOINCREMENT");
    let new = hit("c-1", "un-1", 5);
    let (evidence, opening) = (new.evidence.clone(), new.evidence.as_str());
    let at: Timestamp = "2026-01-01T10:00:00Z".parse().unwrap();
    let recorded = |hours, by: &str, event| {
        let at = at + SignedDuration::from_hours(hours);
        let event = hilf_case::Recorded { by: by.to_owned(), at, event };
        serde_json::to_string(&event).unwrap().replace('\'', "''")
    };
    let (outcome, reason) = (Outcome::FalsePositive, "r".to_owned());
    let events = [
        recorded(1, "ada", Event::ReviewStarted),
        recorded(
            2,
            "ada",
            Event::Proposed { outcome, reason: reason.clone(), evidence: evidence.clone() },
        ),
        recorded(3, "bo", Event::Approved { outcome, reason, evidence }),
    ];
    let opened = at.as_microsecond();
    let mut sql = format!(
        "{first}; CREATE TABLE schema_version (version BIGINT NOT NULL);
         INSERT INTO schema_version VALUES (1);
         INSERT INTO alert (id, customer, entity, state, score, opening, content, priority, outcome, \
         opened_at, changed_at) VALUES ('a', 'c-1', 'un-1', 'decided', 900, '{opening}', '{{}}', 5, \
         'false_positive', {opened}, {opened});"
    );
    for (n, event) in events.iter().enumerate() {
        sql += &format!("INSERT INTO alert_event VALUES ('a', {n}, '{event}');");
    }
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut old).await.unwrap();
    old.close().await.unwrap();
    let store = Store::open(&place).await.unwrap();
    let mut act = store.act(Deed::new("ada", "test", "test")).await.unwrap();
    let case = act.case_of("c-1").await.unwrap().unwrap();
    assert_eq!((case.number, case.is_open, case.alerts), (1, false, 1));
    let day = SignedDuration::from_hours(24);
    let found = act.figures(&[(at - day, at + day)]).await.unwrap().remove(0);
    assert_eq!(act.standings().await.unwrap()["decided"], 1);
    assert_eq!((found.opened, found.decided["false_positive"]), (1, 1));
    assert_eq!(found.median_wait, Some(3 * 3600 * 1_000_000));
}

#[tokio::test]
async fn every_filter_of_the_queue_finds_what_it_names_in_the_queues_order() {
    for stand in stands().await {
        let new: Vec<NewAlert> =
            (0..12).map(|n| hit(&format!("c-{}", n % 3), &format!("un-{n}"), n % 5)).collect();
        let ids = open(&stand, &new).await;
        decide(&stand, &ids[4], Outcome::TrueMatch).await;
        let mut act = act(&stand).await;
        let mut alert = act.alert(&ids[7]).await.unwrap();
        let event = alert.apply("bo", act.at(), Event::Assigned { to: "ada".to_owned() }).unwrap();
        act.record(&mut alert, event).await.unwrap();
        let all = act.alerts(&AlertFilter::default(), 100).await.unwrap();
        assert_eq!(all.len(), 12);
        let place = |alert: &AlertRow| (-alert.priority, alert.id.clone());
        assert!(all.is_sorted_by_key(place));
        let customer = Some("c-1".to_owned());
        let assignee = Some("ada".to_owned());
        for state in [None, Some(State::New), Some(State::Decided)] {
            for filter in [
                AlertFilter { state, ..AlertFilter::default() },
                AlertFilter { state, customer: customer.clone(), ..AlertFilter::default() },
                AlertFilter { state, entity: Some("un-4".to_owned()), ..AlertFilter::default() },
                AlertFilter { state, assignee: assignee.clone(), ..AlertFilter::default() },
                AlertFilter { state, outcome: Some(Outcome::TrueMatch), ..AlertFilter::default() },
                AlertFilter {
                    state,
                    customer: customer.clone(),
                    assignee: assignee.clone(),
                    ..AlertFilter::default()
                },
            ] {
                let fits = |alert: &&AlertRow| {
                    filter.state.is_none_or(|state| alert.alert.state() == state)
                        && filter.customer.as_ref().is_none_or(|own| alert.customer == *own)
                        && filter.entity.as_ref().is_none_or(|own| alert.entity == *own)
                        && filter
                            .assignee
                            .as_deref()
                            .is_none_or(|own| alert.alert.assignee() == Some(own))
                        && filter.outcome.is_none_or(|_| alert.id == ids[4])
                };
                let wanted: Vec<&str> = all.iter().filter(fits).map(|a| a.id.as_str()).collect();
                let mut found: Vec<String> = Vec::new();
                let mut filter = filter.clone();
                // In pages of two.
                loop {
                    let page = act.alerts(&filter, 2).await.unwrap();
                    let Some(last) = page.last() else { break };
                    filter.after = Some((last.priority, last.id.clone()));
                    found.extend(page.into_iter().map(|alert| alert.id));
                }
                assert_eq!(found, wanted, "{filter:?}");
            }
        }
    }
}
