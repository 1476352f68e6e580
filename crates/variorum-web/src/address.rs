//! What an address says: numbers in its path, and its query.

use axum::extract::Query;
use axum::http::Uri;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// The number of something in a path or a field.
///
/// # Errors
/// If it is none.
pub fn number(text: &str) -> Result<i64, Problem> {
    let is_plain = text.bytes().all(|digit| digit.is_ascii_digit());
    let number = is_plain.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| {
        Problem::unknown(format!("“{}” is no number", text.chars().take(40).collect::<String>()))
    })
}

/// Reads the query.
///
/// # Errors
/// If it asks for what is not there to be asked for.
pub fn query<T: DeserializeOwned>(uri: &Uri) -> Result<Query<T>, Problem> {
    Query::try_from_uri(uri).map_err(|error| Problem::wrong(error.body_text()))
}
