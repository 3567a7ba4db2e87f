//! Changed listings against everybody at once: who may be somebody newly listed is asked of a roll of
//! all customers' names and screened first; the run over everybody follows.

use std::collections::HashMap;
use std::sync::Arc;

use hilf_list::Record;
use hilf_list::snapshot::{Snapshot, SnapshotError};
use hilf_list::store::ListStore;
use hilf_match::{MATCHER, Roll, Subject};
use hilf_node::Live;
use hilf_store::{Progress, Run, RunKind};
use rayon::prelude::*;
use serde_json::json;

use crate::runs::{PART, id_of};
use crate::{Basis, Described, Desk, DeskError, Person, Right};

/// Customers that are enrolled together.
const PAGE: u32 = 4_096;
/// Changed listings from which on the run over everybody is not put off for them.
const MOST: usize = 5_000;

/// The customers' names, as of the last time they were looked for.
#[derive(Default)]
pub(crate) struct Enrolled {
    roll: Roll,
    /// Serial up to which everybody is on it.
    cursor: i64,
}

/// What differs between the lists of two moments.
struct Changed {
    /// Records that are new or otherwise.
    records: Vec<(u32, Record)>,
    /// Ids of records that are otherwise or gone.
    ids: Vec<String>,
}

impl Desk {
    /// Brings the roll of customers up to date; the first time everybody is read. A node that
    /// serves does so before lists change, so that a new listing need not wait for it.
    ///
    /// # Errors
    /// [`DeskError`]; the roll then lacks the rest.
    pub async fn enrol(&self, person: &Person) -> Result<(), DeskError> {
        let known = self.store.counts().await?.customers;
        let mut enrolled = Arc::clone(&self.enrolled).lock_owned().await;
        // Whoever changed or went stays on it until it is written anew.
        if enrolled.roll.len() as u64 > known + known / 4 + u64::from(PAGE) {
            *enrolled = Enrolled::default();
        }
        loop {
            let most = self.node.work().give_way().await.part(PAGE);
            let details = json!({ "after": enrolled.cursor });
            let mut act = self.enter(person, Right::RunStart, "roll", details).await?;
            let customers = act.changed_after(enrolled.cursor, most).await?;
            act.commit().await?;
            let Some(last) = customers.last() else { return Ok(()) };
            let cursor = last.serial;
            let piece = move || {
                let subject = |customer: hilf_store::Customer| -> (i64, Subject) {
                    (customer.serial, Described::from(customer).subject())
                };
                let subjects: Vec<_> = customers.into_par_iter().map(subject).collect();
                enrolled.roll.add(&subjects);
                enrolled.cursor = cursor;
                enrolled
            };
            enrolled = self.node.work().run_behind(piece).await?;
        }
    }

    /// Takes a customer off the roll.
    pub(crate) async fn strike(&self, serial: i64) {
        self.enrolled.lock().await.roll.strike(serial);
    }

    /// Screens the customers who may be somebody whose listing changed since the last run over
    /// everybody, and those who have alerts on them. Does nothing if there was no such run with
    /// this matcher and profile, if too much changed, or if it was done.
    pub(crate) async fn listings_first(
        &self,
        person: &Person,
        live: &Arc<Live>,
        basis: &Basis,
        progress: &mut (dyn FnMut(&Run) + Send),
    ) -> Result<(), DeskError> {
        let details = json!({ "basis": basis.text() });
        let mut act = self.enter(person, Right::RunStart, "runs", details).await?;
        let last = act.last_run().await?;
        let is_done = act.listings_run(&basis.text()).await?.is_some();
        act.commit().await?;
        let fits = |last: &Run| {
            last.matcher == MATCHER
                && last.profile == basis.profile
                && last.snapshot != basis.snapshot
        };
        let Some(last) = last.filter(|last| !is_done && fits(last)) else { return Ok(()) };
        let Some(changed) = self.changed_since(&last, live).await? else { return Ok(()) };
        self.enrol(person).await?;
        let run = Run {
            id: id_of(jiff::Timestamp::now()),
            kind: RunKind::Listings,
            basis: basis.text(),
            snapshot: basis.snapshot.clone(),
            matcher: MATCHER.to_owned(),
            profile: basis.profile.clone(),
            lists: basis.lists.clone(),
            started_at: jiff::Timestamp::now(),
            finished_at: None,
            first: 0,
            cursor: 0,
            progress: Progress::default(),
            customers: None,
        };
        let (serials, asked) = self.ask(live, changed.records).await?;
        let details = json!({ "ids": changed.ids.len(), "customers": asked });
        let mut act = self.run_act(person, "run.listings", &run, details).await?;
        act.begin_run(&run).await?;
        let mut serials = [serials, act.serials_on(&changed.ids).await?].concat();
        act.commit().await?;
        serials.sort_unstable();
        serials.dedup();
        let run = self.screen_some(person, run, &serials, (live, basis)).await?;
        let mut act = self.run_act(person, "run.end", &run, json!({})).await?;
        act.finish_listings(&run.id, asked).await?;
        let run = act.run(&run.id).await?;
        act.commit().await?;
        progress(&run);
        Ok(())
    }

