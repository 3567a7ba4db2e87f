//! Previews under way: computed beside the requests, with their progress, kept until newer ones
//! come.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use hilf_case::{Outcome, State};
use hilf_list::ListError;
use hilf_match::{Hit, MATCHER, Profile, Subject};
use hilf_node::Live;
use rayon::prelude::*;
use serde_json::json;

use super::{Impact, Pair, named_by_content, text_of};
use crate::customers::subject;
use crate::{Basis, Desk, DeskError, Person, Right};

/// Customers of one part.
const PART: u32 = 512;
/// Previews kept.
const KEPT: usize = 16;
/// Previews computed at once.
const RUNNING: usize = 2;

/// A preview of what another profile would do.
pub struct Preview {
    /// Its id.
    pub id: String,
    /// Who asked for it.
    pub owner: String,
    /// The other profile.
    pub draft: Arc<Profile>,
    state: Mutex<PreviewState>,
}

/// How far a preview is.
#[derive(Clone, Debug)]
pub enum PreviewState {
    /// Being computed.
    Running {
        /// Customers passed.
        done: u64,
        /// Customers there are.
        of: u64,
    },
    /// What it found.
    Done(Box<Impact>),
    /// Why it broke off.
    Failed {
        /// In English.
        en: String,
        /// In Arabic.
        ar: String,
    },
}

impl Preview {
    /// How far it is.
    pub fn state(&self) -> PreviewState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, state: PreviewState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn is_running(&self) -> bool {
        matches!(self.state(), PreviewState::Running { .. })
    }
}

/// The previews of a desk.
#[derive(Default)]
pub(crate) struct Previews(Mutex<VecDeque<Arc<Preview>>>);

impl Previews {
    fn find(&self, id: &str) -> Option<Arc<Preview>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|preview| preview.id == id).cloned()
    }

    fn take(&self, preview: &Arc<Preview>) -> Result<(), DeskError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.iter().filter(|preview| preview.is_running()).count() >= RUNNING {
            return Err(DeskError::missing(
                "two previews are being computed already; wait for one to end",
                "تحسب معاينتان الآن؛ انتظر انتهاء إحداهما",
            ));
        }
        if kept.len() >= KEPT {
            let place = kept.iter().position(|preview| !preview.is_running());
            place.map(|place| kept.remove(place));
        }
        kept.push_back(Arc::clone(preview));
        Ok(())
    }
}

impl Desk {
    /// Begins to compute what a profile would do to the alerts; gives the preview's id. `most` is
    /// the most customers to screen for it: if there are more, every n-th is taken, and the result
    /// says so.
    ///
    /// # Errors
    /// [`DeskError`], also when the profile differs in nothing from the one in force.
    pub async fn begin_preview(
        &self,
        person: &Person,
        draft: Profile,
        most: Option<u64>,
    ) -> Result<String, DeskError> {
        self.allow(person, Right::ProfilePropose, "profiles").await?;
        let desk = self.current().await?;
        let draft = named_by_content(Profile::read(&text_of(&draft))?);
        if draft == named_by_content((*desk.profile).clone()) {
            return Err(DeskError::missing(
                "this profile is the one in force; change something first",
                "هذا هو ملف الضبط النافذ؛ غير فيه شيئا أولا",
            ));
        }
        let live = desk.live()?;
        let of = desk.store.counts().await?.customers;
        let details = json!({ "profile": draft.id(), "most": most });
        let act = desk.enter(person, Right::ProfilePropose, "profiles", details).await?;
        let preview = Arc::new(Preview {
            id: format!("p{:x}", act.at().as_microsecond()),
            owner: person.id.clone(),
            draft: Arc::new(draft),
            state: Mutex::new(PreviewState::Running { done: 0, of }),
        });
        self.previews.take(&preview)?;
        act.commit().await?;
        let id = preview.id.clone();
        let every = most.map_or(1, |most| of.div_ceil(most.max(1)).max(1));
        let person = person.clone();
        tokio::spawn(async move {
            let state = match desk.impact(&person, &preview, &live, (of, every)).await {
                Ok(impact) => PreviewState::Done(Box::new(impact)),
                Err(error) => PreviewState::Failed { en: error.to_string(), ar: error.arabic() },
            };
            preview.set(state);
        });
        Ok(id)
    }

