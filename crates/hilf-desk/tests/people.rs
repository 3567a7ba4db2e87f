//! Accounts, exemptions and papers: what rests on who somebody is.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_case::{Basis, Outcome, Terms};
use hilf_desk::{
    DeskError, Language, Login, Person, Right, Role, Step, case_file_html, freeze_report_html,
    letter_html,
};
use stand::{LIST, Stand, customer, people};

fn login(account: &str, password: &str) -> Login {
    Login { account: account.to_owned(), password: password.to_owned(), code: None }
}

#[tokio::test]
async fn accounts_open_with_their_password_and_close_after_wrong_ones() {
    let stand = Stand::new(LIST).await;
    let desk = &stand.desk;
    let pass = || Some("another pass phrase".to_owned());
    let phrase = || "a long pass phrase".to_owned();
    assert!(desk.set_up("", "root", "Root", phrase()).await.is_err(), "no secret was made");
    let first = desk.setup_secret().await.unwrap().unwrap();
    let secret = desk.setup_secret().await.unwrap().unwrap();
    let old = desk.set_up(&first, "root", "Root", phrase()).await.unwrap_err();
    assert!(matches!(old, DeskError::WrongSecret), "the new one takes its place");
    assert!(desk.set_up(&secret, "root", "Root", "short".to_owned()).await.is_err());
    assert!(desk.can_set_up().await.unwrap(), "a refused password does not use it up");
    desk.set_up(&secret, "root", "Root", phrase()).await.unwrap();
    assert!(!desk.can_set_up().await.unwrap());
    assert!(desk.set_up(&secret, "x", "X", phrase()).await.is_err(), "once");
    assert!(desk.setup_secret().await.unwrap().is_none());
    let root = desk.log_in(login("root", "a long pass phrase")).await.unwrap().person;
    desk.put_account(&root, "ada", "Ada", &[Role::Analyst], pass()).await.unwrap();
    let own = desk.put_account(&root, "root", "R", &[Role::Officer], None).await;
    assert!(own.is_err(), "nobody changes their own roles");
    let short = Some("short".to_owned());
    assert!(desk.put_account(&root, "bo", "Bo", &[], short).await.is_err());
    let ada = desk.log_in(login("ada", "another pass phrase")).await.unwrap();
    assert_eq!(desk.entered(&ada.secret).await.unwrap().unwrap().0, ada.person);
    let token = desk.make_token(&ada.person, "batch", &[Right::Lookup], None).await.unwrap();
    let program = desk.bearer(&token.secret).await.unwrap().unwrap();
    assert!(program.may(Right::Lookup) && !program.may(Right::AlertView));
    let more = desk.make_token(&ada.person, "more", &[Right::AuditView], None).await;
    assert!(more.is_err(), "no more than its owner");
    desk.log_out(&ada.person, &ada.secret).await.unwrap();
    assert!(desk.entered(&ada.secret).await.unwrap().is_none());
    for _ in 0..5 {
        assert!(desk.log_in(login("ada", "wrong")).await.is_err());
    }
    let closed = desk.log_in(login("ada", "another pass phrase")).await;
    assert!(closed.is_err(), "closed for a while");
    desk.close_account(&root, "ada").await.unwrap();
    assert!(desk.bearer(&token.secret).await.unwrap().is_none());
}

#[tokio::test]
async fn an_account_that_asks_for_codes_does_not_open_without() {
    let stand = Stand::new(LIST).await;
    let desk = &stand.desk;
    let secret = desk.setup_secret().await.unwrap().unwrap();
    desk.set_up(&secret, "root", "Root", "a long pass phrase".to_owned()).await.unwrap();
    let root = desk.log_in(login("root", "a long pass phrase")).await.unwrap().person;
    assert_eq!(desk.ask_for_codes(&root).await.unwrap().len(), 20);
    assert!(desk.log_in(login("root", "a long pass phrase")).await.is_err());
}

