//! How claims of several reports stand to each other, one relation at a time, on invented reports.

#![allow(clippy::unwrap_used)]

mod published;

use hilf_press::{Known, Picture, Relation, RelationKind, picture};
use published::{published, relations};

fn told(reports: &[&str]) -> Picture {
    let given: Vec<(Known, &str)> = reports.iter().map(|text| (Known::default(), *text)).collect();
    picture(&given)
}

#[track_caller]
fn only(picture: &Picture, kind: RelationKind) -> Relation {
    let found = relations(picture);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].relation, kind, "{:#?}", found[0]);
    let arabic = found[0].reason_ar.chars().any(|c| ('\u{600}'..'\u{700}').contains(&c));
    assert!(arabic && !found[0].reason_en.is_empty());
    found[0].clone()
}

const TWELVE: &str = "هجوم في بغداد\n\nقتل 12 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n";

#[test]
fn agree() {
    let other =
        "تفجير السوق\n\nأودى هجوم في بغداد يوم 3 مايو 2021 بحياة اثني عشر شخصا قتلوا على الفور.\n";
    let relation = only(&told(&[TWELVE, other]), RelationKind::Agree);
    assert_eq!(relation.a, "1:c1");
    assert_eq!(relation.b.as_deref(), Some("2:c1"));
    assert!(relation.b_sentence.is_some());
}

#[test]
fn refines() {
    let other = "هجوم\n\nقتل أكثر من عشرة أشخاص في هجوم في بغداد يوم 3 مايو 2021.\n";
    only(&told(&[TWELVE, other]), RelationKind::Refines);
}

#[test]
fn differ_time_by_the_days_the_numbers_speak_of() {
    let before = "أعداد النازحين\n\nنزح 500 شخص من مدينة الموصل في مارس 2017 بحسب منظمات الإغاثة العاملة هناك.\n";
    let after = "أعداد النازحين\n\nنزح 900 شخص من مدينة الموصل في يونيو 2017 بحسب منظمات الإغاثة العاملة هناك.\n";
    let relation = only(&told(&[before, after]), RelationKind::DifferTime);
    assert!(relation.reason_en.contains("2017-03-01"), "{}", relation.reason_en);
}

#[test]
fn differ_time_where_a_toll_rises() {
    let later = "ارتفاع الحصيلة\n\nقتل 19 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n";
    let rising = published(&[("2021-05-03", TWELVE), ("2021-05-05", later)]);
    only(&rising, RelationKind::DifferTime);
    let falling = published(&[("2021-05-03", later), ("2021-05-05", TWELVE)]);
    only(&falling, RelationKind::Contradict);
}

#[test]
fn differ_scope_by_place() {
    let africa = "الإرهاب\n\nنفذ التنظيم 40 هجوما في إفريقيا خلال عام 2021 وفق مؤشر الإرهاب السنوي.\n";
    let mali = "الإرهاب\n\nنفذ التنظيم 25 هجوما في مالي خلال عام 2021 وفق مؤشر الإرهاب السنوي.\n";
    let relation = only(&told(&[africa, mali]), RelationKind::DifferScope);
    assert!(relation.reason_ar.contains("مالي"), "{}", relation.reason_ar);
    let more = mali.replace("25", "55");
    only(&told(&[africa, &more]), RelationKind::Contradict);
}

#[test]
fn a_part_of_a_country_is_not_the_country() {
    let mali = "الإرهاب\n\nنفذ التنظيم 40 هجوما في مالي خلال عام 2021 وفق مؤشر الإرهاب السنوي.\n";
    let north =
        "الإرهاب\n\nنفذ التنظيم 25 هجوما في شمال مالي خلال عام 2021 وفق مؤشر الإرهاب السنوي.\n";
    let relation = only(&told(&[mali, north]), RelationKind::DifferScope);
    assert!(relation.reason_ar.contains("شمال مالي"), "{}", relation.reason_ar);
    // The north-east lies in the north, the south does not.
    let northeast = north.replace("شمال مالي", "شمال شرق مالي").replace("25", "9");
    only(&told(&[north, &northeast]), RelationKind::DifferScope);
    let too_many = northeast.replace('9', "90");
    only(&told(&[north, &too_many]), RelationKind::Contradict);
    let south = north.replace("شمال مالي", "جنوب مالي").replace("25", "90");
    only(&told(&[north, &south]), RelationKind::DifferScope);
}

