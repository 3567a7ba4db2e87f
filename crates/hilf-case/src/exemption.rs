//! Lawful reasons to pay or pass despite a true match, granted by two people, limited in scope,
//! amount and time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What an exemption rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "basis", rename_all = "snake_case")]
pub enum Basis {
    /// Humanitarian assistance, Security Council resolution 2664 (2022); for the 1267 regime
    /// continued by resolution 2761 (2024).
    Humanitarian {
        /// Which kind of provider named in the resolution, and what shows it.
        provider: String,
        /// Project or appeal.
        project: String,
    },
    /// A licence or authorisation of a competent authority.
    Licence {
        /// Who gave it.
        authority: String,
        /// Its number.
        number: String,
    },
}

/// An exemption as two people granted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    #[serde(flatten)]
    terms: Terms,
    granted_by: [String; 2],
    used: u64,
}

/// Why an exemption cannot be granted or does not cover a movement. [`ExemptionRefusal::arabic`]
/// says the same in Arabic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionRefusal {
    /// Not two different people.
    #[error("an exemption needs two different people; name both")]
    TwoPeople,
    /// It would end before it begins.
    #[error("the exemption ends before it begins")]
    Period,
    /// No subject or no listed entity.
    #[error("name the subjects and the listed entity the exemption is for")]
    Nobody,
    /// No reason in law.
    #[error("say what the exemption rests on: provider and project, or authority and number")]
    Basis,
    /// No amount.
    #[error("the exemption needs a ceiling of more than nothing, in a currency such as USD")]
    Amount,
    /// Another entity or subject.
    #[error("the exemption does not cover this subject and this listed entity")]
    Scope,
    /// Another currency.
    #[error("the exemption is granted in another currency")]
    Currency,
    /// Not valid at that time.
    #[error("the exemption is not valid at this time")]
    Time,
    /// More than is left.
    #[error("the exemption's ceiling leaves only {left}, in the smallest unit of its currency")]
    Ceiling {
        /// What is left.
        left: u64,
    },
}

impl ExemptionRefusal {
    /// The refusal in Arabic.
    pub fn arabic(self) -> String {
        match self {
            ExemptionRefusal::TwoPeople => "يحتاج الاستثناء إلى شخصين مختلفين؛ اذكرهما".to_owned(),
            ExemptionRefusal::Period => "ينتهي الاستثناء قبل بدايته".to_owned(),
            ExemptionRefusal::Nobody => "اذكر من يشملهم الاستثناء والكيان المدرج".to_owned(),
            ExemptionRefusal::Basis => {
                "اذكر سند الاستثناء: مقدم المساعدة والمشروع، أو الجهة ورقم الترخيص".to_owned()
            }
            ExemptionRefusal::Amount => {
                "يحتاج الاستثناء إلى سقف أكبر من الصفر بعملة مثل USD".to_owned()
            }
            ExemptionRefusal::Scope => "لا يشمل الاستثناء هذا العميل وهذا الكيان المدرج".to_owned(),
            ExemptionRefusal::Currency => "منح الاستثناء بعملة أخرى".to_owned(),
            ExemptionRefusal::Time => "الاستثناء غير ساري المفعول في هذا الوقت".to_owned(),
            ExemptionRefusal::Ceiling { left } => {
                format!("لم يبق من سقف الاستثناء إلا {left} بأصغر وحدة من عملته")
            }
        }
    }
}

/// What an exemption allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What it rests on.
    #[serde(flatten)]
    pub basis: Basis,
    /// Id of the listed entity concerned.
    pub entity: String,
    /// Ids of the subjects it covers.
    pub subjects: Vec<String>,
    /// Currency, ISO 4217.
    pub currency: String,
    /// Most that may be moved under it, in the currency's smallest unit.
    pub ceiling: u64,
    /// Valid from.
    pub from: Timestamp,
    /// No longer valid at.
    pub until: Timestamp,
}

/// Money about to move under an exemption.
#[derive(Clone, Copy, Debug)]
pub struct Movement<'a> {
    /// Id of the subject.
    pub subject: &'a str,
    /// Id of the listed entity it was matched to.
    pub entity: &'a str,
    /// Currency, ISO 4217.
    pub currency: &'a str,
    /// Amount in the currency's smallest unit.
    pub amount: u64,
    /// When.
    pub at: Timestamp,
}

impl Terms {
    /// Whether the terms can be laid before a second person.
    ///
    /// # Errors
    /// What they lack.
    pub fn check(&self) -> Result<(), ExemptionRefusal> {
        let is_blank = |text: &String| text.trim().is_empty();
        if self.subjects.is_empty() || self.subjects.iter().any(is_blank) || is_blank(&self.entity)
        {
            return Err(ExemptionRefusal::Nobody);
        }
        let (who, what) = match &self.basis {
            Basis::Humanitarian { provider, project } => (provider, project),
            Basis::Licence { authority, number } => (authority, number),
        };
        if is_blank(who) || is_blank(what) {
            return Err(ExemptionRefusal::Basis);
        }
        if self.ceiling == 0 || !crate::currency::is_currency(&self.currency) {
            return Err(ExemptionRefusal::Amount);
        }
        if self.until <= self.from {
            return Err(ExemptionRefusal::Period);
        }
        Ok(())
    }

