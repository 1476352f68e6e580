//! `variorum export`.

use std::path::Path;

use anyhow::{Context, bail};
use variorum::contract::Collation;
use variorum::export;
use variorum_desk::Desk;
use variorum_desk::story::Order;

use crate::arguments::Export;
use crate::{Outcome, collating, output};

/// Writes stories in the format of another tool.
pub fn run(arguments: &Export) -> anyhow::Result<Outcome> {
    let (collations, outcome) = match &arguments.desk {
        Some(desk) => of_desk(desk, &arguments.stories)?,
        None => collating::open(&arguments.paths, &arguments.collating)?,
    };
    let text = export::export(&collations, arguments.format);
    match &arguments.output {
        None => output::print(&text)?,
        Some(path) => {
            output::write_file(path, &text)?;
            eprintln!("variorum: {} written to {}", arguments.format.name(), path.display());
        }
    }
    Ok(outcome)
}

/// The stories that were asked for, else all that have an account.
fn of_desk(folder: &Path, stories: &[i64]) -> anyhow::Result<(Vec<Collation>, Outcome)> {
    let desk = Desk::open_to_read(folder)?;
    let mut collations = Vec::new();
    let mut outcome = Outcome::Done;
    for &story in stories {
        collations.push(desk.collation(story)?.with_context(|| {
            format!("story {story} has no account yet; run `variorum desk rebuild --stale` first")
        })?);
    }
    if stories.is_empty() {
        for story in desk.stories(Order::Size, usize::MAX, 0)? {
            match desk.collation(story.id)? {
                Some(collation) => collations.push(collation),
                None => {
                    eprintln!(
                        "variorum: left out: story {} has no account yet; run `variorum desk rebuild --stale`",
                        story.id
                    );
                    outcome = Outcome::LeftOut;
                }
            }
        }
    }
    if collations.is_empty() {
        bail!("{}: no story to export; add reports with `variorum ingest`", folder.display());
    }
    Ok((collations, outcome))
}
