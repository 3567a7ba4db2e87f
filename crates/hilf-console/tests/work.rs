//! Working in the console: cases by two people at once, exemptions, several alerts together, people,
//! the profile. No browser and no script: forms as they are sent.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod stand;

use axum::http::StatusCode;
use hilf_case::{Outcome, State};
use hilf_desk::{Described, Person, Role, Step};
use hilf_entity::{Entity, Schema};
use hilf_store::{AlertFilter, AlertRow};
use stand::{Console, HOSTILE};

async fn register(console: &Console, id: &str, name: &str, born: &str) -> AlertRow {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    entity.add("name", name);
    entity.add("birthDate", born);
    let ana = Person::new("ana", &[Role::Analyst]);
    let described = vec![Described { entity, is_schema_known: true }];
    console.desk.register(&ana, described).await.unwrap();
    let filter = AlertFilter { customer: Some(id.to_owned()), ..AlertFilter::default() };
    console.desk.alerts(&ana, &filter, 1).await.unwrap().remove(0)
}

async fn decided(console: &Console, alert: &AlertRow, outcome: Outcome) {
    let evidence = alert.alert.evidence().clone();
    let reason = "papers".to_owned();
    let step = Step::Propose { outcome, reason: reason.clone(), evidence: evidence.clone() };
    let ana = Person::new("ana", &[Role::Analyst]);
    console.desk.work(&ana, &alert.id, step).await.unwrap();
    let step = Step::Approve { outcome, reason, evidence };
    let off = Person::new("off", &[Role::Officer]);
    console.desk.work(&off, &alert.id, step).await.unwrap();
}

#[tokio::test]
async fn whoever_comes_too_late_is_told_what_happened_and_loses_nothing() {
    let console = Console::start().await;
    let alert = register(&console, "c-1", "Adam Omar Tester", "1970-04-03").await;
    let (ana, off) = (console.enter("ana").await, console.enter("off").await);
    let path = format!("/console/en/case/{}", alert.id);
    let evidence = alert.alert.evidence().as_str().to_owned();
    let propose = |outcome: &'static str, text: &'static str, evidence: String| {
        vec![
            ("step", "propose".to_owned()),
            ("evidence", evidence),
            ("seen", "0".to_owned()),
            ("outcome", outcome.to_owned()),
            ("text", text.to_owned()),
        ]
    };
    let send = async |cookie: &str, form: Vec<(&str, String)>| {
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        console.send(&path, cookie, &form).await
    };
    let first = send(&ana, propose("cannot_tell", "the first", evidence.clone())).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = send(&off, propose("true_match", "the second <b>", evidence.clone())).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("the second &#60;b&#62;</textarea>"), "what was typed is lost");
    assert!(
        second.body.contains("the alert changed since")
            || second.body.contains("The alert changed")
    );
    let since = second.body.split("What happened since").last().unwrap();
    assert!(since.split("</table>").next().unwrap().contains("the first"));

    // Other evidence: the form stays, with the text in it and the new evidence.
    let other = register(&console, "c-2", "Adam Omar Tester", "1970-04-03").await;
    let path = format!("/console/ar/case/{}", other.id);
    let stale = other.alert.evidence().as_str().to_owned();
    register(&console, "c-2", "Adam Omar Tester", "1971-04-03").await;
    let form = propose("false_positive", "كتبته بعناية", stale.clone());
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let late = console.send(&path, &ana, &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("كتبته بعناية</textarea>"));
    assert!(late.body.contains("value=\"false_positive\" required checked"));
    assert!(!late.body.contains(&stale), "the form still names the old evidence");
    assert!(late.body.contains("تغيّرت الأدلة"), "it is not told that the evidence changed");
}

#[tokio::test]
async fn the_next_alert_is_one_the_reader_can_do_something_about() {
    let console = Console::start().await;
    let first = register(&console, "c-1", "Adam Omar Tester", "1970-04-03").await;
    let second = register(&console, "c-2", "Adam Omar Tester", "1970-04-03").await;
    decided(&console, &first, Outcome::FalsePositive).await;
    let (ana, off) = (console.enter("ana").await, console.enter("off").await);
    let next = |cookie: String, query: &'static str| {
        let (console, path) = (&console, format!("/console/en/queue-next{query}"));
        async move { console.get(&path, &cookie).await.place().to_owned() }
    };
    assert_eq!(next(ana.clone(), "").await, format!("/console/en/case/{}", second.id));
    let step = Step::Propose {
        outcome: Outcome::CannotTell,
        reason: "r".to_owned(),
        evidence: second.alert.evidence().clone(),
    };
    let person = Person::new("off", &[Role::Officer]);
    console.desk.work(&person, &second.id, step).await.unwrap();
    assert_eq!(next(off, "").await, "/console/en/queue", "one's own proposal waits for others");
    assert_eq!(next(ana.clone(), "").await, "/console/en/queue", "an analyst approves nothing");
    let rev = console.enter("rev").await;
    assert_eq!(next(rev, "").await, format!("/console/en/case/{}", second.id));
    let of_state = next(ana, "?state=decided").await;
    assert_eq!(of_state, format!("/console/en/case/{}?state=decided", first.id));
}

