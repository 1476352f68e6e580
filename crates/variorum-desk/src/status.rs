//! What a desk holds, in numbers.

use schemars::JsonSchema;
use serde::Serialize;

use crate::desk::Desk;
use crate::error::Result;

/// Numbers of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Status {
    /// Captures kept.
    pub captures: usize,
    /// Bytes of their files.
    pub capture_bytes: u64,
    /// Reports, older versions included.
    pub reports: usize,
    /// Of those, older versions.
    pub older_versions: usize,
    /// Stories.
    pub stories: usize,
    /// Stories whose account is not made yet.
    pub stale: usize,
    /// Claims that can be searched.
    pub claims: usize,
    /// Points that can be searched.
    pub points: usize,
    /// Corrections and undoings.
    pub corrections: usize,
    /// Bytes of the store.
    pub store_bytes: u64,
}

impl Desk {
    /// Counts what the desk holds.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn status(&self) -> Result<Status> {
        let count = |sql: &str| -> Result<i64> { Ok(self.db.query_row(sql, [], |row| row.get(0))?) };
        Ok(Status {
            captures: count("SELECT count(*) FROM capture")? as usize,
            capture_bytes: count("SELECT coalesce(sum(size), 0) FROM capture")? as u64,
            reports: count("SELECT count(*) FROM report")? as usize,
            older_versions: count("SELECT count(*) FROM report WHERE newer IS NOT NULL")? as usize,
            stories: count("SELECT count(*) FROM story")? as usize,
            stale: count("SELECT count(*) FROM story WHERE is_stale = 1")? as usize,
            claims: count("SELECT count(*) FROM claim")? as usize,
            points: count("SELECT count(*) FROM point")? as usize,
            corrections: count("SELECT count(*) FROM correction")? as usize,
            store_bytes: std::fs::metadata(self.store()).map(|about| about.len()).unwrap_or(0),
        })
    }
}
