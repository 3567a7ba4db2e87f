//! `hilf case exempt`: lawful reasons to pay despite a true match.

use clap::{Args, Subcommand};
use hilf_case::{Basis, Terms};
use hilf_desk::{Desk, Person};
use jiff::Timestamp;
use serde_json::json;

use super::told;
use crate::fault::{Exit, Fault};

#[derive(Subcommand)]
pub(super) enum ExemptionCommand {
    /// Propose an exemption; somebody else has to grant it.
    Propose(Box<TermsArgs>),
    /// Grant what somebody else proposed.
    Grant {
        /// The exemption.
        id: String,
    },
    /// Turn a proposal down, or end an exemption before its time.
    End {
        /// The exemption.
        id: String,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Count a payment against the ceiling.
    Use {
        /// The exemption.
        id: String,
        /// Id of the customer who pays or is paid.
        #[arg(long)]
        customer: String,
        /// Amount in the smallest unit of the currency.
        #[arg(long)]
        amount: u64,
        /// Currency, ISO 4217.
        #[arg(long)]
        currency: String,
    },
    /// Show exemptions.
    List {
        /// Only those on a listed entity.
        #[arg(long, value_name = "ID")]
        entity: Option<String>,
    },
}

#[derive(Args)]
pub(super) struct TermsArgs {
    /// Id of the listed entity concerned.
    #[arg(long, value_name = "ID")]
    entity: String,
    /// Ids of the customers it covers.
    #[arg(long, value_name = "ID", required = true)]
    customer: Vec<String>,
    /// Humanitarian, Security Council resolution 2664: the kind of provider and what shows it.
    #[arg(long, requires = "project", conflicts_with = "authority")]
    provider: Option<String>,
    /// Humanitarian: project or appeal.
    #[arg(long)]
    project: Option<String>,
    /// Licence: who gave it.
    #[arg(long, requires = "number", required_unless_present = "provider")]
    authority: Option<String>,
    /// Licence: its number.
    #[arg(long)]
    number: Option<String>,
    /// Most that may move, in the smallest unit of the currency.
    #[arg(long)]
    ceiling: u64,
    /// Currency, ISO 4217.
    #[arg(long)]
    currency: String,
    /// Valid from, as in 2026-01-01T00:00:00Z.
    #[arg(long, value_name = "TIME")]
    from: Timestamp,
    /// No longer valid at.
    #[arg(long, value_name = "TIME")]
    until: Timestamp,
}

impl TermsArgs {
    fn terms(&self) -> Terms {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let basis = match &self.provider {
            Some(provider) => {
                Basis::Humanitarian { provider: provider.clone(), project: text(&self.project) }
            }
            None => Basis::Licence { authority: text(&self.authority), number: text(&self.number) },
        };
        Terms {
            basis,
            entity: self.entity.clone(),
            subjects: self.customer.clone(),
            currency: self.currency.clone(),
            ceiling: self.ceiling,
            from: self.from,
            until: self.until,
        }
    }
}

pub(super) async fn exempt(
    command: &ExemptionCommand,
    desk: &Desk,
    person: &Person,
) -> Result<Exit, Fault> {
    match command {
        ExemptionCommand::Propose(terms) => {
            let id = desk.propose_exemption(person, terms.terms()).await.map_err(told)?;
            println!("{}", json!({ "id": id, "state": "proposed" }));
        }
        ExemptionCommand::Grant { id } => {
            let row = desk.grant_exemption(person, id).await.map_err(told)?;
            println!("{}", json!({ "id": row.id, "state": "granted", "granted": row.granted }));
        }
        ExemptionCommand::End { id, reason } => {
            desk.end_exemption(person, id, reason).await.map_err(told)?;
            println!("{}", json!({ "id": id, "state": "ended" }));
        }
        ExemptionCommand::Use { id, customer, amount, currency } => {
            let moved = (*amount, currency.as_str());
            let left = desk.use_exemption(person, id, customer, moved).await.map_err(told)?;
            println!("{}", json!({ "id": id, "left": left, "currency": currency }));
        }
        ExemptionCommand::List { entity } => {
            for row in desk.exemptions(person, entity.as_deref()).await.map_err(told)? {
                let known = json!({
                    "id": row.id, "terms": row.terms, "proposed_by": row.proposed_by,
                    "granted": row.granted, "ended_at": row.ended_at,
                });
                println!("{known}");
            }
        }
    }
    Ok(Exit::Done)
}
