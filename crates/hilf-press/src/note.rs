//! What analysts add to the picture: evidence from outside, and their verdict on what the rules say of
//! two reports. Notes are only ever added; one that is taken back stays, and says so.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Document, Span};
use crate::picture::{Commitment, EventCluster, Picture, Status, member_of};

/// A claim, event or statement of a report, by where it stands. Ids change when the reader gets better;
/// the bytes of a report do not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// SHA-256 of the file.
    pub sha256: String,
    /// Name of the report; for an item of a feed with its number.
    pub name: String,
    /// claim, event or statement.
    pub what: What,
    /// First byte in the text of the report, and the byte behind the last.
    pub bytes: [usize; 2],
    /// The words that stand there, for whom the report has gone.
    pub text: String,
}

/// What a note can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A claim, by its number or words.
    Claim,
    /// An event, by the first sentence that speaks of it.
    Event,
    /// A statement or one of the acts it promises.
    Statement,
}

/// What an analyst does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Adds evidence; nothing else changes.
    Evidence,
    /// The relation between two claims is as the rules say.
    Confirm,
    /// It is not.
    Reject,
    /// Two events are one.
    Merge,
    /// An event is none of its cluster.
    Split,
    /// A commitment stands so.
    Status(Status),
    /// An earlier note, by its number, no longer holds.
    Withdraw(u64),
}

impl Act {
    /// The act of a name that needs nothing said with it.
    pub fn named(name: &str) -> Option<Act> {
        Some(match name {
            "evidence" => Act::Evidence,
            "confirm" => Act::Confirm,
            "reject" => Act::Reject,
            "merge" => Act::Merge,
            "split" => Act::Split,
            _ => return None,
        })
    }
}

/// What a note says: its body in the store, and a line of the journals of former versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What it does.
    pub act: Act,
    /// What it is about; nothing for a withdrawal.
    pub about: Vec<Target>,
    /// Why, in the analyst's words.
    pub text: String,
    /// Where the evidence can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Grade of the evidence by the Admiralty code: reliability A to F, credibility 1 to 6 (NATO
    /// AJP-2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

/// A note as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number; numbers grow, and may have gaps.
    pub number: u64,
    /// When it was made (RFC 3339, UTC).
    pub at: String,
    /// The account that made it; `journal:NAME` where a journal of a former version named somebody.
    pub by: String,
    /// What it says.
    #[serde(flatten)]
    pub said: Said,
}

/// Why a note cannot be made.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteError {
    /// An id that names nothing in the picture.
    #[error("`{0}`: there is no such claim, event or commitment in the picture")]
    Unknown(String),
    /// Too few, too many, or the wrong things.
    #[error("{act} is about {wanted}")]
    About {
        /// What was to be done.
        act: &'static str,
        /// The same in Arabic.
        act_ar: &'static str,
        /// What it takes.
        wanted: &'static str,
        /// The same in Arabic.
        wanted_ar: &'static str,
    },
    /// Nothing said.
    #[error("a note needs a reason; say why")]
    Empty,
    /// No grade of the Admiralty code.
    #[error("`{0}` is no grade; write A1 to F6")]
    Grade(String),
    /// A withdrawal of a note that is not there.
    #[error("there is no note {0}")]
    NoNote(u64),
    /// A withdrawal of one that is taken back, or of a withdrawal.
    #[error("note {0} does not hold any more; there is nothing to take back")]
    TakenBack(u64),
}

impl NoteError {
    /// The sentence in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            NoteError::Unknown(id) => {
                format!("`{id}`: لا يوجد ادعاء أو حدث أو التزام بهذا الرقم")
            }
            NoteError::About { act_ar, wanted_ar, .. } => format!("{act_ar}: المطلوب {wanted_ar}"),
            NoteError::Empty => "تحتاج الملاحظة إلى سبب؛ اكتبه".to_owned(),
            NoteError::Grade(grade) => format!("`{grade}` ليس درجة؛ اكتب من A1 إلى F6"),
            NoteError::NoNote(number) => format!("لا توجد ملاحظة برقم {number}"),
            NoteError::TakenBack(number) => {
                format!("لم تعد الملاحظة {number} قائمة؛ لا شيء يُسحب")
            }
        }
    }
}