    /// A preview by its id.
    ///
    /// # Errors
    /// [`DeskError`], also when it is kept no longer.
    pub async fn preview(&self, person: &Person, id: &str) -> Result<Arc<Preview>, DeskError> {
        self.allow(person, Right::ProfilePropose, "profiles").await?;
        let found = self.previews.find(id).filter(|preview| preview.owner == person.id);
        found.ok_or_else(|| {
            hilf_store::StoreError::Unknown { what: "preview", id: id.to_owned() }.into()
        })
    }

    async fn impact(
        &self,
        person: &Person,
        preview: &Preview,
        live: &Arc<Live>,
        (of, every): (u64, u64),
    ) -> Result<Impact, DeskError> {
        let mut impact = Impact {
            before: Basis::of(live, &self.profile).profile,
            after: preview.draft.id(),
            snapshot: live.snapshot().to_owned(),
            matcher: MATCHER.to_owned(),
            customers: of,
            every,
            ..Impact::default()
        };
        let (mut cursor, mut passed) = (0, 0_u64);
        loop {
            // What people wait for goes first.
            let most = self.node.work().give_way().await.part(PART);
            let details = json!({ "preview": preview.id, "after": cursor });
            let mut act = self.enter(person, Right::ProfilePropose, "customers", details).await?;
            let customers = act.changed_after(cursor, most).await?;
            act.commit().await?;
            let Some(last) = customers.last() else { return Ok(impact) };
            cursor = last.serial;
            let is_taken = |place: usize| (passed + place as u64).is_multiple_of(every);
            let taken: Vec<_> = customers
                .iter()
                .enumerate()
                .filter_map(|(place, customer)| is_taken(place).then_some(customer))
                .collect();
            passed += customers.len() as u64;
            let subjects: Arc<Vec<Subject>> =
                Arc::new(taken.iter().map(|c| subject(&c.entity, c.is_schema_known)).collect());
            let found = self.screen_with_both(live, &preview.draft, &subjects).await?;
            let mut going = Vec::new();
            for (customer, (before, after)) in taken.iter().zip(&found) {
                going.extend(impact.add(&customer.id, before, after));
            }
            self.add_going(person, &mut impact, going).await?;
            preview.set(PreviewState::Running { done: passed.min(of), of });
        }
    }

    /// Looks up what was decided on pairs that would go.
    async fn add_going(
        &self,
        person: &Person,
        impact: &mut Impact,
        going: Vec<Pair>,
    ) -> Result<(), DeskError> {
        if going.is_empty() {
            return Ok(());
        }
        let details = json!({ "pairs": going.len() });
        let mut act = self.enter(person, Right::ProfilePropose, "alerts", details).await?;
        for mut pair in going {
            let alert = act.alert_on(&pair.customer, &pair.entity).await?;
            pair.standing = alert.and_then(|row| {
                let is_decided = row.alert.state() == State::Decided;
                let outcome = row.alert.decisions().last().map(|d| d.proposal.outcome);
                match outcome {
                    Some(Outcome::TrueMatch) => Some("true_match".to_owned()),
                    _ if !is_decided => Some("open".to_owned()),
                    _ => None,
                }
            });
            impact.add_going(pair);
        }
        act.commit().await?;
        Ok(())
    }

    /// Screens with the profile in force and with another.
    async fn screen_with_both(
        &self,
        live: &Arc<Live>,
        draft: &Arc<Profile>,
        subjects: &Arc<Vec<Subject>>,
    ) -> Result<Vec<(Vec<Hit>, Vec<Hit>)>, DeskError> {
        let (live, subjects) = (Arc::clone(live), Arc::clone(subjects));
        let (own, draft) = (Arc::clone(&self.profile), Arc::clone(draft));
        let piece = move || {
            let both = |subject: &Subject| live.screen_with_both(&own, &draft, subject);
            subjects.par_iter().map(both).collect::<Result<Vec<_>, ListError>>()
        };
        Ok(self.node.work().run_behind(piece).await??)
    }
}
