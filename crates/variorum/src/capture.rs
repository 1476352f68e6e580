//! Bytes as received: the one thing that can't be rebuilt.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The bytes of one file, page or record, with where they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Where the bytes were read from, as the user named it; `-` is standard input, and `#3` at the end names the
    /// third line of a JSON Lines file or the third element of a JSON list.
    pub path: String,
    /// The bytes, unchanged.
    pub bytes: Vec<u8>,
}

impl Capture {
    /// A capture of `bytes` that came from `path`.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Capture {
        Capture { path: path.into(), bytes: bytes.into() }
    }

    /// SHA-256 of the bytes, as 64 lower-case hexadecimal digits.
    pub fn sha256(&self) -> String {
        Sha256::digest(&self.bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string can't fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}
