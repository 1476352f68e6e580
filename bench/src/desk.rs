//! `desk`: from a pile of reports to stories that can be searched: reports a second, what the store costs, peak memory,
//! the time of a search, and searching processes beside an ingest.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use cpu_time::{ProcessTime, ThreadTime};
use rayon::prelude::*;
use serde_json::json;
use variorum::capture::Capture;
use variorum::report::Report;
use variorum::{annotate, claim, extract};
use variorum_desk::arrival::Arrival;
use variorum_desk::ingest::{Event, Ready};
use variorum_desk::search::{Place, parse};
use variorum_desk::{Desk, Turn, ingest, input};
use variorum_spacy::Pipeline;

use crate::chance::Chance;
use crate::model;

/// `variorum-bench desk`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Reports: a file or a folder, as `variorum ingest` takes them.
    path: PathBuf,
    /// How many reports to take; fewer are repeated with other numbers and words until there are so many.
    #[arg(long, default_value_t = 2000)]
    reports: usize,
    /// Annotate only so many and take their annotations for their repetitions, whose words are as long: tells what the
    /// store costs, and not the pipeline. No accounts are made then.
    #[arg(long, value_name = "N")]
    annotated: Option<usize>,
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

/// How long a searching process rests between two searches.
const BREATH: std::time::Duration = std::time::Duration::from_millis(50);

/// How often each query is asked.
const SEARCHES: usize = 15;

/// After so many reports the cost of those since the mark before is told.
const MARKS: [usize; 8] = [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000];

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
    let arrivals = arrivals(&arguments.path, arguments.reports, arguments.annotated)?;
    let pipeline = model::load()?;
    let measured = measure(&folder, &arrivals, &pipeline, arguments);
    // Whatever came of it, nothing is left behind.
    let removed = std::fs::remove_dir_all(&folder);
    measured?;
    removed.with_context(|| folder.display().to_string())
}

fn measure(
    folder: &Path,
    arrivals: &[Arrival],
    pipeline: &Pipeline,
    arguments: &Arguments,
) -> anyhow::Result<()> {
    // Spread over all of them: they are not of one length.
    let every = (arrivals.len() / 1000).max(1);
    let sample: HashMap<&str, &Capture> = arrivals
        .iter()
        .step_by(every)
        .map(|arrival| (arrival.capture.path.as_str(), &arrival.capture))
        .collect();
    let annotations = annotations(arrivals, pipeline, arguments.annotated.unwrap_or(0));

    let mut desk = Desk::init(folder)?;
    let turn = desk.turn()?;
    let begun = (Instant::now(), ProcessTime::now());
    let (annotating, reading, read) = (AtomicU64::new(0), AtomicU64::new(0), AtomicUsize::new(0));
    let curve = fill(
        &mut desk,
        &turn,
        arrivals,
        |report| {
            // Read once more, beside all that the other threads do, as it was the first time.
            if let Some(capture) = sample.get(report.path.as_str()) {
                let begun = ThreadTime::now();
                drop(extract::read(capture));
                reading.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
                read.fetch_add(1, Ordering::Relaxed);
            }
            let begun = ThreadTime::now();
            let ready = ready(report, pipeline, &annotations);
            annotating.fetch_add(begun.elapsed().as_nanos() as u64, Ordering::Relaxed);
            ready
        },
        pipeline,
    )?;
    let reading = reading.into_inner() as f64 / 1e9;
    let kept = (begun.0.elapsed().as_secs_f64(), begun.1.elapsed().as_secs_f64() - reading);
    let added = curve.last().map_or(0, |last| last.reports);
    let stories = if arguments.annotated.is_none() { desk.settle_stories(pipeline, |_| ())? } else { 0 };
    desk.settle()?;
    let whole = (begun.0.elapsed().as_secs_f64(), begun.1.elapsed().as_secs_f64());
    // Both are of this very run: whatever else the machine does slows both.
    let plain = reading / read.into_inner().max(1) as f64
        + annotating.into_inner() as f64 / 1e9 / added.max(1) as f64;
    let overhead = kept.1 / added.max(1) as f64 / plain - 1.0;
    let peak = peak_memory();
    let times = search_times(&desk)?;
    let start = start_time(&mut desk, &turn, pipeline)?;
    let status = desk.status()?;
    drop(turn);

    println!("{added:>9} reports in {} stories; {stories} accounts made", status.stories);
    println!("{:>9.0} s, {:.0} s of CPU for adding and grouping", kept.0, kept.1);
    println!("{:>9.0} s, {:.0} s of CPU from nothing to stories that can be searched", whole.0, whole.1);
    if arguments.annotated.is_none() {
        println!("{:>9.2} ms of CPU a report without a desk", 1000.0 * plain);
        println!("{:>9.1} % more with one", 100.0 * overhead);
    }
    println!("{peak:>9.0} MB peak memory");
    println!("{:>9.0} MB store, {:.0} MB captures", mb(status.store_bytes), mb(status.capture_bytes));
    println!("  reports   ms of CPU a report since the line before: in all, and in the writing thread alone");
    for step in &curve {
        println!("{:>9}   {:.2}   {:.2}", step.reports, step.cpu, step.writer);
    }
    println!("{start:>9.1} s of CPU until one more report is added to this desk");
    println!("{:>9.1} ms of CPU a search, median", median(&times));
    for (search, times) in QUERIES.iter().zip(times.chunks(SEARCHES)) {
        println!("          {search}: {:.1} ms, the slowest {:.1} ms", median(times), slowest(times));
    }
    let beside = if arguments.searchers > 0 {
        Some(search_beside(folder, arrivals, pipeline, arguments.searchers)?)
    } else {
        None
    };
    let curve: Vec<_> = curve
        .iter()
        .map(|step| json!({"reports": step.reports, "cpu_ms": step.cpu, "writer_ms": step.writer}))
        .collect();
    println!(
        "{}",
        json!({"reports": added, "stories": status.stories, "annotated": arguments.annotated, "ingest_s": kept.0,
               "ingest_cpu_s": kept.1, "whole_s": whole.0, "whole_cpu_s": whole.1, "plain_cpu_ms": 1000.0 * plain,
               "overhead_cpu": overhead, "peak_mb": peak, "curve": curve, "start_s": start,
               "search_ms": median(&times), "search_slowest_ms": slowest(&times), "beside": beside})
    );
    Ok(())
}

