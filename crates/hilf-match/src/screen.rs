//! Screening one subject: names found in the index, other facts for and against, the score and
//! its explanation.

use std::collections::BTreeMap;
use std::sync::Arc;

use hilf_list::{ListError, Record};
use hilf_name::{Name, parse};
use serde::Serialize;

use crate::evidence::{Evidence, Fact, gather, keys_of_subject, shared_identifier};
use crate::explain::{Explanation, NameMatch, Rule, Sum};
use crate::index::{Index, IndexedEntity, NameHit, Search};
use crate::names::{NameKind, names_of};
use crate::profile::Profile;
use crate::subject::Subject;

/// Version of everything that a score depends on besides snapshot and profile: code and tables.
pub const MATCHER: &str = concat!("hilf-match-", env!("CARGO_PKG_VERSION"));

/// Names of one subject that are searched for.
pub(crate) const NAMES_MAX: usize = 32;

/// Where the records behind an index are.
pub trait Records: Sync {
    /// The record of this ordinal.
    ///
    /// # Errors
    /// When it cannot be read.
    fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError>;
}

impl Records for Vec<Record> {
    fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError> {
        self.as_slice().record(ordinal)
    }
}

impl Records for &[Record] {
    fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError> {
        (**self).record(ordinal)
    }
}

impl Records for [Record] {
    fn record(&self, ordinal: u32) -> Result<Arc<Record>, ListError> {
        let record = self.get(ordinal as usize).cloned();
        record.map(Arc::new).ok_or(ListError::NoRecord { ordinal })
    }
}

/// A listed entity that the subject may be.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// Score, 0 to 1, in thousandths.
    pub score: f32,
    /// Whether the score reaches the threshold.
    #[serde(rename = "match")]
    pub is_match: bool,
    /// The band the score falls in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub band: Option<String>,
    /// Ordinal of the record among those screened against.
    #[serde(skip)]
    pub ordinal: u32,
    /// Why.
    pub explanation: Explanation,
    /// The record itself.
    #[serde(skip)]
    pub record: Arc<Record>,
}

/// What screening one subject found.
#[derive(Debug, Clone, Default)]
pub struct Screening {
    /// The best hits, best first, then by id.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
}

/// Names of the subject that answer to names of one entity.
type Named = Vec<(Arc<Name>, NameHit)>;

/// An entity that scores enough, before it is explained.
struct Scored {
    score: f32,
    entity: IndexedEntity,
    /// Which of the names makes the score; `None` for one that shares only an identifier.
    best: Option<usize>,
    named: Named,
}

/// Screens subjects against one index with one profile.
#[derive(Clone, Copy)]
pub struct Screener<'a> {
    index: &'a Index,
    records: &'a dyn Records,
    profile: &'a Profile,
}

impl<'a> Screener<'a> {
    /// A screener for records, their index and a profile.
    pub fn new(index: &'a Index, records: &'a dyn Records, profile: &'a Profile) -> Screener<'a> {
        Screener { index, records, profile }
    }

    /// Room for searches; one for each thread.
    pub fn search(&self) -> Search {
        Search::new(self.index)
    }

    /// Every entity that scores at least the profile's threshold, best first, then by id.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn screen(&self, search: &mut Search, subject: &Subject) -> Result<Vec<Hit>, ListError> {
        Ok(self.best(search, subject, 0)?.hits)
    }

