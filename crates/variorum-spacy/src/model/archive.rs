//! The files of one pipeline, wherever they are kept.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::zip::Zip;
use crate::Error;

/// The file that marks the root folder of a pipeline.
const MARKER: &str = "config.cfg";

/// A pipeline's files: an unpacked folder, or a wheel or other zip archive in memory.
pub(crate) struct Archive {
    store: Store,
}

enum Store {
    Folder(PathBuf),
    Zip { zip: Zip, root: String },
}

impl Archive {
    /// Opens a wheel, a zip archive, or a folder that holds a pipeline at some depth.
    pub(crate) fn open(path: &Path) -> Result<Archive, Error> {
        let meta = fs::metadata(path).map_err(|error| Error::io(path, error))?;
        if meta.is_dir() {
            let folder = find_folder(path, 3).map_err(|error| Error::io(path, error))?;
            let folder = folder.ok_or_else(|| Error::missing(format!("{MARKER} in {}", path.display())))?;
            return Ok(Archive { store: Store::Folder(folder) });
        }
        let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
        Archive::from_bytes(Cow::Owned(bytes), &path.display().to_string())
    }

    /// Opens an archive in memory; `name` stands for it in messages.
    pub(crate) fn from_bytes(bytes: Cow<'static, [u8]>, name: &str) -> Result<Archive, Error> {
        if !Zip::is_zip(&bytes) {
            return Err(Error::damaged(name, "it is neither a folder nor a wheel or zip archive"));
        }
        let zip = Zip::open(bytes).map_err(|what| Error::damaged(name, what))?;
        let root = zip
            .names()
            .filter_map(|file| file.strip_suffix(MARKER))
            .filter(|root| root.is_empty() || root.ends_with('/'))
            .min_by_key(|root| root.len())
            .ok_or_else(|| Error::missing(format!("{MARKER} in {name}")))?
            .to_owned();
        Ok(Archive { store: Store::Zip { zip, root } })
    }

    /// The content of a file that the pipeline must have, such as `parser/model`.
    pub(crate) fn read(&self, file: &str) -> Result<Cow<'_, [u8]>, Error> {
        self.find(file)?.ok_or_else(|| Error::missing(file))
    }

    /// The same bytes for good, if they are part of an archive that the program holds anyway; else a copy.
    pub(crate) fn keep(&self, part: &[u8]) -> Cow<'static, [u8]> {
        match &self.store {
            Store::Zip { zip, .. } => zip.lasting(part).map_or_else(|| part.to_owned().into(), Cow::Borrowed),
            Store::Folder(_) => part.to_owned().into(),
        }
    }

    /// The content of a file that the pipeline may lack.
    pub(crate) fn find(&self, file: &str) -> Result<Option<Cow<'_, [u8]>>, Error> {
        match &self.store {
            Store::Folder(folder) => {
                let path = folder.join(file);
                match fs::read(&path) {
                    Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(Error::io(&path, error)),
                }
            }
            Store::Zip { zip, root } => {
                zip.read(&format!("{root}{file}")).transpose().map_err(|what| Error::damaged(file, what))
            }
        }
    }
}

/// The folder itself, or the first below it (sorted by name) that holds the marker.
fn find_folder(folder: &Path, levels: usize) -> io::Result<Option<PathBuf>> {
    if folder.join(MARKER).is_file() {
        return Ok(Some(folder.to_owned()));
    }
    if levels == 0 {
        return Ok(None);
    }
    let mut below: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    below.sort();
    for path in below {
        if let Some(found) = find_folder(&path, levels - 1)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
