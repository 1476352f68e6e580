//! Silences: what others had already told when a report appeared, and it does not tell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

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
/// or both are of one day without a time), the point is named. Spellings of names are no matter to be silent on, and whoever
/// gives a number in another point of the same matter is not silent on it: a later toll tells of the toll.
pub fn silences(story: &Story<'_>, points: &[Point]) -> Vec<Silence> {
    let groups = independence::groups(story.reports.len(), story.derivations);
    let answered = answered(points);
    let asked: Vec<(usize, Tellers)> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.relation != Relation::Single && point.dimension != Dimension::Name)
        // A report that gives no day of what nobody disputes leaves out nothing.
        .filter(|(_, point)| point.relation != Relation::Agree || point.dimension != Dimension::Time)
        .map(|(index, point)| (index, Tellers::of(story, point, &answered)))
        .collect();
    let silent = |report: usize| -> Vec<usize> {
        let on = asked.iter().filter(|(_, tellers)| is_silent(story, &groups, tellers, report));
        on.map(|(point, _)| *point).take(SHOWN).collect()
    };
    let silences = (0..story.reports.len()).map(|report| Silence { report, points: silent(report) });
    silences.filter(|silence| !silence.points.is_empty()).collect()
}

/// The reports that give a number, by what the points of numbers are about. Points of scope are left out: who tells one side
/// need not tell the other, and the sides have points of their own.
fn answered(points: &[Point]) -> BTreeMap<&str, BTreeSet<usize>> {
    let mut answered: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let counts = |point: &&Point| point.dimension == Dimension::Quantity && point.relation != Relation::Scope;
    for point in points.iter().filter(counts) {
        answered.entry(point.about.as_str()).or_default().extend(reports(point));
    }
    answered
}

/// What the point is about: each of its sides, where it is one of scope.
fn matters(point: &Point) -> impl Iterator<Item = &str> {
    point.about.split(" / ")
}

fn reports(point: &Point) -> impl Iterator<Item = usize> {
    point.readings.iter().flat_map(|reading| &reading.claims).map(|claim| claim.0)
}

/// The reports that tell a point.
struct Tellers {
    all: BTreeSet<usize>,
    /// Those that give a number of the same matter elsewhere.
    elsewhere: BTreeSet<usize>,
    /// Those with a date, the earliest first.
    dated: Vec<(Stamp, usize)>,
    undated: Vec<usize>,
}

impl Tellers {
    fn of(story: &Story<'_>, point: &Point, answered: &BTreeMap<&str, BTreeSet<usize>>) -> Tellers {
        let all: BTreeSet<usize> = reports(point).collect();
        let numbers = matters(point).filter(|_| point.dimension == Dimension::Quantity);
        let elsewhere = numbers.filter_map(|matter| answered.get(matter)).flatten().copied().collect();
        let published = |report: usize| story.reports[report].report.published;
        let mut dated: Vec<(Stamp, usize)> =
            all.iter().filter_map(|&report| Some((published(report)?, report))).collect();
        dated.sort_by_key(|(stamp, report)| (stamp.date, *report));
        let undated = all.iter().copied().filter(|&report| published(report).is_none()).collect();
        Tellers { all, elsewhere, dated, undated }
    }

    /// Those that are not known to be later than a report of that date. No day is given twice on Earth for more than two
    /// days in a row, so that none of the days after that can be earlier in universal time.
    fn not_later(&self, own: Option<Stamp>) -> impl Iterator<Item = usize> {
        let last = own.and_then(|own| own.date.checked_add(2.days()).ok());
        let near = self.dated.iter().take_while(move |(stamp, _)| last.is_none_or(|last| stamp.date <= last));
        let not_later =
            near.filter(move |(stamp, _)| !is_later(Some(*stamp), own)).map(|(_, report)| *report);
        self.undated.iter().copied().chain(not_later)
    }
}

fn is_silent(story: &Story<'_>, groups: &[usize], tellers: &Tellers, report: usize) -> bool {
    if tellers.all.contains(&report) || tellers.elsewhere.contains(&report) {
        return false;
    }
    let mut found: Vec<usize> = Vec::with_capacity(TELLERS);
    let told = tellers.not_later(story.reports[report].report.published).map(|teller| groups[teller]);
    for group in told.filter(|group| *group != groups[report]) {
        if !found.contains(&group) {
            found.push(group);
        }
        if found.len() >= TELLERS {
            return true;
        }
    }
    false
}

/// Whether the first is known to have appeared after the second.
fn is_later(one: Option<Stamp>, other: Option<Stamp>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    match (one.utc, other.utc) {
        (Some(one), Some(other)) => one > other,
        _ => one.date > other.date,
    }
}
