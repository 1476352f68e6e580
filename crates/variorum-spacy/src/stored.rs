//! What a component with a network is read from.

use crate::model::{Archive, Network};
use crate::nn::Kernels;

/// A component as a pipeline stores it.
#[derive(Clone, Copy)]
pub(crate) struct Stored<'a> {
    pub(crate) archive: &'a Archive,
    /// Its name, which is also that of its folder.
    pub(crate) name: &'a str,
    pub(crate) network: &'a Network<'a>,
    /// Floats in the token vectors that the network reads.
    pub(crate) width: usize,
    /// What it will run on.
    pub(crate) kernels: Kernels,
}
