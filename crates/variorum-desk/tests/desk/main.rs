//! The desk from outside: stories, corrections, sources, fetching, damage.

mod common;
mod corrections;
mod damage;
mod fetch;
mod formats;
mod layers;
mod server;
mod sources;
mod stories;
mod watch;
