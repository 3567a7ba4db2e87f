//! Three real reports, checked by hand, span by span. The texts belong to their outlets and are not
//! shipped; without them the test says so.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use hilf_press::{ClaimKind, Comparator, Document, Known, Picture, RelationKind, Role, picture};

fn seeds() -> Option<(Vec<String>, Picture)> {
    let root = std::env::var_os("HILF_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let names =
        ["000_55720cfe8ec0b654.txt", "001_432c9550aa7544c9.txt", "003_947c0dfa87bd3aa5.txt"];
    let mut texts = Vec::new();
    for name in names {
        let path = root.join("seeds").join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push(text),
            Err(_) => {
                eprintln!("SKIPPED: {} is not there; set HILF_DATA", path.display());
                return None;
            }
        }
    }
    let reports: Vec<(Known, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (Known { file: (*name).to_owned(), ..Known::default() }, text.as_str()))
        .collect();
    let picture = picture(&reports);
    Some((texts, picture))
}

fn dates(document: &Document) -> Vec<(usize, &str, String)> {
    document
        .dates
        .iter()
        .map(|date| {
            let days = match (&date.earliest, &date.latest) {
                (Some(a), Some(b)) if a == b => a.clone(),
                (Some(a), Some(b)) => format!("{a}/{b}"),
                _ => "?".to_owned(),
            };
            (date.span.line, date.text.as_str(), days)
        })
        .collect()
}