#[tokio::test]
async fn an_exemption_is_asked_for_granted_and_shown() {
    let console = Console::start().await;
    let alert = register(&console, "c-1", "Adam Omar Tester", "1970-04-03").await;
    let (ana, off) = (console.enter("ana").await, console.enter("off").await);
    let path = format!("/console/en/case/{}", alert.id);
    assert!(!console.get(&path, &ana).await.body.contains("name=\"ceiling\""), "before a decision");
    decided(&console, &alert, Outcome::TrueMatch).await;
    assert!(console.get(&path, &ana).await.body.contains("name=\"ceiling\""));
    let form = |ceiling: &'static str| {
        [
            ("step", "exempt"),
            ("basis", "humanitarian"),
            ("text", HOSTILE[0]),
            ("number", "P-7"),
            ("currency", "kwd"),
            ("ceiling", ceiling),
            ("from", "2020-01-01"),
            ("until", "2999-12-31"),
        ]
    };
    let refused = console.send(&path, &ana, &form("1.0005")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("value=\"1.0005\"") && refused.body.contains("value=\"P-7\""));
    assert!(!refused.body.contains(HOSTILE[0]));
    assert_eq!(console.send(&path, &ana, &form("1.005")).await.status, StatusCode::SEE_OTHER);
    let shown = console.get(&path, &off).await.body;
    assert!(shown.contains("1.005 KWD") && shown.contains("UNSCR 2664"), "{shown}");
    let id = shown.split("name=\"exemption\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let own = console.send(&path, &ana, &[("step", "grant"), ("exemption", id)]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let granted = console.send(&path, &off, &[("step", "grant"), ("exemption", id)]).await;
    assert_eq!(granted.status, StatusCode::SEE_OTHER);
    for page in ["queue", "customers/c-1", &format!("case/{}", alert.id)] {
        let body = console.get(&format!("/console/ar/{page}"), &ana).await.body;
        assert!(body.contains("مستثنى حتى"), "{page} does not show the exemption");
    }
}

