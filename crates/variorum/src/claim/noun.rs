//! Frames whose cue is a noun or an adjective.

use std::ops::Range;

use variorum_spacy::Pos;

use super::cue::{self, Cue};
use super::frame::{Candidate, Frame};
use super::scene::Scene;
use super::{Stance, rule, source, verb};

/// The frames that the noun or adjective at `token` could make, the best by the rules first.
pub(super) fn candidates(scene: &Scene<'_>, token: usize) -> Vec<Candidate> {
    match scene.parse.pos(token) {
        Pos::Noun => noun(scene, token),
        Pos::Adj => adjective(scene, token),
        Pos::Verb if scene.parse.dep(token) != "ROOT" => adjective(scene, token),
        _ => Vec::new(),
    }
}

fn noun(scene: &Scene<'_>, noun: usize) -> Vec<Candidate> {
    let parse = scene.parse;
    let known = cue::noun(&parse.lemma(noun).to_lowercase());
    let cue = known.unwrap_or_default();
    let after = parse.dependents(noun).filter(|&token| token > noun);
    after.filter_map(|token| noun_candidate(scene, noun, token, cue)).collect()
}

/// The frame of `noun` with the content that its dependent `token` brings: a clause, an infinitive, or the object of a
/// preposition.
fn noun_candidate(scene: &Scene<'_>, noun: usize, token: usize, cue: Cue) -> Option<Candidate> {
    let parse = scene.parse;
    let (content, joint, licensed) = match parse.dep(token) {
        "acl" | "ccomp" | "relcl" if is_marked(scene, token) => (token, None, cue.clause),
        "acl" | "ccomp" | "relcl" if is_infinitive(scene, token) => (token, None, cue.infinitive),
        "prep"
            if matches!(
                parse.lemma(token),
                "of" | "about" | "for" | "against" | "on" | "to" | "over" | "with"
            ) =>
        {
            (parse.dependent(token, &["pobj", "pcomp"])?, Some(token), cue.topic && !parse.is(token, "with"))
        }
        _ => return None,
    };
    let content = parse.subtree(content);
    let source = owner(scene, noun, joint);
    let frame = Frame {
        cue: Some(noun_group(scene, noun, content.start, source.as_ref())),
        source,
        head: Some(noun),
        content: vec![content],
        stance: cue.stance.unwrap_or(Stance::Says),
        asserts: joint.is_none() && licensed,
        by: rule::NOUN_CUE,
    };
    Some(Candidate { frame, licensed })
}

fn is_marked(scene: &Scene<'_>, clause: usize) -> bool {
    let parse = scene.parse;
    parse
        .dependents(clause)
        .any(|mark| parse.dep(mark) == "mark" && (parse.is(mark, "that") || parse.is(mark, "whether")))
}

fn is_infinitive(scene: &Scene<'_>, clause: usize) -> bool {
    scene.parse.dependents(clause).any(|to| scene.parse.dep(to) == "aux" && scene.parse.is(to, "to"))
}

/// Whose claim it is: a possessive, the object of "by" or "from", the subject of "made a claim".
fn owner(scene: &Scene<'_>, noun: usize, joint: Option<usize>) -> Option<Range<usize>> {
    let parse = scene.parse;
    if let Some(owner) = parse.dependent(noun, &["poss"]) {
        return Some(source::phrase(scene, owner));
    }
    let by = parse.dependents(noun).find(|&token| {
        let of_owner = joint.is_none() && parse.is(token, "of");
        parse.dep(token) == "prep"
            && Some(token) != joint
            && (parse.is(token, "by") || parse.is(token, "from") || of_owner)
    });
    if let Some(object) = by.and_then(|by| parse.dependent(by, &["pobj"])) {
        return Some(source::phrase(scene, object));
    }
    light_verb(scene, noun).and_then(|verb| source::subject(scene, verb))
}

/// The verb of "made a claim", "have concerns": it only carries the noun.
fn light_verb(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let parse = scene.parse;
    let verb = parse.head(noun);
    let carries = matches!(
        parse.lemma(verb),
        "make"
            | "issue"
            | "have"
            | "express"
            | "voice"
            | "release"
            | "give"
            | "raise"
            | "offer"
            | "share"
            | "hold"
            | "repeat"
            | "publish"
            | "deliver"
            | "send"
            | "show"
            | "take"
            | "reiterate"
            | "announce"
    );
    (verb < noun && parse.dep(noun) == "dobj" && carries).then_some(verb)
}

/// The noun with the adjectives and the light verb before it, and what stands between it and the content.
fn noun_group(scene: &Scene<'_>, noun: usize, content: usize, source: Option<&Range<usize>>) -> Range<usize> {
    let parse = scene.parse;
    let mut start = noun;
    while start > 0 && parse.head(start - 1) == noun && matches!(parse.dep(start - 1), "amod" | "compound") {
        start -= 1;
    }
    let end = (noun + 1..content).find(|&token| parse.pos(token) != Pos::Adp).unwrap_or(content);
    if let Some(verb) = light_verb(scene, noun) {
        let group = verb::verb_group(scene, verb, Some(noun), source);
        let clear = source.is_none_or(|source| source.end <= group.start || source.start >= end);
        if clear && scene.words(group.end..start) <= 2 {
            start = group.start;
        }
    }
    start..end.max(noun + 1)
}

fn adjective(scene: &Scene<'_>, adjective: usize) -> Vec<Candidate> {
    let parse = scene.parse;
    if !matches!(
        parse.dep(adjective),
        "acomp" | "advcl" | "oprd" | "conj" | "amod" | "relcl" | "acl" | "xcomp"
    ) {
        return Vec::new();
    }
    let known = cue::adjective(&parse.text(adjective).to_lowercase());
    if known.is_none() && parse.pos(adjective) == Pos::Verb {
        return Vec::new();
    }
    let cue = known.unwrap_or_default();
    let after = parse.dependents(adjective).filter(|&token| token > adjective);
    after.filter_map(|token| adjective_candidate(scene, adjective, token, cue)).collect()
}

fn adjective_candidate(scene: &Scene<'_>, adjective: usize, token: usize, cue: Cue) -> Option<Candidate> {
    let parse = scene.parse;
    let (content, licensed) = match parse.dep(token) {
        "ccomp" => (token, cue.clause),
        "xcomp" => (token, cue.infinitive),
        "prep" => (parse.dependent(token, &["pobj", "pcomp"])?, cue.topic),
        _ => return None,
    };
    let content = parse.subtree(content);
    let copula = parse.head(adjective);
    let source = source::subject(scene, adjective);
    let group = verb::verb_group(scene, copula, Some(adjective), source.as_ref());
    let crossed = source.as_ref().is_some_and(|source| source.start < adjective && group.start < source.end);
    let joined = parse.dep(adjective) == "acomp" && group.end <= adjective && !crossed;
    let start = if joined { group.start } else { adjective };
    let preposition = parse.dep(token) == "prep" && token < content.start;
    let frame = Frame {
        source,
        cue: Some(start..if preposition { token + 1 } else { adjective + 1 }),
        head: Some(adjective),
        asserts: licensed && !preposition,
        content: vec![content],
        stance: cue.stance.unwrap_or(Stance::Believes),
        by: rule::ADJECTIVE_CUE,
    };
    Some(Candidate { frame, licensed })
}
