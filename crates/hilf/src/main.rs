//! The one binary: command line and configuration.

mod fault;
mod screen;

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
}

fn main() -> ExitCode {
    let Command::Screen(args) = Cli::parse().command;
    match screen::run(&args) {
        Ok(exit) => exit.into(),
        Err(fault) => {
            eprintln!("hilf: {fault}");
            Exit::Unusable.into()
        }
    }
}
