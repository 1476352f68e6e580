//! Negation and modality of a clause.

use std::ops::Range;

use super::Modality;
use super::cue;
use super::scene::Scene;
use super::source;

/// Whether the clause of `predicate` is negated.
pub(super) fn is_negated(scene: &Scene<'_>, predicate: usize) -> bool {
    let parse = scene.parse;
    parse.dependents(predicate).any(|token| match parse.dep(token) {
        "neg" => true,
        "advmod" => matches!(parse.lemma(token), "never" | "neither" | "nowhere"),
        "nsubj" | "nsubjpass" | "dobj" | "attr" => {
            matches!(parse.text(token).to_lowercase().as_str(), "nobody" | "nothing" | "none")
                || parse
                    .dependents(token)
                    .any(|word| word < token && parse.is(word, "no") && parse.dep(word) == "det")
        }
        _ => false,
    })
}

/// Words before a colon that tell something of their own, whatever is asked behind it.
const TOLD: usize = 8;

/// How firmly the clause of `predicate` is put.
pub(super) fn of_clause(scene: &Scene<'_>, predicate: usize, end: usize) -> Modality {
    let parse = scene.parse;
    let Range { start, end: after } = parse.subtree(predicate);
    let after = after.max(end);
    // "… leaving one dead and an urgent question: How did this happen?" asks only what stands behind the colon.
    let asked = (end.saturating_sub(2)..(after + 2).min(parse.len())).find(|&token| parse.text(token) == "?");
    let told_first = |mark: usize| {
        let colon = (start..mark).find(|&token| parse.text(token) == ":");
        colon.is_some_and(|colon| scene.words(start..colon) >= TOLD)
    };
    let question = asked.is_some_and(|mark| !told_first(mark));
    if question {
        return Modality::Question;
    }
    if is_under_condition(scene, predicate) {
        return Modality::Conditional;
    }
    if is_hedged_passive(scene, predicate) {
        return Modality::Hedged;
    }
    let mut modality = Modality::Asserted;
    for token in parse.dependents(predicate).filter(|&token| token < predicate || parse.dep(token) != "aux") {
        let word = parse.text(token).to_lowercase();
        match parse.dep(token) {
            "aux" => match word.as_str() {
                "could" | "may" | "might" => return Modality::Hedged,
                "would" => modality = Modality::Conditional,
                "will" | "'ll" | "’ll" | "shall" | "wo" => modality = Modality::Future,
                _ => {}
            },
            "advmod" if is_hedge(&word) => return Modality::Hedged,
            _ => {}
        }
    }
    match parse.lemma(predicate) {
        "seem" | "appear" => Modality::Hedged,
        "go" if parse.dependent(predicate, &["xcomp"]).is_some() && parse.tag(predicate) == "VBG" => {
            Modality::Future
        }
        _ => modality,
    }
}

/// Whether an "if" or "unless" hangs on the predicate.
pub(super) fn is_under_condition(scene: &Scene<'_>, predicate: usize) -> bool {
    let parse = scene.parse;
    let conditional =
        |mark: usize| parse.dep(mark) == "mark" && (parse.is(mark, "if") || parse.is(mark, "unless"));
    let mut clauses = parse.dependents(predicate).filter(|&token| parse.dep(token) == "advcl");
    clauses.any(|clause| parse.dependents(clause).any(conditional))
}

/// "is believed to be", "was thought that", without an agent.
pub(super) fn is_hedged_passive(scene: &Scene<'_>, predicate: usize) -> bool {
    let complement = scene.parse.dependent(predicate, &["xcomp", "ccomp"]);
    complement.is_some()
        && cue::hedges(scene.parse.lemma(predicate))
        && source::is_passive(scene, predicate)
        && source::agent(scene, predicate).is_none()
}

/// "reportedly": the clause rests on somebody left unnamed.
pub(super) fn has_seeming_adverb(scene: &Scene<'_>, predicate: usize) -> bool {
    scene.parse.dependents(predicate).any(|token| cue::seems(&scene.parse.text(token).to_lowercase()))
}

fn is_hedge(adverb: &str) -> bool {
    cue::seems(adverb)
        || matches!(adverb, "likely" | "possibly" | "probably" | "perhaps" | "maybe" | "potentially")
}
