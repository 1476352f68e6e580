//! Pages from the network, fetched politely and with distrust.
//!
//! Only when an address is named. Nothing is fetched from addresses that are not on the public network, whatever a name
//! resolves to and wherever a page redirects to; nothing larger or slower than [`Policy`] allows.

mod address;
mod client;
mod robots;

pub use address::{is_public, refused};
pub use client::{Fetched, Fetcher, Policy, Validators};
pub use robots::Robots;
