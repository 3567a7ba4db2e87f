//! What became of commitments: later reports held against what earlier ones promise.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words::content;
use crate::deed::DeedKind;
use crate::model::{Document, Period, Span, StatementFound};
use crate::note::NoteShown;

/// Where a commitment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing reported of it yet.
    Open,
    /// A report says it was done.
    Met,
    /// A report says it was done in part.
    PartlyMet,
    /// A report says it was put off.
    Delayed,
    /// A report says it was not done.
    NotMet,
    /// The day by which it was due is over, and no report says it was done.
    Overdue,
    /// Reports do not agree on what became of it.
    Contradicted,
}

impl Status {
    /// What an analyst can say of a commitment; the others follow from days and reports.
    pub const NOTED: [Status; 5] =
        [Status::Open, Status::Met, Status::PartlyMet, Status::Delayed, Status::NotMet];

    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Met => "met",
            Status::PartlyMet => "partly_met",
            Status::Delayed => "delayed",
            Status::NotMet => "not_met",
            Status::Overdue => "overdue",
            Status::Contradicted => "contradicted",
        }
    }

    /// The status of a name that an analyst can give.
    pub fn noted(name: &str) -> Option<Status> {
        Status::NOTED.into_iter().find(|status| status.name() == name)
    }
}

/// A promise with what was reported of it since.
#[derive(Debug, Clone, Serialize)]
pub struct Commitment {
    /// `1:s2` is statement s2 of the first document, `1:s2.3` the third act it promises.
    pub id: String,
    /// commitment, agreement, outcome.
    pub kind: &'static str,
    /// Who promises.
    pub by: Option<String>,
    /// What.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Days between which it was made, as far as known.
    pub made: Option<Period>,
    /// The day by which it is due, where one is named.
    pub due: Option<String>,
    /// Where it stands by the reports, whatever the day.
    pub status: Status,
    /// What later reports say of it, the oldest first.
    pub follow_ups: Vec<FollowUp>,
    /// Where it stands by the last word of an analyst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analyst: Option<Status>,
    /// What analysts note of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<NoteShown>,
}

/// A sentence of a later report about a commitment.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUp {
    /// Place of the report among the documents, counted from 1.
    pub document: usize,
    /// What it says became of it.
    pub deed: DeedKind,
    /// The sentence.
    pub span: Span,
    /// Its words.
    pub sentence: String,
    /// Day of the deed, or of the report.
    pub day: String,
    /// Why it is taken to be about the commitment.
    pub reason_en: String,
    /// The same in Arabic.
    pub reason_ar: String,
}

impl Commitment {
    /// Where the commitment stands on a day: by the word of an analyst, else by what was reported
    /// until then.
    pub fn status_on(&self, day: Date) -> Status {
        if let Some(status) = self.analyst {
            return status;
        }
        let day = day.to_string();
        let known = self.follow_ups.iter().filter(|told| told.day <= day);
        let status = status(known);
        let open = matches!(status, Status::Open | Status::Delayed | Status::PartlyMet);
        let due = self.due.as_deref().is_some_and(|due| due < day.as_str());
        if open && due { Status::Overdue } else { status }
    }
}

/// Share of a promise's words that a later sentence must hold.
const ALIKE: f64 = 0.4;
/// Words both must share, a figure in common standing for one of them.
const SHARED: usize = 2;
/// A word that stands in more sentences about deeds tells nothing.
const COMMON: usize = 400;

/// A sentence about a deed with what it is found by.
struct Told<'d> {
    document: usize,
    deed: &'d crate::model::DeedFound,
    day: &'d str,
    words: Vec<String>,
}

/// The commitments of some reports with what later reports say of them.
pub(super) fn commitments(documents: &[Document]) -> Vec<Commitment> {
    let told = told(documents);
    let mut standing: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, sentence) in told.iter().enumerate() {
        sentence.words.iter().for_each(|word| standing.entry(word).or_default().push(i));
    }
    let mut out = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        for statement in document.statements.iter().filter(|s| s.kind != "membership") {
            for mut commitment in promised(place, document, statement) {
                let words = content(&commitment.text);
                let near: BTreeSet<usize> = words
                    .iter()
                    .filter_map(|word| standing.get(word.as_str()))
                    .filter(|there| there.len() <= COMMON)
                    .flatten()
                    .copied()
                    .collect();
                let mut follow_ups: Vec<FollowUp> = near
                    .into_iter()
                    .filter(|i| told[*i].document != place)
                    .filter_map(|i| follow_up(documents, place, &commitment, &words, &told[i]))
                    .collect();
                follow_ups.sort_by(|a, b| (&a.day, a.document).cmp(&(&b.day, b.document)));
                commitment.status = status(follow_ups.iter());
                commitment.follow_ups = follow_ups;
                out.push(commitment);
            }
        }
    }
    out
}

