//! Where the words of a report come from in the end, along the derivations.

use crate::derive::{Derivation, DerivationKind};
use crate::text::Span;

/// A copy of this coverage is taken to hold nothing of its own.
const WHOLE: f64 = 0.9;

/// The derivations of a story, by the report that draws on another.
pub(crate) struct Trace<'d> {
    parents: Vec<Vec<&'d Derivation>>,
}

/// Who told something first, as far as the reports show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told<'d> {
    /// The report.
    pub(crate) report: usize,
    /// The source that this report has it from, where it is not held.
    pub(crate) source: Option<&'d str>,
}

impl<'d> Trace<'d> {
    /// Sorts the derivations of `reports` reports.
    pub(crate) fn new(reports: usize, derivations: &'d [Derivation]) -> Trace<'d> {
        let mut parents: Vec<Vec<&Derivation>> = vec![Vec::new(); reports];
        for derivation in derivations {
            if let Some(of_report) = parents.get_mut(derivation.to) {
                of_report.push(derivation);
            }
        }
        Trace { parents }
    }

    /// Who told first what stands at `span` of `report`. What `heads` the report, the headline or standfirst, sums up what it
    /// has from the report that it copies or rewrites, in whatever words.
    pub(crate) fn origin(&self, report: usize, span: Span, heads: bool) -> Told<'d> {
        let (mut current, mut span) = (report, span);
        let mut seen = vec![report];
        while let Some((from, place)) =
            self.parents[current].iter().find_map(|parent| drawn_from(parent, span, heads))
        {
            match from {
                Drawn::Source(source) => return Told { report: current, source: Some(source) },
                Drawn::Report(next) if next >= self.parents.len() => break,
                // A circle of undated copies: all rest on the one that comes first.
                Drawn::Report(next) if seen.contains(&next) => {
                    let first = seen.iter().copied().min().unwrap_or(current);
                    return Told { report: first, source: None };
                }
                Drawn::Report(next) => {
                    seen.push(next);
                    (current, span) = (next, place);
                }
            }
        }
        Told { report: current, source: None }
    }
}

enum Drawn<'d> {
    Report(usize),
    Source(&'d str),
}

/// Where the words at `span` come from, if the derivation covers most of them, and their place there.
fn drawn_from(derivation: &Derivation, span: Span, heads: bool) -> Option<(Drawn<'_>, Span)> {
    if derivation.kind == DerivationKind::SharedSource && derivation.from.is_some() {
        return None;
    }
    let shared = |to: Span| to.end.min(span.end).saturating_sub(to.start.max(span.start)) as usize;
    let covered: usize = derivation.passages.iter().map(|passage| shared(passage.to)).sum();
    let whole = derivation.kind == DerivationKind::Copy && derivation.coverage >= WHOLE;
    let summed_up = heads && matches!(derivation.kind, DerivationKind::Copy | DerivationKind::Rewrite);
    if covered * 2 < span.len().max(1) && !whole && !summed_up {
        return None;
    }
    let best = derivation.passages.iter().max_by_key(|passage| shared(passage.to));
    let place = best.and_then(|passage| passage.from).map_or(span, |cite| cite.span);
    match (derivation.from, &derivation.source) {
        (Some(from), _) => Some((Drawn::Report(from), place)),
        (None, Some(source)) => Some((Drawn::Source(source), place)),
        (None, None) => None,
    }
}
