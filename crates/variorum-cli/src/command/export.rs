//! `variorum export`.

use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, bail};
use jiff::Timestamp;
use variorum::contract::Collation;
use variorum::export;
use variorum_desk::Desk;
use variorum_desk::story::Order;

use crate::arguments::{Export, Exported};
use crate::{Outcome, collating, output};

/// Writes stories in the format of another tool.
pub fn run(arguments: &Export) -> anyhow::Result<Outcome> {
    if arguments.format == Exported::Wacz {
        return pack(arguments);
    }
    let (collations, outcome) = match &arguments.desk {
        Some(desk) => of_desk(desk, &arguments.stories)?,
        None => collating::open(&arguments.paths, &arguments.collating)?,
    };
    match (arguments.format, &arguments.output) {
        (Exported::Text(format), None) => output::print(&export::export(&collations, format))?,
        (Exported::Text(format), Some(path)) => {
            output::write_file(path, export::export(&collations, format).as_bytes())?;
            eprintln!("variorum: {} written to {}", format.name(), path.display());
        }
        (Exported::Parquet | Exported::Wacz, folder) => {
            let folder = folder.as_ref().context("parquet is several files; name a folder with --output")?;
            tables(&collations, folder)?;
        }
    }
    Ok(outcome)
}

fn tables(collations: &[Collation], folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{}: can’t be made", folder.display()))?;
    for (name, bytes) in export::tables(collations)? {
        output::write_file(&folder.join(format!("{name}.parquet")), &bytes)?;
    }
    eprintln!("variorum: four tables written to {}", folder.display());
    Ok(())
}

/// The captures of the stories that were asked for, else of all.
fn pack(arguments: &Export) -> anyhow::Result<Outcome> {
    let folder = arguments.desk.as_ref().context("wacz packs the captures of a desk; name it with --desk")?;
    let path = arguments.output.as_ref().context("wacz is a file of its own; name it with --output")?;
    let desk = Desk::open_to_read(folder)?;
    let stories = match arguments.stories.as_slice() {
        [] => desk.stories(Order::Size, usize::MAX, 0)?.into_iter().map(|story| story.id).collect(),
        named => named.to_vec(),
    };
    let mut packed = Cursor::new(Vec::new());
    let captures = desk.pack(&stories, Timestamp::now(), &mut packed)?;
    output::write_file(path, packed.get_ref())?;
    eprintln!("variorum: {captures} captures written to {}", path.display());
    Ok(Outcome::Done)
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
