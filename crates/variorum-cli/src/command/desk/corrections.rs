//! `variorum desk corrections`.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use variorum_desk::Desk;

use crate::arguments::desk::CorrectionsCommand;
use crate::{Outcome, output};

/// Lists corrections, or carries them to and from a text file.
pub fn run(folder: &Path, command: CorrectionsCommand, file: &Path) -> anyhow::Result<Outcome> {
    match command {
        CorrectionsCommand::List => list(&Desk::open_to_read(folder)?)?,
        CorrectionsCommand::Export => output::print(&Desk::open_to_read(folder)?.export_corrections()?)?,
        CorrectionsCommand::Import => {
            let added = Desk::open(folder)?.import_corrections(&read(file)?)?;
            output::print(&format!("{added} entries added\n"))?;
        }
    }
    Ok(Outcome::Done)
}

fn list(desk: &Desk) -> anyhow::Result<()> {
    let mut text = String::new();
    for entry in desk.corrections()? {
        let what = match (&entry.correction, entry.undoes) {
            (Some(correction), _) => serde_json::to_string(correction)?,
            (None, Some(other)) => format!("takes back {other}"),
            (None, None) => String::new(),
        };
        text += &format!("{:>4}  {}  {}: {what}\n", entry.id, entry.made, entry.author);
        if let Some(by) = entry.undone_by {
            text += &format!("      taken back by {by}\n");
        } else if let Some(why) = &entry.misfit {
            text += &format!("      no longer fits: {why}\n");
        }
    }
    output::print(if text.is_empty() { "No corrections.\n" } else { &text })
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() != "-" {
        return std::fs::read_to_string(file)
            .with_context(|| format!("{}: could not be read", file.display()));
    }
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).context("standard input could not be read")?;
    Ok(text)
}
