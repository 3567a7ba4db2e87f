//! How claims of several reports stand to each other. Nothing here says who is right.

mod first;
mod number;

use std::collections::{BTreeSet, HashMap};

use super::{EventCluster, Relation, RelationKind};
use crate::claim::ClaimKind;
use crate::event::Role;
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
}

/// A verdict with its reason in English and Arabic.
pub(super) type Verdict = (RelationKind, String, String);

/// Relations between the claims of some reports.
pub(super) fn relations(documents: &[Document], clusters: &[EventCluster]) -> Vec<Relation> {
    let all = claims(documents, clusters);
    let mut out = Vec::new();
    let mut related = vec![false; all.len()];
    for (i, j) in pairs(&all) {
        let (a, b) = (all[i], all[j]);
        if a.document == b.document && !same_sentence(a, b) {
            continue;
        }
        let Some((relation, reason_en, reason_ar)) = between(a, b, documents) else { continue };
        (related[i], related[j]) = (true, true);
        out.push(Relation {
            a: a.id(),
            b: Some(b.id()),
            relation,
            reason_en,
            reason_ar,
            a_sentence: a.claim.sentence_span,
            b_sentence: Some(b.claim.sentence_span),
        });
    }
    for (at, _) in all.iter().zip(&related).filter(|(_, related)| !**related) {
        if let Some((relation, reason_en, reason_ar)) = alone(*at, documents.len()) {
            let a_sentence = at.claim.sentence_span;
            out.push(Relation {
                a: at.id(),
                b: None,
                relation,
                reason_en,
                reason_ar,
                a_sentence,
                b_sentence: None,
            });
        }
    }
    out
}

/// What two claims must share to be set side by side.
#[derive(PartialEq, Eq, Hash)]
enum Block<'d> {
    /// One sentence of one report.
    Sentence(usize, usize),
    /// One event.
    Cluster(usize),
    /// A count of people present at meetings, of the same measure.
    Attendance(&'d str),
    /// A count of members.
    Members,
}

/// The pairs of claims that can be related: those of one block, and a first with everything.
/// Claims of other events and measures are never set side by side, so thousands of reports take
/// time in proportion to what they tell of the same.
fn pairs(all: &[At<'_>]) -> BTreeSet<(usize, usize)> {
    let mut blocks: HashMap<Block<'_>, Vec<usize>> = HashMap::new();
    let mut firsts = Vec::new();
    for (i, at) in all.iter().enumerate() {
        let mut put = |block| blocks.entry(block).or_default().push(i);
        put(Block::Sentence(at.document, at.claim.sentence_span.bytes[0]));
        if let Some(cluster) = at.cluster {
            put(Block::Cluster(cluster));
        }
        match at.claim.kind {
            ClaimKind::First => firsts.push(i),
            ClaimKind::Membership if at.claim.participant.is_none() => put(Block::Members),
            ClaimKind::Attendance if at.claim.participant.is_none() && at.cluster.is_some() => {
                put(Block::Attendance(&at.claim.measures));
            }
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    for block in blocks.values() {
        for (place, i) in block.iter().enumerate() {
            out.extend(block[place + 1..].iter().map(|j| (*i, *j)));
        }
    }
    for first in firsts {
        let others = (0..all.len()).filter(|other| *other != first);
        out.extend(others.map(|other| (first.min(other), first.max(other))));
    }
    out
}

fn same_sentence(a: At<'_>, b: At<'_>) -> bool {
    a.claim.sentence_span == b.claim.sentence_span
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
    if a.document == b.document {
        return number::arithmetic(a, b);
    }
    match (a.claim.kind, b.claim.kind) {
        (ClaimKind::First, _) | (_, ClaimKind::First) => first::between(a, b, documents),
        _ if a.claim.participant.is_some() || b.claim.participant.is_some() => people(a, b),
        _ => number::between(a, b, documents),
    }
}

/// Who was there, who was not, and what had been announced.
fn people(a: At<'_>, b: At<'_>) -> Option<Verdict> {
    let (x, y) = (a.claim.participant.as_ref()?, b.claim.participant.as_ref()?);
    if !same_person(&x.id, &y.id, a, b) {
        return None;
    }
    if a.cluster.is_none() || a.cluster != b.cluster {
        return None;
    }
    let there =
        |role: Role| matches!(role, Role::Chair | Role::Attended | Role::Host | Role::Joined);
    let (x_planned, y_planned) =
        (a.claim.planned || x.role == Role::Planned, b.claim.planned || y.role == Role::Planned);
    let (x_absent, y_absent) = (x.role == Role::Absent, y.role == Role::Absent);
    let name = &x.name;
    Some(if x_absent != y_absent && (x_planned != y_planned) {
        (
            RelationKind::SupersededPlan,
            format!(
                "one report announced {name}, the other reports the absence: a plan that did not come true, not a contradiction"
            ),
            format!("أعلن أحد التقريرين حضور {name} وأورد الآخر الغياب: خطة لم تتحقق، لا تناقض"),
        )
    } else if x_absent != y_absent {
        (
            RelationKind::Contradict,
            format!("one report says {name} was there, the other that {name} was not"),
            format!("يقول أحد التقريرين إن {name} حضر، ويقول الآخر إنه غاب"),
        )
    } else if x_planned != y_planned && there(x.role) && there(y.role) && x.role != y.role {
        (
            RelationKind::Refines,
            format!(
                "one report announced {name} as {:?}, the other reports {:?}: a plan beside a later account",
                x.role, y.role
            ),
            format!(
                "أعلن أحد التقريرين دورا لـ{name} وأورد الآخر المشاركة بعد وقوعها: خطة ورواية لاحقة"
            ),
        )
    } else {
        (
            RelationKind::Agree,
            format!("both reports say {name} takes part"),
            format!("يذكر التقريران مشاركة {name}"),
        )
    })
}

/// The same id, or an office without a name and its holder on the day of the event.
fn same_person(x: &str, y: &str, a: At<'_>, b: At<'_>) -> bool {
    let holds = |office: &str, person: &str, at: At<'_>| {
        let mut parts = office.strip_prefix("office:").unwrap_or_default().split(':');
        let (Some(role), Some(country)) = (parts.next(), parts.next()) else { return false };
        let day = at.event.and_then(|event| event.earliest.as_ref()?.parse().ok());
        day.and_then(|day| crate::gazetteer::holder(&role.replace('-', " "), country, day))
            .is_some_and(|holder| holder.id == person)
    };
    x == y || holds(x, y, a) || holds(x, y, b) || holds(y, x, a) || holds(y, x, b)
}

/// What can be said of a claim no other report speaks to.
fn alone(at: At<'_>, documents: usize) -> Option<Verdict> {
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
fn names_whole(sentence: &str) -> bool {
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
