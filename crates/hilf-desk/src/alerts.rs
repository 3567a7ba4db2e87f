//! Work on alerts: what a person does to one, checked by the state machine and kept as an event.

use hilf_case::{ContentHash, Duty, Event, Outcome};
use hilf_store::{AlertFilter, AlertRow, Standings};
use serde_json::{Value as Json, json};

use crate::customers::happened;
use crate::{Desk, DeskError, Person, Right};

/// What a person does to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Gives it to somebody.
    Assign {
        /// To whom.
        to: String,
    },
    /// Begins to look.
    Start,
    /// Leaves a remark.
    Note {
        /// The remark.
        text: String,
    },
    /// Adds a document.
    Attach {
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Proposes an outcome on the evidence they saw; begins to look if nobody has.
    Propose {
        /// The outcome.
        outcome: Outcome,
        /// Why.
        reason: String,
        /// The evidence they saw.
        evidence: ContentHash,
    },
    /// Does not agree with the proposal.
    Return {
        /// Why not.
        reason: String,
    },
    /// Agrees with the proposal they saw.
    Approve {
        /// The outcome they saw.
        outcome: Outcome,
        /// The reason they read.
        reason: String,
        /// The evidence they saw.
        evidence: ContentHash,
    },
}

impl Step {
    fn right(&self) -> Right {
        match self {
            Step::Return { .. } | Step::Approve { .. } => Right::AlertDecide,
            _ => Right::AlertWork,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Step::Assign { .. } => "assign",
            Step::Start => "start",
            Step::Note { .. } => "note",
            Step::Attach { .. } => "attach",
            Step::Propose { .. } => "propose",
            Step::Return { .. } => "return",
            Step::Approve { .. } => "approve",
        }
    }
}

impl Desk {
    /// The alerts of a page of the queue.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn alerts(
        &self,
        person: &Person,
        filter: &AlertFilter,
        most: u32,
    ) -> Result<Vec<AlertRow>, DeskError> {
        let mut act = self.enter(person, Right::AlertView, "alerts", Json::Null).await?;
        let alerts = act.alerts(filter, most).await?;
        let seen: Vec<&str> = alerts.iter().map(|alert| alert.id.as_str()).collect();
        act.note("alert.seen", "alerts", json!({ "alerts": seen })).await?;
        act.commit().await?;
        Ok(alerts)
    }

    /// Alerts on any of some listed entities, in the order of the entities: whom of the customers a
    /// change of a list touches.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn alerts_on(
        &self,
        person: &Person,
        entities: &[&str],
        most: usize,
    ) -> Result<Vec<AlertRow>, DeskError> {
        let details = json!({ "entities": entities.len() });
        let mut act = self.enter(person, Right::AlertView, "alerts", details).await?;
        let mut alerts: Vec<AlertRow> = Vec::new();
        for entity in entities {
            let left = u32::try_from(most.saturating_sub(alerts.len())).unwrap_or(u32::MAX >> 1);
            if left == 0 {
                break;
            }
            alerts.extend(act.alerts_on(entity, left).await?);
        }
        let seen: Vec<&str> = alerts.iter().map(|alert| alert.id.as_str()).collect();
        act.note("alert.seen", "alerts", json!({ "alerts": seen })).await?;
        act.commit().await?;
        Ok(alerts)
    }

    /// How many alerts stand where.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn standings(&self, person: &Person) -> Result<Standings, DeskError> {
        let mut act = self.enter(person, Right::Statistics, "alerts", Json::Null).await?;
        let standings = act.standings().await?;
        act.commit().await?;
        Ok(standings)
    }

    /// An alert.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn alert(&self, person: &Person, id: &str) -> Result<AlertRow, DeskError> {
        let mut act = self.enter(person, Right::AlertView, object(id), Json::Null).await?;
        let alert = act.alert(id).await?;
        act.commit().await?;
        Ok(alert)
    }

    /// A document of an alert.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn attachment(
        &self,
        person: &Person,
        id: &str,
        sha256: &str,
    ) -> Result<(String, Vec<u8>), DeskError> {
        let details = json!({ "sha256": sha256 });
        let mut act = self.enter(person, Right::AlertView, object(id), details).await?;
        let alert = act.alert(id).await?;
        let name = alert.events.iter().find_map(|recorded| match &recorded.event {
            Event::Attached { sha256: own, name } if own == sha256 => Some(name.clone()),
            _ => None,
        });
        let name = name.ok_or_else(|| {
            DeskError::missing(
                "this alert has no such document",
                "لا يوجد مستند كهذا في هذا التنبيه",
            )
        })?;
        let bytes = act.attachment(sha256).await?;
        act.commit().await?;
        Ok((name, bytes))
    }

    /// Does something to an alert; gives it as it then is.
    ///
    /// # Errors
    /// [`DeskError`]; the alert is then as it was.
    pub async fn work(&self, person: &Person, id: &str, step: Step) -> Result<AlertRow, DeskError> {
        let details = json!({ "step": step.name() });
        let mut act = self.enter(person, step.right(), object(id), details).await?;
        let mut alert = act.alert(id).await?;
        let is_approval = matches!(step, Step::Approve { .. });
        let event = match step {
            Step::Assign { to } => Event::Assigned { to },
            Step::Start => Event::ReviewStarted,
            Step::Note { text } => Event::Noted { text },
            Step::Attach { name, bytes } => {
                Event::Attached { sha256: act.attach(&bytes).await?, name }
            }
            Step::Propose { outcome, reason, evidence } => {
                use hilf_case::State;
                if matches!(alert.alert.state(), State::New | State::Reopened) {
                    happened(&mut act, &mut alert, Event::ReviewStarted).await?;
                }
                Event::Proposed { outcome, reason, evidence }
            }
            Step::Return { reason } => Event::Returned { reason },
            Step::Approve { outcome, reason, evidence } => {
                Event::Approved { outcome, reason, evidence }
            }
        };
        happened(&mut act, &mut alert, event).await?;
        if is_approval {
            alert.due_at = self.due_after(&mut act, &alert).await?;
            act.set_due(&alert.id, alert.due_at).await?;
        }
        act.commit().await?;
        Ok(alert)
    }

    /// What a decision makes due.
    async fn due_after(
        &self,
        act: &mut hilf_store::Act,
        alert: &AlertRow,
    ) -> Result<Option<jiff::Timestamp>, DeskError> {
        let outcome = alert.alert.decisions().last().map(|decision| decision.proposal.outcome);
        let freeze = act.freeze(&alert.id).await?;
        let is_frozen = freeze.as_ref().is_some_and(|freeze| freeze.lifted_at.is_none());
        let duty = match outcome {
            Some(Outcome::TrueMatch) if !is_frozen && freeze.is_none() => Duty::Freeze,
            // What was frozen as a true match and is none any more is to be given back.
            Some(Outcome::FalsePositive) if is_frozen => Duty::Unfreeze,
            _ => return Ok(None),
        };
        Ok(Some(self.jurisdiction.due(duty, act.at())?))
    }
}

/// An alert in the audit log.
pub(crate) fn object(id: &str) -> String {
    format!("alert:{id}")
}
