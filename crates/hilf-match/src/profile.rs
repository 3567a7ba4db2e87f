//! Profiles: named, versioned sets of threshold and weights, as data.

use serde::{Deserialize, Serialize};
use thiserror::Error;

const KYC: &str = include_str!("../profiles/kyc.json");
const PAYMENT: &str = include_str!("../profiles/payment.json");

/// Why a profile cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Not the JSON of a profile.
    #[error("this is no profile: {0}")]
    Json(#[from] serde_json::Error),
    /// A number that makes no sense.
    #[error("profile `{name}`: {field} is {value}, which must lie between {least} and {most}")]
    Range {
        /// Name of the profile.
        name: String,
        /// The field.
        field: &'static str,
        /// Its value.
        value: f32,
        /// Least value allowed.
        least: f32,
        /// Greatest value allowed.
        most: f32,
    },
    /// Bands that do not fall from one to the next.
    #[error("profile `{0}`: the bands must be given from the highest to the lowest")]
    Bands(String),
}

/// A score from which on a hit is in a band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Name: `strong`, `probable`, `possible`.
    pub name: String,
    /// Least score.
    pub least: f32,
}

/// What facts besides the name add to a score or take from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceWeights {
    /// The same day of birth.
    pub birth_date_equal: f32,
    /// Dates that can be the same day, as far as they are known.
    pub birth_date_agrees: f32,
    /// Day and month changed places.
    pub birth_date_swapped: f32,
    /// Not the same, but no more than a year apart.
    pub birth_date_near: f32,
    /// Further apart.
    pub birth_date_differs: f32,
    /// A country in common.
    pub country_shared: f32,
    /// Nationalities known on both sides, none in common.
    pub country_differs: f32,
    /// Man against woman.
    pub gender_differs: f32,
    /// An address with the same words.
    pub address_shared: f32,
    /// Least score of two who bear the same identifier.
    pub identifier_equal: f32,
}

/// A named, versioned set of threshold and weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Name.
    pub name: String,
    /// Version; changes with every change of a number.
    pub version: String,
    /// Least score of a hit, 0 to 1.
    pub threshold: f32,
    /// Bands, highest first.
    pub bands: Vec<Band>,
    /// Whether a weak alias alone can make a hit.
    pub weak_alias_alone: bool,
    /// Whether the searched text may hold more than one name: a payment's free text.
    pub names_in_text: bool,
    /// Weights of the other facts.
    pub evidence: EvidenceWeights,
}

impl Profile {
    /// The profile for customers: one subject, one name.
    pub fn kyc() -> Profile {
        Profile::read(KYC).unwrap_or_else(|e| unreachable!("the profile in the program: {e}"))
    }

    /// The profile for payments: names inside free text, truncated, several in one field.
    pub fn payment() -> Profile {
        Profile::read(PAYMENT).unwrap_or_else(|e| unreachable!("the profile in the program: {e}"))
    }

    /// A built-in profile by name.
    pub fn named(name: &str) -> Option<Profile> {
        match name {
            "kyc" => Some(Profile::kyc()),
            "payment" => Some(Profile::payment()),
            _ => None,
        }
    }

    /// Reads a profile from JSON.
    ///
    /// # Errors
    /// When it is no profile or a number in it makes no sense.
    pub fn read(json: &str) -> Result<Profile, ProfileError> {
        let profile: Profile = serde_json::from_str(json)?;
        profile.check()?;
        Ok(profile)
    }

    /// `name-version`, as results name it.
    pub fn id(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }

    /// The band a score falls in.
    pub fn band(&self, score: f32) -> Option<&str> {
        self.bands.iter().find(|b| score >= b.least).map(|b| b.name.as_str())
    }

    /// Least score of a name with which a subject can still reach the threshold; `has_facts` if
    /// anything besides its names is known of it. Scores are shown in thousandths, and what rounds
    /// up must not be lost.
    pub(crate) fn least_by_name(&self, has_facts: bool) -> f32 {
        self.threshold - if has_facts { self.most_added() } else { 0.0 } - 0.0006
    }

    /// Most that facts besides the name can add to a score.
    pub(crate) fn most_added(&self) -> f32 {
        let e = &self.evidence;
        e.birth_date_equal.max(e.birth_date_agrees).max(0.0)
            + e.country_shared.max(0.0)
            + e.address_shared.max(0.0)
    }

    fn check(&self) -> Result<(), ProfileError> {
        let e = &self.evidence;
        let within = |field, value: f32, least: f32, most: f32| {
            if (least..=most).contains(&value) {
                Ok(())
            } else {
                Err(ProfileError::Range { name: self.name.clone(), field, value, least, most })
            }
        };
        // Below this almost every two names are alike, and the index has nothing to leave out.
        within("threshold", self.threshold, 0.5, 1.0)?;
        for (field, value) in [
            ("birth_date_equal", e.birth_date_equal),
            ("birth_date_agrees", e.birth_date_agrees),
            ("birth_date_swapped", e.birth_date_swapped),
            ("birth_date_near", e.birth_date_near),
            ("birth_date_differs", e.birth_date_differs),
            ("country_shared", e.country_shared),
            ("country_differs", e.country_differs),
            ("gender_differs", e.gender_differs),
            ("address_shared", e.address_shared),
        ] {
            within(field, value, -0.5, 0.2)?;
        }
        within("identifier_equal", e.identifier_equal, 0.0, 1.0)?;
        if self.bands.windows(2).any(|w| w[0].least <= w[1].least) {
            return Err(ProfileError::Bands(self.name.clone()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profiles_are_sound_and_their_bands_walk_down() {
        let kyc = Profile::kyc();
        assert_eq!(kyc.id(), format!("kyc-{}", kyc.version));
        assert!(Profile::payment().names_in_text);
        assert_eq!(kyc.band(1.0), Some("strong"));
        assert_eq!(kyc.band(kyc.threshold), Some("possible"));
        assert_eq!(kyc.band(0.1), None);
    }

    #[test]
    fn numbers_that_make_no_sense_are_refused_by_name() {
        let bad = KYC.replace("\"threshold\": 0.7", "\"threshold\": 70");
        let message = Profile::read(&bad).unwrap_err().to_string();
        assert!(message.contains("threshold") && message.contains("kyc"), "{message}");
        assert!(Profile::read(&KYC.replace("0.9 }", "0.1 }")).is_err());
        assert!(Profile::read("{}").is_err());
    }
}
