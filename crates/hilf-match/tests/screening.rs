//! Screening against a handful of invented records: what is found, and what is said of it.

#![allow(clippy::unwrap_used)]

use hilf_entity::{Entity, FuzzyDate, Schema};
use hilf_list::Record;
use hilf_match::{Hit, Index, IndexBuilder, Lang, Profile, Rule, Screener, Subject};

fn person(id: &str, names: &[(&str, &str)]) -> Record {
    let mut entity = Entity::new(id, Schema::named("Person").unwrap());
    for (property, value) in names {
        if *property == "birthDate" {
            entity.add_date(property, &FuzzyDate::from_edtf(value).unwrap(), value);
        } else {
            entity.add(property, *value);
        }
    }
    Record { position: Default::default(), entity, related: Vec::new() }
}

fn records() -> Vec<Record> {
    vec![
        person(
            "t-1",
            &[
                ("name", "Talib Munir Sabri al-Wardani"),
                ("alias", "طالب منير صبري الورداني"),
                ("weakAlias", "Abu Zubayr"),
                ("birthDate", "1971~"),
                ("nationality", "iq"),
                ("gender", "male"),
            ],
        ),
        person("t-2", &[("name", "Yusuf bin Ibrahim al-Hadrami"), ("birthDate", "1980-05-06")]),
        person("t-3", &[("name", "Jamal Qasim Rashidov"), ("passportNumber", "N 778-231")]),
        person("t-4", &[("name", "Harun al-Kattani"), ("nationality", "ly")]),
    ]
}

fn index_of(records: &[Record]) -> Index {
    let numbered: Vec<(u32, Record)> = (0..).zip(records.iter().cloned()).collect();
    let mut builder = IndexBuilder::new();
    builder.add(&numbered);
    Index::open(std::sync::Arc::new(builder.finish())).unwrap()
}

fn screen_with(profile: &Profile, subject: &Subject) -> Vec<Hit> {
    let records = records();
    let index = index_of(&records);
    let listed: &[Record] = &records;
    let screener = Screener::new(&index, &listed, profile);
    let mut search = screener.search();
    screener.screen(&mut search, subject).unwrap()
}

fn screen(subject: &Subject) -> Vec<Hit> {
    screen_with(&Profile::kyc(), subject)
}

fn subject(properties: &[(&str, &str)]) -> Subject {
    Subject::of(person("", properties).entity)
}

fn rendered(hits: &[Hit]) -> String {
    let mut out = String::new();
    for hit in hits {
        let explanation = &hit.explanation;
        out += &format!("{} {:.3} {:?}\n", hit.record.entity.id(), hit.score, hit.band);
        out += &format!("{} ~ {}\n", explanation.query, explanation.listed);
        for row in &explanation.rows {
            let (en, ar) = (row.text(Lang::English), row.text(Lang::Arabic));
            out += &format!(
                "  {:+.3} {:?} {:?}\n    {en}\n    {ar}\n",
                row.effect, row.rule, row.share
            );
        }
    }
    out
}

#[test]
fn a_name_in_the_other_script_is_found_and_explained() {
    let hits = screen(&subject(&[("name", "طالب الوردانى"), ("birthDate", "1972")]));
    insta::assert_snapshot!(rendered(&hits));
}

#[test]
fn a_misspelt_name_with_other_facts_is_explained_for_and_against() {
    let hits = screen(&subject(&[
        ("name", "Mr Jamaal Kasem Rashidoff"),
        ("passportNumber", "n778231"),
        ("nationality", "tj"),
    ]));
    insta::assert_snapshot!(rendered(&hits));
}

#[test]
fn the_rows_add_up_to_the_score() {
    for query in
        ["Talib Sabri Wardany", "T. M. S. Wardani", "Yousef Ibrahim Hadrami", "هارون الكتاني"]
    {
        for hit in
            screen(&subject(&[("name", query), ("nationality", "ly"), ("birthDate", "1971")]))
        {
            let sum: f32 = hit.explanation.rows.iter().map(|r| r.effect).sum();
            assert!((1.0 + sum - hit.score).abs() < 1e-5, "{query}: {sum} {}", hit.score);
        }
    }
}

#[test]
fn a_weak_alias_never_alerts_alone_but_does_for_payments() {
    assert!(screen(&subject(&[("name", "Abu Zubayr")])).is_empty());
    let hits = screen_with(&Profile::payment(), &subject(&[("name", "Abu Zubayr")]));
    assert_eq!(hits[0].record.entity.id(), "t-1");
}

