//! The setting of a happening: who and what takes part in it, and the words of its sentence.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::Pos;

use crate::annotate::{Annotated, Parse};

/// Whoever or whatever takes part in a happening.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    /// By the number of the entity.
    Entity(usize),
    /// By the lemma of a noun.
    Noun(String),
}

/// The entity that each token of a report belongs to, where it belongs to one.
pub(super) fn entity_of_token(report: &Annotated, of_mention: &[Option<usize>]) -> BTreeMap<usize, usize> {
    let known = report.mentions.iter().zip(of_mention);
    known
        .filter_map(|(mention, entity)| entity.map(|entity| (mention.tokens.clone(), entity)))
        .flat_map(|(tokens, entity)| tokens.map(move |token| (token, entity)))
        .collect()
}

/// Who and what takes part in the happening that `head` tells, by the parse: subjects, objects, what stands before a noun or
/// behind a preposition. A verb without a subject takes over that of the verb it depends on, a participle the noun.
pub(super) fn parties(parse: &Parse, entities: &BTreeMap<usize, usize>, head: usize) -> BTreeSet<Party> {
    let mut found: Vec<usize> = Vec::new();
    let mut has_agent = false;
    for child in parse.dependents(head) {
        match parse.dep(child) {
            "nsubj" | "poss" => {
                has_agent |= is_told(parse, entities, child);
                found.push(child);
            }
            "dobj" | "nsubjpass" | "attr" | "compound" => found.push(child),
            "prep" | "agent" | "dative" => {
                has_agent |= parse.is(child, "by");
                found.extend(parse.dependents(child).filter(|&token| parse.dep(token) == "pobj"));
            }
            _ => {}
        }
    }
    let above = parse.head(head);
    if !has_agent && above != head && parse.pos(head) == Pos::Verb {
        match parse.dep(head) {
            "xcomp" | "conj" | "advcl" | "ccomp" => {
                found.extend(parse.dependents(above).filter(|&token| parse.dep(token) == "nsubj"));
            }
            "relcl" | "acl" => found.push(above),
            _ => {}
        }
    }
    let told = found.into_iter().filter(|&token| is_told(parse, entities, token));
    told.map(|token| match entities.get(&token) {
        Some(&entity) => Party::Entity(entity),
        None => Party::Noun(parse.lemma(token).to_lowercase()),
    })
    .collect()
}

/// Whether it shows what a token stands for: not so a pronoun of nobody known.
fn is_told(parse: &Parse, entities: &BTreeMap<usize, usize>, token: usize) -> bool {
    parse.pos(token) != Pos::Pron || entities.contains_key(&token)
}

/// The lemmas of each sentence that carry meaning, in small letters; sentence by sentence.
pub(super) fn words(parse: &Parse) -> Vec<BTreeSet<String>> {
    let mut words: Vec<BTreeSet<String>> = Vec::new();
    for token in 0..parse.len() {
        let sentence = parse.sentence(token);
        words.resize_with(words.len().max(sentence + 1), BTreeSet::new);
        let tells = matches!(parse.pos(token), Pos::Noun | Pos::Verb | Pos::Propn | Pos::Num | Pos::Adj);
        let lemma = parse.lemma(token).to_lowercase();
        if tells && lemma.chars().nth(1).is_some() {
            words[sentence].insert(lemma);
        }
    }
    words
}
