//! `hilf case`: what people do about an alert.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use hilf_case::{ContentHash, Outcome};
use hilf_desk::{Desk, Language, Person, Step, case_file_html, freeze_report_html, letter_html};
use hilf_store::{Case, CaseFilter};

use super::measures::{self, ExemptionCommand};
use super::show::{of_case, whole};
use super::{DeskArgs, told, write_out};
use crate::fault::{Exit, Fault};

#[derive(Args)]
#[command(after_help = "\
Examples:
  hilf case list
  hilf case show case-17
  hilf case show 9f3c0a11d2e45b67
  hilf case propose 9f3c0a11d2e45b67 --outcome false --reason \"born in another year\" --seen 5f2a… --as ada
  hilf case approve 9f3c0a11d2e45b67 --seen 5f2a… --as bo
  hilf case freeze 9f3c0a11d2e45b67 --assets \"account 1, USD 200\" --as bo
  hilf case file 9f3c0a11d2e45b67 --html case.html
  hilf case replay 9f3c0a11d2e45b67")]
pub(crate) struct CaseArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    desk: DeskArgs,
}

#[derive(Subcommand)]
enum Command {
    /// List cases, each the alerts of one customer, the most urgent first.
    List {
        /// Those too of which everything is decided.
        #[arg(long)]
        all: bool,
        /// How many.
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// Show a case with all its alerts, or one alert with its evidence and history.
    Show {
        /// The case, `case-17`, or the alert.
        id: String,
    },
    /// Give it to somebody.
    Assign {
        #[command(flatten)]
        of: Of,
        /// To whom.
        #[arg(long)]
        to: String,
    },
    /// Leave a remark.
    Note {
        #[command(flatten)]
        of: Of,
        /// The remark.
        text: String,
    },
    /// Add a document.
    Attach {
        #[command(flatten)]
        of: Of,
        /// The document.
        file: PathBuf,
    },
    /// Propose an outcome; somebody else has to approve it.
    Propose {
        #[command(flatten)]
        of: Of,
        /// What it was found to be.
        #[arg(long, value_enum)]
        outcome: Found,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Beginning of the hash of the evidence you saw, from `hilf case show`.
        #[arg(long, value_name = "HASH")]
        seen: String,
    },
    /// Do not agree with what was proposed.
    Return {
        #[command(flatten)]
        of: Of,
        /// Why not.
        #[arg(long)]
        reason: String,
    },
    /// Agree with what was proposed.
    Approve {
        #[command(flatten)]
        of: Of,
        /// Beginning of the hash of the evidence you saw, from `hilf case show`.
        #[arg(long, value_name = "HASH")]
        seen: String,
    },
    /// Record that assets were frozen after a true match.
    Freeze {
        #[command(flatten)]
        of: Of,
        /// What was frozen.
        #[arg(long)]
        assets: String,
    },
    /// Record that the freeze was reported to the authority.
    Reported {
        #[command(flatten)]
        of: Of,
        /// Under which reference.
        #[arg(long)]
        reference: String,
    },
    /// Record that the freeze was lifted.
    Unfreeze {
        #[command(flatten)]
        of: Of,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// The file of the case: JSON, or a page to print in both languages.
    File {
        #[command(flatten)]
        of: Of,
        /// Write a page to print here.
        #[arg(long, value_name = "PATH")]
        html: Option<PathBuf>,
    },
    /// The report of the freeze to the authority, as a page to print in both languages.
    Report {
        #[command(flatten)]
        of: Of,
        /// Where to write it [default: standard output].
        #[arg(long, value_name = "PATH")]
        output: Option<PathBuf>,
    },
    /// The letter to a customer who was mistaken for a listed person.
    Letter {
        #[command(flatten)]
        of: Of,
        /// Its language.
        #[arg(long, value_enum, default_value = "ar")]
        lang: Lang,
        /// Where to write it [default: standard output].
        #[arg(long, value_name = "PATH")]
        output: Option<PathBuf>,
    },
    /// Compute the evidence anew from the recorded snapshot and profile.
    Replay(Of),
    /// Exemptions: humanitarian (UNSCR 2664) and licences.
    #[command(subcommand)]
    Exempt(ExemptionCommand),
}

#[derive(Args)]
struct Of {
    /// The alert.
    id: String,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Ar,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum Found {
    /// The customer is the listed person.
    True,
    /// The customer is somebody else.
    False,
    /// It can be neither confirmed nor excluded.
    CannotTell,
}

impl From<Found> for Outcome {
    fn from(found: Found) -> Outcome {
        match found {
            Found::True => Outcome::TrueMatch,
            Found::False => Outcome::FalsePositive,
            Found::CannotTell => Outcome::CannotTell,
        }
    }
}

pub(crate) fn run(args: &CaseArgs) -> Result<Exit, Fault> {
    args.desk.run(|desk, person| act(&args.command, desk, person))
}

async fn act(command: &Command, desk: Desk, person: Person) -> Result<Exit, Fault> {
    let (id, step) = match command {
        Command::List { all, limit } => return list(&desk, &person, *all, *limit).await,
        Command::Show { id } => return show(&desk, &person, id).await,
        Command::Assign { of, to } => (&of.id, Step::Assign { to: to.clone() }),
        Command::Note { of, text } => (&of.id, Step::Note { text: text.clone() }),
        Command::Attach { of, file } => (&of.id, attachment(file)?),
        Command::Propose { of, outcome, reason, seen } => {
            let evidence = seen_evidence(&desk, &person, &of.id, seen).await?;
            let (outcome, reason) = ((*outcome).into(), reason.clone());
            (&of.id, Step::Propose { outcome, reason, evidence })
        }
        Command::Return { of, reason } => (&of.id, Step::Return { reason: reason.clone() }),
        Command::Approve { of, seen } => (&of.id, approval(&desk, &person, &of.id, seen).await?),
        Command::Exempt(exemption) => return measures::exempt(exemption, &desk, &person).await,
        other => return papers(other, &desk, &person).await,
    };
    let alert = desk.work(&person, id, step).await.map_err(told)?;
    print!("{}", whole(&alert));
    Ok(Exit::Done)
}

async fn list(desk: &Desk, person: &Person, all: bool, limit: u32) -> Result<Exit, Fault> {
    let filter = CaseFilter { is_open: (!all).then_some(true), ..CaseFilter::default() };
    for case in desk.cases(person, &filter, limit).await.map_err(told)? {
        println!("{}", of_case(&case));
    }
    Ok(Exit::Done)
}

async fn show(desk: &Desk, person: &Person, id: &str) -> Result<Exit, Fault> {
    let Some(number) = Case::number_of(id) else {
        print!("{}", whole(&desk.alert(person, id).await.map_err(told)?));
        return Ok(Exit::Done);
    };
    let (case, alerts) = desk.case(person, number).await.map_err(told)?;
    println!("{}", of_case(&case));
    for alert in &alerts {
        print!("\n{}", whole(alert));
    }
    Ok(Exit::Done)
}

async fn papers(command: &Command, desk: &Desk, person: &Person) -> Result<Exit, Fault> {
    match command {
        Command::Freeze { of, assets } => {
            desk.freeze(person, &of.id, assets).await.map_err(told)?;
            println!("frozen");
        }
        Command::Reported { of, reference } => {
            desk.report_freeze(person, &of.id, reference).await.map_err(told)?;
            println!("reported");
        }
        Command::Unfreeze { of, reason } => {
            desk.lift_freeze(person, &of.id, reason).await.map_err(told)?;
            println!("lifted");
        }
        Command::File { of, html } => {
            let file = desk.case_file(person, &of.id).await.map_err(told)?;
            match html {
                Some(path) => write_out(Some(path), &case_file_html(&file))?,
                None => println!("{}", serde_json::to_string_pretty(&file.json())?),
            }
        }
        Command::Report { of, output } => {
            let file = desk.case_file(person, &of.id).await.map_err(told)?;
            let own = desk.jurisdiction();
            let page = freeze_report_html(&file, (&own.authority_ar, &own.authority));
            let page = page.ok_or_else(|| Fault::new("nothing was frozen · لم يجمد شيء"))?;
            write_out(output.as_deref(), &page)?;
        }
        Command::Letter { of, lang, output } => {
            let file = desk.case_file(person, &of.id).await.map_err(told)?;
            let language = match lang {
                Lang::Ar => Language::Arabic,
                Lang::En => Language::English,
            };
            let letter = letter_html(&file, language).ok_or_else(|| {
                Fault::new(
                    "two people have not decided that this is somebody else\n\
                     لم يقرر شخصان أن هذا شخص آخر",
                )
            })?;
            write_out(output.as_deref(), &letter)?;
        }
        Command::Replay(of) => return replay(desk, person, &of.id).await,
        _ => {}
    }
    Ok(Exit::Done)
}

async fn replay(desk: &Desk, person: &Person, id: &str) -> Result<Exit, Fault> {
    let replayed = desk.replay(person, id).await.map_err(told)?;
    println!("{}", serde_json::to_string(&replayed)?);
    Ok(if replayed.is_same { Exit::Done } else { Exit::Held })
}

fn attachment(file: &PathBuf) -> Result<Step, Fault> {
    let what = format!("cannot read {}", file.display());
    let bytes = std::fs::read(file).map_err(Fault::io(what))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Step::Attach { name, bytes })
}

/// The evidence a person saw; only what lies before the alert now can be acted upon.
async fn seen_evidence(
    desk: &Desk,
    person: &Person,
    id: &str,
    seen: &str,
) -> Result<ContentHash, Fault> {
    let alert = desk.alert(person, id).await.map_err(told)?;
    check_seen(alert.alert.evidence(), seen)
}

fn check_seen(evidence: &ContentHash, seen: &str) -> Result<ContentHash, Fault> {
    let seen = seen.trim_end_matches('…');
    if seen.len() >= 8 && evidence.as_str().starts_with(seen) {
        return Ok(evidence.clone());
    }
    Err(told(hilf_case::Refusal::OtherContent.into()))
}

async fn approval(desk: &Desk, person: &Person, id: &str, seen: &str) -> Result<Step, Fault> {
    let alert = desk.alert(person, id).await.map_err(told)?;
    let evidence = check_seen(alert.alert.evidence(), seen)?;
    let proposal = alert.alert.proposal().ok_or_else(|| {
        let refusal = hilf_case::Refusal::State { state: alert.alert.state(), what: "approved" };
        told(refusal.into())
    })?;
    Ok(Step::Approve { outcome: proposal.outcome, reason: proposal.reason.clone(), evidence })
}
