//! The scoring model: a linear model over hashed features that weighs the frames a text could hold.
//!
//! `training/attribution.py` makes `attribution.weights`. Without weights the rules decide alone.

use super::features::{self, BUCKETS};
use super::frame::{Candidate, Frame};
use super::scene::Scene;

/// Scale and bias as little-endian `f32`, then one signed byte a bucket.
const WEIGHTS: &[u8] = include_bytes!("attribution.weights");

const HEADER: usize = 8;

/// What decides which of the possible frames a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Judge {
    /// The trained model, within what the rules propose.
    #[default]
    Model,
    /// The lexicon and the order of the rules alone.
    Rules,
}

impl Judge {
    /// The frame among `candidates`, all of one cue, that holds, if one does.
    pub(super) fn choose(self, scene: &Scene<'_>, mut candidates: Vec<Candidate>) -> Option<Frame> {
        let index = match self {
            Judge::Rules => candidates.iter().position(|candidate| candidate.licensed)?,
            Judge::Model => {
                let scores =
                    candidates.iter().map(|candidate| score(&features::of_candidate(scene, candidate)));
                let best = scores.enumerate().max_by(|one, other| one.1.total_cmp(&other.1))?;
                (best.1 > 0.0).then_some(best.0)?
            }
        };
        Some(candidates.swap_remove(index).frame)
    }
}

/// The log-odds that a frame with these features holds.
fn score(buckets: &[u32]) -> f32 {
    let number = |at: usize| {
        WEIGHTS.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0.0, f32::from_le_bytes)
    };
    let weight = |bucket: u32| {
        WEIGHTS.get(HEADER + (bucket & (BUCKETS - 1)) as usize).map_or(0, |&byte| i32::from(byte as i8))
    };
    let sum: i32 = buckets.iter().map(|&bucket| weight(bucket)).sum();
    number(0) * sum as f32 + number(4)
}
