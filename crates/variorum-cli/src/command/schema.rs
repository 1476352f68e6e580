//! `variorum schema`.

use variorum_desk::version::Versions;

use crate::arguments::Contract;
use crate::{Outcome, output};

/// Prints the JSON Schema of an output contract.
pub fn run(of: Contract) -> anyhow::Result<Outcome> {
    let schema = match of {
        Contract::Collation => variorum::render::schema(),
        Contract::Versions => Versions::json_schema() + "\n",
    };
    output::print(&schema)?;
    Ok(Outcome::Done)
}