#[test]
fn one_event_told_of_a_part_and_of_its_country() {
    let part = "هجوم\n\nقتل 12 شخصا في هجوم في شمال مالي يوم 3 مايو 2021.\n";
    let whole = "هجوم\n\nقتل 12 شخصا في هجوم في مالي يوم 3 مايو 2021.\n";
    let shared = |picture: &Picture| {
        picture.event_clusters.iter().filter(|cluster| cluster.members.len() > 1).count()
    };
    assert_eq!(shared(&told(&[part, whole])), 1);
    let other = part.replace("شمال مالي", "جنوب مالي");
    assert_eq!(shared(&told(&[part, &other])), 0);
}

#[test]
fn differ_scope_by_part_and_whole() {
    let civilians = "هجوم\n\nقتل 7 مدنيين في هجوم في بغداد يوم 3 مايو 2021.\n";
    let relation = only(&told(&[TWELVE, civilians]), RelationKind::DifferScope);
    assert!(relation.reason_en.contains("civilian"), "{}", relation.reason_en);
    let too_many = civilians.replace('7', "17");
    only(&told(&[TWELVE, &too_many]), RelationKind::Contradict);
}

#[test]
fn differ_scope_by_whole_of_a_share() {
    let deaths =
        "تقرير\n\nسجلت إفريقيا 48 في المئة من ضحايا الإرهاب عام 2021 بحسب التقرير الدولي.\n";
    let attacks =
        "تقرير\n\nسجلت إفريقيا 31 في المئة من هجمات الإرهاب عام 2021 بحسب التقرير الدولي.\n";
    only(&told(&[deaths, attacks]), RelationKind::DifferScope);
}

#[test]
fn ambiguous_denominator() {
    let nothing = "تقرير\n\nارتفعت هجمات الإرهاب في إفريقيا عام 2021 بنسبة 31 في المئة.\n";
    let found = told(&[nothing]);
    assert_eq!(relations(&found)[0].relation, RelationKind::AmbiguousDenominator);
}

#[test]
fn unit_mismatch() {
    let states = "اجتماع\n\nشاركت 40 دولة في اجتماع الرياض يوم 8 يونيو 2023.\n";
    let delegates = "اجتماع\n\nشارك 120 مندوبا في اجتماع الرياض يوم 8 يونيو 2023.\n";
    only(&told(&[states, delegates]), RelationKind::UnitMismatch);
}

#[test]
fn superseded_plan() {
    let plan = "اجتماع\n\nسيشارك 40 وزيرا في اجتماع سيعقد في الرياض يوم 8 يونيو 2023.\n";
    let held = "اجتماع\n\nشارك 33 وزيرا في اجتماع عقد في الرياض يوم 8 يونيو 2023.\n";
    only(&told(&[plan, held]), RelationKind::SupersededPlan);
}

#[test]
fn apparent_contradiction_by_a_first() {
    let first = "التحالف\n\nعقد التحالف الدولي ضد داعش اجتماعا في نيروبي يوم 4 مارس 2021 لأول مرة في إفريقيا.\n";
    let earlier = "التحالف\n\nاجتمع 12 عضوا في التحالف الدولي ضد داعش في داكار يوم 9 يناير 2018.\n";
    let found = told(&[first, earlier]);
    let shown: Vec<_> = relations(&found).into_iter().map(|r| r.relation).collect();
    assert_eq!(shown, [RelationKind::ApparentContradiction]);
}

