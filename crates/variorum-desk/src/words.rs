//! The words by which reports, claims and points are found.
//!
//! They are added to the index for many rows at once, at the end of a write: before every statement that may fail
//! halfway, FTS5 writes what it gathered as a segment of its own, and merging such segments costs more than all else.
//! Rows that go or change are taken out of the index by triggers, so what was written must be added before it goes.

use rusqlite::Connection;

use crate::error::Result;

/// Makes findable the reports that came after the one with the number `last`, and their claims.
pub fn add_after(db: &Connection, last: i64) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO report_words (rowid, title, text, outlet, names)
         SELECT id, title, text, outlet, names FROM report WHERE id > ?1 ORDER BY id",
    )?
    .execute([last])?;
    db.prepare_cached(&format!("{ADD_CLAIMS} report > ?1 ORDER BY id"))?.execute([last])?;
    Ok(())
}

const ADD_CLAIMS: &str =
    "INSERT INTO claim_words (rowid, text, source) SELECT id, text, source FROM claim WHERE";

/// Makes findable the claims of these reports.
pub fn add_claims(db: &Connection, reports: &[i64]) -> Result<()> {
    db.prepare_cached(&format!("{ADD_CLAIMS} report IN (SELECT value FROM json_each(?1)) ORDER BY id"))?
        .execute([list(reports)])?;
    Ok(())
}

/// Makes findable the points of these stories.
pub fn add_points(db: &Connection, stories: &[i64]) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO point_words (rowid, about, readings)
         SELECT id, about, readings FROM point WHERE story IN (SELECT value FROM json_each(?1)) ORDER BY id",
    )?
    .execute([list(stories)])?;
    Ok(())
}

/// The number of the last report; 0 before the first.
pub fn last_report(db: &Connection) -> Result<i64> {
    let mut statement = db.prepare_cached("SELECT coalesce(max(id), 0) FROM report")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

fn list(numbers: &[i64]) -> String {
    let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}
