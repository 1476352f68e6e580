//! What happened at a desk, in order, for those who follow it.

use rusqlite::{Connection, params};
use schemars::JsonSchema;
use serde::Serialize;

use crate::desk::Desk;
use crate::error::Result;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Change {
    /// Its number; the next is greater.
    pub id: i64,
    /// What it was.
    pub kind: String,
    /// The story it touched.
    pub story: Option<i64>,
    /// The report it touched.
    pub report: Option<i64>,
}

/// A report was added.
pub const REPORT: &str = "report";
/// A newer version of a report was added.
pub const VERSION: &str = "version";
/// The account of a story was made anew.
pub const ACCOUNT: &str = "account";
/// The reports of a story changed, or what a person said of it; its account follows.
pub const STORY: &str = "story";
/// A person corrected something, or took a correction back.
pub const CORRECTION: &str = "correction";

/// Older changes are dropped beyond so many.
const KEPT: i64 = 100_000;

/// Tells of a change; gives its number.
pub fn tell(db: &Connection, kind: &str, story: Option<i64>, report: Option<i64>) -> Result<i64> {
    let mut statement = db.prepare_cached("INSERT INTO change (kind, story, report) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![kind, story, report])?;
    let id = db.last_insert_rowid();
    if id % 1000 == 0 {
        db.execute("DELETE FROM change WHERE id <= ?1", [id - KEPT])?;
    }
    Ok(id)
}

impl Desk {
    /// What happened after the change with the number `after`, at most `limit` of it; 0 is before all.
    ///
    /// To follow a desk ask again with the last number that was given. [`Desk::pulse`] tells cheaply whether there is
    /// anything new.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn changes(&self, after: i64, limit: usize) -> Result<Vec<Change>> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, kind, story, report FROM change WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![after, limit as i64], |row| {
            Ok(Change { id: row.get(0)?, kind: row.get(1)?, story: row.get(2)?, report: row.get(3)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The number of the last change; 0 where nothing happened yet.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn pulse(&self) -> Result<i64> {
        Ok(self
            .db
            .prepare_cached("SELECT coalesce(max(id), 0) FROM change")?
            .query_row([], |row| row.get(0))?)
    }
}
