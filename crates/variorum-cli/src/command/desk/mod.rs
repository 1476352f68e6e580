//! `variorum desk`, one file a command.

mod check;
mod init;
mod rebuild;
mod status;
mod story;

use crate::Outcome;
use crate::arguments::DeskCommand;

/// Runs a command on a desk.
pub fn run(command: &DeskCommand) -> anyhow::Result<Outcome> {
    match command {
        DeskCommand::Init { desk } => init::run(desk),
        DeskCommand::Status(arguments) => status::run(arguments),
        DeskCommand::Story(arguments) => story::run(arguments),
        DeskCommand::Rebuild(arguments) => rebuild::run(arguments),
        DeskCommand::Check { desk, json } => check::run(desk, *json),
    }
}
