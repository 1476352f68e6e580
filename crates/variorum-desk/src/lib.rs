//! The desk: a folder that a person or a small newsroom keeps for years. Captures never change, stories grow, and
//! corrections outlast every rebuild.
//!
//! ```text
//! source ─▶ Arrival ─prepare─▶ report, claims ─ingest─▶ store ─group─▶ stories ─account─▶ Collation
//!                                  person ─▶ corrections ────────────────┘
//! ```
//!
//! 1. [`desk`]: the folder, opened; who may write, and in which pieces. [`captures`] are files named by their hash.
//! 2. [`arrival`]: what comes in; [`input`] from files and folders, [`source`] from feeds and web archives, [`web`] from
//!    the network, which [`fetch`] asks politely and with distrust.
//! 3. [`ingest`]: reports are drawn, annotated on all cores, and kept, one transaction a batch.
//! 4. [`story`]: reports join stories as they come; the account of each is a [`variorum::contract::Collation`].
//! 5. [`correction`]: what a person said, applied whenever an account is made.
//! 6. [`search`]: over reports, claims and points.
//! 7. [`check`] proves that everything is as it was stored; [`rebuild`] makes anew what can be made anew.
//! 8. [`change`]: what happened, for those who follow.

mod account;
mod apply;
pub mod arrival;
pub mod captures;
pub mod change;
pub mod check;
pub mod correction;
pub mod desk;
mod error;
pub mod fetch;
pub mod group;
pub mod identity;
pub mod ingest;
pub mod input;
mod log;
mod member;
mod memo;
mod meta;
pub mod near;
mod pack;
mod prepare;
pub mod rebuild;
pub mod regroup;
mod reports;
mod rows;
pub mod schema;
mod seal;
pub mod search;
pub mod source;
pub mod status;
pub mod story;
mod sum;
mod tokens;
pub mod version;
pub mod web;
mod words;

pub use desk::{Desk, Turn};
pub use error::{Error, Result};
