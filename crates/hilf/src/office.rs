//! What the desk does while the node serves: acts get their places in the log, and everybody is
//! screened again whenever lists or profile change, and once a day.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hilf_api::UpdateOrder;
use hilf_desk::{Desk, Person, Retention, Screened};
use hilf_node::Node;
use hilf_store::{Run, RunKind};
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;

use crate::desk::KeptArgs;
use crate::fault::Fault;

/// How often acts are given their places.
const SEAL: Duration = Duration::from_secs(1);
/// How often the profile in force is looked at.
const LOOK: Duration = Duration::from_secs(2);
/// How often it is looked whether customers must be screened anew: a new listing does not wait.
const NEWS: Duration = Duration::from_millis(500);
/// Everybody is screened at least so often: Regulation (EU) 2024/886 asks for once every day.
const DAY: i64 = 24 * 60 * 60;
/// Who acts when nobody does.
const NODE: &str = "node";

/// The desk of a serving node.
pub(crate) struct Office {
    desk: Desk,
}

impl Office {
    /// Opens the desk; prints the secret with which the first account is made if there is none.
    pub(crate) async fn open(
        kept: &KeptArgs,
        folder: &Path,
        node: Arc<Node>,
    ) -> Result<Office, Fault> {
        let desk = kept.desk(folder, node).await?;
        crate::press::tell_taken_over(&desk).await?;
        let secret = desk.setup_secret().await.map_err(crate::desk::told)?;
        if let Some(secret) = &secret {
            tracing::warn!(
                event = "no account yet: make one with the set-up secret",
                detail = %secret
            );
        }
        desk.profile_in_force().await.map_err(crate::desk::told)?;
        Ok(Office { desk })
    }

    /// Its desk.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The same office that keeps what it keeps for other times.
    pub(crate) fn keeping(self, retention: Retention) -> Office {
        Office { desk: self.desk.with_retention(retention) }
    }

    /// Joins the desk's routes to others and begins the work behind them. Unless the others are
    /// open they are answered only to those who may look somebody up.
    pub(crate) fn join(
        self,
        router: hilf_api::Router,
        updates: Sender<UpdateOrder>,
        is_open: bool,
        is_secure: bool,
    ) -> hilf_api::Router {
        tokio::spawn(seal(self.desk.clone()));
        tokio::spawn(screen(self.desk.clone()));
        tokio::spawn(purge(self.desk.clone()));
        tokio::spawn(follow(self.desk.clone()));
        let guarded = match is_open {
            true => router,
            false => hilf_api::v1::lookups_only(router, self.desk.clone()),
        };
        let console = hilf_console::router(self.desk.clone(), is_secure);
        guarded.merge(hilf_api::v1::router(self.desk, Some(updates), is_secure)).merge(console)
    }
}

async fn seal(desk: Desk) {
    loop {
        tokio::time::sleep(SEAL).await;
        if let Err(error) = desk.store().seal().await {
            tracing::error!(event = "acts were not given their places in the audit log", detail = %error);
        }
    }
}

/// Reads which profile is in force: two people may approve another through another process, and
/// look-ups do not ask the database each time.
async fn follow(desk: Desk) {
    loop {
        tokio::time::sleep(LOOK).await;
        if let Err(error) = desk.profile_in_force().await {
            tracing::error!(event = "the profile in force is not known", detail = %error);
        }
    }
}

/// Purges once a day what is older than it is to be kept.
async fn purge(desk: Desk) {
    let person = Person::local(NODE);
    loop {
        match desk.purge(&person, Timestamp::now()).await {
            Ok(purged) => {
                for purged in purged.iter().filter(|purged| purged.number > 0) {
                    let said = format!("{} of {}", purged.number, purged.class);
                    tracing::info!(event = "purged after their time", detail = %said);
                }
            }
            Err(error) => tracing::error!(event = "nothing was purged", detail = %error),
        }
        tokio::time::sleep(Duration::from_secs(DAY.unsigned_abs())).await;
    }
}

/// Says at once what changed listings came to; the run over everybody follows.
fn told(run: &Run) {
    if run.kind == RunKind::Listings {
        let said = format!(
            "run {}: {} of {} customers may be meant, {} alerts opened, {} reopened",
            run.id,
            run.progress.screened,
            run.customers.unwrap_or(0),
            run.progress.opened,
            run.progress.reopened
        );
        tracing::info!(event = "changed listings were screened", detail = %said);
    }
}

async fn screen(desk: Desk) {
    let person = Person::local(NODE);
    // A new listing is asked of everybody within seconds if everybody's names are there already.
    let mut is_enrolled = false;
    let (mut seen, mut ended): (Option<String>, Option<Timestamp>) = (None, None);
    loop {
        tokio::time::sleep(NEWS).await;
        let basis = match desk.basis().await {
            Ok(Some(basis)) => basis,
            Ok(None) => continue,
            Err(error) => {
                tracing::error!(event = "customers were not screened again", detail = %error);
                continue;
            }
        };
        if !is_enrolled {
            is_enrolled = match desk.enrol(&person).await {
                Ok(()) => true,
                Err(error) => {
                    tracing::error!(event = "customers were not enrolled", detail = %error);
                    false
                }
            };
        }
        let now = Timestamp::now().as_second();
        let is_due = ended.is_some_and(|ended| now - ended.as_second() > DAY);
        if !is_due && seen.as_ref() == Some(&basis) {
            continue;
        }
        match desk.rescreen(&person, is_due, &mut told).await {
            Ok(Screened::Overtaken(_)) => {}
            Ok(screened) => {
                seen = Some(basis);
                ended = screened.run().finished_at;
                if let Screened::All(run) = &screened {
                    let said = format!(
                        "run {}: {} of {} customers, {} alerts opened, {} reopened",
                        run.id,
                        run.progress.screened,
                        run.customers.unwrap_or(0),
                        run.progress.opened,
                        run.progress.reopened
                    );
                    tracing::info!(event = "customers were screened again", detail = %said);
                }
            }
            Err(error) => {
                tracing::error!(event = "customers were not screened again", detail = %error)
            }
        }
    }
}
