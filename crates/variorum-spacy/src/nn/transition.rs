//! The network of a transition system: scores of all moves from the vectors of a few tokens around a state.
//!
//! The first layer is linear in each of those tokens, so its part is computed for every token and feature in one
//! product beforehand; a state then only adds up the parts of its tokens.

use super::kernels::{Aligned, Input, Kernels, MAX_HIDDEN, Panels};
use crate::Error;
use crate::model::Network;

/// The token that fills a feature of a state, or `None` if there is no such token.
pub(crate) type Feature = Option<u32>;

/// Scores moves in states of `FEATURES` tokens.
pub(crate) struct TransitionNetwork<const FEATURES: usize> {
    kernels: Kernels,
    /// Token vectors to the inputs of `lower`.
    linear: Panels,
    lower: Panels,
    lower_bias: Aligned,
    /// What a missing token gives, for each feature.
    missing: Aligned,
    upper: Panels,
    hidden: usize,
    pieces: usize,
    moves: usize,
}

/// Tokens whose parts are computed together: few, so that little is computed past the end of a short text.
const BLOCK: usize = 8;
/// Blocks kept at a time: some 3 MB, so that they stay near the processor. A state's tokens rarely stand further back, and if they do, their parts are
/// computed again.
const KEPT_BLOCKS: usize = 64;
const NOWHERE: u32 = u32::MAX;

/// A worker's room for the parts of one text's tokens, and for scores.
#[derive(Default)]
pub(crate) struct StateScores {
    inputs: Aligned,
    /// Where each block of tokens is kept, or `NOWHERE`.
    slots: Vec<u32>,
    /// Which block each slot holds.
    owners: Vec<u32>,
    blocks: Vec<Aligned>,
    /// The slot to be filled next: the oldest once all are in use.
    next: usize,
    scores: Aligned,
}

impl<const FEATURES: usize> TransitionNetwork<FEATURES> {
    /// Reads the layers; `width` is that of the token vectors, `moves` the number of moves.
    pub(crate) fn read(
        network: &Network<'_>,
        kernels: Kernels,
        width: usize,
        moves: usize,
    ) -> Result<Self, Error> {
        if !network.only("parser_model")?.flag("has_upper") {
            return Err(network.unsupported("it scores moves without a hidden layer"));
        }
        let lower = network.only("precomputable_affine")?;
        let [features, hidden, pieces, inputs] = lower.shape("W")?;
        if features != FEATURES {
            let why = format!("a state has {features} tokens where this crate knows {FEATURES}");
            return Err(network.unsupported(why));
        }
        if inputs == 0 {
            return Err(network.damaged("its hidden layer reads nothing"));
        }
        if !(2..=3).contains(&pieces) || hidden == 0 || hidden > MAX_HIDDEN || !hidden.is_multiple_of(16) {
            return Err(
                network.unsupported(format!("its hidden layer has {hidden} units of {pieces} pieces"))
            );
        }
        // The last layer hangs directly below the root, so in breadth-first order it comes first.
        let [upper, linear] = network.all("linear")[..] else {
            return Err(network.damaged("it does not have two linear layers"));
        };
        let by_output = |values: Vec<f32>, size: usize| pieces_apart(&values, [hidden, pieces, size]);
        let weights = lower.floats("W", &[FEATURES, hidden, pieces, inputs])?;
        let weights = by_output(weights, inputs);
        let no_bias = vec![0.0; FEATURES * hidden * pieces];
        Ok(TransitionNetwork {
            kernels,
            linear: kernels.pack(
                width,
                &linear.floats("W", &[inputs, width])?,
                &linear.floats("b", &[inputs])?,
            ),
            lower: kernels.pack(inputs, &weights, &no_bias),
            lower_bias: Aligned::from_slice(&by_output(lower.floats("b", &[hidden, pieces])?, 1)),
            missing: Aligned::from_slice(&by_output(lower.floats("pad", &[1, FEATURES, hidden, pieces])?, 1)),
            upper: kernels.pack_scores(
                hidden,
                &upper.floats("W", &[moves, hidden])?,
                &upper.floats("b", &[moves])?,
            ),
            hidden,
            pieces,
            moves,
        })
    }

    /// Makes `scores` ready for a text of `count` tokens, whose vectors begin `vectors`.
    pub(crate) fn prepare(&self, vectors: &[f32], width: usize, count: usize, scores: &mut StateScores) {
        scores.inputs.resize(self.kernels.padded(count).next_multiple_of(BLOCK) * self.linear.width());
        let input = Input { floats: vectors, stride: width, count };
        self.kernels.affine(input, &self.linear, &mut scores.inputs);
        scores.scores.resize(self.upper.width());
        scores.slots.clear();
        scores.slots.resize(count.div_ceil(BLOCK), NOWHERE);
        scores.owners.clear();
        scores.next = 0;
    }

    /// The scores of all moves in a state of the text last prepared.
    pub(crate) fn score<'s>(&self, state: [Feature; FEATURES], scores: &'s mut StateScores) -> &'s [f32] {
        // Filling a slot may drop a block that the same state needs. The second round then brings it back, and
        // drops nothing that the state needs: that was filled just now, and the oldest go first.
        while self.fill_slots(state, scores) {}
        let StateScores { slots, blocks, .. } = scores;
        let part = self.hidden * self.pieces;
        let mut feature = 0;
        let parts = state.map(|token| {
            let column = feature * part;
            feature += 1;
            match token.map(|token| token as usize) {
                Some(token) => {
                    let block = &blocks[slots[token / BLOCK] as usize];
                    &block[token % BLOCK * self.lower.width() + column..][..part]
                }
                None => &self.missing[column..][..part],
            }
        });
        self.kernels.step(parts, &self.lower_bias, &self.upper, &mut scores.scores);
        &scores.scores[..self.moves]
    }

    /// Computes the parts of tokens whose block is not kept; says whether there were any.
    fn fill_slots(&self, state: [Feature; FEATURES], scores: &mut StateScores) -> bool {
        let mut filled = false;
        for token in state.into_iter().flatten() {
            let block = token as usize / BLOCK;
            if scores.slots[block] == NOWHERE {
                let slot = scores.claim_slot(block);
                let stride = self.linear.width();
                let input = Input { floats: &scores.inputs[block * BLOCK * stride..], stride, count: BLOCK };
                scores.blocks[slot].resize(BLOCK * self.lower.width());
                self.kernels.affine(input, &self.lower, &mut scores.blocks[slot]);
                filled = true;
            }
        }
        filled
    }
}

impl StateScores {
    /// A slot for a block: a new one as long as there may be more, else that of the block kept longest.
    fn claim_slot(&mut self, block: usize) -> usize {
        let slot = self.next;
        self.next = (slot + 1) % KEPT_BLOCKS;
        match self.owners.get_mut(slot) {
            Some(owner) => {
                self.slots[*owner as usize] = NOWHERE;
                *owner = block as u32;
            }
            None => self.owners.push(block as u32),
        }
        if slot == self.blocks.len() {
            self.blocks.push(Aligned::default());
        }
        self.slots[block] = slot as u32;
        slot
    }
}

/// Reorders `[.., hidden, pieces, size]` to `[.., pieces, hidden, size]`.
fn pieces_apart(values: &[f32], [hidden, pieces, size]: [usize; 3]) -> Vec<f32> {
    let mut apart = Vec::with_capacity(values.len());
    for block in values.chunks_exact(hidden * pieces * size) {
        for piece in 0..pieces {
            for unit in 0..hidden {
                let start = (unit * pieces + piece) * size;
                apart.extend_from_slice(&block[start..start + size]);
            }
        }
    }
    apart
}
