//! `variorum schema`.

use crate::{Outcome, output};

/// Prints the JSON Schema of the output contract.
pub fn run() -> anyhow::Result<Outcome> {
    output::print(&variorum::render::schema())?;
    Ok(Outcome::Done)
}
