//! The one binary: command line and configuration.

mod data;
mod desk;
mod eval;
mod fault;
mod listed;
mod lists;
mod office;
mod press;
mod profile;
mod screen;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use fault::Exit;

/// Screen people and organisations against sanctions lists, with a reason for every hit.
#[derive(Parser)]
#[command(name = "hilf", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Screen names, or a file of them.
    Screen(Box<screen::ScreenArgs>),
    /// Take up, update, show, compare and verify the lists of this node.
    Lists(lists::ListsArgs),
    /// Measure accuracy on labelled sets.
    Eval(eval::EvalArgs),
    /// Answer over HTTP, as yente does.
    Serve(serve::ServeArgs),
    /// Register customers and screen them.
    Customers(desk::CustomersArgs),
    /// Screen customers again: all if the lists changed, else those that changed.
    Rescreen(desk::RescreenArgs),
    /// Show alerts, the most urgent first.
    Alerts(desk::AlertsArgs),
    /// Look at an alert, decide it by two people, freeze, exempt, report, replay.
    Case(Box<desk::CaseArgs>),
    /// Read and verify the audit log.
    Audit(desk::AuditArgs),
    /// Make, show and close accounts.
    Accounts(desk::AccountsArgs),
    /// Copy the node's data while it runs.
    Backup(desk::BackupArgs),
    /// Put a backup into an empty data folder.
    Restore(desk::RestoreArgs),
    /// Purge what is older than it is to be kept.
    Purge(desk::PurgeArgs),
    /// Read press reports.
    Press(press::PressArgs),
}

fn main() -> ExitCode {
    end_quietly_without_reader();
    let result = match Cli::parse().command {
        Command::Screen(args) => screen::run(&args),
        Command::Lists(args) => lists::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Customers(args) => desk::customers(&args),
        Command::Rescreen(args) => desk::rescreen(&args),
        Command::Alerts(args) => desk::alerts(&args),
        Command::Case(args) => desk::case(&args),
        Command::Audit(args) => desk::audit(&args),
        Command::Accounts(args) => desk::accounts(&args),
        Command::Backup(args) => desk::backup(&args),
        Command::Restore(args) => desk::restore(&args),
        Command::Purge(args) => desk::purge(&args),
        Command::Press(args) => press::run(&args),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(fault) if fault.is_closed_pipe() => Exit::Done.into(),
        Err(fault) => {
            eprintln!("hilf: {fault}");
            Exit::Unusable.into()
        }
    }
}

/// `println!` panics when the reader of the output has gone (`hilf lists show | head`); that is no
/// fault of ours.
fn end_quietly_without_reader() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload().downcast_ref::<String>();
        if message.is_some_and(|text| text.contains("Broken pipe")) {
            std::process::exit(i32::from(Exit::Done as u8));
        }
        usual(panic);
    }));
}
