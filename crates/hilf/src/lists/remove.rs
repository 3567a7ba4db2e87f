//! Taking a list off the node, by two people.

use clap::Args;

use crate::data::DataArgs;
use crate::desk::{KeptArgs, PersonArgs, at_desk, told};
use crate::fault::{Exit, Fault};

#[derive(Args)]
pub(super) struct RemoveArgs {
    /// The list.
    name: String,
    /// Propose it, for this reason; another person approves.
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["approve", "refuse"])]
    reason: Option<String>,
    /// Approve what somebody else proposed. The list is off at once.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["reason", "refuse"])]
    approve: Option<i64>,
    /// Turn a proposal down, or take one's own back; say why with --remark.
    #[arg(long, value_name = "NUMBER", conflicts_with = "reason", requires = "remark")]
    refuse: Option<i64>,
    /// A remark on the decision.
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
    #[command(flatten)]
    kept: KeptArgs,
    #[command(flatten)]
    who: PersonArgs,
}

pub(super) fn remove(data: &DataArgs, args: &RemoveArgs) -> Result<Exit, Fault> {
    let (name, remark) = (args.name.as_str(), args.remark.as_deref().unwrap_or_default());
    at_desk(data, &args.kept, &args.who, |desk, person| async move {
        if let Some(n) = args.approve {
            desk.approve_list_removal(&person, (name, n), remark).await.map_err(told)?;
            println!("{name}: taken off; its snapshots stay");
        } else if let Some(n) = args.refuse {
            desk.refuse_list_removal(&person, (name, n), remark).await.map_err(told)?;
            println!("{name}: stays");
        } else {
            let reason = args.reason.as_deref().unwrap_or_default();
            let n = desk.propose_list_removal(&person, name, reason).await.map_err(told)?;
            println!(
                "{name}: proposed as {n}; another person approves with \
                 hilf lists remove {name} --approve {n} --as NAME"
            );
        }
        Ok(Exit::Done)
    })
}
