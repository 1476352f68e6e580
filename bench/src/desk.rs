//! `desk`: from a pile of reports to stories that can be searched: reports a second, what the store costs, peak memory,
//! the time of a search, and searching processes beside an ingest.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};
use cpu_time::ProcessTime;
use serde_json::json;
use variorum::flow;
use variorum_desk::arrival::Arrival;
use variorum_desk::search::{Place, parse};
use variorum_desk::{Desk, ingest, input};
use variorum_spacy::Pipeline;

use crate::model;

/// `variorum-bench desk`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Reports: a file or a folder, as `variorum ingest` takes them.
    path: PathBuf,
    /// How many reports to take; fewer are repeated with other numbers and names until there are so many.
    #[arg(long, default_value_t = 2000)]
    reports: usize,
    /// Processes that search while reports are added.
    #[arg(long, default_value_t = 16)]
    searchers: usize,
    /// Where the desk is made; it is removed at the end.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Search the desk that stands at PATH until it is complete, and print what came of it; used by the command itself.
    #[arg(long, hide = true)]
    search: bool,
}

const QUERIES: [&str; 8] = [
    "oil prices",
    "\"interest rates\" bank",
    "trade deficit dollar",
    "number:>1000000",
    "entity:Tokyo shares",
    "source:spokesman",
    "merger shareholders approval",
    "strike workers union",
];

/// Runs the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.search {
        return search_until_complete(&arguments.path);
    }
    let folder = arguments
        .folder
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("variorum-bench-desk-{}", std::process::id())));
    if folder.exists() {
        bail!("{}: is there already; name a folder that is not", folder.display());
    }
    let arrivals = arrivals(&arguments.path, arguments.reports)?;
    let pipeline = model::load()?;
    let measured = measure(&folder, &arrivals, &pipeline, arguments.searchers);
    // Whatever came of it, nothing is left behind.
    let removed = std::fs::remove_dir_all(&folder);
    measured?;
    removed.with_context(|| folder.display().to_string())
}

fn measure(folder: &Path, arrivals: &[Arrival], pipeline: &Pipeline, searchers: usize) -> anyhow::Result<()> {
    let sample: Vec<_> = arrivals.iter().take(500).map(|arrival| arrival.capture.clone()).collect();
    let begun = (Instant::now(), ProcessTime::now());
    let readied = flow::ready(flow::read(&sample).reports, pipeline);
    let plain = (begun.0.elapsed().as_secs_f64(), begun.1.elapsed().as_secs_f64());
    let plain = (plain.0 / sample.len() as f64, plain.1 / sample.len() as f64);
    drop(readied);

    let mut desk = Desk::init(folder)?;
    let turn = desk.turn()?;
    let begun = (Instant::now(), ProcessTime::now());
    let mut added = 0;
    let mut steps = Vec::new();
    let step = (arrivals.len() / 5).max(1);
    let mut last = Instant::now();
    ingest::ingest(&mut desk, &turn, pipeline, arrivals.iter().cloned().map(Ok), |event| {
        if matches!(event, ingest::Event::Added { .. }) {
            added += 1;
            if added % step == 0 {
                steps.push(1000.0 * last.elapsed().as_secs_f64() / step as f64);
                last = Instant::now();
            }
        }
    })?;
    let kept = (begun.0.elapsed().as_secs_f64(), begun.1.elapsed().as_secs_f64());
    let stories = desk.settle_stories(pipeline, |_| ())?;
    desk.settle()?;
    let whole = begun.0.elapsed().as_secs_f64();
    let overhead = kept.1 / added.max(1) as f64 / plain.1 - 1.0;

    let times = search_times(&desk)?;
    let status = desk.status()?;
    drop(turn);
    println!("{added:>9} reports in {stories} stories");
    println!(
        "{:>9.1} reports/s added and grouped ({:.1} without a desk)",
        added as f64 / kept.0,
        1.0 / plain.0
    );
    println!("{:>9.1} reports/s from nothing to searchable stories", added as f64 / whole);
    println!("{:>9.1} % more CPU time a report than without a desk", 100.0 * overhead);
    println!("{:>9.1} MB peak memory", peak_memory());
    println!("{:>9.1} MB store, {:.1} MB captures", mb(status.store_bytes), mb(status.capture_bytes));
    let curve: Vec<String> = steps.iter().map(|step| format!("{step:.1}")).collect();
    println!("          ms a report, by fifths: {}", curve.join(" "));
    println!(
        "{:>9.1} ms a search, median; {:.1} ms the slowest",
        median(&times),
        times.iter().fold(0.0, |a: f64, b| a.max(*b))
    );
    let beside =
        if searchers > 0 { Some(search_beside(folder, arrivals, pipeline, searchers)?) } else { None };
    println!(
        "{}",
        json!({"reports": added, "stories": stories, "ingest_per_s": added as f64 / kept.0, "plain_per_s": 1.0 / plain.0,
               "whole_per_s": added as f64 / whole, "overhead_cpu": overhead, "peak_mb": peak_memory(),
               "ms_by_fifth": steps, "search_ms": median(&times), "beside": beside})
    );
    Ok(())
}