#[test]
fn an_exact_full_name_alerts_whatever_the_other_facts() {
    let hits = screen(&subject(&[
        ("name", "Harun al-Kattani"),
        ("nationality", "jp"),
        ("gender", "female"),
        ("birthDate", "2001-01-01"),
    ]));
    assert_eq!(hits[0].record.entity.id(), "t-4");
    assert!(hits[0].is_match);
}

#[test]
fn the_same_name_with_the_fitting_date_scores_above_one_without() {
    let score = |date: &str| {
        let hits = screen(&subject(&[("name", "Talib Munir al-Wardani"), ("birthDate", date)]));
        hits.first().map_or(0.0, |h| h.score)
    };
    assert!(score("1971") > score("1974"), "{} {}", score("1971"), score("1974"));
    assert!(score("1974") > score("1999"));
}

#[test]
fn the_same_identifier_alerts_under_another_name() {
    let hits = screen(&subject(&[("name", "Somebody Else"), ("passportNumber", "N778231")]));
    assert_eq!(hits[0].record.entity.id(), "t-3");
    assert_eq!(hits[0].explanation.rows.last().unwrap().rule, Rule::IdentifierEqual);
}

#[test]
fn a_person_is_no_vessel() {
    let mut entity = Entity::new("", Schema::named("Vessel").unwrap());
    entity.add("name", "Harun al-Kattani");
    assert!(screen(&Subject::of(entity.clone())).is_empty());
    assert!(!screen(&Subject::open(entity)).is_empty());
}

#[test]
fn a_father_is_not_his_son() {
    assert!(screen(&subject(&[("name", "Ibrahim bin Yusuf al-Hadrami")])).is_empty());
    assert!(!screen(&subject(&[("name", "Yusuf bin Ibrahim al-Hadrami")])).is_empty());
}

/// The best score of a name against a list of one other.
fn score_of(schema: &str, query: &str, listed: &str) -> f32 {
    let entity = |id: &str, name: &str| {
        let mut entity = Entity::new(id, Schema::named(schema).unwrap());
        entity.add("name", name);
        entity
    };
    let record =
        Record { position: Default::default(), entity: entity("l", listed), related: Vec::new() };
    let records = vec![record];
    let index = index_of(&records);
    let profile = Profile { threshold: 0.5, ..Profile::kyc() };
    let listed: &[Record] = &records;
    let screener = Screener::new(&index, &listed, &profile);
    let subject = Subject::of(entity("", query));
    let hits = screener.screen(&mut screener.search(), &subject).unwrap();
    hits.first().map_or(0.0, |hit| hit.score)
}

#[test]
fn a_father_whom_the_list_says_nothing_of_stands_between_names_that_it_says() {
    let kyc = Profile::kyc().threshold;
    let with = |query: &str| score_of("Person", query, "Zubair Karwani");
    assert!(with("Zubair Yusuf Karwani") >= kyc, "papers name three, the list two");
    assert!(with("Zubair Yusuf Karwani") < with("Zubair Karwani"));
    assert!(with("Yusuf Zubair Karwani") < with("Zubair Yusuf Karwani"), "another's first name");
    let common = score_of("Person", "Muhammad Yusuf Ali", "Muhammad Ali");
    assert!(common < kyc, "what agrees is everybody's: {common}");
}

#[test]
fn two_brothers_are_no_slip_of_one_another() {
    let brothers = score_of("Person", "أحمد الورداني", "محمد الورداني");
    assert!(brothers < Profile::kyc().threshold, "{brothers}");
    let mistyped = score_of("Person", "محند الورداني", "محمد الورداني");
    assert!(mistyped >= Profile::kyc().threshold, "{mistyped}");
}

#[test]
fn a_father_is_not_his_son_where_only_one_side_says_who_is_whose() {
    let kyc = Profile::kyc().threshold;
    let of = |query: &str| score_of("Person", query, "Yusuf bin Ibrahim al-Hadrami");
    assert!(of("Ibrahim Yusuf al-Hadrami") < kyc);
    assert!(of("Yusuf Ibrahim al-Hadrami") >= kyc);
    assert!(of("al-Hadrami Yusuf Ibrahim") >= kyc, "the family first");
}