/// A note shown with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteShown {
    /// Its number.
    pub number: u64,
    /// When it was made.
    pub at: String,
    /// Who made it.
    pub by: String,
    /// What it does.
    pub act: Act,
    /// Why.
    pub text: String,
    /// Where the evidence can be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Grade of the evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

impl Said {
    /// Checks what can be checked without a picture.
    ///
    /// # Errors
    /// When a reason or the right number of targets is missing, or the grade is none.
    pub fn check(&self) -> Result<(), NoteError> {
        if self.text.trim().is_empty() {
            return Err(NoteError::Empty);
        }
        if let Some(grade) = &self.grade {
            let valid = matches!(grade.as_bytes(), [b'A'..=b'F', b'1'..=b'6']);
            if !valid {
                return Err(NoteError::Grade(grade.clone()));
            }
        }
        let all = |what: What| self.about.iter().all(|target| target.what == what);
        let (fits, (act, act_ar), (wanted, wanted_ar)) = match self.act {
            Act::Evidence => (
                !self.about.is_empty(),
                ("evidence", "الدليل"),
                ("one thing or more", "شيء واحد على الأقل"),
            ),
            Act::Confirm | Act::Reject => (
                self.about.len() == 2 && all(What::Claim),
                ("a verdict", "الحكم"),
                ("two claims, as in 1:c3 2:c1", "ادعاءان مثل 1:c3 2:c1"),
            ),
            Act::Merge => (
                self.about.len() == 2 && all(What::Event),
                ("merging", "الدمج"),
                ("two events, as in 1:e1 2:e1", "حدثان مثل 1:e1 2:e1"),
            ),
            Act::Split => (
                self.about.len() == 1 && all(What::Event),
                ("splitting", "الفصل"),
                ("one event, as in 2:e1", "حدث واحد مثل 2:e1"),
            ),
            Act::Status(_) => (
                self.about.len() == 1 && all(What::Statement),
                ("a status", "الحال"),
                ("one commitment, as in 1:s2", "التزام واحد مثل 1:s2"),
            ),
            Act::Withdraw(_) => {
                (self.about.is_empty(), ("withdrawing", "السحب"), ("a note's number", "رقم ملاحظة"))
            }
        };
        if fits { Ok(()) } else { Err(NoteError::About { act, act_ar, wanted, wanted_ar }) }
    }
}

impl Note {
    /// The note as it is shown.
    pub fn shown(&self) -> NoteShown {
        NoteShown {
            number: self.number,
            at: self.at.clone(),
            by: self.by.clone(),
            act: self.said.act.clone(),
            text: self.said.text.clone(),
            source: self.said.source.clone(),
            grade: self.said.grade.clone(),
        }
    }
}

/// The notes that hold: those not taken back, by the last word on each.
pub fn holding(notes: &[Note]) -> Vec<&Note> {
    let withdrawn: HashSet<u64> = notes
        .iter()
        .filter_map(|note| match note.said.act {
            Act::Withdraw(number) if number < note.number => Some(number),
            _ => None,
        })
        .collect();
    let holds = |note: &&Note| {
        !matches!(note.said.act, Act::Withdraw(_)) && !withdrawn.contains(&note.number)
    };
    notes.iter().filter(holds).collect()
}

impl Picture {
    /// What an id of the picture stands for, as notes keep it: `2:c3`, `1:e1`, `1:s2`, `1:s2.3`.
    ///
    /// # Errors
    /// When there is nothing of this id.
    pub fn target(&self, id: &str) -> Result<Target, NoteError> {
        let unknown = || NoteError::Unknown(id.to_owned());
        let (place, within) = id.split_once(':').ok_or_else(unknown)?;
        let place: usize = place.parse().map_err(|_| unknown())?;
        let document =
            place.checked_sub(1).and_then(|i| self.documents.get(i)).ok_or_else(unknown)?;
        let (what, span, text) = thing(document, within).ok_or_else(unknown)?;
        Ok(Target {
            sha256: document.sha256.clone(),
            name: document.file.clone(),
            what,
            bytes: span.bytes,
            text,
        })
    }
}

