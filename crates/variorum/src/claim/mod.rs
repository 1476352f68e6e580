//! Claims: content, on whose word, how firmly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotate::{Annotated, Parse};
use crate::text::Span;

mod chain;
mod citing;
mod clause;
mod cue;
mod dateline;
mod extent;
mod features;
mod frame;
mod judge;
mod lesson;
mod linear;
mod link;
mod modality;
mod noun;
mod phrase;
mod rider;
mod rule;
mod scene;
mod signature;
mod source;
mod speech;
mod tail;
mod verb;

pub use frame::{Candidate, Frame};
pub use judge::Judge;
pub use lesson::{Gold, Lesson, Verdict, lessons};
pub use linear::Model;
pub use rule::{Rule, RuleName, by_hand, rules};

use features::Cover;
use scene::Scene;

/// The claims of a report, in order: what it says, on whose word, and what it says itself.
pub fn claims(annotated: &Annotated) -> Vec<Claim> {
    let parse = Parse::new(&annotated.doc);
    let scene = Scene::new(annotated, &parse);
    let mut frames = find_frames(&scene, Judge::Model);
    citing::relate(&scene, &mut frames);
    chain::claims(&scene, &frames)
}

/// The attributions of a report one by one, in order of their cues, before they are nested and their contents split.
pub fn frames(annotated: &Annotated, judge: Judge) -> Vec<Frame> {
    let parse = Parse::new(&annotated.doc);
    find_frames(&Scene::new(annotated, &parse), judge)
}

fn find_frames(scene: &Scene<'_>, judge: Judge) -> Vec<Frame> {
    let proposals = proposals(scene);
    let cover = Cover::new(scene, &proposals);
    let mut frames: Vec<Frame> =
        proposals.into_iter().filter_map(|candidates| judge.choose(scene, &cover, candidates)).collect();
    frames.extend(signature::signed(scene));
    speech::colon_speakers(scene, &mut frames);
    speech::assign_loose_quotations(scene, &mut frames);
    frames.sort_by_key(Frame::anchor);
    frames
}

/// For each token in turn on which a cue could hang, the frames that it could make.
fn proposals(scene: &Scene<'_>) -> Vec<Vec<Candidate>> {
    let all = (0..scene.parse.len()).map(|token| candidates_at(scene, token));
    all.filter(|candidates| !candidates.is_empty()).collect()
}

/// The frames whose cue could hang on `token`, the best by the rules first.
fn candidates_at(scene: &Scene<'_>, token: usize) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = phrase::candidate(scene, token).into_iter().collect();
    candidates.extend(verb::candidates(scene, token));
    candidates.extend(noun::candidates(scene, token));
    for candidate in &mut candidates {
        candidate.frame.settle(scene);
    }
    candidates.retain(|candidate| !candidate.frame.content.is_empty());
    candidates
}

/// Something a report says, with the chain of those on whose word it says it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The whole stretch, attribution included.
    pub span: Span,
    /// What is claimed, without source and cue; several spans where the attribution stands in the middle.
    pub content: Vec<Span>,
    /// Outermost first; empty for the outlet's own voice.
    pub attribution: Vec<Attribution>,
    /// Whether the main predicate of the content is negated.
    pub negated: bool,
    /// How firmly it is put.
    pub modality: Modality,
    /// Indices of the mentions within the content.
    pub mentions: Vec<usize>,
    /// Indices of the quantities within the content.
    pub quantities: Vec<usize>,
    /// Indices of the times within the content.
    pub times: Vec<usize>,
    /// The sentence in which it starts.
    pub sentence: usize,
    /// The token of the content's main predicate, where the parse gives one.
    pub predicate: Option<usize>,
    /// The rule or model that made it, as a short stable name.
    #[serde(deserialize_with = "rule::name")]
    pub by: RuleName,
}

/// One link of an attribution chain: source, cue, and how the words are given (PARC 3, PolNeAR).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that name the source; `None` where the text leaves it out.
    pub source: Option<Span>,
    /// The mention that the source is, where there is one.
    pub source_mention: Option<usize>,
    /// The words that show the attribution ("said", "according to").
    pub cue: Option<Span>,
    /// Direct speech, indirect, or mixed.
    pub manner: Manner,
    /// What the source does: says, estimates, believes, denies, …
    pub stance: Stance,
}

/// How an attributed content is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Manner {
    /// All of it between quotation marks.
    Direct,
    /// Partly between quotation marks.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

/// What a source does with a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stance {
    Says,
    Estimates,
    Believes,
    Denies,
    Promises,
    Doubts,
    Asks,
    Demands,
    Wants,
    Fears,
    Knows,
    Shows,
}

/// How firmly a content is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// As possible or likely.
    Hedged,
    /// As something to come.
    Future,
    /// Under a condition.
    Conditional,
    /// As a question.
    Question,
}
