//! An alert from the hit to the decision, as a fold over its events.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Change, ContentHash};

/// Where an alert stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked at it.
    New,
    /// Somebody looks at it.
    InReview,
    /// One person has proposed an outcome; a second is to approve or return it.
    Proposed,
    /// Two people answer for an outcome.
    Decided,
    /// Decided before; something material changed since.
    Reopened,
}

/// What an alert was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The subject is the listed person or organisation.
    TrueMatch,
    /// The subject is somebody else.
    FalsePositive,
    /// It can be neither confirmed nor excluded.
    CannotTell,
}

/// An outcome laid before a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Who proposes, as a person and not as one of their accounts.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What is proposed.
    pub outcome: Outcome,
    /// Why, in the proposer's words.
    pub reason: String,
    /// The evidence the proposer saw.
    pub evidence: ContentHash,
}

/// An outcome two people answer for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was approved.
    pub proposal: Proposal,
    /// Who approved it.
    pub approved_by: String,
    /// When.
    pub at: Timestamp,
}

/// What can happen to an alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Given to a person to look at.
    Assigned {
        /// To whom.
        to: String,
    },
    /// Somebody began to look.
    ReviewStarted,
    /// A remark.
    Noted {
        /// The remark.
        text: String,
    },
    /// A document was added.
    Attached {
        /// SHA-256 of its bytes.
        sha256: String,
        /// The name it came under.
        name: String,
    },
    /// Subject, entity or explanation are no longer what they were.
    EvidenceChanged {
        /// Hash of the evidence from now on.
        evidence: ContentHash,
    },
    /// An outcome was proposed.
    Proposed {
        /// The outcome.
        outcome: Outcome,
        /// Why.
        reason: String,
        /// The evidence the proposer saw.
        evidence: ContentHash,
    },
    /// The second person does not agree.
    Returned {
        /// Why not.
        reason: String,
    },
    /// The second person agrees.
    Approved {
        /// The outcome the approver saw.
        outcome: Outcome,
        /// The reason the approver read.
        reason: String,
        /// The evidence the approver saw.
        evidence: ContentHash,
    },
    /// Something material changed after the decision.
    Reopened {
        /// What changed; at least one thing.
        changes: Vec<Change>,
        /// Hash of the evidence from now on.
        evidence: ContentHash,
    },
}

/// An event with who caused it and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The person.
    pub by: String,
    /// When, in UTC.
    pub at: Timestamp,
    /// What.
    #[serde(flatten)]
    pub event: Event,
}

/// Why an event cannot happen to an alert. [`Refusal::arabic`] says the same in Arabic.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The state does not allow the event.
    #[error("an alert that is {state:?} cannot be {what}; reload it to see where it stands")]
    State {
        /// Where the alert stands.
        state: State,
        /// What was tried.
        what: &'static str,
    },
    /// Proposer and approver are one person.
    #[error("{0} proposed this outcome; another person has to approve it")]
    SamePerson(String),
    /// What was seen is no longer, or never was, what lies before the alert.
    #[error("what you saw is not what the alert holds now; reload it and look again")]
    OtherContent,
    /// A reason is missing.
    #[error("give a reason")]
    NoReason,
    /// Nothing changed, so nothing is to be reopened.
    #[error("an alert is reopened by a material change, and none was named")]
    NoChange,
    /// Nobody is named as the person who acts.
    #[error("name the person who acts")]
    Nobody,
}

impl Refusal {
    /// The refusal in Arabic.
    pub fn arabic(&self) -> String {
        match self {
            Refusal::State { state, .. } => format!(
                "لا تسمح حالة التنبيه ({}) بهذا الإجراء؛ أعد تحميله لترى حالته",
                state.arabic()
            ),
            Refusal::SamePerson(who) => {
                format!("اقترح {who} هذه النتيجة؛ يجب أن يعتمدها شخص آخر")
            }
            Refusal::OtherContent => {
                "ما اطلعت عليه ليس ما يحتويه التنبيه الآن؛ أعد تحميله وانظر فيه من جديد".to_owned()
            }
            Refusal::NoReason => "اذكر السبب".to_owned(),
            Refusal::NoChange => "يعاد فتح التنبيه بتغير جوهري، ولم يذكر أي تغير".to_owned(),
            Refusal::Nobody => "اذكر الشخص الذي يقوم بالإجراء".to_owned(),
        }
    }
}

impl State {
    /// The state's name in Arabic.
    pub fn arabic(self) -> &'static str {
        match self {
            State::New => "جديد",
            State::InReview => "قيد المراجعة",
            State::Proposed => "مقترح",
            State::Decided => "محسوم",
            State::Reopened => "أعيد فتحه",
        }
    }
}

/// An alert, as its events made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    state: State,
    evidence: ContentHash,
    assignee: Option<String>,
    proposal: Option<Proposal>,
    decisions: Vec<Decision>,
    changes: Vec<Change>,
}

