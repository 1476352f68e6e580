//! `variorum verify`.

use std::path::Path;

use anyhow::bail;
use variorum_desk::input;

use crate::arguments::Verify;
use crate::{Outcome, output};

/// Proves every span of a collation against the captures; fails at the first that does not hold.
pub fn run(arguments: &Verify) -> anyhow::Result<Outcome> {
    let collations = super::read_collations(&arguments.file)?;
    let mut reports = 0;
    let mut spans = 0;
    for collation in &collations {
        let mut load = |path: &str| input::read_file(Path::new(path));
        match variorum::verify::verify(collation, &mut load) {
            Ok(verified) => {
                reports += verified.reports;
                spans += verified.spans;
            }
            Err(failure) => bail!("{failure}"),
        }
    }
    output::print(&if arguments.json {
        format!("{}\n", serde_json::json!({ "spans": spans, "reports": reports }))
    } else {
        format!("verified: {spans} spans in {reports} reports, down to the captures' bytes\n")
    })?;
    Ok(Outcome::Done)
}
