//! Points about where something happened: one thing, different places.

use std::collections::{BTreeMap, BTreeSet};

use super::bridges::Bridges;
use super::context::{ClaimId, Context};
use super::thread::{Roles, Thread};
use super::{Dimension, Point, Reading, Relation, occurrence, why};

/// Likeness from which two places given for a predicate are places of one thing.
const SAME_HAPPENING: f64 = 0.5;
/// How many members are held against each other.
const COMPARED: usize = 24;

/// The point about the place, where claims with one predicate and one participant give places of which neither is
/// told to lie in the other.
///
/// Without a map nothing shows that two names do not stand for one spot, so the difference is one of scope, never a
/// conflict.
pub fn point(context: &Context<'_>, bridges: &Bridges, thread: &Thread) -> Option<Point> {
    let located: Vec<(ClaimId, usize)> = thread
        .claims
        .iter()
        .filter(|&&claim| context.is_told_as_fact(claim))
        .filter_map(|&claim| {
            let mut places = context.features(claim).places.iter();
            places.next().filter(|_| places.next().is_none()).map(|&place| (claim, place))
        })
        .take(COMPARED)
        .collect();
    let differ = |a: &(ClaimId, usize), b: &(ClaimId, usize)| {
        let (one, other) = (context.features(a.0), context.features(b.0));
        let roles = Roles::of(one, other);
        let sets = [a.1, b.1].map(|place| BTreeSet::from([place]));
        !bridges.meet(&sets[0], &sets[1])
            && context.groups[a.0.0] != context.groups[b.0.0]
            && roles.predicate
            && (roles.subject || roles.object)
            && context.likeness(&one.terms, &other.terms) >= SAME_HAPPENING
            && !mentions(context, a.0.0, b.1)
            && !mentions(context, b.0.0, a.1)
    };
    let (first, second) = located
        .iter()
        .enumerate()
        .find_map(|(index, a)| located[index + 1..].iter().find(|b| differ(a, b)).map(|b| (a.1, b.1)))?;
    let mut versions: BTreeMap<usize, Vec<ClaimId>> = BTreeMap::new();
    for &(claim, place) in located.iter().filter(|(_, place)| *place == first || *place == second) {
        versions.entry(place).or_default().push(claim);
    }
    let name = |place: usize| context.story.entities.entities[place].name.clone();
    let readings: Vec<Reading> = versions
        .iter()
        .map(|(&place, claims)| Reading { value: name(place), ..occurrence::reading(context, claims) })
        .collect();
    let parts: Vec<String> = versions
        .iter()
        .map(|(&place, claims)| format!("{} in {}", name(place), why::reports(context, claims)))
        .collect();
    Some(Point {
        about: format!("where: {}", occurrence::reading(context, &thread.claims).value),
        dimension: Dimension::Place,
        relation: Relation::Scope,
        readings,
        why: format!("Different places are named, and no report says how they lie: {}.", parts.join("; ")),
    })
}

/// Whether the report names the place anywhere.
fn mentions(context: &Context<'_>, report: usize, place: usize) -> bool {
    let of_mention = context.story.entities.of_mention.get(report);
    of_mention.is_some_and(|mentions| mentions.contains(&Some(place)))
}
