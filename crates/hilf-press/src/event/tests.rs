//! What is told as an event, on invented sentences.

use crate::document::Known;
use crate::model::EventFound;
use crate::{Interval, read};

fn events(text: &str) -> Vec<EventFound> {
    let published = Some(Interval::day("2025-02-12".parse().unwrap()));
    read(&Known { published, ..Known::default() }, text).events
}

fn told(text: &str) -> Vec<(&'static str, Option<String>)> {
    events(text).into_iter().map(|event| (event.kind, event.earliest)).collect()
}

fn day(day: &str) -> Option<String> {
    Some(day.to_owned())
}

#[test]
fn the_day_of_an_event_stands_in_place_of_that_of_its_announcement() {
    let text = "عنوان الخبر\n\nأعلنت القيادة، أمس الثلاثاء، مقتل تسعة مسلحين في غارة جوية على مواقعهم.\n\
                وقالت إن الغارة التي نفذت يوم الأحد دمرت مخبأ.\n";
    assert_eq!(told(text), [("operation", day("2025-02-09"))]);
}

#[test]
fn what_ends_what_is_not_signed_and_what_is_only_spoken_of() {
    assert_eq!(told("عنوان الخبر\n\nرحب المجلس أمس الثلاثاء بوقف إطلاق النار في المنطقة.\n"), []);
    assert_eq!(told("عنوان الخبر\n\nانتهى اللقاء دون أن يتم توقيع اتفاق رسمي.\n"), []);
    assert_eq!(
        told("عنوان الخبر\n\nوهذا التهديد المستمر الذي تشكله الجماعات التابعة للتنظيم كبير.\n"),
        []
    );
}

#[test]
fn councils_hold_sessions_and_courts_do_not() {
    let held = "عنوان الخبر\n\nعقد مجلس الأمن الدولي مساء أمس جلسة مناقشة حول التقرير. وترأسها وزير الخارجية الكويتي خالد حمد.\n";
    let found = events(held);
    assert_eq!((found[0].kind, found[0].earliest.as_deref()), ("meeting", Some("2025-02-11")));
    assert_eq!(found[0].participants[0].name, "خالد حمد");
    assert_eq!(told("عنوان الخبر\n\nعقدت المحكمة أمس جلسة محاكمة للمتهم.\n"), []);
}

#[test]
fn states_that_take_over_families_and_lists_that_are_added_to() {
    let back = "عنوان الخبر\n\nتسلمت أوزبكستان، أمس، ست نساء و18 طفلا.\n";
    assert_eq!(told(back), [("return", day("2025-02-11"))]);
    let list = "عنوان الخبر\n\nأضافت لجنة العقوبات أمس ثلاثة أشخاص إلى قائمتها.\n";
    assert_eq!(told(list), [("listing", day("2025-02-11"))]);
}

#[test]
fn a_part_of_a_country_is_the_place_of_an_event_and_says_so() {
    let found = events("عنوان الخبر\n\nقتل تسعة أشخاص في هجوم في شمال مالي أمس الثلاثاء.\n");
    assert_eq!(found[0].place_id.as_deref(), Some("region:north-mali"));
    let part = found[0].place_part.as_ref().unwrap();
    assert_eq!((part.of.as_str(), part.direction), ("country:ML", "north"));
}

#[test]
fn the_subject_before_its_verb_joins_and_a_war_is_joined_by_nobody() {
    let joins = events(
        "عنوان الخبر\n\nأعلن الوزير أمس أن سوريا انضمت إلى التحالف الذي تقوده الولايات المتحدة.\n",
    );
    let joined: Vec<&str> = joins[0].participants.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(joined, ["country:SY"]);
    assert_eq!(
        told("عنوان الخبر\n\nوهذا أكبر عدد منذ انضمام النيجر إلى الحرب في مارس 2024.\n"),
        []
    );
}

#[test]
fn a_row_of_bodies_behind_how_many_they_are() {
    let text = "عنوان الخبر\n\nعقد الاجتماع أمس الثلاثاء في الرباط برئاسة أربع جهات هي المغرب وإيطاليا والإنتربول ومنظمة الصحة العالمية.\n";
    let found = events(text);
    let chairs: Vec<&str> = found[0].participants.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(chairs, ["country:MA", "country:IT", "org:interpol", "org:منظمة-الصحة-العالميه"]);
}

#[test]
fn whom_something_keeps_from_coming_is_absent() {
    let text = "عنوان الخبر\n\nوكان مقررا أن يترأس الاجتماع أمس في باريس وزير الخارجية الكويتي خالد حمد، لكن إصابته ستمنعه من الحضور.\n";
    let found = events(text);
    assert_eq!(found[0].participants[0].role, crate::Role::Absent);
}

#[test]
fn bombs_go_off_and_dawns_do_not() {
    let bomb = "عنوان الخبر\n\nفجر انتحاري سيارة ملغومة عند نقطة تفتيش أمس الثلاثاء.\n";
    assert_eq!(told(bomb), [("attack", day("2025-02-11"))]);
    assert_eq!(told("عنوان الخبر\n\nوصل الوفد فجر الثلاثاء بسيارة خاصة إلى هناك.\n"), []);
}

#[test]
fn two_who_will_not_take_part_are_both_absent() {
    let text =
        "عنوان الخبر\n\nيعقد الاجتماع اليوم في باريس، غير أن العراق وتركيا لن يشاركا في الاجتماع.\n";
    let absent: Vec<String> = events(text)[0]
        .participants
        .iter()
        .filter(|p| p.role == crate::Role::Absent)
        .map(|p| p.id.clone())
        .collect();
    assert_eq!(absent, ["country:IQ", "country:TR"]);
}

#[test]
fn a_town_no_table_knows_is_where_an_event_was() {
    let found = events("عنوان الخبر\n\nهاجم مسلحون بلدة دقوا مساء أمس الثلاثاء.\n");
    assert_eq!(found[0].place.as_deref(), Some("دقوا"));
    assert_eq!((found[0].place_id.as_deref(), &found[0].country), (Some("place:دقوا"), &None));
}

#[test]
fn what_is_told_on_or_put_off_brings_nobody_home() {
    let told_on = "عنوان الخبر\n\nونقلت الوكالة أمس عن مسؤول أن سجناء فروا من سجن المدينة.\n";
    assert!(!told(told_on).iter().any(|(kind, _)| *kind == "return"));
    assert_eq!(told("عنوان الخبر\n\nأجلت المحكمة أمس محاكمة متهمين عادوا من مخيم الهول.\n"), []);
}

#[test]
fn a_verb_joined_behind_a_comma_has_the_day_behind_it() {
    let text = "عنوان الخبر\n\nبدأت الخلية نشاطها في يونيو 2024، ونفذت عملية اغتيال ضابط في المدينة يوم 22 أغسطس 2024.\n";
    assert_eq!(told(text), [("attack", day("2024-08-22"))]);
}
