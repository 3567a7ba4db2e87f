//! What lies before people when they look at an alert, and how urgent it is.

use hilf_case::{Content, ContentHash};
use hilf_entity::Entity;
use hilf_list::Record;
use hilf_match::{Hit, MATCHER, Rule};
use hilf_store::audit::hex;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::{Basis, Described};

/// Evidence as it is kept with an alert.
///
/// The JSON has: `subject` (FollowTheMoney), `is_schema_known`, `listed` (the record: the entity
/// first, then what hangs on it), `listed_version` (hash of the record), `explanation` (`null`
/// where there is no hit any more), `band`, `standing` (`hit`, `no_longer_hit`, `delisted`,
/// `list_removed`),
/// `snapshot`, `lists`, `matcher`, `profile`.
pub(crate) struct Evidence {
    pub(crate) content: Json,
    pub(crate) hash: ContentHash,
    /// In thousandths.
    pub(crate) score: i64,
    pub(crate) priority: i64,
}

/// How a pair stands that is a hit.
pub(crate) const HIT: &str = "hit";

/// Why there is evidence without a hit.
#[derive(Clone, Copy)]
pub(crate) enum Gone {
    /// The listed entity is on no list any more.
    Delisted,
    /// The list it stood on was taken off this node; nobody says that the listing has ended.
    ListRemoved,
    /// It still is, but the names no longer answer to each other.
    NoLongerHit,
}

impl Gone {
    /// How the pair stands then.
    pub(crate) fn standing(self) -> &'static str {
        match self {
            Gone::Delisted => "delisted",
            Gone::ListRemoved => "list_removed",
            Gone::NoLongerHit => "no_longer_hit",
        }
    }
}

impl Evidence {
    /// Of a hit.
    pub(crate) fn of_hit(customer: &Described, hit: &Hit, basis: &Basis) -> Evidence {
        let subject = json!(customer.entity);
        let listed = listed(&hit.record);
        let version = version(&listed);
        let explanation = json!(hit.explanation);
        let hash = Content {
            subject: &subject,
            entity: hit.record.entity.id(),
            entity_version: &version,
            explanation: &explanation,
        }
        .hash();
        let score = thousandths(hit.score);
        let content = json!({
            "standing": HIT,
            "subject": subject,
            "is_schema_known": customer.is_schema_known,
            "listed": listed,
            "listed_version": version,
            "explanation": explanation,
            "band": hit.band,
            "snapshot": basis.snapshot,
            "lists": basis.lists,
            "matcher": MATCHER,
            "profile": basis.profile,
        });
        Evidence { content, hash, score, priority: score + urgency(hit) }
    }

    /// Of a pair that was a hit before: what was known of it, and that it is none now.
    pub(crate) fn of_none(
        customer: &Described,
        entity: &str,
        known: &Json,
        gone: Gone,
        basis: &Basis,
    ) -> Evidence {
        let standing = gone.standing();
        let listed = match gone {
            Gone::Delisted => json!([]),
            Gone::ListRemoved | Gone::NoLongerHit => known["listed"].clone(),
        };
        let subject = json!(customer.entity);
        let version = format!("{standing} {}", version(&listed));
        let explanation = Json::Null;
        let content = Content {
            subject: &subject,
            entity,
            entity_version: &version,
            explanation: &explanation,
        };
        let hash = content.hash();
        let content = json!({
            "standing": standing,
            "subject": subject,
            "is_schema_known": customer.is_schema_known,
            "listed": listed,
            "listed_before": known["listed"],
            "listed_version": version,
            "explanation": explanation,
            "band": Json::Null,
            "snapshot": basis.snapshot,
            "lists": basis.lists,
            "matcher": MATCHER,
            "profile": basis.profile,
        });
        Evidence { content, hash, score: 0, priority: 0 }
    }
}

/// Score in thousandths.
pub(crate) fn thousandths(score: f32) -> i64 {
    (f64::from(score) * 1000.0).round() as i64
}

/// A record as it is kept.
fn listed(record: &Record) -> Json {
    json!(std::iter::once(&record.entity).chain(&record.related).collect::<Vec<&Entity>>())
}

/// Hash of a record as it is kept, without the times at which a publisher last looked at it.
fn version(listed: &Json) -> String {
    let mut listed = listed.clone();
    for entity in listed.as_array_mut().into_iter().flatten() {
        for key in ["first_seen", "last_seen", "last_change"] {
            entity.as_object_mut().map(|object| object.remove(key));
        }
    }
    hex(&Sha256::digest(listed.to_string()))
}

/// The entities of a kept record or subject.
pub(crate) fn entities(kept: &Json) -> Vec<Entity> {
    let all: Vec<&Json> = match kept {
        Json::Array(values) => values.iter().collect(),
        Json::Null => Vec::new(),
        one => vec![one],
    };
    all.into_iter().filter_map(|json| Entity::from_json_value(json).ok()).collect()
}

/// What comes on top of the score, in thousandths: facts that speak for the same person come
/// first, and so do listings for terrorism, for which a freeze is due within hours.
fn urgency(hit: &Hit) -> i64 {
    let facts: i64 = hit
        .explanation
        .rows
        .iter()
        .map(|row| match row.rule {
            Rule::IdentifierEqual => 400,
            Rule::BirthDateEqual => 200,
            Rule::BirthDateAgrees | Rule::BirthDateSwapped => 100,
            Rule::CountryShared | Rule::AddressShared => 50,
            _ => 0,
        })
        .sum();
    let terror = hit.record.entity.texts("topics").any(|topic| topic == "crime.terror");
    facts + if terror { 100 } else { 0 }
}
