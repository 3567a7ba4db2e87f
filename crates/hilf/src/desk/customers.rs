//! `hilf customers`: register, import, show and erase.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use hilf_desk::{Described, Desk, Person, Registration};
use hilf_entity::{Entity, Schema};
use serde_json::json;

use super::{DeskArgs, told};
use crate::fault::{Exit, Fault};
use crate::screen::batch::Batch;
use crate::screen::progress::Progress;

/// Customers that are registered together.
const PART: usize = 500;

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf customers add 4711 \"هارون الكتاني\" --birth-date 1980-02-01 --country iq
  hilf customers import customers.csv
  hilf customers import customers.parquet
  hilf customers list --limit 20
  hilf customers erase 4711 --reason \"left us ten years ago\"")]
pub(crate) struct CustomersArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Subcommand)]
enum Command {
    /// Register one customer, or change it, and screen it.
    Add(AddArgs),
    /// Register the rows of a table or JSON lines and screen them; done twice it changes nothing.
    Import(ImportArgs),
    /// Show customers by their ids.
    List(ListArgs),
    /// Erase a customer with its alerts; the audit log stays valid.
    Erase(EraseArgs),
}

#[derive(Args)]
struct AddArgs {
    /// The id you know it by.
    id: String,
    /// Its names.
    #[arg(required = true)]
    name: Vec<String>,
    /// What it is; without it the customer may be anybody.
    #[arg(long, value_name = "SCHEMA")]
    schema: Option<String>,
    /// Date of birth or incorporation.
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Nationality or country, ISO 3166 code.
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// Number of a document.
    #[arg(long, value_name = "NUMBER")]
    id_number: Vec<String>,
}

#[derive(Args)]
struct ImportArgs {
    /// A table (CSV, XLSX, Parquet) or JSON lines; `-` reads the standard input. The column `id` is
    /// needed.
    file: PathBuf,
}

#[derive(Args)]
struct ListArgs {
    /// Ids after this one.
    #[arg(long, value_name = "ID", default_value = "")]
    after: String,
    /// How many.
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
}

#[derive(Args)]
struct EraseArgs {
    /// The customer.
    id: String,
    /// Why; it is recorded.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(crate) fn run(args: &CustomersArgs) -> Result<Exit, Fault> {
    match &args.command {
        Command::Add(add) => {
            let described = add.described()?;
            let outcome = args.desk.run(|desk, person| async move {
                desk.register(&person, vec![described]).await.map_err(told)
            })?;
            tell(&outcome, 0);
            Ok(Exit::Done)
        }
        Command::Import(import) => args.desk.run(|desk, person| import_file(import, desk, person)),
        Command::List(list) => args.desk.run(|desk, person| async move {
            for customer in desk.customers(&person, &list.after, list.limit).await.map_err(told)? {
                let known = json!({
                    "id": customer.id, "registered_at": customer.registered_at,
                    "changed_at": customer.changed_at, "entity": customer.entity,
                });
                println!("{known}");
            }
            Ok(Exit::Done)
        }),
        Command::Erase(erase) => args.desk.run(|desk, person| async move {
            desk.erase(&person, &erase.id, &erase.reason).await.map_err(told)?;
            println!("erased");
            Ok(Exit::Done)
        }),
    }
}

impl AddArgs {
    fn described(&self) -> Result<Described, Fault> {
        let name = self.schema.as_deref().unwrap_or("LegalEntity");
        let schema = Schema::named(name).ok_or_else(|| {
            Fault::new(format!("--schema: `{name}` is none; use Person, Organization, Vessel …"))
        })?;
        let mut entity = Entity::new(&self.id, schema);
        self.name.iter().for_each(|name| entity.add("name", name.as_str()));
        let has = |property: &str| schema.property(property).is_some();
        let birth = if has("birthDate") { "birthDate" } else { "incorporationDate" };
        if let Some(date) = &self.birth_date {
            entity.add(birth, date.as_str());
        }
        self.country.iter().for_each(|code| entity.add("country", code.as_str()));
        self.id_number.iter().for_each(|number| entity.add("idNumber", number.as_str()));
        Ok(Described { entity, is_schema_known: self.schema.is_some() })
    }
}

async fn import_file(args: &ImportArgs, desk: Desk, person: Person) -> Result<Exit, Fault> {
    let mut batch = Batch::open(&args.file, None)?;
    let progress = Progress::new(true);
    let mut intake = desk.intake(&person);
    let (mut held, mut is_end) = (0_u64, false);
    while !is_end {
        let mut part = Vec::with_capacity(PART);
        while part.len() < PART {
            let Some(row) = batch.next()? else {
                is_end = true;
                break;
            };
            if let Some(error) = &row.error {
                held += 1;
                progress.say(&format!("held: {error}"));
            }
            match (row.id, row.subject) {
                (Some(_), Some(subject)) => part.push(Described {
                    is_schema_known: subject.is_schema_known(),
                    entity: subject.entity().clone(),
                }),
                (None, Some(_)) => {
                    held += 1;
                    let line = row.line;
                    progress.say(&format!(
                        "held: line {line}: a customer needs an id of its own; give one in the column `id`"
                    ));
                }
                (_, None) => {}
            }
        }
        let read = part.len() as u64;
        if read > 0 {
            intake.put(part).await.map_err(told)?;
        }
        progress.add(read);
    }
    let total = intake.finish().await.map_err(told)?;
    progress.finish();
    tell(&total, held);
    Ok(if held > 0 { Exit::Held } else { Exit::Done })
}

fn tell(outcome: &Registration, held: u64) {
    let known = json!({
        "new": outcome.new,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "held": held,
        "screened": outcome.progress.screened,
        "hits": outcome.progress.hits,
        "alerts_opened": outcome.progress.opened,
        "alerts_reopened": outcome.progress.reopened,
        "snapshot": outcome.snapshot,
    });
    println!("{known}");
}
