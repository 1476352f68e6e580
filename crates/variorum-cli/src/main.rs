//! The program `variorum`: typed arguments, then one function a command.
//!
//! Exit codes: 0 done, 1 done with reports left out, 2 nothing could be done.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

mod arguments;
mod collating;
mod command;
mod line;
mod model;
mod output;
mod progress;
mod stream;
mod texts;

use arguments::{Arguments, Command};

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How a command that did its work ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All of the input was used.
    Done,
    /// Some of the input was left out.
    LeftOut,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Collate(arguments) => command::collate::run(&arguments),
        Command::Annotate(arguments) => command::annotate::run(&arguments),
        Command::Verify(arguments) => command::verify::run(&arguments),
        Command::Explain(arguments) => command::explain::run(&arguments),
        Command::Export(arguments) => command::export::run(&arguments),
        Command::Schema { of } => command::schema::run(of),
        Command::Desk(arguments) => command::desk::run(&arguments.command),
        Command::Ingest(arguments) => command::ingest::run(&arguments),
        Command::Search(arguments) => command::search::run(&arguments),
        Command::Serve(arguments) => command::serve::run(&arguments),
        Command::Mcp(arguments) => command::mcp::run(&arguments),
        Command::Completions { shell } => command::completions::run(shell),
        Command::Man => command::man::run(),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LeftOut) => ExitCode::from(1),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("variorum: {error:#}");
            ExitCode::from(2)
        }
    }
}
