//! From the hits of one customer to alerts: opened, given new evidence, or reopened; never doubled
//! and never lost.

use std::collections::HashMap;

use hilf_case::{Change, Duty, Event, Field, Outcome, State, changes};
use hilf_node::Live;
use hilf_store::{Act, AlertRow, NewAlert, Note, Progress};
use serde_json::{Value as Json, json};

use crate::customers::Found;
use crate::evidence::{Evidence, Gone, HIT, entities};
use crate::{Basis, Described, Desk, DeskError};

/// Who acts when nobody does: the node, because lists or customers changed.
pub(crate) const NODE: &str = "node";

impl Desk {
    /// Brings the alerts of a customer in line with what screening found. Alerts that are to be
    /// opened are added to `openings`.
    pub(crate) async fn settle(
        &self,
        act: &mut Act,
        customer: &Described,
        found: Found,
        known: Vec<AlertRow>,
        (live, basis): (&Live, &Basis),
        openings: &mut Vec<NewAlert>,
    ) -> Result<Progress, DeskError> {
        let mut progress = Progress {
            screened: 1,
            hits: found.hits.len() as u64,
            held: u64::from(found.is_held),
            ..Progress::default()
        };
        let mut known: HashMap<String, AlertRow> =
            known.into_iter().map(|alert| (alert.entity.clone(), alert)).collect();
        for (entity, evidence) in found.hits {
            match known.remove(&entity) {
                None => {
                    openings.push(NewAlert {
                        customer: customer.entity.id().to_owned(),
                        entity,
                        score: evidence.score,
                        evidence: evidence.hash,
                        content: evidence.content,
                        priority: evidence.priority,
                        due_at: Some(self.jurisdiction.due(Duty::Review, act.at())?),
                    });
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

    /// Opens alerts, each with its entry in the log.
    pub(crate) async fn open(
        &self,
        act: &mut Act,
        openings: Vec<NewAlert>,
    ) -> Result<(), DeskError> {
        let ids = act.open_alerts(&openings).await?;
        let note = |(new, id): (NewAlert, String)| Note {
            act: "alert.open",
            object: format!("alert:{id}"),
            details: json!({
                "customer": new.customer, "entity": new.entity, "score": new.score,
            }),
        };
        act.notes(openings.into_iter().zip(ids).map(note).collect()).await?;
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
        let is_decided = alert.alert.state() == State::Decided;
        if is_decided && alert.standing != HIT {
            act.set_standing(&alert.id, HIT).await?;
        }
        if *alert.alert.evidence() == evidence.hash {
            return Ok(false);
        }
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
        customer: &Described,
        live: &Live,
        basis: &Basis,
    ) -> Result<bool, DeskError> {
        let is_listed =
            live.entity(&alert.entity)?.is_some() || live.merged_into(&alert.entity).is_some();
        let gone = match is_listed {
            true => Gone::NoLongerHit,
            // What ended before its list went has ended all the same.
            false if alert.content["standing"] == Gone::Delisted.standing() => Gone::Delisted,
            false if is_of_removed_list(&alert, live) => Gone::ListRemoved,
            false => Gone::Delisted,
        };
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
        // A true match that ends is a freeze to be lifted; "not the same" needs nobody, and may be
        // purged after its time.
        if !is_true_match(&alert) {
            if alert.standing != gone.standing() {
                act.set_standing(&alert.id, gone.standing()).await?;
            }
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
        // A measure does not end because a node no longer keeps the list: people look at it.
        let duty = match gone {
            Gone::ListRemoved => Duty::Review,
            Gone::Delisted | Gone::NoLongerHit => Duty::Unfreeze,
        };
        let due = self.jurisdiction.due(duty, act.at())?;
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

/// Whether no list is live that an alert's entity stood on.
fn is_of_removed_list(alert: &AlertRow, live: &Live) -> bool {
    let listed = [&alert.content["listed"], &alert.content["listed_before"]];
    let entities: Vec<_> = listed.into_iter().flat_map(entities).collect();
    let mut datasets = entities.iter().flat_map(|entity| &entity.datasets).peekable();
    datasets.peek().is_some() && !datasets.any(|dataset| live.has_dataset(dataset))
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