/// The reports, repeated with other numbers until there are enough: a repetition is no copy to the desk's eyes.
fn arrivals(path: &Path, wanted: usize) -> anyhow::Result<Vec<Arrival>> {
    let given: Vec<Arrival> = input::arrivals(&[path.to_owned()], jiff::Timestamp::UNIX_EPOCH)
        .filter_map(Result::ok)
        .flat_map(Arrival::records)
        .take(wanted)
        .collect();
    if given.is_empty() {
        bail!("{}: no report there", path.display());
    }
    let mut arrivals = given.clone();
    let mut round = 1;
    while arrivals.len() < wanted {
        let left = wanted - arrivals.len();
        arrivals.extend(given.iter().take(left).map(|arrival| perturbed(arrival, round)));
        round += 1;
    }
    Ok(arrivals)
}

/// Every fifth capitalised word gets another ending, and every digit is moved on: other names, other numbers, the same
/// amount of work.
fn perturbed(arrival: &Arrival, round: usize) -> Arrival {
    let mut copy = arrival.clone();
    let text = String::from_utf8_lossy(&copy.capture.bytes);
    let mut count = 0;
    let words = text.split_inclusive(' ').map(|word| {
        let is_name = word.starts_with(|letter: char| letter.is_ascii_uppercase())
            && word.trim().chars().all(char::is_alphabetic);
        count += usize::from(is_name);
        let moved: String = word
            .chars()
            .map(|letter| {
                letter
                    .to_digit(10)
                    .and_then(|digit| char::from_digit((digit + round as u32) % 10, 10))
                    .unwrap_or(letter)
            })
            .collect();
        if is_name && count % 5 == 0 {
            format!("{}{} ", moved.trim_end(), ["ov", "ay", "is", "en", "ur"][round % 5])
        } else {
            moved
        }
    });
    copy.capture.bytes = words.collect::<String>().into_bytes();
    copy.capture.path = format!("{}-{round}", copy.capture.path);
    copy
}

fn search_times(desk: &Desk) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::new();
    for _ in 0..5 {
        for text in QUERIES {
            for place in [Place::Report, Place::Claim, Place::Point] {
                let begun = Instant::now();
                desk.search(&parse(text).0, place, 20)?;
                times.push(1000.0 * begun.elapsed().as_secs_f64());
            }
        }
    }
    Ok(times)
}

/// Searches with so many processes while the reports are added to another desk; tells what they found out.
fn search_beside(
    folder: &Path,
    arrivals: &[Arrival],
    pipeline: &Pipeline,
    searchers: usize,
) -> anyhow::Result<serde_json::Value> {
    let folder = folder.join("beside");
    let mut desk = Desk::init(&folder)?;
    let turn = desk.turn()?;
    let program = std::env::current_exe()?;
    let children: Vec<_> = (0..searchers)
        .map(|_| {
            Command::new(&program).arg("desk").arg("--search").arg(&folder).stdout(Stdio::piped()).spawn()
        })
        .collect::<std::io::Result<_>>()?;
    let begun = Instant::now();
    let some = arrivals.len().min(1000);
    let tally = ingest::ingest(&mut desk, &turn, pipeline, arrivals[..some].iter().cloned().map(Ok), |_| ())?;
    let seconds = begun.elapsed().as_secs_f64();
    std::fs::write(folder.join("complete"), "")?;
    let (mut searches, mut errors, mut slowest, mut middles) = (0, 0, 0.0f64, Vec::new());
    for child in children {
        let output = child.wait_with_output()?;
        let told: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("a searching process failed")?;
        searches += told["searches"].as_u64().unwrap_or(0);
        errors += told["errors"].as_u64().unwrap_or(1);
        slowest = slowest.max(told["slowest_ms"].as_f64().unwrap_or(0.0));
        middles.push(told["median_ms"].as_f64().unwrap_or(0.0));
    }
    println!(
        "{:>9.1} reports/s added beside {searchers} searching processes: {searches} searches, {errors} errors, {:.1} ms median, {slowest:.0} ms the slowest",
        tally.added as f64 / seconds,
        median(&middles),
    );
    Ok(
        json!({"per_s": tally.added as f64 / seconds, "searches": searches, "errors": errors, "slowest_ms": slowest,
              "median_ms": median(&middles)}),
    )
}

fn search_until_complete(folder: &Path) -> anyhow::Result<()> {
    let desk = Desk::open_to_read(folder)?;
    let (mut times, mut errors) = (Vec::new(), 0);
    while !folder.join("complete").exists() {
        for text in QUERIES {
            let begun = Instant::now();
            errors += usize::from(desk.search(&parse(text).0, Place::Report, 20).is_err());
            times.push(1000.0 * begun.elapsed().as_secs_f64());
        }
    }
    let slowest = times.iter().fold(0.0, |a: f64, b| a.max(*b));
    println!(
        "{}",
        json!({"searches": times.len(), "errors": errors, "slowest_ms": slowest, "median_ms": median(&times)})
    );
    Ok(())
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

fn mb(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// The most memory that the process held, in MB, where the system tells it.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1024.0 / 1e6
}
