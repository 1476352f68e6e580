//! `variorum desk init`.

use std::path::Path;

use variorum_desk::Desk;

use crate::{Outcome, output};

/// Makes a desk.
pub fn run(folder: &Path) -> anyhow::Result<Outcome> {
    Desk::init(folder)?;
    let shown = folder.display();
    output::print(&format!("A desk in {shown}. Next: variorum ingest --desk {shown} REPORTS\n"))?;
    Ok(Outcome::Done)
}
