//! What reading a report gives, as JSON shows it. Spans are bytes of the original file.

use serde::Serialize;

use crate::claim::{ClaimKind, Comparator};
use crate::deed::DeedKind;
use crate::event::Role;
use crate::gazetteer::{Direction, Known};
use crate::listed::Resemblance;

/// A place in the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Line, counted from 1.
    pub line: usize,
    /// First byte and the byte behind the last.
    pub bytes: [usize; 2],
}

/// A stretch of the original.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// Zone of a line.
#[derive(Debug, Clone, Serialize)]
pub struct LineZone {
    /// Line, counted from 1.
    pub line: usize,
    /// title, subtitle, subheading, body, boilerplate or blank.
    pub zone: &'static str,
    /// The rule that decided.
    pub rule: &'static str,
}

/// When a report was published, with what says so.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Published {
    /// First possible day (ISO 8601), if anything bounds it.
    pub earliest: Option<String>,
    /// Last possible day.
    pub latest: Option<String>,
    /// day, interval, after, before or none.
    pub precision: &'static str,
    /// What was found, strongest first.
    pub evidence: Vec<Evidence>,
}

/// A sign of the day of publication.
#[derive(Debug, Clone, Serialize)]
pub struct Evidence {
    /// given, json-ld, opengraph, microdata, meta, time-element, feed, stamp, text-past,
    /// text-future, told-day, lead, dateline, next-weekday, register, link.
    pub kind: &'static str,
    /// Days it allows; an open end is `null`.
    pub earliest: Option<String>,
    /// Last day it allows.
    pub latest: Option<String>,
    /// Where it stands; `null` where it does not come from the text.
    pub span: Option<Span>,
}

/// What a page says about its article.
#[derive(Debug, Clone, Serialize)]
pub struct MetadataFound {
    /// title, outlet, author, published.
    pub field: &'static str,
    /// json-ld, opengraph, microdata, meta, time-element, title-element, feed.
    pub source: &'static str,
    /// What it says.
    pub value: String,
    /// Where it says so.
    pub span: Span,
}

/// A date in a report.
#[derive(Debug, Clone, Serialize)]
pub struct DateFound {
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
    /// First day it means; `null`: unresolved.
    pub earliest: Option<String>,
    /// Last day it means.
    pub latest: Option<String>,
    /// day, week, month, year, decade, interval, present.
    pub precision: &'static str,
    /// agrees, disagrees, gave_year; `null` where no weekday is named.
    pub weekday_check: Option<&'static str>,
    /// What the days were counted from, for a date that needed it.
    pub anchor: Option<String>,
}

/// A named person, body or place.
#[derive(Debug, Clone, Serialize)]
pub struct EntityFound {
    /// `country:MA`, `city:marrakesh`, `group:daesh`, `person:…`.
    pub id: String,
    /// PER, ORG, GPE or LOC.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Name in Arabic, or as the report spells it.
    pub canonical: String,
    /// Name in English, where the table has one.
    pub canonical_en: Option<String>,
    /// Role in English and country of it, where the report gives one.
    pub role: Option<String>,
    /// Country of the role (ISO 3166-1).
    #[serde(skip)]
    pub country: Option<&'static str>,
    /// Where it is named.
    pub mentions: Vec<Passage>,
    /// Listed entities whose name this one resembles, best first. None is taken for the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub listed: Vec<Resemblance>,
}

/// A claim of a report.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimFound {
    /// Unique in the document.
    pub id: String,
    /// quantity, ordinal, attendance, membership, first.
    pub kind: ClaimKind,
    /// The number; the lower one of a range.
    pub value: Option<f64>,
    /// The upper one of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_to: Option<f64>,
    /// The other reading of a point before three digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternative: Option<f64>,
    /// How the number bounds what is meant.
    pub comparator: Comparator,
    /// Every comparator said, the outermost first.
    pub comparators: Vec<Comparator>,
    /// Whether the number is only a class: dozens, thousands.
    pub indefinite: bool,
    /// What is counted.
    pub unit: Option<String>,
    /// Whether the country of a currency was inferred from the countries named.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unit_inferred: bool,
    /// What the number measures.
    pub measures: String,
    /// The place it is limited to, where its sentence names one.
    pub scope: Option<Scope>,
    /// The days it speaks of, where its sentence names some.
    pub time: Option<Period>,
    /// Whether the claim speaks of something planned.
    pub planned: bool,
    /// Who states it; `null`: the outlet itself.
    pub speaker: Option<String>,
    /// Whether the speaker was carried over from an earlier sentence.
    pub speaker_inferred: bool,
    /// Who passes it on.
    pub relayed_by: Option<String>,
    /// Id of the event it belongs to.
    pub event: Option<String>,
    /// For attendance of a person or body: who, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantFound>,
    /// For a number of members of the Coalition: what the register knows of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterCheck>,
    /// Where the number stands.
    pub number_span: Span,
    /// The whole sentence.
    pub sentence_span: Span,
    /// Its words.
    pub sentence: String,
    /// The rule that decided.
    pub rule: &'static str,
}

