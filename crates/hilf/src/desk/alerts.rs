//! `hilf rescreen` and `hilf alerts`.

use clap::{Args, ValueEnum};
use hilf_case::State;
use hilf_desk::{Desk, Screened};
use hilf_store::{AlertFilter, Run, RunKind};
use serde_json::json;

use super::show::summary;
use super::{DeskArgs, told};
use crate::fault::{Exit, Fault};
use crate::screen::progress::Progress;

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf rescreen           everybody if the lists changed, else only customers that changed
  hilf rescreen --all     everybody in any case; do it at least once a day")]
pub(crate) struct RescreenArgs {
    /// Screen everybody even if nothing changed.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    desk: DeskArgs,
}

/// What a run proves, as JSON.
fn proof(result: &str, run: &Run) -> serde_json::Value {
    json!({
        "result": result,
        "run": run.id,
        "kind": run.kind.name(),
        "screened": run.progress.screened,
        "customers": run.customers,
        "held": run.progress.held,
        "hits": run.progress.hits,
        "alerts_opened": run.progress.opened,
        "alerts_reopened": run.progress.reopened,
        "snapshot": run.snapshot,
        "matcher": run.matcher,
        "profile": run.profile,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
    })
}

/// Screens again; broken off, it goes on where it stopped the next time.
pub(crate) fn rescreen(args: &RescreenArgs) -> Result<Exit, Fault> {
    args.desk.run(|desk, person| async move {
        let progress = Progress::new(true);
        let mut seen = 0;
        let mut count = |run: &Run| {
            if run.kind == RunKind::Listings {
                println!("{}", proof("changed listings", run));
                return;
            }
            progress.add(run.progress.screened.saturating_sub(seen));
            seen = run.progress.screened;
        };
        let screened = desk.rescreen(&person, args.all, &mut count).await.map_err(told)?;
        progress.finish();
        let run = screened.run();
        let what = match &screened {
            Screened::All(_) => "ended",
            Screened::Nothing(_) => "nothing to do",
            Screened::Overtaken(_) => "overtaken by new lists",
        };
        println!("{}", proof(what, run));
        Ok(if matches!(screened, Screened::Overtaken(_)) { Exit::Held } else { Exit::Done })
    })
}

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf alerts
  hilf alerts --state proposed --format jsonl
  hilf alerts --customer 4711")]
pub(crate) struct AlertsArgs {
    /// Only alerts that stand here.
    #[arg(long, value_enum)]
    state: Option<Standing>,
    /// Only alerts of a customer.
    #[arg(long, value_name = "ID")]
    customer: Option<String>,
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: u32,
    /// A line for each, or JSON lines.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Standing {
    New,
    InReview,
    Proposed,
    Decided,
    Reopened,
}

impl From<Standing> for State {
    fn from(standing: Standing) -> State {
        match standing {
            Standing::New => State::New,
            Standing::InReview => State::InReview,
            Standing::Proposed => State::Proposed,
            Standing::Decided => State::Decided,
            Standing::Reopened => State::Reopened,
        }
    }
}

pub(crate) fn run(args: &AlertsArgs) -> Result<Exit, Fault> {
    args.desk.run(|desk, person| async move {
        let filter = AlertFilter {
            state: args.state.map(State::from),
            customer: args.customer.clone(),
            ..AlertFilter::default()
        };
        for alert in desk.alerts(&person, &filter, args.limit).await.map_err(told)? {
            match args.format {
                Format::Text => println!("{}", summary(&alert)),
                Format::Jsonl => println!("{}", Desk::alert_json(&alert)),
            }
        }
        Ok(Exit::Done)
    })
}