/// What the reports between two marks cost, in milliseconds of CPU each.
struct Step {
    reports: usize,
    cpu: f64,
    writer: f64,
}

fn fill(
    desk: &mut Desk,
    turn: &Turn,
    arrivals: &[Arrival],
    annotate: impl Fn(Report) -> Ready + Sync,
    pipeline: &Pipeline,
) -> anyhow::Result<Vec<Step>> {
    let (mut added, mut curve) = (0, Vec::<Step>::new());
    let mut last = (ProcessTime::now(), ThreadTime::now());
    let mut mark = |added: usize| {
        let some = (added - curve.last().map_or(0, |step: &Step| step.reports)).max(1) as f64;
        let (cpu, writer) = (last.0.elapsed().as_secs_f64(), last.1.elapsed().as_secs_f64());
        let (cpu, writer) = (1000.0 * cpu / some, 1000.0 * writer / some);
        eprintln!("{added} reports, {cpu:.2} ms of CPU each, {writer:.2} of them in the writing thread");
        curve.push(Step { reports: added, cpu, writer });
        last = (ProcessTime::now(), ThreadTime::now());
    };
    ingest::ingest_with(desk, turn, pipeline, annotate, arrivals.iter().cloned().map(Ok), |event| {
        if matches!(event, Event::Added { .. }) {
            added += 1;
            if MARKS.contains(&added) {
                mark(added);
            }
        }
    })?;
    if !MARKS.contains(&added) {
        mark(added);
    }
    Ok(curve)
}

/// A report's annotation: that of the report which it repeats, if there is one.
fn ready(report: Report, pipeline: &Pipeline, annotations: &HashMap<String, Ready>) -> Ready {
    match annotations.get(base(&report.path)) {
        Some(ready) if ready.annotated.report.text.len() == report.text.len() => repeated(ready, report),
        _ => annotated(report, pipeline),
    }
}

fn annotated(report: Report, pipeline: &Pipeline) -> Ready {
    let annotated = annotate::annotate(report, pipeline);
    let claims = claim::claims(&annotated);
    Ready { annotated, claims }
}