#[test]
fn every_date_is_right() {
    let Some((_, picture)) = seeds() else { return };
    let owned = |rows: &[(usize, &'static str, &str)]| -> Vec<(usize, &'static str, String)> {
        rows.iter().map(|(line, text, days)| (*line, *text, (*days).to_owned())).collect()
    };
    assert_eq!(
        dates(&picture.documents[0]),
        owned(&[
            (1, "يوم الإثنين المقبل", "2014-12-15"),
            (4, "الاثنين 15 ديسمبر", "2014-12-15"),
            (5, "3 ديسمبر", "2014-12-03"),
            (12, "25 غشت", "2014-08-25"),
            (15, "25 أكتوبر", "2014-10-25"),
            (18, "اليوم", "?"),
        ])
    );
    assert_eq!(
        dates(&picture.documents[1]),
        owned(&[
            (3, "11 مايو 2022", "2022-05-11"),
            (11, "عام 2014", "2014-01-01/2014-12-31"),
            (13, "يونيو 2021", "2021-06-01/2021-06-30"),
            (13, "عام 2021", "2021-01-01/2021-12-31"),
        ])
    );
    assert_eq!(
        dates(&picture.documents[2]),
        owned(&[(15, "أمس، الأربعاء", "2022-05-11"), (21, "يناير 2022", "2022-01-01/2022-01-31"),])
    );
    let published: Vec<_> = picture
        .documents
        .iter()
        .map(|d| (d.published.earliest.as_deref(), d.published.latest.as_deref()))
        .collect();
    assert_eq!(
        published,
        [
            (Some("2014-12-08"), Some("2014-12-14")),
            (Some("2021-06-01"), Some("2022-05-10")),
            (Some("2022-05-12"), Some("2022-05-12"))
        ]
    );
}

#[test]
fn every_numeric_claim_has_its_comparator_unit_and_speaker() {
    let Some((texts, picture)) = seeds() else { return };
    let found: Vec<_> = picture
        .documents
        .iter()
        .enumerate()
        .flat_map(|(i, document)| document.claims.iter().map(move |claim| (i, claim)))
        .filter(|(_, claim)| claim.value.is_some())
        .map(|(i, claim)| {
            let [from, to] = claim.number_span.bytes;
            (
                &texts[i][from..to],
                claim.kind,
                claim.value.unwrap(),
                claim.comparator,
                claim.unit.as_deref().unwrap(),
                claim.speaker.as_deref(),
            )
        })
        .collect();
    use ClaimKind::*;
    use Comparator::{Approx, Eq, Gt};
    assert_eq!(
        found,
        [
            ("60", Attendance, 60.0, Eq, "country", None),
            ("الأول", Ordinal, 1.0, Eq, "meeting", None),
            ("خمسة", Quantity, 5.0, Eq, "component", Some("الائتلاف")),
            ("ملياري", Quantity, 2e9, Approx, "USD", Some("بعض الخبراء")),
            ("ولأول مرة", First, 1.0, Eq, "time", None),
            ("لأول مرة", First, 1.0, Eq, "time", None),
            ("80", Attendance, 80.0, Gt, "country or organisation", None),
            ("الأولى", Ordinal, 1.0, Eq, "mission", None),
            ("79", Membership, 79.0, Eq, "country", None),
        ]
    );
    let money = picture.documents[0].claims.iter().find(|c| c.value == Some(2e9)).unwrap();
    assert_eq!(money.comparators, [Comparator::Le, Comparator::Approx]);
    assert_eq!(money.relayed_by.as_deref(), Some("جدو ولد سيدي"));
    let members = picture.documents[1].claims.iter().find(|c| c.value == Some(79.0)).unwrap();
    let register = members.register.as_ref().unwrap();
    assert_eq!((register.verdict, register.from.as_deref()), ("held", Some("2019-02-06")));
    let rejected: Vec<_> =
        picture.documents[2].rejected.iter().map(|r| (r.text.as_str(), r.rule)).collect();
    assert!(rejected.contains(&("2254", "identifier-after-label")), "{rejected:?}");
}

#[test]
fn two_meetings_in_marrakesh_are_two_and_two_reports_of_one_are_one() {
    let Some((_, picture)) = seeds() else { return };
    let meetings: Vec<_> = picture
        .event_clusters
        .iter()
        .filter(|cluster| cluster.kind == "meeting")
        .map(|cluster| (cluster.earliest.as_deref().unwrap(), cluster.members.len()))
        .collect();
    assert_eq!(meetings, [("2014-12-15", 1), ("2014-12-03", 1), ("2022-05-11", 2)]);
    let planned: Vec<_> =
        picture.documents.iter().map(|d| (d.events[0].kind, d.events[0].status)).collect();
    assert_eq!(planned, [("meeting", "planned"), ("meeting", "planned"), ("meeting", "reported")]);
    let preview = &picture.documents[1].events[0];
    let chairs: Vec<&str> = preview
        .participants
        .iter()
        .filter(|p| p.role == Role::Chair)
        .map(|p| p.name.as_str())
        .collect();
    assert_eq!(chairs, ["ناصر بوريطة", "أنتوني بلينكن"]);
    let first =
        picture.claim_relations.iter().find(|r| r.relation == RelationKind::ApparentContradiction);
    assert!(first.unwrap().reason_ar.contains("مراكش"));
}

#[test]
fn quotations_have_the_speakers_the_reports_name() {
    let Some((_, picture)) = seeds() else { return };
    let speakers: Vec<Option<&str>> =
        picture.documents[0].quotes.iter().map(|quote| quote.speaker.as_deref()).collect();
    assert_eq!(
        speakers,
        [
            Some("الشركاء في الائتلاف"),
            Some("الائتلاف"),
            Some("يومية المساء المغربية"),
            Some("يومية المساء المغربية"),
            Some("وزارة الداخلية"),
            Some("وزارة الداخلية"),
            Some("لوران فابيوس"),
            Some("دحا ولد سيدي علي"),
            Some("جدو ولد سيدي"),
            Some("جدو ولد سيدي"),
        ]
    );
    assert_eq!(picture.documents[1].quotes[0].speaker, None);
    let outcomes = picture.documents[2].statements.iter().filter(|s| s.kind == "outcome");
    assert_eq!(outcomes.count(), 6);
    let commitment =
        picture.documents[1].statements.iter().find(|s| s.kind == "commitment").unwrap();
    assert_eq!((commitment.by.as_deref(), commitment.items.len()), (Some("التحالف"), 5));
}

#[test]
fn the_lines_that_are_not_the_report_are_found() {
    let Some((_, picture)) = seeds() else { return };
    let boilerplate: Vec<Vec<usize>> = picture
        .documents
        .iter()
        .map(|d| d.zones.iter().filter(|z| z.zone == "boilerplate").map(|z| z.line).collect())
        .collect();
    assert_eq!(
        boilerplate,
        [vec![2, 3], vec![19, 21], vec![1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 27, 35, 42]]
    );
    let titles: Vec<usize> =
        picture.documents.iter().map(|d| d.title.as_ref().unwrap().span.line).collect();
    assert_eq!(titles, [1, 1, 10]);
    assert_eq!(picture.documents[0].outlet.as_deref(), Some("مراكش 24"));
    assert!(picture.documents.iter().all(|d| d.author.is_none()), "masthead names are no authors");
    assert_eq!(picture.documents[2].outlet.as_deref(), Some("صدى البلد"));
}
