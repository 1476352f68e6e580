//! `variorum desk`, one file a command.

mod check;
mod correct;
mod corrections;
mod init;
mod rebuild;
mod regroup;
mod status;
mod story;
mod versions;
mod watch;

use crate::Outcome;
use crate::arguments::desk::DeskCommand;

/// Runs a command on a desk.
pub fn run(command: &DeskCommand) -> anyhow::Result<Outcome> {
    match command {
        DeskCommand::Init { desk } => init::run(desk),
        DeskCommand::Watch(arguments) => watch::run(arguments),
        DeskCommand::Status(arguments) => status::run(arguments),
        DeskCommand::Story(arguments) => story::run(arguments),
        DeskCommand::Merge { desk, into, other, person } => correct::merge(desk, *into, *other, person),
        DeskCommand::Split { desk, reports, person } => correct::split(desk, reports, person),
        DeskCommand::Regroup { desk, apply, json, model } => regroup::run(desk, *apply, *json, model),
        DeskCommand::Versions { desk, report, json } => versions::run(desk, report, *json),
        DeskCommand::Correct(arguments) => correct::run(arguments),
        DeskCommand::Undo { desk, correction, person } => correct::undo(desk, *correction, person),
        DeskCommand::Corrections { desk, command, file } => corrections::run(desk, *command, file),
        DeskCommand::Rebuild(arguments) => rebuild::run(arguments),
        DeskCommand::Check { desk, json } => check::run(desk, *json),
    }
}