/// The place a claim is limited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Id of the place.
    pub id: String,
    /// Name in Arabic.
    pub name: String,
    /// Country it lies in (ISO 3166-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// For a part of a place: of which, and where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<PartOf>,
}

/// What a place is part of: `شمال سوريا` is a place of its own and not Syria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartOf {
    /// Id of the whole.
    pub of: String,
    /// north, south, east, west, northeast, northwest, southeast, southwest, centre.
    pub direction: &'static str,
}

impl PartOf {
    pub(crate) fn told(known: &Known) -> Option<PartOf> {
        let part = known.part?;
        Some(PartOf { of: part.whole.id.to_owned(), direction: part.direction.name() })
    }

    /// Whether two parts of one whole can share ground: the north and the north-east do.
    pub(crate) fn meets(&self, other: &PartOf) -> bool {
        let meets = Direction::named(self.direction)
            .zip(Direction::named(other.direction))
            .is_none_or(|(own, other)| own.meets(other));
        self.of == other.of && meets
    }
}

/// Days, both ends included (ISO 8601).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// First day.
    pub earliest: String,
    /// Last day.
    pub latest: String,
}

/// A number of members beside the public counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterCheck {
    /// holds: the public count when the report was published; held: at another time; unknown: never
    /// published.
    pub verdict: &'static str,
    /// First day of that count.
    pub from: Option<String>,
    /// Day of the next count.
    pub until: Option<String>,
}

/// A number that is no claim.
#[derive(Debug, Clone, Serialize)]
pub struct RejectedNumber {
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Why it is none.
    pub rule: &'static str,
}

/// Somebody who takes part in an event.
#[derive(Debug, Clone, Serialize)]
pub struct ParticipantFound {
    /// Id of the entity; empty for a count.
    pub id: String,
    /// Name, or the words that count.
    pub name: String,
    /// chair, host, attended, absent, planned, joined.
    pub role: Role,
}

/// A statement of a report.
#[derive(Debug, Clone, Serialize)]
pub struct StatementFound {
    /// Unique in the document.
    pub id: String,
    /// commitment, outcome, agreement, membership.
    pub kind: &'static str,
    /// Who makes it.
    pub by: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
    /// The single acts promised.
    pub items: Vec<Passage>,
    /// For commitments: open, until a report says more.
    pub status: Option<&'static str>,
    /// The day by which it is due, where one is named.
    pub due: Option<String>,
    /// The rule that decided.
    pub rule: &'static str,
}

/// A sentence that tells of a deed.
#[derive(Debug, Clone)]
pub struct DeedFound {
    /// What it says became of something.
    pub kind: DeedKind,
    /// The verb.
    pub verb: String,
    /// The sentence.
    pub sentence: Passage,
    /// Last day of the date the sentence names (ISO 8601).
    pub day: Option<String>,
}

/// A quotation.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteFound {
    /// Who said it; `null`: the report does not say.
    pub speaker: Option<String>,
    /// Whether the speaker was carried over.
    pub inferred: bool,
    /// The rule that decided.
    pub rule: Option<&'static str>,
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// An event of a report.
#[derive(Debug, Clone, Serialize)]
pub struct EventFound {
    /// Unique in the document.
    pub id: String,
    /// meeting, attack, operation, founding, accession, …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Proper name, where the report gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// planned or reported.
    pub status: &'static str,
    /// First day; `null`: unresolved.
    pub earliest: Option<String>,
    /// Last day.
    pub latest: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// Id of the place.
    pub place_id: Option<String>,
    /// For a part of a place: of which, and where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place_part: Option<PartOf>,
    /// ISO 3166-1 code.
    pub country: Option<String>,
    /// Body whose series the event belongs to.
    pub series: Option<String>,
    /// Who takes part.
    pub participants: Vec<ParticipantFound>,
    /// Sentences that speak of it.
    pub evidence: Vec<Span>,
    /// Where the date came from, if not from this report alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<String>,
}

/// A report as read.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// ar, en or und.
    pub language: &'static str,
    /// The headline.
    pub title: Option<Passage>,
    /// Outlet named in the page.
    pub outlet: Option<String>,
    /// Author named in the page.
    pub author: Option<String>,
    /// When it was published.
    pub published: Published,
    /// What the page says about itself; pages and feeds only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metadata: Vec<MetadataFound>,
    /// Every line with its zone.
    pub zones: Vec<LineZone>,
    /// Dates.
    pub dates: Vec<DateFound>,
    /// People, bodies, places.
    pub entities: Vec<EntityFound>,
    /// Claims.
    pub claims: Vec<ClaimFound>,
    /// Numbers that are no claims.
    pub rejected: Vec<RejectedNumber>,
    /// Statements.
    pub statements: Vec<StatementFound>,
    /// Quotations.
    pub quotes: Vec<QuoteFound>,
    /// Events.
    pub events: Vec<EventFound>,
    /// Sentences that tell of deeds: shown only where they follow up on a promise.
    #[serde(skip)]
    pub deeds: Vec<DeedFound>,
    /// Words that can be a name, with PER or ORG: shown only where a list knows them.
    #[serde(skip)]
    pub candidates: Vec<(&'static str, Passage)>,
}
