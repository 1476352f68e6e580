//! Decisions that a slightly different score would have turned.

/// What a decision was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The tag of a token.
    Tag,
    /// A move of the parser: heads, labels and sentences.
    Parse,
    /// A move of the entity recogniser.
    Entity,
}

/// A decision whose two best scores lay close together.
///
/// Sums of floats depend on the order in which they are taken, so such a decision may fall otherwise on another
/// processor, or in spaCy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CloseCall {
    /// What was decided.
    pub layer: Layer,
    /// The token it was about: for the parser, the first of the buffer.
    pub token: usize,
    /// How much the best score was above the next.
    pub margin: f32,
}

/// Looks on while decisions are made.
pub(crate) trait Watch {
    /// A decision was made between moves; `margin` tells by how much.
    fn decided(&mut self, layer: Layer, token: usize, margin: impl FnOnce() -> f32);
}

/// Nobody looks on, at no cost.
impl Watch for () {
    #[inline(always)]
    fn decided(&mut self, _: Layer, _: usize, _: impl FnOnce() -> f32) {}
}

/// Keeps the close calls.
pub(crate) struct CloseCalls {
    pub(crate) tolerance: f32,
    pub(crate) found: Vec<CloseCall>,
}

impl Watch for CloseCalls {
    fn decided(&mut self, layer: Layer, token: usize, margin: impl FnOnce() -> f32) {
        let margin = margin();
        if margin <= self.tolerance {
            self.found.push(CloseCall { layer, token, margin });
        }
    }
}

/// By how much the score at `best` is above the highest of the other allowed ones.
pub(crate) fn margin(scores: &[f32], best: usize, allowed: impl Iterator<Item = usize>) -> f32 {
    let others = allowed.filter(|&index| index != best).map(|index| scores[index]);
    scores[best] - others.fold(f32::NEG_INFINITY, f32::max)
}
