//! The commands, one a file.

pub mod annotate;
pub mod collate;
pub mod completions;
pub mod desk;
pub mod explain;
pub mod export;
pub mod ingest;
pub mod man;
pub mod mcp;
pub mod schema;
pub mod search;
pub mod serve;
pub mod verify;

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use variorum::contract::Collation;
use variorum_desk::input;

use crate::collating;

/// Reads what `collate --format json` printed: one collation a line.
fn read_collations(path: &Path) -> anyhow::Result<Vec<Collation>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
        return collating::parse("standard input", bytes);
    }
    let bytes = input::read_file(path).map_err(anyhow::Error::msg)?;
    collating::parse(&path.display().to_string(), bytes)
}
