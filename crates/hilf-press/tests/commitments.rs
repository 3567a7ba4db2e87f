//! What was promised, by when, and what later reports say became of it, on invented reports.

#![allow(clippy::unwrap_used)]

mod published;

use hilf_press::{Commitment, DeedKind, Status};
use jiff::civil::date;
use published::published;

fn followed(reports: &[(&str, &str)]) -> Vec<Commitment> {
    published(reports).commitments
}

const PLEDGE: (&str, &str) = (
    "2023-03-10",
    "مؤتمر المانحين\n\nتعهدت كينيا بتقديم 40 مليون دولار لتدريب شرطة الحدود الصومالية بحلول نهاية 2023.\n",
);
const PAID: (&str, &str) =
    ("2023-09-02", "كينيا والصومال\n\nدفعت كينيا 40 مليون دولار لتدريب شرطة الحدود الصومالية.\n");

#[test]
fn a_promise_stays_open_until_it_is_due_and_is_then_overdue() {
    let found = followed(&[PLEDGE]);
    assert_eq!(found.len(), 1, "{found:#?}");
    let pledge = &found[0];
    assert_eq!((pledge.by.as_deref(), pledge.due.as_deref()), (Some("كينيا"), Some("2023-12-31")));
    assert_eq!(pledge.made.as_ref().unwrap().earliest, "2023-03-10");
    assert_eq!(pledge.status, Status::Open);
    assert_eq!(pledge.status_on(date(2023, 12, 31)), Status::Open);
    assert_eq!(pledge.status_on(date(2024, 1, 1)), Status::Overdue);
}

#[test]
fn a_later_report_of_the_deed_meets_it_from_its_day_on() {
    let found = followed(&[PLEDGE, PAID]);
    let pledge = &found[0];
    assert_eq!(pledge.status, Status::Met, "{pledge:#?}");
    let told = &pledge.follow_ups[0];
    assert_eq!((told.document, told.deed, told.day.as_str()), (2, DeedKind::Done, "2023-09-02"));
    assert!(told.reason_ar.contains("دفعت") && told.reason_en.contains("40000000"), "{told:#?}");
    assert_eq!(pledge.status_on(date(2023, 8, 1)), Status::Open);
    assert_eq!(pledge.status_on(date(2024, 2, 1)), Status::Met);
}

#[test]
fn an_earlier_report_or_another_subject_meets_nothing() {
    let before = ("2023-01-02", PAID.1);
    assert!(followed(&[PLEDGE, before])[0].follow_ups.is_empty());
    let other =
        ("2023-09-02", "كينيا\n\nدفعت كينيا أجور المعلمين في المدارس الحكومية بعد إضراب طويل.\n");
    assert!(followed(&[PLEDGE, other])[0].follow_ups.is_empty());
}

#[test]
fn in_part_put_off_and_not_done() {
    let part = (
        "2023-06-01",
        "كينيا\n\nدفعت كينيا جزءا من المبلغ الموعود لتدريب شرطة الحدود الصومالية.\n",
    );
    let late = ("2023-07-01", "كينيا\n\nأرجأت كينيا تدريب شرطة الحدود الصومالية.\n");
    let not = ("2024-02-01", "كينيا\n\nلم تدفع كينيا مبلغ تدريب شرطة الحدود الصومالية.\n");
    assert_eq!(followed(&[PLEDGE, part])[0].status, Status::PartlyMet);
    assert_eq!(followed(&[PLEDGE, late])[0].status, Status::Delayed);
    let found = followed(&[PLEDGE, part, late, not]);
    assert_eq!((found[0].status, found[0].follow_ups.len()), (Status::NotMet, 3));
    assert_eq!(found[0].status_on(date(2023, 6, 15)), Status::PartlyMet);
    let both = followed(&[PLEDGE, PAID, not]);
    assert_eq!(both[0].status, Status::Contradicted);
}

#[test]
fn terms_are_counted_from_the_day_of_the_promise() {
    let pledge = ("2023-03-10", "اتفاق\n\nاتفقت الدولتان على فتح معبر الرمل خلال ستة أشهر.\n");
    let found = followed(&[pledge]);
    assert_eq!(found[0].due.as_deref(), Some("2023-09-10"), "{found:#?}");
    let before = ("2023-03-10", "اتفاق\n\nالتزمت الحكومة بإغلاق معبر الرمل قبل 1 مايو 2023.\n");
    assert_eq!(followed(&[before])[0].due.as_deref(), Some("2023-04-30"));
}

#[test]
fn every_act_of_a_list_is_followed_by_itself() {
    let pledge = (
        "2023-03-10",
        "التحالف\n\nيلتزم التحالف بما يلي: تدريب شرطة الحدود الصومالية، وتجميد أموال الشبكة المالية، ومنع تدفق المقاتلين.\n",
    );
    let frozen = ("2023-08-01", "أموال\n\nجمد التحالف أموال الشبكة المالية في ثلاث دول.\n");
    let found = followed(&[pledge, frozen]);
    let rows: Vec<(&str, Status)> = found.iter().map(|c| (c.id.as_str(), c.status)).collect();
    assert_eq!(rows, [("1:s1.1", Status::Open), ("1:s1.2", Status::Met), ("1:s1.3", Status::Open)]);
}

#[test]
fn english_promises_have_their_subject_before_the_verb() {
    let pledge = (
        "2023-03-10",
        "Donors meet\n\nKenya pledged to train 300 Somali border guards by the end of 2023.\n",
    );
    let done = ("2023-11-05", "Training ends\n\nKenya has trained 300 Somali border guards.\n");
    let found = followed(&[pledge, done]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(
        (found[0].by.as_deref(), found[0].due.as_deref()),
        (Some("Kenya"), Some("2023-12-31"))
    );
    assert_eq!(found[0].status, Status::Met, "{found:#?}");
}
