//! The profile customers are screened with: which is in force, and how two people change it. A
//! change is proposed with what it would do to the alerts, and approved, or not, by somebody else
//! who is bound to what they read.

mod impact;
mod preview;

use std::sync::{Arc, PoisonError, RwLock};

use hilf_match::Profile;
use hilf_store::audit::hex;
use hilf_store::{NewProfileChange, ProfileChange};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use crate::{Basis, Desk, DeskError, Person, Right};

pub use impact::{Impact, Pair};
pub(crate) use preview::Previews;
pub use preview::{Preview, PreviewState};

/// Changes that are shown.
const CHANGES: u32 = 50;

/// The profile in force as it was last read.
pub(crate) struct InForce {
    /// What the node was started with; it counts until two people approve another.
    configured: Arc<Profile>,
    known: RwLock<Arc<Profile>>,
}

impl InForce {
    pub(crate) fn new(configured: Arc<Profile>) -> InForce {
        InForce { known: RwLock::new(Arc::clone(&configured)), configured }
    }

    fn known(&self) -> Arc<Profile> {
        Arc::clone(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The profile that the store names.
    fn of(&self, approved: Option<(String, String)>) -> Result<Arc<Profile>, DeskError> {
        let profile = match approved {
            None => Arc::clone(&self.configured),
            Some((id, _)) if self.known().id() == id => return Ok(self.known()),
            Some((_, body)) => Arc::new(Profile::read(&body)?),
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.clone_from(&profile);
        Ok(profile)
    }
}

/// A profile as JSON, its numbers as they were written.
fn text_of(profile: &Profile) -> String {
    serde_json::to_string(profile).unwrap_or_default()
}

/// A profile whose version is the beginning of the SHA-256 of its content: no two different ones
/// have one id, so that a decision is computed anew with what it was made with.
fn named_by_content(mut profile: Profile) -> Profile {
    profile.version = String::new();
    profile.version = hex(&Sha256::digest(text_of(&profile))[..6]);
    profile
}

/// What an approval is bound to.
fn hash_of(change: &NewProfileChange) -> String {
    let mut digest = Sha256::new();
    let impact = change.impact.to_string();
    for part in [&change.profile, &change.body, &change.replaces, &change.reason, &impact] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    hex(&digest.finalize())
}

impl Desk {
    /// The profile in force as this desk last read it.
    pub fn profile(&self) -> Arc<Profile> {
        self.in_force.known()
    }

    /// The profile in force.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn profile_in_force(&self) -> Result<Arc<Profile>, DeskError> {
        Ok(self.current().await?.profile)
    }

    /// This desk, screening with the profile that is in force now from its first step to its last.
    pub(crate) async fn current(&self) -> Result<Desk, DeskError> {
        let profile = self.in_force.of(self.store.profile_in_force().await?)?;
        Ok(Desk { profile, ..self.clone() })
    }

    /// Snapshot, matcher and profile that screening now would rest on; `None` without lists. Two
    /// equal ones find the same.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn basis(&self) -> Result<Option<String>, DeskError> {
        let desk = self.current().await?;
        Ok(desk.node.live().map(|live| Basis::of(&live, &desk.profile).text()))
    }

    /// A profile as the programming interface gives it.
    pub fn profile_json(profile: &Profile) -> Json {
        serde_json::from_str(&text_of(profile)).unwrap_or_default()
    }

    /// Whether screening would still rest on the same.
    pub(crate) async fn rests_on(&self, basis: &Basis) -> Result<bool, DeskError> {
        let approved = self.store.profile_in_force().await?;
        let profile = approved.map_or_else(|| self.in_force.configured.id(), |(id, _)| id);
        let live = self.node.live();
        Ok(profile == basis.profile && live.is_some_and(|now| now.snapshot() == basis.snapshot))
    }

    /// Whether what this desk screens with is what the store names.
    pub(crate) fn is_in_force(&self, approved: Option<(String, String)>) -> bool {
        let id = approved.map_or_else(|| self.in_force.configured.id(), |(id, _)| id);
        id == self.profile.id()
    }

    /// Proposed changes of the profile, the newest first.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn profile_changes(&self, person: &Person) -> Result<Vec<ProfileChange>, DeskError> {
        let mut act = self.enter(person, Right::ProfileView, "profiles", Json::Null).await?;
        let changes = act.profile_changes(CHANGES).await?;
        act.commit().await?;
        Ok(changes)
    }

