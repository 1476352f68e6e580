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

/// Whether the token is a dash that stands by itself: a hyphen within a word is none.
fn is_dash(scene: &Scene<'_>, token: usize) -> bool {
    let tokens = &scene.parse.doc.tokens;
    let is_apart = |before: usize| {
        tokens[before].whitespace
            || scene.parse.pos(before) == Pos::Space
            || scene.parse.text(before).ends_with(MARKS)
    };
    matches!(scene.parse.text(token), "-" | "--" | "–" | "—" | "―")
        && (tokens[token].whitespace || token + 1 < tokens.len() && scene.parse.pos(token + 1) == Pos::Space)
        && token.checked_sub(1).is_none_or(is_apart)
}

fn frame(scene: &Scene<'_>, dash: usize) -> Option<Frame> {
    let end = line_end(scene, dash)?;
    let (name, is_post) = name(scene, dash + 1..end)?;
    let before = line_start(scene, dash)..dash;
    let content = match scene.words(before.clone()) {
        // "- Anna Holt" is an entry of a list, and a byline signs the report.
        0 if scene.parse.text(dash) == "-" => return None,
        0 => quoted(scene, line_above(scene, before.start)?)?,
        _ if is_post => scene.trim(before),
        _ => quoted(scene, before)?,
    };
    if scene.words(content.clone()) < 3 || !is_post && !source::may_speak(scene, &name) {
        return None;
    }
    let mut frame = Frame {
        source: Some(name),
        cue: Some(dash..dash + 1),
        head: Some(dash),
        content: vec![content],
        stance: Stance::Says,
        asserts: true,
        by: rule::SIGNED,
    };
    frame.settle(scene);
    (!frame.content.is_empty()).then_some(frame)
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

/// The name that a line ends with, its handle included, and whether it has one: "Anna Holt", "Anna Holt (@holt) March 4,
/// 2026". Nothing but a day may follow.
fn name(scene: &Scene<'_>, rest: Range<usize>) -> Option<(Range<usize>, bool)> {
    let parse = scene.parse;
    let bracket = rest.clone().find(|&token| parse.text(token) == "(");
    let is_handle = |token: usize| (token..rest.end).take(2).any(|at| parse.text(at).starts_with('@'));
    let handle = bracket.filter(|&bracket| is_handle(bracket + 1));
    let name = scene.trim(rest.start..handle.unwrap_or(rest.end));
    let name = name.start.max(rest.start)..name.end;
    let is_part = |token: usize| {
        let text = parse.text(token);
        text.starts_with(char::is_uppercase)
            || matches!(text, "." | "-" | "al" | "de" | "for" | "of" | "the" | "van" | "von")
    };
    let is_name =
        name.clone().all(|token| is_part(token) && !matches!(parse.pos(token), Pos::Verb | Pos::Aux));
    if !(1..=NAME).contains(&scene.words(name.clone())) || !is_name {
        return None;
    }
    let Some(handle) = handle else { return Some((name, false)) };
    let end = (handle..rest.end).find(|&token| parse.text(token) == ")")? + 1;
    let is_of_day = |token: usize| {
        scene.is_wordless(token) || matches!(parse.pos(token), Pos::Propn | Pos::Num | Pos::Space)
    };
    (end..rest.end).all(is_of_day).then_some((name.start..end, true))
}

const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];

/// The line as a quotation, if marks stand around it and it tells something, as no title of a work does. Which way the marks
/// turn is not asked: signed words are often pasted.
fn quoted(scene: &Scene<'_>, line: Range<usize>) -> Option<Range<usize>> {
    let parse = scene.parse;
    let is_seen = |token: &usize| parse.pos(*token) != Pos::Space;
    let first = line.clone().find(is_seen)?;
    let last = line.rev().find(is_seen)?;
    let is_quoted = parse.text(first).starts_with(MARKS) && parse.text(last).ends_with(MARKS);
    let is_whole = || {
        let text = parse.doc.text.get(..parse.doc.tokens[last].end as usize).unwrap_or_default();
        text.trim_end_matches(MARKS).ends_with(['.', '!', '?', '…'])
    };
    let tells = || (first..last).any(|token| matches!(parse.tag(token), "VBD" | "VBZ" | "VBP" | "MD"));
    (is_quoted && (is_whole() || tells())).then_some(first..last + 1)
}
