//! `variorum ingest`.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use variorum_desk::Desk;
use variorum_desk::fetch::{Fetcher, Policy};
use variorum_desk::ingest::{self, Tally};
use variorum_desk::{input, web};

use crate::arguments::Ingest;
use crate::arguments::desk::Network;
use crate::progress::Progress;
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
    let arrivals = progress.expect(input::count(&paths), input::arrivals(&paths, now).chain(fetched));
    let tally = ingest::ingest(&mut desk, &turn, &pipeline, arrivals, |event| progress.tell(&event));
    let told = progress.finish();
    let tally = tally?;
    told?;
    let mut stories = Progress::of_stories(arguments.json);
    desk.settle_stories(&pipeline, |done| stories.reach(done))?;
    stories.finish()?;
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
        permit_loopback: network.loopback,
        ..Policy::default()
    }
}

fn shown(tally: &Tally) -> String {
    format!(
        "{} reports added ({} of them newer versions), {} known already, {} left out\n",
        tally.added, tally.versions, tally.known, tally.left_out
    )
}
