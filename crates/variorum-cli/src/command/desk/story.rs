//! `variorum desk story`.

use anyhow::Context;
use variorum::render;
use variorum_desk::Desk;

use crate::arguments::Format;
use crate::arguments::desk::Story;
use crate::{Outcome, output};

/// Prints the account of a story.
pub fn run(arguments: &Story) -> anyhow::Result<Outcome> {
    let desk = Desk::open_to_read(&arguments.desk)?;
    let collation = desk.collation(arguments.story)?.with_context(|| {
        format!("story {} has no account yet; run `variorum desk rebuild --stale` first", arguments.story)
    })?;
    if let Some(path) = &arguments.html {
        output::write_file(path, render::page(&collation).as_bytes())?;
        eprintln!("variorum: page written to {}", path.display());
    }
    output::print(&match arguments.format {
        Format::Text => render::terminal(&collation, &output::style(arguments.color, arguments.width)),
        Format::Json => render::json(&collation) + "\n",
    })?;
    Ok(Outcome::Done)
}