fn thing(document: &Document, id: &str) -> Option<(What, Span, String)> {
    if let Some(claim) = document.claims.iter().find(|claim| claim.id == id) {
        return Some((What::Claim, claim.number_span, claim.sentence.clone()));
    }
    if let Some(event) = document.events.iter().find(|event| event.id == id) {
        let text = format!("{} {}", event.kind, event.place.as_deref().unwrap_or(""));
        return Some((What::Event, *event.evidence.first()?, text.trim().to_owned()));
    }
    let (whole, item) = id.split_once('.').map_or((id, None), |(id, item)| (id, Some(item)));
    let statement = document.statements.iter().find(|statement| statement.id == whole)?;
    match item {
        Some(item) => {
            let item = statement.items.get(item.parse::<usize>().ok()?.checked_sub(1)?)?;
            Some((What::Statement, item.span, item.text.clone()))
        }
        None => Some((What::Statement, statement.span, statement.text.clone())),
    }
}

/// The document a target stands in.
fn document_of(documents: &[Document], target: &Target) -> Option<usize> {
    documents.iter().position(|document| {
        document.sha256 == target.sha256 && part_of(&document.file) == part_of(&target.name)
    })
}

/// The number of the item of a feed: a file can come under another name.
fn part_of(name: &str) -> Option<&str> {
    name.rsplit_once('#').map(|(_, number)| number)
}

/// The id of what a target means among some documents.
pub(crate) fn id_of(documents: &[Document], target: &Target) -> Option<String> {
    let place = document_of(documents, target)?;
    let document = &documents[place];
    let within = match target.what {
        What::Claim => {
            let claim = document.claims.iter().find(|c| c.number_span.bytes == target.bytes)?;
            claim.id.clone()
        }
        What::Event => {
            let event = document.events.iter().find(|event| {
                event.evidence.first().is_some_and(|span| span.bytes == target.bytes)
                    && target.text.starts_with(event.kind)
            })?;
            event.id.clone()
        }
        What::Statement => document.statements.iter().find_map(|statement| {
            let item = statement.items.iter().position(|i| i.span.bytes == target.bytes);
            match item {
                Some(item) => Some(format!("{}.{}", statement.id, item + 1)),
                None => (statement.span.bytes == target.bytes).then(|| statement.id.clone()),
            }
        })?,
    };
    Some(format!("{}:{within}", place + 1))
}

/// Applies merges and splits, in the order they were made. Later notes win.
pub(crate) fn regroup(documents: &[Document], clusters: &mut Vec<EventCluster>, notes: &[&Note]) {
    for note in notes {
        let ids: Vec<String> =
            note.said.about.iter().filter_map(|target| id_of(documents, target)).collect();
        match (&note.said.act, ids.as_slice()) {
            (Act::Merge, [a, b]) => merge(clusters, a, b, note),
            (Act::Split, [event]) => split(documents, clusters, event, note),
            _ => {}
        }
    }
}

fn merge(clusters: &mut Vec<EventCluster>, a: &str, b: &str, note: &Note) {
    let holding = |clusters: &[EventCluster], id: &str| {
        clusters.iter().position(|cluster| cluster.members.iter().any(|member| member == id))
    };
    let (Some(i), Some(j)) = (holding(clusters, a), holding(clusters, b)) else { return };
    if i != j {
        let other = clusters.remove(i.max(j));
        let own = &mut clusters[i.min(j)];
        own.members.extend(other.members);
        other.notes.into_iter().for_each(|note| add(&mut own.notes, note));
        own.earliest = own.earliest.take().into_iter().chain(other.earliest).min();
        own.latest = own.latest.take().into_iter().chain(other.latest).max();
        own.place = own.place.take().or(other.place);
        own.reason_en = format!("merged by {}: {}", note.by, note.said.text);
        own.reason_ar = format!("دمجهما {}: {}", note.by, note.said.text);
    }
    let own = i.min(j);
    add(&mut clusters[own].notes, note.shown());
}

