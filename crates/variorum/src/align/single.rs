//! Points that only one report tells: those that matter, no trivia.

use std::collections::BTreeSet;

use super::context::{ClaimId, Context};
use super::thread::Thread;
use super::{Dimension, Point, Relation, independence, occurrence, why};
use crate::claim::Manner;

/// How many such points one report may add.
const OF_REPORT: usize = 4;
/// What a claim must weigh to be a point.
const LEAST: f64 = 3.0;
/// The share of the reports in which a term stands that makes it central to the story.
const CENTRAL: f64 = 0.4;

/// The points that the claims of these threads make, at most a few for each report.
pub fn points(context: &Context<'_>, threads: &[Thread], used: &BTreeSet<ClaimId>) -> Vec<Point> {
    let central = central_terms(context);
    let mut weighed: Vec<(f64, &Thread)> = threads
        .iter()
        .filter(|thread| !thread.claims.iter().any(|claim| used.contains(claim)))
        .filter(|thread| independence::count(&context.groups, thread.claims.iter().map(|claim| claim.0)) == 1)
        .map(|thread| {
            (thread.claims.iter().map(|&claim| weight(context, &central, claim)).fold(0.0, f64::max), thread)
        })
        .filter(|(weight, _)| *weight >= LEAST)
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.claims.cmp(&b.1.claims)));
    let mut left = vec![OF_REPORT; context.groups.len()];
    weighed.retain(|(_, thread)| {
        let left = &mut left[context.groups[thread.claims[0].0]];
        let room = *left > 0;
        *left = left.saturating_sub(1);
        room
    });
    weighed.into_iter().map(|(_, thread)| point(context, thread)).collect()
}

fn point(context: &Context<'_>, thread: &Thread) -> Point {
    let reading = occurrence::reading(context, &thread.claims);
    let about = reading.value.clone();
    let readings = vec![reading];
    let why = why::single(context, &readings);
    Point { about, dimension: Dimension::Occurrence, relation: Relation::Single, readings, why }
}

/// The terms that stand in a good share of the reports.
fn central_terms(context: &Context<'_>) -> BTreeSet<usize> {
    let mut reports: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); context.rarity.len()];
    for (report, features) in context.features.iter().enumerate() {
        for term in features.iter().flat_map(|features| &features.terms) {
            reports[*term].insert(context.groups[report]);
        }
    }
    let all = independence::count(&context.groups, 0..context.groups.len());
    let enough = (all as f64 * CENTRAL).ceil().max(2.0) as usize;
    (0..reports.len()).filter(|&term| reports[term].len() >= enough.min(all)).collect()
}

/// How much a claim matters: what it has in common with the story, and what of substance it carries.
fn weight(context: &Context<'_>, central: &BTreeSet<usize>, id: ClaimId) -> f64 {
    let (claim, features) = (context.claim(id), context.features(id));
    if features.terms.len() < 4 || features.predicate.is_none() {
        return 0.0;
    }
    let common = features.terms.iter().filter(|term| central.contains(term)).count().min(3) as f64;
    let names = features.terms.iter().filter(|&&term| context.is_entity[term]).count().min(2) as f64;
    let yes = |holds: bool| if holds { 1.0 } else { 0.0 };
    0.5 * common
        + 0.5 * names
        + yes(!claim.quantities.is_empty())
        + 0.5 * yes(!features.days.is_empty())
        + yes(!claim.attribution.is_empty())
        + 0.5 * yes(claim.attribution.iter().any(|link| link.manner != Manner::Indirect))
        + 0.5 * yes(!features.subject.is_empty() && !features.object.is_empty())
        - yes(!context.is_told_as_fact(id))
}