/// The annotation of a report, for a repetition of it in which every word stands where it stood.
fn repeated(ready: &Ready, report: Report) -> Ready {
    let mut ready = ready.clone();
    ready.annotated.doc.text.clone_from(&report.text);
    ready.annotated.report = report;
    ready
}

/// Annotations of the first reports, by their paths.
fn annotations(arrivals: &[Arrival], pipeline: &Pipeline, wanted: usize) -> HashMap<String, Ready> {
    let first = arrivals[..wanted.min(arrivals.len())].par_iter();
    let ready = first.filter_map(|arrival| {
        let report = extract::read(&arrival.capture).reports.pop()?;
        Some((report.path.clone(), annotated(report, pipeline)))
    });
    ready.collect()
}

/// The path of the report that a repetition repeats.
fn base(path: &str) -> &str {
    path.split_once('~').map_or(path, |(_, base)| base)
}

/// The reports, repeated with other words and numbers until there are enough: a repetition is no copy to the desk's
/// eyes.
pub fn arrivals(path: &Path, wanted: usize, annotated: Option<usize>) -> anyhow::Result<Vec<Arrival>> {
    let given: Vec<Arrival> = input::arrivals(&[path.to_owned()], jiff::Timestamp::UNIX_EPOCH)
        .filter_map(Result::ok)
        .flat_map(Arrival::records)
        // One without a text is no report.
        .filter(|arrival| !extract::read(&arrival.capture).reports.is_empty())
        .take(annotated.unwrap_or(wanted))
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

/// Every digit is moved on, and of a third of the long words the vowels: other names, other numbers, each as long as
/// before, so that the work is the same. What a backslash marks stays.
pub fn perturbed(arrival: &Arrival, round: usize) -> Arrival {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let mut copy = arrival.clone();
    let text = String::from_utf8_lossy(&copy.capture.bytes);
    let mut chance = Chance(round as u64);
    let words = text.split_inclusive([' ', '\n']).map(|word| {
        let is_moved = word.len() > 5 && chance.below(3) == 0 && !word.contains(['"', '\\', ':']);
        let step = 1 + chance.below(4);
        let moved = |letter: char| {
            if let Some(digit) = letter.to_digit(10).filter(|_| !word.contains('\\')) {
                return char::from_digit((digit + round as u32) % 10, 10).unwrap_or(letter);
            }
            let vowel = VOWELS.iter().position(|vowel| *vowel == letter).filter(|_| is_moved);
            vowel.map_or(letter, |vowel| VOWELS[(vowel + step) % 5])
        };
        word.chars().map(moved).collect::<String>()
    });
    copy.capture.bytes = words.collect::<String>().into_bytes();
    copy.capture.path = format!("{round}~{}", copy.capture.path);
    copy
}

/// Seconds of CPU until one more report is added: all that must be known of the others is read first.
fn start_time(desk: &mut Desk, turn: &Turn, pipeline: &Pipeline) -> anyhow::Result<f64> {
    let text = "A ferry ran aground off Kestrel Point in fog on Friday, harbour master Odo Brand said.";
    let capture = Capture::new("one-more.txt", text);
    let arrival = Arrival::new(capture, jiff::Timestamp::UNIX_EPOCH);
    let begun = ProcessTime::now();
    ingest::ingest(desk, turn, pipeline, std::iter::once(Ok(arrival)), |_| ())?;
    Ok(begun.elapsed().as_secs_f64())
}

/// Milliseconds of CPU of searches for reports, claims and points, query by query.
fn search_times(desk: &Desk) -> anyhow::Result<Vec<f64>> {
    let mut times = Vec::new();
    for text in QUERIES {
        for place in [Place::Report, Place::Claim, Place::Point].into_iter().cycle().take(SEARCHES) {
            let begun = ThreadTime::now();
            desk.search(&parse(text).0, place, 20)?;
            times.push(1000.0 * begun.elapsed().as_secs_f64());
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
    // Several transactions, while all search.
    let some = arrivals.len().min(5000);
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
            std::thread::sleep(BREATH);
        }
    }
    println!(
        "{}",
        json!({"searches": times.len(), "errors": errors, "slowest_ms": slowest(&times), "median_ms": median(&times)})
    );
    Ok(())
}

fn slowest(times: &[f64]) -> f64 {
    times.iter().fold(0.0, |slowest: f64, time| slowest.max(*time))
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
