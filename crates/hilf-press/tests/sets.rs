//! Sets of invented reports told together. What must hold between them was written down before they
//! were read: every relation but those told by one report only, with the figures it is about.

#![allow(clippy::unwrap_used)]

mod published;

use hilf_press::{Commitment, Picture, RelationKind, Status};
use published::{published, relations};

/// Relations as kind, report and figure of each side, sorted.
fn gist(picture: &Picture) -> Vec<(RelationKind, String, String)> {
    let side = |id: &str| {
        let (document, claim) = id.split_once(':').unwrap();
        let place = document.parse::<usize>().unwrap() - 1;
        let claim = picture.documents[place].claims.iter().find(|own| own.id == claim).unwrap();
        format!("{document}:{}", claim.value.map_or("-".to_owned(), |value| value.to_string()))
    };
    let mut all: Vec<_> = relations(picture)
        .into_iter()
        .map(|relation| {
            assert!(!relation.reason_en.is_empty() && !relation.reason_ar.is_empty());
            let other = relation.b.as_deref().map_or(String::new(), side);
            (relation.relation, side(&relation.a), other)
        })
        .collect();
    all.sort();
    all
}

#[track_caller]
fn holds(picture: &Picture, wanted: &[(RelationKind, &str, &str)]) {
    let mut wanted: Vec<_> =
        wanted.iter().map(|(kind, a, b)| (*kind, (*a).to_owned(), (*b).to_owned())).collect();
    wanted.sort();
    let found = gist(picture);
    assert_eq!(found, wanted, "{:#?}", picture.claim_relations);
}

/// A toll that rises, a part of it, a second source that agrees and one that does not.
#[test]
fn an_attack_in_four_reports() {
    let picture = published(&[
        (
            "2023-05-04",
            "تفجير في كسمايو\n\nانفجرت سيارة مفخخة أمام مقر الشرطة في مدينة كسمايو يوم 4 مايو 2023، ما أسفر عن مقتل 9 أشخاص، بحسب الشرطة.\n",
        ),
        (
            "2023-05-05",
            "ارتفاع الحصيلة\n\nارتفعت حصيلة التفجير في مدينة كسمايو يوم 4 مايو 2023 إلى 14 قتيلا، وفق ما أعلن المستشفى.\n",
        ),
        ("2023-05-05", "ضحايا التفجير\n\nقتل 14 شخصا في تفجير في مدينة كسمايو يوم 4 مايو 2023.\n"),
        (
            "2023-05-05",
            "وزارة الداخلية\n\nقتل 11 شخصا في تفجير في مدينة كسمايو يوم 4 مايو 2023، بحسب وزارة الداخلية.\n",
        ),
    ]);
    assert_eq!(picture.event_clusters.len(), 1, "{:#?}", picture.event_clusters);
    holds(
        &picture,
        &[
            (RelationKind::DifferTime, "1:9", "2:14"),
            (RelationKind::DifferTime, "1:9", "4:11"),
            (RelationKind::Agree, "2:14", "3:14"),
            (RelationKind::Contradict, "2:14", "4:11"),
        ],
    );
}

/// A plan and what came of it; states and organisations that another report takes for one number.
#[test]
fn a_meeting_in_four_reports() {
    let picture = published(&[
        (
            "2021-03-01",
            "مؤتمر أبوجا\n\nسيشارك 30 وزيرا في مؤتمر سيعقد في أبوجا يوم 10 مارس 2021.\n",
        ),
        ("2021-03-11", "ختام المؤتمر\n\nشارك 24 وزيرا في مؤتمر عقد في أبوجا يوم 10 مارس 2021.\n"),
        ("2021-03-11", "أبوجا\n\nشاركت 45 دولة و6 منظمات في مؤتمر أبوجا يوم 10 مارس 2021.\n"),
        ("2021-03-12", "بعد المؤتمر\n\nشاركت 51 دولة في مؤتمر أبوجا يوم 10 مارس 2021.\n"),
    ]);
    assert_eq!(picture.event_clusters.len(), 1, "{:#?}", picture.event_clusters);
    let found = gist(&picture);
    let has = |kind, a: &str, b: &str| found.contains(&(kind, a.to_owned(), b.to_owned()));
    assert!(has(RelationKind::SupersededPlan, "1:30", "2:24"), "{found:#?}");
    assert!(has(RelationKind::Conflation, "4:51", "3:45"), "{found:#?}");
    // The two figures of one report explain the third: that is no contradiction.
    assert!(found.iter().all(|(kind, ..)| *kind != RelationKind::Contradict), "{found:#?}");
}

/// Figures of other years and of a part, a share that adds up, and one of nothing named.
#[test]
fn figures_of_an_observatory_in_four_reports() {
    let picture = published(&[
        (
            "2023-02-01",
            "تقرير المرصد\n\nسجل المرصد 320 هجوما في منطقة الساحل خلال عام 2022، منها 96 هجوما في النيجر، أي 30 في المئة من الهجمات.\n",
        ),
        (
            "2022-02-01",
            "تقرير المرصد\n\nسجل المرصد 280 هجوما في منطقة الساحل خلال عام 2021 وفق تقريره السنوي.\n",
        ),
        ("2023-02-02", "النيجر\n\nسجل المرصد 96 هجوما في النيجر خلال عام 2022 وفق تقريره السنوي.\n"),
        ("2023-02-03", "زيادة\n\nارتفعت الهجمات في منطقة الساحل بنسبة 14 في المئة.\n"),
    ]);
    let found = gist(&picture);
    let has = |kind, a: &str, b: &str| found.contains(&(kind, a.to_owned(), b.to_owned()));
    assert!(has(RelationKind::ArithmeticOk, "1:320", "1:96"), "{found:#?}");
    let of_nothing = |(kind, a, b): &(RelationKind, String, String)| {
        *kind == RelationKind::AmbiguousDenominator && (a == "4:14" || b == "4:14")
    };
    assert!(found.iter().any(of_nothing), "{found:#?}");
    assert!(has(RelationKind::DifferTime, "1:320", "2:280"), "{found:#?}");
    assert!(has(RelationKind::Agree, "1:96", "3:96"), "{found:#?}");
    assert!(found.iter().all(|(kind, ..)| *kind != RelationKind::Contradict), "{found:#?}");
}

/// A promise, the report that it was kept, and one that says less was given.
#[test]
fn a_promise_in_three_reports() {
    let picture = published(&[
        (
            "2022-06-01",
            "تعهد\n\nتعهدت الدنمارك بتقديم 20 مليون يورو لإعادة إعمار مدارس الموصل بحلول نهاية 2022.\n",
        ),
        ("2022-12-20", "منحة\n\nقدمت الدنمارك 20 مليون يورو لإعادة إعمار مدارس الموصل.\n"),
        ("2022-12-21", "أرقام\n\nقدمت الدنمارك 12 مليون يورو لإعادة إعمار مدارس الموصل.\n"),
    ]);
    let promises: Vec<&Commitment> = picture.commitments.iter().collect();
    assert_eq!(promises.len(), 1, "{promises:#?}");
    assert_eq!(promises[0].status, Status::Met, "{promises:#?}");
    let found = gist(&picture);
    let apart = (RelationKind::Contradict, "2:20000000".to_owned(), "3:12000000".to_owned());
    assert!(found.contains(&apart), "{found:#?}");
}
