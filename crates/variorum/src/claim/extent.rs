//! How far a cue reaches: from its head outwards, word by word, each step weighed by a trained model.
//!
//! The rules give a first reading of the cue, which is one feature among others: what hangs on the head and how, what
//! the word is, whether source or content begin there.

use std::ops::Range;

use super::frame::Frame;
use super::linear::{Model, Sink};
use super::scene::Scene;

/// Most words that a cue takes on either side of its head.
const REACH: usize = 13;

/// Puts the cue of `frame` where the models see its ends.
pub(super) fn settle(scene: &Scene<'_>, frame: &mut Frame) {
    let (Some(head), Some(cue)) = (frame.head, frame.cue.clone()) else { return };
    if !cue.contains(&head) {
        return;
    }
    let takes = |model: Model, token: usize| model.log_odds(&features(scene, frame, model, token)) > 0.0;
    let mut start = head;
    while start > 0
        && head - start < REACH
        && may_take(scene, frame, start - 1)
        && takes(Model::Left, start - 1)
    {
        start -= 1;
    }
    let mut end = head + 1;
    while end < scene.parse.len()
        && end - head <= REACH
        && may_take(scene, frame, end)
        && takes(Model::Right, end)
    {
        end += 1;
    }
    frame.cue = Some(start..end);
}

/// The decisions that lead from the head of `frame` to the cue `wanted`: model, whether it takes the word, features.
pub(super) fn steps(scene: &Scene<'_>, frame: &Frame, wanted: &Range<usize>) -> Vec<(Model, bool, Vec<u32>)> {
    let Some(head) = frame.head.filter(|head| wanted.contains(head)) else { return Vec::new() };
    let left = (head.saturating_sub(REACH)..head).rev().map(|token| (Model::Left, token));
    let right = (head + 1..scene.parse.len().min(head + 1 + REACH)).map(|token| (Model::Right, token));
    let step = |(model, token): (Model, usize)| {
        (model, wanted.contains(&token), features(scene, frame, model, token))
    };
    let mut steps = up_to_first_refusal(left.filter(|&(_, token)| may_take(scene, frame, token)).map(step));
    steps.extend(up_to_first_refusal(right.filter(|&(_, token)| may_take(scene, frame, token)).map(step)));
    steps
}

fn up_to_first_refusal(steps: impl Iterator<Item = (Model, bool, Vec<u32>)>) -> Vec<(Model, bool, Vec<u32>)> {
    let mut taken = Vec::new();
    for step in steps {
        let refused = !step.1;
        taken.push(step);
        if refused {
            break;
        }
    }
    taken
}

/// A cue stays within its sentence and outside its source.
fn may_take(scene: &Scene<'_>, frame: &Frame, token: usize) -> bool {
    let head = frame.head.unwrap_or(token);
    scene.sentence_index(token) == scene.sentence_index(head)
        && !frame.source.as_ref().is_some_and(|source| source.contains(&token))
}

