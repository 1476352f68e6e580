//! How far the work is: a bar on a terminal, JSON Lines on request, nothing elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use variorum::note::Severity;
use variorum_desk::arrival::Given;
use variorum_desk::ingest::Event;

use crate::output;

/// A bar that changes more often can't be read.
const PAUSE: Duration = Duration::from_millis(100);
/// Columns of the bar itself.
const COLUMNS: usize = 24;
/// Nobody can tell how long it takes before so much is done.
const LEAST: Duration = Duration::from_secs(3);

/// What was told so far.
pub struct Progress {
    /// What is counted: "reports".
    what: &'static str,
    is_json: bool,
    is_terminal: bool,
    done: usize,
    /// How many there are in all, as far as is known; grows as files are opened that hold several.
    expected: Arc<AtomicUsize>,
    begun: Instant,
    drawn: Option<Instant>,
    failed: anyhow::Result<()>,
}

impl Progress {
    /// Of reports; nothing is told yet.
    pub fn new(is_json: bool) -> Progress {
        Progress {
            what: "reports",
            is_json,
            is_terminal: std::io::stderr().is_terminal(),
            done: 0,
            expected: Arc::default(),
            begun: Instant::now(),
            drawn: None,
            failed: Ok(()),
        }
    }

    /// Of stories whose accounts are made.
    pub fn of_stories(is_json: bool) -> Progress {
        Progress { what: "stories", ..Progress::new(is_json) }
    }

    /// Passes arrivals on, one a record, and counts how many are to come from so many files.
    pub fn expect<A>(&self, files: usize, arrivals: A) -> impl Iterator<Item = Given> + Send + use<A>
    where
        A: Iterator<Item = Given> + Send,
    {
        let expected = Arc::clone(&self.expected);
        expected.store(files, Ordering::Relaxed);
        arrivals.flat_map(move |given| match given {
            Ok(arrival) => {
                let records: Vec<Given> = arrival.records().map(Ok).collect();
                expected.fetch_add(records.len().saturating_sub(1), Ordering::Relaxed);
                records
            }
            Err(note) => vec![Err(note)],
        })
    }

    /// Tells of one more.
    pub fn tell(&mut self, event: &Event) {
        if let Event::Noted(note) = event
            && !self.is_json
        {
            self.wipe();
            let what = if note.severity == Severity::Warning { "left out: " } else { "" };
            eprintln!("variorum: {what}{}", note.message);
        }
        if self.is_json && self.failed.is_ok() {
            self.failed = output::print(&(as_json(event).to_string() + "\n"));
        }
        self.reach(self.done + 1);
    }

    /// Tells that so many are done.
    pub fn reach(&mut self, done: usize) {
        self.done = done;
        let is_due = self.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE);
        if self.is_terminal && !self.is_json && is_due {
            self.drawn = Some(Instant::now());
            self.draw();
        }
    }

    /// Leaves the last state standing.
    ///
    /// # Errors
    /// If something could not be printed.
    pub fn finish(self) -> anyhow::Result<()> {
        if self.drawn.is_some() {
            self.draw();
            eprintln!();
        }
        self.failed
    }

    fn draw(&self) {
        let expected = self.expected.load(Ordering::Relaxed);
        eprint!("\r{}\x1b[K", line(self.what, self.done, expected, self.begun.elapsed()));
        // A terminal that does not take it shows no progress.
        let _ = std::io::stderr().flush();
    }

    /// Makes room for a line of another kind.
    fn wipe(&self) {
        if self.drawn.is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

/// The line: a bar where it is known how many there are, and how long it still takes where that can be told.
pub fn line(what: &str, done: usize, expected: usize, elapsed: Duration) -> String {
    if expected <= 1 {
        return format!("{done} {what}");
    }
    let all = expected.max(done);
    let filled = COLUMNS * done / all;
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(COLUMNS - filled));
    let left = if elapsed >= LEAST && done > 0 && done < all {
        let seconds = elapsed.as_secs_f64() / done as f64 * (all - done) as f64;
        format!(", {} left", time(seconds as u64))
    } else {
        String::new()
    };
    format!("{bar} {done} of {all} {what}{left}")
}

fn time(seconds: u64) -> String {
    match seconds {
        0..100 => format!("{seconds} s"),
        100..6000 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{:.1} h", seconds as f64 / 3600.0),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_what_is_known_and_no_more() {
        let cases = [
            (7, 0, 60, "7 reports"),
            (0, 20, 1, "░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 20 reports"),
            (5, 20, 10, "██████░░░░░░░░░░░░░░░░░░ 5 of 20 reports, 30 s left"),
            (5, 20, 100, "██████░░░░░░░░░░░░░░░░░░ 5 of 20 reports, 5 min left"),
            (20, 20, 100, "████████████████████████ 20 of 20 reports"),
            (30, 20, 100, "████████████████████████ 30 of 30 reports"),
        ];
        for (done, expected, seconds, wanted) in cases {
            assert_eq!(line("reports", done, expected, Duration::from_secs(seconds)), wanted);
        }
    }
}
