//! Clauses: each verb of a content with those who take part in it. A sentence tells several things at once ("divers
//! sealed the gate that had cracked, while boats carried the pupils home"), and another report may tell one of them in
//! a sentence of quite other words.

use std::collections::BTreeSet;

use variorum_spacy::{Pos, Token};

use crate::annotate::Annotated;

/// A verb with its participants, as indices of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The verb.
    pub verb: usize,
    /// Heads of whoever acts, also where another clause names them.
    pub subjects: Vec<usize>,
    /// Heads of whatever is acted on, also where another clause names them.
    pub objects: Vec<usize>,
    /// Its own words without those of clauses within it.
    pub tokens: Vec<usize>,
    /// Whether it is put as untrue.
    pub negated: bool,
}

/// The clauses of a content, whose tokens are given in order.
pub fn clauses(report: &Annotated, content: &[usize]) -> Vec<Clause> {
    let verbs: BTreeSet<usize> =
        content.iter().copied().filter(|&index| is_predicate(report.doc.token(index))).collect();
    let clause = |&verb: &usize| {
        let token = report.doc.token(verb);
        Clause {
            verb,
            subjects: subjects(token, SHARED),
            objects: objects(token),
            tokens: own(token, content, &verbs),
            negated: token.child(&["neg"]).is_some(),
        }
    };
    verbs.iter().map(clause).collect()
}

/// How many verbs up a subject is looked for that a verb shares with the one it hangs on.
const SHARED: usize = 2;

/// Whether the token is a verb that tells something, and does not only ask it ("knew who had signed them").
fn is_predicate(token: Token<'_>) -> bool {
    let asks = || {
        let asked = token.children().any(|child| matches!(child.tag(), "WP" | "WDT" | "WRB" | "WP$"));
        asked && token.dep() != "relcl" && token.dep() != "advcl"
    };
    let is_verb = token.pos() == Pos::Verb;
    is_verb && !matches!(token.dep(), "aux" | "auxpass" | "amod" | "compound" | "prep") && !asks()
}

/// The tokens below the verb that belong to the content and to no other verb of it.
fn own(verb: Token<'_>, content: &[usize], verbs: &BTreeSet<usize>) -> Vec<usize> {
    let belongs = |token: Token<'_>| {
        let above = token.ancestors().map(|above| above.index).find(|above| verbs.contains(above));
        !verbs.contains(&token.index) && above == Some(verb.index)
    };
    let mut tokens: Vec<usize> = verb
        .subtree()
        .filter(|token| content.binary_search(&token.index).is_ok())
        .filter(|&token| token == verb || belongs(token))
        .map(|token| token.index)
        .collect();
    tokens.sort_unstable();
    tokens
}

/// Whoever acts: the verb's own subject, the noun a relative pronoun stands for or a participle describes, or the
/// subject of the verb that this one is joined to.
fn subjects(verb: Token<'_>, steps: usize) -> Vec<usize> {
    let own: Vec<Token<'_>> =
        verb.children().filter(|child| matches!(child.dep(), "nsubj" | "csubj" | "agent")).collect();
    if !own.is_empty() {
        return own.into_iter().map(|token| meant(verb, acting(token))).collect();
    }
    let describes = verb.dep() == "acl" && verb.tag() == "VBG";
    if describes {
        return vec![verb.head().index];
    }
    let joined = matches!(verb.dep(), "conj" | "xcomp" | "advcl" | "pcomp") && verb.tag() != "VBN";
    let governor = verb.ancestors().find(|above| above.pos() == Pos::Verb).filter(|_| joined && steps > 0);
    governor.filter(|above| !is_passive(*above)).map(|above| subjects(above, steps - 1)).unwrap_or_default()
}

/// Whatever is acted on; of a passive its subject.
fn objects(verb: Token<'_>) -> Vec<usize> {
    let labels = ["dobj", "nsubjpass", "attr", "dative", "oprd"];
    let own = verb.children().filter(|child| labels.contains(&child.dep()));
    let mut objects: Vec<usize> = own.map(|token| meant(verb, token)).collect();
    if objects.is_empty() && verb.tag() == "VBN" {
        let described = (verb.dep() == "acl").then(|| verb.head().index);
        let of_passive = || {
            let joined = verb.head();
            let shared = verb.dep() == "conj" && is_passive(joined);
            joined.child(&["nsubjpass"]).filter(|_| shared).map(|token| meant(joined, token))
        };
        objects.extend(described.or_else(of_passive));
    }
    objects
}

fn is_passive(verb: Token<'_>) -> bool {
    verb.child(&["auxpass", "nsubjpass"]).is_some()
}

/// Of "by the fire" the fire.
fn acting(token: Token<'_>) -> Token<'_> {
    if token.dep() == "agent" { token.child(&["pobj"]).unwrap_or(token) } else { token }
}

/// The token, or the noun that it stands for as a relative pronoun of the verb's clause.
fn meant(verb: Token<'_>, token: Token<'_>) -> usize {
    let relative = matches!(token.tag(), "WDT" | "WP") && verb.dep() == "relcl";
    if relative { verb.head().index } else { token.index }
}
