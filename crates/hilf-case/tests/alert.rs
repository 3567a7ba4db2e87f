//! The alert as a state machine, driven by events in any order.

use hilf_case::{Alert, Change, Content, ContentHash, Event, Field, Outcome, Recorded, State};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::json;

fn evidence(n: u8) -> ContentHash {
    let (subject, explanation) = (json!({"n": n}), json!({}));
    Content { subject: &subject, entity: "un-1", entity_version: "v", explanation: &explanation }
        .hash()
}

fn change() -> Change {
    Change { field: Field::Name, before: vec!["A".to_owned()], after: vec!["B".to_owned()] }
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(Outcome::TrueMatch), Just(Outcome::FalsePositive), Just(Outcome::CannotTell)]
}

fn event() -> impl Strategy<Value = Event> {
    let hash = || (0u8..2).prop_map(evidence);
    let reason = || prop_oneof![9 => Just("r".to_owned()), 1 => Just(" ".to_owned())];
    prop_oneof![
        1 => Just(Event::Assigned { to: "a".to_owned() }),
        4 => Just(Event::ReviewStarted),
        1 => Just(Event::Noted { text: "n".to_owned() }),
        1 => hash().prop_map(|evidence| Event::EvidenceChanged { evidence }),
        4 => (outcome(), reason(), hash())
            .prop_map(|(outcome, reason, evidence)| Event::Proposed { outcome, reason, evidence }),
        1 => reason().prop_map(|reason| Event::Returned { reason }),
        8 => (outcome(), reason(), hash())
            .prop_map(|(outcome, reason, evidence)| Event::Approved { outcome, reason, evidence }),
        1 => (prop::bool::ANY, hash()).prop_map(|(some, evidence)| Event::Reopened {
            changes: some.then(change).into_iter().collect(),
            evidence,
        }),
    ]
}

fn recorded() -> impl Strategy<Value = Recorded> {
    (prop_oneof![Just("a"), Just("b"), Just("c")], event()).prop_map(|(by, event)| Recorded {
        by: by.to_owned(),
        at: at(),
        event,
    })
}

fn by(who: &str, event: Event) -> Recorded {
    Recorded { by: who.to_owned(), at: at(), event }
}

/// A time; none of the rules tested here looks at it.
fn at() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_order_of_events_keeps_the_rules(events in prop::collection::vec(recorded(), 0..60)) {
        let mut alert = Alert::open(evidence(0));
        let mut happened = Vec::new();
        for event in events {
            let before = alert.clone();
            if alert.apply(&event).is_err() {
                prop_assert_eq!(&alert, &before, "a refused event changes nothing");
                continue;
            }
            happened.push(event.clone());
            let decided = alert.decisions().len() - before.decisions().len();
            prop_assert!(alert.decisions().starts_with(before.decisions()), "none is lost");
            prop_assert_eq!(alert.state() == State::Proposed, alert.proposal().is_some());
            if decided > 0 {
                let decision = alert.decisions().last().unwrap();
                prop_assert_eq!(decided, 1);
                prop_assert_ne!(&decision.proposal.by, &decision.approved_by);
                prop_assert_eq!(before.state(), State::Proposed);
                prop_assert_eq!(&decision.proposal.evidence, before.evidence());
                prop_assert_eq!(Some(&decision.proposal), before.proposal());
            }
            if before.state() == State::Decided && alert.state() != State::Decided {
                let reopened = matches!(event.event, Event::Reopened { .. });
                prop_assert!(reopened);
                prop_assert!(!alert.changes().is_empty());
            }
        }
        let stored = serde_json::to_string(&happened).unwrap();
        let read: Vec<Recorded> = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(Alert::replay(evidence(0), &read), Ok(alert));
    }

    #[test]
    fn one_person_alone_decides_nothing(events in prop::collection::vec(event(), 0..80)) {
        let mut alert = Alert::open(evidence(0));
        for event in events {
            let _ = alert.apply(&by("a", event));
            prop_assert_ne!(alert.state(), State::Decided);
        }
    }
}

#[test]
fn a_decision_can_be_reached_and_a_change_of_evidence_voids_a_proposal() {
    let propose = |n| Event::Proposed {
        outcome: Outcome::FalsePositive,
        reason: "born elsewhere".to_owned(),
        evidence: evidence(n),
    };
    let approve = |n| Event::Approved {
        outcome: Outcome::FalsePositive,
        reason: "born elsewhere".to_owned(),
        evidence: evidence(n),
    };
    let mut alert = Alert::open(evidence(0));
    alert.apply(&by("a", Event::ReviewStarted)).unwrap();
    alert.apply(&by("a", propose(0))).unwrap();
    let refusal = alert.apply(&by("a", approve(0))).unwrap_err();
    assert_eq!(refusal.to_string(), "a proposed this outcome; another person has to approve it");
    assert_eq!(refusal.arabic(), "اقترح a هذه النتيجة؛ يجب أن يعتمدها شخص آخر");

    alert.apply(&by("c", Event::EvidenceChanged { evidence: evidence(1) })).unwrap();
    assert_eq!(alert.state(), State::InReview);
    assert!(alert.apply(&by("b", approve(0))).is_err());
    assert!(alert.apply(&by("a", propose(0))).is_err(), "nobody proposes on old evidence");
    alert.apply(&by("a", propose(1))).unwrap();
    assert!(alert.apply(&by("b", approve(0))).is_err(), "nor approves on it");
    alert.apply(&by("b", approve(1))).unwrap();
    assert_eq!(alert.state(), State::Decided);

    let reopened = Event::Reopened { changes: vec![change()], evidence: evidence(0) };
    alert.apply(&by("b", reopened)).unwrap();
    assert_eq!((alert.state(), alert.decisions().len()), (State::Reopened, 1));
}
