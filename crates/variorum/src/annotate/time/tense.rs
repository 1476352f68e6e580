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

/// Where "Monday's" looks: it names what has happened unless the verb that its noun belongs to lies ahead ("will
/// attend Monday's meeting").
pub fn of_owner(parse: &Parse, token: usize) -> Tense {
    match of_nearest(parse, token) {
        Some(Tense::Future) => Tense::Future,
        _ => Tense::Past,
    }
}

/// The tense of the nearest verb above a token, and of no other.
pub fn of_nearest(parse: &Parse, token: usize) -> Option<Tense> {
    let mut chain = parse.ancestors(token);
    of_verb(parse, chain.find(|&at| matches!(parse.pos(at), Pos::Verb | Pos::Aux))?)
}

/// Whether the clause looks back on what was to come ("had been due to expire by Friday").
pub fn is_perfect(parse: &Parse, token: usize) -> bool {
    let mut chain = std::iter::once(token).chain(parse.ancestors(token));
    chain.any(|verb| parse.dependents(verb).any(|at| parse.dep(at) == "aux" && parse.is(at, "had")))
}

fn of_verb(parse: &Parse, verb: usize) -> Option<Tense> {
    let mut past = false;
    let mut infinitive = false;
    // "should have been opened on Saturday" looks back, "will have been opened by Saturday" ahead.
    let perfect = has_auxiliary(parse, verb, "have");
    for auxiliary in parse.dependents(verb).filter(|&at| matches!(parse.dep(at), "aux" | "auxpass")) {
        match parse.text(auxiliary).to_lowercase().as_str() {
            "would" | "may" | "might" | "should" | "could" | "must" if perfect => return Some(Tense::Past),
            "will" | "'ll" | "’ll" | "shall" | "wo" | "would" | "may" | "might" | "should" => {
                return Some(Tense::Future);
            }
            "must" => return Some(Tense::Future),
            "to" => infinitive = true,
            "was" | "were" | "had" | "has" | "have" | "did" | "'ve" | "’ve" | "could" => past = true,
            _ => {}
        }
    }
    if past {
        let set = is_scheduling(parse.lemma(verb)) && !has_auxiliary(parse, verb, "had");
        return Some(if set { Tense::Future } else { Tense::Past });
    }
    if infinitive {
        // "plans to meet on Monday" looks ahead; "was forced to leave on Monday" does not, nor does "had been due to
        // leave on Monday".
        let head = parse.head(verb);
        let planned = is_planning(parse.lemma(head));
        let had = [head, parse.head(head)].into_iter().any(|at| has_auxiliary(parse, at, "had"));
        return planned.then_some(if had { Tense::Past } else { Tense::Future });
    }
    match parse.tag(verb) {
        // "scheduled a hearing for Tuesday"
        "VBD" if is_scheduling(parse.lemma(verb)) => Some(Tense::Future),
        "VBN" if is_scheduling(parse.lemma(verb)) => Some(Tense::Future),
        "VBD" => Some(Tense::Past),
        // "a ruling announced Wednesday", "the vote, announced Wednesday,"
        "VBN" if matches!(parse.dep(verb), "ROOT" | "acl" | "relcl" | "advcl") => Some(Tense::Past),
        "VBZ" | "VBP" if is_state(parse.lemma(verb)) => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Present),
        "VBG" if parse.dependents(verb).any(|at| matches!(parse.tag(at), "VBZ" | "VBP")) => {
            Some(Tense::Present)
        }
        _ => None,
    }
}

fn has_auxiliary(parse: &Parse, verb: usize, word: &str) -> bool {
    parse.dependents(verb).any(|at| parse.dep(at) == "aux" && parse.is(at, word))
}

/// Verbs whose past puts their object ahead ("has scheduled a hearing for Tuesday").
fn is_scheduling(lemma: &str) -> bool {
    matches!(lemma, "plan" | "schedule" | "slate" | "expect")
}

/// Verbs, nouns and adjectives of what is to come.
fn is_planning(lemma: &str) -> bool {
    matches!(
        lemma,
        "plan"
            | "schedule"
            | "expect"
            | "set"
            | "due"
            | "intend"
            | "hope"
            | "vow"
            | "agree"
            | "promise"
            | "go"
            | "aim"
            | "prepare"
            | "propose"
            | "decide"
            | "want"
            | "offer"
            | "ready"
            | "likely"
            | "slate"
            | "arrange"
            | "pledge"
            | "threaten"
            | "be"
    )
}

/// Verbs whose present tense reports what has been said or holds.
fn is_state(lemma: &str) -> bool {
    matches!(lemma, "say" | "be" | "report" | "write" | "show" | "have" | "tell")
}
