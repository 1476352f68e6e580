//! Reads what a spaCy pipeline stores: its files, its configuration and the weights of its networks.

mod archive;
mod config;
mod msgpack;
mod thinc;
mod zip;

pub(crate) use archive::Archive;
pub(crate) use config::Config;
pub(crate) use msgpack::Value;
pub(crate) use thinc::{Network, Node};
