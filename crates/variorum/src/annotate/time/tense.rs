//! Whether the words around a time look back or ahead.

use variorum_spacy::Pos;

use crate::annotate::Parse;

/// Where a clause looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "said", "has said".
    Past,
    /// "says".
    Present,
    /// "will say", "is going to say", "plans to say".
    Future,
}

/// The tense of the clause that token `token` belongs to; `None` without a finite verb.
pub fn of(parse: &Parse, token: usize) -> Option<Tense> {
    let chain = std::iter::once(token).chain(parse.ancestors(token));
    chain.filter(|&at| matches!(parse.pos(at), Pos::Verb | Pos::Aux)).find_map(|verb| of_verb(parse, verb))
}

fn of_verb(parse: &Parse, verb: usize) -> Option<Tense> {
    let mut perfect_or_past = false;
    let mut to = false;
    for auxiliary in parse.dependents(verb).filter(|&at| matches!(parse.dep(at), "aux" | "auxpass")) {
        match parse.text(auxiliary).to_lowercase().as_str() {
            "will" | "'ll" | "’ll" | "shall" | "wo" | "would" | "may" | "might" | "could" | "can"
            | "must" | "should" => {
                return Some(Tense::Future);
            }
            "to" => to = true,
            "was" | "were" | "had" | "has" | "have" | "did" | "'ve" | "’ve" => perfect_or_past = true,
            _ => {}
        }
    }
    if perfect_or_past {
        return Some(Tense::Past);
    }
    if to {
        return Some(Tense::Future);
    }
    match parse.tag(verb) {
        "VBD" => Some(Tense::Past),
        "VBN" if parse.dep(verb) == "ROOT" => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Present),
        "VBG" if parse.dependents(verb).any(|at| matches!(parse.tag(at), "VBZ" | "VBP")) => {
            Some(Tense::Present)
        }
        "MD" => Some(Tense::Future),
        _ => None,
    }
}
