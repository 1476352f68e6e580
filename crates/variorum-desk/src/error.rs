//! What can go wrong with a desk, told with the remedy.

use std::fmt;
use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

/// The result of working on a desk.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure: what happened, where, and what to do.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Busy,
    Damaged,
    Full,
    Forbidden,
    Unknown,
    Other,
}

impl Error {
    /// Another process holds what is needed.
    pub(crate) fn busy(message: impl Into<String>) -> Error {
        Error { kind: Kind::Busy, message: message.into() }
    }

    /// What is stored is not what was stored.
    pub(crate) fn damaged(message: impl Into<String>) -> Error {
        Error { kind: Kind::Damaged, message: message.into() }
    }

    /// Something was named that the desk does not hold.
    pub(crate) fn unknown(message: impl Into<String>) -> Error {
        Error { kind: Kind::Unknown, message: message.into() }
    }

    /// Anything else.
    pub(crate) fn other(message: impl Into<String>) -> Error {
        Error { kind: Kind::Other, message: message.into() }
    }

    /// A failure in reading or writing the file at `path`.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Error {
        let shown = path.display();
        let (kind, message) = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                (Kind::Full, format!("{shown}: the disk is full; make room and run the same command again"))
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => (
                Kind::Forbidden,
                format!("{shown}: no permission to write here; check the folder’s permissions"),
            ),
            io::ErrorKind::NotFound => (Kind::Unknown, format!("{shown}: no such file")),
            _ => (Kind::Other, format!("{shown}: {error}")),
        };
        Error { kind, message }
    }

    /// Whether another process holds what is needed; the same may succeed later.
    pub fn is_busy(&self) -> bool {
        self.kind == Kind::Busy
    }

    /// Whether something stored is damaged.
    pub fn is_damaged(&self) -> bool {
        self.kind == Kind::Damaged
    }

    /// Whether there is no room left to write.
    pub fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }

    /// Whether writing is not permitted.
    pub fn is_forbidden(&self) -> bool {
        self.kind == Kind::Forbidden
    }

    /// Whether something was named that the desk does not hold.
    pub fn is_unknown(&self) -> bool {
        self.kind == Kind::Unknown
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Kind::Damaged,
            Some(ErrorCode::DiskFull) => Kind::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Kind::Forbidden
            }
            // SQLite tells of a limit on the size of files only as of a failed write.
            Some(ErrorCode::SystemIoFailure) => Kind::Full,
            _ => Kind::Other,
        };
        let message = match kind {
            Kind::Busy => "the desk is being written to by another process; try again in a moment".to_owned(),
            Kind::Damaged => {
                format!("the desk’s store is damaged ({error}); `variorum desk check` says where")
            }
            Kind::Full => {
                format!(
                    "the desk’s store could not be written ({error}); is the disk full? Nothing acknowledged is lost"
                )
            }
            Kind::Forbidden => {
                format!(
                    "the desk’s store can’t be opened or written ({error}); check the folder’s permissions"
                )
            }
            Kind::Unknown | Kind::Other => format!("the desk’s store failed: {error}"),
        };
        Error { kind, message }
    }
}
