//! How far the work is: a bar on a terminal, JSON Lines on request, nothing elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::json;
use variorum::note::Severity;
use variorum_desk::arrival::Given;
use variorum_desk::ingest::Event;

use crate::line::{Line, bar};
use crate::output;

/// What was told so far.
pub struct Progress {
    /// What is counted, one and many: "report", "reports".
    what: [&'static str; 2],
    is_json: bool,
    line: Line,
    done: usize,
    /// How many there are in all, as far as is known; grows as files are opened that hold several.
    expected: Arc<AtomicUsize>,
    begun: Instant,
    failed: anyhow::Result<()>,
}

impl Progress {
    /// Of reports; nothing is told yet.
    pub fn new(is_json: bool) -> Progress {
        Progress {
            what: ["report", "reports"],
            is_json,
            line: if is_json { Line::new(None) } else { Line::on_stderr() },
            done: 0,
            expected: Arc::default(),
            begun: Instant::now(),
            failed: Ok(()),
        }
    }

    /// Of stories whose accounts are made.
    pub fn of_stories(is_json: bool) -> Progress {
        Progress { what: ["story", "stories"], ..Progress::new(is_json) }
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
            self.line.clear();
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
        let (what, expected) = self.counted();
        self.line.tell(|| bar(what, done, expected, self.begun.elapsed()));
    }

    /// What is counted, as the number asks, and how many are expected.
    fn counted(&self) -> (&'static str, usize) {
        let expected = self.expected.load(Ordering::Relaxed);
        (self.what[usize::from(self.done.max(expected) != 1)], expected)
    }

    /// Leaves the last state standing.
    ///
    /// # Errors
    /// If something could not be printed.
    pub fn finish(mut self) -> anyhow::Result<()> {
        if self.done > 0 {
            let (what, expected) = self.counted();
            self.line.leave(&bar(what, self.done, expected, self.begun.elapsed()));
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
