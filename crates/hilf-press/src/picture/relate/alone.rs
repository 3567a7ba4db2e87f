//! What can be said of a claim by itself.

use super::{At, Verdict};
use crate::claim::ClaimKind;
use crate::picture::RelationKind;

/// What can be said of a claim no other report speaks to.
pub(super) fn verdict(at: At<'_>, documents: usize) -> Option<Verdict> {
    if at.claim.unit.as_deref() == Some("%") && !names_whole(&at.claim.sentence) {
        return Some((
            RelationKind::AmbiguousDenominator,
            "a share whose whole the sentence does not name".to_owned(),
            "نسبة لا تذكر الجملة الكل الذي تنسب إليه".to_owned(),
        ));
    }
    let counted = at.claim.participant.is_none() || at.claim.kind == ClaimKind::Attendance;
    (documents > 1 && counted).then(|| {
        (
            RelationKind::SingleSource,
            "only this report says so".to_owned(),
            "لم يرد إلا في هذا التقرير".to_owned(),
        )
    })
}

/// `48 في المئة من الوفيات`: the whole stands after "of".
pub(super) fn names_whole(sentence: &str) -> bool {
    [
        "% من ",
        "٪ من ",
        "المئة من ",
        "المائة من ",
        "بالمئة من ",
        "بالمائة من ",
        "% of ",
        "percent of ",
    ]
    .iter()
    .any(|mark| sentence.contains(mark))
}
