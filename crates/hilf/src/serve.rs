//! `hilf serve`: the node's lists over HTTP.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use hilf_node::{Node, Work};
use serde_json::json;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::data::DataArgs;
use crate::desk::KeptArgs;
use crate::fault::{Exit, Fault};
use crate::office::Office;

/// How often the registry is looked at for new versions of lists.
const LOOK: Duration = Duration::from_secs(2);
/// How long a request may take, and how long it waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);
const TURN: Duration = Duration::from_secs(5);

/// Where to answer. Flags come before the environment, the environment before the default.
#[derive(Args)]
pub(crate) struct ServeArgs {
    /// Address to answer on.
    #[arg(long, env = "HILF_LISTEN", value_name = "ADDR", default_value = "127.0.0.1:8000")]
    listen: SocketAddr,
    /// Pieces of computing work at once [default: number of processors].
    #[arg(long, env = "HILF_WORKERS", value_name = "N")]
    workers: Option<NonZeroUsize>,
    /// Answer look-ups without a token although others than this machine can reach the address.
    #[arg(long, env = "HILF_OPEN")]
    open: bool,
    #[command(flatten)]
    kept: KeptArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &ServeArgs) -> Result<Exit, Fault> {
    let usual = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let workers = args.workers.map_or_else(usual, NonZeroUsize::get);
    let node = Arc::new(Node::new(&args.data.folder()?.join("lists"), Work::new(workers, TURN)));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(Fault::io("cannot start"))?;
    runtime.block_on(async {
        let listen = |kind| signal(kind).map_err(Fault::io("cannot listen for signals"));
        let hangup = listen(SignalKind::hangup())?;
        let (mut end, mut stop) =
            (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
        tokio::spawn(keep_live(node.clone(), hangup));
        let office = Office::open(&args.kept, &args.data, node.clone()).await?;
        let is_open = args.open || args.listen.ip().is_loopback();
        let router = office.join(hilf_api::router(node, PATIENCE), is_open);
        let told = |address: SocketAddr| log("info", "listening", &address.to_string());
        let ended = async move {
            tokio::select! {
                _ = end.recv() => {}
                _ = stop.recv() => {}
            }
        };
        let what = format!("cannot answer on {}", args.listen);
        hilf_api::serve(router, args.listen, told, ended).await.map_err(Fault::io(what))
    })?;
    log("info", "ended", "");
    Ok(Exit::Done)
}

/// Makes the lists live at once, and again whenever the registry changes or SIGHUP comes.
async fn keep_live(node: Arc<Node>, mut hangup: Signal) {
    let mut seen = None;
    let mut is_first = true;
    loop {
        let mark = node.mark();
        if is_first || mark != seen {
            (seen, is_first) = (mark, false);
            let own = node.clone();
            match tokio::task::spawn_blocking(move || own.reload()).await {
                Ok(Ok(true)) => {
                    let id = node.live().map(|live| live.snapshot().to_owned());
                    log("info", "lists are live", &id.unwrap_or_default());
                }
                Ok(Ok(false)) => {}
                Ok(Err(error)) => log("error", "lists were not exchanged", &error.to_string()),
                Err(error) => log("error", "lists were not exchanged", &error.to_string()),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = hangup.recv() => is_first = true,
        }
    }
}

/// One line of JSON to the standard error; JSON escapes control characters.
pub(crate) fn log(level: &str, event: &str, detail: &str) {
    let at = jiff::Timestamp::now().to_string();
    eprintln!("{}", json!({ "at": at, "level": level, "event": event, "detail": detail }));
}