    /// Who of all customers may be one of some records, and how many were asked for.
    async fn ask(
        &self,
        live: &Arc<Live>,
        records: Vec<(u32, Record)>,
    ) -> Result<(Vec<i64>, u64), DeskError> {
        let enrolled = Arc::clone(&self.enrolled).lock_owned().await;
        let (live, profile) = (Arc::clone(live), Arc::clone(&self.profile));
        let asked = enrolled.roll.len() as u64;
        let piece = move || live.ask(&enrolled.roll, &records, &profile);
        let serials = self.node.work().run(piece).await?;
        let unusable =
            |_| DeskError::missing("the index cannot be built anew", "تعذر بناء الفهرس من جديد");
        Ok((serials.map_err(unusable)?, asked))
    }

    /// Screens the customers of serials and keeps their alerts, part by part.
    async fn screen_some(
        &self,
        person: &Person,
        mut run: Run,
        serials: &[i64],
        (live, basis): (&Arc<Live>, &Basis),
    ) -> Result<Run, DeskError> {
        for some in serials.chunks(PART as usize) {
            let details = json!({ "number": some.len() });
            let mut act = self.run_act(person, "run.read", &run, details).await?;
            let customers = act.customers_of(some).await?;
            act.commit().await?;
            let (serials, customers): (Vec<i64>, Vec<Described>) =
                customers.into_iter().map(|c| (c.serial, Described::from(c))).unzip();
            let customers = Arc::new(customers);
            let found = self.screened(live, &customers).await?;
            let details = json!({ "number": customers.len() });
            let mut act = self.run_act(person, "run.part", &run, details).await?;
            act.keep_profile(&basis.profile, &json!(*self.profile).to_string()).await?;
            // Whoever changed meanwhile was screened when they did.
            let now = act.customers_of(&serials).await?;
            let now: HashMap<String, i64> = now.into_iter().map(|c| (c.id, c.serial)).collect();
            let whom = (&**customers, &serials[..]);
            let added = self.settle_all(&mut act, whom, found, &now, (live, basis)).await?;
            let cursor = serials.last().copied().unwrap_or(run.cursor);
            act.advance_run(&run, cursor, added).await?;
            run = act.run(&run.id).await?;
            act.commit().await?;
        }
        Ok(run)
    }

    /// What changed on the lists since a run; `None` if that cannot be told or is too much.
    async fn changed_since(
        &self,
        last: &Run,
        live: &Arc<Live>,
    ) -> Result<Option<Changed>, DeskError> {
        let folder = self.store.place().folder.join("lists");
        let (live, lists) = (Arc::clone(live), last.lists.clone());
        let piece = move || {
            let now: Vec<String> =
                live.lists().iter().map(|l| l.version.snapshot.clone()).collect();
            let gone = lists.iter().filter(|id| !now.contains(id));
            // What a snapshot was that is no longer kept cannot be told.
            let store = ListStore::open(&folder).ok()?;
            let before: Vec<Snapshot> =
                gone.map(|id| store.snapshot(id).ok()).collect::<Option<_>>()?;
            let after = live.snapshots().iter().zip(&now);
            let after = after.filter(|(_, id)| !lists.contains(id)).map(|(snapshot, _)| snapshot);
            Changed::between(&before, after).ok()
        };
        let changed = self.node.work().run(piece).await?;
        Ok(changed.filter(|changed| changed.records.len() + changed.ids.len() <= MOST))
    }
}

impl Changed {
    fn between<'s>(
        before: &[Snapshot],
        after: impl Iterator<Item = &'s Snapshot>,
    ) -> Result<Changed, SnapshotError> {
        let mut known: HashMap<String, Record> = HashMap::new();
        for snapshot in before {
            for record in read(snapshot)? {
                known.insert(record.entity.id().to_owned(), record);
            }
        }
        let mut changed = Changed { records: Vec::new(), ids: Vec::new() };
        for snapshot in after {
            for record in read(snapshot)? {
                let old = known.remove(record.entity.id());
                if old.as_ref().is_some_and(|old| is_same(old, &record)) {
                    continue;
                }
                changed.ids.push(record.entity.id().to_owned());
                let ordinal = u32::try_from(changed.records.len()).unwrap_or(u32::MAX);
                changed.records.push((ordinal, record));
            }
        }
        changed.ids.extend(known.into_keys());
        changed.ids.sort_unstable();
        changed.ids.dedup();
        Ok(changed)
    }
}

/// The records of a snapshot, without the times at which a publisher last looked at them.
fn read(snapshot: &Snapshot) -> Result<Vec<Record>, SnapshotError> {
    let blocks: Result<Vec<Vec<Record>>, _> =
        (0..snapshot.block_count()).into_par_iter().map(|number| snapshot.block(number)).collect();
    let mut records = blocks?.concat();
    for record in &mut records {
        for entity in std::iter::once(&mut record.entity).chain(&mut record.related) {
            (entity.first_seen, entity.last_seen, entity.last_change) = (None, None, None);
        }
    }
    Ok(records)
}

fn is_same(before: &Record, after: &Record) -> bool {
    before.entity == after.entity && before.related == after.related
}
