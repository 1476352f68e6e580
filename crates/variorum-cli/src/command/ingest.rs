//! `variorum ingest`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use serde_json::json;
use variorum::note::Severity;
use variorum_desk::Desk;
use variorum_desk::fetch::{Fetcher, Policy};
use variorum_desk::ingest::{self, Event, Tally};
use variorum_desk::{input, web};

use crate::arguments::Ingest;
use crate::arguments::desk::Network;
use crate::{Outcome, model, output};

/// Adds reports to a desk, and makes the accounts of their stories.
pub fn run(arguments: &Ingest) -> anyhow::Result<Outcome> {
    if let Some(threads) = arguments.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .context("could not start threads")?;
    }
    let mut desk = Desk::open(&arguments.desk)?;
    let turn = desk.turn()?;
    let pipeline = model::load(arguments.model.path.as_deref())?;
    let mut progress = Progress::new(arguments.json);
    let now = Timestamp::now();
    let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        arguments.sources.iter().cloned().partition(|source| source.to_str().is_some_and(web::is_address));
    let addresses =
        addresses.into_iter().filter_map(|address| address.into_os_string().into_string().ok()).collect();
    let fetched = web::arrivals(addresses, Fetcher::new(policy(&arguments.network)), now);
    let arrivals = input::arrivals(&paths, now).chain(fetched);
    let tally = ingest::ingest(&mut desk, &turn, &pipeline, arrivals, |event| progress.tell(&event));
    let told = progress.finish();
    let tally = tally?;
    told?;
    desk.settle_stories(&pipeline, |_| ())?;
    desk.settle()?;
    if !arguments.json {
        output::print(&shown(&tally))?;
    }
    Ok(if tally.left_out > 0 { Outcome::LeftOut } else { Outcome::Done })
}

/// How the network is asked.
pub fn policy(network: &Network) -> Policy {
    Policy {
        contact: network.contact.clone(),
        interval: Duration::from_secs(network.interval),
        ..Policy::default()
    }
}

fn shown(tally: &Tally) -> String {
    format!(
        "{} reports added ({} of them newer versions), {} known already, {} left out\n",
        tally.added, tally.versions, tally.known, tally.left_out
    )
}

/// Tells how far the work is: a line that changes on a terminal, JSON Lines on request.
pub struct Progress {
    is_json: bool,
    is_terminal: bool,
    tally: usize,
    failed: anyhow::Result<()>,
}

impl Progress {
    /// Nothing told yet.
    pub fn new(is_json: bool) -> Progress {
        Progress { is_json, is_terminal: std::io::stderr().is_terminal(), tally: 0, failed: Ok(()) }
    }

    /// Tells of one more.
    pub fn tell(&mut self, event: &Event) {
        if let Event::Noted(note) = event
            && !self.is_json
        {
            let what = if note.severity == Severity::Warning { "left out: " } else { "" };
            eprintln!("variorum: {what}{}", note.message);
        }
        if self.is_json && self.failed.is_ok() {
            self.failed = output::print(&(as_json(event).to_string() + "\n"));
        }
        self.tally += 1;
        if self.is_terminal && !self.is_json {
            eprint!("\r{} reports", self.tally);
            // A terminal that does not take it shows no progress.
            let _ = std::io::stderr().flush();
        }
    }

    /// Ends the line.
    ///
    /// # Errors
    /// If something could not be printed.
    pub fn finish(self) -> anyhow::Result<()> {
        if self.is_terminal && !self.is_json && self.tally > 0 {
            eprintln!();
        }
        self.failed
    }
}

fn as_json(event: &Event) -> serde_json::Value {
    match event {
        Event::Added { report, story, origin, older } => {
            json!({"event": "added", "report": report, "story": story, "origin": origin, "older": older})
        }
        Event::Known { origin } => json!({"event": "known", "origin": origin}),
        Event::Noted(note) => json!({"event": "noted", "severity": note.severity, "message": note.message}),
    }
}
