//! What the models are trained on.

use std::ops::Range;

use super::features;
use super::frame::Frame;
use super::linear::Model;
use super::{candidates_at, extent};
use crate::annotate::{Annotated, Parse};
use crate::claim::scene::Scene;

/// What an annotation says of a frame that the rules propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does not look there.
    Unknown,
    /// No such attribution.
    Wrong,
    /// One such attribution; with the tokens of its cue, where they are tokens of ours in one piece.
    Right(Option<Range<usize>>),
}

/// One decision of a model as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Which model decides.
    pub model: Model,
    /// What it should say.
    pub holds: bool,
    /// What it sees, as buckets.
    pub features: Vec<u32>,
}

/// The decisions that reading `annotated` takes, as `verdict` would have them: a line each of the training data.
pub fn lessons(annotated: &Annotated, verdict: impl Fn(&Frame) -> Verdict) -> Vec<Lesson> {
    let parse = Parse::new(&annotated.doc);
    let scene = Scene::new(annotated, &parse);
    let mut lessons = Vec::new();
    for token in 0..parse.len() {
        let mut settled = false;
        for candidate in candidates_at(&scene, token) {
            let verdict = verdict(&candidate.frame);
            if verdict == Verdict::Unknown {
                continue;
            }
            let holds = verdict != Verdict::Wrong;
            let features = features::of_candidate(&scene, &candidate);
            lessons.push(Lesson { model: Model::Frame, holds, features });
            if let Verdict::Right(Some(cue)) = verdict
                && !settled
            {
                let steps = extent::steps(&scene, &candidate.frame, &cue);
                settled = !steps.is_empty();
                lessons.extend(steps.into_iter().map(|(model, holds, features)| Lesson {
                    model,
                    holds,
                    features,
                }));
            }
        }
    }
    lessons
}
