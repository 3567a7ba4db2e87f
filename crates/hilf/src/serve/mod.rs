//! `hilf serve`: the node over HTTP.

mod config;
mod keeper;

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hilf_api::{Guard, Metrics, Settings};
use hilf_node::{Node, Work};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tracing_subscriber::EnvFilter;

use crate::fault::{Exit, Fault};
use crate::office::Office;

use config::Config;
pub(crate) use config::{ServeArgs, retention};

/// How long a request waits for its turn.
const TURN: Duration = Duration::from_secs(5);

pub(crate) fn run(args: &ServeArgs) -> Result<Exit, Fault> {
    let config = Config::read(args)?;
    start_log(&config.log)?;
    let lists = config.folder.join("lists");
    let work = Work::new(config.workers, TURN);
    let node = Arc::new(Node::new(&lists, work.clone()).with_schedule(config.schedule.clone()));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(Fault::io("cannot start"))?;
    runtime.block_on(async {
        let listen = |kind| signal(kind).map_err(Fault::io("cannot listen for signals"));
        let hangup = listen(SignalKind::hangup())?;
        let (mut end, mut stop) =
            (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
        let (updates, orders) = mpsc::channel(1);
        tokio::spawn(keeper::keep(node.clone(), lists, hangup, orders));
        let ended = async move {
            tokio::select! {
                _ = end.recv() => {}
                _ = stop.recv() => {}
            }
            tracing::info!(event = "ending");
        };
        let told = |address: SocketAddr| {
            tracing::info!(event = "listening", detail = %address);
        };
        let what = format!("cannot answer on {}", config.listen);
        let (listen, tls, patience) = (config.listen, config.tls.clone(), config.patience);
        let metrics = Metrics::new();
        let settings = Settings {
            public_url: config.public_url,
            update_token: config.update_token,
            updates: Some(updates.clone()),
        };
        let office =
            Office::open(&args.kept, &config.folder, node).await?.keeping(config.retention);
        let router = hilf_api::router(office.desk().clone(), settings, metrics.clone());
        let is_open = config.is_open || listen.ip().is_loopback();
        let router =
            office.join(router, updates, is_open, tls.is_some()).fallback(hilf_api::not_found);
        let (rate, proxies) = (config.rate, config.proxies);
        let router = hilf_api::guard(router, Guard { patience, rate, proxies, metrics, work });
        hilf_api::serve(router, listen, tls.as_ref(), patience, told, ended)
            .await
            .map_err(Fault::io(what))
    })?;
    tracing::info!(event = "ended");
    Ok(Exit::Done)
}

/// One JSON object a line on the standard error; JSON escapes control characters, so that nothing
/// a client sends can forge a line or move the cursor of who reads it.
fn start_log(level: &str) -> Result<(), Fault> {
    let filter = EnvFilter::try_new(level);
    let filter = filter.map_err(|error| Fault::new(format!("`{level}` is no level: {error}")))?;
    let log = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_ansi(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    log.try_init().map_err(|error| Fault::new(format!("cannot start the log: {error}")))?;
    if std::io::stderr().is_terminal() {
        eprintln!("The log is one JSON object a line; Ctrl-C ends the node.");
    }
    Ok(())
}
