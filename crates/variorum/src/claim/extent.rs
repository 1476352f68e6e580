//! How far a cue reaches: from its head outwards, word by word, each weighed by a trained model, to the ends that are
//! likeliest on the whole.
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
    let before = (head.saturating_sub(REACH)..head).rev();
    let after = head + 1..scene.parse.len().min(head + 1 + REACH);
    let left = words_taken(scene, frame, Model::Left, before);
    let right = words_taken(scene, frame, Model::Right, after);
    frame.cue = Some(head - left..head + 1 + right);
}

/// How many of the words on one side, from the head outwards, the cue takes: the number that is likeliest on the whole.
///
/// Where several words belong together ("in a statement"), the first alone tells less than all of them.
fn words_taken(scene: &Scene<'_>, frame: &Frame, side: Model, words: impl Iterator<Item = usize>) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    // The logarithm of the chance that all words so far belong to the cue.
    let mut chance = 0.0_f32;
    let mut taken = 0;
    for token in words.take_while(|&token| may_take(scene, frame, token)) {
        let odds = side.log_odds(&features(scene, frame, side, token));
        let stops = chance + log_chance(-odds);
        if stops > best.0 {
            best = (stops, taken);
        }
        chance += log_chance(odds);
        if chance < best.0 {
            return best.1;
        }
        taken += 1;
    }
    taken
}

/// The logarithm of a chance, given its log-odds.
fn log_chance(odds: f32) -> f32 {
    -(-odds).exp().ln_1p()
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
    put_surroundings(&mut sink, scene, frame, side, token);
    sink.put(&["entity", parse.doc.token(token).entity_label(), role, ruled]);
    let quoted = |token: usize| if scene.quote_at(token).is_some() { "quoted" } else { "open" };
    sink.put(&["quoted", quoted(token), quoted(head), ruled]);
    sink.hashes
}

/// The rule's own end of the cue, the way to the content, and the words on both sides.
fn put_surroundings(sink: &mut Sink, scene: &Scene<'_>, frame: &Frame, side: Model, token: usize) {
    let parse = scene.parse;
    let (Some(head), Some(ruled)) = (frame.head, frame.cue.clone()) else { return };
    let (cue, lemma) = (parse.lemma(head).to_lowercase(), parse.lemma(token).to_lowercase());
    let (tag, dep, by) = (parse.tag(token), parse.dep(token), frame.by);
    let within = if ruled.contains(&token) { "in" } else { "out" };
    let role = role(frame, token);
    let between = token.min(head) + 1..token.max(head);
    let mut run = vec!["run", tag, within];
    run.extend(between.take(4).map(|token| parse.tag(token)));
    sink.put(&run);
    sink.put(&["cue tag", &cue, tag, within, role]);
    sink.put(&["cue tag dep", &cue, tag, dep]);
    sink.put(&["cue lemma", &cue, &lemma, within]);
    sink.put(&["head tag", parse.tag(head), tag, dep, within]);
    let content = frame.content.iter().map(|range| range.start).filter(|&start| start > head).min();
    let gap = content.filter(|&start| side == Model::Right && start >= token);
    let gap = gap.map_or("none", |start| super::features::bucket(start - token + 1));
    sink.put(&["gap", gap, within, role]);
    sink.put(&["gap dep", gap, dep, by]);
    sink.put(&["gap cue", gap, tag, &cue]);
    let place =
        frame.source.as_ref().map_or("none", |source| if source.start < head { "before" } else { "after" });
    sink.put(&["source", place, tag, within, role]);
    let left = [token.checked_sub(1), token.checked_sub(2)];
    let right = [Some(token + 1), Some(token + 2)];
    let onward = if side == Model::Left { left } else { right };
    for (name, near) in ["1", "2"].into_iter().zip(onward) {
        if let Some(near) = near.filter(|&near| near < parse.len()) {
            sink.put(&["onward", name, &parse.text(near).to_lowercase(), &lemma]);
        }
    }
    let rest = if side == Model::Right {
        ruled.end as i64 - 1 - token as i64
    } else {
        token as i64 - ruled.start as i64
    };
    let rest = rest.clamp(-3, 4).to_string();
    sink.put(&["rest", &rest, tag, role]);
    sink.put(&["rest lemma", &rest, &lemma]);
    let above = parse.head(token);
    sink.put(&["above", &parse.lemma(above).to_lowercase(), &lemma, dep]);
    sink.put(&["above entity", parse.doc.token(above).entity_label(), dep, role]);
    sink.put(&["stance", &format!("{:?}", frame.stance), &path(scene, token, head), within]);
    if let Some(first) = frame.content.iter().map(|range| range.start).min() {
        sink.put(&["content word", &parse.text(first).to_lowercase(), tag, within]);
    }
    sink.put(&["main", dep, if parse.dep(head) == "ROOT" { "yes" } else { "no" }, within, by]);
}

/// "in a statement", "on Friday", "to reporters": what kind of thing follows the preposition.
fn put_preposition(sink: &mut Sink, scene: &Scene<'_>, frame: &Frame, token: usize, lemma: &str) {
    let parse = scene.parse;
    if parse.dep(token) == "prep"
        && let Some(object) = parse.dependents(token).find(|&object| object > token)
    {
        let within = if frame.covers(object) { "content" } else { "other" };
        let noun = parse.lemma(object).to_lowercase();
        sink.put(&["object", lemma, &noun]);
        if let Some(head) = frame.head {
            let cue = parse.lemma(head).to_lowercase();
            sink.put(&["object cue", lemma, &noun, &cue]);
            sink.put(&["object within cue", lemma, &cue, within]);
        }
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