#[test]
fn names_are_found_however_their_letters_are_cut_and_read() {
    let kyc = Profile::kyc().threshold;
    for (query, listed) in [
        ("Зарубин Виктор Александрович", "Viktor Alexandrovich Zarubin"),
        ("Зарубин Виктор Александрович", "Viktor Zarubin"),
        ("Владимир Зарубков", "Uladzimir Zarubkou"),
        ("اسحاق الورداني", "Ishak al-Wardani"),
        ("ازهر الورداني", "Azhar al-Wardani"),
        ("عبد الحق الورداني", "Abdul-Haq Wardani"),
        ("ولي الله ورداني", "Waliullah Wardani"),
        ("جلال الدين ورداني", "Jallaloudine Wardani"),
        ("محمدتقی وردانی", "Mohammad Taghi Vardani"),
        ("آخوند زاده وردانی", "Akhundzada Wardani"),
        ("عماد الورداني", "Imed Wardani"),
        ("كمال الورداني", "Kamel Ouardani"),
        ("دین محمد وردک زی", "Din Mohammad Wardakzai"),
        ("اياد اغ ورداني", "Iyad Ag Wardani"),
        ("赵光宗", "Guangzong ZHAO"),
    ] {
        let score = score_of("Person", query, listed);
        assert!(score >= kyc, "{query} {listed} {score}");
    }
    let network = score_of("Organization", "شبكة الورداني", "Wardani Network");
    assert!(network >= kyc, "{network}");
}

#[test]
fn words_of_organisations_are_read_as_what_they_stand_for() {
    let kyc = Profile::kyc().threshold;
    let of = |query: &str, listed: &str| score_of("Organization", query, listed);
    assert!(of("Zarwan Solutions II, Inc.", "Zarwan Solutions, Inc.") < kyc, "another of them");
    assert!(of("Zarwan Solutions II, Inc.", "Zarwan Solutions 2, Inc.") >= kyc);
    assert!(of("N.A.B.C. Company", "A.B.C. Company") < kyc, "letters stand for words");
    assert!(of("U.S. Institute of Zarwan", "United States Institute of Zarwan") >= kyc);
}

#[test]
fn a_name_within_a_payments_text_is_found_by_the_payment_profile_alone() {
    let text = "TRF FM TALIB MUNIR AL-WARDANI INV 2201";
    let mut entity = Entity::new("", Schema::named("LegalEntity").unwrap());
    entity.add("name", text);
    let subject = Subject::open(entity);
    assert!(screen(&subject).is_empty());
    let hits = screen_with(&Profile::payment(), &subject);
    assert_eq!(hits[0].record.entity.id(), "t-1");
    let sum: f32 = hits[0].explanation.rows.iter().map(|row| row.effect).sum();
    assert!((1.0 + sum - hits[0].score).abs() < 1e-3);
}

#[test]
fn two_profiles_in_one_search_find_what_each_finds_alone() {
    let kyc = Profile::kyc();
    let mut others = vec![Profile::payment()];
    for threshold in [0.5, 0.62, 0.8, 0.95] {
        let mut other = kyc.clone();
        other.threshold = threshold;
        others.push(other.clone());
        other.weak_alias_alone = true;
        other.evidence.birth_date_differs = -0.2;
        other.evidence.country_shared = 0.1;
        others.push(other);
    }
    let records = records();
    let index = index_of(&records);
    let listed: &[Record] = &records;
    let mut found = 0;
    for subject in [
        subject(&[("name", "طالب الوردانى"), ("birthDate", "1972")]),
        subject(&[("name", "Talib Munir Sabri al-Wardani"), ("birthDate", "1990")]),
        subject(&[("name", "Abu Zubayr")]),
        subject(&[("name", "Jamal Rashid"), ("passportNumber", "N778231")]),
        subject(&[("name", "Yusef Hadrami"), ("nationality", "iq")]),
        subject(&[("name", "Harun Kattan"), ("nationality", "ly")]),
    ] {
        for other in &others {
            let screener = Screener::new(&index, &listed, &kyc);
            let mut search = screener.search();
            let both = screener.screen_with_both(&mut search, &subject, other).unwrap();
            let alone = (screen(&subject), screen_with(other, &subject));
            assert_eq!(rendered(&both.0), rendered(&alone.0));
            assert_eq!(rendered(&both.1), rendered(&alone.1), "threshold {}", other.threshold);
            found += both.0.len() + both.1.len();
        }
    }
    assert!(found > 50, "{found} hits in all");
}