impl Alert {
    /// A new alert on `evidence`.
    pub fn open(evidence: ContentHash) -> Alert {
        Alert {
            state: State::New,
            evidence,
            assignee: None,
            proposal: None,
            decisions: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// The alert after `events`, in their order.
    ///
    /// # Errors
    /// The place of the first event that cannot have happened, with the reason.
    pub fn replay(evidence: ContentHash, events: &[Recorded]) -> Result<Alert, (usize, Refusal)> {
        let mut alert = Alert::open(evidence);
        for (place, event) in events.iter().enumerate() {
            alert.apply(event).map_err(|refusal| (place, refusal))?;
        }
        Ok(alert)
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Hash of the evidence as it is now.
    pub fn evidence(&self) -> &ContentHash {
        &self.evidence
    }

    /// Who is to look at it.
    pub fn assignee(&self) -> Option<&str> {
        self.assignee.as_deref()
    }

    /// The proposal that waits for a second person.
    pub fn proposal(&self) -> Option<&Proposal> {
        self.proposal.as_ref()
    }

    /// Every decision ever made, the latest last. Reopening removes none.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// What changed when it was last reopened.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Lets an event happen.
    ///
    /// # Errors
    /// A [`Refusal`]; the alert is then as it was.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), Refusal> {
        if recorded.by.trim().is_empty() {
            return Err(Refusal::Nobody);
        }
        match &recorded.event {
            Event::Assigned { to } => self.assign(to),
            Event::ReviewStarted => self.review(),
            Event::Noted { .. } | Event::Attached { .. } => Ok(()),
            Event::EvidenceChanged { evidence } => self.replace_evidence(evidence),
            Event::Proposed { outcome, reason, evidence } => self.propose(Proposal {
                by: recorded.by.clone(),
                at: recorded.at,
                outcome: *outcome,
                reason: reason.clone(),
                evidence: evidence.clone(),
            }),
            Event::Returned { reason } => self.give_back(reason),
            Event::Approved { outcome, reason, evidence } => {
                self.approve(recorded, *outcome, reason, evidence)
            }
            Event::Reopened { changes, evidence } => self.reopen(changes, evidence),
        }
    }

    fn refuse(&self, what: &'static str) -> Result<(), Refusal> {
        Err(Refusal::State { state: self.state, what })
    }

    fn assign(&mut self, to: &str) -> Result<(), Refusal> {
        if self.state == State::Decided {
            return self.refuse("assigned");
        }
        if to.trim().is_empty() {
            return Err(Refusal::Nobody);
        }
        self.assignee = Some(to.to_owned());
        Ok(())
    }

    fn review(&mut self) -> Result<(), Refusal> {
        match self.state {
            State::New | State::Reopened => self.state = State::InReview,
            State::InReview | State::Proposed | State::Decided => return self.refuse("reviewed"),
        }
        Ok(())
    }

    fn replace_evidence(&mut self, evidence: &ContentHash) -> Result<(), Refusal> {
        if self.state == State::Decided {
            return self.refuse("changed without being reopened");
        }
        if *evidence != self.evidence && self.proposal.take().is_some() {
            self.state = State::InReview;
        }
        self.evidence = evidence.clone();
        Ok(())
    }

    fn propose(&mut self, proposal: Proposal) -> Result<(), Refusal> {
        // A standing proposal is not overwritten: its approver may be reading it.
        if self.state != State::InReview {
            return self.refuse("proposed");
        }
        if proposal.evidence != self.evidence {
            return Err(Refusal::OtherContent);
        }
        if proposal.reason.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        self.proposal = Some(proposal);
        self.state = State::Proposed;
        Ok(())
    }

    fn give_back(&mut self, reason: &str) -> Result<(), Refusal> {
        if self.state != State::Proposed {
            return self.refuse("returned");
        }
        if reason.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        self.proposal = None;
        self.state = State::InReview;
        Ok(())
    }

    fn approve(
        &mut self,
        recorded: &Recorded,
        outcome: Outcome,
        reason: &str,
        evidence: &ContentHash,
    ) -> Result<(), Refusal> {
        let Some(proposal) = &self.proposal else {
            return self.refuse("approved");
        };
        if proposal.by == recorded.by {
            return Err(Refusal::SamePerson(recorded.by.clone()));
        }
        let seen = proposal.outcome == outcome && proposal.reason == reason;
        if !seen || proposal.evidence != *evidence || self.evidence != *evidence {
            return Err(Refusal::OtherContent);
        }
        self.decisions.push(Decision {
            proposal: proposal.clone(),
            approved_by: recorded.by.clone(),
            at: recorded.at,
        });
        self.proposal = None;
        self.state = State::Decided;
        Ok(())
    }

    fn reopen(&mut self, changes: &[Change], evidence: &ContentHash) -> Result<(), Refusal> {
        if self.state != State::Decided {
            return self.refuse("reopened");
        }
        if changes.is_empty() {
            return Err(Refusal::NoChange);
        }
        self.changes = changes.to_vec();
        self.evidence = evidence.clone();
        self.state = State::Reopened;
        Ok(())
    }
}
