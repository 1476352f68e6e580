//! `variorum desk watch`.

use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use variorum::note::Note;
use variorum_desk::fetch::Fetcher;
use variorum_desk::ingest::{self, Event};
use variorum_desk::{Desk, Turn, web};
use variorum_spacy::Pipeline;

use crate::arguments::desk::Watch;
use crate::command::ingest::policy;
use crate::progress::Progress;
use crate::{Outcome, model, output};

/// How often it is looked whether a feed is due.
const BEAT: Duration = Duration::from_secs(10);

/// Follows feeds until stopped, or looks at each once.
pub fn run(arguments: &Watch) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(&arguments.desk)?;
    let turn = desk.turn()?;
    let pipeline = model::load(arguments.model.path.as_deref())?;
    for feed in &arguments.feeds {
        desk.follow(feed)?;
    }
    if desk.followed()?.is_empty() {
        anyhow::bail!(
            "nothing to follow; name a feed: variorum desk watch {} ADDRESS",
            desk.folder.display()
        );
    }
    let mut left_out = 0;
    loop {
        left_out += look(&mut desk, &turn, &pipeline, arguments)?;
        if arguments.once {
            return Ok(if left_out > 0 { Outcome::LeftOut } else { Outcome::Done });
        }
        thread::sleep(BEAT);
    }
}

/// Looks at the feeds that are due; gives how much was left out.
fn look(desk: &mut Desk, turn: &Turn, pipeline: &Pipeline, arguments: &Watch) -> anyhow::Result<usize> {
    let now = Timestamp::now();
    let due: Vec<_> =
        desk.followed()?.into_iter().filter(|feed| arguments.once || feed.is_due(now)).collect();
    if due.is_empty() {
        return Ok(0);
    }
    let mut fetcher = Fetcher::new(policy(&arguments.network));
    let mut progress = Progress::new(arguments.json);
    let mut pages = Vec::new();
    let mut left_out = 0;
    for feed in due {
        let (unknown, notes): (Vec<String>, Vec<Note>) = desk.look(&feed, &mut fetcher, now)?;
        pages.extend(unknown);
        left_out += notes.len();
        notes.into_iter().for_each(|note| progress.tell(&Event::Noted(note)));
    }
    let arrivals = web::arrivals(pages, fetcher, now);
    let tally = ingest::ingest(desk, turn, pipeline, arrivals, |event| progress.tell(&event))?;
    progress.finish()?;
    if tally.added > 0 {
        desk.settle_stories(pipeline, |_| ())?;
        if !arguments.json {
            output::print(&format!("{} reports added\n", tally.added))?;
        }
    }
    desk.settle()?;
    Ok(left_out + tally.left_out)
}
