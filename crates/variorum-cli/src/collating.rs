//! From reports, or from what `collate` wrote, to collations.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, bail};
use variorum::capture::Capture;
use variorum::contract::Collation;
use variorum::note::{Note, Severity};
use variorum::{extract, flow};
use variorum_desk::input::{self, Gathered};

use crate::arguments::Collating;
use crate::line::Line;
use crate::{Outcome, model};

/// How a collation begins, as `collate --format json` writes it.
const BEGINNING: &[u8] = br#"{"schema":"variorum.collation/"#;

/// Collates reports; tells on standard error what is left out.
///
/// # Errors
/// If no report could be read, or there is no model.
pub fn collate(gathered: Gathered, asked: &Collating) -> anyhow::Result<(Vec<Collation>, Outcome)> {
    if let Some(threads) = asked.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .context("could not start threads")?;
    }
    let mut reading = flow::read(&gathered.captures);
    extract::check_dates(&mut reading.reports, today());
    let notes: Vec<Note> = gathered.left_out.into_iter().chain(reading.notes).collect();
    tell(&notes);
    if reading.reports.is_empty() {
        bail!(
            "no report could be read; give HTML, text, Markdown, JSON or JSON Lines files, or a folder of these"
        );
    }
    let pipeline = model::load(asked.model.path.as_deref())?;
    let line = Mutex::new(Line::on_stderr());
    let tell = |step| line.lock().unwrap_or_else(PoisonError::into_inner).step(step);
    let readied = flow::ready_told(reading.reports, &pipeline, &tell);
    let collations = flow::collate_told(readied, pipeline.name(), asked.one_story, &tell);
    line.into_inner().unwrap_or_else(PoisonError::into_inner).clear();
    let left_out = notes.iter().any(|note| note.severity == Severity::Warning);
    Ok((collations, if left_out { Outcome::LeftOut } else { Outcome::Done }))
}

/// What stands at `paths`: collations as they are, and those of all reports together.
///
/// # Errors
/// If a collation is damaged, or as [`collate`].
pub fn open(paths: &[PathBuf], asked: &Collating) -> anyhow::Result<(Vec<Collation>, Outcome)> {
    let mut collations = Vec::new();
    let mut reports = Vec::new();
    let mut piped = None;
    for path in paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
            if bytes.starts_with(BEGINNING) {
                collations.extend(parse("standard input", bytes)?);
            } else {
                piped = Some(Capture::new("-", bytes));
            }
        } else if let Some(bytes) = collation_bytes(path) {
            collations.extend(parse(&path.display().to_string(), bytes)?);
        } else {
            reports.push(path.clone());
        }
    }
    if reports.is_empty() && piped.is_none() {
        return Ok((collations, Outcome::Done));
    }
    let mut gathered = input::gather(&reports);
    gathered.captures.extend(piped);
    let (more, outcome) = collate(gathered, asked)?;
    collations.extend(more);
    Ok((collations, outcome))
}

/// Collations, one a line.
///
/// # Errors
/// If there is none, or a line is none; `shown` says where.
pub fn parse(shown: &str, bytes: Vec<u8>) -> anyhow::Result<Vec<Collation>> {
    let text = String::from_utf8(bytes).with_context(|| format!("{shown}: not UTF-8"))?;
    let mut collations = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let collation = serde_json::from_str(line).with_context(|| {
            format!(
                "{shown}, line {}: not a collation; give a file that `variorum collate --format json` wrote",
                number + 1
            )
        })?;
        collations.push(collation);
    }
    if collations.is_empty() {
        bail!("{shown}: empty; give a file that `variorum collate --format json` wrote");
    }
    Ok(collations)
}

/// The bytes of a file that holds collations. What can't be read is left for the reader of reports to tell.
fn collation_bytes(path: &Path) -> Option<Vec<u8>> {
    let name = path.file_name()?.to_string_lossy();
    let could_be = [".json", ".jsonl", ".gz"].iter().any(|ending| name.ends_with(ending)) && path.is_file();
    could_be.then(|| input::read_file(path).ok())?.filter(|bytes| bytes.starts_with(BEGINNING))
}

fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn tell(notes: &[Note]) {
    for note in notes {
        match note.severity {
            Severity::Warning => eprintln!("variorum: left out: {}", note.message),
            Severity::Info => eprintln!("variorum: {}", note.message),
        }
    }
}