/// What the model sees of `token` as the next word of the cue.
fn features(scene: &Scene<'_>, frame: &Frame, side: Model, token: usize) -> Vec<u32> {
    let mut sink = Sink::default();
    let parse = scene.parse;
    let Some(head) = frame.head else { return Vec::new() };
    let lemma_of = |token: usize| parse.lemma(token).to_lowercase();
    let by = frame.by;
    let ruled = if frame.cue.as_ref().is_some_and(|cue| cue.contains(&token)) { "in" } else { "out" };
    let role = role(frame, token);
    let path = path(scene, token, head);
    let (cue, lemma) = (lemma_of(head), lemma_of(token));
    let (tag, dep) = (parse.tag(token), parse.dep(token));
    let distance = ["0", "1", "2", "3", "far"][token.abs_diff(head).min(4)];
    sink.put(&["ruled", ruled, role]);
    sink.put(&["rule", by, ruled, role]);
    sink.put(&["path", &path, ruled, role]);
    sink.put(&["path tag", &path, tag, role]);
    sink.put(&["path lemma", &path, &lemma, role]);
    sink.put(&["path cue", &path, &cue]);
    sink.put(&["path rule", &path, by, ruled]);
    sink.put(&["lemma", &lemma, ruled, role]);
    sink.put(&["word path", &parse.text(token).to_lowercase(), &path]);
    sink.put(&["lemma cue", &lemma, &cue]);
    sink.put(&["tag", tag, ruled, role]);
    sink.put(&["distance", distance, ruled, role]);
    sink.put(&["distance tag", distance, tag, ruled]);
    sink.put(&["cue", &cue, ruled, role]);
    sink.put(&["dep", dep, ruled, role]);
    sink.put(&["dep head", dep, &lemma_of(parse.head(token)), role]);
    let (next, previous) =
        if side == Model::Left { (token.checked_sub(1), token + 1) } else { (Some(token + 1), token - 1) };
    if let Some(next) = next.filter(|&next| next < parse.len()) {
        let beyond = self::role(frame, next);
        sink.put(&["next lemma", &lemma_of(next), role, ruled]);
        sink.put(&["next tag", parse.tag(next), tag, role, ruled]);
        sink.put(&["next role", beyond, role, ruled]);
        sink.put(&["next role tag", beyond, role, tag, dep]);
        sink.put(&["next role path", beyond, &path]);
    }
    sink.put(&["previous lemma", &lemma_of(previous), &lemma]);
    sink.put(&["previous tag", parse.tag(previous), tag, role, ruled]);
    sink.put(&["previous dep", parse.dep(previous), dep, role]);
    let size = parse.subtree(token).len().min(9).to_string();
    sink.put(&["size", &size, dep, role, ruled]);
    put_preposition(&mut sink, scene, frame, token, &lemma);
    sink.put(&["entity", parse.doc.token(token).entity_label(), role, ruled]);
    let quoted = |token: usize| if scene.quote_at(token).is_some() { "quoted" } else { "open" };
    sink.put(&["quoted", quoted(token), quoted(head), ruled]);
    sink.buckets
}

/// "in a statement", "on Friday", "to reporters": what kind of thing follows the preposition.
fn put_preposition(sink: &mut Sink, scene: &Scene<'_>, frame: &Frame, token: usize, lemma: &str) {
    let parse = scene.parse;
    if parse.dep(token) == "prep"
        && let Some(object) = parse.dependents(token).find(|&object| object > token)
    {
        let within = if frame.covers(object) { "content" } else { "other" };
        sink.put(&["object", lemma, &parse.lemma(object).to_lowercase()]);
        sink.put(&["object kind", lemma, parse.doc.token(object).entity_label(), parse.tag(object), within]);
        sink.put(&["object within", lemma, within]);
    }
    let above = parse.head(token);
    if parse.dep(above) == "prep" {
        sink.put(&["object of", &parse.text(above).to_lowercase(), lemma]);
    }
}

/// Where the rules put `token`.
fn role(frame: &Frame, token: usize) -> &'static str {
    if frame.source.as_ref().is_some_and(|source| source.contains(&token)) {
        "source"
    } else if frame.covers(token) {
        "content"
    } else {
        "-"
    }
}

/// The labels from `token` up to `head`, or from `head` up to `token`; at most four arcs.
fn path(scene: &Scene<'_>, token: usize, head: usize) -> String {
    let climb = |from: usize, to: usize, joint: &str| {
        let mut labels = String::new();
        let mut current = from;
        for _ in 0..4 {
            if current == to {
                return Some(labels);
            }
            labels += scene.parse.dep(current);
            labels += joint;
            current = scene.parse.head(current);
        }
        (current == to).then_some(labels)
    };
    climb(token, head, "<").or_else(|| climb(head, token, ">")).unwrap_or_else(|| "far".to_owned())
}
