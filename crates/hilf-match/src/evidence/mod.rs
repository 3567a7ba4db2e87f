//! What is known of two bearers of alike names besides their names.

mod birth;
mod identifier;
mod place;

use hilf_entity::{Entity, Value};
use hilf_list::Record;

pub(crate) use identifier::{keys_of, keys_of_subject, shared as shared_identifier};

use crate::profile::EvidenceWeights;
use crate::subject::Subject;

/// A fact for or against, besides the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fact {
    /// The same day of birth.
    BirthDateEqual,
    /// Dates of birth that can be the same.
    BirthDateAgrees,
    /// Day and month changed places.
    BirthDateSwapped,
    /// Dates of birth not more than a year apart.
    BirthDateNear,
    /// Dates of birth that cannot be the same.
    BirthDateDiffers,
    /// A country in common.
    CountryShared,
    /// Nationalities known on both sides, none in common.
    CountryDiffers,
    /// A man and a woman.
    GenderDiffers,
    /// An address with the same words.
    AddressShared,
    /// The same identifier.
    IdentifierEqual,
}

/// A fact with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) fact: Fact,
    /// As the subject gives it.
    pub(crate) query: String,
    /// As the list gives it.
    pub(crate) listed: String,
}

impl Fact {
    /// What it adds to the score or takes from it.
    pub(crate) fn effect(self, weights: &EvidenceWeights) -> f32 {
        match self {
            Fact::BirthDateEqual => weights.birth_date_equal,
            Fact::BirthDateAgrees => weights.birth_date_agrees,
            Fact::BirthDateSwapped => weights.birth_date_swapped,
            Fact::BirthDateNear => weights.birth_date_near,
            Fact::BirthDateDiffers => weights.birth_date_differs,
            Fact::CountryShared => weights.country_shared,
            Fact::CountryDiffers => weights.country_differs,
            Fact::GenderDiffers => weights.gender_differs,
            Fact::AddressShared => weights.address_shared,
            Fact::IdentifierEqual => 0.0,
        }
    }

    /// Whether it confirms that two bearers of alike names are one.
    pub(crate) fn confirms(self) -> bool {
        matches!(self, Fact::BirthDateEqual | Fact::IdentifierEqual)
    }
}

/// Every fact about the subject and a listed record, identifiers left out.
pub(crate) fn gather(subject: &Subject, listed: &Record) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    evidence.extend(birth::compare(subject, &listed.entity));
    evidence.extend(place::countries(subject.entity(), &listed.entity));
    evidence.extend(gender(subject.entity(), &listed.entity));
    evidence.extend(place::address(subject.entity(), listed));
    evidence
}

fn gender(subject: &Entity, listed: &Entity) -> Option<Evidence> {
    let (query, theirs) = (subject.first("gender")?, listed.get("gender"));
    let known = |g: &str| matches!(g, "male" | "female");
    let other = theirs.iter().map(Value::text).find(|g| known(g) && *g != query)?;
    let differs = known(query) && !theirs.iter().any(|g| g.text() == query);
    differs.then(|| Evidence {
        fact: Fact::GenderDiffers,
        query: query.to_owned(),
        listed: other.to_owned(),
    })
}
