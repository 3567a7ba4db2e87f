//! Screening runs: everybody against what is live, in parts that are each kept as a whole, with a
//! proof that nobody was left out.

use std::collections::HashMap;
use std::sync::Arc;

use hilf_match::MATCHER;
use hilf_node::Live;
use hilf_store::{Deed, Progress, Run, RunKind};
use serde_json::{Value as Json, json};

use crate::customers::Found;
use crate::{Basis, Described, Desk, DeskError, Person, Right};

/// Customers of one part, of one that is screened beside requests fewer.
pub(crate) const PART: u32 = 512;

/// What a run came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Screened {
    /// It ended: everybody was screened against one and the same basis.
    All(Run),
    /// Everybody was screened on this basis before, and nobody changed since.
    Nothing(Run),
    /// Lists or profile were exchanged meanwhile; a new run is to be begun.
    Overtaken(Run),
}

impl Screened {
    /// The run.
    pub fn run(&self) -> &Run {
        match self {
            Screened::All(run) | Screened::Nothing(run) | Screened::Overtaken(run) => run,
        }
    }
}

enum Part {
    /// A part was screened.
    Done(Run),
    /// Somebody changed while the part was screened; nothing of it was kept.
    Again(Run),
    /// Nobody was left.
    Ended(Run),
}

impl Desk {
    /// Screens whoever must be screened again: everybody if lists, matcher or profile changed
    /// since the last run, else only customers that changed; with `everybody` all of them in any
    /// case. A run that was broken off goes on where it stopped.
    ///
    /// `progress` is told of every part.
    ///
    /// # Errors
    /// [`DeskError`]; what was screened so far stays, and the next call goes on from there.
    pub async fn rescreen(
        &self,
        person: &Person,
        everybody: bool,
        progress: &mut (dyn FnMut(&Run) + Send),
    ) -> Result<Screened, DeskError> {
        let desk = self.current().await?;
        let live = desk.live()?;
        let basis = Basis::of(&live, &desk.profile);
        desk.listings_first(person, &live, &basis, progress).await?;
        let mut run = match desk.begin(person, &basis, everybody).await? {
            Ok(run) => run,
            Err(last) => return Ok(Screened::Nothing(last)),
        };
        loop {
            if !desk.rests_on(&basis).await? {
                let mut act = desk.run_act(person, "run.abandon", &run, Json::Null).await?;
                act.abandon_run(&run.id).await?;
                act.commit().await?;
                return Ok(Screened::Overtaken(run));
            }
            run = match desk.part(person, &run, &live, &basis).await? {
                Part::Ended(run) => return Ok(Screened::All(run)),
                Part::Again(run) => run,
                Part::Done(run) => {
                    progress(&run);
                    run
                }
            };
        }
    }

    /// Finds the run to go on with, or begins one; gives the last run if there is nothing to do.
    async fn begin(
        &self,
        person: &Person,
        basis: &Basis,
        everybody: bool,
    ) -> Result<Result<Run, Run>, DeskError> {
        let details = json!({ "basis": basis.text(), "everybody": everybody });
        let mut act = self.enter(person, Right::RunStart, "runs", details).await?;
        if let Some(run) = act.run_under_way().await? {
            if run.basis == basis.text() {
                act.commit().await?;
                return Ok(Ok(run));
            }
            act.abandon_run(&run.id).await?;
        }
        let last = act.last_run().await?.filter(|last| last.basis == basis.text());
        let (kind, first) = match &last {
            Some(last) if !everybody => (RunKind::Changed, last.cursor),
            _ => (RunKind::All, 0),
        };
        if let Some(last) = last
            && kind == RunKind::Changed
            && act.changed_after(first, 1).await?.is_empty()
        {
            act.commit().await?;
            return Ok(Err(last));
        }
        let run = Run {
            id: id_of(act.at()),
            kind,
            basis: basis.text(),
            snapshot: basis.snapshot.clone(),
            matcher: MATCHER.to_owned(),
            profile: basis.profile.clone(),
            lists: basis.lists.clone(),
            started_at: act.at(),
            finished_at: None,
            first,
            cursor: first,
            progress: Progress::default(),
            customers: None,
        };
        act.begin_run(&run).await?;
        act.commit().await?;
        Ok(Ok(run))
    }

