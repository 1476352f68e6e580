//! The commands, one a file.

pub mod annotate;
pub mod collate;
pub mod desk;
pub mod explain;
pub mod ingest;
pub mod schema;
pub mod search;
pub mod verify;

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use variorum::contract::Collation;
use variorum_desk::input;

/// Reads what `collate --format json` printed: one collation a line.
fn read_collations(path: &Path) -> anyhow::Result<Vec<Collation>> {
    let shown = path.display();
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).context("standard input could not be read")?;
        text
    } else {
        let bytes = input::read_file(path).map_err(anyhow::Error::msg)?;
        String::from_utf8(bytes).with_context(|| format!("{shown}: not UTF-8"))?
    };
    let mut collations = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let collation = serde_json::from_str(line).with_context(|| {
            format!(
                "{shown}, line {}: not a collation; give a file that `variorum collate --format json` wrote",
                number + 1
            )
        })?;
        collations.push(collation);
    }
    if collations.is_empty() {
        bail!("{shown}: empty; give a file that `variorum collate --format json` wrote");
    }
    Ok(collations)
}
