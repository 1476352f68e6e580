//! The rows that are derived of one report: what it is searched and grouped by.

use rusqlite::{Transaction, params};
use variorum::collate::pile::{Counts, Kind};

use crate::error::Result;
use crate::memo;
use crate::near;
use crate::prepare::{Derived, Range};
use crate::sum::Sum;

/// Writes what is derived of the report with this number.
pub fn insert(db: &Transaction<'_>, report: i64, derived: &Derived) -> Result<()> {
    memo::put(db, &derived.key, memo::ANNOTATION, &derived.annotation)?;
    let words = pack_counts(&derived.counts);
    let signature = near::to_bytes(&derived.signature);
    let sum = feature_sum(report, &words, &signature, &derived.key);
    db.prepare_cached(
        "INSERT INTO feature (report, words, signature, annotation, sum) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![report, words, signature, derived.key, sum])?;
    let mut claim_row = db.prepare_cached(
        "INSERT INTO claim (report, start, stop, text, source) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for claim in &derived.claims {
        let (start, stop) = (claim.start as i64, claim.stop as i64);
        claim_row.execute(params![report, start, stop, claim.text, claim.source])?;
        insert_numbers(db, report, Some(db.last_insert_rowid()), &claim.numbers)?;
    }
    insert_numbers(db, report, None, &derived.numbers)
}

/// Takes away what [`insert`] wrote, but for the annotation, which others may share.
pub fn delete(db: &Transaction<'_>, report: i64) -> Result<()> {
    for table in ["feature", "number", "claim"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE report = ?1"))?.execute([report])?;
    }
    Ok(())
}

fn insert_numbers(db: &Transaction<'_>, report: i64, claim: Option<i64>, ranges: &[Range]) -> Result<()> {
    let mut statement =
        db.prepare_cached("INSERT INTO number (claim, report, low, high) VALUES (?1, ?2, ?3, ?4)")?;
    for range in ranges.iter().filter(|range| range.low.is_finite() && range.high.is_finite()) {
        statement.execute(params![claim, report, range.low, range.high])?;
    }
    Ok(())
}

/// The sum of a row of features.
pub fn feature_sum(report: i64, words: &[u8], signature: &[u8], annotation: &[u8]) -> i64 {
    Sum::new().number(report).bytes(words).bytes(signature).bytes(annotation).finish()
}

/// Packs counts for keeping.
pub fn pack_counts(counts: &Counts) -> Vec<u8> {
    let list: Vec<(&Kind, &str, usize)> =
        counts.iter().map(|((kind, word), count)| (kind, word.as_str(), *count)).collect();
    memo::pack(&memo::encode(&list))
}

/// Reads what [`pack_counts`] wrote.
pub fn unpack_counts(packed: &[u8], report: i64) -> Result<Counts> {
    let bytes = memo::unpack(packed).unwrap_or_default();
    let list: Vec<(Kind, String, usize)> = memo::decode(&bytes, &format!("the words of report {report}"))?;
    Ok(list.into_iter().map(|(kind, word, count)| ((kind, word), count)).collect())
}
