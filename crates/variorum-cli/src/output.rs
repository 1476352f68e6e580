//! To standard output and to files, so that a full disk or a closed pipe is told plainly.

use std::fs;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use unicode_width::UnicodeWidthStr;
use variorum::render::TerminalStyle;

use crate::arguments::Colour;

/// Columns where nothing tells how wide the terminal is.
const DEFAULT_WIDTH: usize = 100;

/// Prints `text` on standard output.
///
/// # Errors
/// If it can't be written, such as on a full disk.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .context("could not write to standard output; is the disk full?")
}

/// Writes `bytes` to `path`, wholly or not at all.
///
/// # Errors
/// If it can't be written; what stood at `path` before still stands there then.
pub fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    // A pipe or a device must not be replaced by a file.
    let is_special = fs::metadata(path).is_ok_and(|about| !about.is_file());
    let written = if is_special { fs::write(path, bytes) } else { write_beside(path, bytes) };
    written.with_context(|| {
        format!("{}: could not be written; check the folder's permissions and the space left", path.display())
    })
}

fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let partial = Path::new(&partial);
    let written = fs::write(partial, bytes).and_then(|()| fs::rename(partial, path));
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(partial);
    }
    written
}

/// Whether the reader of our output went away, as `head` does.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .root_cause()
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// How the account is laid out for whoever reads standard output.
pub fn style(colour: Colour, width: Option<usize>) -> TerminalStyle {
    let is_terminal = std::io::stdout().is_terminal();
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    };
    let width = width.or_else(terminal_width).unwrap_or(DEFAULT_WIDTH);
    TerminalStyle { width, colour }
}

/// The text as it is for a program; for a terminal with its lines broken where the words would not fit.
pub fn fitted(text: &str) -> String {
    match terminal_width().filter(|width| *width > 2 * HANGING && std::io::stdout().is_terminal()) {
        Some(width) => text.lines().map(|line| wrapped(line, width)).collect(),
        None => text.to_owned(),
    }
}

/// How far the later lines of a broken one stand in.
const HANGING: usize = 8;

fn wrapped(line: &str, width: usize) -> String {
    let indent = line.chars().take_while(|letter| letter.is_whitespace()).count();
    let mut text = " ".repeat(indent);
    let mut length = indent;
    for (number, word) in line.trim_start().split(' ').enumerate() {
        let letters = UnicodeWidthStr::width(word);
        if number > 0 && length + 1 + letters > width {
            text.push('\n');
            text.push_str(&" ".repeat(HANGING));
            length = HANGING;
        } else if number > 0 {
            text.push(' ');
            length += 1;
        }
        text.push_str(word);
        length += letters;
    }
    text.push('\n');
    text
}

fn terminal_width() -> Option<usize> {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    asked.or_else(|| terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_lines_are_broken_between_words() {
        let told = "    story 3, Radio Aldra, 2026-03-02 (0123456789ab:10-64)";
        let lines = "    story 3, Radio Aldra,\n        2026-03-02\n        (0123456789ab:10-64)\n";
        assert_eq!(super::wrapped(told, 30), lines);
        assert_eq!(super::wrapped("  short", 30), "  short\n");
    }
}