    /// Screens the next part and keeps its alerts together with how far the run has come.
    async fn part(
        &self,
        person: &Person,
        run: &Run,
        live: &Arc<Live>,
        basis: &Basis,
    ) -> Result<Part, DeskError> {
        // Pages wait for the database as long as a part is written.
        let most = self.node.work().give_way().await.part(PART);
        let details = json!({ "after": run.cursor });
        let mut act = self.run_act(person, "run.read", run, details).await?;
        let customers = act.changed_after(run.cursor, most).await?;
        if customers.is_empty() {
            let has_ended = act.finish_run(&run.id).await?;
            let run = act.run(&run.id).await?;
            act.commit().await?;
            return Ok(if has_ended { Part::Ended(run) } else { Part::Again(run) });
        }
        act.commit().await?;
        let cursor = customers.last().map_or(run.cursor, |last| last.serial);
        let serials: Vec<i64> = customers.iter().map(|customer| customer.serial).collect();
        let customers = Arc::new(customers.into_iter().map(Described::from).collect::<Vec<_>>());
        let found = self.screened_behind(live, &customers).await?;
        let details = json!({ "after": run.cursor, "up_to": cursor, "number": customers.len() });
        let mut act = self.run_act(person, "run.part", run, details).await?;
        act.keep_profile(&basis.profile, &json!(*self.profile).to_string()).await?;
        // Whoever changed meanwhile has a higher serial now and is met again.
        let now = act.serials_after(run.cursor, most).await?;
        let whom = (&**customers, &serials[..]);
        let added = self.settle_all(&mut act, whom, found, &now, (live, basis)).await?;
        act.advance_run(run, cursor, added).await?;
        let run = act.run(&run.id).await?;
        act.commit().await?;
        Ok(Part::Done(run))
    }

    /// Settles what screening found of customers, but for those whose serial is another now.
    pub(crate) async fn settle_all(
        &self,
        act: &mut hilf_store::Act,
        (customers, serials): (&[Described], &[i64]),
        found: Vec<Found>,
        now: &HashMap<String, i64>,
        (live, basis): (&Live, &Basis),
    ) -> Result<Progress, DeskError> {
        let ids: Vec<&str> = customers.iter().map(|customer| customer.entity.id()).collect();
        let mut known = act.alerts_of(&ids).await?;
        let (mut added, mut openings) = (Progress::default(), Vec::new());
        for ((customer, serial), found) in customers.iter().zip(serials).zip(found) {
            let id = customer.entity.id();
            if now.get(id) == Some(serial) {
                let known = known.remove(id).unwrap_or_default();
                let basis = (live, basis);
                added += self.settle(act, customer, found, known, basis, &mut openings).await?;
            }
        }
        self.open(act, openings).await?;
        act.count_screened(added.screened);
        Ok(added)
    }

    pub(crate) async fn run_act(
        &self,
        person: &Person,
        act: &'static str,
        run: &Run,
        details: Json,
    ) -> Result<hilf_store::Act, DeskError> {
        let deed = Deed::new(&person.id, act, format!("run:{}", run.id)).with(details);
        Ok(self.store.act(deed).await?)
    }

    /// The last run that ended, with its proof.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn last_run(&self, person: &Person) -> Result<Option<Run>, DeskError> {
        let mut act = self.enter(person, Right::RunView, "runs", Json::Null).await?;
        let run = act.last_run().await?;
        act.commit().await?;
        Ok(run)
    }
}

/// Ids of runs sort by their beginning.
pub(crate) fn id_of(at: jiff::Timestamp) -> String {
    format!("{:016x}", at.as_microsecond())
}
