//! The formats of the store, and the way from each to the next.

use rusqlite::Connection;

use crate::error::{Error, Result};

/// The statements that lead from format `n` to format `n + 1`, in order.
const STEPS: [&str; 3] =
    [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// The format that this program writes.
pub const FORMAT: usize = STEPS.len();

/// Marks the file as a desk's ("vrdk").
const APPLICATION: i32 = 0x7672_646b;

/// Brings the store to [`FORMAT`]; each step is taken wholly or not at all.
///
/// # Errors
/// If the store is of a later format, is no desk's, or can't be written.
pub fn migrate(db: &mut Connection) -> Result<()> {
    // A table that is written anew must not take along what refers to it.
    db.pragma_update(None, "foreign_keys", false)?;
    let migrated = migrate_all(db);
    db.pragma_update(None, "foreign_keys", true)?;
    migrated
}

fn migrate_all(db: &mut Connection) -> Result<()> {
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let format = format(&transaction)?;
    for (number, step) in STEPS.iter().enumerate().skip(format) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", number as i64 + 1)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    Ok(transaction.commit()?)
}

/// The format of the store; 0 for a new one.
///
/// # Errors
/// If it is of a later format or is no desk's.
pub fn format(db: &Connection) -> Result<usize> {
    let format: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let format = usize::try_from(format).unwrap_or(usize::MAX);
    let application: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION && (application != 0 || format != 0) {
        return Err(Error::other("this file was not made by `variorum desk init`"));
    }
    if format > FORMAT {
        return Err(Error::other(format!(
            "this desk has the format {format}, and this program knows formats up to {FORMAT}; use a newer `variorum`"
        )));
    }
    Ok(format)
}
