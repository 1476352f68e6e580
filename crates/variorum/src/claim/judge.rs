//! Which of the frames that a text could hold it does hold: by a trained model, or by the rules alone.

use variorum_spacy::Pos;

use super::features::{self, Cover};
use super::frame::{Candidate, Frame};
use super::linear::Model;
use super::scene::Scene;
use super::{extent, rider};

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
    pub(super) fn choose(
        self,
        scene: &Scene<'_>,
        cover: &Cover,
        mut candidates: Vec<Candidate>,
    ) -> Option<Frame> {
        let index = match self {
            Judge::Rules => candidates.iter().position(|candidate| candidate.licensed)?,
            Judge::Model => {
                let score =
                    |index| Model::Frame.log_odds(&features::of_candidate(scene, cover, &candidates, index));
                let scores = (0..candidates.len()).map(score);
                let best = scores.enumerate().max_by(|one, other| one.1.total_cmp(&other.1))?;
                (best.1 > 0.0 || best.1 > UNLIKELY && is_number_estimated(scene, &candidates[best.0]))
                    .then_some(best.0)?
            }
        };
        let mut frame = candidates.swap_remove(index).frame;
        if self == Judge::Model {
            rider::settle(scene, &mut frame);
            extent::settle(scene, &mut frame);
            frame.settle(scene);
        }
        Some(frame)
    }
}

/// Log-odds under which no frame is taken.
const UNLIKELY: f32 = -1.0;

/// "Police estimated 900": whose number it is matters, and the corpus has too few of them for a model to learn that.
fn is_number_estimated(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let Candidate { frame, licensed } = candidate;
    let mut content = frame.content.iter().cloned().flatten();
    *licensed
        && matches!(scene.parse.lemma(frame.anchor()), "estimate" | "reckon")
        && frame.source.is_some()
        && content.any(|token| scene.parse.pos(token) == Pos::Num)
}
