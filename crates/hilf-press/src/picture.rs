//! Across reports: one event told by several, and claims that agree or do not.

mod cluster;
mod followup;
mod link;
mod relate;
mod words;

use serde::Serialize;

use crate::document::{Known, Reading};
use crate::model::{Document, Span};
use crate::note::{self, Act, Note, NoteShown};
pub use cluster::EventCluster;
pub use followup::{Commitment, FollowUp, Status};

/// Where a claim or an event stands that several reports are asked about: `3:c1` is `c1` of the third,
/// whose place among the documents is 2.
///
/// ```
/// assert_eq!(hilf_press::member_of("3:c1"), Some((2, "c1")));
/// assert_eq!(hilf_press::member_of("0:c1"), None);
/// ```
pub fn member_of(id: &str) -> Option<(usize, &str)> {
    let (number, own) = id.split_once(':')?;
    Some((number.parse::<usize>().ok()?.checked_sub(1)?, own))
}

/// How two claims stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// They say the same.
    Agree,
    /// One is more exact and fits the other.
    Refines,
    /// They speak of different times.
    DifferTime,
    /// They speak of different scopes.
    DifferScope,
    /// They count different things.
    UnitMismatch,
    /// One announced what the other reports otherwise: no contradiction.
    SupersededPlan,
    /// They seem to contradict; a difference of scope would resolve it.
    ApparentContradiction,
    /// Both cannot hold.
    Contradict,
    /// Numbers of one report add up.
    ArithmeticOk,
    /// They do not.
    ArithmeticFailed,
    /// A share whose whole is not named.
    AmbiguousDenominator,
    /// One report merges two figures.
    Conflation,
    /// Only one report says so.
    SingleSource,
}

/// A relation between two claims, with its reason.
#[derive(Debug, Clone, Serialize)]
pub struct Relation {
    /// First claim: `1:c3` is claim c3 of the first document.
    pub a: String,
    /// Second claim; `null` where a claim stands alone.
    pub b: Option<String>,
    /// The relation.
    pub relation: RelationKind,
    /// Why, in English.
    pub reason_en: String,
    /// Why, in Arabic.
    pub reason_ar: String,
    /// Sentence of the first claim.
    pub a_sentence: Span,
    /// Sentence of the second.
    pub b_sentence: Option<Span>,
    /// What analysts say of it: confirm or reject, the last word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Act>,
    /// Their notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteShown>,
}

/// Reports read together.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// The reports, in the order given.
    pub documents: Vec<Document>,
    /// Events told by one or more reports.
    pub event_clusters: Vec<EventCluster>,
    /// Relations between their claims.
    pub claim_relations: Vec<Relation>,
    /// What was promised, with what later reports say of it.
    pub commitments: Vec<Commitment>,
    /// Notes about what is no longer found in the reports, by number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes_without_target: Vec<u64>,
}

/// Reads one report for itself.
pub fn read(known: &Known, text: &str) -> Document {
    Reading::new(text, known).document(known)
}

/// Reads reports together. Dates one of them leaves open are taken from another that tells the
/// same event, and say so.
pub fn picture(reports: &[(Known, &str)]) -> Picture {
    picture_with(reports, &[])
}

/// Reads reports together with what analysts noted of them, in the order of their numbers.
pub fn picture_with(reports: &[(Known, &str)], notes: &[Note]) -> Picture {
    let documents = link::read(reports);
    let notes = note::holding(notes);
    let mut event_clusters = cluster::clusters(&documents);
    note::regroup(&documents, &mut event_clusters, &notes);
    let claim_relations = relate::relations(&documents, &event_clusters);
    let commitments = followup::commitments(&documents);
    let mut picture = Picture {
        documents,
        event_clusters,
        claim_relations,
        commitments,
        notes_without_target: Vec::new(),
    };
    picture.notes_without_target = note::annotate(&mut picture, &notes);
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every kind of pair a claim can stand in is found among thousands of reports that tell of
    /// other things, and no other.
    #[test]
    fn reports_of_other_events_are_not_set_side_by_side() {
        let mut reports = Vec::new();
        for day in 1..=28 {
            for place in ["الرباط", "بغداد", "عمّان", "تونس"] {
                reports.push(format!(
                    "اجتماع في {place}\n\nاجتمع 12 وزيرا في {place} يوم {day} مايو 2022 لبحث الأمن.\n"
                ));
            }
        }
        reports.push(
            "اجتماع في الرباط\n\nاجتمع 15 وزيرا في الرباط يوم 3 مايو 2022 لبحث الأمن.\n".to_owned(),
        );
        let given: Vec<(Known, &str)> =
            reports.iter().map(|text| (Known::default(), text.as_str())).collect();
        let picture = picture(&given);
        let last = reports.len().to_string();
        let contradictions: Vec<&Relation> = picture
            .claim_relations
            .iter()
            .filter(|relation| relation.relation == RelationKind::Contradict)
            .collect();
        assert_eq!(contradictions.len(), 1, "{contradictions:?}");
        let ids = [Some(&contradictions[0].a), contradictions[0].b.as_ref()];
        let documents: Vec<&str> =
            ids.into_iter().flatten().filter_map(|id| Some(id.split_once(':')?.0)).collect();
        assert_eq!(documents, ["9", last.as_str()]);
        let shared = picture.event_clusters.iter().filter(|cluster| cluster.members.len() > 1);
        assert_eq!(shared.count(), 1);
    }
}