#[test]
fn apparent_contradiction_by_a_limit_one_report_names() {
    let early = "هجوم\n\nقتل 9 أشخاص في هجوم في بغداد يوم 3 مايو 2021 في حصيلة أولية.\n";
    let relation = only(&told(&[TWELVE, early]), RelationKind::ApparentContradiction);
    assert!(relation.reason_en.contains("provisional"), "{}", relation.reason_en);
}

#[test]
fn contradict() {
    let other = "هجوم\n\nقتل 20 شخصا في هجوم في بغداد يوم 3 مايو 2021.\n";
    only(&told(&[TWELVE, other]), RelationKind::Contradict);
}

#[test]
fn contradict_by_attendance() {
    let there = "اجتماع\n\nحضر وزير الخارجية المغربي ناصر بوريطة اجتماع الرياض يوم 8 يونيو 2023.\n";
    let not =
        "اجتماع\n\nغاب وزير الخارجية المغربي ناصر بوريطة عن اجتماع الرياض يوم 8 يونيو 2023.\n";
    only(&told(&[there, not]), RelationKind::Contradict);
}

#[test]
fn arithmetic_of_a_share() {
    let right = "تقرير\n\nشهد العام 200 هجوم، منها 50 هجوما في مالي، أي 25 في المئة من الهجمات.\n";
    only(&told(&[right]), RelationKind::ArithmeticOk);
    only(&told(&[&right.replace("25 في", "40 في")]), RelationKind::ArithmeticFailed);
}

#[test]
fn arithmetic_of_parts_and_their_sum() {
    let right = "هجوم\n\nقتل 20 شخصا في بغداد يوم 3 مايو 2021: 12 مدنيا و8 جنود.\n";
    only(&told(&[right]), RelationKind::ArithmeticOk);
    only(&told(&[&right.replace("و8", "و11")]), RelationKind::ArithmeticFailed);
}

#[test]
fn arithmetic_of_a_change() {
    let right =
        "تقرير\n\nارتفع عدد الهجمات من 100 هجوم إلى 150 هجوما أي بنسبة 50 في المئة من الأصل.\n";
    only(&told(&[right]), RelationKind::ArithmeticOk);
    only(&told(&[&right.replace("50 في", "80 في")]), RelationKind::ArithmeticFailed);
}

#[test]
fn conflation_of_two_figures_another_report_divides() {
    let divided = "اجتماع\n\nشاركت 79 دولة و5 منظمات في اجتماع الرياض يوم 8 يونيو 2023.\n";
    let merged = "اجتماع\n\nشاركت 84 دولة في اجتماع الرياض يوم 8 يونيو 2023.\n";
    let found = told(&[divided, merged]);
    let relation =
        found.claim_relations.iter().find(|r| r.relation == RelationKind::Conflation).unwrap();
    assert!(relation.reason_en.contains("79") && relation.reason_ar.contains('5'));
    let other = merged.replace("84", "83");
    let found = told(&[divided, &other]);
    assert!(found.claim_relations.iter().all(|r| r.relation != RelationKind::Conflation));
}

#[test]
fn conflation_with_the_number_of_members() {
    let wrong =
        "اجتماع\n\nشاركت 60 دولة في اجتماع التحالف الدولي ضد داعش في الرباط يوم 15 ديسمبر 2014.\n";
    let other = "اجتماع\n\nشاركت 40 دولة في اجتماع التحالف الدولي ضد داعش في الرباط يوم 15 ديسمبر 2014. \
                 ويضم التحالف 60 دولة عضوا.\n";
    let found = told(&[wrong, other]);
    let kinds: Vec<RelationKind> = relations(&found).iter().map(|r| r.relation).collect();
    assert!(kinds.contains(&RelationKind::Conflation), "{:#?}", relations(&found));
    assert!(kinds.contains(&RelationKind::Contradict), "the figures themselves stay apart");
}

