//! `variorum desk rebuild`.

use serde_json::json;
use variorum_desk::Desk;

use crate::arguments::desk::Rebuild;
use crate::{Outcome, model, output};

/// Makes everything anew that is derived, or only what is out of date.
pub fn run(arguments: &Rebuild) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(&arguments.desk)?;
    let turn = desk.turn()?;
    let pipeline = model::load(arguments.model.path.as_deref())?;
    if arguments.stale {
        let stories = desk.settle_stories(&pipeline, |_| ())?;
        desk.settle()?;
        output::print(&match arguments.json {
            true => format!("{}\n", json!({ "accounts": stories })),
            false => format!("{stories} accounts made\n"),
        })?;
        return Ok(Outcome::Done);
    }
    let rebuilt = desk.rebuild(&turn, &pipeline, |_| ())?;
    desk.settle()?;
    for why in &rebuilt.kept {
        eprintln!("variorum: kept as it was: {why}");
    }
    let (reports, changed, stories) = (rebuilt.reports, rebuilt.changed, rebuilt.stories);
    output::print(&match arguments.json {
        true => format!(
            "{}\n",
            json!({ "reports": reports, "changed": changed, "accounts": stories, "kept": rebuilt.kept })
        ),
        false => format!(
            "{reports} reports drawn again, {changed} of them with another result; {stories} accounts made\n"
        ),
    })?;
    Ok(if rebuilt.kept.is_empty() { Outcome::Done } else { Outcome::LeftOut })
}
