//! Customers: registered and screened in one act, so that nobody is known and not screened.

use std::sync::Arc;

use hilf_case::Event;
use hilf_entity::Entity;
use hilf_match::{Hit, Subject};
use hilf_node::Live;
use hilf_store::{Act, AlertFilter, AlertRow, Customer, Progress, Registered};
use rayon::prelude::*;
use serde_json::{Value as Json, json};

use crate::{Basis, Desk, DeskError, Person, Right};

/// How often a registration is begun anew because the lists were exchanged meanwhile.
const ATTEMPTS: usize = 5;

/// A customer as its owner describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The description; its id is the owner's.
    pub entity: Entity,
    /// Whether it is known of what schema it is; if not it may be anybody.
    pub is_schema_known: bool,
}

impl Described {
    pub(crate) fn subject(&self) -> Subject {
        subject(&self.entity, self.is_schema_known)
    }
}

pub(crate) fn subject(entity: &Entity, is_schema_known: bool) -> Subject {
    match is_schema_known {
        true => Subject::of(entity.clone()),
        false => Subject::open(entity.clone()),
    }
}

/// What screening one subject found.
pub(crate) struct Found {
    pub(crate) hits: Vec<Hit>,
    /// Whether the subject gives nothing to search by.
    pub(crate) is_held: bool,
}

/// What a registration led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Customers that were not known before.
    pub new: u64,
    /// Customers whose description changed.
    pub changed: u64,
    /// Customers whose description is the known one.
    pub unchanged: u64,
    /// What screening found.
    pub progress: Progress,
    /// What they were screened against.
    pub snapshot: String,
}

impl Outcome {
    /// Adds up.
    pub fn add(&mut self, other: &Outcome) {
        self.new += other.new;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.progress += other.progress;
        self.snapshot.clone_from(&other.snapshot);
    }
}

impl Desk {
    /// Registers customers and screens them, all or none; whoever is known unchanged is left
    /// alone, so that the same call made twice does nothing the second time.
    ///
    /// # Errors
    /// [`DeskError`]; nobody of them is registered then.
    pub async fn register(
        &self,
        person: &Person,
        customers: Vec<Described>,
    ) -> Result<Outcome, DeskError> {
        for customer in &customers {
            if customer.entity.id().is_empty() {
                return Err(DeskError::missing(
                    "a customer needs an id of its own; give one in the column `id`",
                    "يحتاج كل عميل إلى معرف خاص به؛ اذكره في العمود `id`",
                ));
            }
        }
        for _ in 0..ATTEMPTS {
            let desk = self.current().await?;
            let live = desk.live()?;
            let subjects = customers.iter().map(Described::subject).collect();
            let found = desk.screened(&live, subjects).await?;
            if let Some(outcome) = desk.keep(person, &customers, &found, &live).await? {
                return Ok(outcome);
            }
        }
        Err(DeskError::Unsteady)
    }

    /// Screens subjects against what is live, in their order.
    pub(crate) async fn screened(
        &self,
        live: &Arc<Live>,
        subjects: Vec<Subject>,
    ) -> Result<Vec<Found>, DeskError> {
        let (live, profile) = (Arc::clone(live), Arc::clone(&self.profile));
        let piece = move || {
            let one = |subject: &Subject| {
                let is_held = subject.names().is_empty() && !subject.has_identifier();
                Ok(Found { hits: live.screen(&profile, subject)?, is_held })
            };
            subjects.par_iter().map(one).collect()
        };
        self.node.work().run(piece).await?
    }

