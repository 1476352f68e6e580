//! From paths to captures: files, folders, compressed files and standard input.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use variorum::capture::Capture;
use variorum::note::Note;

use crate::arrival::{Arrival, Given};
use crate::source::{feed, sitemap, wacz, warc};

/// What was found at the paths a user named.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The captures, in the order of the paths; within a folder by name.
    pub captures: Vec<Capture>,
    /// What could not be read, and why.
    pub left_out: Vec<Note>,
}

/// Endings of the files that are read from folders; a file that is named itself is read whatever its ending.
const ENDINGS: [&str; 17] = [
    "html", "htm", "xhtml", "shtml", "txt", "text", "md", "markdown", "json", "jsonl", "ndjson", "gz",
    "warc", "wacz", "rss", "atom", "xml",
];

/// Larger files are left out: no report is that long, and a pile that is should come as several files.
const MAX_FILE_BYTES: u64 = 1 << 30;

/// How a gzip file begins (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Reads all that stands at `paths`.
pub fn gather(paths: &[PathBuf]) -> Gathered {
    let mut gathered = Gathered::default();
    for given in arrivals(paths, Timestamp::UNIX_EPOCH) {
        match given {
            Ok(arrival) => gathered.captures.push(arrival.capture),
            Err(note) => gathered.left_out.push(note),
        }
    }
    gathered
}

/// Reads what stands at `paths`, one file after another; `received` is the time of reading.
pub fn arrivals(paths: &[PathBuf], received: Timestamp) -> impl Iterator<Item = Given> + Send + use<> {
    let listed: Vec<Result<PathBuf, Note>> = paths.iter().flat_map(|path| files(path)).collect();
    listed.into_iter().flat_map(move |file| match file {
        Ok(file) => of_file(&file, received),
        Err(note) => one(Err(note)),
    })
}

type Several = Box<dyn Iterator<Item = Given> + Send>;

fn one(given: Given) -> Several {
    Box::new(std::iter::once(given))
}

/// How many files stand at `paths`; each may hold several reports.
pub fn count(paths: &[PathBuf]) -> usize {
    paths.iter().flat_map(|path| files(path)).flatten().count()
}

/// What one file brings: the pages of an archive, the entries of a feed, or the report that it is.
fn of_file(path: &Path, received: Timestamp) -> Several {
    let name = path.to_string_lossy().to_ascii_lowercase();
    let shown = path.display().to_string();
    if name.ends_with(".warc") || name.ends_with(".warc.gz") {
        return match fs::File::open(path) {
            Ok(file) => Box::new(warc::pages(file, &shown, received)),
            Err(error) => one(Err(Note::warning(describe(path, &error)))),
        };
    }
    if name.ends_with(".wacz") {
        return match wacz::pages(path, received) {
            Ok(pages) => Box::new(pages),
            Err(note) => one(Err(note)),
        };
    }
    let capture = if name == "-" { standard_input() } else { read_capture(path) };
    match capture {
        Ok(capture) if feed::is_feed(&capture.bytes) => of_feed(&capture, received),
        Ok(capture) if sitemap::is_sitemap(&capture.bytes) => one(Err(Note::warning(format!(
            "{shown}: a sitemap holds no reports, only addresses; give its own address to fetch them"
        )))),
        Ok(capture) => one(Ok(Arrival::new(capture, received))),
        Err(note) => one(Err(note)),
    }
}

/// The reports that a feed holds itself; its pages are fetched only where the feed is named by its address.
fn of_feed(capture: &Capture, received: Timestamp) -> Several {
    let feed = match feed::read(&capture.bytes, &capture.path) {
        Ok(feed) => feed,
        Err(note) => return one(Err(note)),
    };
    let held = feed::captures(&feed, &capture.path);
    if held.is_empty() {
        return one(Err(Note::warning(format!(
            "{}: no entry of this feed holds a text; give its address to fetch its pages",
            capture.path
        ))));
    }
    Box::new(held.into_iter().map(move |capture| Ok(Arrival::new(capture, received))))
}

/// The files at a path: itself, or those of a folder by name. A link in a folder is taken for the file that it leads to.
pub fn files(path: &Path) -> Vec<Result<PathBuf, Note>> {
    if path.as_os_str() == "-" || !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    list(path, &mut files, &mut left_out);
    files.sort();
    if files.is_empty() {
        left_out.push(Note::warning(format!(
            "{}: no report in this folder; reports end in .html, .txt, .md, .json or .jsonl (also with .gz)",
            path.display()
        )));
    }
    left_out.into_iter().map(Err).chain(files.into_iter().map(Ok)).collect()
}

fn standard_input() -> Result<Capture, Note> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|error| Note::warning(format!("standard input could not be read: {error}")))?;
    let bytes = unpack(bytes).map_err(|what| Note::warning(format!("standard input: {what}")))?;
    Ok(Capture::new("-", bytes))
}

fn read_capture(path: &Path) -> Result<Capture, Note> {
    Ok(Capture::new(path.to_string_lossy(), read_file(path).map_err(Note::warning)?))
}

/// Reads the bytes of the file at `path`; what is compressed with gzip is unpacked, as a browser does with a page that
/// comes compressed.
///
/// # Errors
/// A sentence that says what happened and what to do.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|error| describe(path, &error))?;
    if about.is_file() && about.len() > MAX_FILE_BYTES {
        return Err(format!("{shown}: larger than 1 GiB; split it into smaller files"));
    }
    let bytes = fs::read(path).map_err(|error| describe(path, &error))?;
    unpack(bytes).map_err(|what| format!("{shown}: {what}"))
}

fn unpack(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(&GZIP_MAGIC) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(MAX_FILE_BYTES + 1);
    reader
        .read_to_end(&mut unpacked)
        .map_err(|error| format!("compressed, but damaged ({error}); fetch the file again"))?;
    if unpacked.len() as u64 > MAX_FILE_BYTES {
        return Err("larger than 1 GiB when unpacked; split it into smaller files".to_owned());
    }
    Ok(unpacked)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>, left_out: &mut Vec<Note>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            left_out.push(Note::warning(describe(folder, &error)));
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        // A link to a folder is not followed: it could lead back here.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if hidden {
            continue;
        } else if is_folder {
            list(&path, files, left_out);
        } else if has_known_ending(&path) {
            files.push(path);
        }
    }
}

fn has_known_ending(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending)))
}

fn describe(path: &Path, error: &std::io::Error) -> String {
    let shown = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => format!("{shown}: no such file; check the name"),
        std::io::ErrorKind::PermissionDenied => {
            format!("{shown}: no permission to read it; change its permissions or leave it out")
        }
        _ => format!("{shown}: could not be read: {error}"),
    }
}
