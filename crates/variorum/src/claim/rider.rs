//! Riders: what hangs on a source behind its head, such as a title, a relative clause or an age.
//!
//! The parse gives them all to the source. A reader takes the title for part of it and "who was on his way home" often
//! not; a trained model tells from the first of them on which still belong.

use std::ops::Range;

use super::frame::Frame;
use super::linear::{Model, Sink};
use super::scene::Scene;
use super::{features, source};

/// Ends the source of `frame` before the first rider that the model refuses.
pub(super) fn settle(scene: &Scene<'_>, frame: &mut Frame) {
    let Some(range) = frame.source.clone() else { return };
    let refused = |rider: &usize| Model::Rider.log_odds(&features(scene, frame, &range, *rider)) < 0.0;
    if let Some(rider) = riders(scene, &range).find(refused) {
        frame.source = Some(source::ended_before(scene, &range, start(scene, &range, rider)));
    }
}

/// The decisions that lead from the source of `frame` to the source `wanted`: whether it keeps the rider, features.
pub(super) fn steps(scene: &Scene<'_>, frame: &Frame, wanted: &Range<usize>) -> Vec<(bool, Vec<u32>)> {
    let Some(range) = frame.source.clone() else { return Vec::new() };
    let mut steps = Vec::new();
    if !wanted.contains(&head(scene, &range)) {
        return steps;
    }
    for rider in riders(scene, &range) {
        let kept = wanted.contains(&rider);
        steps.push((kept, features(scene, frame, &range, rider)));
        if !kept {
            break;
        }
    }
    steps
}

fn head(scene: &Scene<'_>, range: &Range<usize>) -> usize {
    scene.parse.doc.span(range.clone()).root().map_or(range.start, |token| token.index)
}

/// The heads of the phrases that hang on the head of the source behind it.
fn riders<'s>(scene: &'s Scene<'_>, range: &Range<usize>) -> impl Iterator<Item = usize> + 's {
    let (head, end) = (head(scene, range), range.end);
    let dependents = scene.parse.dependents(head);
    dependents.filter(move |&token| token > head && token < end && !scene.is_wordless(token))
}

fn start(scene: &Scene<'_>, range: &Range<usize>, rider: usize) -> usize {
    scene.parse.subtree(rider).start.max(range.start + 1)
}

fn features(scene: &Scene<'_>, frame: &Frame, range: &Range<usize>, rider: usize) -> Vec<u32> {
    let mut sink = Sink::default();
    let parse = scene.parse;
    let (head, anchor, by) = (head(scene, range), frame.anchor(), frame.by);
    let start = start(scene, range, rider);
    let end = parse.subtree(rider).end.min(range.end).max(start);
    let word = |token: usize| {
        if token < parse.len() { parse.text(token).to_lowercase() } else { String::new() }
    };
    let (dep, tag, first, before) = (parse.dep(rider), parse.tag(rider), word(start), word(start - 1));
    let mark =
        if matches!(before.as_str(), "," | "(" | "–" | "—" | "-" | "--") { "set off" } else { "joined" };
    let kind = features::source_kind(scene, &(range.start..head + 1));
    let length = features::bucket(end - start);
    let last = if end + 1 >= range.end { "last" } else { "more" };
    let side = if range.start < anchor { "before" } else { "after" };
    let noun = parse.lemma(head).to_lowercase();
    sink.put(&["dep", dep]);
    sink.put(&["dep mark", dep, mark]);
    sink.put(&["dep first", dep, &first]);
    sink.put(&["dep mark first", dep, mark, &first]);
    sink.put(&["dep before first", dep, &before, &first]);
    sink.put(&["kind", kind, dep, mark]);
    sink.put(&["kind first", kind, &first]);
    sink.put(&["length", length, dep, mark]);
    sink.put(&["length place", length, last, dep, side]);
    sink.put(&["length kind", length, parse.tag(head), kind, dep]);
    sink.put(&["next", &word(end), dep, mark]);
    sink.put(&["side", side, dep, by]);
    sink.put(&["lemma", &parse.lemma(rider).to_lowercase(), dep]);
    sink.put(&["tag", tag, dep, mark]);
    sink.put(&["first", &first]);
    sink.put(&["noun first", &noun, &first, dep]);
    sink.put(&["noun dep", &noun, dep]);
    sink.put(&["last", last, dep, mark]);
    sink.put(&["rule", by, dep, &first]);
    sink.put(&["cue", &parse.lemma(anchor).to_lowercase(), dep, mark]);
    sink.put(&["entity", parse.doc.token(rider).entity_label(), dep, mark]);
    sink.put(&["head tag", parse.tag(head), dep, &first, mark]);
    sink.put(&["distance", features::bucket(start - head), dep, mark]);
    sink.put(&["cue within", if parse.subtree(rider).contains(&anchor) { "yes" } else { "no" }, dep]);
    if let Some(section) = scene.section(head) {
        sink.put(&["section", &format!("{section:?}"), dep]);
    }
    sink.hashes
}