    /// Keeps customers with their alerts; `None` if lists or profile were exchanged since they were
    /// screened.
    async fn keep(
        &self,
        person: &Person,
        customers: &[Described],
        found: &[Found],
        live: &Live,
    ) -> Result<Option<Outcome>, DeskError> {
        let basis = Basis::of(live, &self.profile);
        let details = json!({ "number": customers.len(), "snapshot": basis.snapshot });
        let mut act = self.enter(person, Right::CustomerRegister, "customers", details).await?;
        act.keep_profile(&basis.profile, &json!(*self.profile).to_string()).await?;
        let mut outcome = Outcome { snapshot: basis.snapshot.clone(), ..Outcome::default() };
        for (described, found) in customers.iter().zip(found) {
            let entity = &described.entity;
            let registered = act.register(entity, described.is_schema_known).await?;
            let what = match registered {
                Registered::Unchanged => {
                    outcome.unchanged += 1;
                    continue;
                }
                Registered::New => {
                    outcome.new += 1;
                    "customer.new"
                }
                Registered::Changed => {
                    outcome.changed += 1;
                    "customer.change"
                }
            };
            let customer = act.customer(entity.id()).await?;
            act.note(what, &object(&customer.id), json!({ "serial": customer.serial })).await?;
            outcome.progress += self.settle(&mut act, &customer, found, live, &basis).await?;
        }
        // A run over the exchanged lists waits for this act and then meets its customers; one that
        // ended before could not.
        let is_live = self.node.live().is_some_and(|now| now.snapshot() == basis.snapshot);
        if !is_live || !self.is_in_force(act.profile_in_force().await?) {
            return Ok(None);
        }
        act.commit().await?;
        Ok(Some(outcome))
    }

    /// A customer.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn customer(&self, person: &Person, id: &str) -> Result<Customer, DeskError> {
        let mut act = self.enter(person, Right::CustomerView, object(id), Json::Null).await?;
        let customer = act.customer(id).await?;
        act.commit().await?;
        Ok(customer)
    }

    /// Customers whose id comes after one, by id.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn customers(
        &self,
        person: &Person,
        after: &str,
        most: u32,
    ) -> Result<Vec<Customer>, DeskError> {
        let details = json!({ "after": after, "most": most });
        let mut act = self.enter(person, Right::CustomerView, "customers", details).await?;
        let customers = act.customers(after, most).await?;
        act.commit().await?;
        Ok(customers)
    }

    /// Erases a customer with its alerts; the log stays valid.
    ///
    /// # Errors
    /// [`DeskError`]; a customer whose assets are frozen cannot be erased.
    pub async fn erase(&self, person: &Person, id: &str, reason: &str) -> Result<(), DeskError> {
        if reason.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        let details = json!({ "reason": reason });
        // The id itself is what is to be forgotten, so the act does not name it.
        let mut act = self.enter(person, Right::CustomerErase, "customers", details).await?;
        let filter = AlertFilter { customer: Some(id.to_owned()), ..AlertFilter::default() };
        for alert in act.alerts(&filter, u32::MAX >> 1).await? {
            let freeze = act.freeze(&alert.id).await?;
            if freeze.is_some_and(|freeze| freeze.lifted_at.is_none()) {
                return Err(DeskError::missing(
                    "the assets of this customer are frozen; lift the freeze first",
                    "أموال هذا العميل مجمدة؛ ارفع التجميد أولا",
                ));
            }
        }
        act.erase(id).await?;
        act.commit().await?;
        Ok(())
    }

    /// Looks somebody up who is no customer. The purpose is written into the log before anything
    /// is searched.
    ///
    /// # Errors
    /// [`DeskError`]; without a purpose nothing is looked up.
    pub async fn look_up(
        &self,
        person: &Person,
        described: Described,
    ) -> Result<(Arc<Live>, Vec<Hit>), DeskError> {
        if person.purpose.is_none() {
            return Err(DeskError::missing(
                "say for what purpose you look somebody up; it is recorded",
                "اذكر الغرض من البحث؛ يسجل في سجل التدقيق",
            ));
        }
        let live = self.live()?;
        let names: Vec<&str> = described.entity.texts("name").collect();
        let details = json!({ "names": names, "snapshot": live.snapshot() });
        self.enter(person, Right::Lookup, "subject", details).await?.commit().await?;
        let desk = self.current().await?;
        let found = desk.screened(&live, vec![described.subject()]).await?.pop();
        Ok((live, found.map_or_else(Vec::new, |found| found.hits)))
    }
}

/// A customer in the audit log.
pub(crate) fn object(id: &str) -> String {
    format!("customer:{id}")
}

/// An event that was caused by a person.
pub(crate) async fn happened(
    act: &mut Act,
    alert: &mut AlertRow,
    event: Event,
) -> Result<(), DeskError> {
    let recorded = alert.apply(act.by(), act.at(), event)?;
    act.record(alert, recorded).await?;
    Ok(())
}
