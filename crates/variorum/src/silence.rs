//! Silences: what others had already told when a report appeared, and it does not tell.

use std::collections::BTreeSet;

use crate::align::{Dimension, Point, Relation, Story, independence};
use crate::report::Stamp;

/// What a report is silent on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The report.
    pub report: usize,
    /// Indices of the points, the weightiest first.
    pub points: Vec<usize>,
}

/// How many points are named for one report: those that matter first.
const SHOWN: usize = 8;
/// How many reports that are no copies of each other must tell a point for its absence to mean anything.
const TELLERS: usize = 2;

/// For each report, the points told by at least two independent others that were not known to be later than it.
///
/// A report that says nothing because it came first is not silent; where the order is not known (a date is missing,
/// or both are of one day without a time), the point is named. Spellings of names are no matter to be silent on.
pub fn silences(story: &Story<'_>, points: &[Point]) -> Vec<Silence> {
    let groups = independence::groups(story.reports.len(), story.derivations);
    let tellers: Vec<BTreeSet<usize>> = points.iter().map(tellers).collect();
    let silent = |report: usize| -> Vec<usize> {
        let on = |&point: &usize| is_silent(story, &groups, &points[point], &tellers[point], report);
        (0..points.len()).filter(on).take(SHOWN).collect()
    };
    let silences = (0..story.reports.len()).map(|report| Silence { report, points: silent(report) });
    silences.filter(|silence| !silence.points.is_empty()).collect()
}

fn tellers(point: &Point) -> BTreeSet<usize> {
    point.readings.iter().flat_map(|reading| reading.claims.iter().map(|claim| claim.0)).collect()
}

fn is_silent(
    story: &Story<'_>,
    groups: &[usize],
    point: &Point,
    tellers: &BTreeSet<usize>,
    report: usize,
) -> bool {
    if tellers.contains(&report) || point.relation == Relation::Single || point.dimension == Dimension::Name {
        return false;
    }
    let own = story.reports[report].report.published;
    let not_later =
        tellers.iter().copied().filter(|&teller| !is_later(story.reports[teller].report.published, own));
    independence::count(groups, not_later.filter(|&teller| groups[teller] != groups[report])) >= TELLERS
}

/// Whether the first is known to have appeared after the second.
fn is_later(one: Option<Stamp>, other: Option<Stamp>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    match (one.utc, other.utc) {
        (Some(one), Some(other)) => one > other,
        _ => one.date > other.date,
    }
}
