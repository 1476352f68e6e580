//! Signed words: “We will rebuild.” — Anna Holt, and posts with the handle of their writer behind them.

use std::ops::Range;

use variorum_spacy::Pos;

use super::frame::Frame;
use super::scene::Scene;
use super::{Stance, rule, source};

/// The most words of a name beneath what it signs.
const NAME: usize = 6;

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
    let line = line(scene, dash);
    let (name, is_post) = name(scene, dash + 1..line.end)?;
    let before = line.start..dash;
    let content = match scene.words(before.clone()) {
        0 => line_above(scene, line.start)?,
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

/// The line of a token: from a break to the next, within its paragraph.
fn line(scene: &Scene<'_>, token: usize) -> Range<usize> {
    let paragraph = scene.paragraph(token);
    let is_break = |at: usize| scene.parse.text(at).contains('\n') || scene.paragraph(at) != paragraph;
    let start = (0..token).rev().find(|&at| is_break(at)).map_or(0, |at| at + 1);
    let end = (token..scene.parse.len()).find(|&at| is_break(at)).unwrap_or(scene.parse.len());
    start..end
}

/// The last line above token `start` that has words.
fn line_above(scene: &Scene<'_>, start: usize) -> Option<Range<usize>> {
    let last = (0..start).rev().find(|&token| !scene.is_wordless(token))?;
    Some(line(scene, last))
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
