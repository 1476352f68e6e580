//! `variorum explain`.

use anyhow::bail;
use variorum::export::answer;

use crate::arguments::Explain;
use crate::{Outcome, output};

/// Prints one item of a collation with its sentences and the rule that made it.
pub fn run(arguments: &Explain) -> anyhow::Result<Outcome> {
    let collations = super::read_collations(&arguments.file)?;
    let explain = |collation| match arguments.json {
        true => Some(format!("{}\n", answer::explain(collation, &arguments.id)?)),
        false => variorum::render::explain(collation, &arguments.id),
    };
    let found: Vec<String> = collations.iter().filter_map(explain).collect();
    if found.is_empty() {
        bail!(
            "{}: nothing here has the id {}; ids look like p1 (point), c1 (claim), e1 (entity), q1, t1 or o1",
            arguments.file.display(),
            arguments.id
        );
    }
    output::print(&found.join(if arguments.json { "" } else { "\n" }))?;
    Ok(Outcome::Done)
}
