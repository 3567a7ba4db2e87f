//! Figures week by week.

#![allow(clippy::unwrap_used, missing_docs)]

mod stand;

use hilf_case::Outcome;
use hilf_desk::{DeskError, Person, Role};
use jiff::SignedDuration;
use stand::{LIST, Stand, customer, people};

#[tokio::test]
async fn what_happened_stands_in_its_week_and_in_no_other() {
    let stand = Stand::new(LIST).await;
    let (ada, _) = people();
    let customers = vec![
        customer("c-1", "Talib Sabri Marwan Harun", None),
        customer("c-2", "Zubayr Qasim Nawfal", None),
    ];
    stand.desk.register(&ada, customers).await.unwrap();
    let id = stand.alerts().await[0].id.clone();
    stand.decide(&id, Outcome::FalsePositive).await;
    let month = SignedDuration::from_hours(30 * 24);
    let (whole, weeks) = stand.desk.overview(&ada, month, 12).await.unwrap();
    assert_eq!((whole.opened, whole.decided.values().sum::<u64>()), (2, 1));
    assert_eq!((whole.customers, whole.standing["new"], whole.standing["decided"]), (2, 1, 1));
    assert_eq!(whole.until.duration_since(whole.from), month);
    assert_eq!(weeks.len(), 12);
    let (last, before) = weeks.split_last().unwrap();
    assert_eq!((whole.screened, last.screened), (2, 2), "both when they were registered");
    stand.rescreen(true).await;
    let (_, again) = stand.desk.overview(&ada, month, 12).await.unwrap();
    assert_eq!(again.iter().map(|week| week.screened).sum::<u64>(), 4, "and both in a run");
    assert_eq!((last.opened, last.false_alarm_rate), (2, Some(1.0)));
    assert_eq!(last.decided.values().sum::<u64>(), 1);
    assert!(last.median_hours_to_decision.is_some());
    for (week, next) in weeks.iter().zip(&weeks[1..]) {
        assert_eq!(week.until, next.from, "no moment is in two weeks or in none");
    }
    let is_empty = |week: &hilf_desk::Statistics| {
        week.opened == 0
            && week.decided.values().sum::<u64>() == 0
            && week.false_alarm_rate.is_none()
    };
    assert!(before.iter().all(is_empty));
    let nobody = Person::new("nobody", &[]);
    assert!(matches!(
        stand.desk.overview(&nobody, month, 1).await,
        Err(DeskError::NotAllowed { .. })
    ));
    assert!(
        stand.desk.overview(&Person::new("adm", &[Role::Administrator]), month, 1).await.is_ok()
    );
}
