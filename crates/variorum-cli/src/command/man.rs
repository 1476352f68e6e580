//! `variorum man`.

use anyhow::Context;
use clap::{Command, CommandFactory};

use crate::arguments::Arguments;
use crate::{Outcome, output};

/// Prints the manual: the page of the program, then that of each command.
pub fn run() -> anyhow::Result<Outcome> {
    let mut command = Arguments::command();
    command.build();
    let mut pages = Vec::new();
    write(&command, &mut pages)?;
    output::print(&String::from_utf8_lossy(&pages))?;
    Ok(Outcome::Done)
}

fn write(command: &Command, pages: &mut Vec<u8>) -> anyhow::Result<()> {
    clap_mangen::Man::new(command.clone()).render(pages).context("the manual could not be written")?;
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
        write(inner, pages)?;
    }
    Ok(())
}
