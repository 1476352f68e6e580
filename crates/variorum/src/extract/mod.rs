//! Reports drawn from captures: a page, a text, or the records of a JSON file.
//!
//! Bad input gives notes, and the other reports are read all the same.

pub mod body;
pub mod boilerplate;
pub mod charset;
pub mod date;
pub mod draft;
pub mod entities;
pub mod head;
pub mod html;
pub mod identity;
pub mod json;
pub mod json_ld;
pub mod language;
pub mod layout;
pub mod limits;
pub mod main_text;
pub mod markdown;
pub mod metadata;
pub mod normal;
pub mod outlet;
pub mod page;
pub mod record;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use identity::{assign_ids, drop_repeats};

use crate::capture::Capture;
use crate::note::Note;
use crate::report::Report;
use charset::Decoded;
use draft::Draft;

/// What has been drawn from one capture.
#[derive(Debug, Default)]
pub struct Extraction {
    /// The reports, in the order of the file. Their ids are those given, or empty: see [`assign_ids`].
    pub reports: Vec<Report>,
    /// What went wrong beside them. What went wrong within a report stands in its own notes.
    pub notes: Vec<Note>,
}

/// Draws the reports from a capture; its bytes are not compressed. The ending of the path and the bytes tell the
/// format.
///
/// ```
/// use variorum::{capture::Capture, extract::read};
/// let capture = Capture::new("solm.txt", "River rises\n\nThe Solm rose by two metres on Monday.");
/// let report = &read(&capture).reports[0];
/// assert_eq!(report.title.as_deref(), Some("River rises"));
/// assert_eq!(report.text, "River rises\nThe Solm rose by two metres on Monday.");
/// ```
pub fn read(capture: &Capture) -> Extraction {
    let path = &capture.path;
    if capture.bytes.trim_ascii().is_empty() {
        return nothing(format!("{path}: the file is empty. Save the report anew."));
    }
    let format = format(path, &capture.bytes);
    if format == Format::Json {
        return if names_record(path) { read_record(capture) } else { read_records(capture) };
    }
    let (text, notes) = match charset::decode(&capture.bytes, path) {
        Decoded::Text(text, notes) => (text, notes),
        Decoded::Binary(what) => {
            return nothing(format!(
                "{path}: this is {what}, not a text. Give the report as HTML, plain text, Markdown or JSON."
            ));
        }
    };
    let mut draft = match format {
        Format::Html => html::read(&text, path),
        Format::Markdown => markdown::read_markdown(&text, path),
        Format::Text | Format::Json => markdown::read_text(&text, path),
    };
    draft.notes.splice(0..0, notes);
    finish(draft, capture)
}

/// The bytes of the record that `path` names (`file.jsonl#3`) within the bytes of its file, or all the bytes where
/// `path` names no record. `None` if there is no such record.
pub fn record(path: &str, file: &[u8]) -> Option<Vec<u8>> {
    let number = path.rsplit_once('#').and_then(|(_, number)| number.parse::<usize>().ok());
    let Some(number) = number else { return Some(file.to_vec()) };
    let place = json::places(file).into_iter().find(|place| place.number == Some(number))?;
    Some(file[place.range].to_vec())
}

/// The records of a capture, each as a capture of its own: those of a JSON file one by one (`file.jsonl#3`), anything
/// else as it is.
pub fn records(capture: Capture) -> Vec<Capture> {
    let is_pile = format(&capture.path, &capture.bytes) == Format::Json && !names_record(&capture.path);
    let places = if is_pile { json::places(&capture.bytes) } else { Vec::new() };
    if places.iter().all(|place| place.number.is_none()) {
        return vec![capture];
    }
    places.iter().map(|place| record_at(&capture, place)).collect()
}

/// Notes the reports that are dated after `today`: their date can't be right, or the clock is not.
pub fn check_dates(reports: &mut [Report], today: Date) {
    // The day may have begun already where the report was published.
    let latest = today.tomorrow().unwrap_or(today);
    for report in reports {
        if let Some(stamp) = report.published.filter(|stamp| stamp.date > latest) {
            report.notes.push(Note::warning(format!(
                "{}: it is dated {}, which lies in the future (today is {today}). Give the right day under `published`.",
                report.path, stamp.date
            )));
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Markdown,
    Text,
    Json,
}

/// The format by the ending of the path, unless the bytes begin as another format does.
fn format(path: &str, bytes: &[u8]) -> Format {
    let path = if names_record(path) { path.rsplit_once('#').map_or(path, |(file, _)| file) } else { path };
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = head[..head.len().min(512)].to_ascii_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| head.starts_with(start.as_bytes()));
    let is_html = begins(&[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<div",
        "<p>",
        "<?xml",
        "<!--",
        "<meta",
    ]);
    let is_json = begins(&["{", "["])
        && matches!(head[1..].trim_ascii_start().first(), Some(b'"' | b'{' | b'}' | b']'));
    match ending {
        "json" | "jsonl" | "ndjson" => Format::Json,
        "md" | "markdown" => Format::Markdown,
        _ if is_json => Format::Json,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        _ if is_html => Format::Html,
        _ => Format::Text,
    }
}

fn read_records(capture: &Capture) -> Extraction {
    let mut extraction = Extraction::default();
    for place in json::places(&capture.bytes) {
        let one = read_record(&record_at(capture, &place));
        extraction.reports.extend(one.reports);
        extraction.notes.extend(one.notes);
    }
    if extraction.reports.is_empty() && extraction.notes.is_empty() {
        return nothing(format!(
            "{}: the file holds no record. Give one JSON object a report.",
            capture.path
        ));
    }
    extraction
}

fn record_at(capture: &Capture, place: &json::Place) -> Capture {
    let path =
        place.number.map_or_else(|| capture.path.clone(), |number| format!("{}#{number}", capture.path));
    Capture::new(path, &capture.bytes[place.range.clone()])
}

/// Whether a path ends in `#` and a number, as that of a record within a file does.
fn names_record(path: &str) -> bool {
    path.rsplit_once('#').is_some_and(|(_, number)| number.parse::<usize>().is_ok())
}

fn read_record(capture: &Capture) -> Extraction {
    let path = &capture.path;
    let (value, notes) = match json::value(&capture.bytes, path) {
        Ok(read) => read,
        Err(note) => return Extraction { notes: vec![note], ..Extraction::default() },
    };
    let Some(object) = value.as_object() else {
        return nothing(format!(
            "{path}: a record must be an object with a key `text` or `html`, between braces."
        ));
    };
    match record::read(object, path) {
        Ok(mut draft) => {
            draft.notes.splice(0..0, notes);
            finish(draft, capture)
        }
        Err(note) => Extraction { notes: vec![note], ..Extraction::default() },
    }
}

fn finish(draft: Draft, capture: &Capture) -> Extraction {
    let mut notes = draft.notes.clone();
    match draft.finish(&capture.path, &capture.sha256()) {
        Some(report) => Extraction { reports: vec![report], notes: Vec::new() },
        None => {
            notes.push(Note::warning(format!(
                "{}: no report was found in it. If it is a page, open it in a browser and save its text as .txt.",
                capture.path
            )));
            Extraction { reports: Vec::new(), notes }
        }
    }
}

fn nothing(message: String) -> Extraction {
    Extraction { reports: Vec::new(), notes: vec![Note::warning(message)] }
}