    /// The proposed change of a number.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn profile_change(
        &self,
        person: &Person,
        n: i64,
    ) -> Result<ProfileChange, DeskError> {
        let mut act = self.enter(person, Right::ProfileView, object(n), Json::Null).await?;
        let change = act.profile_change(n).await?;
        act.commit().await?;
        Ok(change)
    }

    /// A profile by its id, if it is in force or was ever used or approved.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn profile_named(
        &self,
        person: &Person,
        id: &str,
    ) -> Result<Option<Arc<Profile>>, DeskError> {
        let object = format!("profile:{id}");
        let mut act = self.enter(person, Right::ProfileView, object, Json::Null).await?;
        let kept = act.profile(id).await;
        act.commit().await?;
        match kept {
            Ok(body) => Ok(Some(Arc::new(Profile::read(&body)?))),
            Err(hilf_store::StoreError::Unknown { .. }) => {
                let configured = Arc::clone(&self.in_force.configured);
                Ok(Some(configured).filter(|configured| configured.id() == id))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Lays the profile of a finished preview before a second person, with what the preview found;
    /// gives its number.
    ///
    /// # Errors
    /// [`DeskError`]; without a preview that has ended nothing can be proposed.
    pub async fn propose_profile(
        &self,
        person: &Person,
        preview: &str,
        reason: &str,
    ) -> Result<i64, DeskError> {
        if reason.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        let preview = self.preview(person, preview).await?;
        let PreviewState::Done(impact) = preview.state() else {
            return Err(DeskError::missing(
                "the preview has not ended; wait for what it finds",
                "لم تنته المعاينة بعد؛ انتظر ما تجده",
            ));
        };
        let mut new = NewProfileChange {
            profile: preview.draft.id(),
            body: text_of(&preview.draft),
            replaces: impact.before.clone(),
            reason: reason.trim().to_owned(),
            impact: json!(impact),
            hash: String::new(),
        };
        new.hash = hash_of(&new);
        let details = json!({
            "profile": new.profile, "replaces": new.replaces, "hash": new.hash,
            "reason": new.reason,
        });
        let mut act = self.enter(person, Right::ProfilePropose, "profiles", details).await?;
        self.must_replace(&new.replaces, act.profile_in_force().await?)?;
        let n = act.propose_profile(&new).await?;
        act.commit().await?;
        Ok(n)
    }

    /// Approves a change that somebody else proposed; it is in force from then on, and everybody is
    /// to be screened again. `seen` is the hash of what the person read.
    ///
    /// # Errors
    /// [`DeskError`]; nobody approves their own proposal, or another than the one they read.
    pub async fn approve_profile(
        &self,
        person: &Person,
        n: i64,
        seen: &str,
        remark: &str,
    ) -> Result<(), DeskError> {
        let details = json!({ "hash": seen, "remark": remark });
        let mut act = self.enter(person, Right::ProfileApprove, object(n), details).await?;
        let change = act.profile_change(n).await?;
        if change.proposed_by == person.id {
            return Err(DeskError::missing(
                "nobody approves their own proposal; another person must",
                "لا يقر أحد اقتراحه بنفسه؛ يجب أن يقره شخص آخر",
            ));
        }
        if change.what.hash != seen {
            return Err(DeskError::missing(
                "this is not the proposal you read; load it again and look at it anew",
                "ليس هذا الاقتراح الذي قرأته؛ أعد تحميله وانظر فيه من جديد",
            ));
        }
        must_be_open(&change)?;
        self.must_replace(&change.what.replaces, act.profile_in_force().await?)?;
        Profile::read(&change.what.body)?;
        act.keep_profile(&change.what.profile, &change.what.body).await?;
        act.decide_profile(n, true, remark.trim()).await?;
        act.commit().await?;
        self.current().await?;
        Ok(())
    }

    /// Turns a proposed change down, or takes one's own back.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn refuse_profile(
        &self,
        person: &Person,
        n: i64,
        remark: &str,
    ) -> Result<(), DeskError> {
        if remark.trim().is_empty() {
            return Err(hilf_case::Refusal::NoReason.into());
        }
        let details = json!({ "refused": true, "remark": remark });
        let mut act = self.enter(person, Right::ProfileApprove, object(n), details).await?;
        must_be_open(&act.profile_change(n).await?)?;
        act.decide_profile(n, false, remark.trim()).await?;
        act.commit().await?;
        Ok(())
    }

    /// Refuses what was meant to replace another profile than the one in force.
    fn must_replace(
        &self,
        replaces: &str,
        approved: Option<(String, String)>,
    ) -> Result<(), DeskError> {
        if self.in_force.of(approved)?.id() == replaces {
            return Ok(());
        }
        Err(DeskError::missing(
            "another profile went into force since this was looked at; make a new preview",
            "صار ملف ضبط آخر نافذا بعد هذه المعاينة؛ أجر معاينة جديدة",
        ))
    }
}

fn must_be_open(change: &ProfileChange) -> Result<(), DeskError> {
    match change.decision {
        None => Ok(()),
        Some(_) => Err(DeskError::missing(
            "this change has been decided already",
            "حسم أمر هذا التغيير من قبل",
        )),
    }
}

/// A change in the audit log.
fn object(n: i64) -> String {
    format!("profile-change:{n}")
}