    /// The best entities that score at least the profile's threshold, at most `limit`, 0 for all.
    /// Only these are explained and their records read, except where other facts than names are
    /// known of the subject.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn best(
        &self,
        search: &mut Search,
        subject: &Subject,
        limit: usize,
    ) -> Result<Screening, ListError> {
        self.best_among(search, subject, limit, &|_| true)
    }

    /// As [`Screener::best`], among the records whose ordinals `lets` lets in.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn best_among(
        &self,
        search: &mut Search,
        subject: &Subject,
        limit: usize,
        lets: &dyn Fn(u32) -> bool,
    ) -> Result<Screening, ListError> {
        let least = self.profile.least_by_name(subject.has_facts());
        let found = self.candidates(search, subject, least);
        self.hits(subject, found, limit, lets)
    }

    /// What [`Screener::screen`] gives with this profile, and with another. Where both read names
    /// alike these are searched for once, as far down as either needs it: searching is most of the
    /// work, and a candidate too low for one profile is none of its hits.
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn screen_with_both(
        &self,
        search: &mut Search,
        subject: &Subject,
        other: &Profile,
    ) -> Result<(Vec<Hit>, Vec<Hit>), ListError> {
        let beside = Screener { profile: other, ..*self };
        if self.profile.names_in_text != other.names_in_text {
            return Ok((self.screen(search, subject)?, beside.screen(search, subject)?));
        }
        let has_facts = subject.has_facts();
        let least = self.profile.least_by_name(has_facts).min(other.least_by_name(has_facts));
        let found = self.candidates(search, subject, least);
        let own = self.hits(subject, found.clone(), 0, &|_| true)?;
        Ok((own.hits, beside.hits(subject, found, 0, &|_| true)?.hits))
    }

    /// Entities that share a name with the subject, or an identifier.
    fn candidates(
        &self,
        search: &mut Search,
        subject: &Subject,
        least: f32,
    ) -> BTreeMap<u32, Named> {
        let mut found = self.by_name(search, subject, least);
        for key in keys_of_subject(subject.entity()) {
            for entity in self.index.with_identifier(key) {
                found.entry(entity).or_default();
            }
        }
        found
    }

    /// The best hits among candidates.
    fn hits(
        &self,
        subject: &Subject,
        found: BTreeMap<u32, Named>,
        limit: usize,
        lets: &dyn Fn(u32) -> bool,
    ) -> Result<Screening, ListError> {
        let mut scored = Vec::new();
        for (number, named) in found {
            let Some(entity) = self.index.entity(number) else { continue };
            if subject.can_be(entity.schema) && lets(entity.ordinal) {
                scored.extend(self.score(subject, entity, named)?);
            }
        }
        scored.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then_with(|| a.entity.rank.cmp(&b.entity.rank))
        });
        let total = scored.len();
        if limit > 0 {
            scored.truncate(limit);
        }
        let hits: Result<_, _> =
            scored.into_iter().map(|scored| self.explained(subject, scored)).collect();
        Ok(Screening { hits: hits?, total })
    }

    /// Name hits by entity.
    fn by_name(&self, search: &mut Search, subject: &Subject, least: f32) -> BTreeMap<u32, Named> {
        let mut found: BTreeMap<u32, Named> = BTreeMap::new();
        search.set_within(self.profile.names_in_text);
        for text in subject.names().iter().take(NAMES_MAX) {
            let query = Arc::new(parse(text));
            for hit in search.names(self.index, &query, least) {
                found.entry(hit.entity).or_default().push((Arc::clone(&query), hit));
            }
        }
        found
    }

    /// The best of an entity's name hits, with the other facts; `None` below the threshold.
    fn score(
        &self,
        subject: &Subject,
        entity: IndexedEntity,
        named: Named,
    ) -> Result<Option<Scored>, ListError> {
        let known = match named.is_empty() || subject.has_facts() {
            true => Known::of(subject, &*self.records.record(entity.ordinal)?),
            false => Known::default(),
        };
        let mut best: Option<(f32, Option<usize>)> = None;
        for (number, (query, hit)) in named.iter().enumerate() {
            let unread = Name::default();
            let (score, _) = self.add_up((query, &unread), hit, &known, false);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, Some(number)));
            }
        }
        if named.is_empty() && known.identifier.is_some() {
            let record = self.records.record(entity.ordinal)?;
            best = Some((self.identified(subject, &record, &known).0, None));
        }
        let scored = best.filter(|(score, _)| *score >= self.profile.threshold);
        Ok(scored.map(|(score, best)| Scored { score, entity, best, named }))
    }

    /// The hit of an entity, with its record and reasons.
    fn explained(&self, subject: &Subject, scored: Scored) -> Result<Hit, ListError> {
        let record = self.records.record(scored.entity.ordinal)?;
        let known = Known::of(subject, &record);
        let (score, explanation) = match scored.best.and_then(|best| scored.named.get(best)) {
            Some((query, hit)) => {
                let names = names_of(&record.entity);
                let text = names.get(usize::from(hit.ordinal)).map_or("", |(text, _)| text);
                self.add_up((query, &parse(text)), hit, &known, true)
            }
            None => self.identified(subject, &record, &known),
        };
        Ok(Hit {
            score,
            is_match: score >= self.profile.threshold,
            band: self.profile.band(score).map(str::to_owned),
            ordinal: scored.entity.ordinal,
            explanation,
            record,
        })
    }

    fn add_up(
        &self,
        (query, listed): (&Name, &Name),
        hit: &NameHit,
        known: &Known,
        with_rows: bool,
    ) -> (f32, Explanation) {
        let of = NameMatch {
            query,
            listed,
            kind: hit.kind,
            alignment: &hit.alignment,
            slots: (&hit.query, &hit.listed),
        };
        let mut sum = Sum::new(with_rows);
        if hit.alignment.links.is_empty() {
            // Word for word the same, in words without a sound to compare.
            sum.bring_to(1.0, Rule::ExactName);
        } else {
            sum.add_name(&of);
        }
        let confirmed = known.facts.iter().chain(&known.identifier).any(|e| e.fact.confirms());
        if hit.exact && sum.score() < 1.0 && hit.kind != NameKind::Weak {
            sum.bring_to(1.0, Rule::ExactName);
        }
        for fact in &known.facts {
            sum.add_fact(fact, &self.profile.evidence);
        }
        sum.bound();
        let below = self.profile.threshold - 0.001;
        let weak = hit.kind == NameKind::Weak
            && !self.profile.weak_alias_alone
            && !confirmed
            && !is_full(hit);
        if weak && sum.score() > below {
            sum.bring_to(below, Rule::WeakAlias);
        }
        if hit.exact && hit.kind != NameKind::Weak && sum.score() < self.profile.threshold {
            sum.bring_to(self.profile.threshold, Rule::ExactName);
        }
        self.identify(&mut sum, known.identifier.as_ref());
        (sum.score(), sum.finish(&of))
    }

    /// A record that shares no name with the subject but an identifier.
    fn identified(&self, subject: &Subject, record: &Record, known: &Known) -> (f32, Explanation) {
        let query = parse(subject.names().first().map_or("", String::as_str));
        let names = names_of(&record.entity);
        let (text, kind) = names.first().map_or(("", NameKind::Primary), |(t, k)| (t, *k));
        let listed = parse(text);
        let slots = |name: &Name| -> Vec<hilf_name::Slot> {
            name.elements.iter().map(|e| hilf_name::Slot::of(e, 0.5)).collect()
        };
        let alignment = hilf_name::compare(&query, &listed, &|_| 0.5);
        let (own, theirs) = (slots(&query), slots(&listed));
        let of = NameMatch {
            query: &query,
            listed: &listed,
            kind,
            alignment: &alignment,
            slots: (&own, &theirs),
        };
        let mut sum = Sum::new(true);
        if alignment.links.is_empty() {
            sum.bring_to(0.0, Rule::OtherName);
        } else {
            sum.add_name(&of);
        }
        for fact in &known.facts {
            sum.add_fact(fact, &self.profile.evidence);
        }
        sum.bound();
        self.identify(&mut sum, known.identifier.as_ref());
        (sum.score(), sum.finish(&of))
    }

    fn identify(&self, sum: &mut Sum, identifier: Option<&Evidence>) {
        if let Some(evidence) = identifier {
            sum.add_fact(evidence, &self.profile.evidence);
            if sum.score() < self.profile.evidence.identifier_equal {
                sum.raise_last_to(self.profile.evidence.identifier_equal);
            }
        }
    }
}

/// What is known of a subject and a listed entity besides their names.
#[derive(Default)]
struct Known {
    facts: Vec<Evidence>,
    identifier: Option<Evidence>,
}

impl Known {
    fn of(subject: &Subject, record: &Record) -> Known {
        let shared = shared_identifier(subject.entity(), record);
        let identifier = shared.map(|(query, listed)| {
            let (query, listed) = (query.to_owned(), listed.to_owned());
            Evidence { fact: Fact::IdentifierEqual, query, listed }
        });
        Known { facts: gather(subject, record), identifier }
    }
}

/// Least score at which a by-name of several parts counts as found whole.
const FULL_MIN: f32 = 0.9;

/// Whether a name of two or more parts was found with nothing left over on either side: a kunya
/// with a nisba is what many listed people are known by, whatever quality the list gives it.
fn is_full(hit: &NameHit) -> bool {
    let alignment = &hit.alignment;
    alignment.score >= FULL_MIN
        && alignment.links.len() >= 2
        && alignment.query_left.is_empty()
        && alignment.listed_left.is_empty()
}
