//! Work on several alerts at once, as far as policy allows: they may be given to somebody, and
//! alerts that a fact speaks against may be proposed to be somebody else. Nothing else is proposed
//! together, and nothing is approved together: the second person looks at each of them alone.

use hilf_case::{ContentHash, Outcome, State};
use hilf_match::{Row, Rule};
use hilf_store::AlertRow;
use thiserror::Error;

use crate::{Desk, DeskError, Person, Right, Step};

/// Most alerts of one piece of work.
pub const TOGETHER_MAX: usize = 50;

/// What is done to several alerts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Together {
    /// They are given to somebody.
    Assign {
        /// To whom.
        to: String,
    },
    /// They are proposed to be somebody else.
    NotTheSame {
        /// Why.
        reason: String,
    },
}

/// Why an alert is looked at on its own. [`Apart::arabic`] says the same in Arabic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Apart {
    /// It waits for a second person, or is decided, or was decided before.
    #[error("only alerts that are new or in review are proposed together")]
    State,
    /// The names agree well.
    #[error("only alerts of the lowest band are proposed together")]
    Band,
    /// Nothing speaks against.
    #[error("no date of birth and no gender speaks against; look at this alert on its own")]
    NothingAgainst,
}

impl Apart {
    /// The reason in Arabic.
    pub fn arabic(self) -> &'static str {
        match self {
            Apart::State => "لا تقترح معا إلا التنبيهات الجديدة أو التي قيد المراجعة",
            Apart::Band => "لا تقترح معا إلا تنبيهات أدنى النطاقات",
            Apart::NothingAgainst => "لا تاريخ ميلاد ولا جنس يعارض؛ انظر في هذا التنبيه على حدة",
        }
    }
}

/// Whether policy allows to propose an alert together with others: nobody decided it before, it is
/// in the lowest band, and a date of birth or a gender speaks against.
///
/// # Errors
/// Why it is to be looked at on its own.
pub fn may_go_together(alert: &AlertRow) -> Result<(), Apart> {
    if !matches!(alert.alert.state(), State::New | State::InReview) {
        return Err(Apart::State);
    }
    if alert.content["band"] != "possible" {
        return Err(Apart::Band);
    }
    let rows = alert.content["explanation"]["rows"].clone();
    let rows: Vec<Row> = serde_json::from_value(rows).unwrap_or_default();
    let against = |row: &Row| matches!(row.rule, Rule::BirthDateDiffers | Rule::GenderDiffers);
    if rows.iter().any(against) { Ok(()) } else { Err(Apart::NothingAgainst) }
}

impl Desk {
    /// Does one thing to several alerts, each named with the evidence that was seen; gives for each
    /// of them whether it was done. What cannot be done to one does not keep the others back.
    ///
    /// # Errors
    /// [`DeskError`] if nothing can be done to any of them.
    pub async fn work_together(
        &self,
        person: &Person,
        alerts: &[(String, ContentHash)],
        what: &Together,
    ) -> Result<Vec<(String, Result<(), DeskError>)>, DeskError> {
        self.allow(person, Right::AlertTogether, "alerts").await?;
        if alerts.is_empty() || alerts.len() > TOGETHER_MAX {
            return Err(DeskError::missing(
                "choose alerts, no more than 50 at once",
                "اختر تنبيهات، ولا تزد على 50 معا",
            ));
        }
        let mut done = Vec::with_capacity(alerts.len());
        for (id, evidence) in alerts {
            let outcome = self.work_on_one(person, id, evidence, what).await;
            done.push((id.clone(), outcome));
        }
        Ok(done)
    }

    async fn work_on_one(
        &self,
        person: &Person,
        id: &str,
        evidence: &ContentHash,
        what: &Together,
    ) -> Result<(), DeskError> {
        let step = match what {
            Together::Assign { to } => Step::Assign { to: to.clone() },
            Together::NotTheSame { reason } => {
                may_go_together(&self.alert(person, id).await?)?;
                Step::Propose {
                    outcome: Outcome::FalsePositive,
                    reason: reason.clone(),
                    evidence: evidence.clone(),
                }
            }
        };
        self.work(person, id, step).await.map(drop)
    }
}