#[test]
fn single_source() {
    let other = "طقس\n\nهطل المطر في تونس يوم 3 مايو 2021 وقال ناطق إن 4 طرق أغلقت.\n";
    let found = told(&[TWELVE, other]);
    assert!(relations(&found).is_empty(), "{:#?}", relations(&found));
    assert!(found.claim_relations.iter().any(|r| r.relation == RelationKind::SingleSource));
}

#[test]
fn many_reports_that_say_the_same_are_each_compared_once() {
    let texts: Vec<String> = (0..40)
        .map(|i| {
            let dead = if i % 10 == 9 { 15 } else { 12 };
            format!("هجوم {i}\n\nقتل {dead} شخصا في هجوم في بغداد يوم 3 مايو 2021.\n")
        })
        .collect();
    let reports: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = told(&reports);
    let count = |kind| found.claim_relations.iter().filter(|r| r.relation == kind).count();
    assert_eq!(count(RelationKind::Agree), 35 + 3);
    assert_eq!(count(RelationKind::Contradict), 1);
    assert_eq!(count(RelationKind::SingleSource), 0);
}

#[test]
fn one_wording_in_many_reports_is_compared_with_one_of_them() {
    let texts: Vec<String> = (0..120)
        .map(|i| {
            format!(
                "خبر {i}\n\nمولت الوكالة مشروع المدارس الريفية بمبلغ {} مليون دولار.\n",
                if i == 77 { 9 } else { 4 }
            )
        })
        .collect();
    let reports: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = told(&reports);
    let count = |kind| found.claim_relations.iter().filter(|r| r.relation == kind).count();
    assert_eq!((count(RelationKind::Agree), count(RelationKind::Contradict)), (118, 1));
}

/// Headlines of ANS (Khouja 2020): pairs that agree, disagree or have nothing to do with each other.
fn headlines() -> Option<Vec<(String, String, String)>> {
    let root = std::env::var_os("HILF_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let mut out = Vec::new();
    for part in ["train", "dev"] {
        let path = root.join(format!("picture/dev/claims/ans_stance_{part}.csv"));
        let Ok(mut reader) = csv::Reader::from_path(&path) else {
            eprintln!("SKIPPED: {} is not there; set HILF_DATA", path.display());
            return None;
        };
        out.extend(reader.deserialize::<(String, String, String)>().map(Result::unwrap));
    }
    Some(out)
}

/// Reports that share no event are held together by their words. Where two figures are said to
/// contradict, readers said so too; that two figures agree says nothing of the rest of the headlines.
#[test]
fn figures_of_headlines() {
    let Some(pairs) = headlines() else { return };
    let mut said = std::collections::BTreeMap::<(RelationKind, String), usize>::new();
    for (first, second, stance) in &pairs {
        let reports = [first, second].map(|line| format!("{line}\n\n{line}.\n"));
        let found = told(&[&reports[0], &reports[1]]);
        let kinds: std::collections::BTreeSet<RelationKind> =
            relations(&found).iter().filter(|r| r.b.is_some()).map(|r| r.relation).collect();
        for kind in kinds {
            if kind == RelationKind::Contradict && stance != "disagree" {
                println!("{first} | {second}");
            }
            *said.entry((kind, stance.clone())).or_default() += 1;
        }
    }
    println!("{said:#?}");
    let count = |kind, stance: &str| said.get(&(kind, stance.to_owned())).copied().unwrap_or(0);
    assert_eq!(count(RelationKind::Contradict, "agree"), 0);
    assert_eq!(count(RelationKind::Contradict, "other"), 0);
    assert!(count(RelationKind::Contradict, "disagree") >= 26, "{said:?}");
    assert!(count(RelationKind::Agree, "agree") >= 84, "{said:?}");
    assert_eq!(count(RelationKind::Agree, "other"), 0, "unrelated headlines share no figure");
}
