//! WACZ: web archives in a ZIP file, with their indexes.

use std::fs::File;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};

use jiff::Timestamp;
use variorum::note::Note;
use zip::ZipArchive;

use super::warc;
use crate::arrival::Given;

/// More files in one archive are refused.
const MAX_FILES: usize = 10_000;

/// The pages of every WARC in the archive at `path`, streamed; nothing is unpacked to the disk.
///
/// # Errors
/// A note, if the file can't be opened or is no ZIP.
pub fn pages(path: &Path, received: Timestamp) -> Result<impl Iterator<Item = Given> + Send + use<>, Note> {
    let shown = path.display().to_string();
    let wrong =
        |what: &dyn std::fmt::Display| Note::warning(format!("{shown}: no WACZ that can be read ({what})"));
    let file = File::open(path).map_err(|error| wrong(&error))?;
    let archive = ZipArchive::new(file).map_err(|error| wrong(&error))?;
    if archive.len() > MAX_FILES {
        return Err(wrong(&format!("more than {MAX_FILES} files")));
    }
    let (give, take) = sync_channel(4);
    // A file within a ZIP can only be read where it was opened, so a thread of its own reads it.
    std::thread::spawn(move || read_all(archive, &shown, received, &give));
    Ok(take.into_iter())
}

/// Ends when all is read or nobody listens any longer.
fn read_all(mut archive: ZipArchive<File>, shown: &str, received: Timestamp, give: &SyncSender<Given>) {
    for index in 0..archive.len() {
        let file = match archive.by_index(index) {
            Ok(file) => file,
            Err(error) => {
                let note = Note::warning(format!("{shown}: file {index} can’t be read ({error})"));
                if give.send(Err(note)).is_err() {
                    return;
                }
                continue;
            }
        };
        let Some(name) = file.name().ok().map(|name| name.into_owned()).filter(|name| is_warc(name)) else {
            continue;
        };
        let path = format!("{shown}/{name}");
        for given in warc::pages(file, &path, received) {
            if give.send(given).is_err() {
                return;
            }
        }
    }
}

/// Whether a file of the archive is a WARC under a name that can be meant: none that climbs out of the archive.
fn is_warc(name: &str) -> bool {
    let is_inside =
        !name.starts_with('/') && !name.contains('\\') && name.split('/').all(|part| part != "..");
    is_inside && (name.ends_with(".warc") || name.ends_with(".warc.gz"))
}
