//! Why a server can't start or go on, told with the remedy.

use std::fmt;

/// The result of serving.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure: what happened, and what to do.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<variorum_desk::Error> for Error {
    fn from(error: variorum_desk::Error) -> Error {
        Error(error.to_string())
    }
}
