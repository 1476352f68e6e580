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
    db.prepare_cached(&add_claims_of("report > ?1"))?.execute([last])?;
    Ok(())
}

/// The index is named because the order by number would otherwise be had by reading all claims there are.
fn add_claims_of(reports: &str) -> String {
    format!(
        "INSERT INTO claim_words (rowid, text, source)
         SELECT id, text, source FROM claim INDEXED BY claim_report WHERE {reports} ORDER BY id"
    )
}

/// Makes findable the claims of these reports.
pub fn add_claims(db: &Connection, reports: &[i64]) -> Result<()> {
    db.prepare_cached(&add_claims_of("report IN (SELECT value FROM json_each(?1))"))?
        .execute([list(reports)])?;
    Ok(())
}

/// Makes findable the points of these stories.
pub fn add_points(db: &Connection, stories: &[i64]) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO point_words (rowid, about, readings)
         SELECT id, about, readings FROM point INDEXED BY point_story WHERE story IN (SELECT value FROM json_each(?1)) ORDER BY id",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn the_claims_of_a_batch_are_found_without_reading_all() {
        let mut db = Connection::open_in_memory().expect("memory");
        schema::migrate(&mut db).expect("the schema");
        for of in ["report > 7", "report IN (SELECT value FROM json_each('[7]'))"] {
            let sql = format!("EXPLAIN QUERY PLAN {}", add_claims_of(of));
            let mut statement = db.prepare(&sql).expect("a statement");
            let steps: Vec<String> =
                statement.query_map([], |row| row.get("detail")).and_then(Iterator::collect).expect("a plan");
            assert!(steps.iter().any(|step| step.starts_with("SEARCH claim")), "{steps:?}");
        }
    }
}