#[tokio::test]
async fn administrators_reset_and_reopen_and_everybody_changes_their_own_password() {
    let stand = Stand::new(LIST).await;
    let desk = &stand.desk;
    let (first, second) = ("a long pass phrase".to_owned(), "another pass phrase".to_owned());
    let secret = desk.setup_secret().await.unwrap().unwrap();
    desk.set_up(&secret, "root", "Root", first.clone()).await.unwrap();
    let root = desk.log_in(login("root", &first)).await.unwrap().person;
    let made = desk.make_account(&root, "ada", "Ada", &[Role::Analyst], first.clone()).await;
    made.unwrap();
    let again = desk.make_account(&root, "ada", "Eve", &[Role::Officer], second.clone()).await;
    assert!(again.is_err(), "nobody is overwritten by a slip");
    let ada = desk.log_in(login("ada", &first)).await.unwrap();
    let elsewhere = desk.log_in(login("ada", &first)).await.unwrap();
    let wrong = desk.change_password(&ada.person, "guess".into(), second.clone(), &ada.secret);
    assert!(wrong.await.is_err());
    let short = desk.change_password(&ada.person, first.clone(), "short".into(), &ada.secret);
    assert!(short.await.is_err());
    desk.change_password(&ada.person, first.clone(), second.clone(), &ada.secret).await.unwrap();
    assert!(desk.entered(&ada.secret).await.unwrap().is_some(), "this session goes on");
    assert!(desk.entered(&elsewhere.secret).await.unwrap().is_none(), "the others have ended");
    assert!(desk.log_in(login("ada", &first)).await.is_err());

    desk.ask_for_codes(&ada.person).await.unwrap();
    assert!(desk.log_in(login("ada", &second)).await.is_err(), "a code is asked for");
    assert!(desk.reset_codes(&ada.person, "ada").await.is_err(), "not by oneself");
    desk.reset_codes(&root, "ada").await.unwrap();
    assert!(desk.entered(&ada.secret).await.unwrap().is_none(), "sessions end with a reset");
    let ada = desk.log_in(login("ada", &second)).await.unwrap();
    let token = desk.make_token(&ada.person, "batch", &[Right::Lookup], None).await.unwrap();
    desk.close_account(&root, "ada").await.unwrap();
    assert!(desk.log_in(login("ada", &second)).await.is_err());
    desk.open_account(&root, "ada").await.unwrap();
    assert!(desk.log_in(login("ada", &second)).await.is_ok());
    assert!(desk.bearer(&token.secret).await.unwrap().is_none(), "its tokens stay ended");
    let analyst = Person::new("bo", &[Role::Analyst]);
    assert!(desk.reset_codes(&analyst, "ada").await.is_err());
    assert!(desk.open_account(&analyst, "nobody").await.is_err());
}

#[tokio::test]
async fn a_stolen_session_does_not_serve_to_guess_the_password() {
    let stand = Stand::new(LIST).await;
    let desk = &stand.desk;
    let secret = desk.setup_secret().await.unwrap().unwrap();
    desk.set_up(&secret, "root", "Root", "a long pass phrase".to_owned()).await.unwrap();
    let root = desk.log_in(login("root", "a long pass phrase")).await.unwrap();
    let change = |present: &str| {
        let (present, new) = (present.to_owned(), "another pass phrase".to_owned());
        desk.change_password(&root.person, present, new, &root.secret)
    };
    for _ in 0..5 {
        assert!(change("guess").await.is_err());
    }
    assert!(change("a long pass phrase").await.is_err(), "closed for a while");
}

#[tokio::test]
async fn whoever_proposed_an_exemption_takes_it_back_until_it_is_granted() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let now = jiff::Timestamp::now();
    let terms = || Terms {
        basis: Basis::Licence { authority: "Treasury".to_owned(), number: "7".to_owned() },
        entity: "own-1".to_owned(),
        subjects: vec!["c-1".to_owned()],
        currency: "USD".to_owned(),
        ceiling: 100,
        from: now - jiff::SignedDuration::from_hours(1),
        until: now + jiff::SignedDuration::from_hours(1),
    };
    let desk = &stand.desk;
    let nothing = Terms { ceiling: 0, ..terms() };
    assert!(desk.propose_exemption(&ada, nothing).await.is_err());
    let id = desk.propose_exemption(&ada, terms()).await.unwrap();
    let other = Person::new("eve", &[Role::Analyst]);
    assert!(desk.withdraw_exemption(&other, &id, "no").await.is_err());
    desk.withdraw_exemption(&ada, &id, "a slip").await.unwrap();
    assert!(desk.grant_exemption(&bo, &id).await.is_err());
    let id = desk.propose_exemption(&ada, terms()).await.unwrap();
    let pair = ("c-1".to_owned(), "own-1".to_owned());
    assert!(desk.exempt_pairs(&ada).await.unwrap().is_empty());
    desk.grant_exemption(&bo, &id).await.unwrap();
    assert_eq!(desk.exempt_pairs(&ada).await.unwrap().get(&pair), Some(&terms().until));
    assert!(desk.withdraw_exemption(&ada, &id, "too late").await.is_err());
    desk.end_exemption(&bo, &id, "over").await.unwrap();
    assert!(desk.exempt_pairs(&ada).await.unwrap().is_empty());
    assert!(desk.end_exemption(&bo, &id, "again").await.is_err());
}

