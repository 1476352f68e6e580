//! Which reports stand on their own, and which only repeat another.

use super::{Derivation, DerivationKind};

/// For each of `reports` reports, the report that its text comes from in the end: itself where it is neither a copy
/// nor a rewrite. Reports with one root are one origin as far as they add no sources of their own.
pub fn roots(derivations: &[Derivation], reports: usize) -> Vec<usize> {
    let mut parents: Vec<Option<usize>> = vec![None; reports];
    let mut coverage = vec![0.0; reports];
    for derivation in derivations {
        let repeats = matches!(derivation.kind, DerivationKind::Copy | DerivationKind::Rewrite);
        let to = derivation.to;
        if repeats && derivation.from.is_some() && to < reports && derivation.coverage > coverage[to] {
            parents[to] = derivation.from;
            coverage[to] = derivation.coverage;
        }
    }
    (0..reports).map(|report| root(report, &parents)).collect()
}

/// Follows the parents of `report`; of a circle, its member with the least index is the root.
fn root(report: usize, parents: &[Option<usize>]) -> usize {
    let mut path = vec![report];
    let mut current = report;
    while let Some(parent) = parents[current] {
        if let Some(place) = path.iter().position(|&seen| seen == parent) {
            return path[place..].iter().copied().min().unwrap_or(report);
        }
        path.push(parent);
        current = parent;
    }
    current
}
