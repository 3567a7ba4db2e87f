//! The desk of a node: customers are registered and screened, alerts are looked at and decided by
//! two people, and everybody is screened again whenever the lists change.
//!
//! Every service asks the policy table ([`Right`]) whether the person may, writes its audit entry
//! in the transaction of the act, and refuses if either fails. Whatever lies above (the command
//! line, HTTP, the console) can be no more lenient.

mod alerts;
mod cases;
mod copies;
mod customers;
mod error;
mod evidence;
mod intake;
mod listings;
mod lists;
mod measures;
mod people;
mod press;
mod print;
mod profiles;
mod removal;
mod replay;
mod report;
mod retention;
mod rights;
mod runs;
mod settle;
mod together;
mod uploads;

use std::sync::Arc;

use hilf_case::Jurisdiction;
use hilf_match::{MATCHER, Profile};
use hilf_node::{Live, Node};
use hilf_store::{Act, Deed, Store};
use serde_json::{Value as Json, json};

pub use alerts::Step;
pub use customers::{CustomerFile, Described, Outcome as Registration};
pub use error::DeskError;
pub use intake::Intake;
pub use lists::{About, ListFile, ListPreview, ListStanding};
pub use measures::ExemptPairs;
pub use people::{Entered, Login, NewToken, SETUP_ACCOUNT, totp_address};
pub use press::{NewNote, PressPicture, TakenOver};
pub use print::{Language, case_file_html, freeze_report_html, letter_html};
pub use profiles::{Impact, Pair, Preview, PreviewState};
pub use replay::Replayed;
pub use report::{CaseFile, Statistics};
pub use retention::{Purged, Retention, RetentionError};
pub use rights::{Person, Right, Role, may, policy_table};
pub use runs::Screened;
pub use together::{Apart, TOGETHER_MAX, Together, may_go_together};
pub use uploads::{Shelf, bare_name};

/// The services of a node.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    node: Arc<Node>,
    /// What this desk screens with: see [`Desk::current`].
    profile: Arc<Profile>,
    in_force: Arc<profiles::InForce>,
    previews: Arc<profiles::Previews>,
    jurisdiction: Arc<Jurisdiction>,
    enrolled: Arc<tokio::sync::Mutex<listings::Enrolled>>,
    setup: people::Setup,
    reading: Arc<press::Reading>,
    retention: Arc<Retention>,
}

/// What screening depends on: the same three give the same hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) snapshot: String,
    pub(crate) profile: String,
    pub(crate) lists: Vec<String>,
}

impl Basis {
    fn of(live: &Live, profile: &Profile) -> Basis {
        Basis {
            snapshot: live.snapshot().to_owned(),
            profile: profile.id(),
            lists: live.lists().iter().map(|list| list.version.snapshot.clone()).collect(),
        }
    }

    /// The three in one text.
    pub(crate) fn text(&self) -> String {
        format!("{}|{MATCHER}|{}", self.snapshot, self.profile)
    }
}

impl Desk {
    /// A desk over a store and the lists of a node. `profile` is what customers are screened with
    /// until two people approve another.
    pub fn new(
        store: Store,
        node: Arc<Node>,
        profile: Profile,
        jurisdiction: Jurisdiction,
    ) -> Desk {
        let profile = Arc::new(profile);
        Desk {
            store,
            node,
            in_force: Arc::new(profiles::InForce::new(Arc::clone(&profile))),
            previews: Arc::default(),
            profile,
            jurisdiction: Arc::new(jurisdiction),
            enrolled: Arc::default(),
            setup: people::Setup::default(),
            reading: Arc::default(),
            retention: Arc::default(),
        }
    }

    /// What is kept.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The lists.
    pub fn node(&self) -> &Arc<Node> {
        &self.node
    }

    /// Whose deadlines apply.
    pub fn jurisdiction(&self) -> &Jurisdiction {
        &self.jurisdiction
    }

    /// Begins an act if the person has the right to it; writes the refusal into the log if not.
    pub(crate) async fn enter(
        &self,
        person: &Person,
        right: Right,
        object: impl Into<String>,
        details: Json,
    ) -> Result<Act, DeskError> {
        let object = object.into();
        self.allow(person, right, &object).await?;
        let details = person.with_purpose(details);
        Ok(self.store.act(Deed::new(&person.id, right.name(), object).with(details)).await?)
    }

    /// Refuses whoever has not the right, and writes the refusal into the log.
    pub(crate) async fn allow(
        &self,
        person: &Person,
        right: Right,
        object: &str,
    ) -> Result<(), DeskError> {
        if person.may(right) {
            return Ok(());
        }
        let details = json!({ "right": right.name() });
        let deed = Deed::new(&person.id, "access.refused", object).with(details);
        self.store.act(deed).await?.commit().await?;
        Err(DeskError::NotAllowed { who: person.id.clone(), right })
    }

    /// Writes into the log that somebody looks at something, before it is shown.
    ///
    /// # Errors
    /// [`DeskError`]; nothing must be shown then.
    pub async fn witness(
        &self,
        person: &Person,
        right: Right,
        object: &str,
    ) -> Result<(), DeskError> {
        self.enter(person, right, object, Json::Null).await?.commit().await?;
        Ok(())
    }

    pub(crate) fn live(&self) -> Result<Arc<Live>, DeskError> {
        self.node.live().ok_or(DeskError::NoLists)
    }
}
