//! `hilf accounts`: people who may enter.

use std::io::BufRead;

use clap::{Args, Subcommand, ValueEnum};
use hilf_desk::Role;
use serde_json::json;

use super::{DeskArgs, told};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf accounts add ada --name \"Ada\" --role analyst < password.txt
  hilf accounts list
  hilf accounts close ada")]
pub(crate) struct AccountsArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Make or change an account; its password is read from the standard input.
    Add {
        /// What it is entered with: small Latin letters, digits, and . _ - @
        id: String,
        /// The person's name.
        #[arg(long, default_value = "")]
        name: String,
        /// What the person is trusted with.
        #[arg(long, value_enum, required = true)]
        role: Vec<RoleArg>,
    },
    /// Show accounts.
    List,
    /// Close an account; its sessions and tokens end at once.
    Close {
        /// The account.
        id: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleArg {
    Analyst,
    Reviewer,
    Officer,
    Auditor,
    ListManager,
    Administrator,
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Role {
        match role {
            RoleArg::Analyst => Role::Analyst,
            RoleArg::Reviewer => Role::Reviewer,
            RoleArg::Officer => Role::Officer,
            RoleArg::Auditor => Role::Auditor,
            RoleArg::ListManager => Role::ListManager,
            RoleArg::Administrator => Role::Administrator,
        }
    }
}

pub(crate) fn run(args: &AccountsArgs) -> Result<Exit, Fault> {
    args.desk.run(|desk, person| async move {
        match &args.command {
            Command::Add { id, name, role } => {
                let mut password = String::new();
                let read = std::io::stdin().lock().read_line(&mut password);
                read.map_err(Fault::io("cannot read the password from the standard input"))?;
                let password = password.trim_end_matches(['\r', '\n']).to_owned();
                let password = Some(password).filter(|password| !password.is_empty());
                let roles: Vec<Role> = role.iter().copied().map(Role::from).collect();
                desk.put_account(&person, id, name, &roles, password).await.map_err(told)?;
                println!("{}", json!({ "id": id }));
            }
            Command::List => {
                for account in desk.accounts(&person).await.map_err(told)? {
                    let known = json!({
                        "id": account.id, "name": account.name, "roles": account.roles,
                        "codes": account.totp.is_some(), "created_at": account.created_at,
                        "closed_at": account.disabled_at,
                    });
                    println!("{known}");
                }
            }
            Command::Close { id } => {
                desk.close_account(&person, id).await.map_err(told)?;
                println!("{}", json!({ "id": id, "closed": true }));
            }
        }
        Ok(Exit::Done)
    })
}
