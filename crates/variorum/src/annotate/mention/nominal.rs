//! Noun phrases without a name, and pronouns, that can be a source or take part in what happens.

use std::ops::Range;

use variorum_spacy::Pos;

use super::noun::kind_of_noun;
use super::speech_verb::is_speech_verb;
use super::{Candidate, EntityKind, MentionForm, head_of};
use crate::annotate::Parse;

/// A noun phrase takes in at most this many tokens after its head.
const LONGEST_TAIL: usize = 9;

/// Finds common nouns and pronouns; `names` are the names found before.
pub fn find(parse: &Parse, names: &[Candidate]) -> Vec<Candidate> {
    let mut named = vec![false; parse.len()];
    for name in names {
        named[name.tokens.clone()].fill(true);
    }
    (0..parse.len())
        .filter(|&at| !named[at])
        .filter_map(|at| pronoun(parse, at).or_else(|| nominal(parse, at, &named)))
        .collect()
}

fn pronoun(parse: &Parse, at: usize) -> Option<Candidate> {
    let word = parse.text(at).to_lowercase();
    let kind = match word.as_str() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "i" | "me" | "my"
        | "myself" | "who" | "whom" | "whose" => EntityKind::Person,
        "they" | "them" | "their" | "theirs" | "themselves" | "we" | "us" | "our" | "ourselves" => {
            EntityKind::Group
        }
        "it" | "its" | "itself" => EntityKind::Other,
        _ => return None,
    };
    // "us" is a pronoun, "US" a country; "it" may be a mere filler ("it rained").
    let is_country = parse.text(at) == "US";
    let is_filler = parse.dep(at) == "expl";
    (!is_country && !is_filler && matches!(parse.pos(at), Pos::Pron | Pos::Det)).then(|| Candidate {
        tokens: at..at + 1,
        form: MentionForm::Pronoun,
        kind,
    })
}

fn nominal(parse: &Parse, at: usize, named: &[bool]) -> Option<Candidate> {
    let speaks = matches!(parse.dep(at), "nsubj" | "agent") && is_speech_verb(parse.lemma(parse.head(at)));
    let noun = parse.pos(at) == Pos::Noun && !matches!(parse.dep(at), "compound" | "nmod" | "npadvmod");
    let stands_for_people = speaks && (is_bare_quantifier(parse, at) || is_acting_adjective(parse, at));
    if !noun && !stands_for_people {
        return None;
    }
    let lemma = parse.lemma(at).to_lowercase();
    // "12 bodies" are not bodies that act.
    if lemma == "body" && parse.dependent(at, &["nummod"]).is_some() {
        return None;
    }
    let kind = if stands_for_people { Some(EntityKind::Person) } else { kind_of_noun(&lemma) };
    let kind = kind.or_else(|| speaks.then_some(EntityKind::Other))?;
    if is_title_of_name(parse, at, named) {
        return None;
    }
    let tokens = phrase(parse, at);
    (head_of(parse, &tokens) == at).then_some(Candidate { tokens, form: MentionForm::Nominal, kind })
}

/// "many said", "others say", "several told".
fn is_bare_quantifier(parse: &Parse, at: usize) -> bool {
    matches!(
        parse.text(at).to_lowercase().as_str(),
        "many"
            | "some"
            | "others"
            | "several"
            | "most"
            | "both"
            | "few"
            | "all"
            | "everyone"
            | "someone"
            | "nobody"
            | "everybody"
            | "somebody"
            | "another"
            | "one"
            | "two"
            | "three"
            | "those"
    )
}

/// "locals", "the wounded".
fn is_acting_adjective(parse: &Parse, at: usize) -> bool {
    parse.pos(at) == Pos::Adj && parse.dependent(at, &["det"]).is_some()
}

/// Whether the noun only introduces a name ("the minister Halvard Brenn").
fn is_title_of_name(parse: &Parse, at: usize, named: &[bool]) -> bool {
    let head = parse.head(at);
    named[head]
        && head > at
        && head - at < 4
        && (at + 1..head).all(|between| named[between] || parse.pos(between) == Pos::Propn)
}

/// The noun phrase of head `at`, without its article: modifiers before it, and a short tail after it.
fn phrase(parse: &Parse, at: usize) -> Range<usize> {
    let start = phrase_start(parse, at);
    let mut end = at + 1;
    for dependent in parse.dependents(at).filter(|&dependent| dependent > at) {
        let tail = parse.subtree(dependent);
        let attaches = matches!(
            parse.dep(dependent),
            "prep" | "acl" | "amod" | "advmod" | "case" | "npadvmod" | "nummod"
        );
        if !attaches
            || tail.start != end
            || tail.end - at > LONGEST_TAIL
            || tail.clone().any(|token| is_break(parse, token))
        {
            break;
        }
        end = tail.end;
    }
    start..end
}

fn phrase_start(parse: &Parse, at: usize) -> usize {
    let mut start = at;
    for dependent in parse.dependents(at).rev().filter(|&dependent| dependent < at) {
        let modifier = parse.subtree(dependent);
        let attaches = matches!(
            parse.dep(dependent),
            "amod" | "compound" | "nummod" | "poss" | "nmod" | "advmod" | "quantmod" | "punct"
        );
        if !attaches || modifier.end != start || modifier.len() > 6 {
            break;
        }
        start = modifier.start;
    }
    while start < at
        && (parse.pos(start) == Pos::Punct || parse.pos(start) == Pos::Det || parse.tag(start) == "PRP$")
    {
        start += 1;
    }
    start
}

fn is_break(parse: &Parse, token: usize) -> bool {
    matches!(parse.text(token), "," | ";" | ":" | "(" | "—" | "–" | "--" | "\"" | "“" | "”" | "``" | "''")
        || parse.token(token).is_space()
}
