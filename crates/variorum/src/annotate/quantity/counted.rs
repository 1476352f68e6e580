//! What a number counts: the noun it belongs to, and the phrase around that noun.

use std::ops::Range;

use variorum_spacy::Pos;

use crate::annotate::{Parse, is_person_noun};

/// The noun that a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The noun.
    pub noun: usize,
    /// The phrase that names what is counted, the number left out.
    pub phrase: Range<usize>,
    /// Whether "of" stands between ("dozens of people").
    pub through_of: bool,
}

/// A phrase takes in at most this many tokens after its noun.
const LONGEST_TAIL: usize = 9;

/// What the numeral counts whose last token is `number`; `after` is the first token behind number and unit.
pub fn find(parse: &Parse, number: usize, after: usize, has_unit: bool) -> Option<Counted> {
    if let Some(counted) = through_of(parse, after) {
        return Some(counted);
    }
    if has_unit {
        return None;
    }
    let noun = by_parse(parse, number).or_else(|| by_order(parse, after))?;
    (noun >= after).then(|| Counted { noun, phrase: phrase(parse, noun, after), through_of: false })
}

/// "two of the boats", "30 percent of residents".
fn through_of(parse: &Parse, after: usize) -> Option<Counted> {
    let of = (after < parse.len() && parse.is(after, "of")).then_some(after)?;
    let object = parse.dependent(of, &["pobj", "pcomp"]).filter(|&object| object > of)?;
    let noun_like =
        matches!(parse.pos(object), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adj | Pos::Det | Pos::Num);
    noun_like.then(|| Counted { noun: object, phrase: phrase(parse, object, of + 1), through_of: true })
}

/// The noun whose modifier the number is.
fn by_parse(parse: &Parse, number: usize) -> Option<usize> {
    let mut token = number;
    for _ in 0..4 {
        let head = parse.head(token);
        let binds =
            matches!(parse.dep(token), "nummod" | "amod" | "compound" | "quantmod" | "det" | "nmod" | "poss");
        if !binds || head <= token {
            return None;
        }
        if matches!(parse.pos(head), Pos::Noun | Pos::Propn) {
            return Some(head).filter(|_| head - number < 12);
        }
        token = head;
    }
    None
}

/// The last of the nouns right behind the number, adjectives in between.
fn by_order(parse: &Parse, after: usize) -> Option<usize> {
    let limit = parse.len().min(after + 6);
    let mut at = after;
    while at < limit
        && !parse.token(at).is_sent_start()
        && (matches!(parse.pos(at), Pos::Adj)
            || matches!(parse.tag(at), "VBN" | "JJR") && is_before_noun(parse, at))
    {
        at += 1;
    }
    let first = at;
    while at < limit
        && !parse.token(at).is_sent_start()
        && matches!(parse.pos(at), Pos::Noun | Pos::Propn)
        && parse.text(at).contains(char::is_alphabetic)
    {
        at += 1;
    }
    let nouns = first..at;
    let pointed =
        (after..at).any(|at| matches!(parse.text(at).to_lowercase().as_str(), "last" | "next" | "this"));
    if pointed {
        return None;
    }
    nouns.rev().find(|&noun| parse.pos(noun) == Pos::Noun || parse.tag(noun) == "NNPS")
}

fn is_before_noun(parse: &Parse, at: usize) -> bool {
    at + 1 < parse.len() && matches!(parse.pos(at + 1), Pos::Noun | Pos::Propn | Pos::Adj)
}

/// The noun phrase around `noun`, from `first` on: modifiers before the noun and a short tail after it.
fn phrase(parse: &Parse, noun: usize, first: usize) -> Range<usize> {
    let mut start = first.min(noun);
    while start < noun
        && (matches!(parse.pos(start), Pos::Det | Pos::Punct | Pos::Space) || parse.is(start, "of"))
    {
        start += 1;
    }
    let mut end = noun + 1;
    for dependent in parse.dependents(noun).filter(|&dependent| dependent > noun) {
        let tail = parse.subtree(dependent);
        let attaches = match parse.dep(dependent) {
            "prep" => parse.is(dependent, "of") || parse.is(dependent, "from") || parse.is(dependent, "in"),
            "case" | "amod" | "nmod" => true,
            _ => false,
        };
        let too_long = tail.end > noun + LONGEST_TAIL;
        if !attaches || tail.start != end || too_long || tail.clone().any(|token| is_break(parse, token)) {
            break;
        }
        end = tail.end;
    }
    start..end
}

fn is_break(parse: &Parse, token: usize) -> bool {
    parse.pos(token) == Pos::Punct && !matches!(parse.text(token), "-" | "'" | "’")
        || parse.token(token).is_space()
}

/// The head of a numeral of several tokens.
pub fn top_of_number(parse: &Parse, number: usize) -> usize {
    let mut top = number;
    while matches!(parse.dep(top), "nummod" | "compound" | "quantmod")
        && parse.head(top) != top
        && parse.pos(parse.head(top)) == Pos::Num
    {
        top = parse.head(top);
    }
    top
}

/// Whether the noun is one for a person, or names a people ("three Australians"). A coach is a carriage where trains or buses are told of, and else trains a team.
pub fn is_person(parse: &Parse, noun: usize) -> bool {
    let lemma = parse.lemma(noun).to_lowercase();
    let tells_of_trains = || {
        (0..parse.len())
            .any(|token| matches!(parse.lemma(token), "train" | "railway" | "rail" | "derail" | "bus"))
    };
    let is_people =
        || parse.doc.token(noun).entity_label() == "NORP" && matches!(parse.tag(noun), "NNPS" | "NNS");
    is_person_noun(&lemma) && !(lemma == "coach" && tells_of_trains()) || is_people()
}
