//! Facts about the store itself: how often it was written, and by which model.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::sum::Sum;

/// The key under which writes are counted.
const WRITES: &str = "writes";

/// Reads the value under `key`.
pub fn get(db: &Connection, key: &str) -> Result<Option<String>> {
    let mut statement = db.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Puts `value` under `key`.
pub fn set(db: &Connection, key: &str, value: &str) -> Result<()> {
    let mut statement =
        db.prepare_cached("INSERT OR REPLACE INTO meta (key, value, sum) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![key, value, sum(key, value)])?;
    Ok(())
}

/// The sum of a row.
pub fn sum(key: &str, value: &str) -> i64 {
    Sum::new().text(key).text(value).finish()
}

/// Counts one more write; every transaction does.
pub fn count_write(db: &Connection) -> Result<()> {
    set(db, WRITES, &(writes(db)? + 1).to_string())
}

/// How many transactions were committed.
pub fn writes(db: &Connection) -> Result<u64> {
    Ok(get(db, WRITES)?.and_then(|count| count.parse().ok()).unwrap_or(0))
}
