//! Captures as files: compressed, named by the hash of what they hold, written once.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write as _};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use variorum::capture::Capture;

use crate::error::{Error, Result};

/// The folder of the captures within the desk.
const FOLDER: &str = "captures";
const FLUSHED_AT_A_TIME: usize = 8;
/// From so many files on, all that waits to be written is flushed at once.
const MANY: usize = 64;

/// A capture as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of the bytes as received, in hexadecimal digits.
    pub sha256: String,
    /// The file within the desk's folder, with `/` between its parts.
    pub file: String,
    /// Size of the file in bytes.
    pub size: u64,
    /// CRC-32 of the file.
    pub crc: u32,
}

/// Writes a capture whose bytes have this SHA-256. Where a file has its name already, it is written to another name
/// first: nobody knows whether that file was finished, and a whole one must not be lost. It is on the disk after
/// [`settle`].
///
/// # Errors
/// If it can't be written; nothing stands under its name then that did not before.
pub fn write(desk: &Path, capture: &Capture, sha256: &str) -> Result<Stored> {
    let packed = pack(&capture.bytes).map_err(|error| Error::file(desk, &error))?;
    let file = format!("{FOLDER}/{}/{sha256}.{}.gz", &sha256[..2], ending(capture));
    let path = desk.join(&file);
    let written = match create(&path, &packed) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let folder = desk.join(FOLDER).join(&sha256[..2]);
            fs::create_dir_all(folder).and_then(|()| create(&path, &packed))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let partial = path.with_extension(format!("{}.part", std::process::id()));
            fs::write(&partial, &packed).and_then(|()| fs::rename(&partial, &path))
        }
        written => written,
    };
    written.map_err(|error| Error::file(&path, &error))?;
    let crc = crc32fast::hash(&packed);
    Ok(Stored { sha256: sha256.to_owned(), file, size: packed.len() as u64, crc })
}

/// Writes a file that is not there yet; what was begun and can't be finished is taken away.
fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = File::create_new(path)?.write_all(bytes);
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(path);
    }
    written
}

/// Makes sure that the files of `stored` and their names outlast a loss of power.
///
/// # Errors
/// If they can't be written to the disk.
pub fn settle<'s>(desk: &Path, stored: impl Iterator<Item = &'s Stored>) -> Result<()> {
    let (mut files, mut folders) = (Vec::new(), BTreeSet::new());
    for stored in stored {
        files.push(desk.join(&stored.file));
        folders.insert(desk.join(FOLDER).join(&stored.sha256[..2]));
    }
    if files.len() >= MANY && flush_all(desk) {
        return Ok(());
    }
    flush(&files)?;
    flush(&folders.into_iter().collect::<Vec<_>>())
}

/// Flushes all that was written to the file system of the desk: of so many files that takes a tenth of the time that
/// flushing each takes. False where the system can't. A failure of the disk is told from Linux 5.8 on.
#[cfg(target_os = "linux")]
fn flush_all(desk: &Path) -> bool {
    File::open(desk.join(FOLDER)).is_ok_and(|folder| rustix::fs::syncfs(folder).is_ok())
}

#[cfg(not(target_os = "linux"))]
fn flush_all(_desk: &Path) -> bool {
    false
}

/// Flushes files or folders to the disk, several at a time: most disks then write them at once.
fn flush(paths: &[PathBuf]) -> Result<()> {
    let some = paths.len().div_ceil(FLUSHED_AT_A_TIME).max(1);
    let flush_some = |paths: &[PathBuf]| -> Result<()> {
        paths.iter().try_for_each(|path| {
            let flushed = File::open(path).and_then(|file| file.sync_all());
            flushed.map_err(|error| Error::file(path, &error))
        })
    };
    std::thread::scope(|scope| {
        let running: Vec<_> =
            paths.chunks(some).map(|paths| scope.spawn(move || flush_some(paths))).collect();
        running
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|_| Err(Error::other("a thread failed"))))
    })
}

/// Reads a capture back, and proves it: the bytes must have the hash that they are known by.
///
/// # Errors
/// If the file is missing or damaged.
pub fn read(desk: &Path, file: &str, sha256: &str) -> Result<Capture> {
    let path = desk.join(file);
    let packed = fs::read(&path).map_err(|error| missing(&path, &error))?;
    let capture = Capture::new(file, unpack(&packed).map_err(|_| damaged(&path))?);
    if capture.sha256() == sha256 { Ok(capture) } else { Err(damaged(&path)) }
}

/// Every file in the folder of captures, within the desk's folder, in order.
///
/// # Errors
/// If a folder can't be listed.
pub fn list(desk: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for folder in entries(&desk.join(FOLDER))? {
        for file in entries(&folder)? {
            let inside = file.strip_prefix(desk).unwrap_or(&file);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file(folder, &error)),
    };
    Ok(listed.flatten().map(|entry| entry.path()).collect())
}

fn missing(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound => Error::damaged(format!(
            "{}: this capture is missing; put it back from a copy of the desk, or ingest its source again",
            path.display()
        )),
        _ => Error::file(path, error),
    }
}

fn damaged(path: &Path) -> Error {
    Error::damaged(format!(
        "{}: this capture is damaged; put it back from a copy of the desk, or ingest its source again",
        path.display()
    ))
}

/// What begins a gzip file without a name and a time, compressed fast, on no system in particular (RFC 1952, 2.3).
const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255];

thread_local! {
    /// Its tables take longer to make than most captures take to compress.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// The same bytes for the same input, on any day.
fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    packed.extend(GZIP);
    COMPRESSOR.with_borrow_mut(|compressor| -> io::Result<()> {
        compressor.reset();
        loop {
            let done = compressor.total_in() as usize;
            match compressor.compress_vec(&bytes[done..], &mut packed, FlushCompress::Finish)? {
                Status::StreamEnd => return Ok(()),
                Status::Ok | Status::BufError => packed.reserve(packed.len()),
            }
        }
    })?;
    packed.extend(crc32fast::hash(bytes).to_le_bytes());
    packed.extend((bytes.len() as u32).to_le_bytes());
    Ok(packed)
}

fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The ending by which the file is read again as it was read the first time.
fn ending(capture: &Capture) -> &'static str {
    let name = capture.path.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let name = match name.rsplit_once('#') {
        Some((file, number)) if number.bytes().all(|digit| digit.is_ascii_digit()) => file,
        _ => &name,
    };
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "json" | "jsonl" | "ndjson" => "json",
        "md" | "markdown" => "md",
        "html" | "htm" | "xhtml" | "shtml" => "html",
        _ => "txt",
    }
}
