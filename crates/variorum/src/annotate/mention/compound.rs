//! Names in several pieces: "Diocese" "of" "Wexley", "Workers" "'" "League", "Marrow" "fever".

use std::ops::Range;

use super::famous::kind_of_famous;
use super::name_word::kind_of_name_word;
use super::{Candidate, EntityKind};
use crate::annotate::Parse;

/// Joins the pieces, which stand in order and apart.
pub(super) fn join(parse: &Parse, names: &mut Vec<Candidate>) {
    let mut joined: Vec<Candidate> = Vec::with_capacity(names.len());
    for mut name in names.drain(..) {
        if let Some(end) = illness_end(parse, &name.tokens) {
            name = Candidate { tokens: name.tokens.start..end, kind: EntityKind::Other, ..name };
        }
        let kind = joined.last().and_then(|last| kind_of_both(parse, last, &name));
        match (joined.last_mut(), kind) {
            (Some(last), Some(kind)) => {
                last.tokens.end = name.tokens.end;
                last.kind = kind;
            }
            _ => joined.push(name),
        }
    }
    *names = joined;
}

/// "Marrow fever", "Alder syndrome": where the illness ends that bears a name.
fn illness_end(parse: &Parse, tokens: &Range<usize>) -> Option<usize> {
    let end = tokens.end;
    let illness = end < parse.len() && matches!(parse.text(end), "fever" | "syndrome" | "disease" | "virus");
    (illness && parse.dep(end - 1) != "poss").then_some(end + 1)
}

/// What both names are together, if they are one.
fn kind_of_both(parse: &Parse, first: &Candidate, second: &Candidate) -> Option<EntityKind> {
    let gap: Vec<&str> = (first.tokens.end..second.tokens.start).map(|at| parse.text(at)).collect();
    let told = |at: usize| kind_of_name_word(&parse.text(at).to_lowercase());
    let words = parse.span(second.tokens.clone()).of(&parse.doc.text);
    match gap.as_slice() {
        ["of"] | ["of", "the"] => {
            let known = kind_of_famous(words, EntityKind::Organization) == Some(EntityKind::Place);
            let single = first.tokens.len() == 1 && second.kind != EntityKind::Person;
            let kind = told(first.tokens.end - 1).filter(|_| single && !(gap.len() == 2 && known))?;
            matches!(kind, EntityKind::Organization | EntityKind::Work).then_some(kind)
        }
        ["'" | "’" | "'s" | "’s"] => {
            let owner = parse.text(first.tokens.end - 1).to_lowercase();
            let saint = matches!(parse.text(first.tokens.start), "St" | "St." | "Saint" | "King" | "Queen");
            let many = first.tokens.len() == 1 && OWNERS.contains(&owner.as_str());
            told(second.tokens.end - 1).filter(|_| many || saint && first.tokens.len() == 2)
        }
        _ => None,
    }
}

/// Those whom parties and hospitals are named for.
const OWNERS: &[&str] = &[
    "children",
    "citizens",
    "drivers",
    "engineers",
    "farmers",
    "fishermen",
    "journalists",
    "lawyers",
    "men",
    "miners",
    "nurses",
    "people",
    "peoples",
    "pensioners",
    "pilots",
    "sailors",
    "soldiers",
    "students",
    "teachers",
    "veterans",
    "women",
    "workers",
    "writers",
    "youth",
];
