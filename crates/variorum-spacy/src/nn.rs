//! The networks: token vectors and the scores that transition systems and the tagger read off them.

mod batch;
mod best;
mod embedding;
#[expect(
    unsafe_code,
    reason = "vector instructions and uninterrupted pointers; the module checks every length"
)]
mod kernels;
mod shelf;
mod static_vectors;
mod tok2vec;
mod transition;

pub(crate) use batch::{Batch, TokenKey};
pub(crate) use best::first_best;
pub(crate) use kernels::{Aligned, Input, Kernels, LayerNorm, Panels};
pub(crate) use tok2vec::{Tok2Vec, TokenVectors};
pub(crate) use transition::{Feature, StateScores, TransitionNetwork};
