//! The desk: a folder that a person or a small newsroom keeps for years. Captures never change, stories grow, and
//! corrections outlast every rebuild.
//!
//! ```text
//! source ─▶ Arrival ─prepare─▶ report, claims ─ingest─▶ store ─group─▶ stories ─account─▶ Collation
//!                                  person ─▶ corrections ────────────────┘
//! ```
//!
//! 1. [`desk`]: the folder, opened; who may write, and in which pieces. [`captures`] are files named by their hash.
//! 2. [`arrival`], [`input`]: what comes in, from files and folders.
//! 3. [`ingest`]: reports are drawn, annotated on all cores, and kept, one transaction a batch.
//! 4. [`story`]: reports join stories as they come; the account of each is a [`variorum::contract::Collation`].
//! 5. [`search`]: over reports, claims and points.
//! 6. [`check`]: proves that everything is as it was stored.
//! 7. [`change`]: what happened, for those who follow.

mod account;
pub mod arrival;
pub mod captures;
pub mod change;
pub mod check;
pub mod desk;
mod error;
pub mod group;
pub mod identity;
pub mod ingest;
pub mod input;
mod member;
mod memo;
mod meta;
pub mod near;
mod prepare;
pub mod rebuild;
mod reports;
mod rows;
pub mod schema;
mod seal;
pub mod search;
pub mod status;
pub mod story;
mod sum;

pub use desk::{Desk, Turn};
pub use error::{Error, Result};
