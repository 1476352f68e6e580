//! Checksums of rows: what a row should be, kept in the row itself.

use crc32fast::Hasher;

/// Sums the fields of one row with CRC-32 (ISO 3309); each field is preceded by its length, so that fields can't flow
/// into each other.
#[derive(Debug, Default)]
pub struct Sum(Hasher);

impl Sum {
    /// Nothing yet.
    pub fn new() -> Sum {
        Sum::default()
    }

    /// Adds bytes.
    pub fn bytes(mut self, bytes: &[u8]) -> Sum {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a text.
    pub fn text(self, text: &str) -> Sum {
        self.bytes(text.as_bytes())
    }

    /// Adds a text that may be absent.
    pub fn maybe(self, text: Option<&str>) -> Sum {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds a number.
    pub fn number(mut self, number: i64) -> Sum {
        self.0.update(&number.to_le_bytes());
        self
    }

    /// The sum.
    pub fn finish(self) -> i64 {
        i64::from(self.0.finalize())
    }
}
