//! Why a pipeline could not be loaded.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a pipeline could not be loaded. Its text names the file or part concerned.
///
/// ```
/// let error = variorum_spacy::Pipeline::load("no/such/pipeline").unwrap_err();
/// assert!(error.to_string().contains("no/such/pipeline"));
/// ```
#[derive(Debug)]
pub struct Error {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Io { path: PathBuf, source: io::Error },
    Missing { file: String },
    Damaged { file: String, what: String },
    Unsupported { part: String, why: String },
}

impl Error {
    /// Whether a file could not be read at all.
    pub fn is_io(&self) -> bool {
        matches!(self.kind, Kind::Io { .. })
    }

    /// Whether the pipeline lacks a file or a file's content makes no sense.
    pub fn is_damaged(&self) -> bool {
        matches!(self.kind, Kind::Missing { .. } | Kind::Damaged { .. })
    }

    /// Whether the pipeline is sound but uses something that this crate does not run.
    pub fn is_unsupported(&self) -> bool {
        matches!(self.kind, Kind::Unsupported { .. })
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Error {
        Error { kind: Kind::Io { path: path.to_owned(), source } }
    }

    pub(crate) fn missing(file: impl Into<String>) -> Error {
        Error { kind: Kind::Missing { file: file.into() } }
    }

    pub(crate) fn damaged(file: impl Into<String>, what: impl Into<String>) -> Error {
        Error { kind: Kind::Damaged { file: file.into(), what: what.into() } }
    }

    pub(crate) fn unsupported(part: impl Into<String>, why: impl Into<String>) -> Error {
        Error { kind: Kind::Unsupported { part: part.into(), why: why.into() } }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Io { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Kind::Missing { file } => write!(f, "the pipeline has no {file}"),
            Kind::Damaged { file, what } => write!(f, "{file} is damaged: {what}"),
            Kind::Unsupported { part, why } => write!(f, "{part} is not supported: {why}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
