//! Which reports are copies of each other and so count once.

use std::collections::BTreeSet;

use crate::derive::{Derivation, DerivationKind};

/// For each of `reports` reports, the group of copies it belongs to, named by its first member.
pub fn groups(reports: usize, derivations: &[Derivation]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..reports).collect();
    for derivation in derivations {
        let copied = derivation.kind == DerivationKind::Copy;
        if let Some(from) =
            derivation.from.filter(|&from| copied && from < reports && derivation.to < reports)
        {
            let (a, b) = (root(&group, from), root(&group, derivation.to));
            group[a.max(b)] = a.min(b);
        }
    }
    (0..reports).map(|report| root(&group, report)).collect()
}

/// How many groups of copies the reports belong to.
pub fn count(groups: &[usize], reports: impl IntoIterator<Item = usize>) -> usize {
    reports.into_iter().map(|report| groups[report]).collect::<BTreeSet<_>>().len()
}

fn root(group: &[usize], mut report: usize) -> usize {
    while group[report] != report {
        report = group[report];
    }
    report
}