#[tokio::test]
async fn several_alerts_are_proposed_together_as_far_as_policy_allows() {
    let console = Console::start().await;
    let weak = register(&console, "weak", "Adam Umar Testar", "1920-01-01").await;
    let strong = register(&console, "strong", "Adam Omar Tester", "1970-04-03").await;
    let ana = console.enter("ana").await;
    let seen = |alert: &AlertRow| format!("{}:{}", alert.id, alert.alert.evidence().as_str());
    let (one, two) = (seen(&weak), seen(&strong));
    let form =
        [("step", "not_the_same"), ("reason", "born elsewhen"), ("alert", &*one), ("alert", &*two)];
    let answer = console.send("/console/en/queue", &ana, &form).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("only alerts of the lowest band"), "{}", answer.body);
    let state = |id: String| {
        let desk = console.desk.clone();
        async move {
            desk.alert(&Person::new("ana", &[Role::Analyst]), &id).await.unwrap().alert.state()
        }
    };
    assert_eq!(state(weak.id.clone()).await, State::Proposed);
    assert_eq!(state(strong.id.clone()).await, State::New);
    let aud = console.enter("aud").await;
    let refused = console.send("/console/en/queue", &aud, &form).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn administration_is_for_those_it_is_for() {
    let console = Console::start().await;
    let (ana, adm) = (console.enter("ana").await, console.enter("adm").await);
    for path in ["people", "people/ana"] {
        let path = format!("/console/en/{path}");
        assert_eq!(console.get(&path, &ana).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(console.get(&path, &adm).await.status, StatusCode::OK, "{path}");
    }
    assert_eq!(console.get("/console/en/profiles", &adm).await.status, StatusCode::FORBIDDEN);
    assert_eq!(console.get("/console/en/", &adm).await.place(), "/console/en/overview");
    let new = [
        ("id", "eve"),
        ("name", HOSTILE[1]),
        ("password", "correct horse battery staple"),
        ("role", "analyst"),
        ("role", "reviewer"),
    ];
    let refused = console.send("/console/en/people", &ana, &new).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let made = console.send("/console/en/people", &adm, &new).await;
    assert_eq!(made.place(), "/console/en/people/eve");
    let shown = console.get("/console/en/people/eve", &adm).await.body;
    assert!(!shown.contains("<img") && shown.contains("value=\"reviewer\" checked"));
    let again = console.send("/console/en/people", &adm, &new).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = console.send("/console/en/people/adm", &adm, &[("step", "close")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody closes their own account");
    let eve = console.enter("eve").await;
    let closed = console.send("/console/en/people/eve", &adm, &[("step", "close")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert_eq!(console.get("/console/en/queue", &eve).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_token_is_shown_once_and_lasts_as_long_as_asked() {
    let console = Console::start().await;
    let ana = console.enter("ana").await;
    let path = "/console/ar/account";
    for bad in [
        [("step", "token"), ("name", ""), ("days", "9"), ("scope", "alert.view")],
        [("step", "token"), ("name", "x"), ("days", "0"), ("scope", "alert.view")],
        [("step", "token"), ("name", "x"), ("days", "9"), ("other", "")],
    ] {
        let answer = console.send(path, &ana, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
    }
    let more = [("step", "token"), ("name", "x"), ("days", "9"), ("scope", "audit.view")];
    assert_eq!(console.send(path, &ana, &more).await.status, StatusCode::FORBIDDEN);
    let form = [("step", "token"), ("name", HOSTILE[0]), ("days", "9"), ("scope", "alert.view")];
    let made = console.send(path, &ana, &form).await;
    assert_eq!(made.status, StatusCode::OK);
    let secret = made.body.split("class=\"once\">").nth(1).unwrap().split('<').next().unwrap();
    let bearer = console.desk.bearer(secret).await.unwrap().unwrap();
    assert_eq!(bearer.scopes.unwrap().len(), 1);
    let again = console.get(path, &ana).await.body;
    assert!(!again.contains(secret) && !again.contains(HOSTILE[0]));
    let tokens = console.desk.tokens(&Person::new("ana", &[Role::Analyst])).await.unwrap();
    let lasts = tokens[0].expires_at.unwrap().as_second() - tokens[0].created_at.as_second();
    assert_eq!(lasts, 9 * 86_400);
    let revoke = [("step", "revoke"), ("id", tokens[0].id.as_str())];
    assert_eq!(console.send(path, &ana, &revoke).await.status, StatusCode::SEE_OTHER);
    assert!(console.desk.bearer(secret).await.unwrap().is_none());
}

#[tokio::test]
async fn the_profile_changes_by_preview_proposal_and_approval() {
    let console = Console::start().await;
    register(&console, "c-1", "Adam Omar Tester", "1970-04-03").await;
    register(&console, "c-2", "Adam Omar", "1970-04-03").await;
    let (off, rev) = (console.enter("off").await, console.enter("rev").await);
    let bad = [("/threshold", "20"), ("/evidence/country_shared", "4")];
    let refused = console.send("/console/en/profiles", &off, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("threshold") && refused.body.contains("value=\"20\""));
    let begun = console.send("/console/en/profiles", &off, &[("/threshold", "97")]).await;
    let preview = begun.place().to_owned();
    assert!(preview.starts_with("/console/en/profiles/previews/"), "{preview}");
    let mut shown = console.get(&preview, &off).await;
    while shown.headers.contains_key("refresh") {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        shown = console.get(&preview, &off).await;
    }
    assert!(
        shown.body.contains("would give <bdi>1</bdi> alerts instead of <bdi>2</bdi>"),
        "{}",
        shown.body
    );
    assert_eq!(console.get(&preview, &rev).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        console.send(&preview, &off, &[("reason", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let proposed = console.send(&preview, &off, &[("reason", HOSTILE[0])]).await;
    let change = proposed.place().to_owned();
    let shown = console.get(&change, &rev).await.body;
    assert!(!shown.contains(HOSTILE[0]) && shown.contains("<del>70.0</del>"));
    let hash = shown.split("name=\"hash\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let own = console.send(&change, &off, &[("step", "approve"), ("hash", hash)]).await;
    assert_eq!(own.status, StatusCode::CONFLICT, "nobody approves their own proposal");
    let unseen = console.send(&change, &rev, &[("step", "approve"), ("hash", "0")]).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);
    let done = console.send(&change, &rev, &[("step", "approve"), ("hash", hash)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let profile = console.desk.profile_in_force().await.unwrap();
    assert_eq!(profile.threshold, 0.97);
    let search = console.get("/console/en/search?q=Adam+Omar&purpose=aid", &off).await.body;
    assert!(search.contains(&profile.id()), "the search does not name the profile in force");
}