fn split(documents: &[Document], clusters: &mut Vec<EventCluster>, id: &str, note: &Note) {
    let Some(place) = clusters.iter().position(|c| c.members.iter().any(|m| m == id)) else {
        return;
    };
    if clusters[place].members.len() == 1 {
        return;
    }
    clusters[place].members.retain(|member| member != id);
    clusters[place].notes.push(note.shown());
    let event = member_of(id).and_then(|(document, event)| {
        documents.get(document)?.events.iter().find(|found| found.id == event)
    });
    let numbers = clusters.iter().filter_map(|c| c.id.strip_prefix('k')?.parse::<usize>().ok());
    let number = numbers.max().unwrap_or(0) + 1;
    clusters.push(EventCluster {
        id: format!("k{number}"),
        kind: clusters[place].kind.clone(),
        earliest: event.and_then(|event| event.earliest.clone()),
        latest: event.and_then(|event| event.latest.clone()),
        place: event.and_then(|event| event.place.clone()),
        members: vec![id.to_owned()],
        listed: Vec::new(),
        notes: vec![note.shown()],
        reason_en: format!("split off by {}: {}", note.by, note.said.text),
        reason_ar: format!("فصله {}: {}", note.by, note.said.text),
    });
}

/// Shows verdicts and evidence where they belong. Gives the notes whose target is no longer found.
pub(crate) fn annotate(picture: &mut Picture, notes: &[&Note]) -> Vec<u64> {
    let mut lost = Vec::new();
    for note in notes {
        let ids: Vec<String> =
            note.said.about.iter().filter_map(|target| id_of(&picture.documents, target)).collect();
        if ids.len() < note.said.about.len() {
            lost.push(note.number);
        }
        match note.said.act {
            Act::Confirm | Act::Reject => verdict(picture, &ids, note),
            Act::Evidence => ids.iter().for_each(|id| evidence(picture, id, note)),
            Act::Status(status) => {
                for id in &ids {
                    if let Some(found) = commitment(&mut picture.commitments, id) {
                        found.analyst = Some(status);
                        add(&mut found.notes, note.shown());
                    }
                }
            }
            Act::Merge | Act::Split | Act::Withdraw(_) => {}
        }
    }
    lost
}

fn commitment<'c>(all: &'c mut [Commitment], id: &str) -> Option<&'c mut Commitment> {
    all.iter_mut().find(|commitment| commitment.id == id)
}

fn verdict(picture: &mut Picture, ids: &[String], note: &Note) {
    let [x, y] = ids else { return };
    for relation in &mut picture.claim_relations {
        let pair = (relation.a.as_str(), relation.b.as_deref());
        if pair == (x, Some(y)) || pair == (y, Some(x)) {
            relation.review = Some(note.said.act.clone());
            add(&mut relation.notes, note.shown());
        }
    }
}

fn evidence(picture: &mut Picture, id: &str, note: &Note) {
    let relations = picture.claim_relations.iter_mut();
    for relation in relations.filter(|r| r.a == id || r.b.as_deref() == Some(id)) {
        add(&mut relation.notes, note.shown());
    }
    for cluster in &mut picture.event_clusters {
        if cluster.members.iter().any(|member| member == id) {
            add(&mut cluster.notes, note.shown());
        }
    }
    if let Some(found) = commitment(&mut picture.commitments, id) {
        add(&mut found.notes, note.shown());
    }
}

/// Adds a note where it does not stand yet: one can be about both claims of a relation.
fn add(notes: &mut Vec<NoteShown>, note: NoteShown) {
    if notes.iter().all(|known| known.number != note.number) {
        notes.push(note);
    }
}
