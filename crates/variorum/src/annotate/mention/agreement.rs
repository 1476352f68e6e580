//! Agreement of the kinds of names within a report.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::kind_beside;
use super::famous::{is_country, kind_of_famous};
use super::{Candidate, EntityKind, demonym, name_kind};
use crate::annotate::Parse;

/// How many places of a name, as the model sees them, one counts for whose neighbours tell its kind.
const TOLD: usize = 3;

/// Makes the kinds agree within the report: the same words take the majority's kind, an acronym in brackets that of
/// the name before it, and a surname that of the person who bears it.
pub(super) fn settle(parse: &Parse, names: &mut [Candidate]) {
    let words = |name: &Candidate| parse.span(name.tokens.clone()).of(&parse.doc.text).to_owned();
    let mut kinds = voted(parse, names);
    for pair in names.windows(2) {
        if is_acronym_of(parse, &pair[0], &pair[1]) {
            let kind = kinds.get(&words(&pair[0])).copied().unwrap_or(pair[0].kind);
            kinds.insert(words(&pair[1]), kind);
        }
    }
    for name in names.iter().filter(|name| name.tokens.len() > 1) {
        if kinds.get(&words(name)) == Some(&EntityKind::Person) {
            let surname = parse.text(name.tokens.end - 1);
            if let Some(kind) = kinds.get_mut(surname) {
                *kind = EntityKind::Person;
            }
        }
    }
    name_kind::agree_with_longer(parse, names, &mut kinds);
    know_places(parse, names, &mut kinds);
    for name in names.iter_mut() {
        name.kind = kinds.get(&words(name)).copied().unwrap_or(name.kind);
    }
}

/// For each text of a name the kind that most of its places have.
fn voted(parse: &Parse, names: &[Candidate]) -> BTreeMap<String, EntityKind> {
    let mut votes: BTreeMap<String, BTreeMap<EntityKind, usize>> = BTreeMap::new();
    for name in names {
        let (kind, weight) = kind_beside(parse, name).map_or((name.kind, 1), |kind| (kind, TOLD));
        let words = parse.span(name.tokens.clone()).of(&parse.doc.text).to_owned();
        *votes.entry(words).or_default().entry(kind).or_default() += weight;
    }
    let most = |counts: BTreeMap<EntityKind, usize>| {
        counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)))
    };
    votes.into_iter().filter_map(|(text, counts)| Some((text, most(counts)?.0))).collect()
}

/// Sets the kinds of names that the world knows and of places whose people the report names, unless somebody in the
/// report bears the name.
fn know_places(parse: &Parse, names: &[Candidate], kinds: &mut BTreeMap<String, EntityKind>) {
    let homelands = demonym::homelands(parse, names);
    let words = |name: &Candidate| parse.span(name.tokens.clone()).of(&parse.doc.text);
    let people = names.iter().filter(|name| name.tokens.len() > 1);
    let people = people.filter(|name| kinds.get(words(name)) == Some(&EntityKind::Person));
    let borne: BTreeSet<&str> =
        people.flat_map(|name| name.tokens.clone()).map(|at| parse.text(at)).collect();
    let free = |name: &str| !borne.contains(name) || is_country(name);
    for (name, kind) in kinds.iter_mut().filter(|(name, _)| free(name)) {
        let open = matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Other);
        let homeland = open && homelands.contains(name.as_str());
        let told = if homeland { Some(EntityKind::Place) } else { kind_of_famous(name, *kind) };
        *kind = told.unwrap_or(*kind);
    }
}

/// "International Atomic Energy Agency (IAEA)".
fn is_acronym_of(parse: &Parse, long: &Candidate, short: &Candidate) -> bool {
    let opens = short.tokens.start == long.tokens.end + 1 && parse.text(long.tokens.end) == "(";
    if !opens || short.tokens.len() != 1 || long.tokens.len() < 2 {
        return false;
    }
    let mut initials = long
        .tokens
        .clone()
        .flat_map(|at| parse.text(at).split('-'))
        .filter_map(|word| word.chars().next())
        .map(|initial| initial.to_ascii_uppercase());
    let mut letters = parse.text(short.tokens.start).chars().filter(|c| c.is_uppercase()).peekable();
    letters.peek().is_some() && letters.all(|letter| initials.any(|initial| initial == letter))
}
