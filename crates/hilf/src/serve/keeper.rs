//! Keeps the lists of a running node live and up to date: looks whether others have changed them,
//! looks for new versions when it is time, and does what it is ordered to.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hilf_api::UpdateOrder;
use hilf_list::store::{ListStore, Outcome};
use hilf_node::{ListState, Node};
use jiff::Timestamp;
use tokio::signal::unix::Signal;
use tokio::sync::mpsc;

use crate::fault::Fault;
use crate::lists;

/// How often the registry is looked at for new versions of lists.
const LOOK: Duration = Duration::from_secs(2);

/// What happens next.
enum Next {
    /// Time has passed.
    Look,
    /// The operator wants the lists read again.
    Again,
    /// Somebody wants new versions looked for.
    Order(UpdateOrder),
    /// Nobody can order anything any more.
    Closed,
}

pub(super) async fn keep(
    node: Arc<Node>,
    lists: PathBuf,
    mut hangup: Signal,
    mut orders: mpsc::Receiver<UpdateOrder>,
) {
    let mut seen = node.mark();
    reload(&node).await;
    loop {
        let next = tokio::select! {
            () = tokio::time::sleep(LOOK) => Next::Look,
            _ = hangup.recv() => Next::Again,
            order = orders.recv() => order.map_or(Next::Closed, Next::Order),
        };
        match next {
            Next::Look => update(&lists, due(&node)).await,
            Next::Again => reload(&node).await,
            Next::Order(order) => {
                update(&lists, node.states().into_iter().map(|state| state.name).collect()).await;
                reload(&node).await;
                // Who ordered it may have gone.
                let _ = order.done.send(());
            }
            Next::Closed => return,
        }
        let mark = node.mark();
        if mark != seen {
            seen = mark;
            reload(&node).await;
        }
    }
}

/// The lists whose time has come.
fn due(node: &Node) -> Vec<String> {
    let now = Timestamp::now();
    let is_due = |state: &ListState| node.schedule().due(state).is_some_and(|due| due <= now);
    node.states().into_iter().filter(is_due).map(|state| state.name).collect()
}

async fn reload(node: &Arc<Node>) {
    let own = node.clone();
    match tokio::task::spawn_blocking(move || own.reload()).await {
        Ok(Ok(true)) => {
            let snapshot = node.live().map(|live| live.snapshot().to_owned()).unwrap_or_default();
            tracing::info!(event = "lists are live", detail = snapshot);
        }
        Ok(Ok(false)) => {}
        Ok(Err(error)) => tracing::error!(event = "lists were not exchanged", detail = %error),
        Err(error) => tracing::error!(event = "lists were not exchanged", detail = %error),
    }
}

async fn update(lists: &Path, names: Vec<String>) {
    if names.is_empty() {
        return;
    }
    let lists = lists.to_owned();
    let done = tokio::task::spawn_blocking(move || {
        for name in names {
            match update_one(&lists, &name) {
                Ok(Some(Outcome::Live(version))) => {
                    tracing::info!(event = "list updated", list = name, detail = version.snapshot);
                }
                Ok(_) => tracing::info!(event = "list unchanged", list = name),
                Err(fault) => {
                    tracing::error!(event = "list not updated", list = name, detail = %fault);
                }
            }
        }
    });
    if let Err(error) = done.await {
        tracing::error!(event = "list not updated", detail = %error);
    }
}

fn update_one(folder: &Path, name: &str) -> Result<Option<Outcome>, Fault> {
    let mut store = ListStore::open(folder)?;
    lists::refresh(&mut store, name)
}
