//! "For the first time" beside what other reports tell.

use super::{At, Verdict};
use crate::claim::ClaimKind;
use crate::gazetteer;
use crate::model::EventFound;
use crate::picture::RelationKind;

/// A first, held against the events of the other report: an earlier event of the same series and
/// type inside the place of the first.
pub(super) fn between(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    if a.claim.kind == ClaimKind::First && b.claim.kind == ClaimKind::First {
        return a.shares_event(b).then(|| {
            (
                RelationKind::Agree,
                "both reports speak of a first time".to_owned(),
                "يذكر التقريران أنها المرة الأولى".to_owned(),
            )
        });
    }
    let (first, other) = if a.claim.kind == ClaimKind::First { (a, b) } else { (b, a) };
    let scope = place_in(&first.claim.measures)?;
    let event = other.event.filter(|event| event.kind == "meeting")?;
    if !inside(event, scope) {
        return None;
    }
    let own = first.event?;
    let earlier =
        own.earliest.as_ref().zip(event.latest.as_ref()).is_some_and(|(own, then)| then < own);
    let series = own.series.is_some() && own.series == event.series;
    (earlier && series).then(|| {
        let when = event.latest.clone().unwrap_or_default();
        let place = event.place.clone().unwrap_or_default();
        let (in_english, in_arabic) = (scope.name_en, scope.name);
        (
            RelationKind::ApparentContradiction,
            format!(
                "one report calls the meeting the first in {in_english}, the other tells of a meeting in {place} on {when}; \
                 both hold if the earlier one was of another body, level or kind"
            ),
            format!(
                "يصف أحد التقريرين الاجتماع بأنه الأول في {in_arabic}، ويذكر الآخر اجتماعا في {place} يوم {when}؛ \
                 ويصحان معا إذا كان الاجتماع الأسبق لهيئة أخرى أو على مستوى آخر"
            ),
        )
    })
}

/// The place a first is limited to.
fn place_in(scope: &str) -> Option<&'static gazetteer::Known> {
    let article = crate::article::Article::phrase(scope);
    gazetteer::mentions(&article).first().map(|mention| mention.known)
}

/// Countries of Africa (ISO 3166-1), by the list of the United Nations Statistics Division (M49).
const AFRICA: &str = "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU \
    MA MZ NA NE NG RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW EH";

fn inside(event: &EventFound, scope: &gazetteer::Known) -> bool {
    let Some(country) = event.country.as_deref() else { return false };
    (scope.id == "region:africa" && in_africa(country)) || scope.id == format!("country:{country}")
}

/// Whether a country lies in Africa.
pub(super) fn in_africa(country: &str) -> bool {
    AFRICA.split_whitespace().any(|code| code == country)
}
