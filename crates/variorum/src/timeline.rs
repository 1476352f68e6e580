//! The timeline: when things happened, by the reports' word, apart from when they were reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{Point, Story};
use crate::annotate::TimeKind;
use crate::days::Days;

/// A stretch of days and what is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub days: Days,
    /// Indices of the points that rest on its claims, in order.
    pub points: Vec<usize>,
    /// The claims as (report, index), in order.
    pub claims: Vec<(usize, usize)>,
}

/// The stretches of days that contents name, in order of their first day, the shorter before the longer.
///
/// Days that only say when somebody spoke stand outside the content and are left out, as are durations and
/// recurring times. A claim that names two stretches stands at both.
pub fn timeline(story: &Story<'_>, points: &[Point]) -> Vec<Entry> {
    let mut of_claim: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    for (index, point) in points.iter().enumerate() {
        for claim in point.readings.iter().flat_map(|reading| &reading.claims) {
            of_claim.entry(*claim).or_default().insert(index);
        }
    }
    let mut told: BTreeMap<Days, BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (report, claims) in story.claims.iter().enumerate() {
        for (index, claim) in claims.iter().enumerate() {
            for days in claim.times.iter().filter_map(|&time| dated(story, report, time)) {
                told.entry(days).or_default().insert((report, index));
            }
        }
    }
    let entry = |(days, claims): (Days, BTreeSet<(usize, usize)>)| {
        let points: BTreeSet<usize> =
            claims.iter().filter_map(|claim| of_claim.get(claim)).flatten().copied().collect();
        Entry { days, points: points.into_iter().collect(), claims: claims.into_iter().collect() }
    };
    told.into_iter().map(entry).collect()
}

fn dated(story: &Story<'_>, report: usize, time: usize) -> Option<Days> {
    let time = story.reports[report].times.get(time)?;
    let on_calendar = matches!(time.kind, TimeKind::Date | TimeKind::Time);
    Days::of_value(time.value.as_deref().filter(|_| on_calendar)?)
}
