//! Of all the reports that one report may draw on, those worth showing.

use crate::text::Span;

use super::{Derivation, DerivationKind};

/// Coverages that differ by less than this count as equal: then the earlier report is the parent.
const EQUAL: f64 = 0.01;
/// A further parent must add this share of the covered text …
const GAIN: f64 = 0.15;
/// … and this many bytes, about two sentences.
const GAIN_BYTES: usize = 200;

/// Keeps the best parent of each report, and of the others those from which it has passages that the parents before
/// them lack. Without this, k copies of one wire would give k² edges. `rank` tells the place of a report in the order
/// of the story.
pub(crate) fn best(derivations: Vec<Derivation>, rank: &[usize]) -> Vec<Derivation> {
    let mut of_report: Vec<Vec<Derivation>> = rank.iter().map(|_| Vec::new()).collect();
    for derivation in derivations {
        of_report[derivation.to].push(derivation);
    }
    of_report.into_iter().flat_map(|parents| best_of(parents, rank)).collect()
}

fn best_of(mut parents: Vec<Derivation>, rank: &[usize]) -> Vec<Derivation> {
    let place = |derivation: &Derivation| derivation.from.map_or(usize::MAX, |from| rank[from]);
    parents.sort_by(|one, other| {
        let level = |derivation: &Derivation| (derivation.coverage / EQUAL).round() as i64;
        (strength(one.kind), -level(one), place(one)).cmp(&(
            strength(other.kind),
            -level(other),
            place(other),
        ))
    });
    let mut kept: Vec<Derivation> = Vec::new();
    let mut covered: Vec<Span> = Vec::new();
    for parent in parents {
        let whole: usize = parent.passages.iter().map(|passage| passage.to.len()).sum();
        let new: usize = parent.passages.iter().map(|passage| uncovered(passage.to, &covered)).sum();
        if kept.is_empty() || new >= GAIN_BYTES && new as f64 >= GAIN * whole as f64 {
            covered.extend(parent.passages.iter().map(|passage| passage.to));
            kept.push(parent);
        }
    }
    kept
}

fn strength(kind: DerivationKind) -> u8 {
    match kind {
        DerivationKind::Copy => 0,
        DerivationKind::Rewrite => 1,
        DerivationKind::Quotes => 2,
        DerivationKind::SharedSource => 3,
    }
}

/// How many bytes of `span` no other span covers; spans that overlap it twice are counted twice, which only errs
/// towards fewer edges.
fn uncovered(span: Span, covered: &[Span]) -> usize {
    let taken: usize = covered
        .iter()
        .filter(|other| other.overlaps(span))
        .map(|other| (other.end.min(span.end) - other.start.max(span.start)) as usize)
        .sum();
    span.len().saturating_sub(taken)
}
