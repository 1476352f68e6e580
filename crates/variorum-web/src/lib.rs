//! The desk over HTTP: the pages of its stories, search and corrections, and the same as JSON under the same paths.
//!
//! ```text
//! connection ─patience─▶ guard ─▶ routes ─▶ stories, search, reports, corrections, events ─desks─▶ variorum_desk
//! ```
//!
//! 1. [`Server`]: connections, their limits, and a stop that loses nothing that was acknowledged.
//! 2. [`guard`]: which host is asked for, from which page a write comes; [`token`]: who may read at all.
//! 3. [`wanted`]: a page or JSON. [`problem`]: what went wrong, as either.
//! 4. `desks`: open desks on threads that may block; `settler` makes the accounts anew that a person corrected.
//! 5. One module a resource, each with its page and its JSON. [`document`] describes them.

mod address;
mod app;
mod assets;
pub mod body;
mod corrections;
mod desks;
mod download;
mod error;
mod events;
pub mod form;
mod front;
pub mod guard;
pub mod limits;
mod openapi;
mod page;
mod patience;
pub mod problem;
mod reports;
mod routes;
mod search;
mod server;
mod session;
mod settler;
mod shelf;
mod story;
pub mod token;
mod told;
pub mod wanted;

pub use corrections::{NewCorrection, Undoing, meant};
pub use error::{Error, Result};
pub use limits::Limits;
pub use openapi::document;
pub use server::{Options, Server};
