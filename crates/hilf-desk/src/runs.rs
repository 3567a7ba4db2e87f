//! Screening runs: everybody against what is live, in parts that are each kept as a whole, with a
//! proof that nobody was left out.

use std::sync::Arc;

use hilf_match::MATCHER;
use hilf_node::Live;
use hilf_store::{Deed, Progress, Run, RunKind};
use serde_json::{Value as Json, json};

use crate::customers::subject;
use crate::{Basis, Desk, DeskError, Person, Right};

/// Customers of one part.
const PART: u32 = 512;

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
        let details = json!({ "after": run.cursor });
        let mut act = self.run_act(person, "run.read", run, details).await?;
        let customers = act.changed_after(run.cursor, PART).await?;
        if customers.is_empty() {
            let has_ended = act.finish_run(&run.id).await?;
            let run = act.run(&run.id).await?;
            act.commit().await?;
            return Ok(if has_ended { Part::Ended(run) } else { Part::Again(run) });
        }
        act.commit().await?;
        let subjects = customers.iter().map(|c| subject(&c.entity, c.is_schema_known)).collect();
        let found = self.screened(live, subjects).await?;
        let cursor = customers.last().map_or(run.cursor, |last| last.serial);
        let details = json!({ "after": run.cursor, "up_to": cursor, "number": customers.len() });
        let mut act = self.run_act(person, "run.part", run, details).await?;
        act.keep_profile(&basis.profile, &json!(*self.profile).to_string()).await?;
        let mut added = Progress::default();
        // Whoever changed meanwhile has a higher serial now and is met again.
        let now = act.serials_after(run.cursor, PART).await?;
        for (customer, found) in customers.iter().zip(&found) {
            if now.get(&customer.id) != Some(&customer.serial) {
                continue;
            }
            added += self.settle(&mut act, customer, found, live, basis).await?;
        }
        act.advance_run(run, cursor, added).await?;
        let run = act.run(&run.id).await?;
        act.commit().await?;
        Ok(Part::Done(run))
    }

    async fn run_act(
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
fn id_of(at: jiff::Timestamp) -> String {
    format!("{:016x}", at.as_microsecond())
}
