//! `variorum desk regroup`.

use std::path::Path;

use variorum_desk::Desk;
use variorum_desk::regroup::Regrouping;

use crate::arguments::Model;
use crate::{Outcome, model, output};

/// Shows how the stories would be, were all reports grouped now; moves the reports if asked to.
pub fn run(folder: &Path, apply: bool, json: bool, model: &Model) -> anyhow::Result<Outcome> {
    if !apply {
        let regrouping = Desk::open_to_read(folder)?.regrouping()?;
        output::print(&if json { serde_json::to_string(&regrouping)? + "\n" } else { shown(&regrouping) })?;
        return Ok(Outcome::Done);
    }
    let mut desk = Desk::open(folder)?;
    let turn = desk.turn()?;
    let regrouping = desk.regrouping()?;
    let pipeline = model::load(model.path.as_deref())?;
    desk.regroup(&turn, &regrouping)?;
    desk.settle_stories(&pipeline, |_| ())?;
    desk.settle()?;
    output::print(&if json { serde_json::to_string(&regrouping)? + "\n" } else { shown(&regrouping) })?;
    Ok(Outcome::Done)
}

fn shown(regrouping: &Regrouping) -> String {
    let mut text = format!(
        "{} reports, {} stories; {} reports would stand elsewhere\n",
        regrouping.reports,
        regrouping.stories,
        regrouping.moves.len()
    );
    for one in &regrouping.moves {
        let to = one.to.map_or_else(|| format!("new story {}", one.group), |story| format!("story {story}"));
        let title = one.title.as_deref().unwrap_or("Untitled");
        text +=
            &format!("  {}  story {} → {to}  {title}\n", &one.capture[..12.min(one.capture.len())], one.from);
    }
    text
}
