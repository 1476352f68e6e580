//! `variorum collate`.

use std::path::{Path, PathBuf};

use variorum::contract::Collation;
use variorum::render;
use variorum_desk::input;

use crate::arguments::{Collate, Format};
use crate::{Outcome, collating, output};

/// Collates reports, prints the result, and writes the page that was asked for.
pub fn run(arguments: &Collate) -> anyhow::Result<Outcome> {
    let (collations, outcome) = collating::collate(input::gather(&arguments.paths), &arguments.collating)?;
    write(arguments, &collations)?;
    Ok(outcome)
}

fn write(arguments: &Collate, collations: &[Collation]) -> anyhow::Result<()> {
    if let Some(path) = &arguments.html {
        write_pages(path, collations)?;
    }
    let style = output::style(arguments.color, arguments.width);
    let printed: Vec<String> = collations
        .iter()
        .map(|collation| match arguments.format {
            Format::Text => render::terminal(collation, &style),
            Format::Json => render::json(collation) + "\n",
        })
        .collect();
    output::print(&match arguments.format {
        Format::Text => story_count(collations) + &printed.join("\n"),
        Format::Json => printed.concat(),
    })
}

/// One page a story: the first under the name asked for, the others beside it (`story-2.html`).
fn write_pages(path: &Path, collations: &[Collation]) -> anyhow::Result<()> {
    for (index, collation) in collations.iter().enumerate() {
        let path = if index == 0 { path.to_owned() } else { numbered(path, index + 1) };
        output::write_file(&path, render::page(collation).as_bytes())?;
        eprintln!("variorum: page written to {}", path.display());
    }
    Ok(())
}

fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem}-{number}{ending}"))
}

fn story_count(collations: &[Collation]) -> String {
    match collations.len() {
        0 | 1 => String::new(),
        several => format!(
            "These reports tell of {several} stories; each is collated by itself (--one-story takes them as one).\n\n"
        ),
    }
}
