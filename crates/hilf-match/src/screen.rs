//! Screening one subject: names found in the index, other facts for and against, the score and
//! its explanation.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hilf_list::{ListError, Record};
use hilf_name::{Name, parse};
use serde::Serialize;

use crate::evidence::{Evidence, Fact, gather, keys_of_subject, shared_identifier};
use crate::explain::{Explanation, NameMatch, Rule, Sum};
use crate::index::{Index, NameHit, Search};
use crate::names::{NameKind, names_of};
use crate::profile::Profile;
use crate::subject::Subject;

/// Version of everything that a score depends on besides snapshot and profile: code and tables.
pub const MATCHER: &str = concat!("hilf-match-", env!("CARGO_PKG_VERSION"));

/// Names of one subject that are searched for.
const NAMES_MAX: usize = 32;

/// Where the records behind an index are.
pub trait Records: Sync {
    /// The record of this ordinal.
    ///
    /// # Errors
    /// When it cannot be read.
    fn record(&self, ordinal: u32) -> Result<Cow<'_, Record>, ListError>;
}

impl Records for Vec<Record> {
    fn record(&self, ordinal: u32) -> Result<Cow<'_, Record>, ListError> {
        self.get(ordinal as usize).map(Cow::Borrowed).ok_or(ListError::NoRecord { ordinal })
    }
}

impl Records for &[Record] {
    fn record(&self, ordinal: u32) -> Result<Cow<'_, Record>, ListError> {
        self.get(ordinal as usize).map(Cow::Borrowed).ok_or(ListError::NoRecord { ordinal })
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
    pub record: Record,
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
        let mut found = self.by_name(search, subject);
        for key in keys_of_subject(subject.entity()) {
            for entity in self.index.with_identifier(key) {
                found.entry(entity).or_default();
            }
        }
        let mut hits = Vec::new();
        for (entity, named) in &found {
            let Some((ordinal, schema)) = self.index.entity(*entity) else { continue };
            if !subject.can_be(schema) {
                continue;
            }
            let record = self.records.record(ordinal)?;
            if let Some(hit) = self.weigh(subject, &record, ordinal, named) {
                hits.push(hit);
            }
        }
        hits.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then_with(|| a.record.entity.id().cmp(b.record.entity.id()))
        });
        Ok(hits)
    }

    /// Name hits by entity.
    fn by_name(
        &self,
        search: &mut Search,
        subject: &Subject,
    ) -> BTreeMap<u32, Vec<(Name, NameHit)>> {
        let facts = subject.has_facts();
        let least = self.profile.threshold - if facts { self.profile.most_added() } else { 0.0 };
        let mut found: BTreeMap<u32, Vec<(Name, NameHit)>> = BTreeMap::new();
        search.set_within(self.profile.names_in_text);
        for text in subject.names().iter().take(NAMES_MAX) {
            let query = parse(text);
            // Scores are shown in thousandths; the search must not lose what rounds up.
            for hit in search.names(self.index, &query, least - 0.0006) {
                found.entry(hit.entity).or_default().push((query.clone(), hit));
            }
        }
        found
    }

    /// The best of a record's name hits, with the other facts.
    fn weigh(
        &self,
        subject: &Subject,
        record: &Record,
        ordinal: u32,
        named: &[(Name, NameHit)],
    ) -> Option<Hit> {
        let facts = gather(subject, record);
        let identifier = shared_identifier(subject.entity(), record).map(|(query, listed)| {
            let (query, listed) = (query.to_owned(), listed.to_owned());
            Evidence { fact: Fact::IdentifierEqual, query, listed }
        });
        let names = names_of(&record.entity);
        let mut best: Option<(f32, Explanation)> = None;
        let mut consider = |(score, explanation): (f32, Explanation)| {
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                best = Some((score, explanation));
            }
        };
        for (query, hit) in named {
            let Some((text, _)) = names.get(usize::from(hit.ordinal)) else { continue };
            let listed = parse(text);
            consider(self.add_up(query, &listed, hit, &facts, identifier.as_ref()));
        }
        if named.is_empty() && identifier.is_some() {
            consider(self.identified(subject, record, &facts, identifier.as_ref()));
        }
        let (score, explanation) = best?;
        let is_match = score >= self.profile.threshold;
        is_match.then(|| Hit {
            score,
            is_match,
            band: self.profile.band(score).map(str::to_owned),
            ordinal,
            explanation,
            record: record.clone(),
        })
    }

    fn add_up(
        &self,
        query: &Name,
        listed: &Name,
        hit: &NameHit,
        facts: &[Evidence],
        identifier: Option<&Evidence>,
    ) -> (f32, Explanation) {
        let of = NameMatch {
            query,
            listed,
            kind: hit.kind,
            alignment: &hit.alignment,
            slots: (&hit.query, &hit.listed),
        };
        let mut sum = Sum::new();
        if hit.alignment.links.is_empty() {
            // Word for word the same, in words without a sound to compare.
            sum.bring_to(1.0, Rule::ExactName);
        } else {
            sum.add_name(&of);
        }
        let confirmed = facts.iter().chain(identifier).any(|e| e.fact.confirms());
        if hit.exact && sum.score() < 1.0 && hit.kind != NameKind::Weak {
            sum.bring_to(1.0, Rule::ExactName);
        }
        for fact in facts {
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
        self.identify(&mut sum, identifier);
        (sum.score(), sum.finish(&of))
    }

    /// A record that shares no name with the subject but an identifier.
    fn identified(
        &self,
        subject: &Subject,
        record: &Record,
        facts: &[Evidence],
        identifier: Option<&Evidence>,
    ) -> (f32, Explanation) {
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
        let mut sum = Sum::new();
        if alignment.links.is_empty() {
            sum.bring_to(0.0, Rule::OtherName);
        } else {
            sum.add_name(&of);
        }
        for fact in facts {
            sum.add_fact(fact, &self.profile.evidence);
        }
        sum.bound();
        self.identify(&mut sum, identifier);
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
