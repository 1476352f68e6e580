//! A line on the terminal that tells how far the work is.

use std::io::{IsTerminal, Stderr, Write};
use std::time::{Duration, Instant};

use variorum::flow::Step;

/// The line is written anew no more often, but for the end of a step.
const INTERVAL: Duration = Duration::from_millis(100);

/// Columns of the bar itself.
const COLUMNS: usize = 24;
/// Nobody can tell how long it takes before so much is done.
const LEAST: Duration = Duration::from_secs(3);

/// A line that is written over until it is cleared. It has no colour, and no control sign but the carriage return, so that
/// it looks the same under `NO_COLOR` and on terminals that know nothing more.
pub struct Line<W = Stderr> {
    /// Where it is written; nowhere, where nobody would see it.
    out: Option<W>,
    last: Option<Instant>,
    width: usize,
    /// What is being done, and since when.
    doing: (&'static str, Instant),
}

impl Line {
    /// A line on standard error, if that is a terminal.
    pub fn on_stderr() -> Line {
        Line::new(std::io::stderr().is_terminal().then(std::io::stderr))
    }

    /// The same, unless the results themselves go to the terminal.
    pub fn beside_results() -> Line {
        let shown = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        Line::new(shown.then(std::io::stderr))
    }
}

impl<W: Write> Line<W> {
    /// A line that is written to `out`.
    pub fn new(out: Option<W>) -> Line<W> {
        Line { out, last: None, width: 0, doing: ("", Instant::now()) }
    }

    /// Shows the words in place of those before, unless these were written just now.
    pub fn tell(&mut self, words: impl FnOnce() -> String) {
        if self.out.is_some() && self.last.is_none_or(|last| last.elapsed() >= INTERVAL) {
            self.last = Some(Instant::now());
            self.write(&words());
        }
    }

    /// Shows how far a step of the work is; its end is shown in any case.
    pub fn step(&mut self, step: Step) {
        if step.done == step.all {
            self.last = None;
        }
        if self.doing.0 != step.doing {
            self.doing = (step.doing, Instant::now());
        }
        let elapsed = self.doing.1.elapsed();
        self.tell(|| format!("{:<9} {}", step.doing, bar(step.what, step.done, step.all, elapsed)));
    }

    /// Wipes the line, so that something else can be printed.
    pub fn clear(&mut self) {
        if self.width > 0 {
            self.write("");
            self.last = None;
        }
    }

    /// Leaves the words standing, in place of those before.
    pub fn leave(&mut self, words: &str) {
        self.write(words);
        if let Some(out) = &mut self.out {
            // A terminal that does not take it shows no progress.
            let _ = writeln!(out);
        }
        self.width = 0;
    }

    fn write(&mut self, words: &str) {
        let Some(out) = &mut self.out else { return };
        let width = words.chars().count();
        let (blank, end) = (" ".repeat(self.width.saturating_sub(width)), if width == 0 { "\r" } else { "" });
        self.width = width;
        // A terminal that does not take it shows no progress.
        let _ = write!(out, "\r{words}{blank}{end}").and_then(|()| out.flush());
    }
}

/// How far the work is: a bar where it is known how many there are, and how long it still takes where that can be told.
pub fn bar(what: &str, done: usize, expected: usize, elapsed: Duration) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn step(done: usize) -> Step {
        Step { doing: "reading", done, all: 40, what: "reports" }
    }

    #[test]
    fn the_bar_fills_and_the_line_is_wiped() {
        let mut written = Vec::new();
        let mut line = Line::new(Some(&mut written));
        line.step(step(20));
        line.step(step(21));
        line.step(step(40));
        line.clear();
        line.clear();
        let half = "reading   ████████████░░░░░░░░░░░░ 20 of 40 reports";
        let whole = "reading   ████████████████████████ 40 of 40 reports";
        let wiped = " ".repeat(whole.chars().count());
        assert_eq!(
            String::from_utf8(written).as_deref(),
            Ok(format!("\r{half}\r{whole}\r{wiped}\r").as_str()),
            "20 and 40 of 40, and not 21 so soon after, in signs that need no colour"
        );
    }

    #[test]
    fn where_nobody_looks_nothing_is_written() {
        let mut line: Line<Vec<u8>> = Line::new(None);
        line.step(step(40));
        line.tell(|| unreachable!("no words are made that nobody sees"));
        line.clear();
        assert_eq!(line.width, 0);
    }

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
            assert_eq!(bar("reports", done, expected, Duration::from_secs(seconds)), wanted);
        }
    }
}
