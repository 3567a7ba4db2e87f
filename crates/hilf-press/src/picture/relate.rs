//! How claims of several reports stand to each other. Nothing here says who is right.

mod alone;
mod arithmetic;
mod block;
mod conflation;
mod first;
mod number;
mod people;
mod scope;
mod wording;

use std::collections::HashMap;

use super::{EventCluster, Relation, RelationKind};
use crate::claim::ClaimKind;
use crate::model::{ClaimFound, Document, EventFound};

/// A claim with its place.
#[derive(Clone, Copy)]
pub(super) struct At<'d> {
    pub(super) document: usize,
    pub(super) claim: &'d ClaimFound,
    pub(super) event: Option<&'d EventFound>,
    /// Place of the cluster its event belongs to.
    pub(super) cluster: Option<usize>,
}

impl At<'_> {
    pub(super) fn id(&self) -> String {
        format!("{}:{}", self.document + 1, self.claim.id)
    }

    /// Whether two claims belong to one event.
    fn shares_event(&self, other: At<'_>) -> bool {
        self.cluster.is_some() && self.cluster == other.cluster
    }
}

/// A verdict with its reason in English and Arabic.
pub(super) type Verdict = (RelationKind, String, String);

/// Relations between the claims of some reports.
pub(super) fn relations(documents: &[Document], clusters: &[EventCluster]) -> Vec<Relation> {
    let all = claims(documents, clusters);
    let mut out = Vec::new();
    let mut related = vec![false; all.len()];
    for (i, j) in block::pairs(&all) {
        let (a, b) = (all[i], all[j]);
        let Some(verdict) = between(a, b, documents) else { continue };
        (related[i], related[j]) = (true, true);
        out.push(relation(a, Some(b), verdict));
    }
    for (i, j, verdict) in arithmetic::within_sentences(&all) {
        out.push(relation(all[i], Some(all[j]), verdict));
    }
    let merged = conflation::relations(&all);
    // What one report merges and another divides does not contradict it.
    let explained: Vec<(String, String)> = merged
        .iter()
        .filter(|(.., sum)| *sum)
        .map(|(i, j, ..)| (all[*i].id(), all[*j].id()))
        .collect();
    out.retain(|relation| {
        let other = relation.b.as_deref().unwrap_or("");
        relation.relation != RelationKind::Contradict
            || !explained
                .iter()
                .any(|(a, b)| (relation.a == *a && other == b) || (relation.a == *b && other == a))
    });
    for (i, j, verdict, _) in merged {
        out.push(relation(all[i], Some(all[j]), verdict));
    }
    for (at, _) in all.iter().zip(&related).filter(|(_, related)| !**related) {
        if let Some(verdict) = alone::verdict(*at, documents.len()) {
            out.push(relation(*at, None, verdict));
        }
    }
    out
}

fn relation(a: At<'_>, b: Option<At<'_>>, verdict: Verdict) -> Relation {
    let (relation, reason_en, reason_ar) = verdict;
    Relation {
        a: a.id(),
        b: b.map(|b| b.id()),
        relation,
        reason_en,
        reason_ar,
        a_sentence: a.claim.sentence_span,
        b_sentence: b.map(|b| b.claim.sentence_span),
        review: None,
        notes: Vec::new(),
    }
}

fn claims<'d>(documents: &'d [Document], clusters: &[EventCluster]) -> Vec<At<'d>> {
    let mut out = Vec::new();
    let places: HashMap<&str, usize> = clusters
        .iter()
        .enumerate()
        .flat_map(|(i, cluster)| cluster.members.iter().map(move |id| (id.as_str(), i)))
        .collect();
    for (document, found) in documents.iter().enumerate() {
        for claim in &found.claims {
            let event =
                claim.event.as_ref().and_then(|id| found.events.iter().find(|e| e.id == *id));
            let key = claim.event.as_ref().map(|id| format!("{}:{id}", document + 1));
            let cluster = key.and_then(|key| places.get(key.as_str()).copied());
            out.push(At { document, claim, event, cluster });
        }
    }
    out
}

fn between(a: At<'_>, b: At<'_>, documents: &[Document]) -> Option<Verdict> {
    match (a.claim.kind, b.claim.kind) {
        (ClaimKind::First, _) | (_, ClaimKind::First) => first::between(a, b),
        _ if a.claim.participant.is_some() || b.claim.participant.is_some() => {
            people::between(a, b)
        }
        _ => number::between(a, b, documents),
    }
}
