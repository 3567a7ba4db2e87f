//! From the hits of one customer to alerts: opened, given new evidence, or reopened; never doubled
//! and never lost.

use std::collections::HashMap;

use hilf_case::{Change, Duty, Event, Field, Outcome, State, changes};
use hilf_match::Hit;
use hilf_node::Live;
use hilf_store::{Act, AlertFilter, AlertRow, Customer, NewAlert, Progress};
use serde_json::{Value as Json, json};

use crate::customers::Found;
use crate::evidence::{Evidence, Gone, entities};
use crate::{Basis, Desk, DeskError};

/// Who acts when nobody does: the node, because lists or customers changed.
pub(crate) const NODE: &str = "node";

/// Alerts of one customer that are looked at together; far more than any customer has.
const ALERTS_MAX: u32 = 10_000;

impl Desk {
    /// Brings the alerts of a customer in line with what screening found.
    pub(crate) async fn settle(
        &self,
        act: &mut Act,
        customer: &Customer,
        found: &Found,
        live: &Live,
        basis: &Basis,
    ) -> Result<Progress, DeskError> {
        let mut progress = Progress {
            screened: 1,
            hits: found.hits.len() as u64,
            held: u64::from(found.is_held),
            ..Progress::default()
        };
        let filter = AlertFilter { customer: Some(customer.id.clone()), ..AlertFilter::default() };
        let known = act.alerts(&filter, ALERTS_MAX).await?;
        let mut known: HashMap<String, AlertRow> =
            known.into_iter().map(|alert| (alert.entity.clone(), alert)).collect();
        for hit in &found.hits {
            let evidence = Evidence::of_hit(customer, hit, basis);
            match known.remove(hit.record.entity.id()) {
                None => {
                    self.open(act, customer, hit, evidence).await?;
                    progress.opened += 1;
                }
                Some(alert) => {
                    progress.reopened += u64::from(self.renew(act, alert, evidence).await?);
                }
            }
        }
        let mut gone: Vec<AlertRow> = known.into_values().collect();
        gone.sort_by(|a, b| a.id.cmp(&b.id));
        for alert in gone {
            progress.reopened +=
                u64::from(self.take_back(act, alert, customer, live, basis).await?);
        }
        Ok(progress)
    }

    async fn open(
        &self,
        act: &mut Act,
        customer: &Customer,
        hit: &Hit,
        evidence: Evidence,
    ) -> Result<(), DeskError> {
        let new = NewAlert {
            customer: customer.id.clone(),
            entity: hit.record.entity.id().to_owned(),
            score: evidence.score,
            evidence: evidence.hash,
            content: evidence.content,
            priority: evidence.priority,
            due_at: Some(self.jurisdiction.due(Duty::Review, act.at())?),
        };
        let id = act.open_alert(&new).await?;
        let details = json!({ "customer": new.customer, "entity": new.entity, "score": new.score });
        act.note("alert.open", &format!("alert:{id}"), details).await?;
        Ok(())
    }

    /// Lays new evidence before people; a decided alert is reopened only by a material change.
    /// Gives whether it was reopened.
    async fn renew(
        &self,
        act: &mut Act,
        mut alert: AlertRow,
        evidence: Evidence,
    ) -> Result<bool, DeskError> {
        if *alert.alert.evidence() == evidence.hash {
            return Ok(false);
        }
        let is_decided = alert.alert.state() == State::Decided;
        let event = match is_decided {
            false => Event::EvidenceChanged { evidence: evidence.hash.clone() },
            true => {
                let changes = material(&alert.content, &evidence.content);
                if changes.is_empty() {
                    return Ok(false);
                }
                Event::Reopened { changes, evidence: evidence.hash.clone() }
            }
        };
        self.happen(act, &mut alert, event).await?;
        let Evidence { content, score, priority, .. } = evidence;
        act.replace_content(&alert.id, score, priority, &content).await?;
        if is_decided {
            let due = self.jurisdiction.due(Duty::Review, act.at())?;
            act.set_due(&alert.id, Some(due)).await?;
        }
        Ok(is_decided)
    }

    /// What becomes of an alert whose pair is no longer a hit. Gives whether it was reopened.
    async fn take_back(
        &self,
        act: &mut Act,
        mut alert: AlertRow,
        customer: &Customer,
        live: &Live,
        basis: &Basis,
    ) -> Result<bool, DeskError> {
        let is_listed =
            live.entity(&alert.entity)?.is_some() || live.merged_into(&alert.entity).is_some();
        let gone = if is_listed { Gone::NoLongerHit } else { Gone::Delisted };
        let evidence = Evidence::of_none(customer, &alert.entity, &alert.content, gone, basis);
        if *alert.alert.evidence() == evidence.hash {
            return Ok(false);
        }
        if alert.alert.state() != State::Decided {
            let event = Event::EvidenceChanged { evidence: evidence.hash.clone() };
            self.happen(act, &mut alert, event).await?;
            act.replace_content(&alert.id, 0, 0, &evidence.content).await?;
            return Ok(false);
        }
        // A true match that ends is a freeze to be lifted; "not the same" needs nobody.
        if !is_true_match(&alert) {
            return Ok(false);
        }
        let mut changes = material(&alert.content, &evidence.content);
        if changes.is_empty() {
            let before = vec![alert.entity.clone()];
            changes.push(Change { field: Field::Listing, before, after: Vec::new() });
        }
        let event = Event::Reopened { changes, evidence: evidence.hash.clone() };
        self.happen(act, &mut alert, event).await?;
        // Somebody's money is held without a listing: nothing is more urgent.
        act.replace_content(&alert.id, 0, URGENT, &evidence.content).await?;
        let due = self.jurisdiction.due(Duty::Unfreeze, act.at())?;
        act.set_due(&alert.id, Some(due)).await?;
        Ok(true)
    }

    async fn happen(
        &self,
        act: &mut Act,
        alert: &mut AlertRow,
        event: Event,
    ) -> Result<(), DeskError> {
        let details = json!({ "event": event });
        let recorded = alert.apply(NODE, act.at(), event)?;
        act.record(alert, recorded).await?;
        act.note("alert.renew", &format!("alert:{}", alert.id), details).await?;
        Ok(())
    }
}

/// Priority of what must not wait behind anything.
const URGENT: i64 = 10_000;

/// Whether two people last found it to be the listed person.
pub(crate) fn is_true_match(alert: &AlertRow) -> bool {
    let decision = alert.alert.decisions().last();
    decision.is_some_and(|decision| decision.proposal.outcome == Outcome::TrueMatch)
}

/// What changed materially between two states of the evidence, on either side.
fn material(before: &Json, after: &Json) -> Vec<Change> {
    let mut found = changes(&entities(&before["subject"]), &entities(&after["subject"]));
    found.extend(changes(&entities(&before["listed"]), &entities(&after["listed"])));
    found
}