fn told(documents: &[Document]) -> Vec<Told<'_>> {
    let mut out = Vec::new();
    for (place, document) in documents.iter().enumerate() {
        for deed in &document.deeds {
            let published = &document.published;
            let own = deed.day.as_deref().or(published.latest.as_deref());
            let Some(day) = own.or(published.earliest.as_deref()) else { continue };
            out.push(Told { document: place, deed, day, words: content(&deed.sentence.text) });
        }
    }
    out
}

/// The promises of a statement: each act it lists, or the whole.
fn promised(place: usize, document: &Document, statement: &StatementFound) -> Vec<Commitment> {
    let made = |document: &Document| {
        let published = &document.published;
        let earliest = published.earliest.clone().or(published.latest.clone())?;
        let latest = published.latest.clone().unwrap_or_else(|| earliest.clone());
        Some(Period { earliest, latest })
    };
    let one = |id: String, text: &str, span: Span| Commitment {
        id,
        kind: statement.kind,
        by: statement.by.clone(),
        text: text.to_owned(),
        span,
        made: made(document),
        due: statement.due.clone(),
        status: Status::Open,
        follow_ups: Vec::new(),
        analyst: None,
        notes: Vec::new(),
    };
    let id = format!("{}:{}", place + 1, statement.id);
    if statement.items.is_empty() {
        return vec![one(id, &statement.text, statement.span)];
    }
    let items = statement.items.iter().enumerate();
    items.map(|(i, item)| one(format!("{id}.{}", i + 1), &item.text, item.span)).collect()
}

/// Whether a later sentence speaks of a promise: by whom it was made, its words, its figures.
fn follow_up(
    documents: &[Document],
    place: usize,
    commitment: &Commitment,
    words: &[String],
    told: &Told<'_>,
) -> Option<FollowUp> {
    let made = commitment.made.as_ref()?;
    if told.day < made.earliest.as_str() {
        return None;
    }
    let by = commitment.by.as_deref().map(content).unwrap_or_default();
    let actor = by.iter().any(|word| told.words.contains(word));
    if !by.is_empty() && !actor && told.deed.kind != DeedKind::Done {
        return None;
    }
    let what: Vec<&String> = words.iter().filter(|word| !by.contains(word)).collect();
    let shared: Vec<&str> =
        what.iter().filter(|word| told.words.contains(word)).map(|word| word.as_str()).collect();
    let figure = shared_figure(&documents[place], commitment.span, &documents[told.document], told);
    let enough = shared.len() + usize::from(figure.is_some()) >= SHARED
        && (shared.len() as f64 >= ALIKE * what.len() as f64 || figure.is_some());
    // Another's deed meets a promise only where nearly all words agree.
    let others = by.is_empty() || actor || shared.len() as f64 >= 0.8 * what.len() as f64;
    if !(enough && others) {
        return None;
    }
    let figure_en = figure.map_or(String::new(), |figure| format!(" and the figure {figure}"));
    let figure_ar = figure.map_or(String::new(), |figure| format!(" والرقم {figure}"));
    let (listed, by) = (shared.join("، "), commitment.by.as_deref().unwrap_or("–"));
    Some(FollowUp {
        document: told.document + 1,
        deed: told.deed.kind,
        span: told.deed.sentence.span,
        sentence: told.deed.sentence.text.clone(),
        day: told.day.to_owned(),
        reason_en: format!(
            "a later report shares the words {listed}{figure_en} with the promise of {by} and tells of a deed (\"{}\")",
            told.deed.verb
        ),
        reason_ar: format!(
            "تقرير لاحق يشترك مع التزام {by} في الألفاظ: {listed}{figure_ar}، ويروي فعلا («{}»)",
            told.deed.verb
        ),
    })
}

/// A figure that promise and deed both name: the same number of the same unit.
fn shared_figure(
    promising: &Document,
    span: Span,
    telling: &Document,
    told: &Told<'_>,
) -> Option<f64> {
    let within = |document: &'_ Document, span: Span| -> Vec<(f64, Option<String>)> {
        let inside = |at: usize| (span.bytes[0]..span.bytes[1]).contains(&at);
        let claims = document.claims.iter().filter(|c| inside(c.number_span.bytes[0]));
        claims.filter_map(|c| Some((c.value?, c.unit.clone()))).collect()
    };
    let promised = within(promising, span);
    let done = within(telling, told.deed.sentence.span);
    promised.into_iter().find(|figure| done.contains(figure)).map(|(value, _)| value)
}

fn status<'f>(told: impl Iterator<Item = &'f FollowUp>) -> Status {
    let mut status = Status::Open;
    for follow_up in told {
        let next = match follow_up.deed {
            DeedKind::Done => Status::Met,
            DeedKind::Partly => Status::PartlyMet,
            DeedKind::Delayed => Status::Delayed,
            DeedKind::Failed => Status::NotMet,
            DeedKind::Renewed => Status::Open,
        };
        status = match (status, next) {
            // What was late or undone can be done later; what was done is not undone.
            (Status::Met, Status::NotMet | Status::Delayed) => Status::Contradicted,
            (Status::Met | Status::Contradicted, _) => status,
            (_, Status::Open) => status,
            (_, next) => next,
        };
    }
    status
}