    /// Grants an exemption on these terms, answered for by two people.
    ///
    /// # Errors
    /// [`ExemptionRefusal::TwoPeople`] or [`ExemptionRefusal::Period`].
    pub fn grant(self, first: &str, second: &str) -> Result<Exemption, ExemptionRefusal> {
        let nobody = first.trim().is_empty() || second.trim().is_empty();
        if nobody || first == second {
            return Err(ExemptionRefusal::TwoPeople);
        }
        if self.until <= self.from {
            return Err(ExemptionRefusal::Period);
        }
        let granted_by = [first.to_owned(), second.to_owned()];
        Ok(Exemption { terms: self, granted_by, used: 0 })
    }
}

impl Exemption {
    /// What it allows.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The two people who granted it.
    pub fn granted_by(&self) -> &[String; 2] {
        &self.granted_by
    }

    /// What has moved under it, in the currency's smallest unit; never more than the ceiling.
    pub fn used(&self) -> u64 {
        self.used
    }

    /// Counts a movement against the ceiling.
    ///
    /// # Errors
    /// An [`ExemptionRefusal`]; nothing is counted then.
    pub fn draw(&mut self, movement: Movement<'_>) -> Result<(), ExemptionRefusal> {
        let terms = &self.terms;
        let covered = terms.subjects.iter().any(|subject| subject == movement.subject);
        if terms.entity != movement.entity || !covered {
            return Err(ExemptionRefusal::Scope);
        }
        if terms.currency != movement.currency {
            return Err(ExemptionRefusal::Currency);
        }
        if movement.at < terms.from || movement.at >= terms.until {
            return Err(ExemptionRefusal::Time);
        }
        let left = terms.ceiling.saturating_sub(self.used);
        if movement.amount > left {
            return Err(ExemptionRefusal::Ceiling { left });
        }
        self.used += movement.amount;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn draft() -> Terms {
        Terms {
            basis: Basis::Licence { authority: "Invented".to_owned(), number: "1".to_owned() },
            entity: "un-1".to_owned(),
            subjects: vec!["c-1".to_owned()],
            currency: "USD".to_owned(),
            ceiling: 100,
            from: at("2026-01-01T00:00:00Z"),
            until: at("2026-02-01T00:00:00Z"),
        }
    }

    #[test]
    fn two_people_grant_it() {
        assert_eq!(draft().grant("a", "a"), Err(ExemptionRefusal::TwoPeople));
        assert_eq!(draft().grant("a", " "), Err(ExemptionRefusal::TwoPeople));
        assert_eq!(draft().grant("a", "b").unwrap().granted_by(), &["a", "b"]);
        let backwards = Terms { until: draft().from, ..draft() };
        assert_eq!(backwards.grant("a", "b"), Err(ExemptionRefusal::Period));
    }

    #[test]
    fn terms_that_lack_something_are_not_laid_before_anybody() {
        assert_eq!(draft().check(), Ok(()));
        let basis = Basis::Humanitarian { provider: "UN".to_owned(), project: " ".to_owned() };
        for (terms, lack) in [
            (Terms { subjects: vec![], ..draft() }, ExemptionRefusal::Nobody),
            (Terms { entity: String::new(), ..draft() }, ExemptionRefusal::Nobody),
            (Terms { basis, ..draft() }, ExemptionRefusal::Basis),
            (Terms { ceiling: 0, ..draft() }, ExemptionRefusal::Amount),
            (Terms { currency: "usd".to_owned(), ..draft() }, ExemptionRefusal::Amount),
            (Terms { until: draft().from, ..draft() }, ExemptionRefusal::Period),
        ] {
            assert_eq!(terms.check(), Err(lack));
        }
    }

    #[test]
    fn scope_time_and_ceiling_bind() {
        let mut granted = draft().grant("a", "b").unwrap();
        let inside = Movement {
            subject: "c-1",
            entity: "un-1",
            currency: "USD",
            amount: 60,
            at: at("2026-01-15T00:00:00Z"),
        };
        let refused = |granted: &mut Exemption, movement| granted.draw(movement).unwrap_err();
        let other = Movement { subject: "c-2", ..inside };
        assert_eq!(refused(&mut granted, other), ExemptionRefusal::Scope);
        let other = Movement { entity: "un-2", ..inside };
        assert_eq!(refused(&mut granted, other), ExemptionRefusal::Scope);
        let other = Movement { currency: "EUR", ..inside };
        assert_eq!(refused(&mut granted, other), ExemptionRefusal::Currency);
        let late = Movement { at: granted.terms().until, ..inside };
        assert_eq!(refused(&mut granted, late), ExemptionRefusal::Time);
        granted.draw(inside).unwrap();
        assert_eq!(refused(&mut granted, inside), ExemptionRefusal::Ceiling { left: 40 });
        assert_eq!(granted.used(), 60, "what is refused is not counted");
    }
}
