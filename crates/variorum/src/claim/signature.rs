//! Signed words: “We will rebuild.” — Anna Holt, and posts with the handle of their writer behind them.

use std::ops::Range;

use variorum_spacy::Pos;

use super::frame::Frame;
use super::scene::Scene;
use super::{Stance, rule, source};

/// The most words of a name beneath what it signs.
const NAME: usize = 6;
/// The most tokens of a signature: a name, a handle, a day.
const SIGNATURE: usize = 24;

/// The frames of all that is signed with a dash and a name at the end of a line.
pub(super) fn signed(scene: &Scene<'_>) -> Vec<Frame> {
    (0..scene.parse.len())
        .filter(|&token| is_dash(scene, token))
        .filter_map(|dash| frame(scene, dash))
        .collect()
}

fn is_dash(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.parse.text(token), "-" | "--" | "–" | "—" | "―")
}

fn frame(scene: &Scene<'_>, dash: usize) -> Option<Frame> {
    let (name, is_post) = name(scene, dash + 1..line_end(scene, dash)?)?;
    let before = line_start(scene, dash)..dash;
    let content = match scene.words(before.clone()) {
        0 => line_above(scene, before.start)?,
        _ => before,
    };
    let content = if is_post { scene.trim(content) } else { quoted(scene, content)? };
    (scene.words(content.clone()) >= 3).then(|| Frame {
        source: Some(name),
        cue: Some(dash..dash + 1),
        head: Some(dash),
        content: vec![content],
        stance: Stance::Says,
        asserts: true,
        by: rule::SIGNED,
    })
}

/// Where the line of a dash ends, if that is so near that only a signature stands between.
fn line_end(scene: &Scene<'_>, dash: usize) -> Option<usize> {
    let (last, paragraph) = (scene.parse.len(), scene.paragraph(dash));
    (dash + 1..=last).take(SIGNATURE).find(|&at| at == last || is_break(scene, at, paragraph))
}

/// The first token of the line of a token.
fn line_start(scene: &Scene<'_>, token: usize) -> usize {
    let paragraph = scene.paragraph(token);
    (0..token).rev().find(|&at| is_break(scene, at, paragraph)).map_or(0, |at| at + 1)
}

/// Whether a line of this paragraph is over with the token.
fn is_break(scene: &Scene<'_>, token: usize, paragraph: Option<usize>) -> bool {
    scene.parse.text(token).contains('\n') || scene.paragraph(token) != paragraph
}

/// The last line above token `start` that has words.
fn line_above(scene: &Scene<'_>, start: usize) -> Option<Range<usize>> {
    let last = (0..start).rev().find(|&token| !scene.is_wordless(token))?;
    Some(line_start(scene, last)..start)
}

/// The name that a line ends with, its handle included, and whether it has one: "Anna Holt", "Anna Holt (@holt) March 4, 2026".
fn name(scene: &Scene<'_>, rest: Range<usize>) -> Option<(Range<usize>, bool)> {
    let parse = scene.parse;
    let bracket = rest.clone().find(|&token| parse.text(token) == "(");
    let is_handle = |token: usize| (token..rest.end).take(2).any(|at| parse.text(at).starts_with('@'));
    let handle = bracket.filter(|&bracket| is_handle(bracket + 1));
    let name = scene.trim(rest.start..handle.unwrap_or(rest.end));
    let is_part = |token: usize| {
        let text = parse.text(token);
        text.starts_with(char::is_uppercase) || matches!(text, "." | "de" | "van" | "von" | "al" | "-")
    };
    let short = (1..=NAME).contains(&scene.words(name.clone()));
    let is_name = handle.is_some()
        || name.clone().all(is_part) && name.clone().all(|token| parse.pos(token) != Pos::Verb);
    if !short || !is_name || handle.is_none() && !source::may_speak(scene, &name) {
        return None;
    }
    let end = handle.and_then(|handle| (handle..rest.end).find(|&token| parse.text(token) == ")"));
    Some((name.start..end.map_or(name.end, |bracket| bracket + 1), handle.is_some()))
}

/// The line as a quotation, if marks stand around it. Which way they turn is not asked: signed words are often pasted.
fn quoted(scene: &Scene<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let is_seen = |token: &usize| scene.parse.pos(*token) != Pos::Space;
    let first = line.clone().find(is_seen)?;
    let last = line.rev().find(is_seen)?;
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];
    let is_quoted = scene.parse.text(first).starts_with(marks) && scene.parse.text(last).ends_with(marks);
    is_quoted.then_some(first..last + 1)
}
