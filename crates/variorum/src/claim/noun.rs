//! Frames whose cue is a noun or an adjective.

use std::ops::Range;

use variorum_spacy::Pos;

use super::cue::{self, Cue};
use super::frame::Frame;
use super::scene::Scene;
use super::{Stance, rule, source, verb};

/// The frame of the noun or adjective at `token`, where it is a cue and has content.
pub(super) fn frame(scene: &Scene<'_>, token: usize) -> Option<Frame> {
    let mut frame = match scene.parse.pos(token) {
        Pos::Noun => noun(scene, token),
        Pos::Adj | Pos::Verb => adjective(scene, token),
        _ => None,
    }?;
    frame.settle(scene);
    (!frame.content.is_empty()).then_some(frame)
}

fn noun(scene: &Scene<'_>, noun: usize) -> Option<Frame> {
    let cue = cue::noun(&scene.parse.lemma(noun).to_lowercase())?;
    let (content, joint) = noun_content(scene, noun, cue)?;
    let source = owner(scene, noun, joint);
    let cue_words = noun_group(scene, noun, content.start);
    Some(Frame {
        source,
        cue: Some(cue_words),
        head: Some(noun),
        asserts: joint.is_none(),
        content: vec![content],
        stance: cue.stance.unwrap_or(Stance::Says),
        by: rule::NOUN_CUE,
    })
}

/// What follows the noun: a clause or an infinitive, else the object of a preposition, which is given beside it.
fn noun_content(scene: &Scene<'_>, noun: usize, cue: Cue) -> Option<(Range<usize>, Option<usize>)> {
    let parse = scene.parse;
    let clause = parse.dependents(noun).filter(|&token| token > noun).find(|&token| {
        let marked = || {
            parse.dependents(token).any(|mark| {
                parse.dep(mark) == "mark" && (parse.is(mark, "that") || parse.is(mark, "whether"))
            })
        };
        let infinitive = || parse.dependents(token).any(|to| parse.dep(to) == "aux" && parse.is(to, "to"));
        let is_clausal = matches!(parse.dep(token), "acl" | "ccomp" | "relcl");
        is_clausal && ((cue.clause && marked()) || (cue.infinitive && infinitive()))
    });
    if let Some(clause) = clause {
        return Some((parse.subtree(clause), None));
    }
    if !cue.topic {
        return None;
    }
    parse.dependents(noun).filter(|&token| token > noun && parse.dep(token) == "prep").find_map(
        |preposition| {
            let fits =
                matches!(parse.lemma(preposition), "of" | "about" | "for" | "against" | "on" | "to" | "over");
            let object = parse.dependent(preposition, &["pobj", "pcomp"]).filter(|_| fits)?;
            Some((parse.subtree(object), Some(preposition)))
        },
    )
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
    let verb = parse.head(noun);
    let has_noun = matches!(parse.dep(noun), "dobj" | "attr")
        && matches!(
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
                | "announce"
                | "repeat"
                | "reject"
                | "deny"
                | "dismiss"
                | "defend"
                | "publish"
                | "deliver"
                | "send"
        );
    has_noun.then(|| source::subject(scene, verb)).flatten()
}

/// The noun with the adjectives before it and what stands between it and the content.
fn noun_group(scene: &Scene<'_>, noun: usize, content: usize) -> Range<usize> {
    let parse = scene.parse;
    let mut start = noun;
    while start > 0 && parse.head(start - 1) == noun && matches!(parse.dep(start - 1), "amod" | "compound") {
        start -= 1;
    }
    let end = (noun + 1..content).find(|&token| !matches!(parse.pos(token), Pos::Adp)).unwrap_or(content);
    start..end.max(noun + 1)
}

fn adjective(scene: &Scene<'_>, adjective: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !matches!(
        parse.dep(adjective),
        "acomp" | "advcl" | "oprd" | "conj" | "amod" | "relcl" | "acl" | "xcomp"
    ) {
        return None;
    }
    let cue = cue::adjective(&parse.text(adjective).to_lowercase())?;
    let content =
        parse.dependents(adjective).filter(|&token| token > adjective).find_map(|token| {
            match parse.dep(token) {
                "ccomp" if cue.clause => Some(parse.subtree(token)),
                "xcomp" if cue.infinitive => Some(parse.subtree(token)),
                "prep" if cue.topic => {
                    parse.dependent(token, &["pobj", "pcomp"]).map(|object| parse.subtree(object))
                }
                _ => None,
            }
        })?;
    let copula = parse.head(adjective);
    let group = verb::verb_group(scene, copula, Some(adjective), None);
    let joined = parse.dep(adjective) == "acomp" && group.end <= adjective;
    let start = if joined { group.start } else { adjective };
    let source = source::subject(scene, adjective);
    let crosses = source.as_ref().is_some_and(|source| source.start >= start && source.start <= adjective);
    let start = if crosses { adjective } else { start };
    Some(Frame {
        source,
        cue: Some(start..adjective + 1),
        head: Some(adjective),
        asserts: true,
        content: vec![content],
        stance: cue.stance.unwrap_or(Stance::Believes),
        by: rule::ADJECTIVE_CUE,
    })
}
