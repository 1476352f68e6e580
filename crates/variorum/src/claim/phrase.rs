//! Frames whose cue is a phrase: "according to", "citing", "reportedly".

use std::ops::Range;

use variorum_spacy::Pos;

use super::frame::{Candidate, Frame, without};
use super::scene::Scene;
use super::{Stance, clause, cue, rule, source};

/// The frame that a preposition, a participle or an adverb at `token` makes.
pub(super) fn candidate(scene: &Scene<'_>, token: usize) -> Option<Candidate> {
    let frame = according_to(scene, token)
        .or_else(|| in_view(scene, token))
        .or_else(|| citing(scene, token))
        .or_else(|| seeming(scene, token));
    let licensed = frame.is_some();
    frame.or_else(|| in_survey(scene, token)).map(|frame| Candidate { frame, licensed })
}

/// "in the latest poll": often only a time or a place, so for the model alone.
fn in_survey(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !parse.is(token, "in") {
        return None;
    }
    let noun = parse.dependent(token, &["pobj"])?;
    if !matches!(parse.lemma(noun).to_lowercase().as_str(), "poll" | "survey" | "census" | "study") {
        return None;
    }
    let source = source::phrase(scene, noun);
    let phrase = token..source.end.max(token + 1);
    Some(Frame {
        content: host(scene, token, &phrase),
        source: Some(source),
        cue: Some(token..token + 1),
        head: Some(token),
        stance: Stance::Shows,
        asserts: true,
        by: rule::ACCORDING_TO,
    })
}

fn according_to(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !parse.is(token, "according") || token + 1 >= parse.len() || !parse.is(token + 1, "to") {
        return None;
    }
    let object = [token + 1, token].iter().find_map(|&prep| parse.dependent(prep, &["pobj", "dobj"]))?;
    let source = source::phrase(scene, object);
    let phrase = token..source.end.max(token + 2);
    let content = host(scene, token, &phrase);
    Some(Frame {
        source: Some(source),
        cue: Some(token..token + 2),
        head: Some(token),
        content,
        stance: Stance::Says,
        asserts: true,
        by: rule::ACCORDING_TO,
    })
}

/// "in the view of analysts", "in the words of the mayor".
fn in_view(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !(parse.is(token, "in") || parse.is(token, "by") || parse.is(token, "per") || parse.is(token, "for")) {
        return None;
    }
    let noun = parse.dependent(token, &["pobj"])?;
    let plural_of = parse.dependents(noun).find(|&prep| parse.is(prep, "of"));
    let of = plural_of.and_then(|of| parse.dependent(of, &["pobj"]));
    let owner = parse.dependent(noun, &["poss"]);
    let fits = match parse.lemma(noun).to_lowercase().as_str() {
        "view" | "word" | "opinion" | "estimation" | "eye" | "telling" | "judgment" => parse.is(token, "in"),
        "account" | "estimate" | "admission" | "reckoning" => parse.is(token, "by"),
        _ => false,
    };
    let owner = owner.or(of).filter(|_| fits)?;
    let source = source::phrase(scene, owner);
    let phrase = token..parse.subtree(noun).end;
    let cue = if source.start > noun { token..source.start } else { token..noun + 1 };
    Some(Frame {
        content: host(scene, token, &phrase),
        source: Some(source),
        cue: Some(cue),
        head: Some(token),
        stance: Stance::Says,
        asserts: true,
        by: rule::ACCORDING_TO,
    })
}

/// ", citing officials," behind a clause.
pub(super) fn citing(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !matches!(parse.text(token).to_lowercase().as_str(), "citing" | "quoting")
        || parse.pos(token) != Pos::Verb
    {
        return None;
    }
    let object = parse.dependent(token, &["dobj"])?;
    let source = source::phrase(scene, object);
    let phrase = token..source.end;
    Some(Frame {
        content: host(scene, token, &phrase),
        source: Some(source),
        cue: Some(token..token + 1),
        head: Some(token),
        stance: Stance::Says,
        asserts: true,
        by: rule::CITING,
    })
}

fn seeming(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let parse = scene.parse;
    if parse.pos(token) != Pos::Adv || !cue::seems(&parse.text(token).to_lowercase()) {
        return None;
    }
    let words = token..token + 1;
    Some(Frame {
        content: host(scene, token, &words),
        source: None,
        cue: Some(words.clone()),
        head: Some(token),
        stance: Stance::Says,
        asserts: false,
        by: rule::SEEMING_ADVERB,
    })
}

/// The clause that the phrase belongs to, without the phrase.
fn host(scene: &Scene<'_>, token: usize, phrase: &Range<usize>) -> Vec<Range<usize>> {
    let sentence = scene.sentence(token);
    let range = match clause::governor(scene, token) {
        Some(verb) => {
            let range = clause::range(scene, verb);
            range.start.max(sentence.start)..range.end.min(sentence.end)
        }
        None => sentence.clone(),
    };
    let parts: Vec<Range<usize>> = without(range.clone(), phrase);
    let rest: usize = parts.iter().map(|part| scene.words(part.clone())).sum();
    if rest > 0 {
        return parts;
    }
    without(sentence, phrase)
}