#[tokio::test]
async fn an_exemption_needs_two_people_and_counts_what_moves() {
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let now = jiff::Timestamp::now();
    let terms = Terms {
        basis: Basis::Humanitarian { provider: "UN agency".to_owned(), project: "P1".to_owned() },
        entity: "own-1".to_owned(),
        subjects: vec!["c-1".to_owned()],
        currency: "USD".to_owned(),
        ceiling: 100,
        from: now,
        until: now + jiff::SignedDuration::from_hours(1),
    };
    let desk = &stand.desk;
    let id = desk.propose_exemption(&ada, terms).await.unwrap();
    assert!(desk.use_exemption(&ada, &id, "c-1", (5, "USD")).await.is_err(), "not granted");
    let same = Person::new("ada", &[Role::Officer]);
    assert!(desk.grant_exemption(&same, &id).await.is_err());
    desk.grant_exemption(&bo, &id).await.unwrap();
    assert_eq!(desk.use_exemption(&ada, &id, "c-1", (60, "USD")).await.unwrap(), 40);
    assert!(desk.use_exemption(&ada, &id, "c-1", (60, "USD")).await.is_err());
    desk.end_exemption(&bo, &id, "over").await.unwrap();
    assert!(desk.use_exemption(&ada, &id, "c-1", (1, "USD")).await.is_err());
}

#[tokio::test]
async fn papers_name_what_they_must_and_let_nothing_run() {
    let hostile = "<script>alert(1)</script>\u{202e}";
    let stand = Stand::new(LIST).await;
    let (ada, bo) = people();
    let mut same = customer("c-2", "Talib Sabri Marwan Harun", None);
    same.entity.add("idNumber", hostile);
    stand.desk.register(&ada, vec![same]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    let note = Step::Note { text: hostile.to_owned() };
    stand.desk.work(&ada, &id, note).await.unwrap();
    stand.decide(&id, Outcome::TrueMatch).await;
    stand.desk.freeze(&bo, &id, hostile).await.unwrap();
    let file = stand.desk.case_file(&bo, &id).await.unwrap();
    let report = freeze_report_html(&file, ("الجهة", "Authority")).unwrap();
    for page in [case_file_html(&file), report] {
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains('\u{202e}') && page.contains("[U+202E]"));
        assert!(page.contains("dir=\"rtl\"") && page.contains("own-1"));
    }
    assert!(letter_html(&file, Language::Arabic).is_none(), "no letter to a true match");
    assert_eq!(file.json()["freeze"]["frozen_by"], "bo");
}

#[tokio::test]
async fn a_letter_about_a_mistake_names_no_list() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let same = customer("c-1", "Talib Sabri Marwan Haroun", None);
    stand.desk.register(&ada, vec![same]).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    let file = stand.desk.case_file(&ada, &id).await.unwrap();
    assert!(letter_html(&file, Language::English).is_none(), "nothing is decided");
    stand.decide(&id, Outcome::FalsePositive).await;
    let file = stand.desk.case_file(&ada, &id).await.unwrap();
    for language in [Language::Arabic, Language::English] {
        let letter = letter_html(&file, language).unwrap();
        assert!(letter.contains("Talib Sabri Marwan Haroun"));
        assert!(!letter.contains("own-1") && !letter.contains("Law 1"), "{letter}");
    }
}
