//! Customers: registered and screened in one act, so that nobody is known and not screened.

use std::collections::HashMap;
use std::sync::Arc;

use hilf_case::Event;
use hilf_entity::Entity;
use hilf_match::{Hit, Subject};
use hilf_node::Live;
use hilf_store::{Act, AlertFilter, AlertRow, Case, Customer, Deed, Note, Progress, Registered};
use rayon::prelude::*;
use serde_json::{Value as Json, json};

use crate::evidence::Evidence;
use crate::measures::{ExemptPairs, exempt_now};
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

impl From<Customer> for Described {
    fn from(customer: Customer) -> Described {
        Described { entity: customer.entity, is_schema_known: customer.is_schema_known }
    }
}

pub(crate) fn subject(entity: &Entity, is_schema_known: bool) -> Subject {
    match is_schema_known {
        true => Subject::of(entity.clone()),
        false => Subject::open(entity.clone()),
    }
}

/// What screening one customer found.
pub(crate) struct Found {
    /// Listed entities by their ids, with what speaks for each.
    pub(crate) hits: Vec<(String, Evidence)>,
    /// Whether the subject gives nothing to search by.
    pub(crate) is_held: bool,
}

/// What is known of a customer.
#[derive(Clone, Debug)]
pub struct CustomerFile {
    /// The customer.
    pub customer: Customer,
    /// The case of its alerts; `None` without alerts.
    pub case: Option<Case>,
    /// Its alerts in the order of the queue.
    pub alerts: Vec<AlertRow>,
    /// Whose payments are exempt now; of others too.
    pub exempt: ExemptPairs,
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
        Desk::need_ids(&customers)?;
        self.register_all(person, &Arc::new(customers)).await
    }

    /// Refuses customers without an id of their own.
    pub(crate) fn need_ids(customers: &[Described]) -> Result<(), DeskError> {
        match customers.iter().all(|customer| !customer.entity.id().is_empty()) {
            true => Ok(()),
            false => Err(DeskError::missing(
                "a customer needs an id of its own; give one in the column `id`",
                "يحتاج كل عميل إلى معرف خاص به؛ اذكره في العمود `id`",
            )),
        }
    }

    /// As [`Desk::register`], of customers with ids.
    pub(crate) async fn register_all(
        &self,
        person: &Person,
        customers: &Arc<Vec<Described>>,
    ) -> Result<Outcome, DeskError> {
        for _ in 0..ATTEMPTS {
            let desk = self.current().await?;
            let live = desk.live()?;
            let found = desk.screened(&live, customers).await?;
            if let Some(outcome) = desk.keep(person, customers, found, &live).await? {
                return Ok(outcome);
            }
        }
        Err(DeskError::Unsteady)
    }

    /// Screens customers against what is live, in their order.
    pub(crate) async fn screened(
        &self,
        live: &Arc<Live>,
        customers: &Arc<Vec<Described>>,
    ) -> Result<Vec<Found>, DeskError> {
        self.node.work().run(self.screening(live, customers)).await?
    }

    /// As [`Desk::screened`], where nobody waits for it.
    pub(crate) async fn screened_behind(
        &self,
        live: &Arc<Live>,
        customers: &Arc<Vec<Described>>,
    ) -> Result<Vec<Found>, DeskError> {
        self.node.work().run_behind(self.screening(live, customers)).await?
    }

    fn screening(
        &self,
        live: &Arc<Live>,
        customers: &Arc<Vec<Described>>,
    ) -> impl FnOnce() -> Result<Vec<Found>, DeskError> + Send + use<> {
        let (live, profile) = (Arc::clone(live), Arc::clone(&self.profile));
        let basis = Basis::of(&live, &profile);
        let customers = Arc::clone(customers);
        move || {
            let one = |customer: &Described| {
                let subject = customer.subject();
                let is_held = subject.names().is_empty() && !subject.has_identifier();
                let evidence = |hit: &Hit| {
                    let entity = hit.record.entity.id().to_owned();
                    (entity, Evidence::of_hit(customer, hit, &basis))
                };
                let hits = live.screen(&profile, &subject)?;
                Ok(Found { hits: hits.iter().map(evidence).collect(), is_held })
            };
            customers.par_iter().map(one).collect()
        }
    }

    /// Keeps customers with their alerts; `None` if lists or profile were exchanged since they were
    /// screened.
    pub(crate) async fn keep(
        &self,
        person: &Person,
        customers: &[Described],
        found: Vec<Found>,
        live: &Live,
    ) -> Result<Option<Outcome>, DeskError> {
        let basis = Basis::of(live, &self.profile);
        let details = json!({ "number": customers.len(), "snapshot": basis.snapshot });
        let mut act = self.enter(person, Right::CustomerRegister, "customers", details).await?;
        act.keep_profile(&basis.profile, &json!(*self.profile).to_string()).await?;
        let mut outcome = Outcome { snapshot: basis.snapshot.clone(), ..Outcome::default() };
        let given: Vec<_> = customers.iter().map(|c| (&c.entity, c.is_schema_known)).collect();
        let registered = act.register(&given).await?;
        let mut notes = Vec::new();
        // Where an id comes twice, its last description is the one that has alerts.
        let mut last: HashMap<&str, usize> = HashMap::new();
        for (place, (described, (registered, serial))) in
            customers.iter().zip(&registered).enumerate()
        {
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
            let id = described.entity.id();
            last.insert(id, place);
            let details = json!({ "serial": serial });
            notes.push(Note { act: what, object: object(id), details });
        }
        act.notes(notes).await?;
        let changed = customers.iter().zip(&registered);
        let changed = changed.filter(|(_, (registered, _))| *registered == Registered::Changed);
        let changed: Vec<&str> = changed.map(|(described, _)| described.entity.id()).collect();
        let mut known = act.alerts_of(&changed).await?;
        let mut openings = Vec::new();
        for (place, (described, found)) in customers.iter().zip(found).enumerate() {
            let id = described.entity.id();
            if last.get(id) == Some(&place) {
                let known = known.remove(id).unwrap_or_default();
                let basis = (live, &basis);
                outcome.progress +=
                    self.settle(&mut act, described, found, known, basis, &mut openings).await?;
            }
        }
        self.open(&mut act, openings).await?;
        act.count_screened(outcome.progress.screened);
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

    /// What is known of a customer, in one act.
    ///
    /// # Errors
    /// [`DeskError`]; it needs the right to see alerts too.
    pub async fn customer_file(
        &self,
        person: &Person,
        id: &str,
        most: u32,
    ) -> Result<CustomerFile, DeskError> {
        self.allow(person, Right::AlertView, &object(id)).await?;
        let mut act = self.enter(person, Right::CustomerView, object(id), Json::Null).await?;
        let filter = AlertFilter { customer: Some(id.to_owned()), ..AlertFilter::default() };
        let file = CustomerFile {
            customer: act.customer(id).await?,
            case: act.case_of(id).await?,
            alerts: act.alerts(&filter, most).await?,
            exempt: exempt_now(&mut act).await?,
        };
        let seen: Vec<&str> = file.alerts.iter().map(|alert| alert.id.as_str()).collect();
        act.note("alert.seen", "alerts", json!({ "alerts": seen })).await?;
        act.commit().await?;
        Ok(file)
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
        // Serials name nobody any more once a customer is erased; ids would.
        let mut act = self.enter(person, Right::CustomerView, "customers", Json::Null).await?;
        let customers = act.customers(after, most).await?;
        let seen: Vec<i64> = customers.iter().map(|customer| customer.serial).collect();
        act.note("customer.seen", "customers", json!({ "serials": seen })).await?;
        act.commit().await?;
        Ok(customers)
    }

    /// Erases a customer with its alerts, at once and with every word of the log about them; the log
    /// stays valid.
    ///
    /// # Errors
    /// [`DeskError`]; a customer whose assets are frozen cannot be erased.
    pub async fn erase(&self, person: &Person, id: &str, reason: &str) -> Result<(), DeskError> {
        if reason.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        // The id itself is what is to be forgotten, so the act does not name it.
        let object = "customers";
        self.allow(person, Right::CustomerErase, object).await?;
        let details = person.with_purpose(json!({ "reason": reason }));
        let deed = Deed::new(&person.id, Right::CustomerErase.name(), object).with(details);
        let mut act = self.store.erasure(deed).await?;
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
        let serial = act.customer(id).await?.serial;
        act.erase(id).await?;
        act.commit().await?;
        self.strike(serial).await;
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
        let (own, profile) = (Arc::clone(&live), Arc::clone(&desk.profile));
        let piece = move || own.screen(&profile, &described.subject());
        Ok((live, self.node.work().run(piece).await??))
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
