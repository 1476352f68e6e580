//! What the models are trained on.

use std::ops::Range;

use super::features::{self, Cover};
use super::frame::Frame;
use super::linear::Model;
use super::{extent, proposals, rider};
use crate::annotate::{Annotated, Parse};
use crate::claim::scene::Scene;

/// What an annotation says of a frame that the rules propose.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It does not look there.
    Unknown,
    /// No such attribution.
    Wrong,
    /// An attribution with this cue, but another source and content.
    Cue,
    /// An attribution with this cue and source, but another content.
    Teller,
    /// One such attribution.
    Right(Gold),
}

/// The tokens of an attribution as annotated, where they are tokens of ours in one piece.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gold {
    /// The words of its source.
    pub source: Option<Range<usize>>,
    /// The words of its cue.
    pub cue: Option<Range<usize>>,
    /// How much of the content of either the frame and the annotation share, from 0 to 1.
    pub shared: f32,
}

impl Verdict {
    /// What a frame is worth that is right in part. On a held-out fifth of PolNeAR's training articles half-right
    /// frames at these values, against nothing, gave +0.6 of exact cues, +0.6 of overlapping sources and +0.3 of
    /// triples; higher values cost triples, lower ones cues.
    /// Of several right frames of one cue, of which `most` is the largest share of the content, the others count less.
    fn worth(&self, most: f32) -> f32 {
        match self {
            Verdict::Unknown | Verdict::Wrong => 0.0,
            Verdict::Cue => 0.2,
            Verdict::Teller => 0.4,
            Verdict::Right(gold) => gold.shared / most,
        }
    }
}

/// One decision of a model as it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Which model decides.
    pub model: Model,
    /// The chance that it should give to yes.
    pub worth: f32,
    /// The buckets of what it sees, some possibly twice.
    pub features: Vec<u32>,
}

/// The decisions that reading `annotated` takes, as `verdict` would have them: a line each of the training data.
pub fn lessons(annotated: &Annotated, verdict: impl Fn(&Frame) -> Verdict) -> Vec<Lesson> {
    let parse = Parse::new(&annotated.doc);
    let scene = Scene::new(annotated, &parse);
    let proposals = proposals(&scene);
    let cover = Cover::new(&scene, &proposals);
    let mut lessons = Vec::new();
    for candidates in &proposals {
        // Of the right frames of one cue, the first teaches how far cue and source reach.
        let (mut settled, mut named) = (false, false);
        let verdicts: Vec<Verdict> = candidates.iter().map(|candidate| verdict(&candidate.frame)).collect();
        let shared = verdicts.iter().filter_map(|verdict| match verdict {
            Verdict::Right(gold) => Some(gold.shared),
            _ => None,
        });
        let most = shared.fold(f32::MIN_POSITIVE, f32::max);
        for (index, (candidate, verdict)) in candidates.iter().zip(verdicts).enumerate() {
            if verdict == Verdict::Unknown {
                continue;
            }
            let features = features::of_candidate(&scene, &cover, candidates, index);
            lessons.push(lesson(Model::Frame, verdict.worth(most), features));
            let Verdict::Right(gold) = verdict else { continue };
            if let Some(cue) = gold.cue.filter(|_| !settled) {
                let steps = extent::steps(&scene, &candidate.frame, &cue);
                settled = !steps.is_empty();
                lessons.extend(
                    steps.into_iter().map(|(model, holds, features)| lesson(model, worth(holds), features)),
                );
            }
            if let Some(source) = gold.source.filter(|_| !named) {
                let steps = rider::steps(&scene, &candidate.frame, &source);
                named = !steps.is_empty();
                lessons.extend(
                    steps.into_iter().map(|(holds, features)| lesson(Model::Rider, worth(holds), features)),
                );
            }
        }
    }
    lessons
}

fn worth(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}

fn lesson(model: Model, worth: f32, hashes: Vec<u32>) -> Lesson {
    Lesson { model, worth, features: hashes.into_iter().map(|hash| model.bucket(hash)).collect() }
}
