//! Full-text search over reports, claims and points.

mod query;
mod run;

pub use query::{Comparison, Query, parse};
pub use run::{Hit, Piece, Place};

#[cfg(test)]
mod tests;
